//! A file as a browser gets it, and in every coding that a browser may ask for.

use std::io::Read;

use crypto::encoding::Digest;

use crate::client::{Answer, BallotBox, ClientError};

/// How one request for a file was answered.
pub(super) struct Served {
    /// How it was asked for.
    pub(super) asked: &'static str,
    /// The policy that the file came with.
    pub(super) policy: String,
    /// Hash of the file, uncompressed; or what was wrong with the answer.
    pub(super) file: Result<Digest, String>,
}

/// Asks with all headers of a browser, and then for one coding at a time: a site that has something else for some of them
/// must be seen having it.
pub(super) fn each_way(ballot_box: &BallotBox, path: &str) -> Result<Vec<Served>, ClientError> {
    let url = ballot_box.http().base().to_owned();
    let referer = format!("{url}/");
    CODINGS
        .iter()
        .map(|&(asked, coding)| {
            let mut headers = vec![("accept-encoding", coding)];
            headers.extend(headers_for(path));
            if !is_page(path) {
                headers.push(("referer", &referer));
            }
            let answer = ballot_box.http().get_within(path, &headers, LARGEST)?;
            let policy = answer.header("content-security-policy").unwrap_or_default().to_owned();
            Ok(Served { asked, policy, file: decoded(&answer).map(|file| Digest::of(&file)) })
        })
        .collect()
}

/// What a browser sends besides, by what it wants the file for.
fn headers_for(path: &str) -> Vec<(&'static str, &'static str)> {
    let (accept, dest, mode, site) = match path.rsplit_once('.') {
        Some((_, "js")) => ("*/*", "script", "cors", "same-origin"),
        Some((_, "css")) => ("text/css,*/*;q=0.1", "style", "no-cors", "same-origin"),
        Some((_, "svg")) => (ACCEPTS_IMAGES, "image", "no-cors", "same-origin"),
        _ => (ACCEPTS_PAGES, "document", "navigate", "none"),
    };
    let mut headers = vec![
        ("user-agent", BROWSER),
        ("accept", accept),
        ("accept-language", "en-GB,en;q=0.9"),
        ("sec-ch-ua", r#""Chromium";v="140", "Not=A?Brand";v="24", "Google Chrome";v="140""#),
        ("sec-ch-ua-mobile", "?0"),
        ("sec-ch-ua-platform", r#""Linux""#),
        ("sec-fetch-dest", dest),
        ("sec-fetch-mode", mode),
        ("sec-fetch-site", site),
    ];
    if is_page(path) {
        headers.extend([("sec-fetch-user", "?1"), ("upgrade-insecure-requests", "1")]);
    }
    headers
}

fn is_page(path: &str) -> bool {
    path.ends_with("/booth")
}

/// The file in the answer, or why there is none.
fn decoded(answer: &Answer) -> Result<Vec<u8>, String> {
    if answer.status != 200 {
        return Err(format!("is answered with the status {}", answer.status));
    }
    let body = answer.body.as_slice();
    let coding = answer.header("content-encoding").unwrap_or("identity");
    let decoder: Box<dyn Read + '_> = match coding {
        "identity" => Box::new(body),
        "gzip" => Box::new(flate2::read::GzDecoder::new(body)),
        "deflate" => Box::new(flate2::read::ZlibDecoder::new(body)),
        "br" => Box::new(brotli::Decompressor::new(body, 4096)),
        other => return Err(format!("is served in the coding {other}, which no ballot box uses")),
    };
    let mut file = Vec::new();
    match decoder.take(LARGEST).read_to_end(&mut file) {
        Ok(_) => Ok(file),
        Err(_) => Err(format!("is no {coding}, though it says so")),
    }
}

/// What a fault says, and `accept-encoding`.
const CODINGS: [(&str, &str); 6] = [
    ("as a browser asks", "gzip, deflate, br, zstd"),
    ("identity", "identity"),
    ("gzip", "gzip"),
    ("deflate", "deflate"),
    ("br", "br"),
    ("zstd", "zstd"),
];
const BROWSER: &str =
    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36";
const ACCEPTS_PAGES: &str = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,image/apng,*/*;\
                             q=0.8,application/signed-exchange;v=b3;q=0.7";
const ACCEPTS_IMAGES: &str = "image/avif,image/webp,image/apng,image/svg+xml,image/*,*/*;q=0.8";
/// No file of a booth is as large, in bytes.
const LARGEST: u64 = 16 * 1024 * 1024;
