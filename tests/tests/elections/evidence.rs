//! `psephos evidence`: what honest services signed proves nothing, what a cheating ballot box signed convicts it.

use std::ffi::OsStr;
use std::fs;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpListener;
use std::path::Path;
use std::process::Output;

use crypto::evidence::{EvidenceFile, Part};
use crypto::manifest::{Manifest, Service};
use crypto::note::{Note, SignerKey};
use crypto::receipt::ReceiptFile;
use crypto::statement::{self, Promise};
use e2e::binary::psephos_command;
use e2e::election::Election;
use e2e::poll::{Draft, choice, now};
use e2e::ports;

#[test]
fn an_honest_election_proves_nothing_and_a_broken_promise_convicts() {
    let election = Election::simple();
    let manifest = election.publish(&Draft::default());
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    let ada = election.voter("ada@example.org");
    let ballot = election.vote(&manifest, &ada, &choice("lake"));
    let promise = election.cast(&manifest, &ballot).unwrap();
    fs::write(path("ada.psephos-receipt"), ReceiptFile { promise, proof: None }.to_string()).unwrap();
    let early = election.services.ballot_box().checkpoint(&manifest.id()).unwrap();
    fs::write(path("early"), early).unwrap();
    election.close(&manifest);
    let bundle = election.services.ballot_box().get(&manifest.id(), "/bundle").unwrap().body;
    fs::write(path("bundle.tar"), bundle).unwrap();

    let honest = evidence(&[path("ada.psephos-receipt"), path("early"), path("bundle.tar")]);
    assert_eq!(code(&honest), 1, "{}", said(&honest));
    assert!(!said(&honest).contains("Set aside"), "all of it is signed: {}", said(&honest));

    // A ballot box that promises and drops.
    let lost = Promise { poll: manifest.id(), ballot: [7; 32].into() };
    let promise = statement::sign(&lost, &election.services.ballot_box_key());
    fs::write(path("ben.psephos-receipt"), promise.to_string()).unwrap();
    let denied = psephos_command(["receipt"]).arg(path("ben.psephos-receipt")).output().unwrap();
    assert!(!denied.status.success() && said(&denied).contains("ben.evidence-1"), "{}", said(&denied));
    drop(election);

    // From here on nobody is asked any more.
    let kept = path("ben.evidence-1");
    let proved = evidence(&[&kept]);
    assert_eq!(code(&proved), 0, "{}", said(&proved));
    assert!(said(&proved).contains("PROVED against the ballot box"), "{}", said(&proved));
    let pieces = [path("ben.psephos-receipt"), path("bundle.tar")];
    let saved = path("saved");
    let proved = psephos_command(["evidence", "--save"]).arg(&saved).args(&pieces).output().unwrap();
    assert_eq!(code(&proved), 0, "{}", said(&proved));
    assert_eq!(code(&evidence(&[&saved])), 0);

    let text = fs::read_to_string(&saved).unwrap();
    let altered = text.replace(&"07".repeat(32), &"08".repeat(32));
    assert_ne!(altered, text);
    fs::write(&saved, altered).unwrap();
    let nothing = evidence(&[&saved]);
    assert_eq!(code(&nothing), 1, "{}", said(&nothing));
    assert!(
        said(&nothing).contains("Set aside") && said(&nothing).contains("signature"),
        "{}",
        said(&nothing)
    );

    let other_key = SignerKey::generate(&manifest.ballot_box.name).verifier().to_string();
    let pinned = psephos_command(["evidence", "--ballot-box-key", &other_key]).arg(&kept).output().unwrap();
    assert_eq!(code(&pinned), 2, "{}", said(&pinned));
    for unusable in [path("no such file"), path("early")] {
        assert_eq!(code(&evidence(&[unusable])), 2);
    }
}

#[test]
fn a_result_that_is_overdue_is_told_by_asking() {
    let election = Election::simple();
    let published = election.publish(&Draft::default());
    let result = |_: &Manifest| None;
    let overdue = asked(&published, -25 * 3600, result);
    assert_eq!(code(&overdue), 0, "{}", said(&overdue));
    assert!(said(&overdue).contains("A result was due at"), "{}", said(&overdue));
    let in_time = asked(&published, -23 * 3600, result);
    assert_eq!(code(&in_time), 1, "{}", said(&in_time));
    // Somebody else's result is none.
    let foreign = asked(&published, -25 * 3600, |_| Some("nonsense\n".to_owned()));
    assert_eq!(code(&foreign), 0, "{}", said(&foreign));
}

/// Asks a stand-in for a ballot box with one poll, which closed `closed` seconds from now.
fn asked(published: &Manifest, closed: i64, result: impl Fn(&Manifest) -> Option<String>) -> Output {
    let listener = TcpListener::bind(("127.0.0.1", ports::free())).unwrap();
    let name = listener.local_addr().unwrap().to_string().parse().unwrap();
    let (ballot_box, registrar) =
        (SignerKey::generate(&name), SignerKey::generate(&published.registrar.name));
    let mut body = (**published).clone();
    body.registrar.key = registrar.verifier().clone();
    body.ballot_box = Service { url: name.url(), name, key: ballot_box.verifier().clone() };
    let close = now().plus(closed);
    (body.issuance_opens, body.voting_opens) = (close.plus(-7200), close.plus(-7200));
    (body.issuance_closes, body.voting_closes) = (close, close);
    let manifest = body.seal().unwrap();
    let mut note = Note::sign(manifest.text().to_owned(), &registrar);
    note.countersign(&ballot_box).unwrap();

    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("no-result");
    let parts = vec![Part::new("manifest", note.to_string())];
    let written = EvidenceFile::new(&manifest, None, "no result", parts).to_string();
    fs::write(&file, written).unwrap();
    let result = result(&manifest);
    std::thread::spawn(move || {
        for stream in listener.incoming().map_while(Result::ok) {
            let mut reader = BufReader::new(stream);
            let request: Vec<String> =
                reader.by_ref().lines().map_while(Result::ok).take_while(|line| !line.is_empty()).collect();
            let notices = request.first().is_some_and(|line| line.contains("/notices"));
            let (status, body) = match &result {
                _ if notices => ("200 OK", r#"{"notices":[]}"#.to_owned()),
                Some(note) => ("200 OK", note.clone()),
                None => ("404 Not Found", r#"{"type":"urn:psephos:error:not-found"}"#.to_owned()),
            };
            let length = body.len();
            let _ = write!(
                reader.get_mut(),
                "HTTP/1.1 {status}\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n{body}"
            );
        }
    });
    psephos_command(["evidence", "--ask-for-result"]).arg(&file).output().unwrap()
}

fn evidence(files: &[impl AsRef<OsStr> + AsRef<Path>]) -> Output {
    psephos_command(["evidence"]).args(files).output().unwrap()
}

fn code(output: &Output) -> i32 {
    output.status.code().expect("it ends by itself")
}

fn said(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}
