//! `psephos export`: the published ballots of one question in formats that other programs count.

mod blt;
mod cvr;
mod published;

use std::fs;
use std::io::{self, Write as _};
use std::path::PathBuf;

use anyhow::{Context as _, Result, ensure};
use clap::ValueEnum;
use crypto::content::Answer;
use crypto::encoding::{BallotHash, PollId};
use crypto::manifest::{Manifest, Question};
use crypto::note::VerifierKey;

use self::published::Published;

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
    /// The poll's id as announced to the voters; any other is refused.
    #[arg(long, value_name = "ID")]
    pub poll: Option<PollId>,
    /// The registrar's verifier key as announced to the voters; any other is refused.
    #[arg(long, value_name = "KEY")]
    pub registrar_key: Option<VerifierKey>,
    /// The ballot box's verifier key as announced to the voters; any other is refused.
    #[arg(long, value_name = "KEY")]
    pub ballot_box_key: Option<VerifierKey>,
}

/// What other programs read.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum Format {
    /// .blt of OpenSTV and OpaVote, for rankings.
    Blt,
    /// Cast vote records (NIST SP 1500-103) as JSON, for questions of every kind.
    Cvr,
}

/// One ballot's answer to the question.
struct Vote {
    ballot: BallotHash,
    answer: Answer,
}

/// Writes the export. Every ballot is verified again on the way, and all of them must be just those of the signed result: what
/// nobody was allowed to cast is not exported, and nothing is left out.
pub fn run(export: &Export) -> Result<()> {
    let Published { manifest, votes } = published::read(export)?;
    eprintln!("Poll {}: {} ballots, those of the signed result.", manifest.id(), votes.len());
    eprintln!("Registrar  {}\nBallot box {}", manifest.registrar.key, manifest.ballot_box.key);
    let question = question(&manifest, export.question.as_deref())?;
    // Written whole or not at all: what cannot be said in this format spoils no file.
    let mut out = Vec::new();
    match export.format {
        Format::Blt => blt::write(&manifest, question, &votes, &mut out)?,
        Format::Cvr => cvr::write(&manifest, question, &votes, &mut out)?,
    }
    match &export.output {
        Some(file) => fs::write(file, &out).with_context(|| format!("cannot write {}", file.display())),
        None => io::stdout().lock().write_all(&out).context("cannot write to standard output"),
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
