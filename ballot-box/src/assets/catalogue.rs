use std::collections::BTreeMap;
use std::path::Path;
use std::{fs, io};

use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement, VariantKey};
use serde::Serialize;

/// What scripts say: the names of the catalogues, and how the names of the files begin that they load.
const PARTS: [(&str, &str); 2] = [("booth", "words"), ("check", "audit_words")];

/// The files with what scripts say, by their names, from the catalogues in the folder `locales`: for each part one in every
/// language that has it.
///
/// # Errors
/// If a catalogue cannot be read, or `words` does not take it; says which.
pub fn word_files(locales: &Path) -> io::Result<BTreeMap<String, String>> {
    let mut files = BTreeMap::new();
    for (part, begins) in PARTS {
        let english = load(&locales.join(format!("en/{part}.ftl")))?;
        for entry in fs::read_dir(locales)? {
            let folder = entry?;
            let catalogue = folder.path().join(format!("{part}.ftl"));
            if catalogue.is_file() {
                let words =
                    words(&load(&catalogue)?, &english).map_err(|reason| fault(&catalogue, reason))?;
                files.insert(format!("{begins}_{}.json", folder.file_name().display()), words);
            }
        }
    }
    Ok(files)
}

fn load(catalogue: &Path) -> io::Result<String> {
    fs::read_to_string(catalogue).map_err(|error| fault(catalogue, error))
}

fn fault(catalogue: &Path, reason: impl std::fmt::Display) -> io::Error {
    io::Error::other(format!("{}: {reason}", catalogue.display()))
}

/// The messages of a catalogue as scripts load them: JSON, by their names in order. A text is a string in which `{name}`
/// stands for a value; a text that depends on a number is `["name", {"one": "..", "other": ".."}]`.
///
/// Of Fluent that is messages, values and one choice by a number in each; the booth's page has no room for more.
///
/// # Errors
/// Says which message is not of that form, or that the file is not Fluent at all.
fn words(catalogue: &str, fallback: &str) -> Result<String, String> {
    let mut messages = messages(fallback)?;
    messages.extend(self::messages(catalogue)?);
    serde_json::to_string(&messages).map_err(|error| error.to_string())
}

#[derive(Debug, Serialize)]
#[serde(untagged)]
enum Message {
    Text(String),
    /// The number's name, and a text for each of its forms.
    Forms(String, BTreeMap<String, String>),
}

fn messages(catalogue: &str) -> Result<BTreeMap<String, Message>, String> {
    let resource =
        fluent_syntax::parser::parse(catalogue).map_err(|(_, errors)| format!("not Fluent: {errors:?}"))?;
    let mut messages = BTreeMap::new();
    for entry in resource.body {
        let message = match entry {
            Entry::Message(message) => message,
            Entry::Comment(_) | Entry::GroupComment(_) | Entry::ResourceComment(_) => continue,
            Entry::Term(term) => return Err(format!("-{}: a term", term.id.name)),
            Entry::Junk { content } => return Err(format!("not Fluent: {content}")),
        };
        let id = message.id.name;
        let pattern = message.value.filter(|_| message.attributes.is_empty());
        let message = pattern
            .and_then(|pattern| read(&pattern))
            .ok_or(format!("{id}: more than a text with values"))?;
        if messages.insert(id.to_owned(), message).is_some() {
            return Err(format!("{id}: twice"));
        }
    }
    Ok(messages)
}

/// A text of values and at most one choice; what stands before and after the choice becomes part of each form.
fn read(pattern: &Pattern<&str>) -> Option<Message> {
    let choice = pattern.elements.iter().position(|element| {
        matches!(element, PatternElement::Placeable { expression: Expression::Select { .. } })
    });
    let Some(at) = choice else { return text(&pattern.elements).map(Message::Text) };
    let PatternElement::Placeable {
        expression: Expression::Select { selector: InlineExpression::VariableReference { id }, variants },
    } = &pattern.elements[at]
    else {
        return None;
    };
    let (before, after) = (text(&pattern.elements[..at])?, text(&pattern.elements[at + 1..])?);
    let mut forms = BTreeMap::new();
    for variant in variants {
        let (VariantKey::Identifier { name: key } | VariantKey::NumberLiteral { value: key }) = variant.key;
        // Where a language has a form that the catalogue lacks, `other` stands in for it.
        if variant.default && key != "other" {
            return None;
        }
        forms.insert(key.to_owned(), format!("{before}{}{after}", text(&variant.value.elements)?));
    }
    Some(Message::Forms(id.name.to_owned(), forms))
}

fn text(elements: &[PatternElement<&str>]) -> Option<String> {
    elements
        .iter()
        .map(|element| match element {
            // Braces are what values stand in.
            PatternElement::TextElement { value } => {
                (!value.contains(['{', '}'])).then(|| (*value).to_owned())
            }
            PatternElement::Placeable {
                expression: Expression::Inline(InlineExpression::VariableReference { id }),
            } => Some(format!("{{{}}}", id.name)),
            PatternElement::Placeable { .. } => None,
        })
        .collect()
}
