//! `mail.smtp_url`: which mail server, how secretly, and who we are there.

use std::net::IpAddr;

use anyhow::{Context as _, bail, ensure};
use rocket::http::RawStr;
use rocket::http::uri::Absolute;

/// What an `smtp_url` says.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct SmtpUrl {
    /// Name or address.
    pub(crate) host: String,
    /// 465, 587 or 25 where none is written.
    pub(crate) port: u16,
    /// See [`Encryption`].
    pub(crate) encryption: Encryption,
    /// Who signs in.
    pub(crate) user: Option<String>,
    /// With what, if it stands in the URL.
    pub(crate) password: Option<String>,
}

/// Whether a connection is encrypted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Encryption {
    /// `smtp://`
    None,
    /// `smtp://...?tls=required`
    StartTls,
    /// `smtps://`
    Tls,
}

impl std::fmt::Debug for SmtpUrl {
    /// Without the password.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SmtpUrl").field("host", &self.host).field("port", &self.port).finish_non_exhaustive()
    }
}

impl SmtpUrl {
    /// Reads it. No error repeats the URL, which may hold a password.
    pub(crate) fn parse(text: &str) -> anyhow::Result<Self> {
        let url = Absolute::parse(text).ok().context(
            "is no URL of a mail server such as smtps://user:password@mail.example.org, with special characters of user \
             and password percent-encoded",
        )?;
        let server = url.authority().context("names no mail server")?;
        let encryption = match (url.scheme(), url.query().map(|query| query.as_str())) {
            ("smtps", None) => Encryption::Tls,
            ("smtp", Some("tls=required")) => Encryption::StartTls,
            ("smtp", None) => Encryption::None,
            _ => bail!("write smtps://host, smtp://host:587?tls=required or smtp://host"),
        };
        ensure!(
            url.path().as_str().trim_matches('/').is_empty(),
            "nothing but ?tls=required may follow the host"
        );
        let host = server.host().trim_start_matches('[').trim_end_matches(']').to_owned();
        ensure!(!host.is_empty(), "names no mail server");
        let (user, password) = match server.user_info().map(|info| info.split_once(':').unwrap_or((info, "")))
        {
            None => (None, None),
            Some((user, password)) => (Some(decoded(user)?), Some(decoded(password)?)),
        };
        let port = server.port().unwrap_or(match encryption {
            Encryption::Tls => 465,
            Encryption::StartTls => 587,
            Encryption::None => 25,
        });
        let password = password.filter(|password| !password.is_empty());
        let parsed = Self { host, port, encryption, user, password };
        ensure!(
            parsed.user.is_none() || encryption != Encryption::None || parsed.is_loopback(),
            "user and password would go over the network in the clear: write smtps://, or add ?tls=required"
        );
        Ok(parsed)
    }

    fn is_loopback(&self) -> bool {
        self.host == "localhost" || self.host.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
    }
}

fn decoded(part: &str) -> anyhow::Result<String> {
    let text =
        RawStr::new(part).percent_decode().ok().context("user or password is not percent-encoded UTF-8")?;
    Ok(text.into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_mail_server_or_would_give_the_password_away_is_refused_without_repeating_it() {
        for bad in [
            "",
            "mail.example.org",
            "http://mail.example.org",
            "smtps://",
            "smtps://user:secret@",
            "smtps://user:secret@mail.example.org:99999",
            "smtps://user:secret@mail.example.org/name",
            "smtps://user:secret@mail.example.org?tls=required",
            "smtp://user:secret@mail.example.org",
            "smtp://user@mail.example.org:587",
            "smtp://mail.example.org?tls=opportunistic",
            "smtp://user:secret@mail.example.org?tls=Required",
            "smtps://us er:secret@mail.example.org",
            "smtps://user:%ff@mail.example.org",
        ] {
            let error = format!("{:#}", SmtpUrl::parse(bad).unwrap_err());
            assert!(!error.contains("secret"), "{error}");
        }
    }

    #[test]
    fn each_way_to_a_mail_server_has_its_port() {
        let read = |text: &str| {
            let url = SmtpUrl::parse(text).unwrap();
            assert!(!format!("{url:?}").contains("secret"));
            (url.host, url.port, url.encryption, url.user, url.password)
        };
        let login = || (Some("me@b.c".to_owned()), Some("secret:%/é".to_owned()));
        let (user, password) = login();
        let encoded = "me%40b.c:secret:%25%2F%C3%A9";
        assert_eq!(
            read(&format!("smtps://{encoded}@mail.example.org")),
            ("mail.example.org".to_owned(), 465, Encryption::Tls, user, password)
        );
        let (user, password) = login();
        assert_eq!(
            read(&format!("smtp://{encoded}@mail.example.org?tls=required")),
            ("mail.example.org".to_owned(), 587, Encryption::StartTls, user, password)
        );
        assert_eq!(read("smtp://[::1]"), ("::1".to_owned(), 25, Encryption::None, None, None));
        let user = Some("me".to_owned());
        assert_eq!(
            read("smtp://me@127.0.0.1:2525/"),
            ("127.0.0.1".to_owned(), 2525, Encryption::None, user, None)
        );
    }
}
