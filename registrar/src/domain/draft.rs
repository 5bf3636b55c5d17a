//! A poll before it is published: the manifest's fields that its organiser chooses, and who may vote.

mod faults;

use crypto::blind_rsa::PublicKey;
use crypto::content::longest_content;
use crypto::encoding::b64url;
use crypto::manifest::{Issuer, ManifestBody, Question, ResultsPolicy, Service, Text};
use crypto::time::UtcTime;
use crypto::token::TokenKey;
use serde::{Deserialize, Serialize};

pub(crate) use self::faults::DraftError;
use super::email::parse_domain;
use super::poll;
use super::zone::Zone;

/// The manifest's JSON less `registrar`, `ballot_box`, `token` and `eligible`, plus the electorate.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Draft {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) slug: Option<String>,
    pub(crate) title: Text,
    #[serde(default)]
    pub(crate) description: Text,
    #[serde(default = "english")]
    pub(crate) languages: Vec<String>,
    #[serde(default)]
    pub(crate) test: bool,
    #[serde(default)]
    pub(crate) late_additions: bool,
    pub(crate) issuance_opens: UtcTime,
    pub(crate) issuance_closes: UtcTime,
    pub(crate) voting_opens: UtcTime,
    pub(crate) voting_closes: UtcTime,
    #[serde(default = "after_close")]
    pub(crate) results: ResultsPolicy,
    #[serde(default = "usual_mix")]
    pub(crate) mix: u32,
    /// Absent: as large as the questions need, rounded up.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) content_size: Option<u16>,
    #[serde(default)]
    pub(crate) witnesses: Vec<String>,
    #[serde(default)]
    pub(crate) quorum: u32,
    pub(crate) questions: Vec<Question>,
    pub(crate) electorate: Electorate,
    /// The zone in which the organiser thinks of the windows; only for showing them.
    #[serde(default = "utc", skip_serializing_if = "is_utc")]
    pub(crate) time_zone: String,
    /// Whether its officers see who has collected a pass, by day; the poll's page tells voters so.
    #[serde(default, skip_serializing_if = "is_false")]
    pub(crate) pass_list: bool,
    /// Days after the end of voting in which it is still known who its voters were; absent: as the registrar has it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) retention_days: Option<u16>,
}

/// Who may vote.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "lowercase", deny_unknown_fields)]
pub(crate) enum Electorate {
    /// Who is on the roll.
    Roll,
    /// Anyone with a confirmed address, of one of these domains if there are any.
    Open {
        #[serde(default)]
        domains: Vec<String>,
    },
}

impl Draft {
    /// Checks all that can be checked before there is a key: a draft that is stored can be published. `most` is the number
    /// of days for which voters may be kept.
    pub(crate) fn check(
        mut self,
        registrar: &Service,
        ballot_box: &Service,
        most: u16,
    ) -> Result<Self, DraftError> {
        self.tidy();
        if let Electorate::Open { domains } = &mut self.electorate {
            for domain in domains {
                *domain = parse_domain(domain).map_err(|_| DraftError::Domain(domain.clone()))?;
            }
        }
        self.time_zone = Zone::parse(&self.time_zone)?.name().to_owned();
        if self.late_additions && !self.has_roll() {
            return Err(DraftError::NoRoll);
        }
        if self.retention_days.is_some_and(|days| !(1..=most).contains(&days)) {
            return Err(DraftError::Retention(most));
        }
        self.planned(registrar, ballot_box).seal()?.check_publishable()?;
        Ok(self)
    }

    /// The manifest as it would be, but for the key and the number of voters.
    pub(crate) fn planned(&self, registrar: &Service, ballot_box: &Service) -> ManifestBody {
        let eligible = self.has_roll().then_some(1);
        self.clone().into_body(registrar, ballot_box, &placeholder_key(), eligible)
    }

    /// Brings texts into one spelling, that of forms: titles on one line, lines that end in LF, and a text that is the same
    /// in every language of the poll written plainly.
    fn tidy(&mut self) {
        let languages = &self.languages;
        let tidy = |title: &mut Text, description: &mut Text| {
            each(title, &|text| *text = text.split_whitespace().collect::<Vec<_>>().join(" "));
            each(description, &|text| *text = text.replace("\r\n", "\n").trim().to_owned());
            for text in [title, description] {
                if let Some(same) = same_in_every(text, languages) {
                    *text = Text::Plain(same);
                }
            }
        };
        tidy(&mut self.title, &mut self.description);
        for question in &mut self.questions {
            tidy(&mut question.title, &mut question.description);
            for option in &mut question.options {
                tidy(&mut option.title, &mut option.description);
            }
        }
    }

    /// The manifest of this draft.
    pub(crate) fn into_body(
        self,
        registrar: &Service,
        ballot_box: &Service,
        key: &TokenKey,
        eligible: Option<u64>,
    ) -> ManifestBody {
        let content_size = self.content_size.unwrap_or_else(|| fitting_size(&self.questions));
        ManifestBody {
            slug: self.slug,
            title: self.title,
            description: self.description,
            languages: self.languages,
            test: self.test,
            registrar: registrar.clone(),
            ballot_box: ballot_box.clone(),
            token: Issuer { kind: 2, key: b64url(key.spki()) },
            eligible,
            late_additions: self.late_additions,
            issuance_opens: self.issuance_opens,
            issuance_closes: self.issuance_closes,
            voting_opens: self.voting_opens,
            voting_closes: self.voting_closes,
            results: self.results,
            mix: self.mix,
            content_size,
            witnesses: self.witnesses,
            quorum: self.quorum,
            questions: self.questions,
        }
    }

    /// The title in the first language.
    pub(crate) fn title(&self) -> &str {
        poll::title(&self.title, &self.languages)
    }

    /// The language of [`Draft::title`].
    pub(crate) fn language(&self) -> &str {
        self.languages.first().map_or("en", String::as_str)
    }

    /// The zone in which its windows are shown to its organisers.
    pub(crate) fn zone(&self) -> Zone {
        Zone::parse(&self.time_zone).unwrap_or_else(|_| Zone::utc())
    }

    /// Whether the poll has a roll.
    pub(crate) fn has_roll(&self) -> bool {
        self.electorate == Electorate::Roll
    }
}

/// Changes a text in every language.
fn each(text: &mut Text, change: &dyn Fn(&mut String)) {
    match text {
        Text::Plain(text) => change(text),
        Text::ByLanguage(texts) => texts.values_mut().for_each(change),
    }
}

/// What every one of the languages has, if they all have the same, and no other language has any.
fn same_in_every(text: &Text, languages: &[String]) -> Option<String> {
    let Text::ByLanguage(texts) = text else { return None };
    let first = texts.get(languages.first()?)?;
    let same = languages.iter().all(|language| texts.get(language) == Some(first));
    (same && texts.len() == languages.len()).then(|| first.clone())
}

/// The longest content the questions allow, rounded up to a multiple of 64 bytes, at least 256.
fn fitting_size(questions: &[Question]) -> u16 {
    let size = longest_content(questions).max(256).next_multiple_of(64);
    // Too large a size does not fit: the manifest's own rule then says so.
    u16::try_from(size).unwrap_or(u16::MAX)
}

/// Stands for the key that a draft does not have yet.
fn placeholder_key() -> TokenKey {
    let public =
        PublicKey::from_components(&[0xff; 256], &[1, 0, 1]).expect("2^2048 - 1 is odd and of 2048 bits");
    TokenKey::from_public(&public).expect("2048 bits and e = 65537")
}

fn english() -> Vec<String> {
    vec!["en".to_owned()]
}

fn after_close() -> ResultsPolicy {
    ResultsPolicy::AfterClose
}

fn utc() -> String {
    "UTC".to_owned()
}

fn is_false(value: &bool) -> bool {
    !value
}

fn is_utc(zone: &str) -> bool {
    zone == "UTC"
}

fn usual_mix() -> u32 {
    16
}
