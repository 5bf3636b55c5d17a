//! What convicts a ballot box.

use std::collections::HashSet;

use super::Finding;
use super::statements::{Head, Signed, Statements};
use crate::log::entry::Entry;
use crate::log::merkle::Tree;
use crate::statement::Outcome;

pub(super) fn findings(statements: &Statements) -> Vec<Finding> {
    let mut findings = broken_promises(statements);
    findings.extend(contradictions(statements));
    findings.extend(forks(&statements.heads));
    findings.extend(rewritten(statements));
    findings.extend(two_results(&statements.results));
    findings
}

/// A promise and a head or result are in the file, and the entries between them are not.
pub(super) fn missing(statements: &Statements) -> Vec<String> {
    let mut missing = Vec::new();
    let promised = !statements.promises.is_empty();
    for result in &statements.results {
        if promised && list_of(statements, result.statement.tree_size, &result.statement.root).is_none() {
            missing.push(format!(
                "To tell whether the promised ballot is missing, add the {} entries of the public list under the result \
                 (`entries.bin` of the bundle).",
                result.statement.tree_size
            ));
        }
    }
    for (old, new) in pairs(&statements.heads) {
        let differ = old.origin == new.origin && old.size < new.size && old.size > 0;
        if differ && list_of(statements, new.size, &new.root).is_none() {
            missing.push(format!(
                "Two lists were signed, of {} and {} entries. To tell whether one begins with the other, add the entries of \
                 the longer one.",
                old.size, new.size
            ));
        }
    }
    missing.sort();
    missing.dedup();
    missing
}

fn broken_promises(statements: &Statements) -> Vec<Finding> {
    let mut findings = Vec::new();
    for Signed { statement: Outcome { tree_size, root, .. }, .. } in &statements.results {
        let Some((entries, _)) = list_of(statements, *tree_size, root) else { continue };
        let listed = usize::try_from(*tree_size).unwrap_or(usize::MAX).min(entries.len());
        let logged: HashSet<&Entry> = entries[..listed].iter().collect();
        for promise in &statements.promises {
            if !logged.contains(&Entry::ballot(promise.ballot)) {
                findings.push(Finding::BrokenPromise { ballot: promise.ballot, size: *tree_size });
            }
        }
    }
    findings
}

/// A pass, signature or content that is bad stays bad, and a pass that is spent on another ballot stays spent. The other
/// reasons are about time, and time passes.
fn contradictions(statements: &Statements) -> Vec<Finding> {
    let refusals = statements.refusals.iter().filter(|refusal| FOR_EVER.contains(&refusal.reason.as_str()));
    refusals
        .filter(|refusal| statements.promises.iter().any(|promise| promise.ballot == refusal.ballot))
        .map(|refusal| Finding::PromisedAndRefused { ballot: refusal.ballot, reason: refusal.reason.clone() })
        .collect()
}

fn forks(heads: &[Head]) -> Vec<Finding> {
    pairs(heads)
        // One order of each pair is enough.
        .filter(|(one, other)| one.origin == other.origin && one.size == other.size && one.root < other.root)
        .map(|(one, _)| Finding::Fork { origin: one.origin.clone(), size: one.size })
        .collect()
}

/// The entries behind the later head tell what the log was at the size of the earlier one.
fn rewritten(statements: &Statements) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (old, new) in pairs(&statements.heads) {
        if old.origin != new.origin || old.size >= new.size {
            continue;
        }
        let Some((_, tree)) = list_of(statements, new.size, &new.root) else { continue };
        if tree.root_at(old.size) != Some(old.root) {
            findings.push(Finding::Inconsistent { origin: old.origin.clone(), old: old.size, new: new.size });
        }
    }
    findings
}

/// PROTOCOL section 9: a result without the number of passes may be followed by one with it, over a longer list.
fn two_results(results: &[Signed<Outcome>]) -> Option<Finding> {
    let explained = |first: &Outcome, second: &Outcome| {
        first.issued.is_none()
            && second.issued.is_some()
            && first.tree_size < second.tree_size
            && (first.ballots, &first.tally) == (second.ballots, &second.tally)
    };
    let contradict = pairs(results).any(|(one, other)| {
        let (one, other, same) = (&one.statement, &other.statement, one.text == other.text);
        !same && !explained(one, other) && !explained(other, one)
    });
    contradict.then_some(Finding::TwoResults)
}

fn list_of<'s>(statements: &'s Statements, size: u64, root: &[u8; 32]) -> Option<&'s (Vec<Entry>, Tree)> {
    statements.lists.iter().find(|(_, tree)| tree.root_at(size).as_ref() == Some(root))
}

/// All pairs in both orders.
fn pairs<T>(items: &[T]) -> impl Iterator<Item = (&T, &T)> {
    items.iter().flat_map(move |one| items.iter().map(move |other| (one, other)))
}

const FOR_EVER: [&str; 4] = ["token-invalid", "signature-invalid", "content-invalid", "token-spent"];
