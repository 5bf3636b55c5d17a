### Alles, was die Wahlkabine sagt, und die Skripte der Seiten für Quittungen. Wie übersetzt wird: docs/languages.md.
### Die Wörter der Wählenden: Wahlausweis, Quittungscode, öffentliche Stimmzettelliste, Urne, Wahlamt.

# ltr, or rtl for languages that are written from right to left.
direction = ltr

## The frame of the page

skip = Zum Stimmzettel springen
notice-label = Hinweis
poll-label = Abstimmung
languages-label = Sprachen
opening = Die Abstimmung wird geöffnet …
foot = Ihr Stimmzettel entsteht in diesem Browser. Diese Seite lädt nichts von anderen Seiten.

# The five steps above each page; "done" is read aloud after a step that is behind.
step-collect = Anmelden und Wahlausweis abholen
step-mark = Ankreuzen
step-review = Prüfen
step-cast = Abgeben
step-keep = Quittung aufheben
steps-label = Schritte
step-done = erledigt
# The title of the window: the page, then the poll.
title-of = { $page } – { $poll }
# The same, of a page whose answer was refused.
title-of-error = Fehler: { $page }

## Banners, and buttons of many pages

test-banner = Dies ist eine Probeabstimmung. Sie entscheidet nichts.
demo-banner = Dies ist eine Vorführung. Benutzen Sie sie nicht für eine echte Abstimmung.
try-again = Noch einmal versuchen
look-again = Noch einmal nachsehen
back = Zurück
next = Weiter
more = Weiterlesen
technical = Angaben für den Support

## What keeps a voter from going on

trouble-insecure-title = Diese Seite braucht eine sichere Verbindung
trouble-insecure = Ihr Browser lässt eine Seite nur dann einen Stimmzettel anfertigen, wenn die Adresse mit https beginnt. Öffnen Sie die Abstimmung noch einmal über die https-Adresse aus Ihrer Einladung.
trouble-old-title = Dieser Browser ist zu alt für die Stimmabgabe
trouble-old = Er kann Ihren Stimmzettel nicht unterschreiben. Benutzen Sie eine aktuelle Version von Firefox, Safari, Chrome oder Edge, auf diesem oder einem anderen Gerät.
trouble-storage-title = Dieser Browser lässt die Seite Ihren Wahlausweis nicht merken
trouble-storage = Ohne das ginge Ihr Wahlausweis verloren, sobald Sie die Seite verlassen, um ihn abzuholen. Noch ist nichts geschehen, und nichts ist verloren. Verlassen Sie das private Fenster, erlauben Sie dieser Seite, Daten zu speichern, oder benutzen Sie einen anderen Browser.
trouble-full-title = Ihr Browser konnte diesen Schritt nicht speichern
trouble-full = Vielleicht ist der Speicher des Geräts voll, oder das Speichern ist abgeschaltet. Nichts wurde gesendet, und nichts ist verloren. Schaffen Sie Platz und versuchen Sie es noch einmal.
trouble-unreachable-title = Die Urne ist nicht erreichbar
trouble-unreachable = Prüfen Sie Ihre Verbindung und versuchen Sie es noch einmal. Nichts ist verloren: Was dieses Gerät für Sie aufbewahrt, bleibt hier.
trouble-unknown-title = Diese Abstimmung gibt es hier nicht
trouble-unknown = Vergleichen Sie die Adresse mit der in Ihrer Einladung. Es kommt auf jeden Buchstaben an.
trouble-manifest-title = Dieser Abstimmung ist nicht zu trauen
trouble-manifest = Was die Urne gesendet hat, gehört nicht zu dieser Adresse, oder es fehlt eine Unterschrift. Stimmen Sie hier nicht ab. Sagen Sie es denen, die die Abstimmung durchführen.
trouble-failed-title = Auf dieser Seite ist etwas schiefgegangen
trouble-failed = Nichts von dem, was Sie getan haben, ist verloren. Versuchen Sie es noch einmal: Es geht weiter, wo Sie waren.

## The first page, and the poll at a glance

start-action = Beginnen: Wahlausweis abholen
start-voting = Abstimmen
start-passes = Wahlausweise
start-from-to = { $from } bis { $to }
start-until = bis { $to }
start-who = Wer abstimmen darf
start-roll =
    { $n ->
        [one] Eine Person im Wählerverzeichnis von { $registrar }
       *[other] { $n } Personen im Wählerverzeichnis von { $registrar }
    }
start-open = Alle, die { $registrar } zulässt und deren E-Mail-Adresse bestätigt ist
start-results = Ergebnisse
start-results-live = Schon während der Abstimmung zu sehen
start-results-after = Nach dem Ende der Abstimmung
start-live-title = Die Ergebnisse sind öffentlich, während noch abgestimmt wird
start-live = Während der Abstimmung sehen alle, wie viele Stimmen jede Möglichkeit hat. In einer kleinen Abstimmung kann auffallen, dass sich die Zahlen kurz nach Ihrer Stimmabgabe ändern.
start-how-title = Wie bleibt meine Stimme geheim?
start-how = Das Wahlamt prüft, ob Sie abstimmen dürfen, und gibt Ihnen einen Wahlausweis, den es nicht wiedererkennen kann. Mit dem Ausweis stimmen Sie hier ab. So sieht das Wahlamt nie Ihre Stimme, und die Urne erfährt nie, wer Sie sind.
start-how-device = Benutzen Sie ein Gerät, dem Sie vertrauen. Wer das Gerät beherrscht, kann sehen, wie Sie abstimmen.
start-eligible = Nicht sicher, ob Sie im Wählerverzeichnis stehen? Fragen Sie das Wahlamt
start-early-title = Noch werden keine Wahlausweise ausgegeben
start-early = Kommen Sie wieder, frühestens { $date }.
start-no-passes-title = Es werden keine Wahlausweise mehr ausgegeben
start-no-passes = Es gab sie bis { $date }. Wenn Sie Ihren auf einem anderen Gerät abgeholt haben, stimmen Sie dort ab, oder benutzen Sie hier Ihre Sicherungsdatei.
start-doubted-title = Die Urne sagt, diese Abstimmung sei vorbei
start-doubted = Nach der Uhr dieses Geräts und dem, was das Wahlamt unterschrieben hat, läuft die Abstimmung bis { $date }. Wenn diese Uhr stimmt, machen Sie weiter: Die Urne muss Ihren Stimmzettel annehmen oder unterschreiben, dass sie ihn ablehnt.
start-doubted-before-title = Die Urne sagt, die Abstimmung habe noch nicht begonnen
start-doubted-before = Nach der Uhr dieses Geräts hat die Abstimmung begonnen: { $date }. Wenn diese Uhr stimmt, machen Sie weiter: Die Urne muss Ihren Stimmzettel annehmen oder unterschreiben, dass sie ihn ablehnt.
start-doubted-passes-title = Die Urne sagt, es würden jetzt keine Wahlausweise ausgegeben
start-doubted-passes = Nach der Uhr dieses Geräts werden sie ausgegeben, und zwar von { $from } bis { $to }. Wenn diese Uhr stimmt, machen Sie weiter: Ausgegeben werden sie vom Wahlamt und nicht von der Urne.
start-clocks = Die Uhr der Urne zeigt { $box }, die dieses Geräts { $device }. Vergleichen Sie beide mit einer anderen Uhr. Geht die dieses Geräts falsch, stellen Sie sie richtig und laden Sie diese Seite neu.
start-over-title = Die Abstimmung ist beendet
start-over = Auf diesem Gerät liegt für diese Abstimmung kein Stimmzettel und keine Quittung.
start-result-link = Zum Ergebnis
start-poll-link = Über diese Abstimmung
start-receipt-link = Quittung prüfen
start-cancelled-title = Diese Abstimmung wurde abgesagt
start-cancelled = Die Verantwortlichen haben sie abgesagt. Es werden keine Stimmen gezählt.

## Backup files: a voting pass that was not used yet, or a finished ballot

backup-have = Ich habe eine Sicherungsdatei
backup-choose = Sicherungsdatei
backup-hint = Eine Datei, deren Name mit psephos-backup beginnt.
backup-title = Heben Sie eine Sicherungsdatei auf
backup-why = Sie bekommen nur einen einzigen Wahlausweis. Falls dieser Browser ihn vergisst, bevor Sie abgestimmt haben, bringt ihn diese Datei zurück, hier oder auf einem anderen Gerät.
backup-must-title = Speichern Sie zuerst die Sicherungsdatei
backup-must = Die Abstimmung beginnt erst in mehr als fünf Tagen, und manche Browser löschen bis dahin, was eine Seite gespeichert hat. Speichern Sie diese Datei, bevor Sie weitergehen.
backup-secret = Geben Sie sie niemandem: Wer sie hat, kann an Ihrer Stelle abstimmen.
backup-ballot-title = Heben Sie eine Kopie Ihres Stimmzettels auf
backup-ballot-why = Mit dieser Datei kann Ihr fertiger Stimmzettel von einem anderen Browser oder Gerät gesendet werden, falls dieses ihn vergisst.
backup-ballot-secret = Geben Sie sie niemandem: Sie zeigt, wie Sie abstimmen.
backup-save = Sicherungsdatei speichern
backup-saved = Gespeichert. Sie finden die Datei bei Ihren Downloads.
backup-bad = Diese Datei ist beschädigt oder keine Sicherung für diese Abstimmung. Nichts wurde geändert.
backup-other-poll = Dies ist eine Sicherung für eine andere Abstimmung. Öffnen Sie deren Seite, um sie zu benutzen.
backup-taken = Die Sicherungsdatei wurde nicht geöffnet: Auf diesem Gerät hat schon jemand begonnen. Um die Datei zu benutzen, fangen Sie erst neu an.
backup-missing = Speichern Sie die Sicherungsdatei, dann gehen Sie weiter.

## Going to the registrar, and what comes back

request-title = Wahlausweis abholen
request-lead = Melden Sie sich bei { $registrar } an; danach kommen Sie gleich hierher zurück.
request-code = Prüfzeichen
request-code-hint = Nach der Anmeldung muss die Seite dort dieselben vier Zeichen zeigen.
request-go = Weiter zu { $registrar }
request-offline = Dieses Gerät ist offline. Nichts ist verloren: Machen Sie weiter, wenn es wieder verbunden ist.
request-start-over = Von vorn beginnen
request-late = Wenn Ihrer vorher ausgegeben wurde, auf eben diese Anfrage, gibt das Wahlamt ihn Ihnen hier noch. Sonst kann es Ihnen keinen geben.
request-late-go = Bei { $registrar } nach einem früher ausgegebenen Ausweis fragen
request-refused-title = Sie haben keinen Wahlausweis bekommen
# Why the registrar gave no pass.
request-refused-pass-already-issued = Auf Ihren Namen wurde für diese Abstimmung schon ein Wahlausweis ausgegeben, für eine andere Anfrage als diese. Wenn Sie ihn auf einem anderen Gerät oder in einem anderen Browser abgeholt haben, machen Sie dort weiter, oder beginnen Sie hier mit Ihrer Sicherungsdatei von vorn. Wenn Sie das nicht waren, sagen Sie es denen, die die Abstimmung durchführen.
request-refused-not-eligible = Die Adresse, mit der Sie sich angemeldet haben, gehört nicht zu den Wahlberechtigten dieser Abstimmung. Wenn Sie unter einer anderen eingeladen wurden, gehen Sie noch einmal hin, und melden Sie sich mit dieser an. Wenn Sie das für einen Irrtum halten, schreiben Sie denen, die die Abstimmung durchführen.
request-refused-address-changed = Die Verantwortlichen haben Ihre Adresse vor kurzem ins Wählerverzeichnis gesetzt. Einen Tag lang gibt es dafür keinen Wahlausweis, damit die Adresse, die vorher dort stand, widersprechen kann. Kommen Sie danach wieder.
request-refused-issuance-not-open = Noch werden keine Wahlausweise ausgegeben.
request-refused-issuance-closed = Es werden keine Wahlausweise mehr ausgegeben.
request-refused-declined = Die Prüfzeichen waren verschieden, deshalb wurde nichts ausgegeben. Gehen Sie noch einmal zum Wahlamt, und nur mit dem Knopf auf dieser Seite. Wenn sie wieder verschieden sind, sagen Sie es denen, die die Abstimmung durchführen.
request-refused-request-malformed = Das Wahlamt konnte die Anfrage nicht lesen, deshalb wurde nichts ausgegeben. Versuchen Sie es noch einmal. Wenn es wieder geschieht, beginnen Sie von vorn, und sagen Sie es denen, die die Abstimmung durchführen.
request-refused-unknown = Das Wahlamt hat keinen Grund genannt. Versuchen Sie es noch einmal, oder fragen Sie die, die die Abstimmung durchführen.
request-bad-title = Der Link, mit dem Sie zurückgekommen sind, enthält keinen Wahlausweis für dieses Gerät
request-bad = Nichts wurde geändert. Holen Sie den Ausweis mit dem Knopf unten noch einmal ab; das Wahlamt gibt Ihnen denselben.
request-none-title = Dieser Browser hat keinen Wahlausweis angefragt
request-none = Sie sind mit einem Wahlausweis zurückgekommen, aber er gilt nur in dem Browser, in dem Sie begonnen haben. Öffnen Sie diese Seite dort. Falls jener Browser ihn vergessen hat, benutzen Sie hier Ihre Sicherungsdatei und holen Sie den Ausweis noch einmal ab; das Wahlamt gibt Ihnen denselben.
request-signed-title = Die Antwort des Wahlamts ist kein gültiger Wahlausweis
request-signed = Es hat diese Antwort unterschrieben; sie belegt also einen Fehler auf seiner Seite. Sie können es unten noch einmal versuchen. Kommt sie wieder, sagen Sie es denen, die die Abstimmung leiten.

## Somebody began on this device: whose is it?

ask-pass-title = Auf diesem Gerät liegt schon ein Wahlausweis
ask-pass = Jemand hat hier begonnen abzustimmen und ist nicht fertig geworden. Wenn Sie das waren, machen Sie weiter. Wenn es jemand anderes war, benutzen Sie dessen Ausweis nicht.
ask-request-title = Jemand hat hier begonnen, einen Wahlausweis abzuholen
ask-request = Er oder sie ist noch nicht damit zurückgekommen. Wenn Sie das waren, machen Sie weiter.
ask-ballot-title = Jemand hat auf diesem Gerät abgestimmt, und der Stimmzettel ist vielleicht nicht angekommen
ask-ballot = Ihn noch einmal zu senden, schadet nicht: Er zählt einmal. Auch wenn es nicht Ihrer war, helfen Sie, wenn Sie ihn senden.
ask-recorded-title = Auf diesem Gerät wurde eine Stimme abgegeben
ask-recorded = Wenn es Ihre war, können Sie die Quittung ansehen. Wenn Sie jemand anderes sind, beginnen Sie mit Ihrem eigenen Wahlausweis; die Quittung der anderen Person wird dann von diesem Gerät entfernt.
ask-recorded-over = Wenn es Ihre war, können Sie die Quittung ansehen. Wenn sie jemand anderem gehört, lassen Sie sie hier liegen. In dieser Abstimmung kann niemand mehr abstimmen.
ask-go-on = Das war ich: weitermachen
ask-send = Jetzt senden
ask-receipt = Das war ich: Quittung zeigen
ask-start-over = Ich bin jemand anderes: von vorn beginnen
ask-loss-title = Den Wahlausweis von diesem Gerät entfernen?
ask-loss = Das Wahlamt gibt keinen zweiten aus. Ohne Sicherungsdatei kann die Person, der er gehört, nicht mehr an dieser Abstimmung teilnehmen.
ask-loss-request-title = Die Anfrage nach einem Wahlausweis von diesem Gerät entfernen?
ask-loss-request = Wurde für diese Anfrage schon ein Ausweis ausgegeben, gilt er danach nur noch mit einer Sicherungsdatei, und das Wahlamt gibt keinen zweiten aus. Wurde keiner ausgegeben, geht nichts verloren.
ask-loss-ballot-title = Den fertigen Stimmzettel von diesem Gerät entfernen?
ask-loss-ballot = Es ist nicht sicher, dass er angekommen ist. Ohne Sicherungsdatei kann ihn niemand noch einmal senden.
ask-loss-receipt-title = Die Quittung von diesem Gerät entfernen?
ask-loss-receipt = An der Stimme ändert das nichts. Ohne Quittung lässt sie sich nicht mehr nachprüfen. Auf dem Gerät können Spuren dessen bleiben, was gespeichert war.
ask-loss-receipt-cancelled = Diese Abstimmung wurde abgesagt, es werden also keine Stimmen gezählt. Ohne Quittung lässt sich nicht mehr zeigen, dass diese Stimme abgegeben wurde. Auf dem Gerät können Spuren dessen bleiben, was gespeichert war.
ask-remove = Entfernen und von vorn beginnen
ask-remove-receipt = Die Quittung entfernen
ask-keep = Behalten
ask-save-receipt = Zuerst die Quittung speichern

## A voting pass is here; voting is not open, or over

wait-title = Sie haben Ihren Wahlausweis
wait-lead = Die Abstimmung beginnt: { $date }. Kommen Sie dann auf diese Seite zurück, mit diesem Browser auf diesem Gerät.
wait-late-title = Die Abstimmung ist beendet
wait-late = Sie haben einen Wahlausweis abgeholt, aber von diesem Gerät wurde kein Stimmzettel abgegeben.
wait-changed = In einem anderen Tab oder Fenster ging es weiter. Hier stehen Sie jetzt.

## Marking

mark-question = Frage { $n } von { $of }
mark-choose-one = Wählen Sie eine Möglichkeit.
mark-choose-up-to = Wählen Sie höchstens { $max }.
mark-choose-exactly = Wählen Sie { $n }.
mark-choose-between = Wählen Sie { $min } bis { $max }.
mark-chosen = { $n } gewählt
mark-too-many = { $n } gewählt, das sind zu viele
mark-abstain = Ich enthalte mich bei dieser Frage
mark-rank-hint = Bringen Sie die Möglichkeiten in Ihre Reihenfolge, die beste zuerst.
mark-rank-exactly = Ordnen Sie { $n } ein.
mark-rank-between = Ordnen Sie mindestens { $min } und höchstens { $max } ein.
mark-ranked = Ihre Reihenfolge
mark-ranked-none = Noch nichts eingeordnet.
mark-unranked = Nicht eingeordnet
mark-rank-full = Sie haben { $n } eingeordnet, so viele wie diese Frage annimmt. Nehmen Sie eine heraus, um eine andere einzuordnen.
mark-rank-as = Auf Platz { $n }
mark-up = Nach oben
mark-down = Nach unten
mark-remove = Entfernen
mark-now-at = { $title } ist jetzt auf Platz { $n }
mark-now-unranked = { $title } ist nicht mehr eingeordnet
mark-score-hint = Geben Sie jeder Möglichkeit Punkte. { $high } ist am besten, { $low } am schlechtesten.
mark-filter = In dieser Liste suchen
mark-filtered = { $n } von { $of } gezeigt
mark-about = Über { $title }
mark-review = Stimmzettel prüfen
mark-back-to-review = Zurück zur Prüfung
mark-error-title = Hier fehlt noch etwas
mark-error-none = Wählen Sie eine Möglichkeit
mark-error-none-abstain = Wählen Sie eine Möglichkeit, oder enthalten Sie sich
mark-error-few = Wählen Sie mindestens { $min }
mark-error-few-abstain = Wählen Sie mindestens { $min }, oder enthalten Sie sich
mark-error-many = Wählen Sie höchstens { $max }
mark-error-scores = Geben Sie jeder Möglichkeit Punkte
mark-error-scores-abstain = Geben Sie jeder Möglichkeit Punkte, oder enthalten Sie sich
mark-error-numbers = Geben Sie jeder Möglichkeit eine ganze Zahl von { $low } bis { $high }
mark-error-numbers-abstain = Geben Sie jeder Möglichkeit eine ganze Zahl von { $low } bis { $high }, oder enthalten Sie sich
mark-error-number = Geben Sie eine ganze Zahl von { $low } bis { $high } ein
mark-error-rank = Ordnen Sie mindestens { $min } ein
mark-error-rank-abstain = Ordnen Sie mindestens { $min } ein, oder enthalten Sie sich
mark-got-pass = Ihr Wahlausweis ist angekommen.
# The marks on the ballot: not on this device alone, but in this tab, until it is closed.
mark-kept = Ihre Angaben bleiben erhalten, solange dieser Tab offen ist.

## Review

review-title = Prüfen Sie Ihren Stimmzettel
review-lead = Ihre Stimme ist noch nicht abgegeben. Prüfen Sie Ihre Antworten, dann geben Sie Ihre Stimme ab.
review-change = Ändern
review-abstained = Sie enthalten sich
review-final-title = Bevor Sie abgeben
review-final = Eine abgegebene Stimme kann nicht mehr geändert werden.
review-receipt = Sie bekommen einen Quittungscode, mit dem Sie prüfen können, dass sie zählt. Nach dem Ende der Abstimmung werden alle Stimmzettel ohne Namen veröffentlicht; wer dann Ihre Quittung hat, kann sehen, wie Sie abgestimmt haben.
review-cast = Stimme abgeben

## Casting

cast-sending-title = Ihre Stimme wird abgegeben …
cast-sending = Das dauert einen Augenblick. Sie dürfen die Seite schließen; wenn Sie sie auf diesem Gerät wieder öffnen, können Sie denselben Stimmzettel noch einmal senden; er zählt nur einmal.
cast-retry = Noch keine Antwort. Neuer Versuch ({ $n }).
cast-offline = Dieses Gerät scheint offline zu sein. Ihr Stimmzettel wird gesendet, sobald es wieder verbunden ist.
cast-unanswered-title = Wir wissen noch nicht, ob Ihre Stimme angekommen ist
cast-unanswered = Die Urne hat nicht geantwortet. Ihr fertiger Stimmzettel ist auf diesem Gerät sicher. Senden Sie ihn jetzt noch einmal, oder öffnen Sie diese Seite später, solange abgestimmt wird; er zählt nur einmal.
cast-again = Noch einmal senden
cast-wrong-title = Ihre Stimme ist noch nicht bestätigt
cast-wrong = Soweit wir sehen, ist Ihre Stimme nicht aufgenommen. Ihr fertiger Stimmzettel ist auf diesem Gerät sicher. Senden Sie ihn noch einmal; bleibt es dabei, speichern Sie die Belege.
cast-refused-title = Die Urne hat Ihren Stimmzettel nicht angenommen
cast-spent-title = Ihr Wahlausweis wurde schon benutzt
# Why the ballot box took no ballot.
cast-refused-token-spent = Mit Ihrem Wahlausweis wurde schon ein anderer Stimmzettel abgegeben, von einem anderen Gerät oder aus einer Sicherung. Jener zählt; dieser nicht.
cast-refused-voting-closed = Die Abstimmung war beendet, bevor Ihr Stimmzettel ankam; deshalb zählt er nicht.
cast-refused-voting-not-open = Die Abstimmung hat noch nicht begonnen. Ihr fertiger Stimmzettel bleibt auf diesem Gerät; senden Sie ihn noch einmal, sobald abgestimmt wird.
cast-refused-token-invalid = Sie sagt, Ihr Wahlausweis sei ungültig. Dieses Gerät hat ihn geprüft und für gut befunden; es stimmt also etwas nicht.
cast-refused-signature-invalid = Sie sagt, die Unterschrift des Stimmzettels sei ungültig. Dieses Gerät hat sie geprüft und für gut befunden; es stimmt also etwas nicht.
cast-refused-content-invalid = Sie sagt, der Stimmzettel sei nicht richtig ausgefüllt. Dieses Gerät hat ihn geprüft und für gut befunden; es stimmt also etwas nicht.
cast-refused-unknown = Sie hat einen Grund genannt, den diese Seite nicht kennt. Ihr Stimmzettel ist noch nicht gezählt; er bleibt auf diesem Gerät.
cast-said-closed = Sie sagt, die Abstimmung sei beendet gewesen, bevor Ihr Stimmzettel ankam.
cast-other-code = Quittungscode des Stimmzettels, der zählt
cast-spent-todo = Wenn Sie jenen Stimmzettel abgegeben haben, haben Sie gewählt, und es ist nichts mehr zu tun. Wenn nicht, hat jemand anderes Ihren Wahlausweis benutzt: Klappen Sie unten „Stimmt etwas nicht?“ auf, speichern Sie die Belege und sagen Sie es den Verantwortlichen der Abstimmung.
cast-evidence-use = Die Antwort ist unterschrieben und damit ein Beleg. Speichern Sie sie, wenn Sie sie für falsch halten.
cast-other-tab = In einem anderen Tab oder Fenster wurde schon ein Stimmzettel fertiggestellt. Jener wird abgegeben; was Sie hier angekreuzt haben, wird nicht verwendet.

## The receipt

receipt-title = Ihre Stimme ist aufgenommen
receipt-lead = Die Urne hat unterschrieben, dass Ihr Stimmzettel angenommen ist und gezählt wird.
# The same page, where a check of the receipt has found a fault.
receipt-fault-title = Die Prüfung hat einen Fehler gefunden
receipt-fault = Die Urne hat unterschrieben, dass Ihr Stimmzettel angenommen ist, aber ihre Antwort auf Ihre Prüfung ist nicht in Ordnung. Heben Sie Ihre Quittung auf. Was nicht stimmt, steht weiter unten auf dieser Seite.
receipt-code = Ihr Quittungscode
receipt-keep = Heben Sie diesen Code oder die Datei auf: Damit können Sie jetzt und nach dem Ende der Abstimmung prüfen, dass Ihr Stimmzettel auf der öffentlichen Liste steht. Er wird nie per E-Mail geschickt.
receipt-secret = Zeigen Sie ihn niemandem: Nach dem Ende der Abstimmung kann jeder, der ihn hat, sehen, wie Sie abgestimmt haben.
receipt-save = Quittungsdatei speichern
receipt-copy = Code kopieren
receipt-copied = Kopiert
receipt-copy-failed = Das Kopieren ging nicht. Markieren Sie den Code und kopieren Sie ihn selbst.
receipt-print = Drucken
receipt-qr = QR-Code der Seite, die diese Quittung prüft
receipt-qr-hint = Mit diesem Bild findet ein anderes Gerät die Seite, die Ihren Stimmzettel prüft.
receipt-mine = Meine Quittungen auf diesem Gerät
receipt-check-title = Prüfen Sie jetzt
receipt-check = Prüfen, ob mein Stimmzettel auf der öffentlichen Liste steht
receipt-check-again = Noch einmal prüfen
receipt-checking = Wird geprüft …
receipt-page = Jederzeit eine Quittung prüfen
receipt-unkept = Was dieses Gerät von Ihrer Stimmabgabe aufbewahrt hatte, wurde in einem anderen Tab entfernt, während Ihr Stimmzettel unterwegs war. Speichern Sie die Quittung jetzt: Nur diese Seite hat sie noch.
receipt-someone-else = Jemand anderes möchte auf diesem Gerät abstimmen
receipt-wrong-title = Stimmt etwas nicht?
receipt-wrong = Die Urne hat ein Versprechen unterschrieben, dass Ihr Stimmzettel gezählt wird, und das kann jeder prüfen. Die Belegdatei enthält es.
receipt-cancelled = Die Verantwortlichen haben diese Abstimmung abgesagt. Es werden keine Stimmen gezählt.

## The page "My receipts"

mine-none = Auf diesem Gerät ist nichts aufbewahrt.
mine-about = Was dieser Browser für Wählende dieser Urne aufbewahrt. Auch andere, die dieses Gerät benutzen, können diese Seite sehen.
mine-recorded = Auf diesem Gerät wurde eine Stimme abgegeben; die Quittung liegt hier.
mine-unconfirmed = Hier liegt ein fertiger Stimmzettel. Vielleicht ist er noch nicht angekommen.
mine-pass = Hier liegt ein Wahlausweis. Auf diesem Gerät wurde damit kein Stimmzettel abgegeben.
mine-request = Auf diesem Gerät wurde ein Wahlausweis angefragt.
mine-unknown-poll = Eine Abstimmung, die diese Urne nicht aufführt
mine-receipt = Quittung zeigen
mine-go-on = Abstimmung öffnen
mine-forget-all = Alles auf diesem Gerät vergessen
mine-forget-title = Alles auf diesem Gerät vergessen?
mine-forget = Das nimmt keine abgegebene Stimme zurück. Quittungen können hier nicht mehr gezeigt werden. Ein Wahlausweis, der nicht benutzt wurde, ist für immer verloren, wenn Sie keine Sicherungsdatei haben.
mine-traces = Browser behalten eine Zeit lang Spuren von dem, was gelöscht wurde. Auf einem fremden Gerät löschen Sie auch die Daten des Browsers für diese Seite.
mine-forget-now = Ja, alles vergessen
mine-keep = Behalten
mine-forgotten = Dieser Browser bewahrt nichts mehr für Wählende dieser Urne auf.

## Evidence files

evidence-save = Belege speichern
evidence-whom = Speichern Sie die Belegdatei und geben Sie sie denen, die die Abstimmung durchführen, bei { $registrar }, und jemandem, der von ihnen unabhängig ist: einem Wahlausschuss, einer Beobachterin, einem Anwalt. Die Unterschriften darin kann jeder prüfen.
evidence-secret = Die Datei enthält Ihren Namen nicht. Sie kann zeigen, welcher Stimmzettel Ihrer ist; geben Sie sie also nur Menschen, denen Sie vertrauen.

## Is the ballot on the public list?

check-listed = Ihr Stimmzettel steht auf der öffentlichen Liste, als Nummer { $n } von { $of }.
check-listed-no-number = Ihr Stimmzettel steht auf der öffentlichen Liste.
check-counted = Er gehört zum unterschriebenen Ergebnis.
check-grown = Die Urne sagt, dass er gezählt wurde. Die öffentliche Liste ist seit der Unterschrift unter das Ergebnis gewachsen; prüfen Sie in einer Weile noch einmal.
check-proved = Dieser Browser hat den Beweis selbst geprüft.
check-waiting = Ihr Stimmzettel ist angenommen und kommt zusammen mit anderen auf die öffentliche Liste, damit niemand erkennt, wann Sie abgestimmt haben. Prüfen Sie in einer Weile noch einmal.
check-waiting-unproved = Ein Stimmzettel mit diesem Code ist angenommen und kommt zusammen mit anderen auf die öffentliche Liste. Prüfen Sie in einer Weile noch einmal.
check-wrong-title = Etwas stimmt nicht
check-unknown-promised = Die Urne hat unterschrieben, dass sie diesen Stimmzettel angenommen hat, und sagt jetzt, sie kenne ihn nicht. Was sie unterschrieben hat, ist ein Beleg.
check-lost = Vielleicht hat sie den Stimmzettel verloren. Dieses Gerät hat ihn noch und kann ihn zusammen mit dem, was die Urne unterschrieben hat, noch einmal senden; er zählt einmal.
check-present = Mit ihrer Unterschrift noch einmal senden
check-presented = Die Urne hat noch einmal unterschrieben, dass sie Ihren Stimmzettel annimmt.
check-not-taken = Der Urne wurde ihr eigenes Versprechen gezeigt, und sie nimmt den Stimmzettel nicht wieder an. Versprechen und Antwort sind Belege.
check-fault = Die Antwort der Urne kann nicht stimmen: Ihr Beweis oder ihre Unterschrift ist ungültig. Heben Sie Ihre Quittung auf.
check-left-out = Das Ergebnis ist unterschrieben, und doch sagt die Urne, Ihr Stimmzettel stehe nicht auf der öffentlichen Liste. Er war angenommen und hätte gezählt werden müssen.
check-shorter = Die öffentliche Liste, die jetzt gezeigt wird, ist kürzer als die, die Ihre Datei beweist. Eine öffentliche Liste wächst nur. Vielleicht ist es eine alte Antwort: Prüfen Sie noch einmal. Bleibt es dabei, gehen Sie so vor.
check-other-past = Die öffentliche Liste, die jetzt gezeigt wird, setzt nicht die fort, die Ihre Datei beweist: Was dort stand, wurde geändert oder wird nicht gezeigt.
check-extended = Die Liste ist gewachsen, seit die Datei gespeichert wurde. Dieser Browser hat geprüft, dass alles noch darin steht, was damals darin stand.
check-fork = Die Urne hat zwei verschiedene öffentliche Listen gleicher Länge unterschrieben. Zusammen sind sie ein Beleg.
check-save-new = Quittungsdatei mit diesem Beweis speichern
check-unreachable = Die Urne ist nicht erreichbar. Versuchen Sie es später noch einmal.
check-bad-file = Dies ist keine Quittungsdatei dieser Abstimmung, oder sie wurde verändert.
check-file-good = Die Quittungsdatei ist echt: Die Urne hat unterschrieben, dass sie diesen Stimmzettel angenommen hat.
check-file-proved = Die Datei enthält außerdem einen gültigen Beweis, dass der Stimmzettel auf der öffentlichen Liste stand.
