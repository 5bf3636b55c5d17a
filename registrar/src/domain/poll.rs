//! A poll as the registrar sees it.
//!
//! ```text
//!           seal             countersigned             issuance closes           voting closes
//!  draft ----------> sealed --------------> published -----------------> issued ---------------> over
//!   ^  |               |                                key destroyed,            signatures erased
//!   +--+ edit          | refused by the                 statement signed
//!   ^                  | ballot box
//!   +------------------+ (key forgotten)
//! ```
//!
//! A crash at any step leaves the poll in one of these states, and the next attempt or tick goes on from there.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use crypto::manifest::{Manifest, ManifestError};
use crypto::note::{Note, NoteError};
use crypto::time::UtcTime;

use super::account::Account;
use super::draft::{Draft, Electorate};
use super::email::domain_of;
use super::letter::Letter;
use super::zone::Zone;
use crate::store::polls::PollRow;

impl PollRow {
    /// The draft, from which a published poll was made; none if what is stored is none.
    pub(crate) fn drafted(&self) -> Option<Draft> {
        serde_json::from_str(&self.draft).ok()
    }

    /// The languages of its texts.
    pub(crate) fn languages(&self) -> Vec<String> {
        self.drafted().map_or_else(|| vec!["en".to_owned()], |draft| draft.languages)
    }

    /// The end of voting, or what its draft says of it.
    pub(crate) fn closes(&self) -> Option<UtcTime> {
        let planned = || self.drafted().map(|draft| draft.voting_closes);
        self.voting_closes.map(UtcTime::from_unix).or_else(planned)
    }
}

/// Where a poll stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum State {
    /// Can be edited.
    Draft,
    /// Manifest and key are made and stored; the ballot box may or may not know.
    Sealed,
    /// Countersigned; passes are issued in the window.
    Published,
    /// Issuance has closed.
    Issued,
    /// Voting has closed.
    Over,
}

impl State {
    /// As it is stored.
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Sealed => "sealed",
            Self::Published => "published",
            Self::Issued => "issued",
            Self::Over => "over",
        }
    }

    /// Inverse of [`State::as_str`].
    pub(crate) fn parse(text: &str) -> Option<Self> {
        [Self::Draft, Self::Sealed, Self::Published, Self::Issued, Self::Over]
            .into_iter()
            .find(|state| state.as_str() == text)
    }
}

/// Why a stored poll cannot be used: the database was tampered with, or belongs to another version.
#[derive(Debug, thiserror::Error)]
pub(crate) enum PollBroken {
    /// The manifest note.
    #[error("the stored manifest is no note: {0}")]
    Note(#[from] NoteError),
    /// The manifest itself.
    #[error("the stored manifest is none: {0}")]
    Manifest(#[from] ManifestError),
    /// The draft.
    #[error("the stored draft is none: {0}")]
    Draft(#[from] serde_json::Error),
    /// A column that a sealed poll has.
    #[error("the stored poll lacks {0}")]
    Lacks(&'static str),
}

/// What never changes about a published poll, read once.
#[derive(Debug)]
pub(crate) struct Published {
    /// The id of its draft, the key of our tables.
    pub(crate) draft: String,
    /// Its manifest.
    pub(crate) manifest: Manifest,
    /// The manifest note with both signatures, as stored.
    pub(crate) note: String,
    /// Who may vote.
    pub(crate) electorate: Electorate,
    /// In which its organisers think of its windows.
    pub(crate) zone: Zone,
    /// Whether its officers see who has a pass.
    pub(crate) pass_list: bool,
    /// For how many days after the end of voting its organisers want to know who its voters were, if they said so.
    pub(crate) retention_days: Option<u16>,
    /// What a voter is written about an issued pass: the same to all, written when the first is told.
    pub(super) pass_letter: OnceLock<Letter>,
}

/// Texts of a poll in one language.
#[derive(Debug)]
pub(crate) struct Said<'a> {
    /// Its title.
    pub(crate) title: String,
    /// Markdown.
    pub(crate) description: String,
    /// Of both: a tag of the manifest.
    pub(crate) lang: &'a str,
}

impl Published {
    /// Reads a row of a poll that is sealed or more.
    pub(crate) fn read(row: &PollRow) -> Result<Self, PollBroken> {
        let note = row.manifest.clone().ok_or(PollBroken::Lacks("manifest"))?;
        let manifest = Manifest::parse(Note::parse(&note)?.text())?;
        let draft: Draft = serde_json::from_str(&row.draft)?;
        let zone = draft.zone();
        Ok(Self {
            draft: row.id.clone(),
            manifest,
            note,
            electorate: draft.electorate,
            zone,
            pass_list: draft.pass_list,
            retention_days: draft.retention_days,
            pass_letter: OnceLock::new(),
        })
    }

    /// The title in the poll's first language.
    pub(crate) fn title(&self) -> &str {
        title(&self.manifest.title, &self.manifest.languages)
    }

    /// The language of [`Published::title`].
    pub(crate) fn language(&self) -> &str {
        self.manifest.first_language()
    }

    /// What pages in the language `wanted`, a primary subtag, say of the poll: its texts in that language if it has them, else in
    /// its first.
    pub(crate) fn said_in(&self, wanted: &str) -> Said<'_> {
        self.said_by(self.manifest.language_near(wanted))
    }

    /// The same in the poll's first language.
    pub(crate) fn said(&self) -> Said<'_> {
        self.said_by(self.language())
    }

    fn said_by<'a>(&'a self, lang: &'a str) -> Said<'a> {
        let manifest = &self.manifest;
        let said = |text: &'_ crypto::manifest::Text| text.in_language(lang, &manifest.languages).to_owned();
        Said { title: said(&manifest.title), description: said(&manifest.description), lang }
    }

    /// Whether an open poll admits this account; none for a poll with a roll, which decides.
    pub(crate) fn admits(&self, account: &Account) -> Option<bool> {
        match &self.electorate {
            Electorate::Roll => None,
            Electorate::Open { domains } => {
                let own = domain_of(&account.email);
                Some(domains.is_empty() || domains.iter().any(|domain| domain == own))
            }
        }
    }

    /// The end of issuing: the manifest's, or an earlier end of voting.
    pub(crate) fn issuance_closes(&self, voting_closes: UtcTime) -> UtcTime {
        self.manifest.issuance_closes.min(voting_closes)
    }

    /// The booth's address.
    pub(crate) fn booth(&self) -> String {
        format!("{}/polls/{}/booth", self.manifest.ballot_box.url, self.manifest.id())
    }
}

/// What changes about a published poll.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Standing {
    /// Where it stands.
    pub(crate) state: State,
    /// The end of voting, notices included.
    pub(crate) voting_closes: UtcTime,
    /// Whether it was cancelled.
    pub(crate) cancelled: bool,
}

impl Standing {
    /// From a row of a poll that is sealed or more.
    pub(crate) fn read(row: &PollRow) -> Result<Self, PollBroken> {
        Ok(Self {
            state: State::parse(&row.state).ok_or(PollBroken::Lacks("a known state"))?,
            voting_closes: row
                .voting_closes
                .map(UtcTime::from_unix)
                .ok_or(PollBroken::Lacks("voting_closes"))?,
            cancelled: row.cancelled,
        })
    }
}

/// Published polls that were read before.
#[derive(Debug, Default)]
pub(crate) struct Polls {
    read: Mutex<HashMap<String, Arc<Published>>>,
}

impl Polls {
    /// The poll of this row.
    pub(crate) fn published(&self, row: &PollRow) -> Result<Arc<Published>, PollBroken> {
        let mut read = self.read.lock().unwrap_or_else(PoisonError::into_inner);
        // Only what is countersigned stays as it is; a sealed poll may become a draft again.
        if let Some(known) = read.get(&row.id).filter(|known| Some(&known.note) == row.manifest.as_ref()) {
            return Ok(Arc::clone(known));
        }
        let published = Arc::new(Published::read(row)?);
        read.insert(row.id.clone(), Arc::clone(&published));
        Ok(published)
    }
}

/// A text of the manifest in its first language.
pub(crate) fn title<'a>(text: &'a crypto::manifest::Text, languages: &[String]) -> &'a str {
    text.in_language(languages.first().map_or("en", String::as_str), languages)
}
