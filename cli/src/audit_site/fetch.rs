//! A file as a browser gets it, in every coding that a browser may ask for.

use std::io::Read as _;

use anyhow::{Context as _, Result, ensure};

use crate::client::BallotBox;

/// One file of the site.
pub(super) struct Served {
    /// Each coding's name and the file that it holds.
    pub(super) codings: Vec<(&'static str, Vec<u8>)>,
    /// The policy that the file came with.
    pub(super) policy: String,
}

impl Served {
    /// The file as text, uncompressed.
    pub(super) fn text(&self) -> String {
        self.codings.first().map(|(_, bytes)| String::from_utf8_lossy(bytes).into_owned()).unwrap_or_default()
    }
}

/// Asks with the headers of a browser: a site that shows auditors something else must be seen doing it.
pub(super) fn as_a_browser(ballot_box: &BallotBox, path: &str) -> Result<Served> {
    let mut served = Served { codings: Vec::new(), policy: String::new() };
    for coding in ["identity", "gzip", "br"] {
        let headers = [("user-agent", BROWSER), ("accept", "*/*"), ("accept-encoding", coding)];
        let answer = ballot_box.http().get(path, &headers)?;
        ensure!(answer.status == 200, "{} answers with the status {}", answer.url, answer.status);
        let decoded = match answer.header("content-encoding") {
            None | Some("identity") => answer.body.clone(),
            Some("gzip") => gunzip(&answer.body).with_context(|| format!("{} is no gzip", answer.url))?,
            Some("br") => unbrotli(&answer.body).with_context(|| format!("{} is no brotli", answer.url))?,
            Some(other) => return Err(answer.unexpected(format!("the coding {other}")).into()),
        };
        served.policy = answer.header("content-security-policy").unwrap_or_default().to_owned();
        served.codings.push((coding, decoded));
    }
    Ok(served)
}

fn gunzip(bytes: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut decoded = Vec::new();
    flate2::read::GzDecoder::new(bytes).take(LARGEST).read_to_end(&mut decoded)?;
    Ok(decoded)
}

fn unbrotli(bytes: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut decoded = Vec::new();
    brotli::Decompressor::new(bytes, 4096).take(LARGEST).read_to_end(&mut decoded)?;
    Ok(decoded)
}

const BROWSER: &str =
    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36";
/// No file of a booth is as large, in bytes.
const LARGEST: u64 = 16 * 1024 * 1024;
