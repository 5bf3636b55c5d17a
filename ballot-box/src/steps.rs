//! The steps of work that a crash must not leave half done: publishing entries, and the close.

/// Work has come as far as `step`. A test may end it there, as a crash would; outside tests this is nothing.
#[cfg(not(test))]
pub(crate) fn reached(_step: &'static str) {}

#[cfg(test)]
pub(crate) use crate::testing::crash::reached;
