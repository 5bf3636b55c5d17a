//! The booth: fixed bytes, the same for every poll, under a policy that runs nothing but them.

use rocket::{Route, get, routes};
use web::Problem;
use web::assets::Asset;
use web::headers::{Csp, Under};

use super::fault::Fault;
use super::{Id, Running, find};
use crate::assets;

pub(super) fn routes() -> Vec<Route> {
    routes![booth, module]
}

#[get("/polls/<id>/booth")]
fn booth(ballot_box: &Running, id: Id) -> Result<Under<Asset>, Fault> {
    let poll = find(ballot_box, id)?;
    let page = assets::page().ok_or_else(Problem::not_found)?;
    // The one other place that the booth's forms may lead to: the registrar that issues this poll's passes.
    let csp = Csp::scripted().form_action(&poll.manifest().registrar.url);
    Ok(Under { csp, inner: page })
}

/// A worker runs under the policy of its own answer, not under that of the page that starts it.
#[get("/booth/<name>")]
fn module(name: &str) -> Option<Under<Asset>> {
    let csp = if name == assets::WORKER { Csp::scripted() } else { Csp::page() };
    assets::script(name).map(|inner| Under { csp, inner })
}
