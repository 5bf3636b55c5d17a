//! A draft as a form: every field a text, so that nothing that was typed is ever lost.

use crypto::manifest::{Order, Question, QuestionKind, QuestionOption, ResultsPolicy, Text, Ties};
use crypto::time::UtcTime;
use rocket::form::FromForm;
use serde::Serialize;

use crate::domain::draft::{Draft, Electorate};

/// The fields of the page, as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, FromForm, Serialize)]
pub(super) struct DraftForm {
    #[field(default = String::new())]
    pub(super) title: String,
    #[field(default = String::new())]
    description: String,
    #[field(default = String::new())]
    slug: String,
    #[field(default = String::new())]
    test: String,
    #[field(default = String::new())]
    issuance_opens: String,
    #[field(default = String::new())]
    issuance_closes: String,
    #[field(default = String::new())]
    voting_opens: String,
    #[field(default = String::new())]
    voting_closes: String,
    #[field(default = String::new())]
    electorate: String,
    #[field(default = String::new())]
    domains: String,
    #[field(default = String::new())]
    results: String,
    #[field(default = String::new())]
    mix: String,
    pub(super) questions: Vec<QuestionForm>,
    /// The button: `save`, or `add` for one more question.
    #[field(default = String::new())]
    pub(super) action: String,
}

/// One question, as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, FromForm, Serialize)]
pub(super) struct QuestionForm {
    #[field(default = String::new())]
    title: String,
    #[field(default = String::new())]
    description: String,
    #[field(default = String::new())]
    kind: String,
    /// One a line.
    #[field(default = String::new())]
    options: String,
    #[field(default = String::new())]
    min: String,
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

/// What is wrong, and at which field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct FieldFault {
    /// The id of the field on the page.
    pub(super) field: String,
    /// In words.
    pub(super) text: String,
}

impl FieldFault {
    /// A fault at the field that the manifest calls `path`, for example `questions[0].max`.
    pub(super) fn at(path: &str, text: impl Into<String>) -> Self {
        // Faults within the list of options belong to the field that has them all.
        let path = path.find(".options").map_or(path, |at| &path[..at + ".options".len()]);
        let path = path.strip_prefix("electorate.").unwrap_or(path);
        Self { field: path.replace(['[', '.'], "-").replace(']', ""), text: text.into() }
    }
}

impl DraftForm {
    /// The form of a new poll: one empty question, usual choices.
    pub(super) fn fresh(now: UtcTime) -> Self {
        let hour = UtcTime::from_unix(now.unix() - now.unix().rem_euclid(3600) + 3600);
        Self {
            electorate: "roll".to_owned(),
            results: "after_close".to_owned(),
            mix: "16".to_owned(),
            issuance_opens: local(hour),
            issuance_closes: local(hour.plus(7 * 86_400)),
            voting_opens: local(hour),
            voting_closes: local(hour.plus(7 * 86_400)),
            questions: vec![QuestionForm::fresh()],
            ..<Self as Default>::default()
        }
    }

    /// One more empty question.
    pub(super) fn add_question(&mut self) {
        self.questions.push(QuestionForm::fresh());
    }

    /// The form of a draft; none if the draft has what the form cannot show.
    pub(super) fn of(draft: &Draft) -> Option<Self> {
        let form = Self {
            title: plain(&draft.title)?,
            description: plain(&draft.description)?,
            slug: draft.slug.clone().unwrap_or_default(),
            test: on(draft.test),
            issuance_opens: local(draft.issuance_opens),
            issuance_closes: local(draft.issuance_closes),
            voting_opens: local(draft.voting_opens),
            voting_closes: local(draft.voting_closes),
            electorate: if draft.has_roll() { "roll" } else { "open" }.to_owned(),
            domains: match &draft.electorate {
                Electorate::Open { domains } => domains.join(", "),
                Electorate::Roll => String::new(),
            },
            results: match draft.results {
                ResultsPolicy::Live => "live",
                ResultsPolicy::AfterClose => "after_close",
            }
            .to_owned(),
            mix: draft.mix.to_string(),
            questions: draft.questions.iter().map(QuestionForm::of).collect::<Option<_>>()?,
            action: String::new(),
        };
        // Whatever would not come back the same must not be saved from here.
        (form.to_draft().as_ref() == Ok(draft)).then_some(form)
    }

    /// The draft that was typed, or every fault in it.
    pub(super) fn to_draft(&self) -> Result<Draft, Vec<FieldFault>> {
        let mut faults = Vec::new();
        let mut time = |field: &str, text: &str| {
            parse_local(text).unwrap_or_else(|| {
                faults.push(FieldFault::at(field, "give a date and a time (UTC)"));
                UtcTime::from_unix(0)
            })
        };
        let times = [
            time("issuance_opens", &self.issuance_opens),
            time("issuance_closes", &self.issuance_closes),
            time("voting_opens", &self.voting_opens),
            time("voting_closes", &self.voting_closes),
        ];
        let mix = self.mix.trim().parse().unwrap_or_else(|_| {
            faults.push(FieldFault::at("mix", "give a number"));
            0
        });
        if self.title.trim().is_empty() {
            faults.push(FieldFault::at("title", "give the poll a title"));
        }
        let filled: Vec<_> = self.questions.iter().filter(|question| !question.is_blank()).collect();
        if filled.is_empty() {
            faults.push(FieldFault::at("questions[0].title", "ask at least one question"));
        }
        let mut questions = Vec::new();
        for (index, question) in filled.into_iter().enumerate() {
            match question.to_question(index) {
                Ok(question) => questions.push(question),
                Err(more) => faults.extend(more),
            }
        }
        if !faults.is_empty() {
            return Err(faults);
        }
        let [issuance_opens, issuance_closes, voting_opens, voting_closes] = times;
        Ok(Draft {
            slug: Some(self.slug.trim()).filter(|slug| !slug.is_empty()).map(str::to_owned),
            title: Text::Plain(self.title.trim().to_owned()),
            description: Text::Plain(unix_lines(&self.description)),
            languages: vec!["en".to_owned()],
            test: self.test == "on",
            late_additions: false,
            issuance_opens,
            issuance_closes,
            voting_opens,
            voting_closes,
            results: if self.results == "live" { ResultsPolicy::Live } else { ResultsPolicy::AfterClose },
            mix,
            content_size: None,
            witnesses: Vec::new(),
            quorum: 0,
            questions,
            electorate: if self.electorate == "open" {
                let words = self.domains.split([',', ' ', '\n', '\r']).filter(|word| !word.is_empty());
                Electorate::Open { domains: words.map(str::to_lowercase).collect() }
            } else {
                Electorate::Roll
            },
        })
    }
}

impl QuestionForm {
    fn fresh() -> Self {
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

    fn of(question: &Question) -> Option<Self> {
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

    fn is_blank(&self) -> bool {
        self.title.trim().is_empty() && self.description.trim().is_empty() && self.options.trim().is_empty()
    }

    fn to_question(&self, index: usize) -> Result<Question, Vec<FieldFault>> {
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
            QuestionKind::Choice { min: u32::try_from(min).unwrap_or(0), max: u32::try_from(max).unwrap_or(0) }
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
fn option_id(position: usize) -> String {
    let letter = char::from(b'a' + u8::try_from(position % 26).expect("below 26"));
    let round = position / 26;
    if round == 0 { letter.to_string() } else { format!("{letter}{round}") }
}

/// As `<input type="datetime-local">` has it; the page says that it is UTC.
fn local(time: UtcTime) -> String {
    let text = time.to_string();
    let text = text.trim_end_matches('Z');
    text.strip_suffix(":00").unwrap_or(text).to_owned()
}

/// Inverse of [`local`].
pub(super) fn parse_local(text: &str) -> Option<UtcTime> {
    let text = text.trim();
    let seconds = if text.len() == "2026-11-20T09:00".len() { ":00" } else { "" };
    format!("{text}{seconds}Z").parse().ok()
}

fn plain(text: &Text) -> Option<String> {
    match text {
        Text::Plain(text) => Some(text.clone()),
        Text::ByLanguage(_) => None,
    }
}

fn on(value: bool) -> String {
    if value { "on" } else { "" }.to_owned()
}

/// Browsers send the lines of a text area with CR LF.
fn unix_lines(text: &str) -> String {
    text.replace("\r\n", "\n").trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed() -> DraftForm {
        let mut form = DraftForm::fresh(UtcTime::from_unix(1_800_000_000));
        form.title = "Board".to_owned();
        form.questions[0].title = "Chair".to_owned();
        form.questions[0].options = "Ada\r\n\r\n Ben ".to_owned();
        form.add_question();
        form
    }

    #[test]
    fn a_form_and_its_draft_are_the_same_thing() {
        let draft = typed().to_draft().unwrap();
        assert_eq!(draft.questions.len(), 1);
        assert_eq!(draft.questions[0].options[1].id, "b");
        assert_eq!(DraftForm::of(&draft).unwrap().to_draft().unwrap(), draft);
    }

    #[test]
    fn what_the_form_cannot_show_is_not_edited_with_it() {
        let mut draft = typed().to_draft().unwrap();
        draft.questions[0].options[0].description = "long".into();
        assert_eq!(DraftForm::of(&draft), None);
        let mut draft = typed().to_draft().unwrap();
        draft.questions[0].options[0].id = "ada".to_owned();
        assert_eq!(DraftForm::of(&draft), None);
    }

    #[test]
    fn every_fault_is_told_at_its_field() {
        let mut form = typed();
        form.title.clear();
        form.mix = "many".to_owned();
        form.voting_opens = "soon".to_owned();
        form.questions[0].options.clear();
        form.questions[0].min = "one".to_owned();
        let faults = form.to_draft().unwrap_err();
        let fields: Vec<_> = faults.iter().map(|fault| fault.field.as_str()).collect();
        assert_eq!(fields, ["voting_opens", "mix", "title", "questions-0-min", "questions-0-options"]);
        assert_eq!(FieldFault::at("questions[2].options[0].title", "x").field, "questions-2-options");
    }

    #[test]
    fn option_ids_never_run_out() {
        assert_eq!((option_id(0), option_id(25), option_id(26)), ("a".into(), "z".into(), "a1".to_owned()));
    }
}
