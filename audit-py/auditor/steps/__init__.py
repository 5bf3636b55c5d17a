"""The steps of docs/protocol.md section 10, in the order in which `check.Audit.run` takes them."""
