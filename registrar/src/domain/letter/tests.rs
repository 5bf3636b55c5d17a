//! What the mails say, and in which languages.

use super::*;
use crate::domain::account_mail as account;
use crate::domain::mail::{self, Letterhead, Mail, Words};
use crate::domain::secret::PlainToken;

fn list(tags: &[&str]) -> Vec<String> {
    tags.iter().map(|tag| (*tag).to_owned()).collect()
}

/// Of a poll in these languages, in each of which its title has the tag behind it.
fn facts_in(languages: &[&str], notice: Option<&str>) -> Facts {
    let text = |text: &str| text.to_owned();
    let titles = languages.iter().map(|tag| (text(tag), format!("Board <2026>\nBcc: x@y.z {tag}")));
    let at = |time: &str| time.parse().unwrap();
    Facts {
        title: manifest::Text::ByLanguage(titles.collect()),
        languages: list(languages),
        zone: Zone::parse("Europe/Berlin").unwrap(),
        test: true,
        page: text("https://r.example/polls/abc"),
        ballots: text("https://b.example/polls/abc"),
        poll: text("abc"),
        registrar_key: text("r.example+1+A"),
        ballot_box_key: text("b.example+2+B"),
        issuance_opens: at("2026-12-01T08:00:00Z"),
        issuance_closes: at("2026-12-02T08:00:00Z"),
        voting_opens: at("2026-12-03T08:00:00Z"),
        voting_closes: at("2026-12-04T08:00:00Z"),
        notice: notice.map(|kind| NoticeFacts { kind: text(kind), reason: text("Rain & hail") }),
    }
}

fn facts(notice: Option<&str>) -> Facts {
    facts_in(&["en"], notice)
}

fn usual() -> MailText {
    MailText { subject: None, intro: None, automatic: true }
}

fn ada() -> Personal {
    Personal {
        name: Some("Ada <3".to_owned()),
        link: Some("https://r.example/link?token=t".to_owned()),
        unsubscribe: Some("https://r.example/unsubscribe/u".to_owned()),
    }
}

#[test]
fn every_kind_is_written_in_text_and_html() {
    for kind in Kind::ALL {
        for notice in ["extend", "close", "cancel"] {
            let facts = facts((kind == Kind::Notice).then_some(notice));
            let letter = write(kind, &usual(), &facts, &ada()).unwrap();
            assert!(letter.subject.contains("Board <2026> Bcc"), "{}", letter.subject);
            assert!(!letter.subject.contains('\n') && letter.text.contains("test poll"), "{kind:?}");
            let html = letter.html.unwrap();
            assert!(html.contains("Board &lt;2026&gt;") && !html.contains("<2026>"), "{html}");
            assert!(!html.contains("style=") && !html.contains("<script"), "{html}");
        }
    }
}

/// The words of a page of HTML, with the addresses of its links.
fn words(html: &str) -> String {
    let (_, body) = html.split_once("<body>").unwrap();
    let linked = ["alone", "button"]
        .iter()
        .fold(body.to_owned(), |body, class| body.replace(&format!("<a class=\"{class}\" href=\""), " "));
    let linked = linked.replace("\">", "<> ");
    let words: String =
        linked.split('<').map(|part| part.split_once('>').map_or(part, |(_, text)| text)).collect();
    let plain =
        [("&lt;", "<"), ("&gt;", ">"), ("&#x2f;", "/"), ("&#x27;", "'"), ("&quot;", "\""), ("&amp;", "&")];
    plain.iter().fold(words, |words, (escaped, plain)| words.replace(escaped, plain))
}

/// Every mail to voters of a poll in these languages, by what it is about.
fn to_voters(languages: &[&str], own: &MailText) -> Vec<(String, Letter)> {
    let mut letters = Vec::new();
    for kind in Kind::ALL {
        // As mails are composed: who is told of a notice or a result has nothing to sign in for, or to end.
        let personal = match kind {
            Kind::Invitation | Kind::Reminder => ada(),
            Kind::Notice | Kind::Result => Personal { link: None, unsubscribe: None, ..ada() },
        };
        for notice in ["extend", "close", "cancel"] {
            let facts = facts_in(languages, (kind == Kind::Notice).then_some(notice));
            letters.push((format!("{kind:?} {notice}"), write(kind, own, &facts, &personal).unwrap()));
        }
    }
    let Facts { title, page, test, .. } = facts_in(languages, None);
    let about = PassFacts { title, page, test };
    letters.push(("pass-issued".to_owned(), pass_issued(&list(languages), &about).unwrap()));
    letters
}

#[test]
fn text_and_html_tell_the_same_facts() {
    let own = MailText { intro: Some("Dear & <dear>\n\nit is time".into()), ..usual() };
    let letters = to_voters(&["en"], &own);
    let told = [
        "Board <2026>",
        "https://r.example/polls/abc",
        "https://b.example/polls/abc",
        "r.example+1+A",
        "b.example+2+B",
        "Tuesday, 1 December 2026, 09:00 (Europe/Berlin, UTC+01:00)",
        "Wednesday, 2 December 2026, 09:00",
        "Thursday, 3 December 2026, 09:00",
        "Friday, 4 December 2026, 09:00",
        "Rain & hail",
        "Ada <3",
        "https://r.example/link?token=t",
        "https://r.example/unsubscribe/u",
        "Dear & <dear>",
        "it is time",
        "This is a test poll",
        "goes on for longer",
        "ends earlier",
        "is cancelled",
        "receipt code",
        "without a password",
        "tell the organisers",
        "one vote can be cast",
        "nobody can tell",
        "nothing to do",
        "anyone can check",
    ];
    for fact in told {
        let by = letters.iter().filter(|(_, letter)| letter.text.contains(fact)).count();
        assert!(by > 0, "no mail says {fact:?}");
        for (kind, letter) in &letters {
            let html = words(letter.html.as_ref().unwrap());
            assert_eq!(
                letter.text.contains(fact),
                html.contains(fact),
                "{kind} on {fact:?}: {html}\n{}",
                letter.text
            );
        }
    }
}

#[test]
fn a_mail_is_in_every_language_of_the_poll_that_we_speak_and_the_first_is_first() {
    for (kind, letter) in to_voters(&["fr", "pl", "de-AT"], &usual()) {
        let (above, below) = letter.text.split_once(RULE).expect("two languages");
        assert!(above.starts_with("Deutsch weiter unten.\n\n"), "{kind}: {above}");
        assert!(above.contains("x@y.z fr") && !above.contains("x@y.z de"), "{kind}: {above}");
        assert!(above.contains("scrutin d'essai") && !below.contains("scrutin"), "{kind}: {above}");
        assert!(below.contains("x@y.z de-AT") && below.contains("Probeabstimmung"), "{kind}: {below}");
        assert!(!letter.text.contains("x@y.z pl") && !below.contains(RULE), "{kind}: {below}");
        let html = letter.html.unwrap();
        assert!(html.contains("<html lang=\"fr\" dir=\"ltr\">"), "{kind}: {html}");
        let (french, german) = html.split_once("<hr>").expect("two languages");
        assert!(
            french.contains("<span lang=\"de\" dir=\"ltr\">Deutsch weiter unten.</span>"),
            "{kind}: {html}"
        );
        assert!(french.contains("<div lang=\"fr\" dir=\"ltr\">") && french.contains("x@y.z fr"), "{html}");
        assert!(german.contains("<div lang=\"de\" dir=\"ltr\">") && german.contains("x@y.z de-AT"), "{html}");
    }
    let letter = write(Kind::Invitation, &usual(), &facts_in(&["fr", "de"], None), &ada()).unwrap();
    assert_eq!(letter.subject, "Vous pouvez voter : Board <2026> Bcc: x@y.z fr");
    for link in [ada().link, ada().unsubscribe] {
        assert_eq!(letter.text.matches(&link.unwrap()).count(), 2, "once in each language");
    }
    assert!(
        letter.text.contains("mardi 1 décembre 2026, 09:00 (Europe/Berlin, UTC+01:00)"),
        "{}",
        letter.text
    );
    assert!(letter.text.contains("Dienstag, 1. Dezember 2026, 09:00 Uhr (Europe/Berlin"), "{}", letter.text);
}

#[test]
fn a_poll_in_no_language_of_ours_is_told_in_english() {
    for languages in [&["pl", "cs"][..], &["../en"], &[""]] {
        let letter = write(Kind::Result, &usual(), &facts_in(languages, None), &ada()).unwrap();
        assert!(letter.text.contains("The votes of this poll are counted"), "{}", letter.text);
        assert!(
            letter.text.contains(format!("x@y.z {}", languages[0]).trim_end()) && !letter.text.contains(RULE)
        );
        assert!(
            letter
                .html
                .unwrap()
                .contains(&format!("<strong lang=\"{}\"", languages[0].replace('/', "&#x2f;")))
        );
    }
    assert_eq!(tongues(&[]), [("en", Tongue::ENGLISH)]);
    assert_eq!(tongues(&list(&["de-CH", "de", "pl"])).len(), 1, "a language of ours once");
}

/// The mails about accounts and polls that are in plain text, from somebody who wrote in a language.
fn plain_mails(tongue: Tongue) -> Vec<Mail> {
    let (sender, to, token) = (
        Letterhead { url: "https://r.example".to_owned(), tongue },
        "a@example.org",
        &PlainToken::generate(),
    );
    vec![
        mail::verify_address(&sender, to, token),
        account::reset(&sender, to, token),
        account::sign_in(&sender, to, token),
        account::no_account(&sender, to, token),
        account::already_registered(&sender, to, token),
        account::second_factor_on(&sender, to),
        account::second_factor_off(&sender, to),
        account::passkey_added(&sender, to, "Phone"),
        account::passkey_removed(&sender, to),
        account::second_factor_reset(&sender, to),
        account::sessions_ended(&sender, to),
        account::wrong_codes(&sender, to),
        account::recovery_code_used(&sender, to, 1),
        account::recovery_code_used(&sender, to, 7),
        account::account_deleted(&sender, to),
        account::account_dismissed(&sender, to),
        account::password_changed(&sender, to),
        account::address_confirm(&sender, to, token),
        account::address_taken(&sender, to),
        account::address_asked(&sender, to, "b@example.org"),
        account::address_changed(&sender, to, "b@example.org"),
        account::address_new(&sender, to),
        crate::domain::access_mail::role_changed(&sender, to, "officer", "c@example.org"),
    ]
}

fn own_words(mail: &Mail) -> &Letter {
    match &mail.words {
        Words::Own(letter) => letter,
        Words::OfPass(_) => panic!("{} is about a pass", mail.kind),
    }
}

#[test]
fn every_mail_about_an_account_is_written_in_every_language() {
    let english = plain_mails(Tongue::ENGLISH);
    let languages: Vec<Tongue> = messages().tongues().collect();
    assert!(languages.len() >= 4, "{languages:?}");
    for tongue in languages {
        for (own, english) in plain_mails(tongue).iter().zip(&english) {
            let (kind, english) = (own.kind, own_words(english));
            let Letter { subject, text: body, html } = own_words(own);
            assert!(
                !subject.is_empty() && body.contains("https://r.example") && html.is_none(),
                "{kind}: {body}"
            );
            assert_eq!(*subject == english.subject, tongue == Tongue::ENGLISH, "{kind}: {subject}");
            // As many links, and none of them changed.
            let links = |text: &str| text.matches("https://r.example/").count();
            assert_eq!(links(body), links(&english.text), "{kind}: {body}");
            assert!(!body.contains("lang="), "nobody chose it by a link: {body}");
        }
    }
}

#[test]
fn no_control_character_reaches_a_mail() {
    let own = MailText {
        subject: Some("Vote\u{1b}[31m".to_owned()),
        intro: Some("Bell \u{7}\r\n\r\nNul \0 bare\rreturn".into()),
        automatic: true,
    };
    let personal = Personal { name: Some("Ada\u{8}\r\nBcc: x".to_owned()), ..Personal::default() };
    let mut facts = facts(Some("extend"));
    facts.notice.as_mut().unwrap().reason = "Rain\u{1b}]0;x\u{7}".to_owned();
    let letter = write(Kind::Notice, &own, &facts, &personal).unwrap();
    let all = [letter.subject, letter.text, letter.html.unwrap()].concat();
    assert!(all.chars().all(|c| c == '\n' || !c.is_control()), "{all:?}");
    assert!(
        all.contains("Ada Bcc: x") && all.contains("Bell\n\nNul  bare return") && all.contains("Rain]0;x")
    );
}

#[test]
fn organisers_words_are_heeded() {
    let own = MailText {
        subject: Some("Please\r\nvote".to_owned()),
        intro: Some("Dear <b>members</b>,\n\nit is time.".into()),
        automatic: true,
    };
    let letter = write(Kind::Invitation, &own, &facts_in(&["xx", "en"], None), &Personal::default()).unwrap();
    assert_eq!(letter.subject, "Please vote");
    assert!(letter.text.contains("Dear <b>members</b>,\n\nit is time.\n"), "{}", letter.text);
    let html = letter.html.unwrap();
    assert!(html.contains("<p dir=\"auto\">Dear &lt;b&gt;members&lt;&#x2f;b&gt;,</p>"), "{html}");
    assert!(letter.text.contains("https://r.example/polls/abc") && !letter.text.contains("None"));
}

#[test]
fn organisers_words_stand_in_the_part_of_their_language() {
    let texts = [("de", "Liebe Mitglieder"), ("fr", "Chers membres"), ("pl", "Drodzy"), ("it", "Cari")];
    let texts = texts.map(|(tag, text)| (tag.to_owned(), text.to_owned()));
    let own = MailText { intro: Some(manifest::Text::ByLanguage(texts.into())), ..usual() };
    let written = |languages: &[&str]| {
        let letter = write(Kind::Result, &own, &facts_in(languages, None), &ada()).unwrap();
        (letter.text, letter.html.unwrap())
    };
    let (text, html) = written(&["de", "fr", "pl"]);
    let (german, french) = text.split_once(RULE).unwrap();
    assert!(german.contains("Liebe Mitglieder\n\nDrodzy\n\n") && !german.contains("Chers"), "{text}");
    assert!(french.contains("Chers membres\n\nLes votes") && !french.contains("Liebe"), "{text}");
    // The poll is not in Italian any more.
    assert!(!text.contains("Cari") && html.contains("<p lang=\"pl\" dir=\"auto\">Drodzy</p>"), "{html}");
    let (text, _) = written(&["pl"]);
    assert!(text.contains("Dear Ada <3,\n\nDrodzy\n\nThe votes of this poll"), "{text}");
}
