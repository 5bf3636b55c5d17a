//! Signed results.

use rocket::{Route, get, routes};
use web::Problem;
use web::ranges::Fixed;

use super::{Id, Running, find, place};

pub(super) fn routes() -> Vec<Route> {
    routes![newest, numbered]
}

#[get("/api/v1/polls/<id>/result")]
fn newest(ballot_box: &Running, id: Id) -> Result<Fixed, Problem> {
    let poll = find(ballot_box, id)?;
    let note = poll.state().results.last().map(|(_, note)| note.clone());
    note.map(Fixed::text).ok_or_else(none_yet)
}

#[get("/api/v1/polls/<id>/results/<number>")]
fn numbered(ballot_box: &Running, id: Id, number: Option<usize>) -> Result<Fixed, Problem> {
    let poll = find(ballot_box, id)?;
    let note = place(number).and_then(|place| poll.state().results.get(place).map(|(_, note)| note.clone()));
    note.map(Fixed::text).ok_or_else(none_yet)
}

fn none_yet() -> Problem {
    Problem::not_found().detail("no such result is signed")
}
