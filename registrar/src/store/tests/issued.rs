//! The number of issued passes is that of the ledger, whatever processes do at the same time.

use std::sync::Barrier;
use std::thread;

use web::{Db, DbConnection, DbError};

use super::{account, issued as pass};
use crate::domain::secret::random_id;
use crate::store::issued::{self, Compared, Part};
use crate::store::polls::Sealed;
use crate::store::{accounts, issuances, polls};
use crate::testing::database::TestDatabase;

/// A sealed poll on each database, and the id of its draft.
fn with_poll(test: impl Fn(&Db, &str)) {
    for database in TestDatabase::every_kind() {
        let (db, draft) = (database.open(), random_id());
        let sealed =
            Sealed { poll: "p1", slug: None, manifest: "note", signing_key: &[1], voting_closes: 100 };
        db.write_here(|conn| {
            let owner = account("admin@example.org");
            assert!(accounts::insert(conn, &owner, None)?);
            polls::insert(conn, &draft, &owner.id, "Board", "{}")?;
            assert!(polls::seal(conn, &draft, 1, &sealed)?.is_ok());
            Ok::<_, DbError>(())
        })
        .unwrap();
        test(&db, &draft);
    }
}

/// Enters passes of these voters in the transaction of the caller, and counts those that are new.
fn enter(conn: &mut DbConnection, draft: &str, part: Part, day: i64, voters: &[u32]) -> Result<(), DbError> {
    let mut new = 0;
    for voter in voters {
        new += i64::from(issuances::claim(conn, draft, &voter.to_string(), &pass(1), day)?);
    }
    issued::add(conn, part, &[((draft, day), new)].into_iter().filter(|(_, new)| *new > 0).collect())
}

/// Rows of the ledger, and how many were counted.
fn numbers(db: &Db) -> (i64, i64) {
    let compared = db.run_here(issued::compare).unwrap();
    let [Compared { poll, ledger, counted }] = &compared[..] else { panic!("{compared:?}") };
    assert_eq!(poll, "p1");
    (*ledger, *counted)
}

#[test]
fn passes_are_counted_by_day_and_those_that_were_not_entered_are_not() {
    with_poll(|db, draft| {
        let (one, other) = (Part::default(), Part::default());
        let undone: Result<(), DbError> = db.write_here(|conn| {
            enter(conn, draft, one, 20_000, &[1, 2])?;
            Err(DbError::Panicked)
        });
        assert!(undone.is_err());
        assert_eq!(numbers(db), (0, 0));
        assert!(db.run_here(|conn| issued::by_day(conn, draft)).unwrap().is_empty());
        for (part, day, voters) in
            [(one, 20_000, &[1, 2][..]), (other, 20_000, &[2, 3]), (one, 20_001, &[4]), (other, 20_001, &[1])]
        {
            db.write_here(|conn| enter(conn, draft, part, day, voters)).unwrap();
        }
        assert_eq!(numbers(db), (4, 4));
        db.run_here(|conn| {
            assert_eq!(issued::by_day(conn, draft)?, [(20_000, 3), (20_001, 1)]);
            assert_eq!(issued::count(conn, draft)?, 4);
            assert_eq!(issued::count_before(conn, draft, Some(20_001))?, 3);
            assert_eq!(issued::count(conn, "another")?, 0);
            Ok::<_, DbError>(())
        })
        .unwrap();
    });
}

#[test]
fn processes_that_issue_at_the_same_time_are_counted_together_also_while_it_is_counted_anew() {
    with_poll(|db, draft| {
        // From before anybody counted.
        db.run_here(|conn| issuances::claim(conn, draft, "earlier", &pass(1), 19_999)).unwrap();
        assert_eq!(numbers(db), (1, 0));
        db.write_here(issued::recount).unwrap();
        let all_at_once = Barrier::new(4);
        thread::scope(|scope| {
            for process in 0..3 {
                let all_at_once = &all_at_once;
                scope.spawn(move || {
                    let part = Part::default();
                    all_at_once.wait();
                    for number in 0..20_u32 {
                        let voter = process * 20 + number;
                        db.write_here(|conn| enter(conn, draft, part, 20_000, &[voter])).unwrap();
                        let counted = db.run_here(|conn| issued::count(conn, draft)).unwrap();
                        assert!(counted > i64::from(number) + 1, "no fewer than left this process");
                    }
                });
            }
            all_at_once.wait();
            for _ in 0..10 {
                let (ledger, counted) = numbers(db);
                assert_eq!(ledger, counted);
                db.write_here(issued::recount).unwrap();
            }
        });
        assert_eq!(numbers(db), (61, 61));
        let by_day = db.run_here(|conn| issued::by_day(conn, draft)).unwrap();
        assert_eq!(by_day, [(19_999, 1), (20_000, 60)]);
    });
}
