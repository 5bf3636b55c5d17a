//! The ballots of a counted poll, from a bundle or from the ballot box: those that the signed result counts, each once.

use std::collections::HashSet;
use std::fs::File;
use std::io::{BufReader, Read};
use std::path::Path;

use anyhow::{Context as _, Result, bail, ensure};
use crypto::ballot::Ballot;
use crypto::log::entry::{Entry, EntryKind};
use crypto::manifest::Manifest;
use crypto::note::{MAX_NOTE_BYTES, Note};
use crypto::statement::{self, MAX_RESULT_BYTES, Outcome};

use super::{Export, Vote, question};
use crate::client::BallotBox;
use crate::public_log::PublicLog;
use crate::vote::{PollUrl, fetch_manifest};

/// A poll and its votes, in the order of the public list.
pub(super) struct Published {
    pub(super) manifest: Manifest,
    pub(super) votes: Vec<Vote>,
}

/// What a bundle holds, as far as it was read.
#[derive(Default)]
struct Parts {
    manifest: Option<Manifest>,
    entries: Option<Vec<u8>>,
    checkpoint: Option<String>,
    votes: Option<Vec<Vote>>,
    result: Option<String>,
}

/// The manifest and the answers to the question, from wherever they are.
pub(super) fn read(export: &Export) -> Result<Published> {
    let source = export.source.as_str();
    if Path::new(source).is_file() {
        return bundle(Path::new(source), export).with_context(|| source.to_owned());
    }
    let url: PollUrl =
        source.parse().with_context(|| format!("{source} is no file, and no poll's address either"))?;
    let manifest = fetch_manifest(&url, None, None)?;
    pinned(&manifest, export)?;
    let ballot_box = BallotBox::new(url.ballot_box());
    let result = ballot_box.result(&url.id())?;
    let log = PublicLog::fetch(&ballot_box, &manifest)?;
    let mut ballots = BufReader::new(ballot_box.stream(&url.id(), "/ballots")?);
    let votes = votes(&manifest, export, &mut ballots)?;
    counted(manifest, &log, &result, votes)
}

/// PROTOCOL section 9: `manifest.note` stands first in a bundle, everything else somewhere behind it.
fn bundle(file: &Path, export: &Export) -> Result<Published> {
    let mut archive = tar::Archive::new(BufReader::new(File::open(file)?));
    let mut parts = Parts::default();
    for entry in archive.entries().context("is no bundle of a poll")? {
        let mut entry = entry.context("is no bundle of a poll")?;
        let path = entry.path()?.to_string_lossy().into_owned();
        let late = || format!("holds {path} before its manifest");
        match path.as_str() {
            "manifest.note" => {
                let manifest = open_manifest(&text(&mut entry, MAX_NOTE_BYTES)?)?;
                pinned(&manifest, export)?;
                parts.manifest = Some(manifest);
            }
            "entries.bin" => {
                let mut bytes = Vec::new();
                entry.read_to_end(&mut bytes).context("entries.bin cannot be read")?;
                parts.entries = Some(bytes);
            }
            "checkpoint" => parts.checkpoint = Some(text(&mut entry, MAX_NOTE_BYTES)?),
            "ballots.bin" => {
                let manifest = parts.manifest.as_ref().with_context(late)?;
                parts.votes = Some(votes(manifest, export, &mut entry)?);
            }
            // All results agree about the ballots, so the last is as good as any.
            _ if path.starts_with("results/") => parts.result = Some(text(&mut entry, MAX_RESULT_BYTES)?),
            _ => {}
        }
    }
    let Parts { manifest, entries, checkpoint, votes, result } = parts;
    let manifest = manifest.context("holds no manifest.note: it is no bundle of a poll")?;
    let (Some(entries), Some(checkpoint), Some(votes), Some(result)) = (entries, checkpoint, votes, result)
    else {
        bail!("lacks entries.bin, checkpoint, ballots.bin or a result: it is no bundle of a counted poll");
    };
    let log = PublicLog::read(&checkpoint, &entries, &manifest).map_err(anyhow::Error::msg)?;
    counted(manifest, &log, &result, votes)
}

fn open_manifest(note: &str) -> Result<Manifest> {
    let note = Note::parse(note).context("manifest.note is no signed note")?;
    let manifest = Manifest::parse(note.text()).context("manifest.note holds no manifest")?;
    note.verify(&manifest.registrar.key)
        .context("the registrar's signature on the manifest does not hold")?;
    note.verify(&manifest.ballot_box.key)
        .context("the ballot box's signature on the manifest does not hold")?;
    Ok(manifest)
}

/// Anybody can make up a poll; which one is meant, only who exports can say.
fn pinned(manifest: &Manifest, export: &Export) -> Result<()> {
    ensure!(
        export.poll.is_none_or(|poll| poll == manifest.id()),
        "this is the poll {}, not the one that you named",
        manifest.id()
    );
    for (key, service) in
        [(&export.registrar_key, &manifest.registrar), (&export.ballot_box_key, &manifest.ballot_box)]
    {
        ensure!(
            key.as_ref().is_none_or(|key| *key == service.key),
            "the poll names {}, which is not the key that you named for {}",
            service.key,
            service.name
        );
    }
    Ok(())
}

/// The votes, if they are those that the signed result counts.
fn counted(manifest: Manifest, log: &PublicLog, result: &str, votes: Vec<Vote>) -> Result<Published> {
    let (outcome, _) = statement::open::<Outcome>(result, &manifest.ballot_box.key)
        .context("the result is not signed by the ballot box")?;
    ensure!(outcome.poll == manifest.id(), "the result is of another poll");
    ensure!(
        log.begins_with(outcome.tree_size, &outcome.root),
        "the public list does not begin with the one that was counted"
    );
    ensure!(
        outcome.ballots == votes.len() as u64,
        "there are {} ballots, and the signed result counts {}",
        votes.len(),
        outcome.ballots
    );
    let logged = log.entries().iter().filter(|entry| entry.kind == EntryKind::Ballot);
    ensure!(
        votes.iter().map(|vote| Entry::ballot(vote.ballot)).eq(logged.copied()),
        "the ballots are not those of the public list, in its order"
    );
    Ok(Published { manifest, votes })
}

/// `u16 length || ballot` each, no pass twice.
fn votes(manifest: &Manifest, export: &Export, ballots: &mut impl Read) -> Result<Vec<Vote>> {
    let id = &question(manifest, export.question.as_deref())?.id;
    let place = manifest.questions.iter().position(|question| question.id == *id);
    let place = place.context("the poll has that question")?;
    let mut votes = Vec::new();
    let mut spent = HashSet::new();
    loop {
        let number = votes.len() + 1;
        let mut length = [0; 2];
        if ballots.read(&mut length[..1]).context("the ballots break off")? == 0 {
            return Ok(votes);
        }
        ballots.read_exact(&mut length[1..]).with_context(|| format!("ballot {number} is cut off"))?;
        let mut bytes = vec![0; usize::from(u16::from_be_bytes(length))];
        ballots.read_exact(&mut bytes).with_context(|| format!("ballot {number} is cut off"))?;
        let ballot =
            Ballot::parse(&bytes, manifest.content_size).with_context(|| format!("ballot {number}"))?;
        let content = ballot.verify(manifest).with_context(|| format!("ballot {number} is not valid"))?;
        ensure!(spent.insert(*ballot.nonce()), "ballot {number} bears a voting pass that was used before");
        votes.push(Vote { ballot: ballot.hash(), answer: content.answers[place].clone() });
    }
}

/// A text of at most `most` bytes.
fn text(part: &mut impl Read, most: usize) -> Result<String> {
    let mut text = String::new();
    let read = part.take(most as u64 + 1).read_to_string(&mut text).context("a note cannot be read")?;
    ensure!(read <= most, "a note has more than {most} bytes");
    Ok(text)
}
