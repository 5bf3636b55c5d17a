//! Laws of contents: one spelling for each vote.

use crypto::content::{Answer, Content, ContentError, longest_content};
use crypto::manifest::QuestionKind;
use proptest::prelude::*;

const CANONICAL: &str = r#"{"answers":{"q1":{"choose":["a","c"]},"q2":{"rank":["b","a"]},"q3":{"score":{"roof":5,"garden-2":-2}}}}"#;

fn padded(json: &str) -> Vec<u8> {
    let mut bytes = json.as_bytes().to_vec();
    bytes.resize(256, b' ');
    bytes
}

#[test]
fn a_content_is_spelt_as_the_protocol_shows() {
    let manifest = crate::poll::manifest();
    assert_eq!(crate::poll::content().encode(&manifest).unwrap(), padded(CANONICAL));
    assert_eq!(Content::parse(&manifest, &padded(CANONICAL)), Ok(crate::poll::content()));
}

#[test]
fn every_other_spelling_of_the_same_votes_is_refused() {
    let manifest = crate::poll::manifest();
    let spellings = [
        CANONICAL.replace("\"a\",\"c\"", "\"a\", \"c\""),
        CANONICAL.replace("\"a\",\"c\"", "\"\\u0061\",\"c\""),
        CANONICAL.replace("\"a\",\"c\"", "\"c\",\"a\""),
        CANONICAL.replace(":5,", ":5.0,"),
        CANONICAL.replace(":5,", ":+5,"),
        CANONICAL.replace(":5,", ":05,"),
        CANONICAL.replace(":5,", ":5e0,"),
        CANONICAL.replace("\"roof\":5,\"garden-2\":-2", "\"garden-2\":-2,\"roof\":5"),
        CANONICAL.replace("\"roof\":5", "\"roof\":5,\"roof\":5"),
        CANONICAL.replace(
            "\"q1\":{\"choose\":[\"a\",\"c\"]}",
            "\"q1\":\"abstain\",\"q1\":{\"choose\":[\"a\",\"c\"]}",
        ),
        format!(" {CANONICAL}"),
        format!("{CANONICAL}\n"),
        format!("{CANONICAL}\t"),
        format!("{CANONICAL}\0"),
        format!("\u{feff}{CANONICAL}"),
    ];
    for spelling in spellings {
        assert_ne!(spelling, CANONICAL, "the replacement did not take");
        assert!(Content::parse(&manifest, &padded(&spelling)).is_err(), "{spelling:?} was accepted");
    }
}

#[test]
fn wrong_answers_are_named() {
    let manifest = crate::poll::manifest();
    let with = |index: usize, answer: Answer| {
        let mut content = crate::poll::content();
        content.answers[index] = answer;
        content.encode(&manifest).unwrap_err()
    };
    let ids = |ids: &[&str]| ids.iter().map(ToString::to_string).collect::<Vec<_>>();
    assert!(matches!(with(0, Answer::Choose(vec![])), ContentError::Count { found: 0, .. }));
    assert!(matches!(with(0, Answer::Choose(ids(&["a", "b", "c"]))), ContentError::Count { max: 2, .. }));
    assert!(matches!(with(0, Answer::Choose(ids(&["a", "a"]))), ContentError::Option { .. }));
    assert!(matches!(with(0, Answer::Choose(ids(&["c", "a"]))), ContentError::Option { .. }));
    assert!(matches!(with(0, Answer::Choose(ids(&["z"]))), ContentError::Option { .. }));
    assert!(matches!(with(0, Answer::Rank(ids(&["a"]))), ContentError::Kind(_)));
    assert!(matches!(with(1, Answer::Rank(ids(&["a", "a"]))), ContentError::Option { .. }));
    assert!(matches!(with(2, Answer::Score(vec![5])), ContentError::Score { .. }));
    assert!(matches!(with(2, Answer::Score(vec![6, 0])), ContentError::Score { .. }));
    assert!(matches!(with(2, Answer::Abstain), ContentError::Abstain(_)));
    assert_eq!(Content { answers: vec![] }.encode(&manifest), Err(ContentError::Questions));
}

#[test]
fn the_longest_content_is_as_long_as_computed() {
    let manifest = crate::poll::manifest();
    let longest = Content {
        answers: vec![
            Answer::Choose(vec!["a".into(), "b".into()]),
            Answer::Rank(vec!["c".into(), "b".into(), "a".into()]),
            Answer::Score(vec![-2, -2]),
        ],
    };
    let encoded = longest.encode(&manifest).unwrap();
    let json = String::from_utf8(encoded).unwrap();
    assert_eq!(json.trim_end().len(), longest_content(&manifest.questions));
}

fn answers() -> impl Strategy<Value = Content> {
    let choice = prop_oneof![
        Just(Answer::Abstain),
        prop::sample::subsequence(vec!["a", "b", "c"], 1..=2)
            .prop_map(|ids| Answer::Choose(ids.into_iter().map(Into::into).collect())),
    ];
    let ranking = prop_oneof![
        Just(Answer::Abstain),
        (Just(vec!["a", "b", "c"]).prop_shuffle(), 1..=3usize)
            .prop_map(|(ids, length)| Answer::Rank(ids.into_iter().take(length).map(Into::into).collect())),
    ];
    let score = prop::collection::vec(-2..=5i32, 2).prop_map(Answer::Score);
    (choice, ranking, score).prop_map(|(a, b, c)| Content { answers: vec![a, b, c] })
}

proptest! {
    #[test]
    fn contents_round_trip(content in answers()) {
        let manifest = shared();
        let bytes = content.encode(manifest).unwrap();
        prop_assert_eq!(bytes.len(), 256);
        prop_assert!(String::from_utf8_lossy(&bytes).trim_end().len() <= longest_content(&manifest.questions));
        prop_assert_eq!(Content::parse(manifest, &bytes), Ok(content));
    }

    /// Whatever parses is canonical: no second byte string gives the same votes.
    #[test]
    fn a_changed_byte_gives_other_votes_or_none(content in answers(), position in 0..256usize, flip in 1..=255u8) {
        let manifest = shared();
        let mut bytes = content.encode(manifest).unwrap();
        bytes[position] ^= flip;
        if let Ok(other) = Content::parse(manifest, &bytes) {
            prop_assert_ne!(&other, &content);
            prop_assert_eq!(other.encode(manifest).unwrap(), bytes);
        }
    }

    #[test]
    fn no_bytes_panic(bytes in prop::collection::vec(any::<u8>(), 256)) {
        let _ = Content::parse(shared(), &bytes);
    }
}

fn shared() -> &'static crypto::manifest::Manifest {
    static MANIFEST: std::sync::LazyLock<crypto::manifest::Manifest> = std::sync::LazyLock::new(|| {
        let manifest = crate::poll::manifest();
        assert!(matches!(manifest.questions[2].kind, QuestionKind::Score { low: -2, high: 5 }));
        manifest
    });
    &MANIFEST
}

#[test]
fn a_vote_does_not_show_in_debug() {
    let content = crate::poll::content();
    assert_eq!(format!("{content:?} {:?}", content.answers), "Content [Answer, Answer, Answer]");
}
