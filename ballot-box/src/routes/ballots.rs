//! `POST /api/v1/polls/{id}/ballots`: casting.

use rocket::http::Status;
use rocket::request::{FromRequest, Outcome, Request};
use rocket::response::content::RawText;
use rocket::response::status::Custom;
use rocket::{Route, post, routes};
use web::{Problem, bytes_body};

use super::{Id, Running, find};
use crate::append::AppendError;
use crate::cast::{CastError, Reason};

pub(super) fn routes() -> Vec<Route> {
    routes![cast]
}

bytes_body! {
    /// Longer than any ballot of any poll; the poll's own length is checked next.
    struct BallotBody, "application/vnd.psephos.ballot", 65_536
}

#[post("/api/v1/polls/<id>/ballots", data = "<body>")]
async fn cast(
    ballot_box: &Running,
    id: Id,
    promise: PromiseHeader,
    body: Result<BallotBody, Problem>,
) -> Result<Custom<RawText<String>>, Problem> {
    let poll = find(ballot_box, id)?;
    let cast = ballot_box.cast(&poll, body?.0, promise.0.as_deref()).await?;
    let status = if cast.new { Status::Created } else { Status::Ok };
    Ok(Custom(status, RawText(cast.promise.to_string())))
}

/// The promise that may come with a ballot, from `Psephos-Note` (base64url). What cannot be read counts as none: it
/// would change nothing.
struct PromiseHeader(Option<String>);

#[rocket::async_trait]
impl<'r> FromRequest<'r> for PromiseHeader {
    type Error = std::convert::Infallible;

    async fn from_request(request: &'r Request<'_>) -> Outcome<Self, Self::Error> {
        let header = request.headers().get_one("Psephos-Note");
        let note = header.and_then(|header| crypto::encoding::parse_b64url(header).ok());
        Outcome::Success(Self(note.and_then(|note| String::from_utf8(note).ok())))
    }
}

impl From<CastError> for Problem {
    fn from(error: CastError) -> Self {
        match error {
            CastError::Malformed(malformed) => Self::new(
                Status::UnprocessableEntity,
                "ballot-malformed",
                "These bytes are not a ballot of this poll",
            )
            .detail(malformed),
            CastError::Refused { reason, refusal } => {
                let problem = refused(&reason).with("refusal", refusal.to_string());
                match reason {
                    Reason::Spent { promise } => problem.with("promise", promise.to_string()),
                    _ => problem,
                }
            }
            CastError::Append(AppendError::Full) => Self::overloaded(1),
            CastError::Append(AppendError::Failed) => Self::overloaded(5)
                .detail("the ballot may or may not have been stored; send the very same bytes again"),
            CastError::Db(error) => error.into(),
        }
    }
}

fn refused(reason: &Reason) -> Problem {
    let (status, title) = match reason {
        Reason::TokenInvalid => (Status::Forbidden, "The voting pass does not fit this poll"),
        Reason::SignatureInvalid => (Status::Forbidden, "The ballot's signature is wrong"),
        Reason::ContentInvalid(_) => (Status::UnprocessableEntity, "The votes are not valid for this poll"),
        Reason::NotOpen(_) => (Status::Forbidden, "Voting has not opened"),
        Reason::Closed => (Status::Forbidden, "Voting is over"),
        Reason::Spent { .. } => (Status::Conflict, "The voting pass was used for another ballot"),
    };
    Problem::new(status, reason.name(), title).detail(reason)
}
