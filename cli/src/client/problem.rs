//! Problem documents (RFC 9457), the form of every refusal.

use std::fmt;

use serde_json::Value;

/// A service's refusal: a status, a name of PROTOCOL and an explanation.
#[derive(Debug, Clone, PartialEq)]
pub struct Problem {
    /// The HTTP status.
    pub status: u16,
    /// The whole document.
    pub document: Value,
}

impl Problem {
    /// Reads a document whose `type` is `urn:psephos:error:<name>`; anything else is none.
    pub fn parse(status: u16, body: &[u8]) -> Option<Self> {
        let document: Value = serde_json::from_slice(body).ok()?;
        document.get("type")?.as_str()?.strip_prefix(PREFIX)?;
        Some(Self { status, document })
    }

    /// The error's name, such as `token-spent`.
    pub fn name(&self) -> &str {
        self.member("type").and_then(|it| it.strip_prefix(PREFIX)).unwrap_or_default()
    }

    /// A member of the document that is a string, such as `detail`, `refusal` or `promise`.
    pub fn member(&self, name: &str) -> Option<&str> {
        self.document.get(name).and_then(Value::as_str)
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.member("detail").or_else(|| self.member("title")) {
            Some(text) => write!(f, "{text} ({}, {})", self.name(), self.status),
            None => write!(f, "refused: {} ({})", self.name(), self.status),
        }
    }
}

impl std::error::Error for Problem {}

const PREFIX: &str = "urn:psephos:error:";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_problem_tells_its_name_and_what_to_do() {
        let body = br#"{"type":"urn:psephos:error:token-spent","title":"Spent","detail":"This pass was used.","promise":"p"}"#;
        let problem = Problem::parse(409, body).unwrap();
        assert_eq!((problem.name(), problem.member("promise")), ("token-spent", Some("p")));
        assert_eq!(problem.to_string(), "This pass was used. (token-spent, 409)");
    }

    #[test]
    fn other_documents_are_no_problems() {
        for body in ["", "{}", "<html>", r#"{"type":"about:blank"}"#, r#"{"type":7}"#] {
            assert_eq!(Problem::parse(500, body.as_bytes()), None, "{body}");
        }
    }
}
