//! HTTP: parse, one call into the ballot box, render. No handler knows an account, a cookie or an address.

mod about;
mod ballots;
mod booth;
mod certificate;
mod events;
mod fault;
mod files;
mod list;
mod log;
mod pages;
mod polls;
mod receipt_page;
mod receipts;
mod results;
mod statements;
mod stream;
#[cfg(test)]
mod tests;
pub(crate) mod view;

use std::net::SocketAddr;
use std::sync::Arc;

use crypto::encoding::PollId;
use include_dir::{Dir, include_dir};
use rocket::request::FromParam;
use rocket::{Build, Rocket, Route, State};
use web::Problem;
use web::headers::Headers;
use web::health::Readiness;
use web::i18n::{Catalogues, Text};
use web::listen::Tls;
use web::templates::{Templates, Value};

use self::stream::Downloads;
use crate::ballot_box::BallotBox;
use crate::poll::Poll;

/// Whether this is the demonstration.
pub(crate) struct Demo(pub(crate) bool);

/// The whole service, without its clock.
pub(crate) fn build(
    ballot_box: &Arc<BallotBox>,
    listen: SocketAddr,
    tls: Option<&Tls>,
    demo: bool,
    readiness: Readiness,
) -> anyhow::Result<Rocket<Build>> {
    let name = &ballot_box.identity().name;
    let globals = vec![
        ("site", Value::from("ballot-box")),
        ("service", Value::from(name.to_string())),
        ("demo", Value::from(demo)),
    ];
    let rocket = web::server::build(listen, tls, receipt_page::LARGEST_RECEIPT)
        // `strict-origin`: the booth's form to the registrar must bear this site's origin (protocol section 6).
        .attach(Headers { referrer_policy: "strict-origin", https: !name.is_loopback(), public: is_public })
        .manage(Arc::clone(ballot_box))
        .manage(ballot_box.db().clone())
        .manage(Downloads::default())
        .manage(readiness)
        .attach(Templates::new(&TEMPLATES, globals)?.speaking(Catalogues::BallotBox)?.fairing())
        .manage(Demo(demo))
        .mount("/", web::assets::routes())
        .mount("/", web::health::routes())
        .mount("/", routes());
    Ok(web::catchers::register(rocket).register("/polls", fault::catchers()))
}

fn routes() -> Vec<Route> {
    [
        about::routes(),
        ballots::routes(),
        booth::routes(),
        certificate::routes(),
        events::routes(),
        files::routes(),
        list::routes(),
        log::routes(),
        pages::routes(),
        polls::routes(),
        receipt_page::routes(),
        receipts::routes(),
        results::routes(),
        statements::routes(),
    ]
    .concat()
}

/// What anyone may read from any site: everything but pages.
fn is_public(path: &str) -> bool {
    let is_log = path.starts_with("/polls/log/") || (path.starts_with("/polls/") && path.contains("/log/"));
    path.starts_with("/api/") || path.starts_with("/.well-known/") || is_log
}

/// A poll id in a path. What is no id is like an id that nobody has: not found.
#[derive(Clone, Copy)]
struct Id(Option<PollId>);

impl<'r> FromParam<'r> for Id {
    type Error = std::convert::Infallible;

    fn from_param(param: &'r str) -> Result<Self, Self::Error> {
        Ok(Self(param.parse().ok()))
    }
}

/// The running ballot box in a handler's signature.
type Running = State<Arc<BallotBox>>;

fn find(ballot_box: &Running, id: Id) -> Result<Arc<Poll>, Problem> {
    id.0.and_then(|id| ballot_box.poll(id))
        .ok_or_else(|| Problem::not_found().says(Text::new("missing-poll")))
}

/// Index of what is numbered from 1 in a path.
fn place(number: Option<usize>) -> Option<usize> {
    number?.checked_sub(1)
}

pub(crate) static TEMPLATES: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/../templates/ballot-box");
