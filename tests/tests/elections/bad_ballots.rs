//! No altered ballot passes, whichever byte is altered.

use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use crypto::ballot::Ballot;
use crypto::content::{Answer, Content};
use e2e::election::{Election, collect_pass, signed_refusal};
use e2e::poll::{Draft, choice};

#[test]
fn a_ballot_with_any_byte_flipped_is_refused_and_not_counted() {
    let election = Election::simple();
    let manifest = election.publish(&Draft::default());
    let pass = collect_pass(&manifest, &election.voter("ada@example.org")).unwrap();
    let ballot = pass.seal(&manifest, &choice("garden")).unwrap();
    let bytes = ballot.to_bytes();
    let ballot_box = election.services.ballot_box();
    let refused = AtomicUsize::new(0);
    thread::scope(|scope| {
        for lane in 0..LANES {
            let (bytes, ballot_box, manifest, refused) = (&bytes, &ballot_box, &manifest, &refused);
            scope.spawn(move || {
                for place in (lane..bytes.len()).step_by(LANES) {
                    for mask in [0x01, 0x80, 0xff] {
                        let mut flipped = bytes.clone();
                        flipped[place] ^= mask;
                        let answer =
                            ballot_box.cast_answer(&manifest.id(), &flipped, None).expect("an answer");
                        let name = answer.clone().accepted().expect_err("refused").name().map(str::to_owned);
                        assert!(
                            matches!(answer.status, 403 | 422) && name.is_some(),
                            "byte {place} ^ {mask:#x}: {} {name:?}",
                            answer.status
                        );
                        refused.fetch_add(1, Ordering::Relaxed);
                    }
                }
            });
        }
    });
    assert_eq!(refused.into_inner(), 3 * bytes.len());
    assert_eq!(election.summary(&manifest).ballots, 0);
    election.cast(&manifest, &ballot).expect("the honest ballot is not hurt by its copies");
    assert_eq!(election.close(&manifest).ballots, 1);
}

#[test]
fn ballots_of_wrong_length_type_or_poll_are_refused() {
    let election = Election::simple();
    let (manifest, other) = (election.publish(&Draft::default()), election.publish(&Draft::default()));
    let pass = collect_pass(&manifest, &election.voter("ada@example.org")).unwrap();
    let ballot = pass.seal(&manifest, &choice("garden")).unwrap();
    let bytes = ballot.to_bytes();
    let ballot_box = election.services.ballot_box();
    for malformed in [&bytes[..bytes.len() - 1], &[&bytes[..], &[0]].concat(), &[], &[1]] {
        let refused = ballot_box.cast(&manifest.id(), malformed, None).expect_err("malformed");
        assert_eq!(refused.name(), Some("ballot-malformed"));
    }
    let path = format!("/api/v1/polls/{}/ballots", manifest.id());
    for media_type in ["application/octet-stream", "application/json", "text/plain"] {
        let answer =
            ballot_box.http().send("POST", &path, &[("content-type", media_type)], Some(&bytes)).unwrap();
        assert_eq!(answer.status, 415, "{media_type}");
    }
    let unknown = ballot_box.cast(&[7; 32].into(), &bytes, None).expect_err("no such poll");
    assert_eq!(unknown.name(), Some("not-found"));
    let huge = ballot_box.cast_answer(&manifest.id(), &vec![1; 4 << 20], None);
    // The server may hang up before four megabytes are through.
    if let Ok(answer) = huge {
        assert!(matches!(answer.status, 413 | 422), "{}", answer.status);
    }
    what_is_no_request_has_a_status_and_nothing_else(&election);
    assert_eq!(signed_refusal(&election, &other, &ballot), "token-invalid");
    assert_eq!(election.summary(&manifest).ballots + election.summary(&other).ballots, 0);
}

/// As docs/clients.md says: the HTTP library answers it, before there is a request that could be answered with more.
fn what_is_no_request_has_a_status_and_nothing_else(election: &Election) {
    let many: String = (0..101).map(|number| format!("X-{number}: a\r\n")).collect();
    for base in [election.services.ballot_box().http().base(), election.services.registrar().http().base()] {
        let address = base.strip_prefix("http://").unwrap();
        for (head, expected) in [
            ("hello\r\n".to_owned(), "400"),
            ("GET /a b HTTP/1.1\r\n".to_owned(), "400"),
            ("GET / HTTP/1.1\r\nX y: a\r\n".to_owned(), "400"),
            ("POST /api/v1/sessions HTTP/1.1\r\nContent-Length: x\r\n".to_owned(), "400"),
            (format!("GET /{} HTTP/1.1\r\n", "a".repeat(65_535)), "414"),
            (format!("GET / HTTP/1.1\r\n{many}"), "431"),
        ] {
            let mut stream = TcpStream::connect(address).unwrap();
            // At once: of what comes after its answer the server takes nothing, and hangs up.
            stream.write_all(format!("{head}\r\n").as_bytes()).unwrap();
            let mut answer = String::new();
            stream.read_to_string(&mut answer).unwrap();
            let (told, body) = answer.split_once("\r\n\r\n").unwrap();
            assert!(told.starts_with(&format!("HTTP/1.1 {expected} ")) && body.is_empty(), "{answer}");
            assert!(!told.to_lowercase().contains("content-type"), "{answer}");
        }
    }
}

#[test]
fn a_content_that_is_not_canonical_is_refused_though_its_voter_signed_it() {
    let election = Election::simple();
    let manifest = election.publish(&Draft::default());
    let pass = collect_pass(&manifest, &election.voter("ada@example.org")).unwrap();
    let (token, key) = pass.parts();
    let key = crypto::ballot::BallotKey::from_seed(&key);
    let token = crypto::token::Token::parse(token).unwrap();
    let canonical = String::from_utf8(choice("lake").encode(&manifest).unwrap()).unwrap();
    for marked in [
        canonical.replacen(':', ": ", 1),
        format!(" {canonical}"),
        canonical.replace("lake", "\\u006cake"),
        canonical.replace("lake", "pond"),
        canonical.replace("[\"lake\"]", "[\"lake\",\"lake\"]"),
        canonical.replace("[\"lake\"]", "[]"),
        canonical.replace("{\"choose\":[\"lake\"]}", "null"),
        canonical.replace("party", "other"),
    ] {
        let mut content = marked.trim_end().as_bytes().to_vec();
        content.resize(manifest.content_size.into(), b' ');
        let ballot = Ballot::seal(&key, token.clone(), content);
        assert_eq!(signed_refusal(&election, &manifest, &ballot), "content-invalid", "{marked}");
    }
    let two = Content { answers: vec![Answer::Choose(vec!["garden".into(), "lake".into()])] };
    pass.seal(&manifest, &two).expect_err("our own client makes no such ballot");
    let honest = pass.seal(&manifest, &choice("lake")).unwrap();
    election.cast(&manifest, &honest).expect("the pass was not spent by what was refused");
}

const LANES: usize = 4;
