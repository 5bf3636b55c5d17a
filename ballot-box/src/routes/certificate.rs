//! The result on paper: everything that somebody who holds it needs to find the signed original and to count again.

use crypto::encoding::{Digest, b64};
use crypto::manifest::{Manifest, QuestionKind};
use rocket::{Route, get, routes};
use web::Problem;
use web::i18n::{PageLanguage, Text};
use web::templates::{Page, Value, context};

use super::pages::Answer;
use super::view::{self, Words};
use super::{Id, Running, find};
use crate::poll::Phase;

pub(super) fn routes() -> Vec<Route> {
    routes![certificate]
}

/// There is none before the result is signed, and none of a cancelled poll.
#[get("/polls/<id>/certificate")]
fn certificate(ballot_box: &Running, id: Id, language: PageLanguage) -> Answer {
    let poll = find(ballot_box, id)?;
    let now = ballot_box.clock().now();
    let (number, newest) = {
        let state = poll.state();
        (state.results.len(), state.results.last().cloned())
    };
    let Some((outcome, note)) = newest.filter(|_| poll.phase(now) == Phase::Counted) else {
        let why = match poll.phase(now) {
            Phase::Cancelled => Text::new("result-cancelled"),
            _ => Text::new("missing-certificate"),
        };
        return Err(Problem::not_found().says(why).into());
    };
    let manifest = poll.manifest();
    let result = context! {
        number => number,
        ballots => outcome.ballots,
        issued => outcome.issued,
        tree_size => outcome.tree_size,
        root => b64(&outcome.root),
        file => Digest::of(note.as_bytes()).to_string(),
    };
    let words = Words::of(manifest, language.code());
    let page = context! {
        poll => view::poll(&poll, now, language.code()),
        result => result,
        questions => questions(manifest, words.counts(&outcome.tally, outcome.ballots, true)),
        file => format!("{}/api/v1/polls/{}/results/{number}", manifest.ballot_box.url, poll.id()),
        ballot_box => manifest.ballot_box.name.to_string(),
    };
    Ok(Page::new("certificate.html", page))
}

/// Each question's counts with the rule that decided it, and what became of a tie. The method of a ranking is told with its
/// counts.
fn questions(manifest: &Manifest, counts: Vec<Value>) -> Vec<Value> {
    let asked = manifest.questions.iter();
    asked
        .zip(counts)
        .map(|(question, counts)| {
            let rule = match question.kind {
                QuestionKind::Choice { .. } => "votes",
                QuestionKind::Score { .. } => "scores",
                QuestionKind::Ranking { .. } => "seat",
            };
            context! { counts, rule, ties => question.ties }
        })
        .collect()
}
