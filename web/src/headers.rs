//! Response headers: a strict Content-Security-Policy on every page, no sniffing, no framing, no caching by default,
//! `Access-Control-Allow-Origin: *` for what is public anyway.

use std::fmt;
use std::sync::LazyLock;

use rocket::fairing::{Fairing, Info, Kind};
use rocket::http::{Header, Method};
use rocket::request::Request;
use rocket::response::{self, Responder, Response};

/// What the responses of one service bear unless a handler says otherwise.
#[derive(Debug, Clone)]
pub struct Headers {
    /// `Referrer-Policy` of every response: `same-origin` keeps `Origin` on one's own form posts; `strict-origin`
    /// makes a form post to another site bear this site's origin, where `same-origin` would make it `null`.
    pub referrer_policy: &'static str,
    /// Whether to send `Strict-Transport-Security`: the service is reached by https.
    pub https: bool,
    /// Which paths anyone may read from any site, without credentials.
    pub public: fn(path: &str) -> bool,
}

#[rocket::async_trait]
impl Fairing for Headers {
    fn info(&self) -> Info {
        Info { name: "security headers", kind: Kind::Response }
    }

    async fn on_response<'r>(&self, request: &'r Request<'_>, response: &mut Response<'r>) {
        let public = matches!(request.method(), Method::Get | Method::Head)
            && (self.public)(request.uri().path().as_str());
        if public {
            response.set_raw_header("Access-Control-Allow-Origin", "*");
            // So that scripts of other sites can go on with a download.
            response.set_raw_header("Access-Control-Expose-Headers", "Accept-Ranges, Content-Range, ETag");
            response.set_raw_header("Cross-Origin-Resource-Policy", "cross-origin");
        }
        for (name, value) in ALWAYS {
            set_default(response, name, value);
        }
        set_default(response, "Referrer-Policy", self.referrer_policy);
        if !response.headers().contains("Content-Security-Policy") {
            response.set_raw_header("Content-Security-Policy", PAGE.as_str());
        }
        if self.https {
            set_default(response, "Strict-Transport-Security", "max-age=63072000");
        }
    }
}

/// A Content-Security-Policy: nothing is allowed but what is listed, on every page, and no page may be framed.
#[derive(Debug, Clone)]
pub struct Csp {
    directives: Vec<(&'static str, String)>,
}

impl Csp {
    /// For a page without any script: own stylesheet and images, forms to itself; Trusted Types without any policy, so
    /// that no string ever becomes markup or code.
    pub fn page() -> Self {
        Self {
            directives: vec![
                ("default-src", "'none'".to_owned()),
                ("style-src", "'self'".to_owned()),
                ("img-src", "'self'".to_owned()),
                ("form-action", "'self'".to_owned()),
                ("base-uri", "'none'".to_owned()),
                ("frame-ancestors", "'none'".to_owned()),
                (TYPES_REQUIRED, "'script'".to_owned()),
                (TYPES, "'none'".to_owned()),
            ],
        }
    }

    /// For a page with scripts of its own: modules from this origin, calls to this origin.
    pub fn scripted() -> Self {
        Self::page().with_scripts()
    }

    /// The same for a page that had none, as [`Csp::scripted`].
    #[must_use]
    pub fn with_scripts(mut self) -> Self {
        // `psephos audit-site` compares the booth's policy letter by letter: these two stand before the types.
        let before = self.directives.iter().position(|(name, _)| *name == TYPES_REQUIRED).unwrap_or_default();
        let scripts = [("script-src", "'self'".to_owned()), ("connect-src", "'self'".to_owned())];
        self.directives.splice(before..before, scripts);
        self
    }

    /// Also lets a scripted page start workers from this origin, whose address the Trusted Types policy `policy` names.
    #[must_use]
    pub fn with_workers(mut self, policy: &'static str) -> Self {
        self.directives.retain(|(name, _)| *name != TYPES);
        self.allow(TYPES, policy).allow("worker-src", "'self'")
    }

    /// Also allows `source` in `directive`, for example another origin in `form-action`.
    #[must_use]
    pub fn allow(mut self, directive: &'static str, source: &str) -> Self {
        match self.directives.iter_mut().find(|(name, _)| *name == directive) {
            Some((_, sources)) => {
                sources.push(' ');
                sources.push_str(source);
            }
            None => self.directives.push((directive, source.to_owned())),
        }
        self
    }

    /// Also allows forms, and the redirects that answer them, to `origin`.
    #[must_use]
    pub fn form_action(self, origin: &str) -> Self {
        self.allow("form-action", origin)
    }
}

impl fmt::Display for Csp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (position, (name, sources)) in self.directives.iter().enumerate() {
            let separator = if position == 0 { "" } else { "; " };
            write!(f, "{separator}{name} {sources}")?;
        }
        Ok(())
    }
}

/// `inner` under another policy than the default one.
#[derive(Debug)]
pub struct Under<R> {
    /// The policy.
    pub csp: Csp,
    /// The answer.
    pub inner: R,
}

impl<'r, R: Responder<'r, 'static>> Responder<'r, 'static> for Under<R> {
    fn respond_to(self, request: &'r Request<'_>) -> response::Result<'static> {
        let mut response = self.inner.respond_to(request)?;
        response.set_raw_header("Content-Security-Policy", self.csp.to_string());
        Ok(response)
    }
}

/// `inner` with headers of its own, which win over the defaults.
#[derive(Debug)]
pub struct With<R> {
    /// The answer.
    pub inner: R,
    /// Name and value each.
    pub headers: Vec<(&'static str, String)>,
}

impl<'r, 'o: 'r, R: Responder<'r, 'o>> Responder<'r, 'o> for With<R> {
    fn respond_to(self, request: &'r Request<'_>) -> response::Result<'o> {
        let mut response = self.inner.respond_to(request)?;
        for (name, value) in self.headers {
            response.set_header(Header::new(name, value));
        }
        Ok(response)
    }
}

fn set_default(response: &mut Response<'_>, name: &'static str, value: &'static str) {
    if !response.headers().contains(name) {
        response.set_raw_header(name, value);
    }
}

/// [`Csp::page`] in letters, written once: most answers bear it.
static PAGE: LazyLock<String> = LazyLock::new(|| Csp::page().to_string());

const TYPES_REQUIRED: &str = "require-trusted-types-for";
const TYPES: &str = "trusted-types";

const ALWAYS: [(&str, &str); 7] = [
    ("X-Content-Type-Options", "nosniff"),
    ("X-Frame-Options", "DENY"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    (
        "Permissions-Policy",
        "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()",
    ),
    ("Cache-Control", "no-store"),
    ("X-Robots-Tag", "noindex"),
];

#[cfg(test)]
mod tests {
    use rocket::http::Status;
    use rocket::local::blocking::Client;
    use rocket::{get, routes};

    use super::*;

    #[get("/page")]
    fn page() -> &'static str {
        "page"
    }

    #[get("/api/cached")]
    fn cached() -> With<Under<&'static str>> {
        let csp = Csp::scripted().form_action("https://peer.example");
        With {
            inner: Under { csp, inner: "x" },
            headers: vec![("Cache-Control", "public, max-age=60".to_owned())],
        }
    }

    fn client() -> Client {
        let headers =
            Headers { referrer_policy: "same-origin", https: true, public: |path| path.starts_with("/api/") };
        let rocket =
            rocket::custom(crate::server::quiet_config()).attach(headers).mount("/", routes![page, cached]);
        Client::untracked(rocket).unwrap()
    }

    #[test]
    fn a_page_allows_nothing_but_its_own_style_and_forms() {
        let client = client();
        let response = client.get("/page").dispatch();
        let header = |name| response.headers().get_one(name).unwrap_or_default().to_owned();
        assert_eq!(
            header("Content-Security-Policy"),
            "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; \
             frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
        );
        assert_eq!(header("Cache-Control"), "no-store");
        assert_eq!(header("Referrer-Policy"), "same-origin");
        assert_eq!(header("X-Content-Type-Options"), "nosniff");
        assert!(header("Strict-Transport-Security").starts_with("max-age="));
        assert_eq!(header("Access-Control-Allow-Origin"), "");
    }

    #[test]
    fn what_a_handler_sets_wins_and_public_paths_are_open_to_all() {
        let client = client();
        let response = client.get("/api/cached").dispatch();
        let header = |name| response.headers().get_one(name).unwrap_or_default().to_owned();
        assert_eq!(header("Cache-Control"), "public, max-age=60");
        assert_eq!(header("Access-Control-Allow-Origin"), "*");
        assert_eq!(header("Access-Control-Expose-Headers"), "Accept-Ranges, Content-Range, ETag");
        assert_eq!(header("Cross-Origin-Resource-Policy"), "cross-origin");
        let csp = header("Content-Security-Policy");
        assert!(csp.contains("form-action 'self' https://peer.example;"), "{csp}");
        assert!(csp.contains("trusted-types 'none'"), "{csp}");
        let missing = client.get("/api/none").dispatch();
        assert_eq!(missing.status(), Status::NotFound);
        assert_eq!(missing.headers().get_one("Access-Control-Allow-Origin"), Some("*"));
    }
    #[test]
    fn a_page_with_workers_names_its_one_policy() {
        let csp = Csp::scripted().with_workers("one-policy").to_string();
        assert!(
            csp.ends_with("require-trusted-types-for 'script'; trusted-types one-policy; worker-src 'self'")
        );
        assert_eq!(csp.matches("trusted-types ").count(), 1, "{csp}");
    }
}
