//! What a service signed against a voter is kept: it may convict the service.

use std::io;
use std::path::{Path, PathBuf};

use crate::client::ClientError;
use crate::private_file;

/// Writes `text` beside the state file and returns where. A later piece of evidence never overwrites an earlier one.
pub(super) fn keep(state: &Path, text: &str) -> io::Result<PathBuf> {
    let mut number = 1;
    loop {
        let path = state.with_extension(format!("evidence-{number}"));
        match private_file::create(&path, text.as_bytes()) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => number += 1,
            done => return done.map(|()| path),
        }
    }
}

/// The signed refusal in a problem document, with the other ballot's promise where there is one.
pub(super) fn refusal(error: &ClientError) -> Option<String> {
    let ClientError::Refused(problem) = error else { return None };
    let refusal = problem.member("refusal")?;
    Some(format!("{refusal}{}", problem.member("promise").unwrap_or_default()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::client::Problem;

    #[test]
    fn evidence_is_never_overwritten() {
        let folder = tempfile::tempdir().unwrap();
        let state = folder.path().join("ada.vote");
        let (first, second) = (keep(&state, "one").unwrap(), keep(&state, "two").unwrap());
        assert_ne!(first, second);
        assert_eq!(std::fs::read_to_string(first).unwrap(), "one");
    }

    #[test]
    fn a_refusal_is_found_in_its_problem_document() {
        let body = br#"{"type":"urn:psephos:error:token-spent","refusal":"r\n","promise":"p\n"}"#;
        let error = ClientError::Refused(Box::new(Problem::parse(409, body).unwrap()));
        assert_eq!(refusal(&error).as_deref(), Some("r\np\n"));
    }
}
