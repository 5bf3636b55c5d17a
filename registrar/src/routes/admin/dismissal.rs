//! The page on which an admin deletes somebody's account.

use rocket::form::{Form, FromForm};
use rocket::http::Status;
use rocket::{Build, Rocket, get, post, routes};
use web::i18n::{Text, TextValue};
use web::templates::{Page, context};
use web::{Caller, Problem, SameOrigin};

use crate::domain::account::Account;
use crate::domain::departure::{self, DismissalError, Outlook};
use crate::domain::mail::Letterhead;
use crate::domain::password::Password;
use crate::domain::reauthentication::ask_again;
use crate::domain::session::Kind;
use crate::guards::{Admin, AdminSession, SignedIn};
use crate::routes::accounts::{FieldFault, shown};
use crate::routes::security::{has_password, not_sure_status};
use crate::routes::{App, Fault, Reply, hex_id, language, view};

pub(crate) fn stage(rocket: Rocket<Build>) -> Rocket<Build> {
    rocket.mount("/admin", routes![page, delete])
}

#[get("/users/<account>/delete")]
async fn page(app: &App, admin: Admin, account: &str) -> Result<Reply, Fault> {
    Ok(Reply::Show(dismissal_page(app, &admin.0, hex_id(account, 32)?, &[]).await?))
}

#[derive(FromForm)]
struct DeleteForm<'r> {
    #[field(default = "")]
    sure: &'r str,
    #[field(default = "")]
    current: &'r str,
}

#[post("/users/<account>/delete", data = "<form>")]
async fn delete(
    _own: SameOrigin,
    app: &App,
    admin: AdminSession,
    caller: Caller,
    account: &str,
    form: Form<DeleteForm<'_>>,
    sender: Letterhead,
) -> Result<Reply, Fault> {
    let AdminSession(SignedIn { account: admin, session }) = admin;
    let account = hex_id(account, 32)?;
    let refuse = async |field, text: TextValue, status| {
        let page = dismissal_page(app, &admin, account, &[FieldFault { field, text }]).await?;
        Ok(Reply::Show(page.status(status)))
    };
    if form.sure != "on" {
        return refuse("sure", Text::new("dismiss-tick-sure").into(), Status::UnprocessableEntity).await;
    }
    let current = Password::attempt(form.current);
    if let Err(error) = ask_again(app, &admin, &session, Kind::Browser, current, &caller).await {
        let Some(status) = not_sure_status(&error) else { return Err(error.into()) };
        return refuse("current", error.text(), status).await;
    }
    match departure::dismiss(app, &admin, account, &sender).await {
        Ok(_) => Ok(Reply::go("/admin/users?done=deleted")),
        Err(error @ (DismissalError::Own | DismissalError::OwnsPolls)) => {
            refuse("sure", error.text().into(), Status::Conflict).await
        }
        Err(error) => Err(error.into()),
    }
}

async fn dismissal_page(
    app: &App,
    admin: &Account,
    id: &str,
    faults: &[FieldFault],
) -> Result<Page, Problem> {
    let Outlook { account, owned } = departure::look(app, id).await?.ok_or_else(Problem::not_found)?;
    let has_password = has_password(app, admin).await?;
    let owned: Vec<_> = owned
        .iter()
        .map(|poll| context! { id => poll.id, title => poll.title, lang => language(poll) })
        .collect();
    let context = context! {
        id => account.id,
        email => account.email,
        name => account.name,
        role => account.role.as_str(),
        own => account.id == admin.id,
        owned,
        has_password,
        faults => shown(faults),
    };
    Ok(view("admin-user-delete.html", Some(admin), context))
}
