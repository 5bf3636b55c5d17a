//! Mails that the registrar put into a folder instead of sending them.

use std::fs;
use std::io;
use std::path::Path;
use std::time::SystemTime;

use base64::Engine as _;

/// The newest token of a link `/verify?token=..` in the `*.eml` files of `outbox` that were written to `address`.
pub fn newest_token(outbox: &Path, address: &str) -> io::Result<Option<String>> {
    let mut newest: Option<(SystemTime, String)> = None;
    for entry in fs::read_dir(outbox)? {
        let entry = entry?;
        if entry.path().extension().is_none_or(|extension| extension != "eml") {
            continue;
        }
        let written = entry.metadata()?.modified()?;
        let mail = fs::read_to_string(entry.path())?;
        if let Some(token) = is_to(&mail, address).then(|| token(&mail)).flatten()
            && newest.as_ref().is_none_or(|(time, _)| *time <= written)
        {
            newest = Some((written, token));
        }
    }
    Ok(newest.map(|(_, token)| token))
}

/// Whether a mail's `To:` names the address.
pub fn is_to(mail: &str, address: &str) -> bool {
    headers(mail).any(|(name, value)| name.eq_ignore_ascii_case("to") && value.contains(address))
}

/// The token of the first link `/verify?token=..` in a mail.
pub fn token(mail: &str) -> Option<String> {
    let body = body(mail);
    let (_, after) = body.split_once("/verify?token=")?;
    let token: String =
        after.chars().take_while(|c| c.is_ascii_alphanumeric() || "-_".contains(*c)).collect();
    (!token.is_empty()).then_some(token)
}

/// The text of a mail of one part, with its transfer encoding undone (RFC 2045 section 6).
pub fn body(mail: &str) -> String {
    let text = mail.replace("\r\n", "\n");
    let body = text.split_once("\n\n").map_or("", |(_, body)| body);
    let encoding = headers(mail)
        .find(|(name, _)| name.eq_ignore_ascii_case("content-transfer-encoding"))
        .map(|(_, value)| value.trim().to_ascii_lowercase());
    match encoding.as_deref() {
        Some("quoted-printable") => unquote(body),
        Some("base64") => {
            let packed: String = body.split_whitespace().collect();
            let bytes = base64::engine::general_purpose::STANDARD.decode(packed).unwrap_or_default();
            String::from_utf8_lossy(&bytes).into_owned()
        }
        _ => body.to_owned(),
    }
}

fn headers(mail: &str) -> impl Iterator<Item = (&str, &str)> {
    mail.lines().take_while(|line| !line.is_empty()).filter_map(|line| line.split_once(':'))
}

fn unquote(body: &str) -> String {
    let joined = body.replace("=\n", "");
    let mut bytes = Vec::with_capacity(joined.len());
    let mut rest = joined.as_bytes();
    while let Some((&first, after)) = rest.split_first() {
        let escaped = (first == b'=')
            .then(|| after.get(..2).and_then(|digits| std::str::from_utf8(digits).ok()))
            .flatten()
            .and_then(|digits| u8::from_str_radix(digits, 16).ok());
        bytes.push(escaped.unwrap_or(first));
        rest = if escaped.is_some() { &after[2..] } else { after };
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_is_found_through_every_transfer_encoding() {
        let plain = "To: a@example.org\r\nContent-Transfer-Encoding: 7bit\r\n\r\nGo to http://x/verify?token=Ab-_9.\r\n";
        let quoted = "To: a@example.org\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\nGr=C3=BC=C3=9Fe: http://x/veri=\r\nfy?token=3DAb-=\r\n_9\r\n";
        let packed = format!(
            "To: a@example.org\nContent-Transfer-Encoding: base64\n\n{}\n",
            base64::engine::general_purpose::STANDARD.encode("http://x/verify?token=Ab-_9 ")
        );
        for mail in [plain, quoted, &packed] {
            assert_eq!(token(mail).as_deref(), Some("Ab-_9"), "{mail}");
            assert!(is_to(mail, "a@example.org") && !is_to(mail, "b@example.org"));
        }
        assert!(body(quoted).starts_with("Grüße"));
        assert_eq!(token("To: a@example.org\n\nNothing to do."), None);
    }
}
