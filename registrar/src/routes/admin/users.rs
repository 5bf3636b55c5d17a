//! The admins' page of accounts: their roles, and help for who is locked out.

use rocket::form::{Form, FromForm};
use rocket::http::{RawStr, Status};
use rocket::{Build, Rocket, get, post, routes};
use web::i18n::Text;
use web::templates::{Page, context};
use web::{Problem, SameOrigin};

use crate::domain::access::{self, AccessError};
use crate::domain::account::{Account, Role};
use crate::domain::audit::Actor;
use crate::domain::mail::Letterhead;
use crate::domain::rescue::{self, RescueError};
use crate::guards::Admin;
use crate::registrar::Registrar;
use crate::routes::refused::Refused;
use crate::routes::users::{Help, find, help};
use crate::routes::{App, Fault, Reply, hex_id, view};

pub(crate) fn stage(rocket: Rocket<Build>) -> Rocket<Build> {
    rocket.mount("/admin", routes![list, change])
}

/// `done`: `role`, `sessions-ended`, `second-factor-reset` or `deleted`.
#[get("/users?<search>&<after>&<done>")]
async fn list(
    app: &App,
    admin: Admin,
    search: Option<&str>,
    after: Option<&str>,
    done: Option<&str>,
) -> Result<Reply, Fault> {
    let news = News { done, ..News::default() };
    Ok(Reply::Show(users_page(app, &admin.0, search.unwrap_or_default(), after, news).await?))
}

#[derive(FromForm)]
struct UserForm<'r> {
    /// `role`, `end-sessions` or `reset-second-factor`.
    #[field(default = "role")]
    action: &'r str,
    #[field(default = "")]
    role: &'r str,
    /// For all but roles.
    #[field(default = "")]
    sure: &'r str,
    #[field(default = "")]
    search: &'r str,
    /// Where the page that it was on begins.
    #[field(default = "")]
    after: &'r str,
}

#[post("/users/<account>", data = "<form>")]
async fn change(
    _own: SameOrigin,
    app: &App,
    admin: Admin,
    account: &str,
    form: Form<UserForm<'_>>,
    sender: Letterhead,
) -> Result<Reply, Fault> {
    let id = hex_id(account, 32)?.to_owned();
    let (refused, status) = match act(app, &admin.0, id, &form, &sender).await {
        Ok(done) => {
            let [search, after] = [form.search, form.after].map(|part| RawStr::new(part).percent_encode());
            return Ok(Reply::go(format!("/admin/users?search={search}&after={after}&done={done}")));
        }
        Err(Refusal::Access(AccessError::Store(error)) | Refusal::Rescue(RescueError::Store(error))) => {
            return Err(error.into());
        }
        Err(Refusal::Access(refusal)) => {
            let field = if matches!(refusal, AccessError::LastAdmin) {
                format!("role-{account}")
            } else {
                String::new()
            };
            (Refused::at(field, refusal.text()), Problem::from(refusal).status())
        }
        Err(Refusal::Rescue(refusal)) => (Refused::new(refusal.text()), Problem::from(refusal).status()),
        Err(Refusal::Form(refused)) => (refused, Status::UnprocessableEntity),
    };
    let news = News { done: None, refusal: Some(refused), role: form.role };
    let page = users_page(app, &admin.0, form.search, Some(form.after), news).await?;
    Ok(Reply::Show(page.status(status)))
}

/// Why nothing was changed.
enum Refusal {
    /// What is asked for is not on the page, or was not confirmed.
    Form(Refused),
    Access(AccessError),
    Rescue(RescueError),
}

/// Does what the form asks for; the page's word for it.
async fn act(
    app: &App,
    admin: &Account,
    id: String,
    form: &UserForm<'_>,
    sender: &Letterhead,
) -> Result<&'static str, Refusal> {
    if form.action == "role" {
        let unknown_role =
            || Refusal::Form(Refused::at(format!("role-{id}"), Text::new("users-choose-role")));
        let role = ROLES.into_iter().find(|role| role.as_str() == form.role);
        let (role, actor) = (role.ok_or_else(unknown_role)?, Actor::of(admin));
        let sender = sender.clone();
        let change = move |registrar: &Registrar| access::change_role(registrar, &actor, &id, role, &sender);
        let changed = app.blocking(change).await;
        return changed.map(|_| "role").map_err(Refusal::Access);
    }
    let (helping, done): (Help, _) = match form.action {
        "end-sessions" => (rescue::end_sessions as Help, "sessions-ended"),
        "reset-second-factor" => (rescue::reset_second_factor as Help, "second-factor-reset"),
        _ => return Err(Refusal::Form(Refused::new(Text::new("users-choose-action")))),
    };
    if form.sure != "on" {
        return Err(Refusal::Form(Refused::at(format!("sure-{id}"), Text::new("users-tick-sure"))));
    }
    help(app, admin, id, helping, sender).await.map(|()| done).map_err(Refusal::Rescue)
}

/// What became of a change.
#[derive(Default)]
struct News<'a> {
    done: Option<&'a str>,
    refusal: Option<Refused>,
    /// The role that was chosen.
    role: &'a str,
}

async fn users_page(
    app: &App,
    admin: &Account,
    search: &str,
    after: Option<&str>,
    news: News<'_>,
) -> Result<Page, Problem> {
    let found = find(app, search, after).await?;
    let users: Vec<_> = found
        .users
        .iter()
        .map(|user| {
            context! {
                id => user.id,
                email => user.email,
                name => user.name,
                role => user.role.as_str(),
                second_factor => user.second_factor,
                passkeys => found.passkeys.contains(&user.id),
                own => user.id == admin.id,
            }
        })
        .collect();
    let context = context! {
        users,
        search,
        search_encoded => RawStr::new(search).percent_encode().as_str(),
        after => after.filter(|_| !found.is_anew).unwrap_or_default(),
        is_anew => found.is_anew,
        next => found.next,
        total => found.total.number,
        total_exact => found.total.is_exact,
        done => news.done,
        refusal => news.refusal,
        role => news.role,
    };
    Ok(view("admin-users.html", Some(admin), context))
}

const ROLES: [Role; 3] = [Role::Voter, Role::Officer, Role::Admin];
