//! The audit of a poll from what its ballot box published (PROTOCOL section 10). Neither service is trusted, nothing is
//! fetched, and memory does not grow with the ballots but for some 100 bytes each, and the distinct rankings.
//!
//! ```no_run
//! use audit::{Expected, Material, NoProgress, audit};
//!
//! let material = Material::open("board-2026.tar".as_ref())?;
//! let report = audit(&material, &Expected::default(), &NoProgress)?;
//! assert!(report.faults.is_empty(), "{:?}", report.faults);
//! # Ok::<(), audit::AuditError>(())
//! ```

mod auditor;
mod ballots;
mod chronicle;
mod fault;
mod frontier;
mod log;
mod material;
mod note;
mod polls;
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
pub use progress::{NoProgress, Progress};
pub use report::{Check, CheckName, Figures, Receipted, Report, Verdict};
