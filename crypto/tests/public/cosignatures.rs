//! Cosignatures and the request for one (C2SP tlog-cosignature, tlog-witness).

use crypto::encoding::{b64, sha256};
use crypto::log::checkpoint::Checkpoint;
use crypto::log::cosignature::{AddCheckpoint, WitnessKey, WitnessSigner, cosigners};
use crypto::note::{KeyError, Note, SignerKey, VerifierKey};

fn key(name: &str, seed: u8) -> SignerKey {
    SignerKey::from_seed(&name.parse().unwrap(), [seed; 32])
}

fn checkpoint(size: u64) -> Note {
    Checkpoint { origin: "ballots.example.net/polls/log".into(), size, root: [7; 32] }
        .sign(&key("ballots.example.net", 1))
}

#[test]
fn a_witness_key_is_written_as_the_specification_has_it() {
    let signer = key("w.example.org", 2);
    let public = signer.verifier().public_key();
    let typed = [&[4], public.as_slice()].concat();
    let id = sha256(&[b"w.example.org\n", &typed]);
    let hexadecimal: String = id[..4].iter().map(|byte| format!("{byte:02x}")).collect();
    let written = format!("w.example.org+{hexadecimal}+{}", b64(&typed));
    let witness = WitnessSigner::new(signer.clone()).verifier();
    assert_eq!(witness.to_string(), written);
    assert_eq!(written.parse::<WitnessKey>().unwrap(), witness);
    // A witness's key is no service's key, and the reverse.
    assert_eq!(written.parse::<VerifierKey>(), Err(KeyError::Type));
    assert_eq!(signer.verifier().to_string().parse::<WitnessKey>(), Err(KeyError::Type));
    assert_eq!("w.example.org+00000000+BAAA".parse::<WitnessKey>(), Err(KeyError::Unsafe));
}

#[test]
fn a_cosignature_counts_only_on_the_checkpoint_that_it_was_made_for() {
    let witness = WitnessSigner::new(key("w.example.org", 2));
    let mut note = checkpoint(5);
    let line = witness.cosign(&note, 1_679_315_147);
    assert_eq!(witness.verifier().cosigned(&note), None);
    assert_eq!(witness.verifier().admit(&mut note, &line), Ok(1_679_315_147));
    assert_eq!(witness.verifier().admit(&mut note, &line), Ok(1_679_315_147), "twice is once");
    assert_eq!(note.signers().count(), 2);
    let again = Note::parse(&note.to_string()).unwrap();
    assert_eq!(witness.verifier().cosigned(&again), Some(1_679_315_147));
    again.verify(key("ballots.example.net", 1).verifier()).unwrap();

    let other = WitnessSigner::new(key("w.example.org", 3));
    assert!(witness.verifier().admit(&mut checkpoint(6), &line).is_err(), "another checkpoint");
    assert!(other.verifier().admit(&mut checkpoint(5), &line).is_err(), "another key");
    assert!(witness.verifier().admit(&mut checkpoint(5), "").is_err());
    let keys = [witness.verifier().to_string(), other.verifier().to_string(), "w+00+BgAA".to_owned()];
    assert_eq!(cosigners(&again, keys.iter().map(String::as_str)), 1);

    // Every altered character of the line, the time in it included.
    for at in "\u{2014} w.example.org ".len()..line.len() - 1 {
        let mut altered = line.clone().into_bytes();
        altered[at] = if altered[at] == b'A' { b'B' } else { b'A' };
        let altered = String::from_utf8(altered).unwrap();
        if altered != line {
            assert!(witness.verifier().admit(&mut checkpoint(5), &altered).is_err(), "{altered}");
        }
    }
}

#[test]
fn the_request_is_read_as_it_is_written_and_bad_ones_are_refused() {
    let request = AddCheckpoint { old: 3, proof: vec![[1; 32], [2; 32]], checkpoint: checkpoint(5) };
    let text = request.to_string();
    assert!(text.starts_with("old 3\nAQEB") && text.contains("=\n\nballots.example.net/polls/log\n5\n"));
    assert_eq!(AddCheckpoint::parse(&text).unwrap().0, request);
    let note = checkpoint(5).to_string();
    let hash = b64(&[1; 32]);
    for bad in [
        format!("old 6\n\n{note}"),
        format!("old 03\n\n{note}"),
        format!("old -1\n\n{note}"),
        format!("old 0\n{hash}\n\n{note}"),
        format!("old 3\nAQEB\n\n{note}"),
        format!("old 3\n{}\n\n{note}", vec![hash.as_str(); 64].join("\n")),
        format!("{hash}\n\n{note}"),
        "old 3\n\nnot a note\n".to_owned(),
        "old 3\n".to_owned(),
        String::new(),
    ] {
        assert!(AddCheckpoint::parse(&bad).is_err(), "{bad:?}");
    }
}
