//! The guard against foreign sites for every form that changes something.

use rocket::http::Status;
use rocket::request::{FromRequest, Outcome, Request};

/// The origin (`https://host[:port]`) under which browsers reach this service; managed state.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnOrigin(pub String);

/// Proof that a request was sent by a page of this very origin.
///
/// `Origin` must be ours. Where a browser sends none, `Sec-Fetch-Site` must say `same-origin`. Anything else, `null`
/// included, is 403: a form is for browsers, and every browser in use sends one of the two. Cookies' SameSite is not
/// relied upon: it counts sibling hosts and ports as the same site.
#[derive(Debug, Clone, Copy)]
pub struct SameOrigin(());

#[rocket::async_trait]
impl<'r> FromRequest<'r> for SameOrigin {
    type Error = ();

    async fn from_request(request: &'r Request<'_>) -> Outcome<Self, ()> {
        let own = request.rocket().state::<OwnOrigin>().expect("OwnOrigin is managed by both services");
        let mut origins = request.headers().get("Origin");
        let accepted = match (origins.next(), origins.next()) {
            (Some(origin), None) => origin == own.0,
            (None, _) => request.headers().get_one("Sec-Fetch-Site") == Some("same-origin"),
            (Some(_), Some(_)) => false,
        };
        if accepted { Outcome::Success(Self(())) } else { Outcome::Error((Status::Forbidden, ())) }
    }
}

/// The value of a request's one `Origin` header; none if it is absent or repeated.
#[derive(Debug, Clone, Copy)]
pub struct RequestOrigin<'r>(pub Option<&'r str>);

#[rocket::async_trait]
impl<'r> FromRequest<'r> for RequestOrigin<'r> {
    type Error = ();

    async fn from_request(request: &'r Request<'_>) -> Outcome<Self, ()> {
        let mut origins = request.headers().get("Origin");
        let first = origins.next();
        Outcome::Success(Self(if origins.next().is_none() { first } else { None }))
    }
}

#[cfg(test)]
mod tests {
    use rocket::http::{Header, Status};
    use rocket::local::blocking::Client;
    use rocket::{post, routes};

    use super::*;

    #[post("/")]
    fn change(_own: SameOrigin) {}

    #[test]
    fn only_pages_of_this_origin_may_post() {
        let rocket = rocket::custom(crate::server::quiet_config())
            .manage(OwnOrigin("http://localhost:8001".to_owned()))
            .mount("/", routes![change]);
        let client = Client::untracked(rocket).unwrap();
        let status = |headers: &[(&'static str, &'static str)]| {
            let mut request = client.post("/");
            for (name, value) in headers {
                request.add_header(Header::new(*name, *value));
            }
            request.dispatch().status()
        };
        assert_eq!(status(&[("Origin", "http://localhost:8001")]), Status::Ok);
        assert_eq!(status(&[("Sec-Fetch-Site", "same-origin")]), Status::Ok);
        for refused in [
            &[][..],
            &[("Origin", "null")],
            &[("Origin", "")],
            &[("Origin", "http://localhost:8002")],
            &[("Origin", "https://localhost:8001")],
            &[("Origin", "null"), ("Sec-Fetch-Site", "same-origin")],
            &[("Origin", "http://localhost:8001"), ("Origin", "http://evil.example")],
            &[("Sec-Fetch-Site", "same-site")],
            &[("Sec-Fetch-Site", "none")],
        ] {
            assert_eq!(status(refused), Status::Forbidden, "{refused:?}");
        }
    }
}
