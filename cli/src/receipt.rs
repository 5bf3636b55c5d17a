//! `psephos receipt`: is my ballot still where the ballot box promised it would be?

use std::fs;
use std::path::PathBuf;

use anyhow::{Context as _, Result, bail, ensure};
use crypto::encoding::b64;
use crypto::evidence::Part;
use crypto::log::checkpoint::{Checkpoint, poll_origin};
use crypto::log::proof::TlogProof;
use crypto::manifest::Manifest;
use crypto::note::{ServiceName, VerifierKey};
use crypto::receipt::{Receipt, ReceiptFile, receipt_code};
use crypto::statement::{Promise, Statement as _};

use crate::client::{BallotBox, ClientError};
use crate::vote::{PollUrl, fetch_manifest};
use crate::{evidence, private_file};

/// Which receipt to check.
#[derive(Debug, clap::Args)]
pub struct CheckReceipt {
    /// The receipt file, as the booth or `psephos vote` saved it.
    pub file: PathBuf,
    /// The ballot box's verifier key as announced to the voters; any other is refused.
    #[arg(long, value_name = "KEY")]
    pub ballot_box_key: Option<VerifierKey>,
}

/// Fails if the promise is not kept, and says whom the file then convicts.
pub fn run(check: &CheckReceipt) -> Result<()> {
    let shown = check.file.display();
    let text = fs::read_to_string(&check.file).with_context(|| format!("cannot read {shown}"))?;
    let mut file = ReceiptFile::parse(&text).with_context(|| format!("{shown} is not a receipt"))?;
    let poll = poll_url(&file)?;
    let manifest = fetch_manifest(&poll, None, check.ballot_box_key.as_ref())?;
    let Receipt { promise, logged } =
        file.verify(&manifest.ballot_box.key).with_context(|| format!("{shown} proves nothing"))?;
    ensure!(promise.poll == manifest.id(), "{shown} is of another poll");
    println!("Receipt {} of the poll {}", receipt_code(&promise.ballot), manifest.id());

    let ballot_box = BallotBox::new(&manifest.ballot_box.url);
    let found = match ballot_box.receipt(&manifest.id(), &promise.ballot.to_string()) {
        Ok(found) => found,
        Err(ClientError::Refused(problem)) if problem.status == 404 => {
            let parts = against_a_denial(&ballot_box, &manifest, &text);
            let failed = "the ballot box does not know a ballot that it promised";
            let kept = evidence::keep(&check.file, &manifest, failed, parts)?;
            bail!(
                "the ballot box promised to keep this ballot and does not know it. Keep {shown} and {0}: `psephos evidence \
                 {0}` tells what they prove",
                kept.display()
            );
        }
        Err(error) => return Err(error.into()),
    };
    ensure!(found.ballot == promise.ballot, "the ballot box answered about another ballot");
    if found.state == "promised" {
        ensure!(logged.is_none(), "the ballot box had logged this ballot and denies it now: keep {shown}");
        println!(
            "Accepted, and not on the public list yet. Check again later, at the latest after the close."
        );
        return Ok(());
    }

    let proof = ballot_box.proof(&manifest.id(), &promise.ballot)?;
    let newer = ReceiptFile {
        promise: file.promise.clone(),
        proof: Some(TlogProof::parse(&proof).context("the ballot box sent a proof that cannot be read")?),
    };
    let now = newer
        .verify(&manifest.ballot_box.key)
        .with_context(|| format!("the ballot box's proof is wrong: keep {shown}"))?
        .logged
        .context("a receipt with a proof names a checkpoint")?;
    if let Err(fork) = compare(&manifest, logged.as_ref(), &now) {
        let parts = vec![Part::new("promise", text), Part::new("proof", proof)];
        let kept = evidence::keep(&check.file, &manifest, &fork.to_string(), parts)?;
        return Err(fork.context(format!("kept as evidence in {}", kept.display())));
    }
    let number = found.number.map_or_else(String::new, |number| format!(", number {number}"));
    println!("Your ballot is on the public list{number} (log of {} entries).", now.size);
    if found.state == "counted" {
        println!("It is part of the signed result.");
    }
    if file.proof.is_none() {
        file = newer;
        private_file::replace(&check.file, file.to_string().as_bytes())?;
        println!("The proof was added to {shown}.");
    }
    Ok(())
}

/// The promise, and what a signed result says of the ballot, if there is one. A denial itself is signed by nobody.
fn against_a_denial(ballot_box: &BallotBox, manifest: &Manifest, receipt: &str) -> Vec<Part> {
    let poll = manifest.id();
    let mut parts = vec![Part::new("promise", receipt)];
    if let (Ok(result), Ok(entries)) = (ballot_box.result(&poll), ballot_box.get(&poll, "/entries")) {
        parts.push(Part::new("result", result));
        parts.push(Part::new("entries", b64(&entries.body)));
    }
    parts
}

/// Two checkpoints of one size are one checkpoint, and a log never shrinks.
fn compare(manifest: &Manifest, then: Option<&Checkpoint>, now: &Checkpoint) -> Result<()> {
    let Some(then) = then else { return Ok(()) };
    let origin = poll_origin(manifest.ballot_box.key.name(), &manifest.id());
    ensure!(
        now.size >= then.size && (now.size != then.size || now.root == then.root),
        "the ballot box signed two histories of {origin}: keep the receipt, it is evidence"
    );
    Ok(())
}

/// The promise names the poll, and the name of the key that signed it is the ballot box's.
fn poll_url(file: &ReceiptFile) -> Result<PollUrl> {
    let promise = Promise::parse(file.promise.text()).context("the receipt holds no promise")?;
    let (name, _) = file.promise.signers().next().context("the receipt's promise is not signed")?;
    let name: ServiceName = name.parse().context("the receipt's promise is not signed by a ballot box")?;
    Ok(PollUrl::new(&name.url(), promise.poll))
}
