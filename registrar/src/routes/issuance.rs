//! `POST /api/v1/polls/{id}/token`: RFC 9578 issuing, by bearer token alone.

use crypto::encoding::b64url;
use rocket::http::Status;
use rocket::{Build, Rocket, post, routes};
use web::Problem;
use web::i18n::Text;

use super::{App, Document, hex_id};
use crate::domain::issuance::{self, Asked, IssueError};
use crate::guards::UnverifiedBearer;

pub(crate) fn stage(rocket: Rocket<Build>) -> Rocket<Build> {
    rocket.mount("/api/v1", routes![issue])
}

web::bytes_body! {
    /// A token request; a little more is read, so that a request that is too long is told apart from a broken one.
    struct TokenRequestBody, "application/private-token-request", 1_024
}

#[post("/polls/<poll>/token", data = "<body>")]
async fn issue(
    bearer: UnverifiedBearer,
    app: &App,
    poll: &str,
    body: Result<TokenRequestBody, Problem>,
) -> Result<Document, Problem> {
    // There is none without an id; of what else stands in a path a database would refuse some.
    let poll = hex_id(poll, 64).unwrap_or_default().to_owned();
    // Voter, poll and place on the roll are looked up in one go: each trip to another thread costs as much as the looking up.
    let pass = issuance::issue(app, move |registrar| -> Result<Asked, Problem> {
        let (account, row) = bearer.account_and_poll_here(registrar, &poll)?;
        let TokenRequestBody(request) = body?;
        Ok(Asked { row, account, request })
    });
    let pass = pass.await?;
    Ok(Document {
        media_type: "application/private-token-response",
        body: pass.blind_sig,
        headers: vec![("Psephos-Note", b64url(pass.note.as_bytes()))],
    })
}

impl From<IssueError> for Problem {
    fn from(error: IssueError) -> Self {
        match error {
            IssueError::Malformed(why) => {
                Self::new(Status::UnprocessableEntity, "request-malformed", "The token request is malformed")
                    .detail(why)
            }
            IssueError::NotEligible => {
                Self::new(Status::Forbidden, "not-eligible", "This account may not vote in this poll")
            }
            IssueError::Held(_) => Self::new(
                Status::Forbidden,
                "address-changed",
                "The voter's address was changed a short while ago",
            )
            .detail(error),
            IssueError::NotOpen => {
                Self::new(Status::Forbidden, "issuance-not-open", "Voting passes are not issued yet")
            }
            IssueError::Closed => {
                Self::new(Status::Forbidden, "issuance-closed", "Voting passes are no longer issued")
            }
            IssueError::AlreadyIssued(note) => Self::new(
                Status::Conflict,
                "pass-already-issued",
                "A voting pass was issued to this voter before",
            )
            .with("note", note),
            IssueError::Outdated(outdated) => outdated.into(),
            IssueError::LedgerBusy => Self::overloaded(5).says(Text::new("pass-unknown")),
            IssueError::Store(error) => error.into(),
            other @ (IssueError::Sign(_) | IssueError::Broken(_) | IssueError::Record(_)) => {
                Self::internal(other)
            }
        }
    }
}
