//! The registrar as a whole: keys, database, clock, and what is remembered between requests.

mod bell;

use std::num::NonZeroU16;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use anyhow::Context as _;
use crypto::manifest::Service;
use crypto::note::{ServiceName, SignerKey, VerifierKey};
use crypto::time::UtcTime;
use lettre::Address;
use lettre::message::Mailbox;
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::TlsParameters;
use tokio::task::spawn_blocking;
use web::caller::Proxies;
use web::guard::Guard;
use web::metrics::Failures;
use web::{Db, DbError};

use self::bell::Bell;
use crate::config::{BallotBoxConfig, Config, Encryption};
use crate::domain::ballot_box::BallotBox;
use crate::domain::clock::Clock;
use crate::domain::issued_counts::{self, IssuedCounts, Recorded};
use crate::domain::ledger::Ledger;
use crate::domain::limits::{Limits, Together};
use crate::domain::mail::Letterhead;
use crate::domain::mail_server::{MailServer, Security};
use crate::domain::pace::Pace;
use crate::domain::passkeys::Passkeys;
use crate::domain::password::Passwords;
use crate::domain::poll::{Polls, Published, State};
use crate::domain::postman::Transport;
use crate::domain::precincts::Results;
use crate::domain::proof_of_work::ProofOfWork;
use crate::domain::publish::Publishing;
use crate::domain::signing_keys::SigningKeys;
use crate::domain::vault::Vault;
use crate::heartbeats::Heartbeats;
use crate::stop::Stop;
use crate::{keys, store};

/// Everything a handler or a worker needs.
pub(crate) struct Registrar {
    /// `host[:port]`.
    pub(crate) name: ServiceName,
    /// As manifests name it.
    pub(crate) service: Service,
    /// Signs notes.
    pub(crate) key: SignerKey,
    /// Listed for those who hold older notes.
    pub(crate) former_keys: Vec<VerifierKey>,
    /// The other service.
    pub(crate) ballot_box: BallotBox,
    /// Accounts, polls, ledger.
    pub(crate) db: Db,
    /// Where passes are entered.
    pub(crate) ledger: Ledger,
    /// Polls' signing keys at rest.
    pub(crate) vault: Vault,
    /// Polls' signing keys in use.
    pub(crate) keys: SigningKeys,
    /// Drafts that are being published.
    pub(crate) publishing: Publishing,
    /// Published polls that were read before.
    pub(crate) polls: Polls,
    /// Results of precincts that wait for the others.
    pub(crate) results: Results,
    /// Whether other processes share database and records.
    pub(crate) replicas: bool,
    /// Passes issued, apart from the database.
    pub(crate) counts: IssuedCounts,
    /// Password hashing.
    pub(crate) passwords: Passwords,
    /// What browsers are asked for passkeys.
    pub(crate) passkeys: Passkeys,
    /// What strangers may cause.
    pub(crate) limits: Limits,
    /// What strangers do before.
    pub(crate) proof_of_work: ProofOfWork,
    /// Who is believed about where strangers are.
    pub(crate) proxies: Proxies,
    /// Sender of all mails.
    pub(crate) mail_from: Mailbox,
    /// To whom mail servers report what cannot be delivered; none: the sender.
    bounces: Option<Address>,
    /// How fast mails may go.
    pub(crate) pace: Pace,
    /// Where mails go.
    pub(crate) mail_transport: Transport,
    /// How many mails go at the same time.
    pub(crate) connections: usize,
    /// Signs of life of the workers.
    pub(crate) heartbeats: Heartbeats,
    /// Whether the service is to end.
    pub(crate) stop: Stop,
    /// Where the records apart from the database lie.
    pub(crate) state_dir: PathBuf,
    /// Answers of status 500 and above.
    pub(crate) failures: Failures,
    /// How long after the end of voting voters are known; none: for ever.
    pub(crate) retention_days: Option<NonZeroU16>,
    /// DEMO banner and outbox page.
    pub(crate) demo: bool,
    /// The time.
    pub(crate) clock: Clock,
    mail_bell: Bell,
    dispatch_bell: Bell,
    job_bell: Bell,
}

impl Registrar {
    /// Opens keys, database and records. Refuses a database that is older than the records.
    pub(crate) fn open(config: &Config, clock: Clock) -> anyhow::Result<Self> {
        let key = keys::read_service_key(&config.service_key_file, &config.name)?;
        let vault = Vault::new(keys::read_kek(&config.key_encryption_key_file)?);
        let db = Db::open(&config.database_url, store::migrations())
            .with_context(|| "the database of key `database_url` cannot be used")?;
        let hashes = db.run_here(store::accounts::password_hashes_by_cost)?;
        let guard = Guard::open(&config.state_dir)
            .with_context(|| format!("key `state_dir`: cannot use {}", config.state_dir.display()))?;
        let recorded = Recorded::read(&guard)?;
        let ledger = issued_counts::of_the_ledger(&db)?;
        let counts = IssuedCounts::check(guard, recorded, ledger, config.replicas)?;
        own_polls_only(&db, &key, &config.ballot_box)?;
        let together = config.replicas.then(|| Together { db: db.clone(), clock: clock.clone() });
        let own = |name: &ServiceName, key: &VerifierKey| Service {
            name: name.clone(),
            url: name.url(),
            key: key.clone(),
        };
        Ok(Self {
            service: own(&config.name, key.verifier()),
            ballot_box: BallotBox::new(
                own(&config.ballot_box.name, &config.ballot_box.key),
                config.ballot_box.former_keys.clone(),
            ),
            name: config.name.clone(),
            key,
            former_keys: config.former_keys.clone(),
            db,
            ledger: Ledger::default(),
            keys: SigningKeys::default(),
            publishing: Publishing::default(),
            polls: Polls::default(),
            results: Results::default(),
            counts,
            passwords: Passwords::new(PASSWORD_QUEUE, config.password, &hashes),
            replicas: config.replicas,
            passkeys: Passkeys::new(&config.name, together.as_ref()),
            limits: Limits::new(together.as_ref()),
            proof_of_work: proof_of_work(config, &vault, together),
            vault,
            proxies: config.proxies(),
            mail_from: config.mail.mailbox()?,
            bounces: config.mail.bounces()?,
            pace: Pace::new(config.mail.per_minute),
            mail_transport: transport(config)?,
            connections: config.mail.connections.get().into(),
            heartbeats: Heartbeats::default(),
            stop: Stop::default(),
            state_dir: config.state_dir.clone(),
            failures: Failures::default(),
            retention_days: NonZeroU16::new(config.retention_days),
            demo: config.demo,
            clock,
            mail_bell: Bell::default(),
            dispatch_bell: Bell::default(),
            job_bell: Bell::default(),
        })
    }

    /// Runs blocking work on a thread that may block.
    pub(crate) async fn blocking<T, E>(
        self: &Arc<Self>,
        work: impl FnOnce(&Registrar) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<DbError> + Send + 'static,
    {
        let registrar = Arc::clone(self);
        spawn_blocking(move || work(&registrar)).await.map_err(|_| DbError::Panicked)?
    }

    /// The most days for which a poll may have it known who its voters were.
    pub(crate) fn longest_retention(&self) -> u16 {
        self.retention_days.map_or(LONGEST_RETENTION, NonZeroU16::get)
    }

    /// When the voters of a poll are erased whose voting closes at that time; none: never. What is configured today bounds
    /// what a poll's organisers chose.
    pub(crate) fn erased_at(&self, poll: &Published, voting_closes: UtcTime) -> Option<UtcTime> {
        let days = self.retention(poll.retention_days);
        days.map(|days| voting_closes.plus(i64::from(days) * 86_400))
    }

    /// For how many days the voters of a poll are known, of which its organisers chose `own`; none: for ever.
    pub(crate) fn retention(&self, own: Option<u16>) -> Option<u16> {
        match (own, self.retention_days.map(NonZeroU16::get)) {
            (Some(own), Some(most)) => Some(own.min(most)),
            (own, most) => own.or(most),
        }
    }

    /// The envelope sender of all mails.
    pub(crate) fn bounces(&self) -> &Address {
        self.bounces.as_ref().unwrap_or(&self.mail_from.email)
    }

    /// Who writes our mails that answer no page.
    pub(crate) fn letterhead(&self) -> Letterhead {
        Letterhead::english(self.service.url.clone())
    }

    /// The directory of the demo's mails.
    pub(crate) fn demo_outbox(&self) -> Option<&PathBuf> {
        match &self.mail_transport {
            Transport::Outbox(dir) if self.demo => Some(dir),
            _ => None,
        }
    }

    /// There is a mail to send.
    pub(crate) fn wake_mail(&self) {
        self.mail_bell.ring();
    }

    /// There is a statement to send.
    pub(crate) fn wake_dispatch(&self) {
        self.dispatch_bell.ring();
    }

    /// There is a job to do.
    pub(crate) fn wake_jobs(&self) {
        self.job_bell.ring();
    }

    /// Waits for [`Registrar::wake_jobs`], at most so long.
    pub(crate) fn await_jobs(&self, at_most: Duration) {
        self.job_bell.wait(at_most);
    }

    /// Waits for [`Registrar::wake_mail`], at most so long.
    pub(crate) fn await_mail(&self, at_most: Duration) {
        self.mail_bell.wait(at_most);
    }

    /// Waits for [`Registrar::wake_dispatch`], at most so long.
    pub(crate) fn await_dispatch(&self, at_most: Duration) {
        self.dispatch_bell.wait(at_most);
    }
}

/// A poll keeps both services of its manifest to the end (PROTOCOL section 3): under another key its passes, notices and
/// its statement would count for nobody, and another ballot box would not take them.
///
/// A sealed poll may have come to no ballot box yet, and must not keep the registrar from another one. Its own may also
/// have it, so that it is offered to no other.
fn own_polls_only(db: &Db, key: &SignerKey, ballot_box: &BallotBoxConfig) -> anyhow::Result<()> {
    let unfinished = [State::Sealed, State::Published, State::Issued];
    for row in db.run_here(|conn| store::polls::in_states(conn, &unfinished))? {
        let manifest = Published::read(&row)?.manifest;
        let (registrar, named) = (&manifest.registrar, &manifest.ballot_box);
        let poll = row.poll.as_deref().unwrap_or(&row.id);
        anyhow::ensure!(
            registrar.key == *key.verifier(),
            "key `service_key_file`: poll {poll} is not over and was published under the key {}; start with that key, \
             and change it when the poll is over",
            registrar.key
        );
        anyhow::ensure!(
            row.state == State::Sealed.as_str()
                || (named.name == ballot_box.name
                    && (named.key == ballot_box.key || ballot_box.former_keys.contains(&named.key))),
            "keys `ballot_box.name` and `ballot_box.key`: poll {poll} is not over and belongs to the ballot box {} with \
             the key {}; start with these, and change them when the poll is over, or, if the ballot box has handed over \
             its key, put this one into `ballot_box.former_keys`",
            named.name,
            named.key
        );
    }
    Ok(())
}

/// Several processes have a key in common.
fn proof_of_work(config: &Config, vault: &Vault, together: Option<Together>) -> ProofOfWork {
    let terms = config.proof_of_work.terms(config.demo);
    match together {
        None => ProofOfWork::new(terms),
        Some(together) => ProofOfWork::shared(terms, vault.key("proof of work"), together),
    }
}

/// Where mails go.
pub(crate) fn transport(config: &Config) -> anyhow::Result<Transport> {
    if let Some(dir) = &config.mail.outbox {
        std::fs::create_dir_all(dir)
            .with_context(|| format!("key `mail.outbox`: cannot use {}", dir.display()))?;
        return Ok(Transport::Outbox(dir.clone()));
    }
    let url = config.mail.smtp()?.context("key `mail`: give either `outbox` or `smtp_url`")?;
    let password = match &config.mail.smtp_password_file {
        Some(file) => {
            let password = keys::read_secret(file).context("key `mail.smtp_password_file`")?;
            Some(password.trim_end_matches(['\r', '\n']).to_owned())
        }
        None => url.password,
    };
    let tls = || TlsParameters::new(url.host.clone()).context("key `mail.smtp_url`: TLS cannot be set up");
    let security = match url.encryption {
        Encryption::None => Security::None,
        Encryption::StartTls => Security::StartTls(tls()?),
        Encryption::Tls => Security::Tls(tls()?),
    };
    let login = url.user.zip(password).map(|(user, password)| Credentials::new(user, password));
    Ok(Transport::Smtp(Box::new(MailServer::new(url.host, url.port, security, login))))
}

/// Password checks that may wait for a core.
const PASSWORD_QUEUE: usize = 256;
/// Days for which a poll may keep its voters where the registrar keeps them for ever: ten years.
const LONGEST_RETENTION: u16 = 3650;
