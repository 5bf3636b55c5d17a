//! The manifest's JSON as types. What serde cannot say (a rule over two fields) stands in `rules`.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::note::{ServiceName, VerifierKey};
use crate::time::UtcTime;

/// The JSON line of a manifest, field by field in the order in which it is written.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ManifestBody {
    /// Human alias below `/p/`; never reused.
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    pub slug: Option<String>,
    /// What the poll is called.
    pub title: Text,
    /// Markdown.
    #[serde(default)]
    pub description: Text,
    /// Languages of the texts; the first is the fallback.
    #[serde(default = "english")]
    pub languages: Vec<String>,
    /// A test poll may skip mixing, and says for ever that it was a test.
    #[serde(default)]
    pub test: bool,
    /// Who issues passes.
    pub registrar: Service,
    /// Who takes ballots.
    pub ballot_box: Service,
    /// The poll's own signing key.
    pub token: Issuer,
    /// Size of the roll at publication; null for an open poll.
    #[serde(deserialize_with = "required_option")]
    pub eligible: Option<u64>,
    /// Whether the roll may grow until issuance closes.
    #[serde(default)]
    pub late_additions: bool,
    /// Passes are issued in `[issuance_opens, issuance_closes)`.
    pub issuance_opens: UtcTime,
    /// End of issuing.
    pub issuance_closes: UtcTime,
    /// Ballots are taken in `[voting_opens, voting_closes)`.
    pub voting_opens: UtcTime,
    /// End of voting, unless a notice moves it.
    pub voting_closes: UtcTime,
    /// When counts become public.
    pub results: ResultsPolicy,
    /// How many ballots stay in the pool at each mixing step.
    pub mix: u32,
    /// Length of every ballot's content, in bytes.
    pub content_size: u16,
    /// Verifier keys of the witnesses.
    #[serde(default)]
    pub witnesses: Vec<String>,
    /// How many witnesses must have cosigned a result's checkpoint.
    #[serde(default)]
    pub quorum: u32,
    /// What is asked, in the order of the ballot.
    pub questions: Vec<Question>,
}

/// One of the two services.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Service {
    /// `host[:port]`, also the name of its key.
    pub name: ServiceName,
    /// `https://` and the name; `http://` for loopback only.
    pub url: String,
    /// Its verifier key.
    pub key: VerifierKey,
}

/// The poll's token key.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Issuer {
    /// 2: Blind RSA, 2048 bit (RFC 9578 section 8.2.2).
    #[serde(rename = "type")]
    pub kind: u16,
    /// base64url of the DER SubjectPublicKeyInfo.
    pub key: String,
}

impl ManifestBody {
    /// The first of the poll's languages.
    pub fn first_language(&self) -> &str {
        self.languages.first().map_or("en", String::as_str)
    }

    /// [`language_near`] among the poll's languages.
    pub fn language_near(&self, primary: &str) -> &str {
        language_near(&self.languages, primary)
    }
}

/// The one of these languages, of whatever region, whose primary subtag is `primary` (RFC 5646 section 2.2.1); else the first;
/// English where there is none.
pub fn language_near<'a>(languages: &'a [String], primary: &str) -> &'a str {
    let fits = |tag: &&String| tag.split('-').next().is_some_and(|own| own.eq_ignore_ascii_case(primary));
    languages.iter().find(fits).or_else(|| languages.first()).map_or("en", String::as_str)
}

/// A text in one language or in all of the poll's.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Text {
    /// The same for every reader.
    Plain(String),
    /// One for each language of `languages`.
    ByLanguage(BTreeMap<String, String>),
}

impl Text {
    /// The text in `language`, else in the first of `languages`, else empty.
    pub fn in_language(&self, language: &str, languages: &[String]) -> &str {
        match self {
            Self::Plain(text) => text,
            Self::ByLanguage(texts) => {
                texts.get(language).or_else(|| texts.get(languages.first()?)).map_or("", String::as_str)
            }
        }
    }
}

impl Default for Text {
    fn default() -> Self {
        Self::Plain(String::new())
    }
}

impl From<&str> for Text {
    fn from(text: &str) -> Self {
        Self::Plain(text.to_owned())
    }
}

/// When counts become public.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ResultsPolicy {
    /// Running counts of the logged ballots, by design.
    Live,
    /// Nothing derived from a choice before the signed result.
    AfterClose,
}

/// One question.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "RawQuestion", into = "RawQuestion")]
pub struct Question {
    /// Unique in the poll.
    pub id: String,
    /// What is asked.
    pub title: Text,
    /// Markdown.
    pub description: Text,
    /// How it is answered and counted.
    pub kind: QuestionKind,
    /// How many win.
    pub seats: u32,
    /// Whether `"abstain"` is an answer.
    pub abstain: bool,
    /// Order in which the options are shown.
    pub order: Order,
    /// What happens to a tie for the last seat.
    pub ties: Ties,
    /// What can be chosen.
    pub options: Vec<QuestionOption>,
}

/// How a question is answered and counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum QuestionKind {
    /// `min..=max` options; most votes win.
    Choice {
        /// Fewest options.
        min: u32,
        /// Most options.
        max: u32,
    },
    /// `min..=max` options, best first.
    Ranking {
        /// How the ranks are counted.
        method: Method,
        /// Fewest ranks.
        min: u32,
        /// Most ranks.
        max: u32,
    },
    /// Every option gets `low..=high`; the greatest total wins.
    Score {
        /// Worst.
        low: i32,
        /// Best.
        high: i32,
    },
}

/// How ranks are counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Method {
    /// Instant run-off.
    Irv,
    /// Single transferable vote, Scottish Local Government Elections Order 2007.
    StvScottish,
    /// Single transferable vote by Meek's method (Hill, Wichmann and Woodall 1987).
    StvMeek,
    /// Schulze, winning votes.
    Schulze,
    /// Borda: of n options place i scores n - i.
    Borda,
}

/// Order in which a question's options are shown; the ballot knows the manifest's order only.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Order {
    /// As listed.
    #[default]
    Fixed,
    /// Freshly shuffled for each voter.
    Shuffled,
}

/// What happens to a tie for the last seat.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ties {
    /// The tied are named and none of them gets the seat.
    #[default]
    Report,
    /// The option listed first is preferred.
    Listed,
}

/// One option of a question.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct QuestionOption {
    /// Unique in the question.
    pub id: String,
    /// What the voter reads.
    pub title: Text,
    /// Markdown.
    #[serde(default)]
    pub description: Text,
}

/// A question as it is written: one flat object, in which `kind` says which of the fields must stand.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawQuestion {
    id: String,
    title: Text,
    #[serde(default)]
    description: Text,
    kind: RawKind,
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    method: Option<Method>,
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    min: Option<u32>,
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    max: Option<u32>,
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    low: Option<i32>,
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    high: Option<i32>,
    #[serde(default = "one")]
    seats: u32,
    #[serde(default = "yes")]
    abstain: bool,
    #[serde(default)]
    order: Order,
    #[serde(default)]
    ties: Ties,
    options: Vec<QuestionOption>,
}

#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum RawKind {
    Choice,
    Ranking,
    Score,
}

impl TryFrom<RawQuestion> for Question {
    type Error = String;

    fn try_from(raw: RawQuestion) -> Result<Self, String> {
        let kind = match (raw.kind, raw.method, raw.min, raw.max, raw.low, raw.high) {
            (RawKind::Choice, None, Some(min), Some(max), None, None) => QuestionKind::Choice { min, max },
            (RawKind::Ranking, Some(method), Some(min), Some(max), None, None) => {
                QuestionKind::Ranking { method, min, max }
            }
            (RawKind::Score, None, None, None, Some(low), Some(high)) => QuestionKind::Score { low, high },
            (RawKind::Choice, ..) => {
                return Err(format!("question {:?}: a choice has min and max only", raw.id));
            }
            (RawKind::Ranking, ..) => {
                return Err(format!("question {:?}: a ranking has method, min and max only", raw.id));
            }
            (RawKind::Score, ..) => {
                return Err(format!("question {:?}: a score has low and high only", raw.id));
            }
        };
        let RawQuestion { id, title, description, seats, abstain, order, ties, options, .. } = raw;
        Ok(Self { id, title, description, kind, seats, abstain, order, ties, options })
    }
}

impl From<Question> for RawQuestion {
    fn from(question: Question) -> Self {
        let Question { id, title, description, kind, seats, abstain, order, ties, options } = question;
        let (kind, method, min, max, low, high) = match kind {
            QuestionKind::Choice { min, max } => (RawKind::Choice, None, Some(min), Some(max), None, None),
            QuestionKind::Ranking { method, min, max } => {
                (RawKind::Ranking, Some(method), Some(min), Some(max), None, None)
            }
            QuestionKind::Score { low, high } => (RawKind::Score, None, None, None, Some(low), Some(high)),
        };
        Self {
            id,
            title,
            description,
            kind,
            method,
            min,
            max,
            low,
            high,
            seats,
            abstain,
            order,
            ties,
            options,
        }
    }
}

/// The field must stand, be it null: without this serde would read an absent `eligible` as an open poll.
fn required_option<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Option<u64>, D::Error> {
    Option::deserialize(deserializer)
}

/// An optional field is left out or has a value: `null` would be a second spelling of leaving it out.
fn present<'de, D: serde::Deserializer<'de>, T: Deserialize<'de>>(
    deserializer: D,
) -> Result<Option<T>, D::Error> {
    T::deserialize(deserializer).map(Some)
}

fn english() -> Vec<String> {
    vec!["en".to_owned()]
}

fn one() -> u32 {
    1
}

fn yes() -> bool {
    true
}
