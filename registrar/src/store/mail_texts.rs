//! What organisers have written for the mails of a poll.

use diesel::prelude::*;
use web::DbConnection;

use super::StoreResult;
use super::schema::mail_texts;
use crate::domain::mailing::{Kind, MailText};

/// The text of one kind of mail; the usual one where nothing was written.
pub(crate) fn find(conn: &mut DbConnection, poll: &str, kind: Kind) -> StoreResult<MailText> {
    let row: Option<(Option<String>, Option<String>, bool)> = mail_texts::table
        .find((poll, kind.as_str()))
        .select((mail_texts::subject, mail_texts::intro, mail_texts::automatic))
        .first(conn)
        .optional()?;
    let usual = || MailText { subject: None, intro: None, automatic: true };
    Ok(row.map_or_else(usual, |(subject, intro, automatic)| MailText { subject, intro, automatic }))
}

/// Gives the poll `to`, for which nothing was written yet, what was written for the poll `from`.
pub(crate) fn copy(conn: &mut DbConnection, from: &str, to: &str) -> StoreResult<()> {
    for kind in Kind::ALL {
        let text = find(conn, from, kind)?;
        replace(conn, to, kind, &text)?;
    }
    Ok(())
}

/// Replaces the text of one kind of mail. In a transaction.
pub(crate) fn replace(conn: &mut DbConnection, poll: &str, kind: Kind, text: &MailText) -> StoreResult<()> {
    diesel::delete(mail_texts::table.find((poll, kind.as_str()))).execute(conn)?;
    diesel::insert_into(mail_texts::table)
        .values((
            mail_texts::poll.eq(poll),
            mail_texts::kind.eq(kind.as_str()),
            mail_texts::subject.eq(&text.subject),
            mail_texts::intro.eq(&text.intro),
            mail_texts::automatic.eq(text.automatic),
        ))
        .execute(conn)?;
    Ok(())
}
