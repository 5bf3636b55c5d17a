//! What the registrar tells Prometheus: nothing from which the moment of a single pass could be read.

use web::DbError;
use web::metrics::Page;

use crate::domain::poll::State;
use crate::registrar::Registrar;
use crate::store;
use crate::store::{dispatches, outbox};

/// Takes the numbers. Blocks.
pub(crate) fn collect(registrar: &Registrar) -> Result<Page, DbError> {
    let (states, mails, queued, refused) = registrar.db.run_here(|conn| -> Result<_, DbError> {
        Ok((
            store::polls::by_state(conn)?,
            outbox::queue(conn)?,
            dispatches::in_state(conn, "queued")?,
            dispatches::in_state(conn, "refused")?,
        ))
    })?;
    let number = |count: i64| u64::try_from(count).unwrap_or(0);
    let mut page = Page::default();
    page.gauge("psephos_build_info", "The running version.", &[(&[("version", VERSION)], 1)]);
    let all = [State::Draft, State::Sealed, State::Published, State::Issued, State::Over];
    let labels = all.map(|state| [("state", state.as_str())]);
    let samples: Vec<_> = labels
        .iter()
        .map(|label| {
            let count = states.iter().find(|(state, _)| state == label[0].1).map_or(0, |(_, count)| *count);
            (label.as_slice(), number(count))
        })
        .collect();
    page.gauge("psephos_polls", "Polls and drafts by state.", &samples);
    page.gauge(
        "psephos_mails_failed",
        "Mails that were given up and need somebody.",
        &[(&[], number(mails.failed))],
    );
    page.gauge(
        "psephos_mails_waiting",
        "Mails to be sent, in steps of 10.",
        // One mail more may be one pass more.
        &[(&[], number(mails.waiting).div_ceil(10) * 10)],
    );
    page.gauge(
        "psephos_statements",
        "Statements that the ballot box has not taken: on their way, or refused.",
        &[(&[("state", "queued")], number(queued)), (&[("state", "refused")], number(refused))],
    );
    page.counter(
        "psephos_failures_total",
        "Answers of status 500 and above since the start.",
        &[(&[], registrar.failures.count())],
    );
    Ok(page)
}

const VERSION: &str = env!("CARGO_PKG_VERSION");
