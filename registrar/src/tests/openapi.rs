//! The OpenAPI document and the routes say the same.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::testing::World;

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
