### Les pages du bureau d'inscription où un scrutin est divisé en circonscriptions. Comment traduire : docs/languages.md.

tab-precincts = Circonscriptions
split-title = Diviser en circonscriptions
split-lead = Un très grand scrutin peut avoir lieu en plusieurs, ses circonscriptions. On y pose les mêmes questions en même temps ; chaque personne vote dans l'une d'elles. Chacune a sa liste publique et son résultat, et à la fin vous signez le total. La plupart des scrutins n'en ont pas besoin.
split-needs = Le scrutin a besoin d'une liste, d'un nom court pour les liens et de questions dont les comptes s'additionnent : ni vote alternatif ni vote unique transférable.
split-price = Le résultat d'une circonscription en dit plus sur ses votants que celui de l'ensemble ; chacune en compte donc au moins { $least }, sauf pour les essais.
split-how = Qui va dans quelle circonscription ?
split-lot = Le sort en décide, à parts égales
split-lot-hint = La circonscription ne dit alors rien d'une personne. À préférer chaque fois que possible.
split-file = Un fichier le dit
split-file-hint = Pour des groupes qui doivent avoir leur résultat. Chacun montre comment le groupe a voté : dites-le aux votants.
split-count = Nombre de circonscriptions
split-groups = Fichier CSV des groupes
split-groups-hint = Avec les colonnes email et precinct ; les autres sont ignorées. Il donne la circonscription de toutes les personnes de la liste ; les autres personnes du fichier sont laissées de côté.
split-go = Diviser le scrutin
split-after = Rien n'est publié ainsi. Vous pouvez revenir en arrière tant que vous n'avez pas commencé à publier les circonscriptions.

set-title = Circonscriptions
set-of = Un scrutin en { $n } circonscriptions
set-alias = Nom court
set-published = Publiées
set-published-of = { $n } sur { $total }
set-listed = et listées
set-voters = Votants
set-turnout = Cartes de vote délivrées
set-voting = Vote
set-ends-differ = Les circonscriptions ne ferment pas en même temps : le total vient après la dernière.
set-public = Pour tout le monde
set-public-page = Page du scrutin
set-public-later = Il y a une page dès que toutes les circonscriptions sont publiées.
set-table = Circonscriptions
set-precinct = Circonscription
set-ballots = Bulletins
set-no-ballots = aucun pour l'instant
set-phase = À l'urne
set-phase-is =
    { $phase ->
        [before] avant le vote
        [voting] vote ouvert
        [closed] clos, dépouillement
        [counted] dépouillé
        [cancelled] annulé
       *[other] { $phase }
    }
set-no-answer = pas de réponse
set-unpublished = pas encore publiée
set-undelivered =
    { $n ->
        [one] L'urne n'a pas encore confirmé { $n } déclaration. Un nouvel essai a lieu tout seul, sauf si elle a été refusée.
       *[other] L'urne n'a pas encore confirmé { $n } déclarations. De nouveaux essais ont lieu tout seuls, sauf si elles ont été refusées.
    }
set-waits = en route

set-done =
    { $done ->
        [split] Le scrutin est divisé. Regardez une des circonscriptions, puis publiez-les.
        [moved] Toutes les circonscriptions ont ces dates.
        [published] Toutes les circonscriptions sont publiées et leur liste est signée.
        [given] L'avis est donné à toutes les circonscriptions. Il vaut ici dès que l'urne l'a confirmé.
        [tried] Ce qui n'était pas arrivé est envoyé de nouveau.
        [total] Le total est signé et public.
       *[undone] Les circonscriptions sont supprimées, et c'est de nouveau un seul brouillon.
    }
set-added = La personne est sur la liste de la circonscription { $number }.
set-added-file =
    { $added ->
        [one] { $added } personne a été ajoutée.
       *[other] { $added } personnes ont été ajoutées.
    }
set-known =
    { $n ->
        [one] { $n } personne était déjà sur une liste.
       *[other] { $n } personnes étaient déjà sur leurs listes.
    }

set-times = Dates de toutes les circonscriptions
set-times-lead = Elles sont déplacées ensemble, ici dans le fuseau horaire { $zone }, tant que toutes les circonscriptions sont des brouillons.
set-times-go = Déplacer les dates de toutes

set-publish = Vérifier et publier
set-publish-lead = Toutes les circonscriptions sont publiées l'une après l'autre et listées ensemble. Il faut environ deux secondes pour chacune, et tout doit être fait avant la première carte de vote. Ce qui est fait reste fait.
set-publish-checks = Ce qui a été constaté pour la première
set-publish-go = Publier toutes les circonscriptions
set-publish-on = { $n } sur { $total } sont publiées. Il faut plusieurs passages : continuez jusqu'à la dernière.
set-publish-further = Continuer à publier

set-notice = Donner un avis à toutes les circonscriptions
set-notice-lead =
    { $n ->
        [one] { $n } circonscription peut en recevoir un. Sur sa propre page une circonscription reçoit le sien.
       *[other] { $n } circonscriptions peuvent en recevoir un. Sur sa propre page une circonscription reçoit le sien.
    }
set-notice-some = Donné à { $n } circonscriptions. Celles-ci ne l'ont pas reçu :
set-notice-none = Aucune circonscription ne l'a reçu :
set-notice-one = Circonscription { $number } : { $why }
set-notice-go = Le donner à toutes les circonscriptions

set-total = Signer le total
set-total-lead = Quand toutes les circonscriptions sont dépouillées, leurs résultats signés sont additionnés. Le total est signé une fois pour toutes.
set-total-cancelled = Une circonscription a été annulée ; il n'y a donc pas de total, qui laisserait des votants de côté.
set-total-running = Le vote n'est pas terminé dans toutes les circonscriptions.
set-total-some = Jusqu'ici, { $counted } résultats sur { $total } sont là, qui disent combien de cartes ont été délivrées. Pour beaucoup de circonscriptions il faut plusieurs tours : réessayez.
set-total-sure = Je sais qu'un total est public et ne peut pas être repris
set-total-go = Additionner et signer
set-total-done = Le total est signé.

set-add = Ajouter une personne
set-add-lead = Personne ne vient dans deux circonscriptions : qui est sur la liste de l'une est refusé ici.
set-add-to = Circonscription
set-add-smallest = la plus petite
set-add-number = Circonscription { $number }
set-add-file = Ajouter des personnes par un fichier
set-add-file-label = Fichier de votants
set-add-file-hint = CSV avec les colonnes email et precinct, et au besoin name et external_id. Sous precinct se trouve le numéro ou le nom d'une circonscription, ou rien pour celle qui a le moins de votants. Toutes les personnes sont ajoutées, ou aucune.
set-add-file-go = Ajouter les personnes du fichier

set-undo = Annuler la division
set-undo-lead = Les brouillons de toutes les circonscriptions sont supprimés, et le scrutin est de nouveau un seul brouillon avec la liste qu'il avait. Ce qui a été changé depuis dans les circonscriptions est perdu, y compris les personnes ajoutées.
set-undo-sure = Supprimer les brouillons de toutes les circonscriptions
set-undo-go = Annuler la division

set-part = C'est la circonscription { $number } sur { $total } d'un scrutin plus grand.
set-part-link = Toutes les circonscriptions

## Pourquoi des circonscriptions n'ont pas été faites, publiées ou additionnées

split-error-how = choisissez qui va dans quelle circonscription
split-error-number = donnez le nombre de circonscriptions, de 2 à 1000
split-error-no-file = choisissez le fichier des groupes
split-error-file-long = le fichier est trop long : 16 Mio au plus sont lus
split-error-unsure = cochez d'abord la case
split-error-count = il y a de 2 à 1000 circonscriptions
split-error-alias = un scrutin en circonscriptions a besoin d'un nom court en minuscules, chiffres et traits d'union qui laisse de la place pour « -<numéro>-of-<nombre> » dans 32 caractères
split-error-no-roll = les votants sont répartis à partir d'une liste ; un scrutin ouvert à tous n'en a pas
split-error-rounds = { $question } est dépouillée par tours (irv, stv-scottish, stv-meek), et les tours de circonscriptions ne s'additionnent pas ; prenez schulze, borda, un choix ou des notes, ou publiez un scrutin sans circonscriptions
split-error-few =
    { $least ->
        [1] { $voters } votants sont trop peu pour { $count } circonscriptions : certaines n'en auraient aucun ; prenez moins de circonscriptions
       *[other] { $voters } votants sont trop peu pour { $count } circonscriptions : certaines en auraient moins de { $least }, et le résultat de si peu de personnes dit comment elles ont voté ; prenez moins de circonscriptions
    }
split-error-small-group = « { $name } » a { $voters } votants, et le résultat de moins de { $least } dit comment ils ont voté ; réunissez-la avec une autre
split-error-header = la première ligne du fichier doit avoir les colonnes email et precinct ; c'est « { $found } »
split-error-name = une circonscription a besoin d'un nom de { $most } caractères au plus sur une ligne
split-error-in-two = cette personne était plus haut dans une autre circonscription
split-error-many = un fichier ajoute au plus { $most } personnes : faites-en plusieurs, ou chargez les plus grands dans la liste d'une seule circonscription
split-error-ungrouped = le fichier ne dit pas à quelle circonscription appartient { $email }
split-error-candidates = le texte d'une candidature attend ; approuvez-le ou retirez-le avant de diviser le brouillon
split-error-no-draft = ce n'est pas un brouillon qui pourrait être divisé : il est publié ou déjà divisé, ou le nom court appartient à d'autres circonscriptions
split-error-precinct = ce brouillon est déjà une circonscription et n'est pas divisé une deuxième fois : pour en avoir davantage, annulez la division et divisez de nouveau
split-error-not-split = ce brouillon n'a pas été divisé en circonscriptions
split-error-incomplete = une circonscription a été supprimée : supprimez aussi les autres et divisez de nouveau le brouillon
split-error-meanwhile = le brouillon ou sa liste a été changé pendant la division, et rien n'a été divisé : regardez-le et divisez-le de nouveau
split-error-begun = une circonscription est publiée ou en route : la division ne peut plus être annulée
split-error-sealed = une circonscription est publiée ou en route : ses dates sont fixées, et rien n'a été déplacé
split-error-overtaken = quelqu'un a changé une circonscription entre-temps, et rien n'a été déplacé : regardez-les et réessayez
split-error-erased = la liste qu'avait ce brouillon a été effacée, et sans la division il ne resterait personne : téléchargez d'abord les listes des circonscriptions, puis supprimez leurs brouillons un par un
split-error-no-precinct = il n'y a pas de circonscription { $number }
split-error-renamed = la circonscription { $number } a un autre nom court : redonnez { $alias } à son brouillon
split-error-small = la circonscription { $number } a { $voters } votants, et le résultat de moins de { $least } dit comment ils ont voté : ajoutez-en ; ou, si rien n'est publié, annulez la division et divisez en moins de parts
split-error-two-rolls = { $email } est sur les listes de plusieurs circonscriptions, donc pour plusieurs cartes : retirez l'adresse de tous les brouillons sauf un
split-error-one-voter = { $one } et { $other } sont les adresses d'une même personne, sur les listes de circonscriptions différentes, donc pour plusieurs cartes : retirez l'une d'elles de son brouillon
split-error-changed = la circonscription { $number } a été changée et diffère de la première : rendez les brouillons pareils, ou annulez la division, changez le brouillon et divisez-le de nouveau
split-error-late = toutes les circonscriptions sont publiées et listées avant la première carte, et le temps qui reste avant celles de la circonscription { $number } est trop court : déplacez les dates de toutes ; ou, si certaines sont publiées, annulez-les, copiez le brouillon divisé avec sa liste, donnez à la copie un autre nom court et des dates plus tardives, et divisez la copie
split-error-unfit = la circonscription { $number } ne peut pas être cette circonscription : { $detail }
split-error-not-listed = les circonscriptions ne sont pas encore listées : publiez-les toutes
split-error-forged = le résultat de la circonscription { $number } n'est pas celui de l'urne : { $detail }
publish-error-precinct-alias = un nom court comme « board-1-of-2 » est celui d'une circonscription : choisissez-en un autre
split-error-other = cela n'a pas pu être fait : { $detail }
roll-split = ce brouillon a été divisé en circonscriptions : ajoutez les votants là-bas
roll-in-precinct = cette adresse est sur la liste de la circonscription { $number } de ce scrutin
roll-in-precincts = une personne du fichier est sur la liste d'une autre circonscription de ce scrutin
