//! The header `If-Match`: change only what I have read (RFC 9110 section 13.1.1).

use std::convert::Infallible;

use rocket::Request;
use rocket::request::{FromRequest, Outcome};

/// What the header asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum IfMatch {
    /// There is none, or `*`.
    Anything,
    /// One of these entity tags, quotation marks included.
    OneOf(Vec<String>),
}

impl IfMatch {
    /// The comparison is a strong one: a weak tag names nothing.
    fn parse<'h>(lines: impl Iterator<Item = &'h str>) -> Self {
        let tags: Vec<String> =
            lines.flat_map(|line| line.split(',')).map(|tag| tag.trim().to_owned()).collect();
        if tags.is_empty() || tags.iter().any(|tag| tag == "*") { Self::Anything } else { Self::OneOf(tags) }
    }

    /// Whether what is there now, under this tag without quotation marks, may be changed.
    pub(super) fn admits(&self, tag: &str) -> bool {
        match self {
            Self::Anything => true,
            Self::OneOf(tags) => {
                tags.iter().any(|named| named.trim_matches('"') == tag && named.starts_with('"'))
            }
        }
    }
}

#[rocket::async_trait]
impl<'r> FromRequest<'r> for IfMatch {
    type Error = Infallible;

    async fn from_request(request: &'r Request<'_>) -> Outcome<Self, Infallible> {
        Outcome::Success(Self::parse(request.headers().get("If-Match")))
    }
}

#[cfg(test)]
mod tests {
    use super::IfMatch;

    #[test]
    fn only_a_strong_tag_of_what_is_there_admits() {
        let admits = |header: &str| IfMatch::parse([header].into_iter()).admits("0a1b");
        for fit in ["\"0a1b\"", "\"ffff\", \"0a1b\"", "*"] {
            assert!(admits(fit), "{fit}");
        }
        for unfit in ["\"0a1c\"", "W/\"0a1b\"", "0a1b", "", "\"\""] {
            assert!(!admits(unfit), "{unfit}");
        }
        assert!(IfMatch::parse([].into_iter()).admits("0a1b"), "whoever sends none asks for nothing");
    }
}
