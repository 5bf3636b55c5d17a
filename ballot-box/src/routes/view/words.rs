//! An organiser's texts in the language of a page, and counts and answers with them.

use crypto::content::{Answer, Content};
use crypto::manifest::{Manifest, Method, Question, QuestionKind, Text, Ties};
use web::templates::{Value, context};

use super::ranking;

/// Texts of a poll in one language.
pub(crate) struct Words<'a> {
    manifest: &'a Manifest,
    /// Of the texts: a tag of the manifest.
    pub(crate) language: &'a str,
}

impl<'a> Words<'a> {
    /// In `wanted`, a primary subtag, if the poll has texts in that language of whatever region; else in its first language.
    pub(crate) fn of(manifest: &'a Manifest, wanted: &str) -> Self {
        Self { manifest, language: manifest.language_near(wanted) }
    }

    /// In the poll's first language.
    pub(crate) fn first(manifest: &'a Manifest) -> Self {
        Self { manifest, language: manifest.first_language() }
    }

    pub(crate) fn plain<'t>(&self, text: &'t Text) -> &'t str {
        text.in_language(self.language, &self.manifest.languages)
    }

    /// What is asked, and within which bounds.
    pub(super) fn questions(&self) -> Vec<Value> {
        self.manifest.questions.iter().map(|question| self.question(question)).collect()
    }

    /// Counts of all questions for the page with bars and tables; who wins is told once it is `decided`.
    pub(crate) fn counts(&self, tally: &serde_json::Value, ballots: u64, decided: bool) -> Vec<Value> {
        let asked = self.manifest.questions.iter();
        asked
            .filter_map(|question| Some(self.count(question, tally.get(&question.id)?, ballots, decided)))
            .collect()
    }

    /// A ballot's answers, one for each question.
    pub(in super::super) fn answers(&self, content: &Content) -> Vec<Value> {
        let asked = self.manifest.questions.iter();
        asked.zip(&content.answers).map(|(question, answer)| self.answer(question, answer)).collect()
    }

    fn question(&self, question: &Question) -> Value {
        let options: Vec<&str> = question.options.iter().map(|option| self.plain(&option.title)).collect();
        let (title, description) = (self.plain(&question.title), self.plain(&question.description));
        match question.kind {
            QuestionKind::Choice { min, max } => {
                context! { title, description, options, kind => "choice", min, max }
            }
            QuestionKind::Ranking { min, max, .. } => {
                context! { title, description, options, kind => "ranking", min, max }
            }
            QuestionKind::Score { low, high } => {
                context! { title, description, options, kind => "score", low, high }
            }
        }
    }

    /// Its `kind` is `abstain`, or one of `choose`, `rank` and `score` with the `options` that are meant.
    fn answer(&self, question: &Question, answer: &Answer) -> Value {
        let title = |id: &String| {
            let option = question.options.iter().find(|option| option.id == *id);
            option.map_or("", |option| self.plain(&option.title))
        };
        let listed =
            |ids: &[String]| -> Vec<Value> { ids.iter().map(|id| context! { title => title(id) }).collect() };
        match answer {
            Answer::Choose(ids) => context! { kind => "choose", options => listed(ids) },
            Answer::Rank(ids) => context! { kind => "rank", options => listed(ids) },
            Answer::Score(scores) => {
                let options = question.options.iter().zip(scores);
                let options: Vec<Value> = options
                    .map(|(option, score)| context! { title => self.plain(&option.title), score => score })
                    .collect();
                context! { kind => "score", options }
            }
            Answer::Abstain => context! { kind => "abstain" },
        }
    }

    fn count(&self, question: &Question, count: &serde_json::Value, ballots: u64, decided: bool) -> Value {
        let most = i64::try_from(question.options.len()).unwrap_or(i64::MAX).saturating_sub(1);
        let (numbers, low, high) = match question.kind {
            QuestionKind::Choice { .. } => ("votes", 0, 1),
            QuestionKind::Score { low, high } => ("scores", i64::from(low), i64::from(high)),
            QuestionKind::Ranking { method: Method::Borda, .. } => ("points", 0, most),
            QuestionKind::Ranking { .. } => ("first", 0, 1),
        };
        let sum = |id: &str| match numbers {
            "votes" => count["counts"][id].as_i64(),
            "scores" => count["totals"][id].as_i64(),
            _ => ranking::sum(count, id),
        };
        let abstain = count["abstain"].as_u64().unwrap_or(0);
        // Options that nobody chose are equal by their numbers, and yet it would be wrong to call that a tie.
        let nobody = decided && abstain == ballots;
        let ids = |list: &str| count[list].as_array().filter(|_| decided).map_or(&[][..], Vec::as_slice);
        let (winners, tied) = (ids("winners"), if nobody { &[][..] } else { ids("tied") });
        let is_in = |ids: &[serde_json::Value], id: &str| ids.iter().any(|one| one.as_str() == Some(id));
        let ballots = i64::try_from(ballots).unwrap_or(i64::MAX);
        let options: Vec<Value> = question
            .options
            .iter()
            .map(|option| {
                let sum = sum(&option.id);
                context! {
                    title => self.plain(&option.title),
                    sum => sum,
                    percent => sum.and_then(|sum| percent(sum, ballots)),
                    won => is_in(winners, &option.id),
                    tied => is_in(tied, &option.id),
                }
            })
            .collect();
        context! {
            title => self.plain(&question.title),
            lang => self.language,
            // What the numbers of the options are.
            sums => numbers,
            scored => ["scores", "points"].contains(&numbers),
            ranking => match question.kind {
                QuestionKind::Ranking { method, .. } => {
                    // Rounds in which no vote moved tell nothing.
                    Some(ranking::ranking(self, question, method, count, decided && !nobody))
                }
                _ => None,
            },
            seats => question.seats,
            // A meter's range must not be empty.
            low => low.saturating_mul(ballots),
            high => high.saturating_mul(ballots).max(1),
            options => options,
            abstain => abstain,
            decided => decided,
            tied => !tied.is_empty(),
            nobody => nobody,
            // Whether the order of the list seats some of them all the same.
            listed => nobody && question.ties == Ties::Listed && winners.len() < question.options.len(),
        }
    }
}

/// Tenths of a percent, rounded half up, in integers: counts never pass through a float.
fn percent(part: i64, whole: i64) -> Option<String> {
    if whole <= 0 || part < 0 {
        return None;
    }
    let tenths = (i128::from(part) * 2000 / i128::from(whole) + 1) / 2;
    Some(format!("{}.{}", tenths / 10, tenths % 10))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percents_are_rounded_half_up() {
        for (part, whole, expected) in
            [(1, 3, "33.3"), (2, 3, "66.7"), (0, 5, "0.0"), (5, 5, "100.0"), (1, 2000, "0.1")]
        {
            assert_eq!(percent(part, whole).unwrap(), expected);
        }
        assert_eq!(percent(0, 0), None);
        assert_eq!(percent(-1, 3), None);
    }
}
