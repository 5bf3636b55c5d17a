//! What is asked when people vote, and when their roll is looked after one by one.

use web::DbConnection;

use super::super::{account, issued as pass, line};
use super::filled::{Filled, address};
use super::overheard::{Overheard, asked};
use crate::domain::mail::{Mail, Words};
use crate::domain::roll_entries::Search;
use crate::domain::secret::PlainToken;
use crate::store::address_moves::AddressMove;
use crate::store::places::Found;
use crate::store::polls::Sealed;
use crate::store::{accounts, address_moves, grants, issuances, outbox, places, polls, precincts, roll};

pub(super) fn ask(heard: &mut Overheard<'_>, conn: &mut DbConnection, filled: &Filled) {
    collect(heard, conn, filled);
    correct(heard, conn, filled);
    manage(heard, conn, filled);
}

/// A voter's list of polls, the pass, and who has one.
fn collect(heard: &mut Overheard<'_>, conn: &mut DbConnection, filled: &Filled) {
    let (ada, draft) = (&filled.ada, filled.draft.as_str());
    assert!(asked!(heard, conn, polls::by_draft(draft)).is_some());
    assert_eq!(asked!(heard, conn, polls::by_drafts(&[draft.to_owned()])).len(), 1);
    assert!(asked!(heard, conn, polls::by_poll("poll7")).is_some());
    assert!(!asked!(heard, conn, polls::is_issuing(draft)));
    let voter = asked!(heard, conn, roll::voter(draft, &ada.email)).unwrap();
    assert_eq!(asked!(heard, conn, places::voter_of(draft, ada)).as_ref(), Some(&voter));
    asked!(heard, conn, places::entry_of(draft, ada));
    let place = asked!(heard, conn, places::of(draft, ada));
    assert_eq!((place.entry, place.issued.is_some()), (Found::Own(voter.clone()), true));
    assert!(asked!(heard, conn, places::voter_or_new(draft, &account("new@example.org"))).is_some());
    asked!(heard, conn, roll::polls_of(ada));
    assert_eq!(asked!(heard, conn, roll::entries_of(ada)).len(), 1);
    assert!(asked!(heard, conn, issuances::of_voter(draft, &voter)).is_some());
    assert_eq!(asked!(heard, conn, issuances::day_of(draft, &voter)), Some(3));
    assert!(!asked!(heard, conn, issuances::claim(draft, &voter, &pass(1), 3)));
    together(heard, conn, filled, &voter);
    asked!(heard, conn, polls::lock(draft));
    let last = address(3_000);
    assert_eq!(asked!(heard, conn, issuances::holders(draft, None, Some(&last), 100)).len(), 100);
}

/// What is asked of several voters at once.
#[cfg(feature = "postgres")]
fn together(heard: &mut Overheard<'_>, conn: &mut DbConnection, filled: &Filled, voter: &str) {
    let (ada, draft) = (&filled.ada, filled.draft.as_str());
    let mail = Mail { kind: "test", recipient: address(2_000), words: Words::OfPass(draft.to_owned()) };
    asked!(heard, conn, outbox::insert_all([&mail, &mail].into_iter()));
    let (issued, other) = (pass(1), roll::voter(conn, draft, &address(2_000)).unwrap().unwrap());
    let rows = [voter, &other].map(|voter| issuances::Row::of(draft, voter, &issued, 3));
    assert!(!asked!(heard, conn, issuances::claim_all(&rows)));
    assert_eq!(asked!(heard, conn, accounts::emails(&[&ada.id])).get(&ada.id), Some(&ada.email));
    let found = asked!(heard, conn, places::entries_of_all(draft, &[ada, &account("nobody@example.org")]));
    assert_eq!(found, [Found::Own(voter.to_owned()), Found::Nothing]);
    let made = asked!(heard, conn, places::voters_or_new(draft, &[ada]));
    assert_eq!(made, Some(vec![voter.to_owned()]));
    asked!(heard, conn, address_moves::any_of(&[voter.to_owned(), other]));
}

/// One entry of the roll, and its address.
fn correct(heard: &mut Overheard<'_>, conn: &mut DbConnection, filled: &Filled) {
    let (ada, draft) = (&filled.ada, filled.draft.as_str());
    let voter = roll::voter(conn, draft, &ada.email).unwrap().unwrap();
    assert!(asked!(heard, conn, roll::entry(draft, &voter)).is_some());
    assert_eq!(asked!(heard, conn, roll::address(draft, &voter)).as_ref(), Some(&ada.email));
    assert_eq!(asked!(heard, conn, roll::found(draft, &Search::default(), Some(&ada.email), 100)).len(), 100);
    assert!(asked!(heard, conn, roll::poll_of(&voter)).is_some());
    asked!(heard, conn, roll::leave(&ada.id, &ada.email));
    assert_eq!(asked!(heard, conn, roll::owner(&voter)), Some(ada.id.clone()));
    asked!(heard, conn, roll::disown(&voter));
    asked!(heard, conn, roll::give_back(draft, &voter, &ada.id));
    asked!(heard, conn, roll::update(&voter, &line(&ada.email)));
    asked!(heard, conn, roll::correct(&voter, &line(&ada.email)));
    assert_eq!(asked!(heard, conn, roll::wants_reminders(&voter)), Some(true));
    asked!(heard, conn, roll::no_reminders(&voter));
    asked!(heard, conn, roll::insert(draft, &[line("late@example.org")]));
    let late = roll::voter(conn, draft, "late@example.org").unwrap().unwrap();
    asked!(heard, conn, roll::delete(&[late]));

    let word = PlainToken::generate().hash();
    let moved = AddressMove {
        voter: voter.clone(),
        old_email: ada.email.clone(),
        moved_by: ada.id.clone(),
        held_until: 9,
        undo_hash: word.as_bytes().to_vec(),
        pass_to: None,
        old_account: None,
    };
    asked!(heard, conn, address_moves::put(&moved));
    assert!(asked!(heard, conn, address_moves::of_voter(&voter)).is_some());
    assert!(asked!(heard, conn, address_moves::of_word(&word)).is_some());
    asked!(heard, conn, address_moves::release(&voter, 0));
    asked!(heard, conn, address_moves::collected(&voter, &ada.email));
    asked!(heard, conn, address_moves::forget(&voter));
    assert!(precincts::insert(conn, "board", "split", "Board", 1).unwrap());
    precincts::add(conn, "board", draft, 1).unwrap();
    assert_eq!(asked!(heard, conn, precincts::with_address("board", &ada.email)), Some(1));
}

/// One poll, by those who manage it.
fn manage(heard: &mut Overheard<'_>, conn: &mut DbConnection, filled: &Filled) {
    let (ada, draft) = (&filled.ada.id, filled.draft.as_str());
    asked!(heard, conn, polls::insert("another", ada, "Board", "{}"));
    assert_eq!(asked!(heard, conn, polls::owned_by(ada)), 2);
    assert_eq!(asked!(heard, conn, polls::of_owner(ada)).len(), 2);
    assert!(asked!(heard, conn, polls::update_draft("another", 1, "Board", "{}")));
    assert!(asked!(heard, conn, polls::touch("another")));
    let sealed = Sealed { poll: "new", slug: None, manifest: "note", signing_key: &[1], voting_closes: 9 };
    assert!(asked!(heard, conn, polls::seal("another", 3, &sealed)).is_ok());
    assert!(asked!(heard, conn, polls::publish("another", "note")));
    asked!(heard, conn, polls::unseal("another", "no"));
    asked!(heard, conn, polls::set_voting_closes("another", 10));
    asked!(heard, conn, polls::cancel("another"));
    assert!(asked!(heard, conn, polls::close_issuance("another")));
    assert!(asked!(heard, conn, polls::finish("another")));
    assert!(asked!(heard, conn, polls::set_archived("another", true)));
    asked!(heard, conn, grants::give(draft, ada));
    assert!(asked!(heard, conn, grants::has(draft, ada)));
    assert_eq!(asked!(heard, conn, grants::of(draft)).len(), 1);
    assert!(asked!(heard, conn, grants::take(draft, ada)));
    assert!(asked!(heard, conn, grants::pass_on("another", ada, "a8")));
}
