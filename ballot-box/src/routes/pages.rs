//! Pages for people. All of them work without scripts; none shows a choice before the result, except the running counts
//! of a poll that says so.

use crypto::manifest::Manifest;
use crypto::precincts::precinct_of;
use crypto::receipt::receipt_code;
use rocket::response::Redirect;
use rocket::{Route, get, routes};
use web::Problem;
use web::catchers::error_page;
use web::headers::Csp;
use web::i18n::PageLanguage;
use web::templates::{Page, Value, context};

use super::receipts::look_up;
use super::view::{self, Words};
use super::{Id, Running, find, polls};
use crate::assets;
use crate::poll::{Phase, Poll};
use crate::receipts::{Found, Stage, Wanted};

pub(super) fn routes() -> Vec<Route> {
    routes![index, poll, receipt, my_receipts, result, check, alias]
}

pub(super) type Answer = Result<Page, Page>;

/// Open and coming polls are all shown; past ones a page at a time, the latest first.
#[get("/?<page>")]
fn index(ballot_box: &Running, page: Option<usize>, language: PageLanguage) -> Page {
    let now = ballot_box.clock().now();
    let mut polls = ballot_box.polls();
    polls.sort_by_key(|poll| std::cmp::Reverse((poll.voting_closes(), poll.id())));
    let (mut open, mut coming, mut past) = (Vec::new(), Vec::new(), Vec::new());
    for poll in &polls {
        match poll.phase(now) {
            Phase::Voting => open.push(view::entry(poll, now, language.code())),
            Phase::Before => coming.push(view::entry(poll, now, language.code())),
            Phase::Closed | Phase::Counted | Phase::Cancelled => past.push(poll),
        }
    }
    let pages = past.len().div_ceil(PAST_POLLS).max(1);
    let page = page.unwrap_or(1).clamp(1, pages);
    let past = past.iter().skip((page - 1) * PAST_POLLS).take(PAST_POLLS);
    let past: Vec<Value> = past.map(|poll| view::entry(poll, now, language.code())).collect();
    Page::new("index.html", context! { open, coming, past, page, pages })
}

#[get("/polls/<id>")]
fn poll(ballot_box: &Running, id: Id, language: PageLanguage) -> Answer {
    let poll = find(ballot_box, id).map_err(|problem| error_page(&problem))?;
    let now = ballot_box.clock().now();
    let decided = !poll.state().results.is_empty();
    let words = Words::of(poll.manifest(), language.code());
    let counts = polls::counts(&poll).map(|tally| words.counts(&tally, poll.log().ballots(), decided));
    let others: Vec<Value> = ballot_box
        .polls()
        .iter()
        .filter(|other| at_the_same_time(&poll, other))
        .map(|other| view::entry(other, now, language.code()))
        .collect();
    let issued = poll.state().results.last().and_then(|(outcome, _)| outcome.issued);
    let shown = view::poll(&poll, now, language.code());
    let page = context! { poll => shown, counts => counts, others => others, issued => issued };
    Ok(Page::new("poll.html", page))
}

/// `?code=` from a form; without it the empty form.
#[get("/polls/<id>/receipt?<code>")]
async fn receipt(ballot_box: &Running, id: Id, code: Option<&str>, language: PageLanguage) -> Answer {
    let poll = find(ballot_box, id).map_err(|problem| error_page(&problem))?;
    let code = code.map(str::trim).filter(|code| !code.is_empty());
    let (found, missing) = match code {
        None => (None, None),
        Some(code) => match look_up(ballot_box, &poll, code).await {
            Ok(found) => (Some(in_words(&found)), None),
            Err(problem) if problem.status().code == 404 => {
                (None, Some(if code.parse::<Wanted>().is_ok() { "unknown" } else { "malformed" }))
            }
            Err(problem) => return Err(error_page(&problem)),
        },
    };
    let now = ballot_box.clock().now();
    let has_script = assets::script("receipt_page.js").is_some();
    let page = Page::new(
        "receipt.html",
        context! {
            poll => view::poll(&poll, now, language.code()), code => code, found => found, missing => missing, has_script => has_script,
        },
    );
    let page = page;
    Ok(if has_script { page.csp(Csp::scripted()) } else { page })
}

/// What a browser keeps for its voters; the service itself knows nothing of it.
#[get("/receipts")]
fn my_receipts() -> Page {
    Page::new("my-receipts.html", context! {}).csp(Csp::scripted())
}

#[get("/polls/<id>/result")]
fn result(ballot_box: &Running, id: Id, language: PageLanguage) -> Answer {
    let poll = find(ballot_box, id).map_err(|problem| error_page(&problem))?;
    let now = ballot_box.clock().now();
    let outcome = poll.state().results.last().map(|(outcome, _)| outcome.clone());
    let shown = outcome.filter(|_| poll.phase(now) == Phase::Counted).map(|outcome| {
        let code = crypto::encoding::b64(&outcome.root);
        context! {
            ballots => outcome.ballots, issued => outcome.issued, tree_size => outcome.tree_size, root => code,
            counts => Words::of(poll.manifest(), language.code()).counts(&outcome.tally, outcome.ballots, true),
            number => poll.state().results.len(),
        }
    });
    let page = context! { poll => view::poll(&poll, now, language.code()), result => shown };
    Ok(Page::new("result.html", page))
}

/// The visitor's own browser checks; this page only brings the program for it.
#[get("/polls/<id>/check")]
fn check(ballot_box: &Running, id: Id, language: PageLanguage) -> Answer {
    let poll = find(ballot_box, id).map_err(|problem| error_page(&problem))?;
    let shown = view::poll(&poll, ballot_box.clock().now(), language.code());
    let address = format!("{}/polls/{}", poll.manifest().ballot_box.url, poll.id());
    let page = Page::new("check.html", context! { poll => shown, address => address });
    Ok(page.csp(Csp::scripted().with_workers("psephos-check")))
}

#[get("/p/<slug>")]
fn alias(ballot_box: &Running, slug: &str, language: PageLanguage) -> Result<Redirect, Page> {
    let poll = ballot_box.poll_by_slug(slug).ok_or_else(|| error_page(&Problem::not_found()))?;
    Ok(Redirect::to(language.in_link(&format!("/polls/{}", poll.id()))))
}

/// Whether a registrar runs two polls at one time: a registrar that would split its voters is seen doing it.
fn at_the_same_time(poll: &Poll, other: &Poll) -> bool {
    let (one, two) = (poll.manifest(), other.manifest());
    poll.id() != other.id()
        && one.registrar.key == two.registrar.key
        && one.voting_opens < other.voting_closes()
        && two.voting_opens < poll.voting_closes()
        && !of_one_election(one, two)
}

/// Whether both are precincts of one election by their aliases, each of which there is once: its registrar's page has them all.
fn of_one_election(one: &Manifest, two: &Manifest) -> bool {
    let whole = |manifest: &Manifest| {
        let (alias, _, count) = precinct_of(manifest.slug.as_deref()?)?;
        Some((alias.to_owned(), count))
    };
    whole(one).is_some_and(|election| whole(two) == Some(election))
}

fn in_words(found: &Found) -> Value {
    context! {
        code => receipt_code(&found.ballot),
        ballot => found.ballot.to_string(),
        state => match found.state {
            Stage::Promised => "promised",
            Stage::Logged => "logged",
            Stage::Counted => "counted",
        },
        number => found.number,
    }
}

/// Past polls on one page of the list of polls.
pub(super) const PAST_POLLS: usize = 20;
