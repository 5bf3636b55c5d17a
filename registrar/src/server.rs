//! Puts the registrar behind HTTP.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Instant;

use include_dir::{Dir, include_dir};
use rocket::fairing::{AdHoc, Fairing};
use rocket::{Build, Rocket};
use web::OwnOrigin;
use web::guard::Guard;
use web::headers::Headers;
use web::health::Readiness;
use web::i18n::Catalogues;
use web::listen::Tls;
use web::templates::{OfRequest, Templates, Value};

use crate::registrar::Registrar;
use crate::{routes, store, workers};

/// The largest file that a form may upload, in bytes.
pub(crate) const UPLOAD_BYTES: u64 = 16 * 1024 * 1024;

static TEMPLATES: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/../templates/registrar");

/// All routes, headers and pages of this registrar.
pub(crate) fn build(
    listen: SocketAddr,
    tls: Option<&Tls>,
    registrar: &Arc<Registrar>,
) -> anyhow::Result<Rocket<Build>> {
    let globals = vec![
        ("site", Value::from("registrar")),
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
    let rocket = web::server::build(listen, tls, UPLOAD_BYTES)
        .attach(registrar.failures.clone())
        .manage(readiness(registrar))
        .attach(headers)
        .manage(OwnOrigin(registrar.service.url.clone()))
        .manage(registrar.proxies.clone())
        .manage(registrar.db.clone())
        .attach(
            Templates::new(&TEMPLATES, globals)?
                .speaking(Catalogues::Registrar)?
                .with_filter("time", routes::time_parts)
                .with_filter("language", |tag: String| routes::language_name(&tag))
                .fairing(),
        )
        .manage(OfRequest(routes::of_request))
        .manage(Arc::clone(registrar))
        .mount("/", web::assets::routes())
        .mount("/", web::health::routes());
    Ok(web::catchers::register(routes::stage(rocket, registrar.demo)))
}

/// What the registrar needs besides its database.
fn readiness(registrar: &Arc<Registrar>) -> Readiness {
    let (state_dir, mails, workers) =
        (registrar.state_dir.clone(), Arc::clone(registrar), Arc::clone(registrar));
    Readiness::default()
        .needs(move || Guard::probe(&state_dir).map_err(|_| "state_dir cannot be written".to_owned()))
        .needs(move || match workers.heartbeats.late(Instant::now()).as_slice() {
            [] => Ok(()),
            late => Err(format!("workers are stuck: {}", late.join(", "))),
        })
        .needs(move || {
            let late = mails.clock.now().unix() - MAIL_PATIENCE;
            match mails.db.run_here(|conn| store::outbox::overdue(conn, late)) {
                Ok(0) => Ok(()),
                Ok(mails) => Err(format!("{mails} mails are long due and nobody takes them")),
                Err(_) => Err("the database does not answer".to_owned()),
            }
        })
}

/// How many seconds a mail may be due without an attempt before something is wrong with the worker.
const MAIL_PATIENCE: i64 = 900;

/// Starts the workers once the port is ours.
pub(crate) fn start_workers(registrar: Arc<Registrar>) -> impl Fairing {
    AdHoc::on_liftoff("workers", move |_| Box::pin(async move { workers::start(&registrar) }))
}

/// Asks the workers to end as soon as the service does, while open requests finish.
pub(crate) fn stop_workers(registrar: Arc<Registrar>) -> impl Fairing {
    AdHoc::on_shutdown("workers", move |_| Box::pin(async move { registrar.stop.ask() }))
}

/// What anyone may read from any site: documents about polls, nothing about accounts.
fn is_public(path: &str) -> bool {
    // Poll ids have 64 digits; drafts, whose ids have 32, are for organisers alone.
    let poll = path.strip_prefix("/api/v1/polls/").and_then(|rest| rest.split('/').next());
    path == "/.well-known/psephos"
        || path == "/api/v1/openapi.json"
        || poll.is_some_and(|poll| poll.len() == 64)
}
