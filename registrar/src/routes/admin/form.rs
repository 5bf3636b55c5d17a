//! A draft as a form: every field a text, so that nothing that was typed is ever lost.

mod difference;
mod edit;
mod fault;
mod option;
mod question;
#[cfg(test)]
mod tests;
mod texts;

use crypto::manifest::{Question, ResultsPolicy};
use crypto::time::UtcTime;
use rocket::form::FromForm;
use serde::Serialize;

pub(super) use self::difference::{Difference, differences};
pub(super) use self::edit::Edit;
pub(super) use self::fault::FieldFault;
use self::fault::Owner;
pub(super) use self::question::QuestionForm;
use self::texts::Texts;
use crate::domain::draft::{Draft, Electorate};
use crate::domain::zone::Zone;

/// The fields of the page, as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, FromForm, Serialize)]
pub(super) struct DraftForm {
    pub(super) title: Texts,
    description: Texts,
    #[field(default = String::new())]
    slug: String,
    /// Tags; every text is there once for each, in this order.
    languages: Vec<String>,
    /// The tag of one more, which gets its fields when the form comes back.
    #[field(default = String::new())]
    new_language: String,
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
    late_additions: String,
    #[field(default = String::new())]
    pass_list: String,
    /// Empty: as the registrar has it.
    #[field(default = String::new())]
    retention_days: String,
    #[field(default = String::new())]
    results: String,
    #[field(default = String::new())]
    mix: String,
    /// Empty: as large as the questions need.
    #[field(default = String::new())]
    content_size: String,
    /// Verifier keys, one a line.
    #[field(default = String::new())]
    witnesses: String,
    #[field(default = String::new())]
    quorum: String,
    pub(super) questions: Vec<QuestionForm>,
    /// The button that was pressed: `save`, or an [`Edit`].
    #[field(default = String::new())]
    pub(super) action: String,
    /// The tag of the stored draft that was on the page before anything was typed; empty for a new poll.
    #[field(default = String::new())]
    pub(super) base: String,
}

impl DraftForm {
    /// The form of a new poll: one empty question, usual choices.
    pub(super) fn fresh(now: UtcTime) -> Self {
        let zone = Zone::utc();
        let hour = UtcTime::from_unix(now.unix() - now.unix().rem_euclid(3600) + 3600);
        Self {
            languages: vec![USUAL_LANGUAGE.to_owned()],
            electorate: "roll".to_owned(),
            results: "after_close".to_owned(),
            mix: "16".to_owned(),
            quorum: "0".to_owned(),
            time_zone: zone.name().to_owned(),
            issuance_opens: zone.wall_clock(hour),
            issuance_closes: zone.wall_clock(hour.plus(7 * 86_400)),
            voting_opens: zone.wall_clock(hour),
            voting_closes: zone.wall_clock(hour.plus(7 * 86_400)),
            questions: vec![QuestionForm::fresh()],
            ..<Self as Default>::default()
        }
        .widened()
    }

    /// The form of a draft; none if the draft has what the form cannot show, such as lines that end in another way.
    pub(super) fn of(draft: &Draft) -> Option<Self> {
        // A time that clocks of the zone show twice can be typed in UTC only.
        Self::in_zone(draft, &draft.zone()).or_else(|| Self::in_zone(draft, &Zone::utc()))
    }

    fn in_zone(draft: &Draft, zone: &Zone) -> Option<Self> {
        let languages = &draft.languages;
        let form = Self {
            title: Texts::of(&draft.title, languages)?,
            description: Texts::of(&draft.description, languages)?,
            slug: draft.slug.clone().unwrap_or_default(),
            languages: languages.clone(),
            new_language: String::new(),
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
            late_additions: on(draft.late_additions),
            pass_list: on(draft.pass_list),
            retention_days: draft.retention_days.map(|days| days.to_string()).unwrap_or_default(),
            results: match draft.results {
                ResultsPolicy::Live => "live",
                ResultsPolicy::AfterClose => "after_close",
            }
            .to_owned(),
            mix: draft.mix.to_string(),
            content_size: draft.content_size.map(|size| size.to_string()).unwrap_or_default(),
            witnesses: draft.witnesses.join("\n"),
            quorum: draft.quorum.to_string(),
            questions: draft
                .questions
                .iter()
                .map(|question| QuestionForm::of(question, languages))
                .collect::<Option<_>>()?,
            action: String::new(),
            base: String::new(),
        };
        // Whatever would not come back the same must not be saved from here.
        let same = Draft { time_zone: zone.name().to_owned(), ..draft.clone() };
        (form.to_draft() == Ok(same)).then_some(form)
    }

    /// On a page that was made from the stored draft of this tag.
    pub(super) fn made_from(self, base: String) -> Self {
        Self { base, ..self }
    }

    /// Takes away what was left empty, makes options of lines that were typed or pasted, and takes in a language that was
    /// typed, so that every part has its place in the draft at its place on the page.
    pub(super) fn tidy(&mut self) {
        self.take_language();
        self.questions.iter_mut().for_each(QuestionForm::tidy);
        self.questions.retain(|question| !question.is_blank());
        if self.questions.is_empty() {
            self.questions.push(QuestionForm::fresh());
        }
        self.widen();
    }

    /// A place for every text in every language; there is one language at least.
    fn widen(&mut self) {
        if self.languages.is_empty() {
            self.languages.push(USUAL_LANGUAGE.to_owned());
        }
        let languages = self.languages.len();
        self.texts().for_each(|texts| texts.widen(languages));
    }

    fn widened(mut self) -> Self {
        self.widen();
        self
    }

    /// Every text of the form.
    fn texts(&mut self) -> impl Iterator<Item = &mut Texts> {
        let own = [&mut self.title, &mut self.description].into_iter();
        own.chain(self.questions.iter_mut().flat_map(QuestionForm::texts))
    }

    /// The draft that was typed, or every fault in it. The form is [tidy](Self::tidy).
    pub(super) fn to_draft(&self) -> Result<Draft, Vec<FieldFault>> {
        self.to_draft_after(&[])
    }

    /// The same in the place of a draft with these questions: nothing new gets the id of what was there before, to which
    /// candidates and what they wrote belong.
    pub(super) fn to_draft_after(&self, stored: &[Question]) -> Result<Draft, Vec<FieldFault>> {
        let mut faults = Vec::new();
        let zone = Zone::parse(&self.time_zone).unwrap_or_else(|error| {
            faults.push(FieldFault::named("time_zone", error.text()));
            Zone::utc()
        });
        let mut time = |field: &str, text: &str| {
            zone.read(text).unwrap_or_else(|error| {
                faults.push(FieldFault::named(field, error.text()));
                UtcTime::from_unix(0)
            })
        };
        let times = [
            time("issuance_opens", &self.issuance_opens),
            time("issuance_closes", &self.issuance_closes),
            time("voting_opens", &self.voting_opens),
            time("voting_closes", &self.voting_closes),
        ];
        let mut number = |field: &str, text: &str| {
            text.trim().parse::<u32>().unwrap_or_else(|_| {
                faults.push(FieldFault::number(field));
                0
            })
        };
        let mix = number("mix", &self.mix);
        let quorum = match self.quorum.trim() {
            "" => 0,
            text => number("quorum", text),
        };
        let content_size = match self.content_size.trim() {
            "" => None,
            text => Some(u16::try_from(number("content_size", text)).unwrap_or(u16::MAX)),
        };
        let retention_days = match self.retention_days.trim() {
            "" => None,
            text => Some(u16::try_from(number("retention_days", text)).unwrap_or(u16::MAX)),
        };
        let languages = &self.languages;
        let title = self.title.to_title("title", Owner::Poll, languages, &mut faults);
        let description = self.description.to_description("description", Owner::Poll, languages, &mut faults);
        let typed = self.questions.iter().map(|question| question.id.as_str());
        let taken: Vec<&str> = typed.chain(stored.iter().map(|question| question.id.as_str())).collect();
        let mut ids = (1..).map(|n| format!("q{n}")).filter(|id| !taken.contains(&id.as_str()));
        let mut questions = Vec::new();
        for (index, question) in self.questions.iter().enumerate() {
            let fresh = || ids.next().expect("there is always another number");
            let before = stored.iter().find(|before| before.id == question.id);
            match question.to_question(index, before, languages, fresh) {
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
            title,
            description,
            languages: languages.iter().map(|language| language.trim().to_owned()).collect(),
            test: self.test == "on",
            late_additions: self.late_additions == "on",
            issuance_opens,
            issuance_closes,
            voting_opens,
            voting_closes,
            results: if self.results == "live" { ResultsPolicy::Live } else { ResultsPolicy::AfterClose },
            mix,
            content_size,
            witnesses: words(&self.witnesses).map(str::to_owned).collect(),
            quorum,
            questions,
            electorate: if self.electorate == "open" {
                Electorate::Open { domains: words(&self.domains).map(str::to_lowercase).collect() }
            } else {
                Electorate::Roll
            },
            time_zone: zone.name().to_owned(),
            pass_list: self.pass_list == "on",
            retention_days,
        })
    }
}

fn on(value: bool) -> String {
    if value { "on" } else { "" }.to_owned()
}

/// Words between commas and white space.
fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split([',', ' ', '\n', '\r', '\t']).filter(|word| !word.is_empty())
}

/// Of a new poll.
const USUAL_LANGUAGE: &str = "en";
