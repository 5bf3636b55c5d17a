//! The language of a page, for handlers that choose among an organiser's texts or lead on to another page.

use std::convert::Infallible;
use std::sync::Arc;

use rocket::request::{FromRequest, Outcome, Request};

use super::{ENGLISH, Messages, in_link};

/// In which language the answer to a request will be. It is looked up anew for each request, and kept nowhere.
#[derive(Debug, Clone, Copy)]
pub struct PageLanguage {
    code: &'static str,
    /// The language that a link has chosen.
    linked: Option<&'static str>,
}

impl PageLanguage {
    /// That of the answer to `request`; English where nothing speaks.
    pub fn of(request: &Request<'_>) -> Self {
        let Some(messages) = request.rocket().state::<Arc<Messages>>() else {
            return Self { code: ENGLISH, linked: None };
        };
        let spoken = messages.spoken(request);
        Self { code: messages.code(spoken), linked: spoken.asked.map(|at| messages.languages[at].code) }
    }

    /// A primary subtag (BCP 47).
    pub fn code(&self) -> &'static str {
        self.code
    }

    /// The address of another page of this service, in this language if a link has chosen it.
    pub fn in_link(&self, path: &str) -> String {
        in_link(self.linked, path)
    }
}

#[rocket::async_trait]
impl<'r> FromRequest<'r> for PageLanguage {
    type Error = Infallible;

    async fn from_request(request: &'r Request<'_>) -> Outcome<Self, Infallible> {
        Outcome::Success(Self::of(request))
    }
}
