//! What is asked when people come: to register, to sign in, to look after their account, to go.

use crypto::time::UtcTime;
use web::DbConnection;
use web::db::write_transaction;

use super::super::account;
use super::filled::{FAR, Filled};
use super::overheard::{Overheard, asked};
use crate::domain::audit::{Action, Actor, Event};
use crate::domain::candidates::State;
use crate::domain::profile::Profile;
use crate::domain::registration::Registration;
use crate::domain::secret::PlainToken;
use crate::domain::session::Kind;
use crate::domain::single_use::{Purpose, SingleUse};
use crate::store::attempts::Window;
use crate::store::passkeys::PasskeyRow;
use crate::store::{
    accounts, attempts, audit, candidates, ceremonies, passkeys, second_factors, sessions, single_use, users,
};

pub(super) fn ask(heard: &mut Overheard<'_>, conn: &mut DbConnection, filled: &Filled) {
    register(heard, conn, filled);
    sign_in(heard, conn, filled);
    second_factor(heard, conn, filled);
    stand(heard, conn, filled);
    look_after(heard, conn, filled);
    clear_away(heard, conn);
}

fn register(heard: &mut Overheard<'_>, conn: &mut DbConnection, filled: &Filled) {
    let email = &filled.ada.email;
    let registration = Registration {
        email: email.clone(),
        name: None,
        password_hash: "hash".to_owned(),
        browser_hash: None,
        expires_at: FAR,
    };
    let token = PlainToken::generate().hash();
    asked!(heard, conn, accounts::insert_registration(&token, &registration));
    assert!(asked!(heard, conn, accounts::registration(&token)).is_some());
    assert_eq!(asked!(heard, conn, accounts::newest_registration(email)).unwrap().expires_at, FAR);
    assert!(asked!(heard, conn, accounts::take_registration(&token)));
    asked!(heard, conn, accounts::delete_registrations(email));
    assert!(asked!(heard, conn, accounts::insert(&account("new@example.org"), Some("hash"))));
}

fn sign_in(heard: &mut Overheard<'_>, conn: &mut DbConnection, filled: &Filled) {
    let (ada, token) = (&filled.ada, filled.token.hash());
    // Amid those that are stored.
    let window = Window { most: 5, ends_at: FAR, now: 2_000 };
    assert!(asked!(heard, conn, attempts::attempt(&[7; 32], window)).is_ok());
    assert!(asked!(heard, conn, attempts::attempt(&[7; 32], window)).is_ok());
    assert!(asked!(heard, conn, attempts::give_back(&[7; 32])));
    asked!(heard, conn, attempts::forgive(&[7; 32]));
    assert!(asked!(heard, conn, accounts::credentials(&ada.email)).is_some());
    asked!(heard, conn, accounts::rehash(&ada.id, "hash", "dearer"));
    assert_eq!(asked!(heard, conn, sessions::lock_epoch(&ada.id)), Some(0));
    let other = PlainToken::generate().hash();
    asked!(heard, conn, sessions::insert(&other, &ada.id, Kind::Bearer, FAR));
    let known = asked!(heard, conn, sessions::account(&token, Kind::Browser, 0));
    assert_eq!(known.unwrap().id, ada.id);
    let known = asked!(heard, conn, sessions::account_and_poll(&token, Kind::Browser, 0, "poll7"));
    assert!(known.is_some_and(|(known, poll)| known == *ada && poll.is_some()));
    let no_poll = asked!(heard, conn, sessions::account_and_poll(&token, Kind::Browser, 0, ""));
    assert!(no_poll.is_some_and(|(_, poll)| poll.is_none()));
    assert!(asked!(heard, conn, sessions::account_and_poll(&token, Kind::Bearer, 0, "poll7")).is_none());
    assert_eq!(asked!(heard, conn, sessions::of(&ada.id)).len(), 3);
    assert_eq!(asked!(heard, conn, sessions::expires_at(&other)), Some(FAR));
    asked!(heard, conn, sessions::delete(&other));

    let (email, of) = (ada.email.clone(), Some(ada.id.clone()));
    let link = SingleUse { purpose: Purpose::SignIn, email, account: of, next: None, expires_at: FAR };
    asked!(heard, conn, single_use::insert(&token, &link));
    assert!(asked!(heard, conn, single_use::find(&token, Purpose::SignIn, 0)).is_some());
    assert!(asked!(heard, conn, single_use::take(&token, Purpose::SignIn, 0)).is_some());
    assert!(asked!(heard, conn, single_use::address_of(&ada.id, Purpose::SignIn, 0)).is_some());
    assert_eq!(asked!(heard, conn, single_use::of(ada)).len(), 1);
    asked!(heard, conn, single_use::delete_of(&ada.id, Purpose::Reset));
    asked!(heard, conn, single_use::delete_all_of(&ada.id));
    assert!(single_use::of(conn, ada).unwrap().is_empty());

    asked!(heard, conn, ceremonies::insert(&token, "sign-in", "{}", FAR));
    assert!(asked!(heard, conn, ceremonies::take(&token, "sign-in", 0)).is_some());
    let row = PasskeyRow {
        id: "another".to_owned(),
        account: ada.id.clone(),
        credential: vec![7; 16],
        name: "Phone".to_owned(),
        passkey: "{}".to_owned(),
        added_on: 20_000,
    };
    assert!(asked!(heard, conn, passkeys::insert(&row)));
    assert!(asked!(heard, conn, passkeys::by_credential(&[7; 16])).is_some());
    assert!(asked!(heard, conn, passkeys::advance("another", "{}", "{1}")));
    assert!(asked!(heard, conn, passkeys::rename(&ada.id, "another", "Old phone")));
    assert_eq!(asked!(heard, conn, passkeys::of(&ada.id)).len(), 2);
    assert_eq!(asked!(heard, conn, passkeys::holders(&[&ada.id])).len(), 1);
    assert!(asked!(heard, conn, passkeys::remove(&ada.id, "another")));
    assert_eq!(asked!(heard, conn, passkeys::remove_all_of(&ada.id)), 1);
}

fn second_factor(heard: &mut Overheard<'_>, conn: &mut DbConnection, filled: &Filled) {
    let ada = &filled.ada.id;
    asked!(heard, conn, second_factors::begin(ada, b"sealed"));
    assert!(asked!(heard, conn, second_factors::find(ada)).is_some());
    assert!(asked!(heard, conn, second_factors::enrol(ada, 1)));
    assert!(asked!(heard, conn, second_factors::advance(ada, 2)));
    asked!(heard, conn, second_factors::replace_codes(ada, &[vec![1; 32], vec![2; 32]]));
    assert!(asked!(heard, conn, second_factors::take_code(ada, &[1; 32])));
    assert_eq!(asked!(heard, conn, second_factors::codes_left(ada)), 1);
    asked!(heard, conn, second_factors::set(ada, b"sealed"));
    asked!(heard, conn, second_factors::remove(ada));
}

/// Who stands for an option, and what is noted of an officer's acts.
fn stand(heard: &mut Overheard<'_>, conn: &mut DbConnection, filled: &Filled) {
    let (ada, draft) = (&filled.ada.email, filled.draft.as_str());
    asked!(heard, conn, candidates::insert("candidacy", draft, ("q", "o"), ada));
    assert!(asked!(heard, conn, candidates::find("candidacy")).is_some());
    assert!(asked!(heard, conn, candidates::of_option(draft, "q", "o")).is_some());
    assert_eq!(asked!(heard, conn, candidates::of_poll(draft)).len(), 1);
    assert_eq!(asked!(heard, conn, candidates::of_email(ada)).len(), 2);
    asked!(heard, conn, candidates::write("candidacy", "I am", "I want"));
    asked!(heard, conn, candidates::judge("candidacy", State::Approved, None));
    asked!(heard, conn, candidates::follow(ada, "moved@example.org"));
    asked!(heard, conn, candidates::delete("candidacy"));
    asked!(heard, conn, candidates::delete_of(ada));

    let event = Event::new(Actor::System, Action::ALL[0], "draft:1".to_owned());
    heard.ask(conn, "audit::append", |conn| {
        // It locks the table, for which there must be a transaction.
        write_transaction(conn, |conn| audit::append(conn, UtcTime::from_unix(FAR), &event)).unwrap();
    });
    assert_eq!(asked!(heard, conn, audit::after(2_000, 100)).len(), 100);
    assert_eq!(asked!(heard, conn, audit::newest_on("draft:1")), Some(FAR));
}

fn look_after(heard: &mut Overheard<'_>, conn: &mut DbConnection, filled: &Filled) {
    let ada = &filled.ada;
    assert!(asked!(heard, conn, users::by_id(&ada.id)).is_some());
    assert_eq!(asked!(heard, conn, users::page("", Some(&ada.email), 50)).len(), 50);
    let counted = asked!(heard, conn, users::count("", 100));
    assert_eq!((counted.number, counted.is_exact), (100, false));
    assert!(asked!(heard, conn, users::by_email(&ada.email)).is_some());
    asked!(heard, conn, users::set_role(&ada.id, ada.role));
    assert!(asked!(heard, conn, accounts::password_hash(&ada.id)).is_some());
    assert!(asked!(heard, conn, accounts::email(&ada.id)).is_some());
    assert!(asked!(heard, conn, accounts::keep(&ada.id)));
    asked!(heard, conn, accounts::set_profile(&ada.id, &Profile { name: None, zone: None }));
    asked!(heard, conn, accounts::set_password(&ada.id, "hash"));
    assert!(asked!(heard, conn, accounts::set_email(&ada.id, "ada@example.org")));
    assert_eq!(asked!(heard, conn, sessions::end_all_of(&ada.id)), 1);
    let new = users::by_email(conn, "new@example.org").unwrap().unwrap();
    asked!(heard, conn, accounts::delete(&new.id));
}

/// What has expired; of the rest nothing is read.
fn clear_away(heard: &mut Overheard<'_>, conn: &mut DbConnection) {
    const SOON: i64 = 5;
    assert_eq!(asked!(heard, conn, sessions::purge(SOON)), 5);
    assert_eq!(asked!(heard, conn, single_use::purge(SOON)), 5);
    assert_eq!(asked!(heard, conn, ceremonies::purge(SOON)), 5);
    assert_eq!(asked!(heard, conn, attempts::purge(SOON)), 5);
    assert_eq!(asked!(heard, conn, accounts::purge_registrations(SOON)), 5);
}
