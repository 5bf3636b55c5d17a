//! Statements: one kind, one line, one reading.

use std::fmt::Debug;

use crypto::encoding::{BallotHash, Digest, PollId};
use crypto::note::{Note, NoteError, SignerKey};
use crypto::statement::{
    Assets, Issuance, Notice, NoticeKind, OpenError, Outcome, Pass, Promise, Refusal, Statement,
    StatementError, open, sign,
};
use crypto::time::UtcTime;
use proptest::prelude::*;
use serde_json::json;

fn key() -> SignerKey {
    SignerKey::from_seed(&"ballots.example.net".parse().unwrap(), [9; 32])
}

fn poll() -> PollId {
    PollId::from([0xab; 32])
}

fn notice(kind: NoticeKind, voting_closes: Option<&str>) -> Notice {
    let at = "2026-11-20T09:00:00Z".parse().unwrap();
    let voting_closes = voting_closes.map(|time| time.parse().unwrap());
    Notice { poll: poll(), seq: 1, kind, voting_closes, reason: "snow \"and\"\nice".into(), at }
}

fn outcome() -> Outcome {
    let tally =
        json!({"q2": {"kind": "score", "totals": {"z": -4, "a": 9}}, "q1": {"counts": {"b": 1, "a": 2}}});
    Outcome { poll: poll(), ballots: 3, issued: None, tree_size: 7, root: [1; 32], tally }
}

/// Signs, opens, compares; no truncation and no altered bit of the text is read as the same statement.
fn holds<S: Statement + PartialEq + Debug>(statement: &S, text: &str) {
    assert_eq!(statement.to_text(), text);
    assert_eq!(S::parse(text).as_ref(), Ok(statement));
    let note = sign(statement, &key());
    let (opened, same) = open::<S>(&note.to_string(), key().verifier()).unwrap();
    assert_eq!((&opened, same), (statement, note));
    for end in 0..text.len() {
        assert!(text.get(..end).is_none_or(|cut| S::parse(cut).is_err()), "the first {end} bytes of {text}");
    }
    for position in 0..text.len() {
        for bit in 0..8 {
            let mut bytes = text.as_bytes().to_vec();
            bytes[position] ^= 1 << bit;
            let read = String::from_utf8(bytes).ok().and_then(|text| S::parse(&text).ok());
            assert_ne!(read.as_ref(), Some(statement), "bit {bit} of byte {position} of {text}");
        }
    }
}

#[test]
fn each_kind_is_written_as_the_protocol_has_it() {
    let hex = "ab".repeat(32);
    let ones = "01".repeat(32);
    let at: UtcTime = "2026-11-20T09:00:00Z".parse().unwrap();
    holds(
        &notice(NoticeKind::Extend, Some("2026-11-21T09:00:00Z")),
        &format!(
            "psephos-notice/v1\n{{\"poll\":\"{hex}\",\"seq\":1,\"kind\":\"extend\",\"voting_closes\":\"2026-11-21T09:00:00Z\",\
             \"reason\":\"snow \\\"and\\\"\\nice\",\"at\":\"2026-11-20T09:00:00Z\"}}\n"
        ),
    );
    holds(
        &Issuance { poll: poll(), eligible: None, issued: 12, at },
        &format!(
            "psephos-issuance/v1\n{{\"poll\":\"{hex}\",\"eligible\":null,\"issued\":12,\"at\":\"2026-11-20T09:00:00Z\"}}\n"
        ),
    );
    holds(
        &Pass { poll: poll(), request: Digest::from([1; 32]), response: Digest::from([0xab; 32]) },
        &format!("psephos-pass/v1\n{{\"poll\":\"{hex}\",\"request\":\"{ones}\",\"response\":\"{hex}\"}}\n"),
    );
    holds(
        &Promise { poll: poll(), ballot: BallotHash::from([1; 32]) },
        &format!("psephos-promise/v1\n{{\"poll\":\"{hex}\",\"ballot\":\"{ones}\"}}\n"),
    );
    holds(
        &Refusal { poll: poll(), ballot: BallotHash::from([1; 32]), reason: "token-spent".into() },
        &format!(
            "psephos-refusal/v1\n{{\"poll\":\"{hex}\",\"ballot\":\"{ones}\",\"reason\":\"token-spent\"}}\n"
        ),
    );
    holds(
        &Assets { version: "0.1.0".into(), files: [("/style.css".to_owned(), Digest::from([1; 32]))].into() },
        &format!("psephos-assets/v1\n{{\"version\":\"0.1.0\",\"files\":{{\"/style.css\":\"{ones}\"}}}}\n"),
    );
    holds(
        &outcome(),
        &format!(
            "psephos-result/v1\n{{\"poll\":\"{hex}\",\"ballots\":3,\"issued\":null,\"tree_size\":7,\
             \"root\":\"AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE=\",\"tally\":{{\"q2\":{{\"kind\":\"score\",\
             \"totals\":{{\"z\":-4,\"a\":9}}}},\"q1\":{{\"counts\":{{\"b\":1,\"a\":2}}}}}}}}\n"
        ),
    );
}

#[test]
fn only_a_cancellation_names_no_time() {
    let later = Some("2026-11-21T09:00:00Z");
    for (kind, time, good) in [
        (NoticeKind::Extend, later, true),
        (NoticeKind::Close, later, true),
        (NoticeKind::Cancel, None, true),
        (NoticeKind::Extend, None, false),
        (NoticeKind::Close, None, false),
        (NoticeKind::Cancel, later, false),
    ] {
        let notice = notice(kind, time);
        assert_eq!(Notice::parse(&notice.to_text()).is_ok(), good, "{notice:?}");
    }
    let cancel = notice(NoticeKind::Cancel, None);
    let without = cancel.to_text().replace("\"voting_closes\":null,", "");
    assert_eq!(Notice::parse(&without), Ok(cancel.clone()));
    assert!(Notice::parse(&cancel.to_text().replace("\"seq\":1", "\"seq\":0")).is_err());
    assert!(Notice::parse(&cancel.to_text().replace("\"cancel\"", "\"Cancel\"")).is_err());
    assert!(Notice::parse(&cancel.to_text().replace("\"cancel\"", "{\"cancel\":null}")).is_err());
}

#[test]
fn the_one_line_is_strict() {
    let good = Promise { poll: poll(), ballot: BallotHash::from([1; 32]) };
    let text = good.to_text();
    let (poll, ones) = ("ab".repeat(32), "01".repeat(32));
    let json = text.lines().nth(1).unwrap();
    assert_eq!(
        Promise::parse(&text.replace(',', " , ")),
        Ok(good),
        "white space within the line is as it was signed"
    );
    for bad in [
        json.replace('}', ",\"more\":1}"),
        json.replace('}', &format!(",\"poll\":\"{poll}\"}}")),
        json.replace(&ones, &ones.to_uppercase()).replace(&poll, &poll.to_uppercase()),
        json.replace(&ones, &ones[2..]),
        format!("[\"{poll}\",\"{ones}\"]"),
        format!("{json} x"),
        format!("\u{feff}{json}"),
        format!("{json}\r"),
        format!("{json}\n"),
        format!("\n{json}"),
        "null".to_owned(),
        String::new(),
    ] {
        assert!(Promise::parse(&format!("psephos-promise/v1\n{bad}\n")).is_err(), "{bad:?}");
    }
    for bad in [text.trim_end(), json, &text.replace("/v1", "/v2"), &text.replacen('\n', "\r\n", 1), ""] {
        assert!(Promise::parse(bad).is_err(), "{bad:?}");
    }
    let assets = "psephos-assets/v1\n{\"version\":\"1\",\"files\":{\"/a\":\"00\",\"/a\":\"00\"}}\n"
        .replace("00", &ones);
    assert!(matches!(Assets::parse(&assets), Err(StatementError::Json(_))), "a file listed twice");
}

#[test]
fn numbers_may_be_null_but_not_left_out_nor_inexact() {
    let text = outcome().to_text();
    assert!(Outcome::parse(&text).is_ok());
    assert!(Outcome::parse(&text.replace("\"issued\":null,", "")).is_err());
    for bad in ["3.0", "3e0", "-3", "\"3\"", "+3", "03", "18446744073709551616"] {
        assert!(
            Outcome::parse(&text.replace("\"ballots\":3", &format!("\"ballots\":{bad}"))).is_err(),
            "{bad}"
        );
    }
    for bad in ["-4.5", "4e1", "-0"] {
        assert!(Outcome::parse(&text.replace("-4", bad)).is_err(), "{bad}");
    }
    assert!(Outcome::parse(&text.replace("AQE=", "AQF=")).is_err(), "a root has one spelling");
    assert!(Outcome::parse(&text.replace("AQEBAQE=", "AQE=")).is_err(), "a root has one length");
    let text = Outcome { tally: json!([]), ..outcome() }.to_text();
    assert!(matches!(Outcome::parse(&text), Err(StatementError::Rule(_))));
}

#[test]
fn the_reason_of_a_refusal_is_an_error_name() {
    for (reason, good) in
        [("token-spent", true), ("", false), ("Token spent", false), (&"a".repeat(65), false)]
    {
        let refusal = Refusal { poll: poll(), ballot: BallotHash::from([1; 32]), reason: reason.into() };
        assert_eq!(Refusal::parse(&refusal.to_text()).is_ok(), good, "{reason:?}");
    }
}

#[test]
fn a_statement_is_believed_only_under_its_kind_and_key() {
    let promise = Promise { poll: poll(), ballot: BallotHash::from([1; 32]) };
    let note = sign(&promise, &key()).to_string();
    let stranger = SignerKey::from_seed(&"ballots.example.net".parse().unwrap(), [8; 32]);
    let unsigned = OpenError::Note(NoteError::NotSigned("ballots.example.net".into()));
    assert_eq!(open::<Promise>(&note, stranger.verifier()), Err(unsigned));
    let other = OpenError::Statement(StatementError::OtherKind("psephos-refusal/v1"));
    assert_eq!(open::<Refusal>(&note, key().verifier()), Err(other));
    let altered = note.replace("0101", "0202");
    let forged = OpenError::Note(NoteError::BadSignature("ballots.example.net".into()));
    assert_eq!(open::<Promise>(&altered, key().verifier()), Err(forged));
    assert!(Note::parse(&altered).is_ok(), "well formed, and not believed");
}

proptest! {
    #[test]
    fn statements_come_back(seq in 1u64..1 << 53, reason: String, at: i64, version: String, path: String, issued in prop::option::of(0u64..1 << 53)) {
        let at = UtcTime::from_unix(at);
        let notice = Notice { seq, reason, at, ..notice(NoticeKind::Close, Some("2026-11-21T09:00:00Z")) };
        let assets = Assets { version, files: [(path, Digest::from([5; 32]))].into() };
        let outcome = Outcome { issued, ..outcome() };
        let key = key();
        prop_assert_eq!(open::<Notice>(&sign(&notice, &key).to_string(), key.verifier()).unwrap().0, notice);
        prop_assert_eq!(open::<Assets>(&sign(&assets, &key).to_string(), key.verifier()).unwrap().0, assets);
        prop_assert_eq!(open::<Outcome>(&sign(&outcome, &key).to_string(), key.verifier()).unwrap().0, outcome);
    }

    #[test]
    fn no_text_panics(line in ".{0,80}") {
        let _ = Notice::parse(&line);
        let _ = Notice::parse(&format!("psephos-notice/v1\n{line}\n"));
        let _ = Outcome::parse(&format!("psephos-result/v1\n{{\"tally\":{line}}}\n"));
    }
}
