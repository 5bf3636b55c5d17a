### Das Wahlamt: Mails, und die Seite, auf der Veranstalter sie betreuen. Wie übersetzt wird: docs/languages.md.
### Ein Absatz ist eine Zeile. Was Menschen selbst geschrieben haben, etwa { $title }, bleibt in ihrer Sprache.

## Somebody has asked for something

mail-verify-subject = Bestätigen Sie Ihre E-Mail-Adresse
mail-verify =
    Jemand, hoffentlich Sie selbst, hat sich mit dieser Adresse bei { $url } angemeldet.

    Um die Adresse zu bestätigen, öffnen Sie innerhalb von zwei Tagen diesen Link:

    { $link }

    Wenn Sie es nicht waren, tun Sie nichts: Ohne den Link entsteht kein Konto.
mail-reset-subject = Wählen Sie ein neues Passwort
mail-reset =
    Jemand, hoffentlich Sie selbst, möchte ein neues Passwort für Ihr Konto bei { $url } wählen.

    Öffnen Sie dazu innerhalb einer Stunde diesen Link:

    { $link }

    Wenn Sie es nicht waren, tun Sie nichts. Ihr Passwort ist unverändert.
mail-sign-in-subject = Ihr Link zum Anmelden
mail-sign-in =
    Jemand, hoffentlich Sie selbst, möchte sich mit dieser Adresse bei { $url } anmelden.

    Öffnen Sie dazu innerhalb einer Stunde diesen Link. Er gilt einmal, und Sie brauchen kein Passwort:

    { $link }

    Wenn Sie es nicht waren, tun Sie nichts, und geben Sie den Link niemandem: Wer ihn hat, kann an Ihrer Stelle abstimmen.
mail-no-account-subject = Zu dieser Adresse gibt es kein Konto
mail-no-account =
    Jemand, hoffentlich Sie selbst, hat diese Adresse bei { $url } angegeben. Dort gibt es zu ihr kein Konto.

    Wurden Sie unter einer anderen Adresse eingeladen? Dann benutzen Sie diese. Um mit der hiesigen Adresse ein Konto anzulegen und sich anzumelden, öffnen Sie innerhalb einer Stunde diesen Link:

    { $link }

    Wenn Sie es nicht waren, tun Sie nichts.
mail-already-registered-subject = Sie sind schon registriert
# $page is where to sign in.
mail-already-registered =
    Jemand, hoffentlich Sie selbst, wollte sich mit dieser Adresse bei { $url } registrieren.

    Sie haben dort schon ein Konto. Melden Sie sich mit Ihrem Passwort unter { $page } an, oder öffnen Sie innerhalb einer Stunde diesen Link. Er gilt einmal, und Sie brauchen kein Passwort:

    { $link }

    Wenn Sie es nicht waren, tun Sie nichts. Ihr Konto und Ihr Passwort sind unverändert.
mail-address-confirm-subject = Bestätigen Sie Ihre neue Adresse
mail-address-confirm =
    Jemand, hoffentlich Sie selbst, möchte diese Adresse für das eigene Konto bei { $url } benutzen.

    Öffnen Sie dazu innerhalb einer Stunde diesen Link, und zwar in dem Browser, in dem Sie dort angemeldet sind:

    { $link }

    Wenn Sie es nicht waren, tun Sie nichts. Ohne diesen Link ändert sich nichts.
mail-address-taken-subject = Zu dieser Adresse gibt es schon ein Konto
mail-address-taken =
    Jemand, hoffentlich Sie selbst, möchte diese Adresse für das eigene Konto bei { $url } benutzen. Sie hat dort schon ein eigenes Konto, darum ändert sich nichts.

    Wenn Sie es waren, melden Sie sich mit dieser Adresse an, oder löschen Sie zuerst deren Konto:

    { $link }

    Wenn Sie es nicht waren, tun Sie nichts.
mail-address-asked-subject = Ihr Konto soll eine andere Adresse bekommen
mail-address-asked =
    Jemand, hoffentlich Sie selbst, möchte die Adresse Ihres Kontos bei { $url } ändern, und zwar von dieser in:

        { $new }

    Das geschieht, wenn innerhalb einer Stunde der Link in unserer Mail an jene Adresse geöffnet wird.

    Wenn Sie es nicht waren, wählen Sie sofort ein neues Passwort. Das hält die Änderung auf:

    { $link }

    Sagen Sie es auch den Veranstaltern der Abstimmungen, an denen Sie teilnehmen dürfen.

## Something about an account has changed

mail-address-changed-subject = Ihr Konto hat jetzt eine andere Adresse
mail-address-changed =
    Die Adresse Ihres Kontos bei { $url } wurde geändert, und zwar von dieser in:

        { $new }

    Wer anderswo angemeldet war, wurde abgemeldet. Mails über Ihre Abstimmungen gehen an die neue Adresse.

    Wenn Sie es nicht waren, sagen Sie es sofort den Veranstaltern der Abstimmungen, an denen Sie teilnehmen dürfen: Jemand anderes hat Ihr Konto. Die Veranstalter können die Adresse in ihrem Wählerverzeichnis berichtigen.
mail-address-new-subject = Dies ist jetzt die Adresse Ihres Kontos
mail-address-new =
    Ihr Konto bei { $url } hat jetzt diese Adresse. Melden Sie sich von nun an mit ihr an.

    Die Abstimmungen, in deren Wählerverzeichnis Sie stehen, bleiben Ihnen. Deren Veranstalter haben noch Ihre alte Adresse: Nennen Sie ihnen diese, damit Sie auch in ihren nächsten Abstimmungen dabei sind.
# The end of mails about a change; $what is what was changed, $link leads to a new password.
mail-changed =
    { $what }

    Wenn Sie es nicht waren, wählen Sie sofort ein neues Passwort:

    { $link }

    Sagen Sie es auch den Veranstaltern der Abstimmungen, an denen Sie teilnehmen dürfen.
mail-password-changed-subject = Ihr Passwort wurde geändert
mail-password-changed = Das Passwort Ihres Kontos bei { $url } wurde geändert, und wer angemeldet war, wurde abgemeldet.
mail-second-factor-on-subject = Ihr Konto ist jetzt durch Codes geschützt
mail-second-factor-on = Von nun an wird nach einem Code Ihrer Authenticator-App gefragt, wenn Sie sich in Ihrem Konto bei { $url } anmelden.
mail-second-factor-off-subject = Ihr Konto ist nicht mehr durch Codes geschützt
mail-second-factor-off = Wenn Sie sich in Ihrem Konto bei { $url } anmelden, wird nicht mehr nach einem Code gefragt.
mail-passkey-removed-subject = Ein Passkey wurde aus Ihrem Konto entfernt
mail-passkey-removed = Aus Ihrem Konto bei { $url } wurde ein Passkey entfernt, und wer angemeldet war, wurde abgemeldet.
mail-second-factor-reset = Der Betrieb hat die Codes Ihres Kontos abgeschaltet und seine Passkeys entfernt, für jemanden, der nach eigenen Worten Gerät und Ersatzcodes verloren hat, und alle Sitzungen beendet. Es geht um Ihr Konto bei { $url }.
mail-wrong-codes-subject = Für Ihr Konto wurden falsche Codes eingegeben
mail-wrong-codes = Für den zweiten Faktor Ihres Kontos bei { $url } wurden mehrere falsche Codes eingegeben. Wer sie eingab, kannte Ihr Passwort oder hatte einen Link geöffnet, der Ihnen gemailt wurde.
mail-recovery-code-used-subject = Ein Ersatzcode wurde benutzt
mail-recovery-code-used =
    { $left ->
        [one] Für Ihr Konto bei { $url } wurde ein Ersatzcode benutzt. Es bleibt { $left }.
       *[other] Für Ihr Konto bei { $url } wurde ein Ersatzcode benutzt. Es bleiben { $left }.
    }
mail-passkey-added-subject = Zu Ihrem Konto kam ein Passkey hinzu
mail-passkey-added =
    Zu Ihrem Konto bei { $url } kam ein Passkey hinzu, „{ $name }“: Wer das Gerät hat, kann sich damit anmelden.

    Wenn Sie es nicht waren, melden Sie sich an und entfernen Sie ihn. Das meldet alle anderen ab:

    { $link }

    Wählen Sie danach ein neues Passwort, denn jemand kennt Ihres, und sagen Sie es den Veranstaltern der Abstimmungen, an denen Sie teilnehmen dürfen.
mail-sessions-ended-subject = Sie wurden überall abgemeldet
# $page is where to sign in, $link where to choose a new password.
mail-sessions-ended =
    Der Betrieb hat alle Sitzungen Ihres Kontos bei { $url } beendet. Ihr Passwort ist unverändert.

    Melden Sie sich unter { $page } wieder an. Wenn Sie nicht wissen, warum das geschah, fragen Sie die Veranstalter der Abstimmungen, an denen Sie teilnehmen dürfen, und wählen Sie ein neues Passwort:

    { $link }
mail-account-deleted-subject = Ihr Konto wurde gelöscht
mail-account-deleted =
    Ihr Konto bei { $url } wurde gelöscht.

    Veranstalter, die diese Adresse in ein Wählerverzeichnis aufgenommen haben, haben sie dort noch. Wenn nicht Sie das Konto gelöscht haben, sagen Sie es ihnen.
mail-account-dismissed-subject = Der Betrieb hat Ihr Konto gelöscht
mail-account-dismissed =
    Der Betrieb von { $url } hat Ihr Konto dort gelöscht, mit Passwort, Codes und Passkeys.

    Veranstalter, die diese Adresse in ein Wählerverzeichnis aufgenommen haben, haben sie dort noch: Sie können an deren Abstimmungen mit einem Link zum Anmelden teilnehmen, dabei entsteht ein neues Konto. Wenn Sie nicht wissen, warum Ihr Konto gelöscht wurde, fragen Sie sie.

## To officers

mail-role-changed-subject = Ihre Rolle wurde geändert
# $by is an address, or a name of the command line.
mail-role-changed =
    { $role ->
        [admin] { $by } hat Ihrem Konto eine andere Rolle gegeben: Administration.
        [officer] { $by } hat Ihrem Konto eine andere Rolle gegeben: Veranstalter.
       *[other] { $by } hat Ihrem Konto eine andere Rolle gegeben: wählende Person.
    }

    Das geschah bei { $url } und steht dort im Protokoll. Wenn Sie es nicht erwartet haben, fragen Sie die Administration.
mail-poll-taken-subject = Sie verwalten „{ $title }“ nicht mehr
mail-poll-taken =
    { $by } hat Ihnen die Abstimmung „{ $title }“ entzogen: Sie verwalten sie nicht mehr.

    Das geschah bei { $url } und steht dort im Protokoll. Wenn Sie es nicht erwartet haben, fragen Sie die Administration.
mail-poll-handed-over-subject = „{ $title }“ gehört Ihnen nicht mehr
mail-poll-handed-over =
    { $by } hat die Abstimmung „{ $title }“ an { $to } übergeben. Sie verwalten sie weiter mit, bis { $to } sie Ihnen entzieht.

    Das geschah bei { $url } und steht dort im Protokoll. Wenn Sie es nicht erwartet haben, fragen Sie die Administration.

## To candidates: $option is for whom or what they stand, $poll the poll's title

mail-candidate-invited-subject = Sie kandidieren: Stellen Sie sich vor
mail-candidate-invited =
    Sie kandidieren:

        { $option }
        in: { $poll }

    Sie können ein Profil und einen Text schreiben. Die Wählenden lesen beides neben Ihrem Namen, sobald die Veranstalter es freigegeben haben. Bis zur Veröffentlichung der Abstimmung können Sie es ändern.

    Dieser Link meldet Sie an, einmal, innerhalb von zwei Wochen; Sie brauchen kein Passwort:

    { $link }

    Melden Sie sich später mit dieser Adresse an und öffnen Sie:

    { $page }

    Wenn Sie nicht kandidieren möchten, sagen Sie es den Veranstaltern.
mail-candidate-returned-subject = Bitte ändern Sie Ihren Text
mail-candidate-returned =
    Die Veranstalter bitten Sie zu ändern, was Sie zu Ihrer Kandidatur geschrieben haben:

        { $option }
        in: { $poll }

    { $words }

    Melden Sie sich mit dieser Adresse an und ändern Sie es hier:

    { $page }
mail-candidate-approved-subject = Ihr Text wurde freigegeben
mail-candidate-approved =
    Was Sie zu Ihrer Kandidatur geschrieben haben, wurde freigegeben, und die Wählenden werden es lesen:

        { $option }
        in: { $poll }

    Bis zur Veröffentlichung der Abstimmung können Sie es hier noch ändern. Was Sie ändern, muss wieder freigegeben werden:

    { $page }

## To a voter whose address was corrected

mail-corrected-subject = Im Wählerverzeichnis steht eine andere Adresse für Sie
mail-corrected =
    Die Veranstalter dieser Abstimmung bei { $url } haben in ihrem Wählerverzeichnis eine andere Adresse an die Stelle von dieser gesetzt:

        { $title }

    { $what }
mail-corrected-keep =
    Wenn der Wahlausweis noch nicht abgeholt wurde, bekommt ihn an der neuen Adresse einen Tag lang niemand. Wenn Sie nicht darum gebeten haben, behalten Sie Ihre Adresse, indem Sie innerhalb eines Tages diesen Link öffnen:

    { $link }

    Sagen Sie es auch den Veranstaltern.
mail-corrected-ask = Wenn Sie nicht darum gebeten haben, fragen Sie sofort die Veranstalter.

## Mails about a poll, to all its voters

# At the top of a mail in several languages: what follows in this one.
mail-below = Deutsch weiter unten.
# Such as: Tuesday, 1 December 2026, 13:00 (Europe/Berlin, UTC+01:00)
mail-moment = { $weekday }, { $day }. { $month } { $year }, { $time } Uhr ({ $zone })
mail-greeting = Guten Tag { $name },
mail-test = Dies ist eine Probeabstimmung: Durch sie wird nichts entschieden.
# The words of links.
mail-poll-page = Seite der Abstimmung
mail-link-word = Anmelden und abstimmen
mail-no-reminders = Keine Erinnerungen an diese Abstimmung mehr
mail-no-reminders-here = Bitte keine Erinnerungen an diese Abstimmung mehr: { $link }

mail-invitation-subject = Sie dürfen abstimmen: { $title }
mail-invitation-roll = Sie stehen im Wählerverzeichnis dieser Abstimmung:
mail-invitation-collect = Holen Sie Ihren Wahlausweis ab, von { $opens } bis { $closes }:
mail-invitation-vote = Stimmen Sie damit ab, von { $opens } bis { $closes }. Jene Seite führt Sie dorthin.
mail-invitation-link = Dieser Link ist nur für Sie. Er meldet Sie einmal ohne Passwort an und führt zur Abstimmung:
mail-invitation-used = Der Link gilt nur einmal. Danach melden Sie sich per Mail an oder registrieren sich, immer mit genau dieser Adresse.
mail-roots = Heben Sie diese Mail auf. Mit diesen drei Zeilen kann jede und jeder nachprüfen, dass die Abstimmung richtig durchgeführt und ausgezählt wurde:
# The values stand one below the other.
mail-roots-lines =
    Abstimmung { $poll }
    Wahlamt    { $registrar }
    Urne       { $box }

mail-reminder-subject = Sie können noch abstimmen: { $title }
mail-reminder-pass = Sie haben Ihren Wahlausweis für diese Abstimmung noch nicht abgeholt:
mail-reminder-until = Wahlausweise gibt es bis { $issuance }, abstimmen können Sie bis { $voting }:
mail-reminder-link = Dieser Link ist nur für Sie. Er meldet Sie einmal ohne Passwort an:
mail-reminder-nothing = Wenn Sie nicht abstimmen möchten, brauchen Sie nichts zu tun.

mail-notice-subject =
    { $kind ->
        [extend] Die Abstimmung dauert länger: { $title }
        [close] Die Abstimmung endet früher: { $title }
       *[cancel] Die Abstimmung ist abgesagt: { $title }
    }
mail-notice-what =
    { $kind ->
        [extend] Diese Abstimmung dauert länger, bis { $closes }:
        [close] Diese Abstimmung endet früher, am { $closes }:
       *[cancel] Diese Abstimmung ist abgesagt, es wird kein Ergebnis geben:
    }
mail-notice-reason = Die Veranstalter sagen dazu:
mail-notice-public = Die Bekanntmachung ist unterschrieben und öffentlich:
mail-box-page = Die Abstimmung bei der Urne

mail-result-subject = Das Ergebnis ist da: { $title }
mail-result-counted = Die Stimmen dieser Abstimmung sind gezählt, und das Ergebnis ist veröffentlicht:
mail-result-page = Das Ergebnis bei der Urne
mail-result-check = Dort können Sie auch prüfen, dass Ihr Stimmzettel gezählt wurde: Suchen Sie ihn mit Ihrem Quittungscode.

mail-pass-subject = Auf Ihren Namen wurde ein Wahlausweis ausgegeben
mail-pass-issued = Auf Ihren Namen wurde für diese Abstimmung ein Wahlausweis ausgegeben:
mail-pass-secret = Mit dem Wahlausweis kann eine Stimme abgegeben werden, und niemand kann erkennen, dass die Stimme von Ihnen ist.
mail-pass-not-you = Wenn Sie nicht darum gebeten haben, stimmt vielleicht jemand anderes an Ihrer Stelle ab: Sagen Sie es sofort den Veranstaltern.

## The page of a poll's mails

mails-title = Mails
mails-kind =
    { $kind ->
        [invitation] Einladung
        [reminder] Erinnerung
        [notice] Bekanntmachung
       *[result] Ergebnis
    }
# Which reminder or notice it is, from 1.
mails-kind-of =
    { $kind ->
        [reminder] Erinnerung { $n }
       *[notice] Bekanntmachung { $n }
    }
mails-queued =
    { $n ->
        [one] { $n } Mail ist unterwegs.
       *[other] { $n } Mails sind unterwegs.
    }
mails-saved = Die Texte sind gespeichert.
mails-test-sent = Eine Probemail an { $email } ist unterwegs. Ihre Links führen nirgendwohin.
mails-nothing-done = Nichts wurde getan
mails-wait = Mails warten
mails-wait-again = Es wird von selbst wieder versucht. Sagen Sie es denen, die dieses Wahlamt betreiben.
mails-mailings = Sendungen
mails-mailing = Sendung
mails-waiting = Wartend
mails-sent = Gesendet
mails-failed = Gescheitert
mails-what-to-do = Was zu tun ist
mails-retry = Die gescheiterten noch einmal senden
mails-sent-means = Gesendet heißt: Der Mailserver hat die Mail angenommen. Was andere Server später zurückschicken, geht an { $bounces }. Berichtigen Sie die Adressen im Wählerverzeichnis, dann geht die Einladung neu hinaus.
mails-none = Noch keine Mails.
mails-none-draft = Noch keine Mails an die Wählenden. Die Einladungen gehen hinaus, wenn die Abstimmung veröffentlicht wird.
mails-undelivered = Unzustellbar
mails-given-up =
    { $n ->
        [one] Eine Mail wurde aufgegeben. Berichtigen Sie die Adresse, dann geht die Einladung neu hinaus.
       *[other] { $n } Mails wurden aufgegeben. Berichtigen Sie die Adresse, dann geht die Einladung neu hinaus.
    }
mails-given-up-shown = { $n } Mails wurden aufgegeben; dies sind die ersten { $shown }. Berichtigen Sie die Adresse, dann geht die Einladung neu hinaus.
mails-no-words = ohne Begründung
mails-not-invited = Wer keine Einladung bekam
mails-download = Alle herunterladen (CSV)
mails-remind = Alle ohne Wahlausweis erinnern
mails-invite = Die Einladungen senden
mails-tell-notice = Allen die neueste Bekanntmachung mitteilen
mails-tell-result = Allen mitteilen, dass das Ergebnis da ist
mails-words = Texte
mails-words-lead = Jede Mail hat ihren üblichen Text. Sie können ihr einen anderen Betreff geben und nach der Anrede mit Namen etwas voranstellen. Links, Zeiten und Schlüssel stehen immer darin.
# Two or more names of languages, each in itself.
mails-languages = Alle bekommen dieselbe Mail, in diesen Sprachen nacheinander: { $languages }.
mails-unspoken = In diesen Sprachen der Abstimmung gibt es keinen üblichen Text: { $languages }. Was Sie in ihnen schreiben, steht ganz oben.
mails-english = In den Sprachen dieser Abstimmung gibt es keinen üblichen Text: Er ist auf Englisch.
mails-subject = Betreff (freiwillig)
mails-subject-first = Eine Mail hat einen einzigen Betreff; der übliche ist in der ersten Sprache.
mails-intro = Einleitung (freiwillig)
mails-intro-in = Einleitung (freiwillig): { $language }
mails-automatic =
    { $kind ->
        [invitation] Geht von selbst hinaus, wenn die Abstimmung veröffentlicht wird
        [notice] Geht von selbst hinaus, wenn eine Bekanntmachung bei der Urne angekommen ist
       *[result] Geht von selbst hinaus, wenn das Ergebnis veröffentlicht ist
    }
mails-save = Texte speichern
mails-test = Probemail an mich senden
mails-look = Mail ansehen
mails-look-title =
    { $kind ->
        [invitation] Die Einladung, wie die Wählenden sie bekommen
        [reminder] Die Erinnerung, wie die Wählenden sie bekommen
        [notice] Die Mail zu einer Bekanntmachung, wie die Wählenden sie bekommen
       *[result] Die Mail zum Ergebnis, wie die Wählenden sie bekommen
    }
mails-look-lead = Mit den gespeicherten Texten. „...“ steht für das, was alle je für sich haben oder was erst später bekannt ist.
mails-look-subject = Betreff: { $subject }
mails-back = Zurück zu den Mails
# Stands in the mail for the organiser's reason of a notice.
mails-look-reason = Hier steht die Begründung, die Sie geben.

## Why nothing was sent or saved

mails-choose = wählen Sie, was getan werden soll
mails-no-passes-now = Wahlausweise dieser Abstimmung werden zurzeit nicht ausgegeben
mails-no-passes-more = Wahlausweise dieser Abstimmung werden nicht mehr ausgegeben
mails-no-notice = keine Bekanntmachung dieser Abstimmung ist bei der Urne angekommen
mails-reminded = in der letzten Stunde ging schon eine Erinnerung hinaus
mails-no-result = vor dem Ende der Abstimmung gibt es kein Ergebnis, und bei einer abgesagten keines
mails-result-waits = die Urne hat das Ergebnis noch nicht veröffentlicht
mails-sent-before =
    { $kind ->
        [invitation] die Einladungen wurden schon gesendet
        [reminder] diese Erinnerung wurde schon gesendet
        [notice] die neueste Bekanntmachung wurde schon mitgeteilt
       *[result] das Ergebnis wurde schon mitgeteilt
    }
mails-only-counted = Erinnerungen werden nur gezählt: Senden Sie eine weitere, sie erreicht auch diese
mails-not-invited-yet = die Einladungen dieser Abstimmung wurden noch nicht gesendet
mails-none-such = eine solche Sendung dieser Abstimmung gibt es nicht
mails-subject-wrong = Betreff: eine Zeile mit höchstens 200 Zeichen
mails-intro-long = Einleitung: höchstens 5000 Zeichen
mails-intro-language = Einleitung: nur in den Sprachen der Abstimmung
mails-test-often = an Ihre Adresse gingen zu viele Mails; versuchen Sie es später noch einmal
