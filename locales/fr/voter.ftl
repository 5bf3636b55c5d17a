### Les pages du bureau d'inscription pour les votants, et ce que toutes ses pages ont en commun. Comment traduire : docs/languages.md.

## The frame of each page

layout-nav = Menu principal
layout-my-polls = Mes scrutins
layout-my-account = Mon compte
layout-manage = Gérer les scrutins
layout-users = Comptes
layout-sign-out = Se déconnecter
layout-sign-in = S'identifier
layout-register = S'inscrire
layout-demo-mails = Courriels de démonstration
layout-demo-codes = Codes de démonstration
layout-signed-in = Identifié comme { $email }.
layout-about = Ceci est le bureau d'inscription { $name } : il sait qui peut voter et donne à chaque personne une carte de vote. Il ne voit jamais un vote.

## What many pages say

# Between two times.
span-to = –
banner-test-label = Scrutin d'essai
banner-test = Ceci est un scrutin d'essai. Il ne décide de rien.
faults-title = Veuillez revoir ceci
proof-progress = Votre navigateur calcule un instant : cela écarte les envois en masse.
proof-wait = Votre navigateur n'exécute pas le programme de cette page. Le formulaire peut être envoyé { $n } secondes après l'ouverture de la page, quelques fois par heure.
steps-label = Étapes du vote
steps-collect = S'identifier et retirer sa carte de vote
steps-mark = Remplir
steps-review = Relire
steps-cast = Voter
steps-keep = Garder son reçu
field-email = Adresse électronique
field-name = Votre nom (facultatif)
field-password = Mot de passe
field-new-password = Nouveau mot de passe
field-current = Mot de passe actuel
password-hint = Au moins 10 caractères, difficiles à deviner : plusieurs mots inhabituels à la suite conviennent bien.
password-forgotten = J'ai oublié mon mot de passe
invited-address = Si vous avez été invité à un scrutin, utilisez exactement l'adresse à laquelle l'invitation est arrivée.
link-send = M'envoyer le lien
to-booth = Aller à l'isoloir
to-account = Revenir à mon compte
not-now = Pas maintenant
not-eligible = Vous ne pouvez pas voter dans ce scrutin
collect-button = Retirer ma carte de vote
facts-poll = Scrutin
facts-passes = Cartes de vote
facts-voting = Vote
facts-zone = Fuseau horaire

## The pages of one poll, for its organisers

tabs-label = Ce scrutin
tab-overview = Vue d'ensemble
tab-turnout = Participation
tab-edit = Modifier
tab-preview = Aperçu
tab-candidates = Candidatures
tab-voters = Votants
tab-mail = Courriels
tab-officers = Responsables
tab-more = Copier, archiver
tab-publish = Vérifier et publier
on-the-list =
    { $n ->
        [one] { $n } personne est sur la liste.
       *[other] { $n } personnes sont sur la liste.
    }
# How far a signed statement for the ballot box has come.
statement-delivered = remis
statement-refused = refusé
statement-waiting = en route
statement-attempts =
    { $n ->
        [one] { $n } tentative jusqu'ici
       *[other] { $n } tentatives jusqu'ici
    }
statement-answer = la dernière : { $answer }.
statement-next = Prochaine tentative : { $date }.
statement-given-up = Il n'y a pas d'autre tentative automatique.

## The first page

home-title = Accueil
home-heading = Retirez ici votre carte de vote
home-lead = Vous vous identifiez ici et recevez une carte de vote pour chaque scrutin dans lequel vous pouvez voter. Avec elle, vous votez ailleurs, dans l'urne. Personne ne peut dire quel vote est le vôtre : ni l'urne, qui ne vous connaît pas, ni ce site, qui ne voit jamais un vote.
home-results = Les résultats, les reçus et la liste publique des bulletins se trouvent auprès de l'{ $box }.
home-box = urne

## Registering

register-title = S'inscrire
register-button = S'inscrire
register-known = Vous avez déjà un compte ?
verify-title = Confirmez votre adresse
verify-refused = Non confirmée
verify-refused-hint = Si vous ne vous êtes jamais inscrit ici, quelqu'un d'autre a saisi votre adresse : ne faites rien, et aucun compte ne sera créé. Si vous vous êtes inscrit plusieurs fois, utilisez le courriel le plus récent.
verify-other-browser = Vous avez ouvert le lien dans un autre navigateur que celui de votre inscription. Saisissez le mot de passe que vous y avez choisi.
verify-lead = Un clic, et votre compte est prêt.
verify-button = Confirmer mon adresse
verify-password-needed = Le mot de passe de cette inscription est nécessaire
verify-password-wrong = Ce n'est pas le mot de passe de cette inscription
verified-title = Adresse confirmée
verified-heading = Votre adresse est confirmée
verified-lead = Le compte de { $email } est prêt. Identifiez-vous avec votre mot de passe pour continuer.
mail-sent-title = Consultez votre messagerie
mail-sent-lead = Nous avons écrit à { $email }.
mail-sent-verify = Ouvrez le lien de ce courriel pour confirmer votre adresse ; il est valable deux jours.
mail-sent-verify-again = Ouvrez le lien de ce courriel pour confirmer votre adresse.
mail-sent-sign-in = Ouvrez le lien de ce courriel pour vous identifier ; il sert une fois, pendant une heure.
mail-sent-reset = Ouvrez le lien de ce courriel pour choisir un nouveau mot de passe ; il est valable une heure.
mail-sent-none = Pas de courriel ?
mail-sent-spam = Regardez dans les indésirables et vérifiez l'adresse ci-dessus.
mail-sent-back = Revenez en arrière pour le faire envoyer de nouveau ; c'est possible quelques fois par heure.
mail-sent-again = Envoyer de nouveau le courriel
mail-sent-wrong = L'adresse est fausse
mail-sent-demo = Dans cette démonstration, les courriels ne sont pas envoyés.
mail-sent-demo-link = Les lire ici

## Links of mails that open nothing any more

link-invalid-title = Ce lien ne fonctionne pas
link-invalid-verify = Il a déjà été utilisé, date de plus de deux jours, ou n'a pas été copié en entier.
link-invalid-hour = Il a déjà été utilisé, date de plus d'une heure, ou n'a pas été copié en entier.
link-invalid-register = S'inscrire de nouveau
link-invalid-another = Demander un autre lien
link-invalid-day = Ce lien n'est pas valable, a déjà été utilisé ou date de plus d'un jour

## Signing in

sign-in-title = S'identifier
sign-in-button = S'identifier
sign-in-refused = Vous n'êtes pas identifié
sign-in-wrong = L'adresse ou le mot de passe est faux. Si vous vous êtes inscrit sans avoir encore ouvert le lien de notre courriel, faites-le d'abord ; ou identifiez-vous par courriel, ci-dessous.
sign-in-too-many =
    { $n ->
        [one] Trop de tentatives. Réessayez dans une minute.
       *[other] Trop de tentatives. Réessayez dans { $n } minutes.
    }
sign-in-busy = De très nombreuses personnes s'identifient en ce moment. Attendez quelques secondes et réessayez.
sign-in-no-passkey = Aucune clé d'accès n'a été présentée. Réessayez, ou identifiez-vous autrement.
sign-in-passkey = Utiliser une clé d'accès
sign-in-by-mail = S'identifier par courriel, sans mot de passe
sign-in-no-account = Pas encore de compte ?
code-title = Votre code
code-refused = Vous n'êtes pas encore identifié
code-label = Code de votre application d'authentification, ou un code de secours
code-again-label = Code de l'application, ou un code de secours
code-demo = Dans cette démonstration, vous pouvez { $link }.
code-demo-link = lire le code ici
code-lost = Je n'ai ni l'appareil ni un code de secours
code-lost-help = Adressez-vous aux exploitants de ce bureau d'inscription. Ils peuvent retirer les codes de votre compte, dès qu'ils sont sûrs que c'est bien vous.
code-missing = Le code de votre application d'authentification est nécessaire
code-wrong = Ce code est faux, a déjà été utilisé ou est trop ancien ; attendez le suivant
too-many-attempts = Trop de tentatives ; réessayez plus tard
account-outdated = Le compte a été modifié ou déconnecté entre-temps ; identifiez-vous de nouveau
link-lead = Un clic, et vous êtes identifié comme { $email }.
link-button = S'identifier comme { $email }
link-not-yours = Ce n'est pas votre adresse ? Alors fermez cette page.
link-new-title = S'identifier par courriel
link-new-lead = Nous vous envoyons un lien qui vous identifie, sans mot de passe. Pas encore de compte ? L'ouverture du lien en crée un.
link-new-password = Vous avez un mot de passe ?
link-new-password-link = S'identifier avec lui

## A new password

reset-title = Choisir un nouveau mot de passe
reset-lead = Nous vous envoyons un lien avec lequel vous pouvez en choisir un nouveau.
reset-otherwise = Vous pouvez aussi { $link }, sans mot de passe.
reset-otherwise-link = vous identifier par courriel
reset-confirm-lead = Pour le compte de { $email }. Quiconque y est identifié est déconnecté.
reset-button = Définir le nouveau mot de passe
password-changed-title = Mot de passe changé
password-changed-heading = Votre mot de passe est changé
password-changed-lead = Le compte de { $email } a maintenant le nouveau mot de passe. Identifiez-vous avec lui pour continuer.

## What is wrong with what was typed

email-malformed = Ce n'est pas une adresse électronique comme ada@example.org
name-malformed = Un nom a au plus { $most } caractères, et aucun caractère de contrôle
zone-unknown = « { $name } » n'est pas un fuseau horaire ; donnez un nom comme Europe/Berlin, America/New_York ou UTC
password-length = Un mot de passe a de { $shortest } à { $longest } caractères
password-weak = Ce mot de passe est facile à deviner. { $why } Prenez plusieurs mots inhabituels, ou laissez un gestionnaire de mots de passe en créer un.
password-weak-plain = Ce mot de passe est facile à deviner. Prenez plusieurs mots inhabituels, ou laissez un gestionnaire de mots de passe en créer un.
password-wrong = Ce n'est pas votre mot de passe actuel
session-old = Déconnectez-vous et identifiez-vous de nouveau, vous aurez alors un quart d'heure pour cela
work-missing = Un calcul du navigateur est nécessaire
work-unreadable = Le calcul du navigateur est illisible
work-forged = Le calcul du navigateur est faux ou ne répond à aucune de nos demandes ; veuillez réessayer
work-other = Le calcul du navigateur a été fait pour un autre formulaire
work-expired = Cela a pris trop de temps ; veuillez réessayer
work-used = Cela a déjà été envoyé ; veuillez réessayer
work-too-soon =
    { $n ->
        [one] Votre navigateur n'a pas exécuté le programme de cette page : attendez encore { $n } seconde, puis envoyez de nouveau le formulaire
       *[other] Votre navigateur n'a pas exécuté le programme de cette page : attendez encore { $n } secondes, puis envoyez de nouveau le formulaire
    }
work-too-many = Trop de demandes sont venues de votre réseau sans le calcul que fait un programme de cette page
work-full = De très nombreuses personnes font une demande en ce moment ; réessayez dans quelques minutes
# What makes a password easy to guess.
weak-row = Des touches alignées sont faciles à deviner.
weak-keys = De courts motifs du clavier sont faciles à deviner.
weak-repeat = Des répétitions comme « aaa » sont faciles à deviner.
weak-repeats = Des répétitions comme « abcabcabc » sont à peine plus difficiles à deviner que « abc ».
weak-common = C'est un mot de passe très répandu.
weak-top = Il ressemble à un mot de passe répandu.
weak-recent-year = Les années récentes sont faciles à deviner.
weak-sequence = Des suites comme « abc » ou « 6543 » sont faciles à deviner.
weak-date = Les dates sont souvent faciles à deviner.
weak-word = Un mot seul est facile à deviner.
weak-name = Un prénom ou un nom seul est facile à deviner.
weak-names = Les prénoms et noms répandus sont faciles à deviner.

## My polls

me-none = Il n'y a actuellement aucun scrutin dans lequel vous pouvez voter.
me-none-hint = Avez-vous été invité à une autre adresse ? Alors identifiez-vous avec celle-là.
me-pass = Votre carte de vote
me-pass-issued = Retirée
me-pass-issued-to = Retirée par { $email }
me-pass-none = Non retirée ; délivrance : { $times }
me-listed-as = Sur la liste des organisateurs sous
me-voting-cancelled = Annulé
me-voting-soon = { $times }
me-voting-open = Ouvert jusqu'à cette date : { $date }
me-voting-closed = Clos depuis : { $date }
me-cancelled = Ce scrutin a été annulé. Vous n'avez rien à faire.
me-over = Le vote est terminé.
me-result = Voir le résultat
me-look = Voir le scrutin
me-held = Les organisateurs ont mis votre adresse sur la liste des votants il y a peu.
me-held-until = L'adresse qui s'y trouvait avant peut s'y opposer jusqu'à cette date : { $date }. Retirez votre carte de vote après.
me-held-late = Si c'est trop tard, adressez-vous aux organisateurs.
me-wait-for-pass = Revenez à partir de cette date : { $date }. Vous pourrez alors retirer votre carte de vote.
me-too-late = Les cartes de vote ne sont plus délivrées, et vous n'en avez pas retiré : vous ne pouvez plus voter dans ce scrutin.
me-wait-for-voting = Vous avez votre carte de vote. Revenez à partir de cette date : { $date }. Vous voterez alors, avec le navigateur dans lequel vous l'avez retirée.
me-vote = Vous avez votre carte de vote. Si vous n'avez pas encore voté, faites-le dans le navigateur avec lequel vous l'avez retirée.
me-collect-and-vote = Retirez votre carte de vote et votez.
me-collect-and-vote-button = Retirer ma carte de vote et voter
me-collect = Retirez votre carte de vote maintenant. Ouverture du vote : { $date }.
me-own-zone = Les heures sont celles du fuseau horaire { $zone } :
me-poll-zone = Les heures sont dans le fuseau horaire de chaque scrutin :
me-change-zone = modifier
me-candidacies = Vos candidatures
me-candidacy = { $option }, dans « { $poll } »
me-candidacy-open = { $option }, dans « { $poll } » : écrivez ce que les votants lisent sur vous

## The page of one poll

poll-is-cancelled = Ce scrutin a été annulé
poll-cancelled-no-result = Aucun résultat ne sera publié.
poll-closed = Le vote est clos
poll-result = Voir le résultat à l'urne
poll-not-eligible = Votre adresse { $email } n'est pas parmi celles des votants. Avez-vous été invité à une autre adresse ? Alors identifiez-vous avec celle-là. Si vous pensez que c'est une erreur, adressez-vous aux organisateurs.
poll-before = Pas encore ouvert
poll-before-until = Les cartes de vote sont délivrées à partir de cette date : { $date }.
poll-issued = Vous avez retiré votre carte de vote
poll-issued-where = Elle se trouve dans le navigateur avec lequel vous l'avez retirée, ou dans le fichier de sauvegarde que vous avez enregistré. Continuez dans l'isoloir.
poll-too-late = Les cartes de vote ne sont plus délivrées
poll-too-late-since = Elles l'ont été jusqu'à cette date : { $date }. Qui en a une peut encore voter.
poll-lead = Vous votez dans l'isoloir. Il vous renvoie ici une fois, pour retirer votre carte de vote.
poll-who = Qui peut voter
poll-who-open = Toute personne ayant une adresse confirmée que le scrutin admet
poll-who-roll = Les personnes qui sont sur la liste des organisateurs
poll-seen = Qui voit que vous avez une carte
poll-seen-list = Les responsables du scrutin, et quel jour vous l'avez retirée. Ils ne voient jamais si vous votez, ni comment.
poll-seen-none = Aucun responsable du scrutin.
poll-known = L'identité des votants est connue jusqu'à
poll-known-until = { $date } ; leurs adresses sont alors effacées
poll-known-open = son effacement par les organisateurs
poll-check = Vérifier le scrutin vous-même
poll-check-lead = Ces trois lignes, apprises ici et non auprès de l'urne, suffisent pour vérifier le dépouillement.
poll-check-registrar = Bureau d'inscription
poll-check-box = Urne

## Collecting the pass

confirm-title = Retirer votre carte de vote
confirm-lead = Vous recevez une carte de vote pour ce scrutin. Elle va à la fenêtre du navigateur d'où vous venez.
confirm-to = Délivrée à
confirm-code = L'isoloir vous a montré ce code de contrôle :
confirm-other-code = Le code est différent : revenir
confirm-why = Pourquoi personne ne peut-il relier mon vote à moi ?
confirm-because = Votre navigateur a mis la carte dans une sorte d'enveloppe fermée avant de l'envoyer ici. Nous la signons à travers l'enveloppe, sans la voir. La signature montre plus tard que vous pouvez voter, et non qui vous êtes.
confirm-not-you = Vous n'êtes pas { $email } ? Déconnectez-vous d'abord, puis recommencez depuis l'isoloir.
nothing-title = Rien n'attend
nothing-heading = Aucune demande de carte de vote n'attend
nothing-lead = Pour « { $title } », vous avez déjà retiré la carte, ou plus d'une demi-heure a passé, ou vous vous êtes entre-temps identifié comme une autre personne.
nothing-lost = Rien n'est perdu. Retournez à l'isoloir : il sait où vous en êtes.
refused-title = Pas de carte de vote
refused-back = Revenir à l'isoloir
refused-issued = Vous avez déjà retiré votre carte de vote
refused-issued-lead = Pour « { $title } », une carte de vote a déjà été délivrée à votre nom. Il n'y en a qu'une par personne.
refused-issued-where = Elle se trouve dans le navigateur avec lequel vous l'avez retirée, ou dans le fichier de sauvegarde que vous y avez enregistré. Continuez avec celle-là.
refused-issued-theft = Si ce n'était pas vous, quelqu'un d'autre a pris la carte en votre nom : prévenez immédiatement les organisateurs du scrutin.
refused-not-eligible-lead = L'adresse { $email } n'est pas parmi celles des votants de « { $title } ».
refused-not-eligible-nobody = Cette adresse n'est pas parmi celles des votants de « { $title } ».
refused-not-eligible-hint = Avez-vous été invité à une autre adresse ? Alors déconnectez-vous, identifiez-vous avec celle-là et recommencez depuis l'isoloir. Si vous pensez que c'est une erreur, adressez-vous aux organisateurs.
refused-held = Pas avant un jour
refused-held-lead = Les organisateurs ont mis votre adresse à la place d'une autre sur la liste des votants de « { $title } ». Pour que personne ne perde ainsi son vote, l'autre adresse a un jour pour s'y opposer. Revenez ensuite.
refused-held-late = Si le vote se termine avant, adressez-vous aux organisateurs : l'administration du bureau peut vous laisser retirer la carte tout de suite.
refused-early = Pas encore
refused-early-lead = Il est trop tôt pour une carte de vote pour « { $title } ».
refused-early-from = Les cartes de vote sont délivrées à partir de cette date : { $date }.
refused-late = Trop tard pour une carte de vote
refused-late-lead = Les cartes de vote pour « { $title } » ne sont plus délivrées.
refused-late-until = Elles l'ont été jusqu'à cette date : { $date }, ou le scrutin a été clos plus tôt. Qui en a une peut voter tant que le vote est ouvert.
refused-malformed = La demande de l'isoloir est illisible
refused-malformed-lead = Elle ne correspond pas au scrutin « { $title } ». Aucune carte de vote n'a été délivrée.
refused-malformed-hint = Retournez à l'isoloir, rechargez-le et réessayez.
stale-title = Veuillez recommencer depuis l'isoloir
stale-heading = Cette page n'était plus à jour
stale-lead = Vous vous êtes identifié de nouveau depuis qu'elle a été affichée ; aucune carte de vote pour « { $title } » n'a donc été délivrée. Rien n'est perdu.
foreign-origin = Ouvrez l'isoloir à l'adresse { $booth } et retirez votre carte de vote à partir de là
pass-unknown = La carte a peut-être été délivrée, ou non ; envoyez de nouveau exactement la même demande

## Profile

profile-title = Profil
profile-saved = Votre profil est enregistré
profile-to-polls = Voir mes scrutins
profile-zone = Fuseau horaire
profile-zone-hint = Les pages des votants montrent les heures des scrutins dans ce fuseau horaire. Les courriels et les pages des organisateurs gardent le fuseau de chaque scrutin.
profile-zone-of-poll = Le fuseau de chaque scrutin
profile-save = Enregistrer mon profil

## Another address

address-title = Changer d'adresse
address-written = Consultez la messagerie de { $email }
address-written-what = Ouvrez le lien du courriel dans l'heure, dans ce navigateur : d'ici là, rien ne change. Nous avons aussi prévenu { $email }.
address-written-none = Pas de courriel ? Regardez dans les indésirables et vérifiez l'adresse. Quelques courriels par heure sont possibles.
address-pending = En attente de { $email }
address-pending-what = Le changement est fait lorsque vous ouvrez le lien de notre courriel à cette adresse.
address-keep = Garder { $email }
address-lead = Votre adresse est { $email }. Avec une nouvelle :
address-sign-in = Vous vous identifiez avec la nouvelle adresse, et êtes déconnecté partout ailleurs.
address-polls = Les scrutins dont vous êtes votant aujourd'hui restent les vôtres, et leurs courriels arrivent à la nouvelle adresse. Une carte de vote que vous avez retirée reste la seule.
address-lists = Les listes des organisateurs gardent l'ancienne adresse. Donnez-leur la nouvelle, pour être votant aussi dans leurs prochains scrutins.
address-new = Nouvelle adresse électronique
address-button = Envoyer un lien à la nouvelle adresse
address-same = C'est déjà l'adresse de votre compte ; donnez-en une autre
address-first = Identifiez-vous d'abord
address-first-lead = Le lien de notre courriel change l'adresse du compte qui est identifié. Identifiez-vous ici avec votre adresse actuelle, puis ouvrez le lien encore une fois.
address-first-not-you = Vous ne l'avez jamais demandé ? Alors ne faites rien : sans le compte, le lien n'a aucun effet.
address-refused = Votre adresse est restée la même
address-taken = La nouvelle adresse a maintenant son propre compte ; supprimez d'abord celui-là, ou choisissez une autre adresse
address-confirm-lead = Si vous appuyez sur le bouton, votre compte aura l'adresse { $new } au lieu de { $old }.
address-confirm-button = Changer d'adresse
kept-title = Votre adresse sur une liste de votants
kept-refused = Votre adresse n'a pas été remise
kept-unchanged = Rien n'a été modifié
kept-refused-hint = Si vous avez le droit de voter et ne le pouvez pas, prévenez les organisateurs du scrutin.
kept-taken = L'adresse est maintenant sur la liste pour une autre personne ; adressez-vous aux organisateurs
kept-done = Votre adresse est de nouveau sur la liste
kept-done-lead = { $email } peut voter dans « { $title } »
kept-done-hint = Aucune carte de vote n'est allée à l'autre adresse. Dites aux organisateurs ce qui s'est passé.
kept-question = Garder votre adresse sur la liste des votants ?
kept-lead = Les organisateurs de « { $title } » ont mis une autre adresse à la place de { $email }. Si vous ne l'avez pas demandé, remettez la vôtre. Sinon, fermez cette page.
kept-button = Remettre mon adresse

## My account

account-name = Nom
account-no-name = non indiqué
account-zone-of-poll = celui de chaque scrutin
account-profile-change = Modifier mon profil
account-address = Adresse
account-password-change = Changer mon mot de passe
account-password-done = Votre mot de passe est changé
account-others-out = Toute autre personne identifiée dans votre compte a été déconnectée.
account-address-done = Votre adresse est { $email }
account-address-done-hint = Toute autre personne identifiée dans votre compte a été déconnectée. Donnez la nouvelle adresse aux organisateurs de vos scrutins.
account-no-password = Vous vous identifiez par courriel. Si vous préférez un mot de passe, nous vous envoyons un lien avec lequel vous pouvez en choisir un.
account-codes-on = Un code de votre application d'authentification est demandé lorsque vous vous identifiez.
account-codes-why = Une application d'authentification protège votre compte même si quelqu'un apprend votre mot de passe.
account-codes-renew = Créer de nouveaux codes de secours
account-codes-needed = Vous gérez des scrutins : les codes ne peuvent pas être désactivés.
account-codes-off = Désactiver les codes
account-codes-off-done = Les codes sont désactivés
account-codes-off-done-hint = Votre compte n'est protégé que par votre mot de passe ou votre messagerie.
account-passkeys = Clés d'accès
account-passkeys-what = Une clé d'accès vous identifie par une empreinte, votre visage ou un code PIN sur votre téléphone, votre ordinateur ou votre clé de sécurité, sans mot de passe ni code.
account-passkey-number = Clé d'accès { $n }, ajoutée le { $date }
account-passkey-rename = Renommer
account-passkey-remove = Supprimer
# Read aloud after the two before.
account-passkey-which = la clé d'accès { $n }
account-passkey-name-hint = Pour vous-même, par exemple « Mon téléphone ».
account-passkey-add = Ajouter une clé d'accès
account-passkey-done = Votre clé d'accès est ajoutée
account-passkey-done-hint = Vous pouvez maintenant vous identifier avec elle, sans mot de passe ni code.
account-passkey-renamed = Votre clé d'accès a un autre nom
account-passkey-removed = La clé d'accès est supprimée
account-passkey-removed-hint = Elle n'identifie plus personne, et toute autre personne identifiée dans votre compte a été déconnectée. Supprimez-la aussi sur votre appareil.
account-out = Se déconnecter partout
account-out-what = Met fin à toutes les sessions de votre compte, sur cet appareil et sur tous les autres.
account-out-button = Se déconnecter partout
account-data = Mes données
account-data-what = Ce qui est enregistré ici à votre sujet, en un fichier.
account-data-button = Télécharger mes données
account-delete = Supprimer mon compte
account-delete-what = Votre adresse, vos moyens de vous identifier et vos sessions sont supprimés immédiatement. Les listes de votants appartiennent à leurs organisateurs et gardent votre adresse tant que leurs scrutins en ont besoin.
account-delete-role = Vous gérez des scrutins : l'administration du bureau doit d'abord vous retirer ce rôle.
account-delete-button = Supprimer mon compte
account-has-role = L'administration du bureau doit d'abord vous retirer votre rôle
account-owns-polls = Des scrutins vous appartiennent ; l'administration du bureau doit d'abord les confier à quelqu'un d'autre
deleted-title = Compte supprimé
deleted-heading = Votre compte est supprimé
deleted-lead = Rien n'est gardé ici sous { $email }, sauf ce que des organisateurs ont mis sur leurs listes de votants. Un vote que vous avez émis compte : personne ne peut dire lequel c'était.

## Passkeys and codes of an app

passkey-title = Ajouter une clé d'accès
passkey-lead = Votre navigateur demande maintenant à votre téléphone, votre ordinateur ou votre clé de sécurité de créer la clé d'accès « { $name } ». L'appareil veut savoir que c'est bien vous : par un code PIN, une empreinte ou votre visage.
passkey-not-made = Aucune clé d'accès n'a été créée. Cet appareil en a peut-être déjà une ici, ou il ne vérifie pas qui l'utilise. Réessayez, ou prenez un autre appareil.
passkey-button = Créer la clé d'accès
passkey-unknown = Votre navigateur ne peut pas créer de clés d'accès
passkey-unknown-why = Il est trop ancien pour cela, ou il n'exécute aucun programme.
passkey-unavailable = Les clés d'accès ont besoin d'un nom d'hôte, et de https sauf pour localhost
passkey-name = Un nom a de 1 à 60 caractères
passkey-most = Un compte a au plus { $most } clés d'accès ; supprimez-en d'abord une
passkey-stale = Cela a pris trop de temps ou a déjà été envoyé ; veuillez réessayer
passkey-refused = La clé d'accès n'a pas pu être vérifiée ; veuillez réessayer
passkey-unverified = L'appareil n'a pas vérifié qui l'utilise : il doit demander un code PIN, une empreinte ou un visage
passkey-copied = Cette clé d'accès a été utilisée ailleurs entre-temps, comme s'il en existait une copie : identifiez-vous autrement, et supprimez-la
passkey-no-account = Cette clé d'accès n'appartient plus à aucun compte ici ; identifiez-vous autrement
passkey-known = Cet appareil a déjà une clé d'accès ici
codes-title = Codes d'une application
codes-heading = Protégez votre compte par des codes
codes-needed = Nécessaire avant de pouvoir gérer des scrutins
codes-needed-why = Qui gère des scrutins s'identifie avec un code en plus du mot de passe.
codes-lead = Une application d'authentification sur votre téléphone montre un nouveau code toutes les trente secondes. Qui veut s'identifier comme vous a alors besoin aussi de ce téléphone.
codes-begin = Commencer
codes-switch-on = Activer les codes
scan-heading = Scannez ceci avec votre application
scan-refused-heading = Saisissez le code de votre application
scan-refused = Pas encore
scan-picture = Code QR pour une application d'authentification ; le même secret se trouve ci-dessous en texte
scan-secret = Ou saisissez ce secret dans l'application (basé sur l'heure, six chiffres) :
scan-again = Si l'application n'a encore rien pour cette page, { $link } avec une nouvelle image.
scan-again-link = recommencez
scan-code = Le code que l'application montre maintenant
recovery-title = Codes de secours
recovery-heading = Gardez ces codes de secours
recovery-lead = Chacun sert une fois à la place d'un code de l'application, pour le jour où le téléphone est perdu. Imprimez cette page ou notez-les ; ils ne seront plus montrés.
recovery-kept = Je les ai gardés

## Reminders

unsubscribe-title = Rappels
unsubscribe-heading = Rappels de ce scrutin
unsubscribe-lead = Si vous ne voulez plus de rappels de ce scrutin, dites-le ici. Vous pouvez toujours y voter.
unsubscribe-button = Ne plus recevoir de rappels
unsubscribe-done = Vous ne recevrez plus de rappels de ce scrutin
unsubscribe-done-hint = Vous pouvez toujours y voter. Si une carte de vote est délivrée à votre nom ou si le scrutin est modifié, nous vous prévenons malgré tout.

## What a candidate writes

candidacy-title = Votre candidature
candidacy-where = « { $question } » dans « { $poll } »
candidacy-refused = Rien n'a été enregistré
candidacy-refused-profile = Qui vous êtes : { $why }
candidacy-refused-statement = Ce que vous voulez : { $why }
candidacy-saved = Enregistré. L'organisation le lit ensuite.
candidacy-returned = Veuillez le modifier
candidacy-returned-why = L'organisation dit : { $words }
candidacy-approved = L'organisation a approuvé ce texte ; les votants le liront.
candidacy-approved-open = Ce que vous changez doit être approuvé de nouveau ; d'ici là, le texte approuvé reste.
candidacy-unread = L'organisation n'a pas encore lu ce texte.
candidacy-lead = Les votants lisent ceci à côté de votre nom lorsqu'ils votent. Vous pouvez le modifier jusqu'à la publication du scrutin. Markdown fonctionne : paragraphes, listes, mises en valeur, liens ; pas d'images.
candidacy-profile = Qui vous êtes (facultatif)
candidacy-profile-hint = En quelques lignes : ce que vous faites, où vous vivez, ce que vous avez fait ici. Au plus { $n } caractères.
candidacy-statement = Ce que vous voulez
candidacy-statement-hint = Au plus { $n } caractères.
candidacy-save = Enregistrer
candidacy-published = Le scrutin est publié : ce que lisent les votants ne peut plus être modifié.
candidacy-as-seen = Tel que les votants le voient

## The demo

demo-mails-lead = Dans la démonstration, les courriels ne sont pas envoyés ; ils sont ici, le plus récent en premier.
demo-mails-none = Aucun pour l'instant.
demo-mails-read = Lire
demo-mail-to = À { $email }
demo-mail-all = Tous les courriels de démonstration
demo-codes-lead = Qui gère des scrutins s'identifie avec un code d'une application d'authentification. Dans la démonstration, les codes sont ici ; { $link } lorsque l'un d'eux a été utilisé.
demo-codes-again = rechargez cette page
demo-codes-used = Tous les codes de cette minute ont été utilisés : attendez une demi-minute et rechargez la page.
demo-codes-secret = Secret, pour une application à vous
demo-codes-none = Personne n'utilise encore de codes.

## Un scrutin en circonscriptions

precincts-lead-open = Ce scrutin a lieu dans { $n } circonscriptions. Chaque personne vote dans l'une d'elles ; la vôtre figure dans votre invitation et, après identification, sous « Mes scrutins ». Quand toutes sont dépouillées, les résultats signés sont additionnés ici.
precincts-lead-total = Les { $n } circonscriptions sont dépouillées. Leurs résultats signés, additionnés :
precincts-eligible = Peuvent voter
precincts-issued = Cartes de vote
precincts-ballots = Bulletins
precincts-option = Option
precincts-votes = Voix
precincts-points = Points
precincts-outcome = Résultat
precincts-elected = gagne
precincts-tied = à égalité
precincts-abstained = Abstentions : { $n }
precincts-nobody = Personne n'a rien choisi.
precincts-nobody-listed = Personne n'a rien choisi ; l'ordre de la liste décide donc.
precincts-title = Circonscriptions
precincts-one = Circonscription { $number } : { $eligible } votants
precincts-check = Vérifier le total
precincts-check-lead = Tout le monde peut contrôler chaque circonscription et additionner de nouveau les résultats. Le bureau d'inscription a signé une liste des circonscriptions. Il déclare l'avoir fait avant la première carte de vote.
precincts-check-keep = Conservez la liste dès maintenant et comparez-la à celle qui est affichée après le dépouillement.
precincts-check-kept = Si vous l'avez alors conservée, comparez-la à celle qui est ici.
precincts-check-signed = Liste et total signés
