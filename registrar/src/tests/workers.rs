//! Workers outlive what goes wrong in them, and are missed when they do not move.

use std::time::Duration;

use web::DbError;

use crate::testing::World;
use crate::workers::turn;

#[test]
fn a_worker_outlives_its_panics() {
    let world = World::new();
    let registrar = &world.registrar;
    let rest = turn("test", registrar, |registrar| {
        // A lock that is held when it happens.
        registrar.pace.silent(0);
        panic!("the next voter is ada@example.org")
    });
    assert!(rest > Duration::ZERO);
    assert!(turn("test", registrar, |_| Err(DbError::Panicked)) > Duration::ZERO);
    let mut worked = false;
    let rest = turn("test", registrar, |_| {
        worked = true;
        Ok(())
    });
    assert!(worked && rest == Duration::ZERO);
}

#[test]
fn a_worker_that_does_not_move_is_missed() {
    let world = World::new();
    assert_eq!(world.get("/readyz", None).status, 200);
    world.registrar.heartbeats.expect("mail", Duration::ZERO);
    let answer = world.get("/readyz", None);
    assert!(answer.status == 503 && answer.text.contains("workers are stuck: mail"), "{}", answer.text);
}
