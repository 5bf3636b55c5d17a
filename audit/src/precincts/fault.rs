//! What can be wrong with an election in precincts, besides what is wrong with a precinct.

use std::fmt;

use serde::Serialize;

use crate::fault::{Party, names};

/// One fault of the whole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SetFault {
    /// What is wrong.
    #[serde(rename = "fault")]
    pub kind: SetFaultKind,
    /// Where: a file, a source, or the number of a precinct.
    pub place: String,
    /// In words.
    pub detail: String,
    /// Whose signature stands under it.
    pub convicts: Option<Party>,
}

/// Something to know that is no fault.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SetWarning {
    /// What it is.
    #[serde(rename = "warning")]
    pub kind: SetWarningKind,
    /// In words.
    pub detail: String,
}

names! {
    /// The kinds of faults of an election in precincts.
    SetFaultKind {
        /// The list of precincts cannot be read, or breaks a rule of section 13.
        PrecinctsMalformed = "precincts-malformed",
        /// The list of precincts is not signed by the registrar that the precincts name.
        PrecinctsSignature = "precincts-signature",
        /// The list of precincts does not name the poll that was announced.
        PrecinctsOther = "precincts-other",
        /// The list states another number of voters than the precincts have.
        PrecinctsEligible = "precincts-eligible",
        /// A poll of the list is not there.
        PrecinctMissing = "precinct-missing",
        /// A poll that the list does not name, or that is there twice.
        PrecinctUnknown = "precinct-unknown",
        /// A poll of the list that cannot be this precinct.
        PrecinctUnfit = "precinct-unfit",
        /// A precinct in which its own audit found faults.
        PrecinctFaulty = "precinct-faulty",
        /// The total cannot be read.
        TotalMalformed = "total-malformed",
        /// The total is not signed by the registrar that the precincts name.
        TotalSignature = "total-signature",
        /// The total is that of another list of precincts.
        TotalOther = "total-other",
        /// The total leaves a precinct out, adds one, or has them in another order than the list.
        TotalPrecincts = "total-precincts",
        /// The total names another result of a precinct than is published.
        TotalResult = "total-result",
        /// The total tells other numbers of passes or ballots than the results that it names.
        TotalNumbers = "total-numbers",
        /// The tallies of the precincts, counted again and added up, give another tally than the total.
        TotalTally = "total-tally",
    }
}

names! {
    /// The kinds of warnings of an election in precincts.
    SetWarningKind {
        /// There is no total yet, or it is not at hand.
        TotalUnknown = "total-unknown",
        /// By notices the precincts end at different times, or some of them are cancelled.
        PrecinctsEnds = "precincts-ends",
        /// No precinct's poll id was named: this may be another election than the one that is meant.
        PollNotPinned = "poll-not-pinned",
        /// Not both keys were named, so those of the manifests were believed.
        KeysNotPinned = "keys-not-pinned",
        /// The reports of the precincts have warnings of their own.
        PrecinctWarnings = "precinct-warnings",
    }
}
