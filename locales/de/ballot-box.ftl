### Die Seiten der Urne. Wie übersetzt wird: docs/languages.md.

## In the list of polls, and at the head of each page

test-label = Probeabstimmung
test-notice = Dies ist eine Probeabstimmung. Sie entscheidet nichts.
this-poll = Diese Abstimmung
crumb-poll = Die Abstimmung
crumb-receipt = Quittung prüfen
crumb-ballots = Öffentliche Stimmzettelliste
crumb-result = Ergebnis
phase-before = noch nicht offen
phase-voting = offen
phase-closed = beendet, wird ausgezählt
phase-counted = ausgezählt
phase-cancelled = abgesagt
ballots-number =
    { $n ->
        [one] { $n } Stimmzettel
       *[other] { $n } Stimmzettel
    }

## The list of polls

polls-title = Abstimmungen
polls-lead = Dieser Dienst nimmt Stimmen entgegen, führt sie auf einer öffentlichen Liste und zählt sie. Er kennt keine Wählenden: Wer abstimmen darf, weiß nur das Wahlamt.
polls-open = Jetzt offen
polls-none-open = Zurzeit ist keine Abstimmung offen.
polls-coming = Demnächst
polls-past = Vergangen
polls-test = Probeabstimmung
polls-closes = Ende der Abstimmung: { $date }.
polls-opens = Beginn der Abstimmung: { $date }.
polls-closed = Beendet: { $date }.
polls-run-by = Durchgeführt von { $registrar }.
polls-listed = { $ballots } auf der öffentlichen Liste.
polls-result = Zum Ergebnis
polls-pages = Vergangene Abstimmungen
polls-present = Zu den offenen und kommenden Abstimmungen
polls-page = Seite { $page } von { $pages }
polls-later = Spätere Abstimmungen
polls-earlier = Frühere Abstimmungen
polls-foot = { $service }. Alles, was dieser Dienst veröffentlicht, kann jeder prüfen:
polls-interface = Schnittstelle
polls-signed = Liste aller Abstimmungen, unterschrieben

## The page that checks a receipt

receipt-title = Quittung prüfen
receipt-title-of = Quittung prüfen: { $poll }
receipt-missing-title = Nicht gefunden
receipt-missing-unknown = Diese Abstimmung hat keinen Stimmzettel mit diesem Quittungscode.
receipt-missing-malformed = Ein Quittungscode hat 16 Buchstaben und Ziffern in vier Vierergruppen, zum Beispiel 7Q2M-K0XA-3D9F-ZT41.
receipt-wrong-file-title = Keine Quittung dieser Abstimmung
receipt-missing-file = Das ist keine Quittungsdatei dieser Abstimmung, oder sie wurde verändert. Es ist nichts geschehen; wählen Sie die Datei, die Sie bei der Stimmabgabe gespeichert haben.
receipt-missing-promised = Die Datei ist echt: Dieser Dienst hat unterschrieben, dass er diesen Stimmzettel angenommen hat. Und doch findet er ihn jetzt nicht. Heben Sie die Datei auf, sie beweist das:
receipt-missing-hint = Suchen Sie zuerst nach verwechselten Buchstaben. Wenn der Code richtig ist und Ihr Stimmzettel nicht hier steht, ist Ihre gespeicherte Quittung ein Beweis:
receipt-wrong-link = Etwas stimmt nicht
receipt-promised-title = Ihr Stimmzettel ist in der Urne
receipt-promised = Er ist angenommen und steht bald auf der öffentlichen Liste. Stimmzettel kommen in gemischten Gruppen dorthin; sehen Sie später noch einmal nach, und nach dem Ende der Abstimmung.
receipt-logged-title = Ihr Stimmzettel steht auf der öffentlichen Liste
receipt-logged = Nummer { $number } von bisher { $ballots }. Er wird am Ende der Abstimmung gezählt.
receipt-counted-title = Ihr Stimmzettel wurde gezählt
receipt-counted = Er ist Nummer { $number } von { $ballots } auf der öffentlichen Liste.
receipt-genuine = Die Datei ist echt: Dieser Dienst hat unterschrieben, dass er diesen Stimmzettel angenommen hat.
receipt-word = Das sagt dieser Dienst; ein Beweis ist es nicht. Beweisen kann es nur, was Sie selbst prüfen: hier mit eingeschalteten Skripten, oder mit dem Programm { $program } und der Datei, die Sie gespeichert haben:
receipt-code = Quittungscode
receipt-code-hint = 16 Buchstaben und Ziffern, zum Beispiel 7Q2M-K0XA-3D9F-ZT41. Groß- und Kleinschreibung und Bindestriche sind gleichgültig.
receipt-check = Prüfen
receipt-file = Oder öffnen Sie die Quittungsdatei, die Sie gespeichert haben
receipt-file-hint = Sie bleibt auf diesem Gerät. Die Urne wird nach dem Stimmzettel gefragt, den sie nennt, wie bei einem Code, den Sie eintippen.
receipt-file-hint-sent = Sie wird an diesen Dienst gesendet. Er sucht den Stimmzettel, den sie nennt, und behält nichts.
receipt-send = Datei senden und nachsehen
receipt-wrong-title = Stimmt etwas nicht?
receipt-wrong = Heben Sie Ihre gespeicherte Quittungsdatei auf: Sie ist von diesem Dienst unterschrieben und beweist, dass Ihr Stimmzettel angenommen wurde. Senden Sie sie den Veranstaltern, { $registrar }, oder wer sonst diese Abstimmung beobachtet.
receipt-shows = Solange abgestimmt wird, zeigt sie nicht, wie Sie abgestimmt haben; danach schon.
receipt-unrecorded = Was Sie hier eintippen, geht an diesen Dienst; er schreibt nicht auf, wer fragt.

## The page "My receipts"

mine-title = Meine Quittungen auf diesem Gerät
mine-noscript = Diese Seite braucht JavaScript: Was sie zeigt, liegt nur auf Ihrem Gerät, und kein Server kennt es.

## What several pages about a poll say

# The number has its language's decimal sign already.
percent = { $n } %
# Two or more of equal rank: the first ones, with commas, and the last.
list-and = { $first } und { $last }
for-checkers = Für alle, die prüfen
check-yourself = Prüfen Sie selbst
back = Zurück
next = Weiter
quorum-one = Außerdem muss erst der Zeuge dieser Abstimmung die öffentliche Liste gesehen haben.
quorum-of =
    { $quorum ->
        [one] Außerdem muss erst einer der { $witnesses } Zeugen dieser Abstimmung die öffentliche Liste gesehen haben.
       *[other] Außerdem müssen erst { $quorum } der { $witnesses } Zeugen dieser Abstimmung die öffentliche Liste gesehen haben.
    }
# Two moments, one behind the other.
fact-from = von { $date }
fact-to = bis { $date }
# When one can vote.
fact-voting = Abstimmung
fact-passes = Wahlausweise
fact-opens = Beginn der Abstimmung
fact-closes = Ende der Abstimmung
fact-closed = Ende der Abstimmung
fact-moved = (von den Veranstaltern verschoben)
fact-run-by = Durchgeführt von
fact-eligible = Wer abstimmen darf
fact-turnout = Beteiligung
fact-issued = Ausgegebene Wahlausweise
fact-counted = Gezählte Stimmzettel
fact-id = Kennung der Abstimmung
# The public log, to which entries are only ever added.
fact-entries = Einträge im Protokoll
# Of the log's tree of hashes.
fact-root = Wurzel
eligible-people =
    { $n ->
        [one] { $n } Person
       *[other] { $n } Personen
    }
eligible-then = { $n }, als die Abstimmung veröffentlicht wurde
eligible-registered = Alle, die sich angemeldet haben
issued-unstated = noch nicht bekannt; die Zahl steht auf der Seite des Ergebnisses, sobald das Wahlamt sie mitgeteilt hat
too-many-ballots = Es wurden mehr Stimmzettel gezählt als Wahlausweise ausgegeben. Das überführt das Wahlamt; trauen Sie diesem Ergebnis nicht.

## The page of a poll

poll-live = Bei dieser Abstimmung sind die Zwischenstände öffentlich, während noch abgestimmt wird.
poll-vote = Abstimmen
poll-passes-from = Ihren Wahlausweis können Sie abholen ab { $date }.
poll-booth = Zur Wahlkabine
poll-counting = Die Abstimmung ist beendet. Die Stimmzettel werden ausgezählt. Das dauert meist weniger als eine Minute; das Ergebnis muss spätestens einen Tag nach dem Ende vorliegen.
poll-called-off = Diese Abstimmung wurde von den Veranstaltern abgesagt. Es werden keine Stimmen gezählt oder veröffentlicht.
poll-glance = Auf einen Blick
poll-eligible-then =
    { $n ->
        [one] { $n } Person, als die Abstimmung veröffentlicht wurde.
       *[other] { $n } Personen, als die Abstimmung veröffentlicht wurde.
    }
poll-growing = Weitere können hinzukommen bis { $date }.
poll-anyone = alle, die sich mit einer E-Mail-Adresse anmelden, die die Veranstalter zulassen
poll-turnout = { $ballots } auf der öffentlichen Liste
poll-turnout-issued =
    { $issued ->
        [one] { $ballots } auf der öffentlichen Liste, { $issued } Wahlausweis ausgegeben
       *[other] { $ballots } auf der öffentlichen Liste, { $issued } Wahlausweise ausgegeben
    }
poll-turnout-mixed = (Stimmzettel erscheinen dort in Gruppen, die neuesten sind also noch nicht zu sehen)
poll-counts = Zwischenstände
poll-counts-never = gibt es nicht
poll-counts-live = öffentlich, während abgestimmt wird
poll-counts-after = sieht vor dem Ende der Abstimmung niemand
# Others who look at the public list and sign what they saw.
poll-witnesses = Zeugen
poll-witnesses-named =
    { $n ->
        [one] { $n } genannt
       *[other] { $n } genannt
    }
poll-witnesses-quorum =
    { $n ->
        [one] { $n } genannt; ein Ergebnis gibt es erst, wenn er die öffentliche Liste gesehen hat
       *[other]
            { $quorum ->
                [one] { $n } genannt; ein Ergebnis gibt es erst, wenn einer davon die öffentliche Liste gesehen hat
               *[other] { $n } genannt; ein Ergebnis gibt es erst, wenn { $quorum } davon die öffentliche Liste gesehen haben
            }
    }
poll-notice = Bekanntmachung { $number } der Veranstalter, { $date }:
poll-running = Zwischenstand
poll-asked = Worüber abgestimmt wird
how-choose-one = Wählen Sie eine Möglichkeit.
how-choose = Wählen Sie { $n }.
how-choose-between = Wählen Sie { $min } bis { $max }.
how-choose-up-to = Wählen Sie höchstens { $max }.
how-rank = Ordnen Sie { $n } ein, die beste zuerst.
how-rank-between = Ordnen Sie mindestens { $min } und höchstens { $max } ein, die beste zuerst.
how-score = Geben Sie jeder { $low } bis { $high } Punkte.
poll-protected = Wie Ihre Stimme geschützt ist
poll-protected-lead = Das Wahlamt weiß, wer Sie sind, sieht aber nie Ihren Stimmzettel. Dieser Dienst sieht Stimmzettel, aber nie, wer Sie sind. Keiner von beiden kann eins dem anderen zuordnen.
poll-protected-more = Mehr darüber
poll-protected-pass = Ihr Wahlausweis entsteht in Ihrem eigenen Browser, und zwar so, dass das Wahlamt ihn bestätigt, ohne ihn zu sehen.
poll-protected-receipt = Sie bekommen einen Quittungscode. Mit ihm können Sie prüfen, dass Ihr Stimmzettel auf der öffentlichen Liste steht; vor dem Ende der Abstimmung zeigt er nicht, wie Sie abgestimmt haben.
poll-protected-kept = Eine Quittung, die Sie nach dem Ende aufheben, zeigt jedem, dem Sie sie geben, wie Sie abgestimmt haben. Behalten Sie sie für sich.
poll-protected-mixed = Stimmzettel kommen in gemischten Gruppen auf die öffentliche Liste; so bleibt unbekannt, in welcher Reihenfolge sie eingegangen sind.
poll-protected-unmixed = Dies ist eine Probeabstimmung: Stimmzettel kommen sofort auf die öffentliche Liste und werden nicht gemischt.
poll-protected-recount = Nach dem Ende können alle nachzählen: Jeder Stimmzettel wird ohne Namen veröffentlicht.
# The short name is the alias in the address of a poll.
precinct-of = Der Kurzname dieser Abstimmung sagt, dass sie Wahlbezirk { $number } von { $count } einer Wahl ist.
precinct-result = Was hier gezählt ist, ist ein Teil. Das Ergebnis der Wahl ist die Summe aller Wahlbezirke.
precinct-all = Alle Wahlbezirke und die Summe
poll-others = Andere Abstimmungen desselben Wahlamts zur selben Zeit
poll-manifest = Unterschriebene Beschreibung
poll-manifest-link = Manifest
poll-log = Öffentliches Protokoll
poll-log-link = neuester Stand
poll-entries-link = Einträge
poll-browser = In diesem Browser

## Counts: bars, tables, rounds

counts-label =
    { $kind ->
        [votes] { $question }: Stimmen
        [points] { $question }: Punkte
        [first] { $question }: Erstwünsche
       *[scores] { $question }: Punktsummen
    }
counts-method =
    { $method ->
        [irv] Integrierte Stichwahl: Die Möglichkeit mit den wenigsten Erstwünschen scheidet aus, bis eine mehr als die Hälfte hat.
        [stv-scottish] Übertragbare Einzelstimme nach den Regeln der schottischen Kommunalwahlen: Wer die Quote erreicht, hat einen Sitz, und überzählige Stimmen gehen mit einem Teil ihres Werts an den nächsten Wunsch. Bleiben nicht mehr Möglichkeiten als Sitze übrig, bekommen sie die Sitze.
        [stv-meek] Übertragbare Einzelstimme nach dem Verfahren von Meek: Wer die Quote erreicht, hat einen Sitz und behält von jeder Stimme nur so viel, wie dafür nötig ist. Bleiben nicht mehr Möglichkeiten als Sitze übrig, bekommen sie die Sitze.
        [schulze] Schulze-Verfahren: Je zwei Möglichkeiten werden verglichen, und wer von niemandem geschlagen wird, gewinnt.
       *[borda] Borda-Verfahren: Ein Platz auf einem Stimmzettel ist so viele Punkte wert, wie Möglichkeiten darunter stehen.
    }
counts-abstained = Enthaltungen: { $n }.
counts-seats = Sitze: { $n }.
counts-tied = Um den letzten Sitz besteht Gleichstand, und die Regeln dieser Abstimmung lassen ihn offen.
# Where one wins.
counts-tied-one = An der Spitze besteht Gleichstand, und die Regeln dieser Abstimmung lassen offen, wer gewinnt.
counts-nobody = Niemand hat etwas gewählt.
counts-nobody-listed = Niemand hat etwas gewählt, also entscheidet die Reihenfolge der Liste.
counts-first = Erstwünsche:
counts-table = Dasselbe als Tabelle
column-option = Möglichkeit
column-votes = Stimmen
column-total = Summe
# Of all ballots that were counted. The column is narrow on a phone: there is a soft hyphen in the word.
column-share = Anteil der Stimm­zettel
column-outcome = Ausgang
column-round = Runde { $n }
row-abstained = Enthaltungen
outcome-wins = gewinnt
outcome-seat = gewinnt einen Sitz
outcome-tied = Gleichstand
pairs-title = Je zwei im Vergleich
pairs-lead = Wie viele Stimmzettel die eine Möglichkeit vorziehen und wie viele die andere:
pair-over = { $one } vor { $other }: { $more } zu { $fewer }
pair-equal = { $one } und { $other } gleichauf: je { $more }
rounds-title = Runde für Runde
rounds-quota = Quote in Stimmen: { $n }.
round-quota = Quote: { $n }.
round-exhausted = Ohne verbleibende Möglichkeit auf dem Stimmzettel: { $n }.
tie-round = Gleichstand: { $options } liegen gleichauf; es entscheidet Runde { $round }, in der sie sich unterschieden.
tie-list = Gleichstand: { $options } liegen gleichauf; es entscheidet die Reihenfolge der Liste.
tie-open = Gleichstand: { $options } liegen gleichauf, und nichts entscheidet zwischen ihnen.
round-elected = Gewählt: { $options }.
round-transferred = Der Überschuss von { $option } geht an die nächsten Wünsche.
round-out = Ausgeschieden: { $option }.
rounds-table = Die Runden als Tabelle
rounds-label = { $question }: Runden
# In the table, of an option that is no longer in the race.
rounds-out = ausgeschieden
rounds-exhausted = Keine Möglichkeit mehr

## The result

result-title-of = Ergebnis: { $poll }
result-cancelled = Diese Abstimmung wurde von den Veranstaltern abgesagt. Es gibt kein Ergebnis.
result-later = Das Ergebnis wird nach dem Ende der Abstimmung veröffentlicht, { $date }.
result-counts = Auszählung
result-check = Ihr Browser kann jeden Stimmzettel prüfen und nachzählen; das dauert einen Augenblick.
result-certificate = Die Niederschrift dieses Ergebnisses, zum Drucken
result-receipt = Prüfen, dass Ihr Stimmzettel gezählt wurde
result-ballots = Alle Stimmzettel ansehen
result-csv = Alle Stimmzettel als Tabelle herunterladen (CSV)
result-bundle = Alles, was zum Nachzählen nötig ist, in einer Datei (das Prüfpaket)
result-signed = Das unterschriebene Ergebnis
result-number = (Nummer { $number }; die früheren bleiben veröffentlicht)
downloads-title = Herunterladen und prüfen
downloads-ndjson = Dasselbe als Zeilen in JSON, mit Unterschriften
downloads-ballots = Dasselbe in der Form, in der es unterschrieben wurde
downloads-check = Eine Zeile mit dem Programm { $program } auf Ihrem eigenen Rechner holt alles, prüft jede Unterschrift und jeden Stimmzettel und zählt nach; es traut keinem der beiden Dienste:

## The public list of ballots, and the page of one

ballots-title-of = Öffentliche Stimmzettelliste: { $poll }
ballots-cancelled = Diese Abstimmung wurde abgesagt. Was auf ihren Stimmzetteln steht, wird nie veröffentlicht.
ballots-so-far = Auf der Liste: { $ballots }.
ballots-later = Was darauf steht, wird nach dem Ende der Abstimmung veröffentlicht, { $date }.
ballots-with-result = Was darauf steht, wird mit dem Ergebnis veröffentlicht.
ballots-meanwhile = Bis dahin können Sie { $link }.
ballots-meanwhile-link = eine Quittung prüfen
ballots-mixed = { $ballots }, ohne Namen, in gemischten Gruppen: Innerhalb einer Gruppe sagt die Reihenfolge nichts darüber, wann sie abgegeben wurden.
ballots-unmixed = { $ballots }, ohne Namen, in der Reihenfolge ihres Eingangs, weil dies eine Probeabstimmung ist.
ballots-missing = Kein Stimmzettel auf der Liste hat die Nummer oder den Quittungscode „{ $searched }“. Suchen Sie zuerst nach verwechselten Buchstaben.
ballots-missing-hint = Wenn Sie ihn abgegeben haben, { $link }.
ballots-missing-link = prüfen Sie Ihre Quittung
ballots-find = Einen Stimmzettel suchen
ballots-find-hint = Nach seiner Nummer oder seinem Quittungscode.
ballots-find-go = Suchen
ballots-label = Stimmzettel
ballots-page = Seite { $page } von { $pages }
ballots-column-number = Nummer
ballots-none = Niemand hat abgestimmt.
answer-abstained = Enthaltung
ballot-title-of = Stimmzettel { $number }: { $poll }
ballot-of = Stimmzettel { $number } von { $ballots }
ballot-whose = Wer ihn abgegeben hat, kennt den Quittungscode. Wer das ist, kann dieser Dienst nicht sagen, und das Wahlamt auch nicht.
ballot-number = Stimmzettel { $number }
ballot-back = Zurück zur Liste
ballot-hash = Prüfsumme des Stimmzettels
ballot-entry = Eintrag im Protokoll
ballot-entry-from-0 = { $index }, von 0 an gezählt
ballot-proof = Beweis, dass er darin steht

## The certificate of the result

certificate-title = Niederschrift über das Ergebnis
certificate-title-of = Niederschrift: { $poll }
certificate-print = Drucken Sie diese Seite mit Ihrem Browser, oder speichern Sie sie als PDF. Sie sagt, was gezählt wurde und wie alle es prüfen können; unterschrieben ist die Datei, die sie nennt, nicht das Papier.
certificate-registrar = Organisiert über
certificate-box = Stimmen angenommen und gezählt von
certificate-moved = (durch unterschriebene Bekanntmachung der Veranstalter verschoben)
certificate-cast = Abgegebene Stimmzettel
certificate-rule =
    { $rule ->
        [votes] Die Möglichkeit mit den meisten Stimmen gewinnt.
        [scores] Die Möglichkeit mit der größten Summe gewinnt.
       *[seat] Es gibt einen Sitz.
    }
certificate-rule-seats =
    { $rule ->
        [votes] Die { $seats } Möglichkeiten mit den meisten Stimmen gewinnen je einen Sitz.
        [scores] Die { $seats } Möglichkeiten mit den größten Summen gewinnen je einen Sitz.
       *[seat] Es gibt { $seats } Sitze.
    }
# Where there is one seat, or one wins.
certificate-tie =
    { $ties ->
        [report] Bei Gleichstand an der Spitze gewinnt keine der gleichauf liegenden Möglichkeiten.
       *[listed] Bei Gleichstand wird vorgezogen, was auf der Liste zuerst steht.
    }
certificate-ties =
    { $ties ->
        [report] Bei Gleichstand um den letzten Sitz bekommt ihn niemand davon.
       *[listed] Bei Gleichstand um den letzten Sitz wird vorgezogen, was auf der Liste zuerst steht.
    }
certificate-tie-rounds = Liegen Möglichkeiten in einer Runde gleichauf, entscheidet die letzte frühere Runde, in der sie sich unterschieden; Gleichstand ist nur, was keine Runde entscheidet. Entscheidet keine Runde, wer ausscheidet, und hängt der letzte Sitz nicht davon ab, so trifft es die von ihnen, die zuletzt auf der Liste steht.
certificate-rounds-caption = Stimmen in jeder Runde
certificate-rounds = Entschieden in { $n } Runden, die die Seite des Ergebnisses einzeln zeigt.
certificate-caption =
    { $kind ->
        [votes] Stimmen, gezählte Stimmzettel: { $total }
        [points] Punkte, gezählte Stimmzettel: { $total }
        [first] Erstwünsche, gezählte Stimmzettel: { $total }
       *[scores] Punktsummen, gezählte Stimmzettel: { $total }
    }
certificate-check = Jeder Stimmzettel ist öffentlich, ohne Namen. Alle können sämtliche Stimmzettel prüfen und nachzählen, im Browser unter
certificate-program = oder mit dem Programm { $program }, das keinem der beiden Dienste traut:
certificate-file = Datei
certificate-digest = Ihr SHA-256
certificate-number = Nummer
certificate-number-later = { $number } (die früheren bleiben veröffentlicht)
certificate-poll = Abstimmung
certificate-entries = Einträge im öffentlichen Protokoll
certificate-root = Wurzel des Protokolls
certificate-registrar-key = Schlüssel des Wahlamts
certificate-box-key = Schlüssel der Urne
certificate-back = Zurück zum Ergebnis

## The page that checks an election, besides what its script says

check-title = Diese Abstimmung prüfen
check-title-of = Diese Abstimmung prüfen: { $poll }
check-counted = Ihr Browser holt, was von dieser Abstimmung veröffentlicht ist, prüft jede Unterschrift, jeden Eintrag des öffentlichen Protokolls und jeden Stimmzettel, zählt nach und vergleicht seine Zählung mit dem unterschriebenen Ergebnis. Was er findet, bleibt in Ihrem Browser.
check-cancelled = Diese Abstimmung wurde abgesagt; was auf ihren Stimmzetteln steht, wird nie veröffentlicht. Ihr Browser prüft, was es gibt: die unterschriebenen Erklärungen und das öffentliche Protokoll.
check-early = Es gibt noch kein Ergebnis. Ihr Browser prüft, was es gibt: die unterschriebenen Erklärungen und das öffentliche Protokoll. Über das Ergebnis sagt er nichts. Kommen Sie wieder, wenn es da ist.
check-noscript = Diese Prüfung läuft als Skript in Ihrem Browser, und Skripte sind hier abgeschaltet. Schalten Sie sie für diese Seite ein, oder prüfen Sie mit dem Programm { $program }, siehe unten.
check-worth = Was diese Prüfung wert ist
check-worth-lead = Das Programm, das prüft, kommt von eben der Urne, die es prüft. Es zeigt Fehler, und es zeigt, ob das Veröffentlichte zusammenpasst. Eine Urne, die lügt, könnte Ihnen auch ein Programm senden, das lügt.
check-elsewhere = Wenn viel davon abhängt, prüfen Sie mit einem Programm von anderswo. Das erste von diesen tut dasselbe wie diese Seite; das zweite vergleicht die Dateien dieser Website, auch die dieser Prüfung, mit den veröffentlichten:
check-bundle = Alles, was dafür nötig ist, in einer Datei (das Prüfpaket)

## The page of an archive, which may be hosted anywhere

archive-name = Archiv einer Abstimmung
archive-cancelled = Diese Abstimmung wurde von den Veranstaltern abgesagt. Es gibt kein Ergebnis, und was auf ihren Stimmzetteln steht, wird nie veröffentlicht.
archive-moved = (durch Bekanntmachungen der Veranstalter verschoben)
archive-registrar = Wer abstimmen darf, führt
archive-box = Stimmzettel nimmt an und zählt
archive-issued-unstated = von den Veranstaltern nicht mitgeteilt
archive-logged = Stimmzettel im Protokoll
archive-notices = Bekanntmachungen
# When, before what a notice says.
archive-notice = { $date }:
archive-ballots = Die Stimmzettel
archive-ballots-lead = Jeder Stimmzettel ist hier, in der Reihenfolge der öffentlichen Liste. Keiner trägt einen Namen. Eine Quittung findet man nach ihrem Code in der Tabelle.
archive-csv = Als Tabelle (CSV)
archive-ndjson = Als Zeilen in JSON, mit Unterschriften
archive-number = (Nummer { $number }; die früheren sind auch dabei)
archive-proves-result = Diese Seite beweist nichts, wer sie auch bereithält. Die Dateien neben ihr tun es: Laden Sie diesen Ordner herunter, oder nennen Sie seine Adresse, und lassen Sie ein Programm, dem Sie trauen, jede Unterschrift und jeden Stimmzettel prüfen und nachzählen:
archive-proves = Diese Seite beweist nichts, wer sie auch bereithält. Die Dateien neben ihr tun es: Laden Sie diesen Ordner herunter, oder nennen Sie seine Adresse, und lassen Sie ein Programm, dem Sie trauen, jede Unterschrift prüfen:
# Stands in a command, in the place of what is to be typed.
archive-address = ADRESSE-ODER-ORDNER
archive-registrar-key = Schlüssel des Wahlamts
archive-manifest = Manifest: was die Abstimmung war, von beiden Diensten unterschrieben
archive-issuance = Erklärung über die ausgegebenen Wahlausweise
archive-checkpoint = Stand des Protokolls
archive-entries = Einträge des Protokolls

## Why a page is not there

missing-poll = Diese Urne hat keine solche Abstimmung.
missing-certificate = Eine Niederschrift gibt es erst, wenn das Ergebnis unterschrieben ist.
missing-unpublished = Was auf den Stimmzetteln steht, wird mit dem Ergebnis veröffentlicht.
missing-ballot = Die öffentliche Liste hat keinen Stimmzettel mit dieser Nummer.
