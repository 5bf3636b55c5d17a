//! Reads `docs/clients.md`: its blocks of bytes, the requests and answers among them, and its tables of refusals.

use std::fs;

use crate::binary;

/// The page, taken apart.
#[derive(Debug)]
pub struct Guide {
    blocks: Vec<Block>,
    /// Rows of its tables of refusals.
    pub refusals: Vec<Refusal>,
    text: String,
}

#[derive(Debug)]
struct Block {
    /// `http`, `hex` or `text`.
    kind: String,
    name: String,
    content: String,
}

/// A row of a table of refusals.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Refusal {
    /// The exchange that is refused, such as `token`; `any` for the last table.
    pub of: String,
    /// Status.
    pub status: u16,
    /// Name in the document's `type`.
    pub name: String,
    /// Title.
    pub title: String,
    /// What the guide says further.
    pub advice: String,
}

/// A request or an answer.
#[derive(Debug, Clone)]
pub struct Message {
    /// The first line.
    pub start: String,
    headers: Vec<(String, String)>,
    /// The body; none if the guide shows none.
    pub body: Option<Vec<u8>>,
}

impl Guide {
    /// The page as it stands in the repository.
    ///
    /// # Panics
    /// If it cannot be read or taken apart.
    pub fn open() -> Self {
        let text = fs::read_to_string(binary::file("../docs/clients.md")).expect("docs/clients.md is there");
        let (mut blocks, mut refusals, mut of) = (Vec::<Block>::new(), Vec::new(), "any".to_owned());
        let mut lines = text.split_inclusive('\n');
        while let Some(line) = lines.next() {
            if let Some(info) = line.strip_prefix("```") {
                let (kind, name) = info.trim_end().split_once(' ').expect("a block has a kind and a name");
                let content = lines.by_ref().take_while(|line| !line.starts_with("```")).collect();
                if kind == "http" {
                    of = name.split(' ').next().expect("a name").to_owned();
                }
                let (kind, name) = (kind.to_owned(), name.to_owned());
                let twice = blocks.iter().any(|block| (&block.kind, &block.name) == (&kind, &name));
                assert!(!twice, "two blocks are named {kind} {name}");
                blocks.push(Block { kind, name, content });
            } else if line.starts_with("## ") {
                "any".clone_into(&mut of);
            } else {
                refusals.extend(refusal(&of, line));
            }
        }
        Self { blocks, refusals, text }
    }

    /// Names of all blocks of bytes, which are not `http`.
    pub fn values(&self) -> impl Iterator<Item = &str> {
        self.blocks.iter().filter(|block| block.kind != "http").map(|block| block.name.as_str())
    }

    /// Names of all requests and answers.
    pub fn messages(&self) -> impl Iterator<Item = &str> {
        self.blocks.iter().filter(|block| block.kind == "http").map(|block| block.name.as_str())
    }

    /// The files of the bundle with their lengths, from the one table that lists them.
    pub fn files(&self) -> Vec<(String, usize)> {
        let row = |line: &str| {
            let mut cells = line.strip_prefix("| `")?.split(" | ");
            let name = cells.next()?.strip_suffix('`')?.to_owned();
            Some((name, cells.next()?.replace(',', "").parse().ok()?))
        };
        self.text.lines().filter_map(row).collect()
    }

    /// A text as it stands, with its last line feed.
    pub fn text(&self, name: &str) -> &str {
        &self.block("text", name).content
    }

    /// A text of one line, without its line feed.
    pub fn line(&self, name: &str) -> &str {
        self.text(name).strip_suffix('\n').expect("a line")
    }

    /// Bytes that stand in hex.
    pub fn bytes(&self, name: &str) -> Vec<u8> {
        from_hex(&self.block("hex", name).content)
    }

    /// A request, as `token`, or an answer, as `token 200`.
    pub fn message(&self, name: &str) -> Message {
        Message::parse(&self.block("http", name).content)
    }

    /// Whether the page has these words anywhere.
    pub fn says(&self, words: &str) -> bool {
        self.text.contains(words)
    }

    fn block(&self, kind: &str, name: &str) -> &Block {
        let mut blocks = self.blocks.iter();
        let found = blocks.find(|block| (block.kind.as_str(), block.name.as_str()) == (kind, name));
        found.unwrap_or_else(|| panic!("docs/clients.md has no block `{kind} {name}`"))
    }
}

impl Message {
    fn parse(content: &str) -> Self {
        let (head, body) =
            content.split_once("\n\n").map_or((content, None), |(head, body)| (head, Some(body)));
        let mut lines = head.lines();
        let start = lines.next().expect("a first line").to_owned();
        let headers = lines.map(|line| line.split_once(": ").expect("a header"));
        let headers: Vec<_> =
            headers.map(|(name, value)| (name.to_ascii_lowercase(), value.to_owned())).collect();
        let mut message = Self { start, headers, body: None };
        let is_bytes = message.header("content-type").is_some_and(|it| BYTES.contains(&it));
        let is_text = message.header("content-type").is_some_and(|it| it.starts_with("text/"));
        message.body = body.map(|body| match body.strip_suffix('\n') {
            _ if is_bytes => from_hex(body),
            Some(line) if !is_text => line.into(),
            _ => body.into(),
        });
        message
    }

    /// A header's value; `name` in lower case.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(it, _)| it == name).map(|(_, value)| value.as_str())
    }

    /// All headers but `Host`, names in lower case.
    pub fn headers(&self) -> impl Iterator<Item = (&str, &str)> {
        let others = self.headers.iter().filter(|(name, _)| name != "host");
        others.map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// Method and path of a request.
    pub fn target(&self) -> (&str, &str) {
        let mut words = self.start.split(' ');
        (words.next().expect("a method"), words.next().expect("a path"))
    }

    /// The status of an answer.
    pub fn status(&self) -> u16 {
        self.start.split(' ').nth(1).and_then(|it| it.parse().ok()).expect("a status")
    }

    /// The body as text.
    pub fn text(&self) -> &str {
        str::from_utf8(self.body.as_deref().unwrap_or_default()).expect("a text")
    }
}

/// `| 404 | `not-found` | title | advice |`.
fn refusal(of: &str, line: &str) -> Option<Refusal> {
    let cells: Vec<&str> = line.trim().trim_matches('|').split(" | ").map(str::trim).collect();
    let [status, name, title, advice] = cells[..] else { return None };
    let name = name.strip_prefix('`')?.strip_suffix('`')?;
    let text = |it: &str| it.to_owned();
    Some(Refusal {
        of: text(of),
        status: status.parse().ok()?,
        name: text(name),
        title: text(title),
        advice: text(advice),
    })
}

/// Hex digits with white space anywhere between bytes.
fn from_hex(text: &str) -> Vec<u8> {
    let digits: String = text.split_whitespace().collect();
    let byte = |at| u8::from_str_radix(digits.get(at..at + 2).expect("whole bytes"), 16).expect("hex digits");
    (0..digits.len()).step_by(2).map(byte).collect()
}

/// Media types whose bodies stand in hex.
const BYTES: [&str; 3] = [
    "application/private-token-request",
    "application/private-token-response",
    "application/vnd.psephos.ballot",
];
