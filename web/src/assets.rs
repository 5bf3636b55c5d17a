//! Files that are part of the binary: the stylesheet and the mark of both services, and a responder for more of them.
//!
//! Each is kept as it is and compressed, by the build script; hashes that are published are always of the file as it is.

use std::io::Cursor;

use rocket::http::ContentType;
use rocket::request::Request;
use rocket::response::{self, Responder};
use rocket::{Route, get, routes};

use crate::ranges::{self, Representation, Selected};

mod stylesheet;

pub use stylesheet::without_comments as style_without_comments;

static FILES: &[Asset] = include!(concat!(env!("OUT_DIR"), "/assets.rs"));

/// `/style.css` and `/mark.svg`.
pub fn routes() -> Vec<Route> {
    routes![style, mark]
}

/// `style.css` or `mark.svg` as served.
pub fn file(name: &str) -> Option<&'static Asset> {
    FILES.iter().find(|asset| asset.name == name)
}

/// A file in three codings of one content.
#[derive(Debug, Clone, Copy)]
pub struct Asset {
    /// Its name, with the extension that tells its type.
    pub name: &'static str,
    /// The file itself.
    pub identity: &'static [u8],
    /// The same under gzip.
    pub gzip: &'static [u8],
    /// The same under brotli.
    pub brotli: &'static [u8],
}

impl Asset {
    /// The smallest coding that an `Accept-Encoding` header allows, and its name where it is not the file itself.
    fn coded(&self, accept_encoding: &str) -> (Option<&'static str>, &'static [u8]) {
        if accepts(accept_encoding, "br") {
            (Some("br"), self.brotli)
        } else if accepts(accept_encoding, "gzip") {
            (Some("gzip"), self.gzip)
        } else {
            (None, self.identity)
        }
    }

    /// A strong validator, one for each coding (RFC 9110 section 8.8.3.3): that of the file, and the coding's name.
    fn etag(&self, coding: Option<&str>) -> String {
        let tag = ranges::etag(self.identity);
        coding.map_or_else(|| tag.clone(), |coding| format!("{}-{coding}\"", tag.trim_end_matches('"')))
    }
}

/// Browsers keep the file and ask whether it has changed. A range is one of the coded bytes (RFC 9110 section 14.1), which its
/// validator tells apart.
impl<'r> Responder<'r, 'static> for Asset {
    fn respond_to(self, request: &'r Request<'_>) -> response::Result<'static> {
        let accepted = request.headers().get("Accept-Encoding").collect::<Vec<_>>().join(",");
        let (coding, bytes) = self.coded(&accepted);
        let extension = self.name.rsplit('.').next().unwrap_or_default();
        let representation = Representation {
            etag: self.etag(coding),
            length: bytes.len() as u64,
            content_type: ContentType::from_extension(extension).unwrap_or(ContentType::Binary),
            headers: vec![("Cache-Control", "no-cache".to_owned()), ("Vary", "Accept-Encoding".to_owned())],
        };
        match representation.select(request)? {
            Selected::Answered(response) => Ok(response),
            Selected::Bytes(mut response, range) => {
                if let Some(coding) = coding {
                    response.raw_header("Content-Encoding", coding);
                }
                let part = ranges::part(bytes, &range);
                response.sized_body(part.len(), Cursor::new(part)).ok()
            }
        }
    }
}

/// Whether the header names the coding and does not give it the weight 0 (RFC 9110 section 12.5.3).
fn accepts(accept_encoding: &str, coding: &str) -> bool {
    accept_encoding.split(',').any(|one| {
        let mut parts = one.split(';').map(str::trim);
        let named = parts.next().is_some_and(|name| name.eq_ignore_ascii_case(coding));
        let weight = parts.find_map(|part| part.strip_prefix("q="));
        named && weight.is_none_or(|weight| weight.parse().is_ok_and(|weight: f32| weight > 0.0))
    })
}

#[get("/style.css")]
fn style() -> Option<Asset> {
    file("style.css").copied()
}

#[get("/mark.svg")]
fn mark() -> Option<Asset> {
    file("mark.svg").copied()
}

#[cfg(test)]
mod tests {
    use rocket::http::{Header, Status};
    use rocket::local::blocking::Client;

    use super::*;

    fn client() -> Client {
        let rocket = rocket::custom(crate::server::quiet_config()).mount("/", routes());
        Client::untracked(rocket).unwrap()
    }

    #[test]
    fn a_known_file_is_not_sent_again_in_the_same_coding() {
        let client = client();
        let ask = |coding: &'static str, tag: &str| {
            let headers = [("Accept-Encoding", coding), ("If-None-Match", tag)];
            let mut request = client.get("/style.css");
            headers
                .into_iter()
                .for_each(|(name, value)| request.add_header(Header::new(name, value.to_owned())));
            let response = request.dispatch();
            assert_eq!(response.headers().get_one("Vary"), Some("Accept-Encoding"));
            (response.status(), response.headers().get_one("ETag").unwrap_or_default().to_owned())
        };
        let tags = ["", "gzip", "br"].map(|coding| (coding, ask(coding, "").1));
        for (coding, tag) in &tags {
            for (other, other_tag) in &tags {
                let expected = if coding == other { Status::NotModified } else { Status::Ok };
                assert_eq!(ask(coding, &format!("\"x\", W/{other_tag}")).0, expected, "{tag} {other_tag}");
            }
        }
    }

    #[test]
    fn a_range_is_one_of_the_coded_bytes_and_of_no_other_coding() {
        let client = client();
        let asset = file("style.css").unwrap();
        let ask = |coding: Option<&str>, if_range: String| {
            let coded = Header::new("Accept-Encoding", coding.unwrap_or_default().to_owned());
            let request = client.get("/style.css").header(coded).header(Header::new("Range", "bytes=3-6"));
            request.header(Header::new("If-Range", if_range)).dispatch()
        };
        for (coding, bytes) in
            [(None, asset.identity), (Some("gzip"), asset.gzip), (Some("br"), asset.brotli)]
        {
            let part = ask(coding, asset.etag(coding));
            assert_eq!(
                (part.status(), part.headers().get_one("Content-Encoding")),
                (Status::PartialContent, coding)
            );
            assert_eq!(part.into_bytes().unwrap(), &bytes[3..7]);
            for other in [None, Some("gzip"), Some("br")].into_iter().filter(|other| *other != coding) {
                let whole = ask(coding, asset.etag(other));
                assert_eq!(
                    whole.status(),
                    Status::Ok,
                    "a part of {other:?} is not continued by one of {coding:?}"
                );
            }
        }
    }

    #[test]
    fn the_best_coding_that_is_allowed_is_sent() {
        let client = client();
        for (accepted, coding) in [
            ("", None),
            ("identity", None),
            ("gzip, deflate, br, zstd", Some("br")),
            ("br;q=0, gzip", Some("gzip")),
            ("BR ; q=0.5", Some("br")),
            ("gzip;q=0.000", None),
            ("brotli", None),
        ] {
            let response =
                client.get("/style.css").header(Header::new("Accept-Encoding", accepted)).dispatch();
            assert_eq!(response.headers().get_one("Content-Encoding"), coding, "{accepted}");
            assert_eq!(response.content_type(), Some(ContentType::CSS));
            let asset = file("style.css").unwrap();
            let bytes = response.into_bytes().unwrap();
            assert_eq!(bytes == asset.identity, coding.is_none(), "{accepted}");
        }
    }

    #[test]
    fn a_stylesheet_is_served_without_comment() {
        let style = "/* One:\n *\n * two */\n\na { b: c } /* kept */\n  /* three */\nd {}\n";
        assert_eq!(style_without_comments(style), "a { b: c } /* kept */\nd {}\n");
    }

    #[test]
    fn every_coding_holds_the_file() {
        use std::io::Read as _;
        for asset in FILES {
            let (mut gzip, mut brotli) = (Vec::new(), Vec::new());
            flate2::read::GzDecoder::new(asset.gzip).read_to_end(&mut gzip).unwrap();
            brotli::BrotliDecompress(&mut { asset.brotli }, &mut brotli).unwrap();
            assert!(gzip == asset.identity && brotli == asset.identity, "{}", asset.name);
        }
    }
}
