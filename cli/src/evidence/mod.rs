//! `psephos evidence`: what do these signed statements prove, and against whom?
//!
//! Exit codes: 0 they prove that a service broke its word, 1 they prove nothing (also where something in them was altered),
//! 2 they could not be examined.

mod files;
mod keep;
#[cfg(test)]
mod tests;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context as _, Result, bail, ensure};
use crypto::encoding::PollId;
use crypto::evidence::{
    EvidenceFile, Finding, Part, Party, SetFinding, SetStatements, Statements, examine, missing,
    open_manifest, result_due,
};
use crypto::manifest::{KIND as MANIFEST, Manifest};
use crypto::note::{ServiceName, VerifierKey};
use crypto::statement::{Outcome, Precincts, Statement as _, Total};

pub use keep::keep;
pub(crate) use keep::write;

use crate::client::{BallotBox, ClientError};
use crate::private_file;
use crate::vote::PollUrl;

/// What to examine.
#[derive(Debug, clap::Args)]
pub struct Evidence {
    /// Evidence files, receipts, signed notes as they came, `entries.bin`, `ballots.bin`, bundles; all of one poll. What
    /// they prove is looked for over all of them together.
    #[arg(required = true)]
    pub files: Vec<PathBuf>,
    /// The poll's address at the ballot box, where the files do not name it. Also pins the poll.
    #[arg(long, value_name = "URL")]
    pub poll: Option<PollUrl>,
    /// The poll's manifest note, so that nobody need be asked for it.
    #[arg(long, value_name = "FILE")]
    pub manifest: Option<PathBuf>,
    /// The registrar's verifier key as announced to the voters; evidence against any other key is refused.
    #[arg(long, value_name = "KEY")]
    pub registrar_key: Option<VerifierKey>,
    /// The ballot box's verifier key as announced to the voters; evidence against any other key is refused.
    #[arg(long, value_name = "KEY")]
    pub ballot_box_key: Option<VerifierKey>,
    /// Also ask the ballot box whether it shows a result that is due.
    #[arg(long)]
    pub ask_for_result: bool,
    /// Write all of it as one evidence file, if it proves something.
    #[arg(long, value_name = "FILE")]
    pub save: Option<PathBuf>,
}

/// Prints what is proved, what was set aside, and what is missing.
pub fn run(evidence: &Evidence) -> ExitCode {
    match examined(evidence) {
        Ok(0) => {
            println!("\nThis proves nothing against either service.");
            ExitCode::from(1)
        }
        Ok(_) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("psephos: this could not be examined: {error:#}");
            ExitCode::from(2)
        }
    }
}

/// How much is proved.
fn examined(evidence: &Evidence) -> Result<usize> {
    let gathered = files::gather(&evidence.files)?;
    let (manifest, note) = manifest(evidence, &gathered)?;
    for (pinned, service) in
        [(&evidence.registrar_key, &manifest.registrar), (&evidence.ballot_box_key, &manifest.ballot_box)]
    {
        ensure!(
            pinned.as_ref().is_none_or(|key| *key == service.key),
            "the poll names {}, which is not the key that you named for {}",
            service.key,
            service.name
        );
    }
    println!("Poll {}", manifest.id());
    println!("Registrar  {}", manifest.registrar.key);
    println!("Ballot box {}", manifest.ballot_box.key);
    for (_, text) in gathered.heads.iter().filter(|(name, _)| name == "failed") {
        println!("The file says: {text}");
    }

    let (set, parts, unfit) = SetStatements::take(gathered.parts.clone(), &manifest);
    let (statements, aside) = Statements::read(&parts, &manifest);
    for part in unfit.iter().chain(&aside) {
        println!("Set aside, it proves nothing: {} ({})", part.name, part.reason);
    }
    let mut findings = examine(&statements, &manifest);
    if evidence.ask_for_result {
        findings.extend(ask_for_result(&statements, &manifest)?);
    }
    for finding in &findings {
        let (whom, service) = match finding.convicts() {
            Party::Registrar => ("the registrar", &manifest.registrar),
            Party::BallotBox => ("the ballot box", &manifest.ballot_box),
        };
        println!("\nPROVED against {whom} {}\n{finding}", service.name);
    }
    let of_set = set.examine(&manifest);
    for finding in &of_set {
        println!("\nPROVED against the registrar {}\n{finding}", manifest.registrar.name);
    }
    let hints = [missing(&statements), set.missing()].concat();
    hints.iter().for_each(|hint| println!("\nNOT TOLD YET\n{hint}"));
    let told: Vec<String> =
        findings.iter().map(Finding::to_string).chain(of_set.iter().map(SetFinding::to_string)).collect();
    if !told.is_empty() {
        println!(
            "\nWhoever reads this must know the poll's id or these two keys from somewhere else (mail, notice board): \
             a file about invented keys proves nothing about the real services."
        );
        if let Some(path) = &evidence.save {
            save(path, &gathered, &manifest, &note, &told, findings.is_empty())?;
        }
    }
    Ok(told.len())
}

/// All parts and the manifest as one file; where all that is proved is about an election in precincts, what is signed of that alone,
/// and not the ballots of all bundles.
fn save(
    path: &Path,
    gathered: &files::Gathered,
    manifest: &Manifest,
    note: &str,
    told: &[String],
    of_set_alone: bool,
) -> Result<()> {
    let kinds = [Precincts::KIND, Total::KIND, Outcome::KIND];
    let of_set = |part: &&Part| kinds.iter().any(|kind| part.text.starts_with(kind));
    let parts = gathered.parts.iter().filter(|part| !part.text.starts_with(MANIFEST));
    let parts = parts.filter(|part| !of_set_alone || of_set(part)).cloned().collect();
    let file = EvidenceFile::new(manifest, Some(note), &told.join(" "), parts);
    private_file::replace(path, file.to_string().as_bytes())
        .with_context(|| format!("{} cannot be written", path.display()))?;
    println!("Saved as {}.", path.display());
    Ok(())
}

/// From `--manifest`, from the files, or from the ballot box: its hash is the poll's id, so it does not matter whence.
fn manifest(evidence: &Evidence, gathered: &files::Gathered) -> Result<(Manifest, String)> {
    let poll = one_poll(evidence.poll.as_ref().map(PollUrl::id), &gathered.polls)?;
    let open = |note: String| {
        let manifest = poll.map_or_else(|| files::any_manifest(&note), |poll| open_manifest(&note, poll))?;
        Some((manifest, note))
    };
    if let Some(path) = &evidence.manifest {
        let note = fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
        let named = || format!("{} is not the manifest of the poll", path.display());
        return open(note).with_context(named);
    }
    let mut notes = gathered.parts.iter().filter(|part| part.text.starts_with(MANIFEST));
    if let Some(found) = notes.find_map(|part| open(part.text.clone())) {
        return Ok(found);
    }
    let poll = poll.context("the files do not say which poll they are about: name it with --poll")?;
    let base = match (&evidence.poll, gathered.ballot_box()) {
        (Some(url), _) => url.ballot_box().to_owned(),
        (None, Some(name)) => name.url(),
        (None, None) => bail!("the files do not name the ballot box: name the poll with --poll"),
    };
    println!("Asking {base} for the poll's manifest.");
    open(BallotBox::new(&base).manifest(&poll)?)
        .context("the ballot box's answer is not the manifest of that poll")
}

fn one_poll(named: Option<PollId>, found: &[PollId]) -> Result<Option<PollId>> {
    let poll = named.or_else(|| found.first().copied());
    let others = found.iter().find(|id| Some(**id) != poll);
    ensure!(others.is_none(), "the files are about different polls; examine one poll at a time");
    Ok(poll)
}

/// Asks whether a result is shown that was due by now. Only asking tells that there is none.
pub(crate) fn ask_for_result(statements: &Statements, manifest: &Manifest) -> Result<Option<Finding>> {
    let ballot_box = BallotBox::new(&manifest.ballot_box.url);
    let answer = ballot_box.get(&manifest.id(), "/notices")?;
    let notices: Vec<Part> = answer.json::<serde_json::Value>()?["notices"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|note| Some(Part::new("notice", note.as_str()?)))
        .collect();
    // What the registrar has signed may have moved the close; the ballot box can invent none of it.
    let (published, _) = Statements::read(&notices, manifest);
    let dues = [result_due(manifest, statements), result_due(manifest, &published)];
    let [Some(one), Some(other)] = dues else { return Ok(None) };
    let due = one.max(other);
    if jiff::Timestamp::now().as_second() < due.unix() {
        println!("A result is due at {due}, not before.");
        return Ok(None);
    }
    match ballot_box.result(&manifest.id()) {
        Err(ClientError::Refused(problem)) if problem.status == 404 => Ok(Some(Finding::NoResult { due })),
        Err(error) => Err(error).context("the ballot box could not be asked for its result"),
        Ok(note) => {
            let (shown, _) = Statements::read(&[Part::new("result", note)], manifest);
            Ok((!shown.has_result()).then_some(Finding::NoResult { due }))
        }
    }
}

/// The name of the ballot box that a head line `ballot box: name, key ..` gives.
fn service_named(line: &str) -> Option<ServiceName> {
    line.split([',', ' ']).next()?.parse().ok()
}
