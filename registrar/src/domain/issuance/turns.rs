//! Turns at signing passes: no more at a time than there are cores, for signing does nothing but compute. First come, first served.

use std::num::NonZeroUsize;
use std::sync::Arc;
use std::thread::available_parallelism;

use tokio::sync::Semaphore;

use super::IssueError;
use crate::registrar::Registrar;

/// The turns of one process.
#[derive(Debug)]
pub(crate) struct Turns(Arc<Semaphore>);

impl Default for Turns {
    fn default() -> Self {
        Self(Arc::new(Semaphore::new(available_parallelism().map_or(1, NonZeroUsize::get))))
    }
}

/// Runs `work` on a thread that may block, when it is its turn.
pub(super) async fn take<T: Send + 'static>(
    registrar: &Arc<Registrar>,
    work: impl FnOnce(&Registrar) -> Result<T, IssueError> + Send + 'static,
) -> Result<T, IssueError> {
    let turn = Arc::clone(&registrar.signers.0).acquire_owned().await;
    // Work that has begun goes on when its client is gone: the turn is over when the work is.
    let work = move |registrar: &Registrar| {
        let _turn = turn;
        work(registrar)
    };
    registrar.blocking(work).await
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;

    use rocket::futures::FutureExt as _;

    use super::*;
    use crate::testing::World;

    #[test]
    fn a_client_that_hangs_up_frees_no_turn_before_its_work_ends() {
        let world = World::new();
        let (registrar, turns) = (&world.registrar, &world.registrar.signers.0);
        rocket::execute(async {
            let cores = turns.available_permits();
            let (ends, clients): (Vec<_>, Vec<_>) = (0..cores)
                .map(|_| {
                    let (end, ended) = mpsc::channel::<()>();
                    (end, Box::pin(take(registrar, move |_| Ok(ended.recv().is_err()))))
                })
                .unzip();
            for mut client in clients {
                assert!((&mut client).now_or_never().is_none());
            }
            assert_eq!(turns.available_permits(), 0, "all have hung up, and all are signing");
            let mut next = Box::pin(take(registrar, |_| Ok(7)));
            assert!((&mut next).now_or_never().is_none());
            drop(ends);
            assert_eq!(next.await.unwrap(), 7);
            while turns.available_permits() < cores {
                tokio::task::yield_now().await;
            }
        });
    }
}
