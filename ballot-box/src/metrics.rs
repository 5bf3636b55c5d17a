//! What the ballot box tells Prometheus: what everybody can see, and what needs somebody.

use web::metrics::{Failures, Page};

use crate::ballot_box::BallotBox;
use crate::poll::Phase;

/// Takes the numbers. Ballots are counted once they are in a public log, never when they come.
pub(crate) fn collect(ballot_box: &BallotBox, failures: &Failures) -> Page {
    let now = ballot_box.clock().now();
    let polls = ballot_box.polls();
    let mut page = Page::default();
    page.gauge("psephos_build_info", "The running version.", &[(&[("version", VERSION)], 1)]);
    let phases = [
        (Phase::Before, "before"),
        (Phase::Voting, "voting"),
        (Phase::Closed, "closed"),
        (Phase::Counted, "counted"),
        (Phase::Cancelled, "cancelled"),
    ];
    let labels = phases.map(|(phase, name)| (phase, [("phase", name)]));
    let samples: Vec<_> = labels
        .iter()
        .map(|(phase, label)| {
            let count = polls.iter().filter(|poll| poll.phase(now) == *phase).count();
            (label.as_slice(), u64::try_from(count).unwrap_or(u64::MAX))
        })
        .collect();
    page.gauge("psephos_polls", "Polls by phase; one that stays closed is not being counted.", &samples);
    let ids: Vec<String> = polls.iter().map(|poll| poll.id().to_string()).collect();
    let labels: Vec<_> = ids.iter().map(|id| [("poll", id.as_str())]).collect();
    let samples: Vec<_> =
        labels.iter().zip(&polls).map(|(label, poll)| (label.as_slice(), poll.log().ballots())).collect();
    page.gauge("psephos_ballots_logged", "Ballots in the public log.", &samples);
    let damaged = polls.iter().filter(|poll| poll.damage().is_some()).count();
    page.gauge(
        "psephos_polls_damaged",
        "Polls that get no checkpoint with some ballot, and no result: the database does not hold it as it was accepted.",
        &[(&[], u64::try_from(damaged).unwrap_or(u64::MAX))],
    );
    page.counter(
        "psephos_failures_total",
        "Answers of status 500 and above since the start.",
        &[(&[], failures.count())],
    );
    page
}

const VERSION: &str = env!("CARGO_PKG_VERSION");

#[cfg(test)]
mod tests {
    use rocket::local::asynchronous::Client;

    use super::*;
    use crate::testing::{Fixture, ballots, databases, hash};

    /// The page as Prometheus gets it, taken now.
    async fn numbers(fixture: &Fixture) -> String {
        let (ballot_box, failures) = (std::sync::Arc::clone(&fixture.ballot_box), Failures::default());
        let rocket =
            web::metrics::build(([127, 0, 0, 1], 0).into(), move || Ok(collect(&ballot_box, &failures)));
        let client = Client::untracked(rocket).await.unwrap();
        client.get("/metrics").dispatch().await.into_string().await.unwrap()
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn a_single_ballot_moves_no_number() {
        for database in databases() {
            let fixture = Fixture::on(database);
            let poll = fixture.poll_mixing(8).await;
            let client = fixture.client().await;
            let before = numbers(&fixture).await;
            let ballots = ballots(poll.manifest(), 16);
            for ballot in &ballots {
                let cast = client.post(format!("/api/v1/polls/{}/ballots", poll.id()));
                let cast = cast.remote(([203, 0, 113, 77], 4711).into());
                let cast = cast.header(rocket::http::ContentType::new("application", "vnd.psephos.ballot"));
                assert_eq!(cast.body(ballot).dispatch().await.status().code, 201);
                fixture.ballot_box.tick(false).join_all().await;
                assert_eq!(numbers(&fixture).await, before);
            }
            fixture.ballot_box.tick(true).join_all().await;
            let after = numbers(&fixture).await;
            let logged = |number| format!("psephos_ballots_logged{{poll=\"{}\"}} {number}\n", poll.id());
            assert_eq!(after, before.replace(&logged(0), &logged(8)));
            assert_ne!(after, before);
            let times = [fixture.now(), poll.manifest().voting_opens, poll.manifest().voting_closes];
            let times = times.map(|time| [time.unix().to_string(), time.to_string()]);
            let known = times.as_flattened().iter().map(String::as_str).chain(["203.0.113.77", "4711"]);
            known.for_each(|word| assert!(!after.contains(word), "{word}"));
            ballots.iter().for_each(|ballot| assert!(!after.contains(&hash(ballot).to_string())));
        }
    }
}
