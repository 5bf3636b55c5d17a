//! What happens without a request: mails go, statements go, windows close. Every step is repeatable, so that a crash
//! or a restart at any moment costs nothing but time.

use std::sync::Arc;
use std::time::Duration;

use crate::domain::audit::Actor;
use crate::domain::poll::State;
use crate::domain::publish::{PublishError, publish};
use crate::domain::{dispatch, issuance, jobs, mail, mailing, roll_import};
use crate::registrar::Registrar;
use crate::store;
use crate::store::StoreResult;

/// Starts the workers. They end with the process; what they were at is taken up at the next start.
pub(crate) fn start(registrar: &Arc<Registrar>) {
    spawn("mail", registrar, |registrar| {
        registrar.await_mail(TICK);
        while mail::deliver_due(registrar)? > 0 {}
        Ok(())
    });
    spawn("dispatch", registrar, |registrar| {
        registrar.await_dispatch(TICK);
        dispatch::deliver_due(registrar).map(drop)
    });
    spawn("results", registrar, |registrar| {
        std::thread::sleep(REOFFER);
        mailing::announce_results(registrar)
    });
    spawn("jobs", registrar, |registrar| {
        registrar.await_jobs(TICK);
        jobs::run_all(registrar).map(drop)
    });
    spawn("windows", registrar, |registrar| {
        std::thread::sleep(TICK);
        close_windows(registrar)
    });
    spawn("scrubbing", registrar, |registrar| {
        std::thread::sleep(SCRUB);
        scrub(registrar)
    });
    spawn("publication", registrar, |registrar| {
        std::thread::sleep(REOFFER);
        reoffer(registrar)
    });
    spawn("forgetting", registrar, |registrar| {
        let outcome = forget_expired(registrar);
        std::thread::sleep(FORGET);
        outcome
    });
}

/// Does what the clock asks for: closes issuance, erases signatures.
pub(crate) fn close_windows(registrar: &Registrar) -> StoreResult<()> {
    let running =
        registrar.db.run_here(|conn| store::polls::in_states(conn, &[State::Published, State::Issued]))?;
    for row in running {
        let outcome = issuance::close_if_due(registrar, &row).and_then(|closed| {
            if closed {
                registrar.wake_dispatch();
                return Ok(closed);
            }
            issuance::finish_if_due(registrar, &row)
        });
        if let Err(error) = outcome {
            tracing::error!("poll {}: {error}", row.id);
        }
    }
    Ok(())
}

/// Rewrites the database once issuing or voting has ended somewhere, so that it tells nothing of their order. It is tried
/// each time until it is done: a reader or a full disk may be in the way.
pub(crate) fn scrub(registrar: &Registrar) -> StoreResult<()> {
    if !registrar.db.alone_here(store::scrubbing::scrub)? {
        tracing::warn!("the order of issuing is not erased yet: the database was being read");
    }
    Ok(())
}

/// Offers sealed polls again whose countersignature has not come.
pub(crate) fn reoffer(registrar: &Registrar) -> StoreResult<()> {
    for row in registrar.db.run_here(|conn| store::polls::in_states(conn, &[State::Sealed]))? {
        match publish(registrar, &row.id, &Actor::System) {
            Ok(_) | Err(PublishError::Waiting(_) | PublishError::Underway) => {}
            Err(error) => tracing::warn!("draft {}: {error}", row.id),
        }
    }
    Ok(())
}

/// Forgets sessions and links that have expired.
pub(crate) fn forget_expired(registrar: &Registrar) -> StoreResult<()> {
    let now = registrar.clock.now().unix();
    registrar.db.run_here(|conn| {
        store::sessions::purge(conn, now)?;
        store::single_use::purge(conn, now)?;
        store::accounts::purge_registrations(conn, now)?;
        store::uploads::purge(conn, now - roll_import::KEPT)?;
        store::jobs::purge(conn, now - jobs::KEPT).map(drop)
    })
}

fn spawn(name: &'static str, registrar: &Arc<Registrar>, work: fn(&Registrar) -> StoreResult<()>) {
    let registrar = Arc::clone(registrar);
    let worker = move || {
        loop {
            if let Err(error) = work(&registrar) {
                tracing::warn!("{name}: {error}");
                std::thread::sleep(TICK);
            }
        }
    };
    if let Err(error) = std::thread::Builder::new().name(name.to_owned()).spawn(worker) {
        tracing::error!("the worker {name} cannot be started: {error}");
    }
}

/// How often the clock is looked at.
const TICK: Duration = Duration::from_secs(1);
/// How often it is asked whether the database has to be rewritten.
const SCRUB: Duration = Duration::from_secs(60);
/// How often sealed polls are offered again.
const REOFFER: Duration = Duration::from_secs(30);
/// How often expired rows are removed.
const FORGET: Duration = Duration::from_secs(600);
