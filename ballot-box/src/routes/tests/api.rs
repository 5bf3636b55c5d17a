//! What holds for every route.

use std::collections::BTreeSet;

use crypto::statement::Handover;
use rocket::http::Method;

use super::*;
use crate::routes::about::OPENAPI;
use crate::testing::Fixture;

#[tokio::test(flavor = "multi_thread")]
async fn every_api_route_is_described_and_nothing_else() {
    let client = Fixture::new().client().await;
    let mounted: BTreeSet<(String, String)> = client
        .rocket()
        .routes()
        .filter_map(|route| Some((route.uri.path().to_owned(), <Option<Method>>::from(route.method)?)))
        .filter(|(path, _)| path.starts_with("/api/"))
        .map(|(path, method)| (path.replace('<', "{").replace('>', "}"), method.as_str().to_lowercase()))
        .collect();
    let document: Value = serde_json::from_str(OPENAPI).unwrap();
    let described: BTreeSet<(String, String)> = document["paths"]
        .as_object()
        .unwrap()
        .iter()
        .flat_map(|(path, methods)| {
            methods.as_object().unwrap().keys().map(|method| (path.clone(), method.clone()))
        })
        .collect();
    assert_eq!(mounted, described);
    assert_eq!(get(&client, "/api/v1/openapi.json").await.json(), document);
}

#[tokio::test(flavor = "multi_thread")]
async fn no_route_knows_a_poll_that_does_not_exist() {
    let client = Fixture::new().client().await;
    let routes: Vec<(String, Option<Method>)> =
        client.rocket().routes().map(|route| (route.uri.path().to_owned(), route.method.into())).collect();
    for (pattern, method) in routes.iter().filter(|(pattern, _)| pattern.contains("/polls/<id>")) {
        for id in [
            "0".repeat(64),
            "A".repeat(64),
            "0".repeat(63),
            "..".to_owned(),
            "%00".to_owned(),
            "x".repeat(5000),
        ] {
            let path = pattern
                .replace("<id>", &id)
                .replace("<number>", "1")
                .replace("<wanted>", &"0".repeat(64))
                .replace("<path..>", "0/000")
                .replace("?<code>", "")
                .replace("?<page>", "");
            let answer = match method {
                Some(Method::Post) if path.ends_with("/ballots") => post(&client, &path, BALLOT, "x").await,
                Some(Method::Post) => post_note(&client, &path, "x").await,
                _ => get(&client, &path).await,
            };
            assert_eq!(answer.status, 404, "{path}");
            if path.starts_with("/api/") {
                assert_eq!(answer.problem(), "not-found");
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn wrong_methods_and_paths_are_told_apart() {
    let fixture = Fixture::new();
    let (client, poll) = (fixture.client().await, fixture.poll().await);
    let answer = post(&client, &api(&poll, "/entries"), "text/plain", "x").await;
    assert_eq!((answer.status, answer.problem().as_str()), (405, "method-not-allowed"));
    assert_eq!(answer.header("Allow"), "GET");
    for path in ["/api/v1/none", "/api/v2/polls", &api(&poll, "/ballots.xml"), &api(&poll, "/assets/0")] {
        assert_eq!(get(&client, path).await.problem(), "not-found", "{path}");
    }
    for path in [
        &api(&poll, "/assets/2"),
        &api(&poll, "/assets/x"),
        &api(&poll, "/results/1"),
        &api(&poll, "/issuance"),
    ] {
        assert_eq!(get(&client, path).await.status, 404, "{path}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_public_may_be_read_from_any_site_and_sets_no_cookie() {
    let fixture = Fixture::new();
    let (client, poll) = (fixture.client().await, fixture.poll().await);
    for path in [
        "/api/v1/polls",
        &api(&poll, ""),
        &api(&poll, "/manifest"),
        &page(&poll, "/log/checkpoint"),
        "/polls/log/checkpoint",
        "/.well-known/psephos",
    ] {
        let answer = get(&client, path).await;
        assert_eq!((answer.status, answer.header("Access-Control-Allow-Origin")), (OK, "*"), "{path}");
        assert_eq!(answer.header("Access-Control-Allow-Credentials"), "", "{path}");
    }
    for path in ["/", &page(&poll, ""), &page(&poll, "/booth"), "/api/v1/polls", "/style.css"] {
        let answer = get(&client, path).await;
        assert_eq!((answer.status, answer.header("Set-Cookie")), (OK, ""), "{path}");
        assert_eq!(answer.header("Referrer-Policy"), "strict-origin", "{path}");
        assert!(answer.header("Content-Security-Policy").starts_with("default-src 'none'"), "{path}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_key_that_was_handed_over_is_shown_with_the_note_of_both() {
    let mut fixture = Fixture::new();
    let old = fixture.keys().current().verifier().clone();
    let folder = tempfile::tempdir().unwrap();
    fixture.give(fixture.keys().rotate(&folder.path().join("keys"), fixture.now()).unwrap());
    fixture.restart().unwrap();
    let shown = get(&fixture.client().await, "/.well-known/psephos").await.json();
    let new = fixture.ballot_box.key().verifier();
    assert_ne!(*new, old);
    assert_eq!((&shown["key"], &shown["former_keys"]), (&serde_json::json!(new), &serde_json::json!([old])));
    let notes: Vec<String> = serde_json::from_value(shown["handovers"].clone()).unwrap();
    assert_eq!(Handover::newest(&old, &notes).as_ref(), Ok(new));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_service_says_who_it_is() {
    let fixture = Fixture::new();
    let client = fixture.client().await;
    let shown = get(&client, "/.well-known/psephos").await.json();
    assert_eq!(shown["role"], "ballot-box");
    assert_eq!(shown["name"], "127.0.0.1:8002");
    assert_eq!(shown["url"], "http://127.0.0.1:8002");
    assert_eq!(shown["key"], fixture.ballot_box.key().verifier().to_string());
    assert_eq!(shown["former_keys"], serde_json::json!([]));
    assert_eq!(shown["handovers"], serde_json::json!([]));
    assert_eq!(shown["registrars"][0]["key"], fixture.registrar.verifier().to_string());
    assert_eq!(get(&client, "/healthz").await.status, OK);
    assert_eq!(get(&client, "/readyz").await.status, OK);
}
