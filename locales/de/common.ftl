### What the pages of both services have in common. How to translate: docs/languages.md.

# ltr, or rtl for languages that are written from right to left.
direction = ltr
# The language's own name, in the menu.
language-name = Deutsch
# The name of the service, in the head of each page and behind its title.
site-name =
    { $service ->
        [registrar] Wahlamt
       *[ballot-box] Psephos-Urne
    }
# Before the title of a page whose form was refused.
title-refused = Fehler:
languages = Sprachen
skip-to-content = Zum Inhalt springen
demo-label = Vorführung
demo-notice = VORFÜHRUNG – nur zum Ausprobieren, auf diesem Rechner. Hier gibt es keine echten Abstimmungen.

## The page of an error

nothing-changed = Nichts wurde geändert.
send-again = Gehen Sie im Browser zurück und senden Sie es noch einmal ab.
to-start = Zur Startseite
error-code = Code { $status }

## Times

# The day of the week and the month are in words, the time is such as 18:05, the zone UTC or CET.
moment = { $weekday }, { $day }. { $month } { $year }, { $time } Uhr { $zone }
# From Monday, 1.
weekday =
    { $n ->
        [1] Montag
        [2] Dienstag
        [3] Mittwoch
        [4] Donnerstag
        [5] Freitag
        [6] Samstag
       *[other] Sonntag
    }
# From January, 1.
month =
    { $n ->
        [1] Januar
        [2] Februar
        [3] März
        [4] April
        [5] Mai
        [6] Juni
        [7] Juli
        [8] August
        [9] September
        [10] Oktober
        [11] November
       *[other] Dezember
    }
