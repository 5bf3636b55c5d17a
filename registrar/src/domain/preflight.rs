//! What is looked at before a poll is published, for after it nothing can be changed: the draft itself, its roll, the
//! mail, and the ballot box. Nothing is stored; what is `bad` would fail or be regretted, a `warning` may be meant.

use crypto::time::UtcTime;
use serde::Serialize;
use web::i18n::Text;

use super::ballot_box::Standing;
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
    pub(crate) words: Text,
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
        list.push(bad("roll", PublishError::RollLeft.text()));
    }
    let candidates = registrar.db.run_here(|conn| store::candidates::of_poll(conn, &row.id))?;
    list.extend(statements(&candidates));
    list.push(match registrar.mail_transport.check() {
        Ok(()) => good("mail", Text::new("check-mail")),
        Err(fault) => bad("mail", Text::new("check-mail-fault").with("fault", fault.to_string())),
    });
    list.extend(ballot_box(registrar, now));
    Ok(list)
}

fn questions(draft: &Draft) -> Vec<Check> {
    let mut list = Vec::new();
    for (question, n) in draft.questions.iter().zip(1_u32..) {
        let name = title(&question.title, &draft.languages);
        let options = u32::try_from(question.options.len()).unwrap_or(u32::MAX);
        let about = |words: Text| warning("questions", words.with("n", n).with("title", name));
        if options == 1 {
            list.push(about(Text::new("check-one-option")));
        } else if question.seats >= options {
            list.push(about(Text::new("check-all-win").with("options", options)));
        }
    }
    if list.is_empty() {
        list.push(good("questions", Text::new("check-questions").with("n", draft.questions.len())));
    }
    list
}

fn windows(draft: &Draft, now: UtcTime) -> Vec<Check> {
    let mut list = Vec::new();
    if draft.voting_closes <= now {
        list.push(bad("windows", Text::new("check-voting-past")));
    } else if draft.issuance_closes <= now {
        list.push(bad("windows", Text::new("check-passes-past")));
    } else {
        if draft.voting_closes < now.plus(3600) {
            list.push(warning("windows", Text::new("check-short")));
        }
        if draft.issuance_opens < now {
            list.push(warning("windows", Text::new("check-begun")));
        }
    }
    // Whoever reads the traffic of both services could link a pass and a ballot by their times.
    if draft.issuance_closes > draft.voting_opens {
        list.push(warning("windows", Text::new("check-overlap")));
    }
    if list.is_empty() {
        list.push(good("windows", Text::new("check-windows")));
    }
    list
}

/// What candidates have written, or not yet; nothing where there are none.
fn statements(candidates: &[Candidacy]) -> Option<Check> {
    let waiting = candidates.iter().filter(|one| one.state != State::Approved.as_str()).count();
    match (candidates.len(), waiting) {
        (0, _) => None,
        (all, 0) => Some(good("candidates", Text::new("check-candidates").with("n", all))),
        (all, _) => {
            let words = Text::new("check-candidates-waiting").with("waiting", waiting).with("all", all);
            Some(warning("candidates", words))
        }
    }
}

fn roll(voters: i64) -> Check {
    match voters {
        0 => bad("roll", Text::new("check-roll-empty")),
        1..=9 => warning("roll", Text::new("check-roll-small").with("n", voters)),
        _ => good("roll", Text::new("check-roll").with("n", voters)),
    }
}

fn ballot_box(registrar: &Registrar, now: UtcTime) -> Vec<Check> {
    let known = &registrar.ballot_box.service;
    let told = match registrar.ballot_box.identify(now) {
        Ok(told) => told,
        Err(error) => {
            let words = Text::new("check-box-silent").with("name", known.name.as_str());
            return vec![bad("ballot-box", words.with("detail", error.detail()))];
        }
    };
    let own = registrar.key.verifier().to_string();
    let standing = told.stands_to(&known.key);
    let check = if standing == Standing::HandedOver {
        let words = Text::new("check-box-new-key");
        let words = words.with("new", told.key.to_string()).with("known", known.key.to_string());
        bad("ballot-box", words)
    } else if standing != Standing::Known {
        bad("ballot-box", Text::new("check-box-foreign-key"))
    } else if told.registrars.is_some_and(|known| !known.contains(&own)) {
        bad("ballot-box", Text::new("check-box-unknown-registrar"))
    } else {
        good("ballot-box", Text::new("check-box").with("name", known.name.as_str()))
    };
    let mut list = vec![check];
    list.extend(told.ahead.map(skew));
    list
}

/// `ahead`: seconds by which the ballot box's clock is ahead of ours, known to the second or two.
fn skew(ahead: i64) -> Check {
    let verdict = match ahead.abs() {
        0..=5 => return good("clock", Text::new("check-clock")),
        6..=60 => warning,
        _ => bad,
    };
    let side = if ahead > 0 { "ahead" } else { "behind" };
    verdict("clock", Text::new("check-clock-skew").with("side", side).with("seconds", ahead.abs()))
}

fn good(name: &'static str, words: Text) -> Check {
    Check { name, verdict: Verdict::Good, words }
}

fn warning(name: &'static str, words: Text) -> Check {
    Check { name, verdict: Verdict::Warning, words }
}

fn bad(name: &'static str, words: Text) -> Check {
    Check { name, verdict: Verdict::Bad, words }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clocks_agree_within_seconds() {
        assert_eq!(skew(-5).verdict, Verdict::Good);
        for (ahead, verdict, words) in
            [(6, Verdict::Warning, "6 seconds ahead"), (-61, Verdict::Bad, "61 seconds behind")]
        {
            let check = skew(ahead);
            assert!(check.verdict == verdict && check.words.to_string().contains(words), "{check:?}");
        }
    }

    #[test]
    fn a_small_roll_is_told_and_an_empty_one_is_none() {
        assert_eq!(
            [roll(0), roll(9), roll(10)].map(|check| check.verdict),
            [Verdict::Bad, Verdict::Warning, Verdict::Good]
        );
    }
}
