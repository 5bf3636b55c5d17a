//! What a voter said, with exactly one spelling for each vote, so that no ballot can be marked (PROTOCOL section 7).
//!
//! ```
//! use crypto::content::{Answer, Content, ContentError};
//! # use crypto::{manifest::Manifest, note::Note};
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! # let vectors = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/vectors/election.json"));
//! # let vectors: serde_json::Value = serde_json::from_str(vectors)?;
//! # let note = vectors["manifest_note"].as_str().expect("the vectors have it");
//! # let manifest = Manifest::parse(Note::parse(note)?.text())?;
//!
//! let content = Content { answers: vec![Answer::Abstain, Answer::Abstain, Answer::Score(vec![5, -2])] };
//! let bytes = content.encode(&manifest)?;
//! let json = r#"{"answers":{"q1":"abstain","q2":"abstain","q3":{"score":{"roof":5,"garden-2":-2}}}}"#;
//! assert_eq!(bytes, format!("{json:256}").as_bytes(), "filled up with spaces to content_size");
//! assert!(Content::parse(&manifest, &bytes)? == content);
//!
//! let marked = format!("{:256}", json.replace("5,", "5, "));
//! assert!(Content::parse(&manifest, marked.as_bytes()).is_err_and(|error| error == ContentError::NotCanonical));
//! # Ok(())
//! # }
//! ```

use std::fmt;

use serde::Deserialize;
use serde_json::{Map, Value};

use crate::manifest::{Manifest, Question, QuestionKind};

/// The answers of one ballot, one for each question in the manifest's order.
///
/// It is a vote, which nobody may read before the result, so Debug shows only the type; so does that of [`Answer`].
#[derive(Clone, PartialEq, Eq)]
pub struct Content {
    /// Answers, parallel to the manifest's questions.
    pub answers: Vec<Answer>,
}

/// One answer.
#[derive(Clone, PartialEq, Eq)]
pub enum Answer {
    /// Ids of the chosen options, in the manifest's order.
    Choose(Vec<String>),
    /// Ids of the ranked options, best first.
    Rank(Vec<String>),
    /// A score for every option, in the manifest's order.
    Score(Vec<i32>),
    /// No opinion, where the question allows it.
    Abstain,
}

/// Why an answer or a content is not valid for a poll.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ContentError {
    /// The bytes are not `content_size` long.
    #[error("a content of this poll has {expected} bytes, not {found}")]
    Length {
        /// `content_size`.
        expected: usize,
        /// Length given.
        found: usize,
    },
    /// Not the JSON of a content, up to the padding.
    #[error("the content is not of the form {{\"answers\":{{..}}}}")]
    Json,
    /// The votes are fine but not spelt in the one valid way.
    #[error("the content is valid but not spelt in its one canonical way")]
    NotCanonical,
    /// As many answers as questions are needed, each by its question's id.
    #[error("every question must be answered once, in the order of the poll")]
    Questions,
    /// The answer is not of the question's kind.
    #[error("question {0:?}: this kind of answer is not for this question")]
    Kind(String),
    /// Abstaining is not allowed there.
    #[error("question {0:?} does not allow abstaining")]
    Abstain(String),
    /// Too few or too many options.
    #[error("question {question:?} takes {min} to {max} options, not {found}")]
    Count {
        /// Id of the question.
        question: String,
        /// Fewest.
        min: u32,
        /// Most.
        max: u32,
        /// Number given.
        found: usize,
    },
    /// An option that the question does not have, has twice, or out of order.
    #[error("question {question:?}: option {option:?} is unknown, repeated or out of order")]
    Option {
        /// Id of the question.
        question: String,
        /// Id given.
        option: String,
    },
    /// Not a whole number for each option within the limits.
    #[error("question {question:?} takes for each option a whole number from {low} to {high}")]
    Score {
        /// Id of the question.
        question: String,
        /// Least.
        low: i32,
        /// Greatest.
        high: i32,
    },
}

impl Content {
    /// The one valid spelling: canonical JSON padded with spaces to `content_size` bytes.
    ///
    /// # Errors
    /// The first answer that the poll does not allow; never [`ContentError::Length`], `Json` or `NotCanonical`.
    pub fn encode(&self, manifest: &Manifest) -> Result<Vec<u8>, ContentError> {
        self.check(manifest)?;
        let json = spell(&manifest.questions, &self.answers);
        let mut bytes = json.into_bytes();
        // The manifest's rules make content_size at least the longest content.
        bytes.resize(usize::from(manifest.content_size), b' ');
        Ok(bytes)
    }

    /// Reads a content and refuses every spelling but the one that [`Content::encode`] gives.
    ///
    /// # Errors
    /// See [`ContentError`].
    pub fn parse(manifest: &Manifest, bytes: &[u8]) -> Result<Self, ContentError> {
        let expected = usize::from(manifest.content_size);
        if bytes.len() != expected {
            return Err(ContentError::Length { expected, found: bytes.len() });
        }
        let Raw { answers } = serde_json::from_slice(bytes).map_err(|_| ContentError::Json)?;
        if answers.len() != manifest.questions.len() {
            return Err(ContentError::Questions);
        }
        let answers = manifest
            .questions
            .iter()
            .zip(answers)
            .map(
                |(question, (id, value))| {
                    if question.id == id { read(question, value) } else { Err(ContentError::Questions) }
                },
            )
            .collect::<Result<_, _>>()?;
        let content = Self { answers };
        if content.encode(manifest)? == bytes { Ok(content) } else { Err(ContentError::NotCanonical) }
    }

    fn check(&self, manifest: &Manifest) -> Result<(), ContentError> {
        if self.answers.len() != manifest.questions.len() {
            return Err(ContentError::Questions);
        }
        manifest
            .questions
            .iter()
            .zip(&self.answers)
            .try_for_each(|(question, answer)| check(question, answer))
    }
}

impl fmt::Debug for Content {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Content")
    }
}

impl fmt::Debug for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Answer")
    }
}

/// Length in bytes of the longest content that `questions` allow, before padding.
pub fn longest_content(questions: &[Question]) -> usize {
    let answers: usize = questions
        .iter()
        .map(|question| {
            let ids = || question.options.iter().map(|option| option.id.len());
            let longest = match question.kind {
                QuestionKind::Choice { max, .. } => LISTED_CHOICE.len() + longest_list(ids(), max),
                QuestionKind::Ranking { max, .. } => LISTED_RANKS.len() + longest_list(ids(), max),
                QuestionKind::Score { low, high } => {
                    let digits = low.to_string().len().max(high.to_string().len());
                    // "id":score, and one comma less than options
                    let entries: usize = ids().map(|id| id + digits + r#""":,"#.len()).sum();
                    SCORES.len() + entries.saturating_sub(1)
                }
            };
            // A minimum of one option makes every listing at least as long as "abstain".
            let answer = if question.abstain { longest.max(ABSTAIN.len()) } else { longest };
            r#""":"#.len() + question.id.len() + answer
        })
        .sum();
    r#"{"answers":{}}"#.len() + answers + questions.len().saturating_sub(1)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Raw {
    answers: Map<String, Value>,
}

fn longest_list(ids: impl Iterator<Item = usize>, max: u32) -> usize {
    let mut lengths: Vec<usize> = ids.collect();
    lengths.sort_unstable_by(|a, b| b.cmp(a));
    let max = usize::try_from(max).expect("at most 256 options");
    // quotes around each, and one comma less than ids
    lengths.iter().take(max).map(|length| length + r#""","#.len()).sum::<usize>().saturating_sub(1)
}

fn read(question: &Question, value: Value) -> Result<Answer, ContentError> {
    let wrong_kind = || ContentError::Kind(question.id.clone());
    let answer = match value {
        Value::String(word) if word == "abstain" => return Ok(Answer::Abstain),
        Value::Object(answer) if answer.len() == 1 => answer,
        _ => return Err(wrong_kind()),
    };
    let (verb, value) = answer.into_iter().next().ok_or_else(wrong_kind)?;
    match (verb.as_str(), value) {
        ("choose", Value::Array(ids)) => strings(ids).map(Answer::Choose).ok_or_else(wrong_kind),
        ("rank", Value::Array(ids)) => strings(ids).map(Answer::Rank).ok_or_else(wrong_kind),
        ("score", Value::Object(scores)) => {
            let given: Option<Vec<i32>> = scores
                .values()
                .map(|score| score.as_i64().and_then(|score| i32::try_from(score).ok()))
                .collect();
            let in_order = scores.keys().eq(question.options.iter().map(|option| &option.id));
            given.filter(|_| in_order).map(Answer::Score).ok_or_else(|| score_error(question))
        }
        _ => Err(wrong_kind()),
    }
}

fn strings(values: Vec<Value>) -> Option<Vec<String>> {
    values
        .into_iter()
        .map(|value| match value {
            Value::String(text) => Some(text),
            _ => None,
        })
        .collect()
}

fn check(question: &Question, answer: &Answer) -> Result<(), ContentError> {
    match (question.kind, answer) {
        (_, Answer::Abstain) if question.abstain => Ok(()),
        (_, Answer::Abstain) => Err(ContentError::Abstain(question.id.clone())),
        (QuestionKind::Choice { min, max }, Answer::Choose(ids)) => {
            check_count(question, min, max, ids)?;
            let mut options = question.options.iter();
            // Each id must stand further down the list than the one before it.
            match ids.iter().find(|id| !options.any(|option| option.id == **id)) {
                None => Ok(()),
                Some(id) => Err(option_error(question, id)),
            }
        }
        (QuestionKind::Ranking { min, max, .. }, Answer::Rank(ids)) => {
            check_count(question, min, max, ids)?;
            let fit = |(place, id): (usize, &String)| {
                question.options.iter().any(|option| option.id == *id) && !ids[..place].contains(id)
            };
            match ids.iter().enumerate().find(|entry| !fit(*entry)) {
                None => Ok(()),
                Some((_, id)) => Err(option_error(question, id)),
            }
        }
        (QuestionKind::Score { low, high }, Answer::Score(scores)) => {
            let complete = scores.len() == question.options.len();
            let within = scores.iter().all(|score| (low..=high).contains(score));
            if complete && within { Ok(()) } else { Err(score_error(question)) }
        }
        _ => Err(ContentError::Kind(question.id.clone())),
    }
}

fn check_count(question: &Question, min: u32, max: u32, ids: &[String]) -> Result<(), ContentError> {
    let fits = u32::try_from(ids.len()).is_ok_and(|count| (min..=max).contains(&count));
    let question = question.id.clone();
    if fits { Ok(()) } else { Err(ContentError::Count { question, min, max, found: ids.len() }) }
}

fn option_error(question: &Question, option: &str) -> ContentError {
    ContentError::Option { question: question.id.clone(), option: option.to_owned() }
}

fn score_error(question: &Question) -> ContentError {
    match question.kind {
        QuestionKind::Score { low, high } => ContentError::Score { question: question.id.clone(), low, high },
        _ => ContentError::Kind(question.id.clone()),
    }
}

/// Ids match `[a-z0-9-]+`, so nothing here needs an escape.
fn spell(questions: &[Question], answers: &[Answer]) -> String {
    let answers = questions.iter().zip(answers).map(|(question, answer)| {
        let answer = match answer {
            Answer::Choose(ids) => format!(r#"{{"choose":[{}]}}"#, quoted(ids)),
            Answer::Rank(ids) => format!(r#"{{"rank":[{}]}}"#, quoted(ids)),
            Answer::Score(scores) => {
                let entries = question.options.iter().zip(scores);
                let entries = joined(entries.map(|(option, score)| format!(r#""{}":{score}"#, option.id)));
                format!(r#"{{"score":{{{entries}}}}}"#)
            }
            Answer::Abstain => ABSTAIN.to_owned(),
        };
        format!(r#""{}":{answer}"#, question.id)
    });
    format!(r#"{{"answers":{{{}}}}}"#, joined(answers))
}

fn quoted(ids: &[String]) -> String {
    joined(ids.iter().map(|id| format!(r#""{id}""#)))
}

fn joined(parts: impl Iterator<Item = String>) -> String {
    parts.collect::<Vec<_>>().join(",")
}

const ABSTAIN: &str = r#""abstain""#;
const LISTED_CHOICE: &str = r#"{"choose":[]}"#;
const LISTED_RANKS: &str = r#"{"rank":[]}"#;
const SCORES: &str = r#"{"score":{}}"#;
