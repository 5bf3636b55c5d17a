//! The page where voters look their ballot up, by its receipt code or by the file that they saved. It answers without scripts; what
//! it then says is the service's word. With scripts the file stays on the voter's device.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use crypto::encoding::BallotHash;
use crypto::receipt::{ReceiptFile, receipt_code};
use rocket::data::{self, Data, FromData, ToByteUnit as _};
use rocket::form::{self, DataField, Form, FromForm, FromFormField};
use rocket::request::Request;
use rocket::{Route, get, post, routes};
use web::Problem;
use web::headers::Csp;
use web::i18n::PageLanguage;
use web::templates::{Page, Value, context};

use super::pages::Answer;
use super::receipts::look_up;
use super::{Id, Running, find, view};
use crate::poll::Poll;
use crate::receipts::{Found, Stage, Wanted};

pub(super) fn routes() -> Vec<Route> {
    routes![by_code, by_file]
}

/// What was asked for, and what there is.
enum Looked {
    /// Nothing was asked for yet.
    Nothing,
    /// The ballot is there.
    Found(Found),
    /// It is not, or nothing sensible was asked for; the word that the template knows it by.
    Missing(&'static str),
}

/// `?code=` from a form; without it the empty form.
#[get("/polls/<id>/receipt?<code>")]
async fn by_code(ballot_box: &Running, id: Id, code: Option<&str>, language: PageLanguage) -> Answer {
    let poll = find(ballot_box, id)?;
    let code = code.map(str::trim).filter(|code| !code.is_empty());
    let looked = match code {
        None => Looked::Nothing,
        Some(code) if code.parse::<Wanted>().is_err() => Looked::Missing("malformed"),
        Some(code) => look(ballot_box, &poll, code, "unknown").await?,
    };
    Ok(page(ballot_box, &poll, &looked, code, false, language))
}

#[derive(FromForm)]
struct Upload {
    file: Uploaded,
}

/// The receipt file as it was saved. Nothing of it is kept: it is read, verified, and forgotten with the answer. Whatever else is sent
/// is answered as a wrong file: the page is there to choose another one.
#[post("/polls/<id>/receipt", data = "<sent>")]
async fn by_file(ballot_box: &Running, id: Id, sent: Sent, language: PageLanguage) -> Answer {
    let poll = find(ballot_box, id)?;
    let looked = match sent.0.and_then(|text| promised(&poll, &text)) {
        None => Looked::Missing("file"),
        Some(ballot) => look(ballot_box, &poll, &ballot.to_string(), "promised").await?,
    };
    Ok(page(ballot_box, &poll, &looked, None, true, language))
}

/// The ballot that a receipt file of this poll promises to count, if its signatures and its proof hold.
fn promised(poll: &Poll, text: &str) -> Option<BallotHash> {
    let receipt = ReceiptFile::parse(text).ok()?.verify(&poll.manifest().ballot_box.key).ok()?;
    (receipt.promise.poll == poll.id()).then_some(receipt.promise.ballot)
}

async fn look(
    ballot_box: &Running,
    poll: &Arc<Poll>,
    wanted: &str,
    missing: &'static str,
) -> Result<Looked, Problem> {
    match look_up(ballot_box, poll, wanted).await {
        Ok(found) => Ok(Looked::Found(found)),
        Err(problem) if problem.status().code == 404 => Ok(Looked::Missing(missing)),
        Err(problem) => Err(problem),
    }
}

fn page(
    ballot_box: &Running,
    poll: &Poll,
    looked: &Looked,
    code: Option<&str>,
    uploaded: bool,
    language: PageLanguage,
) -> Page {
    let (found, missing) = match looked {
        Looked::Nothing => (None, None),
        Looked::Found(found) => (Some(in_words(found)), None),
        Looked::Missing(why) => (None, Some(why)),
    };
    let shown = view::poll(poll, ballot_box.clock().now(), language.code());
    // A short text would lie in the value itself, and stay on the stack wherever that was moved from.
    let code = code.map(|code| Value::from(Arc::<str>::from(code)));
    let page = context! { poll => shown, code, found, missing, uploaded };
    Page::new("receipt.html", page).csp(Csp::scripted())
}

fn in_words(found: &Found) -> Value {
    context! {
        code => receipt_code(&found.ballot),
        ballot => found.ballot.to_string(),
        state => match found.state {
            Stage::Promised => "promised",
            Stage::Logged => "logged",
            Stage::Counted => "counted",
        },
        number => found.number,
    }
}

/// The file in the form that was sent, if the whole of it arrived in time.
struct Sent(Option<String>);

#[rocket::async_trait]
impl<'r> FromData<'r> for Sent {
    type Error = Infallible;

    async fn from_data(request: &'r Request<'_>, data: Data<'r>) -> data::Outcome<'r, Self> {
        let form = tokio::time::timeout(PATIENCE, Form::<Upload>::from_data(request, data)).await;
        let form = form.ok().and_then(data::Outcome::succeeded);
        data::Outcome::Success(Self(form.and_then(|form| form.into_inner().file.0)))
    }
}

/// A file as text; none if it is no text, or too large for a receipt.
struct Uploaded(Option<String>);

#[rocket::async_trait]
impl<'r> FromFormField<'r> for Uploaded {
    fn from_value(_: form::ValueField<'r>) -> form::Result<'r, Self> {
        Ok(Self(None))
    }

    async fn from_data(field: DataField<'r, '_>) -> form::Result<'r, Self> {
        let read = field.data.open(LARGEST_RECEIPT.bytes()).into_bytes().await;
        let whole = read.ok().filter(rocket::data::Capped::is_complete);
        Ok(Self(whole.and_then(|bytes| String::from_utf8(bytes.into_inner()).ok())))
    }
}

/// As in the booth's `receipt_page.js`.
pub(super) const LARGEST_RECEIPT: u64 = 512 * 1024;
/// How long the form may take to arrive.
const PATIENCE: Duration = Duration::from_secs(30);
