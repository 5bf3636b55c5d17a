//! Answers that are none.

use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::process::Command;
use std::thread;

use crypto::note::{Note, SignerKey};
use serde_json::json;

use super::Watched;
use crate::stand_in::Answered;

#[test]
fn answers_that_nobody_can_use_are_told_and_forgotten_when_they_end() {
    let watched = Watched::of(3600);
    watched.show(&[1]);
    watched.run(&[]).is_quiet();
    let huge = vec![b'x'; 5 << 20];
    let deep = "[".repeat(100_000);
    let foreign = SignerKey::generate(&"ballots.example.net".parse().unwrap());
    let forged = Note::sign("a\n".to_owned(), &foreign).to_string();
    for (path, bad) in [
        ("/checkpoint", Answered::ok("hello")),
        ("/checkpoint", Answered::ok(forged)),
        ("/checkpoint", Answered::ok(huge.clone())),
        ("/checkpoint", Answered::ok([0xff, 0xfe])),
        ("/checkpoint", Answered::problem(404, "not-found", json!({}))),
        (
            "/checkpoint",
            Answered { status: 302, headers: vec![("Location", "/".into())], ..Answered::ok("") },
        ),
        ("", Answered::ok(deep)),
        ("", Answered::ok(huge)),
        ("/notices", Answered::ok(r#"{"notices":7}"#)),
        ("/result", Answered::ok("hello")),
    ] {
        watched.stand_in.api(path, bad);
        watched.run(&[]).one("unreadable", None);
        watched.stand_in.api("/result", Answered::problem(404, "not-found", json!({})));
        watched.stand_in.api("/notices", Answered::ok(r#"{"notices":[]}"#));
        watched.show(&[1]);
        watched.run(&[]).is_over("unreadable");
    }
    watched.stand_in.api("/notices", Answered::problem(503, "overloaded", json!({})));
    watched.run(&[]).one("unreachable", None);
}

#[test]
fn a_silent_ballot_box_is_a_warning_and_then_an_alert() {
    // No service of a user may have this port.
    let free = "127.0.0.1:1";
    let folder = tempfile::tempdir().unwrap();
    // Whether its poll is one of this ballot box nobody can know.
    let other = Watched::of(3600);
    let promise = other.promise(1);
    let watch = |patience: &str| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_psephos"));
        command.args(["watch", &format!("http://{free}"), "--once", "--patience", patience, "--receipt"]);
        let output = command.arg(&promise).arg("--state").arg(folder.path()).output().unwrap();
        (output.status.code().unwrap(), String::from_utf8(output.stdout).unwrap())
    };
    let (code, said) = watch("1h");
    assert!(code == 3 && said.contains("warning") && said.contains("unreachable"), "{said}");
    let (code, said) = watch("1h");
    assert!(code == 3 && said.is_empty(), "it was said: {said}");
    let (code, said) = watch("0s");
    assert!(code == 1 && said.contains("alert   unreachable") && said.lines().count() == 1, "{said}");
}

#[test]
fn who_answers_slowly_or_without_end_holds_nobody_up() {
    let folder = tempfile::tempdir().unwrap();
    let watch = |address: SocketAddr| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_psephos"));
        command.args(["watch", &format!("http://{address}"), "--once", "--patience", "0s"]);
        command.args(["--timeout", "500ms", "--state"]).arg(folder.path().join(address.port().to_string()));
        let output = command.output().unwrap();
        (output.status.code().unwrap(), String::from_utf8(output.stdout).unwrap())
    };
    let (code, said) = watch(serve(|mut stream| {
        // Takes the request and says nothing; ends when the client does.
        let _ = stream.read_to_end(&mut Vec::new());
    }));
    assert!(code == 1 && said.contains("alert   unreachable"), "{said}");
    let (code, said) = watch(serve(|mut stream| {
        let mut byte = b"HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n".to_vec();
        while stream.write_all(&byte).is_ok() {
            byte = vec![b'x'];
            thread::park_timeout(std::time::Duration::from_millis(20));
        }
    }));
    assert!(code == 1 && said.contains("alert   unreachable"), "{said}");
    let (code, said) = watch(serve(|mut stream| {
        let mut bytes = b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n".to_vec();
        while stream.write_all(&bytes).is_ok() {
            bytes = vec![b'x'; 1 << 16];
        }
    }));
    assert!(code == 1 && said.contains("alert   unrea"), "{said}");
}

#[test]
fn what_a_ballot_box_says_does_not_reach_the_terminal_as_commands() {
    let watched = Watched::of(3600);
    let clears = json!({"detail": "\u{1b}[2J\u{7}gone", "title": "\u{1b}[2J"});
    watched.stand_in.api("/checkpoint", Answered::problem(404, "not-found", clears));
    let mut command = Command::new(env!("CARGO_BIN_EXE_psephos"));
    command.args(["watch", &watched.stand_in.manifest.ballot_box.url, "--once", "--state"]);
    let output = command.arg(watched.folder.path().join("state")).output().unwrap();
    let said = String::from_utf8(output.stdout).unwrap();
    assert!(said.contains("unreadable") && said.contains("gone"), "{said}");
    assert!(said.chars().all(|c| c == '\n' || !c.is_control()), "{said:?}");
}

/// A server that treats every connection so.
fn serve(answer: impl Fn(TcpStream) + Send + Copy + 'static) -> SocketAddr {
    let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
    let address = listener.local_addr().unwrap();
    thread::spawn(move || {
        for stream in listener.incoming().map_while(Result::ok) {
            thread::spawn(move || answer(stream));
        }
    });
    address
}
