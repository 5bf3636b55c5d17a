//! What convicts a registrar.

use std::collections::{BTreeMap, HashSet};

use super::Finding;
use super::statements::Statements;
use crate::ballot::Ballot;
use crate::manifest::Manifest;
use crate::token::{TokenRequest, TokenResponse};

pub(super) fn findings(statements: &Statements, manifest: &Manifest) -> Vec<Finding> {
    let mut findings = two_notices(statements);
    let texts: HashSet<&str> = statements.issuances.iter().map(|signed| signed.text.as_str()).collect();
    if texts.len() > 1 {
        findings.push(Finding::TwoIssuances);
    }
    findings.extend(too_many_passes(statements, manifest));
    findings.extend(too_many_ballots(statements, manifest));
    findings.extend(bad_pass(statements, manifest));
    findings
}

fn two_notices(statements: &Statements) -> Vec<Finding> {
    let mut texts: BTreeMap<u64, HashSet<&str>> = BTreeMap::new();
    for notice in &statements.notices {
        texts.entry(notice.statement.seq).or_default().insert(&notice.text);
    }
    let twice = texts.into_iter().filter(|(_, texts)| texts.len() > 1);
    twice.map(|(seq, _)| Finding::TwoNotices { seq }).collect()
}

/// `issued > eligible`, by the statement's own word or by the manifest's where nobody was added later.
fn too_many_passes(statements: &Statements, manifest: &Manifest) -> Option<Finding> {
    let fixed = manifest.eligible.filter(|_| !manifest.late_additions);
    statements.issuances.iter().find_map(|signed| {
        let issued = signed.statement.issued;
        let eligible = [signed.statement.eligible, fixed].into_iter().flatten().min()?;
        (issued > eligible).then_some(Finding::IssuedAboveEligible { issued, eligible })
    })
}

/// Not the ballot box's count but ballots: each is valid only with a pass of its own.
fn too_many_ballots(statements: &Statements, manifest: &Manifest) -> Option<Finding> {
    let issued = statements.issuances.iter().map(|signed| signed.statement.issued).min()?;
    if statements.ballots.len() as u64 <= issued {
        return None;
    }
    let passes: HashSet<[u8; 32]> = statements
        .ballots
        .iter()
        .filter_map(|bytes| {
            let ballot = Ballot::parse(bytes, manifest.content_size).ok()?;
            ballot.verify(manifest).ok()?;
            Some(*ballot.nonce())
        })
        .collect();
    let ballots = passes.len() as u64;
    (ballots > issued).then_some(Finding::BallotsAboveIssued { ballots, issued })
}

/// The note names both messages by their hashes, so nobody but the registrar can have put them together.
fn bad_pass(statements: &Statements, manifest: &Manifest) -> Option<Finding> {
    let messages = statements.messages_by_hash();
    statements.passes.iter().find_map(|pass| {
        let request = messages.get(pass.request.as_bytes())?;
        let response = messages.get(pass.response.as_bytes())?;
        let key = manifest.token_key();
        let answered = TokenRequest::parse(request, key)
            .ok()
            .zip(TokenResponse::parse(response).ok())
            .is_some_and(|(request, response)| response.answers(&request, key));
        (!answered).then_some(Finding::BadPass)
    })
}
