//! What a ballot box published of a poll, wherever it is: at the ballot box, in a mirror or an archive that any web server
//! hosts, in a folder on disk, or in a bundle. Nothing of it is verified here; the audit does that.

mod bounds;
mod fetch;
mod polls;
mod shelf;
#[cfg(test)]
mod tests;

use std::io::Read as _;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, anyhow, bail};
use audit::{Material, PollsLog};
use crypto::encoding::PollId;
use crypto::manifest::Manifest;
use crypto::note::{MAX_NOTE_BYTES, Note};
use serde::Deserialize;

pub(crate) use self::shelf::POLLS;
use self::shelf::Shelf;

/// The published files of one poll.
pub(crate) struct Published {
    /// The files, by their names in a bundle.
    pub(crate) material: Material,
    /// The bundle itself; there is none before the result, in a cancelled poll, and of a folder with its files.
    pub(crate) bundle: Option<PathBuf>,
    /// The ballot box's list of all its polls, where it is at hand.
    pub(crate) polls: Option<PollsLog>,
    /// The log's checkpoint as its own path serves it, fetched before everything else; with a name to call it by.
    pub(crate) head: Option<(String, String)>,
    /// What the poll's own ballot box owes and does not show. The rest can be audited: silence must not hide a fault.
    pub(crate) gap: Option<anyhow::Error>,
    /// The poll that an address or an archive names.
    pub(crate) named: Option<PollId>,
    /// Whether it was the poll's own ballot box that was asked just now.
    pub(crate) is_current: bool,
}

impl Published {
    /// Opens what `source` names, of several polls the one that is `wanted`; what has to be fetched is put into `folder`, which
    /// outlives the answer.
    ///
    /// # Errors
    /// If there is nothing to read, or nobody answers.
    pub(crate) fn open(source: &str, wanted: Option<PollId>, folder: &Path) -> Result<Self> {
        let path = Path::new(source);
        let (shelf, named) = if path.join(POLLS).is_file() {
            (Shelf::Folder(path.to_owned()), None)
        } else if let Some((root, poll)) = in_mirror(path) {
            (Shelf::Folder(root.to_owned()), Some(poll))
        } else if path.exists() {
            let material = Material::open(path)?;
            let bundle = path.is_file().then(|| path.to_owned());
            return Ok(Self {
                material,
                bundle,
                polls: None,
                head: None,
                gap: None,
                named: None,
                is_current: false,
            });
        } else {
            let address: Address = source.parse()?;
            (Shelf::at(&address.base), address.poll)
        };
        let poll = match named {
            Some(poll) => poll,
            None => listed(&shelf, source, wanted)?,
        };
        let fetched = fetch::poll(&shelf, &poll, folder)?;
        let material = Material::open(fetched.bundle.as_deref().unwrap_or(folder))?;
        // Only the poll's own ballot box knows what there is now; a mirror may be old.
        let is_current = shelf.base().is_some_and(|base| ballot_box(&material).as_deref() == Some(base));
        // An archive that was made from a bundle has no list; who signs one must show it.
        let owed = |what: &str| is_current.then(|| anyhow!("the ballot box does not show {what}"));
        let (polls, no_polls) = match fetched.polls {
            Ok(None) => (None, owed("its list of polls")),
            Ok(polls) => (polls, None),
            Err(error) => (None, Some(error.context("the ballot box's list of polls"))),
        };
        let (head, no_head) = match fetched.head {
            Ok(None) => (None, owed("the checkpoint of the poll's log")),
            Ok(head) => (head, None),
            Err(error) => (None, Some(error.context("the checkpoint of the poll's log"))),
        };
        let gap = no_polls.or(no_head);
        Ok(Self { material, bundle: fetched.bundle, polls, head, gap, named: Some(poll), is_current })
    }
}

/// Where a poll is: at its ballot box, or in an archive below any address.
#[derive(Debug, PartialEq, Eq)]
struct Address {
    base: String,
    poll: Option<PollId>,
}

impl std::str::FromStr for Address {
    type Err = anyhow::Error;

    /// `..[/api/v1]/polls/<id>[/..]`, or the address of an archive.
    fn from_str(text: &str) -> Result<Self> {
        let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
        if rest.is_none_or(|rest| rest.is_empty() || rest.starts_with('/')) {
            bail!("{text} is no file, no folder, and no poll's address either");
        }
        let plain = text.split(['?', '#']).next().unwrap_or_default();
        if let Some((base, below)) = plain.rsplit_once("/polls/")
            && let Ok(poll) = below.split('/').next().unwrap_or_default().parse()
        {
            let base = base.strip_suffix("/api/v1").unwrap_or(base);
            return Ok(Self { base: base.to_owned(), poll: Some(poll) });
        }
        let base = plain.strip_suffix("index.html").unwrap_or(plain).trim_end_matches('/');
        Ok(Self { base: base.to_owned(), poll: None })
    }
}

/// The folder of a mirror, and the poll, where `path` is `<mirror>/polls/<id>`.
fn in_mirror(path: &Path) -> Option<(&Path, PollId)> {
    let poll = path.file_name()?.to_str()?.parse().ok()?;
    let polls = path.parent().filter(|polls| polls.ends_with("polls"))?;
    let root = polls.parent().filter(|root| root.join(POLLS).is_file())?;
    Some((root, poll))
}

/// The one poll of an archive, or the one of a mirror that is wanted.
fn listed(shelf: &Shelf, source: &str, wanted: Option<PollId>) -> Result<PollId> {
    #[derive(Deserialize)]
    struct List {
        polls: Vec<Listed>,
    }
    #[derive(Deserialize)]
    struct Listed {
        poll: PollId,
    }
    let list = shelf.get(POLLS)?.with_context(|| {
        format!("{source} names no poll and is no archive; a poll's address ends in /polls/<64 digits>")
    })?;
    let list: List = serde_json::from_slice(&list).with_context(|| format!("{POLLS} of {source}"))?;
    match (list.polls.as_slice(), wanted) {
        // Where it is another one the audit says so.
        ([one], _) => Ok(one.poll),
        (several, Some(wanted)) if several.iter().any(|it| it.poll == wanted) => Ok(wanted),
        (_, Some(wanted)) => bail!("{source} has no poll {wanted}"),
        (several, None) => bail!("{source} has {} polls; name one: {source}/polls/<id>", several.len()),
    }
}

/// The address that the manifest gives its ballot box.
fn ballot_box(material: &Material) -> Option<String> {
    let mut note = String::new();
    let part = material.part("manifest.note")?.reader().ok()?;
    part.take(MAX_NOTE_BYTES as u64).read_to_string(&mut note).ok()?;
    let manifest = Manifest::parse(Note::parse(&note).ok()?.text()).ok()?;
    Some(manifest.ballot_box.url.clone())
}
