//! `psephos archive --precincts`: list, total and the bundle of each precinct in one folder, which every auditor takes as it is.

use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result, bail, ensure};
use audit::{Ended, LIST, PrecinctsAudit, TOTAL};

use super::folder::Unfinished;
use super::poll::Over;
use super::{Archive, write};
use crate::audit_poll::precincts::{self, Set};
use crate::printable::printable;
use crate::published::Published;

/// Fetches and audits one precinct after the other, and then all of them together; the folder gets its name when all of it is on
/// the disk.
///
/// # Errors
/// If there is no total yet and no precinct was cancelled, so that there will be one, or something has a fault, or cannot be fetched or
/// written. There is no folder then.
pub(super) fn run(archive: &Archive) -> Result<()> {
    let folder = Unfinished::begin(&archive.to)?;
    let set = Set::open(&archive.source, None, &[])?;
    let site = folder.site()?;
    statement(&site, LIST, &set.list)?;
    if let Some(total) = &set.total {
        statement(&site, TOTAL, total)?;
    }
    let has_total = set.total.is_some();
    let mut whole = PrecinctsAudit::new(set.list, set.total);
    for (number, source) in (1..).zip(&set.sources) {
        eprintln!("precinct {number} of {}: {}", set.sources.len(), printable(source));
        let fetched = folder.fetched()?;
        let (published, report) = precincts::one(source, &archive.keys, &whole.named(), &fetched)?;
        // By its place on the list; what is not on it is a fault, and nothing is kept.
        let place = whole.named().iter().position(|poll| Some(*poll) == report.poll);
        if let Some(place) = place.filter(|_| report.faults.is_empty()) {
            keep(&site, place + 1, &published, report.figures.ballots.unwrap_or(0))?;
        }
        whole.add(source, report);
    }
    let report = whole.finish(archive.poll, &archive.keys);
    if !report.faults.is_empty() {
        precincts::tell(&report, &mut std::io::stderr().lock())?;
        bail!("nothing was archived: what is published of this election has faults");
    }
    let cancelled = report.polls.iter().any(|one| one.report.ended == Some(Ended::Cancelled));
    ensure!(
        has_total || cancelled,
        "there is no total yet: archive the election when its registrar has signed it"
    );
    folder.finish(&archive.to)?;
    let ballots = report.figures.ballots.unwrap_or(0);
    println!(
        "{} precincts with {ballots} ballots, all in order, in {}",
        set.sources.len(),
        archive.to.display()
    );
    println!("Check it with: psephos audit --precincts {}", archive.to.display());
    Ok(())
}

/// The bundle of precinct `number`; of one that was cancelled, and has none, an archive of its own.
fn keep(site: &Path, number: usize, published: &Published, ballots: u64) -> Result<()> {
    if let Some(bundle) = &published.bundle {
        let name = format!("{number}.tar");
        fs::copy(bundle, site.join(&name)).with_context(|| format!("cannot write {name}"))?;
        return Ok(());
    }
    let over = Over::read(&published.material)?.filter(|over| over.state.is_cancelled());
    let over = over.with_context(|| {
        format!(
            "precinct {number} is neither counted nor cancelled, or it is given as the files of a bundle: a precinct is archived \
             from its address or from its bundle"
        )
    })?;
    write::all(&site.join(number.to_string()), &over, published, ballots)
}

fn statement(site: &Path, name: &str, bytes: &[u8]) -> Result<()> {
    ensure!(!bytes.is_empty(), "{name} is empty");
    fs::write(site.join(name), bytes).with_context(|| format!("cannot write {name}"))
}
