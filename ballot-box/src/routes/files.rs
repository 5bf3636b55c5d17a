//! Downloads: entries at any time, ballots and the bundle once the result is signed.

use std::io::Write;
use std::sync::Arc;

use rocket::http::ContentType;
use rocket::{Route, State, get, routes};
use web::Problem;

use super::stream::{Download, Downloads, Form, Sink, Subject};
use super::{Id, Running, find};
use crate::export::{self, Snapshot};
use crate::poll::Poll;

pub(super) fn routes() -> Vec<Route> {
    routes![entries, ballots, ndjson, csv, bundle]
}

/// While the poll runs it grows, and is sent whole.
#[get("/api/v1/polls/<id>/entries")]
fn entries(ballot_box: &Running, downloads: &State<Downloads>, id: Id) -> Result<Download, Problem> {
    let poll = find(ballot_box, id)?;
    let (db, snapshot) = (ballot_box.db().clone(), Snapshot::of(&poll));
    let etag = snapshot.state.is_final().then(|| snapshot.etag(&poll, "entries"));
    let length = export::entries_length(snapshot.size);
    let write = move |out: &mut Sink| export::entries(&db, &poll, snapshot.size, out);
    let download = downloads.begin()?.send(ContentType::Binary, length, write);
    Ok(match etag {
        Some(etag) => download.in_parts(etag),
        None => download,
    })
}

#[get("/api/v1/polls/<id>/ballots")]
fn ballots(ballot_box: &Running, downloads: &State<Downloads>, id: Id) -> Result<Download, Problem> {
    let (poll, snapshot) = published(ballot_box, id)?;
    let (db, etag) = (ballot_box.db().clone(), snapshot.etag(&poll, "ballots"));
    let content_type = ContentType::new("application", "vnd.psephos.ballots");
    let length = export::ballots_length(&poll, &snapshot);
    let write = move |out: &mut Sink| export::ballots(&db, &poll, &snapshot, out);
    Ok(downloads.begin()?.send(content_type, length, write).in_parts(etag))
}

/// Lines have lengths of their own: for a part of them those before it are written too, and not sent.
#[get("/api/v1/polls/<id>/ballots.ndjson")]
async fn ndjson(ballot_box: &Running, downloads: &State<Downloads>, id: Id) -> Result<Download, Problem> {
    let (poll, snapshot) = published(ballot_box, id)?;
    let (db, etag) = (ballot_box.db().clone(), snapshot.etag(&poll, "ndjson"));
    let content_type = ContentType::new("application", "x-ndjson");
    let subject = Subject { poll: poll.id(), ballots: snapshot.ballots, form: Form::Ndjson };
    let write = move |mut out: &mut dyn Write| export::ndjson(&db, &poll, &snapshot, &mut out);
    Ok(downloads.begin()?.send_measured(subject, content_type, write).await?.in_parts(etag))
}

#[get("/api/v1/polls/<id>/ballots.csv")]
async fn csv(ballot_box: &Running, downloads: &State<Downloads>, id: Id) -> Result<Download, Problem> {
    let (poll, snapshot) = published(ballot_box, id)?;
    let (db, etag) = (ballot_box.db().clone(), snapshot.etag(&poll, "csv"));
    let name = file_name(&poll, "csv");
    let subject = Subject { poll: poll.id(), ballots: snapshot.ballots, form: Form::Csv };
    let write = move |mut out: &mut dyn Write| export::csv(&db, &poll, &snapshot, &mut out);
    let download = downloads.begin()?.send_measured(subject, ContentType::CSV, write).await?;
    Ok(download.named(name).in_parts(etag))
}

#[get("/api/v1/polls/<id>/bundle")]
fn bundle(ballot_box: &Running, downloads: &State<Downloads>, id: Id) -> Result<Download, Problem> {
    let (poll, snapshot) = published(ballot_box, id)?;
    let (db, etag) = (ballot_box.db().clone(), snapshot.etag(&poll, "bundle"));
    let name = file_name(&poll, "tar");
    let content_type = ContentType::new("application", "x-tar");
    let length = export::bundle_length(&poll, &snapshot);
    let write = move |out: &mut Sink| export::bundle(&db, &poll, &snapshot, out);
    Ok(downloads.begin()?.send(content_type, length, write).named(name).in_parts(etag))
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
