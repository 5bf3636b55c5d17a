//! The audit of a poll from what its ballot box published (PROTOCOL section 10). Neither service is trusted, nothing is
//! fetched, and memory does not grow with the ballots but for the distinct rankings among them: passes are sorted on disk.
//!
//! [`Material`] is a bundle, or a folder with the files of one; [`Expected`] is what the auditor knows from elsewhere: poll id
//! and keys, older checkpoints, receipts. [`audit()`] checks everything and counts again. Its [`Report`] has each
//! [`Fault`] by name, place and whom it convicts, each [`Warning`], and the count.
//!
//! ```
//! use audit::{Expected, FaultKind, Material, NoProgress, Verdict, audit};
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! # let folder = tempfile::tempdir()?;
//! # let election = audit::samples::usual();
//! # let bundle = folder.path().join("board-2026.tar");
//! # std::fs::write(&bundle, election.files().tar())?;
//! # let (announced_id, manifest) = (election.manifest.id(), &election.manifest);
//! # let announced_keys = vec![manifest.registrar.key.clone(), manifest.ballot_box.key.clone()];
//! // What the invitation said, and the downloaded `bundle`.
//! let expected = Expected { poll: Some(announced_id), keys: announced_keys, ..Expected::default() };
//! let report = audit(&Material::open(&bundle)?, &expected, &NoProgress)?;
//! assert_eq!(report.verdict, Verdict::Holds, "{:?}", report.faults);
//! assert_eq!(report.figures.ballots, Some(10));
//! let recount = report.tally.expect("the ballots are published, so they were counted again");
//! # assert!(recount.is_object());
//!
//! # let mut files = election.files();
//! # files.edit("results/1.note", |note| note.replace("\"ballots\":10", "\"ballots\":11"));
//! # std::fs::write(&bundle, files.tar())?;
//! // Somebody changed a digit of the result on its way here.
//! let report = audit(&Material::open(&bundle)?, &expected, &NoProgress)?;
//! let fault = &report.faults[0];
//! assert_eq!((fault.kind, fault.kind.name()), (FaultKind::StatementSignature, "statement-signature"));
//! assert_eq!((fault.place.as_str(), fault.convicts), ("results/1.note", None));
//! # Ok(())
//! # }
//! ```

mod auditor;
mod ballots;
mod chronicle;
mod fault;
mod frontier;
mod log;
mod material;
mod note;
mod passes;
mod polls;
mod precincts;
mod progress;
mod report;
mod results;
#[cfg(any(test, feature = "samples"))]
pub mod samples;

pub use auditor::{Expected, audit};
pub use fault::{Fault, FaultKind, Party, Warning, WarningKind};
pub use frontier::Frontier;
pub use material::{AuditError, Material, Part};
pub use polls::PollsLog;
pub use precincts::{
    LIST, Precinct, PrecinctsAudit, PrecinctsFigures, PrecinctsReport, SetFault, SetFaultKind, SetWarning,
    SetWarningKind, TOTAL,
};
pub use progress::{NoProgress, Progress};
pub use report::{Check, CheckName, Ended, Figures, NewestResult, Receipted, Report, Verdict};
