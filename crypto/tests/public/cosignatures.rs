//! Cosignatures and the request for one (C2SP tlog-cosignature, tlog-witness).

use std::fs;
use std::path::Path;

use crypto::encoding::{b64, parse_b64, sha256};
use crypto::log::checkpoint::Checkpoint;
use crypto::log::cosignature::{AddCheckpoint, WitnessKey, WitnessSigner, cosigners};
use crypto::note::{KeyError, Note, SignerKey, VerifierKey};
use ml_dsa::signature::Verifier as _;
use ml_dsa::{EncodedVerifyingKey, MlDsa44, Signature, VerifyingKey};

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
fn a_witness_with_ml_dsa_signs_the_bytes_of_the_specification() {
    let witness = WitnessSigner::ml_dsa_44(&"w.example.org".parse().unwrap(), [2; 32]);
    let written = witness.verifier().to_string();
    let typed = parse_b64(written.splitn(3, '+').nth(2).unwrap()).unwrap();
    let id = sha256(&[b"w.example.org\n", &typed]);
    let hexadecimal: String = id[..4].iter().map(|byte| format!("{byte:02x}")).collect();
    assert_eq!((typed[0], typed.len()), (6, 1313));
    assert_eq!(written, format!("w.example.org+{hexadecimal}+{}", b64(&typed)));
    assert_eq!(written.parse::<WitnessKey>().unwrap(), witness.verifier());
    assert_eq!(written.parse::<VerifierKey>(), Err(KeyError::Type));

    // C2SP tlog-cosignature, "ML-DSA-44 signed message", by hand.
    let line = witness.cosign(&checkpoint(5), 1_679_315_147);
    let blob = parse_b64(line.split(' ').nth(2).unwrap().trim()).unwrap();
    let time = 1_679_315_147_u64.to_be_bytes();
    assert_eq!((&blob[..4], &blob[4..12], blob.len()), (&id[..4], &time[..], 4 + 8 + 2420));
    let mut message = b"subtree/v1\n\0".to_vec();
    message.extend(
        [&[13], b"w.example.org".as_slice(), &time, &[29], b"ballots.example.net/polls/log"].concat(),
    );
    message.extend([0_u64.to_be_bytes(), 5_u64.to_be_bytes()].concat());
    message.extend([7; 32]);
    let key = EncodedVerifyingKey::<MlDsa44>::try_from(&typed[1..]).unwrap();
    let signature = Signature::<MlDsa44>::try_from(&blob[12..]).unwrap();
    VerifyingKey::<MlDsa44>::decode(&key).verify(&message, &signature).unwrap();
}

/// For auditors in other languages. `PSEPHOS_WRITE_VECTORS=1` writes the file.
#[test]
fn the_cosignature_of_the_vectors_is_reproduced_to_the_byte() {
    let witness = WitnessSigner::ml_dsa_44(&"w.example.org".parse().unwrap(), [2; 32]);
    let mut note = checkpoint(5);
    let line = witness.cosign(&note, 1_679_315_147);
    witness.verifier().admit(&mut note, &line).unwrap();
    let vector = serde_json::json!({ "key": witness.verifier().to_string(), "checkpoint": note.to_string() });
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/vectors/cosignature-ml-dsa-44.json");
    if std::env::var_os("PSEPHOS_WRITE_VECTORS").is_some() {
        fs::write(&file, format!("{vector:#}\n")).unwrap();
    }
    let written: serde_json::Value = serde_json::from_str(&fs::read_to_string(&file).unwrap()).unwrap();
    assert_eq!(written, vector);
}

#[test]
fn a_cosignature_by_ml_dsa_counts_only_where_it_was_made_for() {
    let witness = WitnessSigner::ml_dsa_44(&"w.example.org".parse().unwrap(), [2; 32]);
    let mut note = checkpoint(5);
    let line = witness.cosign(&note, 1_679_315_147);
    assert_eq!(witness.verifier().admit(&mut note, &line), Ok(1_679_315_147));
    let ed25519 = WitnessSigner::new(key("v.example.org", 3));
    let second = ed25519.cosign(&note, 1_679_315_148);
    ed25519.verifier().admit(&mut note, &second).unwrap();
    let named = [&witness, &ed25519].map(|signer| signer.verifier().to_string());
    assert_eq!(cosigners(&Note::parse(&note.to_string()).unwrap(), named.iter().map(String::as_str)), 2);

    let other = WitnessSigner::ml_dsa_44(&"w.example.org".parse().unwrap(), [3; 32]);
    assert!(witness.verifier().admit(&mut checkpoint(6), &line).is_err(), "another checkpoint");
    assert!(other.verifier().admit(&mut checkpoint(5), &line).is_err(), "another key");
    // The signature names its witness: the same key is no witness of another name.
    let renamed = WitnessSigner::ml_dsa_44(&"v.example.org".parse().unwrap(), [2; 32]);
    let (its_id, blob) = (renamed.cosign(&checkpoint(5), 1), line.split(' ').nth(2).unwrap());
    let its_id = parse_b64(its_id.split(' ').nth(2).unwrap().trim()).unwrap()[..4].to_vec();
    let moved = [its_id, parse_b64(blob.trim()).unwrap()[4..].to_vec()].concat();
    let moved = format!("\u{2014} v.example.org {}\n", b64(&moved));
    assert!(renamed.verifier().admit(&mut checkpoint(5), &moved).is_err(), "another name");
    for at in [4, 11, 12, 1200, 2431] {
        let mut bytes = parse_b64(blob.trim()).unwrap();
        bytes[at] ^= 1;
        let altered = format!("\u{2014} w.example.org {}\n", b64(&bytes));
        assert!(witness.verifier().admit(&mut checkpoint(5), &altered).is_err(), "byte {at}");
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
