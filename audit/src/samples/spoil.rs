//! One thing that is wrong, and what an audit has to say of it.

use std::fs;
use std::io;
use std::path::Path;

use super::{Election, Files};
use crate::{Expected, FaultKind};

/// A published election to audit: a bundle, and what the auditor knows from elsewhere.
pub struct Sample {
    /// The bundle.
    pub bundle: Vec<u8>,
    /// What is known besides.
    pub expected: Expected,
}

/// A way to spoil an election.
pub struct Spoil {
    /// Its name.
    pub name: &'static str,
    /// What the audit must find, possibly beside other faults that follow from it.
    pub fault: FaultKind,
    /// Whether the services did nothing wrong: the files were changed, or put together wrongly, by somebody else. Then
    /// nobody may be convicted.
    pub innocent: bool,
    /// Spoils it.
    pub(super) make: Box<dyn Fn(&Election) -> Sample>,
}

impl Spoil {
    /// The spoiled election.
    pub fn sample(&self, election: &Election) -> Sample {
        (self.make)(election)
    }

    /// Whatever is made of the election.
    pub(super) fn new(
        name: &'static str,
        fault: FaultKind,
        make: impl Fn(&Election) -> Sample + 'static,
    ) -> Self {
        Self { name, fault, innocent: false, make: Box::new(make) }
    }

    /// The services did nothing wrong.
    pub(super) fn innocent(self) -> Self {
        Self { innocent: true, ..self }
    }

    /// Files are changed after the services signed.
    pub(super) fn files(name: &'static str, fault: FaultKind, edit: impl Fn(&mut Files) + 'static) -> Self {
        Self::new(name, fault, move |election| {
            let mut files = election.files();
            edit(&mut files);
            Sample::of(&files)
        })
        .innocent()
    }

    /// The bundle's own bytes are changed.
    pub(super) fn bytes(name: &'static str, fault: FaultKind, edit: impl Fn(&mut Vec<u8>) + 'static) -> Self {
        Self::new(name, fault, move |election| {
            let mut bundle = election.files().tar();
            edit(&mut bundle);
            Sample { bundle, expected: Expected::default() }
        })
        .innocent()
    }

    /// The services do wrong, and sign it: log, checkpoint and result are made anew.
    pub(super) fn signed(
        name: &'static str,
        fault: FaultKind,
        edit: impl Fn(&mut Election) + 'static,
    ) -> Self {
        Self::election(name, fault, move |election| {
            edit(election);
            election.publish();
        })
    }

    /// As [`Spoil::signed`], with nothing made anew: log and results stand as `edit` leaves them.
    pub(super) fn election(
        name: &'static str,
        fault: FaultKind,
        edit: impl Fn(&mut Election) + 'static,
    ) -> Self {
        Self::new(name, fault, move |election| {
            let mut election = election.clone();
            edit(&mut election);
            Sample::of(&election.files())
        })
    }

    /// What the auditor knows from elsewhere does not fit.
    pub(super) fn expected(
        name: &'static str,
        fault: FaultKind,
        expected: impl Fn(&Election) -> Expected + 'static,
    ) -> Self {
        Self::new(name, fault, move |election| Sample {
            expected: expected(election),
            ..Sample::of(&election.files())
        })
    }
}

impl Sample {
    /// These files, and nothing else known.
    pub fn of(files: &Files) -> Self {
        Self { bundle: files.tar(), expected: Expected::default() }
    }

    /// Writes `<name>.tar`, and beside it what the auditor knows: `<name>.expected.json`.
    ///
    /// # Errors
    /// If a file cannot be written.
    pub fn write(&self, folder: &Path, name: &str) -> io::Result<()> {
        fs::write(folder.join(format!("{name}.tar")), &self.bundle)?;
        let Expected { poll, keys, since, receipts, now, polls: _, siblings: _ } = &self.expected;
        let keys: Vec<String> = keys.iter().map(ToString::to_string).collect();
        let texts =
            |named: &[(String, String)]| named.iter().map(|(_, text)| text.clone()).collect::<Vec<_>>();
        let expected = serde_json::json!({
            "poll": poll, "now": now, "keys": keys, "since": texts(since), "receipts": texts(receipts),
        });
        fs::write(folder.join(format!("{name}.expected.json")), format!("{expected}\n"))
    }
}
