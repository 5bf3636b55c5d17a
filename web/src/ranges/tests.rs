//! Ranges that are malformed, several, beyond the end, of another version; then the good ones.

use rocket::http::Header;
use rocket::local::blocking::{Client, LocalResponse};
use rocket::{get, routes};

use super::*;

#[get("/ten")]
fn ten() -> Fixed {
    Fixed::for_ever(b"0123456789".to_vec())
}

#[get("/none")]
fn none() -> Fixed {
    Fixed::text("")
}

fn client() -> Client {
    let rocket = crate::server::build(([127, 0, 0, 1], 0).into(), None, 0).mount("/", routes![ten, none]);
    Client::untracked(rocket).unwrap()
}

fn ask<'c>(client: &'c Client, path: &'c str, headers: &[(&'static str, &str)]) -> LocalResponse<'c> {
    let headers = headers.iter().map(|(name, value)| Header::new(*name, (*value).to_owned()));
    let mut request = client.get(path);
    headers.for_each(|header| request.add_header(header));
    request.dispatch()
}

/// Status, `Content-Range` and body.
fn seen(response: LocalResponse<'_>) -> (u16, String, String) {
    let place = response.headers().get_one("Content-Range").unwrap_or_default().to_owned();
    let length = response.headers().get_one("Content-Length").map(|length| length.parse().unwrap());
    let status = response.status().code;
    let body = response.into_string().unwrap_or_default();
    if status == 200 || status == 206 {
        assert_eq!(length, Some(body.len()));
    }
    (status, place, body)
}

const TAG: &str = "\"84d89877f0d4041efb6bf91a16f0248f\"";

#[test]
fn what_is_no_single_range_of_bytes_is_answered_by_the_whole() {
    let client = client();
    for range in [
        "",
        "bytes",
        "bytes=",
        "bytes=-",
        "bytes=a-b",
        "bytes=1",
        "bytes=+1-2",
        "bytes=5-3",
        "bytes=1-2,4-5",
        "bytes=0-,-1",
        "lines=1-2",
        "bytes=0x1-",
        "bytes=1 - 2",
        "bytes=--1",
    ] {
        let whole = (200, String::new(), "0123456789".to_owned());
        assert_eq!(seen(ask(&client, "/ten", &[("Range", range)])), whole, "{range}");
    }
    assert_eq!(seen(ask(&client, "/none", &[("Range", "bytes=0-0")])), (200, String::new(), String::new()));
}

#[test]
fn bytes_that_there_are_not_are_refused_with_the_length() {
    let client = client();
    for range in ["bytes=10-", "bytes=10-20", "bytes=-0", "bytes=99999999999999999999-"] {
        let (status, place, body) = seen(ask(&client, "/ten", &[("Range", range)]));
        assert_eq!((status, place.as_str()), (416, "bytes */10"), "{range}");
        assert!(body.contains("urn:psephos:error:range-not-satisfiable"), "{body}");
    }
}

#[test]
fn one_range_is_answered_by_its_bytes() {
    let client = client();
    for (range, place, bytes) in [
        ("bytes=0-0", "bytes 0-0/10", "0"),
        ("BYTES=2-4", "bytes 2-4/10", "234"),
        ("bytes=7-", "bytes 7-9/10", "789"),
        ("bytes=7-99999999999999999999", "bytes 7-9/10", "789"),
        ("bytes=-3", "bytes 7-9/10", "789"),
        ("bytes=-30", "bytes 0-9/10", "0123456789"),
    ] {
        let response = ask(&client, "/ten", &[("Range", range)]);
        assert_eq!(response.headers().get_one("ETag"), Some(TAG));
        assert_eq!(seen(response), (206, place.to_owned(), bytes.to_owned()), "{range}");
    }
}

#[test]
fn a_part_is_sent_only_of_the_version_that_the_client_has() {
    let client = client();
    let weak = format!("W/{TAG}");
    for other in ["\"other\"", &weak, "Sat, 21 Nov 2026 19:00:00 GMT", "*"] {
        let headers = [("Range", "bytes=5-"), ("If-Range", other)];
        assert_eq!(seen(ask(&client, "/ten", &headers)).0, 200, "{other}");
    }
    assert_eq!(seen(ask(&client, "/ten", &[("Range", "bytes=5-"), ("If-Range", TAG)])).2, "56789");
    // What the client has is not sent again, whichever part of it is asked for.
    for known in [TAG, &weak, "*", &format!("\"x\" , {TAG}")] {
        let response = ask(&client, "/ten", &[("If-None-Match", known), ("Range", "bytes=99-")]);
        let cache = response.headers().get_one("Cache-Control").map(str::to_owned);
        assert_eq!((response.status().code, response.headers().get_one("ETag")), (304, Some(TAG)), "{known}");
        assert_eq!(cache.as_deref(), Some("public, max-age=31536000, immutable"));
    }
    assert_eq!(seen(ask(&client, "/ten", &[("If-None-Match", "\"other\"")])).0, 200);
}

#[test]
fn head_tells_the_length_of_the_whole_and_knows_no_ranges() {
    let client = client();
    for range in ["bytes=2-4", "bytes=99-"] {
        let response = client.head("/ten").header(Header::new("Range", range)).dispatch();
        let header = |name| response.headers().get_one(name).unwrap_or_default().to_owned();
        assert_eq!(response.status().code, 200);
        assert_eq!((header("Content-Length").as_str(), header("Accept-Ranges").as_str()), ("10", "bytes"));
        assert_eq!(header("ETag"), TAG);
        assert!(response.into_bytes().unwrap_or_default().is_empty());
    }
}
