//! What officers say to the text of a candidate.

use crypto::manifest;
use serde_json::json;
use web::i18n::Text;

use super::words::text;
use super::{CandidateError, State, description, note, open_draft, option_of, tag, title_of};
use crate::domain::account::Account;
use crate::domain::audit::{Action, Actor};
use crate::domain::candidate_mail::{self, About};
use crate::domain::poll::PollBroken;
use crate::registrar::Registrar;
use crate::store;
use crate::store::candidates::Candidacy;
use crate::store::polls::PollRow;

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
        option.description = manifest::Text::Plain(description(&known));
        let draft =
            draft.check(&registrar.service, &registrar.ballot_box.service, registrar.longest_retention())?;
        let json = serde_json::to_string(&draft).map_err(PollBroken::from)?;
        if !store::polls::update_draft(conn, &row.id, row.version, draft.title(), &json)? {
            return Err(CandidateError::Published);
        }
        store::candidates::judge(conn, id, State::Approved, None)?;
        let sender = registrar.letterhead();
        let about = About { poll: &row.title, languages: &draft.languages, option: &name, candidacy: id };
        store::outbox::insert(conn, &candidate_mail::approved(&sender, &known.email, &about))?;
        // The text itself can be erased, as long as nobody has published it; the log cannot.
        let after =
            json!({ "question": known.question, "option": known.choice, "candidacy": id, "text": seen });
        note(conn, registrar, Actor::of(officer), Action::CandidateApprove, &row.id, after)
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
        let problem = Text::new("candidate-error-no-words");
        return Err(CandidateError::Text { field: "words", problem });
    }
    registrar.db.write_here(|conn| {
        let known = read_again(conn, row, id, seen)?;
        let (row, mut draft) = open_draft(conn, &known.poll)?;
        let name = title_of(&mut draft, &known.question, &known.choice).ok_or(CandidateError::NoOption)?;
        store::candidates::judge(conn, id, State::Returned, Some(&words))?;
        let sender = registrar.letterhead();
        let about = About { poll: &row.title, languages: &draft.languages, option: &name, candidacy: id };
        store::outbox::insert(conn, &candidate_mail::returned(&sender, &known.email, &about, &words))?;
        let after = json!({ "question": known.question, "option": known.choice, "words": words });
        note(conn, registrar, Actor::of(officer), Action::CandidateReturn, &row.id, after)
    })?;
    registrar.wake_mail();
    Ok(())
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

/// Characters of an officer's words.
const MOST_WORDS: usize = 1000;
