//! Authorities and certificates as a test needs them, made by the program `openssl`.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// An authority that vouches for hosts.
#[derive(Debug)]
pub struct Authority {
    folder: PathBuf,
    name: &'static str,
}

impl Authority {
    /// A fresh one, with its files in `folder`.
    pub fn new(folder: &Path, name: &'static str) -> Self {
        let authority = Self { folder: folder.to_owned(), name };
        let key = authority.file("key");
        openssl(
            &authority.file("cnf"),
            "basicConstraints = critical, CA:TRUE\nkeyUsage = critical, keyCertSign",
            &["-subj", &format!("/CN={name}"), "-keyout", &key, "-out", &authority.certificate()],
        );
        authority
    }

    /// The PEM file of its own certificate.
    pub fn certificate(&self) -> String {
        self.file("pem")
    }

    /// A PEM file with a certificate for `host` and its key.
    pub fn vouch_for(&self, host: &str) -> String {
        let path = |extension: &str| self.file(&format!("{host}.{extension}"));
        let (certificate, key, whole) = (path("crt"), path("key"), path("pem"));
        let made = ["-subj", &format!("/CN={host}"), "-keyout", &key, "-out", &certificate];
        let issuer = ["-CA", &self.certificate(), "-CAkey", &self.file("key")];
        let says = format!("basicConstraints = CA:FALSE\nsubjectAltName = DNS:{host}");
        openssl(&path("cnf"), &says, &[made.as_slice(), &issuer].concat());
        let read = |path: &str| fs::read_to_string(path).expect("openssl has written it");
        fs::write(&whole, read(&certificate) + &read(&key)).expect("the folder can be written");
        whole
    }

    fn file(&self, extension: &str) -> String {
        let path = self.folder.join(format!("{}.{extension}", self.name));
        path.into_os_string().into_string().expect("paths of tests are text")
    }
}

/// Makes a certificate with these extensions, valid from now for a day.
fn openssl(config: &str, extensions: &str, arguments: &[&str]) {
    let text =
        format!("[req]\ndistinguished_name = name\nx509_extensions = says\n[name]\n[says]\n{extensions}\n");
    fs::write(config, text).expect("the folder can be written");
    let made = Command::new("openssl")
        .args([
            "req",
            "-x509",
            "-newkey",
            "ec",
            "-pkeyopt",
            "ec_paramgen_curve:P-256",
            "-nodes",
            "-days",
            "1",
        ])
        .args(["-config", config])
        .args(arguments)
        .output()
        .expect("openssl is installed");
    assert!(made.status.success(), "openssl: {}", String::from_utf8_lossy(&made.stderr));
}
