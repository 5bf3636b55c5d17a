//! Buttons that change the form itself: more questions and options, fewer, and another order. Nothing is stored by them.

use super::option::OptionForm;
use super::{DraftForm, QuestionForm};

/// What a button does to the form. On the page: `add`, `add:<question>`, and `up`, `down` or `remove` with
/// `:<question>` or `:<question>:<option>`, all counted from 0.
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
            _ => None,
        }
    }
}

impl DraftForm {
    /// Does it; a place that is not there changes nothing.
    pub(in crate::routes::admin) fn edit(&mut self, edit: Edit) {
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
        }
        if self.questions.is_empty() {
            self.questions.push(QuestionForm::fresh());
        }
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
