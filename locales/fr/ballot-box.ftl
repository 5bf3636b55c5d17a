### Les pages de l'urne. Comment traduire : docs/languages.md.

## In the list of polls, and at the head of each page

test-label = Scrutin d'essai
test-notice = SCRUTIN D'ESSAI - rien ne se décide ici.
this-poll = Ce scrutin
crumb-poll = Le scrutin
crumb-receipt = Vérifier un reçu
crumb-ballots = Liste publique des bulletins
crumb-result = Résultat
phase-before = pas encore ouvert
phase-voting = ouvert
phase-closed = clos, dépouillement en cours
phase-counted = dépouillé
phase-cancelled = annulé
ballots-number =
    { $n ->
        [one] { $n } bulletin
       *[other] { $n } bulletins
    }

## The list of polls

polls-title = Scrutins
polls-lead = Ce service reçoit les votes, les garde sur une liste publique et les compte. Il ne connaît aucun votant : seul le service de l'organisateur sait qui peut voter.
polls-open = Ouverts maintenant
polls-none-open = Aucun scrutin n'est ouvert en ce moment.
polls-coming = À venir
polls-past = Passés
polls-test = scrutin d'essai
polls-closes = Clôture du vote : { $date }.
polls-opens = Ouverture du vote : { $date }.
polls-closed = Vote clos : { $date }.
polls-run-by = Organisé par { $registrar }.
polls-listed = { $ballots } sur la liste publique.
polls-result = Voir le résultat
polls-pages = Scrutins passés
polls-page = Page { $page } sur { $pages }
polls-later = Scrutins plus récents
polls-earlier = Scrutins plus anciens
polls-foot = { $service }. Tout ce que ce service publie peut être vérifié par chacun :
polls-interface = interface
polls-signed = liste signée de tous les scrutins

## The page that checks a receipt

receipt-title = Vérifier un reçu
receipt-title-of = Vérifier un reçu : { $poll }
receipt-missing-title = Introuvable
receipt-missing-unknown = Ce scrutin n'a aucun bulletin avec ce code de reçu.
receipt-missing-malformed = Un code de reçu a 16 lettres et chiffres, en quatre groupes de quatre comme 7Q2M-K0XA-3D9F-ZT41.
receipt-missing-hint = Cherchez d'abord des lettres mal lues. Si le code est juste et que votre bulletin n'est pas ici, votre reçu enregistré est une preuve :
receipt-wrong-link = quelque chose ne va pas
receipt-promised-title = Votre bulletin est dans l'urne
receipt-promised = Il est accepté et sera bientôt sur la liste publique. Les bulletins y sont mis par groupes mélangés ; regardez de nouveau plus tard, et après la clôture.
receipt-logged-title = Votre bulletin est sur la liste publique
receipt-logged = Numéro { $number } sur { $ballots } jusqu'ici. Il sera compté à la clôture.
receipt-counted-title = Votre bulletin a été compté
receipt-counted = C'est le numéro { $number } sur { $ballots } de la liste publique.
receipt-code = Code de reçu
receipt-code-hint = 16 lettres et chiffres, comme 7Q2M-K0XA-3D9F-ZT41. Majuscules et traits d'union n'importent pas.
receipt-check = Vérifier
receipt-file = Ou ouvrez le fichier du reçu que vous avez enregistré
receipt-file-hint = Il reste sur cet appareil. On demande à l'urne le bulletin qu'il nomme, comme pour un code que vous tapez.
receipt-wrong-title = Quelque chose ne va pas
receipt-wrong = Gardez le fichier de votre reçu : il est signé par ce service et prouve que votre bulletin a été accepté. Envoyez-le à l'organisateur, { $registrar }, ou à quiconque observe ce scrutin. Tant que le vote est ouvert, il ne montre pas comment vous avez voté ; après la clôture, oui.
receipt-unrecorded = Ce que vous tapez ici va à ce service, qui ne note pas qui demande.

## The page "My receipts"

mine-title = Mes reçus sur cet appareil
mine-noscript = Cette page a besoin de JavaScript : ce qu'elle montre se trouve sur votre appareil seulement, et aucun serveur ne le connaît.
