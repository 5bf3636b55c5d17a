### What the pages of both services have in common. How to translate: docs/languages.md.

# ltr, or rtl for languages that are written from right to left.
direction = ltr
# The language's own name, in the menu.
language-name = English
# The name of the service, in the head of each page and behind its title.
site-name =
    { $service ->
        [registrar] Registrar
       *[ballot-box] Psephos ballot box
    }
# Before the title of a page whose form was refused.
title-refused = Error:
languages = Languages
skip-to-content = Skip to the content
demo-label = Demo
demo-notice = DEMO – for trying out only, on this computer. No real votes here.

## The page of an error

nothing-changed = Nothing was changed.
send-again = Go back in your browser and send it again.
to-start = Go to the start page
error-code = Code { $status }

## Times

# The day of the week and the month are in words, the time is such as 18:05, the zone UTC or CET.
moment = { $weekday }, { $day } { $month } { $year }, { $time } { $zone }
# From Monday, 1.
weekday =
    { $n ->
        [1] Monday
        [2] Tuesday
        [3] Wednesday
        [4] Thursday
        [5] Friday
        [6] Saturday
       *[other] Sunday
    }
# From January, 1.
month =
    { $n ->
        [1] January
        [2] February
        [3] March
        [4] April
        [5] May
        [6] June
        [7] July
        [8] August
        [9] September
        [10] October
        [11] November
       *[other] December
    }
