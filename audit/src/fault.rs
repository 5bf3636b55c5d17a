//! What can be wrong with a published poll, and whom it convicts.

use std::collections::BTreeMap;
use std::fmt;

use serde::Serialize;

/// A service that a fault convicts by its own signature.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Party {
    /// Who issues passes.
    Registrar,
    /// Who takes ballots.
    BallotBox,
}

/// One fault.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Fault {
    /// What is wrong.
    #[serde(rename = "fault")]
    pub kind: FaultKind,
    /// Where: a file of the bundle, and the number of the ballot or entry in it.
    pub place: String,
    /// In words.
    pub detail: String,
    /// Whose signature stands under it. Where it is absent the file may have been changed on its way as well: fetch it
    /// again from the ballot box.
    pub convicts: Option<Party>,
}

/// Something that an auditor should know, and that is no fault.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Warning {
    /// What it is.
    #[serde(rename = "warning")]
    pub kind: WarningKind,
    /// In words.
    pub detail: String,
}

macro_rules! names {
    ($(#[$doc:meta])* $enum:ident { $($(#[doc = $meaning:literal])+ $variant:ident = $name:literal,)* }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
        pub enum $enum {
            $($(#[doc = $meaning])+ #[serde(rename = $name)] $variant,)*
        }

        impl $enum {
            /// All of them, in the order of the checks.
            pub const ALL: &[Self] = &[$(Self::$variant,)*];

            /// The stable name, as docs/protocol.md section 10 lists it.
            pub fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => $name,)*
                }
            }

            /// What it means, in a sentence, as the protocol's table says it.
            pub fn meaning(self) -> &'static str {
                match self {
                    $(Self::$variant => concat!($($meaning),+).trim_ascii(),)*
                }
            }
        }

        impl fmt::Display for $enum {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(self.name())
            }
        }
    };
}

pub(crate) use names;

names! {
    /// The kinds of faults.
    FaultKind {
        /// The tar itself: cut off, padded, an unknown or repeated file in it.
        BundleMalformed = "bundle-malformed",
        /// A file that has to be there is not.
        FileMissing = "file-missing",
        /// The manifest is no manifest, or breaks a rule of section 4.
        ManifestMalformed = "manifest-malformed",
        /// A signature of one of the services is missing from the manifest, or wrong.
        ManifestSignature = "manifest-signature",
        /// The manifest is not that of the poll that was asked for.
        OtherPoll = "other-poll",
        /// The manifest names another key than the one that was announced.
        OtherKey = "other-key",
        /// A notice, issuance, assets or result note that cannot be read, is not of its kind, or breaks its form.
        StatementMalformed = "statement-malformed",
        /// Such a note without the right signature.
        StatementSignature = "statement-signature",
        /// Such a statement about another poll.
        StatementOfOtherPoll = "statement-of-other-poll",
        /// A notice whose number is not that of its place, or that another one has.
        NoticeGap = "notice-gap",
        /// A notice that changes nothing it may change: an extension that does not extend, one after the end.
        NoticeInvalid = "notice-invalid",
        /// The issuance statement counts other voters than the manifest, though the roll was closed.
        EligibleDiffers = "eligible-differs",
        /// More passes than voters.
        IssuedOverEligible = "issued-over-eligible",
        /// The list of entries is not a whole number of entries, or one has an unknown type.
        EntriesMalformed = "entries-malformed",
        /// An entry whose object was not published.
        EntryUnknown = "entry-unknown",
        /// Manifest and first assets statement do not stand at their places, or a statement before one of lower number.
        EntryMisplaced = "entry-misplaced",
        /// A published statement that the log does not have.
        StatementNotLogged = "statement-not-logged",
        /// The checkpoint cannot be read, or is of another log.
        CheckpointMalformed = "checkpoint-malformed",
        /// The checkpoint is not signed by the ballot box.
        CheckpointSignature = "checkpoint-signature",
        /// The checkpoint counts other entries than are published.
        CheckpointSize = "checkpoint-size",
        /// The entries lead to another root than the checkpoint's.
        CheckpointRoot = "checkpoint-root",
        /// A result that fewer witnesses cosigned than the manifest demands.
        QuorumMissed = "quorum-missed",
        /// An older checkpoint shows another history than the entries, or than another checkpoint.
        CheckpointInconsistent = "checkpoint-inconsistent",
        /// The file of ballots is cut off or padded.
        BallotsMalformed = "ballots-malformed",
        /// A ballot that is not shaped like one of this poll.
        BallotMalformed = "ballot-malformed",
        /// A ballot under a pass that the registrar did not sign for this poll.
        TokenInvalid = "token-invalid",
        /// A ballot that the holder of its pass did not sign.
        SignatureInvalid = "signature-invalid",
        /// A ballot whose content is no valid vote in its one spelling.
        ContentInvalid = "content-invalid",
        /// Two ballots under one pass.
        TokenSpentTwice = "token-spent-twice",
        /// A ballot that the log does not have.
        BallotNotLogged = "ballot-not-logged",
        /// A logged ballot that is not among the published ones.
        BallotMissing = "ballot-missing",
        /// The ballots are those of the log, in another order.
        BallotsOutOfOrder = "ballots-out-of-order",
        /// More ballots than passes, or, before their number is stated, than voters.
        BallotsOverIssued = "ballots-over-issued",
        /// A result that names a size or root that the log did not have, or behind which more was logged than an issuance
        /// statement.
        ResultLog = "result-log",
        /// A result that counts other ballots than were logged before it, or leaves some out.
        ResultBallots = "result-ballots",
        /// A result that tells another number of passes than the issuance statement in its log.
        ResultIssued = "result-issued",
        /// The ballots, counted again, give another tally.
        ResultTally = "result-tally",
        /// A later result that differs from the one before in more than the issuance statement that it adds.
        ResultChanged = "result-changed",
        /// Voting closed more than 24 hours ago, and the ballot box shows no result.
        ResultOverdue = "result-overdue",
        /// A result of a cancelled poll, or ballots of one.
        CancelledPublished = "cancelled-published",
        /// A receipt file of another poll, not signed by the ballot box, or whose proof is wrong.
        ReceiptInvalid = "receipt-invalid",
        /// A promised ballot is not in the result.
        PromiseBroken = "promise-broken",
        /// The ballot box's list of polls does not have this one.
        PollNotListed = "poll-not-listed",
    }
}

names! {
    /// The kinds of warnings.
    WarningKind {
        /// There is no issuance statement yet: whether more ballots were cast than passes issued is not known.
        IssuedUnknown = "issued-unknown",
        /// An open poll: nobody knows how many were eligible.
        EligibleUnknown = "eligible-unknown",
        /// The roll could grow while passes were issued.
        LateAdditions = "late-additions",
        /// The registrar runs other polls at the same time.
        OtherPolls = "other-polls",
        /// A test poll.
        TestPoll = "test-poll",
        /// There is no result yet: ballots and tally are not published and could not be checked.
        NotCounted = "not-counted",
        /// The poll was cancelled: ballots and tally are never published.
        Cancelled = "cancelled",
        /// A notice's own time does not fit the rules by which the ballot box took it: one of the clocks was wrong.
        ClocksDiffer = "clocks-differ",
        /// The issuance statement was signed before issuing ended.
        IssuanceEarly = "issuance-early",
        /// The newest result does not tell of the issuance statement yet.
        ResultBehind = "result-behind",
        /// No poll id was named: this may be another poll than the one that is meant.
        PollNotPinned = "poll-not-pinned",
        /// Not both keys were named, so the manifest's own were believed.
        KeysNotPinned = "keys-not-pinned",
    }
}

/// What has to turn out before a fault in the log or among the ballots convicts the ballot box.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Proof {
    /// The ballot box signed the root of just these entries.
    LogSigned,
    /// It did, and the published ballots are those of the log in its order.
    BallotsLogged,
}

/// Collects faults; of each kind only the first are kept word by word, for a hostile bundle has as many as it likes.
#[derive(Debug, Default)]
pub(crate) struct Findings {
    pub(crate) faults: Vec<Fault>,
    pub(crate) counts: BTreeMap<FaultKind, u64>,
    pub(crate) warnings: Vec<Warning>,
    /// Places in `faults` of those that convict the ballot box if that turns out.
    open: Vec<(usize, Proof)>,
}

impl Findings {
    pub(crate) fn fault(
        &mut self,
        kind: FaultKind,
        place: impl fmt::Display,
        detail: impl fmt::Display,
        convicts: Option<Party>,
    ) {
        let count = self.counts.entry(kind).or_default();
        *count += 1;
        if *count <= KEPT_OF_EACH {
            let (place, detail) = (place.to_string(), detail.to_string());
            self.faults.push(Fault { kind, place, detail, convicts });
        }
    }

    /// A fault that convicts the ballot box once [`Findings::turned_out`] has told so.
    pub(crate) fn fault_if(
        &mut self,
        kind: FaultKind,
        place: impl fmt::Display,
        detail: impl fmt::Display,
        proof: Proof,
    ) {
        let kept = self.faults.len();
        self.fault(kind, place, detail, None);
        if self.faults.len() > kept {
            self.open.push((kept, proof));
        }
    }

    /// Lets all faults convict the ballot box that only waited for this.
    pub(crate) fn turned_out(&mut self, proof: Proof) {
        for (place, _) in self.open.extract_if(.., |(_, waits_for)| *waits_for == proof) {
            self.faults[place].convicts = Some(Party::BallotBox);
        }
    }

    pub(crate) fn warn(&mut self, kind: WarningKind, detail: impl fmt::Display) {
        self.warnings.push(Warning { kind, detail: detail.to_string() });
    }

    pub(crate) fn total(&self) -> u64 {
        self.counts.values().sum()
    }
}

const KEPT_OF_EACH: u64 = 100;
