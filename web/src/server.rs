//! How both services run Rocket: quiet, bounded, stopping in good order.

use std::collections::HashSet;
use std::net::SocketAddr;

use rocket::config::{Ident, LogLevel, Shutdown, Sig};
use rocket::data::{Limits, ToByteUnit as _};
use rocket::error::ErrorKind;
use rocket::fairing::AdHoc;
use rocket::shield::Shield;
use rocket::{Build, Config, Rocket};

/// Why a service did not start, or ended by a fault.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    /// The port is taken or not allowed.
    #[error("cannot listen on {listen}: {reason}")]
    Bind {
        /// The address asked for.
        listen: SocketAddr,
        /// What the system says.
        reason: String,
    },
    /// Anything else that Rocket refuses.
    #[error("the server failed: {0}")]
    Failed(String),
}

/// Rocket's configuration for a service that listens on `listen`.
///
/// Rocket's own log is off: it writes client addresses and paths. Only our own `tracing` lines are written.
pub fn config(listen: SocketAddr) -> Config {
    Config {
        address: listen.ip(),
        port: listen.port(),
        ident: Ident::none(),
        ip_header: None,
        limits: Limits::default()
            // Forms that upload a file; who may not is refused before a byte is read.
            .limit("form", 1.mebibytes())
            .limit("data-form", UPLOAD_BYTES.bytes() + 1.mebibytes())
            .limit("file", UPLOAD_BYTES.bytes())
            .limit("bytes", UPLOAD_BYTES.bytes())
            .limit("string", 64.kibibytes())
            .limit("json", 64.kibibytes()),
        shutdown: Shutdown {
            ctrlc: true,
            signals: HashSet::from([Sig::Term]),
            grace: 2,
            mercy: 3,
            ..Shutdown::default()
        },
        log_level: LogLevel::Off,
        cli_colors: false,
        ..Config::release_default()
    }
}

/// The largest file that a form may upload, in bytes.
pub const UPLOAD_BYTES: u64 = 16 * 1024 * 1024;

/// The same for tests: any port.
pub fn quiet_config() -> Config {
    config(SocketAddr::from(([127, 0, 0, 1], 0)))
}

/// A Rocket with this configuration; our own fairing sets the security headers, so Rocket's Shield sends none.
pub fn build(listen: SocketAddr) -> Rocket<Build> {
    rocket::custom(config(listen)).attach(Shield::new())
}

/// Serves until SIGINT or SIGTERM, then lets open requests finish. Logs one line when ready.
pub fn run(rocket: Rocket<Build>, listen: SocketAddr, url: &str) -> Result<(), ServeError> {
    let line = format!("ready at {url}, listening on {listen}");
    let rocket = rocket
        .attach(AdHoc::on_liftoff("ready line", move |_| Box::pin(async move { tracing::info!("{line}") })));
    rocket::execute(rocket.launch()).map(drop).map_err(|error| match error.kind() {
        ErrorKind::Bind(reason) => ServeError::Bind { listen, reason: reason.to_string() },
        ErrorKind::Io(reason) => ServeError::Bind { listen, reason: reason.to_string() },
        other => ServeError::Failed(other.to_string()),
    })
}
