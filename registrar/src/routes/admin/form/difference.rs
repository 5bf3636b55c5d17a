//! Where two forms of one draft differ, field by field, in words for the page.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::Value;

use super::DraftForm;

/// A field with two texts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(in crate::routes::admin) struct Difference {
    /// The id of the field on the page.
    field: String,
    /// For people: `question 1, option 2, title`.
    label: String,
    /// What is stored.
    saved: String,
    /// What was typed.
    typed: String,
}

/// The fields in which `typed` is not what is `saved`.
pub(in crate::routes::admin) fn differences(saved: &DraftForm, typed: &DraftForm) -> Vec<Difference> {
    let (mut saved, typed) = (fields(saved), fields(typed));
    let mut all: Vec<Difference> = Vec::new();
    for (path, typed) in typed {
        let saved = saved.remove(&path).unwrap_or_default();
        all.push(Difference { field: path.field(), label: path.label(), saved, typed });
    }
    for (path, saved) in saved {
        all.push(Difference { field: path.field(), label: path.label(), saved, typed: String::new() });
    }
    all.retain(|difference| difference.saved != difference.typed);
    all
}

/// A step of a path: the name of a field, or a place in a list.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Step {
    Field(String),
    Place(usize),
}

/// The way to a field.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
struct Path(Vec<Step>);

impl Path {
    /// As the page's ids have it: `questions-0-title`.
    fn field(&self) -> String {
        let steps: Vec<String> = self
            .0
            .iter()
            .map(|step| match step {
                Step::Field(name) => name.clone(),
                Step::Place(place) => place.to_string(),
            })
            .collect();
        steps.join("-")
    }

    fn label(&self) -> String {
        let mut words: Vec<String> = Vec::new();
        for step in &self.0 {
            match step {
                Step::Field(name) => words.push(name.replace('_', " ")),
                Step::Place(place) => {
                    if let Some(list) = words.last_mut() {
                        *list = format!("{} {}", list.trim_end_matches('s'), place + 1);
                    }
                }
            }
        }
        words.join(", ")
    }

    fn then(&self, step: Step) -> Self {
        let mut path = self.clone();
        path.0.push(step);
        path
    }
}

/// All texts of a form by their paths, but ids, which nobody types, and what is about the form itself.
fn fields(form: &DraftForm) -> BTreeMap<Path, String> {
    fn walk(value: &Value, path: &Path, fields: &mut BTreeMap<Path, String>) {
        match value {
            Value::Object(members) => {
                for (name, member) in members {
                    if !NOT_TYPED.contains(&name.as_str()) {
                        walk(member, &path.then(Step::Field(name.clone())), fields);
                    }
                }
            }
            Value::Array(items) => {
                for (place, item) in items.iter().enumerate() {
                    walk(item, &path.then(Step::Place(place)), fields);
                }
            }
            // Browsers end lines of text areas with CR LF.
            Value::String(text) => {
                fields.insert(path.clone(), text.replace("\r\n", "\n").trim().to_owned());
            }
            Value::Null | Value::Bool(_) | Value::Number(_) => {}
        }
    }
    let mut found = BTreeMap::new();
    walk(&serde_json::to_value(form).unwrap_or_default(), &Path::default(), &mut found);
    found
}

const NOT_TYPED: [&str; 4] = ["action", "base", "id", "more"];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::routes::admin::form::QuestionForm;
    use crate::testing::start;

    #[test]
    fn each_field_that_differs_is_named_once_with_both_texts() {
        let saved = DraftForm { title: "Board".to_owned(), ..DraftForm::fresh(start()) };
        assert_eq!(differences(&saved, &saved.clone()), []);
        let mut typed = saved.clone();
        typed.title = "Board 2026".to_owned();
        typed.base = "0a".to_owned();
        let mut question = QuestionForm::fresh();
        question.title = "Budget".to_owned();
        typed.questions.push(question);
        let found = differences(&saved, &typed);
        assert_eq!(
            found.iter().find(|one| one.field == "title"),
            Some(&Difference {
                field: "title".to_owned(),
                label: "title".to_owned(),
                saved: "Board".to_owned(),
                typed: "Board 2026".to_owned(),
            })
        );
        let added = found.iter().find(|one| one.field == "questions-1-title").unwrap();
        assert_eq!((added.label.as_str(), added.saved.as_str()), ("question 2, title", ""));
        assert!(!found.iter().any(|one| one.field == "base" || one.field.starts_with("questions-0")));
        let back = differences(&typed, &saved);
        assert!(back.iter().any(|one| one.field == "questions-1-title" && one.typed.is_empty()));
    }
}
