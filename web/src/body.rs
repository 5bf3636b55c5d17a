//! Request bodies, bounded in size and time, of the media type that was asked for, and strict JSON.

use std::time::Duration;

use rocket::data::{Data, FromData, Outcome, ToByteUnit as _};
use rocket::http::Status;
use rocket::request::Request;
use serde::de::DeserializeOwned;

use crate::problem::Problem;

/// Reads the whole body if its media type is `expected` (parameters such as a charset are allowed) and it has at most
/// `limit` bytes; else the fitting problem: 415, 413, 408 or 400.
pub async fn read(
    request: &Request<'_>,
    data: Data<'_>,
    expected: &str,
    limit: u64,
) -> Result<Vec<u8>, Problem> {
    if !has_media_type(request, expected) {
        return Err(Problem::wrong_media_type(expected));
    }
    let announced = request.headers().get_one("Content-Length").and_then(|length| length.parse::<u64>().ok());
    if announced.is_some_and(|length| length > limit) {
        return Err(Problem::too_large(limit));
    }
    let read = tokio::time::timeout(PATIENCE, data.open(limit.bytes()).into_bytes()).await;
    match read {
        Err(_) => Err(Problem::of_status(Status::RequestTimeout)),
        Ok(Err(_)) => Err(Problem::of_status(Status::BadRequest).detail("the body broke off")),
        Ok(Ok(body)) if !body.is_complete() => Err(Problem::too_large(limit)),
        Ok(Ok(body)) => Ok(body.into_inner()),
    }
}

/// A JSON body, at most `LIMIT` bytes. Ask for `Result<JsonBody<T>, Problem>` in a handler and use `?`.
/// Types for it bear `#[serde(deny_unknown_fields)]`: an unknown field in a request is an error.
#[derive(Debug)]
pub struct JsonBody<T, const LIMIT: u64 = 65_536>(pub T);

#[rocket::async_trait]
impl<'r, T: DeserializeOwned, const LIMIT: u64> FromData<'r> for JsonBody<T, LIMIT> {
    type Error = Problem;

    async fn from_data(request: &'r Request<'_>, data: Data<'r>) -> Outcome<'r, Self> {
        let parsed = match read(request, data, "application/json", LIMIT).await {
            Ok(body) => parse_json(&body),
            Err(problem) => Err(problem),
        };
        match parsed {
            Ok(value) => Outcome::Success(Self(value)),
            Err(problem) => Outcome::Error((problem.status(), problem)),
        }
    }
}

/// Strict JSON: one value, UTF-8, no unknown or repeated field (the type sees to that), nothing after it.
pub fn parse_json<T: DeserializeOwned>(body: &[u8]) -> Result<T, Problem> {
    serde_json::from_slice(body).map_err(|error| {
        let text = error.to_string();
        match error.classify() {
            serde_json::error::Category::Data if text.starts_with("unknown field") => Problem::new(
                Status::UnprocessableEntity,
                "unknown-field",
                "The body has a field that is not known",
            ),
            serde_json::error::Category::Data => Problem::new(
                Status::UnprocessableEntity,
                "malformed-json",
                "The JSON body lacks something or has it wrong",
            ),
            _ => Problem::new(Status::BadRequest, "malformed-json", "The body is not JSON"),
        }
        .detail(text)
    })
}

/// Declares a data guard `$name(Vec<u8>)` for bodies of one media type and size. The error of the guard is a
/// [`Problem`]: ask for `Result<$name, Problem>` in a handler.
#[macro_export]
macro_rules! bytes_body {
    ($(#[$doc:meta])* $visibility:vis struct $name:ident, $media_type:expr, $limit:expr) => {
        $(#[$doc])*
        #[derive(Debug)]
        $visibility struct $name(pub Vec<u8>);

        #[rocket::async_trait]
        impl<'r> rocket::data::FromData<'r> for $name {
            type Error = $crate::Problem;

            async fn from_data(
                request: &'r rocket::Request<'_>,
                data: rocket::Data<'r>,
            ) -> rocket::data::Outcome<'r, Self> {
                match $crate::body::read(request, data, $media_type, $limit).await {
                    Ok(body) => rocket::data::Outcome::Success(Self(body)),
                    Err(problem) => rocket::data::Outcome::Error((problem.status(), problem)),
                }
            }
        }
    };
}

fn has_media_type(request: &Request<'_>, expected: &str) -> bool {
    let mut types = request.headers().get("Content-Type");
    let (Some(sent), None) = (types.next(), types.next()) else { return false };
    let essence = sent.split(';').next().unwrap_or_default();
    essence.trim().eq_ignore_ascii_case(expected)
}

/// How long a client may take to send a body.
const PATIENCE: Duration = Duration::from_secs(30);

#[cfg(test)]
mod tests {
    use rocket::http::{ContentType, Header};
    use rocket::local::blocking::Client;
    use rocket::{post, routes};
    use serde::Deserialize;

    use super::*;

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Greeting {
        name: String,
    }

    bytes_body! {
        /// For the test.
        struct Octets, "application/octet-stream", 4
    }

    #[post("/json", data = "<body>")]
    fn json(body: Result<JsonBody<Greeting, 64>, Problem>) -> Result<String, Problem> {
        Ok(body?.0.name)
    }

    #[post("/octets", data = "<body>")]
    fn octets(body: Result<Octets, Problem>) -> Result<String, Problem> {
        Ok(body?.0.len().to_string())
    }

    fn client() -> Client {
        Client::untracked(rocket::custom(crate::server::quiet_config()).mount("/", routes![json, octets]))
            .unwrap()
    }

    #[test]
    fn json_is_strict() {
        let client = client();
        let answer = |body: &str| {
            let response = client.post("/json").header(ContentType::JSON).body(body).dispatch();
            (response.status().code, response.into_string().unwrap())
        };
        assert_eq!(answer(r#"{"name":"Ada"}"#), (200, "Ada".to_owned()));
        for (body, status, name) in [
            ("", 400, "malformed-json"),
            ("{", 400, "malformed-json"),
            (r#"{"name":"Ada"} x"#, 400, "malformed-json"),
            ("\u{feff}{}", 400, "malformed-json"),
            (r#"{"name":1}"#, 422, "malformed-json"),
            (r#"{"name":"a","name":"b"}"#, 422, "malformed-json"),
            ("{}", 422, "malformed-json"),
            (r#"{"name":"a","x":1}"#, 422, "unknown-field"),
        ] {
            let (code, text) = answer(body);
            assert_eq!(code, status, "{body}");
            assert!(text.contains(&format!("\"urn:psephos:error:{name}\"")), "{body}: {text}");
        }
        assert_eq!(answer(&format!(r#"{{"name":"{}"}}"#, "a".repeat(64))).0, 413);
    }

    #[test]
    fn media_type_and_size_come_first() {
        let client = client();
        let post = |path: &'static str, content_type: Option<&'static str>, body: &[u8]| {
            let mut request = client.post(path).body(body);
            if let Some(value) = content_type {
                request.add_header(Header::new("Content-Type", value));
            }
            request.dispatch().status().code
        };
        assert_eq!(post("/octets", Some("application/octet-stream"), b"1234"), 200);
        assert_eq!(post("/octets", Some("application/octet-stream"), b"12345"), 413);
        assert_eq!(post("/octets", Some("text/plain"), b"1234"), 415);
        assert_eq!(post("/octets", None, b"1234"), 415);
        assert_eq!(post("/json", Some("application/JSON; charset=utf-8"), br#"{"name":"a"}"#), 200);
        assert_eq!(post("/json", Some("application/jsonx"), br#"{"name":"a"}"#), 415);
    }
}
