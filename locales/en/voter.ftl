### The registrar: pages for voters.
