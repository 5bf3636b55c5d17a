//! Polls' private keys in use.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use crypto::blind_rsa::SecretKey;

use super::issuance::IssueError;
use super::poll::State;
use super::vault::Vault;
use crate::store::polls::PollRow;

/// Private keys in use, decrypted once.
#[derive(Default)]
pub(crate) struct SigningKeys {
    open: Mutex<HashMap<String, Arc<SecretKey>>>,
}

impl SigningKeys {
    /// The key of a poll whose passes are being issued.
    ///
    /// The row may be older than the end of issuing: whoever is then told so by the ledger has to [`forget`] the key,
    /// which came back into memory here.
    ///
    /// [`forget`]: SigningKeys::forget
    pub(crate) fn get(&self, vault: &Vault, row: &PollRow) -> Result<Arc<SecretKey>, IssueError> {
        if State::parse(&row.state) != Some(State::Published) {
            self.forget(&row.id);
            return Err(IssueError::Closed);
        }
        // Held while the key is decrypted: when passes begin to be issued, many ask for it at once.
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(key) = open.get(&row.id) {
            return Ok(Arc::clone(key));
        }
        let sealed = row.signing_key.as_ref().ok_or(IssueError::Closed)?;
        let unreadable = |error: String| IssueError::Sign(error);
        let der = vault.open(&row.id, sealed).map_err(|error| unreadable(error.to_string()))?;
        let key = Arc::new(SecretKey::from_pkcs8_der(&der).map_err(|error| unreadable(error.to_string()))?);
        open.insert(row.id.clone(), Arc::clone(&key));
        Ok(key)
    }

    /// Takes a key out of memory; while passes are issued it is simply decrypted again.
    pub(crate) fn forget(&self, draft: &str) {
        self.open.lock().unwrap_or_else(PoisonError::into_inner).remove(draft);
    }

    /// The drafts whose keys are in memory.
    pub(crate) fn held(&self) -> Vec<String> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner).keys().cloned().collect()
    }
}

impl std::fmt::Debug for SigningKeys {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SigningKeys")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::issuance::{close_if_due, issue_here};
    use crate::registrar::Registrar;
    use crate::store;
    use crate::testing::World;

    fn row(registrar: &Registrar, poll: &str) -> PollRow {
        registrar.db.run_here(|conn| store::polls::by_poll(conn, poll)).unwrap().unwrap()
    }

    fn held(registrar: &Registrar) -> usize {
        registrar.keys.open.lock().unwrap().len()
    }

    #[test]
    fn a_destroyed_key_does_not_come_back_with_a_request_that_began_before() {
        let world = World::new();
        let admin = world.admin_token();
        let poll = world.poll(&admin, &["ada@example.org", "ben@example.org"]);
        let (ada, ben) = (world.voter("ada@example.org"), world.voter("ben@example.org"));
        let registrar = &*world.registrar;
        issue_here(registrar, row(registrar, &poll), &ada, &world.request(&poll)).unwrap();
        assert_eq!(held(registrar), 1);

        let before = row(registrar, &poll);
        registrar.db.run_here(|conn| store::polls::cancel(conn, &before.id)).unwrap();
        assert!(close_if_due(registrar, &row(registrar, &poll)).unwrap());
        assert_eq!(held(registrar), 0);
        for voter in [&ben, &ada] {
            assert!(issue_here(registrar, before.clone(), voter, &world.request(&poll)).is_err());
            assert_eq!(held(registrar), 0, "the row is older than the end of issuing");
        }
    }

    #[test]
    fn only_a_published_poll_has_a_key_in_use() {
        let world = World::new();
        let admin = world.admin_token();
        let poll = world.poll(&admin, &["ada@example.org"]);
        let registrar = &*world.registrar;
        let published = row(registrar, &poll);
        for state in [State::Draft, State::Sealed, State::Issued, State::Over] {
            registrar.keys.get(&registrar.vault, &published).unwrap();
            assert_eq!(held(registrar), 1);
            let other = PollRow { state: state.as_str().to_owned(), ..published.clone() };
            assert!(matches!(registrar.keys.get(&registrar.vault, &other), Err(IssueError::Closed)));
            assert_eq!(held(registrar), 0, "{state:?}");
        }
    }
}
