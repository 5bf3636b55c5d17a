//! The voters' word that they want no more reminders, given by a link in their mails, without signing in.

use super::vault::Vault;
use crate::registrar::Registrar;
use crate::store;
use crate::store::StoreResult;

/// The link for a voter. The word in it is known to the readers of their mails alone: who may see the roll cannot compute
/// it. It is the same in all mails to them, as long as the key-encryption key is.
pub(super) fn url(own: &str, vault: &Vault, voter: &str) -> String {
    format!("{own}/unsubscribe/{voter}/{}", vault.word(PURPOSE, voter))
}

/// Ends the reminders to a voter, by the word of a mail to them; false if it is none. Blocks.
pub(crate) fn unsubscribe(registrar: &Registrar, voter: &str, word: &str) -> StoreResult<bool> {
    // Strangers with wrong words must not stand in the line of those who write.
    if !registrar.vault.is_word(PURPOSE, voter, word) {
        return Ok(false);
    }
    match registrar.db.run_here(|conn| store::roll::wants_reminders(conn, voter))? {
        None => Ok(false),
        Some(false) => Ok(true),
        Some(true) => {
            registrar.db.write_here(|conn| store::roll::no_reminders(conn, voter))?;
            Ok(true)
        }
    }
}

const PURPOSE: &str = "opt-out";
