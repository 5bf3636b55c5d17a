### The registrar: the pages of a poll's organisers.
