//! What templates are given: numbers, kinds, and texts of the organiser. What pages say of them stands in the catalogues.

mod ranking;
mod words;

use crypto::manifest::{Manifest, ResultsPolicy};
use crypto::precincts::precinct_of;
use crypto::statement::{self, Issuance};
use crypto::time::UtcTime;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use web::templates::{Value, context};

pub(crate) use self::words::Words;
use crate::poll::{Phase, Poll, State};

/// A poll as every page about it shows it, its texts in `language` if it has them. Only logged ballots are counted.
pub(super) fn poll(poll: &Poll, now: UtcTime, language: &str) -> Value {
    let manifest = poll.manifest();
    let words = Words::of(manifest, language);
    let phase = poll.phase(now);
    // After the end of voting a pass is of no use.
    let issuance_closes = manifest.issuance_closes.min(poll.voting_closes());
    let notices: Vec<Value> = poll
        .state()
        .notices
        .iter()
        .map(|(notice, _)| context! { seq => notice.seq, reason => notice.reason, at => time(notice.at) })
        .collect();
    context! {
        id => poll.id().to_string(),
        slug => manifest.slug,
        address => format!("{}/polls/{}", manifest.ballot_box.url, poll.id()),
        keys => [&manifest.registrar.key, &manifest.ballot_box.key].map(ToString::to_string),
        precinct => precinct(manifest),
        lang => words.language,
        // Reasons of notices are in one language alone.
        organiser_lang => manifest.first_language(),
        title => words.plain(&manifest.title),
        description => words.plain(&manifest.description),
        test => manifest.test,
        phase => phase_name(phase),
        opens => time(manifest.voting_opens),
        closes => time(poll.voting_closes()),
        issuance_opens => time(manifest.issuance_opens),
        issuance_closes => time(issuance_closes),
        issuance_over => now >= issuance_closes,
        moved => poll.voting_closes() != manifest.voting_closes,
        registrar => context! { name => manifest.registrar.name.to_string(), url => manifest.registrar.url },
        ballots => poll.log().ballots(),
        eligible => eligible(manifest, &poll.state()),
        growing => manifest.late_additions && poll.state().issuance.is_none(),
        mix => manifest.mix,
        witnesses => manifest.witnesses.len(),
        quorum => manifest.quorum,
        live => manifest.results == ResultsPolicy::Live,
        questions => words.questions(),
        notices => notices,
    }
}

/// What a poll's alias says of the election of which it is a part, and where the registrar tells of the whole; none of an ordinary
/// poll.
fn precinct(manifest: &Manifest) -> Option<Value> {
    let (whole, number, count) = precinct_of(manifest.slug.as_deref()?)?;
    let url = format!("{}/precincts/{whole}", manifest.registrar.url);
    Some(context! { number, count, url })
}

/// A poll in a list of polls: not its questions, of which a manifest may hold a quarter of a megabyte.
pub(super) fn entry(poll: &Poll, now: UtcTime, language: &str) -> Value {
    let (manifest, words) = (poll.manifest(), Words::of(poll.manifest(), language));
    context! {
        id => poll.id().to_string(),
        lang => words.language,
        title => words.plain(&manifest.title),
        test => manifest.test,
        phase => phase_name(poll.phase(now)),
        opens => time(manifest.voting_opens),
        closes => time(poll.voting_closes()),
        registrar => context! { name => manifest.registrar.name.to_string() },
        ballots => poll.log().ballots(),
    }
}

/// How many may vote: where the roll may grow, the number that the registrar has stated at the end, once it has.
pub(crate) fn eligible(manifest: &Manifest, state: &State) -> Option<u64> {
    let stated = state.issuance.as_deref().filter(|_| manifest.late_additions);
    match stated.map(|note| statement::open::<Issuance>(note, &manifest.registrar.key)) {
        Some(Ok((issuance, _))) => issuance.eligible,
        _ => manifest.eligible,
    }
}

/// A moment as `<time datetime>` wants it, and its parts, for the message `moment` puts them together in each language.
pub(crate) fn time(moment: UtcTime) -> Value {
    let stamp = Timestamp::from_second(moment.unix()).expect("a time of four digits for the year");
    let date = stamp.to_zoned(TimeZone::UTC);
    context! {
        iso => moment.to_string(),
        weekday => date.weekday().to_monday_one_offset(),
        day => date.day(),
        month => date.month(),
        // A text: years have no separators of thousands.
        year => date.year().to_string(),
        time => date.strftime("%H:%M").to_string(),
    }
}

/// The phase's name in templates.
fn phase_name(phase: Phase) -> &'static str {
    match phase {
        Phase::Before => "before",
        Phase::Voting => "voting",
        Phase::Closed => "closed",
        Phase::Counted => "counted",
        Phase::Cancelled => "cancelled",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(flavor = "multi_thread")]
    async fn lists_of_polls_hold_no_questions() {
        let fixture = crate::testing::Fixture::new();
        let (poll, now) = (fixture.poll().await, fixture.now());
        assert!(super::poll(&poll, now, "en").to_string().contains("Ada & Co"));
        let entry = entry(&poll, now, "en").to_string();
        assert!(
            entry.contains("Board") && !entry.contains("Ada & Co") && !entry.contains("Question"),
            "{entry}"
        );
    }

    #[test]
    fn times_are_read_by_people_and_machines() {
        let shown = time("2026-11-20T09:00:00Z".parse().unwrap());
        assert_eq!(shown.get_attr("iso").unwrap().to_string(), "2026-11-20T09:00:00Z");
        let part = |name| shown.get_attr(name).unwrap().to_string();
        assert_eq!(["weekday", "day", "month", "year", "time"].map(part), ["5", "20", "11", "2026", "09:00"]);
    }
}
