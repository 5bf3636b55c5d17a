//! The ballot box's list of all its polls (PROTOCOL section 4): this poll is on it, and what else the registrar runs.

use crypto::encoding::PollId;
use crypto::log::checkpoint::{Checkpoint, CheckpointError, polls_origin};
use crypto::log::entry::{ENTRY_BYTES, Entry};
use crypto::log::merkle::leaf_hash;
use crypto::manifest::Manifest;
use crypto::note::Note;

use crate::fault::{FaultKind, Findings, WarningKind};
use crate::frontier::Frontier;

/// What the ballot box tells of its polls.
#[derive(Debug, Clone, Default)]
pub struct PollsLog {
    /// The list's checkpoint note.
    pub checkpoint: String,
    /// Its entries, 33 bytes each.
    pub entries: Vec<u8>,
    /// The manifest notes of other polls.
    pub manifests: Vec<String>,
}

/// Checks the list and looks for polls of the same registrar at the same time that are none of the siblings.
pub(crate) fn check(
    list: &PollsLog,
    manifest: &Manifest,
    siblings: &[PollId],
    findings: &mut Findings,
) -> u64 {
    let entries: Vec<&[u8]> = list.entries.chunks(ENTRY_BYTES).collect();
    let mut frontier = Frontier::default();
    entries.iter().for_each(|entry| frontier.push(leaf_hash(entry)));
    let origin = polls_origin(&manifest.ballot_box.name);
    match Checkpoint::open(&list.checkpoint, &manifest.ballot_box.key, &origin) {
        Ok((head, _)) if (head.size, head.root) == (frontier.size(), frontier.root()) => {}
        Ok(_) => findings.fault(FaultKind::CheckpointRoot, PLACE, "the entries lead to another root", None),
        Err(error @ CheckpointError::Note(_)) => {
            findings.fault(FaultKind::CheckpointSignature, PLACE, error, None);
        }
        Err(error) => findings.fault(FaultKind::CheckpointMalformed, PLACE, error, None),
    }
    let is_listed =
        |manifest: &Manifest| entries.contains(&Entry::manifest(manifest.id()).to_bytes().as_slice());
    if !is_listed(manifest) {
        // It may be an earlier state of the list, from before the poll.
        findings.fault(FaultKind::PollNotListed, PLACE, "this poll is not on the list", None);
    }
    for note in &list.manifests {
        let other = Note::parse(note).ok().and_then(|note| {
            let other = Manifest::parse(note.text()).ok()?;
            note.verify(&manifest.registrar.key).ok().map(|()| other)
        });
        let Some(other) = other.filter(|other| other.id() != manifest.id() && is_listed(other)) else {
            continue;
        };
        let together = !siblings.contains(&other.id())
            && other.issuance_opens < manifest.voting_closes
            && manifest.issuance_opens < other.voting_closes;
        if together {
            let title = other.title.in_language(&other.languages[0], &other.languages);
            let detail = format!("the same registrar runs “{title}” at the same time: poll {}", other.id());
            findings.warn(WarningKind::OtherPolls, detail);
        }
    }
    frontier.size()
}

const PLACE: &str = "the ballot box's list of polls";

#[cfg(test)]
mod tests {
    use crypto::log::merkle::Tree;

    use super::*;
    use crate::samples::{Election, usual};

    fn list(of: &[&Election], signer: &Election) -> PollsLog {
        let mut tree = Tree::new();
        let mut list = PollsLog::default();
        for election in of {
            let entry = Entry::manifest(election.manifest.id());
            tree.push(&entry);
            list.entries.extend(entry.to_bytes());
            list.manifests.push(election.manifest_note().to_string());
        }
        let head = Checkpoint::of(polls_origin(&signer.manifest.ballot_box.name), &tree);
        list.checkpoint = head.sign(&signer.ballot_box).to_string();
        list
    }

    fn found(list: &PollsLog, election: &Election) -> (Vec<FaultKind>, Vec<WarningKind>) {
        let mut findings = Findings::default();
        check(list, &election.manifest, &[], &mut findings);
        let warnings = findings.warnings.iter().map(|warning| warning.kind).collect();
        (findings.counts.into_keys().collect(), warnings)
    }

    #[test]
    fn the_poll_must_be_listed_under_the_signed_root() {
        let (election, other) = (usual(), usual());
        assert_eq!(
            found(&list(&[&election, &other], &election), &election),
            (vec![], vec![]),
            "not its registrar"
        );
        let without = list(&[&other], &election);
        assert_eq!(found(&without, &election).0, [FaultKind::PollNotListed]);
        let mut findings = Findings::default();
        check(&without, &election.manifest, &[], &mut findings);
        assert_eq!(findings.faults[0].convicts, None, "the list may be older than the poll");
        let mut changed = list(&[&election], &election);
        changed.entries.extend([1; 33]);
        assert_eq!(found(&changed, &election).0, [FaultKind::CheckpointRoot]);
        assert_eq!(found(&list(&[&election], &other), &election).0, [FaultKind::CheckpointSignature]);
        let none = PollsLog { checkpoint: "hello".to_owned(), ..list(&[&election], &election) };
        assert_eq!(found(&none, &election).0, [FaultKind::CheckpointSignature]);
    }

    #[test]
    fn other_polls_of_the_registrar_at_the_same_time_are_told() {
        let election = usual();
        let mut twin = election.clone();
        let mut body = (*election.manifest).clone();
        body.title = "Bored election".into();
        twin.manifest = body.seal().expect("a manifest");
        let mut later = election.clone();
        for time in [
            &mut body.issuance_opens,
            &mut body.issuance_closes,
            &mut body.voting_opens,
            &mut body.voting_closes,
        ] {
            *time = time.plus(1_000_000);
        }
        later.manifest = body.seal().expect("a manifest");
        let all = list(&[&election, &twin, &later], &election);
        assert_eq!(found(&all, &election), (vec![], vec![WarningKind::OtherPolls]), "the later one is apart");
        let mut findings = Findings::default();
        check(&all, &election.manifest, &[twin.manifest.id()], &mut findings);
        assert!(findings.warnings.is_empty(), "a precinct of the same election");
    }
}
