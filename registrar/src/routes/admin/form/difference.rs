//! Where two forms of one draft differ, field by field, in words for the page.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::Value;
use web::i18n::Text;

use super::DraftForm;
use crate::routes::language_name;

/// A field with two texts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(in crate::routes::admin) struct Difference {
    /// The id of the field on the page.
    field: String,
    /// For people, step by step: `question 1`, `option 2`, `title`.
    label: Vec<Text>,
    /// What is stored.
    saved: String,
    /// What was typed.
    typed: String,
}

/// The fields in which `typed` is not what is `saved`.
pub(in crate::routes::admin) fn differences(saved: &DraftForm, typed: &DraftForm) -> Vec<Difference> {
    let languages =
        if typed.languages.len() < saved.languages.len() { &saved.languages } else { &typed.languages };
    let (mut saved, typed) = (fields(saved), fields(typed));
    let mut all: Vec<Difference> = Vec::new();
    for (path, typed) in typed {
        let saved = saved.remove(&path).unwrap_or_default();
        all.push(Difference { field: path.field(), label: path.label(languages), saved, typed });
    }
    for (path, saved) in saved {
        all.push(Difference {
            field: path.field(),
            label: path.label(languages),
            saved,
            typed: String::new(),
        });
    }
    all.retain(|difference| difference.saved != difference.typed);
    all
}

/// The way to the field of this id, for people; none to the draft as a whole.
pub(super) fn label(field: &str) -> Vec<Text> {
    let step = |step: &str| step.parse().map_or_else(|_| Step::Field(step.to_owned()), Step::Place);
    Path(field.split('-').filter(|name| !name.is_empty()).map(step).collect()).label(&[])
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
    /// As the page's ids have it: `questions-0-title-0`.
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

    /// A text is told by its language, where there are several.
    fn label(&self, languages: &[String]) -> Vec<Text> {
        let mut words = Vec::new();
        let mut steps = self.0.iter().peekable();
        while let Some(step) = steps.next() {
            let Step::Field(name) = step else { continue };
            let place = match steps.peek() {
                Some(Step::Place(place)) => Some(*place),
                _ => None,
            };
            words.push(match place {
                Some(place) if ["title", "description"].contains(&name.as_str()) => {
                    match languages.get(place).filter(|_| languages.len() > 1) {
                        Some(language) => Text::new("draft-field-in")
                            .with("field", name.as_str())
                            .with("language", language_name(language)),
                        None => field(name),
                    }
                }
                Some(place) => {
                    Text::new("draft-field-place").with("list", name.as_str()).with("n", place + 1)
                }
                None => field(name),
            });
        }
        words
    }

    fn then(&self, step: Step) -> Self {
        let mut path = self.clone();
        path.0.push(step);
        path
    }
}

fn field(name: &str) -> Text {
    Text::new("draft-field").with("field", name)
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

const NOT_TYPED: [&str; 5] = ["action", "base", "id", "more", "new_language"];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::routes::admin::form::QuestionForm;
    use crate::routes::admin::form::texts::Texts;
    use crate::testing::start;

    fn words(difference: &Difference) -> String {
        difference.label.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
    }

    #[test]
    fn each_field_that_differs_is_named_once_with_both_texts() {
        let saved = DraftForm { title: "Board".into(), ..DraftForm::fresh(start()) };
        assert_eq!(differences(&saved, &saved.clone()), []);
        let mut typed = saved.clone();
        typed.title = "Board 2026".into();
        typed.base = "0a".to_owned();
        let mut question = QuestionForm::fresh();
        question.title = "Budget".into();
        typed.questions.push(question);
        let found = differences(&saved, &typed);
        assert_eq!(
            found.iter().find(|one| one.field == "title-0"),
            Some(&Difference {
                field: "title-0".to_owned(),
                label: vec![field("title")],
                saved: "Board".to_owned(),
                typed: "Board 2026".to_owned(),
            })
        );
        let added = found.iter().find(|one| one.field == "questions-1-title-0").unwrap();
        assert_eq!((words(added).as_str(), added.saved.as_str()), ("question 2, title", ""));
        assert!(!found.iter().any(|one| one.field == "base" || one.field.starts_with("questions-0")));
        let back = differences(&typed, &saved);
        assert!(back.iter().any(|one| one.field == "questions-1-title-0" && one.typed.is_empty()));

        let mut translated = saved.clone();
        translated.new_language = "de".to_owned();
        translated.tidy();
        assert_eq!(words(&differences(&saved, &translated)[0]), "language 2");
        let from_german = differences(&translated, &saved);
        assert!(from_german.iter().all(|one| one.field == "languages-1"), "{from_german:?}");
        translated.title = Texts::of(&"Vorstand".into(), &translated.languages).unwrap();
        let labels: Vec<_> = differences(&saved, &translated).iter().map(words).collect();
        assert_eq!(labels, ["language 2", "title (English)", "title (Deutsch)"]);
    }
}
