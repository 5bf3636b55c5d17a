//! The registrar: knows who the voters are, issues one voting pass to each, and never sees a token or a ballot.

mod assets;
mod check_config;
mod commands;
mod config;
mod domain;
mod export;
mod guards;
mod heartbeats;
mod keys;
mod metrics;
mod registrar;
mod routes;
mod server;
mod stop;
mod store;
#[cfg(test)]
mod testing;
#[cfg(test)]
mod tests;
mod workers;

use std::io::BufRead as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use anyhow::Context as _;
use clap::Subcommand;
use crypto::note::ServiceName;
use domain::clock::Clock;
use domain::email::parse_email;
use domain::password::Password;
use domain::vault::Vault;
use web::guard::Lock;

pub use config::Config;

use crate::registrar::Registrar;

/// What the registrar's command line can do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Serve until interrupted.
    Serve {
        /// The configuration file.
        #[arg(long)]
        config: PathBuf,
    },
    /// Check the configuration and everything it names: files, database, mail server, ballot box.
    CheckConfig {
        /// The configuration file.
        #[arg(long)]
        config: PathBuf,
    },
    /// Make the service key FILE and the key-encryption key FILE.kek; print the verifier key.
    Keygen {
        /// The service's name, `host[:port]`.
        #[arg(long)]
        name: ServiceName,
        /// The file to write.
        #[arg(long)]
        out: PathBuf,
    },
    /// Make an admin; the password is read from one line of standard input.
    CreateAdmin {
        /// The configuration file.
        #[arg(long)]
        config: PathBuf,
        /// The admin's address.
        #[arg(long)]
        email: String,
    },
    /// Take second factor and passkeys off an account whose owner has lost device and recovery codes; the owner is told by mail.
    ResetSecondFactor {
        /// The configuration file.
        #[arg(long)]
        config: PathBuf,
        /// The account's address.
        #[arg(long)]
        email: String,
    },
    /// Write a poll, its notices, statements, counts, roll and acts, into a new directory.
    Export {
        /// The configuration file.
        #[arg(long)]
        config: PathBuf,
        /// The id of the poll or of its draft.
        #[arg(long)]
        poll: String,
        /// The directory to make.
        #[arg(long)]
        out: PathBuf,
    },
    /// Erase the voters of a poll that is over, or all that is stored about a person.
    Erase {
        /// The configuration file.
        #[arg(long)]
        config: PathBuf,
        /// Whose data.
        #[command(flatten)]
        what: Erasure,
    },
    /// Put a fresh key-encryption key in the place of the present one; stop the service first, repeat after any failure.
    RotateKek {
        /// The configuration file.
        #[arg(long)]
        config: PathBuf,
    },
    /// Print the audit log, one JSON record a line, and check that its chain of hashes is unbroken.
    AuditLog {
        /// The configuration file.
        #[arg(long)]
        config: PathBuf,
        /// Only check, print no records.
        #[arg(long)]
        verify: bool,
    },
}

/// What is erased: one of the two.
#[derive(Debug, clap::Args)]
#[group(required = true, multiple = false)]
pub struct Erasure {
    /// The id of a poll that is over, or of its draft: its roll, the states of its mails, and its candidacies.
    #[arg(long)]
    pub poll: Option<String>,
    /// An address: its account, its entries on the rolls of polls that are over, its candidacies, mails and links.
    #[arg(long)]
    pub person: Option<String>,
}

/// Runs a command.
///
/// # Errors
/// In words for the operator; they name the key, file or argument that is wrong.
pub fn run(command: Command) -> anyhow::Result<()> {
    match command {
        Command::Serve { config } => serve(&config),
        Command::CheckConfig { config } => check_config::run(&config),
        Command::Keygen { name, out } => {
            println!("{}", keys::generate(&name, &out)?.verifier());
            Ok(())
        }
        Command::CreateAdmin { config, email } => create_admin(&config, &email),
        Command::ResetSecondFactor { config, email } => commands::reset_second_factor(&config, &email),
        Command::Export { config, poll, out } => export::run(&config, &poll, &out),
        Command::Erase { config, what } => commands::erase(&config, &what),
        Command::RotateKek { config } => commands::rotate_kek(&config),
        Command::AuditLog { config, verify } => commands::audit_log(&config, verify),
    }
}

fn serve(file: &Path) -> anyhow::Result<()> {
    let config = Config::read(file)?;
    web::telemetry::start(config.log_format);
    if config.hides_callers() {
        tracing::warn!(
            "key `client_ip_header` is not set: all who come through the proxy count as one caller, and 200 wrong \
             passwords keep a voter from signing in for a quarter of an hour"
        );
    }
    let lock = if config.replicas { Lock::share(&config.state_dir) } else { Lock::take(&config.state_dir) };
    let _lock = lock.context("key `state_dir`")?;
    let registrar = Arc::new(Registrar::open(&config, Clock::system())?);
    let url = registrar.service.url.clone();
    let mut servers = Vec::new();
    for listen in config.listen.addresses() {
        servers.push(server::build(*listen, config.tls.as_ref(), &registrar)?);
    }
    if let Some(listen) = config.metrics_listen {
        let registrar = Arc::clone(&registrar);
        servers.push(web::metrics::build(listen, move || metrics::collect(&registrar)));
    }
    let first = servers.remove(0);
    let first = first
        .attach(server::start_workers(Arc::clone(&registrar)))
        .attach(server::stop_workers(Arc::clone(&registrar)));
    servers.insert(0, first);
    let outcome = web::server::run(servers, &url);
    registrar.stop.ask();
    if !registrar.stop.await_end("mail", MAIL_ROUND) {
        tracing::warn!("the mail server does not answer: mails on their way to it will go once more");
    }
    Ok(outcome?)
}

/// How long the end waits for the mails that are on their way: as long as the mail server may take for two answers.
const MAIL_ROUND: Duration = Duration::from_secs(60);

fn create_admin(file: &Path, email: &str) -> anyhow::Result<()> {
    let config = Config::read(file)?;
    let email = parse_email(email).with_context(|| format!("--email {email}"))?;
    let mut line = zeroize::Zeroizing::new(String::new());
    std::io::stdin().lock().read_line(&mut line).context("no password on standard input")?;
    let password =
        Password::parse(line.trim_end_matches(['\r', '\n']))?.strong(std::slice::from_ref(&email))?;
    // The database alone: the service may be running meanwhile.
    let db = web::Db::open(&config.database_url, store::migrations())?;
    let vault = Vault::new(keys::read_kek(&config.key_encryption_key_file)?);
    let secret = domain::account::create_admin(
        &db,
        &vault,
        Clock::system().now(),
        &email,
        (&password, config.password),
    )?;
    println!("{email} is an admin. Put this into an authenticator app; it is not shown again:");
    println!("{}", secret.uri(config.name.as_str(), &email));
    Ok(())
}
