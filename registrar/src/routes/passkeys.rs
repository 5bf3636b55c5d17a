//! Passkeys: signing in with one, and the API for an account's own. The pages for these: [`super::passkey_pages`].

use crypto::time::UtcTime;
use rocket::form::{Form, FromForm};
use rocket::http::{CookieJar, Status};
use rocket::response::status::Custom;
use rocket::{Build, Rocket, delete, get, patch, post, routes};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use web::assets::Asset;
use web::body::JsonBody;
use web::{Caller, Problem, SameOrigin};

use super::accounts::field_problem;
use super::sessions::{enter, refused_sign_in};
use super::{App, Document, Fault, Reply, hex_id};
use crate::assets;
use crate::domain::mail::Letterhead;
use crate::domain::passkeys::{self, Challenge, PasskeyError};
use crate::domain::password::Password;
use crate::domain::reauthentication::ask_again;
use crate::domain::second_factor;
use crate::domain::secret::PlainToken;
use crate::domain::session::{self, Kind};
use crate::guards::{Bearer, SignedIn};
use crate::store::passkeys::PasskeyRow;

pub(crate) fn stage(rocket: Rocket<Build>) -> Rocket<Build> {
    rocket
        .mount("/", routes![script, sign_in])
        .mount("/api/v1", routes![ask, open_session, list, begin, finish, rename, remove])
}

#[get("/passkeys.js")]
fn script() -> Option<Asset> {
    assets::file("passkeys.js")
}

/// What a browser is asked for, to sign in with whichever passkey it has.
#[post("/sessions/passkey/begin")]
async fn ask(app: &App, caller: Caller) -> Result<Document, Problem> {
    Ok(Document::json(&asked(&passkeys::challenge(app, &caller).await?)))
}

/// The answer of a browser.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Answer {
    ceremony: String,
    credential: Value,
}

impl Answer {
    fn parse<T: DeserializeOwned>(self) -> Result<(PlainToken, T), Problem> {
        let ceremony = PlainToken::parse(&self.ceremony).ok_or(PasskeyError::Stale)?;
        let credential =
            serde_json::from_value(self.credential).map_err(|error| field_problem("credential", error))?;
        Ok((ceremony, credential))
    }
}

#[post("/sessions/passkey", data = "<body>")]
async fn open_session(app: &App, body: Result<JsonBody<Answer>, Problem>) -> Result<Document, Problem> {
    let JsonBody(answer) = body?;
    let (ceremony, credential) = answer.parse()?;
    let who = passkeys::sign_in(app, &ceremony, &credential).await?;
    let token = session::open(app, &who, Kind::Bearer).await?;
    Ok(Document::json(&json!({ "token": token.reveal() })))
}

/// The answer of a browser as its page sends it; also of one that has no account here any more.
#[derive(FromForm)]
pub(super) struct AnswerForm<'r> {
    #[field(default = "")]
    pub(super) ceremony: &'r str,
    #[field(default = "")]
    pub(super) credential: &'r str,
    #[field(default = "")]
    pub(super) next: &'r str,
}

impl AnswerForm<'_> {
    /// What the script of our page never sends otherwise does not count.
    pub(super) fn parse<T: DeserializeOwned>(&self) -> Result<(PlainToken, T), PasskeyError> {
        let ceremony = PlainToken::parse(self.ceremony).ok_or(PasskeyError::Stale)?;
        let credential = serde_json::from_str(self.credential).map_err(|_| PasskeyError::Refused)?;
        Ok((ceremony, credential))
    }
}

#[post("/sign-in/passkey", data = "<form>")]
async fn sign_in(
    _own: SameOrigin,
    app: &App,
    before: Option<SignedIn>,
    jar: &CookieJar<'_>,
    form: Form<AnswerForm<'_>>,
) -> Result<Reply, Fault> {
    let who = match form.parse() {
        Ok((ceremony, credential)) => passkeys::sign_in(app, &ceremony, &credential).await,
        Err(error) => Err(error),
    };
    match who {
        Ok(who) => enter(app, jar, before, &who, Some(form.next)).await,
        Err(error) => match refused(&error) {
            Some(status) => {
                let page = refused_sign_in(app, Some(form.next), &error).await;
                Ok(Reply::Show(page.status(status)))
            }
            None => Err(error.into()),
        },
    }
}

#[get("/me/passkeys")]
async fn list(app: &App, bearer: Bearer) -> Result<Document, Problem> {
    let rows = passkeys::list(app, &bearer.account).await?;
    Ok(Document::json(&json!({ "passkeys": rows.iter().map(described).collect::<Vec<_>>() })))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NewPasskey {
    name: String,
    #[serde(default)]
    current: String,
    /// Of the authenticator app, or a recovery code; for accounts with a second factor, in whose place a passkey stands.
    #[serde(default)]
    totp: Option<String>,
}

#[post("/me/passkeys/begin", data = "<body>")]
async fn begin(
    app: &App,
    bearer: Bearer,
    caller: Caller,
    body: Result<JsonBody<NewPasskey>, Problem>,
    sender: Letterhead,
) -> Result<Document, Problem> {
    let JsonBody(NewPasskey { name, current, totp }) = body?;
    let Bearer { account, session } = bearer;
    ask_again(app, &account, &session, Kind::Bearer, Password::attempt(&current), &caller).await?;
    if account.second_factor {
        second_factor::check(app, &account, totp.as_deref(), &caller, &sender).await?;
    }
    Ok(Document::json(&asked(&passkeys::begin(app, &account, &name).await?)))
}

#[post("/me/passkeys", data = "<body>")]
async fn finish(
    app: &App,
    bearer: Bearer,
    body: Result<JsonBody<Answer>, Problem>,
    sender: Letterhead,
) -> Result<Custom<Document>, Problem> {
    let JsonBody(answer) = body?;
    let (ceremony, credential) = answer.parse()?;
    let id = passkeys::finish(app, &bearer.account, &ceremony, &credential, &sender).await?;
    Ok(Custom(Status::Created, Document::json(&json!({ "passkey": id }))))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NewName {
    name: String,
}

#[patch("/me/passkeys/<passkey>", data = "<body>")]
async fn rename(
    app: &App,
    bearer: Bearer,
    passkey: &str,
    body: Result<JsonBody<NewName>, Problem>,
) -> Result<Status, Problem> {
    let JsonBody(NewName { name }) = body?;
    let there = passkeys::rename(app, &bearer.account, hex_id(passkey, 32)?, &name).await?;
    if there { Ok(Status::NoContent) } else { Err(Problem::not_found()) }
}

#[delete("/me/passkeys/<passkey>")]
async fn remove(app: &App, bearer: Bearer, passkey: &str, sender: Letterhead) -> Result<Document, Problem> {
    let again = passkeys::remove(app, &bearer.account, hex_id(passkey, 32)?, &sender).await?;
    let token = session::open(app, &again.ok_or_else(Problem::not_found)?, Kind::Bearer).await?;
    Ok(Document::json(&json!({ "token": token.reveal() })))
}

/// A challenge as clients read it.
pub(super) fn asked(challenge: &Challenge) -> Value {
    json!({ "ceremony": challenge.ceremony.reveal(), "publicKey": challenge.options })
}

/// A passkey as its owner sees it.
pub(super) fn described(row: &PasskeyRow) -> Value {
    let added = UtcTime::from_unix(row.added_on * 86_400).to_string();
    json!({ "passkey": row.id, "name": row.name, "added_on": added.split('T').next() })
}

/// How a page answers where a passkey does not count; none for what is not the visitor's doing.
pub(super) fn refused(error: &PasskeyError) -> Option<Status> {
    match error {
        PasskeyError::Name
        | PasskeyError::Stale
        | PasskeyError::Refused
        | PasskeyError::Unverified
        | PasskeyError::Copied
        | PasskeyError::Unknown => Some(Status::UnprocessableEntity),
        PasskeyError::Known | PasskeyError::TooManyKeys => Some(Status::Conflict),
        PasskeyError::Unavailable
        | PasskeyError::TooMany(_)
        | PasskeyError::Outdated(_)
        | PasskeyError::Unreadable(_)
        | PasskeyError::Store(_) => None,
    }
}

impl From<PasskeyError> for Problem {
    fn from(error: PasskeyError) -> Self {
        match error {
            PasskeyError::Unavailable => Self::not_found().detail(error),
            PasskeyError::Name => field_problem("name", error),
            PasskeyError::TooMany(seconds) => {
                Self::of_status(Status::TooManyRequests).header("Retry-After", seconds)
            }
            PasskeyError::Known | PasskeyError::TooManyKeys => Self::conflict().detail(error),
            PasskeyError::Stale
            | PasskeyError::Refused
            | PasskeyError::Unverified
            | PasskeyError::Copied
            | PasskeyError::Unknown => {
                Self::new(Status::UnprocessableEntity, "passkey-refused", "The passkey does not count")
                    .detail(error)
            }
            PasskeyError::Outdated(outdated) => outdated.into(),
            PasskeyError::Unreadable(error) => Self::internal(error),
            PasskeyError::Store(error) => error.into(),
        }
    }
}
