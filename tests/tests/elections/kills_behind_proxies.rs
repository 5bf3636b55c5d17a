//! Processes of both services are killed behind the delivered proxies while passes are drawn and ballots cast through these.

use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread::scope;

use cli::client::{BallotBox, Session};
use crypto::manifest::Manifest;
use crypto::statement::{self, Promise};
use e2e::proxy::Proxy;
use e2e::services::{Services, Side};
use e2e::waiting::await_that;
use rand::RngExt as _;

use crate::load::{Ends, Registrar};
use crate::pass_load::{Question, Told, Voters};
use crate::proxies::post_from;

/// What is voted in, and by whose passes.
pub(crate) struct Polls<'a> {
    /// Gives those who cast their passes.
    pub(crate) registrar: &'a Registrar,
    pub(crate) ballots: &'a Manifest,
    /// In this one passes are drawn.
    pub(crate) passes: &'a Manifest,
}

/// Each ballot, and each request for a pass, is sent once by its voter, whatever happens behind the proxy.
pub(crate) fn nobody_notices_a_kill(
    services: &mut Services,
    admin: &Session,
    proxies: &[Proxy],
    polls: &Polls<'_>,
) {
    let (over, cast, noticed) = (AtomicBool::new(false), AtomicUsize::new(0), Mutex::new(Vec::new()));
    let voters = Voters::sign_in(services);
    let draw = |proxy: &Proxy, voter: usize, request: &[u8]| {
        draw(proxy, polls.passes, voter, request)
            .and_then(|told| {
                // An answer of the proxy, which knows of no process.
                if told.status < 500 {
                    Ok(told)
                } else {
                    Err(format!("{:?} answers {}", proxy.program, told.status))
                }
            })
            .inspect_err(|error| noticed.lock().unwrap().push(error.clone()))
    };
    scope(|scope| {
        let _ends = (Ends(&over), voters.ends());
        for proxy in proxies.iter().flat_map(|proxy| [proxy; VOTERS]) {
            let (over, cast, noticed, voters, draw) = (&over, &cast, &noticed, &voters, &draw);
            scope.spawn(move || {
                let door = BallotBox::new(&proxy.ballot_box);
                while !over.load(Ordering::SeqCst) {
                    match vote(&door, polls) {
                        Ok(()) => drop(cast.fetch_add(1, Ordering::SeqCst)),
                        Err(error) => {
                            noticed.lock().unwrap().push(format!("{:?}: {error}", proxy.program));
                            break;
                        }
                    }
                }
            });
            scope.spawn(move || {
                voters.draw_until_over(polls.passes, |voter, request| draw(proxy, voter, request));
            });
        }
        let mut random = rand::rng();
        for side in [Side::BallotBox, Side::Registrar].into_iter().cycle().take(2 * KILLS) {
            let done = || match side {
                Side::BallotBox => cast.load(Ordering::SeqCst),
                Side::Registrar => voters.answered(),
            };
            let (killed, before) = (random.random_range(0..PROCESSES), done());
            services.crash_replica(side, killed);
            await_that("it goes on without it", || {
                done() >= before + 4 * VOTERS || !noticed.lock().unwrap().is_empty()
            });
            services.launch_replica(side, killed);
            services.await_replica(side, killed);
        }
    });
    assert_eq!(*noticed.lock().unwrap(), Vec::<String>::new(), "voters notice something");
    println!("{} ballots were cast, and {} passes drawn", cast.load(Ordering::SeqCst), voters.served());
    let issued = admin.turnout(&polls.passes.id()).unwrap()["issued"].as_u64().unwrap();
    voters.judge(polls.passes, issued, 4 * VOTERS, |voter, request| draw(&proxies[0], voter, request));
}

fn vote(door: &BallotBox, polls: &Polls<'_>) -> anyhow::Result<()> {
    let manifest = polls.ballots;
    let ballot = polls.registrar.ballot(manifest);
    let told = door.cast(&manifest.id(), &ballot.to_bytes(), None)?;
    let (promise, _) = statement::open::<Promise>(&told.promise, &manifest.ballot_box.key)?;
    anyhow::ensure!(promise == Promise { poll: manifest.id(), ballot: ballot.hash() }, "another promise");
    Ok(())
}

/// Each voter calls from an address of their own, and so all processes are asked; every other one confirms the request in a browser.
fn draw(proxy: &Proxy, manifest: &Manifest, voter: usize, request: &[u8]) -> Result<Told, String> {
    let way = if voter.is_multiple_of(2) { Question::by_api } else { Question::by_form };
    let question = way(manifest, voter, request);
    let caller = format!("198.18.{}.{}", voter / 250, voter % 250);
    post_from(&caller, proxy, &question.path, &question.headers(), &question.body)
}

pub(crate) const PROCESSES: usize = 3;
/// Threads that cast, and threads that draw, at each proxy.
const VOTERS: usize = 2;
/// Of each service.
const KILLS: usize = 4;
