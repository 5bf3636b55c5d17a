//! Progress bars on standard error.

use std::cell::RefCell;

use audit::{CheckName, Progress};
use indicatif::{ProgressBar, ProgressStyle};

/// One bar for the check that is under way.
#[derive(Default)]
pub(crate) struct Bars {
    bar: RefCell<Option<ProgressBar>>,
}

impl Progress for Bars {
    fn begin(&self, check: CheckName, total: u64) {
        *self.bar.borrow_mut() = Some(bar(check.title(), total));
    }

    fn advance(&self, done: u64) {
        if let Some(bar) = &*self.bar.borrow() {
            bar.inc(done);
        }
    }

    fn end(&self) {
        if let Some(bar) = self.bar.take() {
            bar.finish_and_clear();
        }
    }
}

/// A bar over `total` things.
pub(crate) fn bar(what: &str, total: u64) -> ProgressBar {
    let style = ProgressStyle::with_template("{msg:34} {wide_bar} {human_pos}/{human_len} {eta}");
    ProgressBar::new(total)
        .with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
        .with_message(what.to_owned())
}
