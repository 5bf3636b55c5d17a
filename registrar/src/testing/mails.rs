//! Mails as their readers see them: with their transfer encodings undone.

use crypto::encoding::parse_b64;

/// What a mail says.
pub(crate) struct Read {
    /// Subject line.
    pub(crate) subject: String,
    /// Plain text.
    pub(crate) text: String,
    /// HTML, if there is any.
    pub(crate) html: Option<String>,
}

/// Reads a mail as it was sent, of one part or of two alternatives (RFC 2045, 2046, 2047).
pub(crate) fn read(mail: &str) -> Read {
    let mail = mail.replace("\r\n", "\n");
    let (head, body) = mail.split_once("\n\n").unwrap();
    let head = &head.replace("\n ", " ");
    let header = |head: &str, name: &str| {
        let line = head.lines().find_map(|line| line.strip_prefix(&format!("{name}: ")));
        line.unwrap_or_default().to_owned()
    };
    // Space between two encoded words is none (RFC 2047 section 6.2).
    let subject = header(head, "Subject").replace("?= =?utf-8?b?", "?==?utf-8?b?");
    let subject = subject.split(' ').map(words).collect::<Vec<_>>().join(" ");
    let part = |part: &str| {
        let (head, body) = part.trim_start().split_once("\n\n").unwrap();
        decoded(body, &header(head, "Content-Transfer-Encoding"))
    };
    let kind = header(head, "Content-Type");
    let Some((_, boundary)) = kind.split_once("boundary=\"") else {
        return Read { subject, text: decoded(body, &header(head, "Content-Transfer-Encoding")), html: None };
    };
    let boundary = format!("--{}", boundary.trim_end_matches('"'));
    let parts: Vec<String> = body.split(&boundary).skip(1).take(2).map(part).collect();
    let [text, html] = <[String; 2]>::try_from(parts).unwrap();
    Read { subject, text, html: Some(html) }
}

/// Encoded words, or a plain one.
fn words(word: &str) -> String {
    if !word.starts_with("=?utf-8?b?") {
        return word.to_owned();
    }
    let inner =
        word.split("=?utf-8?b?").map(|word| word.trim_end_matches("?=")).filter(|word| !word.is_empty());
    String::from_utf8(inner.flat_map(|word| parse_b64(word).unwrap()).collect()).unwrap()
}

fn decoded(body: &str, encoding: &str) -> String {
    let bytes = match encoding {
        "base64" => parse_b64(&body.split_whitespace().collect::<String>()).unwrap(),
        "quoted-printable" => unquoted(body),
        _ => body.as_bytes().to_vec(),
    };
    String::from_utf8(bytes).unwrap().replace("\r\n", "\n")
}

fn unquoted(body: &str) -> Vec<u8> {
    let joined = body.replace("=\n", "");
    let mut pieces = joined.split('=');
    let mut bytes = pieces.next().unwrap_or_default().as_bytes().to_vec();
    for piece in pieces {
        bytes.push(u8::from_str_radix(&piece[..2], 16).unwrap());
        bytes.extend(&piece.as_bytes()[2..]);
    }
    bytes
}
