//! Addresses as people have them.

use super::*;

#[test]
fn a_poll_is_found_at_its_ballot_box_and_in_an_archive_anywhere() {
    let id = "0f".repeat(32);
    let poll: PollId = id.parse().unwrap();
    let at = |base: &str, poll| Address { base: base.to_owned(), poll };
    for (text, address) in [
        (format!("https://b.example.net/polls/{id}"), at("https://b.example.net", Some(poll))),
        (format!("https://b.example.net/polls/{id}/result?x=1#y"), at("https://b.example.net", Some(poll))),
        (format!("https://b.example.net/api/v1/polls/{id}/bundle"), at("https://b.example.net", Some(poll))),
        (format!("https://example.org/old/polls/{id}/"), at("https://example.org/old", Some(poll))),
        (
            format!("https://example.org/polls/old/polls/{id}"),
            at("https://example.org/polls/old", Some(poll)),
        ),
        ("https://example.org/board-2026/".to_owned(), at("https://example.org/board-2026", None)),
        ("http://127.0.0.1:8000/index.html".to_owned(), at("http://127.0.0.1:8000", None)),
        ("https://example.org/polls/2026/".to_owned(), at("https://example.org/polls/2026", None)),
    ] {
        assert_eq!(text.parse::<Address>().unwrap(), address, "{text}");
    }
}

#[test]
fn what_is_no_address_is_told_so() {
    for bad in ["no-such-file.tar", "ftp://example.org/polls/", "https://", "http:///polls"] {
        let refused = bad.parse::<Address>().unwrap_err().to_string();
        assert!(refused.contains("no file, no folder, and no poll's address"), "{bad}: {refused}");
    }
}
