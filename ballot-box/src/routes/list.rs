//! The public list of ballots for people: a page of many, a page of one, and a search, once there is a result. All of it works
//! without scripts.

use std::sync::Arc;

use crypto::receipt::receipt_code;
use rocket::response::Redirect;
use rocket::{Responder, Route, get, routes};
use web::i18n::{PageLanguage, Text};
use web::templates::{Page, Value, context};
use web::{DbError, Problem};

use super::fault::Fault;
use super::pages::Answer;
use super::receipts::look_up;
use super::view::{self, Words};
use super::{Id, Running, find};
use crate::export;
use crate::poll::{Phase, Poll};
use crate::store;

pub(super) fn routes() -> Vec<Route> {
    routes![ballots, ballot]
}

/// What a search leads to.
#[derive(Responder)]
enum Listed {
    /// The ballot's own page.
    Found(Box<Redirect>),
    /// The list, perhaps with the word that nothing was found.
    List(Page),
}

/// `?search=` is a receipt code, a ballot's hash or its number.
#[get("/polls/<id>/ballots?<page>&<search>")]
async fn ballots(
    ballot_box: &Running,
    id: Id,
    page: Option<u64>,
    search: Option<&str>,
    language: PageLanguage,
) -> Result<Listed, Fault> {
    let poll = find(ballot_box, id)?;
    let now = ballot_box.clock().now();
    let public = poll.phase(now) == Phase::Counted;
    let total = poll.log().ballots();
    let search = search.map(str::trim).filter(|text| public && !text.is_empty());
    if let Some(text) = search
        && let Some(number) = number_of(ballot_box, &poll, text).await?
    {
        let to = language.in_link(&format!("/polls/{}/ballots/{number}", poll.id()));
        return Ok(Listed::Found(Box::new(Redirect::to(to))));
    }
    let pages = total.div_ceil(ROWS).max(1);
    let page = page.unwrap_or(1).clamp(1, pages);
    let skipped = (page - 1) * ROWS;
    let rows = if public { rows(ballot_box, &poll, skipped, ROWS, language).await? } else { Vec::new() };
    let shown = context! {
        poll => view::poll(&poll, now, language.code()), public => public, rows => rows, page => page, pages => pages,
        missing => search,
    };
    Ok(Listed::List(Page::new("ballots.html", shown)))
}

/// One ballot, by its number from 1.
#[get("/polls/<id>/ballots/<number>")]
async fn ballot(ballot_box: &Running, id: Id, number: Option<u64>, language: PageLanguage) -> Answer {
    let poll = find(ballot_box, id)?;
    let now = ballot_box.clock().now();
    let why = match poll.phase(now) {
        Phase::Counted => None,
        Phase::Cancelled => Some(Text::new("ballots-cancelled")),
        Phase::Before | Phase::Voting | Phase::Closed => Some(Text::new("missing-unpublished")),
    };
    if let Some(why) = why {
        return Err(Problem::not_found().says(why).into());
    }
    let total = poll.log().ballots();
    let missing = || Problem::not_found().says(Text::new("missing-ballot"));
    let number = number.filter(|number| (1..=total).contains(number)).ok_or_else(missing)?;
    let row = rows(ballot_box, &poll, number - 1, 1, language).await?.pop().ok_or_else(missing)?;
    let page = (number - 1) / ROWS + 1;
    let shown = context! { poll => view::poll(&poll, now, language.code()), ballot => row, page => page };
    Ok(Page::new("ballot.html", shown))
}

/// The number of the ballot that is looked for by number, receipt code or hash.
async fn number_of(ballot_box: &Running, poll: &Arc<Poll>, text: &str) -> Result<Option<u64>, Problem> {
    let total = poll.log().ballots();
    if let Some(number) = text.parse().ok().filter(|number| (1..=total).contains(number)) {
        return Ok(Some(number));
    }
    match look_up(ballot_box, poll, text).await {
        Ok(found) => Ok(found.number),
        Err(problem) if problem.status().code == 404 => Ok(None),
        Err(problem) => Err(problem),
    }
}

/// So many logged ballots in words, behind the first `skipped`.
async fn rows(
    ballot_box: &Running,
    poll: &Arc<Poll>,
    skipped: u64,
    most: u64,
    language: PageLanguage,
) -> Result<Vec<Value>, Problem> {
    let asked = Arc::clone(poll);
    let rows = ballot_box.db().run(move |conn| {
        let (first, end) = {
            let log = asked.log();
            (log.position(skipped), log.size())
        };
        let most = i64::try_from(most).unwrap_or(i64::MAX);
        let logged = store::ballots::logged(conn, asked.id(), first, end, most)?;
        let (log, words) = (asked.log(), Words::of(asked.manifest(), language.code()));
        logged
            .iter()
            .map(|ballot| {
                let answers = words.answers(&export::content(&asked, ballot)?);
                Ok(context! {
                    number => log.number(ballot.index), code => receipt_code(&ballot.hash), answers => answers,
                    hash => ballot.hash.to_string(), index => ballot.index,
                })
            })
            .collect::<Result<Vec<_>, DbError>>()
    });
    Ok(rows.await?)
}

/// Ballots on one page of the public list.
const ROWS: u64 = 100;
