//! A client in another language, written from PROTOCOL alone, registers, votes, checks its receipt and recounts.

use std::io::Write as _;
use std::process::{Output, Stdio};

use e2e::binary::{file, python};
use e2e::election::{Election, PASSWORD};
use e2e::poll::{Draft, choice};

#[test]
fn a_python_client_registers_votes_checks_its_receipt_and_recounts() {
    let election = Election::simple();
    let manifest = election.publish(&Draft::default());
    let ada = election.voter("ada@example.org");
    election.vote(&manifest, &ada, &choice("garden"));

    let folder = tempfile::tempdir().unwrap();
    let receipt = folder.path().join("guido.psephos-receipt").display().to_string();
    let url = election.services.ballot_box().http().base().to_owned();
    let poll = manifest.id().to_string();
    assert!(run(&["register", &url, &poll, "guido@example.org"], PASSWORD).contains("registered"));
    let token = election.services.mailbox.await_token("guido@example.org");
    assert!(run(&["confirm", &url, &poll], &token).contains("confirmed"));
    let vote = ["vote", &url, &poll, "guido@example.org", r#"{"party":{"choose":["roof"]}}"#, &receipt];
    let voted = run(&vote, PASSWORD);
    assert!(voted.contains("cast"), "{voted}");
    assert!(run(&["check", &url, &poll, &receipt], "").contains("logged"));
    let receipt_file =
        crypto::receipt::ReceiptFile::parse(&std::fs::read_to_string(&receipt).unwrap()).unwrap();
    assert!(
        receipt_file.verify(&manifest.ballot_box.key).unwrap().logged.is_some(),
        "our own code reads its receipt"
    );

    assert_eq!(election.close(&manifest).ballots, 2);
    assert!(run(&["check", &url, &poll, &receipt], "").contains("counted"));
    let recount = run(&["recount", &url, &poll], "");
    assert!(recount.contains("2 ballots") && recount.contains("matches the signed result"), "{recount}");
}

fn run(arguments: &[&str], input: &str) -> String {
    let mut client = python()
        .arg(file("outside/client.py"))
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("Debian's python3 starts");
    writeln!(client.stdin.take().expect("standard input is piped"), "{input}").expect("it reads its input");
    let Output { status, stdout, stderr } = client.wait_with_output().expect("it ends");
    assert!(status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&stderr));
    String::from_utf8(stdout).expect("it prints text")
}
