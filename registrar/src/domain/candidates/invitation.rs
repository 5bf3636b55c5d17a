//! Who is asked to stand for an option, and who stands no more.

use serde_json::json;

use super::{CandidateError, note, open_draft, title_of};
use crate::domain::account::Account;
use crate::domain::audit::{self, Action, Actor, Event};
use crate::domain::candidate_mail::{self, About};
use crate::domain::draft::Draft;
use crate::domain::secret::random_id;
use crate::domain::sign_in_link;
use crate::registrar::Registrar;
use crate::store;
use crate::store::StoreResult;
use crate::store::candidates::Candidacy;
use crate::store::polls::PollRow;

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
        let about = About { poll: &row.title, languages: &draft.languages, option: &name, candidacy: &id };
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
        Ok(store::audit::append(conn, registrar.clock.now(), &removed(Actor::of(officer), &known))?)
    })
}

/// Forgets the candidacies whose option is missing in the draft before a change or in the one after it, in the transaction
/// of the change: an option that comes later under the same id is another one. Who stood for them.
pub(crate) fn let_go(
    conn: &mut web::DbConnection,
    draft: &str,
    [before, after]: [&Draft; 2],
) -> StoreResult<Vec<Candidacy>> {
    let is_in = |draft: &Draft, one: &Candidacy| {
        let mut of_question = draft.questions.iter().filter(|question| question.id == one.question);
        of_question.any(|question| question.options.iter().any(|option| option.id == one.choice))
    };
    let mut gone = store::candidates::of_poll(conn, draft)?;
    gone.retain(|one| !is_in(before, one) || !is_in(after, one));
    for one in &gone {
        store::candidates::delete(conn, &one.id)?;
    }
    Ok(gone)
}

/// For the audit log: a candidacy is no more.
pub(crate) fn removed(actor: Actor, gone: &Candidacy) -> Event {
    let after = json!({ "question": gone.question, "option": gone.choice, "candidacy": gone.id });
    Event::new(actor, Action::CandidateRemove, audit::draft(&gone.poll)).after(after)
}

/// How long the link of an invitation works, in seconds.
const LINK_LIFETIME: i64 = 14 * 86_400;
