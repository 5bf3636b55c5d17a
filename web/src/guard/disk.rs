//! What makes writes durable: the system's own syncs, which a test may let fail.

use std::fs::File;
use std::io;

/// Waits until what was written is on the disk.
#[derive(Debug, Clone, Default)]
pub(super) struct Disk {
    #[cfg(test)]
    pub(super) faults: std::sync::Arc<super::tests::Faults>,
}

impl Disk {
    /// The content of a file whose length stays.
    pub(super) fn sync_content(&self, file: &File) -> io::Result<()> {
        #[cfg(test)]
        self.faults.meet()?;
        file.sync_data()
    }

    /// A new file, or a directory.
    pub(super) fn sync_whole(&self, file: &File) -> io::Result<()> {
        #[cfg(test)]
        self.faults.meet()?;
        file.sync_all()
    }
}
