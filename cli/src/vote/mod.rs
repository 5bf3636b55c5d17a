//! `psephos vote`: one vote from the command line over the same HTTP API that the booth uses.
//!
//! Every step is stored before it is sent and can be repeated byte for byte, so a lost reply, a crash or a closed
//! voting window costs nothing but another run of the same command.

mod answers;
mod casting;
mod poll_url;
mod receipt;
mod state;

use std::path::PathBuf;

use anyhow::{Context as _, Result, anyhow, bail, ensure};
use crypto::ballot::Ballot;
use crypto::encoding::{b64url, parse_b64url};
use crypto::evidence::Part;
use crypto::manifest::Manifest;
use crypto::note::{Note, VerifierKey};

pub use answers::{AnswerError, TypedAnswer};
pub use poll_url::{PollUrl, PollUrlError};
pub use state::{Stage, StateFile};

use crate::client::{BallotBox, ClientError, Registrar, Session};
use crate::evidence;
use crate::pass::{PassError, PassRequest, VotingPass};
use crate::password;

/// What to vote, and where.
#[derive(Debug, clap::Args)]
pub struct Vote {
    /// Address of the poll at the ballot box, such as http://127.0.0.1:8002/polls/<64 digits>.
    #[arg(long, value_name = "URL")]
    pub poll: PollUrl,
    /// Your address at the registrar; needed to collect the voting pass. The password is read from standard input.
    #[arg(long)]
    pub email: Option<String>,
    /// Read the password from the first line of this file instead.
    #[arg(long, value_name = "FILE")]
    pub password_file: Option<PathBuf>,
    /// An answer: q1=a,b (options), q2=b,a (best first), q3=a:5,b:0 (scores) or q4=abstain; once for each question.
    /// Without any, the voting pass is collected and kept for later.
    #[arg(long = "answer", value_name = "QUESTION=OPTIONS")]
    pub answers: Vec<TypedAnswer>,
    /// Where the vote is kept from step to step; run the same command again to go on after a failure.
    #[arg(long, value_name = "FILE")]
    pub state: PathBuf,
    /// Where the receipt goes; by default beside the state, ending in .psephos-receipt.
    #[arg(long, value_name = "FILE")]
    pub receipt: Option<PathBuf>,
    /// The registrar's verifier key as announced to the voters; any other is refused.
    #[arg(long, value_name = "KEY")]
    pub registrar_key: Option<VerifierKey>,
    /// The ballot box's verifier key as announced to the voters; any other is refused.
    #[arg(long, value_name = "KEY")]
    pub ballot_box_key: Option<VerifierKey>,
}

/// Runs as far as it can and tells each step on standard output.
pub fn run(vote: &Vote) -> Result<()> {
    let manifest = open_manifest(vote)?;
    let state = StateFile::at(&vote.state);
    let ballot_box = BallotBox::new(&manifest.ballot_box.url);
    let mut stage = match state.load(&manifest.id())? {
        Some(stage) => {
            same_answers(vote, &manifest, &stage)?;
            stage
        }
        None => {
            // Typing errors show before a pass is collected, and the content is made again when it is sealed.
            if !vote.answers.is_empty() {
                answers::content(&manifest, &vote.answers)?.encode(&manifest)?;
            }
            request(&manifest, &state)?
        }
    };
    loop {
        stage = match stage {
            Stage::Requested { .. } => collect(vote, &manifest, stage.request(&manifest)?)?,
            Stage::Passed { .. } if vote.answers.is_empty() => {
                println!(
                    "Your voting pass is in {}. Vote with the same command and --answer.",
                    vote.state.display()
                );
                return Ok(());
            }
            Stage::Passed { .. } => seal(vote, &manifest, &stage.pass()?)?,
            Stage::Sealed { ballot, .. } => casting::cast(vote, &manifest, &ballot_box, ballot)?,
            Stage::Cast { ballot, promise, .. } => {
                return receipt::keep(
                    vote,
                    &manifest,
                    &ballot_box,
                    &open_ballot(&manifest, &ballot)?,
                    &promise,
                );
            }
        };
        state.advance(&stage)?;
    }
}

/// Fetches a poll's manifest from the ballot box and checks id, both signatures and, where known, both keys.
pub fn fetch_manifest(
    poll: &PollUrl,
    registrar_key: Option<&VerifierKey>,
    ballot_box_key: Option<&VerifierKey>,
) -> Result<Manifest> {
    let note = BallotBox::new(poll.ballot_box()).manifest(&poll.id())?;
    let note = Note::parse(&note).context("the ballot box's manifest is not a signed note")?;
    let manifest = Manifest::parse(note.text()).context("the ballot box's manifest cannot be used")?;
    ensure!(manifest.id() == poll.id(), "the ballot box showed another poll than the one asked for");
    note.verify(&manifest.registrar.key)
        .context("the registrar's signature on the manifest does not hold")?;
    note.verify(&manifest.ballot_box.key)
        .context("the ballot box's signature on the manifest does not hold")?;
    for (named, service) in [(registrar_key, &manifest.registrar), (ballot_box_key, &manifest.ballot_box)] {
        if named.is_some_and(|key| *key != service.key) {
            bail!(
                "the poll is signed by {}, which is not the key that you named for {}",
                service.key,
                service.name
            );
        }
    }
    Ok(manifest)
}

fn open_manifest(vote: &Vote) -> Result<Manifest> {
    let manifest = fetch_manifest(&vote.poll, vote.registrar_key.as_ref(), vote.ballot_box_key.as_ref())?;
    let title = manifest.title.in_language("en", &manifest.languages);
    println!("Poll: {title}{}", if manifest.test { " (a test: it decides nothing)" } else { "" });
    Ok(manifest)
}

/// Makes key and request, and stores them before anything is sent.
fn request(manifest: &Manifest, state: &StateFile) -> Result<Stage> {
    let stage = Stage::requested(manifest.id(), &PassRequest::new(manifest)?);
    state.begin(&stage)?;
    Ok(stage)
}

/// Signs in; asks for the code of the second factor if the account has one.
fn sign_in(registrar: &Registrar, email: &str, password: &str) -> Result<Session> {
    match registrar.sign_in(email, password) {
        Err(refusal) if refusal.name() == Some("totp-required") => {
            let code = password::read_code()?;
            Ok(registrar.sign_in_with_code(email, password, Some(&code))?)
        }
        other => Ok(other?),
    }
}

/// Collects the pass from the registrar and unblinds it; what comes out no longer knows the blinding.
fn collect(vote: &Vote, manifest: &Manifest, request: PassRequest) -> Result<Stage> {
    let email =
        vote.email.as_deref().ok_or_else(|| anyhow!("name your account at the registrar with --email"))?;
    let password = password::read(vote.password_file.as_deref())?;
    let session = sign_in(&Registrar::new(&manifest.registrar.url), email, &password)?;
    println!(
        "Signed in at {} as {email}. Check code of your voting pass: {}",
        manifest.registrar.name,
        request.check_code()
    );
    let issued = session.issue(&manifest.id(), request.bytes()).map_err(explain_refusal)?;
    // The pass is repeatable until voting closes; a session left open would only be a risk.
    if let Err(error) = session.sign_out() {
        eprintln!("Note: the session at the registrar could not be ended: {error}");
    }
    let exchange = vec![
        Part::new("note of the pass", issued.note.as_str()),
        Part::new("request", b64url(request.bytes())),
        Part::new("response", b64url(&issued.response)),
    ];
    let pass = request.open(manifest, &issued).or_else(|error| match error {
        PassError::OwnSecrets(_) => Err(anyhow::Error::new(error).context(format!(
            "{} is damaged: it no longer fits the request that was answered. Take a copy of it, if there is one",
            vote.state.display()
        ))),
        PassError::Note(_) | PassError::NotSigned => {
            let failed = "the registrar's answer to the request is no voting pass";
            let kept = evidence::keep(&vote.state, manifest, failed, exchange)?;
            Err(anyhow::Error::new(error).context(format!(
                "the registrar's answer is not a valid voting pass; it is kept in {}: tell the organisers",
                kept.display()
            )))
        }
    })?;
    println!("Voting pass collected.");
    Ok(Stage::passed(manifest.id(), &pass))
}

/// A vote that is sealed cannot change any more: whoever names other answers must learn that.
fn same_answers(vote: &Vote, manifest: &Manifest, stage: &Stage) -> Result<()> {
    if vote.answers.is_empty() {
        return Ok(());
    }
    let typed = answers::content(manifest, &vote.answers)?;
    typed.encode(manifest)?;
    let (Stage::Sealed { ballot, .. } | Stage::Cast { ballot, .. }) = stage else { return Ok(()) };
    let sealed = open_ballot(manifest, ballot)?.verify(manifest).context("the state file is damaged")?;
    ensure!(
        sealed == typed,
        "{} holds a ballot with other answers, which cannot be changed any more: {}. Leave out --answer to go on with it",
        vote.state.display(),
        answers::listing(manifest, &sealed)
    );
    Ok(())
}

/// Fills in the ballot and signs it: the last moment at which the answers can change.
fn seal(vote: &Vote, manifest: &Manifest, pass: &VotingPass) -> Result<Stage> {
    let ballot = pass.seal(manifest, &answers::content(manifest, &vote.answers)?)?;
    ballot.verify(manifest).context("the state file is damaged")?;
    Ok(Stage::Sealed { poll: manifest.id(), ballot: b64url(&ballot.to_bytes()) })
}

fn open_ballot(manifest: &Manifest, encoded: &str) -> Result<Ballot> {
    let bytes = parse_b64url(encoded).context("the state file is damaged")?;
    Ballot::parse(&bytes, manifest.content_size).context("the state file is damaged")
}

/// Adds what the voter can do about it.
fn explain_refusal(error: ClientError) -> anyhow::Error {
    let advice = match error.name() {
        Some("pass-already-issued") => {
            "a voting pass was issued to this account before, from another request: go on with the state file or the \
             browser that made it"
        }
        Some("issuance-not-open" | "voting-not-open") => {
            "nothing is lost: run the same command again when it opens"
        }
        Some("token-spent") => "another ballot was cast with this voting pass",
        Some(_) => "the service refused",
        None => "nothing is lost: run the same command again",
    };
    anyhow::Error::new(error).context(advice)
}
