//! Fetches what a running ballot box publishes of a poll: the bundle once it is counted, single files before.

use std::fs::{self, File};
use std::io::{self, BufWriter, IsTerminal as _, Write as _};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};
use audit::PollsLog;
use crypto::encoding::PollId;
use crypto::log::checkpoint::Checkpoint;
use crypto::log::entry::{ENTRY_BYTES, Entry, EntryKind};
use crypto::log::merkle::TILE_WIDTH;
use crypto::log::tiles::{Span, TilePath};
use crypto::note::Note;
use serde::Deserialize;

use super::bars;
use crate::client::{BallotBox, ClientError};
use crate::vote::PollUrl;

/// What was fetched.
pub(super) struct Fetched {
    /// The bundle, or a folder with its files.
    pub(super) material: PathBuf,
    /// The list of all polls.
    pub(super) polls: PollsLog,
}

/// Fetches into `folder`.
pub(super) fn poll(url: &PollUrl, folder: &Path) -> Result<Fetched> {
    let ballot_box = BallotBox::new(url.ballot_box());
    let bundle = folder.join("bundle.tar");
    let material = match download(&ballot_box, &format!("/api/v1/polls/{}/bundle", url.id()), &bundle) {
        Ok(()) => bundle,
        // Before the result, and for ever in a cancelled poll, there is no bundle.
        Err(ClientError::Refused(problem)) if problem.status == 404 => {
            fs::remove_file(&bundle)?;
            files(&ballot_box, &url.id(), folder)?;
            folder.to_owned()
        }
        Err(error) => return Err(error.into()),
    };
    Ok(Fetched { material, polls: polls(&ballot_box)? })
}

/// The files of a poll that is not counted yet, under their names in a bundle.
fn files(ballot_box: &BallotBox, poll: &PollId, folder: &Path) -> Result<()> {
    #[derive(Deserialize)]
    struct Notices {
        notices: Vec<String>,
    }
    let get = |path: &str| optional(ballot_box.get(poll, path));
    let manifest = ballot_box.get(poll, "/manifest")?.body;
    fs::write(folder.join("manifest.note"), manifest)?;
    // The log may grow while it is read: the checkpoint comes first, and no more entries are taken than it counts.
    let checkpoint = ballot_box.checkpoint(poll)?;
    fs::write(folder.join("checkpoint"), &checkpoint)?;
    let entries = folder.join("entries.bin");
    download(ballot_box, &format!("/api/v1/polls/{poll}/entries"), &entries)?;
    if let Ok(head) = Note::parse(&checkpoint).map(|note| Checkpoint::parse(note.text()))
        && let Ok(head) = head
    {
        let counted = head.size.saturating_mul(ENTRY_BYTES as u64);
        let file = File::options().write(true).open(&entries)?;
        if file.metadata()?.len() > counted {
            file.set_len(counted)?;
        }
    }
    let entries = fs::read(&entries)?;
    let logged = |kind| {
        entries
            .chunks(ENTRY_BYTES)
            .filter(|bytes| Entry::parse(bytes).is_ok_and(|it| it.kind == kind))
            .count()
    };
    for folder_name in ["assets", "notices"] {
        fs::create_dir(folder.join(folder_name))?;
    }
    for number in 1..=logged(EntryKind::Assets) {
        if let Some(note) = get(&format!("/assets/{number}"))? {
            fs::write(folder.join(format!("assets/{number}.note")), note)?;
        }
    }
    let notices: Notices = ballot_box.get(poll, "/notices")?.json()?;
    for (number, note) in (1..=logged(EntryKind::Notice)).zip(notices.notices) {
        fs::write(folder.join(format!("notices/{number}.note")), note)?;
    }
    if logged(EntryKind::Issuance) > 0
        && let Some(note) = get("/issuance")?
    {
        fs::write(folder.join("issuance.note"), note)?;
    }
    Ok(())
}

/// The list of all polls, and the manifests of the newest.
fn polls(ballot_box: &BallotBox) -> Result<PollsLog> {
    let checkpoint = ballot_box.http().get("/polls/log/checkpoint", &[])?.accepted()?.text()?;
    let size = Note::parse(&checkpoint)
        .ok()
        .and_then(|note| Checkpoint::parse(note.text()).ok())
        .map_or(0, |checkpoint| checkpoint.size);
    if size > MOST_POLLS {
        bail!("the ballot box claims to have {size} polls; more than {MOST_POLLS} are not looked at");
    }
    let mut entries = Vec::new();
    let width = u64::from(TILE_WIDTH);
    for index in 0..size.div_ceil(width) {
        let width = u16::try_from((size - index * width).min(width)).context("at most 256")?;
        let span = Span::new(index, width).context("a tile has entries")?;
        let path = TilePath::Entries(span).to_string();
        let tile = ballot_box.http().get(&format!("/polls/log/{path}"), &[])?.accepted()?.body;
        let read = crypto::log::tiles::parse_entry_bundle(&tile, width);
        entries.extend(read.context("the ballot box's list of polls cannot be read")?);
    }
    let ids = entries.iter().rev().take(NEWEST).map(|entry| PollId::from(*entry.object.as_bytes()));
    let mut manifests = Vec::new();
    for id in ids {
        manifests.extend(
            optional(ballot_box.get(&id, "/manifest"))?.and_then(|note| String::from_utf8(note).ok()),
        );
    }
    let entries = entries.iter().flat_map(Entry::to_bytes).collect();
    Ok(PollsLog { checkpoint, entries, manifests })
}

/// What is not there is left out; the audit says so if it had to be.
fn optional(answer: Result<crate::client::Answer, ClientError>) -> Result<Option<Vec<u8>>> {
    match answer {
        Ok(answer) => Ok(Some(answer.body)),
        Err(ClientError::Refused(problem)) if problem.status == 404 => Ok(None),
        Err(error) => Err(error.into()),
    }
}

fn download(ballot_box: &BallotBox, path: &str, file: &Path) -> Result<(), ClientError> {
    let unexpected = |error: io::Error| ClientError::Unexpected {
        url: file.display().to_string(),
        what: format!("cannot store it: {error}"),
    };
    let mut out = BufWriter::new(File::create(file).map_err(unexpected)?);
    let bar = io::stderr().is_terminal().then(|| bars::bar("fetching", 0));
    let result = ballot_box.http().download(path, &mut out, |done, total| {
        if let Some(bar) = &bar {
            bar.set_length(total);
            bar.set_position(done);
        }
    });
    if let Some(bar) = bar {
        bar.finish_and_clear();
    }
    result?;
    out.flush().map_err(unexpected)
}

/// Of a ballot box's list of polls.
const MOST_POLLS: u64 = 1 << 20;
/// Manifests that are compared with the poll's own.
const NEWEST: usize = 200;
