//! What one voter is written on an occasion, if they still want to read it.

use crypto::encoding::{hex, sha256};
use crypto::statement::{self, Notice, NoticeKind};

use super::letter::{self, Facts, Letter, NoticeFacts, Personal};
use super::mailing::Kind;
use super::opt_out;
use super::poll::{PollBroken, Published, Standing, State};
use super::sign_in_link;
use crate::registrar::Registrar;
use crate::store;
use crate::store::deliveries::Due;
use crate::store::dispatches;
use crate::store::polls::PollRow;

/// A mail with what is on its envelope.
pub(super) struct Written {
    /// Its Message-ID at this host.
    pub(super) id: String,
    /// The words.
    pub(super) letter: Letter,
    /// Where to say that no more reminders are wanted.
    pub(super) unsubscribe: Option<String>,
}

/// Why a mail was not written.
#[derive(Debug, thiserror::Error)]
pub(super) enum ComposeError {
    /// What it tells about cannot be read.
    #[error("{0}")]
    Broken(String),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] web::DbError),
}

impl From<PollBroken> for ComposeError {
    fn from(error: PollBroken) -> Self {
        Self::Broken(error.to_string())
    }
}

/// Writes a mail; none if it is not wanted any more.
pub(super) fn compose(
    conn: &mut web::DbConnection,
    registrar: &Registrar,
    mail: &Due,
) -> Result<Option<Written>, ComposeError> {
    let kind = Kind::parse(&mail.kind).ok_or_else(|| ComposeError::Broken("unknown kind".to_owned()))?;
    let row = store::polls::by_draft(conn, &mail.poll)?.ok_or(PollBroken::Lacks("its row"))?;
    let (published, standing) = (registrar.polls.published(&row)?, Standing::read(&row)?);
    let now = registrar.clock.now();
    let collecting = standing.state == State::Published
        && !standing.cancelled
        && now < published.issuance_closes(standing.voting_closes);
    let wanted = match kind {
        Kind::Invitation => collecting,
        Kind::Reminder => {
            collecting
                && !mail.no_reminders
                && store::issuances::of_voter(conn, &row.id, &mail.voter)?.is_none()
        }
        Kind::Notice | Kind::Result => true,
    };
    if !wanted {
        return Ok(None);
    }
    let notice = match kind {
        Kind::Notice => Some(notice(conn, registrar, &row, mail.occasion)?),
        _ => None,
    };
    let unsubscribe = matches!(kind, Kind::Invitation | Kind::Reminder)
        .then(|| opt_out::url(&registrar.service.url, &registrar.vault, &mail.voter));
    let personal = Personal {
        name: mail.name.clone(),
        link: match kind {
            Kind::Invitation | Kind::Reminder => Some(sign_in_link::for_poll(
                conn,
                &registrar.letterhead(),
                &mail.email,
                &published.manifest.id().to_string(),
                standing.voting_closes.unix(),
            )?),
            Kind::Notice | Kind::Result => None,
        },
        unsubscribe: unsubscribe.clone(),
    };
    let text = store::mail_texts::find(conn, &row.id, kind)?;
    let facts = facts(registrar, &published, &standing, notice);
    let letter = letter::write(kind, &text, &facts, &personal)
        .map_err(|error| ComposeError::Broken(error.to_string()))?;
    Ok(Some(Written { id: message_id(mail), letter, unsubscribe }))
}

fn notice(
    conn: &mut web::DbConnection,
    registrar: &Registrar,
    row: &PollRow,
    seq: i64,
) -> Result<NoticeFacts, ComposeError> {
    let given = dispatches::all(conn, &row.id, dispatches::NOTICE)?;
    let note = given.into_iter().find(|notice| notice.seq == seq).ok_or(PollBroken::Lacks("the notice"))?;
    let (notice, _) = statement::open::<Notice>(&note.note, registrar.key.verifier())
        .map_err(|error| ComposeError::Broken(error.to_string()))?;
    let kind = match notice.kind {
        NoticeKind::Extend => "extend",
        NoticeKind::Close => "close",
        NoticeKind::Cancel => "cancel",
    };
    Ok(NoticeFacts { kind: kind.to_owned(), reason: notice.reason })
}

fn facts(registrar: &Registrar, poll: &Published, standing: &Standing, notice: Option<NoticeFacts>) -> Facts {
    let manifest = &poll.manifest;
    let id = manifest.id().to_string();
    Facts {
        title: manifest.title.clone(),
        languages: manifest.languages.clone(),
        zone: poll.zone.clone(),
        test: manifest.test,
        page: format!("{}/polls/{id}", registrar.service.url),
        ballots: format!("{}/polls/{id}", manifest.ballot_box.url),
        poll: id,
        registrar_key: manifest.registrar.key.to_string(),
        ballot_box_key: manifest.ballot_box.key.to_string(),
        issuance_opens: manifest.issuance_opens,
        issuance_closes: poll.issuance_closes(standing.voting_closes),
        voting_opens: manifest.voting_opens,
        voting_closes: standing.voting_closes,
        notice,
    }
}

/// `SHA-256("message" || mailing || voter || round)`, 128 bits in hexadecimal: the same for the same mail, crash or not.
fn message_id(mail: &Due) -> String {
    let digest =
        sha256(&[b"message", mail.mailing.as_bytes(), mail.voter.as_bytes(), &mail.round.to_be_bytes()]);
    hex(&digest[..16])
}
