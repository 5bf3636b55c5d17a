//! The table `[proof_of_work]`.

use anyhow::ensure;
use serde::Deserialize;

use crate::domain::proof_of_work::Terms;

/// What a computer does before a stranger makes us write a mail.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct WorkConfig {
    /// Whether anything is asked for; if it is not said, not in a demo.
    pub mode: Option<Mode>,
    /// The largest number that may have to be tried; half of it is tried on average.
    pub difficulty: u32,
    /// How long a challenge is good, in seconds.
    pub expires_seconds: u32,
    /// How long a browser without scripts waits instead, in seconds.
    pub wait_seconds: u32,
}

/// A switch.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Mode {
    /// Asked for.
    On,
    /// Not asked for.
    Off,
}

impl Default for WorkConfig {
    /// A second on a telephone, less on a desk; time enough for a long form.
    fn default() -> Self {
        Self { mode: None, difficulty: 50_000, expires_seconds: 1_800, wait_seconds: 15 }
    }
}

impl WorkConfig {
    pub(super) fn check(self) -> anyhow::Result<()> {
        ensure!(
            (1..=10_000_000).contains(&self.difficulty),
            "key `proof_of_work.difficulty`: must be 1 to 10000000"
        );
        ensure!(
            (60..=86_400).contains(&self.expires_seconds),
            "key `proof_of_work.expires_seconds`: must be 60 (a minute) to 86400 (a day)"
        );
        ensure!(
            self.wait_seconds <= self.expires_seconds / 2,
            "key `proof_of_work.wait_seconds`: must be at most half of `expires_seconds`"
        );
        Ok(())
    }

    /// What is asked of strangers; nothing in a demo unless it is switched on.
    pub(crate) fn terms(self, demo: bool) -> Option<Terms> {
        let usual = if demo { Mode::Off } else { Mode::On };
        (self.mode.unwrap_or(usual) == Mode::On).then_some(Terms {
            difficulty: self.difficulty,
            lifetime: self.expires_seconds,
            wait: self.wait_seconds,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_demo_is_without_unless_it_is_said() {
        let usual = WorkConfig::default();
        assert!(usual.terms(false).is_some() && usual.terms(true).is_none());
        for demo in [true, false] {
            assert!(WorkConfig { mode: Some(Mode::On), ..usual }.terms(demo).is_some());
            assert!(WorkConfig { mode: Some(Mode::Off), ..usual }.terms(demo).is_none());
        }
    }
}
