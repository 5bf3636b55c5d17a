//! `psephos export`: the published ballots of one question in formats that other programs count.

mod blt;
mod cvr;

use std::fs::File;
use std::io::{self, BufReader, BufWriter, Read, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail, ensure};
use clap::ValueEnum;
use crypto::ballot::Ballot;
use crypto::content::Answer;
use crypto::encoding::BallotHash;
use crypto::manifest::{Manifest, Question};
use crypto::note::Note;

use crate::client::BallotBox;
use crate::vote::{PollUrl, fetch_manifest};

/// Which ballots, and as what.
#[derive(Debug, clap::Args)]
pub struct Export {
    /// The bundle of a counted poll, or the poll's address at the ballot box.
    pub source: String,
    /// The format to write.
    #[arg(long)]
    pub format: Format,
    /// The question, by its id; it can be left out if the poll asks only one.
    #[arg(long, value_name = "ID")]
    pub question: Option<String>,
    /// Write to this file instead of standard output.
    #[arg(long, value_name = "FILE")]
    pub output: Option<PathBuf>,
}

/// What other programs read.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum Format {
    /// .blt of OpenSTV and OpaVote, for rankings.
    Blt,
    /// Cast vote records (NIST SP 1500-103) as JSON, for rankings and choices.
    Cvr,
}

/// One ballot's answer to the question.
struct Vote {
    ballot: BallotHash,
    answer: Answer,
}

/// Writes the export. Every ballot is verified again on the way: what nobody was allowed to cast is not exported.
pub fn run(export: &Export) -> Result<()> {
    let (manifest, votes) = read(&export.source, export.question.as_deref())?;
    let question = question(&manifest, export.question.as_deref())?;
    let mut out: Box<dyn Write> = match &export.output {
        Some(file) => {
            Box::new(File::create(file).with_context(|| format!("cannot write {}", file.display()))?)
        }
        None => Box::new(io::stdout().lock()),
    };
    let mut out = BufWriter::new(&mut out);
    match export.format {
        Format::Blt => blt::write(&manifest, question, &votes, &mut out)?,
        Format::Cvr => cvr::write(&manifest, question, &votes, &mut out)?,
    }
    out.flush()?;
    Ok(())
}

/// The manifest and the answers to the question, from wherever they are.
fn read(source: &str, question: Option<&str>) -> Result<(Manifest, Vec<Vote>)> {
    if Path::new(source).is_file() {
        return bundle(Path::new(source), question).with_context(|| source.to_owned());
    }
    let url: PollUrl =
        source.parse().with_context(|| format!("{source} is no file, and no poll's address either"))?;
    let manifest = fetch_manifest(&url, None, None)?;
    let ballots = BallotBox::new(url.ballot_box()).get(&url.id(), "/ballots")?.body;
    let votes = votes(&manifest, question, &mut ballots.as_slice())?;
    Ok((manifest, votes))
}

/// PROTOCOL section 9: `manifest.note` stands first in a bundle, `ballots.bin` somewhere behind it.
fn bundle(file: &Path, question: Option<&str>) -> Result<(Manifest, Vec<Vote>)> {
    let mut archive = tar::Archive::new(BufReader::new(File::open(file)?));
    let mut manifest = None;
    for entry in archive.entries().context("is no bundle of a poll")? {
        let mut entry = entry.context("is no bundle of a poll")?;
        match entry.path()?.to_str() {
            Some("manifest.note") => {
                let mut note = String::new();
                entry.read_to_string(&mut note).context("manifest.note cannot be read")?;
                let note = Note::parse(&note).context("manifest.note is no signed note")?;
                let read = Manifest::parse(note.text()).context("manifest.note holds no manifest")?;
                note.verify(&read.registrar.key)
                    .context("the registrar's signature on the manifest does not hold")?;
                note.verify(&read.ballot_box.key)
                    .context("the ballot box's signature on the manifest does not hold")?;
                manifest = Some(read);
            }
            Some("ballots.bin") => {
                let manifest = manifest.context("holds its ballots before its manifest")?;
                let votes = votes(&manifest, question, &mut entry)?;
                return Ok((manifest, votes));
            }
            _ => {}
        }
    }
    bail!("holds no ballots.bin: it is no bundle of a counted poll")
}

/// `u16 length || ballot` each.
fn votes(manifest: &Manifest, id: Option<&str>, ballots: &mut impl Read) -> Result<Vec<Vote>> {
    let id = &question(manifest, id)?.id;
    let place = manifest.questions.iter().position(|question| question.id == *id);
    let place = place.context("the poll has that question")?;
    let mut votes = Vec::new();
    loop {
        let number = votes.len() + 1;
        let mut length = [0; 2];
        if ballots.read(&mut length[..1])? == 0 {
            return Ok(votes);
        }
        ballots.read_exact(&mut length[1..]).with_context(|| format!("ballot {number} is cut off"))?;
        let mut bytes = vec![0; usize::from(u16::from_be_bytes(length))];
        ballots.read_exact(&mut bytes).with_context(|| format!("ballot {number} is cut off"))?;
        let ballot =
            Ballot::parse(&bytes, manifest.content_size).with_context(|| format!("ballot {number}"))?;
        let content = ballot.verify(manifest).with_context(|| format!("ballot {number} is not valid"))?;
        votes.push(Vote { ballot: ballot.hash(), answer: content.answers[place].clone() });
    }
}

fn question<'m>(manifest: &'m Manifest, id: Option<&str>) -> Result<&'m Question> {
    let known =
        || manifest.questions.iter().map(|question| question.id.as_str()).collect::<Vec<_>>().join(", ");
    match id {
        Some(id) => manifest
            .question(id)
            .with_context(|| format!("the poll has no question {id:?}; it asks {}", known())),
        None => {
            ensure!(manifest.questions.len() == 1, "the poll asks {}: name one with --question", known());
            Ok(&manifest.questions[0])
        }
    }
}
