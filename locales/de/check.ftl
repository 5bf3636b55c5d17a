### Was die Prüfung einer Wahl sagt, auf der Seite, die sie zeigt. Wie übersetzt wird: docs/languages.md.

## What can be begun

audit-start = Jetzt prüfen
audit-again = Noch einmal prüfen
audit-cancel = Abbrechen
audit-file = Ein gespeichertes Prüfpaket prüfen
audit-file-label = Prüfpaket dieser Abstimmung, eine tar-Datei
audit-file-hint = Es bleibt auf diesem Gerät. Woher es kommt, ist gleich; es muss von dieser Abstimmung sein.
audit-insecure = Ihr Browser lässt eine Seite nur dann Unterschriften prüfen, wenn die Adresse mit https beginnt. Öffnen Sie diese Seite über ihre https-Adresse, oder prüfen Sie mit psephos audit.
audit-old = Diesem Browser fehlt, was die Prüfung braucht. Benutzen Sie eine aktuelle Version von Firefox, Safari, Chrome oder Edge, oder prüfen Sie mit psephos audit.

## While it runs, and when it breaks off

audit-running = Prüfung läuft
audit-fetching = Gelesen wird, was die Dienste unterschrieben haben.
audit-log = Das öffentliche Protokoll wird gelesen: { $done } von { $total } Einträgen.
audit-ballots = Stimmzettel werden geprüft und gezählt: { $done } von { $total }.
audit-cancelled = Die Prüfung wurde abgebrochen. Über die Abstimmung sagt das nichts.
audit-unreachable-title = Die Prüfung ließ sich nicht zu Ende führen
audit-unreachable = Die Urne ist nicht erreichbar, überlastet, oder sie hat abgebrochen. Über die Abstimmung sagt das nichts. Versuchen Sie es in einer Weile noch einmal.
audit-no-bundle = Diese Datei ist kein Prüfpaket einer Abstimmung, oder sie ist beschädigt. Nichts wurde geprüft: Wählen Sie eine andere Datei.
audit-failed = Die Prüfung ist durch einen eigenen Fehler stehen geblieben. Über die Abstimmung sagt das nichts. Versuchen Sie es noch einmal, oder prüfen Sie mit psephos audit.

## The verdict

audit-holds-title = Alles, was geprüft wurde, ist in Ordnung
audit-holds = Dieser Browser hat jeden Stimmzettel geprüft ({ $ballots }) und alle neu gezählt. Die Zahlen sind die des unterschriebenen Ergebnisses.
audit-holds-cancelled = Die Abstimmung wurde abgesagt. Ihre Stimmzettel werden nie veröffentlicht, und nichts wird gezählt.
audit-open-title = Was bisher veröffentlicht ist, ist in Ordnung
audit-open = Noch gibt es kein Ergebnis; Stimmzettel und Zahlen ließen sich also nicht prüfen. Über das Ergebnis sagt das nichts. Prüfen Sie noch einmal, wenn es da ist.
audit-unchecked-title = Die Prüfung ließ sich nicht zu Ende führen
audit-unchecked = In dem, was sich prüfen ließ, fand sich kein Fehler. Prüfen Sie den Rest mit psephos audit.
audit-gap-too-large = Das Protokoll hat zu viele Einträge für einen Browser. Protokoll, Stimmzettel und Ergebnis wurden nicht geprüft.
audit-gap-ml-dsa-44 = Die Abstimmung verlangt Zeugen, die mit ML-DSA-44 unterschreiben. Browser können das noch nicht prüfen; ob genug von ihnen unterschrieben haben, blieb offen.
audit-faults-title = Mit dieser Abstimmung stimmt etwas nicht
audit-faults =
    { $n ->
        [one] Ein Fehler wurde gefunden.
       *[other] { $n } Fehler wurden gefunden.
    }
audit-todo = Prüfen Sie noch einmal mit psephos audit, das nicht von dieser Urne kommt. Heben Sie das Prüfpaket auf. Sagen Sie es denen, die die Abstimmung durchführen, bei { $registrar }, und jemandem, der von ihnen unabhängig ist.
audit-todo-unnamed = Prüfen Sie noch einmal mit psephos audit, das nicht von dieser Urne kommt. Sagen Sie es denen, die die Abstimmung durchführen, und jemandem, der von ihnen unabhängig ist.
audit-seconds = Die Prüfung hat { $n } s gedauert.

## What was checked; what it is that holds is told only where it does

audit-checked-title = Was geprüft wurde
audit-state-holds = in Ordnung
audit-state-faults = nicht in Ordnung
audit-state-unchecked = nicht geprüft
audit-manifest-title = Beschreibung der Abstimmung
audit-manifest = Sie hält die Regeln für Abstimmungen ein und trägt die Unterschriften beider Dienste, und ihr Fingerabdruck ist die Kennung der Abstimmung in der Adresse dieser Seite.
audit-statements-title = Erklärungen der Dienste
audit-statements = Alle sind unterschrieben, handeln von dieser Abstimmung und stehen im öffentlichen Protokoll: Bekanntmachungen, ausgegebene Wahlausweise, Dateien der Wahlkabine, Ergebnisse.
audit-log-title = Öffentliches Protokoll
audit-log-about = Die Urne hat genau diese Einträge unterschrieben, und jede Erklärung unter ihnen ist veröffentlicht.
audit-ballots-title = Stimmzettel
audit-ballots-about = Jeder hat einen Wahlausweis, den das Wahlamt für diese Abstimmung unterschrieben hat, die Unterschrift der Person, die abgestimmt hat, und gültige Antworten. Kein Ausweis wurde zweimal benutzt. Es sind die des Protokolls.
audit-result-title = Ergebnis
audit-result = Die Stimmzettel, noch einmal und ohne Rundung gezählt, ergeben die Zahlen und die Gewählten des unterschriebenen Ergebnisses.
audit-numbers-title = Zahlen
audit-numbers = Soweit diese Zahlen bekannt sind, wurden nicht mehr Wahlausweise ausgegeben, als Menschen abstimmen dürfen, und nicht mehr Stimmzettel abgegeben als Ausweise ausgegeben.
audit-polls-title = Liste der Abstimmungen
audit-polls = Diese Abstimmung steht auf der unterschriebenen Liste aller Abstimmungen der Urne.
# How much was looked at.
audit-amount-statements = Erklärungen: { $n }.
audit-amount-entries = Einträge: { $n }.
audit-amount-ballots = Stimmzettel: { $n }.
audit-amount-questions = Fragen: { $n }.
audit-amount-numbers = Stimmzettel: { $ballots }. Wahlausweise: { $issued }. Abstimmen dürfen: { $eligible }.
audit-amount-polls = Abstimmungen: { $n }.
audit-amount-unknown = noch nicht erklärt
audit-amount-any = beliebig viele
# Why something was not looked at.
audit-no-numbers = Weder die Zahl der Wahlausweise noch die der Wahlberechtigten ist schon bekannt.
audit-not-yet = Noch gibt es kein Ergebnis.
audit-never = Die Abstimmung wurde abgesagt.
audit-no-polls = Diese Liste gehört nicht zu einem gespeicherten Prüfpaket. Prüfen Sie ohne Datei, um zu erfahren, ob diese Abstimmung auf ihr steht.

## The ballot that was cast with this browser

audit-own-title = Der Stimmzettel dieses Geräts
audit-own-none = Dieser Browser hat keine Quittung dieser Abstimmung.
audit-own-counted = Der Stimmzettel, der auf diesem Gerät abgegeben wurde, steht auf der öffentlichen Liste und wurde gezählt. Die Urne wurde nicht nach ihm gefragt.
audit-own-listed = Der Stimmzettel, der auf diesem Gerät abgegeben wurde, steht auf der öffentlichen Liste. Die Urne wurde nicht nach ihm gefragt.
audit-own-waiting = Der Stimmzettel, der auf diesem Gerät abgegeben wurde, steht noch nicht auf der öffentlichen Liste. Stimmzettel kommen in Gruppen dorthin; prüfen Sie später noch einmal.
audit-own-missing = Die Urne hat unterschrieben, dass sie den Stimmzettel dieses Geräts angenommen hat, und er steht nicht auf der Liste. Heben Sie Ihre Quittung auf.
audit-own-unknown = Falls auf diesem Gerät ein Stimmzettel abgegeben wurde: Ob er auf der öffentlichen Liste steht, ließ sich nicht feststellen, denn die Liste oder die Quittung dieses Geräts war nicht lesbar. Das heißt nicht, dass der Stimmzettel fehlt. Heben Sie Ihre Quittung auf.

## Faults, and what else there is to know

audit-wrong-title = Was nicht stimmt
audit-more-faults = Und { $n } weitere.
audit-convicts = { $name } hat unterschrieben, was hier falsch ist: Das ist ein Beweis gegen diesen Dienst.
audit-convicts-nobody = Keine Unterschrift beweist, wer schuld ist. Die Dateien können unterwegs verändert worden sein.
audit-warnings-title = Was Sie außerdem wissen sollten
audit-details-title = Einzelheiten für Prüfende
audit-details-about = Die Namen sind die des Protokolls von Psephos (docs/protocol.md), Abschnitt 10.
audit-poll-id = Kennung der Abstimmung
audit-key = Schlüssel von { $name }
audit-compare = Vergleichen Sie diese drei mit denen Ihrer Einladung.

## Each fault, by its name in the protocol

audit-fault-bundle-malformed = Das Prüfpaket ist abgeschnitten, verlängert, oder es enthält eine Datei, die nicht hineingehört.
audit-fault-file-missing = Eine Datei, die da sein muss, fehlt.
audit-fault-manifest-malformed = Die Beschreibung der Abstimmung verletzt die Regeln für Abstimmungen.
audit-fault-manifest-signature = Der Beschreibung der Abstimmung fehlt die Unterschrift eines der Dienste.
audit-fault-other-poll = Dies ist die Beschreibung einer anderen Abstimmung.
audit-fault-other-key = Die Beschreibung nennt einen anderen Schlüssel als den, der bekannt gegeben wurde.
audit-fault-statement-malformed = Eine Erklärung lässt sich nicht lesen oder ist von anderer Art, als sie sein sollte.
audit-fault-statement-signature = Eine Erklärung ist nicht von dem Dienst unterschrieben, von dem sie kommen sollte.
audit-fault-statement-of-other-poll = Eine Erklärung handelt von einer anderen Abstimmung.
audit-fault-notice-gap = Die Bekanntmachungen der Veranstalter sind nicht fortlaufend nummeriert.
audit-fault-notice-invalid = Eine Bekanntmachung der Veranstalter ändert, was sie nicht ändern darf.
audit-fault-eligible-differs = Das Wahlamt nennt eine andere Zahl von Wahlberechtigten als die Beschreibung der Abstimmung.
audit-fault-issued-over-eligible = Es wurden mehr Wahlausweise ausgegeben, als es Wahlberechtigte gibt.
audit-fault-entries-malformed = Die Liste der Einträge des Protokolls ist beschädigt.
audit-fault-entry-unknown = Das Protokoll hat einen Eintrag für etwas, das nicht veröffentlicht wurde.
audit-fault-entry-misplaced = Die Einträge des Protokolls stehen in einer Reihenfolge, die nicht sein kann.
audit-fault-statement-not-logged = Eine veröffentlichte Erklärung steht nicht im Protokoll.
audit-fault-checkpoint-malformed = Der unterschriebene Stand des Protokolls lässt sich nicht lesen oder gehört zu einem anderen Protokoll.
audit-fault-checkpoint-signature = Der Stand des Protokolls ist nicht von der Urne unterschrieben.
audit-fault-checkpoint-size = Der unterschriebene Stand zählt andere Einträge, als veröffentlicht sind.
audit-fault-checkpoint-root = Die Einträge sind nicht die, die die Urne unterschrieben hat.
audit-fault-quorum-missed = Weniger Zeugen haben unterschrieben, als diese Abstimmung verlangt.
audit-fault-checkpoint-inconsistent = Das Protokoll wurde geändert, nachdem die Urne es unterschrieben hatte.
audit-fault-ballots-malformed = Die Datei der Stimmzettel ist abgeschnitten oder verlängert.
audit-fault-ballot-malformed = Ein Stimmzettel hat nicht die Form eines Stimmzettels dieser Abstimmung.
audit-fault-token-invalid = Ein Stimmzettel wurde mit einem Wahlausweis abgegeben, den das Wahlamt für diese Abstimmung nicht unterschrieben hat.
audit-fault-signature-invalid = Ein Stimmzettel ist nicht von der Person unterschrieben, der sein Wahlausweis gehört: Er wurde verändert, oder jemand anderes hat ihn gemacht.
audit-fault-content-invalid = Ein Stimmzettel ist so ausgefüllt, wie es die Regeln dieser Abstimmung nicht erlauben.
audit-fault-token-spent-twice = Mit einem Wahlausweis wurden zwei Stimmzettel abgegeben.
audit-fault-ballot-not-logged = Ein veröffentlichter Stimmzettel steht nicht im Protokoll.
audit-fault-ballot-missing = Ein Stimmzettel des Protokolls wurde nicht veröffentlicht.
audit-fault-ballots-out-of-order = Die Stimmzettel sind in einer anderen Reihenfolge veröffentlicht als der des Protokolls.
audit-fault-ballots-over-issued = Es wurden mehr Stimmzettel abgegeben als Wahlausweise ausgegeben.
audit-fault-result-log = Das Ergebnis wurde über einem anderen Protokoll unterschrieben als diesem.
audit-fault-result-ballots = Das Ergebnis zählt andere Stimmzettel als die des Protokolls.
audit-fault-result-issued = Das Ergebnis nennt eine andere Zahl von Wahlausweisen als das Wahlamt.
audit-fault-result-tally = Die Stimmzettel, noch einmal gezählt, ergeben andere Zahlen als das unterschriebene Ergebnis.
audit-fault-result-changed = Ein späteres Ergebnis ändert, was sich nicht ändern darf.
audit-fault-result-overdue = Nach der Uhr dieses Geräts ist die Abstimmung seit mehr als 24 Stunden beendet, und es gibt kein Ergebnis.
audit-fault-cancelled-published = Die Abstimmung wurde abgesagt, und doch wurden Stimmzettel oder ein Ergebnis veröffentlicht.
audit-fault-receipt-invalid = Die Quittung auf diesem Gerät ist nicht echt.
audit-fault-promise-broken = Die Urne hat unterschrieben, dass sie einen Stimmzettel angenommen hat, und hat ihn weggelassen.
audit-fault-poll-not-listed = Auf der Liste der Abstimmungen der Urne steht diese nicht.
audit-fault-unknown = Diese Seite hat kein Wort dafür; sehen Sie in den Einzelheiten für Prüfende nach.

## Each warning, by its name in the protocol

audit-warning-issued-unknown = Das Wahlamt hat noch nicht erklärt, wie viele Wahlausweise es ausgegeben hat. Ob mehr Stimmzettel abgegeben wurden, ist nicht bekannt.
audit-warning-eligible-unknown = An dieser Abstimmung dürfen alle teilnehmen, die das Wahlamt zulässt. Niemand weiß, wie viele das sind.
audit-warning-late-additions = Während Wahlausweise ausgegeben wurden, konnten noch Personen in das Wählerverzeichnis aufgenommen werden.
audit-warning-other-polls = Dasselbe Wahlamt führt gleichzeitig eine andere Abstimmung durch.
audit-warning-test-poll = Dies ist eine Probeabstimmung. Sie entscheidet nichts.
audit-warning-clocks-differ = Die Zeit in einer Bekanntmachung passt nicht zu ihrer Wirkung: Die Uhr eines der Dienste ging falsch.
audit-warning-issuance-early = Das Wahlamt hat die Zahl der Wahlausweise erklärt, bevor die Ausgabe beendet war.
audit-warning-result-behind = Das neueste Ergebnis nennt die Zahl der Wahlausweise noch nicht. Ein weiteres steht aus.
audit-warning-unknown = Für einen Hinweis hat diese Seite kein Wort; sehen Sie in den Einzelheiten für Prüfende nach.

## Where a fault is: a sentence of its own, which the page begins with a capital

audit-place-manifest = die Beschreibung der Abstimmung
audit-place-issuance = die Erklärung über ausgegebene Wahlausweise
audit-place-entries = die Einträge des Protokolls
audit-place-entry = Eintrag { $n }
audit-place-ballots = die Datei der Stimmzettel
audit-place-ballot = Stimmzettel { $n }
audit-place-ballot-code = Stimmzettel { $n } ({ $code })
audit-place-ballot-of-log = Stimmzettel { $n } des Protokolls
audit-place-checkpoint = der Stand des Protokolls
audit-place-polls = die Liste der Abstimmungen
audit-place-bundle = das Prüfpaket
audit-place-receipt = die Quittung auf diesem Gerät
audit-place-assets = Erklärung { $n } über die Dateien der Wahlkabine
audit-place-notice = Bekanntmachung { $n }
audit-place-result = unterschriebenes Ergebnis { $n }
