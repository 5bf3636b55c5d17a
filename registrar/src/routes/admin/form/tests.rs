//! What is typed is what is drafted.

use crypto::manifest::Text;

use super::*;

fn typed() -> DraftForm {
    let mut form = DraftForm::fresh(UtcTime::from_unix(1_800_000_000));
    form.title = "Board".into();
    form.questions[0].title = "Chair".into();
    form.questions[0].more = "Ada\r\n\r\n Ben ".to_owned();
    form.edit(Edit::AddQuestion).unwrap();
    form.tidy();
    form
}

fn way(label: &[web::i18n::Text]) -> String {
    label.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}

fn pressed(form: &mut DraftForm, button: &str) {
    form.edit(Edit::parse(button).unwrap_or_else(|| panic!("{button} is no button"))).unwrap();
}

#[test]
fn a_form_and_its_draft_are_the_same_thing() {
    let draft = typed().to_draft().unwrap();
    assert_eq!(draft.questions.len(), 1);
    assert_eq!(draft.questions[0].options[1].id, "b");
    assert_eq!(DraftForm::of(&draft).unwrap().to_draft().unwrap(), draft);
}

#[test]
fn the_form_shows_all_that_can_be_drafted_in_one_language() {
    let draft: Draft = serde_json::from_str(
        r#"{"slug":"b","title":"Vorstand","description":"Lies *das*.\n\nUnd das.","languages":["de"],"test":true,
        "late_additions":true,"issuance_opens":"2026-12-01T12:00:00Z","issuance_closes":"2026-12-01T13:00:07Z",
        "voting_opens":"2026-12-01T12:00:00Z","voting_closes":"2026-12-01T14:00:00Z","results":"live","mix":9,
        "content_size":1024,"witnesses":["w+00+AA"],"quorum":1,"time_zone":"Europe/Berlin","pass_list":true,"retention_days":9,
        "electorate":{"kind":"open","domains":["example.org","example.net"]},
        "questions":[
          {"id":"x","title":"A","kind":"ranking","method":"stv-meek","min":1,"max":2,"seats":2,"abstain":false,
           "order":"shuffled","ties":"listed","options":[{"id":"z9","title":"Zoe","description":"long"},{"id":"a","title":"Al"}]},
          {"id":"q1","title":"B","kind":"score","low":-3,"high":3,"options":[{"id":"k","title":"K"}]},
          {"id":"y","title":"C","kind":"choice","min":1,"max":1,"options":[{"id":"k","title":"K"}]}]}"#,
    )
    .unwrap();
    assert_eq!(DraftForm::of(&draft).unwrap().to_draft().unwrap(), draft);
    for method in ["irv", "stv-scottish", "schulze", "borda"] {
        let mut form = DraftForm::of(&draft).unwrap();
        form.questions[0].method = method.to_owned();
        let drafted = form.to_draft().unwrap();
        assert_eq!(DraftForm::of(&drafted).unwrap().questions[0].method, method);
    }
}

#[test]
fn a_time_that_comes_twice_is_shown_in_utc() {
    let mut draft = typed().to_draft().unwrap();
    draft.time_zone = "Europe/Berlin".to_owned();
    draft.voting_closes = "2027-10-31T01:30:00Z".parse().unwrap();
    let form = DraftForm::of(&draft).unwrap();
    assert_eq!((form.time_zone.as_str(), form.voting_closes.as_str()), ("UTC", "2027-10-31T01:30"));
}

#[test]
fn what_the_form_cannot_show_is_not_edited_with_it() {
    let mut draft = typed().to_draft().unwrap();
    draft.title = Text::ByLanguage([("de".to_owned(), "Vorstand".to_owned())].into());
    assert_eq!(DraftForm::of(&draft), None, "a title in none of the poll's languages");
    let mut draft = typed().to_draft().unwrap();
    draft.questions[0].options[0].description = " spaces ".into();
    assert_eq!(DraftForm::of(&draft), None);
}

#[test]
fn every_fault_is_told_at_its_field() {
    let mut form = typed();
    form.title = " ".into();
    form.mix = "many".to_owned();
    form.quorum = "-1".to_owned();
    form.content_size = "long".to_owned();
    form.retention_days = "a year".to_owned();
    form.voting_opens = "soon".to_owned();
    form.questions[0].options[1].title = "".into();
    form.questions[0].min = "one".to_owned();
    let faults = form.to_draft().unwrap_err();
    let fields: Vec<_> = faults.iter().map(|fault| fault.field.as_str()).collect();
    assert_eq!(
        fields,
        [
            "voting_opens",
            "mix",
            "quorum",
            "content_size",
            "retention_days",
            "title-0",
            "questions-0-min",
            "questions-0-options-1-title-0"
        ]
    );
    let labels: Vec<_> = faults.iter().map(|fault| way(&fault.label)).collect();
    assert_eq!(
        labels,
        [
            "voting from",
            "ballots mixed",
            "witnesses that a result needs",
            "length of a ballot",
            "days until the list of voters is erased",
            "",
            "question 1, at least",
            ""
        ],
        "words that name their field do not name it twice"
    );
    assert_eq!(
        way(&FieldFault::named("languages", web::i18n::Text::new("rule-languages-none")).label),
        "languages"
    );
    assert_eq!(way(&FieldFault::named("", web::i18n::Text::new("rule-text-empty")).label), "");
    form.questions[0].options.clear();
    form.questions[0].kind = "ranking".to_owned();
    form.questions[0].method = "dice".to_owned();
    let faults = form.to_draft().unwrap_err();
    let fields: Vec<_> = faults.iter().skip(6).map(|fault| fault.field.as_str()).collect();
    assert_eq!(fields, ["questions-0-more", "questions-0-min", "questions-0-method"]);
    assert_eq!(way(&faults[6].label), "question 1, options");
    for (path, field) in [
        ("questions[2].options[0].id", "questions-2-options-0-title-0"),
        ("questions[2].options", "questions-2-options"),
        ("electorate.domains", "domains"),
        ("languages", "languages-0"),
        ("description", "description-0"),
    ] {
        assert_eq!(FieldFault::number(path).field, field);
    }
}

#[test]
fn ids_stay_with_what_they_name() {
    let mut form = typed();
    form = DraftForm::of(&form.to_draft().unwrap()).unwrap();
    form.questions[0].options[0].title = "Adele".into();
    pressed(&mut form, "down:0:0");
    form.questions[0].more = "Cem".to_owned();
    pressed(&mut form, "add:0");
    pressed(&mut form, "add");
    form.questions[1].title = "Other".into();
    form.questions[1].more = "Yes\nNo".to_owned();
    form.tidy();
    pressed(&mut form, "up:1");
    let draft = form.to_draft().unwrap();
    let ids =
        |n: usize| draft.questions[n].options.iter().map(|option| option.id.as_str()).collect::<Vec<_>>();
    assert_eq!((draft.questions[0].id.as_str(), draft.questions[1].id.as_str()), ("q2", "q1"));
    assert_eq!((ids(0), ids(1)), (vec!["a", "b"], vec!["b", "a", "c"]));
}

#[test]
fn buttons_that_are_none_and_places_that_are_not_there_change_nothing() {
    for bad in ["", "save", "add:x", "up", "up:0:0:0", "remove:-1", "down:99999999999999999999999"] {
        assert_eq!(Edit::parse(bad), None, "{bad}");
    }
    let form = typed();
    for button in
        ["up:0", "down:0", "up:0:0", "down:0:1", "remove:9", "remove:0:9", "up:9:1", "add:9", "down:0:9"]
    {
        let mut same = form.clone();
        pressed(&mut same, button);
        assert_eq!(same, form, "{button}");
    }
    let mut form = form;
    pressed(&mut form, "remove:0:0");
    assert_eq!(form.questions[0].options.len(), 1);
    pressed(&mut form, "remove:0");
    assert_eq!(form.questions, DraftForm::fresh(UtcTime::from_unix(0)).questions);
}

/// In English and German, with everything but the German texts.
fn bilingual() -> DraftForm {
    let mut form = typed();
    form.new_language = " de ".to_owned();
    pressed(&mut form, "add-language");
    form
}

fn two(english: &str, german: &str) -> Texts {
    let languages = ["en".to_owned(), "de".to_owned()];
    let texts = languages.clone().into_iter().zip([english.to_owned(), german.to_owned()]);
    Texts::of(&Text::ByLanguage(texts.collect()), &languages).unwrap()
}

fn json(form: &DraftForm) -> serde_json::Value {
    serde_json::to_value(form).unwrap()
}

#[test]
fn every_text_that_a_language_lacks_is_named() {
    let mut form = bilingual();
    let value = json(&form);
    assert_eq!((&value["languages"], &value["new_language"]), (&serde_json::json!(["en", "de"]), &"".into()));
    assert_eq!(value["title"], serde_json::json!(["Board", ""]), "a place for each text in each language");
    form.description = two("", "Nur");
    let faults = form.to_draft().unwrap_err();
    let told: Vec<_> = faults.iter().map(|fault| (fault.field.as_str(), fault.text.to_string())).collect();
    assert_eq!(
        told,
        [
            ("title-1", "give the poll a title in \u{201c}Deutsch\u{201d} too".to_owned()),
            (
                "description-0",
                "describe the poll in \u{201c}English\u{201d} too, or in no language at all".to_owned()
            ),
            (
                "questions-0-title-1",
                "write the words of question 1 in \u{201c}Deutsch\u{201d} too".to_owned()
            ),
            (
                "questions-0-options-0-title-1",
                "give option 1 of question 1 a title in \u{201c}Deutsch\u{201d} too".to_owned()
            ),
            (
                "questions-0-options-1-title-1",
                "give option 2 of question 1 a title in \u{201c}Deutsch\u{201d} too".to_owned()
            ),
        ]
    );
}

#[test]
fn what_is_the_same_in_every_language_is_typed_once() {
    let mut form = bilingual();
    form.title = two("Board", "Vorstand");
    pressed(&mut form, "fill-language:1");
    let draft = form.to_draft().unwrap();
    assert_eq!(draft.languages, ["en", "de"]);
    assert_eq!(draft.title.in_language("de", &draft.languages), "Vorstand", "what is there is not filled");
    assert_eq!(draft.questions[0].options[0].title, Text::from("Ada"));
    assert_eq!(draft.description, Text::default());
    assert_eq!(DraftForm::of(&draft).unwrap().to_draft().unwrap(), draft);
}

#[test]
fn languages_come_go_and_change_places_with_their_texts() {
    let mut form = bilingual();
    form.title = two("Board", "Vorstand");
    pressed(&mut form, "up-language:1");
    assert_eq!(json(&form)["title"], serde_json::json!(["Vorstand", "Board"]));
    assert_eq!(form.languages, ["de", "en"]);
    for nothing in ["up-language:0", "up-language:2", "remove-language:2", "fill-language:2"] {
        let mut same = form.clone();
        pressed(&mut same, nothing);
        assert_eq!(same, form, "{nothing}");
    }
    for (tag, why) in [(" ", "give the tag"), ("en", "already")] {
        let mut same = form.clone();
        same.new_language = tag.to_owned();
        let fault = same.edit(Edit::AddLanguage).unwrap_err();
        assert_eq!(fault.field, "new_language");
        assert!(fault.text.to_string().contains(why), "{}", fault.text);
        assert_eq!(same.languages, form.languages);
    }
    pressed(&mut form, "remove-language:0");
    pressed(&mut form, "remove-language:0");
    assert_eq!(
        (form.languages.as_slice(), &json(&form)["title"]),
        (&["en".to_owned()][..], &serde_json::json!(["Board"]))
    );
    form.new_language = "fr".to_owned();
    form.tidy();
    assert_eq!(
        form.languages,
        ["en", "fr"],
        "saving takes in what was typed, and tells what is missing in it"
    );
    assert_eq!(form.to_draft().unwrap_err().len(), 4);
}

#[test]
fn option_ids_never_run_out() {
    let ids: Vec<String> = option::ids().take(27).collect();
    assert_eq!((ids[0].as_str(), ids[25].as_str(), ids[26].as_str()), ("a", "z", "a1"));
}
