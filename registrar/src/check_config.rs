//! `check-config`: every key, then everything the configuration names, one line each.

use std::path::Path;

use crypto::manifest::Service;
use web::check::Finding;

use crate::config::Config;
use crate::domain::ballot_box::{BallotBox, Standing, acceptance};
use crate::domain::clock::Clock;
use crate::domain::postman::Transport;
use crate::{keys, registrar};

/// Checks and prints. Makes and changes nothing.
///
/// # Errors
/// If the service would not start or not work.
pub(crate) fn run(file: &Path) -> anyhow::Result<()> {
    web::check::print(file, &findings(&Config::read(file)?)).map_err(anyhow::Error::msg)
}

/// All checks, in the order in which a start needs them.
pub(crate) fn findings(config: &Config) -> Vec<Finding> {
    let mut findings = vec![
        Finding::Good("the configuration can be read".to_owned()),
        Finding::of(
            "service_key_file",
            keys::read_service_key(&config.service_key_file, &config.name).map(drop),
        ),
        Finding::of("key_encryption_key_file", keys::read_kek(&config.key_encryption_key_file).map(drop)),
        Finding::of_directory("state_dir", &config.state_dir),
        Finding::of("database_url", web::db::probe(&config.database_url)),
    ];
    let listen = config.listen.addresses().iter().map(|address| ("listen", *address));
    let metrics = config.metrics_listen.map(|address| ("metrics_listen", address));
    findings.extend(Finding::of_addresses(listen.chain(metrics)));
    findings.extend([mail(config), ballot_box(config)]);
    findings
}

fn mail(config: &Config) -> Finding {
    if let Some(dir) = &config.mail.outbox {
        return Finding::of_directory("mail.outbox", dir);
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
