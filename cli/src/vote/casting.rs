//! The ballot on its way, and what the ballot box says to it: only what it has signed counts.

use anyhow::{Context as _, Result, ensure};
use crypto::ballot::Ballot;
use crypto::evidence::Part;
use crypto::manifest::Manifest;
use crypto::statement::{self, Promise, Refusal};

use super::{Stage, Vote, explain_refusal, open_ballot};
use crate::client::{BallotBox, ClientError, Problem};
use crate::evidence;

/// Sends the stored bytes. `Ok` only with a promise of the ballot box for just this ballot.
pub(super) fn cast(
    vote: &Vote,
    manifest: &Manifest,
    ballot_box: &BallotBox,
    encoded: String,
) -> Result<Stage> {
    let ballot = open_ballot(manifest, &encoded)?;
    let promise = present(vote, manifest, ballot_box, &ballot, None)?;
    Ok(Stage::Cast { poll: manifest.id(), ballot: encoded, promise })
}

/// Presents a ballot, with the promise that was given for it before where there is one. Returns the promise that comes back.
pub(super) fn present(
    vote: &Vote,
    manifest: &Manifest,
    ballot_box: &BallotBox,
    ballot: &Ballot,
    promised: Option<&str>,
) -> Result<String> {
    let cast = ballot_box.cast(&manifest.id(), &ballot.to_bytes(), promised).or_else(|error| {
        // One that is overloaded or out of order refuses nothing.
        if let ClientError::Refused(problem) = &error
            && !error.is_transient()
        {
            told(vote, manifest, ballot, problem, promised)?;
        }
        Err(explain_refusal(error))
    })?;
    let (promise, _) = statement::open::<Promise>(&cast.promise, &manifest.ballot_box.key)
        .context("the ballot box took the ballot but signed no valid promise; run the command again")?;
    ensure!(
        promise == Promise { poll: manifest.id(), ballot: ballot.hash() },
        "the ballot box gave a promise for another ballot; run the command again"
    );
    Ok(cast.promise)
}

/// Says what a refusal is worth, and keeps what may be evidence.
fn told(
    vote: &Vote,
    manifest: &Manifest,
    ballot: &Ballot,
    problem: &Problem,
    promised: Option<&str>,
) -> Result<()> {
    let signed = problem.member("refusal").filter(|note| is_of(note, manifest, ballot, problem.name()));
    if signed.is_none() && promised.is_none() {
        eprintln!("Note: the ballot box signed no refusal of this ballot, so its word proves nothing.");
        return Ok(());
    }
    // That voting is not open yet is no evidence, and is said at every attempt.
    if problem.name() == "voting-not-open" {
        return Ok(());
    }
    let other = problem.member("promise").filter(|note| {
        let promise = statement::open::<Promise>(note, &manifest.ballot_box.key);
        promise.is_ok_and(|(promise, _)| promise.poll == manifest.id())
    });
    if problem.name() == "token-spent" && other.is_none() {
        eprintln!(
            "Note: the ballot box shows no promise for the other ballot that it says was cast with this pass."
        );
    }
    let parts = [("promise", promised), ("refusal", signed), ("promise of the other ballot", other)];
    let parts = parts.into_iter().filter_map(|(name, note)| Some(Part::new(name, note?))).collect();
    let failed = match promised {
        Some(_) => {
            format!("a ballot that was promised is not known any more, and is refused: {}", problem.name())
        }
        None => format!("the ballot was refused: {}", problem.name()),
    };
    let kept = evidence::keep(&vote.state, manifest, &failed, parts)?;
    if promised.is_some() {
        eprintln!("The ballot box breaks its promise. What it signed is kept in {}.", kept.display());
    } else {
        eprintln!("Note: the ballot box signed its refusal; it is kept in {}.", kept.display());
    }
    Ok(())
}

/// Whether the note is the ballot box's refusal of just this ballot, for just this reason.
fn is_of(note: &str, manifest: &Manifest, ballot: &Ballot, reason: &str) -> bool {
    let expected = Refusal { poll: manifest.id(), ballot: ballot.hash(), reason: reason.to_owned() };
    statement::open::<Refusal>(note, &manifest.ballot_box.key).is_ok_and(|(refusal, _)| refusal == expected)
}
