//! `check-config`: every key, then everything the configuration names, one line each.

use std::fmt;
use std::path::Path;

use anyhow::{Context as _, bail};
use crypto::manifest::Service;
use web::guard::Guard;

use crate::config::Config;
use crate::domain::ballot_box::{BallotBox, Standing, acceptance};
use crate::domain::clock::Clock;
use crate::domain::postman::Transport;
use crate::{keys, registrar};

/// What a check found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Finding {
    /// As it should be.
    Good(String),
    /// Not now; the service starts all the same and tries again.
    Later(String),
    /// The service would not start, or not work.
    Bad(String),
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Good(words) => write!(f, "good     {words}"),
            Self::Later(words) => write!(f, "warning  {words}"),
            Self::Bad(words) => write!(f, "BAD      {words}"),
        }
    }
}

/// Checks and prints. Makes and changes nothing.
///
/// # Errors
/// If the service would not start or not work.
pub(crate) fn run(file: &Path) -> anyhow::Result<()> {
    let config = Config::read(file)?;
    let findings = findings(&config);
    for finding in &findings {
        println!("{finding}");
    }
    let bad = findings.iter().filter(|finding| matches!(finding, Finding::Bad(_))).count();
    if bad > 0 {
        bail!("{}: {bad} of {} checks failed", file.display(), findings.len());
    }
    println!("{} is good", file.display());
    Ok(())
}

/// All checks, in the order in which a start needs them.
pub(crate) fn findings(config: &Config) -> Vec<Finding> {
    let judge = |what: &str, outcome: anyhow::Result<()>| match outcome {
        Ok(()) => Finding::Good(what.to_owned()),
        Err(error) => Finding::Bad(format!("{what}: {error:#}")),
    };
    vec![
        Finding::Good("the configuration can be read".to_owned()),
        judge("service_key_file", keys::read_service_key(&config.service_key_file, &config.name).map(drop)),
        judge("key_encryption_key_file", keys::read_kek(&config.key_encryption_key_file).map(drop)),
        judge("state_dir", state_dir(&config.state_dir)),
        judge("database_url", web::db::probe(&config.database_url).map_err(anyhow::Error::from)),
        mail(config),
        ballot_box(config),
    ]
}

/// One that is missing is made at the start.
fn state_dir(dir: &Path) -> anyhow::Result<()> {
    let existing = dir.ancestors().find(|dir| dir.is_dir()).context("no such directory")?;
    Guard::probe(existing).with_context(|| format!("cannot write into {}", existing.display()))
}

fn mail(config: &Config) -> Finding {
    if let Some(dir) = &config.mail.outbox {
        return match state_dir(dir) {
            Ok(()) => Finding::Good("mail.outbox".to_owned()),
            Err(error) => Finding::Bad(format!("mail.outbox: {error:#}")),
        };
    }
    match registrar::transport(config) {
        Ok(Transport::Smtp(server)) => match server.check() {
            Ok(()) => Finding::Good("mail.smtp_url: the server answers and takes us".to_owned()),
            // A password that is wrong stays wrong.
            Err(outage) if outage.lasts() => Finding::Bad(format!("mail.smtp_url: {outage}")),
            Err(outage) => Finding::Later(format!("mail.smtp_url: {outage}")),
        },
        Ok(Transport::Outbox(_)) => Finding::Good("mail.outbox".to_owned()),
        Err(error) => Finding::Bad(format!("{error:#}")),
    }
}

fn ballot_box(config: &Config) -> Finding {
    let (name, key) = (config.ballot_box.name.clone(), config.ballot_box.key.clone());
    let service = Service { url: name.url(), name, key };
    let found = match BallotBox::new(service, Vec::new()).identify(Clock::system().now()) {
        Err(error) => return Finding::Later(format!("ballot_box: {error}")),
        Ok(found) => found,
    };
    let known = &config.ballot_box.key;
    match (found.stands_to(known), found.ahead) {
        (Standing::HandedOver, _) => Finding::Bad(format!(
            "ballot_box.key: the ballot box has handed over its key, and both keys signed that; to accept the new one, {}",
            acceptance(&found.key, known)
        )),
        (Standing::Fork(fork), _) => Finding::Bad(format!("ballot_box.key: {fork}")),
        (Standing::Foreign, _) => Finding::Bad(format!(
            "ballot_box.key: the ballot box says that its key is {}, and shows no hand-over to it",
            found.key
        )),
        (Standing::Known, Some(seconds)) if seconds.abs() > SKEW => Finding::Later(format!(
            "ballot_box: its clock is {seconds} seconds ahead of ours; set both by NTP"
        )),
        (Standing::Known, _) => {
            Finding::Good("ballot_box: it answers, with the key as configured".to_owned())
        }
    }
}

/// Seconds between two clocks that are no reason for worry.
const SKEW: i64 = 5;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::World;
    use crate::testing::ballot_box::Mood;

    fn told(config: &Config) -> String {
        findings(config).iter().map(|finding| format!("{finding}\n")).collect()
    }

    #[test]
    fn what_is_wrong_is_named_line_by_line() {
        let world = World::new();
        let good = told(&world.config());
        assert!(!good.contains("BAD") && good.contains("good     database_url"), "{good}");
        assert!(good.contains("good     ballot_box: it answers, with the key as configured"), "{good}");
        world.ballot_box.be(Mood::Refusing(500, "broken"));
        let mute = told(&world.config());
        assert!(mute.contains("warning  ballot_box: the ballot box cannot be reached"), "{mute}");

        let mut config = world.config();
        config.service_key_file = "/nowhere/registrar.key".into();
        config.key_encryption_key_file = config.state_dir.clone();
        config.state_dir = "/proc/nowhere".into();
        config.database_url = "/nowhere/registrar.sqlite".to_owned();
        config.mail.outbox = None;
        config.mail.smtp_url = Some("smtp://127.0.0.1:1".to_owned());
        let bad = told(&config);
        for line in [
            "BAD      service_key_file",
            "BAD      key_encryption_key_file",
            "BAD      state_dir",
            "BAD      database_url",
            "warning  mail.smtp_url",
        ] {
            assert!(bad.contains(line), "{line} is not in {bad}");
        }
        config.mail.smtp_url = Some("http://127.0.0.1".to_owned());
        assert!(told(&config).contains("BAD      key `mail.smtp_url`"));
    }

    #[test]
    fn a_check_makes_nothing() {
        let world = World::new();
        let mut config = world.config();
        let fresh = world.state_dir().join("fresh");
        config.database_url = world.state_dir().join("fresh.sqlite").to_str().unwrap().to_owned();
        config.state_dir = fresh.clone();
        config.mail.outbox = Some(fresh.join("outbox"));
        assert!(!told(&config).contains("BAD"));
        assert!(!fresh.exists() && !Path::new(&config.database_url).exists());
    }
}
