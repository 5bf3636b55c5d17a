//! Puts the registrar behind HTTP.

use std::net::SocketAddr;
use std::sync::Arc;

use include_dir::{Dir, include_dir};
use rocket::fairing::{AdHoc, Fairing};
use rocket::{Build, Rocket};
use web::OwnOrigin;
use web::headers::Headers;
use web::templates::{Templates, Value};

use crate::registrar::Registrar;
use crate::{routes, workers};

static TEMPLATES: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/../templates/registrar");

/// All routes, headers and pages of this registrar.
pub(crate) fn build(listen: SocketAddr, registrar: &Arc<Registrar>) -> anyhow::Result<Rocket<Build>> {
    let globals = vec![
        ("site", Value::from("Registrar")),
        ("demo", Value::from(registrar.demo)),
        ("own_name", Value::from(registrar.name.as_str())),
        ("ballot_box_url", Value::from(registrar.ballot_box.service.url.as_str())),
    ];
    let headers = Headers {
        // With `no-referrer` the registrar's own form posts would bear `Origin: null`.
        referrer_policy: "same-origin",
        https: !registrar.name.is_loopback(),
        public: is_public,
    };
    let rocket = web::server::build(listen)
        .attach(headers)
        .manage(OwnOrigin(registrar.service.url.clone()))
        .manage(registrar.proxies.clone())
        .manage(registrar.db.clone())
        .attach(Templates::new(&TEMPLATES, globals)?.with_filter("time", routes::readable_time).fairing())
        .manage(Arc::clone(registrar))
        .mount("/", web::assets::routes())
        .mount("/", web::health::routes());
    Ok(web::catchers::register(routes::stage(rocket, registrar.demo)))
}

/// Starts the workers once the port is ours.
pub(crate) fn start_workers(registrar: Arc<Registrar>) -> impl Fairing {
    AdHoc::on_liftoff("workers", move |_| Box::pin(async move { workers::start(&registrar) }))
}

/// What anyone may read from any site: documents about polls, nothing about accounts.
fn is_public(path: &str) -> bool {
    // Poll ids have 64 digits; drafts, whose ids have 32, are for organisers alone.
    let poll = path.strip_prefix("/api/v1/polls/").and_then(|rest| rest.split('/').next());
    path == "/.well-known/psephos"
        || path == "/api/v1/openapi.json"
        || poll.is_some_and(|poll| poll.len() == 64)
}
