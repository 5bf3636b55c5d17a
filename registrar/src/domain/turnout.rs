//! Turnout over the days: never finer, for the ledger knows nothing finer.

use crypto::statement::{self, Issuance};
use crypto::time::UtcTime;
use serde::Serialize;

use super::poll::{Published, Standing, State};
use crate::store;
use crate::store::StoreResult;
use crate::store::dispatches;

/// What was issued on one day (UTC).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Day {
    /// `2026-11-20`.
    pub(crate) day: String,
    /// Passes issued on it.
    pub(crate) passes: i64,
    /// Passes issued up to its end.
    pub(crate) total: i64,
}

/// Every day from the one on which issuing opened to the last one that counts, those without a pass included. `counts`
/// are days since 1970-01-01 and passes, in order.
pub(crate) fn days(opens: UtcTime, last: UtcTime, counts: &[(i64, i64)]) -> Vec<Day> {
    let day_of = |at: UtcTime| at.unix().div_euclid(DAY);
    let first = counts.first().map_or(day_of(opens), |(day, _)| (*day).min(day_of(opens)));
    let last = counts.last().map_or(day_of(last), |(day, _)| (*day).max(day_of(last)));
    // What no poll lasts: a clock that was wrong once must not make a page of a million lines.
    let first = first.max(last - MOST_DAYS + 1);
    let mut total = counts.iter().filter(|(day, _)| *day < first).map(|(_, passes)| passes).sum();
    let mut counts = counts.iter().skip_while(|(day, _)| *day < first).peekable();
    (first..=last)
        .map(|day| {
            let passes = counts.next_if(|(counted, _)| *counted == day).map_or(0, |(_, passes)| *passes);
            total += passes;
            Day { day: UtcTime::from_unix(day * DAY).to_string().chars().take(10).collect(), passes, total }
        })
        .collect()
}

/// The day (since 1970-01-01, UTC) before which passes are listed by name, where the poll has them listed at all; none: all
/// of them, for no more are issued. Who is listed on the very day could be watched from minute to minute.
pub(crate) fn listed_before(standing: &Standing, now: UtcTime) -> Option<i64> {
    (standing.state == State::Published).then(|| now.unix().div_euclid(DAY))
}

/// How many may vote, as the poll's organisers and turnout tell it: the number of the manifest; where the roll may grow,
/// those who are on it now, and once issuance has closed the number that was stated. None for an open poll.
pub(crate) fn eligible(conn: &mut web::DbConnection, poll: &Published) -> StoreResult<Option<u64>> {
    if poll.manifest.late_additions
        && let Some(stated) = dispatches::all(conn, &poll.draft, dispatches::ISSUANCE)?.first()
        && let Ok((issuance, _)) = statement::open::<Issuance>(&stated.note, &poll.manifest.registrar.key)
    {
        return Ok(issuance.eligible);
    }
    on_the_roll(conn, poll)
}

/// How many may vote at this moment: what the issuance statement says when it is signed now.
pub(crate) fn on_the_roll(conn: &mut web::DbConnection, poll: &Published) -> StoreResult<Option<u64>> {
    if !poll.manifest.late_additions {
        return Ok(poll.manifest.eligible);
    }
    let voters = store::roll::count(conn, &poll.draft)?;
    Ok(Some(u64::try_from(voters).unwrap_or(0)))
}

/// A bar of the picture, in units of its view box.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Bar {
    /// From the left.
    pub(crate) x: i64,
    /// From the top.
    pub(crate) y: i64,
    /// To the right.
    pub(crate) width: i64,
    /// Down to the base line.
    pub(crate) height: i64,
}

/// One bar for each number, side by side in [`WIDTH`], the largest as high as [`HEIGHT`].
pub(crate) fn bars(numbers: &[i64]) -> Vec<Bar> {
    let count = i64::try_from(numbers.len()).unwrap_or(i64::MAX).max(1);
    let most = numbers.iter().copied().max().unwrap_or(0).max(1);
    let step = (WIDTH / count).max(1);
    let width = (step - step / 5).min(WIDTH / 8);
    (0..)
        .zip(numbers)
        .map(|(position, number)| {
            // Something that happened is seen, however small it is beside the largest.
            let height = if *number == 0 { 0 } else { (number * HEIGHT / most).max(2) };
            Bar { x: position * step, y: HEIGHT - height, width, height }
        })
        .collect()
}

/// Width of the view box.
pub(crate) const WIDTH: i64 = 3600;
/// Its height.
pub(crate) const HEIGHT: i64 = 800;
/// Seconds.
const DAY: i64 = 86_400;
/// Days shown at most, the newest ones.
const MOST_DAYS: i64 = 366;

#[cfg(test)]
mod tests {
    use super::*;

    fn at(day: i64) -> UtcTime {
        UtcTime::from_unix(day * DAY + 7)
    }

    #[test]
    fn days_without_a_pass_are_shown_too() {
        let shown = days(at(0), at(3), &[(1, 5), (3, 2)]);
        let told: Vec<_> = shown.iter().map(|day| (day.day.as_str(), day.passes, day.total)).collect();
        assert_eq!(
            told,
            [("1970-01-01", 0, 0), ("1970-01-02", 5, 5), ("1970-01-03", 0, 5), ("1970-01-04", 2, 7)]
        );
        assert_eq!(days(at(2), at(2), &[]).len(), 1);
        assert!(days(at(5), at(3), &[]).is_empty());
    }

    #[test]
    fn a_clock_that_was_wrong_makes_no_endless_page() {
        let shown = days(at(0), at(2_000), &[(3, 4), (1_999, 1)]);
        assert_eq!((shown.len(), shown.last().unwrap().total), (366, 5));
    }

    #[test]
    fn bars_fit_the_picture() {
        for count in [1, 2, 30, 366] {
            let numbers: Vec<i64> = (0..count).map(|number| number * number).collect();
            for (bar, number) in bars(&numbers).iter().zip(&numbers) {
                assert!(bar.x >= 0 && bar.x + bar.width <= WIDTH && bar.width > 0, "{count}: {bar:?}");
                assert_eq!(bar.y + bar.height, HEIGHT);
                assert_eq!(bar.height > 0, *number > 0);
            }
        }
        assert_eq!(bars(&[1_000_000, 1])[1].height, 2);
        assert!(bars(&[]).is_empty());
    }
}
