//! The challenge of a proof of work: from the API, and on the pages whose forms make us write a mail. These pages alone
//! run the script that solves it.

use rocket::http::Status;
use rocket::{Build, Rocket, get, routes};
use web::Problem;
use web::assets::Asset;
use web::headers::Csp;
use web::templates::{Page, Value, context};

use super::accounts::{FieldFault, shown};
use super::{App, Document, view};
use crate::assets;
use crate::domain::proof_of_work::{Purpose, Task, WorkError};

pub(crate) fn stage(rocket: Rocket<Build>) -> Rocket<Build> {
    rocket.mount("/", routes![script]).mount("/api/v1", routes![challenge])
}

#[get("/proof-of-work.js")]
fn script() -> Option<Asset> {
    assets::file("proof-of-work.js")
}

/// A challenge as ALTCHA's clients read it; nowhere to be found where no work is asked for.
#[get("/proof-of-work/<purpose>")]
fn challenge(app: &App, purpose: &str) -> Result<Document, Problem> {
    let purpose = Purpose::parse(purpose).ok_or_else(Problem::not_found)?;
    let challenge = app.proof_of_work.challenge(purpose, app.clock.now());
    let challenge =
        challenge.ok_or_else(|| Problem::not_found().detail("no proof of work is asked for here"))?;
    Ok(Document::json(&serde_json::to_value(challenge).map_err(Problem::internal)?))
}

/// The page `name`, whose form asks for work where the configuration does. Who has begun to wait with `ticket` goes on
/// waiting, unless that very ticket is at fault.
pub(super) fn work_page(
    app: &App,
    purpose: Purpose,
    ticket: Option<&str>,
    name: &'static str,
    faults: &[FieldFault],
    context: Value,
) -> Page {
    let kept = ticket.filter(|ticket| !ticket.is_empty() && !faults.iter().any(|fault| fault.field == FIELD));
    let task = app.proof_of_work.task(purpose, app.clock.now());
    let work = task.as_ref().map(|task| for_template(task, kept));
    let page = view(name, None, context! { work, faults => shown(faults), ..context });
    if task.is_some() { page.csp(Csp::scripted()) } else { page }
}

/// How a page says that the work does not count.
pub(super) fn work_fault(error: WorkError) -> (Status, FieldFault) {
    let status = match error {
        WorkError::TooMany(_) => Status::TooManyRequests,
        WorkError::Full => Status::ServiceUnavailable,
        _ => Status::UnprocessableEntity,
    };
    // Of a ticket that is good, later, the page keeps it.
    let field = if matches!(error, WorkError::TooSoon(_)) { WAITING } else { FIELD };
    (status, FieldFault { field, text: error.text().into() })
}

fn for_template(task: &Task, kept: Option<&str>) -> Value {
    context! {
        challenge => serde_json::to_string(&task.challenge).expect("texts and a number are JSON"),
        purpose => task.purpose.as_str(),
        ticket => kept.unwrap_or(&task.ticket),
        wait => task.terms.wait,
        lifetime => task.terms.lifetime,
    }
}

/// Where pages show faults of the work itself.
const FIELD: &str = "proof";

/// Where they show that the wait is not over.
const WAITING: &str = "proof-wait";

impl From<WorkError> for Problem {
    fn from(error: WorkError) -> Self {
        let unfit = |name, title| Self::new(Status::UnprocessableEntity, name, title);
        match error {
            WorkError::Missing => unfit("proof-of-work-needed", "A proof of work is needed")
                .detail("solve a challenge of GET /proof-of-work/{purpose} and give the payload as altcha"),
            WorkError::TooMany(seconds) => {
                Self::of_status(Status::TooManyRequests).header("Retry-After", seconds)
            }
            WorkError::Full => Self::overloaded(60),
            _ => unfit("proof-of-work-invalid", "The proof of work does not count").detail(error),
        }
    }
}
