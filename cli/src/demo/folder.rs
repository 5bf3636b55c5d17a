//! The demo's folder: two keys, two configurations, two databases, one outbox; readable by its owner alone.

use std::fs;
use std::io;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result, bail, ensure};
use serde::{Deserialize, Serialize};

use crate::private_file;

/// An existing folder and the ports that its keys and polls are made for.
#[derive(Debug)]
pub(super) struct DemoFolder {
    path: PathBuf,
    ports: Ports,
}

/// Names of services hold their ports, and keys and polls hold the names: a folder keeps its ports for ever.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
struct Ports {
    registrar: u16,
    ballot_box: u16,
}

impl DemoFolder {
    /// Reads the ports of the folder, or takes those of a new one; [`prepare`](Self::prepare) fixes them.
    pub(super) fn open(path: &Path, registrar: Option<u16>, ballot_box: Option<u16>) -> Result<Self> {
        let file = path.join(PORTS_FILE);
        let kept: Option<Ports> = match fs::read(&file) {
            Ok(text) => Some(
                serde_json::from_slice(&text).with_context(|| format!("{} is damaged", file.display()))?,
            ),
            Err(error) if error.kind() == io::ErrorKind::NotFound => None,
            Err(error) => return Err(error).with_context(|| format!("cannot read {}", file.display())),
        };
        let ports = match kept {
            Some(kept) => kept,
            None => {
                let chosen =
                    Ports { registrar: registrar.unwrap_or(8001), ballot_box: ballot_box.unwrap_or(8002) };
                ensure!(
                    chosen.registrar != chosen.ballot_box,
                    "the two services need two ports: choose others with --registrar-port and --ballot-box-port"
                );
                chosen
            }
        };
        for (flag, asked, kept) in [
            ("--registrar-port", registrar, ports.registrar),
            ("--ballot-box-port", ballot_box, ports.ballot_box),
        ] {
            if asked.is_some_and(|asked| asked != kept) {
                bail!(
                    "the data in {} was made for {flag} {kept}; leave the flag out, or name another folder with --data",
                    path.display()
                );
            }
        }
        Ok(Self { path: path.to_owned(), ports })
    }

    /// Fails with the flag to use if another program listens on a port.
    pub(super) fn ports_are_free(&self) -> Result<()> {
        for (flag, port) in
            [("--registrar-port", self.ports.registrar), ("--ballot-box-port", self.ports.ballot_box)]
        {
            if let Err(error) = TcpListener::bind(("127.0.0.1", port)) {
                let advice = if self.has_keys() { " together with another --data folder" } else { "" };
                bail!(
                    "port {port} on 127.0.0.1 cannot be used ({error}): choose another with {flag}{advice}"
                );
            }
        }
        Ok(())
    }

    /// Makes what is missing: keys by the services' own `keygen`, then configurations that name each other's keys.
    pub(super) fn prepare(&self) -> Result<()> {
        private_file::folder(&self.outbox())?;
        private_file::replace(&self.path.join(PORTS_FILE), serde_json::to_string(&self.ports)?.as_bytes())?;
        let registrar = self.service_key("registrar", &self.registrar_name())?;
        let ballot_box = self.service_key("ballot-box", &self.ballot_box_name())?;
        let Ports { registrar: registrar_port, ballot_box: ballot_box_port } = self.ports;
        let registrar_config = format!(
            r#"name = "{name}"
listen = "127.0.0.1:{registrar_port}"
database_url = "registrar.sqlite"
service_key_file = "registrar.key"
key_encryption_key_file = "registrar.key.kek"
state_dir = "registrar-state"
demo = true

[ballot_box]
name = "{peer}"
key = "{ballot_box}"

[mail]
from = "Psephos demo <demo@example.org>"
outbox = "outbox"
"#,
            name = self.registrar_name(),
            peer = self.ballot_box_name(),
        );
        let ballot_box_config = format!(
            r#"name = "{name}"
listen = "127.0.0.1:{ballot_box_port}"
database_url = "ballot-box.sqlite"
service_key_file = "ballot-box.key"
state_dir = "ballot-box-state"
demo = true

[[registrars]]
name = "{peer}"
key = "{registrar}"
"#,
            name = self.ballot_box_name(),
            peer = self.registrar_name(),
        );
        for (service, config) in [("registrar", registrar_config), ("ballot-box", ballot_box_config)] {
            private_file::folder(&self.path.join(format!("{service}-state")))?;
            private_file::replace(&self.config(service), config.as_bytes())?;
        }
        Ok(())
    }

    /// A service's public verifier key; the key pair is made at the first call.
    fn service_key(&self, service: &str, name: &str) -> Result<String> {
        let key = self.path.join(format!("{service}.key"));
        let public = self.path.join(format!("{service}.vkey"));
        if !public.exists() {
            // A key whose public half was not noted was never used.
            for half_made in [key.clone(), self.path.join(format!("{service}.key.kek"))] {
                match fs::remove_file(half_made) {
                    Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error.into()),
                    _ => {}
                }
            }
            let made = Command::new(std::env::current_exe()?)
                .args([service, "keygen", "--name", name, "--out"])
                .arg(&key)
                .output()
                .with_context(|| format!("cannot make the {service}'s key"))?;
            ensure!(
                made.status.success(),
                "cannot make the {service}'s key: {}",
                String::from_utf8_lossy(&made.stderr).trim()
            );
            private_file::create(&public, &made.stdout)?;
        }
        Ok(fs::read_to_string(&public)?.trim().to_owned())
    }

    fn has_keys(&self) -> bool {
        self.path.join("registrar.vkey").exists()
    }

    /// The folder.
    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// The configuration of `registrar` or `ballot-box`.
    pub(super) fn config(&self, service: &str) -> PathBuf {
        self.path.join(format!("{service}.toml"))
    }

    /// Where a service's log goes.
    pub(super) fn log(&self, service: &str) -> PathBuf {
        self.path.join(format!("{service}.log"))
    }

    /// Where mails are put instead of being sent.
    pub(super) fn outbox(&self) -> PathBuf {
        self.path.join("outbox")
    }

    /// `demo.json`.
    pub(super) fn script_file(&self) -> PathBuf {
        self.path.join("demo.json")
    }

    /// Scripts wait for the file: it must not stand while the services do not answer yet.
    pub(super) fn withdraw_script_file(&self) -> Result<()> {
        match fs::remove_file(self.script_file()) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                Err(error).with_context(|| format!("cannot remove {}", self.script_file().display()))
            }
            _ => Ok(()),
        }
    }

    fn registrar_name(&self) -> String {
        format!("localhost:{}", self.ports.registrar)
    }

    fn ballot_box_name(&self) -> String {
        format!("127.0.0.1:{}", self.ports.ballot_box)
    }

    /// The registrar, under a host name of its own so that browsers keep the two services apart.
    pub(super) fn registrar_url(&self) -> String {
        format!("http://{}", self.registrar_name())
    }

    /// The ballot box.
    pub(super) fn ballot_box_url(&self) -> String {
        format!("http://{}", self.ballot_box_name())
    }
}

const PORTS_FILE: &str = "ports.json";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_keeps_its_ports() {
        let folder = tempfile::tempdir().unwrap();
        let first = DemoFolder::open(folder.path(), Some(9001), None).unwrap();
        private_file::create(&folder.path().join(PORTS_FILE), br#"{"registrar":9001,"ballot_box":8002}"#)
            .unwrap();
        assert_eq!(first.ports, Ports { registrar: 9001, ballot_box: 8002 });
        assert_eq!(DemoFolder::open(folder.path(), None, None).unwrap().ports, first.ports);
        let other = DemoFolder::open(folder.path(), None, Some(9002)).unwrap_err().to_string();
        assert!(other.contains("--ballot-box-port 8002"), "{other}");
    }

    #[test]
    fn one_port_is_not_enough() {
        let folder = tempfile::tempdir().unwrap();
        let refused = DemoFolder::open(folder.path(), Some(8002), None).unwrap_err().to_string();
        assert!(refused.contains("--registrar-port"), "{refused}");
    }

    #[test]
    fn a_taken_port_names_its_flag() {
        let taken = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = taken.local_addr().unwrap().port();
        let folder = tempfile::tempdir().unwrap();
        let demo = DemoFolder::open(folder.path(), Some(port), Some(8002)).unwrap();
        let message = demo.ports_are_free().unwrap_err().to_string();
        assert!(message.contains(&port.to_string()), "{message}");
    }
}
