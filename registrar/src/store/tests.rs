//! The same tests on every kind of database.

mod holders;
mod issued;
mod plans;

use web::DbError;
use web::db::write_transaction;

use super::passkeys::PasskeyRow;
use super::{
    accounts, dispatches, issuances, outbox, passkeys, places, polls, roll, scrubbing, sessions, single_use,
};
use crate::domain::account::{Account, Role};
use crate::domain::mail::{Mail, Words};
use crate::domain::registration::Registration;
use crate::domain::roll::RollLine;
use crate::domain::secret::{PlainToken, random_id};
use crate::domain::session::Kind;
use crate::domain::single_use::{Purpose, SingleUse};
use crate::store::issuances::Issued;
use crate::store::polls::{NotSealed, Sealed};
use crate::testing::database::TestDatabase;

/// How many links are remembered and how many mails wait.
pub(crate) fn rows_of_links_and_mails(conn: &mut web::DbConnection) -> super::StoreResult<(i64, i64)> {
    use diesel::prelude::*;

    use super::schema::{outbox, registrations, single_use};
    let links: i64 = single_use::table.count().get_result(conn)?;
    let registered: i64 = registrations::table.count().get_result(conn)?;
    Ok((links + registered, outbox::table.count().get_result(conn)?))
}

fn account(email: &str) -> Account {
    Account::new(email, Some("Ada".to_owned()), Role::Voter)
}

fn line(email: &str) -> RollLine {
    RollLine { email: email.to_owned(), name: None, external_id: Some("7".to_owned()) }
}

fn issued(byte: u8) -> Issued {
    Issued { request_hash: vec![byte; 32], blind_sig: Some(vec![byte; 256]), note: format!("note {byte}\n") }
}

/// A draft with an owner, on each database.
fn with_draft(test: impl Fn(&mut web::DbConnection, &str) -> Result<(), DbError>) {
    for database in TestDatabase::every_kind() {
        let db = database.open();
        db.run_here(|conn| {
            let (owner, draft) = (account("admin@example.org"), random_id());
            assert!(accounts::insert(conn, &owner, Some("hash"))?);
            polls::insert(conn, &draft, &owner.id, "Board", "{}")?;
            test(conn, &draft)
        })
        .unwrap();
    }
}

#[test]
fn an_address_has_one_account() {
    with_draft(|conn, _| {
        let ada = account("ada@example.org");
        assert!(accounts::insert(conn, &ada, Some("hash"))?);
        // Within a transaction the violation must leave the transaction usable, on PostgreSQL too.
        write_transaction(conn, |conn| {
            assert!(!accounts::insert(conn, &account("ada@example.org"), Some("other"))?);
            assert!(accounts::insert(conn, &account("ben@example.org"), Some("hash"))?);
            Ok::<_, DbError>(())
        })?;
        assert!(accounts::promote(conn, &ada.id, "new hash")?);
        assert!(!accounts::promote(conn, &random_id(), "new hash")?);
        let known = accounts::credentials(conn, "ada@example.org")?.unwrap();
        assert_eq!((known.account.role, known.password_hash.as_deref()), (Role::Admin, Some("new hash")));
        assert_eq!(known.account.name.as_deref(), Some("Ada"));
        assert!(accounts::credentials(conn, "dan@example.org")?.is_none());
        Ok(())
    });
}

#[test]
fn a_passkey_is_of_one_account_and_goes_with_it() {
    with_draft(|conn, _| {
        let (ada, ben) = (account("ada@example.org"), account("ben@example.org"));
        for owner in [&ada, &ben] {
            assert!(accounts::insert(conn, owner, None)?);
        }
        let row = |owner: &Account, credential: u8| PasskeyRow {
            id: random_id(),
            account: owner.id.clone(),
            credential: vec![credential; 16],
            name: "My phone".to_owned(),
            passkey: "{}".to_owned(),
            added_on: 20_788,
        };
        let phone = row(&ada, 1);
        // Within a transaction the violation must leave the transaction usable, on PostgreSQL too.
        write_transaction(conn, |conn| {
            assert!(passkeys::insert(conn, &phone)?);
            assert!(!passkeys::insert(conn, &row(&ben, 1))?, "its credential is known");
            assert!(passkeys::insert(conn, &row(&ben, 2))?);
            Ok::<_, DbError>(())
        })?;
        let (owner, found) = passkeys::by_credential(conn, &[1; 16])?.unwrap();
        assert_eq!((owner.email.as_str(), &found), ("ada@example.org", &phone));
        assert!(!passkeys::rename(conn, &ben.id, &phone.id, "Mine")?);
        assert!(!passkeys::remove(conn, &ben.id, &phone.id)?);
        assert!(passkeys::advance(conn, &phone.id, "{}", "{1}")?);
        assert!(!passkeys::advance(conn, &phone.id, "{}", "{2}")?, "it was used meanwhile");
        assert!(passkeys::rename(conn, &ada.id, &phone.id, "Old phone")?);
        let expected = PasskeyRow { name: "Old phone".to_owned(), passkey: "{1}".to_owned(), ..phone };
        assert_eq!(passkeys::of(conn, &ada.id)?, [expected]);
        accounts::delete(conn, &ada.id)?;
        assert!(passkeys::by_credential(conn, &[1; 16])?.is_none());
        assert_eq!(passkeys::of(conn, &ben.id)?.len(), 1);
        Ok(())
    });
}

#[test]
fn a_registration_is_taken_once() {
    with_draft(|conn, _| {
        let registration = |expires_at| Registration {
            email: "ada@example.org".to_owned(),
            name: None,
            password_hash: format!("hash {expires_at}"),
            browser_hash: Some(vec![7; 32]),
            expires_at,
        };
        let (older, newer) = (PlainToken::generate().hash(), PlainToken::generate().hash());
        accounts::insert_registration(conn, &older, &registration(100))?;
        accounts::insert_registration(conn, &newer, &registration(200))?;
        let known = accounts::registration(conn, &older)?.unwrap();
        assert_eq!((known.expires_at, known.browser_hash), (100, Some(vec![7; 32])));
        assert_eq!(
            accounts::newest_registration(conn, "ada@example.org")?.unwrap().password_hash,
            "hash 200"
        );
        assert!(accounts::take_registration(conn, &older)?);
        assert!(!accounts::take_registration(conn, &older)?);
        assert_eq!(accounts::purge_registrations(conn, 199)?, 0);
        assert_eq!(accounts::purge_registrations(conn, 200)?, 1);
        Ok(())
    });
}

#[test]
fn a_token_is_used_once_for_its_purpose_and_in_its_time() {
    with_draft(|conn, _| {
        let (ada, token) = (account("ada@example.org"), PlainToken::generate());
        assert!(accounts::insert(conn, &ada, None)?);
        assert_eq!(accounts::password_hash(conn, &ada.id)?, None);
        let link = SingleUse {
            purpose: Purpose::Reset,
            email: ada.email.clone(),
            account: Some(ada.id.clone()),
            next: None,
            expires_at: 100,
        };
        single_use::insert(conn, &token.hash(), &link)?;
        assert!(single_use::take(conn, &token.hash(), Purpose::SignIn, 99)?.is_none());
        assert!(single_use::take(conn, &token.hash(), Purpose::Reset, 100)?.is_none());
        assert_eq!(
            single_use::take(conn, &token.hash(), Purpose::Reset, 99)?.unwrap().account,
            Some(ada.id.clone())
        );
        assert!(single_use::take(conn, &token.hash(), Purpose::Reset, 99)?.is_none());
        // Also what was mailed to the address before it had an account, such as an invitation.
        for account in [Some(ada.id.clone()), None] {
            single_use::insert(conn, &token.hash(), &SingleUse { account, ..link.clone() })?;
            single_use::delete_all_of(conn, &ada.id)?;
            assert!(single_use::take(conn, &token.hash(), Purpose::Reset, 99)?.is_none());
        }
        single_use::insert(conn, &token.hash(), &link)?;
        assert_eq!((single_use::purge(conn, 99)?, single_use::purge(conn, 100)?), (0, 1));
        Ok(())
    });
}

#[test]
fn a_session_is_of_one_kind_and_expires() {
    with_draft(|conn, _| {
        let ada = account("ada@example.org");
        accounts::insert(conn, &ada, Some("hash"))?;
        let token = PlainToken::generate().hash();
        sessions::insert(conn, &token, &ada.id, Kind::Bearer, 100)?;
        assert_eq!(sessions::account(conn, &token, Kind::Bearer, 99)?, Some(ada.clone()));
        assert_eq!(sessions::account(conn, &token, Kind::Browser, 99)?, None);
        assert_eq!(sessions::account(conn, &token, Kind::Bearer, 100)?, None);
        sessions::end_all_of(conn, "ben@example.org")?;
        assert_eq!(sessions::purge(conn, 99)?, 0);
        assert_eq!(sessions::end_all_of(conn, &ada.id)?, 1);
        assert_eq!(sessions::account(conn, &token, Kind::Bearer, 99)?, None);
        Ok(())
    });
}

#[test]
fn a_draft_is_sealed_as_it_was_looked_at() {
    with_draft(|conn, draft| {
        let sealed = |poll: &'static str| Sealed {
            poll,
            slug: Some("board"),
            manifest: "note",
            signing_key: &[1, 2],
            voting_closes: 100,
        };
        assert!(polls::update_draft(conn, draft, 1, "Board 2", "{}")?);
        assert!(!polls::update_draft(conn, draft, 1, "Board 3", "{}")?);
        assert!(polls::touch(conn, draft)?);
        assert!(matches!(polls::seal(conn, draft, 2, &sealed("p1"))?, Err(NotSealed::Changed)));
        assert!(polls::seal(conn, draft, 3, &sealed("p1"))?.is_ok());
        assert!(!polls::touch(conn, draft)? && !polls::update_draft(conn, draft, 3, "x", "{}")?);
        assert!(polls::by_poll(conn, "p1")?.is_none(), "not before it is countersigned");

        let (owner, second) = (account("ben@example.org"), random_id());
        accounts::insert(conn, &owner, Some("hash"))?;
        polls::insert(conn, &second, &owner.id, "Other", "{}")?;
        assert!(matches!(polls::seal(conn, &second, 1, &sealed("p2"))?, Err(NotSealed::SlugTaken)));

        polls::unseal(conn, draft, "no")?;
        let row = polls::by_draft(conn, draft)?.unwrap();
        assert_eq!(
            (row.state.as_str(), row.poll, row.manifest, row.signing_key),
            ("draft", None, None, None)
        );
        assert_eq!((row.refusal.as_deref(), row.version), (Some("no"), 4));
        assert!(polls::seal(conn, &second, 1, &sealed("p2"))?.is_ok(), "the alias is free again");
        polls::unseal(conn, &second, "no")?;
        assert!(polls::seal(conn, draft, 4, &sealed("p1"))?.is_ok());
        assert!(polls::publish(conn, draft, "both")?);
        assert!(!polls::publish(conn, draft, "again")?);
        assert_eq!(polls::by_poll(conn, "p1")?.unwrap().manifest.as_deref(), Some("both"));
        polls::set_voting_closes(conn, draft, 200)?;
        assert!(!polls::finish(conn, draft)?);
        assert!(polls::close_issuance(conn, draft)? && !polls::close_issuance(conn, draft)?);
        assert!(polls::finish(conn, draft)?);
        let row = polls::by_draft(conn, draft)?.unwrap();
        assert_eq!((row.signing_key, row.voting_closes), (None, Some(200)));
        Ok(())
    });
}

#[test]
fn one_hash_of_each_cost_stands_for_all() {
    with_draft(|conn, _| {
        let hash = |passes: u32, lanes: u32, salt: char| {
            let (salt, hash) = (salt.to_string().repeat(22), format!("{salt}0").repeat(21));
            format!("$argon2id$v=19$m=19456,t={passes},p={lanes}${salt}${hash}+")
        };
        let all = [
            hash(2, 1, 'B'),
            hash(2, 1, 'a'),
            hash(2, 11, '1'),
            hash(3, 1, '/'),
            hash(3, 1, '+'),
            "?".to_owned(),
        ];
        for (n, hash) in all.iter().enumerate() {
            accounts::insert(conn, &account(&format!("p{n}@example.org")), Some(hash))?;
        }
        let costs: std::collections::BTreeSet<String> = accounts::password_hashes_by_cost(conn)?
            .into_iter()
            .filter_map(|hash| Some(hash.rsplitn(3, '$').nth(2)?.to_owned()))
            .collect();
        let expected =
            ["t=2,p=1", "t=2,p=11", "t=3,p=1"].map(|cost| format!("$argon2id$v=19$m=19456,{cost}"));
        assert_eq!(costs, expected.into());
        assert!(accounts::password_hashes_by_cost(conn)?.len() <= 5, "not one for each account");
        Ok(())
    });
}

#[test]
fn a_roll_has_each_address_once() {
    with_draft(|conn, draft| {
        let many: Vec<RollLine> = (0..2_500).map(|n| line(&format!("v{n}@example.org"))).collect();
        write_transaction(conn, |conn| roll::insert(conn, draft, &many))?;
        assert_eq!(roll::count(conn, draft)?, 2_500);
        assert!(
            write_transaction(conn, |conn| roll::insert(conn, draft, &[line("v7@example.org")])).is_err()
        );
        let all = roll::all(conn, draft)?;
        let (id, stored) = &all["v7@example.org"];
        assert_eq!(*stored, line("v7@example.org"));
        assert_eq!(roll::voter(conn, draft, "v7@example.org")?.as_ref(), Some(id));
        assert_eq!(places::voter_or_new(conn, draft, &account("v7@example.org"))?.as_ref(), Some(id));
        let fresh = places::voter_or_new(conn, draft, &account("new@example.org"))?.unwrap();
        assert_eq!(places::voter_or_new(conn, draft, &account("new@example.org"))?.as_ref(), Some(&fresh));
        roll::update(conn, id, &RollLine { external_id: None, ..line("v7@example.org") })?;
        roll::delete(conn, std::slice::from_ref(&fresh))?;
        assert_eq!(roll::voter(conn, draft, "new@example.org")?, None);
        assert!(roll::polls_of(conn, &account("v7@example.org"))?.is_empty(), "no poll before it is sealed");
        Ok(())
    });
}

#[test]
fn an_account_meets_its_own_entry_or_anothers_or_none() {
    with_draft(|conn, draft| {
        let [ada, ben] = ["ada@example.org", "ben@example.org"].map(account);
        for account in [&ada, &ben] {
            accounts::insert(conn, account, None)?;
        }
        assert_eq!(places::entry_of(conn, draft, &ada)?, places::Found::Nothing);
        write_transaction(conn, |conn| roll::insert(conn, draft, &[line("ada@example.org")]))?;
        let entry = roll::voter(conn, draft, "ada@example.org")?.unwrap();
        assert_eq!(places::entry_of(conn, draft, &ada)?, places::Found::Own(entry.clone()));
        // Ada gives her address up, Ben takes it.
        roll::leave(conn, &ada.id, "ada@example.org")?;
        let [ada, ben] = [(ada, "lovelace@example.org"), (ben, "ada@example.org")]
            .map(|(account, email)| Account { email: email.to_owned(), ..account });
        assert_eq!(places::entry_of(conn, draft, &ada)?, places::Found::Own(entry.clone()));
        assert_eq!(places::entry_of(conn, draft, &ben)?, places::Found::Anothers);
        assert_eq!(places::voter_or_new(conn, draft, &ben)?, None);
        // Who has an entry of their own meets it before the one under their address.
        assert_eq!(places::voter_or_new(conn, draft, &ada)?, Some(entry));
        Ok(())
    });
}

#[test]
fn a_voter_has_one_pass() {
    with_draft(|conn, draft| {
        assert!(issuances::claim(conn, draft, "v1", &issued(1), 20_000)?);
        assert!(!issuances::claim(conn, draft, "v1", &issued(2), 20_000)?);
        assert!(issuances::claim(conn, draft, "v2", &issued(2), 20_000)?);
        assert_eq!(issuances::of_voter(conn, draft, "v1")?, Some(issued(1)));
        assert_eq!(issuances::erase_signatures(conn, draft)?, 2);
        assert_eq!(issuances::of_voter(conn, draft, "v1")?.unwrap().blind_sig, None);
        assert!(scrubbing::scrub(conn)?);
        assert_eq!(issuances::of_voter(conn, draft, "v3")?, None);
        Ok(())
    });
}

#[test]
fn mails_wait_until_they_are_due() {
    with_draft(|conn, _| {
        let mail = |recipient: &str| Mail {
            kind: "verify",
            recipient: recipient.to_owned(),
            words: Words::OfPass("draft".to_owned()),
        };
        for recipient in ["a@example.org", "b@example.org", "c@example.org"] {
            outbox::insert(conn, &mail(recipient))?;
        }
        let due = outbox::due(conn, 10, 50)?;
        assert_eq!(due.len(), 3);
        outbox::delete(conn, &[&due[0].id])?;
        outbox::postpone(conn, &due[1].id, 20)?;
        outbox::give_up(conn, &due[2].id, "verify")?;
        assert!(outbox::due(conn, 19, 50)?.is_empty());
        assert_eq!(outbox::due(conn, 20, 50)?[0].attempts, 1);
        Ok(())
    });
}

#[test]
fn a_statement_of_one_number_is_signed_once() {
    with_draft(|conn, draft| {
        dispatches::insert(conn, draft, dispatches::ISSUANCE, 0, "one")?;
        assert!(dispatches::insert(conn, draft, dispatches::ISSUANCE, 0, "two").is_err());
        dispatches::insert(conn, draft, dispatches::NOTICE, 1, "notice")?;
        let due = dispatches::due(conn, 0)?;
        assert_eq!(due.iter().map(|dispatch| dispatch.seq).collect::<Vec<_>>(), [0, 1]);
        dispatches::postpone(conn, &due[0], 50, "no answer")?;
        dispatches::refuse(conn, &due[1], "no")?;
        assert!(dispatches::due(conn, 49)?.is_empty());
        assert_eq!(dispatches::due(conn, 50)?[0].attempts, 1);
        let notices = dispatches::all(conn, draft, dispatches::NOTICE)?;
        assert_eq!((notices[0].state.as_str(), notices[0].answer.as_deref()), ("refused", Some("no")));
        Ok(())
    });
}
