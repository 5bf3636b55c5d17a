//! One published ballot as a line, for people and their programs. An archive has the same lines as the running service.

use std::io::{self, Write};

use crypto::ballot::Ballot;
use crypto::content::{Answer, Content};
use crypto::encoding::{BallotHash, b64url};
use crypto::manifest::Manifest;
use crypto::receipt::receipt_code;

use crate::store::ballots::Logged;

/// A ballot of the public list.
#[derive(Debug, Clone, Copy)]
pub struct Row<'a> {
    /// Its place among the ballots, from 1.
    pub number: u64,
    /// Its place in the log, from 0.
    pub index: u64,
    /// SHA-256 of its bytes.
    pub hash: BallotHash,
    /// The bytes.
    pub ballot: &'a [u8],
}

impl<'a> Row<'a> {
    pub(super) fn of(logged: &'a Logged, number: u64) -> Self {
        Self { number, index: logged.index, hash: logged.hash, ballot: &logged.ballot }
    }

    /// A line of JSON: number, position, hash, receipt code, the whole ballot, and the answers as they were signed.
    ///
    /// # Errors
    /// If the ballot is malformed, or nothing can be written.
    pub fn write_json(&self, manifest: &Manifest, out: &mut impl Write) -> io::Result<()> {
        let ballot = Ballot::parse(self.ballot, manifest.content_size).map_err(io::Error::other)?;
        let content = std::str::from_utf8(ballot.content()).map_err(io::Error::other)?;
        // A content is canonical JSON, `{"answers":{..}}`, so the rest of the object stands before its first member.
        let answers = content.trim_end_matches(' ').strip_prefix('{').unwrap_or_default();
        let Self { number, index, hash, .. } = self;
        let (code, bytes) = (receipt_code(hash), b64url(self.ballot));
        writeln!(
            out,
            r#"{{"number":{number},"index":{index},"ballot":"{hash}","code":"{code}","bytes":"{bytes}",{answers}"#
        )
    }
}

/// All ballots as CSV: a header line, then one line each with number, hash, receipt code, and a column for each question.
pub struct Table<'m, W: Write> {
    manifest: &'m Manifest,
    lines: csv::Writer<W>,
}

impl<'m, W: Write> Table<'m, W> {
    /// Begins with the header line.
    ///
    /// # Errors
    /// If nothing can be written.
    pub fn new(manifest: &'m Manifest, out: W) -> io::Result<Self> {
        let mut lines = csv::Writer::from_writer(out);
        let questions = manifest.questions.iter().map(|question| question.id.as_str());
        lines.write_record(["number", "ballot", "code"].into_iter().chain(questions))?;
        Ok(Self { manifest, lines })
    }

    /// Appends a line.
    ///
    /// # Errors
    /// If the ballot is malformed, or nothing can be written.
    pub fn add(&mut self, row: &Row<'_>) -> io::Result<()> {
        let ballot = Ballot::parse(row.ballot, self.manifest.content_size).map_err(io::Error::other)?;
        let content = Content::parse(self.manifest, ballot.content()).map_err(io::Error::other)?;
        let mut record = vec![row.number.to_string(), row.hash.to_string(), receipt_code(&row.hash)];
        record.extend(in_ids(self.manifest, &content));
        Ok(self.lines.write_record(&record)?)
    }

    /// Writes what is left.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn finish(mut self) -> io::Result<()> {
        self.lines.flush()
    }
}

/// Each answer in one column, options by id: `a b` chosen, `b>a` ranked, `a=5 b=0` scored, `abstain`.
fn in_ids(manifest: &Manifest, content: &Content) -> Vec<String> {
    manifest
        .questions
        .iter()
        .zip(&content.answers)
        .map(|(question, answer)| match answer {
            Answer::Choose(ids) => ids.join(" "),
            Answer::Rank(ids) => ids.join(">"),
            Answer::Score(scores) => {
                let pairs = question
                    .options
                    .iter()
                    .zip(scores)
                    .map(|(option, score)| format!("{}={score}", option.id));
                pairs.collect::<Vec<_>>().join(" ")
            }
            Answer::Abstain => "abstain".to_owned(),
        })
        .collect()
}
