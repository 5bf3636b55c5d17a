//! Passes and ballots of one poll in bulk: every pass drawn through the real blind signature, every ballot sealed by its
//! own one-time key, before anything is measured.

use anyhow::{Context as _, Result, ensure};
use cli::client::BallotBox;
use cli::vote::{PollUrl, fetch_manifest};
use crypto::ballot::{Ballot, BallotKey};
use crypto::blind_rsa::SecretKey;
use crypto::content::{Answer, Content};
use crypto::encoding::b64url;
use crypto::manifest::{Manifest, ManifestBody, Question};
use crypto::note::{Note, SignerKey};
use crypto::statement::{self, Issuance, Notice};
use crypto::token::{TokenInput, TokenKey, finalize_token, request_token};
use rayon::prelude::*;
use serde_json::{Value, json};

/// A poll whose registrar is the benchmark: it holds the poll's key, and signs with the registrar's.
pub struct Prepared {
    /// The poll as the ballot box countersigned it.
    pub manifest: Manifest,
    registrar: SignerKey,
    issuer: SecretKey,
}

impl Prepared {
    /// A poll like `template`, a poll of the same two services, with other questions and a key of its own.
    pub fn publish(
        ballot_box: &BallotBox,
        registrar: SignerKey,
        template: &Manifest,
        questions: &Value,
        mix: u32,
    ) -> Result<Self> {
        let issuer = SecretKey::generate(2048)?;
        let mut body = ManifestBody::clone(template);
        body.token.key = b64url(TokenKey::from_public(issuer.public())?.spki());
        body.questions = serde_json::from_value::<Vec<Question>>(questions.clone())?;
        body.mix = mix;
        let note = Note::sign(body.seal()?.text().to_owned(), &registrar);
        post(ballot_box, "/api/v1/polls", &note)?;
        let poll = body.seal()?.id();
        let manifest = fetch_manifest(&PollUrl::new(ballot_box.http().base(), poll), None, None)?;
        Ok(Self { manifest, registrar, issuer })
    }

    /// Draws `count` passes and seals a ballot under each, on all cores; they answer with `answers` in turn.
    pub fn ballots(&self, answers: &[Vec<Answer>], count: usize) -> Result<Vec<Vec<u8>>> {
        (0..count).into_par_iter().map(|place| self.ballot(&answers[place % answers.len()])).collect()
    }

    fn ballot(&self, answers: &[Answer]) -> Result<Vec<u8>> {
        let (key, token_key) = (BallotKey::generate(), self.manifest.token_key());
        let input = TokenInput::new(key.nonce(), self.manifest.challenge_digest(), *token_key.id());
        let (request, blinding) = request_token(token_key, input)?;
        let response = request.sign(&self.issuer)?;
        let token = finalize_token(token_key, input, &response, &blinding)?;
        let content = Content { answers: answers.to_vec() }.encode(&self.manifest)?;
        Ok(Ballot::seal(&key, token, content).to_bytes())
    }

    /// States that `issued` passes were given out, and closes voting at `closes`, as the registrar does.
    pub fn close(&self, ballot_box: &BallotBox, issued: u64, notice: &Notice) -> Result<()> {
        let poll = self.manifest.id();
        let issuance = Issuance { poll, eligible: self.manifest.eligible, issued, at: notice.at };
        let path = format!("/api/v1/polls/{poll}");
        post(ballot_box, &format!("{path}/notices"), &statement::sign(notice, &self.registrar))?;
        post(ballot_box, &format!("{path}/issuance"), &statement::sign(&issuance, &self.registrar))
    }
}

fn post(ballot_box: &BallotBox, path: &str, note: &Note) -> Result<()> {
    let headers = [("content-type", "text/plain; charset=utf-8")];
    let answer = ballot_box.http().send("POST", path, &headers, Some(note.to_string().as_bytes()))?;
    let status = answer.status;
    answer.accepted().with_context(|| format!("{path} answers {status}"))?;
    ensure!(status < 300, "{path} answers {status}");
    Ok(())
}

/// A kind of poll: its questions, and answers that voters give in turn.
pub fn kind(name: &str) -> Result<(Value, Vec<Vec<Answer>>)> {
    let options = |count: usize| -> Vec<Value> {
        (0..count).map(|it| json!({ "id": format!("o{it}"), "title": format!("Option {it}") })).collect()
    };
    let id = |it: usize| format!("o{it}");
    match name {
        "choice" => {
            let question = json!({ "id": "q", "title": "Which?", "kind": "choice", "min": 1, "max": 1, "options": options(3) });
            Ok((json!([question]), (0..3).map(|it| vec![Answer::Choose(vec![id(it)])]).collect()))
        }
        "stv" => {
            let question = json!({ "id": "q", "title": "Who?", "kind": "ranking", "method": "stv-scottish", "min": 1,
                "max": 20, "seats": 5, "ties": "listed", "options": options(20) });
            // Rankings of every length from every start, in steps that are prime to 20.
            let ranking = |it: usize| {
                (0..it % 20 + 1).map(|place| id((it + place * [1, 3, 7, 9][it % 4]) % 20)).collect()
            };
            Ok((json!([question]), (0..400).map(|it| vec![Answer::Rank(ranking(it))]).collect()))
        }
        _ => anyhow::bail!("a poll is of kind `choice` or `stv`, not `{name}`"),
    }
}
