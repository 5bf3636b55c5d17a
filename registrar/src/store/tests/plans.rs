//! What is asked for each voter, each request and each mail is found by an index, however long the roll is.

use web::{DbConnection, DbError};

use super::{account, issued as pass, line, with_draft};
use crate::domain::account::Account;
use crate::domain::mail::Mail;
use crate::domain::mailing::Kind as MailKind;
use crate::domain::secret::PlainToken;
use crate::domain::session::Kind;
use crate::domain::single_use::{Purpose, SingleUse};
use crate::store::issued::Part;
use crate::store::mailings::Audience;
use crate::store::{
    accounts, address_moves, deliveries, issuances, issued, mailings, outbox, passkeys, polls, roll,
    second_factors, sessions, single_use, users,
};

#[path = "../../../../tests/plans.rs"]
mod overheard;

use overheard::assert_reads_little;

#[test]
fn nothing_that_is_asked_often_reads_the_whole_roll() {
    with_draft(|conn, draft| {
        let token = web::db::write_transaction(conn, |conn| fill(conn, draft))?;
        #[cfg(feature = "postgres")]
        if let DbConnection::Postgres(conn) = conn {
            diesel::connection::SimpleConnection::batch_execute(conn, "ANALYZE").unwrap();
        }
        asked_when_people_come(conn, &token);
        asked_when_they_vote(conn, draft);
        asked_when_mail_leaves(conn, draft);
        Ok(())
    });
}

/// Every request of somebody who is signed in, or wants to be.
fn asked_when_people_come(conn: &mut DbConnection, token: &PlainToken) {
    let token = token.hash();
    let ada = users::by_email(conn, &address(7)).unwrap().unwrap();
    let mut asked = |work: &dyn Fn(&mut DbConnection)| assert_reads_little(conn, LARGE, work);
    asked(&|conn| assert_eq!(sessions::account(conn, &token, Kind::Browser, 0).unwrap().unwrap().id, ada.id));
    asked(&|conn| drop(sessions::of(conn, &ada.id).unwrap()));
    asked(&|conn| assert!(accounts::credentials(conn, &ada.email).unwrap().is_some()));
    asked(&|conn| drop(users::by_id(conn, &ada.id).unwrap().unwrap()));
    asked(&|conn| drop(accounts::newest_registration(conn, &ada.email).unwrap()));
    asked(&|conn| assert!(single_use::take(conn, &token, Purpose::SignIn, 0).unwrap().is_some()));
    asked(&|conn| drop(single_use::address_of(conn, &ada.id, Purpose::SignIn, 0).unwrap()));
    asked(&|conn| drop(second_factors::find(conn, &ada.id).unwrap()));
    asked(&|conn| drop(passkeys::of(conn, &ada.id).unwrap()));
    asked(&|conn| sessions::delete(conn, &token).unwrap());
}

/// A voter's list of polls, the pass, and how many there are.
fn asked_when_they_vote(conn: &mut DbConnection, draft: &str) {
    let ada = users::by_email(conn, &address(7)).unwrap().unwrap();
    let voter = roll::voter(conn, draft, &ada.email).unwrap().unwrap();
    let mut asked = |work: &dyn Fn(&mut DbConnection)| assert_reads_little(conn, LARGE, work);
    asked(&|conn| assert_eq!(roll::voter_of(conn, draft, &ada).unwrap().as_ref(), Some(&voter)));
    asked(&|conn| drop(roll::polls_of(conn, &ada).unwrap()));
    asked(&|conn| assert_eq!(roll::entries_of(conn, &ada).unwrap().len(), 1));
    asked(&|conn| drop(polls::by_draft(conn, draft).unwrap()));
    asked(&|conn| assert!(!polls::is_issuing(conn, draft).unwrap()));
    asked(&|conn| drop(address_moves::of_voter(conn, &voter).unwrap()));
    asked(&|conn| assert!(issuances::of_voter(conn, draft, &voter).unwrap().is_some()));
    asked(&|conn| assert!(!issuances::claim(conn, draft, &voter, &pass(1), 3).unwrap()));
    let entered = [((draft, 3), 1)].into();
    asked(&|conn| issued::add(conn, Part::default(), &entered).unwrap());
    asked(&|conn| assert_eq!(issued::count(conn, draft).unwrap(), VOTERS as i64 + 1));
    asked(&|conn| assert_eq!(issued::by_day(conn, draft).unwrap(), [(3, VOTERS as i64 + 1)]));
}

/// Each mail of a mailing, and each other one.
fn asked_when_mail_leaves(conn: &mut DbConnection, draft: &str) {
    let due = deliveries::due(conn, 5, 20).unwrap();
    let mail = outbox::due(conn, 5, 20).unwrap().remove(0);
    let mut asked = |work: &dyn Fn(&mut DbConnection)| assert_reads_little(conn, LARGE, work);
    asked(&|conn| drop(mailings::of_occasion(conn, draft, MailKind::Invitation, 0).unwrap().unwrap()));
    asked(&|conn| assert!(deliveries::claim(conn, &due[0]).unwrap()));
    asked(&|conn| deliveries::settle(conn, &due[0], "sent", 0, None).unwrap());
    asked(&|conn| assert_eq!(deliveries::of_voters(conn, &[due[0].voter.clone()]).unwrap().len(), 1));
    asked(&|conn| assert_eq!(outbox::due(conn, 5, 20).unwrap().len(), 20));
    asked(&|conn| outbox::postpone(conn, &mail.id, 9).unwrap());
    asked(&|conn| outbox::delete(conn, &mail.id).unwrap());
    asked(&|conn| assert_eq!(deliveries::due(conn, 5, 20).unwrap().len(), 20));
}

/// A long roll whose voters have accounts, sessions, links, passes and mails; the token of one of them.
fn fill(conn: &mut DbConnection, draft: &str) -> Result<PlainToken, DbError> {
    let lines: Vec<_> = (0..VOTERS).map(|number| line(&address(number))).collect();
    roll::insert(conn, draft, &lines)?;
    let mailing = mailings::create(conn, draft, MailKind::Invitation, 0, 0)?.unwrap();
    mailings::fill(conn, &mailing, draft, Audience::All)?;
    let mut entries = roll::all(conn, draft)?;
    let mut tokens = Vec::new();
    for number in 0..VOTERS {
        let (person, token) = (account(&address(number)), PlainToken::generate());
        accounts::insert(conn, &person, Some("hash"))?;
        sessions::insert(conn, &token.hash(), &person.id, Kind::Browser, 1)?;
        single_use::insert(conn, &token.hash(), &link(&person))?;
        let (voter, _) = entries.remove(&person.email).unwrap();
        issuances::claim(conn, draft, &voter, &pass(1), 3)?;
        let (recipient, subject, body) = (person.email, "subject".to_owned(), "body".to_owned());
        outbox::insert(conn, &Mail { kind: "test", recipient, subject, body, html: None })?;
        tokens.push(token);
    }
    issued::recount(conn)?;
    Ok(tokens.swap_remove(7))
}

fn link(person: &Account) -> SingleUse {
    let (email, account) = (person.email.clone(), Some(person.id.clone()));
    SingleUse { purpose: Purpose::SignIn, email, account, next: None, expires_at: 1 }
}

fn address(number: usize) -> String {
    format!("voter{number}@example.org")
}

const LARGE: &[&str] = &["accounts", "sessions", "single_use", "roll", "issuances", "deliveries", "outbox"];
/// Enough that reading them all is dearer than any index, by the planner's own reckoning.
const VOTERS: usize = 3_000;
