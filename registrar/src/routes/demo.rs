//! The demo's mails that would have been sent, and its codes that an app would show, on pages. Mounted in demo mode
//! only, which serves loopback only.

use std::path::Path;
use std::time::SystemTime;

use rocket::{Build, Rocket, get, routes};
use serde::Serialize;
use web::Problem;
use web::templates::context;

use super::{App, Fault, Reply, view};
use crate::domain::second_factor::{Secret, step_at};
use crate::store;

pub(crate) fn stage(rocket: Rocket<Build>) -> Rocket<Build> {
    rocket.mount("/demo", routes![outbox, mail, codes])
}

#[get("/outbox")]
fn outbox(app: &App) -> Result<Reply, Fault> {
    let dir = app.demo_outbox().ok_or_else(Problem::not_found)?;
    let mails = list(dir).map_err(Problem::internal)?;
    Ok(Reply::Show(view("demo-outbox.html", None, context! { mails })))
}

#[get("/outbox/<file>")]
fn mail(app: &App, file: &str) -> Result<Reply, Fault> {
    let dir = app.demo_outbox().ok_or_else(Problem::not_found)?;
    let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    let named = file.strip_suffix(".eml").filter(|stem| !stem.is_empty() && stem.bytes().all(plain));
    let stem = named.ok_or_else(Problem::not_found)?;
    let text = std::fs::read(dir.join(format!("{stem}.eml"))).map_err(|_| Problem::not_found())?;
    let mail = Shown::read(file.to_owned(), &String::from_utf8_lossy(&text));
    Ok(Reply::Show(view("demo-mail.html", None, context! { mail })))
}

/// The codes that an authenticator app would show.
#[get("/codes")]
async fn codes(app: &App) -> Result<Reply, Fault> {
    app.demo_outbox().ok_or_else(Problem::not_found)?;
    let factors = app.db.run(store::second_factors::all).await?;
    let now = step_at(app.clock.now().unix());
    let mut people = Vec::new();
    for (id, email, factor) in factors {
        let secret = Secret::open(&app.vault, &id, &factor.secret).map_err(Problem::internal)?;
        // The oldest code that would still be accepted: the one of this step may be used up already.
        let step = now.max(factor.step.map_or(now, |used| used + 1));
        let code = (step <= now + 1).then(|| secret.code(step));
        people.push(context! { email, code, secret => secret.base32() });
    }
    Ok(Reply::Show(view("demo-codes.html", None, context! { people })))
}

/// A mail as the page shows it.
#[derive(Debug, Serialize)]
struct Shown {
    file: String,
    to: String,
    subject: String,
    /// Runs of text, of which some are links.
    body: Vec<Run>,
}

#[derive(Debug, PartialEq, Eq, Serialize)]
struct Run {
    text: String,
    link: bool,
}

impl Shown {
    fn read(file: String, mail: &str) -> Self {
        let (head, body) = mail.split_once("\r\n\r\n").unwrap_or((mail, ""));
        let field = |name: &str| {
            head.lines()
                .find_map(|line| line.strip_prefix(name))
                .map(str::trim)
                .unwrap_or_default()
                .to_owned()
        };
        let (part, body) = text_part(head, body);
        let body = if part.contains("quoted-printable") { unquote(body) } else { body.replace("\r\n", "\n") };
        Self { file, to: field("To:"), subject: field("Subject:"), body: runs(&body) }
    }
}

/// The head and the body of the plain text: the first part of a mail of several (RFC 2046 section 5.1), else all of it.
fn text_part<'a>(head: &'a str, body: &'a str) -> (&'a str, &'a str) {
    let boundary = head.split_once("boundary=\"").and_then(|(_, rest)| rest.split('"').next());
    let part = boundary.and_then(|boundary| body.split(&format!("--{boundary}")).nth(1));
    part.and_then(|part| part.split_once("\r\n\r\n")).unwrap_or((head, body))
}

/// The newest mail first.
fn list(dir: &Path) -> std::io::Result<Vec<Shown>> {
    let mut files: Vec<(SystemTime, String)> = Vec::new();
    for entry in std::fs::read_dir(dir)? {
        let entry = entry?;
        if let Ok(name) = entry.file_name().into_string()
            && name.ends_with(".eml")
        {
            files.push((entry.metadata()?.modified()?, name));
        }
    }
    files.sort();
    let mut mails = Vec::new();
    for (_, name) in files.into_iter().rev().take(100) {
        let text = std::fs::read(dir.join(&name))?;
        mails.push(Shown::read(name, &String::from_utf8_lossy(&text)));
    }
    Ok(mails)
}

/// Quoted-printable (RFC 2045 section 6.7).
fn unquote(body: &str) -> String {
    let joined = body.replace("=\r\n", "").replace("\r\n", "\n");
    let (mut bytes, mut rest) = (Vec::new(), joined.as_bytes());
    while let Some((first, tail)) = rest.split_first() {
        let escaped = tail
            .get(..2)
            .filter(|_| *first == b'=')
            .and_then(|digits| std::str::from_utf8(digits).ok())
            .and_then(|digits| u8::from_str_radix(digits, 16).ok());
        match escaped {
            Some(byte) => {
                bytes.push(byte);
                rest = &tail[2..];
            }
            None => {
                bytes.push(*first);
                rest = tail;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// Splits a text into links and what stands between them.
fn runs(text: &str) -> Vec<Run> {
    let mut runs = Vec::new();
    for piece in text.split_inclusive(char::is_whitespace) {
        let word = piece.trim_end();
        let link = word.starts_with("http://") || word.starts_with("https://");
        if link {
            let end = word.trim_end_matches(['.', ',', ';', ':']).len();
            runs.push(Run { text: word[..end].to_owned(), link: true });
            runs.push(Run { text: piece[end..].to_owned(), link: false });
        } else {
            match runs.last_mut() {
                Some(Run { text, link: false }) => text.push_str(piece),
                _ => runs.push(Run { text: piece.to_owned(), link: false }),
            }
        }
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mails_are_readable_and_their_links_can_be_clicked() {
        let mail = "To: ada@example.org\r\nSubject: Hi\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n\
                    Open http://localhost:8001/verify?token=3Dab=\r\ncd, please.\r\n=C3=A4";
        let shown = Shown::read("x.eml".to_owned(), mail);
        assert_eq!((shown.to.as_str(), shown.subject.as_str()), ("ada@example.org", "Hi"));
        let link = shown.body.iter().find(|run| run.link).unwrap();
        assert_eq!(link.text, "http://localhost:8001/verify?token=abcd");
        assert!(shown.body.last().unwrap().text.ends_with("ä"));
    }
}
