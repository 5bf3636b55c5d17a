//! Turnout as it grows, and running counts where the poll shows them: server-sent events.

use std::time::Duration;

use rocket::response::stream::{Event, EventStream};
use rocket::{Route, Shutdown, get, routes};
use serde_json::{Value, json};
use web::Problem;

use super::polls::counts;
use super::{Id, Running, find};
use crate::clock::Clock;
use crate::poll::Poll;

pub(super) fn routes() -> Vec<Route> {
    routes![events]
}

/// One event at once, then one for each change of what it tells; logged ballots only, so that it moves by whole mixing steps.
#[get("/api/v1/polls/<id>/events")]
fn events(ballot_box: &Running, id: Id, mut end: Shutdown) -> Result<EventStream![], Problem> {
    let poll = find(ballot_box, id)?;
    let clock = ballot_box.clock().clone();
    Ok(EventStream! {
        let mut changes = poll.watch();
        let mut told = None;
        loop {
            let now = turnout(&poll, &clock);
            if told.as_ref() != Some(&now) {
                yield Event::json(&now).event("turnout");
                told = Some(now);
            }
            tokio::select! {
                () = &mut end => break,
                changed = changes.changed() => if changed.is_err() { break },
            }
            tokio::select! {
                () = &mut end => break,
                () = tokio::time::sleep(PAUSE) => {}
            }
        }
    })
}

fn turnout(poll: &Poll, clock: &Clock) -> Value {
    let mut turnout = json!({ "phase": poll.phase(clock.now()), "ballots": poll.log().ballots() });
    if let Some(counts) = counts(poll) {
        turnout["counts"] = json!(*counts);
    }
    turnout
}

/// Between two events to one listener.
const PAUSE: Duration = Duration::from_secs(1);
