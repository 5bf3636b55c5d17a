//! How far the audit is, for whoever waits.

use crate::report::CheckName;

/// Hears how far the audit is; called from one thread.
pub trait Progress {
    /// A check begins; it has `total` things to look at.
    fn begin(&self, check: CheckName, total: u64);
    /// So many more of them are done.
    fn advance(&self, done: u64);
    /// The check is over.
    fn end(&self);
}

/// Nobody waits.
#[derive(Debug, Clone, Copy, Default)]
pub struct NoProgress;

impl Progress for NoProgress {
    fn begin(&self, _: CheckName, _: u64) {}
    fn advance(&self, _: u64) {}
    fn end(&self) {}
}
