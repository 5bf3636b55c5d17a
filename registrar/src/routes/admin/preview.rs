//! A draft as voters will see it in the booth: the same fieldsets, made here, leading nowhere.

use crypto::manifest::{self, Order, Question, QuestionKind};
use rocket::{Build, Rocket, get, routes};
use web::i18n::Text;
use web::templates::{Value, context};
use web::{Problem, markdown};

use crate::domain::draft::Draft;
use crate::guards::Officer;
use crate::routes::drafts::draft_row;
use crate::routes::{App, Fault, Reply, view};

pub(crate) fn stage(rocket: Rocket<Build>) -> Rocket<Build> {
    rocket.mount("/admin", routes![page])
}

#[get("/polls/<draft>/preview?<language>")]
async fn page(app: &App, officer: Officer, draft: &str, language: Option<&str>) -> Result<Reply, Fault> {
    let row = draft_row(app, &officer.0, draft).await?;
    let draft: Draft = serde_json::from_str(&row.draft).map_err(Problem::internal)?;
    let language = language
        .filter(|asked| draft.languages.iter().any(|known| known == asked))
        .or_else(|| draft.languages.first().map(String::as_str))
        .unwrap_or("en");
    let reader = Reader { language, languages: &draft.languages };
    let questions: Vec<Value> = draft.questions.iter().map(|question| reader.question(question)).collect();
    let context = context! {
        draft => row.id,
        title => reader.text(&draft.title),
        lang => language,
        description => prose(&reader.text(&draft.description)),
        language,
        languages => draft.languages,
        test => draft.test,
        live => draft.results == manifest::ResultsPolicy::Live,
        questions,
        times => [draft.issuance_opens, draft.issuance_closes, draft.voting_opens, draft.voting_closes]
            .map(|time| time.to_string()),
        zone => draft.zone().name(),
    };
    Ok(Reply::Show(view("admin-preview.html", Some(&officer.0), context)))
}

/// Reads texts in one language.
struct Reader<'a> {
    language: &'a str,
    languages: &'a [String],
}

impl Reader<'_> {
    fn text(&self, text: &manifest::Text) -> String {
        text.in_language(self.language, self.languages).to_owned()
    }

    /// An option with a line in its label or a statement to unfold beside it, as in the booth.
    fn option(&self, title: &manifest::Text, description: &manifest::Text) -> Value {
        let text = self.text(description);
        let fits = text.encode_utf16().count() <= LONGEST_LINE && markdown::line(&text).is_some();
        let (line, statement) = if fits { (text.trim(), "") } else { ("", text.trim()) };
        context! { title => self.text(title), line, statement }
    }

    /// What the booth shows of a question.
    fn question(&self, question: &Question) -> Value {
        let options: Vec<_> =
            question.options.iter().map(|option| self.option(&option.title, &option.description)).collect();
        let (kind, hint, scale) = match question.kind {
            QuestionKind::Choice { min, max } => ("choice", vec![choice_hint(min, max)], Vec::new()),
            QuestionKind::Ranking { min, max, .. } => ("ranking", rank_hint(min, max), Vec::new()),
            QuestionKind::Score { low, high } => {
                let scale: Vec<String> = (low..=high).map(with_minus).collect();
                let hint = Text::new("preview-score");
                let hint = hint.with("high", with_minus(high)).with("low", with_minus(low));
                ("score", vec![hint], if high - low <= LONGEST_SCALE { scale } else { Vec::new() })
            }
        };
        context! {
            title => self.text(&question.title),
            description => prose(&self.text(&question.description)),
            kind,
            hint,
            scale,
            single => matches!(question.kind, QuestionKind::Choice { max: 1, .. }),
            abstain => question.abstain,
            shuffled => question.order == Order::Shuffled,
            options,
        }
    }
}

/// A description as the booth shows it: whole where it is short, else its first block with the rest folded away.
fn prose(text: &str) -> Value {
    let folded = text.encode_utf16().count() > SHOWN_WHOLE && markdown::blocks(text).len() > 1;
    context! { text => text.trim(), folded }
}

fn choice_hint(min: u32, max: u32) -> Text {
    match (min, max) {
        (_, 1) => Text::new("preview-choose-one"),
        _ if min == max => Text::new("preview-choose-exactly").with("n", max),
        _ if min > 1 => Text::new("preview-choose-between").with("min", min).with("max", max),
        _ => Text::new("preview-choose-up-to").with("max", max),
    }
}

fn rank_hint(min: u32, max: u32) -> Vec<Text> {
    let how_many = if min == max {
        Text::new("preview-rank-exactly").with("n", max)
    } else {
        Text::new("preview-rank-between").with("min", min).with("max", max)
    };
    vec![Text::new("preview-rank"), how_many]
}

/// With the true minus sign, as the booth writes it.
fn with_minus(score: i32) -> String {
    score.to_string().replace('-', "\u{2212}")
}

/// UTF-16 units, as scripts count: what the booth shows whole of a description.
const SHOWN_WHOLE: usize = 500;
/// The same: what it shows of an option within the label.
const LONGEST_LINE: usize = 140;
/// The booth shows longer scales as a number field.
const LONGEST_SCALE: i32 = 10;
