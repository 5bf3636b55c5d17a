//! What happens without a request: mails go, statements go, windows close. Every step is repeatable, so that a crash
//! or a restart at any moment costs nothing but time. Of several processes on one database one at a time does each work, by
//! the session that has its turn ([`web::Db::in_turn`]).

use std::panic::{self, AssertUnwindSafe};
use std::sync::Arc;
use std::time::Duration;

use crate::domain::audit::Actor;
use crate::domain::poll::State;
use crate::domain::publish::{PublishError, publish};
use crate::domain::{dispatch, erasure, issuance, jobs, mail, mail_desk, mailing, pace, roll_import};
use crate::registrar::Registrar;
use crate::store;
use crate::store::StoreResult;

/// Starts the workers. They end when the service does, after what they have in their hands or with the process; what they were at
/// is taken up at the next start.
pub(crate) fn start(registrar: &Arc<Registrar>) {
    spawn_for_each("mail", Pause::Bell(Registrar::await_mail), registrar, |registrar| {
        // A moment later they are several, which go together.
        registrar.stop.rest(GATHERING);
        // Also where another process sends: the pages of this one tell why no mail goes.
        pace::recall(registrar)?;
        registrar.db.in_turn("mail", || send_mails(registrar))?.unwrap_or(Ok(()))
    });
    spawn_for_each("keys", Pause::Clock(TICK), registrar, forget_keys);
    spawn("dispatch", Pause::Bell(Registrar::await_dispatch), registrar, |registrar| {
        dispatch::deliver_due(registrar).map(drop)
    });
    spawn("results", Pause::Clock(REOFFER), registrar, mailing::announce_results);
    spawn("jobs", Pause::Bell(Registrar::await_jobs), registrar, |registrar| {
        jobs::run_all(registrar).map(drop)
    });
    spawn("windows", Pause::Clock(TICK), registrar, close_windows);
    spawn("scrubbing", Pause::Clock(SCRUB), registrar, scrub);
    spawn("publication", Pause::Clock(REOFFER), registrar, reoffer);
    spawn("forgetting", Pause::Clock(FORGET), registrar, |registrar| {
        forget_expired(registrar)?;
        erasure::erase_due(registrar)
    });
}

/// Sends what is due, at the pace at which the process went that sent before.
pub(crate) fn send_mails(registrar: &Registrar) -> StoreResult<()> {
    pace::recall(registrar)?;
    while mail::deliver_due(registrar)? > 0 {}
    Ok(())
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

/// Forgets the signing keys of polls whose issuing was ended, perhaps by another process.
pub(crate) fn forget_keys(registrar: &Registrar) -> StoreResult<()> {
    let held = registrar.keys.held();
    if held.is_empty() {
        return Ok(());
    }
    let issuing = registrar.db.run_here(|conn| store::polls::in_states(conn, &[State::Published]))?;
    for draft in held.iter().filter(|draft| issuing.iter().all(|row| row.id != **draft)) {
        registrar.keys.forget(draft);
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
    let sealed = registrar.db.run_here(|conn| store::polls::in_states(conn, &[State::Sealed]))?;
    for row in sealed.into_iter().filter(|row| !row.archived) {
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
    registrar.db.write_here(|conn| {
        store::sessions::purge(conn, now)?;
        store::single_use::purge(conn, now)?;
        store::ceremonies::purge(conn, now)?;
        store::attempts::purge(conn, now)?;
        store::accounts::purge_registrations(conn, now)?;
        store::uploads::purge(conn, now - roll_import::KEPT)?;
        store::mailings::keep_days(conn, now - mail_desk::REMINDER_PAUSE)?;
        store::jobs::purge(conn, now - jobs::KEPT).map(drop)
    })
}

/// How long mails are gathered.
const GATHERING: Duration = Duration::from_millis(50);

/// What a worker waits for between two turns.
#[derive(Clone, Copy)]
enum Pause {
    /// Until the time is over.
    Clock(Duration),
    /// Until there is work, or for [`TICK`].
    Bell(fn(&Registrar, Duration)),
}

/// Starts a worker that works while no other process does the same.
fn spawn(
    name: &'static str,
    pause: Pause,
    registrar: &Arc<Registrar>,
    work: fn(&Registrar) -> StoreResult<()>,
) {
    spawn_for_each(name, pause, registrar, move |registrar| {
        registrar.db.in_turn(name, || work(registrar))?.unwrap_or(Ok(()))
    });
}

/// Starts a worker that works in each process.
fn spawn_for_each(
    name: &'static str,
    pause: Pause,
    registrar: &Arc<Registrar>,
    work: impl Fn(&Registrar) -> StoreResult<()> + Send + 'static,
) {
    let registrar = Arc::clone(registrar);
    let length = match pause {
        Pause::Clock(length) => length,
        Pause::Bell(_) => TICK,
    };
    registrar.heartbeats.expect(name, length + STEP);
    let worker = move || {
        while let Some(at_work) = registrar.stop.begin(name) {
            registrar.heartbeats.beat();
            let rest = turn(name, &registrar, &work);
            drop(at_work);
            registrar.stop.rest(rest);
            registrar.heartbeats.beat();
            match pause {
                Pause::Clock(length) => registrar.stop.rest(length),
                Pause::Bell(wait) => wait(&registrar, TICK),
            }
        }
    };
    if let Err(error) = std::thread::Builder::new().name(name.to_owned()).spawn(worker) {
        tracing::error!("the worker {name} cannot be started: {error}");
    }
}

/// Lets a worker work once, and survives it; how long to rest after it. A panic is logged without its words, which may
/// hold what the worker had in its hands.
pub(crate) fn turn(
    name: &str,
    registrar: &Registrar,
    work: impl FnOnce(&Registrar) -> StoreResult<()>,
) -> Duration {
    // What is shared is behind locks that heal, or in the database, where every step is whole or not at all.
    match panic::catch_unwind(AssertUnwindSafe(|| work(registrar))) {
        Ok(Ok(())) => Duration::ZERO,
        Ok(Err(error)) => {
            tracing::warn!("{name}: {error}");
            TICK
        }
        Err(_) => {
            tracing::error!("the worker {name} has panicked and is started again");
            AFTER_PANIC
        }
    }
}

/// How often the clock is looked at.
const TICK: Duration = Duration::from_secs(1);
/// How long a single step of a worker may take before something is wrong: a rewriting of the database takes longest.
const STEP: Duration = Duration::from_secs(600);
/// The rest after a panic.
const AFTER_PANIC: Duration = Duration::from_secs(10);
/// How often it is asked whether the database has to be rewritten.
const SCRUB: Duration = Duration::from_secs(60);
/// How often sealed polls are offered again.
const REOFFER: Duration = Duration::from_secs(30);
/// How often expired rows are removed.
const FORGET: Duration = Duration::from_secs(600);
