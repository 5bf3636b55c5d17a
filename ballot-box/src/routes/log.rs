//! The logs as C2SP tlog-tiles serves them: checkpoints, tiles of hashes, bundles of entries. Tiles never change, and
//! are kept for ever by whoever fetched them, and are sent in parts to who asks; checkpoints are never kept.

use std::path::PathBuf;

use crypto::log::entry::Entry;
use crypto::log::merkle::Tree;
use crypto::log::tiles::{TilePath, entry_bundle};
use rocket::response::content::RawText;
use rocket::{Route, get, routes};
use web::Problem;
use web::ranges::Fixed;

use super::{Id, Running, find};

pub(super) fn routes() -> Vec<Route> {
    routes![checkpoint, api_checkpoint, tile, box_checkpoint, box_tile]
}

#[get("/polls/<id>/log/checkpoint")]
fn checkpoint(ballot_box: &Running, id: Id) -> Result<RawText<String>, Problem> {
    Ok(RawText(find(ballot_box, id)?.log().checkpoint().to_string()))
}

#[get("/api/v1/polls/<id>/checkpoint")]
fn api_checkpoint(ballot_box: &Running, id: Id) -> Result<RawText<String>, Problem> {
    checkpoint(ballot_box, id)
}

#[get("/polls/<id>/log/tile/<path..>")]
async fn tile(ballot_box: &Running, id: Id, path: PathBuf) -> Result<Fixed, Problem> {
    let poll = find(ballot_box, id)?;
    let path = parse(path)?;
    if !path.is_within(poll.log().size()) {
        return Err(beyond());
    }
    let bytes = match path {
        TilePath::Hashes(level, span) => {
            poll.log().tree().tile(level, span.index(), span.width()).ok_or_else(beyond)?
        }
        TilePath::Entries(span) => ballot_box.bundle(&poll, span).await?.ok_or_else(beyond)?,
    };
    Ok(Fixed::for_ever(bytes))
}

#[get("/polls/log/checkpoint")]
fn box_checkpoint(ballot_box: &Running) -> RawText<String> {
    RawText(ballot_box.box_log().checkpoint().to_string())
}

#[get("/polls/log/tile/<path..>")]
fn box_tile(ballot_box: &Running, path: PathBuf) -> Result<Fixed, Problem> {
    let path = parse(path)?;
    let log = ballot_box.box_log();
    let tree: &Tree = log.tree();
    if !path.is_within(tree.size()) {
        return Err(beyond());
    }
    let bytes = match path {
        TilePath::Hashes(level, span) => tree.tile(level, span.index(), span.width()).ok_or_else(beyond)?,
        TilePath::Entries(span) => {
            let range = span.range().ok_or_else(beyond)?;
            let place = |position: u64| usize::try_from(position).unwrap_or(usize::MAX);
            let polls = log.polls().get(place(range.start)..place(range.end)).ok_or_else(beyond)?;
            entry_bundle(&polls.iter().map(|poll| Entry::manifest(*poll)).collect::<Vec<_>>())
        }
    };
    Ok(Fixed::for_ever(bytes))
}

fn parse(path: PathBuf) -> Result<TilePath, Problem> {
    let path = path.into_os_string().into_string().map_err(|_| Problem::not_found())?;
    format!("tile/{path}").parse().map_err(|_| Problem::not_found().detail("this is not the path of a tile"))
}

fn beyond() -> Problem {
    Problem::not_found().detail("the published log does not reach so far")
}
