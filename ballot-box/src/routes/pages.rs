//! Pages for people. All of them work without scripts; none shows a choice before the result, except the running counts
//! of a poll that says so.

use crypto::manifest::Manifest;
use crypto::precincts::precinct_of;
use crypto::time::UtcTime;
use rocket::response::Redirect;
use rocket::{Route, get, routes};
use web::Problem;
use web::headers::Csp;
use web::i18n::PageLanguage;
use web::templates::{Page, Value, context};

use super::fault::Fault;
use super::view::{self, Words};
use super::{Id, Running, find, polls};
use crate::poll::{Phase, Poll};

pub(super) fn routes() -> Vec<Route> {
    routes![index, poll, my_receipts, result, check, alias]
}

pub(super) type Answer = Result<Page, Fault>;

/// Open and coming polls are all shown, on the first page alone; past ones a page at a time, the latest first.
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
    let poll = find(ballot_box, id)?;
    let now = ballot_box.clock().now();
    // Before the counts: the page's script asks again where they are older than what it was told, never where they are newer.
    let going_on = going_on(&poll, now);
    let words = Words::of(poll.manifest(), language.code());
    // The page of the result has those of a poll that is counted: there may be many rounds.
    let running = match poll.phase(now) {
        Phase::Counted => None,
        _ => polls::counts(&poll),
    };
    let counts = running.map(|tally| words.counts(&tally, poll.log().ballots(), false));
    let others: Vec<Value> = ballot_box
        .polls()
        .iter()
        .filter(|other| at_the_same_time(&poll, other))
        .map(|other| view::entry(other, now, language.code()))
        .collect();
    let issued = poll.state().results.last().and_then(|(outcome, _)| outcome.issued);
    let shown = view::poll(&poll, now, language.code());
    let page = Page::new("poll.html", context! { poll => shown, counts, others, issued, going_on });
    Ok(if going_on.is_some() { page.csp(Csp::scripted()) } else { page })
}

/// What a browser keeps for its voters; the service itself knows nothing of it.
#[get("/receipts")]
fn my_receipts() -> Page {
    Page::new("my-receipts.html", context! {}).csp(Csp::scripted())
}

#[get("/polls/<id>/result")]
fn result(ballot_box: &Running, id: Id, language: PageLanguage) -> Answer {
    let poll = find(ballot_box, id)?;
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
    let poll = find(ballot_box, id)?;
    let shown = view::poll(&poll, ballot_box.clock().now(), language.code());
    let page = Page::new("check.html", context! { poll => shown });
    Ok(page.csp(Csp::scripted().with_workers("psephos-check")))
}

#[get("/p/<slug>")]
fn alias(ballot_box: &Running, slug: &str, language: PageLanguage) -> Result<Redirect, Fault> {
    let poll = ballot_box.poll_by_slug(slug).ok_or_else(Problem::not_found)?;
    Ok(Redirect::to(language.in_link(&format!("/polls/{}", poll.id()))))
}

/// Phase and number of ballots, for the script that keeps a page as its poll is; none where nothing goes on.
fn going_on(poll: &Poll, now: UtcTime) -> Option<String> {
    let phase = match poll.phase(now) {
        Phase::Voting => "voting",
        Phase::Closed => "closed",
        Phase::Before | Phase::Counted | Phase::Cancelled => return None,
    };
    Some(format!("{phase} {}", poll.log().ballots()))
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

/// Past polls on one page of the list of polls.
pub(super) const PAST_POLLS: usize = 20;
