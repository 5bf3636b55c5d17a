//! Polls as JSON.

use std::sync::Arc;

use rocket::serde::json::Json;
use rocket::{Route, State, get, routes};
use serde_json::{Value, json};
use web::Problem;

use super::{Demo, Id, Running, find};
use crate::poll::Poll;
use crypto::time::UtcTime;

pub(super) fn routes() -> Vec<Route> {
    routes![list, one]
}

#[get("/api/v1/polls")]
fn list(ballot_box: &Running) -> Json<Value> {
    let now = ballot_box.clock().now();
    let polls: Vec<Value> = ballot_box.polls().iter().map(|poll| summary(poll, now)).collect();
    Json(json!({ "polls": polls }))
}

#[get("/api/v1/polls/<id>")]
fn one(ballot_box: &Running, demo: &State<Demo>, id: Id) -> Result<Json<Value>, Problem> {
    let poll = find(ballot_box, id)?;
    let now = ballot_box.clock().now();
    let mut answer = summary(&poll, now);
    let manifest = poll.manifest();
    let (notices, results) = {
        let state = poll.state();
        (state.notices.len(), state.results.len())
    };
    let id = poll.id();
    answer["registrar"] = json!({ "name": manifest.registrar.name, "url": manifest.registrar.url });
    answer["results"] = json!(manifest.results);
    answer["eligible"] = json!(manifest.eligible);
    answer["tree_size"] = json!(poll.log().size());
    answer["mix"] = json!(manifest.mix);
    answer["notices"] = json!(notices);
    answer["result"] = json!((results > 0).then_some(results));
    answer["now"] = json!(now);
    if demo.0 {
        answer["demo"] = json!(true);
    }
    if let Some(counts) = counts(&poll) {
        answer["counts"] = json!(*counts);
    }
    let api = |path: &str| format!("/api/v1/polls/{id}{path}");
    let mut links = json!({
        "self": api(""), "page": format!("/polls/{id}"), "booth": format!("/polls/{id}/booth"),
        "manifest": api("/manifest"), "checkpoint": api("/checkpoint"), "entries": api("/entries"),
        "notices": api("/notices"), "events": api("/events"), "ballots": api("/ballots"),
        "log": format!("/polls/{id}/log/"),
    });
    if results > 0 {
        links["result"] = json!(api("/result"));
        links["bundle"] = json!(api("/bundle"));
    }
    answer["links"] = links;
    Ok(Json(answer))
}

fn summary(poll: &Poll, now: UtcTime) -> Value {
    // In this order, see `Poll::state`.
    let ballots = poll.log().ballots();
    crate::summary::summary(poll.manifest(), &poll.state(), ballots, now)
}

/// Counts that are public now: the signed result's, else running ones where the poll shows them. A cancelled poll has
/// none.
pub(super) fn counts(poll: &Poll) -> Option<Arc<Value>> {
    let log = poll.log();
    let state = poll.state();
    match state.results.last() {
        _ if state.is_cancelled() => None,
        Some((outcome, _)) => Some(Arc::new(outcome.tally.clone())),
        None => log.counts(),
    }
}
