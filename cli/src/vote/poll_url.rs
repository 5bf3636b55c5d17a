//! Where a poll is: `http(s)://ballot-box/polls/<id>`, as voters get it by mail.

use std::fmt;
use std::str::FromStr;

use crypto::encoding::PollId;

/// The ballot box's URL and the poll's id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PollUrl {
    ballot_box: String,
    id: PollId,
}

/// Not the address of a poll.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "expected the address of a poll at the ballot box, such as https://ballots.example.net/polls/<64 digits>"
)]
pub struct PollUrlError;

impl PollUrl {
    /// The poll of that id at that ballot box.
    pub fn new(ballot_box: &str, id: PollId) -> Self {
        Self { ballot_box: ballot_box.trim_end_matches('/').to_owned(), id }
    }

    /// The ballot box's URL, without a slash at the end.
    pub fn ballot_box(&self) -> &str {
        &self.ballot_box
    }

    /// The poll.
    pub fn id(&self) -> PollId {
        self.id
    }
}

impl FromStr for PollUrl {
    type Err = PollUrlError;

    /// Also takes the address of a page below the poll, such as its booth, and the API's.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (base, below) = text.split_once("/polls/").ok_or(PollUrlError)?;
        let ballot_box = base.strip_suffix("/api/v1").unwrap_or(base);
        let host = ballot_box.strip_prefix("https://").or_else(|| ballot_box.strip_prefix("http://"));
        if host.is_none_or(|host| host.is_empty() || host.contains('/')) {
            return Err(PollUrlError);
        }
        let id = below.split(['/', '?', '#']).next().unwrap_or_default();
        Ok(Self::new(ballot_box, id.parse().map_err(|_| PollUrlError)?))
    }
}

impl fmt::Display for PollUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/polls/{}", self.ballot_box, self.id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_poll_is_found_in_the_addresses_that_voters_have() {
        let id = "0f".repeat(32);
        let plain: PollUrl = format!("https://ballots.example.net/polls/{id}").parse().unwrap();
        assert_eq!(plain.ballot_box(), "https://ballots.example.net");
        assert_eq!(plain.to_string(), format!("https://ballots.example.net/polls/{id}"));
        for page in ["/booth", "/", "?x=1", "#pass=abc"] {
            assert_eq!(format!("{plain}{page}").parse(), Ok(plain.clone()));
        }
        assert_eq!(format!("https://ballots.example.net/api/v1/polls/{id}").parse(), Ok(plain));
    }

    #[test]
    fn other_addresses_are_refused() {
        let id = "0f".repeat(32);
        let upper = id.to_uppercase();
        for bad in [
            "https://ballots.example.net/p/board".to_owned(),
            format!("ftp://host/polls/{id}"),
            format!("https:///polls/{id}"),
            format!("https://host/elsewhere/polls/{id}"),
            format!("https://host/polls/{upper}"),
            format!("https://host/polls/{id}0"),
        ] {
            assert_eq!(bad.parse::<PollUrl>(), Err(PollUrlError), "{bad}");
        }
    }
}
