//! Files that are part of the binary: the stylesheet and the mark of both services, and a responder for more of them.

use std::io::Cursor;

use include_dir::{Dir, include_dir};
use rocket::http::{ContentType, Status};
use rocket::request::Request;
use rocket::response::{self, Responder, Response};
use rocket::{Route, get, routes};
use sha2::{Digest as _, Sha256};

static FILES: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/static");

/// `/style.css` and `/mark.svg`.
pub fn routes() -> Vec<Route> {
    routes![style, mark]
}

/// The bytes of `style.css` or `mark.svg` as served.
pub fn file(name: &str) -> Option<&'static [u8]> {
    FILES.get_file(name).map(include_dir::File::contents)
}

/// Fixed bytes with an `ETag` over their hash; browsers keep them and ask whether they changed.
#[derive(Debug, Clone)]
pub struct StaticFile {
    bytes: &'static [u8],
    content_type: ContentType,
}

impl StaticFile {
    /// `bytes` of the type that the extension of `name` stands for.
    pub fn new(name: &str, bytes: &'static [u8]) -> Self {
        let extension = name.rsplit('.').next().unwrap_or_default();
        Self { bytes, content_type: ContentType::from_extension(extension).unwrap_or(ContentType::Binary) }
    }
}

impl<'r> Responder<'r, 'static> for StaticFile {
    fn respond_to(self, request: &'r Request<'_>) -> response::Result<'static> {
        let tag = etag(self.bytes);
        let mut response = Response::build();
        response.raw_header("ETag", tag.clone()).raw_header("Cache-Control", "no-cache");
        let known = request.headers().get("If-None-Match").flat_map(|list| list.split(','));
        if known.map(|one| one.trim().trim_start_matches("W/")).any(|one| one == tag) {
            return response.status(Status::NotModified).ok();
        }
        response.header(self.content_type).sized_body(self.bytes.len(), Cursor::new(self.bytes)).ok()
    }
}

#[get("/style.css")]
fn style() -> Option<StaticFile> {
    file("style.css").map(|bytes| StaticFile::new("style.css", bytes))
}

#[get("/mark.svg")]
fn mark() -> Option<StaticFile> {
    file("mark.svg").map(|bytes| StaticFile::new("mark.svg", bytes))
}

/// A strong validator: the first 128 bits of SHA-256, in hexadecimal and quotes (RFC 9110 section 8.8.3).
fn etag(bytes: &[u8]) -> String {
    let digest = Sha256::digest(bytes);
    let hex: String = digest.iter().take(16).map(|byte| format!("{byte:02x}")).collect();
    format!("\"{hex}\"")
}

#[cfg(test)]
mod tests {
    use rocket::http::Header;
    use rocket::local::blocking::Client;

    use super::*;

    #[test]
    fn a_known_file_is_not_sent_again() {
        let rocket = rocket::custom(crate::server::quiet_config()).mount("/", routes());
        let client = Client::untracked(rocket).unwrap();
        let first = client.get("/style.css").dispatch();
        assert_eq!(first.content_type(), Some(ContentType::CSS));
        let tag = first.headers().get_one("ETag").unwrap().to_owned();
        let again = client.get("/style.css").header(Header::new("If-None-Match", tag)).dispatch();
        assert_eq!(again.status(), Status::NotModified);
        assert_eq!(client.get("/mark.svg").dispatch().content_type(), Some(ContentType::SVG));
    }
}
