//! Downloads: entries at any time, ballots and the bundle once the result is signed.

use std::sync::Arc;

use rocket::http::ContentType;
use rocket::{Route, State, get, routes};
use web::Problem;

use super::stream::{Download, Downloads};
use super::{Id, Running, find};
use crate::export::{self, Snapshot};
use crate::poll::Poll;

pub(super) fn routes() -> Vec<Route> {
    routes![entries, ballots, ndjson, csv, bundle]
}

#[get("/api/v1/polls/<id>/entries")]
fn entries(ballot_box: &Running, downloads: &State<Downloads>, id: Id) -> Result<Download, Problem> {
    let poll = find(ballot_box, id)?;
    let (db, size) = (ballot_box.db().clone(), poll.log().size());
    downloads.send(ContentType::Binary, move |out| export::entries(&db, &poll, size, out))
}

#[get("/api/v1/polls/<id>/ballots")]
fn ballots(ballot_box: &Running, downloads: &State<Downloads>, id: Id) -> Result<Download, Problem> {
    let (poll, snapshot) = published(ballot_box, id)?;
    let db = ballot_box.db().clone();
    let content_type = ContentType::new("application", "vnd.psephos.ballots");
    downloads.send(content_type, move |out| export::ballots(&db, &poll, &snapshot, out))
}

#[get("/api/v1/polls/<id>/ballots.ndjson")]
fn ndjson(ballot_box: &Running, downloads: &State<Downloads>, id: Id) -> Result<Download, Problem> {
    let (poll, snapshot) = published(ballot_box, id)?;
    let db = ballot_box.db().clone();
    let content_type = ContentType::new("application", "x-ndjson");
    downloads.send(content_type, move |out| export::ndjson(&db, &poll, &snapshot, out))
}

#[get("/api/v1/polls/<id>/ballots.csv")]
fn csv(ballot_box: &Running, downloads: &State<Downloads>, id: Id) -> Result<Download, Problem> {
    let (poll, snapshot) = published(ballot_box, id)?;
    let db = ballot_box.db().clone();
    let name = file_name(&poll, "csv");
    Ok(downloads.send(ContentType::CSV, move |out| export::csv(&db, &poll, &snapshot, out))?.named(name))
}

#[get("/api/v1/polls/<id>/bundle")]
fn bundle(ballot_box: &Running, downloads: &State<Downloads>, id: Id) -> Result<Download, Problem> {
    let (poll, snapshot) = published(ballot_box, id)?;
    let db = ballot_box.db().clone();
    let name = file_name(&poll, "tar");
    let content_type = ContentType::new("application", "x-tar");
    Ok(downloads.send(content_type, move |out| export::bundle(&db, &poll, &snapshot, out))?.named(name))
}

/// A poll whose ballots are public: its result is signed. A cancelled poll's ballots never are.
fn published(ballot_box: &Running, id: Id) -> Result<(Arc<Poll>, Snapshot), Problem> {
    let poll = find(ballot_box, id)?;
    let snapshot = Snapshot::of(&poll);
    if snapshot.state.is_cancelled() {
        Err(Problem::not_found().detail("the poll was cancelled; its ballots are never published"))
    } else if snapshot.state.results.is_empty() {
        Err(Problem::not_found()
            .detail("the ballots are published together with the result, after the close"))
    } else {
        Ok((poll, snapshot))
    }
}

/// Slug or beginning of the id; both are plain.
fn file_name(poll: &Poll, extension: &str) -> String {
    let id = poll.id().to_string();
    format!("{}.{extension}", poll.manifest().slug.as_deref().unwrap_or(&id[..16]))
}
