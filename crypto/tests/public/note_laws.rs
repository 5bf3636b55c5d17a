//! Signed notes: what verifies is what was signed, and nothing else is even read.

use crypto::note::{MAX_SIGNATURES, Note, NoteError, SignerKey, VerifierKey};
use proptest::prelude::*;

const TEXT: &str = "psephos-example/v1\n{\"poll\":\"x\"}\n";

fn signer(name: &str, seed: u8) -> SignerKey {
    SignerKey::from_seed(&name.parse().unwrap(), [seed; 32])
}

fn note() -> Note {
    Note::sign(TEXT.into(), &signer("ballots.example.net", 1))
}

/// The example of golang.org/x/mod/sumdb/note, whose format the specification is.
#[test]
fn a_note_signed_by_another_program_verifies() {
    let key: VerifierKey =
        "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW".parse().unwrap();
    let text = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n";
    let signed = format!(
        "{text}\n— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n"
    );
    let note = Note::parse(&signed).unwrap();
    assert_eq!((note.verify(&key), note.text(), note.to_string()), (Ok(()), text, signed));
}

#[test]
fn a_note_comes_back_as_it_was_signed() {
    let (first, second) = (signer("registrar.example.org", 1), signer("[::1]:8002", 2));
    let mut note = Note::sign(TEXT.into(), &first);
    note.countersign(&second).unwrap();
    let parsed = Note::parse_bytes(note.to_string().as_bytes()).unwrap();
    assert_eq!((&parsed, parsed.text()), (&note, TEXT));
    assert_eq!((parsed.verify(first.verifier()), parsed.verify(second.verifier())), (Ok(()), Ok(())));
    let signers: Vec<_> = parsed.signers().collect();
    assert_eq!(signers, [first.verifier(), second.verifier()].map(|key| (key.name(), key.id())));
}

#[test]
fn a_second_signature_by_the_same_key_is_not_repeated() {
    let mut twice = note();
    twice.countersign(&signer("ballots.example.net", 1)).unwrap();
    assert_eq!(twice, note());
}

#[test]
fn unknown_keys_are_ignored_and_known_ones_must_hold() {
    let key = signer("ballots.example.net", 1);
    let same_name = signer("ballots.example.net", 2);
    let same_seed = signer("other.example.net", 1);
    let mut note = note();
    note.countersign(&same_name).unwrap();
    let printed = note.to_string();
    assert_eq!(note.verify(key.verifier()), Ok(()));
    assert_eq!(note.verify(same_seed.verifier()), Err(NoteError::NotSigned("other.example.net".into())));

    // A line by a known key that does not hold condemns the note, also beside one that does.
    let elsewhere = Note::sign("another text\n".into(), &key).to_string();
    let forged = elsewhere.lines().last().unwrap();
    let with_forgery = Note::parse(&format!("{printed}{forged}\n")).unwrap();
    assert_eq!(
        with_forgery.verify(key.verifier()),
        Err(NoteError::BadSignature("ballots.example.net".into()))
    );
    assert_eq!(with_forgery.verify(same_name.verifier()), Ok(()));
    assert_eq!(with_forgery.only(same_name.verifier()), Ok(Note::sign(TEXT.into(), &same_name)));
    let bad = Err(NoteError::BadSignature("ballots.example.net".into()));
    assert_eq!(with_forgery.only(key.verifier()), bad);
    assert!(with_forgery.only(same_seed.verifier()).is_err());

    // A signature of another length, as other algorithms have it, is none of ours.
    let id = crypto::encoding::b64(&[key.verifier().id().as_slice(), &[0; 3309]].concat());
    let long = Note::parse(&format!("{TEXT}\n— ballots.example.net {id}\n")).unwrap();
    assert_eq!(long.verify(key.verifier()), Err(NoteError::BadSignature("ballots.example.net".into())));
}

#[test]
fn the_last_empty_line_ends_the_text() {
    let key = signer("ballots.example.net", 1);
    let text = "a\n\n— not.a.signature AAAAAAA=\n\n\nb\n";
    let note = Note::sign(text.into(), &key);
    let parsed = Note::parse(&note.to_string()).unwrap();
    assert_eq!((parsed.text(), parsed.verify(key.verifier())), (text, Ok(())));
}

#[test]
fn notes_hold_at_least_sixteen_signatures_and_at_most_a_hundred() {
    let mut note = note();
    for seed in 2..=16 {
        note.countersign(&signer("ballots.example.net", seed)).unwrap();
    }
    assert_eq!(Note::parse(&note.to_string()).unwrap(), note);
    for seed in 17..=100 {
        note.countersign(&signer("ballots.example.net", seed)).unwrap();
    }
    assert_eq!(note.signers().count(), MAX_SIGNATURES);
    assert_eq!(note.countersign(&signer("a.org", 101)), Err(NoteError::TooManySignatures));
    let printed = note.to_string();
    assert_eq!(Note::parse(&printed).unwrap(), note);
    let one_more = format!("{printed}{}\n", printed.lines().last().unwrap());
    assert_eq!(Note::parse(&one_more), Err(NoteError::TooManySignatures));
}

#[test]
fn what_is_not_a_note_is_refused() {
    for (bad, why) in [
        ("", NoteError::Shape),
        ("\n", NoteError::Shape),
        ("a\n", NoteError::Shape),
        ("a\n\n", NoteError::Shape),
        ("a\n— b.org AAAAAAA=\n", NoteError::Shape),
        ("a\n\n— b.org AAAAAAA=", NoteError::Shape),
        ("a\n\n\n", NoteError::Shape),
        ("a\n\n— b.org AAAAAAA=\nc\n", NoteError::SignatureLine(2)),
        ("a\n\n- b.org AAAAAAA=\n", NoteError::SignatureLine(1)),
        ("a\n\n—b.org AAAAAAA=\n", NoteError::SignatureLine(1)),
        ("a\n\n—  AAAAAAA=\n", NoteError::SignatureLine(1)),
        ("a\n\n— b.org  AAAAAAA=\n", NoteError::SignatureLine(1)),
        ("a\n\n— b.org AAAAAAA= \n", NoteError::SignatureLine(1)),
        ("a\n\n— b+c AAAAAAA=\n", NoteError::SignatureLine(1)),
        ("a\n\n— b\u{2003}c AAAAAAA=\n", NoteError::SignatureLine(1)),
        ("a\n\n— b.org AAAAAAA\n", NoteError::SignatureLine(1)),
        ("a\n\n— b.org AAAAAAB=\n", NoteError::SignatureLine(1)),
        ("a\n\n— b.org AAAAAA==\n", NoteError::SignatureLine(1)),
        ("a\n\n— b.org AAA=\n", NoteError::SignatureLine(1)),
        ("a\n\n— b.org\n", NoteError::SignatureLine(1)),
        ("a\r\n\r\n— b.org AAAAAAA=\r\n", NoteError::ControlCharacter),
        ("a\tb\n\n— b.org AAAAAAA=\n", NoteError::ControlCharacter),
        ("a\0b\n\n— b.org AAAAAAA=\n", NoteError::ControlCharacter),
    ] {
        assert_eq!(Note::parse(bad), Err(why), "{bad:?}");
    }
    assert!(Note::parse("\n\n— b.org AAAAAAA=\n").is_ok_and(|note| note.text() == "\n"));
    assert_eq!(Note::parse_bytes(b"\xff\n\n"), Err(NoteError::NotUtf8));
    let huge = format!("{}\n\n— b.org AAAAAAA=\n", "a".repeat(1 << 20));
    assert_eq!(Note::parse(&huge), Err(NoteError::TooLarge(1 << 20)));
}

#[test]
fn no_truncation_verifies() {
    let (printed, key) = (note().to_string(), signer("ballots.example.net", 1));
    for end in 0..printed.len() {
        let verified =
            Note::parse_bytes(&printed.as_bytes()[..end]).and_then(|note| note.verify(key.verifier()));
        assert!(verified.is_err(), "the first {end} bytes");
    }
}

#[test]
fn no_altered_byte_verifies() {
    let (printed, key) = (note().to_string(), signer("ballots.example.net", 1));
    for position in 0..printed.len() {
        for bit in 0..8 {
            let mut bytes = printed.clone().into_bytes();
            bytes[position] ^= 1 << bit;
            let verified = Note::parse_bytes(&bytes).and_then(|note| note.verify(key.verifier()));
            assert!(verified.is_err(), "bit {bit} of byte {position}");
        }
    }
}

#[test]
#[should_panic(expected = "lines without control characters")]
fn an_unfinished_line_is_never_signed() {
    Note::sign("no line feed".into(), &signer("a.org", 1));
}

proptest! {
    #[test]
    fn any_text_of_lines_can_be_signed(text in "([^\\x00-\\x1f]{0,20}\n){1,5}", seed: u8) {
        let key = signer("a.org:8443", seed);
        let printed = Note::sign(text.clone(), &key).to_string();
        let parsed = Note::parse(&printed).unwrap();
        prop_assert_eq!(parsed.text(), &text);
        prop_assert_eq!(parsed.verify(key.verifier()), Ok(()));
        prop_assert_eq!(parsed.to_string(), printed);
    }

    #[test]
    fn whatever_is_read_prints_as_it_was(note in "[a\n—= AQ+.\\t]{0,40}") {
        if let Ok(parsed) = Note::parse(&note) {
            prop_assert_eq!(parsed.to_string(), note);
        }
    }

    #[test]
    fn no_bytes_panic(bytes: Vec<u8>, text in ".{0,60}") {
        let _ = (Note::parse_bytes(&bytes), Note::parse(&text), text.parse::<VerifierKey>());
    }

    #[test]
    fn no_text_verifies_under_the_signature_of_another(other in "([a-c]{0,3}\n){1,3}", text in "([a-c]{0,3}\n){1,3}") {
        let key = signer("a.org", 7);
        let printed = Note::sign(text.clone(), &key).to_string();
        let moved = Note::parse(&printed.replacen(&text, &other, 1)).unwrap();
        prop_assert_eq!(moved.verify(key.verifier()).is_ok(), moved.text() == text);
    }
}
