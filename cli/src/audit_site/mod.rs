//! `psephos audit-site`: is the booth that browsers get the one whose hashes stand in the poll's public log?
//!
//! The log alone says only that everybody is shown one booth. That it is a good one, a checkout of the source says, or this
//! program, if the booth is of its own version.
//!
//! Exit codes: 0 all is as published, 1 something differs (each fault is one line), 2 the audit could not be done.

mod checkout;
mod fetch;

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Result;
use crypto::encoding::Digest;
use crypto::log::entry::{Entry, EntryKind};
use crypto::manifest::Manifest;
use crypto::note::{Note, VerifierKey};
use crypto::statement::{Assets, Statement as _};

use crate::client::BallotBox;
use crate::public_log::{LogError, PublicLog};
use crate::vote::{PollUrl, fetch_manifest};

/// What to audit.
#[derive(Debug, clap::Args)]
pub struct AuditSite {
    /// A poll's address at the ballot box, as voters get it: `https://ballots.example.net/polls/<id>`.
    pub poll: PollUrl,
    /// A checkout of the release that the ballot box says it runs; its files must be the ones served.
    #[arg(long, value_name = "DIR")]
    pub checkout: Option<PathBuf>,
    /// The ballot box's verifier key as announced to the voters; any other is refused.
    #[arg(long, value_name = "KEY")]
    pub ballot_box_key: Option<VerifierKey>,
}

/// Prints what was compared, and every fault.
pub fn run(audit: &AuditSite) -> ExitCode {
    let mut faults = Vec::new();
    let done = look(audit, &mut faults);
    for fault in &faults {
        println!("FAULT {fault}");
    }
    if !faults.is_empty() {
        println!("Do not vote with this booth. {} faults.", faults.len());
    }
    match &done {
        Err(error) => eprintln!("psephos: the audit could not be done to its end: {error:#}"),
        Ok(_) if !faults.is_empty() => {}
        Ok(Truth::Checkout) => println!("All of it is as published, and as in the checkout."),
        Ok(Truth::OwnVersion) => println!("All of it is as published, and as in this program's own version."),
        Ok(Truth::None) => println!(
            "All of it is as published: everybody who looks is shown this booth. Whether it is a good one was NOT checked: \
             name a checkout of its version with --checkout."
        ),
    }
    match done {
        _ if !faults.is_empty() => ExitCode::from(1),
        Ok(_) => ExitCode::SUCCESS,
        Err(_) => ExitCode::from(2),
    }
}

/// What the files were held against, besides the log.
enum Truth {
    Checkout,
    OwnVersion,
    None,
}

/// Adds to `faults` what differs; fails where it cannot look any further.
fn look(audit: &AuditSite, faults: &mut Vec<String>) -> Result<Truth> {
    let manifest = fetch_manifest(&audit.poll, None, audit.ballot_box_key.as_ref())?;
    let ballot_box = BallotBox::new(audit.poll.ballot_box());
    println!("Poll {}", manifest.id());
    let Some(stated) = stated(&ballot_box, &manifest, faults)? else { return Ok(Truth::None) };
    println!("Booth {} with {} files", stated.version, stated.files.len());

    let (truth, files) = truth(audit, &stated)?;
    let mut paths: BTreeSet<&str> = stated.files.keys().map(String::as_str).collect();
    // What every booth has is looked at, also if the note does not name it.
    paths.extend([PAGE, "/style.css", "/mark.svg"]);
    paths.extend(files.iter().flat_map(BTreeMap::keys).map(String::as_str));
    for path in paths {
        let named = stated.files.get(path);
        if named.is_none() {
            faults.push(format!("{path}: the assets note does not name it"));
        }
        if let Some(files) = &files {
            match (files.get(path), named) {
                (None, _) => faults.push(format!("{path}: a booth of this version has no such file")),
                (Some(right), Some(named)) if right != named => {
                    faults.push(format!("{path}: the assets note names another file than this version has"));
                }
                _ => {}
            }
        }
        let served = fetch::each_way(&ballot_box, &path.replace("{id}", &manifest.id().to_string()))?;
        for fetch::Served { asked, policy, file } in served {
            match (file, named) {
                (Err(fault), _) => faults.push(format!("{path}: {fault} ({asked})")),
                (Ok(file), Some(named)) if file != *named => {
                    faults.push(format!("{path}: what is served ({asked}) is not what the assets note says"));
                }
                _ => {}
            }
            if path == PAGE && policy != page_policy(&manifest.registrar.url) {
                let fault = "another Content-Security-Policy than the booth's";
                faults.push(format!("{path}: {fault} ({asked}): {policy}"));
            }
        }
    }
    Ok(truth)
}

/// The files that the booth should have, where that is known.
fn truth(audit: &AuditSite, stated: &Assets) -> Result<(Truth, Option<BTreeMap<String, Digest>>)> {
    if let Some(folder) = &audit.checkout {
        return Ok((Truth::Checkout, Some(checkout::files(folder)?)));
    }
    let own = Assets::parse(&ballot_box::assets::text())?;
    if own.version == stated.version {
        Ok((Truth::OwnVersion, Some(own.files)))
    } else {
        Ok((Truth::None, None))
    }
}

/// The newest assets statement of the signed log; none, and a fault, where the ballot box does not show what it signed.
fn stated(ballot_box: &BallotBox, manifest: &Manifest, faults: &mut Vec<String>) -> Result<Option<Assets>> {
    let log = match PublicLog::fetch(ballot_box, manifest) {
        Ok(log) => log,
        Err(LogError::Client(error)) if error.is_transient() => return Err(error.into()),
        Err(fault) => {
            faults.push(fault.to_string());
            return Ok(None);
        }
    };
    let logged: Vec<&Entry> = log.entries().iter().filter(|entry| entry.kind == EntryKind::Assets).collect();
    let Some(newest) = logged.last() else {
        faults.push("the public log names no assets".to_owned());
        return Ok(None);
    };
    // The notes are numbered from 1, in the order of the log.
    let note = match ballot_box.get(&manifest.id(), &format!("/assets/{}", logged.len())) {
        Ok(answer) => answer.text().map_err(|error| error.to_string()),
        Err(error) if error.is_transient() => return Err(error.into()),
        Err(error) => Err(error.to_string()),
    };
    match note.and_then(|note| open(&note, newest, manifest)) {
        Ok(assets) => Ok(Some(assets)),
        Err(fault) => {
            faults.push(format!("the newest assets note of the public log is not shown: {fault}"));
            Ok(None)
        }
    }
}

fn open(note: &str, logged: &Entry, manifest: &Manifest) -> Result<Assets, String> {
    let note = Note::parse(note).map_err(|error| error.to_string())?;
    note.verify(&manifest.ballot_box.key).map_err(|error| error.to_string())?;
    if Entry::assets(note.text()) != *logged {
        return Err("it is another one than the log names".to_owned());
    }
    Assets::parse(note.text()).map_err(|error| error.to_string())
}

/// The one policy under which the booth runs: its own modules, calls to its own origin, forms to the registrar.
fn page_policy(registrar: &str) -> String {
    format!(
        "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self' {registrar}; base-uri 'none'; \
         frame-ancestors 'none'; script-src 'self'; connect-src 'self'; require-trusted-types-for 'script'; \
         trusted-types 'none'"
    )
}

/// The page of every booth, as the assets note names it (PROTOCOL section 3).
const PAGE: &str = "/polls/{id}/booth";
