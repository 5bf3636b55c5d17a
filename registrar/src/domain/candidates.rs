//! Candidates: who stands for an option of a draft writes the own text, and the poll's officers approve it. What is approved
//! becomes the option's description, and with it a part of the manifest.
//!
//! ```text
//! invited --write--> written --approve--> approved
//!                     ^   |                  |
//!               write |   | send back        | write
//!                     |   v                  v
//!                    returned             written (the approved text stays in the draft)
//! ```
//!
//! Nothing can be written or approved once the poll is published. A candidacy goes with its option, and with the voters.

mod approval;
mod invitation;
mod words;

use crypto::manifest::{QuestionOption, Text as ManifestText, language_near};
use serde::Serialize;
use serde_json::{Value, json};
use web::i18n::Text;

pub(crate) use self::approval::{approve, send_back};
pub(crate) use self::invitation::{invite, let_go, remove, removed};
pub(crate) use self::words::{MOST_PROFILE, MOST_STATEMENT, Words, description, tag};
use super::account::Account;
use super::audit::{self, Action, Actor, Event};
use super::draft::{Draft, DraftError};
use super::poll::{self, PollBroken};
use crate::registrar::Registrar;
use crate::store;
use crate::store::candidates::Candidacy;
use crate::store::polls::PollRow;

/// How far a candidacy has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum State {
    /// Nothing is written.
    Invited,
    /// An officer has to read it.
    Written,
    /// The candidate has to change it.
    Returned,
    /// It is the option's description.
    Approved,
}

impl State {
    /// As it is stored.
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Invited => "invited",
            Self::Written => "written",
            Self::Returned => "returned",
            Self::Approved => "approved",
        }
    }
}

/// Why nothing was changed.
#[derive(Debug, thiserror::Error)]
pub(crate) enum CandidateError {
    /// No such candidacy, or somebody else's.
    #[error("{}", self.text())]
    NoCandidacy,
    /// The draft has no such option.
    #[error("{}", self.text())]
    NoOption,
    /// The poll is published, or being published.
    #[error("{}", self.text())]
    Published,
    /// Somebody else stands for the option.
    #[error("{}", self.text())]
    Taken(String),
    /// A text that cannot be taken.
    #[error("{field}: {problem}")]
    Text {
        /// Which.
        field: &'static str,
        /// What is wrong with it.
        problem: Text,
    },
    /// There is nothing to be approved or sent back.
    #[error("{}", self.text())]
    Nothing,
    /// The candidate has changed it since.
    #[error("{}", self.text())]
    Changed,
    /// With this text the draft would break a rule.
    #[error("{}", self.text())]
    Draft(#[from] DraftError),
    /// A stored draft cannot be read.
    #[error(transparent)]
    Broken(#[from] PollBroken),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] web::DbError),
}

impl CandidateError {
    /// For a page.
    pub(crate) fn text(&self) -> Text {
        match self {
            Self::NoCandidacy => Text::new("candidate-error-no-candidacy"),
            Self::NoOption => Text::new("candidate-error-no-option"),
            Self::Published => Text::new("candidate-error-published"),
            Self::Taken(email) => Text::new("candidate-error-taken").with("email", email.as_str()),
            Self::Text { problem, .. } => problem.clone(),
            Self::Nothing => Text::new("candidate-error-nothing"),
            Self::Changed => Text::new("candidate-error-changed"),
            Self::Draft(error) => Text::new("candidate-error-draft").with("detail", error.text()),
            Self::Broken(_) | Self::Store(_) => {
                Text::new("publish-error-other").with("detail", self.to_string())
            }
        }
    }
}

/// A candidacy and the names around it.
#[derive(Debug, Clone)]
pub(crate) struct Standing {
    /// The candidacy.
    pub(crate) candidacy: Candidacy,
    /// Whether it can still be changed.
    pub(crate) open: bool,
    poll: ManifestText,
    question: ManifestText,
    option: ManifestText,
    languages: Vec<String>,
}

/// The names around a candidacy, in one of the poll's languages.
#[derive(Debug, Serialize)]
pub(crate) struct Named<'a> {
    /// The poll's title.
    pub(crate) poll: &'a str,
    /// The question's title.
    pub(crate) question: &'a str,
    /// The option's title.
    pub(crate) option: &'a str,
    /// The language.
    pub(crate) lang: &'a str,
}

impl Standing {
    /// In the poll's language that is nearest to `wanted`, a primary subtag.
    pub(crate) fn named_in(&self, wanted: &str) -> Named<'_> {
        self.named_by(language_near(&self.languages, wanted))
    }

    /// In the poll's first language.
    pub(crate) fn named(&self) -> Named<'_> {
        self.named_by(self.languages.first().map_or("en", String::as_str))
    }

    fn named_by<'a>(&'a self, lang: &'a str) -> Named<'a> {
        let [poll, question, option] =
            [&self.poll, &self.question, &self.option].map(|text| text.in_language(lang, &self.languages));
        Named { poll, question, option, lang }
    }
}

/// An option of a draft and who stands for it.
#[derive(Debug, Clone)]
pub(crate) struct Place {
    /// The question's id and title.
    pub(crate) question: (String, String),
    /// The option's id and title.
    pub(crate) option: (String, String),
    /// Who stands for it, if anybody does.
    pub(crate) candidacy: Option<Candidacy>,
}

/// The options of a draft, in order, and who stands for them. Blocks.
pub(crate) fn places(registrar: &Registrar, row: &PollRow) -> Result<Vec<Place>, CandidateError> {
    let draft: Draft = serde_json::from_str(&row.draft).map_err(PollBroken::from)?;
    let mut known = registrar.db.run_here(|conn| store::candidates::of_poll(conn, &row.id))?;
    let mut places = Vec::new();
    for question in &draft.questions {
        for option in &question.options {
            let at = known.iter().position(|one| one.question == question.id && one.choice == option.id);
            places.push(Place {
                question: (question.id.clone(), poll::title(&question.title, &draft.languages).to_owned()),
                option: (option.id.clone(), poll::title(&option.title, &draft.languages).to_owned()),
                candidacy: at.map(|at| known.swap_remove(at)),
            });
        }
    }
    Ok(places)
}

/// The candidacies of an account: only the own, and only those whose option is still there. Blocks.
pub(crate) fn own(registrar: &Registrar, account: &Account) -> Result<Vec<Standing>, CandidateError> {
    registrar.db.run_here(|conn| {
        let mut all = Vec::new();
        for candidacy in store::candidates::of_email(conn, &account.email)? {
            if let Some(row) = store::polls::by_draft(conn, &candidacy.poll)? {
                all.extend(standing(candidacy, &row)?);
            }
        }
        Ok(all)
    })
}

/// One of them. Blocks.
pub(crate) fn own_one(
    registrar: &Registrar,
    account: &Account,
    id: &str,
) -> Result<Standing, CandidateError> {
    own(registrar, account)?
        .into_iter()
        .find(|standing| standing.candidacy.id == id)
        .ok_or(CandidateError::NoCandidacy)
}

/// The candidate writes; an officer has to approve it. Blocks.
pub(crate) fn write(
    registrar: &Registrar,
    account: &Account,
    id: &str,
    words: &Words,
) -> Result<(), CandidateError> {
    own_one(registrar, account, id)?;
    registrar.db.write_here(|conn| {
        let known = store::candidates::find(conn, id)?.ok_or(CandidateError::NoCandidacy)?;
        open_draft(conn, &known.poll)?;
        store::candidates::write(conn, id, &words.profile, &words.statement)?;
        // The log tells that it was written, and not what: the text is not public before it is approved. Nor by whom: a
        // candidate is a voter, and nothing of the log can be erased.
        let after = json!({ "question": known.question, "option": known.choice, "candidacy": id });
        note(conn, registrar, Actor::System, Action::CandidateWrite, &known.poll, after)
    })
}

/// The draft as it is now, if it is still one.
fn open_draft(conn: &mut web::DbConnection, id: &str) -> Result<(PollRow, Draft), CandidateError> {
    let row = store::polls::by_draft(conn, id)?.ok_or(CandidateError::NoCandidacy)?;
    if poll::State::parse(&row.state) != Some(poll::State::Draft) {
        return Err(CandidateError::Published);
    }
    let draft = serde_json::from_str(&row.draft).map_err(PollBroken::from)?;
    Ok((row, draft))
}

fn option_of<'a>(draft: &'a mut Draft, question: &str, option: &str) -> Option<&'a mut QuestionOption> {
    let question = draft.questions.iter_mut().find(|one| one.id == question)?;
    question.options.iter_mut().find(|one| one.id == option)
}

fn title_of(draft: &mut Draft, question: &str, option: &str) -> Option<String> {
    let languages = draft.languages.clone();
    option_of(draft, question, option).map(|option| poll::title(&option.title, &languages).to_owned())
}

/// None if the option is gone.
fn standing(candidacy: Candidacy, row: &PollRow) -> Result<Option<Standing>, CandidateError> {
    let draft: Draft = serde_json::from_str(&row.draft).map_err(PollBroken::from)?;
    let Some(question) = draft.questions.into_iter().find(|one| one.id == candidacy.question) else {
        return Ok(None);
    };
    let Some(option) = question.options.into_iter().find(|one| one.id == candidacy.choice) else {
        return Ok(None);
    };
    let open = poll::State::parse(&row.state) == Some(poll::State::Draft);
    let (poll, question, option, languages) = (draft.title, question.title, option.title, draft.languages);
    Ok(Some(Standing { candidacy, open, poll, question, option, languages }))
}

fn note(
    conn: &mut web::DbConnection,
    registrar: &Registrar,
    actor: Actor,
    action: Action,
    draft: &str,
    after: Value,
) -> Result<(), CandidateError> {
    let event = Event::new(actor, action, audit::draft(draft)).after(after);
    Ok(store::audit::append(conn, registrar.clock.now(), &event)?)
}
