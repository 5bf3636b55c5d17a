//! A whole election in memory, with both services' keys at hand.

use std::sync::Arc;

use crypto::ballot::{Ballot, BallotKey};
use crypto::blind_rsa::SecretKey;
use crypto::content::{Answer, Content};
use crypto::encoding::{BallotHash, Digest, b64url, sha256};
use crypto::log::checkpoint::{Checkpoint, poll_origin};
use crypto::log::cosignature::WitnessSigner;
use crypto::log::entry::Entry;
use crypto::log::merkle::Tree;
use crypto::manifest::{Issuer, Manifest, ManifestBody, Question, ResultsPolicy, Service};
use crypto::note::{Note, ServiceName, SignerKey};
use crypto::receipt::ReceiptFile;
use crypto::statement::{self, Assets, Issuance, Notice, NoticeKind, Outcome, Promise, Statement as _};
use crypto::tally::Tally;
use crypto::time::UtcTime;
use crypto::token::{Token, TokenInput, TokenKey, finalize_token, request_token};
use rayon::prelude::*;
use serde_json::{Value, json};

use super::Files;

/// An election whose services sign whatever stands here; [`Election::files`] is what they publish.
#[derive(Clone)]
pub struct Election {
    /// Signs manifest, notices and issuance.
    pub registrar: SignerKey,
    /// Signs manifest, assets, checkpoints, promises and results.
    pub ballot_box: SignerKey,
    /// Signs passes.
    pub issuer: Arc<SecretKey>,
    /// Cosigns the checkpoint; a poll that needs it names it in its manifest.
    pub witness: Option<WitnessSigner>,
    /// What the poll is.
    pub manifest: Manifest,
    /// Who voted, in no order.
    pub voters: Vec<Voter>,
    /// The texts of the assets statements.
    pub assets: Vec<Assets>,
    /// The notices, in order.
    pub notices: Vec<Notice>,
    /// How many passes were issued.
    pub issuance: Option<Issuance>,
    /// The ballots in the order of the log.
    pub ballots: Vec<Vec<u8>>,
    /// The log: [`Election::write_log`] makes it from the rest.
    pub log: Vec<[u8; 33]>,
    /// The results: [`Election::count`] makes one from the rest.
    pub results: Vec<Outcome>,
}

/// Somebody who has a pass.
#[derive(Clone)]
pub struct Voter {
    /// Signs the ballot.
    pub seed: [u8; 32],
    /// The pass.
    pub token: Token,
}

impl Election {
    /// A finished election: `ballots` voters answer `questions` in turn with `answers`, a notice extends voting, and
    /// one more pass was issued than used.
    ///
    /// # Panics
    /// If the questions or answers break the protocol's rules.
    pub fn new(questions: &Value, answers: &[Vec<Answer>], ballots: usize) -> Self {
        Self::with(questions, answers, ballots, |_| ())
    }

    /// As [`Election::new`], of a poll whose manifest `edit` changes before anybody votes.
    ///
    /// # Panics
    /// If the manifest then breaks a rule.
    pub fn with(
        questions: &Value,
        answers: &[Vec<Answer>],
        ballots: usize,
        edit: impl FnOnce(&mut ManifestBody),
    ) -> Self {
        let registrar = SignerKey::generate(&name("registrar.example.org"));
        let ballot_box = SignerKey::generate(&name("ballots.example.net"));
        Self::by((registrar, ballot_box), questions, answers, ballots, edit)
    }

    /// As [`Election::with`], of these two services.
    ///
    /// # Panics
    /// If the manifest then breaks a rule.
    pub fn by(
        (registrar, ballot_box): (SignerKey, SignerKey),
        questions: &Value,
        answers: &[Vec<Answer>],
        ballots: usize,
        edit: impl FnOnce(&mut ManifestBody),
    ) -> Self {
        let questions: Vec<Question> =
            serde_json::from_value(questions.clone()).expect("questions of a manifest");
        let issuer = Arc::new(SecretKey::generate(2048).expect("a key can be made"));
        let mut body = body(&registrar, &ballot_box, &issuer, questions);
        edit(&mut body);
        let manifest = body.seal().expect("a manifest that keeps the rules");
        let poll = manifest.id();
        let files = [("/polls/{id}/booth", 1_u8), ("/style.css", 2)];
        let files = files.map(|(path, byte)| (path.to_owned(), Digest::from([byte; 32])));
        let notice = Notice {
            poll,
            seq: 1,
            kind: NoticeKind::Extend,
            voting_closes: Some(manifest.voting_closes.plus(3600)),
            reason: "A power cut".to_owned(),
            at: manifest.voting_opens.plus(60),
        };
        let issued = ballots as u64 + 1;
        let issuance =
            Issuance { poll, eligible: manifest.eligible, issued, at: manifest.issuance_closes.plus(5) };
        let mut election = Self {
            registrar,
            ballot_box,
            issuer,
            witness: None,
            manifest,
            voters: Vec::new(),
            assets: vec![Assets { version: "1".to_owned(), files: files.into() }],
            notices: vec![notice],
            issuance: Some(issuance),
            ballots: Vec::new(),
            log: Vec::new(),
            results: Vec::new(),
        };
        let seal = |place: usize| {
            let voter = election.voter();
            let content = Content { answers: answers[place % answers.len()].clone() };
            let content = content.encode(&election.manifest).expect("answers that the questions allow");
            (voter.seal(content), voter)
        };
        (election.ballots, election.voters) = (0..ballots).into_par_iter().map(seal).unzip();
        election.ballots.sort_unstable_by_key(|ballot| sha256(&[ballot]));
        election.publish();
        election
    }

    /// Gives somebody a pass of this poll.
    ///
    /// # Panics
    /// Never with a sound key.
    pub fn voter(&self) -> Voter {
        self.voter_under(&self.issuer)
    }

    /// A pass of this poll that `issuer` signed, which need not be the poll's.
    ///
    /// # Panics
    /// Never with a sound key.
    pub fn voter_under(&self, issuer: &SecretKey) -> Voter {
        let key = BallotKey::generate();
        Voter { seed: *key.seed(), token: self.token_under(issuer, key.nonce()) }
    }

    /// The token of a nonce, which need not be a sound ballot key.
    ///
    /// # Panics
    /// Never with a sound key of the issuer.
    pub fn token_under(&self, issuer: &SecretKey, nonce: [u8; 32]) -> Token {
        let token_key = TokenKey::from_public(issuer.public()).expect("a key of 2048 bits");
        let input = TokenInput::new(nonce, self.manifest.challenge_digest(), *token_key.id());
        let (request, blinding) = request_token(&token_key, input).expect("a request");
        let response = request.sign(issuer).expect("a response");
        finalize_token(&token_key, input, &response, &blinding).expect("a token")
    }

    /// Makes log and result anew from the rest, and signs them: whatever is wrong then has a valid signature.
    pub fn publish(&mut self) {
        self.write_log();
        self.results.clear();
        if self.notices.iter().all(|notice| notice.kind != NoticeKind::Cancel) {
            self.count();
        }
    }

    /// Manifest, assets, notices, ballots, issuance.
    pub fn write_log(&mut self) {
        let statement = |text: String, entry: fn(&str) -> Entry| entry(&text).to_bytes();
        let mut log = vec![Entry::manifest(self.manifest.id()).to_bytes()];
        log.extend(self.assets.iter().map(|it| statement(it.to_text(), Entry::assets)));
        log.extend(self.notices.iter().map(|it| statement(it.to_text(), Entry::notice)));
        log.extend(self.ballots.iter().map(|ballot| Entry::ballot(hash(ballot)).to_bytes()));
        log.extend(self.issuance.iter().map(|it| statement(it.to_text(), Entry::issuance)));
        self.log = log;
    }

    /// Adds the result of what can be counted.
    pub fn count(&mut self) {
        let mut tally = Tally::new(&self.manifest);
        for bytes in &self.ballots {
            let ballot = Ballot::parse(bytes, self.manifest.content_size).ok();
            let content = ballot.and_then(|ballot| Content::parse(&self.manifest, ballot.content()).ok());
            content.iter().for_each(|content| tally.add(content));
        }
        let head = self.head();
        self.results.push(Outcome {
            poll: self.manifest.id(),
            ballots: self.ballots.len() as u64,
            issued: self.issuance.as_ref().map(|issuance| issuance.issued),
            tree_size: head.size,
            root: head.root,
            tally: tally.finish(),
        });
    }

    /// The log's newest checkpoint.
    pub fn head(&self) -> Checkpoint {
        let mut tree = Tree::new();
        for entry in &self.log {
            tree.push_leaf(crypto::log::merkle::leaf_hash(entry));
        }
        Checkpoint::of(poll_origin(self.ballot_box.verifier().name(), &self.manifest.id()), &tree)
    }

    /// The same as it is published: signed by the ballot box, and by the witness if there is one.
    ///
    /// # Panics
    /// Never: two signatures fit.
    pub fn head_note(&self) -> Note {
        let mut note = self.head().sign(&self.ballot_box);
        if let Some(witness) = &self.witness {
            let line = witness.cosign(&note, COSIGNED);
            witness.verifier().admit(&mut note, &line).expect("two signatures fit");
        }
        note
    }

    /// A receipt file of a ballot, without proof.
    pub fn receipt(&self, ballot: BallotHash) -> String {
        let promise = statement::sign(&Promise { poll: self.manifest.id(), ballot }, &self.ballot_box);
        ReceiptFile { promise, proof: None }.to_string()
    }

    /// The manifest's note.
    ///
    /// # Panics
    /// Never: two signatures fit.
    pub fn manifest_note(&self) -> Note {
        let mut note = Note::sign(self.manifest.text().to_owned(), &self.registrar);
        note.countersign(&self.ballot_box).expect("two signatures fit");
        note
    }

    /// What is published.
    pub fn files(&self) -> Files {
        let mut files = Files::default();
        files.push("manifest.note", self.manifest_note().to_string());
        for (number, assets) in (1..).zip(&self.assets) {
            files
                .push(format!("assets/{number}.note"), statement::sign(assets, &self.ballot_box).to_string());
        }
        for (number, notice) in (1..).zip(&self.notices) {
            files
                .push(format!("notices/{number}.note"), statement::sign(notice, &self.registrar).to_string());
        }
        if let Some(issuance) = &self.issuance {
            files.push("issuance.note", statement::sign(issuance, &self.registrar).to_string());
        }
        files.push("entries.bin", self.log.concat());
        files.push("checkpoint", self.head_note().to_string());
        if !self.results.is_empty() {
            files.push("ballots.bin", framed(&self.ballots));
        }
        for (number, result) in (1..).zip(&self.results) {
            files.push(
                format!("results/{number}.note"),
                statement::sign(result, &self.ballot_box).to_string(),
            );
        }
        files
    }
}

impl Voter {
    /// A ballot with that content, whatever it is.
    pub fn seal(&self, content: Vec<u8>) -> Vec<u8> {
        Ballot::seal(&BallotKey::from_seed(&self.seed), self.token.clone(), content).to_bytes()
    }
}

/// `SHA-256(ballot)`.
pub(super) fn hash(ballot: &[u8]) -> BallotHash {
    sha256(&[ballot]).into()
}

/// `u16 length || ballot` each.
pub(super) fn framed(ballots: &[Vec<u8>]) -> Vec<u8> {
    let length =
        |ballot: &Vec<u8>| u16::try_from(ballot.len()).expect("a ballot's length fits").to_be_bytes();
    ballots.iter().flat_map(|ballot| [&length(ballot)[..], ballot].concat()).collect()
}

/// The questions that most samples ask: one of each kind.
pub fn questions() -> Value {
    let options =
        json!([{"id": "a", "title": "Ada"}, {"id": "b", "title": "Ben"}, {"id": "c", "title": "Cleo"}]);
    json!([
        {"id": "q1", "title": "President", "kind": "choice", "min": 1, "max": 2, "options": options},
        {"id": "q2", "title": "Board", "kind": "ranking", "method": "irv", "min": 1, "max": 3, "options": options},
        {"id": "q3", "title": "Budget", "kind": "score", "low": -1, "high": 5, "options": options},
    ])
}

/// Answers to [`questions`]; ten voters who give them in turn leave a tie in the first.
pub fn answers() -> Vec<Vec<Answer>> {
    let ids = |ids: &[&str]| ids.iter().map(|id| (*id).to_owned()).collect::<Vec<_>>();
    vec![
        vec![Answer::Choose(ids(&["a"])), Answer::Rank(ids(&["a", "b"])), Answer::Score(vec![5, 0, -1])],
        vec![Answer::Choose(ids(&["b"])), Answer::Rank(ids(&["b", "c", "a"])), Answer::Abstain],
        vec![Answer::Choose(ids(&["a", "b"])), Answer::Rank(ids(&["c"])), Answer::Score(vec![1, 2, 3])],
        vec![Answer::Abstain, Answer::Abstain, Answer::Score(vec![0, 0, 0])],
    ]
}

fn body(
    registrar: &SignerKey,
    ballot_box: &SignerKey,
    issuer: &SecretKey,
    questions: Vec<Question>,
) -> ManifestBody {
    let service = |key: &SignerKey| {
        let name = name(key.verifier().name());
        Service { url: name.url(), name, key: key.verifier().clone() }
    };
    let opens = UtcTime::from_unix(1_793_000_000);
    let token_key = TokenKey::from_public(issuer.public()).expect("a key of 2048 bits");
    let content_size = u16::try_from(crypto::content::longest_content(&questions)).expect("short questions");
    ManifestBody {
        slug: None,
        title: "Board election".into(),
        description: "".into(),
        languages: vec!["en".to_owned()],
        test: false,
        registrar: service(registrar),
        ballot_box: service(ballot_box),
        token: Issuer { kind: 2, key: b64url(token_key.spki()) },
        eligible: Some(100),
        late_additions: false,
        issuance_opens: opens,
        issuance_closes: opens.plus(86_400),
        voting_opens: opens,
        voting_closes: opens.plus(86_400),
        results: ResultsPolicy::AfterClose,
        mix: 8,
        content_size,
        witnesses: Vec::new(),
        quorum: 0,
        questions,
    }
}

fn name(name: &str) -> ServiceName {
    name.parse().expect("a name of a service")
}

/// When the witness cosigns, in Unix seconds.
const COSIGNED: u64 = 1_793_100_000;
