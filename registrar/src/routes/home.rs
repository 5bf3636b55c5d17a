//! The front page and the documents about the service itself.

use rocket::http::{ContentType, Method};
use rocket::{Build, Request, Rocket, catch, catchers, get, routes};
use serde_json::json;
use web::templates::{Page, context};

use super::handover::CONFIRM;
use super::{App, Document, Reply, SeeOther, view};
use crate::guards::SignedIn;

pub(crate) fn stage(rocket: Rocket<Build>) -> Rocket<Build> {
    rocket.mount("/", routes![index, well_known, openapi]).register("/", catchers![sign_in_first])
}

#[get("/")]
fn index(viewer: Option<SignedIn>) -> Reply {
    let page: Page = view("index.html", viewer.as_ref().map(|viewer| &viewer.account), context! {});
    Reply::Show(page)
}

#[get("/.well-known/psephos")]
fn well_known(app: &App) -> Document {
    Document::json(&json!({
        "role": "registrar",
        "name": app.name,
        "url": app.service.url,
        "key": app.key.verifier(),
        "former_keys": app.former_keys,
        "version": env!("CARGO_PKG_VERSION"),
    }))
}

#[get("/api/v1/openapi.json")]
fn openapi() -> (ContentType, &'static str) {
    (ContentType::JSON, OPENAPI)
}

/// Who is not signed in is led to the sign-in page and back: to the same page, also from the post of a confirmation
/// whose session has expired, but to no other post, for it would be asked for with GET.
#[catch(401)]
fn sign_in_first(request: &Request<'_>) -> SeeOther {
    let path = request.uri().path().as_str();
    let can_come_back = request.method() == Method::Get || path.ends_with(CONFIRM);
    SeeOther(format!("/sign-in?next={}", if can_come_back { path } else { "/me" }))
}

/// Kept by hand next to the routes; a test compares the two.
pub(crate) const OPENAPI: &str = include_str!("../../openapi.json");
