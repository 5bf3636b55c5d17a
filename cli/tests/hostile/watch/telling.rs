//! Whom alerts are told, and the folder.

use std::fs;
use std::io::{Read as _, Write as _};
use std::net::TcpListener;
use std::process::Command;
use std::sync::{Arc, Mutex};
use std::thread;

use serde_json::{Value, json};

use super::Watched;

#[test]
fn a_webhook_is_told_once_and_again_when_it_failed() {
    let hook = Hook::start();
    let watched = Watched::of(3600);
    watched.show(&[1, 2]);
    watched.run(&["--webhook", &hook.url]).is_quiet();
    watched.show(&[2, 1]);
    hook.answers(500);
    let seen = watched.run(&["--webhook", &hook.url]);
    assert_eq!((seen.code, hook.heard().len()), (1, 1), "{seen:#?}");
    assert!(!format!("{seen:?}").contains("secret-path"), "{seen:#?}");
    // The pause is over as soon as the record says so.
    hook.answers(204);
    let alerts = watched.folder.path().join("state/alerts.json");
    let mut record: Value = serde_json::from_slice(&fs::read(&alerts).unwrap()).unwrap();
    record["entries"][0]["webhook"]["next"] = json!("2026-01-01T00:00:00Z");
    fs::write(&alerts, record.to_string()).unwrap();
    for _ in 0..3 {
        watched.run(&["--webhook", &hook.url]);
    }
    let heard = hook.heard();
    assert_eq!(heard.len(), 2);
    assert_eq!(heard[0], heard[1], "the same message, with the same id");
    let told = &heard[1];
    assert_eq!((&told["format"], &told["kind"]), (&json!("psephos-alert/v1"), &json!("fork")));
    assert_eq!(told["poll"], watched.stand_in.manifest.id().to_string());
    assert!(
        told["id"].as_str().unwrap().len() == 32 && told["evidence"].is_string() && told["at"].is_string()
    );
}

#[test]
fn a_second_watcher_of_one_folder_and_damaged_records_are_refused() {
    let watched = Watched::of(3600);
    watched.run(&[]).is_quiet();
    let state = watched.folder.path().join("state");
    let lock = fs::File::open(state.join("watch.lock")).unwrap();
    lock.lock().unwrap();
    let seen = watched.run(&[]);
    assert!(seen.code == 2 && seen.stderr.contains("another watcher"), "{seen:#?}");
    drop(lock);
    fs::write(state.join("alerts.json"), "{").unwrap();
    let seen = watched.run(&[]);
    assert!(seen.code == 2 && seen.stderr.contains("is damaged"), "{seen:#?}");
}

#[test]
fn a_trial_is_sent_or_tells_why_not() {
    let hook = Hook::start();
    let folder = tempfile::tempdir().unwrap();
    let run = |more: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_psephos"));
        command.args(["watch", "http://127.0.0.1:9", "--try"]).args(more).current_dir(folder.path());
        let output = command.output().unwrap();
        (output.status.code().unwrap(), String::from_utf8(output.stderr).unwrap())
    };
    let (code, told) = run(&[]);
    assert!(code == 2 && told.contains("--webhook") && told.contains("--mail-to"), "{told}");
    assert_eq!(run(&["--webhook", &hook.url]).0, 0);
    hook.answers(404);
    let (code, told) = run(&["--webhook", &hook.url]);
    assert!(code == 2 && told.contains("status 404") && !told.contains("secret-path"), "{told}");
    let kinds: Vec<Value> = hook.heard().iter().map(|heard| heard["kind"].clone()).collect();
    assert_eq!(kinds, ["trial", "trial"]);
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0, "no folder is made");
}

#[test]
fn quiet_says_nothing_until_something_is_wrong() {
    let watched = Watched::of(3600);
    watched.show(&[1, 2]);
    let seen = watched.run(&["--quiet"]);
    assert_eq!((seen.code, seen.lines.len()), (0, 0), "{seen:#?}");
    watched.show(&[2, 1]);
    watched.run(&["--quiet"]).one("fork", Some(0));
}

/// Somebody who is told.
struct Hook {
    url: String,
    status: Arc<Mutex<u16>>,
    heard: Arc<Mutex<Vec<Value>>>,
}

impl Hook {
    fn start() -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
        let url = format!("http://{}/hook/secret-path", listener.local_addr().unwrap());
        let (status, heard) = (Arc::new(Mutex::new(204)), Arc::new(Mutex::new(Vec::new())));
        let (answers, hears) = (Arc::clone(&status), Arc::clone(&heard));
        thread::spawn(move || {
            for mut stream in listener.incoming().map_while(Result::ok) {
                let mut request = Vec::new();
                let body = loop {
                    let mut buffer = [0; 4096];
                    let read = stream.read(&mut buffer).unwrap();
                    request.extend_from_slice(&buffer[..read]);
                    let text = String::from_utf8_lossy(&request).into_owned();
                    let body = text.split_once("\r\n\r\n").map(|(_, body)| serde_json::from_str(body));
                    if let Some(Ok(body)) = body {
                        break body;
                    }
                    assert_ne!(read, 0, "a whole request: {text}");
                };
                hears.lock().unwrap().push(body);
                let status = *answers.lock().unwrap();
                let _ =
                    write!(stream, "HTTP/1.1 {status} x\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
            }
        });
        Self { url, status, heard }
    }

    fn answers(&self, status: u16) {
        *self.status.lock().unwrap() = status;
    }

    fn heard(&self) -> Vec<Value> {
        self.heard.lock().unwrap().clone()
    }
}
