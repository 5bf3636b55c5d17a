### Les pages du bureau d'inscription sur les listes, la participation, le travail en arrière-plan, les comptes et le journal. Comment
### traduire : docs/languages.md.

## On several of these pages

office-refused = Rien n'a été modifié
office-address = Adresse
office-name = Nom
# In the place of a name or an id of the organiser's own.
office-nothing = aucun
office-email = Adresse électronique
office-search = Chercher
office-show-all = Tout afficher
office-pages = Pages
office-first = Première page
office-previous = Page précédente
office-next = Page suivante
office-anew = L'entrée après laquelle cette page devait commencer n'est plus dans la liste. Voici la première page.
# What is listed, such as "All voters", and which page of the list this is.
office-paged = { $what }, page { $page } sur { $pages }
office-of = { $n } sur { $total }
# The month is in words.
office-day = { $day } { $month } { $year }
# How far a mail has come.
office-mail-state =
    { $state ->
        [none] pas envoyée
        [queued] en attente
        [sending] en cours d'envoi
        [sent] envoyé
       *[failed] échec
    }
office-roll-import = Importation de la liste
office-job-state =
    { $state ->
        [waiting] en attente
        [running] en cours
        [done] terminé
       *[failed] échec
    }

## The list of voters of a poll

voters-title = Liste des votants
voters-done =
    { $done ->
        [added] Cette personne est sur la liste.
        [removed] Cette personne n'est plus sur la liste.
        [emptied] Il n'y a plus personne sur la liste.
        [invited] L'invitation est de nouveau en route.
       *[saved] Enregistré.
    }
voters-begin = Envoyez un fichier, ou ajoutez les personnes une à une.
voters-find = Chercher une personne
voters-find-hint = Une partie d'une adresse, d'un nom ou de votre propre identifiant.
voters-search = Chercher
voters-invitation = Invitation
voters-any-invitation = toutes
voters-invited =
    { $state ->
        [queued] en attente
        [sent] envoyée
       *[failed] n'a pas pu être remise
    }
voters-table = Votants
voters-all = Tous les votants
voters-found =
    { $n ->
        [one] { $n } trouvé
       *[other] { $n } trouvés
    }
# They are counted no further.
voters-found-more = Plus de { $n } trouvés
voters-own-id = Votre identifiant
voters-download = Télécharger toute la liste (CSV)
voters-none = Personne n'a été trouvé.
voters-late = Le scrutin est publié. Sa liste peut encore grandir jusqu'à ce que plus aucune carte de vote ne soit délivrée. Qui est ajouté est invité aussitôt par courrier électronique et ne peut plus être retiré.
voters-upload = Envoyer une liste
voters-file = Fichier CSV
# The words of the first line are English in every language.
voters-file-hint = UTF-8. Première ligne : email, ou email,name, ou email,name,external_id ; virgules, points-virgules ou tabulations. Vous voyez ce qui changerait avant que rien ne change.
voters-mode = Que deviennent les personnes déjà sur la liste ?
voters-replace = Le fichier est toute la liste
voters-replace-hint = Qui n'y figure pas est retiré.
voters-stay = Elles restent, le fichier s'y ajoute
voters-look = Envoyer et regarder
voters-add-one = Ajouter une personne
voters-name = Nom (facultatif)
voters-external-id = Votre propre identifiant (facultatif)
voters-add = Ajouter
voters-empty = Vider la liste
voters-empty-sure = Retirer tout le monde de la liste
voters-empty-hint = Cela ne peut pas être annulé : téléchargez d'abord la liste si vous pouvez en avoir besoin.

## What an uploaded list would change

upload-title = Regarder avant d'importer
upload-rejected = Le fichier ne peut pas être importé
upload-correct =
    { $n ->
        [one] Corrigez cette ligne dans le fichier et envoyez-le de nouveau. La liste reste comme elle est.
       *[other] Corrigez ces lignes dans le fichier et envoyez-le de nouveau. La liste reste comme elle est.
    }
# A line of the file by its number, and what is wrong with it or which address stands in it.
upload-line = Ligne { $line } : { $what }
upload-more = et { $n } de plus
upload-lead = Rien n'est encore modifié. L'importation ferait ceci :
upload-rows = Lignes lues
upload-voters = Votants dans le fichier
upload-added = Nouveaux sur la liste
upload-changed = Nom ou identifiant modifié
upload-unchanged = Restent comme ils sont
upload-removed = Retirés de la liste
upload-repeated = Lignes qui répètent une adresse
upload-first-counts = { $n } (la première ligne compte)
upload-unreadable = Lignes illisibles
upload-who-is-removed = Qui serait retiré
upload-import = Importer
upload-discard = Jeter le fichier

## One voter

voter-title = Un votant
voter-back = Retour à la liste
voter-save = Enregistrer
voter-remove = Retirer de la liste
voter-held = La carte de vote attend, si elle n'a pas été retirée
voter-held-why = L'adresse était { $address } quand le scrutin a été publié. Cette page ne dit pas si la carte de vote avait été retirée auparavant. Si elle ne l'avait pas été, aucune n'est délivrée à cette personne pendant un jour après la correction. Qui lit le courrier de l'ancienne adresse peut la rétablir entre-temps. Un administrateur autre que celui qui l'a corrigée peut mettre fin à l'attente, par exemple si l'ancienne adresse n'existe plus.
voter-release = Mettre fin à l'attente
voter-mails = Messages
voter-mail = { $kind } : { $state }
voter-mail-kind =
    { $kind ->
        [invitation] invitation
        [reminder] rappel
        [notice] avis
       *[result] résultat
    }
# The answer is the mail server's, in English as a rule.
voter-mail-answer = Résultat de la dernière tentative : { $answer }
voter-invite = Envoyer de nouveau l'invitation

## Who has a voting pass, where the poll has it listed

passes-title-of = Cartes de vote de « { $title } »
passes-title = Qui a retiré une carte de vote
passes-lead = Ce scrutin dit à ses votants que vous voyez cette liste. Elle ne dit pas qui a voté, ni comment.
passes-days = Chaque jour (UTC) est listé quand il est terminé, et tous dès que plus aucune carte de vote n'est délivrée : la liste ne donne aucune heure.
passes-table = Cartes de vote
passes-number =
    { $n ->
        [one] { $n } carte de vote
       *[other] { $n } cartes de vote
    }
passes-day = Jour
passes-none = Personne n'a retiré de carte de vote.
passes-none-yet = Les jours qui sont terminés, personne n'a retiré de carte de vote.

## Work in the background

job-title = Travail en arrière-plan
job-done = Terminé
job-imported = Lignes lues : { $rows }. Votants ajoutés : { $added }, modifiés : { $changed }, retirés : { $removed }. Lignes qui répètent une adresse : { $duplicates }.
job-failed = Cela n'a pas pu être fait ; rien n'a été modifié
job-progress = { $done } sur { $total } sont faits.
job-waiting = Cela commence dans un instant.
job-leave = Vous pouvez quitter cette page : le travail continue, et rien ne change avant que tout soit fait.
job-back = Retour à la liste des votants

## Turnout

dashboard-title = Participation
dashboard-title-of = Participation : { $title }
dashboard-issued = Cartes de vote délivrées
dashboard-ballots = Bulletins sur la liste publique
dashboard-in-groups = { $n } (ils y apparaissent par groupes)
dashboard-no-answer = L'urne ne répond pas pour le moment.
dashboard-issuance-closes = Plus de cartes de vote après
dashboard-voting-closes = Clôture du vote
dashboard-cancelled = { $date } (annulé)
dashboard-counted = { $date } (dépouillé)
# The name of a time zone stands beside it.
dashboard-zone = Fuseau horaire
dashboard-days = Cartes de vote par jour
dashboard-chart = Cartes de vote délivrées chaque jour, { $most } au plus ; le tableau ci-dessous donne les nombres
dashboard-days-caption = Cartes de vote délivrées (jours dans le fuseau UTC)
dashboard-day = Jour
dashboard-passes = Cartes de vote
dashboard-up-to-then = Jusque-là
dashboard-days-hint = Les bulletins ne sont pas comptés par jour : à côté des cartes de vote d'un jour, ils pourraient révéler de qui est un bulletin.
dashboard-no-days = Les cartes de vote ne sont pas encore délivrées.
dashboard-mails = Messages de ce scrutin
dashboard-mails-table = Messages
dashboard-mailing = Envoi
dashboard-mailing-kind =
    { $kind ->
        [invitation] Invitation
        [reminder] Rappel
        [notice] Avis
       *[result] Résultat
    }
# Such as "Reminder 2".
dashboard-mailing-number = { $mailing } { $n }
dashboard-waiting = En attente
dashboard-sent = Envoyés
dashboard-failed = Échecs
dashboard-no-mails = Pas encore de messages.
dashboard-to-mails = Envoyer des messages et voir ceux qui ont échoué
dashboard-statements = Déclarations à l'urne
# How far it has come follows.
dashboard-notice = Avis { $n } :
dashboard-count = Nombre de cartes de vote :
dashboard-to-notices = Les avis, et réessayer tout de suite
dashboard-no-statements = Aucune pour l'instant : les avis, et le nombre de cartes de vote quand plus aucune n'est délivrée.
dashboard-no-jobs = Aucun ces dernières semaines.

## Accounts

users-title = Comptes
users-done =
    { $done ->
        [role] Le rôle a été changé
        [sessions-ended] Toutes les sessions du compte sont terminées
        [second-factor-reset] Aucun code n'est plus demandé, et aucune clé d'accès n'ouvre le compte
       *[deleted] Le compte est supprimé
    }
users-done-more =
    { $done ->
        [role] Il vaut dès le prochain clic.
        [sessions-ended] Son titulaire en est averti par courrier électronique.
        [second-factor-reset] Toutes les sessions du compte sont terminées, et son titulaire en est averti par courrier électronique. Qui gère des scrutins doit d'abord réactiver les codes.
       *[deleted] Son titulaire en est averti par courrier électronique. Les listes de votants gardent l'adresse.
    }
users-role =
    { $role ->
        [voter] votant
        [officer] responsable
       *[admin] administrateur
    }
# These three name the roles, as users-role does.
users-voter = Un { $role } vote.
users-officer = Un { $role } prépare aussi des scrutins et gère ceux qui sont à lui ou qui lui sont confiés.
users-admin = Un { $role } gère tous les scrutins, et les rôles sur cette page.
users-secret = Aucun d'eux ne voit un vote.
users-find = L'adresse ou le nom contient
users-number =
    { $n ->
        [one] { $n } compte
       *[other] { $n } comptes
    }
users-found =
    { $n ->
        [one] { $n } compte trouvé
       *[other] { $n } comptes trouvés
    }
# They are counted no further.
users-number-more = Plus de { $n } comptes
users-found-more = Plus de { $n } comptes trouvés
users-none = Aucun compte ne contient « { $search } ».
users-role-of = Rôle de { $email }
users-change = Changer
users-change-of = Changer le rôle de { $email }
users-help = Aider { $email }
users-sure = Le titulaire l'a demandé, et je le connais
users-sure-hint = Pas par courrier électronique seulement : assurez-vous de qui le demande. Le titulaire en est averti par courrier électronique, et le journal le garde. Terminer les sessions ne change ni le mot de passe, ni les codes, ni les clés d'accès.
users-end-sessions = Terminer toutes les sessions
users-reset-codes = Désactiver les codes
users-reset-both = Désactiver les codes, retirer les clés d'accès
users-reset-passkeys = Retirer les clés d'accès
users-delete = Supprimer le compte de { $email }
users-choose-role = Choisissez l'un des rôles.
users-choose-action = Choisissez ce qui doit être fait.
users-tick-sure = Cochez que le titulaire l'a demandé et que vous le connaissez.

## Deleting somebody's account

dismiss-title = Supprimer { $email }
dismiss-heading = Supprimer le compte de { $email }
dismiss-role = Rôle
dismiss-goes = Disparaît pour toujours :
dismiss-goes-what = le mot de passe, les codes, les clés d'accès, les sessions, les liens envoyés, le profil, et les textes écrits comme candidat. Le titulaire en est averti par courrier électronique, et le journal garde que vous l'avez fait.
dismiss-stays = Reste :
dismiss-stays-what = les listes de votants appartiennent aux organisateurs des scrutins et gardent l'adresse. Qui figure sur l'une d'elles peut s'identifier de nouveau par un lien envoyé. Cela crée un nouveau compte, mais c'est le même votant : personne ne reçoit une deuxième carte de vote. Pour empêcher quelqu'un de voter, retirez-le de la liste.
dismiss-own = C'est votre propre compte. Un autre administrateur peut vous retirer votre rôle ; vous le supprimez ensuite sous { $security }.
dismiss-owned =
    { $n ->
        [one] D'abord, un autre propriétaire pour un scrutin
       *[other] D'abord, un autre propriétaire pour { $n } scrutins
    }
dismiss-owned-lead = Un scrutin a besoin d'un propriétaire. Ouvrez chacun ici, confiez-le à un autre responsable et faites de celui-ci son propriétaire :
dismiss-sure = Le supprimer pour toujours
dismiss-password = Votre propre mot de passe actuel
dismiss-delete = Supprimer le compte
dismiss-leave = Le laisser comme il est
dismiss-tick-sure = Cochez que le compte doit être supprimé pour toujours.

## Who manages a poll

officers-title-of = Responsables de « { $title } »
officers-title = Qui gère ce scrutin
officers-lead = Le propriétaire, les responsables ci-dessous et tous les administrateurs. Aucun d'eux ne peut voir un vote. Seuls le propriétaire et les administrateurs le retirent à un responsable ou changent de propriétaire ; qui le perd en est averti par courrier électronique.
officers-owner = Propriétaire
officers-given = Responsables à qui il est confié
officers-stop = Ne plus le gérer
officers-take = Retirer
officers-take-from = Retirer à { $email }
officers-own = Rendre propriétaire
officers-own-to = Rendre propriétaire : { $email }
officers-none = Aucun.
officers-give-heading = Le confier à un autre responsable
officers-email-hint = De quelqu'un qui est inscrit ici et dont un administrateur a fait un responsable.
officers-give = Confier le scrutin

## The audit log

audit-title = Journal
audit-lead = Ce qu'ont fait les administrateurs, les responsables, les commandes et le bureau d'inscription lui-même. Rien n'y est jamais modifié ni retiré, et rien de ce que font les votants n'y figure.
audit-who = Qui
# The log itself is in English: command line, system.
audit-who-hint = Une adresse, « command line » (ligne de commande) ou « system » (le bureau lui-même).
audit-what = Quoi
audit-anything = tout
audit-object = Sur quoi
audit-object-hint = Par exemple draft:1f0c…
audit-download = Télécharger
audit-newest = Les plus récents d'abord
audit-number = N° { $n }
audit-details = Avant et après
audit-before = Avant
audit-after = Après
audit-hash = Empreinte de cette entrée et de toutes les précédentes
audit-older = Entrées plus anciennes
audit-none = Aucune entrée pour l'instant.
audit-none-fit = Aucune entrée ne correspond.
# What was done. The names in brackets are those of the log, with a hyphen for a full stop.
audit-act =
    { $act ->
        [admin-create] Compte d'administrateur créé
        [account-delete] Compte supprimé
        [role-change] Rôle changé
        [address-change] Adresse changée
        [passkey-add] Clé d'accès ajoutée
        [passkey-remove] Clé d'accès retirée
        [second-factor-reset] Codes et clés d'accès retirés d'un compte
        [sessions-end] Sessions terminées
        [key-rotate] Clé des secrets conservés changée
        [draft-create] Brouillon créé
        [draft-change] Brouillon modifié
        [draft-delete] Brouillon supprimé
        [candidate-invite] Candidat sollicité
        [candidate-write] Texte d'un candidat modifié
        [candidate-approve] Texte d'un candidat accepté
        [candidate-return] Texte d'un candidat renvoyé
        [candidate-remove] Candidat retiré
        [poll-seal] Scrutin signé
        [poll-unseal] Scrutin refusé par l'urne, de nouveau un brouillon
        [poll-publish] Scrutin publié
        [poll-split] Brouillon divisé en circonscriptions
        [precincts-undo] Division en circonscriptions annulée
        [precincts-list] Liste des circonscriptions signée
        [precincts-total] Total des circonscriptions signé
        [notice-give] Avis donné
        [statement-retry] Déclarations renvoyées aussitôt
        [poll-archive] Scrutin mis aux archives ou repris
        [poll-export] Scrutin exporté
        [poll-give] Scrutin confié à un responsable
        [poll-take] Scrutin retiré à un responsable
        [poll-hand-over] Scrutin passé à un autre propriétaire
        [roll-replace] Liste des votants remplacée
        [roll-add] Votants ajoutés
        [roll-correct] Votant corrigé
        [roll-release] Attente d'une carte de vote levée
        [roll-undo] Adresse corrigée rétablie
        [roll-remove] Votant retiré de la liste
        [roll-download] Liste des votants téléchargée
        [roll-empty] Liste des votants vidée
        [roll-erase] Données des votants effacées
        [person-erase] Données d'une personne effacées
        [mail-send] Messages envoyés
        [mail-resend] Messages envoyés de nouveau
        [mail-text] Textes des messages modifiés
       *[other] { $act }
    }

## Faults of a list of voters

# Sentences without a capital letter and a full stop, for they may stand within another one.
roll-not-utf8 = la ligne { $line } n'est pas du texte UTF-8 ; { $guess }. Enregistrez le fichier comme « CSV UTF-8 » et envoyez-le de nouveau
# Within roll-not-utf8.
roll-utf16 = le fichier est en UTF-16 (« texte Unicode »)
roll-zero-bytes = elle contient des octets nuls, comme un classeur ou de l'UTF-16
roll-latin1 = elle ressemble à du Windows-1252 ou du Latin-1
roll-header = la première ligne doit être : email, ou email,name, ou email,name,external_id ; elle est « { $found } »
roll-no-voters = le fichier ne contient aucun votant
roll-unreadable =
    { $n ->
        [one] { $n } ligne est illisible
       *[other] { $n } lignes sont illisibles
    }
roll-columns =
    { $has ->
        [one] a { $has } colonne, la première ligne en a { $header }
       *[other] a { $has } colonnes, la première ligne en a { $header }
    }
roll-no-address = n'a pas d'adresse
roll-not-an-address = « { $address } » n'est pas une adresse électronique comme ada@example.org
roll-long-value = a une valeur de plus de { $most } caractères
roll-no-upload = ce fichier n'est plus là : il a été importé, jeté, ou a attendu plus d'un jour
roll-no-draft = ce brouillon n'existe pas
roll-for-anyone = tout le monde peut voter dans ce scrutin : il n'a pas de liste ; choisissez d'abord une liste de votants dans le brouillon
roll-fixed = le scrutin est publié : personne ne peut être ajouté à la liste des votants ni en être retiré
roll-only-grows = le scrutin est publié : on peut ajouter des votants à sa liste, mais pas en retirer
roll-too-late = plus aucune carte de vote n'est délivrée dans ce scrutin : sa liste reste comme elle est
roll-taken = cette adresse est déjà sur la liste
roll-no-entry = cette personne n'est pas sur la liste
roll-none = tout le monde peut voter dans ce scrutin : il n'a pas de liste
roll-tick-empty = cochez que tout le monde doit être retiré de la liste
job-unreadable = le fichier envoyé ne peut plus être lu comme une liste ; envoyez-le de nouveau
job-unknown = cette version du bureau d'inscription ne connaît pas ce travail

## Why something about accounts and officers was not done

move-not-you = seul un administrateur autre que celui qui a corrigé l'adresse peut le faire
move-not-held = rien n'est retenu pour cette personne
access-no-account = ce compte n'existe pas ; on s'inscrit avant de recevoir un rôle
access-last-admin = c'est le dernier administrateur ; nommez d'abord quelqu'un d'autre
access-not-an-officer = le compte de { $email } est celui d'un votant ; un administrateur doit d'abord en faire un responsable
access-not-owner = seuls le propriétaire du scrutin et les administrateurs le font ; demandez à l'un d'eux
access-not-given = le scrutin n'était pas confié à ce compte
access-no-poll = ce scrutin n'existe pas
rescue-no-account = ce compte n'existe pas
rescue-no-factor = ce compte n'a ni codes ni clés d'accès : seul son mot de passe ou un lien envoyé est demandé
rescue-own = c'est votre propre compte : occupez-vous-en sous « Mon compte », ou demandez à un autre administrateur
dismiss-not-admin = vous n'êtes plus administrateur
dismiss-own-refused = c'est votre propre compte : un autre administrateur peut vous retirer votre rôle, puis vous le supprimez sous « Mon compte »
dismiss-owns-polls = des scrutins appartiennent à ce compte ; donnez d'abord un autre propriétaire à chacun
dismiss-no-account = ce compte n'existe pas

## Why no mail can go

# What the mail server or the connection said follows in brackets, in English as a rule; names of configuration keys stay.
outage-unreachable = le serveur de messagerie est injoignable ({ $words })
outage-broke-off = le serveur de messagerie a interrompu la connexion, ou n'a pas répondu à temps
outage-untrusted = le certificat du serveur de messagerie n'est pas reconnu ({ $words }) ; SSL_CERT_FILE peut nommer un fichier d'autorités reconnues
outage-wrong-host = le certificat du serveur de messagerie n'est pas celui de l'hôte que nomme mail.smtp_url ({ $words })
outage-no-starttls = le serveur de messagerie n'offre pas de chiffrement (STARTTLS), sans lequel mail.smtp_url n'envoie rien
outage-no-tls = aucune connexion chiffrée au serveur de messagerie ne s'établit ({ $words }) ; le port de mail.smtp_url est-il un port TLS ?
outage-no-login = le serveur de messagerie n'accepte pas de mot de passe sur cette connexion (ni AUTH PLAIN ni LOGIN)
outage-password = le serveur de messagerie n'accepte pas notre nom d'utilisateur et notre mot de passe ({ $words })
outage-refuses = le serveur de messagerie nous refuse : { $words }
outage-busy = le serveur de messagerie nous demande d'attendre : { $words }
