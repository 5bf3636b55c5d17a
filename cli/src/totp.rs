//! Codes of an authenticator app (TOTP, RFC 6238), for the demo's organiser and for tests.

use anyhow::{Context as _, Result};
use totp_rs::{Builder, Secret, Totp};

/// What an app makes of a secret.
pub struct Codes(Totp);

impl Codes {
    /// From the secret in base32.
    pub fn parse(secret: &str) -> Result<Self> {
        let secret =
            Secret::try_from_base32(secret).ok().context("the secret of the second factor is no base32")?;
        let totp = Builder::new().with_secret(secret).build().ok();
        totp.map(Self).context("the secret of the second factor is too short")
    }

    /// The code of the time step of `at`, in seconds since 1970.
    pub fn at(&self, at: i64) -> String {
        self.0.generate(at.unsigned_abs()).to_string()
    }
}

/// The secret in what `registrar create-admin` prints.
pub fn secret_in(told: &str) -> Option<&str> {
    let (_, after) = told.split_once("otpauth://")?.1.split_once("secret=")?;
    after.split(['&', '\n']).next()
}

/// Length of a time step, in seconds.
pub const PERIOD: i64 = 30;
