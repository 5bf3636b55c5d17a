//! Who could not be written to, as a file for whoever keeps the addresses.

use serde_json::json;

use super::account::Account;
use super::audit::{self, Action, Actor, Event};
use super::roll_entries::{self, EntryError, no_formula};
use crate::registrar::Registrar;
use crate::store;
use crate::store::polls::PollRow;

/// The mails that were given up as CSV: `email`, `name` and `external_id` as they stand on the roll, the kind of mail, and
/// what the mail server said. Reminders are not among them, for they went to those without a pass. The audit log has it
/// before it leaves. Blocks.
pub(crate) fn download(
    registrar: &Registrar,
    row: &PollRow,
    officer: &Account,
) -> Result<Vec<u8>, EntryError> {
    roll_entries::has_roll(row)?;
    let mut writer = csv::Writer::from_writer(Vec::new());
    registrar.db.write_here(|conn| {
        let failed = store::deliveries::undelivered(conn, &row.id)?;
        let written =
            writer.write_record(["email", "name", "external_id", "mail", "answer"]).and_then(|()| {
                failed.iter().try_for_each(|(email, name, external_id, kind, answer)| {
                    let text = |text: &Option<String>| no_formula(text.as_deref().unwrap_or_default());
                    writer.write_record([
                        no_formula(email),
                        text(name),
                        text(external_id),
                        kind.clone(),
                        text(answer),
                    ])
                })
            });
        written.expect("memory takes records of five columns");
        let event = Event::new(Actor::of(officer), Action::RollDownload, audit::draft(&row.id))
            .after(json!({ "failed_mails": failed.len() }));
        store::audit::append(conn, registrar.clock.now(), &event)
    })?;
    Ok(writer.into_inner().expect("memory takes what was written"))
}
