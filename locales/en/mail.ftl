### The registrar: mails.
