//! Laws of manifests: every rule of PROTOCOL section 4 has a manifest that breaks it.

use crypto::encoding::{b64, hex, sha256};
use crypto::manifest::{MAX_TEXT, Manifest, ManifestBody, ManifestError, Method, QuestionKind, Text};

/// The body is refused, and the message names `field`.
fn refuse(field: &str, change: impl FnOnce(&mut ManifestBody)) {
    let mut body = crate::poll::body();
    change(&mut body);
    match body.seal() {
        Err(ManifestError::Rule { field: named, .. }) => assert_eq!(named, field),
        other => panic!("{field}: expected a broken rule, got {other:?}"),
    }
}

#[test]
fn a_manifest_round_trips() {
    let sealed = crate::poll::manifest();
    let parsed = Manifest::parse(sealed.text()).unwrap();
    assert_eq!(parsed.id(), sealed.id());
    assert_eq!(*parsed, *sealed);
    assert_eq!(parsed.challenge_digest(), sealed.challenge_digest());
    assert!(parsed.question("q2").is_some() && parsed.question("q9").is_none());
}

#[test]
fn the_documented_defaults_hold() {
    let text = crate::poll::manifest().text().to_owned();
    let short = text
        .replace(r#""slug":"board-2026","#, "")
        .replace(r#""description":"Who leads us, and for what?","languages":["en"],"test":false,"#, "")
        .replace(r#""late_additions":false,"#, "")
        .replace(r#""witnesses":[],"quorum":0,"#, "");
    assert!(short.len() < text.len() - 100, "the replacements did not take");
    let manifest = Manifest::parse(&short).unwrap();
    assert_eq!(manifest.slug, None);
    assert_eq!(manifest.description, Text::default());
    assert_eq!(manifest.languages, ["en"]);
    assert_ne!(manifest.id(), crate::poll::manifest().id());
}

#[test]
fn windows_must_be_in_order() {
    refuse("issuance_closes", |body| body.issuance_closes = body.issuance_opens);
    refuse("issuance_closes", |body| body.issuance_closes = body.voting_closes.plus(1));
    refuse("voting_closes", |body| {
        body.issuance_opens = body.issuance_opens.plus(-100);
        body.issuance_closes = body.issuance_opens.plus(1);
        body.voting_closes = body.voting_opens;
    });
    refuse("voting_opens", |body| body.voting_opens = body.issuance_opens.plus(-1));
}

#[test]
fn services_must_be_two() {
    refuse("registrar.url", |body| body.registrar.url = "http://registrar.example.org".into());
    refuse("registrar.key", |body| body.registrar.key = body.ballot_box.key.clone());
    refuse("ballot_box.name", |body| {
        let name = crate::poll::name("registrar.example.org:8443");
        body.ballot_box = crate::poll::service(&crypto::note::SignerKey::from_seed(&name, [2; 32]));
    });
    refuse("ballot_box.key", |body| {
        let name = crate::poll::name("ballots.example.net");
        body.ballot_box = crate::poll::service(&crypto::note::SignerKey::from_seed(&name, [1; 32]));
    });
}

#[test]
fn the_token_key_must_be_of_the_one_form() {
    refuse("token.type", |body| body.token.kind = 1);
    refuse("token.key", |body| body.token.key.push('='));
    refuse("token.key", |body| {
        body.token.key.pop();
    });
}

#[test]
fn mixing_is_left_out_only_in_tests() {
    refuse("mix", |body| body.mix = 7);
    let mut body = crate::poll::body();
    (body.mix, body.test) = (0, true);
    body.seal().unwrap();
}

#[test]
fn questions_must_be_answerable() {
    refuse("questions", |body| body.questions.clear());
    refuse("questions", |body| body.questions = vec![body.questions[0].clone(); 65]);
    refuse("questions", |body| body.questions[1].id = "q1".into());
    refuse("questions[0].id", |body| body.questions[0].id = "Q1".into());
    refuse("questions[0].title", |body| body.questions[0].title = " ".into());
    refuse("questions[0].options", |body| body.questions[0].options.clear());
    refuse("questions[0].options", |body| body.questions[0].options[1].id = "a".into());
    refuse("questions[0].options[2].id", |body| body.questions[0].options[2].id = "ä".into());
    refuse("questions[0].min", |body| body.questions[0].kind = QuestionKind::Choice { min: 0, max: 1 });
    refuse("questions[0].max", |body| body.questions[0].kind = QuestionKind::Choice { min: 2, max: 1 });
    refuse("questions[0].max", |body| body.questions[0].kind = QuestionKind::Choice { min: 1, max: 4 });
    refuse("questions[0].seats", |body| body.questions[0].seats = 0);
    refuse("questions[0].seats", |body| body.questions[0].seats = 4);
    refuse("questions[1].seats", |body| {
        body.questions[1].kind = QuestionKind::Ranking { method: Method::Schulze, min: 1, max: 3 };
    });
    refuse("questions[2].high", |body| body.questions[2].kind = QuestionKind::Score { low: 3, high: 3 });
    refuse("questions[2].low", |body| body.questions[2].kind = QuestionKind::Score { low: -101, high: 3 });
}

#[test]
fn other_rules_hold_too() {
    refuse("slug", |body| body.slug = Some("Board".into()));
    refuse("slug", |body| body.slug = Some("x".repeat(33)));
    refuse("languages", |body| body.languages.clear());
    refuse("languages", |body| body.languages = vec!["en".into(), "en".into()]);
    refuse("languages", |body| body.languages = vec!["not a tag".into()]);
    refuse("title", |body| body.title = Text::ByLanguage([("de".to_owned(), "Wahl".to_owned())].into()));
    refuse("title", |body| body.title = Text::ByLanguage([("en".to_owned(), " ".to_owned())].into()));
    refuse("quorum", |body| body.quorum = 1);
    refuse("content_size", |body| body.content_size = 100);
    refuse("content_size", |body| body.content_size = 60_001);
}

fn witness(name: &str, typed: &[u8]) -> String {
    let id = sha256(&[name.as_bytes(), b"\n", typed]);
    format!("{name}+{}+{}", hex(&id[..4]), b64(typed))
}

#[test]
fn witnesses_are_different_cosigners() {
    let ed25519 = [&[0x04], &crate::poll::registrar_key().verifier().public_key()[..]].concat();
    let ml_dsa = [&[0x06][..], &[7; 1312]].concat();
    let (one, other) = (witness("a.org/w", &ed25519), witness("b.org", &ml_dsa));
    let mut body = crate::poll::body();
    (body.witnesses, body.quorum) = (vec![one.clone(), other.clone()], 2);
    body.seal().unwrap();
    body.quorum = 3;
    assert!(body.seal().is_err());

    for bad in [
        "nobody".to_owned(),
        one.replacen('a', "b", 1),
        witness("a b", &ed25519),
        witness("a\u{1}b", &ed25519),
        witness("", &ed25519),
        witness("a.org", &[&[0x01], &ed25519[1..]].concat()),
        witness("a.org", &[0x04]),
        witness("a.org", &ed25519[..32]),
        witness("a.org", &[&ed25519[..], &[0]].concat()),
        witness("a.org", &[&[0x04][..], &[0; 32]].concat()),
        witness("a.org", &ml_dsa[..1312]),
    ] {
        refuse("witnesses", |body| body.witnesses = vec![bad]);
    }
    // The same cosigner twice, also under another name: it must not make a quorum of two.
    refuse("witnesses", |body| body.witnesses = vec![one.clone(), one.clone()]);
    refuse("witnesses", |body| body.witnesses = vec![one.clone(), other, witness("c.org", &ed25519)]);
}

/// `"slug":null` would be a second spelling of leaving the slug out, and other readers refuse it.
#[test]
fn what_is_optional_is_left_out_and_never_null() {
    let text = crate::poll::manifest().text().to_owned();
    let optional = [
        ("\"slug\":\"board-2026\"", "\"slug\":null"),
        ("\"test\":false", "\"test\":null"),
        ("\"languages\":[\"en\"]", "\"languages\":null"),
        ("\"kind\":\"choice\"", "\"kind\":\"choice\",\"method\":null"),
        ("\"kind\":\"choice\"", "\"kind\":\"choice\",\"low\":null"),
        ("\"kind\":\"choice\"", "\"kind\":\"choice\",\"high\":null"),
        ("\"kind\":\"score\"", "\"kind\":\"score\",\"min\":null"),
        ("\"kind\":\"score\"", "\"kind\":\"score\",\"max\":null"),
    ];
    for (written, null) in optional {
        assert!(text.contains(written), "{written}");
        let refused = Manifest::parse(&text.replacen(written, null, 1));
        assert!(matches!(refused, Err(ManifestError::Json(_))), "{null}");
    }
    assert_eq!(
        Manifest::parse(&text.replace("\"eligible\":1250", "\"eligible\":null")).unwrap().eligible,
        None
    );
}

/// A number that some readers would round is neither published nor read.
#[test]
fn what_is_sealed_is_what_others_read() {
    let mut body = crate::poll::body();
    body.eligible = Some((1 << 53) - 1);
    assert_eq!(body.seal().unwrap().eligible, body.eligible);
    body.eligible = Some(1 << 53);
    assert!(matches!(body.seal(), Err(ManifestError::Json(_))));
}

#[test]
fn a_text_too_long_is_refused() {
    let mut body = crate::poll::body();
    body.description = "x".repeat(MAX_TEXT).as_str().into();
    assert!(matches!(body.seal(), Err(ManifestError::TooLong(_))));
}

#[test]
fn the_signed_text_is_read_strictly() {
    let text = crate::poll::manifest().text().to_owned();
    let spoiled = [
        text.replace("\"mix\":16", "\"mix\":16,\"mix\":16"),
        text.replace("\"mix\":16", "\"mix\":16,\"salt\":1"),
        text.replace("\"mix\":16", "\"mix\":16.0"),
        text.replace("\"mix\":16", "\"mix\":1.6e1"),
        text.replace("\"mix\":16", "\"mix\":-16"),
        text.replace("\"eligible\":1250,", ""),
        text.replace("\"min\":1,\"max\":2,", "\"min\":1,\"max\":2,\"low\":0,"),
        text.replace("\"method\":\"stv-scottish\",", ""),
        text.replace("\"id\":\"q3\"", "\"id\":\"q3\",\"min\":1,\"max\":1"),
        text.replace("v1\n", "v2\n"),
        text.replace('\n', "\r\n"),
        text.trim_end().to_owned(),
        format!("{text}\n"),
        format!("\u{feff}{text}"),
        String::new(),
    ];
    for spoiled in spoiled {
        assert_ne!(spoiled, text, "the replacement did not take");
        assert!(Manifest::parse(&spoiled).is_err(), "{spoiled}");
    }
    for length in 0..text.len() {
        assert!(Manifest::parse(&text[..length]).is_err(), "cut to {length} bytes");
    }
}

#[test]
fn every_changed_byte_gives_another_poll_or_none() {
    let sealed = crate::poll::manifest();
    for position in 0..sealed.text().len() {
        let mut bytes = sealed.text().as_bytes().to_vec();
        bytes[position] ^= 1;
        if let Ok(other) = Manifest::parse(&String::from_utf8(bytes).unwrap()) {
            assert_ne!(other.id(), sealed.id(), "byte {position}");
        }
    }
}
