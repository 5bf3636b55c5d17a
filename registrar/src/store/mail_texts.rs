//! What organisers have written for the mails of a poll.

use crypto::manifest::Text;
use diesel::prelude::*;
use web::DbConnection;

use super::StoreResult;
use super::schema::{mail_intros, mail_texts};
use crate::domain::mailing::{Kind, MailText};

/// The text of one kind of mail; the usual one where nothing was written.
pub(crate) fn find(conn: &mut DbConnection, poll: &str, kind: Kind) -> StoreResult<MailText> {
    let row: Option<(Option<String>, Option<String>, bool)> = mail_texts::table
        .find((poll, kind.as_str()))
        .select((mail_texts::subject, mail_texts::intro, mail_texts::automatic))
        .first(conn)
        .optional()?;
    let Some((subject, plain, automatic)) = row else {
        return Ok(MailText { subject: None, intro: None, automatic: true });
    };
    let by_language: Vec<(String, String)> = mail_intros::table
        .filter(mail_intros::poll.eq(poll))
        .filter(mail_intros::kind.eq(kind.as_str()))
        .select((mail_intros::language, mail_intros::intro))
        .load(conn)?;
    let intro = if by_language.is_empty() {
        plain.map(Text::Plain)
    } else {
        Some(Text::ByLanguage(by_language.into_iter().collect()))
    };
    Ok(MailText { subject, intro, automatic })
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
    let own =
        mail_intros::table.filter(mail_intros::poll.eq(poll)).filter(mail_intros::kind.eq(kind.as_str()));
    diesel::delete(own).execute(conn)?;
    diesel::delete(mail_texts::table.find((poll, kind.as_str()))).execute(conn)?;
    let plain = match &text.intro {
        Some(Text::Plain(intro)) => Some(intro),
        _ => None,
    };
    diesel::insert_into(mail_texts::table)
        .values((
            mail_texts::poll.eq(poll),
            mail_texts::kind.eq(kind.as_str()),
            mail_texts::subject.eq(&text.subject),
            mail_texts::intro.eq(plain),
            mail_texts::automatic.eq(text.automatic),
        ))
        .execute(conn)?;
    if let Some(Text::ByLanguage(intros)) = &text.intro {
        for (language, intro) in intros {
            diesel::insert_into(mail_intros::table)
                .values((
                    mail_intros::poll.eq(poll),
                    mail_intros::kind.eq(kind.as_str()),
                    mail_intros::language.eq(language),
                    mail_intros::intro.eq(intro),
                ))
                .execute(conn)?;
        }
    }
    Ok(())
}
