//! What is watched: a poll, or a ballot box with all its polls.

use std::fmt;
use std::str::FromStr;

use crate::vote::{PollUrl, PollUrlError};

/// An address on the command line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Address {
    /// `https://ballots.example.net/polls/<id>`
    Poll(PollUrl),
    /// `https://ballots.example.net`: all polls, new ones included.
    BallotBox(String),
}

/// Neither a poll nor a ballot box.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AddressError {
    /// It names a poll, and not by its id.
    #[error(transparent)]
    Poll(#[from] PollUrlError),
    /// Nothing that can be asked.
    #[error("expected the address of a ballot box or of a poll, such as https://ballots.example.net")]
    BallotBox,
}

impl Address {
    /// The ballot box's URL, without a slash at the end.
    pub fn ballot_box(&self) -> &str {
        match self {
            Self::Poll(url) => url.ballot_box(),
            Self::BallotBox(url) => url,
        }
    }
}

impl FromStr for Address {
    type Err = AddressError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if text.contains("/polls/") {
            return Ok(Self::Poll(text.parse()?));
        }
        let url = text.trim_end_matches('/');
        let host = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"));
        let host = host.filter(|host| !host.is_empty() && !host.contains(['/', '?', '#', '@', ' ']));
        host.map(|_| Self::BallotBox(url.to_owned())).ok_or(AddressError::BallotBox)
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Poll(url) => url.fmt(f),
            Self::BallotBox(url) => f.write_str(url),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn polls_and_ballot_boxes_are_told_apart() {
        let poll = format!("https://ballots.example.net/polls/{}", "0f".repeat(32));
        assert!(matches!(poll.parse(), Ok(Address::Poll(_))));
        let all: Address = "https://ballots.example.net/".parse().unwrap();
        assert_eq!(all, Address::BallotBox("https://ballots.example.net".to_owned()));
        for bad in [
            "ballots.example.net",
            "ftp://ballots.example.net",
            "https://",
            "https://ballots.example.net/p/board",
            "https://ballots.example.net/polls/12",
            "https://user:secret@ballots.example.net",
        ] {
            assert!(bad.parse::<Address>().is_err(), "{bad}");
        }
    }
}
