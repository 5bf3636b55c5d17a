### Die Seiten des Wahlamts über Wählerverzeichnisse, Beteiligung, Arbeit im Hintergrund, Konten und Protokoll. Wie übersetzt wird:
### docs/languages.md.

## On several of these pages

office-refused = Nichts wurde geändert
office-address = Adresse
office-name = Name
# In the place of a name or an id of the organiser's own.
office-nothing = keine Angabe
office-email = E-Mail-Adresse
office-search = Suchen
office-show-all = Alle zeigen
office-pages = Seiten
office-first = Erste Seite
office-previous = Vorige Seite
office-next = Nächste Seite
office-anew = Der Eintrag, nach dem diese Seite beginnen sollte, steht nicht mehr auf der Liste. Dies ist die erste Seite.
# What is listed, such as "All voters", and which page of the list this is.
office-paged = { $what }, Seite { $page } von { $pages }
office-of = { $n } von { $total }
# The month is in words.
office-day = { $day }. { $month } { $year }
# How far a mail has come.
office-mail-state =
    { $state ->
        [none] nicht gesendet
        [queued] wartet
        [sending] wird gesendet
        [sent] gesendet
       *[failed] nicht zugestellt
    }
office-roll-import = Übernahme des Wählerverzeichnisses
office-job-state =
    { $state ->
        [waiting] wartet
        [running] läuft
        [done] fertig
       *[failed] gescheitert
    }

## The list of voters of a poll

voters-title = Wählerverzeichnis
voters-done =
    { $done ->
        [added] Die Person steht jetzt im Verzeichnis.
        [removed] Die Person steht nicht mehr im Verzeichnis.
        [emptied] Niemand steht mehr im Verzeichnis.
        [invited] Die Einladung ist noch einmal unterwegs.
       *[saved] Gespeichert.
    }
voters-begin = Laden Sie eine Datei hoch, oder tragen Sie alle einzeln ein.
voters-find = Jemanden suchen
voters-find-hint = Ein Teil einer Adresse, eines Namens oder Ihrer eigenen Kennung.
voters-search = Suchen
voters-invitation = Einladung
voters-any-invitation = alle
voters-invited =
    { $state ->
        [queued] wartet
        [sent] gesendet
       *[failed] nicht zustellbar
    }
voters-table = Wahlberechtigte
voters-all = Alle Wahlberechtigten
voters-found = { $n } gefunden
# They are counted no further.
voters-found-more = Mehr als { $n } gefunden
voters-own-id = Ihre Kennung
voters-download = Das ganze Verzeichnis herunterladen (CSV)
voters-none = Niemand ist gefunden.
voters-late = Die Abstimmung ist veröffentlicht. Ihr Verzeichnis darf noch wachsen, bis keine Wahlausweise mehr ausgegeben werden. Wer hinzukommt, wird sofort per Mail eingeladen und kann nicht wieder gestrichen werden.
voters-upload = Ein Verzeichnis hochladen
voters-file = CSV-Datei
# The words of the first line are English in every language.
voters-file-hint = UTF-8. Erste Zeile: email, oder email,name, oder email,name,external_id; mit Kommas, Semikolons oder Tabulatoren. Sie sehen zuerst, was sich ändern würde.
voters-mode = Was wird aus denen, die jetzt im Verzeichnis stehen?
voters-replace = Die Datei ist das ganze Verzeichnis
voters-replace-hint = Wer nicht darin steht, wird gestrichen.
voters-stay = Sie bleiben, die Datei kommt dazu
voters-look = Hochladen und ansehen
voters-add-one = Eine Person eintragen
voters-name = Name (freiwillig)
voters-external-id = Ihre eigene Kennung (freiwillig)
voters-add = Eintragen
voters-empty = Das Verzeichnis leeren
voters-empty-sure = Alle aus dem Verzeichnis streichen
voters-empty-hint = Das lässt sich nicht rückgängig machen: Laden Sie das Verzeichnis vorher herunter, wenn Sie es noch brauchen könnten.

## What an uploaded list would change

upload-title = Vor der Übernahme ansehen
upload-rejected = Die Datei kann nicht übernommen werden
upload-correct =
    { $n ->
        [one] Berichtigen Sie diese Zeile in der Datei und laden Sie sie noch einmal hoch. Das Verzeichnis bleibt, wie es ist.
       *[other] Berichtigen Sie diese Zeilen in der Datei und laden Sie sie noch einmal hoch. Das Verzeichnis bleibt, wie es ist.
    }
# A line of the file by its number, and what is wrong with it or which address stands in it.
upload-line = Zeile { $line }: { $what }
upload-more = und noch { $n }
upload-lead = Noch ist nichts geändert. Die Übernahme würde Folgendes tun:
upload-rows = Zeilen gelesen
upload-voters = Wahlberechtigte in der Datei
upload-added = Neu im Verzeichnis
upload-changed = Name oder Kennung ändert sich
upload-unchanged = Bleiben, wie sie sind
upload-removed = Werden gestrichen
upload-repeated = Zeilen, die eine Adresse wiederholen
upload-first-counts = { $n } (die erste Zeile gilt)
upload-unreadable = Zeilen, die nicht lesbar sind
upload-who-is-removed = Wer gestrichen würde
upload-import = Übernehmen
upload-discard = Die Datei wegwerfen

## One voter

voter-title = Eine wahlberechtigte Person
voter-back = Zurück zum Verzeichnis
voter-save = Speichern
voter-remove = Aus dem Verzeichnis streichen
voter-held = Der Wahlausweis wartet, falls er nicht abgeholt ist
voter-held-why = Die Adresse war { $address }, als die Abstimmung veröffentlicht wurde. Diese Seite sagt nicht, ob der Wahlausweis vorher abgeholt wurde. Wenn nicht, wird für diese Person nach der Berichtigung einen Tag lang keiner ausgegeben. Wer die Mails der alten Adresse liest, kann sie inzwischen wieder einsetzen. Jemand anderes aus der Verwaltung als die Person, die sie berichtigt hat, kann das Warten beenden, zum Beispiel wenn es die alte Adresse nicht mehr gibt.
voter-release = Das Warten beenden
voter-mails = Mails
voter-mail = { $kind }: { $state }
voter-mail-kind =
    { $kind ->
        [invitation] Einladung
        [reminder] Erinnerung
        [notice] Bekanntmachung
       *[result] Ergebnis
    }
# The answer is the mail server's, in English as a rule.
voter-mail-answer = Was beim letzten Versuch herauskam: { $answer }
voter-invite = Die Einladung noch einmal senden

## Who has a voting pass, where the poll has it listed

passes-title-of = Wahlausweise von „{ $title }“
passes-title = Wer einen Wahlausweis abgeholt hat
passes-lead = Diese Abstimmung sagt den Wählenden, dass Sie diese Liste sehen. Sie sagt nicht, wer abgestimmt hat, und auch nicht, wie.
passes-days = Jeder Tag (UTC) steht hier, wenn er vorbei ist, und alle, sobald keine Wahlausweise mehr ausgegeben werden: Die Liste nennt keine Uhrzeit.
passes-table = Wahlausweise
passes-number =
    { $n ->
        [one] { $n } Wahlausweis
       *[other] { $n } Wahlausweise
    }
passes-day = Tag
passes-none = Niemand hat einen Wahlausweis abgeholt.
passes-none-yet = An den Tagen, die vorbei sind, hat niemand einen Wahlausweis abgeholt.

## Work in the background

job-title = Arbeit im Hintergrund
job-done = Fertig
job-imported = Gelesene Zeilen: { $rows }. Wahlberechtigte eingetragen: { $added }, geändert: { $changed }, gestrichen: { $removed }. Zeilen, die eine Adresse wiederholen: { $duplicates }.
job-failed = Es ging nicht; nichts wurde geändert
job-progress = { $done } von { $total } sind geschafft.
job-waiting = Es beginnt gleich.
job-leave = Sie können diese Seite verlassen: Die Arbeit geht weiter, und nichts ändert sich, bevor alles getan ist.
job-back = Zurück zum Wählerverzeichnis

## Turnout

dashboard-title = Beteiligung
dashboard-title-of = Beteiligung: { $title }
dashboard-issued = Ausgegebene Wahlausweise
dashboard-ballots = Stimmzettel auf der öffentlichen Liste
dashboard-in-groups = { $n } (sie erscheinen dort in Gruppen)
dashboard-no-answer = Die Urne antwortet zurzeit nicht.
dashboard-issuance-closes = Keine Wahlausweise mehr nach
dashboard-voting-closes = Ende der Abstimmung
dashboard-cancelled = { $date } (abgesagt)
dashboard-counted = { $date } (ausgezählt)
# The name of a time zone stands beside it.
dashboard-zone = Zeitzone
dashboard-days = Wahlausweise nach Tagen
dashboard-chart = Wahlausweise an jedem Tag, höchstens { $most }; die Tabelle darunter enthält die Zahlen
dashboard-days-caption = Ausgegebene Wahlausweise (Tage in der Zeitzone UTC)
dashboard-day = Tag
dashboard-passes = Wahlausweise
dashboard-up-to-then = Bis dahin
dashboard-days-hint = Stimmzettel werden nicht nach Tagen gezählt: Neben den Wahlausweisen eines Tages könnten sie verraten, welcher Stimmzettel von wem ist.
dashboard-no-days = Wahlausweise werden noch nicht ausgegeben.
dashboard-mails = Mails dieser Abstimmung
dashboard-mails-table = Mails
dashboard-mailing = Aussendung
dashboard-mailing-kind =
    { $kind ->
        [invitation] Einladung
        [reminder] Erinnerung
        [notice] Bekanntmachung
       *[result] Ergebnis
    }
# Such as "Reminder 2".
dashboard-mailing-number = { $mailing } { $n }
dashboard-waiting = Wartend
dashboard-sent = Gesendet
dashboard-failed = Nicht zugestellt
dashboard-no-mails = Noch keine Mails.
dashboard-to-mails = Mails senden und sehen, welche nicht ankamen
dashboard-statements = Erklärungen an die Urne
# How far it has come follows.
dashboard-notice = Bekanntmachung { $n }:
dashboard-count = Zahl der Wahlausweise:
dashboard-to-notices = Bekanntmachungen, und sofort noch einmal senden
dashboard-no-statements = Noch keine: Bekanntmachungen, und die Zahl der Wahlausweise, wenn keine mehr ausgegeben werden.
dashboard-no-jobs = Keine in den letzten Wochen.

## Accounts

users-title = Konten
users-done =
    { $done ->
        [role] Die Rolle ist geändert
        [sessions-ended] Alle Sitzungen des Kontos sind beendet
        [second-factor-reset] Es wird kein Code mehr verlangt, und kein Passkey öffnet das Konto
       *[deleted] Das Konto ist gelöscht
    }
users-done-more =
    { $done ->
        [role] Sie gilt ab dem nächsten Klick.
        [sessions-ended] Die Person, der es gehört, erfährt es per Mail.
        [second-factor-reset] Alle Sitzungen des Kontos sind beendet, und die Person, der es gehört, erfährt es per Mail. Wer Abstimmungen verwaltet, schaltet zuerst wieder Codes ein.
       *[deleted] Die Person, der es gehörte, erfährt es per Mail. Wählerverzeichnisse behalten die Adresse.
    }
users-role =
    { $role ->
        [voter] Wählende
        [officer] Verantwortliche
       *[admin] Verwaltung
    }
# These three name the roles, as users-role does.
users-voter = { $role } stimmen ab.
users-officer = { $role } entwerfen außerdem Abstimmungen und verwalten die, bei denen sie die Federführung haben oder die ihnen übergeben sind.
users-admin = Die { $role } verwaltet alle Abstimmungen und die Rollen auf dieser Seite.
users-secret = Niemand von ihnen sieht eine Stimme.
users-find = Adresse oder Name enthält
users-number =
    { $n ->
        [one] { $n } Konto
       *[other] { $n } Konten
    }
users-found =
    { $n ->
        [one] { $n } Konto gefunden
       *[other] { $n } Konten gefunden
    }
# They are counted no further.
users-number-more = Mehr als { $n } Konten
users-found-more = Mehr als { $n } Konten gefunden
users-none = Kein Konto enthält „{ $search }“.
users-role-of = Rolle von { $email }
users-change = Ändern
users-change-of = Ändern: Rolle von { $email }
users-help = Hilfe für { $email }
users-sure = Die Person, der das Konto gehört, hat darum gebeten und ist mir bekannt
users-sure-hint = Nicht allein per Mail: Vergewissern Sie sich, wer bittet. Die Person erfährt es per Mail, und es steht im Protokoll. Wenn Sitzungen enden, bleiben Passwort, Codes und Passkeys, wie sie sind.
users-end-sessions = Alle Sitzungen beenden
users-reset-codes = Codes abschalten
users-reset-both = Codes abschalten, Passkeys entfernen
users-reset-passkeys = Passkeys entfernen
users-delete = Das Konto von { $email } löschen
users-choose-role = Wählen Sie eine der Rollen.
users-choose-action = Wählen Sie, was geschehen soll.
users-tick-sure = Kreuzen Sie an, dass die Person darum gebeten hat und Ihnen bekannt ist.

## Deleting somebody's account

dismiss-title = { $email } löschen
dismiss-heading = Das Konto von { $email } löschen
dismiss-role = Rolle
dismiss-goes = Das geht, für immer:
dismiss-goes-what = Passwort, Codes, Passkeys, Sitzungen, gesendete Links, das Profil und Texte, die als Kandidatin oder Kandidat geschrieben wurden. Die Person erfährt es per Mail, und im Protokoll steht, dass Sie es getan haben.
dismiss-stays = Das bleibt:
dismiss-stays-what = Wählerverzeichnisse gehören den Veranstaltern der Abstimmungen und behalten die Adresse. Wer in einem steht, kann sich wieder mit einem gesendeten Link anmelden. Das macht ein neues Konto, aber es ist dieselbe wahlberechtigte Person: Niemand bekommt einen zweiten Wahlausweis. Wenn jemand nicht abstimmen soll, streichen Sie die Person aus dem Verzeichnis.
dismiss-own = Das ist Ihr eigenes Konto. Jemand anderes aus der Verwaltung kann Ihnen die Rolle nehmen; dann löschen Sie es unter { $security }.
dismiss-owned =
    { $n ->
        [one] Zuerst braucht eine Abstimmung eine andere Federführung
       *[other] Zuerst brauchen { $n } Abstimmungen eine andere Federführung
    }
dismiss-owned-lead = Jede Abstimmung braucht eine Federführung. Übergeben Sie diese hier jemand anderem mit der Rolle Verantwortliche, und übertragen Sie die Federführung:
dismiss-sure = Für immer löschen
dismiss-password = Ihr eigenes jetziges Passwort
dismiss-delete = Das Konto löschen
dismiss-leave = Lassen, wie es ist
dismiss-tick-sure = Kreuzen Sie an, dass das Konto für immer gelöscht werden soll.

## Who manages a poll

officers-title-of = Verantwortliche für „{ $title }“
officers-title = Wer diese Abstimmung verwaltet
officers-lead = Die Federführung, die Verantwortlichen unten und die Verwaltung. Niemand von ihnen kann eine Stimme sehen. Nur die Federführung und die Verwaltung können Verantwortlichen die Abstimmung wegnehmen oder die Federführung übertragen; wer sie verliert, erfährt es per E-Mail.
officers-owner = Federführung
officers-given = Verantwortliche, denen sie übergeben ist
officers-stop = Nicht mehr verwalten
officers-take = Wegnehmen
officers-take-from = Wegnehmen: { $email }
officers-own = Federführung übertragen
officers-own-to = Federführung übertragen: { $email }
officers-none = Keine.
officers-give-heading = Weiteren Verantwortlichen übergeben
officers-email-hint = Von jemandem, der hier registriert ist und von der Verwaltung die Rolle Verantwortliche hat.
officers-give = Die Abstimmung übergeben

## The audit log

audit-title = Protokoll
audit-lead = Was Verwaltung, Verantwortliche, Befehle und das Wahlamt selbst getan haben. Hier wird nie etwas geändert oder entfernt, und nichts steht darin, was Wählende tun.
audit-who = Wer
# The log itself is in English: command line, system.
audit-who-hint = Eine Adresse, „command line“ (Befehlszeile) oder „system“ (das Wahlamt selbst).
audit-what = Was
audit-anything = alles
audit-object = Woran
audit-object-hint = Zum Beispiel draft:1f0c…
audit-download = Herunterladen
audit-newest = Das Neueste zuerst
audit-number = Nr. { $n }
audit-details = Vorher und nachher
audit-before = Vorher
audit-after = Nachher
audit-hash = Prüfsumme dieses Eintrags und aller davor
audit-older = Ältere Einträge
audit-none = Noch keine Einträge.
audit-none-fit = Kein Eintrag passt.
# What was done. The names in brackets are those of the log, with a hyphen for a full stop.
audit-act =
    { $act ->
        [admin-create] Konto der Verwaltung angelegt
        [account-delete] Konto gelöscht
        [role-change] Rolle geändert
        [address-change] Adresse geändert
        [passkey-add] Passkey hinzugefügt
        [passkey-remove] Passkey entfernt
        [second-factor-reset] Codes und Passkeys eines Kontos entfernt
        [sessions-end] Sitzungen beendet
        [key-rotate] Schlüssel der gespeicherten Geheimnisse gewechselt
        [draft-create] Entwurf angelegt
        [draft-change] Entwurf geändert
        [draft-delete] Entwurf gelöscht
        [candidate-invite] Zur Kandidatur eingeladen
        [candidate-write] Text einer Kandidatur geändert
        [candidate-approve] Text einer Kandidatur angenommen
        [candidate-return] Text einer Kandidatur zurückgegeben
        [candidate-remove] Kandidatur entfernt
        [poll-seal] Abstimmung unterschrieben
        [poll-unseal] Abstimmung von der Urne abgelehnt, wieder ein Entwurf
        [poll-publish] Abstimmung veröffentlicht
        [poll-split] Entwurf in Wahlbezirke geteilt
        [precincts-undo] Aufteilung in Wahlbezirke zurückgenommen
        [precincts-list] Liste der Wahlbezirke unterschrieben
        [precincts-total] Gesamtergebnis der Wahlbezirke unterschrieben
        [notice-give] Bekanntmachung herausgegeben
        [statement-retry] Erklärungen sofort noch einmal gesendet
        [poll-archive] Abstimmung ins Archiv gelegt oder herausgeholt
        [poll-export] Abstimmung exportiert
        [poll-give] Abstimmung Verantwortlichen übergeben
        [poll-take] Abstimmung Verantwortlichen weggenommen
        [poll-hand-over] Federführung übertragen
        [roll-replace] Wählerverzeichnis ersetzt
        [roll-add] Ins Wählerverzeichnis eingetragen
        [roll-correct] Eintrag im Wählerverzeichnis berichtigt
        [roll-release] Warten auf einen Wahlausweis beendet
        [roll-undo] Berichtigte Adresse wieder eingesetzt
        [roll-remove] Aus dem Wählerverzeichnis gestrichen
        [roll-download] Wählerverzeichnis heruntergeladen
        [roll-empty] Wählerverzeichnis geleert
        [roll-erase] Daten der Wählenden gelöscht
        [person-erase] Daten einer Person gelöscht
        [mail-send] Mails gesendet
        [mail-resend] Mails noch einmal gesendet
        [mail-text] Worte der Mails geändert
       *[other] { $act }
    }

## Faults of a list of voters

# Sentences without a capital letter and a full stop, for they may stand within another one.
roll-not-utf8 = Zeile { $line } ist kein Text in UTF-8; { $guess }. Speichern Sie die Datei als „CSV UTF-8“ und laden Sie sie noch einmal hoch
# Within roll-not-utf8.
roll-utf16 = die Datei ist UTF-16 („Unicode-Text“)
roll-zero-bytes = sie enthält Nullbytes wie eine Arbeitsmappe oder UTF-16
roll-latin1 = sie sieht nach Windows-1252 oder Latin-1 aus
roll-header = die erste Zeile muss lauten: email, oder email,name, oder email,name,external_id; sie lautet „{ $found }“
roll-no-voters = in der Datei steht niemand
roll-unreadable =
    { $n ->
        [one] { $n } Zeile ist nicht lesbar
       *[other] { $n } Zeilen sind nicht lesbar
    }
roll-columns =
    { $has ->
        [one] hat { $has } Spalte, die erste Zeile hat { $header }
       *[other] hat { $has } Spalten, die erste Zeile hat { $header }
    }
roll-no-address = hat keine Adresse
roll-not-an-address = „{ $address }“ ist keine E-Mail-Adresse wie ada@example.org
roll-long-value = hat einen Wert mit mehr als { $most } Zeichen
roll-no-upload = diese Datei ist nicht mehr da: Sie wurde übernommen, weggeworfen oder hat länger als einen Tag gewartet
roll-no-draft = diesen Entwurf gibt es nicht
roll-for-anyone = in dieser Abstimmung darf jeder abstimmen: Sie hat kein Wählerverzeichnis; wählen Sie zuerst im Entwurf ein Verzeichnis
roll-fixed = die Abstimmung ist veröffentlicht: In ihrem Verzeichnis kann niemand hinzukommen und niemand gestrichen werden
roll-only-grows = die Abstimmung ist veröffentlicht: In ihrem Verzeichnis können Personen hinzukommen, aber nicht gestrichen werden
roll-too-late = in dieser Abstimmung werden keine Wahlausweise mehr ausgegeben: Ihr Verzeichnis bleibt, wie es ist
roll-taken = diese Adresse steht schon im Verzeichnis
roll-no-entry = diese Person steht nicht im Verzeichnis
roll-none = in dieser Abstimmung darf jeder abstimmen: Sie hat kein Wählerverzeichnis
roll-tick-empty = kreuzen Sie an, dass alle aus dem Verzeichnis gestrichen werden sollen
job-unreadable = die hochgeladene Datei ist nicht mehr als Verzeichnis lesbar; laden Sie sie noch einmal hoch
job-unknown = diese Fassung des Wahlamts kennt solche Arbeiten nicht

## Why something about accounts and officers was not done

move-not-you = das kann nur jemand aus der Verwaltung, der die Adresse nicht selbst berichtigt hat
move-not-held = für diese Person wird nichts aufgehalten
access-no-account = dieses Konto gibt es nicht; wer eine Rolle bekommen soll, registriert sich zuerst
access-last-admin = das ist die letzte Person in der Verwaltung; nehmen Sie zuerst jemand anderen auf
access-not-an-officer = das Konto von { $email } hat die Rolle Wählende; die Verwaltung muss zuerst die Rolle Verantwortliche geben
access-not-owner = das können nur die Federführung der Abstimmung und die Verwaltung; fragen Sie dort
access-not-given = die Abstimmung war diesem Konto nicht übergeben
access-no-poll = diese Abstimmung gibt es nicht
rescue-no-account = dieses Konto gibt es nicht
rescue-no-factor = dieses Konto hat keine Codes und keine Passkeys: Verlangt wird nur sein Passwort oder ein gesendeter Link
rescue-own = das ist Ihr eigenes Konto: Ändern Sie es unter „Mein Konto“, oder bitten Sie jemand anderen aus der Verwaltung
dismiss-not-admin = Sie gehören nicht mehr zur Verwaltung
dismiss-own-refused = das ist Ihr eigenes Konto: Jemand anderes aus der Verwaltung kann Ihnen die Rolle nehmen, dann löschen Sie es unter „Mein Konto“
dismiss-owns-polls = dieses Konto hat die Federführung von Abstimmungen; übertragen Sie jede zuerst jemand anderem
dismiss-no-account = dieses Konto gibt es nicht

## Why no mail can go

# What the mail server or the connection said follows in brackets, in English as a rule; names of configuration keys stay.
outage-unreachable = der Mailserver ist nicht erreichbar ({ $words })
outage-broke-off = der Mailserver hat abgebrochen oder nicht rechtzeitig geantwortet
outage-untrusted = dem Zertifikat des Mailservers wird nicht vertraut ({ $words }); SSL_CERT_FILE kann eine Datei mit vertrauten Stellen nennen
outage-wrong-host = das Zertifikat des Mailservers gehört nicht zu dem Rechner, den mail.smtp_url nennt ({ $words })
outage-no-starttls = der Mailserver bietet keine Verschlüsselung (STARTTLS), ohne die mail.smtp_url nichts sendet
outage-no-tls = zum Mailserver kommt keine verschlüsselte Verbindung zustande ({ $words }); ist der Port von mail.smtp_url einer für TLS?
outage-no-login = der Mailserver nimmt auf dieser Verbindung kein Passwort an (weder AUTH PLAIN noch LOGIN)
outage-password = der Mailserver nimmt unseren Benutzernamen und unser Passwort nicht an ({ $words })
outage-refuses = der Mailserver lehnt uns ab: { $words }
outage-busy = der Mailserver bittet uns zu warten: { $words }
