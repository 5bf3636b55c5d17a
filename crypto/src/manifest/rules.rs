//! The rules of PROTOCOL section 4 that span fields. The first broken one is named with its place.

use std::collections::BTreeSet;

use super::body::{ManifestBody, Method, Question, QuestionKind, Text};
use super::breach::Breach;
use super::{MAX_CONTENT_SIZE, MAX_OPTIONS, MAX_QUESTIONS, MIN_MIX, ManifestError};
use crate::content::longest_content;
use crate::encoding::parse_b64url;
use crate::log::cosignature::WitnessKey;
use crate::token::TokenKey;

/// Checks every rule; what it parses on the way, the token key, it hands back.
pub(super) fn check(body: &ManifestBody) -> Result<TokenKey, ManifestError> {
    languages(&body.languages)?;
    texts(&body.title, &body.description, &body.languages, "")?;
    if let Some(slug) = &body.slug {
        identifier(slug, "slug")?;
    }
    services(body)?;
    let token_key = issuer(body)?;
    windows(body)?;
    if !body.test {
        rule(body.mix >= MIN_MIX, "mix", || Breach::Mix(MIN_MIX))?;
    }
    witnesses(body)?;
    rule((1..=MAX_QUESTIONS).contains(&body.questions.len()), "questions", || {
        Breach::Questions(MAX_QUESTIONS)
    })?;
    unique(body.questions.iter().map(|question| &question.id), "questions")?;
    for (index, question) in body.questions.iter().enumerate() {
        check_question(question, &body.languages, &format!("questions[{index}]."))?;
    }
    let longest = longest_content(&body.questions);
    rule(usize::from(body.content_size) >= longest, "content_size", || Breach::ContentTooSmall(longest))?;
    rule(body.content_size <= MAX_CONTENT_SIZE, "content_size", || {
        Breach::ContentTooLarge(MAX_CONTENT_SIZE)
    })?;
    Ok(token_key)
}

fn languages(languages: &[String]) -> Result<(), ManifestError> {
    rule(!languages.is_empty(), "languages", || Breach::NoLanguage)?;
    for language in languages {
        // A BCP 47 tag in its usual length; case is the author's.
        let subtags_are_fit = language.split('-').all(|subtag| {
            (1..=8).contains(&subtag.len()) && subtag.bytes().all(|b| b.is_ascii_alphanumeric())
        });
        rule(subtags_are_fit && language.len() <= 35, "languages", || Breach::LanguageTag(language.clone()))?;
    }
    unique(languages.iter(), "languages")
}

fn texts(title: &Text, description: &Text, languages: &[String], place: &str) -> Result<(), ManifestError> {
    for (text, name, may_be_empty) in [(title, "title", false), (description, "description", true)] {
        let field = format!("{place}{name}");
        match text {
            Text::Plain(text) => {
                rule(may_be_empty || !text.trim().is_empty(), &field, || Breach::Empty)?;
            }
            Text::ByLanguage(texts) => {
                let complete =
                    texts.len() == languages.len() && languages.iter().all(|l| texts.contains_key(l));
                rule(complete, &field, || Breach::Languages(languages.to_vec()))?;
                let filled = may_be_empty || texts.values().all(|text| !text.trim().is_empty());
                rule(filled, &field, || Breach::EmptyInALanguage)?;
            }
        }
    }
    Ok(())
}

fn services(body: &ManifestBody) -> Result<(), ManifestError> {
    for (service, field) in [(&body.registrar, "registrar"), (&body.ballot_box, "ballot_box")] {
        let url = service.name.url();
        rule(service.url == url, &format!("{field}.url"), || {
            Breach::Services(format!("must be {url}, as its name has it"))
        })?;
        rule(service.key.name() == service.name.as_str(), &format!("{field}.key"), || {
            Breach::Services(format!("is a key of {}, not of {}", service.key.name(), service.name))
        })?;
    }
    let (registrar, ballot_box) = (&body.registrar, &body.ballot_box);
    rule(registrar.name.host() != ballot_box.name.host(), "ballot_box.name", || {
        let why = "registrar and ballot box need different hosts, for browsers share cookies between ports of one host";
        Breach::Services(why.to_owned())
    })?;
    rule(registrar.key.public_key() != ballot_box.key.public_key(), "ballot_box.key", || {
        Breach::Services("registrar and ballot box need different keys".to_owned())
    })
}

fn issuer(body: &ManifestBody) -> Result<TokenKey, ManifestError> {
    rule(body.token.kind == 2, "token.type", || {
        Breach::Services("must be 2 (Blind RSA, 2048 bit)".to_owned())
    })?;
    let broken = |problem: String| ManifestError::Rule {
        field: "token.key".to_owned(),
        problem: Breach::Services(problem),
    };
    let spki = parse_b64url(&body.token.key).map_err(|error| broken(error.to_string()))?;
    TokenKey::from_spki(&spki).map_err(|error| broken(error.to_string()))
}

fn windows(body: &ManifestBody) -> Result<(), ManifestError> {
    rule(body.issuance_opens < body.issuance_closes, "issuance_closes", || Breach::IssuanceOrder)?;
    rule(body.issuance_closes <= body.voting_closes, "issuance_closes", || Breach::IssuanceLate)?;
    rule(body.voting_opens < body.voting_closes, "voting_closes", || Breach::VotingOrder)?;
    rule(body.issuance_opens <= body.voting_opens, "voting_opens", || Breach::VotingEarly)
}

fn witnesses(body: &ManifestBody) -> Result<(), ManifestError> {
    let mut seen = BTreeSet::new();
    for witness in &body.witnesses {
        let key = witness.parse::<WitnessKey>().ok();
        rule(key.is_some(), "witnesses", || Breach::WitnessKey(witness.clone()))?;
        // An Ed25519 cosignature does not name its witness: under two names one key would count twice.
        rule(seen.insert(key.map(|key| key.typed())), "witnesses", || Breach::WitnessTwice(witness.clone()))?;
    }
    let enough = usize::try_from(body.quorum).is_ok_and(|quorum| quorum <= body.witnesses.len());
    rule(enough, "quorum", || Breach::Quorum)
}

fn check_question(question: &Question, languages: &[String], place: &str) -> Result<(), ManifestError> {
    let field = |name: &str| format!("{place}{name}");
    identifier(&question.id, &field("id"))?;
    texts(&question.title, &question.description, languages, place)?;
    rule((1..=MAX_OPTIONS).contains(&question.options.len()), &field("options"), || {
        Breach::Options(MAX_OPTIONS)
    })?;
    unique(question.options.iter().map(|option| &option.id), &field("options"))?;
    for (index, option) in question.options.iter().enumerate() {
        let place = format!("{place}options[{index}].");
        identifier(&option.id, &format!("{place}id"))?;
        texts(&option.title, &option.description, languages, &place)?;
    }
    let options = u32::try_from(question.options.len()).expect("at most 256 options");
    rule((1..=options).contains(&question.seats), &field("seats"), || Breach::Seats(options))?;
    match question.kind {
        QuestionKind::Choice { min, max } => selection(min, max, options, &field),
        QuestionKind::Ranking { method, min, max } => {
            selection(min, max, options, &field)?;
            let single = matches!(method, Method::Irv | Method::Schulze);
            rule(!single || question.seats == 1, &field("seats"), || Breach::OneSeat)
        }
        QuestionKind::Score { low, high } => {
            rule(low < high, &field("high"), || Breach::ScoresOrder)?;
            rule(low >= -100 && high <= 100, &field("low"), || Breach::ScoresRange)
        }
    }
}

fn selection(min: u32, max: u32, options: u32, field: &dyn Fn(&str) -> String) -> Result<(), ManifestError> {
    rule(min >= 1, &field("min"), || Breach::Min)?;
    rule(min <= max, &field("max"), || Breach::MaxBelowMin)?;
    rule(max <= options, &field("max"), || Breach::MaxOptions(options))
}

/// `[a-z0-9-]{1,32}`.
fn identifier(id: &str, field: &str) -> Result<(), ManifestError> {
    let fit = (1..=32).contains(&id.len())
        && id.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
    rule(fit, field, || Breach::Identifier(id.to_owned()))
}

fn unique<'a>(mut ids: impl Iterator<Item = &'a String>, field: &str) -> Result<(), ManifestError> {
    let mut seen = BTreeSet::new();
    match ids.find(|id| !seen.insert(id.as_str())) {
        None => Ok(()),
        Some(twice) => rule(false, field, || Breach::Twice(twice.clone())),
    }
}

fn rule(holds: bool, field: &str, problem: impl FnOnce() -> Breach) -> Result<(), ManifestError> {
    if holds { Ok(()) } else { Err(ManifestError::Rule { field: field.to_owned(), problem: problem() }) }
}
