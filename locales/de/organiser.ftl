### Die Seiten der Verantwortlichen: Entwürfe, Kandidaturen, Veröffentlichen, Bekanntmachungen. Wie übersetzt wird: docs/languages.md.

## Words of several of these pages

admin-check-and-publish = Prüfen und veröffentlichen
admin-back-to-editing = Zurück zum Bearbeiten
admin-archive = Archiv

## The form of a draft

draft-new = Neue Abstimmung
draft-edit = Abstimmung bearbeiten
# A label, and the language in which the text is to be given, by its own name.
draft-label-in = { $label } ({ $language })
draft-up = Nach oben
draft-down = Nach unten
draft-remove = Entfernen
# What is read aloud begins with, or has in it, what stands on the button.
draft-up-label =
    { $what ->
        [question] Frage { $n } nach oben
       *[option] Möglichkeit { $n } nach oben
    }
draft-down-label =
    { $what ->
        [question] Frage { $n } nach unten
       *[option] Möglichkeit { $n } nach unten
    }
draft-remove-label =
    { $what ->
        [question] Frage { $n } entfernen
       *[option] Möglichkeit { $n } entfernen
    }
draft-overtaken-title = Jemand anderes hat diesen Entwurf inzwischen gespeichert
draft-overtaken = Von Ihnen wurde nichts gespeichert, und nichts ist verloren: Unten steht, was Sie eingegeben haben. Vergleichen Sie, ändern Sie, was Sie übernehmen wollen, und speichern Sie; dann ersetzt Ihr Formular das andere.
draft-overtaken-drop = Meines verwerfen und sehen, was gespeichert ist
draft-differences = Unterschiede
draft-differences-caption = Worin sich Ihr Formular von dem unterscheidet, was gespeichert ist
draft-differences-field = Feld
draft-differences-saved = Jetzt gespeichert
draft-differences-typed = Ihre Eingabe
draft-differences-none = Kein Feld dieses Formulars unterscheidet sich von dem, was gespeichert ist, oder gespeichert ist jetzt etwas, was dieses Formular nicht zeigen kann.
# In the place of what stands in an empty field.
draft-differences-nothing = nichts
draft-refused-title = Die Urne hat diese Abstimmung abgelehnt
draft-refused = Sie ist wieder ein Entwurf: Ändern Sie ihn, und veröffentlichen Sie ihn noch einmal.
draft-save = Entwurf speichern
draft-saved = Der Entwurf ist gespeichert.
draft-languages = Sprachen der Texte: { $languages }
draft-languages-rule = Wählende lesen die Abstimmung in der ersten ihrer Sprachen, die es hier gibt, alle anderen in der ersten von hier: { $first }. Mails an die Wählenden sind in allen diesen Sprachen, eine nach der anderen.
draft-language = Sprache
draft-language-number = Sprache { $n }
draft-language-hint = Ein Kürzel wie en, de oder pt-BR.
draft-language-up = { $language } nach oben
draft-language-remove = Entfernen: { $language } mit allen Texten in dieser Sprache
draft-language-fill = Aus { $first } auffüllen
draft-language-fill-label = Aus { $first } auffüllen, was leer ist: { $language }
draft-language-fill-hint = „Aus { $first } auffüllen“ ist für Namen und anderes, was überall gleich lautet: Die Texte dieser Sprache kommen dorthin, wo noch keiner steht.
draft-language-new = Weitere Sprache (freiwillig)
draft-language-new-hint = Ihr Kürzel, zum Beispiel fr. Jeder Text bekommt dann ein Feld dafür.
draft-language-add = Sprache hinzufügen
draft-title = Titel
draft-description = Beschreibung
draft-description-hint = Markdown: Absätze, Listen, Hervorhebungen, Links.
draft-times = Zeiten
draft-time-zone = Zeitzone
draft-time-zone-hint = Die Zeiten unten gelten in dieser Zeitzone.
draft-issuance-opens = Wahlausweise ab
draft-issuance-closes = Wahlausweise bis
draft-voting-opens = Abstimmen ab
draft-voting-closes = Abstimmen bis
draft-times-hint = Am sichersten beginnt die Abstimmung erst, wenn der letzte Wahlausweis ausgegeben ist: Dann verraten nicht einmal die Uhrzeiten, wer wann abgestimmt hat.
draft-electorate = Wer abstimmen darf
draft-electorate-roll = Wer im Wählerverzeichnis steht
draft-electorate-roll-hint = Sie laden es nach dem Speichern hoch.
draft-electorate-open = Alle mit einer bestätigten Adresse
draft-domains = Nur Adressen dieser Domänen (freiwillig)
draft-domains-hint = Für Abstimmungen ohne Wählerverzeichnis. Mit Kommas dazwischen, zum Beispiel example.org, example.net
draft-late-additions = Das Verzeichnis darf noch wachsen, solange Wahlausweise ausgegeben werden
draft-late-additions-hint = Alle sehen, dass das Verzeichnis wachsen darf. Wie viele abstimmen dürfen, wird neu angegeben, sobald keine Wahlausweise mehr ausgegeben werden.
draft-pass-list = Die Verantwortlichen der Abstimmung sehen, wer einen Wahlausweis abgeholt hat und an welchem Tag
draft-pass-list-hint = Den Wählenden wird das gesagt. Niemand sieht je, wer wie oder ob jemand überhaupt abgestimmt hat.
draft-retention-days = Das Wählerverzeichnis löschen nach (Tagen ab dem Ende der Abstimmung)
draft-retention-days-usual =
    { $usual ->
        [one] Höchstens { $most }. Ohne Angabe: { $usual } Tag. Zahlen und öffentliche Stimmzettelliste bleiben.
       *[other] Höchstens { $most }. Ohne Angabe: { $usual } Tage. Zahlen und öffentliche Stimmzettelliste bleiben.
    }
draft-retention-days-never = Höchstens { $most }. Ohne Angabe wird nichts von selbst gelöscht. Zahlen und öffentliche Stimmzettelliste bleiben.
draft-results = Wann werden Zahlen gezeigt?
draft-results-after = Nach dem Ende der Abstimmung
draft-results-live = Während abgestimmt wird
draft-results-live-hint = Den Wählenden wird das vorher gesagt.
draft-test = Dies ist nur eine Probe
draft-test-hint = Abstimmende lesen das dann überall und für immer.
draft-question = Frage { $n }
draft-question-title = Frage
draft-question-description = Erläuterung (freiwillig)
draft-kind = Wie wird geantwortet?
draft-kind-choice = Möglichkeiten ankreuzen
draft-kind-choice-hint = Die meisten Stimmen gewinnen.
draft-kind-ranking = Eine Reihenfolge bilden
draft-kind-ranking-hint = Die beste zuerst; Sie wählen, wie gezählt wird.
draft-kind-score = Jeder Möglichkeit Punkte geben
draft-kind-score-hint = Die höchste Summe gewinnt.
draft-method = Wie werden Reihenfolgen ausgezählt?
# The names of the methods, as the manifest knows them.
draft-method-name =
    { $method ->
        [irv] Integrierte Stichwahl (ein Sitz)
        [stv-scottish] Übertragbare Einzelstimme, schottische Regeln
        [stv-meek] Übertragbare Einzelstimme, Meek
        [schulze] Schulze (ein Sitz)
       *[other] Borda
    }
draft-min = Mindestens
draft-max = Höchstens
draft-low = Wenigste Punkte
draft-high = Meiste Punkte
draft-seats = Wie viele gewinnen
draft-options = Möglichkeiten
draft-option = Möglichkeit { $n }
draft-option-description = Beschreibung von Möglichkeit { $n }
draft-markdown = Markdown
draft-options-first = Möglichkeiten, eine je Zeile
draft-options-more = Weitere Möglichkeiten
draft-options-more-hint = Eine je Zeile; daraus werden Möglichkeiten, wenn Sie speichern, oder mit dem Knopf darunter.
draft-options-add = Zu den Möglichkeiten hinzufügen
draft-details = Enthaltung, Reihenfolge der Möglichkeiten, Gleichstand
draft-abstain = Enthaltung ist eine Antwort
draft-order = Reihenfolge der Möglichkeiten
draft-order-fixed = Wie hier aufgeführt
draft-order-shuffled = Für alle Wählenden neu gemischt
draft-ties = Bei Gleichstand um den letzten Platz
draft-ties-report = Gleichstand melden, der Platz bleibt offen
draft-ties-listed = Wer zuerst aufgeführt ist, bekommt ihn
draft-question-add = Weitere Frage hinzufügen
draft-blank = Was leer bleibt, fällt beim Speichern weg.
draft-more = Weitere Einstellungen
draft-slug = Kurzer Name für Links (freiwillig)
draft-slug-hint = Kleinbuchstaben, Ziffern und Bindestriche. Er kann nie für eine andere Abstimmung benutzt werden.
draft-mix = Stimmzettel, die vor der Liste gemischt werden
draft-mix-hint = Mindestens 8, bei einer Probeabstimmung auch 0. Je mehr, desto weniger verrät die Reihenfolge der öffentlichen Liste.
draft-content-size = Länge eines Stimmzettels in Byte (freiwillig)
draft-content-size-hint = Ohne Angabe so lang, wie die Fragen es brauchen.
draft-witnesses = Zeugen (freiwillig)
draft-witnesses-hint = Prüfschlüssel derer, die die öffentliche Liste mitunterschreiben, einer je Zeile.
draft-quorum = Zeugen, die ein Ergebnis braucht
draft-save-first = Speichern Sie zuerst: Geprüft wird nur, was gespeichert ist.
draft-beyond = Dieser Entwurf enthält etwas, was dieses Formular nicht zeigen kann. Bearbeiten Sie ihn über die Schnittstelle (API); ansehen und veröffentlichen können Sie ihn hier.
draft-roll = Wählerverzeichnis
draft-roll-upload = Verzeichnis hochladen oder ändern

## What fields are called where two forms differ; the first of a row begins with a capital letter then

draft-field =
    { $field ->
        [title] Titel
        [description] Beschreibung
        [slug] kurzer Name
        [languages] Sprachen
        [test] nur eine Probe
        [time_zone] Zeitzone
        [issuance_opens] Wahlausweise ab
        [issuance_closes] Wahlausweise bis
        [voting_opens] Abstimmen ab
        [voting_closes] Abstimmen bis
        [electorate] wer abstimmen darf
        [domains] Domänen
        [late_additions] das Verzeichnis darf wachsen
        [pass_list] Liste, wer einen Wahlausweis hat
        [retention_days] Tage bis zum Löschen
        [results] wann Zahlen gezeigt werden
        [mix] gemischte Stimmzettel
        [content_size] Länge eines Stimmzettels
        [witnesses] Zeugen
        [quorum] Zeugen, die ein Ergebnis braucht
        [kind] wie geantwortet wird
        [method] wie Reihenfolgen ausgezählt werden
        [min] mindestens
        [max] höchstens
        [low] wenigste Punkte
        [high] meiste Punkte
        [seats] wie viele gewinnen
        [abstain] Enthaltung
        [order] Reihenfolge der Möglichkeiten
        [ties] Gleichstand
        [more] Möglichkeiten
        [options] Möglichkeiten
        [questions] Fragen
       *[other] { $field }
    }
draft-field-in =
    { $field ->
        [title] Titel ({ $language })
       *[other] Beschreibung ({ $language })
    }
draft-field-place =
    { $list ->
        [questions] Frage { $n }
        [options] Möglichkeit { $n }
       *[other] Sprache { $n }
    }

## What is wrong with a draft, at its field

draft-fault-at = { $field }:
draft-fault-number = Geben Sie eine ganze Zahl an.
draft-fault-title =
    { $of ->
        [poll] Geben Sie der Abstimmung einen Titel.
        [question] Schreiben Sie den Wortlaut von Frage { $question }.
       *[other] Geben Sie Möglichkeit { $option } von Frage { $question } einen Titel.
    }
draft-fault-title-in =
    { $of ->
        [poll] Geben Sie der Abstimmung auch in „{ $language }“ einen Titel.
        [question] Schreiben Sie den Wortlaut von Frage { $question } auch in „{ $language }“.
       *[other] Geben Sie Möglichkeit { $option } von Frage { $question } auch in „{ $language }“ einen Titel.
    }
draft-fault-description-in =
    { $of ->
        [poll] Beschreiben Sie die Abstimmung auch in „{ $language }“ oder in keiner Sprache.
        [question] Erläutern Sie Frage { $question } auch in „{ $language }“ oder in keiner Sprache.
       *[other] Beschreiben Sie Möglichkeit { $option } von Frage { $question } auch in „{ $language }“ oder in keiner Sprache.
    }
draft-fault-options = Geben Sie die Möglichkeiten an, eine je Zeile.
draft-fault-method = Wählen Sie, wie die Reihenfolgen ausgezählt werden.
draft-fault-language-empty = Geben Sie das Kürzel der Sprache an, die Sie hinzufügen wollen, zum Beispiel fr.
draft-fault-language-known = Die Abstimmung hat „{ $language }“ schon.
draft-fault-domain = „{ $domain }“ ist keine Domäne.
draft-fault-retention =
    { $most ->
        [one] Geben Sie { $most } als Zahl der Tage an, oder lassen Sie das Feld leer.
       *[other] Geben Sie eine Zahl von 1 bis { $most } Tagen an, oder lassen Sie das Feld leer.
    }
draft-fault-no-roll = Eine offene Abstimmung hat kein Wählerverzeichnis, das wachsen könnte; wen sie zulässt, kann jederzeit kommen.
draft-fault-roll-left =
    { $voters ->
        [one] Im Wählerverzeichnis steht noch eine Person. Leeren Sie es, bevor Sie die Abstimmung für alle öffnen, oder bleiben Sie beim Verzeichnis. (Um das Verzeichnis eines Entwurfs zu leeren, der schon offen ist, wählen Sie zuerst das Verzeichnis.)
       *[other] Im Wählerverzeichnis stehen noch { $voters } Personen. Leeren Sie es, bevor Sie die Abstimmung für alle öffnen, oder bleiben Sie beim Verzeichnis. (Um das Verzeichnis eines Entwurfs zu leeren, der schon offen ist, wählen Sie zuerst das Verzeichnis.)
    }

## Times that are none

time-malformed = Geben Sie Datum und Uhrzeit an, zum Beispiel 2026-11-20 09:00.
time-skipped = Die Uhren in { $zone } werden über diese Zeit hinweg vorgestellt, es gibt sie nicht; die nächste ist { $next }.
time-twice = Die Uhren in { $zone } werden über diese Zeit hinweg zurückgestellt, sie kommt zweimal ({ $first } und { $second }); wählen Sie eine Zeit vor oder nach dieser Stunde, oder geben Sie die Zeiten in UTC an.

## Rules of a poll that a draft breaks, at the field

rule-languages-none = Mindestens eine Sprache ist nötig.
rule-language-tag = „{ $tag }“ ist kein Kürzel einer Sprache.
rule-twice = „{ $id }“ steht zweimal da.
rule-text-empty = Hier fehlt der Text.
rule-text-languages = Hier muss für jede dieser Sprachen ein Text stehen: { $languages }.
rule-text-empty-in = Hier fehlt der Text in einer der Sprachen.
rule-identifier = „{ $id }“ geht nicht: Erlaubt sind 1 bis 32 Kleinbuchstaben (a-z), Ziffern und Bindestriche.
rule-issuance-order = Das Ende der Ausgabe muss nach ihrem Beginn liegen.
rule-issuance-late = Die Ausgabe der Wahlausweise darf nicht später enden als die Abstimmung.
rule-voting-order = Das Ende der Abstimmung muss nach ihrem Beginn liegen.
rule-voting-early = Die Abstimmung darf nicht vor der Ausgabe der Wahlausweise beginnen.
rule-mix = Mindestens { $least } sind nötig; weniger dürfen es nur in einer Probeabstimmung sein.
rule-witness-key = „{ $key }“ ist kein Prüfschlüssel eines Zeugen.
rule-witness-twice = Der Schlüssel von „{ $key }“ steht zweimal da.
rule-quorum = Es dürfen nicht mehr sein, als es Zeugen gibt.
rule-questions = Eine Abstimmung hat 1 bis { $most } Fragen.
rule-options = Eine Frage hat 1 bis { $most } Möglichkeiten.
rule-content-small = Nach diesen Fragen kann ein Stimmzettel { $longest } Byte brauchen; weniger dürfen es nicht sein.
rule-content-large = Höchstens { $most } sind möglich.
rule-seats =
    { $options ->
        [one] Es gibt nur eine Möglichkeit, also kann nur eine gewinnen.
       *[other] Gewinnen können 1 bis { $options }, so viele Möglichkeiten gibt es.
    }
rule-one-seat = Dieses Verfahren besetzt nur einen Sitz.
rule-min = Mindestens 1; Enthaltung wird eigens eingestellt.
rule-max-below-min = Das darf nicht kleiner sein als „Mindestens“.
rule-max-options = Mehr als { $options } geht nicht, so viele Möglichkeiten gibt es.
rule-scores-order = Das muss mehr sein als die wenigsten Punkte.
rule-scores-range = Punkte liegen zwischen -100 und 100.
rule-abstain-id = Die Möglichkeit darf nicht die Kennung „abstain“ haben: So heißt in Tabellen die Enthaltung.
rule-tally-long = Ihre Auszählung könnte für ein Ergebnis zu lang werden: Verlangen Sie weniger oder kürzere Reihenfolgen.
rule-too-long = Alle Texte zusammen sind zu lang: Die Abstimmung hätte { $bytes } Byte, erlaubt sind höchstens { $most }.
# What the form does not lead to; the detail is in English.
rule-other = Der Entwurf verletzt eine Regel für Abstimmungen ({ $detail }).

## The preview: the poll as the booth shows it

preview-title = Vorschau
preview-title-of = Vorschau: { $title }
preview-only-title = Dies ist nur eine Vorschau
preview-only = So sehen Wählende die Abstimmung in der Wahlkabine, eine Frage auf jeder Seite. Was Sie hier ankreuzen, geht nirgendwohin.
preview-passes = Wahlausweise
preview-voting = Abstimmen
preview-live = Zahlen werden schon während der Abstimmung gezeigt.
preview-question = Frage { $n } von { $of }
preview-choose-one = Wählen Sie eine Möglichkeit.
preview-choose-exactly = Wählen Sie { $n }.
preview-choose-between = Wählen Sie { $min } bis { $max }.
preview-choose-up-to = Wählen Sie höchstens { $max }.
preview-rank = Bringen Sie die Möglichkeiten in Ihre Reihenfolge, die beste zuerst.
preview-rank-exactly = Ordnen Sie { $n } ein.
preview-rank-between = Ordnen Sie mindestens { $min } und höchstens { $max } ein.
preview-score = Geben Sie jeder Möglichkeit Punkte. { $high } ist am besten, { $low } am schlechtesten.
preview-shuffled = (Alle Wählenden bekommen die Möglichkeiten in einer eigenen Reihenfolge.)
preview-abstain = Ich enthalte mich bei dieser Frage
preview-ranked = Ihre Reihenfolge
preview-ranked-none = Noch nichts eingeordnet.
preview-unranked = Nicht eingeordnet
preview-rank-as = Auf Platz { $n }
preview-rank-label = Auf Platz { $n }: { $title }
preview-about = Über { $title }
preview-more = Weiterlesen

## The last look before publishing

publish-refused = Nicht veröffentlicht
publish-sealed-title = Die Abstimmung ist unterwegs
publish-sealed = Sie ist versiegelt und wartet auf die Urne. Jede halbe Minute wird sie von selbst noch einmal angeboten; Sie können es auch jetzt versuchen.
publish-passes = Wahlausweise
publish-voting = Abstimmen
publish-zone = Zeitzone
publish-electorate = Wer abstimmen darf
publish-electorate-roll =
    { $n ->
        [one] { $n } Person im Wählerverzeichnis; sie bekommt eine Einladung per E-Mail
       *[other] { $n } Personen im Wählerverzeichnis; alle bekommen eine Einladung per E-Mail
    }
publish-electorate-domains = Alle mit einer Adresse von { $domains }
publish-electorate-open = Alle mit einer bestätigten Adresse
publish-counts = Zahlen werden gezeigt
publish-counts-live = während abgestimmt wird
publish-counts-after = nach dem Ende der Abstimmung
publish-pass-list = Wer sieht, wer einen Wahlausweis hat
publish-pass-list-yes = die Verantwortlichen der Abstimmung, nach Tagen; den Wählenden wird das gesagt
publish-pass-list-no = niemand
publish-erased = Das Wählerverzeichnis wird gelöscht
publish-erased-after =
    { $days ->
        [one] { $days } Tag nach dem Ende der Abstimmung
       *[other] { $days } Tage nach dem Ende der Abstimmung
    }
publish-erased-never = nicht von selbst
publish-list = Öffentliche Stimmzettelliste
publish-list-mixed = wächst in gemischten Gruppen von { $n } Stimmzetteln
publish-list-unmixed = wächst mit jedem Stimmzettel, ungemischt
publish-test = Nur eine Probe
publish-test-is =
    { $test ->
        [yes] ja
       *[other] nein
    }
publish-asked = Was gefragt wird
publish-abstain = Enthaltung
publish-checks = Vor dem Veröffentlichen
publish-verdict =
    { $verdict ->
        [good] Gut:
        [warning] Bitte beachten:
       *[other] Noch zu ändern:
    }
publish-upload = Verzeichnis hochladen
publish-final-title = Nach dem Veröffentlichen ist nichts mehr zu ändern
publish-final = Außer durch eine öffentliche, unterschriebene Bekanntmachung: Die Abstimmung kann verlängert, früher beendet oder abgesagt werden.
publish-sure = Ich habe alles geprüft
publish-go = Abstimmung veröffentlichen
publish-preview = Vorschau

## Why a poll was not published

publish-error-unsure = Kreuzen Sie das Feld an: Nach dem Veröffentlichen ist nichts mehr zu ändern.
publish-error-no-draft = Diesen Entwurf gibt es nicht.
publish-error-split = Dieser Entwurf wurde in Wahlbezirke geteilt. Veröffentlichen Sie diese; um den Entwurf selbst zu veröffentlichen, löschen Sie alle Wahlbezirke.
publish-error-precinct = Dieser Entwurf ist ein Wahlbezirk. Veröffentlichen Sie ihn mit den anderen: Die Wahlbezirke einer Wahl werden gemeinsam veröffentlicht und aufgelistet.
publish-error-changed = Der Entwurf wurde inzwischen geändert; sehen Sie ihn noch einmal an.
publish-error-empty-roll = Das Wählerverzeichnis ist leer: Laden Sie zuerst eines hoch.
publish-error-roll-left = Im Wählerverzeichnis dieser Abstimmung stehen noch Personen, und sie ist für alle offen. Wählen Sie im Entwurf das Verzeichnis, leeren Sie es, und öffnen Sie die Abstimmung wieder.
publish-error-past = Das Ende der Abstimmung liegt in der Vergangenheit.
publish-error-slug = Der kurze Name gehört schon einer anderen Abstimmung.
# The ballot box's own words, in English.
publish-error-refused = Die Urne lehnt die Abstimmung ab: { $reason }
publish-error-waiting = Die Abstimmung ist versiegelt, aber die Urne ist nicht erreichbar ({ $detail }); es wird von selbst noch einmal versucht.
publish-error-other-box = Die Abstimmung wurde für die Urne { $name } versiegelt, die sie vielleicht angenommen hat: Starten Sie das Wahlamt wieder mit jener Urne, oder legen Sie diese Abstimmung ins Archiv und kopieren Sie sie.
publish-error-underway = Die Abstimmung wird gerade veröffentlicht; sehen Sie in ein paar Sekunden noch einmal nach.
publish-error-countersigned = Die Urne hat nicht gegengezeichnet: { $reason }
# What only an operator can mend; the detail is in English.
publish-error-other = Die Abstimmung konnte nicht veröffentlicht werden: { $detail }

## What is looked at before publishing

check-one-option = Frage { $n }, „{ $title }“, hat nur eine Möglichkeit: Es gibt nichts zu wählen.
check-all-win = Frage { $n }, „{ $title }“: Alle { $options } Möglichkeiten gewinnen, denn so viele Plätze sind zu besetzen.
check-questions =
    { $n ->
        [one] { $n } Frage mit Möglichkeiten zur Wahl.
       *[other] { $n } Fragen mit Möglichkeiten zur Wahl.
    }
check-voting-past = Die Abstimmung wäre schon vorbei: Ihr Ende liegt in der Vergangenheit.
check-passes-past = Niemand könnte einen Wahlausweis bekommen: Das Ende der Ausgabe liegt in der Vergangenheit.
check-short = Die Abstimmung endet in weniger als einer Stunde.
check-begun = Der Beginn liegt in der Vergangenheit: Wahlausweise werden ab dem Veröffentlichen ausgegeben.
check-overlap = Wahlausweise werden ausgegeben, während abgestimmt wird. Wer den Datenverkehr beider Dienste beobachten könnte, könnte einen Ausweis und eine Stimme an ihren Zeiten einander zuordnen. Getrennte Zeiten schließen das aus.
check-windows = Alle Zeiten liegen in der Zukunft, und die Abstimmung beginnt, wenn der letzte Wahlausweis ausgegeben ist.
check-candidates =
    { $n ->
        [one] Der Text von { $n } Kandidatur ist freigegeben.
       *[other] Die Texte von { $n } Kandidaturen sind freigegeben.
    }
check-candidates-waiting =
    { $waiting ->
        [one] { $waiting } von { $all } Kandidaturen hat keinen freigegebenen Text: Was geschrieben wurde, wird den Wählenden nicht gezeigt.
       *[other] { $waiting } von { $all } Kandidaturen haben keinen freigegebenen Text: Was geschrieben wurde, wird den Wählenden nicht gezeigt.
    }
check-roll-empty = Das Wählerverzeichnis ist leer: Laden Sie zuerst eines hoch.
check-roll-small = Nur { $n } im Wählerverzeichnis: Bei so wenigen kann schon das Ergebnis verraten, wer wie abgestimmt hat.
check-roll = { $n } Personen im Wählerverzeichnis.
check-mail = E-Mails können versandt werden.
check-mail-fault = E-Mails können jetzt nicht versandt werden ({ $fault }). Einladungen würden warten, bis es geht.
check-box-silent = Die Urne { $name } antwortet nicht ({ $detail }).
check-box-new-key = Die Urne hat ihren Schlüssel an einen neuen übergeben, und beide haben das unterschrieben. Lassen Sie den neuen eintragen: In der Konfiguration des Wahlamts unter [ballot_box] key = "{ $new }" setzen, "{ $known }" zu former_keys hinzufügen und das Wahlamt neu starten.
check-box-foreign-key = Die Urne hat einen anderen Schlüssel als den, den dieses Wahlamt kennt, und keine gültige Übergabe an ihn. Fragen Sie ihre Betreiber auf einem anderen Weg als über dieses Netz, welcher richtig ist.
check-box-unknown-registrar = Die Urne kennt den Schlüssel dieses Wahlamts nicht. Bitten Sie ihre Betreiber, ihn zuzulassen.
check-box = Die Urne { $name } antwortet, und ihr Schlüssel ist der bekannte.
check-clock = Die Uhren von Wahlamt und Urne stimmen überein.
check-clock-skew =
    { $side ->
        [ahead] Die Uhr der Urne geht gegenüber unserer { $seconds } Sekunden vor: Die Abstimmung würde zu anderer Zeit beginnen und enden als angekündigt. Stellen Sie beide Uhren nach einem Zeitserver.
       *[other] Die Uhr der Urne geht gegenüber unserer { $seconds } Sekunden nach: Die Abstimmung würde zu anderer Zeit beginnen und enden als angekündigt. Stellen Sie beide Uhren nach einem Zeitserver.
    }

## The list of polls

manage-title = Abstimmungen verwalten
manage-others = Alle anderen Abstimmungen
manage-new = Neue Abstimmung
manage-audit = Protokoll
manage-label = Abstimmungen
manage-caption = Alle Abstimmungen und Entwürfe
manage-caption-archive = Abgelegte Abstimmungen und Entwürfe
manage-poll = Abstimmung
manage-state = Stand
manage-closes = Ende der Abstimmung
manage-closes-not = noch nicht festgelegt
manage-issued = Ausgegebene Wahlausweise
manage-standing =
    { $state ->
        [draft] Entwurf
        [sealed] wird veröffentlicht
        [published] veröffentlicht
        [issued] Wahlausweise ausgegeben
        [over] beendet
        [precincts] in Wahlbezirken
       *[other] abgesagt
    }
manage-none = Noch keine Abstimmungen.
manage-none-archive = Das Archiv ist leer.

## Copy, next round, archive

more-title = Kopie, nächster Wahlgang, Archiv
more-title-of = Mehr zu: { $title }
more-refused = Nichts wurde angelegt
more-copy = Kopie
more-copy-lead = Ein neuer Entwurf mit denselben Fragen und Einstellungen. Zeiten in der Vergangenheit werden verschoben, alle um gleich viel.
more-copy-roll = Mit dem Wählerverzeichnis
more-copy-go = Abstimmung kopieren
more-round = Nächster Wahlgang
more-round-none = Die Urne zeigt jetzt kein unterschriebenes Ergebnis. Sehen Sie wieder nach, wenn sie eines zeigt.
more-round-lead = Ein neuer Entwurf mit den Möglichkeiten, die Sie ankreuzen. Schon angekreuzt: wer an der Spitze oder um den letzten Sitz gleichauf liegt, oder die ersten zwei, wo niemand mehr als die Hälfte hat. Eine Frage mit weniger als zwei Kreuzen fällt weg.
more-round-lead-roll = Ein neuer Entwurf mit den Möglichkeiten, die Sie ankreuzen, und demselben Wählerverzeichnis. Schon angekreuzt: wer an der Spitze oder um den letzten Sitz gleichauf liegt, oder die ersten zwei, wo niemand mehr als die Hälfte hat. Eine Frage mit weniger als zwei Kreuzen fällt weg.
more-round-votes =
    { $n ->
        [one] { $n } Stimme
       *[other] { $n } Stimmen
    }
more-round-go = Nächsten Wahlgang entwerfen
more-reset = Probe von vorn beginnen
more-reset-lead = Diese Probe wird abgesagt und ins Archiv gelegt, und mit demselben Wählerverzeichnis entsteht ein neuer Entwurf davon. Was veröffentlicht wurde, bleibt öffentlich.
more-reset-lead-over = Diese Probe wird ins Archiv gelegt, und mit demselben Wählerverzeichnis entsteht ein neuer Entwurf davon. Was veröffentlicht wurde, bleibt öffentlich.
more-reset-go = Absagen und von vorn beginnen
more-archive-lead = Sie verschwindet aus der Liste der Abstimmungen; nichts wird gelöscht, und Sie können sie wieder herausholen.
more-archive-not = Ins Archiv kann die Abstimmung, wenn sie beendet oder abgesagt ist.
more-archived = Sie ist im Archiv.
more-archive-go = Ins Archiv legen
more-unarchive-go = Aus dem Archiv holen
more-delete = Löschen
more-delete-lead = Der Entwurf verschwindet für immer, mit seinem Wählerverzeichnis und den Texten der Kandidaturen. Das Protokoll behält, dass es ihn gab.
more-delete-sure = Für immer löschen
more-delete-go = Entwurf löschen

## Why nothing was copied, archived or deleted

copy-error-no-test = Nur eine veröffentlichte Probeabstimmung kann von vorn beginnen; kopieren Sie stattdessen diese Abstimmung.
copy-error-running = Die Abstimmung läuft noch; ins Archiv kann sie, wenn sie beendet oder abgesagt ist.
copy-error-sealed = Die Abstimmung wird gerade veröffentlicht; ins Archiv kann sie, wenn sie beendet oder wieder ein Entwurf ist.
copy-error-done = Das ist schon geschehen, durch Sie oder jemand anderen.
copy-error-no-result = Es gibt noch kein Ergebnis; der nächste Wahlgang kann entworfen werden, wenn die Urne eines unterschrieben hat.
copy-error-forged = Die Urne hat ein Ergebnis gesendet, das sie nicht unterschrieben hat.
copy-error-no-options = Wählen Sie mindestens zwei Möglichkeiten einer Frage.
delete-error-published = Nur Entwürfe werden gelöscht: Diese Abstimmung ist veröffentlicht oder wird es gerade; was veröffentlicht wurde, bleibt.
delete-error-split = Dieser Entwurf wurde in Wahlbezirke geteilt und wird gebraucht, um sie zu veröffentlichen, aufzulisten und zusammenzuzählen. Löschen Sie zuerst deren Entwürfe.
delete-error-unsure = Kreuzen Sie an, dass der Entwurf für immer gelöscht werden soll.
box-unreachable = Die Urne ist nicht erreichbar ({ $detail }).

## A published poll and its notices

notices-title = Übersicht
notices-published = Die Abstimmung ist veröffentlicht.
notices-done = Die Bekanntmachung ist gegeben.
notices-passes = Wahlausweise
notices-voting = Abstimmen
notices-cancelled = (abgesagt)
notices-zone = Zeitzone
notices-turnout = Beteiligung
notices-turnout-of =
    { $issued ->
        [one] { $issued } von { $eligible } Wahlausweisen abgeholt.
       *[other] { $issued } von { $eligible } Wahlausweisen abgeholt.
    }
notices-turnout-open =
    { $issued ->
        [one] { $issued } Wahlausweis abgeholt.
       *[other] { $issued } Wahlausweise abgeholt.
    }
notices-turnout-late = Das Verzeichnis kann wachsen, solange Wahlausweise ausgegeben werden.
notices-turnout-who = Sehen, wer
notices-mails = E-Mails
notices-mails-sent = { $sent } versandt, { $waiting } warten.
notices-mails-failed =
    { $failed ->
        [one] { $failed } konnte nicht zugestellt werden
       *[other] { $failed } konnten nicht zugestellt werden
    }
notices-erased = Das Wählerverzeichnis wird gelöscht
notices-erased-done = ist geschehen
notices-erased-never = nicht von selbst
notices-count = Zahl der Wahlausweise bei der Urne
notices-count-due = fällig, wenn keine Wahlausweise mehr ausgegeben werden
notices-for-voters = Für Wählende
# A link; behind it stands the next one.
notices-page = Die Seite dieser Abstimmung
notices-page-hint = der Link zum Weitergeben
notices-at-box = Bei der Urne
notices-booth = Wahlkabine
notices-ballots = Stimmzettel und Ergebnis
notices-notices = Bekanntmachungen
notices-none = Noch keine.
notices-given =
    { $kind ->
        [extend] Verlängert
        [close] Früher beendet
       *[other] Abgesagt
    }
notices-given-until = bis { $date }.
notices-on-its-way = Was noch nicht bei der Urne angekommen ist, wird von selbst wieder versucht, außer es wurde abgelehnt. Eine Bekanntmachung gilt nur, wenn sie vor dem Ende der Abstimmung ankommt.
notices-try-now = Jetzt versuchen
notices-look-again = Noch einmal nachsehen
notices-give = Bekanntmachung herausgeben
notices-refused = Keine Bekanntmachung wurde herausgegeben
notices-kind = Was soll geschehen?
notices-extend = Abstimmung verlängern
notices-extend-hint = Wahlausweise gibt es wie bisher nur bis { $date }.
notices-close = Abstimmung früher beenden
notices-close-hint = Frühestens in einer Stunde, damit noch Wählende kommen können.
notices-cancel = Abstimmung absagen
notices-cancel-hint = Es wird nicht mehr abgestimmt; ein Ergebnis wird es nie geben.
notices-closes = Neues Ende der Abstimmung (Zeitzone { $zone })
notices-reason = Grund, für die Wählenden
notices-sure = Ich weiß, dass eine Bekanntmachung öffentlich ist und nicht zurückgenommen werden kann
notices-go = Bekanntmachung herausgeben

## Why no notice was given

notice-error-kind = Wählen Sie, was geschehen soll.
notice-error-unsure = Kreuzen Sie das Feld an: Eine Bekanntmachung ist öffentlich und kann nicht zurückgenommen werden.
notice-error-no-poll = Diese Abstimmung ist nicht veröffentlicht.
notice-error-over = Die Abstimmung ist vorbei.
notice-error-reason = Sagen Sie, warum, in höchstens 1000 Zeichen.
notice-error-time = Das neue Ende der Abstimmung muss beim Verlängern und früheren Beenden angegeben werden, beim Absagen nicht.
notice-error-not-later = Das neue Ende der Abstimmung muss später liegen als das jetzige, { $end }.
notice-error-not-earlier = Das neue Ende der Abstimmung muss früher liegen als das jetzige, { $end }.
notice-error-too-soon = Das neue Ende der Abstimmung muss mindestens eine Stunde in der Zukunft liegen, und einige Minuten mehr zum Ankommen.
notice-error-pending = Eine frühere Bekanntmachung ist noch nicht bei der Urne angekommen; immer nur eine.

## Candidates

candidates-title = Kandidaturen
candidates-title-of = Kandidaturen: { $title }
candidates-done =
    { $done ->
        [invited] Die Einladung ist als E-Mail unterwegs.
        [approved] Freigegeben: Wählende werden diesen Text lesen.
        [returned] Zurückgegeben: Eine E-Mail mit Ihren Worten ist unterwegs.
       *[other] Für diese Möglichkeit kandidiert niemand mehr.
    }
candidates-lead = Wer für eine Möglichkeit kandidiert, kann den Text schreiben, den Wählende daneben lesen. Alle sehen nur die eigene Möglichkeit. Sie geben frei, was geschrieben wurde; damit wird es zur Beschreibung der Möglichkeit.
candidates-published = Die Abstimmung ist veröffentlicht: Hieran ist nichts mehr zu ändern.
candidates-state =
    { $state ->
        [invited] hat noch nichts geschrieben
        [written] wartet darauf, dass Sie es lesen
        [returned] zurückgegeben
       *[other] freigegeben
    }
candidates-words = Sie schrieben: { $words }
candidates-approve = Freigeben
candidates-approve-label = Freigeben: Text von { $option }
candidates-return-words = Was soll geändert werden?
candidates-return = Zurückgeben
candidates-return-label = Zurückgeben: Text von { $option }
candidates-remove = Kandidatur entfernen
candidates-remove-label = Kandidatur entfernen: { $option }
candidates-again = Einladung noch einmal senden
candidates-again-label = Einladung noch einmal senden an { $email }
candidates-email = E-Mail-Adresse der Person, die kandidiert
candidates-invite = Einladen
candidates-invite-label = Einladen zur Kandidatur für { $option }
candidates-nobody = Niemand.

## Why a candidacy was not changed

candidate-error-no-candidacy = Diese Kandidatur gibt es nicht.
candidate-error-no-option = Der Entwurf hat diese Möglichkeit nicht; speichern Sie ihn zuerst, wenn Sie sie gerade hinzugefügt haben.
candidate-error-published = Die Abstimmung ist veröffentlicht: Was Wählende lesen, ist nicht mehr zu ändern.
candidate-error-taken = Für diese Möglichkeit kandidiert schon { $email }; entfernen Sie zuerst diese Kandidatur.
candidate-error-nothing = Zu dieser Kandidatur ist noch nichts geschrieben.
candidate-error-changed = Der Text wurde inzwischen geändert; lesen Sie ihn noch einmal.
# The detail is in English.
candidate-error-draft = Mit diesem Text könnte die Abstimmung nicht veröffentlicht werden ({ $detail }).
candidate-error-too-long = Höchstens { $most } Zeichen sind möglich; der Text hat { $has }.
candidate-error-control = Der Text enthält Steuerzeichen, die kein Text braucht.
candidate-error-empty = Schreiben Sie hier etwas, oder unter „Wer Sie sind“.
candidate-error-no-words = Schreiben Sie, was geändert werden soll.
