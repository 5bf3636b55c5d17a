//! Answers as they are typed: `q1=a,b`, `q2=b,a` (best first), `q3=a:5,b:0`, `q4=abstain`.

use std::fmt;
use std::str::FromStr;

use crypto::content::{Answer, Content};
use crypto::manifest::{Manifest, Question, QuestionKind};

/// One `--answer`, not yet compared with a poll. It is a vote, so Debug shows only the type.
#[derive(Clone, PartialEq, Eq)]
pub struct TypedAnswer {
    question: String,
    answer: String,
}

impl fmt::Debug for TypedAnswer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("TypedAnswer")
    }
}

/// Why typed answers do not make a ballot.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AnswerError {
    /// No `=`.
    #[error("an answer is written QUESTION=OPTION[,OPTION], such as q1=a")]
    Form,
    /// Not a question of the poll.
    #[error("the poll has no question {0:?}; it asks {1}")]
    UnknownQuestion(String, String),
    /// Two answers to one question.
    #[error("question {0:?} is answered twice")]
    Repeated(String),
    /// A question without an answer.
    #[error("question {0:?} is not answered: add --answer {0}=OPTION")]
    Missing(String),
    /// Not an option of the question.
    #[error("question {question:?} has no option {option:?}; its options are {options}")]
    UnknownOption {
        /// The question.
        question: String,
        /// What was typed.
        option: String,
        /// What could be typed.
        options: String,
    },
    /// Not `OPTION:SCORE` for every option.
    #[error("question {0:?} wants a score for every option: {0}=OPTION:SCORE,OPTION:SCORE")]
    Scores(String),
}

impl FromStr for TypedAnswer {
    type Err = AnswerError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (question, answer) = text.split_once('=').ok_or(AnswerError::Form)?;
        Ok(Self { question: question.trim().to_owned(), answer: answer.trim().to_owned() })
    }
}

/// The content that `typed` stands for; limits such as the number of options are checked when it is encoded.
pub(super) fn content(manifest: &Manifest, typed: &[TypedAnswer]) -> Result<Content, AnswerError> {
    if let Some(stray) = typed.iter().find(|typed| manifest.question(&typed.question).is_none()) {
        let known = listed(manifest.questions.iter().map(|question| &question.id));
        return Err(AnswerError::UnknownQuestion(stray.question.clone(), known));
    }
    let answers = manifest.questions.iter().map(|question| {
        let mut mine = typed.iter().filter(|typed| typed.question == question.id);
        let first = mine.next().ok_or_else(|| AnswerError::Missing(question.id.clone()))?;
        if mine.next().is_some() {
            return Err(AnswerError::Repeated(question.id.clone()));
        }
        answer(question, &first.answer)
    });
    Ok(Content { answers: answers.collect::<Result<_, _>>()? })
}

/// The answers as they would be typed.
pub(super) fn listing(manifest: &Manifest, content: &Content) -> String {
    let answers = manifest.questions.iter().zip(&content.answers).map(|(question, answer)| {
        let answer = match answer {
            Answer::Choose(ids) | Answer::Rank(ids) => ids.join(","),
            Answer::Score(scores) => {
                let options = question.options.iter().zip(scores);
                options.map(|(option, score)| format!("{}:{score}", option.id)).collect::<Vec<_>>().join(",")
            }
            Answer::Abstain => "abstain".to_owned(),
        };
        format!("{}={answer}", question.id)
    });
    answers.collect::<Vec<_>>().join(" ")
}

fn answer(question: &Question, typed: &str) -> Result<Answer, AnswerError> {
    let is_option = |id: &str| question.options.iter().any(|option| option.id == id);
    // An option may be called "abstain"; leaving the answer empty abstains in any case.
    if typed.is_empty() || typed == "abstain" && !is_option(typed) {
        return Ok(Answer::Abstain);
    }
    let parts: Vec<&str> = typed.split(',').map(str::trim).collect();
    match question.kind {
        QuestionKind::Choice { .. } => {
            let mut chosen = known(question, &parts)?;
            // A set of options has one spelling: the order of the manifest.
            chosen.sort_by_key(|id| question.options.iter().position(|option| option.id == *id));
            Ok(Answer::Choose(chosen))
        }
        QuestionKind::Ranking { .. } => known(question, &parts).map(Answer::Rank),
        QuestionKind::Score { .. } => scores(question, &parts).map(Answer::Score),
    }
}

fn known(question: &Question, ids: &[&str]) -> Result<Vec<String>, AnswerError> {
    let options = || listed(question.options.iter().map(|option| &option.id));
    ids.iter()
        .map(|id| match question.options.iter().find(|option| option.id == **id) {
            Some(option) => Ok(option.id.clone()),
            None => Err(AnswerError::UnknownOption {
                question: question.id.clone(),
                option: (*id).to_owned(),
                options: options(),
            }),
        })
        .collect()
}

fn scores(question: &Question, parts: &[&str]) -> Result<Vec<i32>, AnswerError> {
    let incomplete = || AnswerError::Scores(question.id.clone());
    let pairs: Vec<(&str, &str)> =
        parts.iter().map(|part| part.split_once(':').ok_or_else(incomplete)).collect::<Result<_, _>>()?;
    let ids: Vec<&str> = pairs.iter().map(|(id, _)| id.trim()).collect();
    known(question, &ids)?;
    if pairs.len() != question.options.len() {
        return Err(incomplete());
    }
    let score = |id: &str| {
        let (_, score) = pairs.iter().find(|(given, _)| given.trim() == id).ok_or_else(incomplete)?;
        score.trim().parse().map_err(|_| incomplete())
    };
    question.options.iter().map(|option| score(&option.id)).collect()
}

fn listed<'a>(ids: impl Iterator<Item = &'a String>) -> String {
    ids.map(String::as_str).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use crypto::blind_rsa::SecretKey;
    use crypto::encoding::b64url;
    use crypto::manifest::ManifestBody;
    use crypto::note::{ServiceName, SignerKey};
    use crypto::token::TokenKey;
    use serde_json::json;

    use super::*;

    #[test]
    fn answers_are_read_by_the_kind_of_their_question() {
        let typed = ["party=lake,garden", "order=roof, lake", "budget=b:5,a:0", "last="];
        let expected = [
            Answer::Choose(vec!["garden".into(), "lake".into()]),
            Answer::Rank(vec!["roof".into(), "lake".into()]),
            Answer::Score(vec![0, 5]),
            Answer::Abstain,
        ];
        assert_eq!(read(&typed).unwrap().answers, expected);
    }

    #[test]
    fn an_option_may_be_called_abstain() {
        let typed = ["party=abstain", "order=abstain", "budget=abstain", "last=abstain"];
        let answers = read(&typed).unwrap().answers;
        assert_eq!(answers[..3], [Answer::Abstain, Answer::Abstain, Answer::Abstain]);
        assert_eq!(answers[3], Answer::Choose(vec!["abstain".into()]));
    }

    #[test]
    fn every_error_says_what_could_be_typed() {
        let rest = ["order=", "budget=", "last="];
        for (bad, hint) in [
            (["party=pond", "order=", "budget=", "last="], "garden, lake, roof"),
            (["partie=lake", "order=", "budget=", "last="], "party, order, budget, last"),
            (["party=lake", "order=", "party=roof", "last="], "answered twice"),
        ] {
            let error = read(&bad).unwrap_err().to_string();
            assert!(error.contains(hint), "{bad:?}: {error}");
        }
        assert_eq!(read(&rest), Err(AnswerError::Missing("party".into())));
        for scores in ["budget=a:1", "budget=a:1,a:2", "budget=a,b", "budget=a:x,b:1", "budget=a:1,b:2,a:1"] {
            let typed = ["party=lake", "order=lake", scores, "last="];
            assert_eq!(read(&typed), Err(AnswerError::Scores("budget".into())), "{scores}");
        }
        assert_eq!("party".parse::<TypedAnswer>(), Err(AnswerError::Form));
    }

    fn read(typed: &[&str]) -> Result<Content, AnswerError> {
        let typed: Vec<TypedAnswer> = typed.iter().map(|text| text.parse().unwrap()).collect();
        content(&manifest(), &typed)
    }

    fn manifest() -> Manifest {
        let service = |name: &str| {
            let name: ServiceName = name.parse().unwrap();
            json!({ "name": name, "url": format!("https://{name}"), "key": SignerKey::generate(&name).verifier() })
        };
        let options =
            |ids: &[&str]| ids.iter().map(|id| json!({ "id": id, "title": id })).collect::<Vec<_>>();
        let secret = SecretKey::generate(2048).unwrap();
        let key = b64url(TokenKey::from_public(secret.public()).unwrap().spki());
        let body = json!({
            "title": "Answers", "test": true, "eligible": null,
            "registrar": service("registrar.example.org"), "ballot_box": service("ballots.example.net"),
            "token": { "type": 2, "key": key },
            "issuance_opens": "2026-01-01T00:00:00Z", "issuance_closes": "2026-01-02T00:00:00Z",
            "voting_opens": "2026-01-01T00:00:00Z", "voting_closes": "2026-01-02T00:00:00Z",
            "results": "live", "mix": 0, "content_size": 512,
            "questions": [
                { "id": "party", "title": "?", "kind": "choice", "min": 1, "max": 2, "options": options(&["garden", "lake", "roof"]) },
                { "id": "order", "title": "?", "kind": "ranking", "method": "borda", "min": 1, "max": 3,
                  "options": options(&["garden", "lake", "roof"]) },
                { "id": "budget", "title": "?", "kind": "score", "low": 0, "high": 5, "options": options(&["a", "b"]) },
                { "id": "last", "title": "?", "kind": "choice", "min": 1, "max": 1, "options": options(&["abstain", "other"]) },
            ],
        });
        serde_json::from_value::<ManifestBody>(body).unwrap().seal().unwrap()
    }
}
