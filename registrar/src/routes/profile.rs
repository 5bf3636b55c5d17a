//! What owners of accounts say about themselves: on a page, and by the API.

use rocket::form::{Form, FromForm};
use rocket::http::Status;
use rocket::{Build, Rocket, get, post, put, routes};
use serde::Deserialize;
use web::body::JsonBody;
use web::templates::{Page, context};
use web::{Problem, SameOrigin};

use super::accounts::{self, FieldFault, field_problem};
use super::{App, Fault, Reply, view};
use crate::domain::account::Account;
use crate::domain::profile::{self, Profile, ProfileError};
use crate::domain::zone::{self, Zone};
use crate::guards::{Bearer, SignedIn};

pub(crate) fn stage(rocket: Rocket<Build>) -> Rocket<Build> {
    rocket.mount("/", routes![page, change]).mount("/api/v1", routes![change_api])
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ProfileBody {
    name: Option<String>,
    time_zone: Option<String>,
}

#[put("/me/profile", data = "<body>")]
async fn change_api(
    app: &App,
    bearer: Bearer,
    body: Result<JsonBody<ProfileBody>, Problem>,
) -> Result<Status, Problem> {
    let JsonBody(ProfileBody { name, time_zone }) = body?;
    let name = profile::parse_name(&name.unwrap_or_default())?;
    let zone = profile::parse_zone(&time_zone.unwrap_or_default())?;
    profile::replace(app, &bearer.account, Profile { name, zone }).await?;
    Ok(Status::NoContent)
}

#[get("/me/profile?<done>")]
fn page(viewer: SignedIn, done: Option<&str>) -> Page {
    let Profile { name, zone } = Profile::of(&viewer.account);
    let typed = ProfileForm {
        name: name.as_deref().unwrap_or_default(),
        time_zone: zone.as_ref().map_or("", Zone::name),
    };
    form_page(&viewer.account, &typed, done.is_some(), &[])
}

#[derive(FromForm)]
struct ProfileForm<'r> {
    #[field(default = "")]
    name: &'r str,
    #[field(default = "")]
    time_zone: &'r str,
}

#[post("/me/profile", data = "<form>")]
async fn change(
    _own: SameOrigin,
    app: &App,
    viewer: SignedIn,
    form: Form<ProfileForm<'_>>,
) -> Result<Reply, Fault> {
    match Profile::parse(form.name, form.time_zone) {
        Ok(profile) => {
            profile::replace(app, &viewer.account, profile).await?;
            Ok(Reply::go("/me/profile?done"))
        }
        Err(faults) => {
            let told = |fault: &ProfileError| FieldFault { field: fault.field(), text: fault.text().into() };
            let faults: Vec<_> = faults.iter().map(told).collect();
            let page = form_page(&viewer.account, &form, false, &faults);
            Ok(Reply::Show(page.status(Status::UnprocessableEntity)))
        }
    }
}

fn form_page(account: &Account, typed: &ProfileForm<'_>, done: bool, faults: &[FieldFault]) -> Page {
    let context = context! {
        name => typed.name,
        time_zone => typed.time_zone,
        zones => zone::names(),
        done,
        faults => accounts::shown(faults),
    };
    view("profile.html", Some(account), context)
}

impl From<ProfileError> for Problem {
    fn from(error: ProfileError) -> Self {
        field_problem(error.field(), error)
    }
}
