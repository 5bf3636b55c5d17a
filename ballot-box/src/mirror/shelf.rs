//! Puts files, each that never changes once, and others only when they have changed.

use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;
use std::io::{self, Write};

use site::{Kind, Site, SiteError, Turn};

use crate::export::Out;

/// The site, and how many files were put there. Whoever reads or writes there has a turn first, until the round ends: what another
/// publisher does comes before all of a round, or after it.
pub(super) struct Shelf {
    site: Site,
    turn: RefCell<Option<Turn>>,
    put: Cell<u64>,
}

impl Shelf {
    pub(super) fn new(site: Site) -> Self {
        Self { site, turn: RefCell::default(), put: Cell::new(0) }
    }

    /// Whether it is our turn already.
    pub(super) fn is_ours(&self) -> bool {
        self.turn.borrow().is_some()
    }

    /// Takes the turn, or looks whether it is ours still. True if it begins: then others may have put what is newer than what was
    /// read before.
    pub(super) fn begin(&self) -> Result<bool, SiteError> {
        if let Some(turn) = &*self.turn.borrow() {
            return turn.check().map(|()| false);
        }
        *self.turn.borrow_mut() = Some(self.site.turn()?);
        Ok(true)
    }

    /// Gives the turn back.
    pub(super) fn end(&self) {
        self.turn.take();
    }

    fn site(&self) -> Result<&Site, SiteError> {
        self.begin()?;
        Ok(&self.site)
    }

    /// Files put so far.
    pub(super) fn count(&self) -> u64 {
        self.put.get()
    }

    /// Paths of what is there below any of the folders.
    pub(super) fn there(&self, folders: &[&str]) -> Result<BTreeSet<String>, SiteError> {
        let mut there = BTreeSet::new();
        for folder in folders {
            there.extend(self.site()?.list(folder)?);
        }
        Ok(there)
    }

    /// A short file as it is there.
    pub(super) fn get(&self, path: &str) -> Result<Option<Vec<u8>>, SiteError> {
        self.site()?.get(path)
    }

    /// Puts what never changes, unless it is `there`.
    pub(super) fn once(
        &self,
        there: &mut BTreeSet<String>,
        path: String,
        kind: Kind,
        bytes: impl FnOnce() -> anyhow::Result<Vec<u8>>,
    ) -> anyhow::Result<()> {
        if !there.contains(&path) {
            self.site()?.put(&path, kind, &bytes()?)?;
            self.note();
            there.insert(path);
        }
        Ok(())
    }

    /// Puts a short file in the place of another version.
    pub(super) fn current(&self, path: &str, kind: Kind, bytes: &[u8]) -> Result<(), SiteError> {
        if self.get(path)?.as_deref() != Some(bytes) {
            self.site()?.put(path, kind, bytes)?;
            self.note();
        }
        Ok(())
    }

    /// Puts what is written in pieces.
    pub(super) fn written(
        &self,
        path: &str,
        kind: Kind,
        write: impl FnOnce(&mut Whole<'_>) -> io::Result<()>,
    ) -> Result<(), SiteError> {
        self.site()?.put_written(path, kind, |out| write(&mut Whole(out)))?;
        self.note();
        Ok(())
    }

    pub(super) fn remove(&self, path: &str) -> Result<(), SiteError> {
        self.site()?.remove(path)
    }

    fn note(&self) {
        self.put.set(self.put.get() + 1);
    }
}

/// Where all of a download is wanted.
pub(super) struct Whole<'a>(&'a mut dyn Write);

impl Write for Whole<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

impl Out for Whole<'_> {}

/// By the end of its name.
pub(super) fn kind_of(path: &str) -> Kind {
    Kind::current(match path.rsplit_once('.').map(|(_, end)| end) {
        Some("js") => "text/javascript",
        Some("css") => "text/css; charset=utf-8",
        Some("svg") => "image/svg+xml",
        Some("json") => "application/json",
        _ => "application/octet-stream",
    })
}

/// A signed note that stays as it is.
pub(super) const NOTE: Kind = Kind::for_ever(TEXT);
/// One that may get another text or more signatures.
pub(super) const NEWEST_NOTE: Kind = Kind::current(TEXT);
/// A tile that has its width in its name.
pub(super) const TILE: Kind = Kind::for_ever("application/octet-stream");
/// An answer of the API.
pub(super) const JSON: Kind = Kind::current("application/json");
const TEXT: &str = "text/plain; charset=utf-8";
