//! Polls that ask for rankings: counted at the close, and told round by round.

use crypto::content::{Answer, Content};
use crypto::manifest::{ManifestBody, Method, Question, QuestionKind, QuestionOption, ResultsPolicy, Ties};
use serde_json::json;

use super::*;
use crate::testing::{Fixture, Voter, question};

#[tokio::test(flavor = "multi_thread")]
async fn running_counts_are_there_before_anybody_asks() {
    let fixture = Fixture::new();
    let mut body = body(&fixture);
    body.results = ResultsPolicy::Live;
    let poll = fixture.publish(body).await;
    let counts = || poll.log().counts().unwrap();
    assert_eq!(counts()["borda"]["totals"]["a"], 0);
    let ballot = sealed(&poll, BALLOTS[0].0);
    fixture.ballot_box.cast(&poll, ballot, None).await.unwrap();
    // Each reader gets the very same value: it was counted once, when the ballot was published.
    assert!(std::sync::Arc::ptr_eq(&counts(), &counts()));
    assert_ne!(counts()["borda"]["totals"]["a"], 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn rankings_are_counted_by_the_method_of_the_manifest() {
    let fixture = Fixture::new();
    let client = fixture.client().await;
    let poll = fixture.publish(body(&fixture)).await;
    for (ranking, times) in BALLOTS {
        for _ in 0..*times {
            assert_eq!(cast(&client, &poll, &sealed(&poll, ranking)).await.status, CREATED);
        }
    }
    let abstains = Voter::with_pass(poll.manifest())
        .seal(poll.manifest(), &Content { answers: vec![Answer::Abstain; METHODS.len()] });
    assert_eq!(cast(&client, &poll, &abstains).await.status, CREATED);

    fixture.skip(3611);
    fixture.ballot_box.tick(false).join_all().await;
    let tally = poll.state().results[0].0.tally.clone();
    for (id, winners) in [
        ("irv", json!(["c"])),
        ("scot", json!(["a", "c"])),
        ("meek", json!(["a", "c"])),
        ("schulze", json!(["b"])),
        ("borda", json!(["b"])),
    ] {
        assert_eq!(
            (&tally[id]["winners"], &tally[id]["abstain"]),
            (&winners, &json!(1)),
            "{id}: {}",
            tally[id]
        );
    }

    let result = get(&client, &page(&poll, "/result")).await.text();
    for told in [
        "Round by round",
        "Ada &amp; Co: 4, Ben: 2, Cleo: 3.",
        "Out: Ben.",
        "<strong>Elected: Cleo.</strong>",
        "Quota in votes: 4.",
        "The rounds as a table",
        "<td class=\"number\" data-label=\"Round 2\">out</td>",
        "<span class=\"tag\">wins</span>",
        "<li>Ben over Ada &amp; Co: 5 to 4</li>",
        "Points, ballots counted: 10",
    ] {
        assert!(result.contains(told), "{told}: {result}");
    }
    assert!(!result.contains(">none<") && !result.contains("\"none\""), "{result}");

    let certificate = get(&client, &page(&poll, "/certificate")).await.text();
    for told in [
        "Instant run-off:",
        "Votes in each round",
        "<td class=\"number\" data-label=\"Round 2\">out</td>",
        "There are 2 seats.",
        "A tie for the last seat gives it to none of those tied.",
        "A tie for first place is left open: none of those tied wins.",
        "<li>Ben over Ada &amp; Co: 5 to 4</li>",
        "Points, ballots counted: 10",
    ] {
        assert!(certificate.contains(told), "{told}: {certificate}");
    }
    // Whoever won is told so in the table of rounds, on both pages: here and of both rankings with two seats.
    let cleo = "<th scope=\"row\">Cleo</th><td class=\"number\" data-label=\"Round 1\">";
    for shown in [&result, &certificate] {
        let rows: Vec<_> = shown.lines().filter(|line| line.contains(cleo)).collect();
        assert!(rows.len() >= 3, "{shown}");
        let won = |word: &str| rows.iter().filter(|row| row.ends_with(&format!(">{word}</td></tr>"))).count();
        assert_eq!((won("wins"), won("wins a seat")), (1, 2), "{rows:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_tie_that_is_reported_is_told() {
    let fixture = Fixture::new();
    let client = fixture.client().await;
    let poll = fixture.publish(body(&fixture)).await;
    for ranking in ["a", "b"] {
        assert_eq!(cast(&client, &poll, &sealed(&poll, &[ranking])).await.status, CREATED);
    }
    fixture.skip(3611);
    fixture.ballot_box.tick(false).join_all().await;
    let result = get(&client, &page(&poll, "/result")).await.text();
    assert!(result.contains("Ada &amp; Co and Ben are equal, and nothing decides between them."), "{result}");
    assert!(result.contains("<span class=\"tag\">tied</span>"), "{result}");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_nobody_answered_is_no_tie() {
    let fixture = Fixture::new();
    let client = fixture.client().await;
    let mut body = body(&fixture);
    let listed = Question { ties: Ties::Listed, seats: 2, ..body.questions[0].clone() };
    let scores = QuestionKind::Score { low: 0, high: 5 };
    body.questions.extend([
        Question {
            id: "choice".into(),
            kind: QuestionKind::Choice { min: 1, max: 1 },
            seats: 1,
            ..listed.clone()
        },
        Question { id: "score".into(), kind: scores, seats: 3, ties: Ties::Report, ..listed },
    ]);
    let empty = fixture.publish(ManifestBody { title: "Nobody came".into(), ..body.clone() }).await;
    let poll = fixture.publish(body).await;
    let questions = poll.manifest().questions.len();
    for _ in 0..2 {
        let abstains = Content { answers: vec![Answer::Abstain; questions] };
        let ballot = Voter::with_pass(poll.manifest()).seal(poll.manifest(), &abstains);
        assert_eq!(cast(&client, &poll, &ballot).await.status, CREATED);
    }
    fixture.skip(3611);
    fixture.ballot_box.tick(false).join_all().await;
    for (poll, abstained, nobody) in
        [(&poll, "Abstained: 2.", "Nobody chose anything."), (&empty, "Abstained: 0.", "Nobody has voted.")]
    {
        for path in ["/result", "/certificate"] {
            let text = get(&client, &page(poll, path)).await.text();
            let told = |words: &str| text.matches(words).count();
            assert_eq!(told(abstained), questions, "{path}: {text}");
            assert_eq!(told(nobody), questions - 1, "{path}: {text}");
            // The signed result seats whoever is listed first, and all where there is a seat for each.
            assert_eq!(told("Nobody chose anything, so the order of the list decides."), 1, "{path}: {text}");
            assert_eq!((told(">wins</td>"), told(">wins a seat</td>")), (1, 3), "{path}: {text}");
            for untrue in [">tied<", "The tied options", "are equal", "Round by round"] {
                assert!(!text.contains(untrue), "{untrue}, {path}: {text}");
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn running_counts_elect_nobody() {
    let fixture = Fixture::new();
    let client = fixture.client().await;
    let poll = fixture.publish(ManifestBody { results: ResultsPolicy::Live, ..body(&fixture) }).await;
    for _ in 0..2 {
        assert_eq!(cast(&client, &poll, &sealed(&poll, &["b", "a"])).await.status, CREATED);
    }
    let votes =
        async || get(&client, &api(&poll, "")).await.json()["counts"]["irv"]["rounds"][0]["votes"].clone();
    assert_eq!(votes().await, json!({"a": 0, "b": 2, "c": 0}));
    assert_eq!(cast(&client, &poll, &sealed(&poll, &["a"])).await.status, CREATED);
    assert_eq!(votes().await, json!({"a": 1, "b": 2, "c": 0}));
    let shown = get(&client, &page(&poll, "")).await.text();
    assert!(shown.contains("First preferences:") && shown.contains("2 (66.7%)"), "{shown}");
    assert!(!shown.contains("Elected") && !shown.contains("wins</span>"), "{shown}");
}

pub(super) fn body(fixture: &Fixture) -> ManifestBody {
    let questions = METHODS.map(|(id, method, seats)| Question {
        seats,
        ties: Ties::Report,
        options: [("a", "Ada & Co"), ("b", "Ben"), ("c", "Cleo")]
            .map(|(id, title)| QuestionOption { id: id.into(), title: title.into(), description: "".into() })
            .into(),
        ..question(id, QuestionKind::Ranking { method, min: 1, max: 3 })
    });
    ManifestBody { questions: questions.into(), content_size: 256, ..fixture.body() }
}

/// The same ranking as the answer to all questions.
pub(super) fn sealed(poll: &Poll, ranking: &[&str]) -> Vec<u8> {
    let answer = Answer::Rank(ranking.iter().map(ToString::to_string).collect());
    let content = Content { answers: vec![answer; METHODS.len()] };
    Voter::with_pass(poll.manifest()).seal(poll.manifest(), &content)
}

const METHODS: [(&str, Method, u32); 5] = [
    ("irv", Method::Irv, 1),
    ("scot", Method::StvScottish, 2),
    ("meek", Method::StvMeek, 2),
    ("schulze", Method::Schulze, 1),
    ("borda", Method::Borda, 1),
];

/// b goes out first and decides for c.
const BALLOTS: &[(&[&str], usize)] = &[(&["a", "b"], 4), (&["b", "c"], 2), (&["c", "b"], 3)];
