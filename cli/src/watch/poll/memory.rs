//! What is remembered of a poll from look to look.

use std::collections::BTreeMap;

use crypto::manifest::Manifest;
use crypto::note::Note;
use crypto::time::UtcTime;
use serde::{Deserialize, Serialize};

use super::mirrors::MirrorMemory;
use super::shown::Shown;
use crate::watch::counts::Highest;
use crate::watch::log::LogMemory;

/// What is remembered of a poll.
#[derive(Debug, Serialize, Deserialize)]
pub(in crate::watch) struct PollMemory {
    /// The manifest's note.
    pub(in crate::watch) manifest: String,
    pub(in crate::watch) log: LogMemory,
    /// The newest checkpoint that was seen, with its cosignatures.
    pub(in crate::watch) checkpoint: Option<String>,
    pub(in crate::watch) notices: Vec<String>,
    pub(in crate::watch) issuance: Option<String>,
    /// How many assets statements were shown that the list names.
    pub(in crate::watch) assets: usize,
    pub(in crate::watch) results: Vec<String>,
    pub(in crate::watch) highest: Highest,
    /// What mirrors showed, by their address.
    #[serde(default)]
    pub(super) mirrors: BTreeMap<String, MirrorMemory>,
    /// When it was last looked at, in vain or not.
    pub(in crate::watch) looked: UtcTime,
    /// Since when nothing more is expected of it.
    pub(in crate::watch) over: Option<UtcTime>,
}

impl PollMemory {
    /// Of a poll that was never looked at.
    pub(in crate::watch) fn new(manifest: String, now: UtcTime) -> Self {
        Self {
            manifest,
            log: LogMemory::default(),
            checkpoint: None,
            notices: Vec::new(),
            issuance: None,
            assets: 0,
            results: Vec::new(),
            highest: Highest::default(),
            mirrors: BTreeMap::new(),
            looked: now,
            over: None,
        }
    }

    /// In a few words.
    pub(in crate::watch) fn words(&self) -> String {
        let state = match (self.over, self.results.is_empty()) {
            (_, false) => ", counted",
            (Some(_), true) => ", cancelled",
            (None, true) => "",
        };
        let ballots = if self.log.ballots == 1 { "ballot" } else { "ballots" };
        let lag: String = self.mirrors.iter().filter_map(|(base, mirror)| mirror.words(base)).collect();
        format!("{} {ballots} on a list of {} entries{state}{lag}", self.log.ballots, self.log.size())
    }

    /// Takes in what was shown, as far as it is signed by whom it names. The first issuance statement stays.
    pub(super) fn keep(&mut self, shown: Shown, manifest: &Manifest) {
        let by_registrar = |note: &String| {
            Note::parse(note).is_ok_and(|parsed| parsed.verify(&manifest.registrar.key).is_ok())
        };
        let add = |kept: &mut Vec<String>, note: String| {
            if kept.len() < MOST_KEPT && !kept.contains(&note) {
                kept.push(note);
            }
        };
        let Shown { result, notices, issuance, .. } = shown;
        result.into_iter().for_each(|(_, note)| add(&mut self.results, note));
        notices.into_iter().filter(by_registrar).for_each(|note| add(&mut self.notices, note));
        if self.issuance.is_none() {
            self.issuance = issuance.filter(by_registrar);
        }
    }
}

/// Of results, and of notices.
const MOST_KEPT: usize = 256;
