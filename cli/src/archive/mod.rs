//! `psephos archive`: everything that was published of a poll that is over, as a folder that any web server can host for ever.
//! The files have the paths at which the ballot box served them. Where such a path is a folder too (`api/v1/polls`), its own
//! answer is `index.json` in it.
//!
//! Whoever wants to can make one: nothing goes into it that the ballot box does not show to everybody, and nothing that the
//! audit finds fault with.

mod folder;
mod poll;
mod precincts;
#[cfg(test)]
mod tests;
mod write;

use std::path::PathBuf;

use anyhow::{Result, bail, ensure};
use audit::Expected;
use crypto::encoding::PollId;
use crypto::note::VerifierKey;

use self::folder::Unfinished;
use self::poll::Over;
use crate::audit_poll::{progress, show};
use crate::published::Published;

/// Which poll, and where to.
#[derive(Debug, clap::Args)]
pub struct Archive {
    /// The poll's address at the ballot box, or the bundle of a counted poll; also a mirror, or another archive.
    pub source: String,
    /// The source is all precincts of an election: its address at the registrar, or a folder with list, total and bundles. The
    /// folder then has `precincts.note`, `total.note` and a bundle of each precinct; --poll names one of them.
    #[arg(long)]
    pub precincts: bool,
    /// The new folder; what is there already is never changed.
    #[arg(long, value_name = "DIR")]
    pub to: PathBuf,
    /// The poll's id as announced to the voters; any other is refused.
    #[arg(long, value_name = "ID")]
    pub poll: Option<PollId>,
    /// The two verifier keys as announced to the voters, with a comma between; any other is refused.
    #[arg(long, value_name = "KEY,KEY", value_delimiter = ',')]
    pub keys: Vec<VerifierKey>,
}

/// Fetches, audits and writes; the folder gets its name when all of it is on the disk.
///
/// # Errors
/// If the poll is not over, has faults, or cannot be fetched or written. There is no folder then.
pub fn run(archive: &Archive) -> Result<()> {
    if archive.precincts {
        return precincts::run(archive);
    }
    let folder = Unfinished::begin(&archive.to)?;
    let mut published = Published::open(&archive.source, archive.poll, &folder.fetched()?)?;
    if let Some(gap) = published.gap.take() {
        return Err(gap);
    }
    let expected = Expected {
        poll: archive.poll.or(published.named),
        keys: archive.keys.clone(),
        polls: published.polls.clone(),
        ..Expected::default()
    };
    let report = audit::audit(&published.material, &expected, progress().as_ref())?;
    if !report.faults.is_empty() {
        show::report(&report, &mut std::io::stderr().lock())?;
        bail!("nothing was archived: what is published of this poll has faults; `psephos audit` tells more");
    }
    let Some(over) = Over::read(&published.material)? else {
        bail!("the poll is not over: archive it when its result is signed, or when it is cancelled");
    };
    ensure!(
        published.bundle.is_some() || over.state.is_cancelled(),
        "a counted poll is archived from its address or from its bundle, not from a folder with the files of one"
    );
    let ballots = report.figures.ballots.unwrap_or(0);
    write::all(&folder.site()?, &over, &published, ballots)?;
    folder.finish(&archive.to)?;
    if over.state.issuance.is_none() && !over.state.is_cancelled() {
        eprintln!(
            "The registrar has not stated yet how many passes it issued: make another archive when it has."
        );
    }
    println!("Poll {}: {ballots} ballots, all in order, in {}", over.manifest.id(), archive.to.display());
    println!("Any web server can host it. Check it with: psephos audit {}", archive.to.display());
    Ok(())
}
