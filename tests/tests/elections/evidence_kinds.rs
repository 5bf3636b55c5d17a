//! Every kind of evidence (PROTOCOL section 8) as a file: made by the services of a real election that turn to cheating with
//! their own keys, and examined by `psephos evidence` when both are gone. The kinds are those of [`Finding`]:
//!
//! | kind | what is put together | who keeps such a file |
//! |---|---|---|
//! | broken promise | promise, result, entries without the ballot | `psephos receipt`, the booth |
//! | promised and refused | both about one ballot | `psephos vote`, the booth |
//! | fork | two checkpoints of one size | a witness, `psephos watch`, `psephos receipt` |
//! | inconsistent | two checkpoints and the entries of the later | `psephos watch`, `psephos receipt` |
//! | two results | that differ in more than a late statement explains | `psephos watch` |
//! | no result | only asking tells; `evidence.rs` does | `psephos watch`, `psephos receipt` |
//! | two notices, two issuances | of one number, of one poll | `psephos watch` |
//! | issued above eligible, ballots above issued | the statement; with the ballots | whoever audits |
//! | bad pass | request, response, and the note about both | `psephos vote`, the booth |

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Output;

use cli::pass::PassRequest;
use crypto::encoding::{Digest, b64, b64url};
use crypto::evidence::{EvidenceFile, Finding, Part, Party, Statements, examine};
use crypto::log::checkpoint::{Checkpoint, poll_origin, polls_origin};
use crypto::log::entry::Entry;
use crypto::log::merkle::Tree;
use crypto::manifest::Manifest;
use crypto::note::SignerKey;
use crypto::statement::{self, Issuance, Notice, NoticeKind, Outcome, Pass, Promise, Refusal};
use e2e::binary::psephos_command;
use e2e::election::Election;
use e2e::poll::{Draft, choice, now};
use e2e::services::Side;
use serde_json::json;

#[test]
fn every_kind_of_evidence_is_explained_and_convicts_without_the_services() {
    let mut election = Election::simple();
    let told = Told::by(&election);
    let note = election.services.ballot_box().manifest(&told.manifest.id()).unwrap();
    election.services.crash(Side::BallotBox);
    election.services.crash(Side::Registrar);

    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("evidence");
    let mut shown = BTreeSet::new();
    for (party, parts) in told.lies() {
        let (statements, aside) = Statements::read(&parts, &told.manifest);
        let findings = examine(&statements, &told.manifest);
        let [finding] = findings.as_slice() else { panic!("{findings:?}, aside: {aside:?}") };
        assert_eq!((finding.convicts(), aside.len()), (party, 0), "{finding}");
        shown.insert(kind(finding));

        write(&path, &told.manifest, Some(&note), &parts);
        let (whom, service) = match party {
            Party::Registrar => ("registrar", &told.manifest.registrar),
            Party::BallotBox => ("ballot box", &told.manifest.ballot_box),
        };
        let words = format!("PROVED against the {whom} {}\n{finding}", service.name);
        let output = examined(&path, &[]);
        assert!(output.status.success() && said(&output).contains(&words), "{words}: {}", said(&output));

        // Whoever pins another key is not deceived by a file about invented services.
        let other = SignerKey::generate(&told.manifest.ballot_box.name).verifier().to_string();
        assert_eq!(examined(&path, &["--ballot-box-key", &other]).status.code(), Some(2));
        // Half of it proves nothing.
        write(&path, &told.manifest, Some(&note), &parts[..parts.len() - 1]);
        let output = examined(&path, &[]);
        assert_eq!(output.status.code(), Some(1), "{finding}: {}", said(&output));
        // Without its manifest it cannot be examined once the ballot box is gone, and is no proof either.
        write(&path, &told.manifest, None, &parts);
        assert_eq!(examined(&path, &[]).status.code(), Some(2));
    }
    shown.insert("no result");
    assert_eq!(shown, KINDS.into_iter().collect::<BTreeSet<_>>(), "one kind has no file");

    let all = told.lies().into_iter().flat_map(|(_, parts)| parts).collect::<Vec<_>>();
    write(&path, &told.manifest, Some(&note), &all);
    let output = examined(&path, &[]);
    let proved = said(&output).matches("PROVED against").count();
    assert!(proved >= KINDS.len() - 1, "all of it in one file: {}", said(&output));
}

/// What both services said honestly, and the keys with which they say more.
struct Told {
    manifest: Manifest,
    registrar: SignerKey,
    ballot_box: SignerKey,
    entries: Vec<Entry>,
    checkpoint: String,
    result: String,
    issuance: String,
    ballots: Vec<u8>,
    /// One of them.
    ballot: crypto::encoding::BallotHash,
}

impl Told {
    /// In an election of two voters.
    fn by(election: &Election) -> Self {
        let roll = "email\nada@example.org\nben@example.org\n";
        let manifest = election.publish_with_roll(&Draft { roll: true, ..Draft::default() }, Some(roll));
        let voters = ["ada", "ben"].map(|name| election.voter(&format!("{name}@example.org")));
        let cast = voters.map(|voter| election.vote(&manifest, &voter, &choice("lake")));
        election.close(&manifest);
        let client = election.services.ballot_box();
        let get = |path| client.get(&manifest.id(), path).unwrap();
        let result = election.wait_for("the result with all passes", || {
            let note = client.result(&manifest.id()).ok()?;
            note.contains(r#""issued":2"#).then_some(note)
        });
        Self {
            registrar: election.services.registrar_key(),
            ballot_box: election.services.ballot_box_key(),
            entries: get("/entries").body.chunks(33).map(|entry| Entry::parse(entry).unwrap()).collect(),
            checkpoint: client.checkpoint(&manifest.id()).unwrap(),
            result,
            issuance: String::from_utf8(get("/issuance").body).unwrap(),
            ballots: get("/ballots").body,
            ballot: cast[0].hash(),
            manifest,
        }
    }

    /// One lie of each kind, with whom it convicts.
    fn lies(&self) -> Vec<(Party, Vec<Part>)> {
        let poll = self.manifest.id();
        let promise = |ballot| {
            Part::new("promise", statement::sign(&Promise { poll, ballot }, &self.ballot_box).to_string())
        };
        let result = Part::new("result", self.result.as_str());
        let checkpoint = Part::new("checkpoint", self.checkpoint.as_str());
        let bytes: Vec<u8> = self.entries.iter().flat_map(Entry::to_bytes).collect();
        let entries = Part::new("entries", b64(&bytes));
        let refusal = Refusal { poll, ballot: self.ballot, reason: "token-invalid".into() };
        let refusal = Part::new("refusal", statement::sign(&refusal, &self.ballot_box).to_string());
        let earlier = self.entries.len() - 1;
        let box_log = polls_origin(&self.manifest.ballot_box.name);
        vec![
            (Party::BallotBox, vec![promise([7; 32].into()), result.clone(), entries.clone()]),
            (Party::BallotBox, vec![promise(self.ballot), refusal]),
            (Party::BallotBox, vec![checkpoint.clone(), self.made_up(self.entries.len())]),
            (Party::BallotBox, vec![self.list(&box_log, 1, "one"), self.list(&box_log, 1, "other")]),
            (Party::BallotBox, vec![self.made_up(earlier), checkpoint, entries]),
            (Party::BallotBox, vec![result, self.other_result()]),
            (Party::Registrar, vec![self.notice("Bad weather"), self.notice("Good weather")]),
            (Party::Registrar, vec![Part::new("issuance", self.issuance.as_str()), self.issuance(1)]),
            (Party::Registrar, vec![self.issuance(3)]),
            (Party::Registrar, vec![self.issuance(1), Part::new("ballots", b64(&self.ballots))]),
            (Party::Registrar, self.bad_pass()),
        ]
    }

    /// The head of another list of that length.
    fn made_up(&self, size: usize) -> Part {
        self.list(&poll_origin(self.ballot_box.verifier().name(), &self.manifest.id()), size, "made up")
    }

    fn list(&self, origin: &str, size: usize, content: &str) -> Part {
        let mut tree = Tree::new();
        (0..size).for_each(|_| tree.push(&Entry::assets(content)));
        Part::new(
            "another checkpoint",
            Checkpoint::of(origin.to_owned(), &tree).sign(&self.ballot_box).to_string(),
        )
    }

    fn other_result(&self) -> Part {
        let (mut outcome, _) = statement::open::<Outcome>(&self.result, self.ballot_box.verifier()).unwrap();
        outcome.tally["party"]["winners"] = json!(["roof"]);
        Part::new("another result", statement::sign(&outcome, &self.ballot_box).to_string())
    }

    fn notice(&self, reason: &str) -> Part {
        let notice = Notice {
            poll: self.manifest.id(),
            seq: 1,
            kind: NoticeKind::Cancel,
            voting_closes: None,
            reason: reason.into(),
            at: now(),
        };
        Part::new("notice", statement::sign(&notice, &self.registrar).to_string())
    }

    fn issuance(&self, issued: u64) -> Part {
        let (poll, eligible) = (self.manifest.id(), self.manifest.eligible);
        let issuance = Issuance { poll, eligible, issued, at: self.manifest.issuance_closes };
        Part::new("issuance", statement::sign(&issuance, &self.registrar).to_string())
    }

    /// A signed answer that is rubbish.
    fn bad_pass(&self) -> Vec<Part> {
        let request = PassRequest::new(&self.manifest).unwrap().bytes().to_vec();
        let response = [1; 256];
        let (poll, digests) = (self.manifest.id(), (Digest::of(&request), Digest::of(&response)));
        let pass = Pass { poll, request: digests.0, response: digests.1 };
        vec![
            Part::new("request", b64url(&request)),
            Part::new("response", b64url(&response)),
            Part::new("pass", statement::sign(&pass, &self.registrar).to_string()),
        ]
    }
}

/// Its name; a kind that is added needs a file above.
fn kind(finding: &Finding) -> &'static str {
    match finding {
        Finding::BrokenPromise { .. } => "broken promise",
        Finding::PromisedAndRefused { .. } => "promised and refused",
        Finding::Fork { .. } => "fork",
        Finding::Inconsistent { .. } => "inconsistent",
        Finding::TwoResults => "two results",
        Finding::NoResult { .. } => "no result",
        Finding::TwoNotices { .. } => "two notices",
        Finding::TwoIssuances => "two issuances",
        Finding::IssuedAboveEligible { .. } => "issued above eligible",
        Finding::BallotsAboveIssued { .. } => "ballots above issued",
        Finding::BadPass => "bad pass",
    }
}

const KINDS: [&str; 11] = [
    "broken promise",
    "promised and refused",
    "fork",
    "inconsistent",
    "two results",
    "no result",
    "two notices",
    "two issuances",
    "issued above eligible",
    "ballots above issued",
    "bad pass",
];

fn write(path: &Path, manifest: &Manifest, note: Option<&str>, parts: &[Part]) {
    let file = EvidenceFile::new(manifest, note, "a test", parts.to_vec());
    fs::write(path, file.to_string()).unwrap();
}

fn examined(path: &Path, options: &[&str]) -> Output {
    psephos_command(["evidence"]).args(options).arg(path).output().unwrap()
}

fn said(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}
