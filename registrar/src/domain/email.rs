//! E-mail addresses, in one spelling.

use std::str::FromStr;

use web::i18n::Text;

/// Why a text is not an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{}", Self::text())]
pub(crate) struct EmailMalformed;

impl EmailMalformed {
    /// For the page.
    pub(crate) const fn text() -> Text {
        Text::new("email-malformed")
    }
}

/// The one spelling of an address: without white space around it, in lower case. Two spellings of one mailbox would be
/// two voters.
pub(crate) fn parse_email(text: &str) -> Result<String, EmailMalformed> {
    let email = text.trim().to_lowercase();
    let plain = email.is_ascii()
        && email.len() <= 254
        && !email.contains(['"', '\\', '(', '[', ' ', ',', ';', '<', '>']);
    let (local, domain) = email.rsplit_once('@').ok_or(EmailMalformed)?;
    let dotted = domain.contains('.') || domain == "localhost";
    if plain && dotted && local.len() <= 64 && lettre::Address::from_str(&email).is_ok() {
        Ok(email)
    } else {
        Err(EmailMalformed)
    }
}

/// The part after the `@`.
pub(crate) fn domain_of(email: &str) -> &str {
    email.rsplit_once('@').map_or("", |(_, domain)| domain)
}

/// The one spelling of a domain that open polls admit.
pub(crate) fn parse_domain(text: &str) -> Result<String, EmailMalformed> {
    let domain = text.trim().trim_start_matches('@').to_lowercase();
    parse_email(&format!("x@{domain}")).map(|_| domain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_have_one_spelling() {
        assert_eq!(parse_email(" Ada.L+1@Example.ORG\t").unwrap(), "ada.l+1@example.org");
        assert_eq!(parse_domain("@Example.org").unwrap(), "example.org");
        for bad in [
            "",
            "ada",
            "ada@",
            "@example.org",
            "ada@example",
            "a da@example.org",
            "ada@exa mple.org",
            "ada@example.org, ben@example.org",
            "\"ada\"@example.org",
            "ada@[127.0.0.1]",
            "ada@example.org\r\nBcc: x@y.z",
            "äda@example.org",
            "ada@@example.org",
            "<ada@example.org>",
        ] {
            assert!(parse_email(bad).is_err(), "{bad:?}");
        }
    }
}
