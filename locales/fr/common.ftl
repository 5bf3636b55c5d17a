### What the pages of both services have in common. How to translate: docs/languages.md.

# ltr, or rtl for languages that are written from right to left.
direction = ltr
# The language's own name, in the menu.
language-name = Français
# The name of the service, in the head of each page and behind its title.
site-name =
    { $service ->
        [registrar] Bureau d'inscription
       *[ballot-box] Urne Psephos
    }
# Before the title of a page whose form was refused.
title-refused = Erreur :
languages = Langues
skip-to-content = Aller au contenu
demo-label = Démonstration
demo-notice = DÉMONSTRATION – pour essayer seulement, sur cet ordinateur. Aucun vrai vote ici.

## The page of an error

nothing-changed = Rien n'a été modifié.
send-again = Revenez en arrière dans votre navigateur et envoyez-le à nouveau.
to-start = Aller à la page d'accueil
error-code = Code { $status }

## Times

# The day of the week and the month are in words, the time is such as 18:05, the zone UTC or CET.
moment = { $weekday } { $day } { $month } { $year }, { $time } { $zone }
# From Monday, 1.
weekday =
    { $n ->
        [1] lundi
        [2] mardi
        [3] mercredi
        [4] jeudi
        [5] vendredi
        [6] samedi
       *[other] dimanche
    }
# From January, 1.
month =
    { $n ->
        [1] janvier
        [2] février
        [3] mars
        [4] avril
        [5] mai
        [6] juin
        [7] juillet
        [8] août
        [9] septembre
        [10] octobre
        [11] novembre
       *[other] décembre
    }
