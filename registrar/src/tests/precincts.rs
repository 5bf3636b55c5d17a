//! An election in precincts, from the draft that is split to the total: what is refused first.

use std::collections::BTreeSet;
use std::io::{BufRead as _, BufReader, Write as _};
use std::net::TcpListener;
use std::thread;
use std::time::Duration;

use crypto::manifest::Service;
use crypto::note::{Note, ServiceName, SignerKey};
use crypto::statement::{self, Precincts, Total};
use serde_json::{Value, json};

use crate::domain::audit::Actor;
use crate::domain::ballot_box::{BallotBox, PATIENCE};
use crate::domain::precincts::{PrecinctsError, Sum, add_up_within};
use crate::store;
use crate::testing::ballot_box::Mood;
use crate::testing::{Answer, World, draft, start};

pub(super) const VOTERS: [&str; 5] =
    ["ada@example.org", "ben@example.org", "cem@example.org", "dee@example.org", "eva@example.org"];

/// With an alias, and passes from ten minutes on.
pub(super) fn splittable() -> Value {
    let mut draft = draft();
    draft["slug"] = json!("board");
    draft["issuance_opens"] = json!(start().plus(600).to_string());
    draft["voting_opens"] = json!(start().plus(600).to_string());
    draft
}

pub(super) fn split(world: &World, admin: &str, id: &str, count: u64) -> Answer {
    world.post_json(&format!("/api/v1/polls/{id}/precincts"), Some(admin), &json!({ "count": count }))
}

/// Until all are listed: a turn ends after ten seconds, however far it has come.
pub(super) fn publish(world: &World, admin: &str, id: &str) {
    for _ in 0..20 {
        let published = world.post(&format!("/api/v1/polls/{id}/precincts/publish"), Some(admin));
        assert_eq!(published.status, 200, "{}", published.text);
        if published.json()["listed"] == json!(true) {
            return;
        }
    }
    panic!("the precincts are never listed");
}

#[test]
fn what_cannot_be_split_is_told_what_to_do() {
    let world = World::new();
    let admin = world.admin_token();
    type Spoil = fn(&mut Value);
    let spoils: [(Spoil, &str, &str); 4] = [
        (|draft| _ = draft.as_object_mut().unwrap().remove("slug"), "slug", "needs a short name"),
        (|draft| draft["slug"] = json!("a-long-alias-of-thirty-letters"), "slug", "leaves room"),
        (|draft| draft["test"] = json!(false), "count", "take fewer precincts"),
        (
            |draft| {
                let question = &mut draft["questions"][0];
                (question["kind"], question["method"]) = (json!("ranking"), json!("irv"));
            },
            "questions",
            "take schulze, borda",
        ),
    ];
    for (spoil, field, words) in spoils {
        let mut spoiled = splittable();
        spoil(&mut spoiled);
        if spoiled["test"] == json!(false) {
            spoiled["mix"] = json!(16);
        }
        let id = world.draft_with(&admin, &VOTERS, &spoiled);
        let refused = split(&world, &admin, &id, 2);
        assert_eq!(
            (refused.problem().as_str(), &refused.json()["field"]),
            ("manifest-invalid", &json!(field))
        );
        assert!(refused.text.contains(words), "{}", refused.text);
    }
    let id = world.draft_with(&admin, &VOTERS, &splittable());
    for count in [0, 1, 1001] {
        assert_eq!(split(&world, &admin, &id, count).json()["field"], "count");
    }
    assert!(split(&world, &admin, &id, 6).text.contains("5 voters are too few for 6 precincts"));
    // Nothing was split, so nothing is there to be published or added up.
    for step in ["publish", "total"] {
        let refused = world.post(&format!("/api/v1/polls/{id}/precincts/{step}"), Some(&admin));
        assert!(
            refused.problem() == "conflict" && refused.text.contains("was not split"),
            "{}",
            refused.text
        );
    }
    for path in ["/api/v1/precincts/board", "/precincts/board"] {
        assert_eq!(world.get(path, None).status, 404, "{path}");
    }
}

#[test]
fn precincts_share_the_roll_and_are_published_listed_and_added_up() {
    let world = World::new();
    let admin = world.admin_token();
    let id = world.draft_with(&admin, &VOTERS, &splittable());
    let made = split(&world, &admin, &id, 2);
    assert_eq!((made.status, &made.json()["alias"]), (201, &json!("board")), "{}", made.text);
    let drafts: Vec<String> = serde_json::from_value(made.json()["drafts"].take()).unwrap();
    let mut everybody = Vec::new();
    for (number, precinct) in (1..).zip(&drafts) {
        let read = world.get(&format!("/api/v1/drafts/{precinct}"), Some(&admin)).json();
        assert_eq!(read["fields"]["slug"], json!(format!("board-{number}-of-2")));
        assert_eq!(read["fields"]["title"], json!(format!("Board \u{b7} {number}/2")));
        let roll = world.get(&format!("/api/v1/polls/{precinct}/roll"), Some(&admin)).json();
        let emails = roll["voters"]
            .as_array()
            .unwrap()
            .iter()
            .map(|voter| voter["email"].as_str().unwrap().to_owned());
        everybody.extend(emails);
    }
    assert_eq!(everybody.len(), 5);
    assert_eq!(everybody.iter().map(String::as_str).collect::<BTreeSet<_>>(), BTreeSet::from(VOTERS));
    // A second time, and the draft itself: voters would stand on two rolls.
    assert_eq!(split(&world, &admin, &id, 2).problem(), "conflict");
    let whole = world.post(&format!("/api/v1/polls/{id}/publish"), Some(&admin));
    assert!(whole.problem() == "conflict" && whole.text.contains("split into precincts"), "{}", whole.text);

    // A precinct that is published alone might never be listed; one that is sealed with the others is gone on with.
    let steps = format!("/api/v1/polls/{id}/precincts");
    let first_alone = || world.post(&format!("/api/v1/polls/{}/publish", drafts[0]), Some(&admin));
    let alone = first_alone();
    assert!(alone.problem() == "conflict" && alone.text.contains("with the others"), "{}", alone.text);
    world.ballot_box.be(Mood::Refusing(503, "busy"));
    assert_eq!(world.post(&format!("{steps}/publish"), Some(&admin)).status, 503);
    world.ballot_box.be(Mood::Willing);
    assert_eq!(first_alone().status, 201);

    // The ballot box fails after the first one: what is done stays done.
    world.ballot_box.be(Mood::Refusing(503, "busy"));
    assert_eq!(world.post(&format!("{steps}/publish"), Some(&admin)).status, 503);
    assert_eq!(world.get("/api/v1/precincts/board", None).status, 404, "not all are published");
    assert!(world.post(&format!("{steps}/total"), Some(&admin)).text.contains("not listed yet"));
    world.ballot_box.be(Mood::Willing);
    let published = world.post(&format!("{steps}/publish"), Some(&admin));
    assert_eq!(
        published.json(),
        json!({ "precincts": 2, "published": 2, "listed": true }),
        "{}",
        published.text
    );
    assert_eq!(world.post(&format!("{steps}/publish"), Some(&admin)).json(), published.json());

    let shown = world.get("/api/v1/precincts/board", None).json();
    let key = world.registrar.key.verifier();
    let (list, note) = statement::open::<Precincts>(shown["precincts"].as_str().unwrap(), key).unwrap();
    assert_eq!((list.eligible, list.polls.len(), &shown["total"]), (5, 2, &Value::Null));
    for (number, poll) in (1..).zip(&list.polls) {
        let manifest = world.manifest(&poll.to_string());
        assert_eq!(list.unfit(number, &manifest, &manifest), []);
        assert_eq!(
            shown["polls"][number - 1]["url"],
            json!(format!("{}/polls/{poll}", world.ballot_box.url()))
        );
    }
    let roll = world.get(&format!("/api/v1/polls/{id}/roll"), Some(&admin)).json();
    assert_eq!(roll["total"], 0, "the roll that was dealt is kept once");

    // Each voter sees one poll.
    let ada = world.voter_token("ada@example.org");
    assert_eq!(world.get("/api/v1/me/polls", Some(&ada)).json()["polls"].as_array().unwrap().len(), 1);
    let longer = json!({ "kind": "extend", "voting_closes": "2026-12-02T12:00:00Z", "reason": "Snow." });
    let given = world.post_json(&format!("{steps}/notices"), Some(&admin), &longer);
    assert_eq!(given.json(), json!({ "given": 2, "refused": [] }), "{}", given.text);
    let again = world.post_json(&format!("{steps}/notices"), Some(&admin), &longer).json();
    assert_eq!((&again["given"], again["refused"].as_array().unwrap().len()), (&json!(0), 2));

    // The page, before and after the count, in German.
    let page = || {
        let language = rocket::http::Header::new("Accept-Language", "de");
        let answer = Answer::of(world.client.get("/precincts/board").header(language).dispatch());
        assert_eq!(answer.status, 200, "{}", answer.text);
        answer.text
    };
    let open = page();
    for words in ["<html lang=\"de\"", "findet in 2 Wahlbezirken statt", "Wahlbezirk 2: 2 Stimmberechtigte"] {
        assert!(open.contains(words), "{words}: {open}");
    }
    assert!(!open.contains("<table"), "there is nothing to show yet");

    let counting = world.post(&format!("{steps}/total"), Some(&admin)).json();
    assert_eq!(counting, json!({ "precincts": 2, "counted": 0, "total": false }));
    world.ballot_box.publish_results();
    let counted = world.post(&format!("{steps}/total"), Some(&admin));
    assert_eq!(counted.json(), json!({ "precincts": 2, "counted": 2, "total": true }), "{}", counted.text);
    let shown = world.get("/api/v1/precincts/board", None).json();
    let (total, _) = statement::open::<Total>(shown["total"].as_str().unwrap(), key).unwrap();
    assert_eq!((total.precincts, total.ballots, total.issued), (statement::digest(&note), 12, 12));
    assert_eq!(total.tally["q1"]["counts"], json!({ "a": 6, "b": 6 }));
    let counted = page();
    for words in [
        "Alle 2 Wahlbezirke sind ausgez\u{e4}hlt",
        "<td class=\"number\">6</td><td>gleichauf</td>",
        "Enthaltungen: 0",
    ] {
        assert!(counted.contains(words), "{words}: {counted}");
    }
    // There is one total for ever.
    world.at(600);
    world.post(&format!("{steps}/total"), Some(&admin));
    assert_eq!(world.get("/api/v1/precincts/board", None).json(), shown);
    assert!(Note::parse(shown["total"].as_str().unwrap()).is_ok());
}

#[test]
fn a_question_that_nobody_answered_is_no_tie_of_the_precincts() {
    for (ties, winners, tied, words) in [
        ("report", json!([]), json!(["a", "b"]), "<p>Nobody chose anything.</p>"),
        (
            "listed",
            json!(["a"]),
            json!([]),
            "<p>Nobody chose anything, so the order of the list decides.</p>",
        ),
    ] {
        let world = World::new();
        let admin = world.admin_token();
        let mut draft = splittable();
        draft["questions"][0]["ties"] = json!(ties);
        let id = world.draft_with(&admin, &VOTERS, &draft);
        assert_eq!(split(&world, &admin, &id, 2).status, 201);
        publish(&world, &admin, &id);
        let list = world.get("/api/v1/precincts/board", None).json()["precincts"].take();
        let list = Note::parse(list.as_str().unwrap()).unwrap();
        let tally = json!({ "q1": { "kind": "choice", "counts": { "a": 0, "b": 0 }, "abstain": 3, "winners": winners, "tied": tied } });
        let precincts = statement::digest(&list);
        let total = Total { precincts, results: Vec::new(), issued: 3, ballots: 3, tally, at: start() };
        let note = statement::sign(&total, &world.registrar.key).to_string();
        let stored = world.registrar.db.run_here(|conn| store::precincts::set_total(conn, "board", &note));
        assert!(stored.unwrap());
        let page = world.get("/precincts/board", None).text;
        assert!(page.contains(words) && !page.contains(">tied<"), "{words}: {page}");
    }
}

#[test]
fn results_are_asked_for_once_in_as_many_turns_as_it_takes() {
    let world = World::new();
    let admin = world.admin_token();
    let id = world.draft_with(&admin, &VOTERS, &splittable());
    assert_eq!(split(&world, &admin, &id, 3).status, 201);
    publish(&world, &admin, &id);
    let turn = || add_up_within(&world.registrar, &id, &Actor::System, Duration::ZERO);
    let come = |counted| Sum { precincts: 3, counted, total: counted == 3 };
    // Each turn goes on after the last one, also where there are no results yet.
    for _ in 0..3 {
        assert_eq!(turn().unwrap(), come(0));
    }
    let list = world.get("/api/v1/precincts/board", None).json();
    let polls: Vec<&str> =
        list["polls"].as_array().unwrap().iter().map(|poll| poll["poll"].as_str().unwrap()).collect();
    let asked = |poll: &&str| world.ballot_box.received(&format!("{poll}/result")).len();
    assert_eq!(polls.iter().map(asked).collect::<Vec<_>>(), [1, 1, 1]);
    world.ballot_box.publish_results();
    assert_eq!(turn().unwrap(), come(1));
    world.ballot_box.be(Mood::Refusing(503, "busy"));
    assert!(matches!(turn(), Err(PrecinctsError::Unreachable(_))));
    world.ballot_box.be(Mood::Willing);
    assert_eq!((turn().unwrap(), turn().unwrap(), turn().unwrap()), (come(2), come(3), come(3)));
    assert_eq!(world.ballot_box.received("/result").len(), 7, "four times in vain, and once of each");
}

#[test]
fn a_result_that_is_longer_than_other_notes_is_read() {
    let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
    let name: ServiceName = listener.local_addr().unwrap().to_string().parse().unwrap();
    let key = SignerKey::from_seed(&name, [7; 32]).verifier().clone();
    let ballot_box = BallotBox::new(Service { url: name.url(), name, key }, Vec::new());
    let long = "x".repeat((1 << 20) + 1);
    let length = long.len();
    let answer = format!("HTTP/1.1 200 OK\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n{long}");
    let served = thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        let lines = BufReader::new(&stream).lines().map(Result::unwrap);
        assert!(lines.take_while(|line| !line.is_empty()).count() > 0);
        stream.write_all(answer.as_bytes()).unwrap();
    });
    let read = ballot_box.result(&"0".repeat(64), PATIENCE).unwrap();
    assert_eq!(read.map(|note| note.len()), Some(length));
    served.join().unwrap();
}
