//! The commands of the ballot box.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::Context as _;
use crypto::note::ServiceName;
use rocket::fairing::AdHoc;
use rocket::{Build, Rocket};
use web::Db;
use web::guard::{Guard, Lock};
use web::health::Readiness;
use web::metrics::Failures;

use crate::ballot_box::{BallotBox, Identity};
use crate::clock::Clock;
use crate::config::Config;
use crate::poll::Poll;
use crate::publish::Publisher;
use crate::rollback::Sharing;
use crate::{backup, check_config, keys, metrics, mirror, routes, store};

/// What the ballot box can be asked to do.
#[derive(Debug, clap::Subcommand)]
pub enum Command {
    /// Serve until interrupted.
    Serve {
        /// The configuration file.
        #[arg(long)]
        config: PathBuf,
    },
    /// Read the configuration, look at everything that it names, and say what is wrong, if anything. Makes nothing.
    CheckConfig {
        /// The configuration file.
        #[arg(long)]
        config: PathBuf,
    },
    /// Copy the SQLite database to a new file, also while the service runs.
    Backup {
        /// The configuration file.
        #[arg(long)]
        config: PathBuf,
        /// The new file.
        #[arg(long, value_name = "FILE")]
        to: PathBuf,
    },
    /// Put a copy in the place of the SQLite database, unless it is older than what was signed or promised.
    Restore {
        /// The configuration file.
        #[arg(long)]
        config: PathBuf,
        /// What `backup` made.
        #[arg(long, value_name = "FILE")]
        from: PathBuf,
    },
    /// Put everything public where any web server or CDN shows it, once or every minute, beside the running service.
    Publish(Box<mirror::Publish>),
    /// Hand the service's key over to a new one; the service must not run. Polls go on under the key they began with.
    RotateKey {
        /// The configuration file.
        #[arg(long)]
        config: PathBuf,
    },
    /// Make the service's key; prints its public half.
    Keygen {
        /// The service's name, `host[:port]`.
        #[arg(long)]
        name: ServiceName,
        /// The new file; an existing one is never overwritten.
        #[arg(long)]
        out: PathBuf,
    },
}

/// Runs a command to its end.
pub fn run(command: Command) -> anyhow::Result<()> {
    match command {
        Command::Serve { config } => serve(&config),
        Command::CheckConfig { config } => check_config::run(&config),
        Command::Backup { config, to } => {
            backup::backup(&Config::read(&config)?, &to)?;
            println!("The database as it is now is in {}. Keep state_dir apart from it.", to.display());
            Ok(())
        }
        Command::Restore { config, from } => {
            let kept = backup::restore(&Config::read(&config)?, &from)?;
            println!(
                "{} is the database now; nothing that was signed or promised is missing in it.",
                from.display()
            );
            if let Some(kept) = kept {
                println!("The one before is in {}.", kept.display());
            }
            Ok(())
        }
        Command::Publish(publish) => mirror::run(&publish),
        Command::RotateKey { config } => rotate_key(&config),
        Command::Keygen { name, out } => {
            println!("{}", keys::generate(&name, &out)?);
            Ok(())
        }
    }
}

/// Nothing runs on the keys that are about to change, and nothing is told of a change that is not on the disk.
fn rotate_key(file: &Path) -> anyhow::Result<()> {
    let config = Config::read(file)?;
    let _alone =
        Lock::take(&config.state_dir).context("key `state_dir`: the service must be stopped first")?;
    let keys = config.service_keys()?.rotate(&config.service_key_file, Clock::default().now())?;
    println!("{}", keys.current().verifier());
    println!(
        "is the key of all new polls. {} holds it, the ones before it, which running polls and those that are over still need, \
         and the signed hand-over: copy it to every replica and to where you keep such files, and start the service.",
        config.service_key_file.display()
    );
    println!("Then tell the operators of the registrars; docs/operations.md, Keys, says what they do.");
    Ok(())
}

fn serve(file: &Path) -> anyhow::Result<()> {
    let config = Config::read(file)?;
    web::telemetry::start(config.log_format);
    let lock = match config.sharing() {
        Sharing::Alone => Lock::take,
        Sharing::Replicas => Lock::share,
    };
    let _lock = lock(&config.state_dir).context("key `state_dir`")?;
    let ballot_box = Arc::new(open(&config)?);
    let url = config.name.url();
    let failures = Failures::default();
    let mut servers = Vec::new();
    for listen in config.listen.addresses() {
        let readiness = readiness(&config.state_dir, &ballot_box);
        let rocket = routes::build(&ballot_box, *listen, config.tls.as_ref(), config.demo, readiness)?;
        servers.push(rocket.attach(failures.clone()));
    }
    if let Some(listen) = config.metrics_listen {
        let ballot_box = Arc::clone(&ballot_box);
        servers.push(web::metrics::build(listen, move || Ok(metrics::collect(&ballot_box, &failures))));
    }
    let first = with_clock(servers.remove(0), &ballot_box);
    servers.insert(0, first);
    let served = web::server::run(servers, &url);
    // Every ballot that was taken in is written and answered before the process ends.
    ballot_box.appender().stop();
    Ok(served?)
}

fn open(config: &Config) -> anyhow::Result<BallotBox> {
    let keys = Arc::new(config.service_keys()?);
    let db = Db::open(&config.database_url, store::migrations())?;
    let guard = Guard::open(&config.state_dir)
        .with_context(|| format!("state_dir {} cannot be used", config.state_dir.display()))?;
    let identity = Identity {
        name: config.name.clone(),
        former_keys: config.former_keys.clone(),
        registrars: config.registrars.clone(),
        witnesses: config.witnesses.clone(),
    };
    let publisher = Publisher::new(db, keys, config.sharing());
    Ok(BallotBox::recover(identity, Clock::default(), publisher, Arc::new(guard))?)
}

/// What the ballot box needs besides its database. Ballots that were altered or lost in it hold up their own poll, and no other.
pub(crate) fn readiness(state_dir: &Path, ballot_box: &Arc<BallotBox>) -> Readiness {
    let (state_dir, ballot_box) = (state_dir.to_owned(), Arc::clone(ballot_box));
    Readiness::default()
        .needs(move || Guard::probe(&state_dir).map_err(|_| "state_dir cannot be written".to_owned()))
        .tells(move || {
            let damage = |poll: Arc<Poll>| {
                let what = poll.damage()?;
                Some(format!("poll {}: {what}; no checkpoint with that ballot, no result", poll.id()))
            };
            ballot_box.polls().into_iter().filter_map(damage).collect()
        })
}

/// Starts the clock with the server and ends it with it.
fn with_clock(rocket: Rocket<Build>, ballot_box: &Arc<BallotBox>) -> Rocket<Build> {
    let ballot_box = Arc::clone(ballot_box);
    rocket.attach(AdHoc::on_liftoff("the clock", move |rocket| {
        Box::pin(async move {
            tokio::spawn(ballot_box.run_clock(rocket.shutdown()));
        })
    }))
}
