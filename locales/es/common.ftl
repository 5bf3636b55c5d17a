### What the pages of both services have in common. How to translate: docs/languages.md.

# ltr, or rtl for languages that are written from right to left.
direction = ltr
# The language's own name, in the menu.
language-name = Español
# The name of the service, in the head of each page and behind its title.
site-name =
    { $service ->
        [registrar] Oficina de registro
       *[ballot-box] Urna Psephos
    }
# Before the title of a page whose form was refused.
title-refused = Error:
languages = Idiomas
skip-to-content = Ir al contenido
demo-label = Demostración
demo-notice = DEMOSTRACIÓN – solo para probar, en este ordenador. Aquí no hay votos reales.

## The page of an error

nothing-changed = No se cambió nada.
send-again = Vuelva atrás en su navegador y envíelo otra vez.
to-start = Ir a la página de inicio
error-code = Código { $status }

## Times

# The day of the week and the month are in words, the time is such as 18:05, the zone UTC or CET.
moment = { $weekday }, { $day } de { $month } de { $year }, { $time } { $zone }
# From Monday, 1.
weekday =
    { $n ->
        [1] lunes
        [2] martes
        [3] miércoles
        [4] jueves
        [5] viernes
        [6] sábado
       *[other] domingo
    }
# From January, 1.
month =
    { $n ->
        [1] enero
        [2] febrero
        [3] marzo
        [4] abril
        [5] mayo
        [6] junio
        [7] julio
        [8] agosto
        [9] septiembre
        [10] octubre
        [11] noviembre
       *[other] diciembre
    }
