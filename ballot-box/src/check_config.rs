//! `check-config`: every key, then everything the configuration names, one line each. Of others it calls the witnesses alone, as the
//! service does.

use std::collections::BTreeMap;
use std::path::Path;

use web::check::Finding;

use crate::config::Config;
use crate::keys::Keys;
use crate::witnesses;

/// Checks and prints. Makes and changes nothing.
///
/// # Errors
/// If the service would not start or not work.
pub(crate) fn run(file: &Path) -> anyhow::Result<()> {
    web::check::print(file, &findings(&Config::read(file)?)).map_err(anyhow::Error::msg)
}

/// All checks, in the order in which a start needs them.
fn findings(config: &Config) -> Vec<Finding> {
    let mut findings = vec![
        Finding::Good("the configuration can be read".to_owned()),
        Finding::of("service_key_file", Keys::read(&config.service_key_file, &config.name).map(drop)),
        Finding::of_directory("state_dir", &config.state_dir),
        Finding::of("database_url", web::db::probe(&config.database_url)),
    ];
    let listen = config.listen.addresses().iter().map(|address| ("listen", *address));
    let metrics = config.metrics_listen.map(|address| ("metrics_listen", address));
    findings.extend(Finding::of_addresses(listen.chain(metrics)));
    findings.push(registrars(config));
    findings.extend(config.witnesses.iter().map(|witness| {
        let name = witness.key.name();
        match witnesses::answers(witness) {
            Ok(()) => Finding::Good(format!("witnesses: {name} answers")),
            Err(error) => Finding::Later(format!("witnesses: {name}: {error}")),
        }
    }));
    findings
}

/// They are not asked: the ballot box calls no registrar. Their names and keys fit, or the configuration could not be read.
fn registrars(config: &Config) -> Finding {
    let mut listed = BTreeMap::new();
    for registrar in &config.registrars {
        *listed.entry(registrar.key.to_string()).or_insert(0) += 1;
    }
    if listed.is_empty() {
        return Finding::Later("registrars: none is listed, so no poll will be taken".to_owned());
    }
    match listed.iter().find(|(_, times)| **times > 1) {
        Some((key, _)) => Finding::Bad(format!("registrars: {key} is listed twice")),
        None => Finding::Good(format!("registrars: polls of {} are taken", listed.len())),
    }
}

#[cfg(test)]
mod tests {
    use std::net::TcpListener;
    use std::path::PathBuf;

    use crypto::note::SignerKey;

    use super::*;
    use crate::testing::{Database, databases, name};
    use crate::witnesses::tests::listed;

    /// A configuration file beside a good key, with these lines more.
    fn config(dir: &Path, database: &Database, lines: &str) -> Config {
        let key = dir.join("ballot-box.key");
        if !key.exists() {
            crate::keys::generate(&name("127.0.0.1:8002"), &key).unwrap();
        }
        let registrar = SignerKey::generate(&name("localhost:8001"));
        let text = format!(
            "name = \"127.0.0.1:8002\"\nlisten = \"127.0.0.1:0\"\nservice_key_file = \"ballot-box.key\"\n\
             state_dir = \"state\"\ndatabase_url = \"{}\"\n{lines}\n\
             [[registrars]]\nname = \"localhost:8001\"\nkey = \"{}\"\n",
            database.url(),
            registrar.verifier()
        );
        let file = dir.join("ballot-box.toml");
        std::fs::write(&file, text).unwrap();
        Config::read(&file).unwrap()
    }

    fn told(config: &Config) -> String {
        findings(config).iter().map(|finding| format!("{finding}\n")).collect()
    }

    #[test]
    fn what_is_wrong_is_named_line_by_line() {
        for database in databases() {
            let dir = tempfile::tempdir().unwrap();
            let good = config(dir.path(), &database, "metrics_listen = \"127.0.0.1:0\"");
            let told_of_good = told(&good);
            assert!(!told_of_good.contains("BAD") && !told_of_good.contains("warning"), "{told_of_good}");
            assert_eq!(told_of_good.lines().count(), 7, "{told_of_good}");
            assert!(!good.state_dir.exists(), "a check makes nothing");

            let used = TcpListener::bind("127.0.0.1:0").unwrap();
            let mut bad = config(dir.path(), &database, "metrics_listen = \"192.0.2.1:9\"");
            bad.service_key_file = PathBuf::from("/nowhere/ballot-box.key");
            bad.state_dir = "/proc/nowhere".into();
            bad.database_url = "/nowhere/ballot-box.sqlite".to_owned();
            bad.listen = used.local_addr().unwrap().into();
            bad.registrars.push(bad.registrars[0].clone());
            let told_of_bad = told(&bad);
            for line in [
                "BAD      service_key_file: ",
                "BAD      state_dir: cannot write into /proc",
                "BAD      database_url: ",
                "warning  listen: 127.0.0.1:",
                "BAD      metrics_listen: 192.0.2.1:9: ",
                "BAD      registrars: localhost:8001+",
            ] {
                assert!(told_of_bad.contains(line), "{line} is not in {told_of_bad}");
            }
            bad.registrars.clear();
            assert!(told(&bad).contains("warning  registrars: none is listed"));
            // No key at all.
            bad.service_key_file = dir.path().join("ballot-box.toml");
            assert!(told(&bad).contains("BAD      service_key_file: "));
        }
    }

    #[test]
    fn witnesses_are_asked_whether_they_are_there() {
        let dir = tempfile::tempdir().unwrap();
        let there = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}", there.local_addr().unwrap());
        let answers = std::thread::spawn(move || {
            use std::io::{Read as _, Write as _};
            let (mut caller, _) = there.accept().unwrap();
            let _ = caller.read(&mut [0; 4096]).unwrap();
            caller.write_all(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n").unwrap();
        });
        let database = Database::sqlite();
        let mut config = config(dir.path(), &database, "");
        config.witnesses = [&url, "http://127.0.0.1:1"].map(listed).to_vec();
        let told = told(&config);
        answers.join().unwrap();
        assert!(told.contains("good     witnesses: ") && told.contains("warning  witnesses: "), "{told}");
        assert!(!told.contains("BAD"), "{told}");
    }
}
