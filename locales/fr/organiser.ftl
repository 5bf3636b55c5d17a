### Les pages des responsables : brouillons, candidatures, publication, avis. Comment traduire : docs/languages.md.

## Words of several of these pages

admin-check-and-publish = Vérifier et publier
admin-back-to-editing = Revenir à la rédaction
admin-archive = Archives

## The form of a draft

draft-new = Nouveau scrutin
draft-edit = Modifier un scrutin
# A label, and the language in which the text is to be given, by its own name.
draft-label-in = { $label } ({ $language })
draft-up = Monter
draft-down = Descendre
draft-remove = Retirer
# What is read aloud begins with, or has in it, what stands on the button.
draft-up-label =
    { $what ->
        [question] Monter la question { $n }
       *[option] Monter l'option { $n }
    }
draft-down-label =
    { $what ->
        [question] Descendre la question { $n }
       *[option] Descendre l'option { $n }
    }
draft-remove-label =
    { $what ->
        [question] Retirer la question { $n }
       *[option] Retirer l'option { $n }
    }
draft-overtaken-title = Quelqu'un d'autre a enregistré ce brouillon entre-temps
draft-overtaken = Rien de ce que vous avez saisi n'est enregistré, et rien n'est perdu : le formulaire ci-dessous le contient. Comparez, modifiez ce que vous voulez reprendre, et enregistrez ; votre formulaire remplace alors l'autre.
draft-overtaken-drop = Abandonner le mien et voir ce qui est enregistré
draft-differences = Différences
draft-differences-caption = En quoi votre formulaire diffère de ce qui est enregistré
draft-differences-field = Champ
draft-differences-saved = Enregistré
draft-differences-typed = Votre saisie
draft-differences-none = Aucun champ de ce formulaire ne diffère de ce qui est enregistré, ou bien ce qui est enregistré contient quelque chose que ce formulaire ne peut pas montrer.
# In the place of what stands in an empty field.
draft-differences-nothing = rien
draft-refused-title = L'urne a refusé ce scrutin
draft-refused = Il est de nouveau un brouillon : modifiez-le et publiez-le encore une fois.
draft-save = Enregistrer le brouillon
draft-saved = Le brouillon est enregistré.
draft-languages = Langues des textes : { $languages }
draft-languages-rule = Les votants lisent le scrutin dans la première de leurs langues qui existe ici, tous les autres dans la première d'ici : { $first }. Les courriels aux votants sont dans toutes ces langues, l'une après l'autre.
draft-language = Langue
draft-language-number = Langue { $n }
draft-language-hint = Un code tel que en, de ou pt-BR.
draft-language-up = Monter { $language }
draft-language-remove = Retirer { $language } et tous les textes dans cette langue
draft-language-fill = Compléter avec { $first }
draft-language-fill-label = Compléter avec { $first } ce qui est vide : { $language }
draft-language-fill-hint = « Compléter avec { $first } » sert aux noms et à ce qui se lit partout de la même façon : les textes de cette langue sont copiés là où il n'y en a pas encore.
draft-language-new = Une autre langue (facultatif)
draft-language-new-hint = Son code, par exemple de. Chaque texte reçoit alors un champ pour elle.
draft-language-add = Ajouter la langue
draft-title = Titre
draft-description = Description
draft-description-hint = Markdown : paragraphes, listes, mises en relief, liens.
draft-times = Horaires
draft-time-zone = Fuseau horaire
draft-time-zone-hint = Les heures ci-dessous sont celles de ce fuseau.
draft-issuance-opens = Cartes de vote à partir du
draft-issuance-closes = Cartes de vote jusqu'au
draft-voting-opens = Vote à partir du
draft-voting-closes = Vote jusqu'au
draft-times-hint = Le plus sûr est d'ouvrir le vote après la remise de la dernière carte : alors même les heures ne disent pas qui a voté quand.
draft-electorate = Qui peut voter
draft-electorate-roll = Les personnes d'une liste
draft-electorate-roll-hint = Vous la déposez après avoir enregistré.
draft-electorate-open = Toute personne dont l'adresse est confirmée
draft-domains = Seulement les adresses de ces domaines (facultatif)
draft-domains-hint = Pour les scrutins sans liste. Séparés par des virgules, par exemple example.org, example.net
draft-late-additions = Des votants peuvent être ajoutés à la liste tant que des cartes de vote sont délivrées
draft-late-additions-hint = Chacun voit que la liste peut s'allonger. Le nombre de votants est indiqué de nouveau quand plus aucune carte n'est délivrée.
draft-pass-list = Les responsables du scrutin voient qui a retiré une carte de vote, et quel jour
draft-pass-list-hint = Les votants en sont avertis. Personne ne voit jamais qui a voté quoi, ni même si quelqu'un a voté.
draft-retention-days = Effacer la liste des votants après (jours depuis la fin du vote)
draft-retention-days-usual =
    { $usual ->
        [one] Au plus { $most }. Si vous laissez vide : { $usual } jour. Les chiffres et la liste publique des bulletins restent.
       *[other] Au plus { $most }. Si vous laissez vide : { $usual } jours. Les chiffres et la liste publique des bulletins restent.
    }
draft-retention-days-never = Au plus { $most }. Si vous laissez vide, rien n'est effacé automatiquement. Les chiffres et la liste publique des bulletins restent.
draft-results = Quand les chiffres sont-ils visibles ?
draft-results-after = Après la clôture du vote
draft-results-live = Pendant le vote
draft-results-live-hint = Les votants en sont avertis avant de voter.
draft-test = Ce n'est qu'un essai
draft-test-hint = Un bandeau le dit partout aux votants, pour toujours.
draft-question = Question { $n }
draft-question-title = Question
draft-question-description = Explication (facultatif)
draft-kind = Comment répond-on ?
draft-kind-choice = Choisir des options
draft-kind-choice-hint = Le plus de voix l'emporte.
draft-kind-ranking = Classer les options
draft-kind-ranking-hint = La meilleure d'abord ; vous choisissez comment on compte.
draft-kind-score = Donner une note à chaque option
draft-kind-score-hint = Le plus grand total l'emporte.
draft-method = Comment les classements sont-ils comptés ?
# The names of the methods, as the manifest knows them.
draft-method-name =
    { $method ->
        [irv] Vote alternatif (un siège)
        [stv-scottish] Vote unique transférable, règles écossaises
        [stv-meek] Vote unique transférable, Meek
        [schulze] Schulze (un siège)
       *[other] Borda
    }
draft-min = Au moins
draft-max = Au plus
draft-low = Note la plus basse
draft-high = Note la plus haute
draft-seats = Combien l'emportent
draft-options = Options
draft-option = Option { $n }
draft-option-description = Description de l'option { $n }
draft-markdown = Markdown
draft-options-first = Options, une par ligne
draft-options-more = D'autres options
draft-options-more-hint = Une par ligne ; elles deviennent des options quand vous enregistrez, ou avec le bouton ci-dessous.
draft-options-add = Ajouter aux options
draft-details = Abstention, ordre des options, égalités
draft-abstain = S'abstenir est une réponse
draft-order = Ordre des options
draft-order-fixed = Celui de la liste
draft-order-shuffled = Mélangé pour chaque votant
draft-ties = En cas d'égalité pour la dernière place
draft-ties-report = Signaler l'égalité, personne n'obtient la place
draft-ties-listed = Préférer qui est en tête de liste
draft-question-add = Ajouter une question
draft-blank = Ce qui reste vide disparaît à l'enregistrement.
draft-more = Autres réglages
draft-slug = Nom court pour les liens (facultatif)
draft-slug-hint = Minuscules, chiffres et traits d'union. Il ne pourra jamais servir à un autre scrutin.
draft-mix = Bulletins mêlés avant d'être listés
draft-mix-hint = Au moins 8, ou 0 pour un scrutin d'essai. Plus il y en a, moins l'ordre de la liste publique en dit.
draft-content-size = Longueur d'un bulletin en octets (facultatif)
draft-content-size-hint = Si vous laissez vide, elle suit les questions.
draft-witnesses = Témoins (facultatif)
draft-witnesses-hint = Clés de vérification de ceux qui cosignent la liste publique, une par ligne.
draft-quorum = Témoins nécessaires à un résultat
draft-save-first = Enregistrez d'abord : seul ce qui est enregistré est vérifié.
draft-beyond = Ce brouillon contient quelque chose que ce formulaire ne peut pas montrer. Modifiez-le par l'interface (API) ; ici vous pouvez le relire et le publier.
draft-roll = Liste des votants
draft-roll-upload = Déposer ou modifier la liste

## What fields are called where two forms differ; the first of a row begins with a capital letter then

draft-field =
    { $field ->
        [title] titre
        [description] description
        [slug] nom court
        [languages] langues
        [test] essai
        [time_zone] fuseau horaire
        [issuance_opens] cartes de vote à partir du
        [issuance_closes] cartes de vote jusqu'au
        [voting_opens] vote à partir du
        [voting_closes] vote jusqu'au
        [electorate] qui peut voter
        [domains] domaines
        [late_additions] la liste peut s'allonger
        [pass_list] liste de qui a une carte
        [retention_days] jours avant l'effacement
        [results] quand les chiffres sont visibles
        [mix] bulletins mêlés
        [content_size] longueur d'un bulletin
        [witnesses] témoins
        [quorum] témoins nécessaires à un résultat
        [kind] comment on répond
        [method] comment les classements sont comptés
        [min] au moins
        [max] au plus
        [low] note la plus basse
        [high] note la plus haute
        [seats] combien l'emportent
        [abstain] abstention
        [order] ordre des options
        [ties] égalités
        [more] options
        [options] options
        [questions] questions
       *[other] { $field }
    }
draft-field-in =
    { $field ->
        [title] titre ({ $language })
       *[other] description ({ $language })
    }
draft-field-place =
    { $list ->
        [questions] question { $n }
        [options] option { $n }
       *[other] langue { $n }
    }

## What is wrong with a draft, at its field

draft-fault-at = { $field } :
draft-fault-number = Indiquez un nombre entier.
draft-fault-title =
    { $of ->
        [poll] Donnez un titre au scrutin.
        [question] Écrivez le texte de la question { $question }.
       *[other] Donnez un titre à l'option { $option } de la question { $question }.
    }
draft-fault-title-in =
    { $of ->
        [poll] Donnez aussi au scrutin un titre en « { $language } ».
        [question] Écrivez aussi le texte de la question { $question } en « { $language } ».
       *[other] Donnez aussi à l'option { $option } de la question { $question } un titre en « { $language } ».
    }
draft-fault-description-in =
    { $of ->
        [poll] Décrivez aussi le scrutin en « { $language } », ou dans aucune langue.
        [question] Expliquez aussi la question { $question } en « { $language } », ou dans aucune langue.
       *[other] Décrivez aussi l'option { $option } de la question { $question } en « { $language } », ou dans aucune langue.
    }
draft-fault-options = Indiquez les options, une par ligne.
draft-fault-method = Choisissez comment les classements sont comptés.
draft-fault-language-empty = Indiquez le code de la langue à ajouter, par exemple de.
draft-fault-language-known = Le scrutin a déjà « { $language } ».
draft-fault-domain = « { $domain } » n'est pas un domaine.
draft-fault-retention =
    { $most ->
        [one] Indiquez { $most } comme nombre de jours, ou laissez vide.
       *[other] Indiquez un nombre de jours de 1 à { $most }, ou laissez vide.
    }
draft-fault-no-roll = Un scrutin ouvert n'a pas de liste à compléter ; qui y est admis peut venir à tout moment.
draft-fault-roll-left =
    { $voters ->
        [one] Une personne figure encore sur la liste. Videz la liste avant d'ouvrir le scrutin à tous, ou gardez la liste. (Pour vider la liste d'un brouillon déjà ouvert, choisissez d'abord la liste.)
       *[other] { $voters } personnes figurent encore sur la liste. Videz la liste avant d'ouvrir le scrutin à tous, ou gardez la liste. (Pour vider la liste d'un brouillon déjà ouvert, choisissez d'abord la liste.)
    }

## Times that are none

time-malformed = Indiquez une date et une heure, par exemple 2026-11-20 09:00.
time-skipped = Les horloges de { $zone } sont avancées au-delà de cette heure, elle n'existe pas ; la suivante est { $next }.
time-twice = Les horloges de { $zone } sont retardées à cette heure, elle vient deux fois ({ $first } et { $second }) ; choisissez une heure avant ou après, ou indiquez les heures en UTC.

## Rules of a poll that a draft breaks, at the field

rule-languages-none = Il faut au moins une langue.
rule-language-tag = « { $tag } » n'est pas un code de langue.
rule-twice = « { $id } » figure deux fois.
rule-text-empty = Ce texte manque.
rule-text-languages = Il faut ici un texte pour chacune de ces langues : { $languages }.
rule-text-empty-in = Ce texte manque dans une des langues.
rule-identifier = « { $id } » ne convient pas : de 1 à 32 minuscules (a-z), chiffres et traits d'union.
rule-issuance-order = La fin de la remise des cartes doit venir après son début.
rule-issuance-late = La remise des cartes ne doit pas finir après le vote.
rule-voting-order = La fin du vote doit venir après son début.
rule-voting-early = Le vote ne doit pas s'ouvrir avant la remise des cartes.
rule-mix = Il en faut au moins { $least } ; seuls les scrutins d'essai peuvent en avoir moins.
rule-witness-key = « { $key } » n'est pas la clé de vérification d'un témoin.
rule-witness-twice = La clé de « { $key } » figure deux fois.
rule-quorum = Il ne peut y en avoir plus que de témoins.
rule-questions = Un scrutin a de 1 à { $most } questions.
rule-options = Une question a de 1 à { $most } options.
rule-content-small = Avec ces questions, un bulletin peut demander { $longest } octets ; il ne peut y en avoir moins.
rule-content-large = Au plus { $most }.
rule-seats =
    { $options ->
        [one] Il n'y a qu'une option, une seule peut donc l'emporter.
       *[other] De 1 à { $options }, le nombre d'options, peuvent l'emporter.
    }
rule-one-seat = Cette méthode ne pourvoit qu'un siège.
rule-min = Au moins 1 ; l'abstention se règle à part.
rule-max-below-min = Ce nombre ne doit pas être inférieur à « Au moins ».
rule-max-options = Pas plus de { $options }, le nombre d'options.
rule-scores-order = Elle doit être supérieure à la note la plus basse.
rule-scores-range = Les notes vont de -100 à 100.
rule-abstain-id = L'option ne doit pas avoir l'identifiant « abstain », que les tableaux réservent à l'abstention.
rule-tally-long = Leur dépouillement pourrait devenir trop long pour un résultat : demandez moins de classements, ou de plus courts.
rule-too-long = Tous les textes ensemble sont trop longs : le scrutin aurait { $bytes } octets, { $most } au plus sont permis.
# What the form does not lead to; the detail is in English.
rule-other = Le brouillon enfreint une règle des scrutins ({ $detail }).

## The preview: the poll as the booth shows it

preview-title = Aperçu
preview-title-of = Aperçu : { $title }
preview-only-title = Ceci n'est qu'un aperçu
preview-only = C'est ainsi que les votants voient le scrutin dans l'isoloir, une question par page. Ce que vous cochez ici ne va nulle part.
preview-passes = Cartes de vote
preview-voting = Vote
preview-live = Les chiffres sont visibles pendant le vote.
preview-question = Question { $n } sur { $of }
preview-choose-one = Choisissez une option.
preview-choose-exactly = Choisissez-en { $n }.
preview-choose-between = Choisissez-en de { $min } à { $max }.
preview-choose-up-to = Choisissez-en { $max } au plus.
preview-rank = Classez les options dans votre ordre, la meilleure d'abord.
preview-rank-exactly = Classez-en { $n }.
preview-rank-between = Classez-en au moins { $min } et au plus { $max }.
preview-score = Donnez une note à chaque option. { $high } est la meilleure, { $low } la plus mauvaise.
preview-shuffled = (Chaque votant reçoit les options dans un ordre qui lui est propre.)
preview-abstain = Je m'abstiens sur cette question
preview-ranked = Votre ordre
preview-ranked-none = Rien n'est encore classé.
preview-unranked = Non classées
preview-rank-as = Classer au rang { $n }
preview-rank-label = Classer au rang { $n } : { $title }
preview-about = À propos de { $title }
preview-more = Lire la suite

## The last look before publishing

publish-refused = Pas publié
publish-sealed-title = Le scrutin est en route
publish-sealed = Il est scellé et attend l'urne. Il lui est présenté de nouveau toutes les trente secondes ; vous pouvez aussi essayer maintenant.
publish-passes = Cartes de vote
publish-voting = Vote
publish-zone = Fuseau horaire
publish-electorate = Qui peut voter
publish-electorate-roll =
    { $n ->
        [one] { $n } personne sur la liste ; elle reçoit une invitation par courriel
       *[other] { $n } personnes sur la liste ; chacune reçoit une invitation par courriel
    }
publish-electorate-domains = Toute personne ayant une adresse de { $domains }
publish-electorate-open = Toute personne dont l'adresse est confirmée
publish-counts = Chiffres visibles
publish-counts-live = pendant le vote
publish-counts-after = après la clôture du vote
publish-pass-list = Qui voit qui a une carte de vote
publish-pass-list-yes = les responsables du scrutin, par jour ; les votants en sont avertis
publish-pass-list-no = personne
publish-erased = La liste des votants est effacée
publish-erased-after =
    { $days ->
        [one] { $days } jour après la fin du vote
       *[other] { $days } jours après la fin du vote
    }
publish-erased-never = pas automatiquement
publish-list = Liste publique des bulletins
publish-list-mixed = s'allonge par groupes de { $n } bulletins mêlés
publish-list-unmixed = s'allonge à chaque bulletin, sans mélange
publish-test = Seulement un essai
publish-test-is =
    { $test ->
        [yes] oui
       *[other] non
    }
publish-asked = Ce qui est demandé
publish-abstain = Abstention
publish-checks = Avant de publier
publish-verdict =
    { $verdict ->
        [good] Bien :
        [warning] À noter :
       *[other] À corriger :
    }
publish-upload = Déposer la liste
publish-final-title = Après la publication, rien ne peut être modifié
publish-final = Sauf par un avis public et signé : le vote peut être prolongé, clos plus tôt ou annulé.
publish-sure = J'ai tout vérifié
publish-go = Publier le scrutin
publish-preview = Aperçu

## Why a poll was not published

publish-error-unsure = Cochez la case : après la publication, rien ne peut être modifié.
publish-error-no-draft = Ce brouillon n'existe pas.
publish-error-split = Ce brouillon a été divisé en circonscriptions. Publiez celles-ci ; pour publier le brouillon lui-même, supprimez-les toutes.
publish-error-precinct = Ce brouillon est une circonscription. Publiez-le avec les autres : les circonscriptions d'un scrutin sont publiées et listées ensemble.
publish-error-changed = Le brouillon a été modifié entre-temps ; relisez-le.
publish-error-empty-roll = La liste est vide : déposez-en d'abord une.
publish-error-roll-left = Des personnes figurent sur la liste de ce scrutin, qui est ouvert à tous. Choisissez la liste dans le brouillon, videz-la, et ouvrez de nouveau le scrutin.
publish-error-past = La fin du vote est déjà passée.
publish-error-slug = Le nom court appartient déjà à un autre scrutin.
# The ballot box's own words, in English.
publish-error-refused = L'urne refuse le scrutin : { $reason }
publish-error-waiting = Le scrutin est scellé, mais l'urne est injoignable ({ $detail }) ; un nouvel essai se fera automatiquement.
publish-error-other-box = Le scrutin a été scellé pour l'urne { $name }, qui l'a peut-être accepté : redémarrez le bureau d'inscription avec cette urne, ou mettez ce scrutin aux archives et copiez-le.
publish-error-underway = Le scrutin est en cours de publication ; regardez de nouveau dans quelques secondes.
publish-error-countersigned = L'urne n'a pas contresigné : { $reason }
# What only an operator can mend; the detail is in English.
publish-error-other = Le scrutin n'a pas pu être publié : { $detail }

## What is looked at before publishing

check-one-option = La question { $n }, « { $title } », n'a qu'une option : il n'y a rien à choisir.
check-all-win = Question { $n }, « { $title } » : les { $options } options l'emportent toutes, car il y a autant de places à pourvoir.
check-questions =
    { $n ->
        [one] { $n } question avec des options à choisir.
       *[other] { $n } questions avec des options à choisir.
    }
check-voting-past = Le vote serait déjà terminé : sa fin est passée.
check-passes-past = Personne ne pourrait recevoir de carte de vote : la fin de leur remise est passée.
check-short = Le vote finit dans moins d'une heure.
check-begun = Le début est passé : les cartes sont délivrées dès la publication.
check-overlap = Des cartes sont délivrées pendant le vote. Qui pourrait observer le trafic des deux services pourrait rapprocher une carte et un vote par leurs heures. Des périodes séparées l'excluent.
check-windows = Toutes les dates sont à venir, et le vote s'ouvre après la remise de la dernière carte.
check-candidates =
    { $n ->
        [one] Le texte de { $n } candidature est approuvé.
       *[other] Les textes de { $n } candidatures sont approuvés.
    }
check-candidates-waiting =
    { $waiting ->
        [one] { $waiting } candidature sur { $all } n'a pas de texte approuvé : ce qui a été écrit ne sera pas montré aux votants.
       *[other] { $waiting } candidatures sur { $all } n'ont pas de texte approuvé : ce qui a été écrit ne sera pas montré aux votants.
    }
check-roll-empty = La liste des votants est vide : déposez-en d'abord une.
check-roll-small = Seulement { $n } sur la liste des votants : si peu nombreux, le résultat lui-même peut dire qui a voté quoi.
check-roll = { $n } personnes sur la liste.
check-mail = Les courriels peuvent être envoyés.
check-mail-fault = Les courriels ne peuvent pas être envoyés maintenant ({ $fault }). Les invitations attendraient.
check-box-silent = L'urne { $name } ne répond pas ({ $detail }).
check-box-new-key = L'urne a remis sa clé à une nouvelle, et les deux clés l'ont signé. Faites accepter la nouvelle : dans la configuration du bureau d'inscription, sous [ballot_box], mettez key = "{ $new }", ajoutez "{ $known }" à former_keys, et redémarrez le bureau.
check-box-foreign-key = L'urne a une autre clé que celle que connaît ce bureau d'inscription, et aucune remise valable à cette clé. Demandez à son exploitant laquelle est juste, autrement que par ce réseau.
check-box-unknown-registrar = L'urne ne connaît pas la clé de ce bureau d'inscription. Demandez à son exploitant de l'admettre.
check-box = L'urne { $name } répond, et sa clé est celle qui est connue.
check-clock = Les horloges du bureau d'inscription et de l'urne concordent.
check-clock-skew =
    { $side ->
        [ahead] L'horloge de l'urne avance de { $seconds } secondes sur la nôtre : le vote s'ouvrirait et se clorait à une autre heure qu'annoncé. Réglez les deux horloges sur un serveur de temps.
       *[other] L'horloge de l'urne retarde de { $seconds } secondes sur la nôtre : le vote s'ouvrirait et se clorait à une autre heure qu'annoncé. Réglez les deux horloges sur un serveur de temps.
    }

## The list of polls

manage-title = Gérer les scrutins
manage-others = Tous les autres scrutins
manage-new = Nouveau scrutin
manage-audit = Journal
manage-label = Scrutins
manage-caption = Tous les scrutins et brouillons
manage-caption-archive = Scrutins et brouillons archivés
manage-poll = Scrutin
manage-state = État
manage-closes = Fin du vote
manage-closes-not = pas encore fixée
manage-issued = Cartes délivrées
manage-standing =
    { $state ->
        [draft] brouillon
        [sealed] en cours de publication
        [published] publié
        [issued] cartes délivrées
        [over] terminé
        [precincts] en circonscriptions
       *[other] annulé
    }
manage-none = Aucun scrutin pour l'instant.
manage-none-archive = Les archives sont vides.

## Copy, next round, archive

more-title = Copie, tour suivant, archives
more-title-of = Plus sur : { $title }
more-refused = Rien n'a été créé
more-copy = Copie
more-copy-lead = Un nouveau brouillon avec les mêmes questions et réglages. Les dates passées sont décalées, toutes d'autant.
more-copy-roll = Avec la liste des votants
more-copy-go = Copier le scrutin
more-round = Tour suivant
more-round-none = L'urne ne montre pas de résultat signé pour l'instant. Revenez quand elle en montrera un.
more-round-lead = Un nouveau brouillon avec les options que vous choisissez. Déjà cochées : celles à égalité pour la première place ou pour le dernier siège, ou les deux premières si aucune n'a plus de la moitié. Une question où moins de deux options sont cochées est laissée de côté.
more-round-lead-roll = Un nouveau brouillon avec les options que vous choisissez et la même liste de votants. Déjà cochées : celles à égalité pour la première place ou pour le dernier siège, ou les deux premières si aucune n'a plus de la moitié. Une question où moins de deux options sont cochées est laissée de côté.
more-round-votes =
    { $n ->
        [one] { $n } voix
       *[other] { $n } voix
    }
more-round-go = Rédiger le tour suivant
more-reset = Recommencer l'essai
more-reset-lead = Cet essai est annulé et mis aux archives, et un nouveau brouillon en est fait avec la même liste de votants. Ce qui a été publié reste public.
more-reset-lead-over = Cet essai est mis aux archives, et un nouveau brouillon en est fait avec la même liste de votants. Ce qui a été publié reste public.
more-reset-go = Annuler et recommencer
more-archive-lead = Il quitte la liste des scrutins ; rien n'est supprimé, et vous pouvez l'en ressortir.
more-archive-not = Le scrutin peut être archivé une fois terminé ou annulé.
more-archived = Il est aux archives.
more-archive-go = Mettre aux archives
more-unarchive-go = Sortir des archives
more-delete = Supprimer
more-delete-lead = Le brouillon disparaît pour toujours, avec sa liste de votants et les textes des candidatures. Le journal garde la trace qu'il a existé.
more-delete-sure = Supprimer pour toujours
more-delete-go = Supprimer le brouillon

## Why nothing was copied, archived or deleted

copy-error-no-test = Seul un scrutin d'essai publié peut recommencer ; copiez plutôt celui-ci.
copy-error-running = Le scrutin est encore en cours ; il peut être archivé une fois terminé ou annulé.
copy-error-sealed = Le scrutin est sur le point d'être publié ; il peut être archivé une fois terminé, ou redevenu un brouillon.
copy-error-done = C'est déjà fait, par vous ou par quelqu'un d'autre.
copy-error-no-result = Il n'y a pas encore de résultat ; le tour suivant pourra être rédigé quand l'urne en aura signé un.
copy-error-forged = L'urne a envoyé un résultat qu'elle n'a pas signé.
copy-error-no-options = Choisissez au moins deux options d'une question.
delete-error-published = Seuls les brouillons se suppriment : ce scrutin est publié, ou sur le point de l'être ; ce qui est publié le reste.
delete-error-split = Ce brouillon a été divisé en circonscriptions ; il sert à les publier, à les lister et à les additionner. Supprimez d'abord leurs brouillons.
delete-error-unsure = Cochez que le brouillon doit être supprimé pour toujours.
box-unreachable = L'urne est injoignable ({ $detail }).

## A published poll and its notices

notices-title = Vue d'ensemble
notices-published = Le scrutin est publié.
notices-done = L'avis est donné.
notices-passes = Cartes de vote
notices-voting = Vote
notices-cancelled = (annulé)
notices-zone = Fuseau horaire
notices-turnout = Participation
notices-turnout-of =
    { $issued ->
        [one] { $issued } carte de vote sur { $eligible } retirée.
       *[other] { $issued } cartes de vote sur { $eligible } retirées.
    }
notices-turnout-open =
    { $issued ->
        [one] { $issued } carte de vote retirée.
       *[other] { $issued } cartes de vote retirées.
    }
notices-turnout-late = La liste peut s'allonger tant que des cartes sont délivrées.
notices-turnout-who = Voir qui
notices-mails = Courriels
notices-mails-sent = { $sent } envoyés, { $waiting } en attente.
notices-mails-failed =
    { $failed ->
        [one] { $failed } n'a pas pu être remis
       *[other] { $failed } n'ont pas pu être remis
    }
notices-erased = La liste des votants est effacée
notices-erased-done = c'est fait
notices-erased-never = pas automatiquement
notices-count = Nombre de cartes, auprès de l'urne
notices-count-due = à transmettre quand plus aucune carte n'est délivrée
notices-for-voters = Pour les votants
# A link; behind it stands the next one.
notices-page = La page de ce scrutin
notices-page-hint = le lien à communiquer
notices-at-box = Auprès de l'urne
notices-booth = Isoloir
notices-ballots = bulletins et résultat
notices-notices = Avis
notices-none = Aucun pour l'instant.
notices-given =
    { $kind ->
        [extend] Prolongé
        [close] Clos plus tôt
       *[other] Annulé
    }
notices-given-until = jusqu'au { $date }.
notices-on-its-way = Ce qui n'est pas arrivé à l'urne est envoyé de nouveau automatiquement, sauf refus. Un avis ne compte que s'il arrive avant la fin du vote.
notices-try-now = Essayer maintenant
notices-look-again = Vérifier à nouveau
notices-give = Donner un avis
notices-refused = Aucun avis n'a été donné
notices-kind = Que faut-il faire ?
notices-extend = Prolonger le vote
notices-extend-hint = La remise des cartes de vote se termine comme avant, le { $date }.
notices-close = Clore le vote plus tôt
notices-close-hint = Dans une heure au moins, pour que des votants puissent encore venir.
notices-cancel = Annuler le scrutin
notices-cancel-hint = Le vote s'arrête ; il n'y aura jamais de résultat.
notices-closes = Nouvelle fin du vote (fuseau horaire { $zone })
notices-reason = Raison, pour les votants
notices-sure = Je sais qu'un avis est public et ne peut être repris
notices-go = Donner l'avis

## Why no notice was given

notice-error-kind = Choisissez ce qu'il faut faire.
notice-error-unsure = Cochez la case : un avis est public et ne peut être repris.
notice-error-no-poll = Ce scrutin n'est pas publié.
notice-error-over = Le scrutin est terminé.
notice-error-reason = Dites pourquoi, en 1000 caractères au plus.
notice-error-time = La nouvelle fin du vote doit être indiquée pour prolonger ou clore, et non pour annuler.
notice-error-not-later = La nouvelle fin du vote doit venir après l'actuelle, { $end }.
notice-error-not-earlier = La nouvelle fin du vote doit venir avant l'actuelle, { $end }.
notice-error-too-soon = La nouvelle fin du vote doit être dans une heure au moins, avec quelques minutes pour arriver.
notice-error-pending = Un avis précédent n'est pas encore arrivé à l'urne ; un seul à la fois.

## Candidates

candidates-title = Candidatures
candidates-title-of = Candidatures : { $title }
candidates-done =
    { $done ->
        [invited] L'invitation est en route par courriel.
        [approved] Approuvé : les votants liront ce texte.
        [returned] Renvoyé : un courriel avec vos mots est en route.
       *[other] Plus personne ne se présente pour cette option.
    }
candidates-lead = Qui se présente pour une option peut écrire le texte que les votants lisent à côté. Chacun ne voit que sa propre option. Vous approuvez ce qui est écrit ; cela devient alors la description de l'option.
candidates-published = Le scrutin est publié : rien de ceci ne peut plus être modifié.
candidates-state =
    { $state ->
        [invited] n'a encore rien écrit
        [written] attend votre lecture
        [returned] renvoyé
       *[other] approuvé
    }
candidates-words = Vous avez écrit : { $words }
candidates-approve = Approuver
candidates-approve-label = Approuver le texte de { $option }
candidates-return-words = Que faut-il changer ?
candidates-return = Renvoyer
candidates-return-label = Renvoyer le texte de { $option }
candidates-remove = Retirer la candidature
candidates-remove-label = Retirer la candidature pour { $option }
candidates-again = Renvoyer l'invitation
candidates-again-label = Renvoyer l'invitation à { $email }
candidates-email = Adresse électronique de la personne candidate
candidates-invite = Inviter
candidates-invite-label = Inviter une personne à se présenter pour { $option }
candidates-nobody = Personne.

## Why a candidacy was not changed

candidate-error-no-candidacy = Cette candidature n'existe pas.
candidate-error-no-option = Le brouillon n'a pas cette option ; enregistrez-le d'abord si vous venez de l'ajouter.
candidate-error-published = Le scrutin est publié : ce que lisent les votants ne peut plus être modifié.
candidate-error-taken = { $email } se présente déjà pour cette option ; retirez d'abord cette candidature.
candidate-error-nothing = Rien n'est encore écrit pour cette candidature.
candidate-error-changed = Le texte a été modifié entre-temps ; relisez-le.
# The detail is in English.
candidate-error-draft = Avec ce texte, le scrutin ne pourrait pas être publié ({ $detail }).
candidate-error-too-long = { $most } caractères au plus ; le texte en a { $has }.
candidate-error-control = Le texte contient des caractères de contrôle, dont aucun texte n'a besoin.
candidate-error-empty = Écrivez quelque chose ici, ou sous « Qui vous êtes ».
candidate-error-no-words = Écrivez ce qu'il faut changer.
