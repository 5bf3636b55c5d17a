//! Who manages a poll besides its owner.

use rocket::form::{Form, FromForm};
use rocket::http::Status;
use rocket::{Build, Rocket, get, post, routes};
use web::templates::{Page, context};
use web::{Problem, SameOrigin};

use crate::domain::access::{self, AccessError};
use crate::domain::account::{Account, Role};
use crate::domain::email::parse_email;
use crate::guards::Officer;
use crate::routes::refused::Refused;
use crate::routes::{App, Fault, Reply, above, hex_id, poll_row, view};
use crate::store::polls::PollRow;

pub(crate) fn stage(rocket: Rocket<Build>) -> Rocket<Build> {
    rocket.mount("/admin", routes![page, change])
}

#[get("/polls/<draft>/officers?<done>")]
async fn page(app: &App, officer: Officer, draft: &str, done: Option<&str>) -> Result<Reply, Fault> {
    let row = poll_row(app, &officer.0, draft).await?;
    Ok(Reply::Show(officers_page(app, &officer.0, &row, done == Some("saved"), "", None).await?))
}

#[derive(FromForm)]
struct OfficersForm<'r> {
    /// `give`, `take` or `own`.
    #[field(default = "")]
    action: &'r str,
    /// For giving.
    #[field(default = "")]
    email: &'r str,
    /// For the others.
    #[field(default = "")]
    account: &'r str,
}

#[post("/polls/<draft>/officers", data = "<form>")]
async fn change(
    _own: SameOrigin,
    app: &App,
    officer: Officer,
    draft: &str,
    form: Form<OfficersForm<'_>>,
) -> Result<Reply, Fault> {
    let row = poll_row(app, &officer.0, draft).await?;
    let refusal = match apply(app, &officer.0, &row, &form).await {
        // Who has given away the last hold on the poll does not see it any more.
        Ok(()) if poll_row(app, &officer.0, draft).await.is_err() => return Ok(Reply::go("/admin/polls")),
        Ok(()) => return Ok(Reply::go(format!("/admin/polls/{draft}/officers?done=saved"))),
        Err(AccessError::Store(error)) => return Err(error.into()),
        Err(refusal) => refusal,
    };
    let status = match refusal {
        AccessError::NotOwner => Status::Forbidden,
        _ => Status::UnprocessableEntity,
    };
    let field = match refusal {
        AccessError::NoAccount | AccessError::NotAnOfficer(_) if form.action == "give" => "email",
        _ => "",
    };
    let refused = Refused::at(field, refusal.text());
    let page = officers_page(app, &officer.0, &row, false, form.email, Some(refused)).await?;
    Ok(Reply::Show(page.status(status)))
}

async fn apply(
    app: &App,
    officer: &Account,
    row: &PollRow,
    form: &OfficersForm<'_>,
) -> Result<(), AccessError> {
    let (draft, officer) = (row.id.clone(), officer.clone());
    if form.action == "give" {
        // What is no address belongs to nobody.
        let email = parse_email(form.email).map_err(|_| AccessError::NoAccount)?;
        return app.blocking(move |registrar| access::give(registrar, &officer, &draft, &email)).await;
    }
    let account = hex_id(form.account, 32).map_err(|_| AccessError::NoAccount)?.to_owned();
    if form.action == "own" {
        app.blocking(move |registrar| access::hand_over(registrar, &officer, &draft, &account)).await
    } else {
        app.blocking(move |registrar| access::take(registrar, &officer, &draft, &account)).await
    }
}

async fn officers_page(
    app: &App,
    officer: &Account,
    row: &PollRow,
    is_done: bool,
    email: &str,
    refusal: Option<Refused>,
) -> Result<Page, Problem> {
    let draft = row.id.clone();
    let officers = app.blocking(move |registrar| access::officers(registrar, &draft)).await?;
    let given: Vec<_> = officers
        .given
        .iter()
        .map(|account| {
            let own = account.id == officer.id;
            context! { id => account.id, email => account.email, name => account.name, own }
        })
        .collect();
    let context = context! {
        owner => officers.owner.email,
        given,
        disposes => officer.role == Role::Admin || officers.owner.id == officer.id,
        email,
        is_done,
        refusal,
        ..above(row)
    };
    Ok(view("admin-officers.html", Some(officer), context))
}
