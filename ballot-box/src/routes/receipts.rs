//! Receipts as JSON, and their proofs.

use std::sync::Arc;

use rocket::response::content::RawText;
use rocket::serde::json::Json;
use rocket::{Route, get, routes};
use web::Problem;

use super::{Id, Running, find};
use crate::ballot_box::BallotBox;
use crate::poll::Poll;
use crate::receipts::{self, Found, Wanted};

pub(super) fn routes() -> Vec<Route> {
    routes![receipt, proof]
}

#[get("/api/v1/polls/<id>/receipts/<wanted>")]
async fn receipt(ballot_box: &Running, id: Id, wanted: &str) -> Result<Json<Found>, Problem> {
    let poll = find(ballot_box, id)?;
    look_up(ballot_box, &poll, wanted).await.map(Json)
}

#[get("/api/v1/polls/<id>/receipts/<wanted>/proof")]
async fn proof(ballot_box: &Running, id: Id, wanted: &str) -> Result<RawText<String>, Problem> {
    let poll = find(ballot_box, id)?;
    let found = look_up(ballot_box, &poll, wanted).await?;
    let proof = receipts::proof(&poll, &found);
    proof.map(|proof| RawText(proof.to_string())).ok_or_else(|| {
        Problem::not_found().detail("the ballot is accepted and not yet on the public list; try later")
    })
}

/// Looks up what is written in a path or a form.
pub(super) async fn look_up(
    ballot_box: &Arc<BallotBox>,
    poll: &Arc<Poll>,
    wanted: &str,
) -> Result<Found, Problem> {
    let unknown = || Problem::not_found().detail("this poll has no ballot with that receipt code");
    let wanted: Wanted = wanted.parse().map_err(|error| Problem::not_found().detail(error))?;
    let asked = Arc::clone(poll);
    ballot_box.db().run(move |conn| receipts::look_up(conn, &asked, &wanted)).await?.ok_or_else(unknown)
}
