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
    page.counter(
        "psephos_failures_total",
        "Answers of status 500 and above since the start.",
        &[(&[], failures.count())],
    );
    page
}

const VERSION: &str = env!("CARGO_PKG_VERSION");
