//! Where an S3-compatible service is, and the key to it: from the environment or a file, never from the command line, which
//! every process of a machine may read.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, ensure};
use site::Access;
use web::secret_file;

/// Of an S3-compatible service. The environment is read by the names that other tools use.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "With s3:// (the key: AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or a file)")]
pub(super) struct Service {
    /// Address of the service, else AWS_ENDPOINT_URL_S3 or AWS_ENDPOINT_URL, else Amazon's.
    #[arg(long, value_name = "URL")]
    endpoint: Option<String>,
    /// Its region, else AWS_REGION or AWS_DEFAULT_REGION, else us-east-1.
    #[arg(long, value_name = "NAME")]
    region: Option<String>,
    /// File with aws_access_key_id and aws_secret_access_key under [default], else AWS_SHARED_CREDENTIALS_FILE.
    #[arg(long, value_name = "FILE")]
    credentials: Option<PathBuf>,
}

impl Service {
    /// Put together from the arguments and from `variable`, which reads the environment.
    ///
    /// # Errors
    /// If there is no key, or others may read its file.
    pub(super) fn access(&self, variable: &dyn Fn(&str) -> Option<String>) -> anyhow::Result<Access> {
        let first = |given: &Option<String>, names: &[&str]| {
            let set = names.iter().find_map(|name| variable(name).filter(|it| !it.trim().is_empty()));
            given.clone().or(set)
        };
        let file = first(&None, &["AWS_SHARED_CREDENTIALS_FILE"]).map(PathBuf::from);
        let key = |name: &str| match self.credentials.as_deref().or(file.as_deref()) {
            Some(file) => in_file(file, name),
            None => Ok(variable(&name.to_ascii_uppercase()).filter(|it| !it.is_empty())),
        };
        let need =
            |name: &str| key(name)?.with_context(|| format!("{} is not set", name.to_ascii_uppercase()));
        Ok(Access {
            endpoint: first(&self.endpoint, &["AWS_ENDPOINT_URL_S3", "AWS_ENDPOINT_URL"]),
            region: first(&self.region, &["AWS_REGION", "AWS_DEFAULT_REGION"])
                .unwrap_or_else(|| "us-east-1".to_owned()),
            key: need("aws_access_key_id")?,
            secret: need("aws_secret_access_key")?,
            token: key("aws_session_token")?,
        })
    }
}

/// A value of the section `[default]`.
fn in_file(file: &Path, name: &str) -> anyhow::Result<Option<String>> {
    let text = secret_file::read(file).with_context(|| file.display().to_string())?;
    let mut is_default = false;
    for line in text.lines().map(str::trim) {
        if line.starts_with('[') {
            is_default = line == "[default]";
        } else if is_default
            && let Some((key, value)) = line.split_once('=')
            && key.trim() == name
        {
            let value = value.trim();
            ensure!(!value.is_empty(), "{}: {name} is empty", file.display());
            return Ok(Some(value.to_owned()));
        }
    }
    Ok(None)
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::os::unix::fs::PermissionsExt as _;

    use super::*;

    fn service(credentials: Option<&Path>) -> Service {
        Service { endpoint: None, region: None, credentials: credentials.map(Path::to_owned) }
    }

    #[test]
    fn without_a_whole_key_nothing_begins() {
        let refused = service(None).access(&|_| None).unwrap_err().to_string();
        assert_eq!(refused, "AWS_ACCESS_KEY_ID is not set");
        let half = |name: &str| (name == "AWS_ACCESS_KEY_ID").then(|| "id".to_owned());
        assert_eq!(service(None).access(&half).unwrap_err().to_string(), "AWS_SECRET_ACCESS_KEY is not set");
    }

    #[test]
    fn a_file_that_others_may_read_is_not_read() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("credentials");
        let text = "[other]\naws_access_key_id = wrong\n\n[default]\naws_access_key_id = id\naws_secret_access_key=sec=ret\n";
        fs::write(&file, text).unwrap();
        fs::set_permissions(&file, fs::Permissions::from_mode(0o644)).unwrap();
        let refused = format!("{:#}", service(Some(&file)).access(&|_| None).unwrap_err());
        assert!(refused.contains("chmod 600") && !refused.contains("sec=ret"), "{refused}");
        fs::set_permissions(&file, fs::Permissions::from_mode(0o600)).unwrap();
        // The file names the key, whatever else is set.
        let variable =
            |name: &str| (name == "AWS_REGION").then(|| "eu-1".to_owned()).or(Some("x".to_owned()));
        let access = service(Some(&file)).access(&variable).unwrap();
        assert_eq!((access.key.as_str(), access.secret.as_str(), access.token), ("id", "sec=ret", None));
        assert_eq!((access.endpoint.as_deref(), access.region.as_str()), (Some("x"), "eu-1"));
    }
}
