### Die Seiten des Wahlamts, auf denen eine Abstimmung in Wahlbezirke geteilt wird. Wie übersetzt wird: docs/languages.md.

tab-precincts = Wahlbezirke
split-title = In Wahlbezirke teilen
split-lead = Eine sehr große Abstimmung kann als mehrere stattfinden, ihre Wahlbezirke. Sie fragen dasselbe zur selben Zeit; jede Person stimmt in einem davon ab. Jeder hat eine öffentliche Liste und ein Ergebnis für sich, und am Ende unterschreiben Sie die Summe. Die meisten Abstimmungen brauchen keine.
split-needs = Die Abstimmung braucht ein Wählerverzeichnis, einen Kurznamen für Links und Fragen, deren Auszählung sich zusammenzählen lässt: keine integrierte Stichwahl und keine übertragbare Einzelstimme.
split-price = Das Ergebnis eines Wahlbezirks verrät mehr über seine Stimmberechtigten als das des Ganzen. Darum braucht jeder mindestens { $least }, außer bei Tests.
split-how = Wer kommt in welchen Wahlbezirk?
split-lot = Das Los entscheidet, zu gleichen Teilen
split-lot-hint = Der Wahlbezirk verrät dann nichts über eine Person. Nehmen Sie das, wo immer es geht.
split-file = Eine Datei sagt es
split-file-hint = Für Gruppen, die eigene Ergebnisse haben sollen. Jedes davon zeigt, wie die Gruppe abgestimmt hat: Sagen Sie es den Stimmberechtigten.
split-count = Zahl der Wahlbezirke
split-groups = CSV-Datei der Gruppen
split-groups-hint = Mit den Spalten email und precinct, andere werden übergangen. Sie nennt den Wahlbezirk aller im Wählerverzeichnis; wer sonst darin steht, bleibt außer Betracht.
split-go = Abstimmung teilen
split-after = Damit wird nichts veröffentlicht. Bis Sie beginnen, die Wahlbezirke zu veröffentlichen, können Sie es zurücknehmen.

set-title = Wahlbezirke
set-of = Eine Abstimmung in { $n } Wahlbezirken
set-alias = Kurzname
set-published = Veröffentlicht
set-published-of = { $n } von { $total }
set-listed = und aufgelistet
set-voters = Stimmberechtigte
set-turnout = Ausgegebene Wahlausweise
set-voting = Stimmabgabe
set-ends-differ = Die Wahlbezirke enden zu verschiedenen Zeiten: Die Summe kommt nach dem letzten.
set-public = Für alle
set-public-page = Seite der Abstimmung
set-public-later = Eine Seite gibt es, sobald alle Wahlbezirke veröffentlicht sind.
set-table = Wahlbezirke
set-precinct = Wahlbezirk
set-ballots = Stimmzettel
set-no-ballots = noch keine
set-phase = Bei der Urne
set-phase-is =
    { $phase ->
        [before] vor der Stimmabgabe
        [voting] Stimmabgabe läuft
        [closed] geschlossen, wird ausgezählt
        [counted] ausgezählt
        [cancelled] abgesagt
       *[other] { $phase }
    }
set-no-answer = keine Antwort
set-unpublished = noch nicht veröffentlicht
set-undelivered =
    { $n ->
        [one] { $n } Mitteilung hat die Urne noch nicht bestätigt. Sie wird von selbst wieder versucht, wenn sie nicht abgelehnt wurde.
       *[other] { $n } Mitteilungen hat die Urne noch nicht bestätigt. Sie werden von selbst wieder versucht, wenn sie nicht abgelehnt wurden.
    }
set-waits = unterwegs

set-done =
    { $done ->
        [split] Die Abstimmung ist geteilt. Sehen Sie sich einen der Wahlbezirke an und veröffentlichen Sie dann alle.
        [moved] Alle Wahlbezirke haben diese Zeiten.
        [published] Alle Wahlbezirke sind veröffentlicht, und ihre Liste ist unterschrieben.
        [given] Die Bekanntmachung ist an alle Wahlbezirke gegeben. Sie gilt hier, sobald die Urne sie bestätigt hat.
        [tried] Was nicht angekommen war, wird noch einmal gesendet.
        [total] Die Summe ist unterschrieben und öffentlich.
       *[undone] Die Wahlbezirke sind gelöscht, und dies ist wieder ein Entwurf.
    }
set-added = Die Person steht im Wählerverzeichnis von Wahlbezirk { $number }.
set-added-file =
    { $added ->
        [one] { $added } Person wurde hinzugefügt.
       *[other] { $added } Personen wurden hinzugefügt.
    }
set-known =
    { $n ->
        [one] { $n } Person stand schon in einem Wählerverzeichnis.
       *[other] { $n } Personen standen schon in ihren Wählerverzeichnissen.
    }

set-times = Zeiten aller Wahlbezirke
set-times-lead = Sie werden zusammen verschoben, hier in der Zeitzone { $zone }, solange alle Wahlbezirke Entwürfe sind.
set-times-go = Zeiten aller verschieben

set-publish = Prüfen und veröffentlichen
set-publish-lead = Alle Wahlbezirke werden nacheinander veröffentlicht und zusammen aufgelistet. Das dauert für jeden etwa zwei Sekunden und muss geschehen sein, bevor der erste Wahlausweis ausgegeben wird. Was getan ist, bleibt getan.
set-publish-checks = Was zum ersten von ihnen gefunden wurde
set-publish-go = Alle Wahlbezirke veröffentlichen
set-publish-on = { $n } von { $total } sind veröffentlicht. Das geht in mehreren Runden: Fahren Sie fort, bis es alle sind.
set-publish-further = Weiter veröffentlichen

set-notice = Bekanntmachung für alle Wahlbezirke
set-notice-lead =
    { $n ->
        [one] { $n } Wahlbezirk kann eine bekommen. Eine eigene bekommt ein Wahlbezirk auf seiner Seite.
       *[other] { $n } Wahlbezirke können eine bekommen. Eine eigene bekommt ein Wahlbezirk auf seiner Seite.
    }
set-notice-some = An { $n } Wahlbezirke gegeben. Diese haben sie nicht bekommen:
set-notice-none = Kein Wahlbezirk hat sie bekommen:
set-notice-one = Wahlbezirk { $number }: { $why }
set-notice-go = An alle Wahlbezirke geben

set-total = Summe unterschreiben
set-total-lead = Wenn alle Wahlbezirke ausgezählt sind, werden ihre unterschriebenen Ergebnisse zusammengezählt. Die Summe wird einmal unterschrieben und gilt für immer.
set-total-cancelled = Ein Wahlbezirk wurde abgesagt, darum gibt es keine Summe: Sie ließe Stimmberechtigte aus.
set-total-running = Die Stimmabgabe ist nicht in allen Wahlbezirken vorbei.
set-total-some = Bisher sind { $counted } von { $total } Ergebnissen da, die die Zahl der Wahlausweise nennen. Bei vielen Wahlbezirken braucht das mehrere Runden: Versuchen Sie es noch einmal.
set-total-sure = Ich weiß, dass eine Summe öffentlich ist und nicht zurückgenommen werden kann
set-total-go = Zusammenzählen und unterschreiben
set-total-done = Die Summe ist unterschrieben.

set-add = Eine Person hinzufügen
set-add-lead = Niemand kommt in zwei Wahlbezirke: Wer in einem steht, wird hier abgelehnt.
set-add-to = Wahlbezirk
set-add-smallest = der kleinste
set-add-number = Wahlbezirk { $number }
set-add-file = Personen aus einer Datei hinzufügen
set-add-file-label = Datei mit Stimmberechtigten
set-add-file-hint = CSV mit den Spalten email und precinct, nach Wunsch auch name und external_id. Unter precinct steht die Nummer oder der Name eines Wahlbezirks, oder nichts für den mit den wenigsten Stimmberechtigten. Alle werden hinzugefügt, oder niemand.
set-add-file-go = Personen aus der Datei hinzufügen

set-undo = Teilung zurücknehmen
set-undo-lead = Die Entwürfe aller Wahlbezirke werden gelöscht, und die Abstimmung ist wieder ein Entwurf mit dem Wählerverzeichnis, das sie hatte. Was seither in den Wahlbezirken geändert wurde, ist verloren, auch wer dort hinzukam.
set-undo-sure = Entwürfe aller Wahlbezirke löschen
set-undo-go = Teilung zurücknehmen

set-part = Dies ist Wahlbezirk { $number } von { $total } einer größeren Abstimmung.
set-part-link = Alle Wahlbezirke

## Warum Wahlbezirke nicht gemacht, veröffentlicht oder zusammengezählt wurden

split-error-how = Wählen Sie, wer in welchen Wahlbezirk kommt.
split-error-number = Geben Sie die Zahl der Wahlbezirke an, von 2 bis 1000.
split-error-no-file = Wählen Sie die Datei der Gruppen.
split-error-file-long = Die Datei ist zu lang: Höchstens 16 MiB werden gelesen.
split-error-unsure = Kreuzen Sie zuerst das Kästchen an.
split-error-count = Es gibt 2 bis 1000 Wahlbezirke.
split-error-alias = Eine Abstimmung in Wahlbezirken braucht einen Kurznamen aus Kleinbuchstaben, Ziffern und Bindestrichen, der innerhalb von 32 Zeichen Platz für „-<Nummer>-of-<Zahl>“ lässt.
split-error-no-roll = Stimmberechtigte werden aus einem Wählerverzeichnis auf Wahlbezirke verteilt; eine Abstimmung für alle hat keines.
split-error-rounds = { $question } wird in Runden ausgezählt (irv, stv-scottish, stv-meek), und Runden von Wahlbezirken lassen sich nicht zusammenzählen; nehmen Sie schulze, borda, eine Auswahl oder Punkte, oder veröffentlichen Sie eine Abstimmung ohne Wahlbezirke.
split-error-few =
    { $least ->
        [1] { $voters } Stimmberechtigte sind zu wenige für { $count } Wahlbezirke: Manche blieben leer; nehmen Sie weniger Wahlbezirke.
       *[other] { $voters } Stimmberechtigte sind zu wenige für { $count } Wahlbezirke: In manchen wären es weniger als { $least }, und das Ergebnis so weniger verrät, wie sie abgestimmt haben; nehmen Sie weniger Wahlbezirke.
    }
split-error-small-group = „{ $name }“ hat { $voters } Stimmberechtigte, und das Ergebnis von weniger als { $least } verrät, wie sie abgestimmt haben; legen Sie es mit einem anderen Wahlbezirk zusammen.
split-error-header = Die erste Zeile der Datei muss die Spalten email und precinct haben; sie lautet „{ $found }“.
split-error-name = ein Wahlbezirk braucht einen Namen von höchstens { $most } Zeichen auf einer Zeile
split-error-in-two = diese Person war vorher in einem anderen Wahlbezirk
split-error-many = Eine Datei fügt höchstens { $most } Personen hinzu: Teilen Sie sie auf, oder laden Sie größere ins Wählerverzeichnis eines einzelnen Wahlbezirks.
split-error-ungrouped = Die Datei sagt nicht, zu welchem Wahlbezirk { $email } gehört.
split-error-candidates = Der Text einer Kandidatur wartet auf Freigabe; geben Sie ihn frei oder entfernen Sie ihn, bevor der Entwurf geteilt wird.
split-error-no-draft = Dies ist kein Entwurf, der geteilt werden könnte: Er ist veröffentlicht oder schon geteilt, oder der Kurzname gehört anderen Wahlbezirken.
split-error-precinct = Dieser Entwurf ist schon ein Wahlbezirk und wird nicht noch einmal geteilt: Für mehr Wahlbezirke nehmen Sie die Teilung zurück und teilen neu.
split-error-not-split = Dieser Entwurf wurde nicht in Wahlbezirke geteilt.
split-error-incomplete = Ein Wahlbezirk wurde gelöscht: Löschen Sie auch die anderen und teilen Sie den Entwurf noch einmal.
split-error-meanwhile = Der Entwurf oder sein Wählerverzeichnis wurde während der Teilung geändert, und nichts wurde geteilt: Sehen Sie ihn an und teilen Sie ihn noch einmal.
split-error-begun = Ein Wahlbezirk ist veröffentlicht oder unterwegs: Die Teilung lässt sich nicht mehr zurücknehmen.
split-error-sealed = Ein Wahlbezirk ist veröffentlicht oder unterwegs: Seine Zeiten stehen fest, darum wurde nichts verschoben.
split-error-overtaken = Jemand hat inzwischen einen Wahlbezirk geändert, und nichts wurde verschoben: Sehen Sie nach und versuchen Sie es noch einmal.
split-error-erased = Das Wählerverzeichnis, das dieser Entwurf hatte, wurde gelöscht, und ohne die Teilung bliebe niemand: Laden Sie zuerst die Verzeichnisse der Wahlbezirke herunter und löschen Sie dann deren Entwürfe einzeln.
split-error-no-precinct = Es gibt keinen Wahlbezirk { $number }.
split-error-renamed = Wahlbezirk { $number } hat einen anderen Kurznamen: Geben Sie seinem Entwurf wieder { $alias }.
split-error-small = Wahlbezirk { $number } hat { $voters } Stimmberechtigte, und das Ergebnis von weniger als { $least } verrät, wie sie abgestimmt haben: Fügen Sie welche hinzu; oder nehmen Sie die Teilung zurück, wenn nichts veröffentlicht ist, und teilen Sie in weniger.
split-error-two-rolls = { $email } steht in den Verzeichnissen mehrerer Wahlbezirke und bekäme mehrere Wahlausweise: Nehmen Sie die Adresse aus allen Entwürfen bis auf einen.
split-error-one-voter = { $one } und { $other } sind Adressen derselben Person und stehen in den Verzeichnissen verschiedener Wahlbezirke, für mehrere Wahlausweise: Nehmen Sie eine davon aus ihrem Entwurf.
split-error-changed = Wahlbezirk { $number } wurde geändert und weicht vom ersten ab: Gleichen Sie die Entwürfe an, oder nehmen Sie die Teilung zurück, ändern Sie den Entwurf und teilen Sie ihn noch einmal.
split-error-late = Alle Wahlbezirke werden veröffentlicht und aufgelistet, bevor ein Wahlausweis ausgegeben wird, und die Zeit bis zu denen von Wahlbezirk { $number } ist zu kurz: Verschieben Sie die Zeiten aller; oder wenn manche veröffentlicht sind, sagen Sie diese ab, kopieren Sie den geteilten Entwurf mit seinem Wählerverzeichnis, geben Sie der Kopie einen anderen Kurznamen und spätere Zeiten, und teilen Sie die Kopie.
split-error-unfit = Wahlbezirk { $number } kann dieser Wahlbezirk nicht sein: { $detail }
split-error-not-listed = Die Wahlbezirke sind noch nicht aufgelistet: Veröffentlichen Sie alle.
split-error-forged = Das Ergebnis von Wahlbezirk { $number } ist nicht das der Urne: { $detail }
publish-error-precinct-alias = Ein Kurzname wie „board-1-of-2“ ist der eines Wahlbezirks: Wählen Sie einen anderen.
split-error-other = Es ging nicht: { $detail }
roll-split = Dieser Entwurf wurde in Wahlbezirke geteilt: Fügen Sie Stimmberechtigte dort hinzu.
roll-in-precinct = Diese Adresse steht im Wählerverzeichnis von Wahlbezirk { $number } dieser Abstimmung.
roll-in-precincts = Jemand aus der Datei steht im Wählerverzeichnis eines anderen Wahlbezirks dieser Abstimmung.
