//! A draft as a form: every field a text, so that nothing that was typed is ever lost.

mod question;
#[cfg(test)]
mod tests;

use crypto::manifest::{ResultsPolicy, Text};
use crypto::time::UtcTime;
use rocket::form::FromForm;
use serde::Serialize;

pub(super) use self::question::QuestionForm;
use crate::domain::draft::{Draft, Electorate};
use crate::domain::zone::Zone;

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
    /// The zone in which the times are meant.
    #[field(default = String::new())]
    time_zone: String,
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
        let zone = Zone::utc();
        let hour = UtcTime::from_unix(now.unix() - now.unix().rem_euclid(3600) + 3600);
        Self {
            electorate: "roll".to_owned(),
            results: "after_close".to_owned(),
            mix: "16".to_owned(),
            time_zone: zone.name().to_owned(),
            issuance_opens: zone.wall_clock(hour),
            issuance_closes: zone.wall_clock(hour.plus(7 * 86_400)),
            voting_opens: zone.wall_clock(hour),
            voting_closes: zone.wall_clock(hour.plus(7 * 86_400)),
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
        Self::in_zone(draft, &draft.zone())
    }

    fn in_zone(draft: &Draft, zone: &Zone) -> Option<Self> {
        let form = Self {
            title: plain(&draft.title)?,
            description: plain(&draft.description)?,
            slug: draft.slug.clone().unwrap_or_default(),
            test: on(draft.test),
            time_zone: zone.name().to_owned(),
            issuance_opens: zone.wall_clock(draft.issuance_opens),
            issuance_closes: zone.wall_clock(draft.issuance_closes),
            voting_opens: zone.wall_clock(draft.voting_opens),
            voting_closes: zone.wall_clock(draft.voting_closes),
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
        let zone = Zone::parse(&self.time_zone).unwrap_or_else(|error| {
            faults.push(FieldFault::at("time_zone", error.to_string()));
            Zone::utc()
        });
        let mut time = |field: &str, text: &str| {
            zone.read(text).unwrap_or_else(|error| {
                faults.push(FieldFault::at(field, error.to_string()));
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
            time_zone: zone.name().to_owned(),
        })
    }
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
