//! What concerns whoever is signed in.

use crypto::time::UtcTime;
use rocket::{Build, Rocket, get, routes};
use serde::Serialize;
use serde_json::json;
use web::Problem;
use web::i18n::PageLanguage;
use web::templates::{Value, context};

use super::{App, Document, Fault, Reply, shown_zone, view};
use crate::domain::account::Account;
use crate::domain::candidates;
use crate::domain::issuance::{self, IssueError};
use crate::domain::poll::{Standing, State};
use crate::domain::zone::Zone;
use crate::guards::{Bearer, SignedIn};
use crate::registrar::Registrar;
use crate::store;

pub(crate) fn stage(rocket: Rocket<Build>) -> Rocket<Build> {
    rocket.mount("/", routes![my_page]).mount("/api/v1", routes![me, my_polls])
}

#[get("/me")]
fn me(bearer: Bearer) -> Document {
    let Account { email, name, zone, role, .. } = bearer.account;
    let time_zone = zone.as_ref().map(Zone::name);
    let me = json!({ "email": email, "verified": true, "role": role.as_str(), "name": name, "time_zone": time_zone });
    Document::json(&me)
}

#[get("/me/polls")]
async fn my_polls(app: &App, bearer: Bearer) -> Result<Document, Problem> {
    let polls = app.blocking(move |registrar| polls_of(registrar, &bearer.account, None)).await?;
    Ok(Document::json(&json!({ "polls": polls })))
}

#[get("/me", rank = 1)]
async fn my_page(app: &App, viewer: SignedIn, page: PageLanguage) -> Result<Reply, Fault> {
    let account = viewer.account.clone();
    let (polls, candidacies) = app
        .blocking(move |registrar| -> Result<_, Problem> {
            Ok((polls_of(registrar, &account, Some(page.code()))?, candidates::own(registrar, &account)?))
        })
        .await?;
    let candidacies: Vec<_> = candidacies
        .iter()
        .map(|own| context! { id => own.candidacy.id, open => own.open, ..Value::from_serialize(own.named_in(page.code())) })
        .collect();
    Ok(Reply::Show(view(
        "me.html",
        Some(&viewer.account),
        context! {
            polls, candidacies, own_zone => viewer.account.zone.as_ref().map(Zone::name),
        },
    )))
}

/// A poll in which the account may vote.
#[derive(Debug, Serialize)]
pub(super) struct MyPoll {
    poll: String,
    title: String,
    /// Of the title.
    language: String,
    url: String,
    booth: String,
    test: bool,
    issuance_opens: UtcTime,
    issuance_closes: UtcTime,
    voting_opens: UtcTime,
    voting_closes: UtcTime,
    /// In which their times are shown.
    time_zone: String,
    cancelled: bool,
    eligible: bool,
    /// The address that stands on the roll, where the account has another one now.
    #[serde(skip_serializing_if = "Option::is_none")]
    listed_as: Option<String>,
    pass: &'static str,
    /// The address that collected it, where the roll's address was corrected since publication.
    #[serde(skip_serializing_if = "Option::is_none")]
    pass_to: Option<String>,
    /// Until when the pass waits, where the roll's address was corrected a short while ago.
    #[serde(skip_serializing_if = "Option::is_none")]
    held_until: Option<UtcTime>,
    /// What its voter does now.
    next: Next,
    /// For the page: `soon`, `open`, `closed`, of issuing and of voting.
    #[serde(skip_serializing_if = "Option::is_none")]
    voting: Option<&'static str>,
}

/// What a voter does now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
enum Next {
    /// Come back when passes are given out.
    WaitForPass,
    /// Collect the pass, and vote as soon as voting is open.
    Collect,
    /// Come back with the pass when voting is open.
    WaitForVoting,
    /// Vote, if that was not done yet.
    Vote,
    /// Nothing: without a pass nobody votes, and none is given out any more.
    TooLate,
    /// See the result.
    SeeResult,
    /// Nothing: there will be no result.
    Cancelled,
}

impl Next {
    fn of(voting: &str, issued: bool, before_issuance: bool, after_issuance: bool, held: bool) -> Self {
        match voting {
            "cancelled" => Self::Cancelled,
            "closed" => Self::SeeResult,
            "open" if issued => Self::Vote,
            _ if issued => Self::WaitForVoting,
            _ if before_issuance => Self::WaitForPass,
            _ if after_issuance => Self::TooLate,
            _ if held => Self::WaitForPass,
            _ => Self::Collect,
        }
    }
}

/// The polls in which the account may vote; each with its title in the language `wanted`, a primary subtag, if it has one, else
/// in its first.
pub(super) fn polls_of(
    registrar: &Registrar,
    account: &Account,
    wanted: Option<&str>,
) -> Result<Vec<MyPoll>, IssueError> {
    let (rows, on_roll) = registrar.db.run_here(|conn| -> Result<_, web::DbError> {
        let running = [State::Published, State::Issued, State::Over];
        Ok((store::polls::in_states(conn, &running)?, store::roll::polls_of(conn, account)?))
    })?;
    let now = registrar.clock.now();
    let mut polls = Vec::new();
    for row in rows {
        let poll = registrar.polls.published(&row)?;
        let listed_as = on_roll.get(&row.id);
        if poll.admits(account) != Some(true) && listed_as.is_none() {
            continue;
        }
        let Some(issued) = issuance::eligibility(registrar, &poll, account)? else { continue };
        let standing = Standing::read(&row)?;
        let manifest = &poll.manifest;
        let pass_to = if issued { issuance::collected_by(registrar, &poll, account)? } else { None };
        let voting = if standing.cancelled {
            "cancelled"
        } else if now < manifest.voting_opens {
            "soon"
        } else if now < standing.voting_closes {
            "open"
        } else {
            "closed"
        };
        let issuance_closes = poll.issuance_closes(standing.voting_closes);
        let held_until = if issued { None } else { issuance::held_until(registrar, &poll, account)? };
        let before = now < manifest.issuance_opens;
        let next = Next::of(voting, issued, before, now >= issuance_closes, held_until.is_some());
        let said = wanted.map_or_else(|| poll.said(), |wanted| poll.said_in(wanted));
        polls.push(MyPoll {
            poll: manifest.id().to_string(),
            language: said.lang.to_owned(),
            title: said.title,
            url: format!("{}/polls/{}", registrar.service.url, manifest.id()),
            booth: poll.booth(),
            test: manifest.test,
            issuance_opens: manifest.issuance_opens,
            issuance_closes,
            voting_opens: manifest.voting_opens,
            voting_closes: standing.voting_closes,
            time_zone: shown_zone(Some(account), &poll).name().to_owned(),
            cancelled: standing.cancelled,
            eligible: true,
            listed_as: listed_as.filter(|email| **email != account.email).cloned(),
            pass: if issued { "issued" } else { "none" },
            pass_to,
            held_until,
            next,
            voting: Some(voting),
        });
    }
    Ok(polls)
}
