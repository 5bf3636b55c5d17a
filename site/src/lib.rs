//! Where public files are put, each under the path at which it is read: a folder that any web server shows, or a bucket of an
//! S3-compatible service. A file is there whole or not at all. This crate knows nothing of what is in them.

mod bucket;
mod folder;
mod kind;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;
use std::fs::File;
use std::io::{self, Write};
use std::path::PathBuf;
use std::sync::Arc;

pub use self::bucket::{Access, Bucket, Mark};
pub use self::folder::Folder;
pub use self::kind::Kind;

/// Where files are put.
#[derive(Debug)]
pub enum Site {
    /// On this machine.
    Folder(Folder),
    /// At a service.
    Bucket(Arc<Bucket>),
}

/// A turn at writing, until it is dropped: of several processes that publish at one place one does so at a time.
#[derive(Debug)]
pub enum Turn {
    /// A file that is locked.
    Folder(File),
    /// A file that is put again and again.
    Bucket(Box<Mark>),
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
    /// Somebody else publishes there.
    #[error("{place}: {by} is publishing there, and one does at a time")]
    Taken {
        /// The folder, or the bucket with its prefix.
        place: String,
        /// Who.
        by: String,
    },
    /// The service did not hear of us for too long: somebody else may have begun meanwhile.
    #[error("{place}: the turn at publishing there is lost")]
    Lost {
        /// The bucket with its prefix.
        place: String,
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
            Some(("s3", place)) => Ok(Self::Bucket(Arc::new(Bucket::open(place, &access()?)?))),
            Some((scheme, _)) => {
                let words =
                    format!("{scheme}:// is no place for files: name a folder, or s3://BUCKET/PREFIX");
                Err(SiteError::Address(words).into())
            }
            None => Ok(Self::Folder(Folder::open(PathBuf::from(to))?)),
        }
    }

    /// A turn at writing; none is waited for.
    ///
    /// # Errors
    /// If somebody else has it, or nobody can have it.
    pub fn turn(&self) -> Result<Turn, SiteError> {
        match self {
            Self::Folder(folder) => folder.lock().map(Turn::Folder),
            Self::Bucket(bucket) => Mark::put(bucket).map(|mark| Turn::Bucket(Box::new(mark))),
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

impl Turn {
    /// Whether it is ours still.
    ///
    /// # Errors
    /// If somebody else may have it by now.
    pub fn check(&self) -> Result<(), SiteError> {
        match self {
            Self::Folder(_) => Ok(()),
            Self::Bucket(mark) => mark.check(),
        }
    }
}
