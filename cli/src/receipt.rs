//! `psephos receipt`: is my ballot still where the ballot box promised it would be?
//!
//! The public list is fetched whole and rebuilt, and what follows from the promise is looked for in it. So the ballot box
//! is not asked about this ballot unless it is missing, and its word counts for nothing.

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;

use anyhow::{Context as _, Result, anyhow, bail, ensure};
use crypto::evidence::{Finding, Part, Statements, examine};
use crypto::log::checkpoint::Checkpoint;
use crypto::log::cosignature::cosigners;
use crypto::manifest::Manifest;
use crypto::note::{Note, ServiceName, VerifierKey};
use crypto::receipt::{Receipt, ReceiptFile, receipt_code};
use crypto::statement::{self, Outcome, Promise, Statement as _};

use crate::client::{BallotBox, ClientError};
use crate::public_log::PublicLog;
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
    let file = ReceiptFile::parse(&text).with_context(|| format!("{shown} is not a receipt"))?;
    let manifest = poll_of(&file, check.ballot_box_key.as_ref())?;
    let Receipt { promise, logged } =
        file.verify(&manifest.ballot_box.key).with_context(|| format!("{shown} proves nothing"))?;
    ensure!(promise.poll == manifest.id(), "{shown} is of another poll");
    println!("Receipt {} of the poll {}", receipt_code(&promise.ballot), manifest.id());

    let ballot_box = BallotBox::new(&manifest.ballot_box.url);
    // First the result: the list can only have grown since.
    let result = newest_result(&ballot_box, &manifest)?;
    let log = PublicLog::fetch(&ballot_box, &manifest)?;
    let mut parts = vec![Part::new("promise", text)];
    parts.extend(result.as_ref().map(|(_, note)| Part::new("result", note.as_str())));
    parts.extend(log.parts());
    let convict = |findings: &[Finding], parts: Vec<Part>| -> Result<()> {
        if findings.is_empty() {
            return Ok(());
        }
        let words = findings.iter().map(Finding::to_string).collect::<Vec<_>>().join(" ");
        let kept = evidence::keep(&check.file, &manifest, &words, parts)?;
        bail!("{words} Keep {shown} and {0}: `psephos evidence {0}` tells what they prove", kept.display())
    };
    let (statements, _) = Statements::read(&parts, &manifest);
    convict(&examine(&statements, &manifest), parts.clone())?;
    let result = result.map(|(outcome, _)| outcome);
    holds_together(&log, logged.as_ref(), result.as_ref())?;

    let Some((index, number)) = log.place(promise.ballot) else {
        if !is_known(&ballot_box, &promise)? {
            let failed = "the ballot box does not know a ballot that it promised";
            let kept = evidence::keep(&check.file, &manifest, failed, parts)?;
            bail!(
                "{failed}. Keep {shown} and {0}: `psephos evidence {0}` tells what they prove",
                kept.display()
            );
        }
        convict(evidence::ask_for_result(&statements, &manifest)?.as_slice(), parts)?;
        println!(
            "Accepted, and not on the public list yet. Check again later, at the latest after the close."
        );
        return Ok(());
    };
    println!("Your ballot is on the public list, number {number} (log of {} entries).", log.size());
    if result.as_ref().is_some_and(|outcome| index < outcome.tree_size) {
        println!("It is part of the signed result.");
    } else {
        convict(evidence::ask_for_result(&statements, &manifest)?.as_slice(), parts)?;
    }
    let kept = file.proof.as_ref().map(|proof| &proof.checkpoint).zip(logged.as_ref());
    let witnessed = witnessed(&manifest, &log, kept, result.as_ref());
    if file.proof.is_none() {
        let newer = ReceiptFile { promise: file.promise, proof: log.proof(index) };
        private_file::replace(&check.file, newer.to_string().as_bytes())?;
        println!("The proof was added to {shown}.");
    }
    witnessed
}

/// The newest signed result and its note, where there is one.
fn newest_result(ballot_box: &BallotBox, manifest: &Manifest) -> Result<Option<(Outcome, String)>> {
    let note = match ballot_box.result(&manifest.id()) {
        Ok(note) => note,
        Err(ClientError::Refused(problem)) if problem.status == 404 => return Ok(None),
        Err(error) => return Err(error.into()),
    };
    let (outcome, _) = statement::open::<Outcome>(&note, &manifest.ballot_box.key)
        .context("the ballot box shows a result that it has not signed")?;
    ensure!(outcome.poll == manifest.id(), "the ballot box shows the result of another poll");
    Ok(Some((outcome, note)))
}

/// The list must begin with the one of the receipt and with the one that was counted.
fn holds_together(log: &PublicLog, then: Option<&Checkpoint>, result: Option<&Outcome>) -> Result<()> {
    let then = then.map(|it| (it.size, &it.root, "the receipt was given for"));
    let counted = result.map(|it| (it.tree_size, &it.root, "was counted"));
    for (size, root, what) in then.into_iter().chain(counted) {
        ensure!(
            log.begins_with(size, root),
            "the list that the ballot box shows has {} entries and does not begin with the {size} that {what}: keep the \
             receipt",
            log.size()
        );
    }
    Ok(())
}

/// Tells what the witnesses that the manifest names have cosigned. A result needs a checkpoint that reaches as far and has their
/// quorum, the one that is shown or the one `kept` with the receipt (PROTOCOL section 8); before there is a result cosignatures
/// may be on their way. Where it is missing nobody is convicted: whoever passes a checkpoint on can leave cosignatures out.
fn witnessed(
    manifest: &Manifest,
    log: &PublicLog,
    kept: Option<(&Note, &Checkpoint)>,
    result: Option<&Outcome>,
) -> Result<()> {
    let named = manifest.witnesses.len();
    if named == 0 {
        return Ok(());
    }
    let shown = log.cosigners(manifest);
    println!("Witnesses: {shown} of {named} have cosigned this list; a result needs {}.", manifest.quorum);
    let Some(Outcome { tree_size, .. }) = result else { return Ok(()) };
    let kept = kept.filter(|(_, head)| head.size >= *tree_size);
    let kept = kept.map(|(note, _)| cosigners(note, manifest.witnesses.iter().map(String::as_str)));
    ensure!(
        shown.max(kept.unwrap_or_default()) >= u64::from(manifest.quorum),
        "the result is signed although too few witnesses have seen its list: others may be shown another one. Check again \
         later, from another place too, and keep the receipt"
    );
    Ok(())
}

/// Whether the ballot box still knows a ballot that is not on the list.
fn is_known(ballot_box: &BallotBox, promise: &Promise) -> Result<bool, ClientError> {
    match ballot_box.receipt(&promise.poll, &promise.ballot.to_string()) {
        Ok(_) => Ok(true),
        Err(ClientError::Refused(problem)) if problem.status == 404 => Ok(false),
        Err(error) => Err(error),
    }
}

/// The promise names the poll, and its signer's name is the ballot box's. Whoever handed the receipt on may have added lines of
/// other keys, so each name is asked for the poll: only the manifest whose hash the promise names is taken.
fn poll_of(file: &ReceiptFile, key: Option<&VerifierKey>) -> Result<Manifest> {
    let poll = Promise::parse(file.promise.text()).context("the receipt holds no promise")?.poll;
    let mut failure = anyhow!("the receipt's promise is not signed by a ballot box");
    let named = file.promise.signers().filter_map(|(name, _)| name.parse::<ServiceName>().ok());
    let names: BTreeSet<String> = named.map(|name| name.url()).collect();
    for url in names {
        match fetch_manifest(&PollUrl::new(&url, poll), None, key) {
            Ok(manifest) if manifest.ballot_box.url == url => return Ok(manifest),
            Ok(manifest) => {
                failure = anyhow!("{url} is not the ballot box of the poll: {}", manifest.ballot_box.url);
            }
            Err(error) => failure = error,
        }
    }
    Err(failure)
}
