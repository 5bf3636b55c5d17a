//! How both services run Rocket: quiet, bounded, stopping in good order.

use std::collections::HashSet;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use rocket::config::{Ident, LogLevel, Shutdown, Sig, TlsConfig};
use rocket::data::{Limits, ToByteUnit as _};
use rocket::error::ErrorKind;
use rocket::fairing::AdHoc;
use rocket::shield::Shield;
use rocket::{Build, Config, Rocket};
use tokio::task::JoinSet;

use crate::listen::Tls;

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

/// Rocket's configuration for a service that listens on `listen`, by HTTPS if there is a certificate. Its forms upload
/// files of at most `upload` bytes.
///
/// Rocket's own log is off: it writes client addresses and paths. Only our own `tracing` lines are written.
pub fn config(listen: SocketAddr, tls: Option<&Tls>, upload: u64) -> Config {
    Config {
        address: listen.ip(),
        port: listen.port(),
        tls: tls.map(|tls| TlsConfig::from_paths(&tls.certs, &tls.key)),
        ident: Ident::none(),
        ip_header: None,
        limits: Limits::default()
            // Forms that upload a file; who may not is refused before a byte is read.
            .limit("form", 1.mebibytes())
            .limit("data-form", upload.bytes() + 64.kibibytes())
            .limit("file", upload.bytes())
            .limit("bytes", upload.bytes())
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

/// The same for tests: any port.
pub fn quiet_config() -> Config {
    config(SocketAddr::from(([127, 0, 0, 1], 0)), None, 0)
}

/// A Rocket with this configuration; our own fairing sets the security headers, so Rocket's Shield sends none.
pub fn build(listen: SocketAddr, tls: Option<&Tls>, upload: u64) -> Rocket<Build> {
    rocket::custom(config(listen, tls, upload)).attach(Shield::new()).attach(crate::ranges::fairing())
}

/// Serves until SIGINT or SIGTERM, then lets open requests finish. Each server listens on one address; when one of them
/// cannot, or ends, all end. Logs one line when all are ready.
pub fn run(servers: Vec<Rocket<Build>>, url: &str) -> Result<(), ServeError> {
    let addresses: Vec<String> = servers.iter().map(|server| address(server).to_string()).collect();
    let line = format!("ready at {url}, listening on {}", addresses.join(" and "));
    rocket::execute(serve(servers, line))
}

async fn serve(servers: Vec<Rocket<Build>>, line: String) -> Result<(), ServeError> {
    let (line, waiting) = (Arc::new(line), Arc::new(AtomicUsize::new(servers.len())));
    let (mut running, mut ends) = (JoinSet::new(), Vec::new());
    for server in servers {
        let (listen, waiting, line) = (address(&server), Arc::clone(&waiting), Arc::clone(&line));
        let server = server.attach(AdHoc::on_liftoff("ready line", move |_| {
            Box::pin(async move {
                if waiting.fetch_sub(1, Ordering::SeqCst) == 1 {
                    tracing::info!("{line}");
                }
            })
        }));
        let server = server.ignite().await.map_err(|error| fault(&error, listen))?;
        ends.push(server.shutdown());
        running.spawn(async move { server.launch().await.map(drop).map_err(|error| fault(&error, listen)) });
    }
    let mut outcome = Ok(());
    while let Some(ended) = running.join_next().await {
        outcome = outcome.and(ended.unwrap_or_else(|panic| Err(ServeError::Failed(panic.to_string()))));
        ends.iter().for_each(|end| end.clone().notify());
    }
    outcome
}

fn address(server: &Rocket<Build>) -> SocketAddr {
    let config = Config::try_from(server.figment()).unwrap_or_default();
    SocketAddr::new(config.address, config.port)
}

fn fault(error: &rocket::Error, listen: SocketAddr) -> ServeError {
    match error.kind() {
        ErrorKind::Bind(reason) => ServeError::Bind { listen, reason: reason.to_string() },
        ErrorKind::Io(reason) => ServeError::Bind { listen, reason: reason.to_string() },
        other => ServeError::Failed(other.to_string()),
    }
}

#[cfg(test)]
mod tests;
