//! One question of a draft as a part of the form.

use crypto::manifest::{Order, Question, QuestionKind, QuestionOption, Text, Ties};
use rocket::form::FromForm;
use serde::Serialize;

use super::{FieldFault, on, plain, unix_lines};

/// One question, as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, FromForm, Serialize)]
pub(in crate::routes::admin) struct QuestionForm {
    #[field(default = String::new())]
    pub(super) title: String,
    #[field(default = String::new())]
    description: String,
    #[field(default = String::new())]
    kind: String,
    /// One a line.
    #[field(default = String::new())]
    pub(super) options: String,
    #[field(default = String::new())]
    pub(super) min: String,
    #[field(default = String::new())]
    max: String,
    #[field(default = String::new())]
    low: String,
    #[field(default = String::new())]
    high: String,
    #[field(default = String::new())]
    seats: String,
    #[field(default = String::new())]
    abstain: String,
    #[field(default = String::new())]
    order: String,
    #[field(default = String::new())]
    ties: String,
}

impl QuestionForm {
    pub(super) fn fresh() -> Self {
        Self {
            kind: "choice".to_owned(),
            min: "1".to_owned(),
            max: "1".to_owned(),
            low: "0".to_owned(),
            high: "5".to_owned(),
            seats: "1".to_owned(),
            abstain: "on".to_owned(),
            order: "fixed".to_owned(),
            ties: "report".to_owned(),
            ..<Self as Default>::default()
        }
    }

    pub(super) fn of(question: &Question) -> Option<Self> {
        let mut form = Self {
            title: plain(&question.title)?,
            description: plain(&question.description)?,
            options: question
                .options
                .iter()
                .map(|option| plain(&option.title))
                .collect::<Option<Vec<_>>>()?
                .join("\n"),
            seats: question.seats.to_string(),
            abstain: on(question.abstain),
            order: if question.order == Order::Shuffled { "shuffled" } else { "fixed" }.to_owned(),
            ties: if question.ties == Ties::Listed { "listed" } else { "report" }.to_owned(),
            ..Self::fresh()
        };
        match question.kind {
            QuestionKind::Choice { min, max } => {
                (form.kind, form.min, form.max) = ("choice".to_owned(), min.to_string(), max.to_string());
            }
            QuestionKind::Score { low, high } => {
                (form.kind, form.low, form.high) = ("score".to_owned(), low.to_string(), high.to_string());
            }
            QuestionKind::Ranking { .. } => return None,
        }
        Some(form)
    }

    pub(super) fn is_blank(&self) -> bool {
        self.title.trim().is_empty() && self.description.trim().is_empty() && self.options.trim().is_empty()
    }

    pub(super) fn to_question(&self, index: usize) -> Result<Question, Vec<FieldFault>> {
        let mut faults = Vec::new();
        let path = |field: &str| format!("questions[{index}].{field}");
        let mut number = |field: &str, text: &str| -> i32 {
            text.trim().parse().unwrap_or_else(|_| {
                faults.push(FieldFault::at(&path(field), "give a whole number"));
                0
            })
        };
        let kind = if self.kind == "score" {
            QuestionKind::Score { low: number("low", &self.low), high: number("high", &self.high) }
        } else {
            let (min, max) = (number("min", &self.min), number("max", &self.max));
            QuestionKind::Choice {
                min: u32::try_from(min).unwrap_or(0),
                max: u32::try_from(max).unwrap_or(0),
            }
        };
        let seats = u32::try_from(number("seats", &self.seats)).unwrap_or(0);
        let titles: Vec<&str> = self.options.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
        if self.title.trim().is_empty() {
            faults.push(FieldFault::at(&path("title"), "give the question a title"));
        }
        if titles.is_empty() {
            faults.push(FieldFault::at(&path("options"), "give the options, one a line"));
        }
        if !faults.is_empty() {
            return Err(faults);
        }
        let option = |(position, title): (usize, &str)| QuestionOption {
            id: option_id(position),
            title: title.into(),
            description: Text::default(),
        };
        Ok(Question {
            id: format!("q{}", index + 1),
            title: Text::Plain(self.title.trim().to_owned()),
            description: Text::Plain(unix_lines(&self.description)),
            kind,
            seats,
            abstain: self.abstain == "on",
            order: if self.order == "shuffled" { Order::Shuffled } else { Order::Fixed },
            ties: if self.ties == "listed" { Ties::Listed } else { Ties::Report },
            options: titles.into_iter().enumerate().map(option).collect(),
        })
    }
}

/// a, b, .. z, a1, b1, ..
pub(super) fn option_id(position: usize) -> String {
    let letter = char::from(b'a' + u8::try_from(position % 26).expect("below 26"));
    let round = position / 26;
    if round == 0 { letter.to_string() } else { format!("{letter}{round}") }
}
