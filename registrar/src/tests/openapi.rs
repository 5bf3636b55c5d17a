//! The OpenAPI document and the routes say the same.

use std::collections::BTreeSet;

use rocket::http::Header;
use serde_json::{Value, json};

use crate::testing::{World, draft};

#[test]
fn every_api_route_is_described_and_nothing_else() {
    let world = World::new();
    let answer = world.get("/api/v1/openapi.json", None);
    assert_eq!((answer.status, answer.header("Content-Type")), (200, "application/json"));
    let mut described = BTreeSet::new();
    for (path, item) in answer.json()["paths"].as_object().unwrap() {
        for method in item.as_object().unwrap().keys().filter(|key| *key != "parameters") {
            described.insert(format!("{} {path}", method.to_uppercase()));
        }
    }
    let served: BTreeSet<String> = world
        .client
        .rocket()
        .routes()
        .filter_map(|route| {
            let path = route.uri.path().strip_prefix("/api/v1")?.replace('<', "{").replace('>', "}");
            Some(format!("{} {path}", route.method))
        })
        .collect();
    assert_eq!(described, served);
}

#[test]
fn every_reference_leads_somewhere() {
    fn walk<'a>(value: &'a Value, references: &mut Vec<&'a str>) {
        match value {
            Value::Object(members) => {
                references.extend(members.get("$ref").and_then(Value::as_str));
                members.values().for_each(|member| walk(member, references));
            }
            Value::Array(items) => items.iter().for_each(|item| walk(item, references)),
            _ => {}
        }
    }
    let document = World::new().get("/api/v1/openapi.json", None).json();
    let mut references = Vec::new();
    walk(&document, &mut references);
    assert!(!references.is_empty());
    for reference in references {
        assert!(document.pointer(reference.trim_start_matches('#')).is_some(), "{reference}");
    }
}

/// An officer is turned away from what is for admins alone, and from nothing else.
#[test]
fn what_is_said_to_be_for_admins_is_for_them_alone() {
    let world = World::new();
    let officer = world.officer_token("olga@example.org");
    let document = world.get("/api/v1/openapi.json", None).json();
    let (mut told, mut closed) = (BTreeSet::new(), BTreeSet::new());
    for (path, item) in document["paths"].as_object().unwrap() {
        let rooms = ["/polls", "/drafts", "/jobs", "/users", "/audit"];
        if !rooms.iter().any(|room| path.starts_with(room)) {
            continue;
        }
        for (name, operation) in item.as_object().unwrap().iter().filter(|(key, _)| *key != "parameters") {
            let called = format!("{name} {path}");
            if operation["summary"].as_str().unwrap().contains("(admins)") {
                told.insert(called.clone());
            }
            let parts = path.split('/').map(|part| match part {
                "{poll}" => "a".repeat(64),
                part if part.starts_with('{') => "b".repeat(32),
                part => part.to_owned(),
            });
            let filled = format!("/api/v1{}", parts.collect::<Vec<_>>().join("/"));
            let method = name.to_uppercase().parse().unwrap();
            let authorization = Header::new("Authorization", format!("Bearer {officer}"));
            let answer = world.client.req::<String>(method, filled).header(authorization).dispatch();
            if answer.status().code == 403 {
                closed.insert(called);
            }
        }
    }
    assert!(told.len() >= 4, "{told:?}");
    assert_eq!(told, closed);
}

#[test]
fn every_operation_names_the_errors_that_any_of_its_kind_can_have() {
    let document = World::new().get("/api/v1/openapi.json", None).json();
    for (path, item) in document["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap().iter().filter(|(key, _)| *key != "parameters") {
            let mut expected = Vec::new();
            let content = &operation["requestBody"]["content"];
            if content.is_object() {
                // A body that breaks off, comes too slowly, is too large or of another type.
                expected.extend(["400", "408", "413", "415"]);
            }
            if content["application/json"].is_object() {
                expected.push("422");
            }
            if operation.get("security").is_none() {
                expected.push("401");
            }
            if path.contains('{') {
                expected.push("404");
            }
            if path != "/openapi.json" {
                // The database is busy or gone.
                expected.push("503");
            }
            for status in expected {
                let named = operation["responses"].get(status).is_some();
                assert!(named, "{method} {path} does not name {status}");
            }
        }
    }
}

fn members(object: &Value) -> BTreeSet<String> {
    object.as_object().unwrap().keys().cloned().collect()
}

/// A poll with a question of each kind and every optional field.
fn full_draft() -> Value {
    let options = json!([{ "id": "a", "title": "Ada" }, { "id": "b", "title": "Ben" }]);
    let mut full = draft();
    full["questions"] = json!([
        { "id": "q1", "title": "Chair", "kind": "choice", "min": 1, "max": 1, "options": options },
        { "id": "q2", "title": "Board", "kind": "ranking", "method": "irv", "min": 1, "max": 2, "options": options },
        { "id": "q3", "title": "Budget", "kind": "score", "low": 0, "high": 5, "options": options },
    ]);
    full["slug"] = json!("board");
    full["content_size"] = json!(512);
    full["time_zone"] = json!("Europe/Berlin");
    full["pass_list"] = json!(true);
    full["retention_days"] = json!(7);
    full
}

#[test]
fn drafts_and_questions_of_every_kind_are_described_member_by_member() {
    let world = World::new();
    let admin = world.admin_token();
    let schemas = world.get("/api/v1/openapi.json", None).json()["components"]["schemas"].take();
    let full = full_draft();
    let id = world.draft_with(&admin, &[], &full);
    let stored = world.get(&format!("/api/v1/drafts/{id}"), Some(&admin)).json()["fields"].take();
    assert_eq!(members(&stored), members(&schemas["Draft"]["properties"]));
    assert_eq!(members(&stored), members(&schemas["DraftChange"]["properties"]));
    let refused = |draft: &Value| world.post_json("/api/v1/polls", Some(&admin), draft).status == 422;
    for field in schemas["Draft"]["required"].as_array().unwrap() {
        let mut lacking = full.clone();
        lacking.as_object_mut().unwrap().remove(field.as_str().unwrap());
        assert!(refused(&lacking), "without {field}");
    }
    let kinds = ["Choice", "Ranking", "Score"];
    let all: BTreeSet<String> = kinds.iter().flat_map(|kind| members(&schemas[kind]["properties"])).collect();
    for (place, kind) in kinds.iter().enumerate() {
        let schema = &schemas[kind];
        let own = members(&schema["properties"]);
        assert_eq!(members(&stored["questions"][place]), own, "{kind}");
        for field in schema["required"].as_array().unwrap() {
            let mut lacking = full.clone();
            lacking["questions"][place].as_object_mut().unwrap().remove(field.as_str().unwrap());
            assert!(refused(&lacking), "{kind} without {field}");
        }
        for foreign in all.difference(&own) {
            let mut mixed = full.clone();
            mixed["questions"][place][foreign] = if foreign == "method" { json!("irv") } else { json!(1) };
            assert!(refused(&mixed), "{kind} with {foreign}");
        }
    }
}
