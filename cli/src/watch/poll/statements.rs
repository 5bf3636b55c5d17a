//! Statements: what the list names is shown, and what is shown is on the list.

use crypto::log::entry::{Entry, EntryKind};
use crypto::statement::{self, Assets, Issuance, Notice};

use super::shown::Shown;
use super::{Look, Trouble, optional};
use crate::client::Answer;
use crate::watch::log::Listed;
use crate::watch::sighting::Kind;

impl Look<'_> {
    /// Every statement on the list is shown, and every one that is shown is on the list.
    pub(super) fn statements(&mut self, shown: &Shown) -> Result<(), Trouble> {
        let listed = |kind| -> Vec<_> {
            self.memory.log.others.iter().filter(|entry| entry.is(kind)).map(Listed::object).collect()
        };
        let (assets, notices, issuances) =
            (listed(EntryKind::Assets), listed(EntryKind::Notice), listed(EntryKind::Issuance));
        let first = self.memory.log.others.first().map(Listed::object);
        if first != Some(Entry::manifest(self.poll()).object) || listed(EntryKind::Manifest).len() != 1 {
            self.sight(
                Kind::StatementMissing,
                "manifest",
                "the list does not begin with the poll's manifest alone",
            );
        }
        let registrar = &self.manifest.registrar.key;
        let mut missing = Vec::new();
        for (number, object) in (1..).zip(&notices) {
            let read = shown.notices.get(number - 1).map(|note| statement::open::<Notice>(note, registrar));
            let fits = read.and_then(Result::ok).is_some_and(|(notice, note)| {
                notice.seq == number as u64
                    && notice.poll == self.poll()
                    && Entry::notice(note.text()).object == *object
            });
            missing.extend((!fits).then(|| format!("notice {number}")));
        }
        if shown.notices.len() > notices.len() + 1 {
            missing.push("more than one notice that is not on the list".to_owned());
        }
        if let Some(object) = issuances.first() {
            let read = shown.issuance.as_ref().map(|note| statement::open::<Issuance>(note, registrar));
            let fits = read.and_then(Result::ok).is_some_and(|(issuance, note)| {
                issuance.poll == self.poll() && Entry::issuance(note.text()).object == *object
            });
            missing.extend((!fits).then(|| "the issuance statement".to_owned()));
        }
        for (number, object) in (1..).zip(&assets).skip(self.memory.assets) {
            let note = self.ballot_box.get(&self.poll(), &format!("/assets/{number}"));
            let note = optional(note.and_then(Answer::text))?;
            let read = note.map(|note| statement::open::<Assets>(&note, &self.manifest.ballot_box.key));
            let fits = read
                .and_then(Result::ok)
                .is_some_and(|(_, note)| Entry::assets(note.text()).object == *object);
            if !fits {
                missing.push(format!("assets statement {number}"));
                break;
            }
            self.memory.assets = number;
        }
        for what in missing {
            let detail = format!("the list names a statement that is not shown as it was signed: {what}");
            self.sight(Kind::StatementMissing, &what, detail);
        }
        Ok(())
    }
}
