### Le bureau d'inscription : les messages, et la page où les organisateurs s'en occupent. Comment traduire : docs/languages.md.
### Un paragraphe tient en une ligne. Ce que les gens ont écrit eux-mêmes, comme { $title }, reste dans leur langue.

## Somebody has asked for something

mail-verify-subject = Confirmez votre adresse électronique
mail-verify =
    Quelqu'un, vous-même sans doute, s'est inscrit avec cette adresse sur { $url }.

    Pour confirmer l'adresse, ouvrez ce lien dans les deux jours :

    { $link }

    Si ce n'était pas vous, ne faites rien : sans ce lien, aucun compte n'est créé.
mail-reset-subject = Choisissez un nouveau mot de passe
mail-reset =
    Quelqu'un, vous-même sans doute, veut choisir un nouveau mot de passe pour votre compte sur { $url }.

    Pour cela, ouvrez ce lien dans l'heure :

    { $link }

    Si ce n'était pas vous, ne faites rien. Votre mot de passe n'a pas changé.
mail-sign-in-subject = Votre lien pour vous identifier
mail-sign-in =
    Quelqu'un, vous-même sans doute, veut s'identifier sur { $url } avec cette adresse.

    Pour vous identifier, ouvrez ce lien dans l'heure ; il sert une seule fois, sans mot de passe :

    { $link }

    Si ce n'était pas vous, ne faites rien, et ne donnez ce lien à personne : qui l'a peut voter à votre place.
mail-no-account-subject = Il n'y a pas de compte à cette adresse
mail-no-account =
    Quelqu'un, vous-même sans doute, a indiqué cette adresse sur { $url }. Elle n'y a pas de compte.

    Avez-vous été invité à une autre adresse ? Alors utilisez celle-là. Pour créer un compte avec la présente adresse et vous identifier, ouvrez ce lien dans l'heure :

    { $link }

    Si ce n'était pas vous, ne faites rien.
mail-already-registered-subject = Vous êtes déjà inscrit
# $page is where to sign in.
mail-already-registered =
    Quelqu'un, vous-même sans doute, a voulu s'inscrire avec cette adresse sur { $url }.

    Vous y avez déjà un compte. Identifiez-vous avec votre mot de passe sur { $page }, ou ouvrez ce lien dans l'heure ; il sert une seule fois, sans mot de passe :

    { $link }

    Si ce n'était pas vous, ne faites rien. Votre compte et votre mot de passe n'ont pas changé.
mail-address-confirm-subject = Confirmez votre nouvelle adresse
mail-address-confirm =
    Quelqu'un, vous-même sans doute, veut utiliser cette adresse pour son compte sur { $url }.

    Pour cela, ouvrez ce lien dans l'heure, dans le navigateur où vous y êtes identifié :

    { $link }

    Si ce n'était pas vous, ne faites rien. Sans ce lien, rien ne change.
mail-address-taken-subject = Cette adresse a déjà un compte
mail-address-taken =
    Quelqu'un, vous-même sans doute, veut utiliser cette adresse pour son compte sur { $url }. Elle y a déjà son propre compte, donc rien ne change.

    Si c'était vous, identifiez-vous avec cette adresse, ou supprimez d'abord son compte :

    { $link }

    Si ce n'était pas vous, ne faites rien.
mail-address-asked-subject = Une autre adresse est demandée pour votre compte
mail-address-asked =
    Quelqu'un, vous-même sans doute, veut remplacer cette adresse de votre compte sur { $url } par celle-ci :

        { $new }

    Cela se fera si le lien de notre message à cette autre adresse est ouvert dans l'heure.

    Si ce n'était pas vous, choisissez tout de suite un nouveau mot de passe. Cela arrête le changement :

    { $link }

    Prévenez aussi les personnes qui organisent les scrutins où vous pouvez voter.

## Something about an account has changed

mail-address-changed-subject = Votre compte a maintenant une autre adresse
mail-address-changed =
    Cette adresse de votre compte sur { $url } a été remplacée par celle-ci :

        { $new }

    Quiconque était identifié ailleurs a été déconnecté. Les messages sur vos scrutins vont à la nouvelle adresse.

    Si ce n'était pas vous, prévenez tout de suite les personnes qui organisent les scrutins où vous pouvez voter : quelqu'un d'autre a votre compte. Elles peuvent corriger l'adresse sur leurs listes.
mail-address-new-subject = Voici maintenant l'adresse de votre compte
mail-address-new =
    Votre compte sur { $url } a maintenant cette adresse. Utilisez-la désormais pour vous identifier.

    Les scrutins sur la liste desquels vous figurez restent les vôtres. Leurs organisateurs ont encore votre ancienne adresse : donnez-leur celle-ci, pour figurer aussi dans leurs prochains scrutins.
# The end of mails about a change; $what is what was changed, $link leads to a new password.
mail-changed =
    { $what }

    Si ce n'était pas vous, choisissez tout de suite un nouveau mot de passe :

    { $link }

    Prévenez aussi les personnes qui organisent les scrutins où vous pouvez voter.
mail-password-changed-subject = Votre mot de passe a été changé
mail-password-changed = Le mot de passe de votre compte sur { $url } a été changé, et quiconque était identifié a été déconnecté.
mail-second-factor-on-subject = Des codes protègent maintenant votre compte
mail-second-factor-on = Désormais, un code de votre application d'authentification vous est demandé quand vous vous identifiez sur { $url }.
mail-second-factor-off-subject = Les codes ne protègent plus votre compte
mail-second-factor-off = Aucun code ne vous est plus demandé quand vous vous identifiez sur { $url }.
mail-passkey-removed-subject = Une clé d'accès a été retirée de votre compte
mail-passkey-removed = Une clé d'accès a été retirée de votre compte sur { $url }, et quiconque était identifié a été déconnecté.
mail-second-factor-reset = Les exploitants du service ont désactivé les codes de votre compte et retiré ses clés d'accès, pour quelqu'un qui dit avoir perdu son appareil et ses codes de secours, et ont mis fin à toutes ses sessions. Il s'agit de votre compte sur { $url }.
mail-wrong-codes-subject = Des codes faux ont été saisis pour votre compte
mail-wrong-codes = Plusieurs codes faux ont été saisis pour le second facteur de votre compte sur { $url }. La personne qui les a saisis connaissait votre mot de passe ou avait ouvert un lien qui vous avait été envoyé.
mail-recovery-code-used-subject = Un code de secours a été utilisé
mail-recovery-code-used =
    { $left ->
        [one] Un code de secours de votre compte sur { $url } a été utilisé. Il en reste { $left }.
       *[other] Un code de secours de votre compte sur { $url } a été utilisé. Il en reste { $left }.
    }
mail-passkey-added-subject = Une clé d'accès a été ajoutée à votre compte
mail-passkey-added =
    Une clé d'accès, « { $name } », a été ajoutée à votre compte sur { $url } : qui a cet appareil peut s'identifier avec elle.

    Si ce n'était pas vous, identifiez-vous et retirez-la, ce qui déconnecte tous les autres :

    { $link }

    Choisissez ensuite un nouveau mot de passe, car quelqu'un connaît le vôtre, et prévenez les personnes qui organisent les scrutins où vous pouvez voter.
mail-sessions-ended-subject = Vous avez été déconnecté partout
# $page is where to sign in, $link where to choose a new password.
mail-sessions-ended =
    Les exploitants du service ont mis fin à toutes les sessions de votre compte sur { $url }. Votre mot de passe n'a pas changé.

    Identifiez-vous de nouveau sur { $page }. Si vous ne savez pas pourquoi cela a été fait, demandez aux personnes qui organisent les scrutins où vous pouvez voter, et choisissez un nouveau mot de passe :

    { $link }
mail-account-deleted-subject = Votre compte a été supprimé
mail-account-deleted =
    Votre compte sur { $url } a été supprimé.

    Les organisateurs qui ont mis cette adresse sur une liste l'y ont encore. Si ce n'est pas vous qui avez supprimé le compte, prévenez-les.
mail-account-dismissed-subject = Votre compte a été supprimé par les exploitants
mail-account-dismissed =
    Les exploitants de { $url } y ont supprimé votre compte, avec son mot de passe, ses codes et ses clés d'accès.

    Les organisateurs qui ont mis cette adresse sur une liste l'y ont encore : vous pouvez voter dans leurs scrutins avec un lien de connexion, ce qui crée un nouveau compte. Si vous ne savez pas pourquoi votre compte a été supprimé, demandez-leur.

## To officers

mail-role-changed-subject = Votre rôle a été changé
# $by is an address, or a name of the command line.
mail-role-changed =
    { $role ->
        [admin] { $by } a donné à votre compte un autre rôle : administrateur.
        [officer] { $by } a donné à votre compte un autre rôle : organisateur.
       *[other] { $by } a donné à votre compte un autre rôle : votant.
    }

    Cela s'est passé sur { $url }, et figure dans son journal. Si vous ne vous y attendiez pas, demandez à un administrateur.
mail-poll-taken-subject = Vous ne gérez plus « { $title } »
mail-poll-taken =
    { $by } vous a retiré le scrutin « { $title } » : vous ne le gérez plus.

    Cela s'est passé sur { $url }, et figure dans son journal. Si vous ne vous y attendiez pas, demandez à un administrateur.
mail-poll-handed-over-subject = « { $title } » n'est plus à vous
mail-poll-handed-over =
    { $by } a confié le scrutin « { $title } » à { $to }. Vous le gérez encore, jusqu'à ce que { $to } vous le retire.

    Cela s'est passé sur { $url }, et figure dans son journal. Si vous ne vous y attendiez pas, demandez à un administrateur.

## To candidates: $option is for whom or what they stand, $poll the poll's title

mail-candidate-invited-subject = Vous êtes candidat : présentez-vous
mail-candidate-invited =
    Vous êtes candidat :

        { $option }
        dans : { $poll }

    Vous pouvez écrire un profil et une déclaration ; les votants les lisent à côté de votre nom dès qu'un organisateur les a approuvés. Vous pouvez les modifier jusqu'à la publication du scrutin.

    Ce lien vous identifie, une fois, dans les deux semaines, sans mot de passe :

    { $link }

    Plus tard, identifiez-vous avec cette adresse et ouvrez :

    { $page }

    Si vous ne voulez pas être candidat, dites-le aux personnes qui organisent le scrutin.
mail-candidate-returned-subject = Veuillez modifier votre déclaration
mail-candidate-returned =
    Un organisateur vous demande de modifier ce que vous avez écrit comme candidat :

        { $option }
        dans : { $poll }

    { $words }

    Identifiez-vous avec cette adresse et modifiez-le ici :

    { $page }
mail-candidate-approved-subject = Votre déclaration a été approuvée
mail-candidate-approved =
    Ce que vous avez écrit comme candidat a été approuvé, et les votants le liront :

        { $option }
        dans : { $poll }

    Vous pouvez encore le modifier ici jusqu'à la publication du scrutin ; ce que vous modifiez devra être approuvé de nouveau :

    { $page }

## To a voter whose address was corrected

mail-corrected-subject = La liste d'un scrutin a une autre adresse pour vous
mail-corrected =
    Les personnes qui organisent ce scrutin sur { $url } ont mis une autre adresse à la place de celle-ci sur sa liste :

        { $title }

    { $what }
mail-corrected-keep =
    Si la carte de vote n'a pas encore été retirée, personne ne l'obtient à la nouvelle adresse pendant un jour. Si vous n'avez pas demandé ce changement, gardez votre adresse en ouvrant ce lien dans la journée :

    { $link }

    Prévenez aussi les organisateurs.
mail-corrected-ask = Si vous n'avez pas demandé ce changement, interrogez tout de suite les organisateurs.

## Mails about a poll, to all its voters

# At the top of a mail in several languages: what follows in this one.
mail-below = Version française plus bas.
# Such as: Tuesday, 1 December 2026, 13:00 (Europe/Berlin, UTC+01:00)
mail-moment = { $weekday } { $day } { $month } { $year }, { $time } ({ $zone })
mail-greeting = Bonjour { $name },
mail-test = Ceci est un scrutin d'essai : il ne décide de rien.
# The words of links.
mail-poll-page = La page du scrutin
mail-link-word = S'identifier et voter
mail-no-reminders = Ne plus recevoir de rappels pour ce scrutin
mail-no-reminders-here = Pour ne plus recevoir de rappels pour ce scrutin : { $link }

mail-invitation-subject = Vous pouvez voter : { $title }
mail-invitation-roll = Vous êtes sur la liste de ce scrutin :
mail-invitation-collect = Retirez votre carte de vote, du { $opens } au { $closes } :
mail-invitation-vote = Votez avec elle, du { $opens } au { $closes }. Cette page vous y mène.
mail-invitation-link = Ce lien est pour vous seul ; il vous identifie une fois, sans mot de passe, et mène au scrutin :
mail-invitation-used = Ce lien ne sert qu'une fois. Ensuite, identifiez-vous par courriel ou inscrivez-vous, toujours avec cette adresse exacte.
mail-roots = Gardez ce message. Avec ces trois lignes, chacun peut vérifier que le scrutin s'est bien déroulé et a été bien compté :
# The values stand one below the other.
mail-roots-lines =
    scrutin              { $poll }
    bureau d'inscription { $registrar }
    urne                 { $box }

mail-reminder-subject = Vous pouvez encore voter : { $title }
mail-reminder-pass = Vous n'avez pas encore retiré votre carte de vote pour ce scrutin :
mail-reminder-until = Les cartes de vote sont délivrées jusqu'au { $issuance }, et les votes sont reçus jusqu'au { $voting } :
mail-reminder-link = Ce lien est pour vous seul ; il vous identifie une fois, sans mot de passe :
mail-reminder-nothing = Si vous ne voulez pas voter, il n'y a rien à faire.

mail-notice-subject =
    { $kind ->
        [extend] Le vote dure plus longtemps : { $title }
        [close] Le vote se termine plus tôt : { $title }
       *[cancel] Le scrutin est annulé : { $title }
    }
mail-notice-what =
    { $kind ->
        [extend] Le vote dure plus longtemps, jusqu'au { $closes }, dans ce scrutin :
        [close] Le vote se termine plus tôt, le { $closes }, dans ce scrutin :
       *[cancel] Ce scrutin est annulé ; il n'y aura pas de résultat :
    }
mail-notice-reason = Les organisateurs disent :
mail-notice-public = L'avis est signé et public :
mail-box-page = Le scrutin auprès de l'urne

mail-result-subject = Le résultat est là : { $title }
mail-result-counted = Les votes de ce scrutin sont comptés, et le résultat est publié :
mail-result-page = Le résultat auprès de l'urne
mail-result-check = Vous pouvez aussi y vérifier que votre bulletin a été compté : cherchez-le avec votre code de reçu.

mail-pass-subject = Une carte de vote a été délivrée à votre nom
mail-pass-issued = Une carte de vote a été délivrée à votre nom pour ce scrutin :
mail-pass-secret = Avec la carte de vote, un vote peut être exprimé, et personne ne peut savoir que ce vote est le vôtre.
mail-pass-not-you = Si vous ne l'avez pas demandée, quelqu'un vote peut-être à votre place : prévenez tout de suite les personnes qui organisent le scrutin.

## The page of a poll's mails

mails-title = Courriels
mails-kind =
    { $kind ->
        [invitation] Invitation
        [reminder] Rappel
        [notice] Avis
       *[result] Résultat
    }
# Which reminder or notice it is, from 1.
mails-kind-of =
    { $kind ->
        [reminder] Rappel { $n }
       *[notice] Avis { $n }
    }
mails-queued =
    { $n ->
        [one] { $n } message est en route.
       *[other] { $n } messages sont en route.
    }
mails-saved = Les textes sont enregistrés.
mails-test-sent = Un message d'essai à { $email } est en route. Ses liens ne mènent nulle part.
mails-nothing-done = Rien n'a été fait
mails-wait = Des messages attendent
mails-wait-again = De nouveaux essais se font d'eux-mêmes ; prévenez les personnes qui font fonctionner ce bureau d'inscription.
mails-mailings = Envois
mails-mailing = Envoi
mails-waiting = En attente
mails-sent = Envoyés
mails-failed = Échoués
mails-what-to-do = Que faire
mails-retry = Renvoyer ceux qui ont échoué
mails-sent-means = Envoyé veut dire que le serveur de messagerie l'a accepté. Ce que d'autres serveurs renvoient plus tard va à { $bounces } : corrigez les adresses sur la liste des votants, et l'invitation repart.
mails-none = Pas encore de messages.
mails-none-draft = Pas encore de messages aux votants. Les invitations partent à la publication du scrutin.
mails-undelivered = N'ont pas pu être remis
mails-given-up =
    { $n ->
        [one] Un message a été abandonné. Corrigez l'adresse, et l'invitation repart.
       *[other] { $n } messages ont été abandonnés. Corrigez l'adresse, et l'invitation repart.
    }
mails-given-up-shown = { $n } messages ont été abandonnés ; voici les { $shown } premiers. Corrigez l'adresse, et l'invitation repart.
mails-no-words = sans explication
mails-not-invited = Les votants qui n'ont pas été invités
mails-download = Tout télécharger (CSV)
mails-remind = Rappeler à tous ceux qui n'ont pas de carte de vote
mails-invite = Envoyer les invitations
mails-tell-notice = Annoncer à tous le dernier avis
mails-tell-result = Annoncer à tous que le résultat est là
mails-words = Textes
mails-words-lead = Chaque message a son texte habituel ; vous pouvez lui donner un autre objet et mettre quelque chose devant, après la formule d'appel avec le nom. Les liens, les heures et les clés y sont toujours.
# Two or more names of languages, each in itself.
mails-languages = Chaque votant reçoit le même message, dans ces langues l'une après l'autre : { $languages }.
mails-unspoken = Il n'y a pas de texte habituel dans ces langues du scrutin : { $languages }. Ce que vous y écrivez figure tout en haut.
mails-english = Il n'y a pas de texte habituel dans les langues de ce scrutin : il est en anglais.
mails-subject = Objet (facultatif)
mails-subject-first = Un message a un seul objet ; l'objet habituel est dans la première langue.
mails-intro = Introduction (facultative)
mails-intro-in = Introduction (facultative) : { $language }
mails-automatic =
    { $kind ->
        [invitation] Part de lui-même à la publication du scrutin
        [notice] Part de lui-même quand un avis est arrivé à l'urne
       *[result] Part de lui-même à la publication du résultat
    }
mails-save = Enregistrer les textes
mails-test = M'envoyer un message d'essai
mails-look = Voir le message
mails-look-title =
    { $kind ->
        [invitation] L'invitation telle que les votants la reçoivent
        [reminder] Le rappel tel que les votants le reçoivent
        [notice] Le message sur un avis tel que les votants le reçoivent
       *[result] Le message sur le résultat tel que les votants le reçoivent
    }
mails-look-lead = Avec les textes enregistrés. « ... » remplace ce que chaque votant a en propre, ou ce qui n'est connu que plus tard.
mails-look-subject = Objet : { $subject }
mails-back = Retour aux messages
# Stands in the mail for the organiser's reason of a notice.
mails-look-reason = Ici figure la raison que vous donnez.

## Why nothing was sent or saved

mails-choose = choisissez ce qu'il faut faire
mails-no-passes-now = les cartes de vote de ce scrutin ne sont pas délivrées en ce moment
mails-no-passes-more = les cartes de vote de ce scrutin ne sont plus délivrées
mails-no-notice = aucun avis de ce scrutin n'est arrivé à l'urne
mails-reminded = un rappel est parti il y a moins d'une heure
mails-no-result = il n'y a pas de résultat avant la clôture du vote, ni pour un scrutin annulé
mails-result-waits = l'urne n'a pas encore publié le résultat
mails-sent-before =
    { $kind ->
        [invitation] les invitations ont déjà été envoyées
        [reminder] ce rappel a déjà été envoyé
        [notice] le dernier avis a déjà été annoncé
       *[result] le résultat a déjà été annoncé
    }
mails-only-counted = les rappels sont seulement comptés : envoyez-en un autre, il les atteint aussi
mails-not-invited-yet = les invitations de ce scrutin n'ont pas encore été envoyées
mails-none-such = il n'y a pas de tel envoi de ce scrutin
mails-subject-wrong = objet : une ligne de 200 caractères au plus
mails-intro-long = introduction : 5000 caractères au plus
mails-intro-language = introduction : seulement dans les langues du scrutin
mails-test-often = trop de messages sont partis à votre adresse ; réessayez plus tard
