//! A server that hangs up in the middle of its answers, and what a client makes of it.

use std::io::{BufRead as _, BufReader, Write as _};
use std::net::TcpListener;
use std::sync::mpsc::{Receiver, channel};

use super::super::http::Patience;
use super::*;

/// What a server says before it hangs up, once for each connection; the requests that it got come out of the other end.
fn server(answers: Vec<String>) -> (Http, Receiver<String>) {
    let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
    let base = format!("http://{}", listener.local_addr().unwrap());
    let (sender, requests) = channel();
    std::thread::spawn(move || {
        for answer in answers {
            let mut reader = BufReader::new(listener.accept().unwrap().0);
            let lines = reader.by_ref().lines().map_while(Result::ok);
            let head: Vec<String> = lines.take_while(|line| !line.is_empty()).collect();
            // Who asked has what it wanted.
            drop(sender.send(head.join("\n").to_lowercase()));
            reader.get_mut().write_all(answer.as_bytes()).unwrap();
        }
    });
    let patience = Patience { call: LONG, download: LONG, pauses: &[Duration::ZERO; 3] };
    (Http::with(&base, patience), requests)
}

/// The first `sent` bytes of the alphabet from `from` on, with the headers of all of them.
fn part(from: usize, sent: usize, headers: &str) -> String {
    let status = if from == 0 { "200 OK" } else { "206 Partial Content" };
    let range = format!("Content-Range: bytes {from}-25/26\r\n");
    let range = if from == 0 { "" } else { &range };
    let (length, sent) = (26 - from, &ALPHABET[from..from + sent]);
    format!("HTTP/1.1 {status}\r\nContent-Length: {length}\r\n{range}{headers}\r\n{sent}")
}

fn read(http: &Http) -> io::Result<String> {
    let mut text = String::new();
    http.stream("/bundle").unwrap().read_to_string(&mut text).map(|_| text)
}

#[test]
fn without_a_strong_validator_nothing_goes_on() {
    for headers in
        ["", "ETag: \"a\"\r\n", "Accept-Ranges: bytes\r\n", "Accept-Ranges: bytes\r\nETag: W/\"a\"\r\n"]
    {
        let (http, requests) = server(vec![part(0, 10, headers)]);
        let refused = read(&http).unwrap_err().to_string();
        assert!(refused.contains("it broke off after 10 of 26 bytes"), "{headers}: {refused}");
        assert_eq!(requests.iter().count(), 1, "{headers}");
    }
}

#[test]
fn a_part_of_another_version_or_from_another_place_is_not_taken() {
    let changed = part(0, 26, "ETag: \"b\"\r\n");
    let other_tag = part(10, 16, "ETag: \"b\"\r\n");
    let other_place = part(11, 15, TAGGED);
    let refusal = "HTTP/1.1 416 x\r\nContent-Length: 0\r\n\r\n".to_owned();
    for (second, words) in [
        (changed, "has changed since; run the command again"),
        (other_tag, "goes on with something else"),
        (other_place, "goes on with something else"),
        (refusal, "status 416"),
    ] {
        let (http, requests) = server(vec![part(0, 10, TAGGED), second]);
        let refused = read(&http).unwrap_err().to_string();
        assert!(refused.contains(words), "{refused}");
        assert_eq!(requests.iter().count(), 2);
    }
}

#[test]
fn the_attempts_come_to_an_end() {
    let cut = |from| part(from, 1, TAGGED);
    let (http, requests) = server((0..9).map(cut).collect());
    let refused = read(&http).unwrap_err().to_string();
    assert!(refused.contains("it broke off after 4 of 26 bytes"), "{refused}");
    assert_eq!(requests.try_iter().count(), 4, "the first request and three attempts to go on");
}

#[test]
fn a_download_that_is_cut_goes_on_where_it_ended() {
    let busy = "HTTP/1.1 502 x\r\nContent-Length: 0\r\n\r\n".to_owned();
    let (http, requests) = server(vec![part(0, 10, TAGGED), busy, part(10, 4, TAGGED), part(14, 12, TAGGED)]);
    assert_eq!(read(&http).unwrap(), ALPHABET);
    let requests: Vec<String> = requests.iter().collect();
    assert!(!requests[0].contains("range"), "{}", requests[0]);
    for (request, from) in requests[1..].iter().zip([10, 10, 14]) {
        assert!(request.contains(&format!("\nrange: bytes={from}-")), "{request}");
        assert!(request.contains("\nif-range: \"a\""), "{request}");
    }
}

#[test]
fn who_must_go_on_in_time_does_not_wait() {
    let (http, requests) = server(vec![part(0, 10, TAGGED)]);
    let soon = Patience { call: LONG, download: LONG, pauses: &[Duration::MAX] };
    let refused = read(&Http::with(http.base(), soon)).unwrap_err().to_string();
    assert!(refused.contains("it broke off after 10 of 26 bytes"), "{refused}");
    assert_eq!(requests.iter().count(), 1);
}

const ALPHABET: &str = "abcdefghijklmnopqrstuvwxyz";
const TAGGED: &str = "Accept-Ranges: bytes\r\nETag: \"a\"\r\n";
const LONG: Duration = Duration::from_secs(60);
