//! The list of all polls as mirrors show it: that of the ballot box, perhaps an older one.

use std::collections::BTreeSet;
use std::time::Instant;

use crypto::encoding::b64;
use crypto::evidence::Part;
use crypto::log::checkpoint::Checkpoint;
use crypto::log::entry::Entry;
use crypto::manifest::Manifest;
use crypto::note::{Note, VerifierKey};

use super::Round;
use super::polls_list::{About, BoxMemory, head, rewritten};
use crate::client::{Answer, BallotBox, ClientError};
use crate::watch::log::{LogError, LogMemory, Source, Wanted};
use crate::watch::poll::Trouble;
use crate::watch::sighting::{Kind, Sighting};

/// What a mirror shows as the newest checkpoint of the list.
pub(super) struct MirroredList {
    mirror: BallotBox,
    note: Note,
}

/// The same, signed by the ballot box.
pub(super) struct SignedList {
    mirror: BallotBox,
    note: Note,
    pub(super) head: Checkpoint,
}

impl Round<'_> {
    /// The lists of all mirrors that have one. To be asked before the ballot box, which then has to be at least as far.
    pub(super) fn mirrored_lists(&self) -> Vec<MirroredList> {
        let mut lists = Vec::new();
        for mirror in self.mirrors.iter().map(|base| BallotBox::within(base, self.timeout)) {
            let answer = mirror.http().get("/polls/log/checkpoint", &[]);
            // It has none yet, or never, as an archive of one poll, and shows a page of its own there perhaps; or it is away, and the
            // look at each poll tells so.
            let text = answer.and_then(Answer::accepted).and_then(Answer::text);
            if let Some(note) = text.ok().and_then(|text| Note::parse(&text).ok()) {
                lists.push(MirroredList { mirror, note });
            }
        }
        lists
    }

    /// Those that one of these keys signed, or one that was handed over to them, for a mirror may lag; the others are the mirrors' own.
    pub(super) fn signed_lists(
        &self,
        lists: Vec<MirroredList>,
        ballot_box: &BallotBox,
        keys: &[VerifierKey],
        found: &mut Vec<Sighting>,
    ) -> Result<Vec<SignedList>, ClientError> {
        let mut signed = Vec::new();
        for MirroredList { mirror, note } in lists {
            let key = match keys.iter().rev().find(|key| note.verify(key).is_ok()) {
                Some(key) => Some(key.clone()),
                None => About::of(ballot_box)?.former(&note, keys),
            };
            match key.and_then(|key| head(&note, &key).ok()) {
                Some(head) => signed.push(SignedList { mirror, note, head }),
                None => {
                    let detail = "shows a list of all polls that is not signed by the ballot box";
                    let part = Part::new("checkpoint of the mirror", note.to_string());
                    found.push(differs(&mirror, detail, vec![part]));
                }
            }
        }
        Ok(signed)
    }

    /// Compares them with the list of the ballot box, which was followed to `shown`, with the roots at their sizes.
    pub(super) fn compare_lists(
        &self,
        lists: &[SignedList],
        (shown, note): (&Checkpoint, &Note),
        source: Source<'_>,
        memory: &BoxMemory,
        manifest: Option<&Manifest>,
        found: &mut Vec<Sighting>,
    ) -> Result<(), Trouble> {
        for SignedList { mirror, note: theirs, head } in lists {
            let parts = || {
                let of_mirror = Part::new("checkpoint of the mirror", theirs.to_string());
                vec![of_mirror, Part::new("checkpoint that is shown", note.to_string())]
            };
            if head.size > shown.size {
                let (base, there, here) = (mirror.http().base(), head.size, shown.size);
                let detail = format!(
                    "the list of polls has {here} entries; at the mirror {base} it has {there}, signed by the ballot box"
                );
                found.push(Sighting::new(Kind::LogShrank, "polls", detail).shown_by(parts()));
            } else if memory.log.root_at(head.size) != Some(head.root) {
                let error = LogError::Rewritten { old: head.size, new: shown.size };
                found.push(rewritten(&error, parts(), source, shown.size, manifest));
            } else {
                self.read_list(mirror, head, parts(), found)?;
            }
        }
        Ok(())
    }

    /// Whether a mirror shows the polls that its checkpoint covers.
    fn read_list(
        &self,
        mirror: &BallotBox,
        head: &Checkpoint,
        mut parts: Vec<Part>,
        found: &mut Vec<Sighting>,
    ) -> Result<(), Trouble> {
        if Instant::now() >= self.mirrors_until {
            // Others took the time; the next look asks again.
            return Ok(());
        }
        let source = Source { deadline: self.mirrors_until, ..self.source(mirror.http(), "/polls/log") };
        let read = || LogMemory::default().follow(source, head, &Wanted::default());
        // What was spoiled on the way is whole the next time.
        let followed = match read() {
            Err(LogError::Hidden(_)) => read(),
            followed => followed,
        };
        match followed {
            Ok(()) => {}
            Err(LogError::Stopped) => return Err(Trouble::Stopped),
            Err(error @ (LogError::Client(_) | LogError::Slow)) => found.push(silent(mirror, &error)),
            Err(error @ (LogError::Hidden(_) | LogError::Rewritten { .. })) => {
                let entries: Result<Vec<Entry>, _> = source.entries(0, head.size).collect();
                let bytes: Vec<u8> = entries.iter().flatten().flat_map(Entry::to_bytes).collect();
                parts.push(Part::new("entries of the mirror", b64(&bytes)));
                let detail = format!("shows another list of all polls than is signed: {error}");
                found.push(differs(mirror, &detail, parts));
            }
        }
        Ok(())
    }
}

/// The sizes at which the roots are asked for.
pub(super) fn sizes(lists: &[SignedList], most: u64) -> BTreeSet<u64> {
    lists.iter().map(|list| list.head.size).filter(|size| *size <= most).collect()
}

fn silent(mirror: &BallotBox, error: &LogError) -> Sighting {
    let base = mirror.http().base();
    Sighting::new(Kind::MirrorUnreachable, base, format!("the mirror {base}: {error}"))
}

fn differs(mirror: &BallotBox, detail: &str, parts: Vec<Part>) -> Sighting {
    let base = mirror.http().base();
    let found =
        Sighting::new(Kind::MirrorDiffers, format!("polls {base}"), format!("the mirror {base} {detail}"));
    found.shown_by(parts)
}
