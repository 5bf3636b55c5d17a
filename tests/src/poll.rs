//! Drafts of polls, as an organiser's script would send them.

use crypto::content::{Answer, Content};
use crypto::time::UtcTime;
use serde_json::{Value, json};

/// The present moment.
pub fn now() -> UtcTime {
    UtcTime::from_unix(jiff::Timestamp::now().as_second())
}

/// A draft with one question, `party`, of three options, and windows in seconds from now.
#[derive(Debug, Clone)]
pub struct Draft {
    /// When passes are issued.
    pub issuance: (i64, i64),
    /// When ballots are taken.
    pub voting: (i64, i64),
    /// `live` or `after_close`.
    pub results: &'static str,
    /// Ballots that stay in the pool; only tests may have 0.
    pub mix: u32,
    /// Whether only people on a roll may vote.
    pub roll: bool,
    /// Length of a ballot's content.
    pub content_size: u16,
}

impl Default for Draft {
    /// Open to all, for a day, from a second ago; results after the close; logged at once.
    fn default() -> Self {
        Self {
            issuance: (-1, DAY),
            voting: (-1, DAY),
            results: "after_close",
            mix: 0,
            roll: false,
            content_size: 64,
        }
    }
}

impl Draft {
    /// The body of `POST /polls`.
    pub fn to_json(&self) -> Value {
        let now = now();
        let option = |id: &str, title: &str| json!({ "id": id, "title": title });
        json!({
            "title": "Summer party",
            "test": true,
            "electorate": { "kind": if self.roll { "roll" } else { "open" } },
            "issuance_opens": now.plus(self.issuance.0), "issuance_closes": now.plus(self.issuance.1),
            "voting_opens": now.plus(self.voting.0), "voting_closes": now.plus(self.voting.1),
            "results": self.results, "mix": self.mix, "content_size": self.content_size,
            "questions": [{
                "id": "party", "title": "Where?", "kind": "choice", "min": 1, "max": 1,
                "options": [option("garden", "Garden"), option("lake", "Lake"), option("roof", "Roof")],
            }],
        })
    }
}

/// The vote for one of the options of a [`Draft`].
pub fn choice(option: &str) -> Content {
    Content { answers: vec![Answer::Choose(vec![option.to_owned()])] }
}

/// The vote for none.
pub fn abstention() -> Content {
    Content { answers: vec![Answer::Abstain] }
}

/// Seconds of a day.
pub const DAY: i64 = 24 * 3600;
