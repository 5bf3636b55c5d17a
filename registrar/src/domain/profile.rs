//! What owners of accounts say about themselves: what to call them, and by which clocks they live.

use web::i18n::Text;

use super::account::Account;
use super::zone::{UnknownZone, Zone};
use crate::registrar::Registrar;
use crate::store;
use crate::store::StoreResult;

/// What an owner says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Profile {
    /// What to call them.
    pub(crate) name: Option<String>,
    /// In which their times are shown; none: in that of each poll.
    pub(crate) zone: Option<Zone>,
}

/// What is wrong with a profile.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(crate) enum ProfileError {
    /// Too long, or with characters that nobody sees.
    #[error("{}", self.text())]
    Name,
    /// Nobody knows the zone.
    #[error(transparent)]
    Zone(#[from] UnknownZone),
}

impl ProfileError {
    /// For the page.
    pub(crate) fn text(&self) -> Text {
        match self {
            Self::Name => Text::new("name-malformed").with("most", LONGEST_NAME),
            Self::Zone(unknown) => unknown.text(),
        }
    }

    /// The field that it is about.
    pub(crate) fn field(&self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Zone(_) => "time_zone",
        }
    }
}

impl Profile {
    /// What is stored now.
    pub(crate) fn of(account: &Account) -> Self {
        Self { name: account.name.clone(), zone: account.zone.clone() }
    }

    /// What was typed, where nothing is no name and no zone; or all that is wrong with it.
    pub(crate) fn parse(name: &str, zone: &str) -> Result<Self, Vec<ProfileError>> {
        match (parse_name(name), parse_zone(zone)) {
            (Ok(name), Ok(zone)) => Ok(Self { name, zone }),
            (name, zone) => Err([name.err(), zone.err()].into_iter().flatten().collect()),
        }
    }
}

/// A name without white space around it; none if nothing is left.
pub(crate) fn parse_name(text: &str) -> Result<Option<String>, ProfileError> {
    let name = text.trim();
    if name.chars().count() > LONGEST_NAME || name.contains(char::is_control) {
        return Err(ProfileError::Name);
    }
    Ok(Some(name).filter(|name| !name.is_empty()).map(str::to_owned))
}

/// The zone of that name; none if there is no name.
pub(crate) fn parse_zone(text: &str) -> Result<Option<Zone>, ProfileError> {
    match text.trim() {
        "" => Ok(None),
        name => Ok(Some(Zone::parse(name)?)),
    }
}

/// Stores it in the place of what was said before.
pub(crate) async fn replace(registrar: &Registrar, account: &Account, profile: Profile) -> StoreResult<()> {
    let id = account.id.clone();
    registrar.db.write(move |conn| store::accounts::set_profile(conn, &id, &profile)).await
}

/// Characters.
const LONGEST_NAME: usize = 200;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_that_is_wrong_is_told_by_field() {
        for (name, zone, fields) in [
            ("a\u{7}b", "", vec!["name"]),
            ("", "Europe/Atlantis", vec!["time_zone"]),
            (&*"x".repeat(201), "CET+5", vec!["name", "time_zone"]),
        ] {
            let faults = Profile::parse(name, zone).unwrap_err();
            assert_eq!(faults.iter().map(ProfileError::field).collect::<Vec<_>>(), fields, "{name} {zone}");
        }
    }

    #[test]
    fn nothing_is_no_name_and_no_zone() {
        assert_eq!(Profile::parse("  ", " ").unwrap(), Profile { name: None, zone: None });
        let profile = Profile::parse(" Ada ", "europe/berlin").unwrap();
        assert_eq!(profile.name.as_deref(), Some("Ada"));
        assert_eq!(profile.zone, Some(Zone::parse("Europe/Berlin").unwrap()));
    }
}
