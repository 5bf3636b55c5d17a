### The registrar: organisers' and admins' pages: voters, mails, users, records.
