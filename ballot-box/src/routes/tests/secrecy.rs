//! Before its time no route shows anything that is derived from a choice.

use crypto::manifest::ResultsPolicy;
use rocket::http::Method;

use super::*;
use crate::testing::{Fixture, ballots, hash};

/// Every GET route of the service with its parameters filled in for this poll and ballot.
fn every_get(client: &Client, poll: &Poll, ballot: &[u8]) -> Vec<String> {
    let mut paths: Vec<String> = client
        .rocket()
        .routes()
        .filter(|route| <Option<Method>>::from(route.method) == Some(Method::Get))
        .map(|route| route.uri.path().to_owned())
        .flat_map(|path| {
            let path = path
                .replace("<id>", &poll.id().to_string())
                .replace("<number>", "1")
                .replace("<wanted>", &hash(ballot).to_string())
                .replace("<slug>", "board")
                .replace("<name>", "main.js");
            match path.strip_suffix("<path..>") {
                Some(log) => vec![format!("{log}0/000.p/3"), format!("{log}entries/000.p/3")],
                None => vec![path],
            }
        })
        .filter(|path| !path.ends_with("/events"))
        .collect();
    paths.push(page(poll, &format!("/receipt?code={}", hash(ballot))));
    paths.push(page(poll, "/ballots?page=1"));
    assert!(paths.iter().all(|path| !path.contains('<')), "{paths:?}");
    paths
}

#[tokio::test(flavor = "multi_thread")]
async fn until_the_result_no_route_shows_a_choice() {
    let fixture = Fixture::new();
    let client = fixture.client().await;
    let mut body = fixture.body();
    body.slug = Some("board".to_owned());
    let poll = fixture.publish(body).await;
    let all = ballots(poll.manifest(), 6);
    cast_all(&client, &poll, &all).await;
    let secret: Vec<String> =
        ["counts\":", "totals\":", "tally\":", "winners\":", "<meter", "choose\":", "abstain\":"]
            .map(str::to_owned)
            .into();
    for closed in [false, true] {
        if closed {
            fixture.skip(4000);
        }
        for path in every_get(&client, &poll, &all[0]) {
            let answer = get(&client, &path).await;
            assert!([200, 303, 404].contains(&answer.status), "{path}: {}", answer.status);
            // The manifest is public and names every question; the booth's files and the API's description are fixed.
            let fixed = ["/manifest", "/openapi.json", "/booth/main.js", "/style.css", "/booth"];
            let text = answer.text();
            for word in secret.iter().filter(|_| !fixed.iter().any(|end| path.ends_with(end))) {
                assert!(!text.contains(word.as_str()), "{path} shows {word}");
            }
            for ballot in &all {
                assert!(!contains(&answer.body, &ballot[357..]), "{path} shows a ballot");
            }
            for download in ["/ballots.csv", "/ballots.ndjson", "/bundle", "/result", "/results/1"] {
                if path == api(&poll, download) {
                    assert_eq!(answer.status, 404, "{path}");
                }
            }
        }
        assert_eq!(get(&client, &api(&poll, "/ballots")).await.status, 404);
        let event = first_event(&client, &poll).await;
        assert_eq!(
            event,
            serde_json::json!({"phase": if closed { "closed" } else { "voting" }, "ballots": 6})
        );
    }
    // And the same walk finds all of it once the result is signed: the test would notice.
    fixture.ballot_box.tick(false).join_all().await;
    let mut shown = String::new();
    for path in every_get(&client, &poll, &all[0]) {
        let answer = get(&client, &path).await;
        assert!([200, 303, 404].contains(&answer.status), "{path}");
        shown.push_str(&answer.text());
    }
    assert!(secret.iter().filter(|word| *word != "choose\":").all(|word| shown.contains(word.as_str())));
}

#[tokio::test(flavor = "multi_thread")]
async fn running_counts_are_of_logged_ballots_only() {
    let mut fixture = Fixture::new();
    let mut body = fixture.body();
    (body.results, body.mix) = (ResultsPolicy::Live, 2);
    let poll = fixture.publish(body).await;
    let client = fixture.client().await;
    let all = ballots(poll.manifest(), 10);
    for ballot in &all[..3] {
        cast(&client, &poll, ballot).await;
    }
    fixture.ballot_box.tick(true).join_all().await;
    let counts = |shown: &Value| -> u64 {
        ["a", "b"].iter().map(|id| shown["counts"]["q1"]["counts"][id].as_u64().unwrap()).sum()
    };
    assert_eq!(counts(&get(&client, &api(&poll, "")).await.json()), 0);
    for ballot in &all[3..] {
        cast(&client, &poll, ballot).await;
    }
    fixture.ballot_box.tick(true).join_all().await;
    assert_eq!(counts(&get(&client, &api(&poll, "")).await.json()), 8);
    assert_eq!(counts(&first_event(&client, &poll).await), 8);
    assert!(get(&client, &page(&poll, "")).await.text().contains("Running counts"));
    drop(client);
    fixture.restart().unwrap();
    let client = fixture.client().await;
    assert_eq!(counts(&get(&client, &api(&poll, "")).await.json()), 8);
    fixture.skip(4000);
    fixture.ballot_box.tick(false).join_all().await;
    let result = fixture.ballot_box.poll(poll.id()).unwrap().state().results[0].0.clone();
    assert_eq!(result.tally["q1"]["counts"], serde_json::json!({"a": 5, "b": 5}));
}

/// The event that a listener gets at once.
async fn first_event(client: &Client, poll: &Poll) -> Value {
    let mut response = client.get(api(poll, "/events")).dispatch().await;
    assert_eq!(response.content_type(), Some(ContentType::EventStream));
    next_event(&mut response).await
}

fn contains(haystack: &[u8], needle: &[u8]) -> bool {
    haystack.windows(needle.len()).any(|window| window == needle)
}
