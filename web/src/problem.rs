//! Problem documents (RFC 9457): the one form in which the API says what is wrong.

use std::fmt;
use std::io::Cursor;

use rocket::http::{ContentType, Status};
use rocket::request::Request;
use rocket::response::{self, Responder, Response};
use serde_json::{Map, Value};

use crate::db::DbError;
use crate::i18n::{Text, TextValue};

/// An error as the API answers it: `type` is `urn:psephos:error:<name>`.
#[derive(Debug, Clone)]
pub struct Problem {
    name: &'static str,
    status: Status,
    title: &'static str,
    detail: Option<Box<TextValue>>,
    extra: Vec<(String, Value)>,
    headers: Vec<(&'static str, String)>,
}

impl Problem {
    /// A problem of the kind `name`; `title` is the same sentence for every occurrence.
    pub const fn new(status: Status, name: &'static str, title: &'static str) -> Self {
        Self { name, status, title, detail: None, extra: Vec::new(), headers: Vec::new() }
    }

    /// What is wrong this time, and what to do.
    #[must_use]
    pub fn detail(mut self, detail: impl fmt::Display) -> Self {
        self.detail = Some(Box::new(detail.to_string().into()));
        self
    }

    /// The same, in the language of the page where it is shown.
    #[must_use]
    pub fn says(mut self, detail: Text) -> Self {
        self.detail = Some(Box::new(detail.into()));
        self
    }

    /// One more member of the document.
    #[must_use]
    pub fn with(mut self, member: &str, value: impl Into<Value>) -> Self {
        self.extra.push((member.to_owned(), value.into()));
        self
    }

    /// One more header of the answer.
    #[must_use]
    pub fn header(mut self, name: &'static str, value: impl fmt::Display) -> Self {
        self.headers.push((name, value.to_string()));
        self
    }

    /// The short name in its `type`.
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// The HTTP status.
    pub fn status(&self) -> Status {
        self.status
    }

    /// The same sentence for every occurrence.
    pub fn title(&self) -> &'static str {
        self.title
    }

    /// What is wrong this time, if more is known than the title says.
    pub fn explanation(&self) -> Option<&TextValue> {
        self.detail.as_deref()
    }

    /// The headers of the answer, besides the usual ones.
    pub fn headers(&self) -> &[(&'static str, String)] {
        &self.headers
    }

    /// 404.
    pub const fn not_found() -> Self {
        Self::new(Status::NotFound, "not-found", "There is nothing here")
    }

    /// 401.
    pub fn unauthorized() -> Self {
        Self::new(Status::Unauthorized, "unauthorized", "A valid bearer token is needed")
            .header("WWW-Authenticate", "Bearer")
    }

    /// 403.
    pub const fn forbidden() -> Self {
        Self::new(Status::Forbidden, "forbidden", "This is not allowed")
    }

    /// 409.
    pub const fn conflict() -> Self {
        Self::new(Status::Conflict, "conflict", "This does not fit what is already there")
    }

    /// 415.
    pub fn wrong_media_type(expected: &str) -> Self {
        Self::new(
            Status::UnsupportedMediaType,
            "wrong-media-type",
            "The body is of another media type than expected",
        )
        .detail(format_args!("send the body as {expected}"))
    }

    /// 413.
    pub fn too_large(limit: u64) -> Self {
        Self::new(Status::PayloadTooLarge, "too-large", "The body is too large")
            .detail(format_args!("at most {limit} bytes are accepted"))
    }

    /// 503, to be tried again after `seconds`.
    pub fn overloaded(seconds: u32) -> Self {
        Self::new(Status::ServiceUnavailable, "overloaded", "The service is busy; try again shortly")
            .header("Retry-After", seconds)
    }

    /// 500. The cause goes to the log, never to the client.
    pub fn internal(cause: impl fmt::Display) -> Self {
        tracing::error!("internal error: {cause}");
        Self::new(
            Status::InternalServerError,
            "internal",
            "The service failed; nothing was changed by this request",
        )
    }

    /// The problem that a bare status stands for, where no handler said more.
    pub fn of_status(status: Status) -> Self {
        match status.code {
            401 => Self::unauthorized(),
            403 => Self::forbidden(),
            404 => Self::not_found(),
            405 => Self::new(status, "method-not-allowed", "This path does not answer that method"),
            408 => Self::new(status, "timeout", "The request did not arrive in time"),
            409 => Self::conflict(),
            413 => Self::new(status, "too-large", "The body is too large"),
            415 => Self::new(status, "wrong-media-type", "The body is of another media type than expected"),
            429 => Self::new(status, "too-many-requests", "Too many attempts; try again later"),
            503 => Self::overloaded(5),
            code if (400..500).contains(&code) => {
                Self::new(status, "malformed-request", "The request is malformed")
            }
            _ => Self::new(
                Status::InternalServerError,
                "internal",
                "The service failed; nothing was changed by this request",
            ),
        }
    }

    fn document(&self) -> String {
        let mut document = Map::new();
        document.insert("type".to_owned(), format!("urn:psephos:error:{}", self.name).into());
        document.insert("title".to_owned(), self.title.into());
        document.insert("status".to_owned(), self.status.code.into());
        if let Some(detail) = &self.detail {
            document.insert("detail".to_owned(), detail.to_string().into());
        }
        for (member, value) in &self.extra {
            document.insert(member.clone(), value.clone());
        }
        Value::Object(document).to_string()
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.detail {
            Some(detail) => write!(f, "{}: {detail}", self.name),
            None => write!(f, "{}: {}", self.name, self.title),
        }
    }
}

impl From<DbError> for Problem {
    fn from(error: DbError) -> Self {
        match error {
            DbError::Unavailable(cause) => {
                tracing::warn!("database: {cause}");
                Self::overloaded(5)
            }
            DbError::Locked(cause) | DbError::Lost(cause) => {
                tracing::warn!("database: {cause}");
                Self::overloaded(5)
            }
            other => Self::internal(other),
        }
    }
}

impl From<diesel::result::Error> for Problem {
    fn from(error: diesel::result::Error) -> Self {
        DbError::from(error).into()
    }
}

impl<'r> Responder<'r, 'static> for Problem {
    fn respond_to(self, _request: &'r Request<'_>) -> response::Result<'static> {
        let document = self.document();
        let mut response = Response::build();
        response
            .status(self.status)
            .header(ContentType::new("application", "problem+json"))
            .sized_body(document.len(), Cursor::new(document));
        for (name, value) in self.headers {
            response.raw_header(name, value);
        }
        response.ok()
    }
}
