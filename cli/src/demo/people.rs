//! The demo's two people: an organiser made from the command line and a voter who registered like anybody else.

use std::fs;
use std::io::{self, Write as _};
use std::process::{Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail, ensure};
use rand::TryRng as _;
use rand::rngs::SysRng;
use serde::{Deserialize, Serialize};

use super::folder::DemoFolder;
use crate::client::{Registrar, Session};
use crate::{mail, private_file, totp};

/// One account.
#[derive(Clone, Serialize, Deserialize)]
pub(super) struct Person {
    pub(super) email: String,
    pub(super) password: String,
    /// The organiser's second factor, in base32.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) totp_secret: Option<String>,
}

/// Both.
#[derive(Clone, Serialize, Deserialize)]
pub(super) struct People {
    pub(super) admin: Person,
    pub(super) voter: Person,
}

impl People {
    /// Makes sure that both accounts exist at the running registrar, with the passwords of the folder.
    pub(super) fn settle(folder: &DemoFolder) -> Result<Self> {
        let mut people = Self::load_or_choose(folder)?;
        let registrar = Registrar::new(&folder.registrar_url());
        if people.admin.totp_secret.is_none() || !people.admin.is_known(&registrar)? {
            people.admin.totp_secret = Some(create_admin(folder, &people.admin)?);
            people.keep(folder)?;
        }
        if !people.voter.is_known(&registrar)? {
            register_voter(folder, &registrar, &people.voter)?;
        }
        Ok(people)
    }

    fn load_or_choose(folder: &DemoFolder) -> Result<Self> {
        let file = folder.path().join("people.json");
        match fs::read(&file) {
            Ok(text) => {
                return serde_json::from_slice(&text)
                    .with_context(|| format!("{} is damaged", file.display()));
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(error).with_context(|| format!("cannot read {}", file.display())),
        }
        let people = Self { admin: Person::choose("admin")?, voter: Person::choose("voter")? };
        people.keep(folder)?;
        Ok(people)
    }

    fn keep(&self, folder: &DemoFolder) -> Result<()> {
        let file = folder.path().join("people.json");
        private_file::replace(&file, serde_json::to_string(self)?.as_bytes())
            .with_context(|| format!("cannot write {}", file.display()))
    }
}

impl Person {
    fn choose(name: &str) -> Result<Self> {
        let mut random = [0; 10];
        SysRng.try_fill_bytes(&mut random).context("the system has no random numbers to give")?;
        let password = crypto::encoding::crockford(&random, 16).to_lowercase();
        Ok(Self { email: format!("{name}@example.org"), password, totp_secret: None })
    }

    /// Whether the account exists, with this password; no code is used up by asking.
    fn is_known(&self, registrar: &Registrar) -> Result<bool> {
        match registrar.sign_in(&self.email, &self.password) {
            Ok(session) => session.sign_out().map(|()| true).map_err(Into::into),
            Err(error) if error.name() == Some("totp-required") => Ok(true),
            Err(error) if error.name().is_some() => Ok(false),
            Err(error) => Err(error.into()),
        }
    }

    /// A session.
    pub(super) fn sign_in(&self, registrar: &Registrar) -> Result<Session> {
        let Some(secret) = &self.totp_secret else {
            return Ok(registrar.sign_in(&self.email, &self.password)?);
        };
        // The code of the last half minute: the one of this half minute is left for who tries the demo.
        let codes = totp::Codes::parse(secret)?;
        let now = jiff::Timestamp::now().as_second();
        match registrar.sign_in_with_code(&self.email, &self.password, Some(&codes.at(now - totp::PERIOD))) {
            // Between the two clocks a half minute has begun.
            Err(refusal) if refusal.name() == Some("totp-wrong") => {
                Ok(registrar.sign_in_with_code(&self.email, &self.password, Some(&codes.at(now)))?)
            }
            other => Ok(other?),
        }
    }
}

/// Makes the admin; the secret of its second factor.
fn create_admin(folder: &DemoFolder, admin: &Person) -> Result<String> {
    let mut command = Command::new(std::env::current_exe()?)
        .args(["registrar", "create-admin", "--email", &admin.email, "--config"])
        .arg(folder.config("registrar"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()?;
    if let Some(mut stdin) = command.stdin.take() {
        writeln!(stdin, "{}", admin.password)?;
    }
    let made = command.wait_with_output()?;
    ensure!(made.status.success(), "cannot make the admin: {}", String::from_utf8_lossy(&made.stderr).trim());
    let told = String::from_utf8_lossy(&made.stdout);
    totp::secret_in(&told)
        .map(str::to_owned)
        .context("create-admin did not tell the secret of the second factor")
}

/// Registers, reads the mail, follows the link.
fn register_voter(folder: &DemoFolder, registrar: &Registrar, voter: &Person) -> Result<()> {
    registrar.register(&voter.email, &voter.password)?;
    let patience = Instant::now() + MAIL_PATIENCE;
    loop {
        if let Some(token) = mail::newest_token(&folder.outbox(), &voter.email)? {
            return registrar.verify(&token).context("the demo's voter could not be confirmed");
        }
        if Instant::now() > patience {
            bail!(
                "no mail for {} came to {} within {MAIL_PATIENCE:?}",
                voter.email,
                folder.outbox().display()
            );
        }
        sleep(Duration::from_millis(20));
    }
}

const MAIL_PATIENCE: Duration = Duration::from_secs(20);
