//! One question of a draft as a part of the form.

use crypto::manifest::{Method, Order, Question, QuestionKind, Ties};
use rocket::form::FromForm;
use serde::Serialize;
use web::i18n::Text;

use super::option::{OptionForm, ids};
use super::texts::Texts;
use super::{FieldFault, Owner, on};

/// One question, as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, FromForm, Serialize)]
pub(in crate::routes::admin) struct QuestionForm {
    /// Kept through every change of title and place; empty for a new one.
    #[field(default = String::new())]
    pub(super) id: String,
    pub(super) title: Texts,
    description: Texts,
    #[field(default = String::new())]
    pub(super) kind: String,
    /// Of a ranking.
    #[field(default = String::new())]
    pub(super) method: String,
    pub(super) options: Vec<OptionForm>,
    /// Titles of further options in the first language, one a line.
    #[field(default = String::new())]
    pub(super) more: String,
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
            method: "irv".to_owned(),
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

    pub(super) fn of(question: &Question, languages: &[String]) -> Option<Self> {
        let mut form = Self {
            id: question.id.clone(),
            title: Texts::of(&question.title, languages)?,
            description: Texts::of(&question.description, languages)?,
            options: question
                .options
                .iter()
                .map(|option| OptionForm::of(option, languages))
                .collect::<Option<_>>()?,
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
            QuestionKind::Ranking { method, min, max } => {
                (form.kind, form.min, form.max) = ("ranking".to_owned(), min.to_string(), max.to_string());
                form.method = method_name(method).to_owned();
            }
        }
        Some(form)
    }

    pub(super) fn is_blank(&self) -> bool {
        self.title.is_blank()
            && self.description.is_blank()
            && self.more.trim().is_empty()
            && self.options.iter().all(OptionForm::is_blank)
    }

    /// Its own texts and those of its options.
    pub(super) fn texts(&mut self) -> impl Iterator<Item = &mut Texts> {
        let own = [&mut self.title, &mut self.description].into_iter();
        own.chain(self.options.iter_mut().flat_map(OptionForm::texts))
    }

    /// Takes away options that were left empty and makes options of the typed lines.
    pub(super) fn tidy(&mut self) {
        self.options.retain(|option| !option.is_blank());
        self.take_lines();
    }

    /// Makes options of the typed lines; false if there are none.
    pub(super) fn take_lines(&mut self) -> bool {
        let before = self.options.len();
        let lines = self.more.lines().map(str::trim).filter(|line| !line.is_empty());
        self.options.extend(lines.map(OptionForm::titled));
        self.more.clear();
        self.options.len() > before
    }

    /// `index` is its place in the poll, `before` what stood there under its id; `fresh` makes an id for a new one.
    pub(super) fn to_question(
        &self,
        index: usize,
        before: Option<&Question>,
        languages: &[String],
        fresh: impl FnOnce() -> String,
    ) -> Result<Question, Vec<FieldFault>> {
        let mut faults = Vec::new();
        let path = |field: &str| format!("questions[{index}].{field}");
        let owner = Owner::Question(index + 1);
        let title = self.title.to_title(&path("title"), owner, languages, &mut faults);
        let description =
            self.description.to_description(&path("description"), owner, languages, &mut faults);
        if self.options.is_empty() {
            faults.push(FieldFault::named(&path("more"), Text::new("draft-fault-options")));
        }
        let kind = self.kind(&path, &mut faults);
        let seats = number(&path("seats"), &self.seats, &mut faults);
        let stored = before.into_iter().flat_map(|before| &before.options).map(|option| option.id.as_str());
        let taken: Vec<&str> = self.options.iter().map(|option| option.id.as_str()).chain(stored).collect();
        let mut free = ids().filter(|id| !taken.contains(&id.as_str()));
        let mut options = Vec::new();
        for (position, option) in self.options.iter().enumerate() {
            let fresh = || free.next().expect("there is always another id");
            let path = path(&format!("options[{position}]"));
            let owner = Owner::Option { question: index + 1, option: position + 1 };
            options.push(option.to_option(&path, owner, languages, fresh, &mut faults));
        }
        if !faults.is_empty() {
            return Err(faults);
        }
        Ok(Question {
            id: if self.id.is_empty() { fresh() } else { self.id.clone() },
            title,
            description,
            kind,
            seats,
            abstain: self.abstain == "on",
            order: if self.order == "shuffled" { Order::Shuffled } else { Order::Fixed },
            ties: if self.ties == "listed" { Ties::Listed } else { Ties::Report },
            options,
        })
    }

    fn kind(&self, path: &impl Fn(&str) -> String, faults: &mut Vec<FieldFault>) -> QuestionKind {
        if self.kind == "score" {
            let low = number(&path("low"), &self.low, faults);
            return QuestionKind::Score { low, high: number(&path("high"), &self.high, faults) };
        }
        let (min, max) = (number(&path("min"), &self.min, faults), number(&path("max"), &self.max, faults));
        if self.kind != "ranking" {
            return QuestionKind::Choice { min, max };
        }
        let method = METHODS.into_iter().find(|method| method_name(*method) == self.method);
        if method.is_none() {
            faults.push(FieldFault::named(&path("method"), Text::new("draft-fault-method")));
        }
        QuestionKind::Ranking { method: method.unwrap_or(Method::Irv), min, max }
    }
}

fn number<N: std::str::FromStr + Default>(path: &str, text: &str, faults: &mut Vec<FieldFault>) -> N {
    text.trim().parse().unwrap_or_else(|_| {
        faults.push(FieldFault::number(path));
        N::default()
    })
}

/// As the manifest writes it.
fn method_name(method: Method) -> &'static str {
    match method {
        Method::Irv => "irv",
        Method::StvScottish => "stv-scottish",
        Method::StvMeek => "stv-meek",
        Method::Schulze => "schulze",
        Method::Borda => "borda",
    }
}

const METHODS: [Method; 5] =
    [Method::Irv, Method::StvScottish, Method::StvMeek, Method::Schulze, Method::Borda];
