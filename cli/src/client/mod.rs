//! The two services as their clients see them over HTTP: the command line votes through these, and so do the tests.

mod ballot_box;
mod download;
mod http;
mod problem;
mod proof_of_work;
mod registrar;

pub use ballot_box::{BallotBox, Cast, PollSummary, ReceiptState};
pub use download::Download;
pub use http::{Answer, ClientError, Http};
pub use problem::Problem;
pub use registrar::{IssuedPass, Me, MyPoll, Registrar, RollReport, Session};
