//! The result on paper: everything that somebody who holds it needs to find the signed original and to count again.

use crypto::encoding::{Digest, b64};
use crypto::manifest::{Manifest, Question, QuestionKind, Ties};
use rocket::{Route, get, routes};
use web::Problem;
use web::catchers::error_page;
use web::templates::{Page, Value, context};

use super::{Id, Running, find, view};
use crate::poll::Phase;

pub(super) fn routes() -> Vec<Route> {
    routes![certificate]
}

/// There is none before the result is signed, and none of a cancelled poll.
#[get("/polls/<id>/certificate")]
fn certificate(ballot_box: &Running, id: Id) -> Result<Page, Page> {
    let poll = find(ballot_box, id).map_err(|problem| error_page(&problem))?;
    let now = ballot_box.clock().now();
    let (number, newest) = {
        let state = poll.state();
        (state.results.len(), state.results.last().cloned())
    };
    let Some((outcome, note)) = newest.filter(|_| poll.phase(now) == Phase::Counted) else {
        let none = Problem::not_found()
            .detail("there is no certificate before the result is signed, and none of a cancelled poll");
        return Err(error_page(&none));
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
    let page = context! {
        poll => view::poll(&poll, now),
        result => result,
        questions => questions(manifest, view::counts(manifest, &outcome.tally, outcome.ballots, true)),
        address => format!("{}/polls/{}", manifest.ballot_box.url, poll.id()),
        file => format!("{}/api/v1/polls/{}/results/{number}", manifest.ballot_box.url, poll.id()),
        ballot_box => manifest.ballot_box.name.to_string(),
        keys => [&manifest.registrar.key, &manifest.ballot_box.key].map(ToString::to_string),
    };
    Ok(Page::new("certificate.html", page))
}

/// Each question's counts with the rule that decided it.
fn questions(manifest: &Manifest, counts: Vec<Value>) -> Vec<Value> {
    let asked = manifest.questions.iter();
    asked
        .zip(counts)
        .map(|(question, counts)| context! { counts => counts, rule => rule(question) })
        .collect()
}

/// How winners are found, in words. The method of a ranking is told with its counts.
fn rule(question: &Question) -> String {
    let seats = question.seats;
    let rule = match question.kind {
        QuestionKind::Choice { .. } if seats == 1 => "The option with most votes wins.".to_owned(),
        QuestionKind::Choice { .. } => format!("The {seats} options with most votes win a seat each."),
        QuestionKind::Score { .. } if seats == 1 => "The option with the greatest total wins.".to_owned(),
        QuestionKind::Score { .. } => {
            format!("The {seats} options with the greatest totals win a seat each.")
        }
        QuestionKind::Ranking { .. } if seats == 1 => "There is one seat.".to_owned(),
        QuestionKind::Ranking { .. } => format!("There are {seats} seats."),
    };
    let ties = match question.ties {
        Ties::Report => "A tie for the last seat gives it to none of those tied.",
        Ties::Listed => "In a tie for the last seat the option that is listed first is preferred.",
    };
    format!("{rule} {ties}")
}
