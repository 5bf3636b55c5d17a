//! `psephos archive --precincts`: list, total and the bundle of each precinct in one folder, which every auditor takes as it is.

use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result, bail, ensure};
use audit::{LIST, PrecinctsAudit, TOTAL};

use super::Archive;
use super::folder::Unfinished;
use crate::audit_poll::precincts::{self, Set};
use crate::printable::printable;

/// Fetches and audits one precinct after the other, and then all of them together; the folder gets its name when all of it is on
/// the disk.
///
/// # Errors
/// If there is no total yet, something has a fault, or cannot be fetched or written. There is no folder then.
pub(super) fn run(archive: &Archive) -> Result<()> {
    let folder = Unfinished::begin(&archive.to)?;
    let set = Set::open(&archive.source, None, &[])?;
    let Some(total) = set.total else {
        bail!("there is no total yet: archive the election when its registrar has signed it");
    };
    let site = folder.site()?;
    write(&site, LIST, &set.list)?;
    write(&site, TOTAL, &total)?;
    let mut whole = PrecinctsAudit::new(set.list, Some(total));
    for (number, source) in (1..).zip(&set.sources) {
        eprintln!("precinct {number} of {}: {}", set.sources.len(), printable(source));
        let fetched = folder.fetched()?;
        let (published, report) = precincts::one(source, &archive.keys, &whole.named(), &fetched)?;
        let bundle =
            published.bundle.context("a precinct is archived from its address or from its bundle")?;
        let name = format!("{number}.tar");
        fs::copy(&bundle, site.join(&name)).with_context(|| format!("cannot write {name}"))?;
        whole.add(source, report);
    }
    let report = whole.finish(archive.poll, &archive.keys);
    if !report.faults.is_empty() {
        precincts::tell(&report, &mut std::io::stderr().lock())?;
        bail!("nothing was archived: what is published of this election has faults");
    }
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

fn write(site: &Path, name: &str, bytes: &[u8]) -> Result<()> {
    ensure!(!bytes.is_empty(), "{name} is empty");
    fs::write(site.join(name), bytes).with_context(|| format!("cannot write {name}"))
}
