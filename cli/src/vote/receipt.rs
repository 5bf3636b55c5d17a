//! The receipt file: what proves more is never replaced by what proves less.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail, ensure};
use crypto::ballot::Ballot;
use crypto::encoding::BallotHash;
use crypto::log::proof::TlogProof;
use crypto::manifest::Manifest;
use crypto::note::Note;
use crypto::receipt::{ReceiptFile, receipt_code};

use super::{Vote, casting};
use crate::client::{BallotBox, ClientError};
use crate::private_file;

/// Writes the receipt, with the proof if the ballot is in the log already.
pub(super) fn keep(
    vote: &Vote,
    manifest: &Manifest,
    ballot_box: &BallotBox,
    ballot: &Ballot,
    promise: &str,
) -> Result<()> {
    let hash = ballot.hash();
    let path = path(vote);
    let file = match earlier(&path, manifest, &hash)? {
        Some(file) => file,
        None => {
            let file = ReceiptFile { promise: Note::parse(promise)?, proof: None };
            private_file::create(&path, file.to_string().as_bytes()).with_context(|| unwritable(&path))?;
            file
        }
    };
    println!("Your vote is recorded. Receipt code: {}", receipt_code(&hash));
    println!("Receipt: {} (check it with `psephos receipt {0}`, now and after the close)", path.display());

    match ballot_box.receipt(&manifest.id(), &hash.to_string()) {
        Ok(found) if found.state == "promised" && file.proof.is_some() => bail!(
            "the ballot box had logged this ballot and denies it now: keep {}, and look with `psephos receipt`",
            path.display()
        ),
        Ok(found) if found.state == "promised" || file.proof.is_some() => Ok(()),
        Ok(_) => {
            let proof = TlogProof::parse(&ballot_box.proof(&manifest.id(), &hash)?)?;
            let file = ReceiptFile { proof: Some(proof), ..file };
            file.verify(&manifest.ballot_box.key).context(
                "the ballot box's proof is wrong: keep the receipt, and look with `psephos receipt`",
            )?;
            private_file::replace(&path, file.to_string().as_bytes()).with_context(|| unwritable(&path))
        }
        // A box that lost a promised ballot takes it again with the promise (PROTOCOL section 8).
        Err(ClientError::Refused(problem)) if problem.status == 404 => {
            casting::present(vote, manifest, ballot_box, ballot, Some(promise))?;
            println!("The ballot box had lost the ballot; it has accepted it again.");
            Ok(())
        }
        Err(error) => {
            eprintln!("Note: whether it is on the public list could not be asked: {error}");
            Ok(())
        }
    }
}

/// What an earlier run has written there. A file of anything else is not touched.
fn earlier(path: &Path, manifest: &Manifest, hash: &BallotHash) -> Result<Option<ReceiptFile>> {
    let text = match fs::read_to_string(path) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error).with_context(|| format!("cannot read {}", path.display())),
    };
    let file = ReceiptFile::parse(&text).ok();
    let proved = file.and_then(|file| Some((file.verify(&manifest.ballot_box.key).ok()?.promise, file)));
    let own = proved.filter(|(promise, _)| promise.poll == manifest.id() && promise.ballot == *hash);
    ensure!(
        own.is_some(),
        "{} is there already and is not the receipt of this ballot: name another place with --receipt. The vote is cast, \
         and nothing is lost",
        path.display()
    );
    Ok(own.map(|(_, file)| file))
}

fn path(vote: &Vote) -> PathBuf {
    vote.receipt.clone().unwrap_or_else(|| vote.state.with_extension("psephos-receipt"))
}

fn unwritable(path: &Path) -> String {
    format!("cannot write the receipt to {}", path.display())
}
