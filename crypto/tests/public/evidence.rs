//! Each kind of evidence, made by a service that cheats with its own key; and none against services that do not.

use crypto::ballot::Ballot;
use crypto::encoding::{BallotHash, Digest, b64, b64url};
use crypto::evidence::{
    EvidenceFile, Finding, Part, Party, SetAside, Statements, examine, manifest_in, missing,
};
use crypto::log::checkpoint::{Checkpoint, poll_origin, polls_origin};
use crypto::log::entry::Entry;
use crypto::log::merkle::Tree;
use crypto::log::proof::TlogProof;
use crypto::manifest::Manifest;
use crypto::note::{Note, SignerKey};
use crypto::receipt::ReceiptFile;
use crypto::statement::{self, Issuance, Notice, NoticeKind, Outcome, Pass, Promise, Refusal};
use crypto::token::{TokenInput, request_token};
use serde_json::json;

/// A poll with what its services sign honestly, to be joined with lies.
struct Story {
    manifest: Manifest,
    note: String,
    registrar: SignerKey,
    ballot_box: SignerKey,
    ballots: Vec<Ballot>,
    entries: Vec<Entry>,
}

impl Story {
    /// Three ballots, all logged.
    fn new() -> Self {
        let (registrar, ballot_box) = (crate::poll::registrar_key(), crate::poll::ballot_box_key());
        let manifest = crate::poll::manifest();
        let mut note = Note::sign(manifest.text().to_owned(), &registrar);
        note.countersign(&ballot_box).unwrap();
        let ballots: Vec<Ballot> =
            (0..3).map(|_| crate::poll::ballot(&manifest, &crate::poll::content())).collect();
        let mut entries = vec![Entry::manifest(manifest.id()), Entry::assets("assets")];
        entries.extend(ballots.iter().map(|ballot| Entry::ballot(ballot.hash())));
        Self { note: note.to_string(), manifest, registrar, ballot_box, ballots, entries }
    }

    fn promise(&self, ballot: BallotHash) -> Part {
        let promise = Promise { poll: self.manifest.id(), ballot };
        Part::new("promise", statement::sign(&promise, &self.ballot_box).to_string())
    }

    fn refusal(&self, ballot: BallotHash, reason: &str) -> Part {
        let refusal = Refusal { poll: self.manifest.id(), ballot, reason: reason.into() };
        Part::new("refusal", statement::sign(&refusal, &self.ballot_box).to_string())
    }

    fn origin(&self) -> String {
        poll_origin(self.ballot_box.verifier().name(), &self.manifest.id())
    }

    fn checkpoint(&self, entries: &[Entry]) -> Note {
        Checkpoint::of(self.origin(), &tree(entries)).sign(&self.ballot_box)
    }

    fn result(&self, entries: &[Entry], issued: Option<u64>, winner: &str) -> Part {
        let tree = tree(entries);
        let outcome = Outcome {
            poll: self.manifest.id(),
            ballots: 3,
            issued,
            tree_size: tree.size(),
            root: tree.root(),
            tally: json!({ "q1": { "winners": [winner] } }),
        };
        Part::new("result", statement::sign(&outcome, &self.ballot_box).to_string())
    }

    fn notice(&self, seq: u64, reason: &str) -> Part {
        let notice = Notice {
            poll: self.manifest.id(),
            seq,
            kind: NoticeKind::Extend,
            voting_closes: Some(self.manifest.voting_closes.plus(3600 * i64::try_from(seq).unwrap())),
            reason: reason.into(),
            at: self.manifest.voting_opens,
        };
        Part::new("notice", statement::sign(&notice, &self.registrar).to_string())
    }

    fn issuance(&self, issued: u64) -> Part {
        let (poll, eligible, at) =
            (self.manifest.id(), self.manifest.eligible, self.manifest.issuance_closes);
        let issuance = Issuance { poll, eligible, issued, at };
        Part::new("issuance", statement::sign(&issuance, &self.registrar).to_string())
    }

    /// Request, response and the note about them; the response is good if `honest`.
    fn pass(&self, honest: bool) -> Vec<Part> {
        let key = self.manifest.token_key();
        let input = TokenInput::new([9; 32], self.manifest.challenge_digest(), *key.id());
        let (request, _) = request_token(key, input).unwrap();
        let signer = if honest { &crate::poll::ISSUER } else { &crate::poll::OTHER_ISSUER };
        let response = request.sign(signer).map_or_else(|_| [1; 256], |response| *response.as_bytes());
        let request = request.to_bytes();
        let pass =
            Pass { poll: self.manifest.id(), request: Digest::of(&request), response: Digest::of(&response) };
        vec![
            Part::new("request", b64url(&request)),
            Part::new("response", b64url(&response)),
            Part::new("note of the pass", statement::sign(&pass, &self.registrar).to_string()),
        ]
    }

    fn file(&self, parts: Vec<Part>) -> EvidenceFile {
        EvidenceFile::new(&self.manifest, Some(&self.note), "a test", parts)
    }
}

fn tree(entries: &[Entry]) -> Tree {
    let mut tree = Tree::new();
    entries.iter().for_each(|entry| tree.push(entry));
    tree
}

fn entries_part(entries: &[Entry]) -> Part {
    Part::new("entries", b64(&entries.iter().flat_map(Entry::to_bytes).collect::<Vec<u8>>()))
}

fn ballots_part(ballots: &[Ballot]) -> Part {
    let framed = ballots.iter().flat_map(|ballot| {
        let bytes = ballot.to_bytes();
        [&u16::try_from(bytes.len()).unwrap().to_be_bytes(), bytes.as_slice()].concat()
    });
    Part::new("ballots", b64(&framed.collect::<Vec<u8>>()))
}

/// What the text of a file proves, and what was set aside; `None` if it cannot be examined at all.
fn examined(text: &str) -> Option<(Vec<Finding>, Vec<SetAside>)> {
    let file = EvidenceFile::parse(text).ok()?;
    let manifest = manifest_in(&file)?;
    let (statements, aside) = Statements::read(&file.parts, &manifest);
    Some((examine(&statements, &manifest), aside))
}

/// The file proves just `expected`, and no file does in which any byte of a part was altered.
fn proves(file: &EvidenceFile, expected: &Finding, convicts: Party) {
    let text = file.to_string();
    assert_eq!(EvidenceFile::parse(&text).as_ref(), Ok(file), "a file is read as it was written");
    let (findings, aside) = examined(&text).unwrap();
    assert_eq!((findings.as_slice(), aside.as_slice()), ([expected.clone()].as_slice(), [].as_slice()));
    assert_eq!(expected.convicts(), convicts);

    let mut place = text.find("=== manifest ===").unwrap();
    for line in text[place..].to_owned().split_inclusive('\n') {
        // A name tells the form of a part; `an_unknown_name..` is about those.
        if !line.starts_with("===") && line != "\n" {
            // Every third byte; all of them in turn would take minutes with the ballots.
            for at in (place..place + line.len()).step_by(3) {
                let mut altered = text.clone().into_bytes();
                altered[at] ^= 1;
                let Ok(altered) = String::from_utf8(altered) else { continue };
                let left = examined(&altered).map(|(findings, _)| findings).unwrap_or_default();
                assert!(left.is_empty(), "byte {at} of {line:?} altered, and still: {left:?}");
            }
        }
        place += line.len();
    }
}

#[test]
fn a_promise_that_the_final_list_does_not_keep_convicts_the_ballot_box() {
    let story = Story::new();
    let dropped = story.ballots[1].hash();
    let kept: Vec<Entry> =
        story.entries.iter().copied().filter(|entry| *entry != Entry::ballot(dropped)).collect();
    let mut parts = vec![story.promise(dropped), story.result(&kept, Some(3), "a")];
    let (statements, _) = Statements::read(&parts, &story.manifest);
    assert!(examine(&statements, &story.manifest).is_empty());
    assert_eq!(missing(&statements).len(), 1, "the list is missing, and it says so");
    parts.push(entries_part(&kept));
    let finding = Finding::BrokenPromise { ballot: dropped, size: 4 };
    proves(&story.file(parts), &finding, Party::BallotBox);
}

#[test]
fn a_ballot_both_promised_and_refused_convicts_the_ballot_box() {
    let story = Story::new();
    let ballot = story.ballots[0].hash();
    let parts = vec![story.promise(ballot), story.refusal(ballot, "token-invalid")];
    let finding = Finding::PromisedAndRefused { ballot, reason: "token-invalid".into() };
    proves(&story.file(parts), &finding, Party::BallotBox);
    // Too early once, in time later.
    let parts = vec![story.promise(ballot), story.refusal(ballot, "voting-not-open")];
    assert_eq!(examined(&story.file(parts).to_string()), Some((vec![], vec![])));
}

#[test]
fn two_lists_of_one_length_convict_the_ballot_box() {
    let story = Story::new();
    let mut other = story.entries.clone();
    other.swap(2, 3);
    let parts = vec![
        Part::new("checkpoint", story.checkpoint(&story.entries).to_string()),
        Part::new("checkpoint of another reader", story.checkpoint(&other).to_string()),
    ];
    let finding = Finding::Fork { origin: story.origin(), size: 5 };
    proves(&story.file(parts), &finding, Party::BallotBox);

    // As voters have them: in a receipt and in the proof that they get later. And in a result.
    let promise = Note::parse(&story.promise(story.ballots[0].hash()).text).unwrap();
    let proof = |entries: &[Entry]| TlogProof::new(2, Vec::new(), story.checkpoint(entries));
    let receipt = ReceiptFile { promise, proof: Some(proof(&story.entries)) };
    for other in [Part::new("proof", proof(&other).to_string()), story.result(&other, None, "a")] {
        let parts = vec![Part::new("promise", receipt.to_string()), other];
        assert_eq!(examined(&story.file(parts).to_string()).unwrap().0, std::slice::from_ref(&finding));
    }
}

#[test]
fn a_list_that_does_not_begin_with_the_earlier_one_convicts_the_ballot_box() {
    let story = Story::new();
    let mut rewritten = story.entries.clone();
    rewritten.swap(2, 4);
    let mut parts = vec![
        Part::new("earlier", story.checkpoint(&story.entries[..4]).to_string()),
        Part::new("later", story.checkpoint(&rewritten).to_string()),
    ];
    let (statements, _) = Statements::read(&parts, &story.manifest);
    assert!(examine(&statements, &story.manifest).is_empty() && missing(&statements).len() == 1);
    parts.push(entries_part(&rewritten));
    let finding = Finding::Inconsistent { origin: story.origin(), old: 4, new: 5 };
    proves(&story.file(parts), &finding, Party::BallotBox);
}

#[test]
fn two_lists_of_polls_convict_the_ballot_box() {
    let story = Story::new();
    let origin = polls_origin(&story.manifest.ballot_box.name);
    let list = |poll: u8| {
        let tree = tree(&[Entry::manifest([poll; 32].into())]);
        Part::new("list of polls", Checkpoint::of(origin.clone(), &tree).sign(&story.ballot_box).to_string())
    };
    let finding = Finding::Fork { origin: origin.clone(), size: 1 };
    proves(&story.file(vec![list(1), list(2)]), &finding, Party::BallotBox);
}

#[test]
fn two_results_convict_the_ballot_box_unless_the_statement_of_passes_came_late() {
    let story = Story::new();
    let late = [story.entries.clone(), vec![Entry::issuance("late")]].concat();
    let proves_it = |one: Part, other: Part| {
        proves(&story.file(vec![one, other]), &Finding::TwoResults, Party::BallotBox);
    };
    proves_it(story.result(&story.entries, None, "a"), story.result(&late, Some(3), "b"));
    proves_it(story.result(&story.entries, Some(3), "a"), story.result(&late, Some(4), "a"));
    let fine = vec![story.result(&story.entries, None, "a"), story.result(&late, Some(3), "a")];
    for parts in [fine.clone(), fine.into_iter().rev().collect()] {
        assert_eq!(examined(&story.file(parts).to_string()), Some((vec![], vec![])));
    }
}

#[test]
fn two_notices_of_one_number_convict_the_registrar() {
    let story = Story::new();
    let parts = vec![story.notice(1, "Bad weather"), story.notice(1, "Good weather")];
    proves(&story.file(parts), &Finding::TwoNotices { seq: 1 }, Party::Registrar);
}

#[test]
fn two_statements_of_passes_convict_the_registrar() {
    let story = Story::new();
    let parts = vec![story.issuance(3), story.issuance(4)];
    proves(&story.file(parts), &Finding::TwoIssuances, Party::Registrar);
}

#[test]
fn more_passes_than_voters_convict_the_registrar() {
    let story = Story::new();
    let finding = Finding::IssuedAboveEligible { issued: 1251, eligible: 1250 };
    proves(&story.file(vec![story.issuance(1251)]), &finding, Party::Registrar);
}

#[test]
fn more_ballots_than_passes_convict_the_registrar() {
    let story = Story::new();
    let finding = Finding::BallotsAboveIssued { ballots: 3, issued: 2 };
    let parts = vec![story.issuance(2), ballots_part(&story.ballots)];
    proves(&story.file(parts), &finding, Party::Registrar);
    // The same ballot again is no other pass.
    let again = [&story.ballots[..2], &story.ballots[..1]].concat();
    let parts = vec![story.issuance(2), ballots_part(&again)];
    assert_eq!(examined(&story.file(parts).to_string()), Some((vec![], vec![])));
}

#[test]
fn a_signed_answer_that_is_no_pass_convicts_the_registrar() {
    let story = Story::new();
    proves(&story.file(story.pass(false)), &Finding::BadPass, Party::Registrar);
}

#[test]
fn honest_services_are_never_convicted() {
    let story = Story::new();
    let late = [story.entries.clone(), vec![Entry::issuance("late")]].concat();
    let mut parts: Vec<Part> = story.ballots.iter().map(|ballot| story.promise(ballot.hash())).collect();
    parts.extend(
        (1..=late.len()).map(|size| Part::new("checkpoint", story.checkpoint(&late[..size]).to_string())),
    );
    parts.extend(story.pass(true));
    parts.extend([
        story.promise(story.ballots[0].hash()),
        story.refusal(story.ballots[0].hash(), "voting-not-open"),
        story.refusal([7; 32].into(), "token-spent"),
        story.notice(1, "Bad weather"),
        story.notice(1, "Bad weather"),
        story.notice(2, "Worse weather"),
        story.issuance(3),
        story.issuance(3),
        story.result(&story.entries, None, "a"),
        story.result(&late, Some(3), "a"),
        entries_part(&late),
        ballots_part(&story.ballots),
    ]);
    assert_eq!(examined(&story.file(parts).to_string()), Some((vec![], vec![])));
}

#[test]
fn what_is_signed_by_others_or_about_another_poll_is_set_aside() {
    let story = Story::new();
    let mut foreign = Story::new();
    let mut body = crate::poll::body();
    body.title = "Another poll".into();
    foreign.manifest = body.seal().unwrap();
    let stranger = SignerKey::from_seed(&crate::poll::name("registrar.example.org"), [9; 32]);
    let forged = {
        let mut story = Story::new();
        story.registrar = stranger;
        story.issuance(5000)
    };
    let parts = vec![
        foreign.notice(1, "One"),
        foreign.promise([1; 32].into()),
        foreign.issuance(5000),
        Part::new("checkpoint", foreign.checkpoint(&foreign.entries).to_string()),
        forged,
        Part::new("answer about the receipt", "{\"state\":\"promised\"}"),
    ];
    let (findings, aside) = examined(&story.file(parts).to_string()).unwrap();
    assert_eq!((findings, aside.len()), (vec![], 6));
}

#[test]
fn the_file_that_the_booth_saves_is_read() {
    let story = Story::new();
    let [request, response, note] = &story.pass(false)[..] else { panic!("three parts") };
    let booth = format!(
        "psephos-evidence/v1\npoll: {}\nregistrar: registrar.example.org, public key (hex) 00\nballot box: \
         ballots.example.net, public key (hex) 00\nnoticed: 2026-11-21T09:00:00.000Z, by the clock of the voter's \
         device\nfailed: the registrar has signed an answer that is no voting pass\n\n=== request ===\n{}\n=== response \
         ===\n{}\n=== note of the pass ===\n{}",
        story.manifest.id(),
        request.text,
        response.text,
        note.text
    );
    let file = EvidenceFile::parse(&booth).unwrap();
    assert!(manifest_in(&file).is_none(), "it comes without its manifest");
    let (statements, aside) = Statements::read(&file.parts, &story.manifest);
    assert_eq!((examine(&statements, &story.manifest), aside), (vec![Finding::BadPass], vec![]));
    for no_file in
        ["", "psephos-evidence/v2\npoll: 0\n", "psephos-evidence/v1", "psephos-evidence/v1\npoll: 00\n"]
    {
        assert!(EvidenceFile::parse(no_file).is_err(), "{no_file:?}");
    }
}
