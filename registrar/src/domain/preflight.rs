//! What is looked at before a poll is published, for after it nothing can be changed: the draft itself, its roll, the
//! mail, and the ballot box. Nothing is stored; what is `bad` would fail or be regretted, a `warning` may be meant.

use crypto::time::UtcTime;
use serde::Serialize;

use super::ballot_box::{Standing, acceptance};
use super::candidates::State;
use super::draft::Draft;
use super::poll::{PollBroken, title};
use super::publish::PublishError;
use crate::registrar::Registrar;
use crate::store;
use crate::store::candidates::Candidacy;
use crate::store::polls::PollRow;

/// One line of the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Check {
    /// What was looked at: `questions`, `windows`, `candidates`, `roll`, `mail`, `ballot-box`, `clock`.
    pub(crate) name: &'static str,
    /// What came out.
    pub(crate) verdict: Verdict,
    /// In words, and what to do.
    pub(crate) words: String,
}

/// What came out of a check.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Verdict {
    /// As it should be.
    Good,
    /// May be meant so.
    Warning,
    /// Must be mended first.
    Bad,
}

/// Why the list cannot be made.
#[derive(Debug, thiserror::Error)]
pub(crate) enum PreflightError {
    /// The stored draft cannot be read.
    #[error(transparent)]
    Broken(#[from] PollBroken),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] web::DbError),
}

/// Looks at everything. Asks ballot box and mail server, for seconds at most. Blocks.
pub(crate) fn look(registrar: &Registrar, row: &PollRow) -> Result<Vec<Check>, PreflightError> {
    let draft: Draft = serde_json::from_str(&row.draft).map_err(PollBroken::from)?;
    let now = registrar.clock.now();
    let mut list = questions(&draft);
    list.extend(windows(&draft, now));
    let voters = registrar.db.run_here(|conn| store::roll::count(conn, &row.id))?;
    if draft.has_roll() {
        list.push(roll(voters));
    } else if voters > 0 {
        list.push(bad("roll", PublishError::RollLeft.to_string()));
    }
    let candidates = registrar.db.run_here(|conn| store::candidates::of_poll(conn, &row.id))?;
    list.extend(statements(&candidates));
    list.push(match registrar.mail_transport.check() {
        Ok(()) => good("mail", "Mail can be sent."),
        Err(fault) => {
            bad("mail", format!("Mail cannot be sent now: {fault}. Invitations would wait until it can."))
        }
    });
    list.extend(ballot_box(registrar, now));
    Ok(list)
}

fn questions(draft: &Draft) -> Vec<Check> {
    let mut list = Vec::new();
    for (question, n) in draft.questions.iter().zip(1..) {
        let name = title(&question.title, &draft.languages);
        let options = u32::try_from(question.options.len()).unwrap_or(u32::MAX);
        if options == 1 {
            list.push(warning(
                "questions",
                format!("Question {n}, “{name}”, has one option only: there is nothing to choose."),
            ));
        } else if question.seats >= options {
            let words = format!(
                "Question {n}, “{name}”: all {options} options win, for that many places are to be filled."
            );
            list.push(warning("questions", words));
        }
    }
    if list.is_empty() {
        let n = draft.questions.len();
        list.push(good(
            "questions",
            format!("{n} question{} with options to choose from.", if n == 1 { "" } else { "s" }),
        ));
    }
    list
}

fn windows(draft: &Draft, now: UtcTime) -> Vec<Check> {
    let mut list = Vec::new();
    if draft.voting_closes <= now {
        list.push(bad("windows", "Voting would be over already: its end lies in the past."));
    } else if draft.issuance_closes <= now {
        list.push(bad(
            "windows",
            "Nobody could get a voting pass: the end of giving them out lies in the past.",
        ));
    } else {
        if draft.voting_closes < now.plus(3600) {
            list.push(warning("windows", "Voting ends in less than an hour."));
        }
        if draft.issuance_opens < now {
            list.push(warning(
                "windows",
                "The beginning lies in the past: passes are given out from the moment of publishing.",
            ));
        }
    }
    // Whoever reads the traffic of both services could link a pass and a ballot by their times.
    if draft.issuance_closes > draft.voting_opens {
        let words = "Passes are given out while voting is open. Whoever could watch the traffic of both services might \
                     link a pass and a vote by their times. Separate times rule that out.";
        list.push(warning("windows", words));
    }
    if list.is_empty() {
        list.push(good(
            "windows",
            "All times lie ahead, and voting begins after the last pass was given out.",
        ));
    }
    list
}

/// What candidates have written, or not yet; nothing where there are none.
fn statements(candidates: &[Candidacy]) -> Option<Check> {
    let waiting = candidates.iter().filter(|one| one.state != State::Approved.as_str()).count();
    match (candidates.len(), waiting) {
        (0, _) => None,
        (all, 0) => Some(good("candidates", format!("The texts of {all} candidates are approved."))),
        (all, _) => {
            let words = format!(
                "{waiting} of {all} candidates have no approved text: what they wrote will not be shown to voters."
            );
            Some(warning("candidates", words))
        }
    }
}

fn roll(voters: i64) -> Check {
    match voters {
        0 => bad("roll", "The list of voters is empty: upload one first."),
        1..=9 => {
            let words = format!(
                "Only {voters} on the list of voters: with so few the result itself may tell who voted what."
            );
            warning("roll", words)
        }
        _ => good("roll", format!("{voters} voters on the list.")),
    }
}

fn ballot_box(registrar: &Registrar, now: UtcTime) -> Vec<Check> {
    let known = &registrar.ballot_box.service;
    let told = match registrar.ballot_box.identify(now) {
        Ok(told) => told,
        Err(error) => {
            return vec![bad(
                "ballot-box",
                format!("The ballot box {} does not answer: {error}.", known.name),
            )];
        }
    };
    let mut list = Vec::new();
    let own = registrar.key.verifier().to_string();
    let standing = told.stands_to(&known.key);
    if standing == Standing::HandedOver {
        let words = format!(
            "The ballot box has handed over its key to a new one, and both keys signed that. Have the new one accepted: {}.",
            acceptance(&told.key, &known.key)
        );
        list.push(bad("ballot-box", words));
    } else if standing != Standing::Known {
        let words = "The ballot box has another key than the one that this registrar knows, and no hand-over to it that \
                     holds. Ask its operator which is right, by another way than this network.";
        list.push(bad("ballot-box", words));
    } else if told.registrars.is_some_and(|known| !known.contains(&own)) {
        let words = "The ballot box does not know this registrar’s key. Ask its operator to allow it.";
        list.push(bad("ballot-box", words));
    } else {
        list.push(good(
            "ballot-box",
            format!("The ballot box {} answers, and its key is the known one.", known.name),
        ));
    }
    list.extend(told.ahead.map(skew));
    list
}

/// `ahead`: seconds by which the ballot box's clock is ahead of ours, known to the second or two.
fn skew(ahead: i64) -> Check {
    let side = if ahead > 0 { "ahead of" } else { "behind" };
    match ahead.abs() {
        0..=5 => good("clock", "The clocks of registrar and ballot box agree."),
        seconds => {
            let verdict = if seconds > 60 { bad } else { warning };
            let words = format!(
                "The ballot box’s clock is {seconds} seconds {side} ours: voting would open and close at another time \
                 than announced. Set both clocks by a time server."
            );
            verdict("clock", &words)
        }
    }
}

fn good(name: &'static str, words: impl AsRef<str>) -> Check {
    Check { name, verdict: Verdict::Good, words: words.as_ref().to_owned() }
}

fn warning(name: &'static str, words: impl AsRef<str>) -> Check {
    Check { name, verdict: Verdict::Warning, words: words.as_ref().to_owned() }
}

fn bad(name: &'static str, words: impl AsRef<str>) -> Check {
    Check { name, verdict: Verdict::Bad, words: words.as_ref().to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clocks_agree_within_seconds() {
        assert_eq!(skew(-5).verdict, Verdict::Good);
        assert!(skew(6).verdict == Verdict::Warning && skew(6).words.contains("6 seconds ahead"));
        assert!(skew(-61).verdict == Verdict::Bad && skew(-61).words.contains("61 seconds behind"));
    }

    #[test]
    fn a_small_roll_is_told_and_an_empty_one_is_none() {
        assert_eq!(
            [roll(0), roll(9), roll(10)].map(|check| check.verdict),
            [Verdict::Bad, Verdict::Warning, Verdict::Good]
        );
    }
}
