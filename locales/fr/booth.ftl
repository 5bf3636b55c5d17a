### Tout ce que dit l'isoloir, et les scripts des pages de reçus. Comment traduire : docs/languages.md.
### Les mots des votants : carte de vote, code de reçu, liste publique des bulletins, urne, bureau d'inscription.

# ltr, or rtl for languages that are written from right to left.
direction = ltr

## The frame of the page

skip = Aller au bulletin
notice-label = Avis
poll-label = Scrutin
languages-label = Langues
opening = Ouverture du scrutin…
foot = Votre bulletin est établi dans ce navigateur. Cette page ne charge rien d'autres sites.

# The five steps above each page; "done" is read aloud after a step that is behind.
step-collect = S'identifier et retirer sa carte de vote
step-mark = Remplir
step-review = Relire
step-cast = Voter
step-keep = Garder son reçu
steps-label = Étapes
step-done = terminée
# The title of the window: the page, then the poll.
title-of = { $page } – { $poll }
# The same, of a page whose answer was refused.
title-of-error = Erreur : { $page }

## Banners, and buttons of many pages

test-banner = Ceci est un scrutin d'essai. Il ne décide de rien.
demo-banner = Ceci est une démonstration. Ne l'utilisez pas pour un vrai vote.
try-again = Réessayer
look-again = Vérifier à nouveau
back = Retour
next = Suivant
more = Lire la suite
technical = Détails pour l'assistance

## What keeps a voter from going on

trouble-insecure-title = Cette page a besoin d'une connexion sécurisée
trouble-insecure = Votre navigateur ne laisse une page établir un bulletin que si l'adresse commence par https. Ouvrez de nouveau le scrutin avec l'adresse https de votre invitation.
trouble-old-title = Ce navigateur est trop ancien pour voter
trouble-old = Il n'a pas les moyens de signer votre bulletin. Utilisez une version actuelle de Firefox, Safari, Chrome ou Edge, sur cet appareil ou sur un autre.
trouble-storage-title = Ce navigateur ne permet pas à la page de retenir votre carte de vote
trouble-storage = Sans cela, votre carte serait perdue lorsque vous quittez la page pour la retirer. Rien n'a encore été fait, et rien n'est perdu. Quittez la navigation privée, autorisez ce site à enregistrer des données, ou utilisez un autre navigateur.
trouble-full-title = Votre navigateur n'a pas pu enregistrer cette étape
trouble-full = L'appareil manque peut-être de place, ou l'enregistrement est désactivé. Rien n'a été envoyé, et rien n'est perdu. Libérez de la place et réessayez.
trouble-unreachable-title = L'urne est injoignable
trouble-unreachable = Vérifiez votre connexion et réessayez. Rien n'est perdu : ce que cet appareil garde pour vous y reste.
trouble-unknown-title = Ce scrutin n'existe pas ici
trouble-unknown = Vérifiez l'adresse dans votre invitation. Chaque lettre compte.
trouble-manifest-title = Ce scrutin n'est pas digne de confiance
trouble-manifest = Ce que l'urne a envoyé ne correspond pas à l'adresse du scrutin, ou il y manque une signature. Ne votez pas ici. Prévenez les personnes qui organisent le scrutin.
trouble-failed-title = Un problème est survenu sur cette page
trouble-failed = Rien de ce que vous avez fait n'est perdu. Réessayez : vous reprendrez où vous en étiez.

## The first page, and the poll at a glance

start-action = Commencer : retirer ma carte de vote
start-voting = Vote
start-passes = Cartes de vote
start-from-to = { $from } – { $to }
start-until = jusqu'au { $to }
start-who = Qui peut voter
start-roll =
    { $n ->
        [one] Une personne inscrite sur la liste des votants tenue par { $registrar }
       *[other] { $n } personnes inscrites sur la liste des votants tenue par { $registrar }
    }
start-open = Toute personne admise par { $registrar } avec une adresse électronique confirmée
start-results = Résultats
start-results-live = Visibles pendant le vote
start-results-after = Après la clôture du vote
start-live-title = Les résultats de ce scrutin sont publics pendant le vote
start-live = Pendant le vote, chacun peut voir combien de voix a chaque option. Dans un petit scrutin, un changement peut se remarquer peu après votre vote.
start-how-title = Comment mon vote reste-t-il secret ?
start-how = Le bureau d'inscription vérifie que vous pouvez voter et vous donne une carte de vote qu'il ne peut pas reconnaître ensuite. Vous votez ici avec cette carte. Ainsi le bureau ne voit jamais votre vote, et l'urne n'apprend jamais qui vous êtes.
start-how-device = Utilisez un appareil auquel vous faites confiance. Qui le contrôle peut voir comment vous votez.
start-eligible = Vous ne savez pas si vous êtes sur la liste des votants ? Demandez au bureau d'inscription
start-early-title = Les cartes de vote ne sont pas encore délivrées
start-early = Revenez à partir de cette date : { $date }.
start-no-passes-title = Les cartes de vote ne sont plus délivrées
start-no-passes = Elles l'ont été jusqu'au { $date }. Si vous avez retiré la vôtre sur un autre appareil, votez là-bas, ou utilisez ici votre fichier de sauvegarde.
start-doubted-title = L'urne dit que ce scrutin est terminé
start-doubted = D'après l'horloge de cet appareil et ce que le bureau d'inscription a signé, le vote est ouvert jusqu'à cette date : { $date }. Si cette horloge est juste, continuez : l'urne doit accepter votre bulletin, ou signer qu'elle le refuse.
start-doubted-before-title = L'urne dit que le vote n'est pas encore ouvert
start-doubted-before = D'après l'horloge de cet appareil, le vote s'est ouvert à cette date : { $date }. Si cette horloge est juste, continuez : l'urne doit accepter votre bulletin, ou signer qu'elle le refuse.
start-doubted-passes-title = L'urne dit qu'aucune carte de vote n'est délivrée en ce moment
start-doubted-passes = D'après l'horloge de cet appareil, elles le sont : { $from } – { $to }. Si cette horloge est juste, continuez : c'est le bureau d'inscription qui les délivre, et non l'urne.
start-clocks = L'horloge de l'urne indique { $box }, celle de cet appareil { $device }. Comparez-les à une autre horloge. Si celle de cet appareil est fausse, réglez-la et rechargez cette page.
start-over-title = Le vote est clos
start-over = Cet appareil ne garde ni bulletin ni reçu de ce scrutin.
start-result-link = Voir le résultat
start-poll-link = À propos de ce scrutin
start-receipt-link = Vérifier un reçu
start-cancelled-title = Ce scrutin a été annulé
start-cancelled = Les organisateurs l'ont annulé. Aucun vote ne sera compté.

## Backup files: a voting pass that was not used yet, or a finished ballot

backup-have = J'ai un fichier de sauvegarde
backup-choose = Fichier de sauvegarde
backup-hint = Un fichier dont le nom commence par psephos-backup.
backup-title = Gardez un fichier de sauvegarde
backup-why = Vous ne recevez qu'une seule carte de vote. Si ce navigateur l'oublie avant que vous ayez voté, ce fichier la rend, ici ou sur un autre appareil.
backup-must-title = Enregistrez d'abord le fichier de sauvegarde
backup-must = Le vote ouvre dans plus de cinq jours, et certains navigateurs effacent d'ici là ce qu'une page a enregistré. Enregistrez ce fichier avant de continuer.
backup-secret = Gardez-le pour vous : qui le possède peut voter à votre place.
backup-ballot-title = Gardez une copie de votre bulletin
backup-ballot-why = Avec ce fichier, votre bulletin terminé peut être envoyé depuis un autre navigateur ou appareil, si celui-ci l'oublie.
backup-ballot-secret = Gardez-le pour vous : il montre comment vous votez.
backup-save = Enregistrer le fichier de sauvegarde
backup-saved = Enregistré. Cherchez-le parmi vos téléchargements.
backup-bad = Ce fichier est endommagé ou n'est pas une sauvegarde de ce scrutin. Rien n'a été modifié.
backup-other-poll = Ceci est la sauvegarde d'un autre scrutin. Ouvrez la page de ce scrutin pour l'utiliser.
backup-taken = Le fichier de sauvegarde n'a pas été ouvert : quelqu'un a déjà commencé sur cet appareil. Pour utiliser le fichier, recommencez d'abord à zéro.
backup-missing = Enregistrez le fichier de sauvegarde, puis continuez.

## Going to the registrar, and what comes back

request-title = Retirer votre carte de vote
request-lead = Identifiez-vous chez { $registrar } ; vous revenez ensuite directement ici.
request-code = Code de contrôle
request-code-hint = Après votre identification, la page affichée là-bas doit montrer les quatre mêmes caractères.
request-go = Continuer vers { $registrar }
request-offline = Cet appareil est hors ligne. Rien n'est perdu : continuez quand il sera de nouveau connecté.
request-start-over = Recommencer
request-late = Si la vôtre a été délivrée avant, pour cette demande même, le bureau d'inscription vous la donne encore ici. Sinon, il ne peut vous en donner aucune.
request-late-go = Demander à { $registrar } une carte déjà délivrée
request-refused-title = Vous n'avez pas reçu de carte de vote
# Why the registrar gave no pass.
request-refused-pass-already-issued = Une carte de vote a déjà été délivrée à votre nom pour ce scrutin, pour une autre demande que celle-ci. Si vous l'avez retirée sur un autre appareil ou dans un autre navigateur, continuez là-bas, ou recommencez ici avec votre fichier de sauvegarde. Si ce n'était pas vous, prévenez les personnes qui organisent le scrutin.
request-refused-not-eligible = L'adresse avec laquelle vous vous êtes identifié ne figure pas parmi les votants de ce scrutin. Si vous avez été invité à une autre, retournez-y et identifiez-vous avec celle-là. Si vous pensez qu'il s'agit d'une erreur, écrivez aux personnes qui organisent le scrutin.
request-refused-address-changed = Les organisateurs ont mis votre adresse sur la liste des votants il y a peu. Pendant un jour, aucune carte de vote n'est délivrée pour elle, afin que l'adresse qui s'y trouvait avant puisse s'y opposer. Revenez ensuite.
request-refused-issuance-not-open = Les cartes de vote ne sont pas encore délivrées.
request-refused-issuance-closed = Les cartes de vote ne sont plus délivrées.
request-refused-declined = Les codes de contrôle différaient, donc rien n'a été délivré. Allez de nouveau au bureau d'inscription, et uniquement par le bouton de cette page. S'ils diffèrent encore, prévenez les personnes qui organisent le scrutin.
request-refused-request-malformed = Le bureau d'inscription n'a pas pu lire la demande, donc rien n'a été délivré. Réessayez. Si cela se reproduit, recommencez, et prévenez les personnes qui organisent le scrutin.
request-refused-unknown = Le bureau d'inscription n'a donné aucune raison. Réessayez, ou adressez-vous aux personnes qui organisent le scrutin.
request-bad-title = Le lien par lequel vous êtes revenu ne contient pas de carte de vote pour cet appareil
request-bad = Rien n'a été modifié. Retirez de nouveau la carte avec le bouton ci-dessous ; le bureau d'inscription vous donne la même.
request-none-title = Ce navigateur n'a pas demandé de carte de vote
request-none = Vous êtes revenu avec une carte, mais elle ne vaut que dans le navigateur où vous avez commencé. Ouvrez cette page là-bas. Si ce navigateur-là l'a oubliée, utilisez ici votre fichier de sauvegarde et retirez de nouveau la carte ; le bureau d'inscription vous donne la même.
request-signed-title = La réponse du bureau d'inscription n'est pas une carte de vote valable
request-signed = Il a signé cette réponse ; c'est donc la preuve d'une faute de son côté. Vous pouvez réessayer ci-dessous. Si elle revient, dites-le à ceux qui organisent le scrutin.

## Somebody began on this device: whose is it?

ask-pass-title = Une carte de vote se trouve déjà sur cet appareil
ask-pass = Quelqu'un a commencé à voter ici dans ce scrutin et n'a pas terminé. Si c'était vous, continuez. Si c'était une autre personne, n'utilisez pas sa carte.
ask-request-title = Quelqu'un a commencé ici à retirer une carte de vote
ask-request = Cette personne n'est pas encore revenue avec elle. Si c'était vous, continuez.
ask-ballot-title = Quelqu'un a voté sur cet appareil, et le bulletin n'est peut-être pas arrivé
ask-ballot = L'envoyer de nouveau est sans danger : il compte une fois. Même si ce n'était pas le vôtre, vous aidez en l'envoyant.
ask-recorded-title = Un vote a été émis sur cet appareil
ask-recorded = Si c'était le vôtre, vous pouvez voir son reçu. Si vous êtes une autre personne, commencez avec votre propre carte de vote ; le reçu de l'autre personne est alors supprimé de cet appareil.
ask-recorded-over = Si c'était le vôtre, vous pouvez voir son reçu. S'il est à une autre personne, laissez-le ici pour elle. Plus personne ne peut voter dans ce scrutin.
ask-go-on = C'était moi : continuer
ask-send = Envoyer maintenant
ask-receipt = C'était moi : montrer le reçu
ask-start-over = Je suis une autre personne : recommencer
ask-loss-title = Supprimer la carte de vote de cet appareil ?
ask-loss = Le bureau d'inscription n'en délivre pas de seconde. Sans fichier de sauvegarde, la personne à qui elle appartient ne peut plus voter dans ce scrutin.
ask-loss-request-title = Supprimer la demande de carte de vote de cet appareil ?
ask-loss-request = Si une carte a déjà été délivrée pour cette demande, elle ne pourra plus servir qu'avec un fichier de sauvegarde, et le bureau d'inscription n'en délivre pas de seconde. Si aucune n'a été délivrée, rien n'est perdu.
ask-loss-ballot-title = Supprimer le bulletin terminé de cet appareil ?
ask-loss-ballot = Il n'est pas sûr qu'il soit arrivé. Sans fichier de sauvegarde, personne ne peut l'envoyer de nouveau.
ask-loss-receipt-title = Supprimer le reçu de cet appareil ?
ask-loss-receipt = Cela ne change rien au vote. Sans le reçu, il ne peut plus être vérifié. L'appareil peut garder des traces de ce qui était enregistré.
ask-loss-receipt-cancelled = Ce scrutin a été annulé : aucun vote n'est compté. Sans le reçu, plus personne ne peut montrer que ce vote a été émis. L'appareil peut garder des traces de ce qui était enregistré.
ask-remove = Supprimer et recommencer
ask-remove-receipt = Supprimer le reçu
ask-keep = Garder
ask-save-receipt = Enregistrer d'abord le reçu

## A voting pass is here; voting is not open, or over

wait-title = Vous avez votre carte de vote
wait-lead = Ouverture du vote : { $date }. Revenez alors sur cette page, avec ce navigateur sur cet appareil.
wait-late-title = Le vote est clos
wait-late = Vous avez retiré une carte de vote, mais aucun bulletin n'a été déposé depuis cet appareil.
wait-changed = Le vote a avancé dans un autre onglet ou une autre fenêtre. Voici où vous en êtes maintenant.

## Marking

mark-question = Question { $n } sur { $of }
mark-choose-one = Choisissez une option.
mark-choose-up-to = Choisissez-en { $max } au plus.
mark-choose-exactly = Choisissez-en { $n }.
mark-choose-between = Choisissez-en de { $min } à { $max }.
mark-chosen =
    { $n ->
        [one] { $n } choisie
       *[other] { $n } choisies
    }
mark-too-many = { $n } choisies, c'est trop
mark-abstain = Je m'abstiens sur cette question
mark-rank-hint = Classez les options par ordre de préférence, la meilleure d'abord.
mark-rank-exactly = Classez-en { $n }.
mark-rank-between = Classez-en au moins { $min } et au plus { $max }.
mark-ranked = Votre ordre
mark-ranked-none = Rien n'est encore classé.
mark-unranked = Non classées
mark-rank-full = Vous en avez classé { $n }, autant que cette question en admet. Retirez-en une pour en classer une autre.
mark-rank-as = Classer au rang { $n }
mark-up = Monter
mark-down = Descendre
mark-remove = Retirer
mark-now-at = { $title } est maintenant au rang { $n }
mark-now-unranked = { $title } n'est plus classé
mark-score-hint = Donnez une note à chaque option. { $high } est la meilleure, { $low } la plus mauvaise.
mark-filter = Chercher dans cette liste
mark-filtered =
    { $n ->
        [one] { $n } affichée sur { $of }
       *[other] { $n } affichées sur { $of }
    }
mark-about = À propos de { $title }
mark-review = Relire votre bulletin
mark-back-to-review = Revenir à la relecture
mark-error-title = Il y a un problème
mark-error-none = Choisissez une option
mark-error-none-abstain = Choisissez une option, ou abstenez-vous
mark-error-few = Choisissez-en au moins { $min }
mark-error-few-abstain = Choisissez-en au moins { $min }, ou abstenez-vous
mark-error-many = Choisissez-en au plus { $max }
mark-error-scores = Donnez une note à chaque option
mark-error-scores-abstain = Donnez une note à chaque option, ou abstenez-vous
mark-error-numbers = Donnez à chaque option un nombre entier de { $low } à { $high }
mark-error-numbers-abstain = Donnez à chaque option un nombre entier de { $low } à { $high }, ou abstenez-vous
mark-error-number = Saisissez un nombre entier de { $low } à { $high }
mark-error-rank = Classez-en au moins { $min }
mark-error-rank-abstain = Classez-en au moins { $min }, ou abstenez-vous
mark-got-pass = Votre carte de vote est arrivée.
# The marks on the ballot: not on this device alone, but in this tab, until it is closed.
mark-kept = Vos choix sont conservés tant que cet onglet est ouvert.

## Review

review-title = Relisez votre bulletin
review-lead = Vous n'avez pas encore voté. Vérifiez vos réponses, puis votez.
review-change = Modifier
review-abstained = Vous vous abstenez
review-final-title = Avant de voter
review-final = Un vote émis ne peut plus être modifié.
review-receipt = Vous recevrez un code de reçu pour vérifier qu'il est compté. Après la clôture, tous les bulletins sont publiés sans noms ; qui a votre reçu peut alors voir comment vous avez voté.
review-cast = Voter

## Casting

cast-sending-title = Envoi de votre vote…
cast-sending = Cela prend un instant. Vous pouvez fermer la page ; quand vous la rouvrez sur cet appareil, vous pouvez renvoyer le même bulletin ; il ne compte qu'une fois.
cast-retry = Pas encore de réponse. Nouvel essai ({ $n }).
cast-offline = Cet appareil semble hors ligne. Votre bulletin est envoyé dès que l'appareil est de nouveau connecté.
cast-unanswered-title = Nous ne savons pas encore si votre vote est arrivé
cast-unanswered = L'urne n'a pas répondu. Votre bulletin terminé est en sûreté sur cet appareil. Envoyez-le de nouveau maintenant, ou ouvrez cette page plus tard tant que le vote est ouvert ; il ne compte qu'une fois.
cast-again = Envoyer de nouveau
cast-wrong-title = Votre vote n'est pas encore confirmé
cast-wrong = Pour autant que nous sachions, votre vote n'est pas enregistré. Votre bulletin terminé est en sûreté sur cet appareil. Envoyez-le de nouveau ; si rien ne change, enregistrez les preuves.
cast-refused-title = L'urne n'a pas accepté votre bulletin
cast-spent-title = Votre carte de vote a déjà servi
# Why the ballot box took no ballot.
cast-refused-token-spent = Un autre bulletin a déjà été déposé avec votre carte de vote, depuis un autre appareil ou une sauvegarde. C'est lui qui compte ; celui-ci non.
cast-refused-voting-closed = Le vote était clos avant l'arrivée de votre bulletin ; il ne compte donc pas.
cast-refused-voting-not-open = Le vote n'est pas encore ouvert. Votre bulletin terminé reste sur cet appareil ; envoyez-le de nouveau dès que le vote est ouvert.
cast-refused-token-invalid = Elle dit que votre carte de vote n'est pas valable. Cet appareil l'a vérifiée et trouvée bonne ; quelque chose ne va donc pas.
cast-refused-signature-invalid = Elle dit que la signature du bulletin n'est pas valable. Cet appareil l'a vérifiée et trouvée bonne ; quelque chose ne va donc pas.
cast-refused-content-invalid = Elle dit que le bulletin n'est pas rempli correctement. Cet appareil l'a vérifié et trouvé bon ; quelque chose ne va donc pas.
cast-refused-unknown = Elle a donné une raison que cette page ne connaît pas. Votre bulletin n'est pas encore compté ; il reste sur cet appareil.
cast-said-closed = Elle dit que le vote était clos avant l'arrivée de votre bulletin.
cast-other-code = Code de reçu du bulletin qui compte
cast-spent-todo = Si c'est vous qui avez déposé ce bulletin, vous avez voté et il n'y a plus rien à faire. Sinon, quelqu'un d'autre a utilisé votre carte de vote : dépliez « Quelque chose ne va pas ? » ci-dessous, enregistrez les preuves et prévenez les personnes qui organisent le scrutin.
cast-evidence-use = La réponse est signée, c'est donc une preuve. Enregistrez-la si vous la croyez fausse.
cast-other-tab = Un bulletin a déjà été terminé dans un autre onglet ou une autre fenêtre. C'est lui qui est déposé ; ce que vous avez rempli ici n'est pas utilisé.

## The receipt

receipt-title = Votre vote est enregistré
receipt-lead = L'urne a signé que votre bulletin est accepté et sera compté.
# The same page, where a check of the receipt has found a fault.
receipt-fault-title = La vérification a trouvé une anomalie
receipt-fault = L'urne a signé que votre bulletin est accepté, mais sa réponse à votre vérification n'est pas en règle. Gardez votre reçu. Ce qui ne va pas est expliqué plus bas sur cette page.
receipt-code = Votre code de reçu
receipt-keep = Gardez ce code, ou le fichier : il vous permet de vérifier, maintenant et après la clôture, que votre bulletin est sur la liste publique. Il n'est jamais envoyé par courrier électronique.
receipt-secret = Ne le montrez à personne : après la clôture, qui le possède peut voir comment vous avez voté.
receipt-save = Enregistrer le fichier du reçu
receipt-copy = Copier le code
receipt-copied = Copié
receipt-copy-failed = La copie n'a pas fonctionné. Sélectionnez le code et copiez-le vous-même.
receipt-print = Imprimer
receipt-qr = Code QR de la page qui vérifie ce reçu
receipt-qr-hint = Avec cette image, un autre appareil trouve la page qui vérifie votre bulletin.
receipt-mine = Mes reçus sur cet appareil
receipt-check-title = Vérifiez maintenant
receipt-check = Vérifier que mon bulletin est sur la liste publique
receipt-check-again = Vérifier à nouveau
receipt-checking = Vérification…
receipt-page = Vérifier un reçu à tout moment
receipt-unkept = Ce que cet appareil gardait de votre vote a été supprimé dans un autre onglet pendant l'envoi de votre bulletin. Enregistrez le reçu maintenant : cette page est la seule à l'avoir.
receipt-someone-else = Une autre personne veut voter sur cet appareil
receipt-wrong-title = Quelque chose ne va pas ?
receipt-wrong = L'urne a signé la promesse que votre bulletin sera compté, et chacun peut le vérifier. Le fichier de preuves la contient.
receipt-cancelled = Les organisateurs ont annulé ce scrutin. Aucun vote ne sera compté.

## The page "My receipts"

mine-none = Rien n'est gardé sur cet appareil.
mine-about = Ce que ce navigateur garde pour les votants de cette urne. D'autres personnes qui utilisent cet appareil peuvent aussi voir cette page.
mine-recorded = Un vote a été émis sur cet appareil, et son reçu est ici.
mine-unconfirmed = Un bulletin terminé est ici. Il n'est peut-être pas encore arrivé.
mine-pass = Une carte de vote est ici. Aucun bulletin n'a été déposé avec elle sur cet appareil.
mine-request = Une carte de vote a été demandée sur cet appareil.
mine-unknown-poll = Un scrutin que cette urne n'affiche pas
mine-receipt = Montrer le reçu
mine-go-on = Ouvrir le scrutin
mine-forget-all = Tout oublier sur cet appareil
mine-forget-title = Tout oublier sur cet appareil ?
mine-forget = Cela n'annule aucun vote émis. Les reçus ne pourront plus être montrés ici. Une carte de vote non utilisée est perdue pour toujours, sauf si vous avez son fichier de sauvegarde.
mine-traces = Les navigateurs gardent un moment des traces de ce qui a été effacé. Sur un appareil qui n'est pas le vôtre, effacez aussi les données du navigateur pour ce site.
mine-forget-now = Oui, tout oublier
mine-keep = Garder
mine-forgotten = Ce navigateur ne garde plus rien pour les votants de cette urne.

## Evidence files

evidence-save = Enregistrer les preuves
evidence-whom = Enregistrez le fichier de preuves et donnez-le aux personnes qui organisent le scrutin, chez { $registrar }, et à quelqu'un qui ne dépend pas d'elles : une commission électorale, un observateur, un avocat. Chacun peut en vérifier les signatures.
evidence-secret = Le fichier ne contient pas votre nom. Il peut montrer quel bulletin est le vôtre ; ne le donnez donc qu'à des personnes de confiance.

## Is the ballot on the public list?

check-listed = Votre bulletin est sur la liste publique, numéro { $n } sur { $of }.
check-listed-no-number = Votre bulletin est sur la liste publique.
check-counted = Il est compris dans le résultat signé.
check-grown = L'urne dit qu'il a été compté. La liste publique s'est allongée depuis la signature du résultat ; vérifiez de nouveau dans un moment.
check-proved = Ce navigateur a vérifié la preuve lui-même.
check-waiting = Votre bulletin est accepté et attend d'être mis sur la liste publique, avec d'autres afin que personne ne sache quand vous avez voté. Vérifiez de nouveau dans un moment.
check-waiting-unproved = Un bulletin avec ce code est accepté et attend d'être mis sur la liste publique, avec d'autres. Vérifiez de nouveau dans un moment.
check-wrong-title = Quelque chose ne va pas
check-unknown-promised = L'urne a signé qu'elle acceptait ce bulletin, et dit maintenant ne pas le connaître. Ce qu'elle a signé est une preuve.
check-lost = Elle a peut-être perdu le bulletin. Cet appareil l'a encore et peut l'envoyer de nouveau avec ce que l'urne a signé ; il compte une fois.
check-present = Envoyer de nouveau avec sa signature
check-presented = L'urne a signé de nouveau qu'elle accepte votre bulletin.
check-not-taken = On a montré à l'urne sa propre promesse, et elle ne reprend pas le bulletin. Promesse et réponse sont des preuves.
check-fault = La réponse de l'urne ne peut pas être juste : sa preuve ou sa signature n'est pas valable. Gardez votre reçu.
check-left-out = Le résultat est signé, et pourtant l'urne dit que votre bulletin n'est pas sur la liste publique. Il était accepté et aurait dû être compté.
check-shorter = La liste publique montrée maintenant est plus courte que celle que prouve votre fichier. Une liste publique ne fait que s'allonger. C'est peut-être une ancienne réponse : vérifiez de nouveau. Si rien ne change, procédez comme suit.
check-other-past = La liste publique montrée maintenant ne prolonge pas celle que prouve votre fichier : ce qui y figurait a été modifié, ou n'est pas montré.
check-extended = La liste s'est allongée depuis l'enregistrement du fichier. Ce navigateur a vérifié que ce qu'elle contenait alors y est toujours.
check-fork = L'urne a signé deux listes publiques différentes de même longueur. Ensemble, elles sont une preuve.
check-save-new = Enregistrer le fichier du reçu avec cette preuve
check-unreachable = L'urne est injoignable. Réessayez plus tard.
check-bad-file = Ceci n'est pas un fichier de reçu de ce scrutin, ou il a été modifié.
check-file-good = Le fichier du reçu est authentique : l'urne a signé qu'elle a accepté ce bulletin.
check-file-proved = Le fichier contient aussi une preuve valable que le bulletin était sur la liste publique.
