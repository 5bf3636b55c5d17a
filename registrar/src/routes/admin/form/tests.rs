//! What is typed is what is drafted.

use super::question::option_id;
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
