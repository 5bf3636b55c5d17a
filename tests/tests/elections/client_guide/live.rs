//! The requests of the guide, sent to real services in its order. What is random or bound to the day differs: ids, keys,
//! tokens, signatures, hashes, times. Statuses, headers, the form of every body and all words are the guide's.

use std::collections::BTreeSet;

use cli::client::{Answer, Http, IssuedPass};
use cli::pass::PassRequest;
use crypto::ballot::Ballot;
use crypto::content::Content;
use crypto::encoding::{b64, hex, parse_b64url, sha256};
use crypto::manifest::Manifest;
use e2e::election::{Election, collect_pass};
use e2e::guide::{Guide, Message};
use e2e::poll::{DAY, now};
use serde_json::{Value, json};

use super::form::{is_random, kind, lines};

#[test]
fn real_services_answer_the_requests_of_the_guide_as_it_says() {
    let (guide, election) = (Guide::open(), Election::simple());
    let poll = publish(&guide, &election);
    let mut replay = Replay::new(&guide, &election, &poll);

    replay.ask("manifest", None);
    let challenge = replay.ask("work", None).json().unwrap();
    replay.stands_for(&member(&guide.message("register"), "altcha"), &solve(&challenge));
    replay.ask("register", None);
    let mailed = election.services.mailbox.await_token("ada@example.org");
    replay.stands_for(&member(&guide.message("verify"), "token"), &mailed);
    replay.ask("verify", None);
    let session = replay.ask("sign-in", None);
    let session = session.json::<Value>().unwrap()["token"].as_str().unwrap().to_owned();
    replay.stands_for(&member(&guide.message("sign-in 200"), "token"), &session);

    let request = PassRequest::new(&poll).unwrap();
    let issued = replay.ask("token", Some(request.bytes()));
    let note = String::from_utf8(parse_b64url(issued.header("psephos-note").unwrap()).unwrap()).unwrap();
    replay.has_the_form_of(guide.text("pass.note"), &note, "pass.note");
    replay.ask("sign-out", None);
    let pass = request.open(&poll, &IssuedPass { response: issued.body, note }).unwrap();

    let ballot = pass.seal(&poll, &content(&poll, guide.line("content"))).unwrap();
    replay.stands_for(guide.line("ballot hash"), &ballot.hash().to_string());
    let other = pass.seal(&poll, &content(&poll, OTHERS[1].1)).unwrap();
    replay.ask("cast", Some(&ballot.to_bytes()));
    replay.ask_for("cast", 409, Some(&other.to_bytes()));
    election.wait_for("the ballot in the log", || {
        let receipt = election.services.ballot_box().receipt(&poll.id(), &ballot.hash().to_string());
        (receipt.unwrap().state == "logged").then_some(())
    });
    replay.ask("receipt", None);
    replay.ask("proof", None);
    for (email, answers) in OTHERS {
        vote(&election, &poll, email, answers);
    }
    election.close(&poll);
    election.wait_for("the number of passes in the result", || {
        let note = election.services.ballot_box().result(&poll.id()).ok()?;
        (!note.contains("\"issued\":null")).then_some(())
    });
    replay.ask("result", None);
    let bundle = replay.ask("bundle", None);
    replay.has_the_files_that_the_guide_shows(&bundle.body);
    replay.everything_was_asked();
}

/// The poll of the guide, but marked as a test, with nothing held back for mixing, and open for a day.
fn publish(guide: &Guide, election: &Election) -> Manifest {
    let line = guide.message("manifest 200").text().lines().nth(1).expect("a second line").to_owned();
    let mut draft: Value = serde_json::from_str(&line).unwrap();
    let fields = draft.as_object_mut().unwrap();
    for field in ["registrar", "ballot_box", "token", "eligible"] {
        fields.remove(field).expect("the manifest has it");
    }
    let (opens, closes) = (now().plus(-1), now().plus(DAY));
    let changed = json!({
        "test": true, "mix": 0, "electorate": { "kind": "roll" }, "issuance_opens": opens,
        "issuance_closes": closes, "voting_opens": opens, "voting_closes": closes,
    });
    fields.extend(changed.as_object().unwrap().clone());
    let name = election.admin.draft(&draft).expect("the guide's poll can be drafted");
    let roll = OTHERS.map(|(email, _)| email).join("\n");
    election.admin.upload_roll(&name, &format!("email\nada@example.org\n{roll}\n")).unwrap();
    let poll = election.admin.publish(&name).expect("the guide's poll is published");
    election.manifest(&poll)
}

fn vote(election: &Election, poll: &Manifest, email: &str, answers: &str) -> Ballot {
    let pass = collect_pass(poll, &election.voter(email)).unwrap();
    let ballot = pass.seal(poll, &content(poll, answers)).unwrap();
    election.cast(poll, &ballot).unwrap();
    ballot
}

fn content(poll: &Manifest, answers: &str) -> Content {
    let mut bytes = answers.as_bytes().to_vec();
    bytes.resize(poll.content_size.into(), b' ');
    Content::parse(poll, &bytes).unwrap()
}

/// The payload that counts for a challenge.
fn solve(challenge: &Value) -> String {
    let salt = challenge["salt"].as_str().unwrap();
    let hash = |number: u64| hex(&sha256(&[salt.as_bytes(), number.to_string().as_bytes()]));
    let most = challenge["maxnumber"].as_u64().unwrap();
    let number =
        (0..=most).find(|number| challenge["challenge"] == hash(*number)).expect("one number solves it");
    let mut solved = challenge.clone();
    solved["number"] = number.into();
    b64(solved.to_string().as_bytes())
}

fn member(message: &Message, name: &str) -> String {
    let body: Value = serde_json::from_str(message.text()).unwrap();
    body[name].as_str().unwrap().to_owned()
}

struct Replay<'a> {
    guide: &'a Guide,
    registrar: Http,
    ballot_box: Http,
    /// What stands in the guide, and for what here.
    pairs: Vec<(String, String)>,
    asked: Vec<String>,
}

impl<'a> Replay<'a> {
    fn new(guide: &'a Guide, election: &Election, poll: &Manifest) -> Self {
        let known = guide.text("known").lines().next().and_then(|line| line.split(' ').next_back());
        let mut replay = Self {
            guide,
            registrar: election.services.registrar().http().clone(),
            ballot_box: election.services.ballot_box().http().clone(),
            pairs: Vec::new(),
            asked: Vec::new(),
        };
        replay.stands_for(known.expect("the poll id"), &poll.id().to_string());
        for (guide, here) in [
            ("https://registrar.example.org", poll.registrar.url.as_str()),
            ("https://ballots.example.net", poll.ballot_box.url.as_str()),
            ("registrar.example.org", poll.registrar.name.as_str()),
            ("ballots.example.net", poll.ballot_box.name.as_str()),
        ] {
            replay.stands_for(guide, here);
        }
        replay
    }

    fn stands_for(&mut self, guide: &str, here: &str) {
        self.pairs.push((guide.to_owned(), here.to_owned()));
    }

    fn here(&self, guide: &str) -> String {
        self.pairs.iter().fold(guide.to_owned(), |text, (guide, here)| text.replace(guide, here))
    }

    /// Sends a request as it stands, or with `body`, and compares the answer with the one answer that the guide shows first.
    fn ask(&mut self, name: &str, body: Option<&[u8]>) -> Answer {
        let shown = [200, 201, 202, 204]
            .into_iter()
            .find(|status| self.guide.messages().any(|shown| shown == format!("{name} {status}")));
        self.ask_for(name, shown.expect("an answer"), body)
    }

    fn ask_for(&mut self, name: &str, status: u16, body: Option<&[u8]>) -> Answer {
        let request = self.guide.message(name);
        let (method, path) = request.target();
        let service = match request.header("host") {
            Some("registrar.example.org") => &self.registrar,
            Some("ballots.example.net") => &self.ballot_box,
            other => panic!("{name} is sent to {other:?}"),
        };
        let headers: Vec<_> = request.headers().map(|(name, value)| (name, self.here(value))).collect();
        let headers: Vec<_> = headers.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let documented = request.body.as_deref();
        assert!(body.is_none() || documented.is_some_and(|it| it.len() == body.unwrap().len()), "{name}");
        let here = (body.is_none() && documented.is_some()).then(|| self.here(request.text()));
        let body = body.or(here.as_deref().map(str::as_bytes));
        let answer = service.send(method, &self.here(path), &headers, body).unwrap();
        let shown = format!("{name} {status}");
        self.compare(&self.guide.message(&shown), &answer, &shown);
        self.asked.extend([name.to_owned(), shown]);
        answer
    }

    fn compare(&self, guide: &Message, answer: &Answer, name: &str) {
        assert_eq!(answer.status, guide.status(), "{name}: {:?}", String::from_utf8_lossy(&answer.body));
        for (header, value) in guide.headers() {
            let here = answer.header(header).unwrap_or_else(|| panic!("{name}: no header {header}"));
            if !["psephos-note", "content-length"].contains(&header) {
                assert_eq!(here, value, "{name}: {header}");
            }
        }
        let Some(body) = &guide.body else { return };
        match guide.header("content-type").expect("a body has a type") {
            "application/json" | "application/problem+json" => {
                let (guide, here): (Value, Value) =
                    (serde_json::from_slice(body).unwrap(), answer.json().unwrap());
                self.has_the_form_of_json(&guide, &here, name);
            }
            "text/plain; charset=utf-8" => {
                let here = answer.clone().text().unwrap();
                self.has_the_form_of(guide.text(), &here, name);
            }
            _ => assert_eq!(answer.body.len(), body.len(), "{name}"),
        }
    }

    /// Members and kinds are the same, and strings are, unless they are random.
    fn has_the_form_of_json(&self, guide: &Value, here: &Value, place: &str) {
        match (guide, here) {
            (Value::Object(guide), Value::Object(here)) => {
                let names = |it: &serde_json::Map<_, _>| it.keys().cloned().collect::<Vec<String>>();
                assert_eq!(names(here), names(guide), "{place}");
                for (name, value) in guide {
                    self.has_the_form_of_json(value, &here[name], &format!("{place}.{name}"));
                }
            }
            (Value::Array(guide), Value::Array(here)) => {
                assert_eq!(here.len(), guide.len(), "{place}");
                guide
                    .iter()
                    .zip(here)
                    .for_each(|(guide, here)| self.has_the_form_of_json(guide, here, place));
            }
            (Value::String(guide), Value::String(here)) => self.has_the_form_of(guide, here, place),
            (guide, here) => assert_eq!(kind(here), kind(guide), "{place}: {here}"),
        }
    }

    /// Line by line: JSON as JSON, what is random by its length alone, all else to the letter. There may be more or fewer
    /// hashes in a proof.
    fn has_the_form_of(&self, guide: &str, here: &str, place: &str) {
        let guide = self.here(guide);
        if is_random(&guide) {
            assert!(is_random(here) && here.len() == guide.len(), "{place}: {here}");
            return;
        }
        let (guide, here) = (lines(&guide), lines(here));
        assert_eq!(here.len(), guide.len(), "{place}: {here:?}");
        for (guide, here) in guide.iter().zip(&here) {
            match (serde_json::from_str::<Value>(guide), serde_json::from_str::<Value>(here)) {
                (Ok(guide), Ok(here)) => self.has_the_form_of_json(&guide, &here, place),
                _ => assert_eq!(here, guide, "{place}"),
            }
        }
    }

    fn has_the_files_that_the_guide_shows(&self, bundle: &[u8]) {
        let mut archive = tar::Archive::new(bundle);
        let name = |entry: tar::Entry<'_, _>| entry.path().unwrap().to_str().unwrap().to_owned();
        let mut names: BTreeSet<String> =
            archive.entries().unwrap().map(|entry| name(entry.unwrap())).collect();
        // This poll was closed by a notice, and may have had a result before its issuance statement came.
        names.retain(|name| !["notices/1.note", "results/2.note"].contains(&name.as_str()));
        assert_eq!(names, self.guide.files().into_iter().map(|(name, _)| name).collect());
    }

    fn everything_was_asked(self) {
        let asked: BTreeSet<&str> = self.asked.iter().map(String::as_str).collect();
        assert_eq!(asked, self.guide.messages().collect());
    }
}

/// The other two voters of the election in the vectors.
const OTHERS: [(&str, &str); 2] = [
    (
        "ben@example.org",
        r#"{"answers":{"q1":{"choose":["a"]},"q2":{"rank":["b"]},"q3":{"score":{"roof":0,"garden-2":0}}}}"#,
    ),
    (
        "cem@example.org",
        r#"{"answers":{"q1":"abstain","q2":"abstain","q3":{"score":{"roof":-1,"garden-2":3}}}}"#,
    ),
];
