//! Mirrors of the ballot box: what one shows has to be what the ballot box signed and shows. It may be older, which is no fault.

use std::io::{self, Read};
use std::time::Instant;

use crypto::encoding::{Digest, b64};
use crypto::evidence::Part;
use crypto::log::checkpoint::{Checkpoint, poll_origin};
use crypto::note::Note;
use crypto::statement::{self, Outcome};
use crypto::time::UtcTime;
use serde::{Deserialize, Serialize};

use super::shown::Shown;
use super::{Look, Trouble, optional};
use crate::client::{Answer, BallotBox, ClientError};
use crate::watch::log::{LogError, LogMemory, Source};
use crate::watch::sighting::{Kind, Sighting};
use crate::watch::stop::Stop;

/// What is remembered of a poll at a mirror.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(in crate::watch) struct MirrorMemory {
    log: LogMemory,
    /// How far its list was read beyond that, where the time of a look was too short for it.
    under_way: Option<LogMemory>,
    behind: Option<Behind>,
    /// The result whose ballots were compared.
    compared: Option<Digest>,
    /// Whether that took longer than the time of a look.
    #[serde(default)]
    uncompared: bool,
}

/// How far a mirror lags.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
struct Behind {
    /// Entries that the ballot box had shown when the mirror fell behind.
    size: u64,
    since: UtcTime,
    /// Whether it has had time to catch up.
    late: bool,
}

/// What a mirror shows of the poll.
pub(super) struct Mirrored {
    mirror: BallotBox,
    /// None where it does not have the poll yet, or was not asked.
    pub(super) head: Option<(Checkpoint, Note)>,
    /// Whether there was time to ask it.
    asked: bool,
}

impl MirrorMemory {
    /// Of a mirror that lags, in a few words.
    pub(super) fn words(&self, mirror: &str) -> Option<String> {
        if let Some(Behind { since, .. }) = self.behind.filter(|behind| behind.late) {
            let size = self.under_way.as_ref().unwrap_or(&self.log).size();
            return Some(format!("; the mirror {mirror} lags behind since {since}, at {size} entries"));
        }
        let uncompared = || format!("; the ballots of the mirror {mirror} come too slowly to be compared");
        self.uncompared.then(uncompared)
    }

    /// Notes how many entries the mirror shows, as far as they could be read, of those that the ballot box shows.
    fn measure(&mut self, shown: u64, all: u64, (now, patience): (UtcTime, i64)) {
        self.behind = (shown < all).then(|| {
            let before = self.behind.filter(|behind| shown < behind.size);
            let behind = before.unwrap_or(Behind { size: all, since: now, late: false });
            Behind { late: now >= behind.since.plus(patience), ..behind }
        });
    }
}

impl Look<'_> {
    /// The checkpoints of all mirrors that answer. To be asked before the ballot box, which then has to be at least as far.
    pub(super) fn mirrored(&mut self) -> Vec<Mirrored> {
        let (key, poll) = (&self.manifest.ballot_box.key, self.poll());
        let mut all = Vec::new();
        for mirror in self.mirrors {
            if self.is_time_up() {
                all.push(Mirrored { mirror: mirror.clone(), head: None, asked: false });
                continue;
            }
            let answer = mirror.http().get(&format!("/polls/{poll}/log/checkpoint"), &[]);
            let text = answer.and_then(Answer::accepted).and_then(Answer::text);
            let head = match optional(text) {
                Err(error) => {
                    self.silent(mirror, &error);
                    continue;
                }
                Ok(None) => None,
                Ok(Some(text)) => match Checkpoint::open(&text, key, &poll_origin(key.name(), &poll)) {
                    Ok(opened) => Some(opened),
                    Err(error) => {
                        let detail = format!("shows a checkpoint that is not the ballot box's: {error}");
                        self.differs(
                            mirror,
                            "checkpoint",
                            &detail,
                            vec![Part::new("checkpoint of the mirror", text)],
                        );
                        continue;
                    }
                },
            };
            all.push(Mirrored { mirror: mirror.clone(), head, asked: true });
        }
        all
    }

    /// Compares what the mirrors show with the list of the ballot box, which was followed to its head.
    pub(super) fn compare_mirrors(&mut self, shown: &Shown) -> Result<(), Trouble> {
        for Mirrored { mirror, head, asked } in &shown.mirrored {
            let base = mirror.http().base().to_owned();
            let mut memory = self.memory.mirrors.remove(&base).unwrap_or_default();
            let read = match head {
                // One that shows an older list than before lags, too.
                Some((head, _)) if head.size >= memory.log.size() => {
                    self.compare(mirror, head, &mut memory, shown)
                }
                None if !asked => Ok(memory.log.size()),
                head => Ok(head.as_ref().map_or(0, |(head, _)| head.size)),
            };
            if let Ok(read) = read {
                memory.measure(read, shown.head.size, (self.now, self.patience));
            }
            self.memory.mirrors.insert(base, memory);
            read?;
        }
        Ok(())
    }

    /// How many entries the mirror shows, or could be read: a list that comes more slowly than it grows is one that lags.
    fn compare(
        &mut self,
        mirror: &BallotBox,
        head: &Checkpoint,
        memory: &mut MirrorMemory,
        shown: &Shown,
    ) -> Result<u64, Trouble> {
        let tiles = format!("/polls/{}/log", self.poll());
        let (http, stop) = (mirror.http(), self.stop);
        let source = Source { http, tiles: &tiles, stop, deadline: self.mirrors_until };
        match memory.log.follow_by_and_by(&mut memory.under_way, source, head) {
            Ok(()) => {}
            Err(LogError::Stopped) => return Err(Trouble::Stopped),
            Err(LogError::Slow) => {
                return Ok(memory.under_way.as_ref().map_or(0, LogMemory::size));
            }
            Err(LogError::Client(error)) => {
                self.silent(mirror, &error);
                return Ok(head.size);
            }
            Err(error @ (LogError::Hidden(_) | LogError::Rewritten { .. })) => {
                let note = shown.mirrored.iter().find(|it| it.mirror.http().base() == mirror.http().base());
                let note = note.and_then(|it| it.head.as_ref()).map(|(_, note)| note.to_string());
                let mut parts: Vec<Part> =
                    note.map(|note| Part::new("checkpoint of the mirror", note)).into_iter().collect();
                parts.extend(super::list::evidence_entries(source, head.size));
                self.differs(mirror, "list", &format!("shows another list than is signed: {error}"), parts);
                return Ok(head.size);
            }
        }
        match memory.log.leads_to(self.source(&tiles), &shown.head) {
            Ok(true) => self.compare_ballots(mirror, memory, shown)?,
            // The ballot box was read to its end just before: it may be the next time.
            Err(LogError::Slow) => {}
            Err(LogError::Client(error)) => return Err(error.into()),
            Err(LogError::Stopped) => return Err(Trouble::Stopped),
            Ok(false) | Err(LogError::Hidden(_) | LogError::Rewritten { .. }) => {
                // Both are signed by the ballot box.
                let entries = self.evidence_entries(shown.head.size);
                if !self.conclude(shown, &[], entries) {
                    let parts = self.parts(shown, &[]);
                    let detail = format!(
                        "shows a list of {} entries that the ballot box's list does not begin with",
                        head.size
                    );
                    self.differs(mirror, "list", &detail, parts);
                }
            }
        }
        Ok(head.size)
    }

    /// Once for each result: the result is signed, and the ballots are those of the ballot box, byte for byte.
    fn compare_ballots(
        &mut self,
        mirror: &BallotBox,
        memory: &mut MirrorMemory,
        shown: &Shown,
    ) -> Result<(), Trouble> {
        let Some((_, own)) = &shown.result else { return Ok(()) };
        let version = Digest::of(own.as_bytes());
        let poll = self.poll();
        memory.uncompared = memory.compared != Some(version) && self.is_time_up();
        if memory.compared == Some(version) || memory.uncompared {
            return Ok(());
        }
        let result = match optional(mirror.result(&poll)) {
            Ok(Some(result)) => result,
            Ok(None) => return Ok(()),
            Err(error) => {
                self.silent(mirror, &error);
                return Ok(());
            }
        };
        let read = statement::open::<Outcome>(&result, &self.manifest.ballot_box.key);
        if !read.is_ok_and(|(outcome, _)| outcome.poll == poll) {
            let parts = vec![Part::new("result of the mirror", result)];
            self.differs(mirror, "result", "shows a result that is not the ballot box's", parts);
            return Ok(());
        }
        if result != *own {
            let both = vec![Part::new("result", result)];
            // An older one of two that fit is no fault; its ballots are compared when it is there.
            self.conclude(shown, &[], both);
            return Ok(());
        }
        let path = format!("/api/v1/polls/{poll}/ballots");
        let theirs = match optional(mirror.http().stream_until(&path, self.mirrors_until)) {
            Ok(Some(theirs)) => theirs,
            Ok(None) => return Ok(()),
            Err(error) => {
                memory.uncompared = self.is_time_up();
                if !memory.uncompared {
                    self.silent(mirror, &error);
                }
                return Ok(());
            }
        };
        let ours = match self.ballot_box.http().stream_until(&path, self.mirrors_until) {
            Ok(ours) => ours,
            Err(_) if self.is_time_up() => {
                memory.uncompared = true;
                return Ok(());
            }
            Err(error) => return Err(error.into()),
        };
        match first_difference(theirs, ours, self.stop) {
            Ok(None) => memory.compared = Some(version),
            Ok(Some((place, blocks))) => {
                let parts = ["ballots of the mirror", "ballots of the ballot box"].into_iter().zip(blocks);
                let parts =
                    parts.map(|(name, block)| Part::new(&format!("{name}, from byte {place}"), b64(&block)));
                let detail = format!(
                    "shows other ballots than the ballot box, within {BLOCK} bytes from byte {place}"
                );
                self.differs(mirror, "ballots", &detail, parts.collect());
            }
            Err(Cut::Stopped) => return Err(Trouble::Stopped),
            // Whichever of the two was too slow, the other one waited for it.
            Err(Cut::Mirror(_) | Cut::BallotBox(_)) if self.is_time_up() => memory.uncompared = true,
            Err(Cut::Mirror(error)) => {
                let detail =
                    format!("the ballots of the mirror {} cannot be compared: {error}", mirror.http().base());
                self.sight(Kind::MirrorUnreachable, mirror.http().base(), detail);
            }
            Err(Cut::BallotBox(error)) => return Err(Trouble::Cut(error)),
        }
        Ok(())
    }

    fn is_time_up(&self) -> bool {
        Instant::now() >= self.mirrors_until
    }

    fn silent(&mut self, mirror: &BallotBox, error: &ClientError) {
        let base = mirror.http().base();
        self.sight(Kind::MirrorUnreachable, base, format!("the mirror {base}: {error}"));
    }

    fn differs(&mut self, mirror: &BallotBox, what: &str, detail: &str, parts: Vec<Part>) {
        let base = mirror.http().base();
        let found = Sighting::new(
            Kind::MirrorDiffers,
            format!("{what} {base}"),
            format!("the mirror {base} {detail}"),
        );
        self.found.push(found.shown_by(parts));
    }
}

/// Why two files were not compared to their end.
enum Cut {
    Mirror(io::Error),
    BallotBox(io::Error),
    Stopped,
}

/// From which byte two files differ, and what either has there: a block.
type Difference = (u64, [Vec<u8>; 2]);

/// Where the ballots of the mirror differ from those of the ballot box.
fn first_difference(
    mut theirs: impl Read,
    mut ours: impl Read,
    stop: &Stop,
) -> Result<Option<Difference>, Cut> {
    let mut place = 0;
    loop {
        if stop.is_set() {
            return Err(Cut::Stopped);
        }
        let blocks = [block(&mut theirs).map_err(Cut::Mirror)?, block(&mut ours).map_err(Cut::BallotBox)?];
        if blocks[0] != blocks[1] {
            return Ok(Some((place, blocks)));
        }
        if blocks[0].is_empty() {
            return Ok(None);
        }
        place += blocks[0].len() as u64;
    }
}

fn block(from: &mut impl Read) -> io::Result<Vec<u8>> {
    let mut block = Vec::new();
    from.take(BLOCK).read_to_end(&mut block)?;
    Ok(block)
}

/// Bytes that are compared at a time, and kept as evidence.
const BLOCK: u64 = 1 << 16;
