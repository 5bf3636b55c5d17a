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
//! Nothing can be written or approved once the poll is published.

use crypto::encoding::{hex, sha256};
use crypto::manifest::{QuestionOption, Text};
use serde_json::{Value, json};

use super::account::Account;
use super::audit::{self, Action, Actor, Event};
use super::candidate_mail::{self, About};
use super::draft::{Draft, DraftError};
use super::poll::{self, PollBroken};
use super::secret::random_id;
use super::sign_in_link;
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
    #[error("there is no such candidacy")]
    NoCandidacy,
    /// The draft has no such option.
    #[error("the draft has no such option; save the draft first if you have just added it")]
    NoOption,
    /// The poll is published, or being published.
    #[error("the poll is published: what voters read can no longer be changed")]
    Published,
    /// Somebody else stands for the option.
    #[error("{0} stands for this option already; remove that candidate first")]
    Taken(String),
    /// A text that cannot be taken.
    #[error("{field}: {problem}")]
    Text {
        /// Which.
        field: &'static str,
        /// What is wrong with it.
        problem: String,
    },
    /// There is nothing to be approved or sent back.
    #[error("the candidate has written nothing yet")]
    Nothing,
    /// The candidate has changed it since.
    #[error("the candidate has changed the text meanwhile; read it again")]
    Changed,
    /// With this text the draft would break a rule.
    #[error("with this text the poll could not be published: {0}")]
    Draft(#[from] DraftError),
    /// A stored draft cannot be read.
    #[error(transparent)]
    Broken(#[from] PollBroken),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] web::DbError),
}

/// A candidacy and the names around it.
#[derive(Debug, Clone)]
pub(crate) struct Standing {
    /// The candidacy.
    pub(crate) candidacy: Candidacy,
    /// The poll's title.
    pub(crate) poll: String,
    /// The question's title.
    pub(crate) question: String,
    /// The option's title.
    pub(crate) option: String,
    /// Whether it can still be changed.
    pub(crate) open: bool,
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

/// What a candidate writes, as it may be stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Words {
    profile: String,
    statement: String,
}

impl Words {
    /// Trimmed, with lines that end in LF; refuses what is too long, control characters, and nothing at all.
    pub(crate) fn parse(profile: &str, statement: &str) -> Result<Self, CandidateError> {
        let words = Self {
            profile: text("profile", profile, MOST_PROFILE)?,
            statement: text("statement", statement, MOST_STATEMENT)?,
        };
        if words.profile.is_empty() && words.statement.is_empty() {
            let problem = "write a profile, a statement, or both".to_owned();
            return Err(CandidateError::Text { field: "statement", problem });
        }
        Ok(words)
    }
}

/// What voters would read: profile, empty line, statement. Markdown.
pub(crate) fn description(candidacy: &Candidacy) -> String {
    let parts = [candidacy.profile.as_str(), candidacy.statement.as_str()];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n\n")
}

/// Names the text that an officer has read: 16 hex digits of its SHA-256.
pub(crate) fn tag(candidacy: &Candidacy) -> String {
    hex(&sha256(&[candidacy.profile.as_bytes(), b"\0", candidacy.statement.as_bytes()])[..8])
}

/// Asks the owner of `email` to stand for an option, or asks again; the candidacy's id. Blocks.
pub(crate) fn invite(
    registrar: &Registrar,
    row: &PollRow,
    (question, option): (&str, &str),
    email: &str,
    officer: &Account,
) -> Result<String, CandidateError> {
    let now = registrar.clock.now();
    let id = registrar.db.write_here(|conn| {
        let (_, mut draft) = open_draft(conn, &row.id)?;
        let name = title_of(&mut draft, question, option).ok_or(CandidateError::NoOption)?;
        let known = store::candidates::of_option(conn, &row.id, question, option)?;
        let id = match known {
            Some(known) if known.email != email => return Err(CandidateError::Taken(known.email)),
            Some(known) => known.id,
            None => {
                let id = random_id();
                store::candidates::insert(conn, &id, &row.id, (question, option), email)?;
                id
            }
        };
        let sender = registrar.letterhead();
        let about = About { poll: &row.title, option: &name, candidacy: &id };
        let next = format!("/candidacies/{id}");
        let link = sign_in_link::to_page(conn, &sender, email, next, now.unix() + LINK_LIFETIME)?;
        store::outbox::insert(conn, &candidate_mail::invited(&sender, email, &about, &link))?;
        // The log names the candidacy by its random id, which tells nothing once the candidates are erased.
        let after = json!({ "question": question, "option": option, "candidacy": id });
        note(conn, registrar, Actor::of(officer), Action::CandidateInvite, &row.id, after)?;
        Ok(id)
    })?;
    registrar.wake_mail();
    Ok(id)
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

/// Makes the text with this [`tag`] the option's description. Blocks.
pub(crate) fn approve(
    registrar: &Registrar,
    row: &PollRow,
    id: &str,
    seen: &str,
    officer: &Account,
) -> Result<(), CandidateError> {
    registrar.db.write_here(|conn| {
        let known = read_again(conn, row, id, seen)?;
        let (row, mut draft) = open_draft(conn, &known.poll)?;
        let name = title_of(&mut draft, &known.question, &known.choice).ok_or(CandidateError::NoOption)?;
        let option = option_of(&mut draft, &known.question, &known.choice).ok_or(CandidateError::NoOption)?;
        let before = std::mem::replace(&mut option.description, Text::Plain(description(&known)));
        let after = option.description.clone();
        let draft = draft.check(&registrar.service, &registrar.ballot_box.service)?;
        let json = serde_json::to_string(&draft).map_err(PollBroken::from)?;
        if !store::polls::update_draft(conn, &row.id, row.version, draft.title(), &json)? {
            return Err(CandidateError::Published);
        }
        store::candidates::judge(conn, id, State::Approved, None)?;
        let sender = registrar.letterhead();
        let about = About { poll: &row.title, option: &name, candidacy: id };
        store::outbox::insert(conn, &candidate_mail::approved(&sender, &known.email, &about))?;
        let event = Event::new(Actor::of(officer), Action::CandidateApprove, audit::draft(&row.id))
            .before(json!({ "question": known.question, "option": known.choice, "description": before }))
            .after(json!({ "question": known.question, "option": known.choice, "description": after }));
        Ok(store::audit::append(conn, registrar.clock.now(), &event)?)
    })?;
    registrar.wake_mail();
    Ok(())
}

/// Sends the text with this [`tag`] back to its writer, with words. Blocks.
pub(crate) fn send_back(
    registrar: &Registrar,
    row: &PollRow,
    id: &str,
    (seen, words): (&str, &str),
    officer: &Account,
) -> Result<(), CandidateError> {
    let words = text("words", words, MOST_WORDS)?;
    if words.is_empty() {
        let problem = "tell the candidate what to change".to_owned();
        return Err(CandidateError::Text { field: "words", problem });
    }
    registrar.db.write_here(|conn| {
        let known = read_again(conn, row, id, seen)?;
        let (row, mut draft) = open_draft(conn, &known.poll)?;
        let name = title_of(&mut draft, &known.question, &known.choice).ok_or(CandidateError::NoOption)?;
        store::candidates::judge(conn, id, State::Returned, Some(&words))?;
        let sender = registrar.letterhead();
        let about = About { poll: &row.title, option: &name, candidacy: id };
        store::outbox::insert(conn, &candidate_mail::returned(&sender, &known.email, &about, &words))?;
        let after = json!({ "question": known.question, "option": known.choice, "words": words });
        note(conn, registrar, Actor::of(officer), Action::CandidateReturn, &row.id, after)
    })?;
    registrar.wake_mail();
    Ok(())
}

/// Somebody stands no more; a text that was approved stays in the draft until its officers change it. Blocks.
pub(crate) fn remove(
    registrar: &Registrar,
    row: &PollRow,
    id: &str,
    officer: &Account,
) -> Result<(), CandidateError> {
    registrar.db.write_here(|conn| {
        let known = store::candidates::find(conn, id)?.filter(|known| known.poll == row.id);
        let known = known.ok_or(CandidateError::NoCandidacy)?;
        open_draft(conn, &row.id)?;
        store::candidates::delete(conn, id)?;
        let after = json!({ "question": known.question, "option": known.choice, "candidacy": id });
        note(conn, registrar, Actor::of(officer), Action::CandidateRemove, &row.id, after)
    })
}

/// The candidacy of this poll, with a text that is still the one that was read.
fn read_again(
    conn: &mut web::DbConnection,
    row: &PollRow,
    id: &str,
    seen: &str,
) -> Result<Candidacy, CandidateError> {
    let known = store::candidates::find(conn, id)?.filter(|known| known.poll == row.id);
    let known = known.ok_or(CandidateError::NoCandidacy)?;
    if description(&known).is_empty() {
        return Err(CandidateError::Nothing);
    }
    if tag(&known) == seen { Ok(known) } else { Err(CandidateError::Changed) }
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
    let mut draft: Draft = serde_json::from_str(&row.draft).map_err(PollBroken::from)?;
    let Some(option) = title_of(&mut draft, &candidacy.question, &candidacy.choice) else { return Ok(None) };
    let question = draft.questions.iter().find(|question| question.id == candidacy.question);
    let question = question.map(|question| poll::title(&question.title, &draft.languages).to_owned());
    let open = poll::State::parse(&row.state) == Some(poll::State::Draft);
    let question = question.unwrap_or_default();
    Ok(Some(Standing { candidacy, poll: row.title.clone(), question, option, open }))
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

/// Trimmed, with lines that end in LF.
fn text(field: &'static str, typed: &str, most: usize) -> Result<String, CandidateError> {
    let text = typed.replace("\r\n", "\n").trim().to_owned();
    let problem = if text.chars().count() > most {
        format!("must have at most {most} characters; it has {}", text.chars().count())
    } else if text.chars().any(|character| character.is_control() && !matches!(character, '\n' | '\t')) {
        "has control characters, which no text needs".to_owned()
    } else {
        return Ok(text);
    };
    Err(CandidateError::Text { field, problem })
}

/// Characters of a profile.
pub(crate) const MOST_PROFILE: usize = 600;
/// Characters of a statement.
pub(crate) const MOST_STATEMENT: usize = 4000;
/// Characters of an officer's words.
const MOST_WORDS: usize = 1000;
/// How long the link of an invitation works, in seconds.
const LINK_LIFETIME: i64 = 14 * 86_400;
