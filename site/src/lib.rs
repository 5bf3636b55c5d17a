//! Where public files are put, each under the path at which it is read: a folder that any web server shows, or a bucket of an
//! S3-compatible service. A file is there whole or not at all. This crate knows nothing of what is in them.

mod bucket;
mod folder;
mod kind;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;
use std::io::{self, Write};
use std::path::PathBuf;

pub use self::bucket::{Access, Bucket};
pub use self::folder::Folder;
pub use self::kind::Kind;

/// Where files are put.
#[derive(Debug)]
pub enum Site {
    /// On this machine.
    Folder(Folder),
    /// At a service.
    Bucket(Box<Bucket>),
}

/// Why a file could not be put, read, listed or removed.
#[derive(Debug, thiserror::Error)]
pub enum SiteError {
    /// The disk, or who makes the file.
    #[error("{path}: {source}")]
    Io {
        /// The file.
        path: String,
        /// Why.
        source: io::Error,
    },
    /// The service does not answer. Nothing of the request's address is told, for it holds a signature.
    #[error("{path}: the service does not answer ({reason})")]
    Unreachable {
        /// The file.
        path: String,
        /// In words.
        reason: String,
    },
    /// The service answers, and does not do it.
    #[error("{path}: the service answers {status}{}", code.as_deref().map(|it| format!(" ({it})")).unwrap_or_default())]
    Refused {
        /// The file.
        path: String,
        /// The HTTP status.
        status: u16,
        /// The service's own name of the error, such as `AccessDenied`.
        code: Option<String>,
    },
    /// The service answers something else than was asked for.
    #[error("{path}: the service's answer does not fit: {what}")]
    Unexpected {
        /// The file.
        path: String,
        /// What is wrong with it.
        what: String,
    },
    /// No place at all.
    #[error("{0}")]
    Address(String),
}

impl Site {
    /// The place that `to` names: `s3://bucket[/prefix]`, for which `access` is asked, or a folder.
    ///
    /// # Errors
    /// If it names none, or the folder cannot be made.
    pub fn open<E: From<SiteError>>(to: &str, access: impl FnOnce() -> Result<Access, E>) -> Result<Self, E> {
        match to.split_once("://") {
            Some(("s3", place)) => Ok(Self::Bucket(Box::new(Bucket::open(place, &access()?)?))),
            Some((scheme, _)) => {
                let words =
                    format!("{scheme}:// is no place for files: name a folder, or s3://BUCKET/PREFIX");
                Err(SiteError::Address(words).into())
            }
            None => Ok(Self::Folder(Folder::open(PathBuf::from(to))?)),
        }
    }

    /// The paths of all files in a folder of it, in whatever folder below.
    ///
    /// # Errors
    /// If they cannot be listed.
    pub fn list(&self, below: &str) -> Result<BTreeSet<String>, SiteError> {
        match self {
            Self::Folder(folder) => folder.list(below),
            Self::Bucket(bucket) => bucket.list(below),
        }
    }

    /// A short file; `None` where there is none.
    ///
    /// # Errors
    /// If it cannot be read.
    pub fn get(&self, path: &str) -> Result<Option<Vec<u8>>, SiteError> {
        match self {
            Self::Folder(folder) => folder.get(path),
            Self::Bucket(bucket) => bucket.get(path),
        }
    }

    /// Puts a short file in the place of what is there.
    ///
    /// # Errors
    /// If it cannot be put; what was there is there then, whole.
    pub fn put(&self, path: &str, kind: Kind, bytes: &[u8]) -> Result<(), SiteError> {
        match self {
            Self::Folder(folder) => folder.put(path, |out| out.write_all(bytes)),
            Self::Bucket(bucket) => bucket.put(path, kind, bytes),
        }
    }

    /// The same for what is written in pieces, of whatever length.
    ///
    /// # Errors
    /// Also what `write` says.
    pub fn put_written(
        &self,
        path: &str,
        kind: Kind,
        write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
    ) -> Result<(), SiteError> {
        match self {
            Self::Folder(folder) => folder.put(path, write),
            Self::Bucket(bucket) => bucket.put_written(path, kind, write),
        }
    }

    /// Removes a file; none is none.
    ///
    /// # Errors
    /// If it stays.
    pub fn remove(&self, path: &str) -> Result<(), SiteError> {
        match self {
            Self::Folder(folder) => folder.remove(path),
            Self::Bucket(bucket) => bucket.remove(path),
        }
    }
}
