//! The file: a head for people, and parts.

use std::fmt;

use crate::encoding::PollId;
use crate::manifest::Manifest;

/// An evidence file as text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EvidenceFile {
    /// The poll that it is about, as the file has it; none in a file about a ballot box's list of all polls.
    pub poll: Option<PollId>,
    /// Lines `name: text` for people. Nothing is concluded from them.
    pub head: Vec<(String, String)>,
    /// What was said.
    pub parts: Vec<Part>,
}

/// Something that was said, with a name for people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// Such as `promise`.
    pub name: String,
    /// As it came; always ends in a line feed.
    pub text: String,
}

/// The text is no evidence file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EvidenceMalformed {
    /// Another first line.
    #[error("the first line is not {KIND}")]
    Kind,
    /// A line `poll:` without an id.
    #[error("the file does not name its poll by its id")]
    Poll,
}

impl Part {
    /// A part; a line feed is added where there is none at the end.
    pub fn new(name: &str, text: impl Into<String>) -> Self {
        let mut text = text.into();
        if !text.ends_with('\n') {
            text.push('\n');
        }
        Self { name: name.to_owned(), text }
    }
}

impl EvidenceFile {
    /// A file about what failed in a poll. With the note of its manifest the file can be examined by itself; without, the
    /// examiner must get the manifest elsewhere.
    pub fn new(manifest: &Manifest, note: Option<&str>, failed: &str, parts: Vec<Part>) -> Self {
        let service = |service: &crate::manifest::Service| format!("{}, key {}", service.name, service.key);
        let head = vec![
            ("registrar".to_owned(), service(&manifest.registrar)),
            ("ballot box".to_owned(), service(&manifest.ballot_box)),
            ("failed".to_owned(), failed.replace('\n', " ")),
        ];
        let note = note.map(|note| Part::new("manifest", note));
        Self { poll: Some(manifest.id()), head, parts: note.into_iter().chain(parts).collect() }
    }

    /// Reads a file. What its parts are worth, [`super::examine`] tells.
    ///
    /// # Errors
    /// See [`EvidenceMalformed`].
    pub fn parse(text: &str) -> Result<Self, EvidenceMalformed> {
        let text = text.replace("\r\n", "\n");
        let rest = text.strip_prefix(KIND).and_then(|rest| rest.strip_prefix('\n'));
        let rest = rest.ok_or(EvidenceMalformed::Kind)?;
        let mut lines = rest.split_inclusive('\n').peekable();
        let mut head = Vec::new();
        while let Some(line) = lines.next_if(|line| part_name(line).is_none()) {
            if let Some((name, text)) = line.trim_end().split_once(": ") {
                head.push((name.to_owned(), text.to_owned()));
            }
        }
        let poll = match head.iter().position(|(name, _)| name == "poll") {
            Some(place) => Some(head.remove(place).1.parse().map_err(|_| EvidenceMalformed::Poll)?),
            None => None,
        };
        let mut parts: Vec<Part> = Vec::new();
        for line in lines {
            match (part_name(line), parts.last_mut()) {
                (Some(name), _) => parts.push(Part { name: name.to_owned(), text: String::new() }),
                (None, Some(part)) => part.text.push_str(line),
                (None, None) => {}
            }
        }
        // The empty line before the next part's name belongs to neither.
        let count = parts.len();
        for part in parts.iter_mut().take(count.saturating_sub(1)) {
            if part.text.ends_with("\n\n") || part.text == "\n" {
                part.text.pop();
            }
        }
        Ok(Self { poll, head, parts })
    }
}

impl fmt::Display for EvidenceFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{KIND}")?;
        self.poll.iter().try_for_each(|poll| writeln!(f, "poll: {poll}"))?;
        self.head.iter().try_for_each(|(name, text)| writeln!(f, "{name}: {text}"))?;
        self.parts.iter().try_for_each(|part| write!(f, "\n=== {} ===\n{}", part.name, part.text))
    }
}

/// `=== name ===`. No line of a statement looks so: they are JSON, hashes, base64, signatures, and extension lines of
/// checkpoints, among which those are refused.
fn part_name(line: &str) -> Option<&str> {
    line.trim_end_matches('\n').strip_prefix(PART_MARK)?.strip_suffix(" ===")
}

/// What a part begins with.
pub(crate) const PART_MARK: &str = "=== ";

/// First line of the file.
pub(super) const KIND: &str = "psephos-evidence/v1";
