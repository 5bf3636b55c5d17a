//! Requests and answers.

use std::net::SocketAddr;
use std::sync::Arc;

use rocket::http::{ContentType, Header, Status};
use rocket::local::blocking::{Client, LocalRequest, LocalResponse};
use serde_json::Value;

use crate::registrar::Registrar;
use crate::server;
use crate::testing::{OWN, World, refusals};

impl World {
    pub(crate) fn get(&self, path: &str, token: Option<&str>) -> Answer {
        Answer::of(bearer(self.client.get(path.to_owned()), token).dispatch())
    }

    /// Asks for a page as a browser does that prefers `language`.
    pub(crate) fn get_in(&self, language: &str, path: &str) -> Answer {
        let accepted = Header::new("Accept-Language", language.to_owned());
        Answer::of(self.client.get(path.to_owned()).header(accepted).dispatch())
    }

    pub(crate) fn post(&self, path: &str, token: Option<&str>) -> Answer {
        Answer::of(bearer(self.client.post(path.to_owned()), token).dispatch())
    }

    pub(crate) fn post_json(&self, path: &str, token: Option<&str>, body: &Value) -> Answer {
        let request = self.client.post(path.to_owned()).header(ContentType::JSON).body(body.to_string());
        Answer::of(bearer(request, token).dispatch())
    }

    pub(crate) fn patch_json(&self, path: &str, token: Option<&str>, body: &Value) -> Answer {
        let request = self.client.patch(path.to_owned()).header(ContentType::JSON).body(body.to_string());
        Answer::of(bearer(request, token).dispatch())
    }

    /// Posts JSON over a connection from `peer` that says it comes from `caller`.
    pub(crate) fn post_json_from(&self, peer: &str, caller: &str, path: &str, body: &Value) -> Answer {
        let request = self.client.post(path.to_owned()).header(ContentType::JSON).body(body.to_string());
        let request = request.remote(SocketAddr::new(peer.parse().unwrap(), 4711));
        Answer::of(request.header(Header::new("X-Real-IP", caller.to_owned())).dispatch())
    }

    /// Posts a form as our own pages do.
    pub(crate) fn post_form(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        self.post_form_from(Some(OWN), path, fields)
    }

    /// The same as a browser does that prefers `language`.
    pub(crate) fn post_form_in(&self, language: &str, path: &str, fields: &[(&str, &str)]) -> Answer {
        let form = self.client.post(path.to_owned()).header(ContentType::Form).body(encode(fields));
        let accepted = Header::new("Accept-Language", language.to_owned());
        Answer::of(form.header(Header::new("Origin", OWN)).header(accepted).dispatch())
    }

    /// Posts a form as a page of `origin` does.
    pub(crate) fn post_form_from(&self, origin: Option<&str>, path: &str, fields: &[(&str, &str)]) -> Answer {
        let mut request = self.client.post(path.to_owned()).header(ContentType::Form).body(encode(fields));
        if let Some(origin) = origin {
            request.add_header(Header::new("Origin", origin.to_owned()));
        }
        Answer::of(request.dispatch())
    }
}

/// An answer, read whole.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) bytes: Vec<u8>,
    pub(crate) text: String,
    headers: Vec<(String, String)>,
}

impl Answer {
    pub(crate) fn of(response: LocalResponse<'_>) -> Self {
        let Status { code } = response.status();
        let headers = response
            .headers()
            .iter()
            .map(|header| (header.name.to_string(), header.value.to_string()))
            .collect();
        let bytes = response.into_bytes().unwrap_or_default();
        let text = String::from_utf8_lossy(&bytes).into_owned();
        refusals::stand_at_their_fields(&text);
        Self { status: code, bytes, text, headers }
    }

    pub(crate) fn header(&self, name: &str) -> &str {
        self.all(name).first().copied().unwrap_or_default()
    }

    pub(crate) fn all(&self, name: &str) -> Vec<&str> {
        let same = |header: &&(String, String)| header.0.eq_ignore_ascii_case(name);
        self.headers.iter().filter(same).map(|(_, value)| value.as_str()).collect()
    }

    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.bytes).unwrap_or_else(|_| panic!("{} {}", self.status, self.text))
    }

    /// The short name of a problem document.
    pub(crate) fn problem(&self) -> String {
        assert_eq!(self.header("Content-Type"), "application/problem+json", "{}", self.text);
        self.json()["type"].as_str().unwrap().trim_start_matches("urn:psephos:error:").to_owned()
    }

    /// The value of a hidden field of a page.
    pub(crate) fn field(&self, name: &str) -> String {
        let start = format!("name=\"{name}\" value=\"");
        let rest = self.text.split(&start).nth(1).unwrap_or_else(|| panic!("no {name} in {}", self.text));
        rest.split('"').next().unwrap().to_owned()
    }
}

/// Asks for a pass over the API.
pub(crate) fn ask_with(client: &Client, poll: &str, token: &str, request: &[u8]) -> Answer {
    let post = client
        .post(format!("/api/v1/polls/{poll}/token"))
        .header(Header::new("Content-Type", "application/private-token-request"))
        .body(request);
    Answer::of(bearer(post, Some(token)).dispatch())
}

/// Asks for passes over the API, all at the same time: token and request each.
pub(crate) fn ask_at_once(registrar: &Arc<Registrar>, poll: &str, asks: &[(String, Vec<u8>)]) -> Vec<Answer> {
    let listen = "127.0.0.1:8001".parse().unwrap();
    rocket::execute(async {
        let rocket = server::build(listen, None, registrar).unwrap();
        let client = rocket::local::asynchronous::Client::untracked(rocket).await.unwrap();
        let client = &client;
        let asks = asks.iter().map(|(token, request)| async move {
            let post = client
                .post(format!("/api/v1/polls/{poll}/token"))
                .header(Header::new("Content-Type", "application/private-token-request"))
                .header(Header::new("Authorization", format!("Bearer {token}")))
                .body(request);
            let response = post.dispatch().await;
            let (code, headers) = (response.status().code, headers_of(response.headers()));
            let bytes = response.into_bytes().await.unwrap_or_default();
            Answer { status: code, text: String::from_utf8_lossy(&bytes).into_owned(), bytes, headers }
        });
        rocket::futures::future::join_all(asks).await
    })
}

/// `application/x-www-form-urlencoded`.
pub(crate) fn encode(fields: &[(&str, &str)]) -> String {
    let quote = |text: &str| -> String { text.bytes().map(|byte| format!("%{byte:02x}")).collect() };
    let pairs: Vec<String> =
        fields.iter().map(|(name, value)| format!("{}={}", quote(name), quote(value))).collect();
    pairs.join("&")
}

pub(super) fn bearer<'c>(mut request: LocalRequest<'c>, token: Option<&str>) -> LocalRequest<'c> {
    if let Some(token) = token {
        request.add_header(Header::new("Authorization", format!("Bearer {token}")));
    }
    request
}

fn headers_of(headers: &rocket::http::HeaderMap<'_>) -> Vec<(String, String)> {
    headers.iter().map(|header| (header.name.to_string(), header.value.to_string())).collect()
}
