//! What is wrong, on a page: of a poll that there is it keeps the name, the banner and the way to the poll's other pages.

use std::sync::Arc;

use rocket::http::Status;
use rocket::request::Request;
use rocket::response::{self, Responder};
use rocket::{Catcher, catch, catchers};
use web::Problem;
use web::catchers::{error_page, problem};
use web::i18n::PageLanguage;
use web::templates::{Value, context};

use super::view;
use crate::ballot_box::BallotBox;

/// A problem on a page.
#[derive(Debug)]
pub(super) struct Fault(Problem);

impl<E: Into<Problem>> From<E> for Fault {
    fn from(error: E) -> Self {
        Self(error.into())
    }
}

impl<'r> Responder<'r, 'static> for Fault {
    fn respond_to(self, request: &'r Request<'_>) -> response::Result<'static> {
        let page = error_page(&self.0);
        let page = match asked_of(request) {
            Some(poll) => page.within("poll-error.html", context! { poll }),
            None => page,
        };
        page.respond_to(request)
    }
}

/// For paths below `/polls` that no handler answers.
pub(super) fn catchers() -> Vec<Catcher> {
    catchers![unanswered]
}

#[catch(default)]
fn unanswered(status: Status, request: &Request<'_>) -> Fault {
    problem(status, request).into()
}

/// The poll that the path names, if there is one.
fn asked_of(request: &Request<'_>) -> Option<Value> {
    let mut segments = request.uri().path().segments();
    let id = segments.next().filter(|first| *first == "polls").and_then(|_| segments.next())?;
    let ballot_box = request.rocket().state::<Arc<BallotBox>>()?;
    let poll = ballot_box.poll(id.parse().ok()?)?;
    Some(view::entry(&poll, ballot_box.clock().now(), PageLanguage::of(request).code()))
}
