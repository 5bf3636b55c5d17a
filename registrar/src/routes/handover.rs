//! The hand-over in the browser (PROTOCOL section 6, steps 2 to 5).
//!
//! ```text
//! booth --POST /polls/{id}/pass (Origin checked)--> 303, request waits in a cookie
//!       --GET  /polls/{id}/pass/confirm (sign in first)--> one page, one button
//!       --POST /polls/{id}/pass/confirm--> 303 {ballot box}/polls/{id}/booth#pass=..&note=..
//! ```

use crypto::encoding::{b64url, parse_b64url};
use crypto::token::check_code;
use rocket::form::{Form, FromForm};
use rocket::http::{CookieJar, Status};
use rocket::{Build, Rocket, get, post, routes};
use subtle::ConstantTimeEq as _;
use web::headers::Csp;
use web::i18n::{PageLanguage, Text};
use web::same_origin::RequestOrigin;
use web::templates::{Page, context};
use web::{Problem, SameOrigin};

use super::{App, Fault, Reply, cookies, published_row, shown_zone, view};
use crate::domain::account::Account;
use crate::domain::issuance::{self, Asked, IssueError, Prospect};
use crate::domain::poll::Published;
use crate::domain::session::form_token;
use crate::guards::SignedIn;

pub(crate) fn stage(rocket: Rocket<Build>) -> Rocket<Build> {
    rocket.mount("/", routes![receive, confirm_page, confirm])
}

#[derive(FromForm)]
struct RequestForm<'r> {
    #[field(default = "")]
    request: &'r str,
}

/// Takes the booth's request. No session is looked at: the browser sends none along.
#[post("/polls/<poll>/pass", data = "<form>")]
async fn receive(
    app: &App,
    poll: &str,
    origin: RequestOrigin<'_>,
    jar: &CookieJar<'_>,
    form: Form<RequestForm<'_>>,
    page: PageLanguage,
) -> Result<Reply, Fault> {
    let row = published_row(app, poll).await?;
    let published = app.polls.published(&row).map_err(IssueError::from)?;
    // The defence against other sites that post requests of their own; before any Set-Cookie.
    if origin.0 != Some(published.manifest.ballot_box.url.as_str()) {
        return Err(foreign_origin(&published).into());
    }
    let request = parse_b64url(form.request)
        .ok()
        .filter(|bytes| crypto::token::TokenRequest::parse(bytes, published.manifest.token_key()).is_ok());
    let Some(request) = request else {
        return Ok(Reply::Show(refused_page(&published, None, "request-malformed", page)));
    };
    cookies::set_pending(jar, poll, &request, app.clock.now());
    Ok(Reply::go(format!("/polls/{poll}/pass/confirm")))
}

#[get("/polls/<poll>/pass/confirm")]
async fn confirm_page(
    app: &App,
    poll: &str,
    viewer: SignedIn,
    jar: &CookieJar<'_>,
    page: PageLanguage,
) -> Result<Reply, Fault> {
    let row = published_row(app, poll).await?;
    let published = app.polls.published(&row).map_err(IssueError::from)?;
    let said = published.said_in(page.code());
    let Some(pending) = cookies::pending(jar, poll) else {
        let page = view(
            "pass-nothing.html",
            Some(&viewer.account),
            context! { title => said.title, lang => said.lang, booth => published.booth() },
        );
        return Ok(Reply::Show(page.status(Status::NotFound)));
    };
    let (account, request) = (viewer.account.clone(), pending.request.clone());
    let prospect =
        app.blocking(move |registrar| issuance::prospect(registrar, &row, &account, &request)).await?;
    if let Prospect::Refused(refusal) = prospect {
        cookies::settle_pending(jar, poll);
        let name = Problem::from(refusal).name();
        return Ok(Reply::Show(refused_page(&published, Some(&viewer.account), name, page)));
    }
    let page = view(
        "pass-confirm.html",
        Some(&viewer.account),
        context! {
            title => said.title,
            lang => said.lang,
            test => published.manifest.test,
            poll,
            booth => published.booth(),
            check_code => check_code(&pending.request),
            request => b64url(&pending.request),
            form_token => form_token(&viewer.session, poll, &pending.request),
        },
    );
    // Without the ballot box in form-action the pass would be issued and its delivery blocked without a word.
    Ok(Reply::Show(page.csp(chain_policy(&published))))
}

#[derive(FromForm)]
struct ConfirmForm<'r> {
    #[field(default = "")]
    request: &'r str,
    #[field(default = "")]
    form_token: &'r str,
}

#[post("/polls/<poll>/pass/confirm", data = "<form>")]
async fn confirm(
    _own: SameOrigin,
    app: &App,
    poll: &str,
    viewer: SignedIn,
    jar: &CookieJar<'_>,
    form: Form<ConfirmForm<'_>>,
    page: PageLanguage,
) -> Result<Reply, Fault> {
    let row = published_row(app, poll).await?;
    let published = app.polls.published(&row).map_err(IssueError::from)?;
    let said = published.said_in(page.code());
    let request = parse_b64url(form.request).unwrap_or_default();
    let expected = form_token(&viewer.session, poll, &request);
    if !bool::from(expected.as_bytes().ct_eq(form.form_token.as_bytes())) {
        let page = view(
            "pass-stale.html",
            Some(&viewer.account),
            context! { title => said.title, lang => said.lang, booth => published.booth() },
        );
        return Ok(Reply::Show(page.status(Status::Forbidden)));
    }
    let asked = Asked { row, account: viewer.account.clone(), request };
    match issuance::issue(app, move |_| Ok::<_, IssueError>(asked)).await {
        Ok(pass) => {
            cookies::settle_pending(jar, poll);
            Ok(Reply::go(format!(
                "{}#pass={}&note={}",
                published.booth(),
                b64url(&pass.blind_sig),
                b64url(pass.note.as_bytes())
            )))
        }
        Err(
            refusal @ (IssueError::Malformed(_)
            | IssueError::NotEligible
            | IssueError::Held(_)
            | IssueError::NotOpen
            | IssueError::Closed
            | IssueError::AlreadyIssued(_)),
        ) => {
            cookies::settle_pending(jar, poll);
            Ok(Reply::Show(refused_page(
                &published,
                Some(&viewer.account),
                Problem::from(refusal).name(),
                page,
            )))
        }
        // No answer: the request goes on waiting for one.
        Err(error) => Err(error.into()),
    }
}

/// The policy of a page that may stand between the booth's post and its answer: forms may lead to the ballot box that
/// the poll's manifest names, whatever the configuration names by now.
fn chain_policy(poll: &Published) -> Csp {
    Csp::page().form_action(&poll.manifest.ballot_box.url)
}

/// The same for a page that leads on to `path`, if that is the confirmation of a poll.
pub(crate) async fn policy_on_the_way_to(app: &App, path: &str) -> Option<Csp> {
    let poll = path.strip_prefix("/polls/")?.strip_suffix(CONFIRM)?;
    // Without the poll there is nothing to confirm; the page itself is still good.
    let row = published_row(app, poll).await.ok()?;
    app.polls.published(&row).ok().map(|published| chain_policy(&published))
}

/// The end of the path of a confirmation.
pub(crate) const CONFIRM: &str = "/pass/confirm";

/// Explains a refusal and leads back to the booth, which learns its name.
fn refused_page(poll: &Published, viewer: Option<&Account>, name: &'static str, page: PageLanguage) -> Page {
    let said = poll.said_in(page.code());
    let manifest = &poll.manifest;
    let status = match name {
        "pass-already-issued" => Status::Conflict,
        "request-malformed" => Status::UnprocessableEntity,
        _ => Status::Forbidden,
    };
    let context = context! {
        title => said.title,
        lang => said.lang,
        name,
        back => format!("{}#refused={name}", poll.booth()),
        issuance_opens => manifest.issuance_opens.to_string(),
        issuance_closes => manifest.issuance_closes.to_string(),
        zone => shown_zone(viewer, poll).name(),
    };
    view("pass-refused.html", viewer, context).status(status)
}

fn foreign_origin(poll: &Published) -> Problem {
    Problem::new(Status::Forbidden, "forbidden", "This request did not come from the voting booth")
        .says(Text::new("foreign-origin").with("booth", poll.booth()))
}
