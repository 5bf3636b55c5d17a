//! The two statements about precincts, and what a poll needs to be one: bad ones first.

use crypto::encoding::PollId;
use crypto::manifest::{ManifestBody, Method, Question, QuestionKind};
use crypto::note::Note;
use crypto::precincts::{Subtotal, TotalError, Unfit, precinct_alias, precinct_of};
use crypto::statement::{self, Outcome, Precincts, Statement as _, StatementError, Total};
use crypto::tally::SumError;
use crypto::time::UtcTime;
use serde_json::json;

fn at() -> UtcTime {
    "2026-10-31T09:00:00Z".parse().unwrap()
}

fn precincts(count: u8) -> Precincts {
    Precincts {
        alias: "board".into(),
        title: "Board election 2026".into(),
        eligible: 100,
        polls: (1..=count).map(|byte| PollId::from([byte; 32])).collect(),
        at: at(),
    }
}

/// Of a poll that fits as this precinct.
fn body(number: usize, of: usize) -> ManifestBody {
    let mut body = crate::poll::body();
    body.slug = precinct_alias("board", number, of);
    let in_rounds = |question: &Question| {
        matches!(
            question.kind,
            QuestionKind::Ranking { method: Method::Irv | Method::StvScottish | Method::StvMeek, .. }
        )
    };
    body.questions.retain(|question| !in_rounds(question));
    body
}

#[test]
fn a_list_of_precincts_that_breaks_a_rule_is_none() {
    let many = |count: usize| {
        (0..count).map(|it| PollId::from(crypto::encoding::sha256(&[&it.to_be_bytes()]))).collect()
    };
    let good = precincts(3);
    for (bad, rule) in [
        (Precincts { polls: vec![], ..good.clone() }, "1 to 1000"),
        (Precincts { polls: many(1001), ..good.clone() }, "1 to 1000"),
        (
            Precincts { polls: vec![[1; 32].into(), [2; 32].into(), [1; 32].into()], ..good.clone() },
            "two precincts",
        ),
        (Precincts { alias: String::new(), ..good.clone() }, "alias"),
        (Precincts { alias: "Board".into(), ..good.clone() }, "alias"),
        (Precincts { alias: "b".repeat(26), ..good.clone() }, "alias"),
        (Precincts { title: " \u{a0}".into(), ..good.clone() }, "title"),
    ] {
        let refused = Precincts::parse(&bad.to_text()).unwrap_err();
        assert!(matches!(refused, StatementError::Rule(words) if words.contains(rule)), "{rule}: {refused}");
    }
    assert_eq!(Precincts::parse(&good.to_text()), Ok(good.clone()));
    assert!(Precincts::parse(&Precincts { polls: many(1000), ..good }.to_text()).is_ok());
    assert!(Precincts::parse("psephos-precincts/v1\n{\"alias\":\"b\"}\n").is_err());
}

#[test]
fn what_a_list_of_precincts_looks_like() {
    let text = precincts(1).to_text();
    let poll = "01".repeat(32);
    assert_eq!(
        text,
        format!(
            "psephos-precincts/v1\n{{\"alias\":\"board\",\"title\":\"Board election 2026\",\"eligible\":100,\"polls\":[\"{poll}\"],\
             \"at\":\"2026-10-31T09:00:00Z\"}}\n"
        )
    );
}

#[test]
fn a_poll_that_does_not_fit_is_told_all_that_is_wrong() {
    let set = precincts(3);
    let first = body(1, 3);
    assert_eq!(set.unfit(2, &body(2, 3), &first), []);
    let alias = Unfit::Alias("board-2-of-3".into());
    type Edit = fn(&mut ManifestBody);
    let edits: [(Edit, Unfit); 10] = [
        (|body| body.slug = None, alias.clone()),
        (|body| body.slug = Some("board-2-of-4".into()), alias),
        (|body| body.registrar.url = "https://elsewhere.example.org".into(), Unfit::Differs("registrar")),
        (|body| body.questions[0].seats = 2, Unfit::Differs("questions")),
        (|body| body.voting_closes = body.voting_closes.plus(1), Unfit::Differs("windows")),
        (|body| body.results = crypto::manifest::ResultsPolicy::Live, Unfit::Differs("results")),
        (|body| body.test = true, Unfit::Differs("test")),
        (|body| body.languages = vec!["de".into()], Unfit::Differs("languages")),
        (|body| body.eligible = None, Unfit::Open),
        (|body| body.late_additions = true, Unfit::Differs("late_additions")),
    ];
    for (edit, unfit) in edits {
        let mut bad = body(2, 3);
        edit(&mut bad);
        assert_eq!(set.unfit(2, &bad, &first), [unfit]);
    }
    let late = Precincts { at: first.issuance_opens, ..set.clone() };
    let told = late.unfit(1, &first, &first);
    assert_eq!(told, [Unfit::Late { opens: first.issuance_opens, stated: late.at }]);
    let in_rounds = crate::poll::body();
    let told = set.unfit(1, &in_rounds, &in_rounds);
    assert!(told.contains(&Unfit::NotSummable("q2".into())) && told.len() == 2, "{told:?}");
}

#[test]
fn rolls_that_grow_are_fit_where_all_do() {
    let growing = |number| ManifestBody { late_additions: true, ..body(number, 3) };
    assert_eq!(precincts(3).unfit(2, &growing(2), &growing(1)), []);
}

#[test]
fn only_the_aliases_of_precincts_are_taken_for_one() {
    assert_eq!(precinct_of("board-1-of-1"), Some(("board", 1, 1)));
    assert_eq!(precinct_of("a-1-of-2-2-of-1000"), Some(("a-1-of-2", 2, 1000)));
    for other in [
        "board",
        "1-of-2",
        "-1-of-2",
        "board-0-of-2",
        "board-3-of-2",
        "board-+1-of-2",
        "board-01-of-2",
        "board-1-of-1001",
        "board-1-of-2-",
        "Board-1-of-2",
        "board-1-of-",
    ] {
        assert_eq!(precinct_of(other), None, "{other}");
    }
}

#[test]
fn what_may_differ_between_precincts() {
    let mut other = body(3, 3);
    other.title = "Board election 2026, precinct 3".into();
    other.ballot_box = crate::poll::service(&crate::poll::registrar_key());
    (other.eligible, other.mix, other.content_size) = (Some(7), 50, 512);
    assert_eq!(precincts(3).unfit(3, &other, &body(1, 3)), []);
}

fn outcome(poll: u8, votes: u64, issued: Option<u64>) -> Outcome {
    let winners = if votes > 0 { json!(["a"]) } else { json!([]) };
    let tied = if votes > 0 { json!([]) } else { json!(["a", "b", "c"]) };
    Outcome {
        poll: [poll; 32].into(),
        ballots: votes,
        issued,
        tree_size: votes + 2,
        root: [poll; 32],
        tally: json!({"q1": {"kind":"choice","counts":{"a":votes,"b":0,"c":0},"abstain":0,"winners":winners,"tied":tied}}),
    }
}

#[test]
fn a_total_adds_all_results_or_is_none() {
    let questions = &body(1, 2).questions[..1];
    let note = Note::sign(precincts(2).to_text(), &crate::poll::registrar_key());
    let total = |outcomes: &[Outcome]| {
        let texts: Vec<String> = outcomes.iter().map(statement::Statement::to_text).collect();
        let results: Vec<_> = texts.iter().map(String::as_str).zip(outcomes.iter().cloned()).collect();
        Total::of(&note, &results, questions, at())
    };
    assert_eq!(total(&[outcome(1, 3, Some(4)), outcome(2, 0, None)]), Err(TotalError::IssuedUnknown(2)));
    assert_eq!(total(&[outcome(1, 3, Some(4)), outcome(2, 0, Some(u64::MAX))]), Err(TotalError::TooMany));
    let mut other = outcome(2, 1, Some(1));
    other.tally = json!({});
    assert!(matches!(total(&[outcome(1, 3, Some(4)), other]), Err(TotalError::Sum(_))));

    let (one, other) = (outcome(1, 3, Some(4)), outcome(2, 5, Some(6)));
    let sum = total(&[one.clone(), other.clone()]).unwrap();
    assert_eq!((sum.ballots, sum.issued, &sum.tally["q1"]["counts"]["a"]), (8, 10, &json!(8)));
    assert_eq!(sum.precincts, statement::digest(&note));
    assert_eq!(
        sum.results[1].result.to_string(),
        crypto::encoding::hex(&crypto::encoding::sha256(&[other.to_text().as_bytes()]))
    );
    assert_eq!(Total::parse(&sum.to_text()), Ok(sum.clone()));
    assert!(Total::parse(&Total { tally: json!([]), ..sum }.to_text()).is_err());
}

#[test]
fn results_are_added_in_any_order_each_once_and_what_is_refused_changes_nothing() {
    let questions = &body(1, 2).questions[..1];
    let note = Note::sign(precincts(2).to_text(), &crate::poll::registrar_key());
    let results = [outcome(1, 3, Some(4)), outcome(2, 5, Some(6))];
    let mut subtotal = Subtotal::of(questions, 2).unwrap();
    let mut add = |number: usize, result: &Outcome| {
        let added = subtotal.add(number, &result.to_text(), result);
        (added, subtotal.missing().collect::<Vec<_>>(), subtotal.total(&note, at()).unwrap())
    };
    assert_eq!(add(2, &outcome(2, 5, None)), (Err(TotalError::IssuedUnknown(2)), vec![1, 2], None));
    let mut bad = results[1].clone();
    bad.tally["q1"]["winners"] = json!(["b"]);
    assert!(matches!(add(2, &bad), (Err(TotalError::Sum(SumError::Malformed { part: 2, .. })), _, None)));
    assert_eq!(add(2, &results[1]), (Ok(()), vec![1], None));
    assert_eq!(add(2, &results[0]), (Ok(()), vec![1], None));
    let (added, missing, total) = add(1, &results[0]);
    assert_eq!((added, missing), (Ok(()), vec![]));
    let texts = results.each_ref().map(statement::Statement::to_text);
    let in_order = [(texts[0].as_str(), results[0].clone()), (texts[1].as_str(), results[1].clone())];
    assert_eq!(total, Some(Total::of(&note, &in_order, questions, at()).unwrap()));
}
