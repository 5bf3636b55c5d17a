//! Rankings as .blt. Equal ones stand together, in an order that nobody's casting made.

use std::collections::BTreeMap;
use std::io::Write;

use anyhow::{Result, ensure};
use crypto::content::Answer;
use crypto::manifest::{Manifest, Question, QuestionKind, Text};

use super::Vote;

pub(super) fn write(
    manifest: &Manifest,
    question: &Question,
    votes: &[Vote],
    out: &mut impl Write,
) -> Result<()> {
    ensure!(
        matches!(question.kind, QuestionKind::Ranking { .. }),
        "question {:?} asks for no ranking, and .blt holds only rankings; use --format cvr",
        question.id
    );
    let mut rankings: BTreeMap<Vec<usize>, u64> = BTreeMap::new();
    for vote in votes {
        let ranked: &[String] = match &vote.answer {
            Answer::Rank(ids) => ids,
            _ => &[],
        };
        let number =
            |id: &String| question.options.iter().position(|option| option.id == *id).map(|it| it + 1);
        *rankings.entry(ranked.iter().filter_map(number).collect()).or_default() += 1;
    }
    writeln!(out, "{} {}", question.options.len(), question.seats)?;
    for (ranking, times) in rankings {
        write!(out, "{times}")?;
        for option in ranking {
            write!(out, " {option}")?;
        }
        writeln!(out, " 0")?;
    }
    writeln!(out, "0")?;
    for option in &question.options {
        writeln!(out, "{}", quoted(manifest, &option.title))?;
    }
    writeln!(out, "{}", quoted(manifest, &question.title))?;
    Ok(())
}

/// The format has no way to write a double quote or a line break within a name.
fn quoted(manifest: &Manifest, text: &Text) -> String {
    let language = manifest.languages.first().map_or("en", String::as_str);
    let text = text.in_language(language, &manifest.languages).replace('"', "'");
    format!("\"{}\"", text.split_whitespace().collect::<Vec<_>>().join(" "))
}
