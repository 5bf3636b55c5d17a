### Die Seiten der Urne. Wie übersetzt wird: docs/languages.md.

## In the list of polls, and at the head of each page

test-label = Probeabstimmung
test-notice = PROBEABSTIMMUNG - hier wird nichts entschieden.
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
polls-lead = Dieser Dienst nimmt Stimmen entgegen, führt sie auf einer öffentlichen Liste und zählt sie. Er kennt keine Wählenden: Wer abstimmen darf, weiß nur der Dienst der Veranstalter.
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
receipt-missing-hint = Suchen Sie zuerst nach verwechselten Buchstaben. Wenn der Code richtig ist und Ihr Stimmzettel nicht hier steht, ist Ihre gespeicherte Quittung ein Beweis:
receipt-wrong-link = Etwas stimmt nicht
receipt-promised-title = Ihr Stimmzettel ist in der Urne
receipt-promised = Er ist angenommen und steht bald auf der öffentlichen Liste. Stimmzettel kommen in gemischten Gruppen dorthin; sehen Sie später noch einmal nach, und nach dem Ende der Abstimmung.
receipt-logged-title = Ihr Stimmzettel steht auf der öffentlichen Liste
receipt-logged = Nummer { $number } von bisher { $ballots }. Er wird am Ende der Abstimmung gezählt.
receipt-counted-title = Ihr Stimmzettel wurde gezählt
receipt-counted = Er ist Nummer { $number } von { $ballots } auf der öffentlichen Liste.
receipt-code = Quittungscode
receipt-code-hint = 16 Buchstaben und Ziffern, zum Beispiel 7Q2M-K0XA-3D9F-ZT41. Groß- und Kleinschreibung und Bindestriche sind gleichgültig.
receipt-check = Prüfen
receipt-file = Oder öffnen Sie die Quittungsdatei, die Sie gespeichert haben
receipt-file-hint = Sie bleibt auf diesem Gerät. Die Urne wird nach dem Stimmzettel gefragt, den sie nennt, wie bei einem Code, den Sie eintippen.
receipt-wrong-title = Etwas stimmt nicht
receipt-wrong = Heben Sie Ihre gespeicherte Quittungsdatei auf: Sie ist von diesem Dienst unterschrieben und beweist, dass Ihr Stimmzettel angenommen wurde. Senden Sie sie den Veranstaltern, { $registrar }, oder wer sonst diese Abstimmung beobachtet. Solange abgestimmt wird, zeigt sie nicht, wie Sie abgestimmt haben; danach schon.
receipt-unrecorded = Was Sie hier eintippen, geht an diesen Dienst; er schreibt nicht auf, wer fragt.

## The page "My receipts"

mine-title = Meine Quittungen auf diesem Gerät
mine-noscript = Diese Seite braucht JavaScript: Was sie zeigt, liegt nur auf Ihrem Gerät, und kein Server kennt es.
