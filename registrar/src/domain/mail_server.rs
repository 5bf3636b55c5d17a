//! A mail server and our connections to it (RFC 5321), by lettre's protocol.
//!
//! lettre's own pool does not say at which step a server refuses, and that is what matters: a refused recipient is the end
//! of one mail, a refused password or sender the end of none. It also writes a mail in two pieces, the second of which the
//! kernel holds back until the first is acknowledged (Nagle's algorithm): some 40 milliseconds for each mail. So connections
//! are kept here, and a mail leaves in one piece.

use std::fmt;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use lettre::Address;
use lettre::address::Envelope;
use lettre::transport::smtp::Error;
use lettre::transport::smtp::authentication::{Credentials, DEFAULT_MECHANISMS};
use lettre::transport::smtp::client::{SmtpConnection, TlsParameters};
use lettre::transport::smtp::commands::{Data, Mail, Rcpt};
use lettre::transport::smtp::extension::ClientId;

use super::outage::{Outage, words};
use super::postman::SendError;

/// How a connection is kept secret.
pub(crate) enum Security {
    /// Not at all.
    None,
    /// TLS after a word in the clear (RFC 3207); nothing else is sent without it.
    StartTls(TlsParameters),
    /// TLS from the first byte (RFC 8314).
    Tls(TlsParameters),
}

/// A mail server.
pub(crate) struct MailServer {
    host: String,
    port: u16,
    security: Security,
    login: Option<Credentials>,
    hello: ClientId,
    idle: Mutex<Vec<Idle>>,
}

/// A connection on which the server waits for the next mail.
struct Idle {
    line: SmtpConnection,
    since: Instant,
}

impl fmt::Debug for MailServer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MailServer")
            .field("host", &self.host)
            .field("port", &self.port)
            .finish_non_exhaustive()
    }
}

impl MailServer {
    /// Nothing is sent yet.
    pub(crate) fn new(host: String, port: u16, security: Security, login: Option<Credentials>) -> Self {
        Self { host, port, security, login, hello: ClientId::default(), idle: Mutex::default() }
    }

    /// Whether mails could be sent now. Blocks.
    pub(crate) fn check(&self) -> Result<(), Outage> {
        self.connect().map(hang_up)
    }

    /// Hands a mail over. Blocks.
    pub(crate) fn send(&self, envelope: &Envelope, message: &[u8]) -> Result<(), SendError> {
        let mut line = self.begin(envelope.from())?;
        match hand_over(&mut line, envelope, message) {
            Ok(()) => {
                self.keep(line);
                Ok(())
            }
            Err(error) => {
                // What was begun is taken back, and the next mail may go by this connection.
                if error.status().is_some() && line.command("RSET\r\n").is_ok() {
                    self.keep(line);
                } else {
                    line.abort();
                }
                Err(match error.status() {
                    None => SendError::Outage(Outage::of(&error)),
                    // The server ends (RFC 5321 section 3.8), and the mail has nothing to do with it.
                    Some(code) if code.to_string() == "421" => SendError::Outage(Outage::of(&error)),
                    Some(_) if error.is_permanent() => SendError::Refused(words(&error)),
                    Some(_) => SendError::Later(words(&error)),
                })
            }
        }
    }

    /// Gives connections back on which nothing was sent for a while. Blocks.
    pub(crate) fn rest(&self) {
        let (tired, rested): (Vec<_>, Vec<_>) =
            self.idle().drain(..).partition(|idle| idle.since.elapsed() > LONGEST_IDLE);
        self.idle().extend(rested);
        tired.into_iter().for_each(|idle| hang_up(idle.line));
    }

    /// A connection on which the server has taken the sender. One that was used before may have ended meanwhile, or have
    /// taken as many mails as the server likes: then it is a fresh one.
    fn begin(&self, sender: Option<&Address>) -> Result<SmtpConnection, Outage> {
        let begin = Mail::new(sender.cloned(), Vec::new());
        loop {
            let used = self.idle().pop();
            let Some(Idle { mut line, .. }) = used else { break };
            if line.command(&begin).is_ok() {
                return Ok(line);
            }
            line.abort();
        }
        let mut line = self.connect()?;
        match line.command(&begin) {
            Ok(_) => Ok(line),
            Err(error) => {
                line.abort();
                Err(Outage::of(&error))
            }
        }
    }

    fn connect(&self) -> Result<SmtpConnection, Outage> {
        let at_once = if let Security::Tls(parameters) = &self.security { Some(parameters) } else { None };
        let server = (self.host.as_str(), self.port);
        let mut line = SmtpConnection::connect(server, Some(TIMEOUT), &self.hello, at_once, None)
            .map_err(|error| Outage::of(&error))?;
        if let Security::StartTls(parameters) = &self.security {
            if !line.can_starttls() {
                line.abort();
                return Err(Outage::NoStartTls);
            }
            line.starttls(parameters, &self.hello).map_err(|error| Outage::of(&error))?;
        }
        if let Some(login) = &self.login {
            if line.server_info().get_auth_mechanism(DEFAULT_MECHANISMS).is_none() {
                line.abort();
                return Err(Outage::NoLogin);
            }
            line.auth(DEFAULT_MECHANISMS, login).map_err(|error| Outage::of_login(&error))?;
        }
        Ok(line)
    }

    fn keep(&self, line: SmtpConnection) {
        self.idle().push(Idle { line, since: Instant::now() });
    }

    fn idle(&self) -> MutexGuard<'_, Vec<Idle>> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// After the sender: recipients and text.
fn hand_over(line: &mut SmtpConnection, envelope: &Envelope, message: &[u8]) -> Result<(), Error> {
    for recipient in envelope.to() {
        line.command(Rcpt::new(recipient.clone(), Vec::new()))?;
    }
    line.command(Data)?;
    line.command(whole(&String::from_utf8_lossy(message))).map(drop)
}

/// A text as it stands on the wire: lines that begin with a dot have one more, and a dot alone ends it (RFC 5321 section
/// 4.5.2). Mails are built of ASCII alone.
fn whole(message: &str) -> String {
    let text: String = message
        .split_inclusive("\r\n")
        .flat_map(|line| [if line.starts_with('.') { "." } else { "" }, line])
        .collect();
    let end = if text.is_empty() || text.ends_with("\r\n") { "" } else { "\r\n" };
    format!("{text}{end}.\r\n")
}

/// Says goodbye.
fn hang_up(mut line: SmtpConnection) {
    // Fails only if the server has ended the connection itself.
    let _ = line.quit();
}

/// For each answer of the server.
const TIMEOUT: Duration = Duration::from_secs(30);
/// Servers wait for five minutes (RFC 5321 section 4.5.3.2.7); most of ours is needed by others.
const LONGEST_IDLE: Duration = Duration::from_secs(30);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dot_at_the_beginning_of_a_line_does_not_end_a_mail() {
        for (text, wire) in [
            ("", ".\r\n"),
            ("A\r\n", "A\r\n.\r\n"),
            ("A", "A\r\n.\r\n"),
            (".\r\n", "..\r\n.\r\n"),
            ("A\r\n.\r\n..B\r\n", "A\r\n..\r\n...B\r\n.\r\n"),
            ("a.b\r\n", "a.b\r\n.\r\n"),
        ] {
            assert_eq!(whole(text), wire, "{text:?}");
        }
    }
}
