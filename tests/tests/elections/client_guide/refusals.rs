//! Every refusal that the guide lists is provoked, as far as a test can, and has its status, name and title; and the
//! guide leaves none out that the OpenAPI documents know.

use std::collections::BTreeSet;
use std::fs;

use cli::client::{Answer, Problem as Refused, Session};
use cli::pass::PassRequest;
use crypto::ballot::{Ballot, BallotKey};
use crypto::encoding::PollId;
use crypto::manifest::Manifest;
use crypto::token::Token;
use e2e::binary;
use e2e::election::{ADMIN, Election, PASSWORD, collect_pass};
use e2e::guide::{Guide, Refusal};
use e2e::poll::{DAY, Draft, choice};
use rocket::http::Status;
use serde_json::{Value, json};
use web::Problem;

#[test]
fn every_refusal_of_the_guide_is_given_in_its_words() {
    let election = Election::simple();
    let mut met = Met { guide: Guide::open(), rows: BTreeSet::new() };
    accounts(&election, &mut met);
    passes(&election, &mut met);
    ballots(&election, &mut met);
    publications(&election, &mut met);
    any_call(&election, &mut met);
    let listed: BTreeSet<Refusal> = met.guide.refusals.iter().cloned().collect();
    let missed: Vec<_> = listed.difference(&met.rows).collect();
    assert!(missed.is_empty(), "no test meets {missed:#?}");
}

#[test]
fn the_guide_lists_every_refusal_of_the_openapi_documents() {
    let guide = Guide::open();
    let document =
        |path| -> Value { serde_json::from_str(&fs::read_to_string(binary::file(path)).unwrap()).unwrap() };
    let registrar = document("../registrar/openapi.json");
    let ballot_box = document("../ballot-box/src/routes/openapi.json");
    for name in guide.messages().filter(|name| !name.contains(' ')) {
        let request = guide.message(name);
        let (method, path) = request.target();
        let (document, path) = match request.header("host") {
            Some("registrar.example.org") => (&registrar, path.strip_prefix("/api/v1").unwrap()),
            _ => (&ballot_box, path),
        };
        let operation = &document["paths"][pattern(document, path)][method.to_lowercase()];
        let responses = operation["responses"].as_object().unwrap_or_else(|| panic!("{method} {path}"));
        let mut answers =
            guide.messages().filter_map(|it| it.strip_prefix(name)?.trim_start().parse::<u16>().ok());
        assert!(answers.all(|status| responses.contains_key(&status.to_string())), "{name}");
        let statuses = responses.keys().map(|status| status.parse::<u16>().unwrap());
        for status in statuses.filter(|status| *status >= 400) {
            let of = if name == "receipt" { "proof" } else { name };
            let mut listed = guide.refusals.iter().filter(|row| row.of == of || row.of == "any");
            assert!(listed.any(|row| row.status == status), "{name}: {status} is not listed");
        }
    }
}

/// The path of a document that `path` is one of.
fn pattern<'d>(document: &'d Value, path: &str) -> &'d str {
    let fits = |pattern: &str| {
        let (pattern, path): (Vec<&str>, Vec<&str>) =
            (pattern.split('/').collect(), path.split('/').collect());
        pattern.len() == path.len()
            && pattern.iter().zip(&path).all(|(part, it)| part.starts_with('{') || part == it)
    };
    let mut patterns = document["paths"].as_object().unwrap().keys();
    patterns.find(|pattern| fits(pattern)).unwrap_or_else(|| panic!("no document knows {path}"))
}

/// The rows of the guide that were met.
struct Met {
    guide: Guide,
    rows: BTreeSet<Refusal>,
}

impl Met {
    /// The answer is one of the rows for `of`, to the word; where several answers share a row, it quotes each one's detail.
    fn meet(&mut self, of: &str, answer: &Answer) {
        let problem = Refused::parse(answer.status, &answer.body)
            .unwrap_or_else(|| panic!("{of}: {} {:?}", answer.status, String::from_utf8_lossy(&answer.body)));
        assert_eq!(answer.header("content-type"), Some("application/problem+json"));
        let row = self.row(of, answer.status, problem.name(), problem.member("title").expect("a title"));
        if answer.status == 404
            && let Some(detail) = problem.member("detail")
            && row.advice.contains('`')
        {
            assert!(row.advice.contains(detail) || row.advice.contains("no such poll"), "{of}: {detail}");
        }
        assert_eq!(row.advice.contains("Signed."), problem.member("refusal").is_some(), "{of}: {}", row.name);
        self.rows.insert(row);
    }

    fn row(&self, of: &str, status: u16, name: &str, title: &str) -> Refusal {
        let mut rows = self.guide.refusals.iter();
        let row = rows.find(|row| {
            (row.of.as_str(), row.status, row.name.as_str(), row.title.as_str()) == (of, status, name, title)
        });
        row.unwrap_or_else(|| panic!("the guide does not list `{of}`: {status} {name} {title}")).clone()
    }

    /// What only a failing or crowded service answers: its words stand in one place.
    fn meet_words(&mut self, of: &str, status: Status) {
        let problem = Problem::of_status(status);
        let row = self.row(of, status.code, problem.name(), problem.title());
        self.rows.insert(row);
    }
}

fn accounts(election: &Election, met: &mut Met) {
    let registrar = election.services.registrar();
    let post = |path: &str, body: &Value| registrar.http().post_json(path, &[], body).unwrap();
    let account = |email: &str, password: &str| json!({ "email": email, "password": password });
    met.meet("register", &post("/api/v1/accounts", &account("nobody", PASSWORD)));
    met.meet("register", &post("/api/v1/accounts", &account("eve@example.org", "short")));
    met.meet("register", &post("/api/v1/accounts", &account("eve@example.org", "password123")));
    let mut worked = account("eve@example.org", PASSWORD);
    met.meet("register", &post("/api/v1/accounts", &worked));
    worked["altcha"] = "e30=".into();
    met.meet("register", &post("/api/v1/accounts", &worked));
    met.meet("work", &registrar.http().get("/api/v1/proof-of-work/voting", &[]).unwrap());
    met.meet("verify", &post("/api/v1/accounts/verify", &json!({ "token": "A".repeat(43) })));
    let sign_in = |email: &str, password: &str| post("/api/v1/sessions", &account(email, password));
    met.meet("sign-in", &sign_in(ADMIN, PASSWORD));
    let mut with_code = account(ADMIN, PASSWORD);
    with_code["totp"] = "not a code".into();
    met.meet("sign-in", &post("/api/v1/sessions", &with_code));
    met.meet("sign-in", &sign_in("eve@example.org", PASSWORD));
    // Hundreds of attempts away; the registrar's own tests get there.
    met.meet_words("sign-in", Status::TooManyRequests);
}

fn passes(election: &Election, met: &mut Met) {
    let (ada, ben) = (election.voter("ada@example.org"), election.voter("ben@example.org"));
    let draft = Draft { roll: true, ..Draft::default() };
    let name = election.admin.draft(&draft.to_json()).unwrap();
    election.admin.upload_roll(&name, "email\nada@example.org\nold@example.org\n").unwrap();
    let poll = election.manifest(&election.admin.publish(&name).unwrap());
    let request = || PassRequest::new(&poll).unwrap().bytes().to_vec();
    let ask = |voter: &Session, poll: &PollId, request: &[u8]| voter.issue_answer(poll, request).unwrap();

    let path = format!("/api/v1/polls/{}/token", poll.id());
    let typed = [("content-type", "application/private-token-request")];
    let nobody = election.services.registrar().http().send("POST", &path, &typed, Some(&request())).unwrap();
    met.meet("token", &nobody);
    met.meet("token", &ask(&ben, &poll.id(), &request()));
    correct(election, &name, "old@example.org", "ben@example.org");
    met.meet("token", &ask(&ben, &poll.id(), &request()));
    met.meet("token", &ask(&ada, &[7; 32].into(), &request()));
    met.meet("token", &ask(&ada, &poll.id(), &[0; 2000]));
    met.meet("token", &ask(&ada, &poll.id(), &[0; 259]));
    let untyped = [("content-type", "application/octet-stream")];
    met.meet("token", &ada.call("POST", &path, &untyped, Some(&request())).unwrap());
    assert_eq!(ask(&ada, &poll.id(), &request()).status, 200);
    met.meet("token", &ask(&ada, &poll.id(), &request()));

    let early = election.publish(&Draft { issuance: (3600, DAY), voting: (3600, DAY), ..Draft::default() });
    let early_request = PassRequest::new(&early).unwrap();
    met.meet("token", &ask(&ada, &early.id(), early_request.bytes()));
    cancel(election, &early);
    met.meet("token", &ask(&ada, &early.id(), early_request.bytes()));

    let again = election.services.registrar().sign_in("ada@example.org", PASSWORD).unwrap();
    let sign_out = || again.call("DELETE", "/api/v1/sessions/current", &[], None).unwrap();
    assert_eq!(sign_out().status, 204);
    met.meet("sign-out", &sign_out());
}

/// Corrects a voter's address on a published roll.
fn correct(election: &Election, draft: &str, from: &str, to: &str) {
    let roll = election.admin.call("GET", &format!("/api/v1/polls/{draft}/roll"), &[], None).unwrap();
    let roll: Value = roll.json().unwrap();
    let voter = roll["voters"].as_array().unwrap().iter().find(|voter| voter["email"] == from).unwrap();
    let path = format!("/api/v1/polls/{draft}/roll/voters/{}", voter["voter"].as_str().unwrap());
    let body = json!({ "email": to }).to_string();
    let typed = [("content-type", "application/json")];
    election.admin.call("PATCH", &path, &typed, Some(body.as_bytes())).unwrap().accepted().unwrap();
}

fn cancel(election: &Election, poll: &Manifest) {
    let notice = json!({ "kind": "cancel", "voting_closes": null, "reason": "Wrong question" });
    election.admin.notice(&poll.id(), &notice).unwrap();
    election.wait_for("the cancellation", || (election.summary(poll).phase == "cancelled").then_some(()));
}

fn ballots(election: &Election, met: &mut Met) {
    let (poll, other) = (election.publish(&Draft::default()), election.publish(&Draft::default()));
    let voter = election.voter("cem@example.org");
    let pass = collect_pass(&poll, &voter).unwrap();
    let ballot = pass.seal(&poll, &choice("lake")).unwrap();
    let bytes = ballot.to_bytes();
    let ballot_box = election.services.ballot_box();
    let cast = |poll: &PollId, bytes: &[u8]| ballot_box.cast_answer(poll, bytes, None).unwrap();

    met.meet("cast", &cast(&other.id(), &bytes));
    let mut altered = bytes.clone();
    *altered.last_mut().unwrap() ^= 1;
    met.meet("cast", &cast(&poll.id(), &altered));
    let (token, seed) = pass.parts();
    let empty = vec![b' '; poll.content_size.into()];
    let invalid = Ballot::seal(&BallotKey::from_seed(&seed), Token::parse(token).unwrap(), empty);
    met.meet("cast", &cast(&poll.id(), &invalid.to_bytes()));
    met.meet("cast", &cast(&[7; 32].into(), &bytes));
    met.meet("cast", &cast(&poll.id(), &bytes[1..]));
    met.meet("cast", &cast(&poll.id(), &vec![1; 70_000]));
    let path = format!("/api/v1/polls/{}/ballots", poll.id());
    let untyped = [("content-type", "application/octet-stream")];
    met.meet("cast", &ballot_box.http().send("POST", &path, &untyped, Some(&bytes)).unwrap());
    assert_eq!(cast(&poll.id(), &bytes).status, 201);
    met.meet("cast", &cast(&poll.id(), &pass.seal(&poll, &choice("roof")).unwrap().to_bytes()));

    let early = election.publish(&Draft { voting: (3600, 2 * DAY), ..Draft::default() });
    let waiting = collect_pass(&early, &voter).unwrap().seal(&early, &choice("lake")).unwrap().to_bytes();
    met.meet("cast", &cast(&early.id(), &waiting));
    cancel(election, &early);
    met.meet("cast", &cast(&early.id(), &waiting));
}

fn publications(election: &Election, met: &mut Met) {
    let unknown = PollId::from([7; 32]);
    let poll = election.publish(&Draft { mix: 8, ..Draft::default() });
    let ballot = election.vote(&poll, &election.voter("dora@example.org"), &choice("lake"));
    let http = election.services.ballot_box();
    let get =
        |poll: &PollId, path: &str| http.http().get(&format!("/api/v1/polls/{poll}{path}"), &[]).unwrap();
    met.meet("manifest", &get(&unknown, "/manifest"));
    met.meet("proof", &get(&unknown, "/receipts/WERC-8GMR-ZGE1-96QV"));
    met.meet("proof", &get(&poll.id(), "/receipts/WERC-8GMR-ZGE1-96QV"));
    met.meet("proof", &get(&poll.id(), &format!("/receipts/{}/proof", ballot.hash())));
    met.meet("result", &get(&poll.id(), "/result"));
    met.meet("bundle", &get(&poll.id(), "/bundle"));
    met.meet_words("bundle", Status::ServiceUnavailable);
    let manifest = format!("/api/v1/polls/{}/manifest", poll.id());
    met.meet("any", &http.http().get(&manifest, &[("range", "bytes=1000000-")]).unwrap());
}

fn any_call(election: &Election, met: &mut Met) {
    let registrar = election.services.registrar();
    let post = |typed: &str, body: &str| {
        registrar
            .http()
            .send("POST", "/api/v1/sessions", &[("content-type", typed)], Some(body.as_bytes()))
            .unwrap()
    };
    met.meet("any", &post("application/json", "not JSON"));
    met.meet("any", &post("application/json", "{}"));
    met.meet("any", &post("application/json", r#"{"email":"a","password":"b","colour":"c"}"#));
    met.meet("any", &post("text/plain", "{}"));
    met.meet("any", &post("application/json", &" ".repeat(70_000)));
    let wrong = registrar.http().get("/api/v1/sessions", &[]).unwrap();
    assert_eq!(wrong.header("allow"), Some("DELETE, POST"));
    met.meet("any", &wrong);
    met.meet("any", &registrar.http().get("/api/v1/nothing", &[]).unwrap());
    for status in [
        Status::BadRequest,
        Status::RequestTimeout,
        Status::TooManyRequests,
        Status::InternalServerError,
        Status::ServiceUnavailable,
    ] {
        met.meet_words("any", status);
    }
}
