//! The log's texts: checkpoints, proofs and receipts.

use crypto::encoding::{BallotHash, PollId, b64};
use crypto::log::checkpoint::{Checkpoint, CheckpointError, poll_origin, polls_origin};
use crypto::log::entry::Entry;
use crypto::log::merkle::{ProofError, Tree};
use crypto::log::proof::{TlogProof, TlogProofError};
use crypto::note::{NoteError, SignerKey};
use crypto::receipt::{ReceiptCode, ReceiptFile, receipt_code};
use crypto::statement::{Promise, sign};
use proptest::prelude::*;

fn key() -> SignerKey {
    SignerKey::from_seed(&"ballots.example.net".parse().unwrap(), [3; 32])
}

fn poll() -> PollId {
    PollId::from([0xab; 32])
}

fn origin() -> String {
    poll_origin("ballots.example.net", &poll())
}

fn ballot(number: u8) -> BallotHash {
    BallotHash::from([number; 32])
}

/// A log of a manifest and `ballots` ballots.
fn log(ballots: u8) -> Tree {
    let mut tree = Tree::new();
    tree.push(&Entry::manifest(poll()));
    (0..ballots).for_each(|number| tree.push(&Entry::ballot(ballot(number))));
    tree
}

fn proof_of(number: u8, ballots: u8) -> TlogProof {
    let (tree, index) = (log(ballots), u64::from(number) + 1);
    let proof = tree.inclusion_proof(index, tree.size()).unwrap();
    TlogProof::new(index, proof, Checkpoint::of(origin(), &tree).sign(&key()))
}

fn receipt(number: u8, proof: Option<TlogProof>) -> ReceiptFile {
    let promise = sign(&Promise { poll: poll(), ballot: ballot(number) }, &key());
    ReceiptFile { promise, proof }
}

/// Every text that differs from `text` by one flipped bit or a missing end, as far as it is UTF-8.
fn damaged(text: &str) -> impl Iterator<Item = String> {
    let flipped = (0..text.len() * 8).map(|place| {
        let mut bytes = text.as_bytes().to_vec();
        bytes[place / 8] ^= 1 << (place % 8);
        bytes
    });
    let cut = (0..text.len()).map(|end| text.as_bytes()[..end].to_vec());
    flipped.chain(cut).filter_map(|bytes| String::from_utf8(bytes).ok())
}

#[test]
fn checkpoints_are_three_lines() {
    let checkpoint =
        Checkpoint { origin: "example.com/behind-the-sofa".into(), size: 20_852_163, root: [7; 32] };
    let text = format!("example.com/behind-the-sofa\n20852163\n{}\n", b64(&[7; 32]));
    assert_eq!(checkpoint.to_text(), text);
    assert_eq!(Checkpoint::parse(&text), Ok(checkpoint.clone()));
    assert_eq!(Checkpoint::parse(&format!("{text}an extension\n")), Ok(checkpoint));
    let root = b64(&[7; 32]);
    for bad in [
        String::new(),
        "a\n1\n".into(),
        format!("a\n1\n{root}"),
        format!("\n1\n{root}\n"),
        format!("a\n01\n{root}\n"),
        format!("a\n+1\n{root}\n"),
        format!("a\n-1\n{root}\n"),
        format!("a\n\n{root}\n"),
        format!("a\n18446744073709551616\n{root}\n"),
        format!("a\n1\n{}\n", b64(&[7; 31])),
        format!("a\n1\n{}\n", root.trim_end_matches('=')),
        format!("a\n1\n{root}\n\n"),
        format!("a\n1\n{root}\n=== promise ===\n"),
        format!("a\n1\n{root}\n\nb\n"),
    ] {
        assert_eq!(Checkpoint::parse(&bad), Err(CheckpointError::Malformed), "{bad:?}");
    }
}

#[test]
fn a_checkpoint_is_believed_for_its_log_and_under_its_key() {
    let checkpoint = Checkpoint::of(origin(), &log(4));
    assert_eq!(checkpoint.origin, format!("ballots.example.net/polls/{}/log", "ab".repeat(32)));
    let note = checkpoint.sign(&key());
    let opened = Checkpoint::open(&note.to_string(), key().verifier(), &origin());
    assert_eq!(opened, Ok((checkpoint, note.clone())));
    let of_all_polls = polls_origin(&"ballots.example.net".parse().unwrap());
    assert_eq!(of_all_polls, "ballots.example.net/polls/log");
    let elsewhere = Checkpoint::from_note(&note, key().verifier(), &of_all_polls);
    assert_eq!(elsewhere, Err(CheckpointError::OtherLog(origin())));
    let stranger = SignerKey::from_seed(&"a.org".parse().unwrap(), [3; 32]);
    let unsigned = Checkpoint::from_note(&note, stranger.verifier(), &origin());
    assert_eq!(unsigned, Err(CheckpointError::Note(NoteError::NotSigned("a.org".into()))));
    for bad in damaged(&note.to_string()) {
        assert!(Checkpoint::open(&bad, key().verifier(), &origin()).is_err(), "{bad:?}");
    }
}

#[test]
fn a_proof_file_verifies_offline() {
    for (number, ballots) in [(0, 1), (0, 9), (4, 9), (8, 9)] {
        let proof = proof_of(number, ballots);
        let text = proof.to_string();
        let parsed = TlogProof::parse(&text).unwrap();
        assert_eq!((&parsed, parsed.to_string()), (&proof, text));
        let checkpoint = parsed.verify(&Entry::ballot(ballot(number)), key().verifier(), &origin()).unwrap();
        assert_eq!(checkpoint, Checkpoint::of(origin(), &log(ballots)));
        let other = parsed.verify(&Entry::ballot(ballot(100)), key().verifier(), &origin());
        assert_eq!(other, Err(TlogProofError::Proof(ProofError::Root)));
        let elsewhere = parsed.verify(&Entry::ballot(ballot(number)), key().verifier(), "a.org/log");
        assert!(matches!(elsewhere, Err(TlogProofError::Checkpoint(CheckpointError::OtherLog(_)))));
    }
    let manifest = TlogProof::new(0, Vec::new(), Checkpoint::of(origin(), &log(0)).sign(&key()));
    let text = manifest.to_string();
    assert!(text.starts_with("c2sp.org/tlog-proof@v1\nindex 0\n\nballots.example.net/polls/abab"), "{text}");
    assert_eq!(TlogProof::parse(&text), Ok(manifest.clone()));
    assert!(manifest.verify(&Entry::manifest(poll()), key().verifier(), &origin()).is_ok());
}

#[test]
fn no_damaged_proof_file_verifies() {
    let proof = proof_of(4, 9);
    for bad in damaged(&proof.to_string()) {
        let verified = TlogProof::parse(&bad)
            .and_then(|proof| proof.verify(&Entry::ballot(ballot(4)), key().verifier(), &origin()));
        assert!(verified.is_err(), "{bad:?}");
    }
}

#[test]
fn the_lines_of_a_proof_file_are_strict() {
    let good = proof_of(4, 9).to_string();
    let with_extra = good.replacen("\nindex", "\nextra AAEC\nindex", 1);
    assert_eq!(TlogProof::parse(&with_extra).unwrap().extra, Some(vec![0, 1, 2]));
    assert_eq!(TlogProof::parse(&with_extra).unwrap().to_string(), with_extra);
    let hash = b64(&[0; 32]);
    for bad in [
        good.replacen("@v1", "@v2", 1),
        good.replacen("index 5", "index 05", 1),
        good.replacen("index 5", "index +5", 1),
        good.replacen("index 5", "index", 1),
        good.replacen("index 5\n", "", 1),
        good.replacen("index 5", "Index 5", 1),
        good.replacen("index 5\n", "index 5\nextra AAEC\n", 1),
        good.replacen("index 5\n", "index 5\nAAAA\n", 1),
        good.replacen("index 5\n", &format!("index 5\n{}", format!("{hash}\n").repeat(64)), 1),
        with_extra.replacen("AAEC", "AAE", 1),
        with_extra.replacen("extra AAEC", "extra AAEC\nextra AAEC", 1),
        good.replacen("\n\n", "\n", 1),
        format!("\n{good}"),
        format!("{good}\n"),
    ] {
        assert!(TlogProof::parse(&bad).is_err(), "{bad}");
    }
    // An empty line too early makes the hashes a part of the checkpoint's text, which then is not what was signed.
    let early = TlogProof::parse(&good.replacen("index 5\n", "index 5\n\n", 1)).unwrap();
    let verified = early.verify(&Entry::ballot(ballot(4)), key().verifier(), &origin());
    assert!(matches!(
        verified,
        Err(TlogProofError::Checkpoint(CheckpointError::Note(NoteError::BadSignature(_))))
    ));
}

#[test]
fn receipt_codes_forgive_what_people_do_to_them() {
    let ballot: BallotHash = format!("0123456789abcdef0123{}", "ff".repeat(22)).parse().unwrap();
    let code = receipt_code(&ballot);
    assert_eq!(code, "04HM-ASW9-NF6Y-Y093");
    let exact: ReceiptCode = code.parse().unwrap();
    assert_eq!((exact.prefix().as_slice(), exact.to_string()), (&ballot.as_bytes()[..10], code));
    assert!(exact.matches(&ballot) && !exact.matches(&self::ballot(0)));
    for alike in [
        "04hmasw9nf6yy093",
        " O4HM ASW9 NF6Y YO93\n",
        "o4hm\u{2013}asw9\u{2011}nf6y\u{2014}y093",
        "0-4hm-asw9nf6yy0-93",
    ] {
        assert_eq!(alike.parse(), Ok(exact), "{alike:?}");
    }
    for bad in
        ["", "04HM-ASW9-NF6Y-Y09", "04HM-ASW9-NF6Y-Y0933", "04HM-ASW9-NF6Y-Y09U", "04HM-ASW9-NF6Y-Y09é"]
    {
        assert!(bad.parse::<ReceiptCode>().is_err(), "{bad:?}");
    }
}

#[test]
fn a_receipt_file_proves_a_promise_and_then_the_log() {
    let promised = receipt(4, None);
    let text = promised.to_string();
    assert_eq!(ReceiptFile::parse(&text), Ok(promised.clone()));
    let proved = promised.verify(key().verifier()).unwrap();
    assert_eq!((proved.promise.ballot, proved.logged), (ballot(4), None));

    let logged = receipt(4, Some(proof_of(4, 9)));
    let text = logged.to_string();
    assert!(text.contains("=\nproof\nc2sp.org/tlog-proof@v1\nindex 5\n"), "{text}");
    assert_eq!(ReceiptFile::parse(&text), Ok(logged.clone()));
    assert_eq!(logged.verify(key().verifier()).unwrap().logged, Some(Checkpoint::of(origin(), &log(9))));

    let of_another = receipt(3, Some(proof_of(4, 9)));
    assert!(of_another.verify(key().verifier()).is_err(), "the proof is of another ballot");
    let stranger = SignerKey::from_seed(&"ballots.example.net".parse().unwrap(), [4; 32]);
    assert!(logged.verify(stranger.verifier()).is_err());
    assert!(ReceiptFile::parse(&format!("{promised}proof\n")).is_err());
    assert!(ReceiptFile::parse(&format!("{promised}proof")).is_err());
    assert!(ReceiptFile::parse(&format!("{promised}\nproof\n{}", proof_of(4, 9))).is_err());
}

#[test]
fn no_damaged_receipt_file_verifies() {
    let (promised, logged) = (receipt(4, None).to_string(), receipt(4, Some(proof_of(4, 9))).to_string());
    for bad in damaged(&logged).filter(|bad| *bad != promised) {
        let verified = ReceiptFile::parse(&bad).and_then(|file| file.verify(key().verifier()));
        assert!(verified.is_err(), "{bad:?}");
    }
}

proptest! {
    #[test]
    fn checkpoints_and_codes_come_back(size: u64, root: [u8; 32]) {
        let checkpoint = Checkpoint { origin: origin(), size, root };
        prop_assert_eq!(Checkpoint::parse(&checkpoint.to_text()), Ok(checkpoint));
        let code = ReceiptCode::of(&BallotHash::from(root));
        prop_assert_eq!(code.to_string().parse::<ReceiptCode>(), Ok(code));
    }

    #[test]
    fn whatever_is_read_prints_as_it_was(head in "(extra A{0,5}={0,2}\n)?index [0-9+]{0,3}\n") {
        let file = format!("c2sp.org/tlog-proof@v1\n{head}\n{}", Checkpoint::of(origin(), &log(0)).sign(&key()));
        if let Ok(proof) = TlogProof::parse(&file) {
            prop_assert_eq!(proof.to_string(), file);
        }
    }

    #[test]
    fn no_text_panics(text in ".{0,80}") {
        let _ = (Checkpoint::parse(&text), TlogProof::parse(&text), ReceiptFile::parse(&text));
        let _ = text.parse::<ReceiptCode>();
    }
}
