//! Configuration: a TOML file, then the environment; every error names the key.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use rocket::figment::Figment;
use rocket::figment::providers::{Env, Format as _, Toml};
use serde::de::DeserializeOwned;

/// Why a configuration cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// The file cannot be read.
    #[error("the configuration file {file} cannot be read: {source}")]
    Unreadable {
        /// The file.
        file: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// A key is missing, unknown, or has a value of the wrong kind.
    #[error("{file}: {message}")]
    Key {
        /// The file.
        file: PathBuf,
        /// Names the key.
        message: String,
    },
}

/// Reads `file`, then variables that start with `prefix` (`PREFIX_KEY`, nested `PREFIX_TABLE__KEY`), which win.
/// `T` should bear `#[serde(deny_unknown_fields)]`, so that a misspelt key is an error too.
pub fn load<T: DeserializeOwned>(file: &Path, prefix: &str) -> Result<T, ConfigError> {
    let text = std::fs::read_to_string(file)
        .map_err(|source| ConfigError::Unreadable { file: file.to_owned(), source })?;
    // figment would read a file that is missing as an empty one.
    let figment = Figment::from(Toml::string(&text)).merge(Env::prefixed(prefix).split("__"));
    figment.extract().map_err(|errors| {
        let lines: Vec<String> = errors.into_iter().map(|error| describe(&error)).collect();
        ConfigError::Key { file: file.to_owned(), message: lines.join("; ") }
    })
}

/// `path` as written in the configuration `file`: relative paths start at the file's own directory.
pub fn beside(file: &Path, path: &Path) -> PathBuf {
    file.parent().unwrap_or_else(|| Path::new("")).join(path)
}

/// The database that `url` names; if it is a file, as [`beside`] has it.
pub fn database_beside(file: &Path, url: &str) -> String {
    match crate::db::sqlite_file(url) {
        Some(path) => beside(file, path).to_string_lossy().into_owned(),
        None => url.to_owned(),
    }
}

/// The keys that the tables below a heading of the manual describe, each in backticks in the first cell of its row.
pub fn documented_keys<'m>(manual: &'m str, heading: &str) -> BTreeSet<&'m str> {
    let section = manual.split(heading).nth(1).unwrap_or_default();
    let section = section.split("\n## ").next().unwrap_or_default();
    section
        .lines()
        .filter_map(|line| line.strip_prefix("| ")?.split(" | ").next())
        .flat_map(|cell| cell.split('`').skip(1).step_by(2))
        .collect()
}

/// All keys of these tables (name with a dot, or empty, and keys). A table itself is no key: its keys are.
pub fn all_keys(tables: &[(&str, &[&str])]) -> BTreeSet<String> {
    let is_table = |key: &str| tables.iter().any(|(table, _)| table.strip_suffix('.') == Some(key));
    tables
        .iter()
        .flat_map(|(table, keys)| keys.iter().map(move |key| format!("{table}{key}")))
        .filter(|key| !is_table(key))
        .collect()
}

fn describe(error: &rocket::figment::Error) -> String {
    let key = error.path.join(".");
    if key.is_empty() { error.kind.to_string() } else { format!("key `{key}`: {}", error.kind) }
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;

    use super::*;

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Sample {
        name: String,
        mail: Mail,
    }

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Mail {
        from: String,
    }

    fn load_text(text: &str) -> Result<Sample, ConfigError> {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("sample.toml");
        std::fs::write(&file, text).unwrap();
        load(&file, "PSEPHOS_SAMPLE_NOT_SET_")
    }

    #[test]
    fn a_good_file_is_read() {
        let sample = load_text("name = \"a\"\n[mail]\nfrom = \"b\"").unwrap();
        assert_eq!((sample.name.as_str(), sample.mail.from.as_str()), ("a", "b"));
    }

    #[test]
    fn every_error_names_its_key() {
        for (text, key) in [
            ("[mail]\nfrom = \"b\"", "name"),
            ("name = 1\n[mail]\nfrom = \"b\"", "name"),
            ("name = \"a\"\nnmae = 1\n[mail]\nfrom = \"b\"", "nmae"),
            ("name = \"a\"\n[mail]\nfrom = 1", "mail.from"),
        ] {
            let message = load_text(text).unwrap_err().to_string();
            assert!(message.contains(key), "{message}");
        }
        let message = load::<Sample>(Path::new("/nonexistent.toml"), "X_").unwrap_err().to_string();
        assert!(message.contains("/nonexistent.toml"), "{message}");
    }

    #[test]
    fn paths_start_at_the_file() {
        assert_eq!(beside(Path::new("/etc/p/a.toml"), Path::new("x/y")), Path::new("/etc/p/x/y"));
        assert_eq!(beside(Path::new("/etc/p/a.toml"), Path::new("/y")), Path::new("/y"));
        assert_eq!(beside(Path::new("a.toml"), Path::new("y")), Path::new("y"));
    }
}
