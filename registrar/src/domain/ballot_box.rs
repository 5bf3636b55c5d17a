//! The registrar's one line to the ballot box: signed notes go there, its answers come back. Nothing else travels.

use std::time::Duration;

use crypto::manifest::Service;
use crypto::note::VerifierKey;
use crypto::statement::{Handover, HandoverFork, MAX_RESULT_BYTES};
use crypto::time::UtcTime;
use serde::Deserialize;
use ureq::Agent;
use ureq::tls::{RootCerts, TlsConfig, TlsProvider};
use web::i18n::Text;

/// The ballot box of this registrar.
#[derive(Debug)]
pub(crate) struct BallotBox {
    /// As manifests name it.
    pub(crate) service: Service,
    /// Keys that it handed over: polls that name one of them are its own as well.
    former_keys: Vec<VerifierKey>,
    agent: Agent,
}

/// What the ballot box answered.
#[derive(Debug)]
pub(crate) enum Answer {
    /// It has the statement: the note it sent back.
    Accepted(String),
    /// It refuses this statement, for this reason; repeating it would not help.
    Refused(String),
}

/// A poll as the ballot box shows it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub(crate) struct Glance {
    /// `before`, `voting`, `closed`, `counted` or `cancelled`.
    pub(crate) phase: String,
    /// Ballots in the public log.
    pub(crate) ballots: u64,
}

/// Who answers in the place of the ballot box.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Identity {
    /// Its verifier key, as it says itself.
    pub(crate) key: VerifierKey,
    /// The notes by which earlier keys handed over.
    handovers: Vec<String>,
    /// Seconds by which its clock is ahead; none if it does not tell the time.
    pub(crate) ahead: Option<i64>,
    /// The keys of the registrars whose polls it takes, where it tells them.
    pub(crate) registrars: Option<Vec<String>>,
}

impl Identity {
    /// How the key that it shows stands to the one that is known.
    pub(crate) fn stands_to(&self, known: &VerifierKey) -> Standing {
        if self.key == *known {
            return Standing::Known;
        }
        match Handover::newest(known, &self.handovers) {
            Ok(newest) if newest == self.key => Standing::HandedOver,
            Ok(_) => Standing::Foreign,
            Err(fork) => Standing::Fork(fork),
        }
    }
}

/// How a key stands to the one that is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Standing {
    /// It is that one.
    Known,
    /// The known one handed over to it, and both signed that.
    HandedOver,
    /// Nothing says that it is anybody's successor.
    Foreign,
    /// The known one handed over to several.
    Fork(HandoverFork),
}

/// What an operator puts into the configuration of the registrar to accept the key `new`.
pub(crate) fn acceptance(new: &VerifierKey, known: &VerifierKey) -> String {
    format!(
        "in the registrar's configuration, under [ballot_box], set key = \"{new}\", add \"{known}\" to former_keys, and start \
         the registrar again"
    )
}

#[derive(Deserialize)]
struct WellKnown {
    key: VerifierKey,
    #[serde(default)]
    handovers: Vec<String>,
    #[serde(default)]
    registrars: Option<Vec<KnownRegistrar>>,
}

#[derive(Deserialize)]
struct KnownRegistrar {
    key: String,
}

/// It did not answer, or not now: try again.
#[derive(Debug, thiserror::Error)]
#[error("{}", self.text())]
pub(crate) struct Unreachable(String);

impl Unreachable {
    /// For a page; the detail is in English.
    pub(crate) fn text(&self) -> Text {
        Text::new("box-unreachable").with("detail", self.0.as_str())
    }

    /// The detail alone.
    pub(crate) fn detail(&self) -> &str {
        &self.0
    }
}

impl BallotBox {
    /// Talks to this service.
    pub(crate) fn new(service: Service, former_keys: Vec<VerifierKey>) -> Self {
        let tls = TlsConfig::builder()
            .provider(TlsProvider::NativeTls)
            .root_certs(RootCerts::PlatformVerifier)
            .build();
        let config = Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .timeout_global(Some(PATIENCE))
            .tls_config(tls)
            .user_agent("psephos-registrar")
            .build();
        Self { service, former_keys, agent: config.into() }
    }

    /// Whether a manifest names it, by its key or by one that it handed over.
    pub(crate) fn is(&self, named: &Service) -> bool {
        let own = &self.service;
        let same_place = (&named.name, &named.url) == (&own.name, &own.url);
        same_place && (named.key == own.key || self.former_keys.contains(&named.key))
    }

    /// Offers a new poll. Blocks.
    pub(crate) fn offer_manifest(&self, note: &str) -> Result<Answer, Unreachable> {
        self.post(&format!("{}/api/v1/polls", self.service.url), note)
    }

    /// Whether the ballot box has the poll. Blocks.
    pub(crate) fn has(&self, poll: &str) -> Result<bool, Unreachable> {
        let url = format!("{}/api/v1/polls/{poll}/manifest", self.service.url);
        let answer = self.agent.get(url).call().map_err(|error| Unreachable(error.to_string()))?;
        match answer.status().as_u16() {
            200 => Ok(true),
            404 | 410 => Ok(false),
            status => Err(Unreachable(format!("it answers {status}"))),
        }
    }

    /// Who answers there, and by how many seconds its clock is ahead of `now`. Blocks, for a moment only.
    pub(crate) fn identify(&self, now: UtcTime) -> Result<Identity, Unreachable> {
        let url = format!("{}/.well-known/psephos", self.service.url);
        let asked = self.agent.get(url).config().timeout_global(Some(GLANCE)).build().call();
        let mut response = asked.map_err(|error| Unreachable(error.to_string()))?;
        if response.status() != 200 {
            return Err(Unreachable(format!("it answers {}", response.status().as_u16())));
        }
        // RFC 9110 section 6.6.1: when the message was made.
        let date = response.headers().get("Date").and_then(|date| date.to_str().ok());
        let date = date.and_then(|date| jiff::fmt::rfc2822::parse(date).ok());
        let ahead = date.map(|date| date.timestamp().as_second() - now.unix());
        let body = response.body_mut().with_config().limit(MOST_BYTES).read_json::<WellKnown>();
        let WellKnown { key, handovers, registrars } =
            body.map_err(|error| Unreachable(error.to_string()))?;
        let registrars = registrars.map(|known| known.into_iter().map(|one| one.key).collect());
        Ok(Identity { key, handovers, ahead, registrars })
    }

    /// The newest signed result of a poll, if there is one: [`GLANCE`] for a page, which waits for it, else [`PATIENCE`]. Blocks.
    pub(crate) fn result(&self, poll: &str, patience: Duration) -> Result<Option<String>, Unreachable> {
        let url = format!("{}/api/v1/polls/{poll}/result", self.service.url);
        let asked = self.agent.get(url).config().timeout_global(Some(patience)).build().call();
        let mut response = asked.map_err(|error| Unreachable(error.to_string()))?;
        match response.status().as_u16() {
            200 => {
                let body = response.body_mut().with_config().limit(MAX_RESULT_BYTES as u64).read_to_string();
                body.map(Some).map_err(|error| Unreachable(error.to_string()))
            }
            403 | 404 | 409 | 410 => Ok(None),
            status => Err(Unreachable(format!("it answers {status}"))),
        }
    }

    /// What the ballot box shows everybody about a poll. Blocks, for a moment only: a page waits for it.
    pub(crate) fn glance(&self, poll: &str) -> Result<Glance, Unreachable> {
        let url = format!("{}/api/v1/polls/{poll}", self.service.url);
        let asked = self.agent.get(url).config().timeout_global(Some(GLANCE)).build().call();
        let mut response = asked.map_err(|error| Unreachable(error.to_string()))?;
        let status = response.status().as_u16();
        if status != 200 {
            return Err(Unreachable(format!("it answers {status}")));
        }
        let body = response.body_mut().with_config().limit(MOST_BYTES).read_json();
        body.map_err(|error| Unreachable(error.to_string()))
    }

    /// Whether the ballot box has published a result of the poll. Blocks.
    pub(crate) fn has_result(&self, poll: &str) -> Result<bool, Unreachable> {
        let url = format!("{}/api/v1/polls/{poll}/result", self.service.url);
        let answer = self.agent.get(url).call().map_err(|error| Unreachable(error.to_string()))?;
        match answer.status().as_u16() {
            200 => Ok(true),
            404 | 410 => Ok(false),
            status => Err(Unreachable(format!("it answers {status}"))),
        }
    }

    /// Sends a notice or the issuance statement (`path`: `notices`, `issuance`). Blocks.
    pub(crate) fn send(&self, poll: &str, path: &str, note: &str) -> Result<Answer, Unreachable> {
        self.post(&format!("{}/api/v1/polls/{poll}/{path}", self.service.url), note)
    }

    fn post(&self, url: &str, note: &str) -> Result<Answer, Unreachable> {
        let sent = self.agent.post(url).header("Content-Type", "text/plain; charset=utf-8").send(note);
        let mut response = sent.map_err(|error| Unreachable(error.to_string()))?;
        let status = response.status().as_u16();
        let body = response
            .body_mut()
            .with_config()
            .limit(MOST_BYTES)
            .read_to_string()
            .map_err(|error| Unreachable(error.to_string()))?;
        match status {
            200 | 201 => Ok(Answer::Accepted(body)),
            // Asked to wait, or something between us and the ballot box is in the way.
            408 | 425 | 429 => Err(Unreachable(format!("it answers {status}"))),
            400..=499 => Ok(Answer::Refused(reason(status, &body))),
            _ => Err(Unreachable(format!("it answers {status}"))),
        }
    }
}

/// The problem document's own words, else the status.
fn reason(status: u16, body: &str) -> String {
    let document: serde_json::Value = serde_json::from_str(body).unwrap_or_default();
    let text = |member: &str| document.get(member).and_then(serde_json::Value::as_str);
    let words: String = match (text("title"), text("detail")) {
        (Some(title), Some(detail)) => format!("{title}: {detail}"),
        (Some(one), None) | (None, Some(one)) => one.to_owned(),
        (None, None) => format!("it answers {status}"),
    };
    words.chars().filter(|character| !character.is_control()).take(500).collect()
}

/// How long the ballot box may take.
pub(crate) const PATIENCE: Duration = Duration::from_secs(20);
/// How long a page waits for it.
pub(crate) const GLANCE: Duration = Duration::from_secs(3);
/// The largest answer that is read, but for results: a manifest note with room for signatures.
const MOST_BYTES: u64 = 1 << 20;
