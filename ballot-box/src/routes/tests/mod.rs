//! Stories through the routes, bad input first.

mod api;
mod arrival;
mod caching;
mod casting;
mod closing;
mod damage;
mod downloads;
mod languages;
mod notices;
mod pages;
mod poll_list;
mod publishing;
mod ranges;
mod rankings;
mod receipts;
#[cfg(feature = "postgres")]
mod replicas;
mod secrecy;
mod still;
mod whole;

use std::time::Duration;

use crypto::encoding::b64url;
use rocket::http::{ContentType, Header, Status};
use rocket::local::asynchronous::{Client, LocalResponse};
use serde_json::Value;
use tokio::io::AsyncReadExt as _;
use tokio::time::timeout;

use crate::poll::Poll;

/// What came back.
struct Answer {
    status: u16,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
}

impl Answer {
    async fn of(response: LocalResponse<'_>) -> Self {
        let status = response.status().code;
        let headers = response
            .headers()
            .iter()
            .map(|header| (header.name.to_string(), header.value.to_string()))
            .collect();
        Self { status, headers, body: response.into_bytes().await.unwrap_or_default() }
    }

    fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|error| panic!("{error}: {}", self.text()))
    }

    fn header(&self, name: &str) -> &str {
        let found = self.headers.iter().find(|(known, _)| known.eq_ignore_ascii_case(name));
        found.map_or("", |(_, value)| value)
    }

    /// Name of the error, checking that this is a problem document.
    fn problem(&self) -> String {
        assert_eq!(self.header("Content-Type"), "application/problem+json", "{}", self.text());
        let document = self.json();
        assert_eq!(document["status"], self.status);
        let name = document["type"].as_str().unwrap().strip_prefix("urn:psephos:error:").unwrap();
        name.to_owned()
    }
}

async fn get(client: &Client, path: &str) -> Answer {
    Answer::of(client.get(path).dispatch().await).await
}

async fn get_with(client: &Client, path: &str, headers: &[(&'static str, &str)]) -> Answer {
    let mut request = client.get(path);
    headers.iter().for_each(|(name, value)| request.add_header(Header::new(*name, (*value).to_owned())));
    Answer::of(request.dispatch().await).await
}

async fn post(client: &Client, path: &str, media_type: &str, body: impl AsRef<[u8]>) -> Answer {
    let content_type = ContentType::parse_flexible(media_type).unwrap();
    Answer::of(client.post(path).header(content_type).body(body).dispatch().await).await
}

async fn post_note(client: &Client, path: &str, note: &str) -> Answer {
    post(client, path, "text/plain; charset=utf-8", note).await
}

async fn cast(client: &Client, poll: &Poll, ballot: &[u8]) -> Answer {
    post(client, &api(poll, "/ballots"), BALLOT, ballot).await
}

/// Casts them one by one; each is accepted.
/// With a promise.
async fn cast_with(client: &Client, poll: &Poll, ballot: &[u8], promise: &str) -> Answer {
    let header = Header::new("Psephos-Note", b64url(promise.as_bytes()));
    let request =
        client.post(api(poll, "/ballots")).header(ContentType::new("application", "vnd.psephos.ballot"));
    Answer::of(request.header(header).body(ballot).dispatch().await).await
}

/// The promises of all of them.
async fn cast_all(client: &Client, poll: &Poll, ballots: &[Vec<u8>]) -> Vec<String> {
    let mut promises = Vec::new();
    for ballot in ballots {
        let answer = cast(client, poll, ballot).await;
        assert_eq!(answer.status, CREATED);
        promises.push(answer.text());
    }
    promises
}

/// What a listener hears next.
async fn next_event(response: &mut LocalResponse<'_>) -> Value {
    let mut text = String::new();
    let mut buffer = [0; 1024];
    while !text.contains("\n\n") {
        let read = timeout(Duration::from_secs(60), response.read(&mut buffer)).await.unwrap().unwrap();
        assert!(read > 0, "the stream ended: {text}");
        text.push_str(&String::from_utf8_lossy(&buffer[..read]));
    }
    assert!(text.contains("event:turnout"), "{text}");
    let data = text.lines().find_map(|line| line.strip_prefix("data:")).unwrap();
    serde_json::from_str(data.trim()).unwrap()
}

fn api(poll: &Poll, path: &str) -> String {
    format!("/api/v1/polls/{}{path}", poll.id())
}

fn page(poll: &Poll, path: &str) -> String {
    format!("/polls/{}{path}", poll.id())
}

const BALLOT: &str = "application/vnd.psephos.ballot";
const CREATED: u16 = Status::Created.code;
const OK: u16 = Status::Ok.code;
