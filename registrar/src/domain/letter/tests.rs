//! What the mails say, and in which language.

use super::*;

fn facts(notice: Option<&str>) -> Facts {
    let text = |text: &str| text.to_owned();
    Facts {
        title: text("Board <2026>\nBcc: x@y.z"),
        test: true,
        page: text("https://r.example/polls/abc"),
        ballots: text("https://b.example/polls/abc"),
        poll: text("abc"),
        registrar_key: text("r.example+1+A"),
        ballot_box_key: text("b.example+2+B"),
        issuance_opens: text("i1"),
        issuance_closes: text("i2"),
        voting_opens: text("v1"),
        voting_closes: text("v2"),
        notice: notice.map(|kind| NoticeFacts { kind: text(kind), reason: text("Rain & hail") }),
    }
}

#[test]
fn every_kind_is_written_in_text_and_html() {
    let personal = Personal {
        name: Some("Ada <3".to_owned()),
        link: Some("https://r.example/link?token=t".to_owned()),
        unsubscribe: Some("https://r.example/unsubscribe/u".to_owned()),
    };
    for kind in Kind::ALL {
        for notice in ["extend", "close", "cancel"] {
            let usual = MailText { subject: None, intro: None, automatic: true };
            let facts = facts((kind == Kind::Notice).then_some(notice));
            let letter = write(kind, &["en".to_owned()], &usual, &facts, &personal).unwrap();
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
    let linked = html.replace("<a href=\"", " ").replace("\">", "<> ");
    let words: String =
        linked.split('<').map(|part| part.split_once('>').map_or(part, |(_, text)| text)).collect();
    let plain =
        [("&lt;", "<"), ("&gt;", ">"), ("&#x2f;", "/"), ("&#x27;", "'"), ("&quot;", "\""), ("&amp;", "&")];
    plain.iter().fold(words, |words, (escaped, plain)| words.replace(escaped, plain))
}

#[test]
fn text_and_html_tell_the_same_facts() {
    let personal = Personal {
        name: Some("Ada <3".to_owned()),
        link: Some("https://r.example/link?token=t".to_owned()),
        unsubscribe: Some("https://r.example/unsubscribe/u".to_owned()),
    };
    let own =
        MailText { subject: None, intro: Some("Dear & <dear>\n\nit is time".to_owned()), automatic: true };
    let facts = Facts { title: "Board <2026>".to_owned(), ..facts(None) };
    let mut letters: Vec<(String, Letter)> = Vec::new();
    for kind in Kind::ALL {
        // As mails are composed: who is told of a notice or a result has nothing to sign in for, or to end.
        let personal = match kind {
            Kind::Invitation | Kind::Reminder => personal.clone(),
            Kind::Notice | Kind::Result => Personal { link: None, unsubscribe: None, ..personal.clone() },
        };
        for notice in ["extend", "close", "cancel"] {
            let told = NoticeFacts { kind: notice.to_owned(), reason: "Rain & hail".to_owned() };
            let facts = Facts { notice: (kind == Kind::Notice).then_some(told), ..facts.clone() };
            letters.push((format!("{kind:?} {notice}"), write(kind, &[], &own, &facts, &personal).unwrap()));
        }
    }
    let about = PassFacts { title: facts.title.clone(), page: facts.page.clone(), test: true };
    letters.push(("pass-issued".to_owned(), pass_issued(&[], &about).unwrap()));
    let told = [
        "Board <2026>",
        "https://r.example/polls/abc",
        "https://b.example/polls/abc",
        "r.example+1+A",
        "b.example+2+B",
        "i1",
        "i2",
        "v1",
        "v2",
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
fn a_mail_is_written_in_the_first_language_of_the_poll_that_has_it_whole() {
    static MORE: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/src/testing/mail");
    let environment = environment(&[&TEMPLATES, &MORE]);
    let about =
        PassFacts { title: "Vorstand".to_owned(), page: "https://r.example/p".to_owned(), test: false };
    let written = |kind: &str, languages: &[&str]| {
        let languages: Vec<String> = languages.iter().map(|language| (*language).to_owned()).collect();
        let about = match kind {
            "pass-issued" => about_pass(&about),
            _ => minijinja::context! {
                intro => Vec::<String>::new(), you => Personal::default(),
                ..minijinja::Value::from_serialize(facts(None))
            },
        };
        render(&environment, kind, &languages, &about).unwrap()
    };
    let german = written("pass-issued", &["fr", "de", "en"]);
    assert_eq!(german.subject, "Ihr Stimmausweis: Vorstand");
    assert!(
        german.text.contains("Stimmausweis auf Ihren Namen") && german.text.contains("https://r.example/p")
    );
    let html = german.html.unwrap();
    assert!(html.contains("<html lang=\"de\">") && html.contains("zur Abstimmung"), "{html}");
    assert!(written("pass-issued", &["en", "de"]).text.contains("A voting pass was issued"));
    for fallback in [&["xx"][..], &["fr"], &[], &["../en"], &[""]] {
        assert!(written("pass-issued", fallback).text.contains("A voting pass was issued"), "{fallback:?}");
    }
    assert!(
        written("result", &["de"]).text.contains("The votes of this poll are counted"),
        "German has none yet"
    );
}

#[test]
fn no_control_character_reaches_a_mail() {
    let own = MailText {
        subject: Some("Vote\u{1b}[31m".to_owned()),
        intro: Some("Bell \u{7}\r\n\r\nNul \0 bare\rreturn".to_owned()),
        automatic: true,
    };
    let personal = Personal { name: Some("Ada\u{8}\r\nBcc: x".to_owned()), ..Personal::default() };
    let mut facts = facts(Some("extend"));
    facts.notice.as_mut().unwrap().reason = "Rain\u{1b}]0;x\u{7}".to_owned();
    let letter = write(Kind::Notice, &[], &own, &facts, &personal).unwrap();
    let all = [letter.subject, letter.text, letter.html.unwrap()].concat();
    assert!(all.chars().all(|c| c == '\n' || !c.is_control()), "{all:?}");
    assert!(
        all.contains("Ada Bcc: x") && all.contains("Bell\n\nNul  bare return") && all.contains("Rain]0;x")
    );
}

#[test]
fn organisers_words_and_languages_are_heeded() {
    let own = MailText {
        subject: Some("Please\r\nvote".to_owned()),
        intro: Some("Dear <b>members</b>,\n\nit is time.".to_owned()),
        automatic: true,
    };
    let languages = ["xx".to_owned(), "en".to_owned()];
    let letter = write(Kind::Invitation, &languages, &own, &facts(None), &Personal::default()).unwrap();
    assert_eq!(letter.subject, "Please vote");
    assert!(letter.text.contains("Dear <b>members</b>,\n\nit is time.\n"), "{}", letter.text);
    let html = letter.html.unwrap();
    assert!(html.contains("<p>Dear &lt;b&gt;members&lt;&#x2f;b&gt;,</p>"), "{html}");
    assert!(letter.text.contains("https://r.example/polls/abc") && !letter.text.contains("None"));
}
