//! `ballot-box publish`: a copy of everything public, for any web server or CDN to show. It runs beside the ballot box, as a
//! process of its own that only reads what the ballot box has stored, and it puts nothing that the ballot box would not show:
//! no ballot before the result, and no checkpoint before its record says that it may be seen.
//!
//! The files have the paths of an archive (`psephos archive`), which are those of the service; where such a path is a folder
//! too, its own answer is `index.json` in it. What never changes is put once. What a checkpoint covers is there before it is.

mod access;
mod list;
mod poll;
mod reader;
mod shelf;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::thread;
use std::time::{Duration, Instant};

use crypto::encoding::PollId;
use site::{Site, SiteError};

use self::list::{ListCopy, Version};
use self::poll::PollCopy;
use self::reader::Reader;
use self::shelf::Shelf;
use crate::assets;
use crate::clock::Clock;
use crate::config::Config;

/// What to publish, and where.
#[derive(Debug, clap::Args)]
pub struct Publish {
    /// The configuration file of the ballot box.
    #[arg(long)]
    config: PathBuf,
    /// A folder that a web server shows, or s3://BUCKET/PREFIX.
    #[arg(long, value_name = "DIR|s3://BUCKET/PREFIX")]
    to: String,
    /// Go on for ever, instead of once.
    #[arg(long)]
    watch: bool,
    /// Seconds from one round to the next.
    #[arg(long, value_name = "SECONDS", default_value = "60", requires = "watch", value_parser = clap::value_parser!(u64).range(1..))]
    every: u64,
    #[command(flatten)]
    service: access::Service,
}

/// Publishes once, or until the process is ended.
///
/// # Errors
/// If there is nothing to read or nowhere to put it; once, also if a round fails. While watching a failed round is told in the
/// log, and the next one goes on where it ended.
pub(crate) fn run(publish: &Publish) -> anyhow::Result<()> {
    let config = Config::read(&publish.config)?;
    web::telemetry::start(config.log_format);
    let site = Site::open(&publish.to, || publish.service.access(&|name| std::env::var(name).ok()))?;
    let mut mirror = Mirror::open(Reader::open(&config)?, site, Clock::default());
    if !publish.watch {
        let Round { put, polls } = mirror.bring_up_to_date()?;
        println!("{put} files put; {} shows all that is public of {polls} polls", publish.to);
        return Ok(());
    }
    let pause = Duration::from_secs(publish.every);
    loop {
        let began = Instant::now();
        match mirror.bring_up_to_date() {
            Ok(Round { put: 0, .. }) => {}
            Ok(Round { put, polls }) => tracing::info!("{put} files put; {polls} polls are published"),
            Err(error) => tracing::warn!("the mirror is not up to date: {error:#}; the next round goes on"),
        }
        thread::sleep(pause.saturating_sub(began.elapsed()));
    }
}

/// What a round did.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Round {
    /// Files that were put, new or changed.
    put: u64,
    /// Polls that the mirror shows.
    polls: usize,
}

/// A mirror, and what is known of it.
pub(crate) struct Mirror {
    reader: Reader,
    shelf: Shelf,
    clock: Clock,
    polls: BTreeMap<PollId, PollCopy>,
    list: ListCopy,
    /// Whether the booth's files are there: they change with the program alone.
    has_booth: bool,
}

impl Mirror {
    /// Begins; what the site holds already is found out as it matters.
    pub(crate) fn open(reader: Reader, site: Site, clock: Clock) -> Self {
        let (polls, list) = (BTreeMap::new(), ListCopy::default());
        Self { reader, shelf: Shelf::new(site), clock, polls, list, has_booth: false }
    }

    /// One round: every poll, then the list of them. A poll that fails holds up no other; the first failure is the error.
    pub(crate) fn bring_up_to_date(&mut self) -> anyhow::Result<Round> {
        let round = self.round();
        self.shelf.end();
        round
    }

    fn round(&mut self) -> anyhow::Result<Round> {
        let before = self.shelf.count();
        let mut failure = None;
        loop {
            let is_ours = self.shelf.is_ours();
            let Some(list) = self.reader.list()? else { break };
            self.booth()?;
            for id in list.polls() {
                let copied = self.polls.entry(*id).or_default().bring_up_to_date(
                    &self.reader,
                    &self.shelf,
                    *id,
                    self.clock.now(),
                );
                match copied {
                    // It is somebody else's turn, and would be for every other poll.
                    Err(error) if matches!(error.downcast_ref(), Some(SiteError::Taken { .. })) => {
                        return Err(error);
                    }
                    Err(error) => failure = failure.or(Some(error.context(format!("poll {id}")))),
                    Ok(()) => {}
                }
            }
            let shown =
                list.polls().iter().map(|id| self.polls.get(id)?.summary()).collect::<Option<Vec<_>>>();
            // The list names only what can be looked at.
            let Some(version) = shown.map(|summaries| Version::of(&list, summaries)) else { break };
            if self.list.shows(&version) {
                break;
            }
            // Before our turn others may have put a longer list than the one that was read.
            if !is_ours {
                self.shelf.begin()?;
                failure = None;
                continue;
            }
            self.list.bring_up_to_date(&self.shelf, &list, version)?;
            break;
        }
        let polls = self.polls.values().filter(|copy| copy.summary().is_some()).count();
        match failure {
            Some(error) => Err(error),
            None => Ok(Round { put: self.shelf.count() - before, polls }),
        }
    }

    /// The booth's scripts and the stylesheet. Its page is not among them: it comes under a policy of its own, from the ballot
    /// box alone.
    fn booth(&mut self) -> anyhow::Result<()> {
        if self.has_booth {
            return Ok(());
        }
        for (path, asset) in assets::served() {
            if let Some(path) = path.strip_prefix('/').filter(|path| !path.contains('{')) {
                self.shelf.current(path, shelf::kind_of(path), asset.identity)?;
            }
        }
        self.has_booth = true;
        Ok(())
    }
}
