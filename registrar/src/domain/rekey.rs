//! Another key-encryption key for everything that lies sealed in the database.

use crypto::time::UtcTime;
use serde_json::json;
use web::Db;

use super::audit::{Action, Actor, Event};
use super::second_factor::sealed_name;
use super::vault::{NotOurs, Vault};
use crate::store;

/// Why nothing was sealed anew.
#[derive(Debug, thiserror::Error)]
pub(crate) enum RekeyError {
    /// Made under neither key.
    #[error("{what}: {why}")]
    NotOurs {
        /// What was to be opened.
        what: String,
        /// Why not.
        why: NotOurs,
    },
    /// The database failed.
    #[error(transparent)]
    Store(#[from] web::DbError),
}

/// Seals everything under `new` that is under `old`, in one transaction; how many seals there are. What is under `new`
/// already, from an attempt whose end was cut off, stays.
pub(crate) fn rekey(db: &Db, now: UtcTime, old: &Vault, new: &Vault) -> Result<usize, RekeyError> {
    db.write_here(|conn| {
        let mut changed = 0;
        let keys = store::polls::sealed_keys(conn)?;
        for (draft, sealed) in &keys {
            let what = || format!("the signing key of draft {draft}");
            if let Some(sealed) = reseal(old, new, draft, sealed, what)? {
                store::polls::replace_sealed_key(conn, draft, &sealed)?;
                changed += 1;
            }
        }
        let factors = store::second_factors::all(conn)?;
        for (account, _, factor) in &factors {
            let what = || format!("the second factor of account {account}");
            if let Some(sealed) = reseal(old, new, &sealed_name(account), &factor.secret, what)? {
                store::second_factors::replace_sealed(conn, account, &sealed)?;
                changed += 1;
            }
        }
        let seals = keys.len() + factors.len();
        let event = Event::new(Actor::CommandLine, Action::KeyRotate, "key-encryption key".to_owned())
            .after(json!({ "seals": seals, "changed": changed }));
        store::audit::append(conn, now, &event)?;
        Ok(seals)
    })
}

/// The bytes under `new`; none if they are already.
fn reseal(
    old: &Vault,
    new: &Vault,
    name: &str,
    sealed: &[u8],
    what: impl FnOnce() -> String,
) -> Result<Option<Vec<u8>>, RekeyError> {
    if new.open(name, sealed).is_ok() {
        return Ok(None);
    }
    let plain = old.open(name, sealed).map_err(|why| RekeyError::NotOurs { what: what(), why })?;
    Ok(Some(new.seal(name, &plain)))
}

#[cfg(test)]
mod tests {
    use zeroize::Zeroizing;

    use super::*;
    use crate::testing::{World, draft};
    use crate::{commands, keys};

    fn sealed(world: &World) -> Vec<(String, Vec<u8>)> {
        world.registrar.db.run_here(store::polls::sealed_keys).unwrap()
    }

    #[test]
    fn after_a_change_passes_are_issued_and_the_old_key_opens_nothing() {
        let mut world = World::new();
        let admin = world.admin_token();
        let poll = world.poll(&admin, &["ada@example.org"]);
        let kek = world.kek_file();
        let old = Vault::new(keys::read_kek(&kek).unwrap());
        assert_eq!(commands::change_kek(&kek, &world.registrar.db, world.clock.now()).unwrap(), 2);
        for (name, bytes) in sealed(&world) {
            assert!(old.open(&name, &bytes).is_err());
        }
        world.restart().unwrap();
        let ada = world.voter_token("ada@example.org");
        assert_eq!(world.ask(&poll, &ada, &world.request(&poll)).status, 200);
        // The admin's second factor came along; the next code counts, none twice.
        world.at(60);
        world.token("admin@example.org");
    }

    #[test]
    fn a_change_that_was_cut_off_is_noticed_and_finished() {
        let mut world = World::new();
        let admin = world.admin_token();
        let poll = world.poll(&admin, &["ada@example.org"]);
        let kek = world.kek_file();
        // Cut off after the key was made.
        let next = Vault::new(keys::make_next_kek(&kek).unwrap());
        assert!(world.restart().unwrap_err().to_string().contains("rotate-kek"));
        // Cut off after the database was changed.
        let old = Vault::new(keys::read_kek_file(&kek).unwrap());
        rekey(&world.registrar.db, world.clock.now(), &old, &next).unwrap();
        assert!(world.restart().unwrap_err().to_string().contains("rotate-kek"));
        let before = sealed(&world);
        assert_eq!(commands::change_kek(&kek, &world.registrar.db, world.clock.now()).unwrap(), 2);
        assert_eq!(sealed(&world), before, "nothing is sealed twice");
        world.restart().unwrap();
        let ada = world.voter_token("ada@example.org");
        assert_eq!(world.ask(&poll, &ada, &world.request(&poll)).status, 200);
    }

    #[test]
    fn one_seal_that_cannot_be_opened_leaves_all_as_they_were() {
        let world = World::new();
        let admin = world.admin_token();
        world.poll(&admin, &["ada@example.org"]);
        world.poll_with(&admin, &["ada@example.org"], &draft());
        let before = sealed(&world);
        let stranger = Vault::new(Zeroizing::new([9; 32]));
        let bytes = stranger.seal(&before[1].0, b"key");
        world
            .registrar
            .db
            .run_here(|conn| store::polls::replace_sealed_key(conn, &before[1].0, &bytes))
            .unwrap();
        let error =
            commands::change_kek(&world.kek_file(), &world.registrar.db, world.clock.now()).unwrap_err();
        assert!(format!("{error:#}").contains(&before[1].0), "{error:#}");
        assert_eq!(sealed(&world)[0], before[0]);
    }
}
