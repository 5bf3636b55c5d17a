//! What anyone may know about a published poll.

use crypto::encoding::b64url;
use rocket::{Build, Rocket, get, routes};
use serde_json::json;
use web::Problem;
use web::i18n::PageLanguage;
use web::templates::context;

use super::{App, Document, Fault, Reply, only_managed, published_row, shown_zone, view};
use crate::domain::account::Account;
use crate::domain::issuance::{self, IssueError};
use crate::domain::poll::{Standing, State};
use crate::domain::turnout;
use crate::guards::{BearerOfficer, SignedIn};
use crate::store;

pub(crate) fn stage(rocket: Rocket<Build>) -> Rocket<Build> {
    rocket
        .mount("/", routes![poll_page])
        .mount("/api/v1", routes![summary, manifest, issuer_directory, passes_issued])
}

#[get("/polls/<poll>")]
async fn summary(app: &App, poll: &str) -> Result<Document, Problem> {
    let row = published_row(app, poll).await?;
    let published = app.polls.published(&row).map_err(IssueError::from)?;
    let standing = Standing::read(&row).map_err(IssueError::from)?;
    let manifest = &published.manifest;
    Ok(Document::json(&json!({
        "poll": manifest.id(),
        "slug": manifest.slug,
        "title": manifest.title,
        "test": manifest.test,
        "eligible": manifest.eligible,
        "issuance_opens": manifest.issuance_opens,
        "issuance_closes": published.issuance_closes(standing.voting_closes),
        "voting_opens": manifest.voting_opens,
        "voting_closes": standing.voting_closes,
        "cancelled": standing.cancelled,
        "ballot_box": { "name": manifest.ballot_box.name, "url": manifest.ballot_box.url },
        "booth": published.booth(),
    })))
}

#[get("/polls/<poll>/manifest")]
async fn manifest(app: &App, poll: &str) -> Result<Document, Problem> {
    let row = published_row(app, poll).await?;
    let published = app.polls.published(&row).map_err(IssueError::from)?;
    Ok(Document::note(published.note.clone()))
}

/// RFC 9578 section 4: one key, and the poll's own request URI.
#[get("/polls/<poll>/issuer-directory")]
async fn issuer_directory(app: &App, poll: &str) -> Result<Document, Problem> {
    let row = published_row(app, poll).await?;
    let published = app.polls.published(&row).map_err(IssueError::from)?;
    let manifest = &published.manifest;
    let directory = json!({
        "issuer-request-uri": format!("{}/api/v1/polls/{}/token", app.service.url, manifest.id()),
        "token-keys": [{
            "token-type": 2,
            "token-key": b64url(manifest.token_key().spki()),
            "not-before": manifest.issuance_opens.unix(),
        }],
    });
    Ok(Document {
        media_type: "application/private-token-issuer-directory",
        body: directory.to_string().into_bytes(),
        headers: vec![("Cache-Control", "public, max-age=3600".to_owned())],
    })
}

#[get("/polls/<poll>/turnout")]
async fn passes_issued(app: &App, poll: &str, officer: Option<BearerOfficer>) -> Result<Document, Problem> {
    let row = published_row(app, poll).await?;
    let published = app.polls.published(&row).map_err(IssueError::from)?;
    let standing = Standing::read(&row).map_err(IssueError::from)?;
    let (poll, draft) = (std::sync::Arc::clone(&published), row.id.clone());
    let (issued, eligible) = app
        .db
        .run(move |conn| -> Result<_, web::DbError> {
            Ok((store::issued::count(conn, &draft)?, turnout::eligible(conn, &poll)?))
        })
        .await?;
    let issued = u64::try_from(issued).unwrap_or(0);
    let own = match officer {
        Some(officer) => only_managed(app, &officer.0, row).await.is_ok(),
        None => false,
    };
    let exact = own || standing.state != State::Published;
    let shown = if exact { issued } else { in_steps(issued, eligible) };
    Ok(Document::json(&json!({ "eligible": eligible, "issued": shown })))
}

#[get("/polls/<poll>", rank = 1)]
async fn poll_page(
    app: &App,
    poll: &str,
    viewer: Option<SignedIn>,
    page: PageLanguage,
) -> Result<Reply, Fault> {
    let row = published_row(app, poll).await?;
    let published = app.polls.published(&row).map_err(IssueError::from)?;
    let standing = Standing::read(&row).map_err(IssueError::from)?;
    let manifest = &published.manifest;
    let account: Option<Account> = viewer.map(|viewer| viewer.account);
    let pass = match &account {
        None => "unknown",
        Some(account) => {
            let (poll, account) = (std::sync::Arc::clone(&published), account.clone());
            match app.blocking(move |r| issuance::eligibility(r, &poll, &account)).await? {
                None => "not-eligible",
                Some(false) => "none",
                Some(true) => "issued",
            }
        }
    };
    let now = app.clock.now();
    let issuance_closes = published.issuance_closes(standing.voting_closes);
    let phase = if standing.cancelled {
        "cancelled"
    } else if now < manifest.issuance_opens {
        "before"
    } else if now < issuance_closes {
        "issuing"
    } else if now < standing.voting_closes {
        "issued"
    } else {
        "closed"
    };
    let said = published.said_in(page.code());
    let context = context! {
        poll,
        title => said.title,
        lang => said.lang,
        description => said.description,
        test => manifest.test,
        pass_list => published.pass_list,
        open => manifest.eligible.is_none(),
        late_additions => manifest.late_additions,
        phase,
        pass,
        issuance_opens => manifest.issuance_opens.to_string(),
        issuance_closes => issuance_closes.to_string(),
        voting_opens => manifest.voting_opens.to_string(),
        voting_closes => standing.voting_closes.to_string(),
        erased_at => app.erased_at(&published, standing.voting_closes).map(|at| at.to_string()),
        zone => shown_zone(account.as_ref(), &published).name(),
        booth => published.booth(),
        registrar_key => manifest.registrar.key.to_string(),
        ballot_box_key => manifest.ballot_box.key.to_string(),
        ballot_box_page => format!("{}/polls/{poll}", manifest.ballot_box.url),
    };
    Ok(Reply::Show(view("poll.html", account.as_ref(), context)))
}

/// Rounded down to a twentieth of the roll, at least ten: nobody can watch a single voter collect a pass.
fn in_steps(issued: u64, eligible: Option<u64>) -> u64 {
    let step = (eligible.unwrap_or(0) / 20).max(10);
    issued - issued % step
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn turnout_moves_by_whole_steps() {
        assert_eq!(in_steps(9, Some(50)), 0);
        assert_eq!(in_steps(19, None), 10);
        assert_eq!(in_steps(199, Some(2000)), 100);
    }
}
