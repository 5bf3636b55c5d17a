//! In which language the page is that is being rendered.

use std::cell::Cell;

/// The language of one page.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Spoken {
    /// Place among the languages; English is 0.
    pub(super) at: usize,
    /// The language that a link has chosen.
    pub(super) asked: Option<usize>,
}

thread_local! {
    /// Of the page that is being rendered here. Values reach templates as plain data, so functions cannot be among them; those of
    /// the environment find here for whom they speak.
    static SPOKEN: Cell<Spoken> = const { Cell::new(Spoken { at: 0, asked: None }) };
}

impl Spoken {
    /// Renders a page in this language. Not to be nested.
    pub(crate) fn while_rendering<T>(self, render: impl FnOnce() -> T) -> T {
        /// Also where rendering panics: the thread goes on to other pages.
        struct Silent;
        impl Drop for Silent {
            fn drop(&mut self) {
                SPOKEN.take();
            }
        }
        let _silent = Silent;
        SPOKEN.set(self);
        render()
    }

    pub(super) fn now() -> Self {
        SPOKEN.get()
    }
}
