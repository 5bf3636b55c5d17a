### Les pages de l'urne. Comment traduire : docs/languages.md.

## In the list of polls, and at the head of each page

test-label = Scrutin d'essai
test-notice = Ceci est un scrutin d'essai. Il ne décide de rien.
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
polls-present = Vers les scrutins ouverts ou à venir
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
receipt-wrong-file-title = Ce n'est pas un reçu de ce scrutin
receipt-missing-file = Ce n'est pas un fichier de reçu de ce scrutin, ou il a été modifié. Rien n'a été fait ; choisissez le fichier que vous avez enregistré en votant.
receipt-missing-promised = Le fichier est authentique : ce service a signé qu'il avait accepté ce bulletin. Et pourtant il ne le trouve pas maintenant. Gardez le fichier, il le prouve :
receipt-missing-hint = Cherchez d'abord des lettres mal lues. Si le code est juste et que votre bulletin n'est pas ici, votre reçu enregistré est une preuve :
receipt-wrong-link = quelque chose ne va pas
receipt-promised-title = Votre bulletin est dans l'urne
receipt-promised = Il est accepté et sera bientôt sur la liste publique. Les bulletins y sont mis par groupes mélangés ; regardez de nouveau plus tard, et après la clôture.
receipt-logged-title = Votre bulletin est sur la liste publique
receipt-logged = Numéro { $number } sur { $ballots } jusqu'ici. Il sera compté à la clôture.
receipt-counted-title = Votre bulletin a été compté
receipt-counted = C'est le numéro { $number } sur { $ballots } de la liste publique.
receipt-genuine = Le fichier est authentique : ce service a signé qu'il avait accepté ce bulletin.
receipt-word = C'est ce que dit ce service ; ce n'est pas une preuve. Ne prouve que ce que vous vérifiez vous-même : ici avec les scripts activés, ou avec le programme { $program } et le fichier que vous avez enregistré :
receipt-code = Code de reçu
receipt-code-hint = 16 lettres et chiffres, comme 7Q2M-K0XA-3D9F-ZT41. Majuscules et traits d'union n'importent pas.
receipt-check = Vérifier
receipt-file = Ou ouvrez le fichier du reçu que vous avez enregistré
receipt-file-hint = Il reste sur cet appareil. On demande à l'urne le bulletin qu'il nomme, comme pour un code que vous tapez.
receipt-file-hint-sent = Il est envoyé à ce service, qui cherche le bulletin qu'il nomme et ne garde rien.
receipt-send = Envoyer le fichier et chercher
receipt-wrong-title = Quelque chose ne va pas ?
receipt-wrong = Gardez le fichier de votre reçu : il est signé par ce service et prouve que votre bulletin a été accepté. Envoyez-le à l'organisateur, { $registrar }, ou à quiconque observe ce scrutin.
receipt-shows = Tant que le vote est ouvert, il ne montre pas comment vous avez voté ; après la clôture, oui.
receipt-unrecorded = Ce que vous tapez ici va à ce service, qui ne note pas qui demande.

## The page "My receipts"

mine-title = Mes reçus sur cet appareil
mine-noscript = Cette page a besoin de JavaScript : ce qu'elle montre se trouve sur votre appareil seulement, et aucun serveur ne le connaît.

## What several pages about a poll say

# The number has its language's decimal sign already.
percent = { $n } %
# Two or more of equal rank: the first ones, with commas, and the last.
list-and = { $first } et { $last }
for-checkers = Pour qui veut vérifier
check-yourself = Vérifiez vous-même
back = Retour
next = Suivant
quorum-one = Il faut aussi que le témoin de ce scrutin ait vu la liste publique.
quorum-of =
    { $quorum ->
        [one] Il faut aussi que l'un des { $witnesses } témoins de ce scrutin ait vu la liste publique.
       *[other] Il faut aussi que { $quorum } des { $witnesses } témoins de ce scrutin aient vu la liste publique.
    }
# Two moments, one behind the other.
fact-from = du { $date }
fact-to = au { $date }
# When one can vote.
fact-voting = Vote
fact-passes = Cartes de vote
fact-opens = Ouverture du vote
fact-closes = Clôture du vote
fact-closed = Clôture du vote
fact-moved = (déplacée par l'organisateur)
fact-run-by = Organisé par
fact-eligible = Qui peut voter
fact-turnout = Participation
fact-issued = Cartes de vote délivrées
fact-counted = Bulletins comptés
fact-id = Identifiant du scrutin
# The public log, to which entries are only ever added.
fact-entries = Entrées du journal
# Of the log's tree of hashes.
fact-root = Racine
eligible-people =
    { $n ->
        [one] { $n } personne
       *[other] { $n } personnes
    }
eligible-then = { $n } à la publication du scrutin
eligible-registered = Toute personne inscrite
issued-unstated = pas encore connu ; le nombre figurera sur la page du résultat dès que le service de l'organisateur l'aura déclaré
too-many-ballots = Plus de bulletins ont été comptés que de cartes de vote délivrées. Cela confond le service de l'organisateur ; ne vous fiez pas à ce résultat.

## The page of a poll

poll-live = Dans ce scrutin, les comptes sont publics pendant que le vote est ouvert.
poll-vote = Voter
poll-passes-from = Vous pourrez retirer votre carte de vote à partir du { $date }.
poll-booth = Aller à l'isoloir
poll-counting = Le vote est clos. Les bulletins sont en cours de dépouillement. Cela prend le plus souvent moins d'une minute ; le résultat est dû au plus tard un jour après la clôture.
poll-called-off = Ce scrutin a été annulé par son organisateur. Aucun vote n'est compté ni publié.
poll-glance = En bref
poll-eligible-then =
    { $n ->
        [one] { $n } personne à la publication du scrutin.
       *[other] { $n } personnes à la publication du scrutin.
    }
poll-growing = D'autres peuvent être ajoutées jusqu'au { $date }.
poll-anyone = toute personne qui s'inscrit avec une adresse électronique que l'organisateur accepte
poll-turnout = { $ballots } sur la liste publique
poll-turnout-issued =
    { $issued ->
        [one] { $ballots } sur la liste publique, { $issued } carte de vote délivrée
       *[other] { $ballots } sur la liste publique, { $issued } cartes de vote délivrées
    }
poll-turnout-mixed = (les bulletins y paraissent par groupes : les plus récents n'y sont pas encore)
poll-counts = Dépouillement
poll-counts-never = jamais faits
poll-counts-live = publics pendant le vote
poll-counts-after = montrés à personne avant la clôture
# Others who look at the public list and sign what they saw.
poll-witnesses = Témoins
poll-witnesses-named =
    { $n ->
        [one] { $n } désigné
       *[other] { $n } désignés
    }
poll-witnesses-quorum =
    { $n ->
        [one] nombre : { $n } ; il n'y a pas de résultat avant que ce témoin ait vu la liste publique
       *[other]
            { $quorum ->
                [one] nombre : { $n } ; il n'y a pas de résultat avant que l'un d'entre eux ait vu la liste publique
               *[other] nombre : { $n } ; il n'y a pas de résultat avant que { $quorum } d'entre eux aient vu la liste publique
            }
    }
poll-notice = Avis { $number } de l'organisateur, { $date } :
poll-running = Dépouillement en cours
poll-asked = Ce qui est demandé
how-choose-one = Choisissez une option.
how-choose = Choisissez-en { $n }.
how-choose-between = Choisissez-en de { $min } à { $max }.
how-choose-up-to = Choisissez-en { $max } au plus.
how-rank = Classez-en { $n }, la meilleure d'abord.
how-rank-between = Classez-en au moins { $min } et au plus { $max }, la meilleure d'abord.
how-score = Donnez à chacune une note de { $low } à { $high }.
poll-protected = Comment votre vote est protégé
poll-protected-lead = Le service de l'organisateur sait qui vous êtes, mais ne voit jamais votre bulletin. Ce service voit des bulletins, mais jamais qui vous êtes. Aucun des deux ne peut relier l'un à l'autre.
poll-protected-more = En savoir plus
poll-protected-pass = Votre carte de vote est faite dans votre propre navigateur, de sorte que l'organisateur la confirme sans la voir.
poll-protected-receipt = Vous recevez un code de reçu. Avec lui, vous pouvez vérifier que votre bulletin est sur la liste publique ; avant la clôture, il ne montre pas comment vous avez voté.
poll-protected-kept = Un reçu que vous gardez après la clôture montre comment vous avez voté à toute personne à qui vous le donnez. Gardez-le pour vous.
poll-protected-mixed = Les bulletins sont mis sur la liste publique par groupes mélangés, si bien que l'ordre de leur arrivée reste inconnu.
poll-protected-unmixed = Ceci est un scrutin d'essai : les bulletins sont mis aussitôt sur la liste publique, sans être mélangés.
poll-protected-recount = Après la clôture, chacun peut recompter : chaque bulletin est publié sans nom.
# The short name is the alias in the address of a poll.
precinct-of = Le nom court de ce scrutin dit qu'il est la circonscription { $number } sur { $count } d'une élection.
precinct-result = Ce qui est compté ici est une partie. Le résultat de l'élection est le total de toutes les circonscriptions.
precinct-all = Toutes les circonscriptions et le total
poll-others = Autres scrutins du même organisateur à la même période
poll-manifest = Description signée
poll-manifest-link = manifeste
poll-log = Journal public
poll-log-link = dernier état
poll-entries-link = entrées
poll-browser = Dans ce navigateur

## Counts: bars, tables, rounds

counts-label =
    { $kind ->
        [votes] { $question } : voix
        [points] { $question } : points
        [first] { $question } : premiers choix
       *[scores] { $question } : notes totales
    }
counts-method =
    { $method ->
        [irv] Vote alternatif : l'option qui a le moins de premiers choix est éliminée, jusqu'à ce qu'une ait plus de la moitié.
        [stv-scottish] Vote unique transférable, selon les règles des élections locales d'Écosse : qui atteint le quota a un siège, et les voix au-delà passent au choix suivant pour une partie de leur valeur. Quand il ne reste pas plus d'options que de sièges, elles les obtiennent.
        [stv-meek] Vote unique transférable selon la méthode de Meek : qui atteint le quota a un siège et ne garde de chaque voix que ce qu'il lui faut. Quand il ne reste pas plus d'options que de sièges, elles les obtiennent.
        [schulze] Méthode de Schulze : les options sont comparées deux à deux, et celle que personne ne bat gagne.
       *[borda] Méthode de Borda : une place sur un bulletin vaut autant de points qu'il y a d'options au-dessous.
    }
counts-abstained = Abstentions : { $n }.
counts-seats = Sièges : { $n }.
counts-tied = Les options à égalité le sont pour le dernier siège, et les règles de ce scrutin le laissent ouvert.
# Where one wins.
counts-tied-one = Les options à égalité partagent la première place, et les règles de ce scrutin laissent ouvert laquelle gagne.
counts-nobody = Personne n'a rien choisi.
counts-nobody-listed = Personne n'a rien choisi ; l'ordre de la liste décide donc.
counts-first = Premiers choix :
counts-table = La même chose en tableau
column-option = Option
column-votes = Voix
column-total = Total
# Of all ballots that were counted. The column is narrow on a phone: there is a soft hyphen in the word.
column-share = Part des bulle­tins
column-outcome = Issue
column-round = Tour { $n }
row-abstained = Abstentions
outcome-wins = gagne
outcome-seat = gagne un siège
outcome-tied = à égalité
pairs-title = Comparaison deux à deux
pairs-lead = Combien de bulletins préfèrent une option, et combien l'autre :
pair-over = { $one } devant { $other } : { $more } contre { $fewer }
pair-equal = { $one } et { $other } à égalité : { $more } partout
rounds-title = Tour par tour
rounds-quota = Quota en voix : { $n }.
round-quota = Quota : { $n }.
round-exhausted = Sans option restante sur le bulletin : { $n }.
tie-round = Égalité : { $options } sont à égalité ; le tour { $round }, où elles différaient, décide.
tie-list = Égalité : { $options } sont à égalité ; l'ordre de la liste décide.
tie-open = Égalité : { $options } sont à égalité, et rien ne décide entre elles.
round-elected = Élu : { $options }.
round-transferred = L'excédent de { $option } passe aux choix suivants.
round-out = Éliminé : { $option }.
rounds-table = Les tours en tableau
rounds-label = { $question } : tours
# In the table, of an option that is no longer in the race.
rounds-out = éliminé
rounds-exhausted = Plus d'option

## The result

result-title-of = Résultat : { $poll }
result-cancelled = Ce scrutin a été annulé par son organisateur. Il n'y a pas de résultat.
result-later = Le résultat est publié après la clôture, { $date }.
result-counts = Dépouillement
result-check = Votre navigateur peut vérifier chaque bulletin et recompter : cela prend un moment.
result-certificate = Le procès-verbal de ce résultat, à imprimer
result-receipt = Vérifier que votre bulletin a été compté
result-ballots = Voir tous les bulletins
result-csv = Télécharger tous les bulletins en tableau (CSV)
result-bundle = Tout ce qu'il faut pour recompter, en un fichier (le dossier de contrôle)
result-signed = Le résultat signé
result-number = (numéro { $number } ; les précédents restent publiés)
downloads-title = Télécharger et vérifier
downloads-ndjson = Les mêmes en lignes JSON, avec les signatures
downloads-ballots = Les mêmes dans la forme où ils ont été signés
downloads-check = Une ligne avec le programme { $program }, sur votre propre ordinateur, va tout chercher, vérifie chaque signature et chaque bulletin et recompte ; il ne se fie à aucun des deux services :

## The public list of ballots, and the page of one

ballots-title-of = Liste publique des bulletins : { $poll }
ballots-cancelled = Ce scrutin a été annulé. Ce que disent ses bulletins n'est jamais publié.
ballots-so-far = Sur la liste : { $ballots }.
ballots-later = Ce qu'ils disent est publié après la clôture, { $date }.
ballots-with-result = Ce qu'ils disent est publié avec le résultat.
ballots-meanwhile = D'ici là, vous pouvez { $link }.
ballots-meanwhile-link = vérifier un reçu
ballots-mixed = { $ballots }, sans noms, par groupes mélangés : à l'intérieur d'un groupe, l'ordre ne dit rien du moment où ils ont été déposés.
ballots-unmixed = { $ballots }, sans noms, dans l'ordre de leur arrivée, parce que c'est un scrutin d'essai.
ballots-missing = Aucun bulletin de la liste n'a le numéro ou le code de reçu « { $searched } ». Cherchez d'abord des lettres mal lues.
ballots-missing-hint = Si vous l'avez déposé, { $link }.
ballots-missing-link = vérifiez votre reçu
ballots-find = Chercher un bulletin
ballots-find-hint = Par son numéro, ou par son code de reçu.
ballots-find-go = Chercher
ballots-label = Bulletins
ballots-page = Page { $page } sur { $pages }
ballots-column-number = Numéro
ballots-none = Personne n'a voté.
answer-abstained = abstention
ballot-title-of = Bulletin { $number } : { $poll }
ballot-of = Bulletin { $number } sur { $ballots }
ballot-whose = Qui l'a déposé connaît le code de reçu. Qui c'est, ce service ne peut le dire, et celui de l'organisateur non plus.
ballot-number = Bulletin { $number }
ballot-back = Retour à la liste
ballot-hash = Empreinte du bulletin
ballot-entry = Entrée du journal
ballot-entry-from-0 = { $index }, en comptant à partir de 0
ballot-proof = Preuve qu'il y est

## The certificate of the result

certificate-title = Procès-verbal du résultat
certificate-title-of = Procès-verbal : { $poll }
certificate-print = Imprimez cette page, ou enregistrez-la en PDF, avec votre navigateur. Elle dit ce qui a été compté et comment chacun peut le vérifier ; ce qui est signé est le fichier qu'elle nomme, non le papier.
certificate-registrar = Organisé par l'intermédiaire de
certificate-box = Votes reçus et comptés par
certificate-moved = (déplacé par un avis signé de l'organisateur)
certificate-cast = Bulletins déposés
certificate-rule =
    { $rule ->
        [votes] L'option qui a le plus de voix gagne.
        [scores] L'option qui a le plus grand total gagne.
       *[seat] Il y a un siège.
    }
certificate-rule-seats =
    { $rule ->
        [votes] Les { $seats } options qui ont le plus de voix gagnent chacune un siège.
        [scores] Les { $seats } options qui ont les plus grands totaux gagnent chacune un siège.
       *[seat] Il y a { $seats } sièges.
    }
# Where there is one seat, or one wins.
certificate-tie =
    { $ties ->
        [report] Une égalité pour la première place reste ouverte : aucune des options à égalité ne gagne.
       *[listed] En cas d'égalité, l'option placée en premier sur la liste est préférée.
    }
certificate-ties =
    { $ties ->
        [report] En cas d'égalité pour le dernier siège, il n'est donné à aucune des options à égalité.
       *[listed] En cas d'égalité pour le dernier siège, l'option placée en premier sur la liste est préférée.
    }
certificate-tie-rounds = Des options à égalité dans un tour sont départagées par le dernier tour précédent où elles différaient ; n'est une égalité que ce qu'aucun tour ne départage. Si aucun tour ne décide qui est éliminé, et que le dernier siège n'en dépend pas, c'est celle d'entre elles qui est placée en dernier sur la liste.
certificate-rounds-caption = Voix à chaque tour
certificate-rounds = Décidé en { $n } tours, que la page du résultat montre un par un.
certificate-caption =
    { $kind ->
        [votes] Voix, bulletins comptés : { $total }
        [points] Points, bulletins comptés : { $total }
        [first] Premiers choix, bulletins comptés : { $total }
       *[scores] Notes totales, bulletins comptés : { $total }
    }
certificate-check = Chaque bulletin est public, sans nom. Chacun peut les vérifier tous et recompter, dans un navigateur à l'adresse
certificate-program = ou avec le programme { $program }, qui ne se fie à aucun des deux services :
certificate-file = Fichier
certificate-digest = Son SHA-256
certificate-number = Numéro
certificate-number-later = { $number } (les précédents restent publiés)
certificate-poll = Scrutin
certificate-entries = Entrées du journal public
certificate-root = Racine du journal
certificate-registrar-key = Clé du service de l'organisateur
certificate-box-key = Clé de l'urne
certificate-back = Retour au résultat

## The page that checks an election, besides what its script says

check-title = Vérifier ce scrutin
check-title-of = Vérifier ce scrutin : { $poll }
check-counted = Votre navigateur va chercher ce qui a été publié de ce scrutin, vérifie chaque signature, chaque entrée du journal public et chaque bulletin, recompte, et compare ses comptes au résultat signé. Ce qu'il trouve reste dans votre navigateur.
check-cancelled = Ce scrutin a été annulé : ce que disent ses bulletins n'est jamais publié. Votre navigateur vérifie ce qu'il y a, les déclarations signées et le journal public.
check-early = Il n'y a pas encore de résultat. Votre navigateur vérifie ce qu'il y a, les déclarations signées et le journal public, et ne dit rien du résultat. Revenez quand il sera là.
check-noscript = Cette vérification est un script de votre navigateur, et les scripts sont désactivés ici. Activez-les pour ce site, ou vérifiez avec le programme { $program }, voir plus bas.
check-worth = Ce que vaut cette vérification
check-worth-lead = Le programme qui vérifie vient de l'urne même qu'il vérifie. Il montre les erreurs, et il montre si ce qui est publié se tient. Une urne qui ment pourrait vous envoyer un programme qui ment aussi.
check-elsewhere = Si l'enjeu est grand, vérifiez avec un programme venu d'ailleurs. Le premier de ceux-ci fait la même chose que cette page ; le second compare les fichiers de ce site, dont ceux de cette vérification, avec ceux qui sont publiés :
check-bundle = Tout ce qu'il faut pour cela, en un fichier (le dossier de contrôle)

## The page of an archive, which may be hosted anywhere

archive-name = Archive d'un scrutin
archive-cancelled = Ce scrutin a été annulé par son organisateur. Il n'y a pas de résultat, et ce que disent ses bulletins n'est jamais publié.
archive-moved = (déplacé par des avis de l'organisateur)
archive-registrar = Qui peut voter : tenu par
archive-box = Bulletins : reçus et comptés par
archive-issued-unstated = non déclaré par l'organisateur
archive-logged = Bulletins dans le journal
archive-notices = Avis
# When, before what a notice says.
archive-notice = { $date } :
archive-ballots = Les bulletins
archive-ballots-lead = Chaque bulletin est ici, dans l'ordre de la liste publique. Aucun ne porte de nom. Un reçu se trouve par son code dans le tableau.
archive-csv = En tableau (CSV)
archive-ndjson = En lignes JSON, avec les signatures
archive-number = (numéro { $number } ; les précédents sont gardés aussi)
archive-proves-result = Cette page ne prouve rien, quel que soit son hébergeur. Les fichiers à côté d'elle, si : téléchargez ce dossier, ou donnez son adresse, et laissez un programme auquel vous vous fiez vérifier chaque signature et chaque bulletin, et recompter :
archive-proves = Cette page ne prouve rien, quel que soit son hébergeur. Les fichiers à côté d'elle, si : téléchargez ce dossier, ou donnez son adresse, et laissez un programme auquel vous vous fiez vérifier chaque signature :
# Stands in a command, in the place of what is to be typed.
archive-address = ADRESSE-OU-DOSSIER
archive-registrar-key = Clé du bureau d'inscription
archive-manifest = Manifeste : ce que fut le scrutin, signé par les deux services
archive-issuance = Déclaration des cartes délivrées
archive-checkpoint = État du journal
archive-entries = Entrées du journal

## Why a page is not there

missing-poll = Cette urne n'a pas de tel scrutin.
missing-certificate = Il n'y a pas de procès-verbal avant que le résultat soit signé.
missing-unpublished = Ce que disent les bulletins est publié avec le résultat.
missing-ballot = La liste publique n'a pas de bulletin de ce numéro.
