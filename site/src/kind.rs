//! What readers are told of a file, where it is not its name that tells them.

/// Type of a file, and how long readers may keep it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Kind {
    /// `Content-Type`.
    pub content_type: &'static str,
    /// Whether it is the same for ever; everything else is asked for again before it is used.
    pub for_ever: bool,
}

impl Kind {
    /// A file that may change.
    pub const fn current(content_type: &'static str) -> Self {
        Self { content_type, for_ever: false }
    }

    /// A file that never changes.
    pub const fn for_ever(content_type: &'static str) -> Self {
        Self { content_type, for_ever: true }
    }

    /// `Cache-Control` (RFC 9111 section 5.2.2, RFC 8246).
    pub fn cache_control(self) -> &'static str {
        if self.for_ever { "public, max-age=31536000, immutable" } else { "no-cache" }
    }
}
