//! `POST /add-checkpoint`, and whether the witness lives.

use std::net::SocketAddr;
use std::sync::Arc;

use rocket::data::{Data, ToByteUnit as _};
use rocket::http::{ContentType, Status};
use rocket::{Build, Rocket, State, get, post, routes};
use web::headers::Headers;

use crate::memory::{Refusal, Witness};

type Answer = (Status, (ContentType, String));

/// The whole service.
pub(crate) fn build(witness: Witness, listen: SocketAddr, https: bool) -> Rocket<Build> {
    web::server::build(listen, None, 0)
        .attach(Headers { referrer_policy: "no-referrer", https, public: |_| false })
        .manage(Arc::new(witness))
        .mount("/", routes![add_checkpoint, about, healthz])
}

#[post("/add-checkpoint", data = "<body>")]
async fn add_checkpoint(witness: &State<Arc<Witness>>, body: Data<'_>) -> Answer {
    let text = match body.open(LARGEST.bytes()).into_string().await {
        Ok(text) if text.is_complete() => text.into_inner(),
        Ok(_) => return plain(Status::PayloadTooLarge, "a request has at most 128 KiB\n"),
        Err(_) => return plain(Status::BadRequest, "the request broke off, or is not UTF-8\n"),
    };
    let witness = Arc::clone(witness);
    let now = u64::try_from(jiff::Timestamp::now().as_second()).unwrap_or(0);
    match tokio::task::spawn_blocking(move || witness.add(&text, now)).await {
        Ok(Ok(line)) => plain(Status::Ok, &line),
        Ok(Err(Refusal::OtherSize(size))) => (Status::Conflict, (size_type(), format!("{size}\n"))),
        Ok(Err(refusal)) => plain(status(&refusal), &format!("{refusal}\n")),
        Err(_) => plain(Status::InternalServerError, "the witness failed\n"),
    }
}

/// The key, for people who set up a poll.
#[get("/")]
fn about(witness: &State<Arc<Witness>>) -> String {
    format!("A witness of ballot boxes (c2sp.org/tlog-witness).\n{}\n", witness.key())
}

#[get("/healthz")]
fn healthz() -> &'static str {
    "ok\n"
}

fn status(refusal: &Refusal) -> Status {
    match refusal {
        Refusal::Malformed(_) => Status::BadRequest,
        Refusal::UnknownLog(_) => Status::NotFound,
        Refusal::NotSigned => Status::Forbidden,
        Refusal::OtherSize(_) | Refusal::Split(_) => Status::Conflict,
        Refusal::Inconsistent => Status::UnprocessableEntity,
        Refusal::Io(error) => {
            tracing::error!("{error}");
            Status::InternalServerError
        }
    }
}

fn plain(status: Status, text: &str) -> Answer {
    (status, (ContentType::Plain, text.to_owned()))
}

fn size_type() -> ContentType {
    ContentType::new("text", "x.tlog.size")
}

/// A proof of 63 hashes and a checkpoint with a hundred signatures are a tenth of it.
const LARGEST: u64 = 128 * 1024;

#[cfg(test)]
mod tests;
