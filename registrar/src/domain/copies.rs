//! Polls made of polls: a copy, the next round after a result, a fresh start of a test. All are new drafts; what is
//! published is never changed.

mod refusal;

use std::collections::BTreeMap;

use crypto::manifest::{Question, QuestionKind, Text};
use crypto::statement::{self, NoticeKind, Outcome};
use crypto::time::UtcTime;
use serde_json::{Value, json};

pub(crate) use self::refusal::CopyError;
use super::account::Account;
use super::audit::{self, Action, Actor, Event};
use super::ballot_box::GLANCE;
use super::draft::Draft;
use super::notice::{self, NoticeError, Wish};
use super::poll::{PollBroken, Published, State};
use super::secret::random_id;
use super::steps::reached;
use crate::registrar::Registrar;
use crate::store;
use crate::store::polls::PollRow;

/// Options of the next round by question; questions without any are left out.
pub(crate) type Chosen = BTreeMap<String, Vec<String>>;

/// A new draft with everything but alias and notices of `row`, the words of its mails included, its roll too if asked for; times that lie in the past are
/// moved, all by the same. Its id. Blocks.
pub(crate) fn copy(
    registrar: &Registrar,
    account: &Account,
    row: &PollRow,
    with_roll: bool,
) -> Result<String, CopyError> {
    let mut draft = read(row)?;
    renamed(&mut draft, "(copy)");
    moved(&mut draft, registrar.clock.now());
    registrar.db.write_here(|conn| {
        if with_roll {
            store::links::lock(conn)?;
        }
        store_new(registrar, conn, account, &draft, &row.id, with_roll)
    })
}

/// Cancels what is left of a published test poll, puts it into the archive, and drafts it anew with the same roll. Its
/// id. Repeatable: a crash between the two leaves a cancelled test, from which this goes on. Blocks.
pub(crate) fn reset(registrar: &Registrar, account: &Account, row: &PollRow) -> Result<String, CopyError> {
    let mut draft = read(row)?;
    let Some(poll) =
        row.poll.as_ref().filter(|_| draft.test && State::parse(&row.state) != Some(State::Sealed))
    else {
        return Err(CopyError::NoTest);
    };
    let wish =
        Wish { kind: NoticeKind::Cancel, voting_closes: None, reason: "The test starts again.".to_owned() };
    match notice::give(registrar, poll, &wish, &Actor::of(account)) {
        Ok(_) | Err(NoticeError::Over) => {}
        // The cancellation of an earlier attempt is on its way. With any other notice in its place the test would run on.
        Err(NoticeError::Pending) if notice::cancellation_waits(registrar, &row.id)? => {}
        Err(error) => return Err(error.into()),
    }
    moved(&mut draft, registrar.clock.now());
    registrar.db.write_here(|conn| {
        store::links::lock(conn)?;
        // Of two at once the second finds it archived.
        if !store::polls::set_archived(conn, &row.id, true)? {
            return Err(CopyError::Done);
        }
        store_new(registrar, conn, account, &draft, &row.id, true)
    })
}

/// Puts a draft, a poll that is over, or one that was sealed for another ballot box than ours out of the way, or back on the
/// list. Blocks.
pub(crate) fn archive(
    registrar: &Registrar,
    account: &Account,
    row: &PollRow,
    archived: bool,
) -> Result<(), CopyError> {
    if archived && !can_archive(registrar, row)? {
        let sealed = State::parse(&row.state) == Some(State::Sealed);
        return Err(if sealed { CopyError::Sealed } else { CopyError::Running });
    }
    registrar.db.write_here(|conn| {
        if store::polls::set_archived(conn, &row.id, archived)? {
            let event = Event::new(Actor::of(account), Action::PollArchive, audit::draft(&row.id))
                .before(json!({ "archived": !archived }))
                .after(json!({ "archived": archived }));
            store::audit::append(conn, registrar.clock.now(), &event)?;
        }
        Ok(())
    })
}

/// Whether the poll can be put out of the way now.
pub(crate) fn can_archive(registrar: &Registrar, row: &PollRow) -> Result<bool, PollBroken> {
    Ok(match State::parse(&row.state) {
        Some(State::Draft | State::Over) => true,
        Some(State::Sealed) => !registrar.ballot_box.is(&Published::read(row)?.manifest.ballot_box),
        Some(State::Published | State::Issued) | None => row.cancelled,
    })
}

/// The result of the poll, as its ballot box has signed it. Blocks.
pub(crate) fn result(registrar: &Registrar, row: &PollRow) -> Result<Outcome, CopyError> {
    let published = registrar.polls.published(row)?;
    let id = published.manifest.id();
    let note = registrar.ballot_box.result(&id.to_string(), GLANCE)?.ok_or(CopyError::NoResult)?;
    let (outcome, _) = statement::open::<Outcome>(&note, &published.manifest.ballot_box.key)
        .map_err(|_| CopyError::Forged)?;
    if outcome.poll == id { Ok(outcome) } else { Err(CopyError::Forged) }
}

/// What a next round would be about: who tied for a last place, else the first two where the winner of one place has
/// not more than half of the votes.
pub(crate) fn suggested(draft: &Draft, tally: &Value) -> Chosen {
    let suggestion = |question: &Question| {
        let counted = tally.get(&question.id)?;
        let tied: Vec<String> = serde_json::from_value(counted.get("tied")?.clone()).ok()?;
        if tied.len() > 1 {
            return Some(tied);
        }
        let counts: BTreeMap<String, u64> = serde_json::from_value(counted.get("counts")?.clone()).ok()?;
        let votes = |option: &str| counts.get(option).copied().unwrap_or(0);
        let mut order: Vec<&str> = question.options.iter().map(|option| option.id.as_str()).collect();
        order.sort_by_key(|option| std::cmp::Reverse(votes(option)));
        let [first, second, ..] = order.as_slice() else { return None };
        let short = question.seats == 1 && votes(first) * 2 <= counts.values().sum::<u64>();
        short.then(|| vec![(*first).to_owned(), (*second).to_owned()])
    };
    draft.questions.iter().filter_map(|question| Some((question.id.clone(), suggestion(question)?))).collect()
}

/// Drafts the next round with the chosen options and the same roll, in the order of the old ballot; its id. Blocks.
pub(crate) fn next_round(
    registrar: &Registrar,
    account: &Account,
    row: &PollRow,
    chosen: &Chosen,
) -> Result<String, CopyError> {
    result(registrar, row)?;
    let mut draft = read(row)?;
    draft.questions.retain_mut(|question| narrow(question, chosen.get(&question.id)));
    if draft.questions.is_empty() {
        return Err(CopyError::NoOptions);
    }
    draft.content_size = None;
    renamed(&mut draft, "(next round)");
    moved(&mut draft, registrar.clock.now());
    registrar.db.write_here(|conn| {
        store::links::lock(conn)?;
        store_new(registrar, conn, account, &draft, &row.id, true)
    })
}

/// Leaves the chosen options, and limits that fit them; false if there are not two.
fn narrow(question: &mut Question, chosen: Option<&Vec<String>>) -> bool {
    question.options.retain(|option| chosen.is_some_and(|chosen| chosen.contains(&option.id)));
    let left = u32::try_from(question.options.len()).unwrap_or(u32::MAX);
    question.seats = question.seats.min(left.saturating_sub(1)).max(1);
    if let QuestionKind::Choice { min, max } | QuestionKind::Ranking { min, max, .. } = &mut question.kind {
        *max = (*max).min(left);
        *min = (*min).min(*max);
    }
    left >= 2
}

fn read(row: &PollRow) -> Result<Draft, CopyError> {
    let mut draft: Draft = serde_json::from_str(&row.draft).map_err(PollBroken::from)?;
    // An alias is never used twice.
    draft.slug = None;
    Ok(draft)
}

fn renamed(draft: &mut Draft, mark: &str) {
    match &mut draft.title {
        Text::Plain(title) => *title = format!("{title} {mark}"),
        Text::ByLanguage(titles) => titles.values_mut().for_each(|title| *title = format!("{title} {mark}")),
    }
}

/// Moves all times so that the first is the next full hour, if it lies in the past; the lengths stay.
fn moved(draft: &mut Draft, now: UtcTime) {
    if draft.issuance_opens >= now {
        return;
    }
    let hour = now.unix() - now.unix().rem_euclid(3600) + 3600;
    let by = hour - draft.issuance_opens.unix();
    for time in [
        &mut draft.issuance_opens,
        &mut draft.issuance_closes,
        &mut draft.voting_opens,
        &mut draft.voting_closes,
    ] {
        *time = time.plus(by);
    }
}

/// Stores a new draft of `account`, with the words of the mails of the poll `of`, and with a copy of its roll, whose links are
/// locked.
fn store_new(
    registrar: &Registrar,
    conn: &mut web::DbConnection,
    account: &Account,
    draft: &Draft,
    of: &str,
    with_roll: bool,
) -> Result<String, CopyError> {
    let fields = serde_json::to_value(draft).map_err(PollBroken::from)?;
    let id = random_id();
    store::polls::insert(conn, &id, &account.id, draft.title(), &fields.to_string())?;
    store::mail_texts::copy(conn, of, &id)?;
    let mut voters = 0;
    // The list of an open poll says who has collected a pass: it is never copied.
    if with_roll && draft.has_roll() {
        let links = store::links::of(conn, of)?;
        reached("links of a roll to copy were read");
        let lines: Vec<_> = store::roll::all(conn, of)?.into_values().map(|(_, line)| line).collect();
        store::links::take_over(conn, &id, &lines, &links)?;
        voters = lines.len();
    }
    let event = Event::new(Actor::of(account), Action::DraftCreate, audit::draft(&id))
        .after(json!({ "draft": fields, "copy_of": of, "voters": voters }));
    store::audit::append(conn, registrar.clock.now(), &event)?;
    Ok(id)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draft(questions: &Value) -> Draft {
        let at = |text: &str| text.to_owned();
        serde_json::from_value(json!({
            "title": "T", "questions": questions, "electorate": { "kind": "roll" },
            "issuance_opens": at("2026-12-01T12:00:00Z"), "issuance_closes": at("2026-12-02T12:00:00Z"),
            "voting_opens": at("2026-12-02T12:00:00Z"), "voting_closes": at("2026-12-03T12:00:00Z"),
        }))
        .unwrap()
    }

    fn three(seats: u32) -> Value {
        json!([{ "id": "q", "title": "Q", "kind": "choice", "min": 2, "max": 3, "seats": seats,
            "options": [{ "id": "a", "title": "A" }, { "id": "b", "title": "B" }, { "id": "c", "title": "C" }] }])
    }

    #[test]
    fn ties_and_missed_majorities_call_for_a_next_round() {
        let suggest = |seats, a: u64, b: u64, c: u64, tied: &[&str]| {
            let tally =
                json!({ "q": { "kind": "choice", "counts": { "a": a, "b": b, "c": c }, "tied": tied } });
            suggested(&draft(&three(seats)), &tally).remove("q").unwrap_or_default()
        };
        assert_eq!(suggest(1, 1, 4, 4, &["b", "c"]), ["b", "c"]);
        assert_eq!(suggest(1, 3, 2, 4, &[]), ["c", "a"]);
        assert!(suggest(1, 6, 2, 3, &[]).is_empty());
        assert!(suggest(2, 3, 2, 4, &[]).is_empty());
        assert!(suggested(&draft(&three(1)), &json!({})).is_empty());
    }

    #[test]
    fn what_is_left_of_a_question_keeps_its_rules_within_reach() {
        let mut question = draft(&three(3)).questions.remove(0);
        assert!(narrow(&mut question, Some(&vec!["c".to_owned(), "a".to_owned(), "x".to_owned()])));
        assert_eq!(question.options.iter().map(|option| option.id.as_str()).collect::<Vec<_>>(), ["a", "c"]);
        assert_eq!((question.seats, question.kind), (1, QuestionKind::Choice { min: 2, max: 2 }));
        assert!(!narrow(&mut question.clone(), Some(&vec!["a".to_owned()])));
        assert!(!narrow(&mut question, None));
    }

    #[test]
    fn times_of_the_past_are_moved_and_keep_their_lengths() {
        let mut later = draft(&three(1));
        let (untouched, now) = (later.clone(), "2026-12-01T11:59:59Z".parse().unwrap());
        moved(&mut later, now);
        assert_eq!(later, untouched);
        moved(&mut later, now.plus(90_000));
        assert_eq!(later.issuance_opens.to_string(), "2026-12-02T13:00:00Z");
        assert_eq!(later.voting_closes.to_string(), "2026-12-04T13:00:00Z");
    }
}
