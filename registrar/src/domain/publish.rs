//! From draft to published poll: all or nothing, and repeatable after a crash at any step.
//!
//! ```text
//! draft --(key made, manifest sealed and signed, both stored)--> sealed
//! sealed --(the same note posted, again and again, countersignature checked and stored)--> published
//! ```

use std::collections::HashSet;
use std::sync::{Mutex, PoisonError};

use crypto::manifest::{Manifest, ManifestError};
use crypto::note::{Note, ServiceName};
use crypto::precincts::precinct_of;
use crypto::token::TokenKey;
use serde_json::json;
use web::i18n::Text;

use super::audit::{self, Action, Actor, Event};
use super::ballot_box::{Answer, Unreachable};
use super::draft::{Draft, DraftError};
use super::issuer_key;
use super::mailing::{self, Kind};
use super::poll::{PollBroken, Published, State};
use super::steps::reached;
use crate::registrar::Registrar;
use crate::store;
use crate::store::polls::{NotSealed, PollRow, Sealed};

/// Why a poll was not published.
#[derive(Debug, thiserror::Error)]
pub(crate) enum PublishError {
    /// No such draft.
    #[error("{}", self.text())]
    NoDraft,
    /// Its voters are in its precincts.
    #[error("{}", self.text())]
    Split,
    /// It is a precinct, and all precincts are looked at together.
    #[error("{}", self.text())]
    Precinct,
    /// Its alias would make voters and auditors take it for a precinct.
    #[error("slug: {}", self.text())]
    PrecinctAlias,
    /// It was changed while it was being sealed.
    #[error("{}", self.text())]
    Changed,
    /// Its voters are to be on a roll, and the roll is empty.
    #[error("{}", self.text())]
    EmptyRoll,
    /// Its voters are to be anyone, and somebody stands on a roll that nobody sees.
    #[error("electorate: {}", self.text())]
    RollLeft,
    /// Voting would be over before it began.
    #[error("voting_closes: {}", self.text())]
    Past,
    /// Its alias belongs to another poll, for ever.
    #[error("slug: {}", self.text())]
    SlugTaken,
    /// A rule of the manifest.
    #[error(transparent)]
    Manifest(#[from] ManifestError),
    /// The ballot box refuses it: it is a draft again.
    #[error("{}", self.text())]
    Refused(String),
    /// It is sealed, and will be published when the ballot box answers; nothing is lost.
    #[error("{}", self.text())]
    Waiting(#[from] Unreachable),
    /// It was sealed for another ballot box than the one that is configured now, which may have it.
    #[error("{}", self.text())]
    OtherBallotBox(ServiceName),
    /// Another thread is at it.
    #[error("{}", self.text())]
    Underway,
    /// The ballot box answered without a valid countersignature.
    #[error("{}", self.text())]
    NotCountersigned(String),
    /// OpenSSL failed.
    #[error("no key could be made: {0}")]
    Key(String),
    /// A stored poll cannot be read.
    #[error(transparent)]
    Broken(#[from] PollBroken),
    /// The records beside the database cannot be written.
    #[error("the records beside the database cannot be written: {0}")]
    Record(#[from] std::io::Error),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] web::DbError),
}

impl PublishError {
    /// For a page; what another service or a library says stays in English.
    pub(crate) fn text(&self) -> Text {
        match self {
            Self::NoDraft => Text::new("publish-error-no-draft"),
            Self::Split => Text::new("publish-error-split"),
            Self::Precinct => Text::new("publish-error-precinct"),
            Self::PrecinctAlias => Text::new("publish-error-precinct-alias"),
            Self::Changed => Text::new("publish-error-changed"),
            Self::EmptyRoll => Text::new("publish-error-empty-roll"),
            Self::RollLeft => Text::new("publish-error-roll-left"),
            Self::Past => Text::new("publish-error-past"),
            Self::SlugTaken => Text::new("publish-error-slug"),
            Self::Manifest(error) => DraftError::from(error.clone()).text(),
            Self::Refused(reason) => Text::new("publish-error-refused").with("reason", reason.as_str()),
            Self::Waiting(error) => Text::new("publish-error-waiting").with("detail", error.detail()),
            Self::OtherBallotBox(name) => Text::new("publish-error-other-box").with("name", name.as_str()),
            Self::Underway => Text::new("publish-error-underway"),
            Self::NotCountersigned(reason) => {
                Text::new("publish-error-countersigned").with("reason", reason.as_str())
            }
            Self::Key(_) | Self::Broken(_) | Self::Record(_) | Self::Store(_) => {
                Text::new("publish-error-other").with("detail", self.to_string())
            }
        }
    }
}

/// The drafts that are being published at this moment by this process, each by one thread. The turns of the database keep other
/// processes from them.
///
/// Of two offers of one poll the ballot box may refuse one and then accept the other: the first would forget the key of
/// a poll that the second has just brought about.
#[derive(Debug, Default)]
pub(crate) struct Publishing {
    underway: Mutex<HashSet<String>>,
}

/// The right to publish one draft, until dropped.
struct Turn<'a> {
    publishing: &'a Publishing,
    id: &'a str,
}

impl Publishing {
    fn begin<'a>(&'a self, id: &'a str) -> Result<Turn<'a>, PublishError> {
        let fresh = self.underway.lock().unwrap_or_else(PoisonError::into_inner).insert(id.to_owned());
        if fresh { Ok(Turn { publishing: self, id }) } else { Err(PublishError::Underway) }
    }
}

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        self.publishing.underway.lock().unwrap_or_else(PoisonError::into_inner).remove(self.id);
    }
}

/// Publishes the draft `id`, or goes on where an earlier attempt ended; the poll id. Blocks.
pub(crate) fn publish(registrar: &Registrar, id: &str, actor: &Actor) -> Result<String, PublishError> {
    in_turn(registrar, id, actor, Part::Whole)
}

/// The same for a precinct that was looked at together with the others: as a draft it is still of the version that was looked at, its
/// roll included, or it is not sealed.
pub(super) fn publish_precinct(
    registrar: &Registrar,
    looked_at: &PollRow,
    actor: &Actor,
) -> Result<String, PublishError> {
    in_turn(registrar, &looked_at.id, actor, Part::Precinct { version: looked_at.version })
}

/// As what a draft is published.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    /// A poll by itself.
    Whole,
    /// One of several polls that are one election.
    Precinct {
        /// That was looked at.
        version: i64,
    },
}

fn in_turn(registrar: &Registrar, id: &str, actor: &Actor, part: Part) -> Result<String, PublishError> {
    let _turn = registrar.publishing.begin(id)?;
    let published =
        registrar.db.in_turn(&format!("publication of {id}"), || go_on(registrar, id, actor, part))?;
    published.unwrap_or(Err(PublishError::Underway))
}

fn go_on(registrar: &Registrar, id: &str, actor: &Actor, part: Part) -> Result<String, PublishError> {
    let row = find(registrar, id)?;
    let row = match State::parse(&row.state) {
        Some(State::Draft) => {
            if registrar.db.run_here(|conn| store::precincts::is_split(conn, id))? {
                return Err(PublishError::Split);
            }
            let place = registrar.db.run_here(|conn| store::precincts::of_poll(conn, id))?;
            if part == Part::Whole && place.is_some() {
                return Err(PublishError::Precinct);
            }
            let draft: Draft = serde_json::from_str(&row.draft).map_err(PollBroken::from)?;
            if part == Part::Whole && draft.slug.as_deref().and_then(precinct_of).is_some() {
                return Err(PublishError::PrecinctAlias);
            }
            if matches!(part, Part::Precinct { version } if version != row.version) {
                return Err(PublishError::Changed);
            }
            seal(registrar, &row, actor)?;
            find(registrar, id)?
        }
        Some(State::Sealed) => row,
        Some(State::Published | State::Issued | State::Over) => {
            return row.poll.ok_or(PublishError::Broken(PollBroken::Lacks("poll")));
        }
        None => return Err(PublishError::Broken(PollBroken::Lacks("a known state"))),
    };
    offer(registrar, &row, actor)
}

/// Makes key and manifest and stores both. From here the poll has its id: whatever happens, the same bytes are posted.
fn seal(registrar: &Registrar, row: &PollRow, actor: &Actor) -> Result<(), PublishError> {
    let draft: Draft = serde_json::from_str(&row.draft).map_err(PollBroken::from)?;
    if draft.voting_closes <= registrar.clock.now() {
        return Err(PublishError::Past);
    }
    let voters = registrar.db.run_here(|conn| store::roll::count(conn, &row.id))?;
    let eligible = match (draft.has_roll(), u64::try_from(voters).unwrap_or(0)) {
        (true, 0) => return Err(PublishError::EmptyRoll),
        (true, voters) => Some(voters),
        (false, 0) => None,
        (false, _) => return Err(PublishError::RollLeft),
    };
    let secret = issuer_key::generate().map_err(|error| PublishError::Key(error.to_string()))?;
    let key = TokenKey::from_public(secret.public()).map_err(|error| PublishError::Key(error.to_string()))?;
    reached("key made");
    let manifest =
        draft.into_body(&registrar.service, &registrar.ballot_box.service, &key, eligible).seal()?;
    let note = Note::sign(manifest.text().to_owned(), &registrar.key);
    reached("manifest signed");
    let poll = manifest.id().to_string();
    let sealed = Sealed {
        poll: &poll,
        slug: manifest.slug.as_deref(),
        manifest: &note.to_string(),
        signing_key: &registrar.vault.seal(&row.id, &secret.to_pkcs8_der()),
        voting_closes: manifest.voting_closes.unix(),
    };
    // The version stands for the draft and its roll: what is sealed is what was read above.
    registrar.db.write_here(|conn| -> Result<(), PublishError> {
        match store::polls::seal(conn, &row.id, row.version, &sealed)? {
            Ok(()) => {}
            Err(NotSealed::Changed) => return Err(PublishError::Changed),
            Err(NotSealed::SlugTaken) => return Err(PublishError::SlugTaken),
        }
        reached("key, manifest and roll bound");
        let event = Event::new(actor.clone(), Action::PollSeal, audit::draft(&row.id))
            .after(json!({ "poll": poll, "eligible": eligible }));
        Ok(store::audit::append(conn, registrar.clock.now(), &event)?)
    })?;
    reached("sealed");
    Ok(())
}

/// Posts a sealed manifest and stores the countersignature.
fn offer(registrar: &Registrar, row: &PollRow, actor: &Actor) -> Result<String, PublishError> {
    let sealed = Published::read(row)?;
    let (poll, named) = (sealed.manifest.id().to_string(), &sealed.manifest.ballot_box);
    if !registrar.ballot_box.is(named) {
        return Err(PublishError::OtherBallotBox(named.name.clone()));
    }
    let countersigned = match registrar.ballot_box.offer_manifest(&sealed.note)? {
        Answer::Accepted(note) => check(registrar, &sealed.manifest, &note)?,
        Answer::Refused(reason) if registrar.ballot_box.has(&poll)? => {
            // An earlier attempt got through and its answer was lost: the poll exists, and its key must not be lost.
            return Err(PublishError::NotCountersigned(reason));
        }
        Answer::Refused(reason) => {
            // It has not taken this manifest: its bytes are forgotten together with its key.
            registrar.db.write_here(|conn| -> Result<(), web::DbError> {
                store::polls::unseal(conn, &row.id, &reason)?;
                let event = Event::new(Actor::System, Action::PollUnseal, audit::draft(&row.id))
                    .before(json!({ "poll": poll }))
                    .after(json!({ "refusal": reason }));
                store::audit::append(conn, registrar.clock.now(), &event)
            })?;
            return Err(PublishError::Refused(reason));
        }
    };
    reached("countersigned");
    registrar.counts.start(&poll)?;
    reached("count of passes begun");
    registrar.db.write_here(|conn| -> Result<(), web::DbError> {
        if !store::polls::publish(conn, &row.id, &countersigned)? {
            return Ok(());
        }
        reached("countersignature stored");
        // The invitations are queued with the publication or not at all.
        mailing::announce(conn, &row.id, Kind::Invitation, 0, registrar.clock.now().unix())?;
        reached("invitations queued");
        let event = Event::new(actor.clone(), Action::PollPublish, audit::draft(&row.id))
            .after(json!({ "poll": poll, "slug": sealed.manifest.slug }));
        store::audit::append(conn, registrar.clock.now(), &event)
    })?;
    reached("published");
    registrar.wake_mail();
    tracing::info!("poll {poll} is published");
    Ok(poll)
}

/// The note that the ballot box sent back must be our manifest with both signatures.
fn check(registrar: &Registrar, manifest: &Manifest, note: &str) -> Result<String, PublishError> {
    let fault = |what: String| PublishError::NotCountersigned(what);
    let note = Note::parse(note).map_err(|error| fault(error.to_string()))?;
    if note.text() != manifest.text() {
        return Err(fault("it sent another manifest".to_owned()));
    }
    for key in [registrar.key.verifier(), &manifest.ballot_box.key] {
        note.verify(key).map_err(|error| fault(error.to_string()))?;
    }
    Ok(note.to_string())
}

fn find(registrar: &Registrar, id: &str) -> Result<PollRow, PublishError> {
    registrar.db.run_here(|conn| store::polls::by_draft(conn, id))?.ok_or(PublishError::NoDraft)
}
