//! What templates are given: plain values, in words.

mod ranking;

use crypto::content::{Answer, Content};
use crypto::manifest::{Manifest, Method, Question, QuestionKind, ResultsPolicy, Text};
use crypto::statement::{self, Issuance};
use crypto::time::UtcTime;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use web::templates::{Value, context};

use crate::poll::{Phase, Poll, State};

/// A poll as every page about it shows it. Only logged ballots are counted.
pub(super) fn poll(poll: &Poll, now: UtcTime) -> Value {
    let manifest = poll.manifest();
    let words = Words::of(poll.manifest());
    let phase = poll.phase(now);
    let questions: Vec<Value> = manifest.questions.iter().map(|question| words.question(question)).collect();
    let notices: Vec<Value> = poll
        .state()
        .notices
        .iter()
        .map(|(notice, _)| context! { seq => notice.seq, reason => notice.reason, at => time(notice.at) })
        .collect();
    context! {
        id => poll.id().to_string(),
        slug => manifest.slug,
        lang => words.language,
        title => words.plain(&manifest.title),
        description => words.plain(&manifest.description),
        test => manifest.test,
        phase => phase_name(phase),
        opens => time(manifest.voting_opens),
        closes => time(poll.voting_closes()),
        issuance_opens => time(manifest.issuance_opens),
        issuance_closes => time(manifest.issuance_closes),
        issuance_over => now >= manifest.issuance_closes,
        moved => poll.voting_closes() != manifest.voting_closes,
        registrar => context! { name => manifest.registrar.name.to_string(), url => manifest.registrar.url },
        ballots => poll.log().ballots(),
        eligible => eligible(manifest, &poll.state()),
        growing => manifest.late_additions && poll.state().issuance.is_none(),
        mix => manifest.mix,
        witnesses => manifest.witnesses.len(),
        quorum => manifest.quorum,
        live => manifest.results == ResultsPolicy::Live,
        questions => questions,
        notices => notices,
    }
}

/// A poll in a list of polls: not its questions, of which a manifest may hold a quarter of a megabyte.
pub(super) fn entry(poll: &Poll, now: UtcTime) -> Value {
    let (manifest, words) = (poll.manifest(), Words::of(poll.manifest()));
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

/// Counts of all questions for the page with bars and tables; who wins is told once it is `decided`.
pub(crate) fn counts(
    manifest: &Manifest,
    tally: &serde_json::Value,
    ballots: u64,
    decided: bool,
) -> Vec<Value> {
    let words = Words::of(manifest);
    manifest
        .questions
        .iter()
        .filter_map(|question| Some(words.count(question, tally.get(&question.id)?, ballots, decided)))
        .collect()
}

/// A ballot's answers in words, one for each question.
pub(super) fn answers(poll: &Poll, content: &Content) -> Vec<String> {
    let words = Words::of(poll.manifest());
    let questions = poll.manifest().questions.iter();
    questions.zip(&content.answers).map(|(question, answer)| words.answer(question, answer)).collect()
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

/// Texts in the poll's first language.
pub(crate) struct Words<'a> {
    pub(crate) language: &'a str,
    languages: &'a [String],
}

impl<'a> Words<'a> {
    pub(crate) fn of(manifest: &'a Manifest) -> Self {
        let languages = manifest.languages.as_slice();
        Self { language: languages.first().map_or("en", String::as_str), languages }
    }

    pub(crate) fn plain<'t>(&self, text: &'t Text) -> &'t str {
        text.in_language(self.language, self.languages)
    }

    fn question(&self, question: &Question) -> Value {
        let options: Vec<&str> = question.options.iter().map(|option| self.plain(&option.title)).collect();
        context! {
            title => self.plain(&question.title),
            description => self.plain(&question.description),
            how => how(question),
            options => options,
        }
    }

    fn answer(&self, question: &Question, answer: &Answer) -> String {
        let title = |id: &String| {
            let option = question.options.iter().find(|option| option.id == *id);
            option.map_or("", |option| self.plain(&option.title)).to_owned()
        };
        let listed = |ids: &[String], between: &str| ids.iter().map(title).collect::<Vec<_>>().join(between);
        match answer {
            Answer::Choose(ids) => listed(ids, ", "),
            Answer::Rank(ids) => listed(ids, ", then "),
            Answer::Score(scores) => {
                let options = question.options.iter().zip(scores);
                let pairs = options.map(|(option, score)| format!("{}: {score}", self.plain(&option.title)));
                pairs.collect::<Vec<_>>().join(", ")
            }
            Answer::Abstain => "abstained".to_owned(),
        }
    }

    fn count(&self, question: &Question, count: &serde_json::Value, ballots: u64, decided: bool) -> Value {
        let most = i64::try_from(question.options.len()).unwrap_or(i64::MAX).saturating_sub(1);
        let (sums, low, high) = match question.kind {
            QuestionKind::Choice { .. } => (Some("counts"), 0, 1),
            QuestionKind::Score { low, high } => (Some("totals"), i64::from(low), i64::from(high)),
            QuestionKind::Ranking { method: Method::Borda, .. } => (None, 0, most),
            QuestionKind::Ranking { .. } => (None, 0, 1),
        };
        let sum = |id: &str| match sums {
            Some(sums) => count[sums][id].as_i64(),
            None => ranking::sum(count, id),
        };
        let listed = |list: &str, id: &str| {
            decided
                && count[list]
                    .as_array()
                    .is_some_and(|ids| ids.iter().any(|listed| listed.as_str() == Some(id)))
        };
        let ballots = i64::try_from(ballots).unwrap_or(i64::MAX);
        let abstain = count["abstain"].as_i64().unwrap_or(0);
        let options: Vec<Value> = question
            .options
            .iter()
            .map(|option| {
                let sum = sum(&option.id);
                context! {
                    title => self.plain(&option.title),
                    sum => sum,
                    percent => sum.and_then(|sum| percent(sum, ballots)),
                    won => listed("winners", &option.id),
                    tied => listed("tied", &option.id),
                }
            })
            .collect();
        context! {
            title => self.plain(&question.title),
            scored => matches!(
                question.kind,
                QuestionKind::Score { .. } | QuestionKind::Ranking { method: Method::Borda, .. }
            ),
            ranking => match question.kind {
                QuestionKind::Ranking { method, .. } => {
                    Some(ranking::ranking(self, question, method, count, decided))
                }
                _ => None,
            },
            seats => question.seats,
            // A meter's range must not be empty.
            low => low.saturating_mul(ballots),
            high => high.saturating_mul(ballots).max(1),
            options => options,
            abstain => abstain,
            decided => decided,
            tied => decided && count["tied"].as_array().is_some_and(|tied| !tied.is_empty()),
        }
    }
}

/// How a question is answered, in words.
fn how(question: &Question) -> String {
    match question.kind {
        QuestionKind::Choice { min: 1, max: 1 } => "Choose one.".to_owned(),
        QuestionKind::Choice { min, max } if min == max => format!("Choose {min}."),
        QuestionKind::Choice { min, max } => format!("Choose {min} to {max}."),
        QuestionKind::Ranking { min, max, .. } if min == max => format!("Rank {min}, best first."),
        QuestionKind::Ranking { min, max, .. } => format!("Rank {min} to {max}, best first."),
        QuestionKind::Score { low, high } => format!("Give each a score from {low} to {high}."),
    }
}

/// Tenths of a percent, rounded half up, in integers: counts never pass through a float.
fn percent(part: i64, whole: i64) -> Option<String> {
    if whole <= 0 || part < 0 {
        return None;
    }
    let tenths = (i128::from(part) * 2000 / i128::from(whole) + 1) / 2;
    Some(format!("{}.{}", tenths / 10, tenths % 10))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(flavor = "multi_thread")]
    async fn lists_of_polls_hold_no_questions() {
        let fixture = crate::testing::Fixture::new();
        let (poll, now) = (fixture.poll().await, fixture.now());
        assert!(super::poll(&poll, now).to_string().contains("Ada & Co"));
        let entry = entry(&poll, now).to_string();
        assert!(
            entry.contains("Board") && !entry.contains("Ada & Co") && !entry.contains("Question"),
            "{entry}"
        );
    }

    #[test]
    fn percents_are_rounded_half_up() {
        for (part, whole, expected) in
            [(1, 3, "33.3"), (2, 3, "66.7"), (0, 5, "0.0"), (5, 5, "100.0"), (1, 2000, "0.1")]
        {
            assert_eq!(percent(part, whole).unwrap(), expected);
        }
        assert_eq!(percent(0, 0), None);
        assert_eq!(percent(-1, 3), None);
    }

    #[test]
    fn times_are_read_by_people_and_machines() {
        let shown = time("2026-11-20T09:00:00Z".parse().unwrap());
        assert_eq!(shown.get_attr("iso").unwrap().to_string(), "2026-11-20T09:00:00Z");
        let part = |name| shown.get_attr(name).unwrap().to_string();
        assert_eq!(["weekday", "day", "month", "year", "time"].map(part), ["5", "20", "11", "2026", "09:00"]);
    }
}
