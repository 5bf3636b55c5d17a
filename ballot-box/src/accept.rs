//! A manifest becomes a poll: it is checked, countersigned, and the first entries of its log are signed.

use std::sync::Arc;

use crypto::log::checkpoint::{Checkpoint, poll_origin};
use crypto::log::entry::Entry;
use crypto::log::merkle::Tree;
use crypto::manifest::{Manifest, ManifestError};
use crypto::note::{Note, NoteError};
use diesel::Connection as _;
use web::db::is_unique_violation;
use web::{DbConnection, DbError};

use crate::assets;
use crate::ballot_box::BallotBox;
use crate::poll::Poll;
use crate::publish::PublishError;
use crate::recover::StartError;
use crate::store;

/// What became of a note that a registrar posted.
#[derive(Debug)]
pub struct Taken<T> {
    /// What is held now.
    pub held: T,
    /// Whether this very request brought it.
    pub new: bool,
}

/// Why a manifest does not become a poll. All but the last two are the registrar's fault.
#[derive(Debug, thiserror::Error)]
pub enum AcceptError {
    /// Not a note.
    #[error("the body is not a signed note: {0}")]
    Note(NoteError),
    /// A rule of the manifest is broken.
    #[error(transparent)]
    Manifest(#[from] ManifestError),
    /// The registrar's key is not on the allow-list.
    #[error("the registrar {0} is not on this ballot box's list, or not with this key")]
    UnknownRegistrar(String),
    /// The registrar did not sign it.
    #[error("the manifest is not signed by its registrar: {0}")]
    NotSigned(NoteError),
    /// It names another ballot box, or another key of this one.
    #[error("the manifest names the ballot box {named}; this is {own}")]
    OtherBallotBox {
        /// Whom it names.
        named: String,
        /// Who this is.
        own: String,
    },
    /// Something this version cannot keep its word on.
    #[error("{0}")]
    Unsupported(String),
    /// Voting would be over at once.
    #[error("voting closes at {0}, which is past")]
    Past(crypto::time::UtcTime),
    /// The alias belongs to another poll for ever.
    #[error("the alias {0:?} belongs to another poll and is never used again")]
    SlugTaken(String),
    /// Database or state directory failed.
    #[error(transparent)]
    Publish(#[from] PublishError),
    /// A poll that the database holds is not what this ballot box wrote.
    #[error("a stored poll cannot be read back: {0}")]
    ReadBack(StartError),
}

impl From<StartError> for AcceptError {
    fn from(error: StartError) -> Self {
        match error {
            StartError::Publish(error) => Self::Publish(error),
            other => Self::ReadBack(other),
        }
    }
}

impl From<DbError> for AcceptError {
    fn from(error: DbError) -> Self {
        Self::Publish(error.into())
    }
}

impl From<diesel::result::Error> for AcceptError {
    fn from(error: diesel::result::Error) -> Self {
        Self::Publish(error.into())
    }
}

impl BallotBox {
    /// Takes the note of a manifest. A poll that is known already is answered as it was accepted.
    pub async fn accept(self: &Arc<Self>, note: &str) -> Result<Taken<Arc<Poll>>, AcceptError> {
        let note = Note::parse(note).map_err(AcceptError::Note)?;
        let manifest = Manifest::parse(note.text())?;
        // Two manifests of one id are one text: the id is its hash.
        if let Some(poll) = self.poll(manifest.id()) {
            return Ok(Taken { held: poll, new: false });
        }
        self.check(&manifest)?;
        // Foreign and false lines are not kept: beside one that claims to be this box's its own signature counts for nothing.
        let mut note = note.only(&manifest.registrar.key).map_err(AcceptError::NotSigned)?;
        note.countersign(self.key()).map_err(AcceptError::Note)?;

        let _turn = self.accepting().await;
        if let Some(poll) = self.poll(manifest.id()) {
            return Ok(Taken { held: poll, new: false });
        }
        let this = Arc::clone(self);
        let taken = self.db().alone(move |conn| this.found(conn, &manifest, &note.to_string())).await?;
        let poll = &taken.held;
        tracing::info!("poll {} accepted from {}", poll.id(), poll.manifest().registrar.name);
        Ok(taken)
    }

    fn check(&self, manifest: &Manifest) -> Result<(), AcceptError> {
        let registrar = &manifest.registrar;
        let listed = self
            .identity()
            .registrars
            .iter()
            .any(|known| known.name == registrar.name && known.key == registrar.key);
        if !listed {
            return Err(AcceptError::UnknownRegistrar(registrar.name.to_string()));
        }
        let own = self.key().verifier();
        if manifest.ballot_box.key != *own {
            let named = manifest.ballot_box.key.to_string();
            return Err(AcceptError::OtherBallotBox { named, own: own.to_string() });
        }
        if let Some(unknown) = manifest.witnesses.iter().find(|key| !self.witnesses().knows(key)) {
            let reason =
                format!("witnesses: this ballot box has no address of {unknown}, or not with this key");
            return Err(AcceptError::Unsupported(reason));
        }
        manifest.check_publishable()?;
        if self.clock().now() >= manifest.voting_closes {
            return Err(AcceptError::Past(manifest.voting_closes));
        }
        Ok(())
    }

    /// Database, then records, then memory. What fails in between is made good by the next attempt, of whatever manifest,
    /// or by the next start: both read back what the database holds.
    fn found(
        &self,
        conn: &mut DbConnection,
        manifest: &Manifest,
        note: &str,
    ) -> Result<Taken<Arc<Poll>>, AcceptError> {
        self.catch_up(conn)?;
        let id = manifest.id();
        // An earlier attempt got as far as the database and no further.
        if let Some(held) = self.poll(id) {
            return Ok(Taken { held, new: false });
        }
        let assets = assets::text();
        let assets_note = Note::sign(assets.clone(), self.key()).to_string();
        let entries = [Entry::manifest(id), Entry::assets(&assets)];
        let origin = poll_origin(self.identity().name.as_str(), &id);
        let mut tree = Tree::new();
        entries.iter().for_each(|entry| tree.push(entry));
        let checkpoint = Checkpoint::of(origin, &tree).sign(self.key()).to_string();
        let position = self.box_log().tree().size();
        let inserted = conn.transaction(|conn| {
            // First: it waits for nobody who waits for this poll.
            store::partitions::create(conn, id)?;
            store::polls::insert(conn, id, manifest.slug.as_deref(), note)?;
            store::log::append(conn, id, 0, &entries)?;
            store::statements::insert_assets(conn, id, 1, &assets_note)?;
            store::log::insert_checkpoint(conn, id, tree.size(), &checkpoint)?;
            store::polls::append_to_box_log(conn, position, id)
        });
        match (inserted, &manifest.slug) {
            (Ok(()), _) => {}
            (Err(error), Some(slug)) if is_unique_violation(&error) && self.poll_by_slug(slug).is_some() => {
                return Err(AcceptError::SlugTaken(slug.clone()));
            }
            (Err(error), _) => return Err(error.into()),
        }
        self.catch_up(conn)?;
        let held = self.poll(id).ok_or(PublishError::Damaged("a poll that was just stored is not there"))?;
        Ok(Taken { held, new: true })
    }
}
