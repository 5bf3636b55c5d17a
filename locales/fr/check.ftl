### Ce que dit la vérification d'une élection, sur la page qui la montre. Comment traduire : docs/languages.md.

## What can be begun

audit-start = Vérifier maintenant
audit-again = Vérifier à nouveau
audit-cancel = Annuler
audit-file = Vérifier un dossier de contrôle que vous avez enregistré
audit-file-label = Dossier de contrôle de ce scrutin, un fichier tar
audit-file-hint = Il reste sur cet appareil. Il peut venir de n'importe où ; le scrutin doit être celui-ci.
audit-insecure = Votre navigateur ne laisse une page vérifier des signatures que si l'adresse commence par https. Ouvrez cette page avec son adresse https, ou vérifiez avec psephos audit.
audit-old = Il manque à ce navigateur ce dont la vérification a besoin. Utilisez une version actuelle de Firefox, Safari, Chrome ou Edge, ou vérifiez avec psephos audit.

## While it runs, and when it breaks off

audit-running = Vérification en cours
audit-fetching = Lecture de ce que les services ont signé.
audit-log = Lecture du journal public : { $done } entrées sur { $total }.
audit-ballots = Vérification et comptage des bulletins : { $done } sur { $total }.
audit-cancelled = La vérification a été annulée. Cela ne dit rien du scrutin.
audit-unreachable-title = La vérification n'a pas pu être achevée
audit-unreachable = L'urne est injoignable, trop occupée, ou s'est interrompue. Cela ne dit rien du scrutin. Réessayez dans un moment.
audit-no-bundle = Ce fichier n'est pas un dossier de contrôle d'un scrutin, ou il est endommagé. Rien n'a été vérifié : choisissez un autre fichier.
audit-failed = La vérification s'est arrêtée à cause d'une erreur qui lui est propre. Cela ne dit rien du scrutin. Réessayez, ou vérifiez avec psephos audit.

## The verdict

audit-holds-title = Tout ce qui a été vérifié est en règle
audit-holds = Ce navigateur a vérifié chaque bulletin ({ $ballots }) et les a tous recomptés. Les nombres sont ceux du résultat signé.
audit-holds-cancelled = Le scrutin a été annulé. Ses bulletins ne seront jamais publiés, et rien n'est compté.
audit-open-title = Ce qui est publié jusqu'ici est en règle
audit-open = Il n'y a pas encore de résultat ; les bulletins et les nombres n'ont donc pas pu être vérifiés. Cela ne dit rien du résultat. Vérifiez à nouveau quand il sera là.
audit-unchecked-title = La vérification n'a pas pu être achevée
audit-unchecked = Aucune anomalie n'a été trouvée dans ce qui a pu être vérifié. Vérifiez le reste avec psephos audit.
audit-gap-too-large = Le journal a trop d'entrées pour un navigateur. Le journal, les bulletins et le résultat n'ont pas été vérifiés.
audit-gap-ml-dsa-44 = Le scrutin demande des témoins qui signent par ML-DSA-44. Les navigateurs ne savent pas encore vérifier cela : on ignore si assez d'entre eux ont signé.
audit-faults-title = Quelque chose ne va pas dans ce scrutin
audit-faults =
    { $n ->
        [one] { $n } anomalie a été trouvée.
       *[other] { $n } anomalies ont été trouvées.
    }
audit-todo = Vérifiez à nouveau avec psephos audit, qui ne vient pas de cette urne. Gardez le dossier de contrôle. Prévenez les personnes qui organisent le scrutin, chez { $registrar }, et quelqu'un qui ne dépend pas d'elles.
audit-todo-unnamed = Vérifiez à nouveau avec psephos audit, qui ne vient pas de cette urne. Prévenez les personnes qui organisent le scrutin, et quelqu'un qui ne dépend pas d'elles.
audit-seconds = La vérification a duré { $n } s.

## What was checked; what it is that holds is told only where it does

audit-checked-title = Ce qui a été vérifié
audit-state-holds = en règle
audit-state-faults = pas en règle
audit-state-unchecked = non vérifié
audit-manifest-title = Description du scrutin
audit-manifest = Elle respecte les règles des scrutins et porte les signatures des deux services, et son empreinte est l'identifiant du scrutin dans l'adresse de cette page.
audit-statements-title = Déclarations des services
audit-statements = Toutes sont signées, concernent ce scrutin et figurent au journal public : avis, cartes de vote délivrées, fichiers de l'isoloir, résultats.
audit-log-title = Journal public
audit-log-about = L'urne a signé exactement ces entrées, et chaque déclaration parmi elles est publiée.
audit-ballots-title = Bulletins
audit-ballots-about = Chacun a une carte de vote que le bureau d'inscription a signée pour ce scrutin, la signature de la personne qui a voté, et des réponses valables. Aucune carte n'a servi deux fois. Ce sont ceux du journal.
audit-result-title = Résultat
audit-result = Les bulletins, recomptés sans arrondi, donnent les nombres et les élus du résultat signé.
audit-numbers-title = Nombres
audit-numbers = Pour autant que ces nombres soient connus, il n'a pas été délivré plus de cartes qu'il n'y a de votants, ni déposé plus de bulletins que de cartes délivrées.
audit-polls-title = Liste des scrutins
audit-polls = Ce scrutin figure sur la liste signée de tous les scrutins de l'urne.
# How much was looked at.
audit-amount-statements = Déclarations : { $n }.
audit-amount-entries = Entrées : { $n }.
audit-amount-ballots = Bulletins : { $n }.
audit-amount-questions = Questions : { $n }.
audit-amount-numbers = Bulletins : { $ballots }. Cartes de vote : { $issued }. Peuvent voter : { $eligible }.
audit-amount-polls = Scrutins : { $n }.
audit-amount-unknown = pas encore déclarées
audit-amount-any = sans limite
# Why something was not looked at.
audit-no-numbers = On ne connaît encore ni le nombre de cartes de vote ni celui des votants.
audit-not-yet = Il n'y a pas encore de résultat.
audit-never = Le scrutin a été annulé.
audit-no-polls = Cette liste ne fait pas partie d'un dossier de contrôle enregistré. Vérifiez sans fichier pour savoir si ce scrutin y figure.

## The ballot that was cast with this browser

audit-own-title = Le bulletin de cet appareil
audit-own-none = Ce navigateur ne garde aucun reçu de ce scrutin.
audit-own-counted = Le bulletin déposé depuis cet appareil est sur la liste publique et a été compté. On n'a pas interrogé l'urne à son sujet.
audit-own-listed = Le bulletin déposé depuis cet appareil est sur la liste publique. On n'a pas interrogé l'urne à son sujet.
audit-own-waiting = Le bulletin déposé depuis cet appareil n'est pas encore sur la liste publique. Les bulletins y sont mis par groupes ; vérifiez à nouveau plus tard.
audit-own-missing = L'urne a signé qu'elle a accepté le bulletin de cet appareil, et il n'est pas sur la liste. Gardez votre reçu.
audit-own-unknown = Si un bulletin a été déposé sur cet appareil : on n'a pas pu établir s'il est sur la liste publique, car la liste, ou le reçu de cet appareil, est illisible. Cela ne veut pas dire que le bulletin manque. Gardez votre reçu.

## Faults, and what else there is to know

audit-wrong-title = Ce qui ne va pas
audit-more-faults = Et { $n } de plus.
audit-convicts = { $name } a signé ce qui est faux ici : c'est une preuve contre ce service.
audit-convicts-nobody = Aucune signature ne prouve qui est en faute. Les fichiers ont pu être modifiés en chemin.
audit-warnings-title = À savoir par ailleurs
audit-details-title = Détails pour les vérificateurs
audit-details-about = Les noms sont ceux du protocole de Psephos (docs/protocol.md), section 10.
audit-poll-id = Identifiant du scrutin
audit-key = Clé de { $name }
audit-compare = Comparez ces trois avec ceux de votre invitation.

## Each fault, by its name in the protocol

audit-fault-bundle-malformed = Le dossier de contrôle est tronqué, rallongé, ou contient un fichier qui n'a rien à y faire.
audit-fault-file-missing = Un fichier qui doit être là manque.
audit-fault-manifest-malformed = La description du scrutin enfreint les règles des scrutins.
audit-fault-manifest-signature = Il manque à la description du scrutin la signature d'un des services.
audit-fault-other-poll = Ceci est la description d'un autre scrutin.
audit-fault-other-key = La description nomme une autre clé que celle qui a été annoncée.
audit-fault-statement-malformed = Une déclaration est illisible, ou d'une autre sorte qu'elle ne devrait.
audit-fault-statement-signature = Une déclaration n'est pas signée par le service dont elle devrait venir.
audit-fault-statement-of-other-poll = Une déclaration concerne un autre scrutin.
audit-fault-notice-gap = Les avis de l'organisateur ne sont pas numérotés l'un après l'autre.
audit-fault-notice-invalid = Un avis de l'organisateur change ce qu'il ne peut pas changer.
audit-fault-eligible-differs = Le bureau d'inscription déclare un autre nombre de votants que la description du scrutin.
audit-fault-issued-over-eligible = Il a été délivré plus de cartes de vote qu'il n'y a de votants.
audit-fault-entries-malformed = La liste des entrées du journal est endommagée.
audit-fault-entry-unknown = Le journal a une entrée pour quelque chose qui n'a pas été publié.
audit-fault-entry-misplaced = Les entrées du journal sont dans un ordre impossible.
audit-fault-statement-not-logged = Une déclaration publiée ne figure pas au journal.
audit-fault-checkpoint-malformed = L'état signé du journal est illisible, ou est celui d'un autre journal.
audit-fault-checkpoint-signature = L'état du journal n'est pas signé par l'urne.
audit-fault-checkpoint-size = L'état signé compte d'autres entrées que celles qui sont publiées.
audit-fault-checkpoint-root = Les entrées ne sont pas celles que l'urne a signées.
audit-fault-quorum-missed = Moins de témoins ont signé que ce scrutin ne l'exige.
audit-fault-checkpoint-inconsistent = Le journal a été modifié après que l'urne l'a signé.
audit-fault-ballots-malformed = Le fichier des bulletins est tronqué ou rallongé.
audit-fault-ballot-malformed = Un bulletin n'a pas la forme de ceux de ce scrutin.
audit-fault-token-invalid = Un bulletin a été déposé avec une carte de vote que le bureau d'inscription n'a pas signée pour ce scrutin.
audit-fault-signature-invalid = Un bulletin n'est pas signé par la personne à qui appartient sa carte de vote : il a été modifié, ou quelqu'un d'autre l'a établi.
audit-fault-content-invalid = Un bulletin est rempli comme les règles de ce scrutin ne le permettent pas.
audit-fault-token-spent-twice = Deux bulletins ont été déposés avec une même carte de vote.
audit-fault-ballot-not-logged = Un bulletin publié ne figure pas au journal.
audit-fault-ballot-missing = Un bulletin du journal n'a pas été publié.
audit-fault-ballots-out-of-order = Les bulletins sont publiés dans un autre ordre que celui du journal.
audit-fault-ballots-over-issued = Il a été déposé plus de bulletins qu'il n'a été délivré de cartes de vote.
audit-fault-result-log = Le résultat a été signé sur un autre journal que celui-ci.
audit-fault-result-ballots = Le résultat compte d'autres bulletins que ceux du journal.
audit-fault-result-issued = Le résultat donne un autre nombre de cartes de vote que le bureau d'inscription.
audit-fault-result-tally = Les bulletins, recomptés, donnent d'autres nombres que le résultat signé.
audit-fault-result-changed = Un résultat ultérieur change ce qui ne doit pas changer.
audit-fault-result-overdue = D'après l'horloge de cet appareil, le vote est clos depuis plus de 24 heures, et il n'y a pas de résultat.
audit-fault-cancelled-published = Le scrutin a été annulé, et pourtant des bulletins ou un résultat ont été publiés.
audit-fault-receipt-invalid = Le reçu qui se trouve sur cet appareil n'est pas authentique.
audit-fault-promise-broken = L'urne a signé qu'elle a accepté un bulletin, et ce bulletin a été laissé de côté.
audit-fault-poll-not-listed = Ce scrutin ne figure pas sur la liste des scrutins de l'urne.
audit-fault-unknown = Cette page n'a pas de mots pour cela ; voyez les détails pour les vérificateurs.

## Each warning, by its name in the protocol

audit-warning-issued-unknown = Le bureau d'inscription n'a pas encore déclaré combien de cartes de vote il a délivrées. On ne sait pas s'il y a eu plus de bulletins.
audit-warning-eligible-unknown = Toute personne admise par le bureau d'inscription peut voter dans ce scrutin. Personne ne sait combien elles sont.
audit-warning-late-additions = Des personnes ont pu être ajoutées à la liste des votants pendant que les cartes de vote étaient délivrées.
audit-warning-other-polls = Le même bureau d'inscription tient un autre scrutin en même temps.
audit-warning-test-poll = Ceci est un scrutin d'essai. Il ne décide de rien.
audit-warning-clocks-differ = L'heure d'un avis ne correspond pas à son effet : l'horloge d'un des services était fausse.
audit-warning-issuance-early = Le bureau d'inscription a déclaré le nombre de cartes avant la fin de leur délivrance.
audit-warning-result-behind = Le résultat le plus récent ne donne pas encore le nombre de cartes. Un autre doit suivre.
audit-warning-unknown = Cette page n'a pas de mots pour un avertissement ; voyez les détails pour les vérificateurs.

## Where a fault is: a sentence of its own, which the page begins with a capital

audit-place-manifest = la description du scrutin
audit-place-issuance = la déclaration des cartes délivrées
audit-place-entries = les entrées du journal
audit-place-entry = entrée { $n }
audit-place-ballots = le fichier des bulletins
audit-place-ballot = bulletin { $n }
audit-place-ballot-code = bulletin { $n } ({ $code })
audit-place-ballot-of-log = bulletin { $n } du journal
audit-place-checkpoint = l'état du journal
audit-place-polls = la liste des scrutins
audit-place-bundle = le dossier de contrôle
audit-place-receipt = le reçu qui se trouve sur cet appareil
audit-place-assets = déclaration { $n } sur les fichiers de l'isoloir
audit-place-notice = avis { $n }
audit-place-result = résultat signé { $n }
