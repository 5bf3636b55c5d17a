//! The admins' page of accounts and their roles.

use rocket::form::{Form, FromForm};
use rocket::http::{RawStr, Status};
use rocket::{Build, Rocket, get, post, routes};
use web::templates::{Page, context};
use web::{Problem, SameOrigin};

use crate::domain::access::{self, AccessError};
use crate::domain::account::{Account, Role};
use crate::domain::audit::Actor;
use crate::guards::Admin;
use crate::routes::users::find;
use crate::routes::{App, Fault, Reply, hex_id, view};

pub(crate) fn stage(rocket: Rocket<Build>) -> Rocket<Build> {
    rocket.mount("/admin", routes![list, change])
}

#[get("/users?<search>&<page>&<changed>")]
async fn list(
    app: &App,
    admin: Admin,
    search: Option<&str>,
    page: Option<u32>,
    changed: Option<bool>,
) -> Result<Reply, Fault> {
    let news = News { changed: changed == Some(true), refusal: None };
    Ok(Reply::Show(users_page(app, &admin.0, search.unwrap_or_default(), page.unwrap_or(1), news).await?))
}

#[derive(FromForm)]
struct RoleForm<'r> {
    #[field(default = "")]
    role: &'r str,
    #[field(default = "")]
    search: &'r str,
    #[field(default = 1)]
    page: u32,
}

#[post("/users/<account>", data = "<form>")]
async fn change(
    _own: SameOrigin,
    app: &App,
    admin: Admin,
    account: &str,
    form: Form<RoleForm<'_>>,
) -> Result<Reply, Fault> {
    let (id, actor) = (hex_id(account, 32)?.to_owned(), Actor::of(&admin.0));
    let (status, words) = match ROLES.into_iter().find(|role| role.as_str() == form.role) {
        None => (Status::UnprocessableEntity, "Choose one of the roles.".to_owned()),
        Some(role) => {
            match app.blocking(move |registrar| access::change_role(registrar, &actor, &id, role)).await {
                Ok(_) => {
                    let search = RawStr::new(form.search).percent_encode();
                    return Ok(Reply::go(format!(
                        "/admin/users?search={search}&page={}&changed=true",
                        form.page
                    )));
                }
                Err(AccessError::Store(error)) => return Err(error.into()),
                Err(refusal) => {
                    let words = refusal.to_string();
                    (Problem::from(refusal).status(), words)
                }
            }
        }
    };
    let news = News { changed: false, refusal: Some(words) };
    let page = users_page(app, &admin.0, form.search, form.page, news).await?;
    Ok(Reply::Show(page.status(status)))
}

/// What became of a change.
struct News {
    changed: bool,
    refusal: Option<String>,
}

async fn users_page(
    app: &App,
    admin: &Account,
    search: &str,
    page: u32,
    news: News,
) -> Result<Page, Problem> {
    let found = find(app, search, page).await?;
    let users: Vec<_> = found
        .users
        .iter()
        .map(|user| {
            context! { id => user.id, email => user.email, name => user.name, role => user.role.as_str() }
        })
        .collect();
    let context = context! {
        users,
        search,
        search_encoded => RawStr::new(search).percent_encode().as_str(),
        page => found.page,
        pages => found.pages,
        total => found.total,
        changed => news.changed,
        refusal => news.refusal,
    };
    Ok(view("admin-users.html", Some(admin), context))
}

const ROLES: [Role; 3] = [Role::Voter, Role::Officer, Role::Admin];
