//! Buttons that change the form itself: more questions, options and languages, fewer, and another order. Nothing is stored
//! by them.

use web::i18n::Text;

use super::option::OptionForm;
use super::{DraftForm, FieldFault, QuestionForm};
use crate::routes::language_name;

/// What a button does to the form. On the page: `add`, `add:<question>`, and `up`, `down` or `remove` with
/// `:<question>` or `:<question>:<option>`; `add-language`, and `up-language`, `remove-language` or `fill-language` with
/// `:<language>`, all counted from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::routes::admin) enum Edit {
    /// One more question.
    AddQuestion,
    /// One more option of this question, or those that were typed line by line.
    AddOption(usize),
    /// One place up.
    Up(Place),
    /// One place down.
    Down(Place),
    /// Away with it.
    Remove(Place),
    /// The language whose tag was typed.
    AddLanguage,
    /// This language one place up; the first is the one for readers of others.
    UpLanguage(usize),
    /// Away with this language and all texts in it.
    RemoveLanguage(usize),
    /// The first language's texts in the place of those that this one lacks.
    FillLanguage(usize),
}

/// A question, or an option of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::routes::admin) struct Place {
    question: usize,
    option: Option<usize>,
}

impl Edit {
    /// None for other buttons.
    pub(in crate::routes::admin) fn parse(action: &str) -> Option<Self> {
        let mut parts = action.split(':');
        let verb = parts.next()?;
        let numbers = parts.map(|part| part.parse().ok()).collect::<Option<Vec<usize>>>()?;
        let place = match numbers.as_slice() {
            [question] => Some(Place { question: *question, option: None }),
            [question, option] => Some(Place { question: *question, option: Some(*option) }),
            _ => None,
        };
        match (verb, numbers.as_slice()) {
            ("add", []) => Some(Self::AddQuestion),
            ("add", [question]) => Some(Self::AddOption(*question)),
            ("up", _) => place.map(Self::Up),
            ("down", _) => place.map(Self::Down),
            ("remove", _) => place.map(Self::Remove),
            ("add-language", []) => Some(Self::AddLanguage),
            ("up-language", [language]) => Some(Self::UpLanguage(*language)),
            ("remove-language", [language]) => Some(Self::RemoveLanguage(*language)),
            ("fill-language", [language]) => Some(Self::FillLanguage(*language)),
            _ => None,
        }
    }
}

impl DraftForm {
    /// Does it; a place that is not there changes nothing. The fault is that of a language that cannot be added.
    pub(in crate::routes::admin) fn edit(&mut self, edit: Edit) -> Result<(), FieldFault> {
        self.widen();
        let done = self.act(edit);
        if self.questions.is_empty() {
            self.questions.push(QuestionForm::fresh());
        }
        self.widen();
        done
    }

    fn act(&mut self, edit: Edit) -> Result<(), FieldFault> {
        match edit {
            Edit::AddQuestion => self.questions.push(QuestionForm::fresh()),
            Edit::AddOption(question) => {
                if let Some(question) = self.questions.get_mut(question)
                    && !question.take_lines()
                {
                    question.options.push(OptionForm::default());
                }
            }
            Edit::Up(place) => self.swap(place, |at| at.checked_sub(1)),
            Edit::Down(place) => self.swap(place, |at| at.checked_add(1)),
            Edit::Remove(Place { question, option }) => match (self.questions.get_mut(question), option) {
                (Some(question), Some(at)) if at < question.options.len() => {
                    question.options.remove(at);
                }
                (Some(_), None) => {
                    self.questions.remove(question);
                }
                _ => {}
            },
            Edit::AddLanguage => return self.add_language(),
            Edit::UpLanguage(at) if (1..self.languages.len()).contains(&at) => {
                self.languages.swap(at, at - 1);
                self.texts().for_each(|texts| texts.swap(at, at - 1));
            }
            Edit::RemoveLanguage(at) if at < self.languages.len() && self.languages.len() > 1 => {
                self.languages.remove(at);
                self.texts().for_each(|texts| texts.remove(at));
            }
            Edit::FillLanguage(at) if at < self.languages.len() => {
                self.texts().for_each(|texts| texts.fill(at));
            }
            Edit::UpLanguage(_) | Edit::RemoveLanguage(_) | Edit::FillLanguage(_) => {}
        }
        Ok(())
    }

    /// Takes in the language whose tag was typed, if one was; one that is there already stays as it is.
    pub(super) fn take_language(&mut self) {
        let tag = std::mem::take(&mut self.new_language).trim().to_owned();
        if !tag.is_empty() && !self.languages.contains(&tag) {
            self.languages.push(tag);
        }
    }

    fn add_language(&mut self) -> Result<(), FieldFault> {
        let tag = self.new_language.trim();
        let refusal = if tag.is_empty() {
            Text::new("draft-fault-language-empty")
        } else if self.languages.iter().any(|known| known.trim() == tag) {
            Text::new("draft-fault-language-known").with("language", language_name(tag))
        } else {
            self.take_language();
            return Ok(());
        };
        Err(FieldFault::at("new_language", refusal))
    }

    fn swap(&mut self, place: Place, to: impl Fn(usize) -> Option<usize>) {
        match place.option {
            None => swap(&mut self.questions, place.question, to),
            Some(option) => {
                if let Some(question) = self.questions.get_mut(place.question) {
                    swap(&mut question.options, option, to);
                }
            }
        }
    }
}

fn swap<T>(list: &mut [T], at: usize, to: impl Fn(usize) -> Option<usize>) {
    if let Some(to) = to(at)
        && at < list.len()
        && to < list.len()
    {
        list.swap(at, to);
    }
}
