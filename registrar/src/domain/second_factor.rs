//! The second factor: codes of an authenticator app (TOTP, RFC 6238) and recovery codes. Required of whoever manages
//! polls, offered to all.
//!
//! ```text
//! begin --secret shown--> pending --first code--> enrolled --every code once--> ...
//! ```
//!
//! A code is accepted within its time step of 30 seconds and the steps beside it, and none twice: what someone reads
//! over a shoulder is worthless once it was used.

use crypto::encoding::{crockford, parse_crockford, sha256};
use rand::TryRng as _;
use rand::rngs::SysRng;
use totp_rs::{Builder, Totp};
use web::Caller;
use web::i18n::{Text, TextValue};
use zeroize::Zeroizing;

use super::account::Account;
use super::account_mail;
use super::identity::Identified;
use super::limits::CodeKind;
use super::mail::Letterhead;
use super::session::{self, Outdated};
use super::vault::{NotOurs, Vault};
use crate::registrar::Registrar;
use crate::store;
use crate::store::StoreResult;

/// 160 random bits that an authenticator app holds too (RFC 4226 section 4 R6).
#[derive(Clone)]
pub(crate) struct Secret(Zeroizing<[u8; SECRET]>);

/// Why a code does not open the account.
#[derive(Debug, thiserror::Error)]
pub(crate) enum CodeError {
    /// None was given.
    #[error("{}", self.text())]
    Missing,
    /// Another code, or one that was used or is too old.
    #[error("{}", self.text())]
    Wrong,
    /// Too many attempts for this account; seconds to wait.
    #[error("{}", self.text())]
    TooMany(u32),
    /// All sessions of the account ended meanwhile.
    #[error(transparent)]
    Outdated(#[from] Outdated),
    /// The stored secret cannot be read.
    #[error(transparent)]
    Unreadable(#[from] NotOurs),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] web::DbError),
}

impl CodeError {
    /// Words for a page; those of a failure of ours are for the log, in English.
    pub(crate) fn text(&self) -> TextValue {
        match self {
            Self::Missing => Text::new("code-missing").into(),
            Self::Wrong => Text::new("code-wrong").into(),
            Self::TooMany(_) => Text::new("too-many-attempts").into(),
            Self::Outdated(_) => Outdated::text().into(),
            Self::Unreadable(error) => error.to_string().into(),
            Self::Store(error) => error.to_string().into(),
        }
    }
}

impl Secret {
    /// A fresh one.
    pub(crate) fn generate() -> Self {
        let mut bytes = Zeroizing::new([0; SECRET]);
        SysRng.try_fill_bytes(bytes.as_mut_slice()).expect("the system's random source answers");
        Self(bytes)
    }

    /// For who cannot scan the picture: base32 (RFC 4648), as apps take it.
    pub(crate) fn base32(&self) -> String {
        self.totp().secret().to_base32()
    }

    /// What apps read: `otpauth://totp/..`, for the account `email` at the service `issuer`.
    pub(crate) fn uri(&self, issuer: &str, email: &str) -> String {
        let (issuer, email, secret) = (percent(issuer), percent(email), self.base32());
        format!(
            "otpauth://totp/{issuer}:{email}?secret={secret}&issuer={issuer}&algorithm=SHA1&digits=6&period=30"
        )
    }

    /// The code of the time step `step`.
    pub(crate) fn code(&self, step: i64) -> String {
        self.totp().generate(step.unsigned_abs() * PERIOD.unsigned_abs()).to_string()
    }

    /// The time step around `now` whose code this is.
    fn step_of(&self, code: &str, now: i64) -> Option<i64> {
        self.totp().check(code, now.unsigned_abs()).and_then(|step| i64::try_from(step).ok())
    }

    /// Sealed for the account.
    pub(crate) fn seal(&self, vault: &Vault, account: &str) -> Vec<u8> {
        vault.seal(&sealed_name(account), self.0.as_slice())
    }

    /// Inverse of [`Secret::seal`].
    pub(crate) fn open(vault: &Vault, account: &str, sealed: &[u8]) -> Result<Self, NotOurs> {
        let bytes = vault.open(&sealed_name(account), sealed)?;
        Ok(Self(Zeroizing::new(bytes.as_slice().try_into().map_err(|_| NotOurs)?)))
    }

    fn totp(&self) -> Totp {
        Builder::new().with_secret(self.0.to_vec()).build().expect("a secret has 160 bits")
    }
}

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Secret")
    }
}

/// The time step of `now`, which is in seconds since 1970.
pub(crate) fn step_at(now: i64) -> i64 {
    now / PERIOD
}

/// The secret that an account is about to put into an app: a new one each time, for whoever began before may have kept
/// what waits.
pub(crate) async fn begin(registrar: &Registrar, account: &Account) -> Result<Secret, CodeError> {
    let secret = Secret::generate();
    let (id, sealed) = (account.id.clone(), secret.seal(&registrar.vault, &account.id));
    registrar.db.write(move |conn| store::second_factors::begin(conn, &id, &sealed)).await?;
    Ok(secret)
}

/// The secret that was shown and waits for its first code.
async fn waiting(registrar: &Registrar, account: &Account) -> Result<Option<Secret>, CodeError> {
    let id = account.id.clone();
    let found = registrar.db.run(move |conn| store::second_factors::find(conn, &id)).await?;
    let Some(sealed) = found.filter(|found| found.step.is_none()).map(|found| found.secret) else {
        return Ok(None);
    };
    Ok(Some(Secret::open(&registrar.vault, &account.id, &sealed)?))
}

/// Takes the first code: from now on the factor is asked for, and every session that was opened without it ends. Who
/// may open a new one, and the recovery codes, which are shown once.
pub(crate) async fn confirm(
    registrar: &Registrar,
    account: &Account,
    code: &str,
    caller: &Caller,
    sender: &Letterhead,
) -> Result<(Identified, Vec<String>), CodeError> {
    let codes = &registrar.limits.codes;
    codes.attempt(CodeKind::App, &account.id, caller).await.map_err(CodeError::TooMany)?;
    let secret = waiting(registrar, account).await?.ok_or(CodeError::Wrong)?;
    let step = secret.step_of(&digits(code), registrar.clock.now().unix()).ok_or(CodeError::Wrong)?;
    codes.forgive(CodeKind::App, &account.id, caller).await;
    let (account, codes) = (account.clone(), generate_codes());
    let hashes = hash_codes(&account.id, &codes);
    let mail = account_mail::second_factor_on(sender, &account.email);
    let again = registrar
        .db
        .write(move |conn| {
            session::still::<CodeError>(conn, &account)?;
            if !store::second_factors::enrol(conn, &account.id, step)? {
                return Err(CodeError::Wrong);
            }
            store::second_factors::replace_codes(conn, &account.id, &hashes)?;
            let epoch = store::sessions::end_all_of(conn, &account.id)?;
            store::single_use::delete_all_of(conn, &account.id)?;
            store::outbox::insert(conn, &mail)?;
            Ok(Identified::again(account, epoch))
        })
        .await?;
    registrar.wake_mail();
    Ok((again, codes))
}

/// Checks a code of the app or a recovery code, and uses it up. Who gives several wrong ones makes the account's owner
/// hear of it.
pub(crate) async fn check(
    registrar: &Registrar,
    account: &Account,
    code: Option<&str>,
    caller: &Caller,
    sender: &Letterhead,
) -> Result<(), CodeError> {
    let code = code.map(str::trim).filter(|code| !code.is_empty()).ok_or(CodeError::Missing)?;
    let kind = kind_of(code);
    let codes = &registrar.limits.codes;
    codes.attempt(kind, &account.id, caller).await.map_err(CodeError::TooMany)?;
    let used = use_up(registrar, account, kind, code, sender).await;
    match &used {
        Ok(()) => codes.forgive(kind, &account.id, caller).await,
        Err(CodeError::Wrong) if codes.wrong(&account.id).await => {
            let mail = account_mail::wrong_codes(sender, &account.email);
            registrar.db.write(move |conn| store::outbox::insert(conn, &mail)).await?;
            registrar.wake_mail();
        }
        Err(_) => {}
    }
    used
}

async fn use_up(
    registrar: &Registrar,
    account: &Account,
    kind: CodeKind,
    code: &str,
    sender: &Letterhead,
) -> Result<(), CodeError> {
    if kind == CodeKind::Recovery {
        return recover(registrar, account, code, sender).await;
    }
    let id = account.id.clone();
    let found = registrar.db.run(move |conn| store::second_factors::find(conn, &id)).await?;
    let found = found.ok_or(CodeError::Wrong)?;
    let secret = Secret::open(&registrar.vault, &account.id, &found.secret)?;
    let step = secret.step_of(&digits(code), registrar.clock.now().unix()).ok_or(CodeError::Wrong)?;
    let id = account.id.clone();
    // RFC 6238 section 5.2: no second time. Of two at the same time one meets the other's step.
    if registrar.db.write(move |conn| store::second_factors::advance(conn, &id, step)).await? {
        Ok(())
    } else {
        Err(CodeError::Wrong)
    }
}

fn kind_of(code: &str) -> CodeKind {
    let digits = digits(code);
    let of_the_app = digits.len() == DIGITS && digits.bytes().all(|byte| byte.is_ascii_digit());
    if of_the_app { CodeKind::App } else { CodeKind::Recovery }
}

/// Takes the second factor off an account, whose owner was asked for a code.
pub(crate) async fn remove(registrar: &Registrar, account: &Account, sender: &Letterhead) -> StoreResult<()> {
    let id = account.id.clone();
    let mail = account_mail::second_factor_off(sender, &account.email);
    registrar
        .db
        .write(move |conn| -> StoreResult<()> {
            store::second_factors::remove(conn, &id)?;
            store::outbox::insert(conn, &mail)
        })
        .await?;
    registrar.wake_mail();
    Ok(())
}

/// Fresh recovery codes in the place of the old ones, for who was asked for a code.
pub(crate) async fn renew_codes(registrar: &Registrar, account: &Account) -> StoreResult<Vec<String>> {
    let (id, codes) = (account.id.clone(), generate_codes());
    let hashes = hash_codes(&id, &codes);
    registrar.db.write(move |conn| store::second_factors::replace_codes(conn, &id, &hashes)).await?;
    Ok(codes)
}

/// Uses a recovery code up, and tells the account's owner so.
async fn recover(
    registrar: &Registrar,
    account: &Account,
    code: &str,
    sender: &Letterhead,
) -> Result<(), CodeError> {
    let hash = hash_code(&account.id, code).ok_or(CodeError::Wrong)?;
    let (account, sender) = (account.clone(), sender.clone());
    registrar
        .db
        .write(move |conn| {
            if !store::second_factors::take_code(conn, &account.id, &hash)? {
                return Err(CodeError::Wrong);
            }
            let left = store::second_factors::codes_left(conn, &account.id)?;
            let mail = account_mail::recovery_code_used(&sender, &account.email, left);
            Ok(store::outbox::insert(conn, &mail)?)
        })
        .await?;
    registrar.wake_mail();
    Ok(())
}

fn generate_codes() -> Vec<String> {
    let code = || {
        let mut bytes = Zeroizing::new([0; CODE]);
        SysRng.try_fill_bytes(bytes.as_mut_slice()).expect("the system's random source answers");
        let text = crockford(bytes.as_slice(), CODE * 8 / 5);
        [&text[..4], &text[4..8], &text[8..12], &text[12..]].join("-")
    };
    (0..CODES).map(|_| code()).collect()
}

fn hash_codes(account: &str, codes: &[String]) -> Vec<Vec<u8>> {
    codes.iter().filter_map(|code| hash_code(account, code)).map(Vec::from).collect()
}

/// A fast hash is enough for 80 random bits.
fn hash_code(account: &str, code: &str) -> Option<[u8; 32]> {
    let bytes = Zeroizing::new(parse_crockford(code).ok()?);
    (bytes.len() == CODE).then(|| sha256(&[account.as_bytes(), b"\n", &bytes]))
}

/// As apps show them, with a gap in the middle.
fn digits(code: &str) -> String {
    code.chars().filter(|c| !c.is_whitespace()).collect()
}

/// Percent-encoding (RFC 3986 section 2.1) of all but letters and digits.
fn percent(text: &str) -> String {
    let encode = |byte: u8| match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'.' | b'-' => char::from(byte).to_string(),
        other => format!("%{other:02X}"),
    };
    text.bytes().map(encode).collect()
}

/// To what the sealed secret of an account is bound.
pub(crate) fn sealed_name(account: &str) -> String {
    format!("totp/{account}")
}

/// Length of a secret, in bytes.
const SECRET: usize = 20;
/// Length of a time step, in seconds (RFC 6238 section 5.2).
const PERIOD: i64 = 30;
/// Digits of a code.
const DIGITS: usize = 6;
/// Recovery codes of an account.
const CODES: usize = 10;
/// Length of a recovery code, in bytes.
const CODE: usize = 10;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_those_of_the_rfc() {
        // RFC 6238 appendix B, the last six of its eight digits.
        let secret = Secret(Zeroizing::new(*b"12345678901234567890"));
        for (at, code) in [(59, "287082"), (1_111_111_109, "081804"), (20_000_000_000, "353130")] {
            assert_eq!(secret.code(step_at(at)), code);
            for drift in [-30, 0, 30] {
                assert_eq!(secret.step_of(code, at + drift), Some(step_at(at)), "{drift}");
            }
            for drift in [-61, 61].into_iter().filter(|drift| at + drift > 0) {
                assert_eq!(secret.step_of(code, at + drift), None, "{drift}");
            }
        }
        assert_eq!(secret.base32(), "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
    }

    #[test]
    fn the_uri_escapes_what_would_end_a_part() {
        let uri = Secret::generate().uri("localhost:8001", "a+b@example.org");
        assert!(uri.starts_with("otpauth://totp/localhost%3A8001:a%2Bb%40example.org?secret="), "{uri}");
    }

    #[test]
    fn a_sealed_secret_is_of_one_account() {
        let vault = Vault::new(Zeroizing::new([7; 32]));
        let secret = Secret::generate();
        let sealed = secret.seal(&vault, "ada");
        assert_eq!(Secret::open(&vault, "ada", &sealed).unwrap().base32(), secret.base32());
        assert!(Secret::open(&vault, "ben", &sealed).is_err());
        assert_eq!(format!("{secret:?}"), "Secret");
    }

    #[test]
    fn recovery_codes_forgive_how_they_are_typed() {
        let codes = generate_codes();
        assert_eq!(codes.iter().collect::<std::collections::BTreeSet<_>>().len(), CODES);
        let code = &codes[0];
        assert_eq!(code.len(), 19);
        let hash = hash_code("ada", code);
        assert!(hash.is_some() && hash == hash_code("ada", &code.to_lowercase().replace('-', " ")));
        assert_ne!(hash, hash_code("ben", code));
        for bad in ["", "123456", "U", &code[1..], &format!("{code}0000")] {
            assert_eq!(hash_code("ada", bad), None, "{bad}");
        }
    }
}
