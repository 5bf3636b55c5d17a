//! Plumbing that both services share: database, headers, guards against foreign sites, problem documents, bounded
//! bodies, templates, configuration, counters kept apart from the database. It knows no election word and no table.

pub mod assets;
pub mod body;
pub mod caller;
pub mod catchers;
pub mod check;
pub mod clock;
pub mod config;
pub mod db;
pub mod guard;
pub mod headers;
pub mod health;
pub mod i18n;
pub mod listen;
pub mod markdown;
pub mod metrics;
pub mod problem;
pub mod ranges;
pub mod rate_limit;
pub mod same_origin;
pub mod secret_file;
pub mod server;
pub mod telemetry;
pub mod templates;

pub use caller::Caller;
pub use db::{Db, DbConnection, DbError};
pub use problem::Problem;
pub use same_origin::{OwnOrigin, SameOrigin};
