//! What is asked for each mail that leaves.

use web::DbConnection;

use super::filled::Filled;
use super::overheard::{Overheard, asked};
use crate::domain::mail::{Mail, Words};
use crate::store::{deliveries, outbox};

pub(super) fn ask(heard: &mut Overheard<'_>, conn: &mut DbConnection, filled: &Filled) {
    let (recipient, words) = (filled.ada.email.clone(), Words::OfPass(filled.draft.clone()));
    asked!(heard, conn, outbox::insert(&Mail { kind: "test", recipient, words }));
    assert_eq!(asked!(heard, conn, outbox::waiting(&filled.ada.email)).len(), 2);
    let mails = asked!(heard, conn, outbox::due(5, 20));
    assert_eq!(mails.len(), 20);
    asked!(heard, conn, outbox::postpone(&mails[0].id, 9));
    asked!(heard, conn, outbox::delete(&[&mails[1].id, &mails[3].id]));
    asked!(heard, conn, outbox::give_up(&mails[2].id, "test"));

    let due = asked!(heard, conn, deliveries::due(5, 20));
    assert_eq!(due.len(), 20);
    for mail in &due[..3] {
        assert!(asked!(heard, conn, deliveries::claim(mail)));
    }
    asked!(heard, conn, deliveries::settle(&due[0], "queued", 8, None));
    asked!(heard, conn, deliveries::count_off(&due[1], true));
    asked!(heard, conn, deliveries::withdraw(&due[2]));
    let voter = due[0].voter.clone();
    assert_eq!(asked!(heard, conn, outbox::overdue(10)), 2);
    assert_eq!(asked!(heard, conn, deliveries::of_voters(std::slice::from_ref(&voter))).len(), 1);
    assert!(asked!(heard, conn, deliveries::resend(&filled.mailing, &voter)));
}
