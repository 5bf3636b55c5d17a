"""A second auditor for Psephos, written from docs/protocol.md alone. Start reading at `audit.py`."""
