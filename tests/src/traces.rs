//! Looking for what must not be there: a voter in what the ballot box stored, a ballot in what the registrar stored.

use std::path::PathBuf;

use crypto::encoding::{b64, b64url, hex};

/// Panics if `needle` occurs in what a service stored, as bytes or in any usual spelling.
pub fn assert_absent(stored: &[(PathBuf, Vec<u8>)], what: &str, needle: &[u8]) {
    for spelling in spellings(needle) {
        for (path, bytes) in stored {
            assert!(!contains(bytes, &spelling), "{what} is in {}", path.display());
        }
    }
}

/// Whether `needle` occurs in what a service stored, in any spelling: the check on the check.
pub fn is_present(stored: &[(PathBuf, Vec<u8>)], needle: &[u8]) -> bool {
    spellings(needle).iter().any(|spelling| stored.iter().any(|(_, bytes)| contains(bytes, spelling)))
}

fn spellings(needle: &[u8]) -> Vec<Vec<u8>> {
    let hexadecimal = hex(needle);
    // The last characters of base64 depend on what follows the needle.
    let unpadded = |text: String| text.as_bytes()[..needle.len() / 3 * 4].to_vec();
    vec![
        needle.to_vec(),
        hexadecimal.to_uppercase().into_bytes(),
        hexadecimal.into_bytes(),
        unpadded(b64(needle)),
        unpadded(b64url(needle)),
    ]
}

fn contains(bytes: &[u8], needle: &[u8]) -> bool {
    let starts = bytes.iter().enumerate().filter(|(_, byte)| **byte == needle[0]);
    starts.map(|(start, _)| start).any(|start| bytes[start..].starts_with(needle))
}
