### Die Seiten des Wahlamts für Wählende, und was alle seine Seiten gemeinsam haben. Wie übersetzt wird: docs/languages.md.

## The frame of each page

layout-nav = Hauptmenü
layout-my-polls = Meine Abstimmungen
layout-my-account = Mein Konto
layout-manage = Abstimmungen verwalten
layout-users = Konten
layout-sign-out = Abmelden
layout-sign-in = Anmelden
layout-register = Registrieren
layout-demo-mails = Demo-Mails
layout-demo-codes = Demo-Codes
layout-signed-in = Angemeldet als { $email }.
layout-about = Dies ist das Wahlamt { $name }: Es weiß, wer abstimmen darf, und gibt allen Wählenden je einen Wahlausweis. Es sieht nie eine Stimme.

## What many pages say

# Between two times.
span-to = bis
banner-test-label = Probeabstimmung
banner-test = Dies ist eine Probeabstimmung. Sie entscheidet nichts.
faults-title = Bitte sehen Sie das noch einmal an
proof-progress = Ihr Browser rechnet einen Augenblick: Das hält massenhafte Mails fern.
proof-wait = Ihr Browser führt das Programm dieser Seite nicht aus. Das Formular kann { $n } Sekunden nach dem Öffnen der Seite gesendet werden, einige Male in der Stunde.
steps-label = Schritte der Stimmabgabe
steps-collect = Anmelden und Wahlausweis abholen
steps-mark = Ankreuzen
steps-review = Prüfen
steps-cast = Abgeben
steps-keep = Quittung aufheben
field-email = E-Mail-Adresse
field-name = Ihr Name (freiwillig)
field-password = Passwort
field-new-password = Neues Passwort
field-current = Jetziges Passwort
password-hint = Mindestens 10 Zeichen, schwer zu erraten: Mehrere ungewöhnliche Wörter hintereinander sind gut.
password-forgotten = Ich habe mein Passwort vergessen
invited-address = Wenn Sie zu einer Abstimmung eingeladen wurden, benutzen Sie genau die Adresse, an die die Einladung kam.
link-send = Link zusenden
to-booth = Zur Wahlkabine
to-account = Zurück zu meinem Konto
not-now = Jetzt nicht
not-eligible = Sie dürfen an dieser Abstimmung nicht teilnehmen
collect-button = Wahlausweis abholen
facts-poll = Abstimmung
facts-passes = Wahlausweise
facts-voting = Stimmabgabe
facts-zone = Zeitzone

## The pages of one poll, for its organisers

tabs-label = Diese Abstimmung
tab-overview = Übersicht
tab-turnout = Beteiligung
tab-edit = Bearbeiten
tab-preview = Vorschau
tab-candidates = Kandidaturen
tab-voters = Wählende
tab-mail = Mails
tab-officers = Verantwortliche
tab-more = Kopieren, archivieren
tab-publish = Prüfen und veröffentlichen
on-the-list =
    { $n ->
        [one] Eine Person steht auf der Liste.
       *[other] { $n } Personen stehen auf der Liste.
    }
# How far a signed statement for the ballot box has come.
statement-delivered = zugestellt
statement-refused = abgelehnt
statement-waiting = unterwegs
statement-attempts =
    { $n ->
        [one] bisher { $n } Versuch
       *[other] bisher { $n } Versuche
    }
statement-answer = der letzte: { $answer }.
statement-next = Nächster Versuch: { $date }.
statement-given-up = Es wird nicht von selbst noch einmal versucht.

## The first page

home-title = Start
home-heading = Holen Sie hier Ihren Wahlausweis ab
home-lead = Sie melden sich hier an und bekommen für jede Abstimmung, an der Sie teilnehmen dürfen, einen Wahlausweis. Damit geben Sie Ihre Stimme an einem anderen Ort ab, in der Urne. Niemand kann sagen, welche Stimme Ihre ist: die Urne nicht, denn sie kennt Sie nicht, und diese Seite nicht, denn sie sieht nie eine Stimme.
home-results = Ergebnisse, Quittungen und die öffentliche Liste der Stimmzettel finden Sie bei der { $box }.
home-box = Urne

## Registering

register-title = Registrieren
register-button = Registrieren
register-known = Sie haben schon ein Konto?
verify-title = Bestätigen Sie Ihre Adresse
verify-refused = Nicht bestätigt
verify-refused-hint = Wenn Sie sich hier nie registriert haben, hat jemand anderes Ihre Adresse eingetippt: Tun Sie nichts, dann entsteht kein Konto. Wenn Sie sich mehrmals registriert haben, benutzen Sie die neueste Mail.
verify-other-browser = Sie haben den Link in einem anderen Browser geöffnet als dem, in dem Sie sich registriert haben. Geben Sie das Passwort ein, das Sie dort gewählt haben.
verify-lead = Ein Klick, und Ihr Konto ist fertig.
verify-button = Adresse bestätigen
verify-password-needed = Das Passwort dieser Registrierung wird gebraucht
verify-password-wrong = Das ist nicht das Passwort dieser Registrierung
verified-title = Adresse bestätigt
verified-heading = Ihre Adresse ist bestätigt
verified-lead = Das Konto von { $email } ist fertig. Melden Sie sich mit Ihrem Passwort an, um weiterzumachen.
mail-sent-title = Sehen Sie in Ihr Postfach
mail-sent-lead = Wir haben an { $email } geschrieben.
mail-sent-verify = Öffnen Sie den Link in dieser Mail, um Ihre Adresse zu bestätigen; er gilt zwei Tage.
mail-sent-verify-again = Öffnen Sie den Link in dieser Mail, um Ihre Adresse zu bestätigen.
mail-sent-sign-in = Öffnen Sie den Link in dieser Mail, um sich anzumelden; er gilt einmal, eine Stunde lang.
mail-sent-reset = Öffnen Sie den Link in dieser Mail, um ein neues Passwort zu wählen; er gilt eine Stunde.
mail-sent-none = Keine Mail?
mail-sent-spam = Sehen Sie in den Spam-Ordner, und prüfen Sie die Adresse oben.
mail-sent-back = Gehen Sie zurück, um sie noch einmal senden zu lassen; das geht einige Male in der Stunde.
mail-sent-again = Mail noch einmal senden
mail-sent-wrong = Die Adresse ist falsch
mail-sent-demo = In dieser Demo werden keine Mails gesendet.
mail-sent-demo-link = Hier können Sie sie lesen

## Links of mails that open nothing any more

link-invalid-title = Dieser Link gilt nicht
link-invalid-verify = Er wurde schon benutzt, ist älter als zwei Tage oder wurde nicht vollständig kopiert.
link-invalid-hour = Er wurde schon benutzt, ist älter als eine Stunde oder wurde nicht vollständig kopiert.
link-invalid-register = Noch einmal registrieren
link-invalid-another = Neuen Link anfordern
link-invalid-day = Dieser Link ist ungültig, wurde schon benutzt oder ist älter als einen Tag

## Signing in

sign-in-title = Anmelden
sign-in-button = Anmelden
sign-in-refused = Sie sind nicht angemeldet
sign-in-wrong = Die Adresse oder das Passwort ist falsch. Wenn Sie sich registriert und den Link in unserer Mail noch nicht geöffnet haben, tun Sie das zuerst; oder melden Sie sich unten per Mail an.
sign-in-too-many =
    { $n ->
        [one] Zu viele Versuche. Versuchen Sie es in einer Minute noch einmal.
       *[other] Zu viele Versuche. Versuchen Sie es in { $n } Minuten noch einmal.
    }
sign-in-busy = Sehr viele Menschen melden sich gerade an. Warten Sie einige Sekunden, und versuchen Sie es noch einmal.
sign-in-no-passkey = Es wurde kein Passkey vorgelegt. Versuchen Sie es noch einmal, oder melden Sie sich anders an.
sign-in-passkey = Mit einem Passkey anmelden
sign-in-by-mail = Per Mail anmelden, ohne Passwort
sign-in-no-account = Noch kein Konto?
code-title = Ihr Code
code-refused = Sie sind noch nicht angemeldet
code-label = Code Ihrer Authenticator-App, oder ein Ersatzcode
code-again-label = Code der App, oder ein Ersatzcode
code-demo = In dieser Demo können Sie { $link }.
code-demo-link = den Code hier ablesen
code-lost = Ich habe weder das Gerät noch einen Ersatzcode
code-lost-help = Fragen Sie die Betreiber dieses Wahlamts. Sie können die Codes Ihres Kontos abschalten, sobald sie sicher sind, dass Sie es sind.
code-missing = Der Code Ihrer Authenticator-App wird gebraucht
code-wrong = Dieser Code ist falsch, wurde schon benutzt oder ist zu alt; warten Sie auf den nächsten
too-many-attempts = Zu viele Versuche; versuchen Sie es später noch einmal
account-outdated = Das Konto wurde inzwischen geändert oder abgemeldet; melden Sie sich noch einmal an
link-lead = Ein Klick, und Sie sind als { $email } angemeldet.
link-button = Als { $email } anmelden
link-not-yours = Ist das nicht Ihre Adresse? Dann schließen Sie diese Seite.
link-new-title = Per Mail anmelden
link-new-lead = Wir senden Ihnen einen Link, mit dem Sie sich ohne Passwort anmelden. Noch kein Konto? Wenn Sie den Link öffnen, entsteht eines.
link-new-password = Sie haben ein Passwort?
link-new-password-link = Damit anmelden

## A new password

reset-title = Neues Passwort wählen
reset-lead = Wir senden Ihnen einen Link, mit dem Sie ein neues wählen können.
reset-otherwise = Sie können sich auch { $link }, ganz ohne Passwort.
reset-otherwise-link = per Mail anmelden
reset-confirm-lead = Für das Konto von { $email }. Wer dort angemeldet ist, wird abgemeldet.
reset-button = Neues Passwort festlegen
password-changed-title = Passwort geändert
password-changed-heading = Ihr Passwort ist geändert
password-changed-lead = Für das Konto von { $email } gilt jetzt das neue Passwort. Melden Sie sich damit an, um weiterzumachen.

## What is wrong with what was typed

email-malformed = Das ist keine E-Mail-Adresse wie ada@example.org
name-malformed = Ein Name hat höchstens { $most } Zeichen und keine Steuerzeichen
zone-unknown = „{ $name }“ ist keine Zeitzone; geben Sie einen Namen wie Europe/Berlin, America/New_York oder UTC ein
password-length = Ein Passwort hat { $shortest } bis { $longest } Zeichen
password-weak = Dieses Passwort ist leicht zu erraten. { $why } Nehmen Sie mehrere ungewöhnliche Wörter, oder lassen Sie einen Passwortmanager eines erzeugen.
password-weak-plain = Dieses Passwort ist leicht zu erraten. Nehmen Sie mehrere ungewöhnliche Wörter, oder lassen Sie einen Passwortmanager eines erzeugen.
password-wrong = Das ist nicht Ihr jetziges Passwort
session-old = Melden Sie sich ab und wieder an, dann haben Sie dafür eine Viertelstunde Zeit
work-missing = Eine Berechnung des Browsers wird gebraucht
work-unreadable = Die Berechnung des Browsers ist nicht lesbar
work-forged = Die Berechnung des Browsers ist falsch oder gehört zu keiner Aufgabe von uns; bitte versuchen Sie es noch einmal
work-other = Die Berechnung des Browsers gehört zu einem anderen Formular
work-expired = Das hat zu lange gedauert; bitte versuchen Sie es noch einmal
work-used = Das wurde schon gesendet; bitte versuchen Sie es noch einmal
work-too-soon =
    { $n ->
        [one] Ihr Browser hat das Programm dieser Seite nicht ausgeführt: Bitte warten Sie noch eine Sekunde, dann senden Sie das Formular noch einmal
       *[other] Ihr Browser hat das Programm dieser Seite nicht ausgeführt: Bitte warten Sie noch { $n } Sekunden, dann senden Sie das Formular noch einmal
    }
work-too-many = Aus Ihrem Netz kamen zu viele Anfragen ohne die Berechnung, die ein Programm auf dieser Seite macht
work-full = In diesem Augenblick fragen sehr viele Menschen an; versuchen Sie es in einigen Minuten noch einmal
# What makes a password easy to guess.
weak-row = Tasten in einer Reihe sind leicht zu erraten.
weak-keys = Kurze Muster auf der Tastatur sind leicht zu erraten.
weak-repeat = Wiederholungen wie „aaa“ sind leicht zu erraten.
weak-repeats = Wiederholungen wie „abcabcabc“ sind kaum schwerer zu erraten als „abc“.
weak-common = Dieses Passwort ist sehr verbreitet.
weak-top = Es ähnelt einem verbreiteten Passwort.
weak-recent-year = Jahreszahlen der letzten Zeit sind leicht zu erraten.
weak-sequence = Folgen wie „abc“ oder „6543“ sind leicht zu erraten.
weak-date = Daten sind oft leicht zu erraten.
weak-word = Ein einzelnes Wort ist leicht zu erraten.
weak-name = Einzelne Vor- und Nachnamen sind leicht zu erraten.
weak-names = Verbreitete Vor- und Nachnamen sind leicht zu erraten.

## My polls

me-none = Zurzeit gibt es keine Abstimmung, an der Sie teilnehmen dürfen.
me-none-hint = Wurden Sie unter einer anderen Adresse eingeladen? Dann melden Sie sich mit jener an.
me-pass = Ihr Wahlausweis
me-pass-issued = Abgeholt
me-pass-issued-to = Abgeholt von { $email }
me-pass-none = Nicht abgeholt; Ausgabe: { $times }
me-listed-as = Auf der Liste der Veranstalter als
me-voting-cancelled = Abgesagt
me-voting-soon = { $times }
me-voting-open = Offen bis { $date }
me-voting-closed = Beendet seit { $date }
me-cancelled = Diese Abstimmung wurde abgesagt. Sie brauchen nichts zu tun.
me-over = Die Abstimmung ist beendet.
me-result = Zum Ergebnis
me-look = Abstimmung ansehen
me-held = Die Veranstalter haben Ihre Adresse vor Kurzem auf die Liste der Wählenden gesetzt.
me-held-until = Die Adresse, die vorher dort stand, kann bis zu diesem Zeitpunkt widersprechen: { $date }. Holen Sie Ihren Wahlausweis danach ab.
me-held-late = Ist das zu spät, fragen Sie die Veranstalter.
me-wait-for-pass = Kommen Sie wieder: { $date }. Ab dann holen Sie Ihren Wahlausweis ab.
me-too-late = Es werden keine Wahlausweise mehr ausgegeben, und Sie haben keinen abgeholt: Sie können an dieser Abstimmung nicht mehr teilnehmen.
me-wait-for-voting = Sie haben Ihren Wahlausweis. Kommen Sie wieder: { $date }. Stimmen Sie dann ab, in dem Browser, mit dem Sie ihn abgeholt haben.
me-vote = Sie haben Ihren Wahlausweis. Wenn Sie noch nicht abgestimmt haben, tun Sie es in dem Browser, mit dem Sie ihn abgeholt haben.
me-collect-and-vote = Holen Sie Ihren Wahlausweis ab, und stimmen Sie ab.
me-collect-and-vote-button = Wahlausweis abholen und abstimmen
me-collect = Holen Sie Ihren Wahlausweis jetzt ab. Beginn der Abstimmung: { $date }.
me-own-zone = Die Zeiten gelten in der Zeitzone { $zone }:
me-poll-zone = Zeiten stehen in der Zeitzone der jeweiligen Abstimmung:
me-change-zone = ändern
me-candidacies = Wo Sie kandidieren
me-candidacy = { $option }, in „{ $poll }“
me-candidacy-open = { $option }, in „{ $poll }“: Schreiben Sie, was Wählende über Sie lesen

## The page of one poll

poll-is-cancelled = Diese Abstimmung wurde abgesagt
poll-cancelled-no-result = Es wird kein Ergebnis veröffentlicht.
poll-closed = Die Abstimmung ist beendet
poll-result = Zum Ergebnis bei der Urne
poll-not-eligible = Ihre Adresse { $email } gehört nicht zu denen, die abstimmen dürfen. Wurden Sie unter einer anderen Adresse eingeladen? Dann melden Sie sich mit jener an. Wenn Sie das für einen Fehler halten, fragen Sie die Veranstalter.
poll-before = Noch nicht offen
poll-before-until = Wahlausweise werden ausgegeben ab { $date }.
poll-issued = Sie haben Ihren Wahlausweis abgeholt
poll-issued-where = Er liegt in dem Browser, mit dem Sie ihn abgeholt haben, oder in der Sicherungsdatei, die Sie gespeichert haben. Machen Sie in der Wahlkabine weiter.
poll-too-late = Es werden keine Wahlausweise mehr ausgegeben
poll-too-late-since = Die Ausgabe endete: { $date }. Wer einen hat, kann noch abstimmen.
poll-lead = Sie stimmen in der Wahlkabine ab. Sie schickt Sie einmal hierher zurück, um Ihren Wahlausweis abzuholen.
poll-who = Wer abstimmen darf
poll-who-open = Alle mit einer bestätigten Adresse, die die Abstimmung zulässt
poll-who-roll = Alle, die auf der Liste der Veranstalter stehen
poll-seen = Wer sieht, dass Sie einen Wahlausweis haben
poll-seen-list = Die Verantwortlichen der Abstimmung, und an welchem Tag Sie ihn abgeholt haben. Sie sehen nie, ob oder wie Sie abstimmen.
poll-seen-none = Niemand von den Verantwortlichen der Abstimmung.
poll-known = Wer teilnehmen durfte, ist bekannt bis
poll-known-until = { $date }; dann werden die Adressen gelöscht
poll-known-open = die Veranstalter es löschen
poll-check = Die Abstimmung selbst prüfen
poll-check-lead = Diese drei Zeilen, von hier und nicht von der Urne, sind alles, was Sie zum Prüfen der Auszählung brauchen.
poll-check-registrar = Wahlamt
poll-check-box = Urne

## Collecting the pass

confirm-title = Wahlausweis abholen
confirm-lead = Sie bekommen einen Wahlausweis für diese Abstimmung. Er geht an das Browserfenster, aus dem Sie kamen.
confirm-to = Ausgestellt für
confirm-code = Die Wahlkabine hat Ihnen dieses Prüfzeichen gezeigt:
confirm-other-code = Es ist ein anderes: zurück
confirm-why = Warum kann niemand meine Stimme mit mir in Verbindung bringen?
confirm-because = Ihr Browser hat den Ausweis in eine Art verschlossenen Umschlag gesteckt, bevor er ihn hierher gesendet hat. Wir unterschreiben ihn durch den Umschlag hindurch, ohne ihn zu sehen. Die Unterschrift zeigt später, dass Sie abstimmen dürfen, aber nicht, wer Sie sind.
confirm-not-you = Nicht { $email }? Melden Sie sich zuerst ab und beginnen Sie noch einmal in der Wahlkabine.
nothing-title = Nichts zu tun
nothing-heading = Es wartet keine Anfrage nach einem Wahlausweis
nothing-lead = Für „{ $title }“ haben Sie den Ausweis schon abgeholt, oder es ist mehr als eine halbe Stunde vergangen, oder Sie haben sich inzwischen als jemand anderes angemeldet.
nothing-lost = Nichts ist verloren. Gehen Sie zurück zur Wahlkabine: Sie weiß, wie weit Sie gekommen sind.
refused-title = Kein Wahlausweis
refused-back = Zurück zur Wahlkabine
refused-issued = Sie haben Ihren Wahlausweis schon abgeholt
refused-issued-lead = Für „{ $title }“ wurde schon ein Wahlausweis auf Ihren Namen ausgegeben. Für jede Person gibt es nur einen.
refused-issued-where = Er liegt in dem Browser, mit dem Sie ihn abgeholt haben, oder in der Sicherungsdatei, die Sie dort gespeichert haben. Machen Sie damit weiter.
refused-issued-theft = Wenn Sie das nicht waren, hat jemand anderes den Ausweis in Ihrem Namen geholt: Sagen Sie es sofort den Veranstaltern der Abstimmung.
refused-not-eligible-lead = Die Adresse { $email } gehört nicht zu denen, die in „{ $title }“ abstimmen dürfen.
refused-not-eligible-nobody = Diese Adresse gehört nicht zu denen, die in „{ $title }“ abstimmen dürfen.
refused-not-eligible-hint = Wurden Sie unter einer anderen Adresse eingeladen? Dann melden Sie sich ab und mit jener an, und beginnen Sie noch einmal in der Wahlkabine. Wenn Sie das für einen Fehler halten, fragen Sie die Veranstalter.
refused-held = Erst in einem Tag
refused-held-lead = Die Veranstalter haben Ihre Adresse auf der Liste der Wählenden von „{ $title }“ an die Stelle einer anderen gesetzt. Damit niemand so seine Stimme verliert, kann die andere Adresse einen Tag lang widersprechen. Kommen Sie danach wieder.
refused-held-late = Wenn die Abstimmung vorher endet, fragen Sie die Veranstalter: Die Verwaltung des Wahlamts kann Ihnen den Ausweis sofort geben.
refused-early = Noch nicht
refused-early-lead = Für einen Wahlausweis für „{ $title }“ ist es noch zu früh.
refused-early-from = Wahlausweise werden ausgegeben ab { $date }.
refused-late = Zu spät für einen Wahlausweis
refused-late-lead = Für „{ $title }“ werden keine Wahlausweise mehr ausgegeben.
refused-late-until = Die Ausgabe endete: { $date }, oder die Abstimmung wurde vorzeitig beendet. Wer einen Ausweis hat, kann abstimmen, solange die Abstimmung offen ist.
refused-malformed = Die Anfrage der Wahlkabine ist nicht lesbar
refused-malformed-lead = Sie passt nicht zur Abstimmung „{ $title }“. Es wurde kein Wahlausweis ausgegeben.
refused-malformed-hint = Gehen Sie zurück zur Wahlkabine, laden Sie sie neu, und versuchen Sie es noch einmal.
stale-title = Bitte beginnen Sie noch einmal in der Wahlkabine
stale-heading = Diese Seite war veraltet
stale-lead = Sie haben sich neu angemeldet, seit sie gezeigt wurde. Deshalb wurde kein Wahlausweis für „{ $title }“ ausgegeben. Nichts ist verloren.
foreign-origin = Öffnen Sie die Wahlkabine unter { $booth }, und holen Sie Ihren Wahlausweis von dort aus ab
pass-unknown = Es ist ungewiss, ob der Ausweis ausgegeben wurde; senden Sie genau dieselbe Anfrage noch einmal

## Profile

profile-title = Profil
profile-saved = Ihr Profil ist gespeichert
profile-to-polls = Zu meinen Abstimmungen
profile-zone = Zeitzone
profile-zone-hint = Die Seiten für Wählende zeigen die Zeiten von Abstimmungen in dieser Zeitzone. Mails und die Seiten der Veranstalter bleiben bei der Zeitzone der jeweiligen Abstimmung.
profile-zone-of-poll = Die Zeitzone der Abstimmung
profile-save = Profil speichern

## Another address

address-title = Adresse ändern
address-written = Sehen Sie in das Postfach von { $email }
address-written-what = Öffnen Sie den Link darin innerhalb einer Stunde, in diesem Browser: Bis dahin ändert sich nichts. Auch { $email } haben wir Bescheid gegeben.
address-written-none = Keine Mail? Sehen Sie in den Spam-Ordner, und prüfen Sie die Adresse. Einige Mails in der Stunde sind möglich.
address-pending = Wir warten auf { $email }
address-pending-what = Die Adresse wird geändert, sobald Sie den Link in unserer Mail dorthin öffnen.
address-keep = { $email } behalten
address-lead = Ihre Adresse ist { $email }. Mit einer neuen:
address-sign-in = Sie melden sich mit der neuen Adresse an und werden überall sonst abgemeldet.
address-polls = Abstimmungen, auf deren Liste Sie heute stehen, bleiben Ihre, und ihre Mails kommen an die neue Adresse. Ein Wahlausweis, den Sie abgeholt haben, bleibt der einzige.
address-lists = Auf den Listen der Veranstalter bleibt die alte Adresse. Nennen Sie ihnen die neue, damit Sie auch an den nächsten Abstimmungen teilnehmen können.
address-new = Neue E-Mail-Adresse
address-button = Link an die neue Adresse senden
address-same = Das ist schon die Adresse Ihres Kontos; geben Sie eine andere ein
address-first = Melden Sie sich zuerst an
address-first-lead = Der Link in unserer Mail ändert die Adresse des Kontos, das angemeldet ist. Melden Sie sich hier mit Ihrer jetzigen Adresse an, und öffnen Sie den Link dann noch einmal.
address-first-not-you = Haben Sie nie darum gebeten? Dann tun Sie nichts: Ohne das Konto bewirkt der Link nichts.
address-refused = Ihre Adresse ist, wie sie war
address-taken = Die neue Adresse hat inzwischen ein eigenes Konto; löschen Sie erst jenes, oder wählen Sie eine andere Adresse
address-confirm-lead = Wenn Sie auf die Schaltfläche drücken, hat Ihr Konto die Adresse { $new } anstelle von { $old }.
address-confirm-button = Adresse ändern
kept-title = Ihre Adresse auf einer Liste von Wählenden
kept-refused = Ihre Adresse wurde nicht wieder eingesetzt
kept-unchanged = Nichts wurde geändert
kept-refused-hint = Wenn Sie abstimmen dürfen und nicht können, sagen Sie es den Veranstaltern der Abstimmung.
kept-taken = Die Adresse steht jetzt für eine andere Person im Wählerverzeichnis; fragen Sie die Veranstalter
kept-done = Ihre Adresse steht wieder auf der Liste
kept-done-lead = { $email } darf in „{ $title }“ abstimmen
kept-done-hint = Die andere Adresse hat keinen Wahlausweis bekommen. Sagen Sie den Veranstaltern, was geschehen ist.
kept-question = Ihre Adresse auf der Liste der Wählenden behalten?
kept-lead = Die Veranstalter von „{ $title }“ haben eine andere Adresse an die Stelle von { $email } gesetzt. Wenn Sie nicht darum gebeten haben, setzen Sie Ihre wieder ein. Wenn doch, schließen Sie diese Seite.
kept-button = Meine Adresse wieder einsetzen

## My account

account-name = Name
account-no-name = nicht angegeben
account-zone-of-poll = die der jeweiligen Abstimmung
account-profile-change = Profil ändern
account-address = Adresse
account-password-change = Passwort ändern
account-password-done = Ihr Passwort ist geändert
account-others-out = Wer sonst noch in Ihrem Konto angemeldet war, wurde abgemeldet.
account-address-done = Ihre Adresse ist { $email }
account-address-done-hint = Wer sonst noch in Ihrem Konto angemeldet war, wurde abgemeldet. Nennen Sie den Veranstaltern Ihrer Abstimmungen die neue Adresse.
account-no-password = Sie melden sich per Mail an. Wenn Sie lieber ein Passwort haben, senden wir Ihnen einen Link, mit dem Sie eines wählen können.
account-codes-on = Beim Anmelden wird nach einem Code Ihrer Authenticator-App gefragt.
account-codes-why = Eine Authenticator-App schützt Ihr Konto auch dann, wenn jemand Ihr Passwort erfährt.
account-codes-renew = Neue Ersatzcodes erzeugen
account-codes-needed = Sie verwalten Abstimmungen: Codes lassen sich nicht abschalten.
account-codes-off = Codes abschalten
account-codes-off-done = Codes sind abgeschaltet
account-codes-off-done-hint = Ihr Konto ist nur noch durch Ihr Passwort oder Ihr Postfach geschützt.
account-passkeys = Passkeys
account-passkeys-what = Mit einem Passkey melden Sie sich durch Fingerabdruck, Gesicht oder PIN auf Ihrem Telefon, Computer oder Sicherheitsschlüssel an, ohne Passwort und Code.
account-passkey-number = Passkey { $n }, hinzugefügt am { $date }
account-passkey-rename = Umbenennen
account-passkey-remove = Entfernen
# Read aloud after the two before.
account-passkey-which = Passkey { $n }
account-passkey-name-hint = Für Sie selbst, zum Beispiel „Mein Telefon“.
account-passkey-add = Passkey hinzufügen
account-passkey-done = Ihr Passkey ist hinzugefügt
account-passkey-done-hint = Ab jetzt können Sie sich damit anmelden, ohne Passwort und Code.
account-passkey-renamed = Ihr Passkey hat einen anderen Namen
account-passkey-removed = Der Passkey ist entfernt
account-passkey-removed-hint = Niemand kann sich mehr damit anmelden, und wer sonst noch in Ihrem Konto angemeldet war, wurde abgemeldet. Löschen Sie ihn auch auf Ihrem Gerät.
account-out = Überall abmelden
account-out-what = Beendet jede Anmeldung Ihres Kontos, auf diesem Gerät und auf allen anderen.
account-out-button = Überall abmelden
account-data = Meine Daten
account-data-what = Was hier über Sie gespeichert ist, als eine Datei.
account-data-button = Meine Daten herunterladen
account-delete = Mein Konto löschen
account-delete-what = Ihre Adresse, Ihre Anmeldewege und Ihre Anmeldungen werden sofort gelöscht. Wählerverzeichnisse gehören den Veranstaltern; dort bleibt Ihre Adresse, solange deren Abstimmungen sie brauchen.
account-delete-role = Sie verwalten Abstimmungen: Die Verwaltung des Wahlamts muss Ihnen diese Rolle zuerst abnehmen.
account-delete-button = Mein Konto löschen
account-has-role = Die Verwaltung des Wahlamts muss Ihnen Ihre Rolle zuerst abnehmen
account-owns-polls = Ihnen gehören Abstimmungen; die Verwaltung des Wahlamts muss sie zuerst jemand anderem geben
deleted-title = Konto gelöscht
deleted-heading = Ihr Konto ist gelöscht
deleted-lead = Unter { $email } ist hier nichts mehr gespeichert außer dem, was Veranstalter in ihre Wählerverzeichnisse geschrieben haben. Eine Stimme, die Sie abgegeben haben, zählt: Niemand kann sagen, welche es war.

## Passkeys and codes of an app

passkey-title = Passkey hinzufügen
passkey-lead = Ihr Browser bittet jetzt Ihr Telefon, Ihren Computer oder Ihren Sicherheitsschlüssel, den Passkey „{ $name }“ zu erzeugen. Das Gerät will wissen, dass Sie es sind: durch PIN, Fingerabdruck oder Gesicht.
passkey-not-made = Es wurde kein Passkey erzeugt. Vielleicht hat dieses Gerät hier schon einen, oder es prüft nicht, wer es benutzt. Versuchen Sie es noch einmal, oder mit einem anderen Gerät.
passkey-button = Passkey erzeugen
passkey-unknown = Ihr Browser kann keine Passkeys erzeugen
passkey-unknown-why = Er ist zu alt dafür, oder er führt keine Programme auf Seiten aus.
passkey-unavailable = Passkeys brauchen einen Rechnernamen, und https, außer bei localhost
passkey-name = Ein Name hat 1 bis 60 Zeichen
passkey-most = Ein Konto hat höchstens { $most } Passkeys; entfernen Sie zuerst einen
passkey-stale = Das hat zu lange gedauert oder wurde schon gesendet; bitte versuchen Sie es noch einmal
passkey-refused = Der Passkey konnte nicht geprüft werden; bitte versuchen Sie es noch einmal
passkey-unverified = Das Gerät hat nicht geprüft, wer es benutzt: Es muss nach PIN, Fingerabdruck oder Gesicht fragen
passkey-copied = Dieser Passkey wurde inzwischen anderswo benutzt, als gäbe es eine Kopie davon: Melden Sie sich anders an, und entfernen Sie ihn
passkey-no-account = Dieser Passkey gehört hier zu keinem Konto mehr; melden Sie sich anders an
passkey-known = Dieses Gerät hat hier schon einen Passkey
codes-title = Codes einer App
codes-heading = Schützen Sie Ihr Konto durch Codes
codes-needed = Nötig, bevor Sie Abstimmungen verwalten können
codes-needed-why = Wer Abstimmungen verwaltet, meldet sich zusätzlich zum Passwort mit einem Code an.
codes-lead = Eine Authenticator-App auf Ihrem Telefon zeigt jede halbe Minute einen neuen Code. Wer sich als Sie anmelden will, braucht dann auch dieses Telefon.
codes-begin = Beginnen
codes-switch-on = Codes einschalten
scan-heading = Lesen Sie dies mit Ihrer App ein
scan-refused-heading = Geben Sie den Code Ihrer App ein
scan-refused = Noch nicht
scan-picture = QR-Code für eine Authenticator-App; derselbe Schlüssel steht unten als Text
scan-secret = Oder tippen Sie diesen Schlüssel in die App (zeitbasiert, sechs Ziffern):
scan-again = Wenn die App für diese Seite noch nichts hat, { $link } mit einem neuen Bild.
scan-again-link = beginnen Sie noch einmal
scan-code = Der Code, den die App jetzt zeigt
recovery-title = Ersatzcodes
recovery-heading = Heben Sie diese Ersatzcodes auf
recovery-lead = Jeder gilt einmal anstelle eines Codes der App, für den Tag, an dem das Telefon verloren geht. Drucken Sie diese Seite, oder schreiben Sie die Codes ab; sie werden nicht noch einmal gezeigt.
recovery-kept = Ich habe sie aufgehoben

## Reminders

unsubscribe-title = Erinnerungen
unsubscribe-heading = Erinnerungen an diese Abstimmung
unsubscribe-lead = Wenn Sie an diese Abstimmung nicht mehr erinnert werden wollen, sagen Sie es hier. Sie dürfen trotzdem abstimmen.
unsubscribe-button = Keine Erinnerungen mehr
unsubscribe-done = Sie bekommen keine Erinnerungen an diese Abstimmung mehr
unsubscribe-done-hint = Sie dürfen trotzdem abstimmen. Wenn ein Wahlausweis auf Ihren Namen ausgegeben oder die Abstimmung geändert wird, sagen wir es Ihnen weiterhin.

## What a candidate writes

candidacy-title = Ihre Kandidatur
candidacy-where = „{ $question }“ in „{ $poll }“
candidacy-refused = Nichts wurde gespeichert
candidacy-refused-profile = Wer Sie sind: { $why }
candidacy-refused-statement = Was Sie wollen: { $why }
candidacy-saved = Gespeichert. Als Nächstes wird der Text von den Veranstaltern gelesen.
candidacy-returned = Bitte ändern Sie den Text
candidacy-returned-why = Die Veranstalter schreiben: { $words }
candidacy-approved = Die Veranstalter haben diesen Text gebilligt; Wählende werden ihn lesen.
candidacy-approved-open = Was Sie ändern, muss neu gebilligt werden; bis dahin gilt der gebilligte Text.
candidacy-unread = Die Veranstalter haben diesen Text noch nicht gelesen.
candidacy-lead = Wählende lesen dies neben Ihrem Namen, wenn sie abstimmen. Sie können es ändern, bis die Abstimmung veröffentlicht wird. Markdown ist möglich: Absätze, Listen, Hervorhebungen, Links; keine Bilder.
candidacy-profile = Wer Sie sind (freiwillig)
candidacy-profile-hint = In wenigen Zeilen: was Sie tun, wo Sie leben, was Sie hier bisher getan haben. Höchstens { $n } Zeichen.
candidacy-statement = Was Sie wollen
candidacy-statement-hint = Höchstens { $n } Zeichen.
candidacy-save = Speichern
candidacy-published = Die Abstimmung ist veröffentlicht: Was Wählende lesen, lässt sich nicht mehr ändern.
candidacy-as-seen = So sehen es Wählende

## The demo

demo-mails-lead = In der Demo werden keine Mails gesendet; sie stehen hier, die neueste zuerst.
demo-mails-none = Noch keine.
demo-mails-read = Lesen
demo-mail-to = An { $email }
demo-mail-all = Alle Demo-Mails
demo-codes-lead = Wer Abstimmungen verwaltet, meldet sich mit einem Code einer Authenticator-App an. In der Demo stehen die Codes hier; { $link }, wenn einer benutzt wurde.
demo-codes-again = laden Sie diese Seite neu
demo-codes-used = Jeder Code dieser Minute wurde benutzt: Warten Sie eine halbe Minute, und laden Sie die Seite neu.
demo-codes-secret = Schlüssel für eine eigene App
demo-codes-none = Noch niemand benutzt Codes.

## Eine Abstimmung in Wahlbezirken

precincts-lead-open = Diese Abstimmung findet in { $n } Wahlbezirken statt. Jede Person stimmt in einem davon ab; Ihrer steht in Ihrer Einladung und, nach dem Anmelden, unter „Meine Abstimmungen“. Sobald alle ausgezählt sind, werden die unterschriebenen Ergebnisse hier zusammengezählt.
precincts-lead-total = Alle { $n } Wahlbezirke sind ausgezählt. Ihre unterschriebenen Ergebnisse ergeben zusammen:
precincts-eligible = Stimmberechtigt
precincts-issued = Wahlausweise
precincts-ballots = Stimmzettel
precincts-option = Option
precincts-votes = Stimmen
precincts-points = Punkte
precincts-outcome = Ergebnis
precincts-elected = gewinnt
precincts-tied = gleichauf
precincts-abstained = Enthaltungen: { $n }
precincts-nobody = Niemand hat etwas gewählt.
precincts-nobody-listed = Niemand hat etwas gewählt, also entscheidet die Reihenfolge der Liste.
precincts-title = Wahlbezirke
precincts-one = Wahlbezirk { $number }: { $eligible } Stimmberechtigte
precincts-check = Die Summe nachprüfen
precincts-check-lead = Alle können jeden Wahlbezirk prüfen und die Ergebnisse noch einmal zusammenzählen. Das Wahlamt hat eine Liste der Wahlbezirke unterschrieben. Es gibt an, dass dies vor dem ersten Wahlausweis geschah.
precincts-check-keep = Heben Sie die Liste jetzt auf und vergleichen Sie sie mit der, die nach der Auszählung gezeigt wird.
precincts-check-kept = Wenn Sie die Liste damals aufgehoben haben, vergleichen Sie sie mit der, die hier steht.
precincts-check-signed = Unterschriebene Liste und Summe
