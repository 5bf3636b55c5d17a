//! Claims that meet others, and a database that cannot say what it did.

use crypto::encoding::Digest;
use web::guard::Guard;

use super::*;
use crate::domain::mail;
use crate::domain::mail::Words;
use crate::domain::roll::RollLine;
use crate::domain::secret::PlainToken;
use crate::store::address_moves::AddressMove;
use crate::testing::World;
use crate::testing::database::TestDatabase;
use crate::testing::open_draft;

fn claim(world: &World, poll: &str, email: &str, request: &[u8]) -> Claim {
    let row = world.registrar.db.run_here(|conn| store::polls::by_poll(conn, poll)).unwrap().unwrap();
    let published = world.registrar.polls.published(&row).unwrap();
    let known = world.registrar.db.run_here(|conn| store::accounts::credentials(conn, email)).unwrap();
    Claim {
        voter: world.registrar.db.run_here(|conn| store::roll::voter(conn, &row.id, email)).unwrap(),
        draft: row.id,
        poll: poll.to_owned(),
        account: known.map_or_else(|| world.voter(email), |known| known.account),
        issued: Issued {
            request_hash: Digest::of(request).as_bytes().to_vec(),
            blind_sig: Some(b"signature".to_vec()),
            note: "note".to_owned(),
        },
        day: 0,
        mail: mail::pass_issued(email, &published),
    }
}

#[test]
fn a_corrected_address_makes_no_second_voter() {
    let world = World::new();
    let admin = world.admin_token();
    let poll = world.poll(&admin, &["ada@example.org"]);
    // She was looked up, and then her address was corrected.
    let late = claim(&world, &poll, "ada@example.org", b"one");
    let correct = |conn: &mut web::DbConnection| -> Result<(), web::DbError> {
        let id = store::roll::voter(conn, &late.draft, "ada@example.org")?.unwrap();
        let line = RollLine { email: "lovelace@example.org".to_owned(), name: None, external_id: None };
        store::roll::correct(conn, &id, &line)
    };
    world.registrar.db.run_here(correct).unwrap();
    let draft = late.draft.clone();
    let refused = world.registrar.ledger.enter_here(&world.registrar, late);
    assert!(matches!(refused, Err(IssueError::NotEligible)), "{refused:?}");
    let count = world.registrar.db.run_here(|conn| store::roll::count(conn, &draft)).unwrap();
    assert_eq!((count, passes_of(&world.registrar, &draft).unwrap()), (1, 0));
    let new = claim(&world, &poll, "lovelace@example.org", b"two");
    assert!(matches!(world.registrar.ledger.enter_here(&world.registrar, new), Ok(Outcome::Won)));
}

/// Whether PostgreSQL takes all of them at once. Nothing stays entered.
#[cfg(feature = "postgres")]
fn is_entered_at_once(world: &World, claims: &[Claim]) -> bool {
    #[derive(Debug)]
    enum Undone {
        Entered(bool),
        Failed(#[expect(dead_code, reason = "for who reads what failed")] web::DbError),
    }
    impl From<web::DbError> for Undone {
        fn from(error: web::DbError) -> Self {
            Self::Failed(error)
        }
    }
    let undone = world.registrar.db.write_here(|conn| {
        let is_there = matches!(conn, web::DbConnection::Sqlite(_)) || at_once::write(conn, claims)?;
        Err::<(), _>(Undone::Entered(is_there))
    });
    matches!(undone, Err(Undone::Entered(true)))
}

#[test]
fn of_claims_that_are_entered_together_each_gets_its_own_answer() {
    for database in TestDatabase::every_kind() {
        let world = World::on(database);
        let admin = world.admin_token();
        let voters = ["ada", "ben", "cyd", "dan", "eve"].map(|name| format!("{name}@example.org"));
        let poll = world.poll(&admin, &voters.each_ref().map(String::as_str));
        let [open, over] = [(); 2].map(|()| world.poll_with(&admin, &[], &open_draft(&[])));
        let [ada, ben, cyd, dan, eve] = voters.each_ref().map(String::as_str);
        let run = |act: &dyn Fn(&mut web::DbConnection) -> Result<(), web::DbError>| {
            world.registrar.db.run_here(|conn| act(conn)).unwrap();
        };
        let mails = || {
            let due = world.registrar.db.run_here(|conn| store::outbox::due(conn, i64::MAX, 50)).unwrap();
            let told = due.into_iter().filter_map(|mail| match mail.words {
                Words::OfPass(draft) => Some((draft, mail.recipient)),
                Words::Own(_) => None,
            });
            told.collect::<std::collections::BTreeSet<_>>()
        };
        // As they usually come; the open poll has no entry yet.
        let usual = [
            claim(&world, &poll, ada, b"1"),
            claim(&world, &open, ben, b"2"),
            claim(&world, &open, cyd, b"3"),
        ];
        #[cfg(feature = "postgres")]
        assert!(is_entered_at_once(&world, &usual));
        let answers = commit(&world.registrar, &usual).unwrap();
        assert!(answers.iter().all(|answer| matches!(answer, Ok(Outcome::Won))), "{answers:?}");
        let told = usual.each_ref().map(|claim| (claim.draft.clone(), claim.account.email.clone()));
        assert_eq!(mails(), told.clone().into());

        let mixed = [
            claim(&world, &poll, ada, b"another"),
            claim(&world, &poll, ben, b"5"),
            claim(&world, &poll, cyd, b"6"),
            claim(&world, &poll, dan, b"7"),
            claim(&world, &poll, eve, b"8"),
            claim(&world, &over, eve, b"9"),
        ];
        // What happens between the look and the claim.
        run(&|conn| store::accounts::set_email(conn, &mixed[1].account.id, "new@example.org").map(drop));
        let line = RollLine { email: "other@example.org".to_owned(), name: None, external_id: None };
        run(&|conn| store::roll::correct(conn, mixed[2].voter.as_ref().unwrap(), &line));
        let moved = AddressMove {
            voter: mixed[3].voter.clone().unwrap(),
            old_email: "old@example.org".to_owned(),
            moved_by: mixed[3].account.id.clone(),
            held_until: i64::MAX / 2,
            undo_hash: PlainToken::generate().hash().as_bytes().to_vec(),
            pass_to: None,
            old_account: None,
        };
        run(&|conn| store::address_moves::put(conn, &moved));
        run(&|conn| store::polls::cancel(conn, &mixed[5].draft));
        let answers = commit(&world.registrar, &mixed).unwrap();
        assert!(
            matches!(
                &answers[..],
                [
                    Ok(Outcome::Lost(before)),
                    Err(IssueError::Outdated(_)),
                    Err(IssueError::NotEligible),
                    Err(IssueError::Held(_)),
                    Ok(Outcome::Won),
                    Err(IssueError::Closed),
                ] if *before == usual[0].issued
            ),
            "{answers:?}"
        );
        // Nothing is left of what was refused, each time alone.
        for at in [1, 2, 3, 5] {
            let answers = commit(&world.registrar, &mixed[at..=at]).unwrap();
            assert!(matches!(answers[..], [Err(_)]), "{answers:?}");
        }
        let mut told = std::collections::BTreeSet::from(told);
        told.insert((mixed[4].draft.clone(), eve.to_owned()));
        assert_eq!(mails(), told);
        let passes = |claim: &Claim| passes_of(&world.registrar, &claim.draft).unwrap();
        assert_eq!([passes(&mixed[0]), passes(&usual[1]), passes(&mixed[5])], [2, 2, 0]);
    }
}

#[test]
fn a_commit_in_doubt_is_counted_before_its_answer_leaves() {
    let mut world = World::new();
    let admin = world.admin_token();
    let poll = world.poll(&admin, &["ada@example.org", "ben@example.org"]);
    let (ada, ben) = (world.voter_token("ada@example.org"), world.voter_token("ben@example.org"));
    let state_dir = world.state_dir();
    let recorded = || Guard::open(&state_dir).unwrap().count(&format!("issued-{poll}")).unwrap();
    let before = world.back_up();
    // The database has the pass, and it could not say so.
    let request = world.request(&poll);
    let claims = [claim(&world, &poll, "ada@example.org", &request)];
    commit(&world.registrar, &claims).unwrap();
    drop(InDoubt { registrar: &world.registrar, claims: &claims });
    assert_eq!(recorded(), 0);
    let between = world.back_up();

    let repeated = world.ask(&poll, &ada, &request);
    assert_eq!((repeated.status, repeated.bytes.as_slice()), (200, b"signature".as_slice()));
    assert_eq!(recorded(), 1);
    assert_eq!(world.ask(&poll, &ben, &world.request(&poll)).status, 200);
    assert_eq!(recorded(), 2);
    for older in [before, between] {
        let message = world.restore(&older).unwrap_err().to_string();
        assert!(message.contains("2 were issued"), "{message}");
    }
}

#[test]
fn what_the_database_refuses_to_one_it_gives_to_the_others() {
    use diesel::connection::SimpleConnection as _;

    let world = World::new();
    let admin = world.admin_token();
    let polls = ["ada@example.org", "ben@example.org"].map(|voter| world.poll(&admin, &[voter]));
    let claims = [
        claim(&world, &polls[0], "ada@example.org", b"one"),
        claim(&world, &polls[1], "ben@example.org", b"two"),
    ];
    let broken = format!(
        "CREATE TRIGGER broken BEFORE INSERT ON issuances WHEN NEW.poll = '{}' \
         BEGIN SELECT RAISE(ABORT, 'broken'); END",
        claims[0].draft
    );
    let breaks = |conn: &mut web::DbConnection| Ok::<_, web::DbError>(conn.batch_execute(&broken)?);
    world.registrar.db.run_here(breaks).unwrap();
    let answers = commit(&world.registrar, &claims).unwrap();
    assert!(matches!(answers[..], [Err(IssueError::Store(_)), Ok(Outcome::Won)]), "{answers:?}");
    let passes = |at: usize| passes_of(&world.registrar, &claims[at].draft).unwrap();
    assert_eq!((passes(0), passes(1)), (0, 1));
}

#[test]
fn a_conflict_too_leaves_after_the_count() {
    let world = World::new();
    let admin = world.admin_token();
    let poll = world.poll(&admin, &["ada@example.org"]);
    let ada = world.voter_token("ada@example.org");
    let claims = [claim(&world, &poll, "ada@example.org", b"another request")];
    commit(&world.registrar, &claims).unwrap();
    drop(InDoubt { registrar: &world.registrar, claims: &claims });
    // Its note says that a pass was issued.
    assert_eq!(world.ask(&poll, &ada, &world.request(&poll)).problem(), "pass-already-issued");
    let guard = Guard::open(&world.state_dir()).unwrap();
    assert_eq!(guard.count(&format!("issued-{poll}")).unwrap(), 1);
}
