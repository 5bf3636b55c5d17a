//! Pages: minijinja templates that are part of the binary, always escaped as HTML, an unknown name being an error.
//!
//! `rocket_dyn_templates` renders them. Left to itself it reads a directory at run time and does not escape templates
//! that come from elsewhere; here it is handed a finished environment, and an empty directory of its own.
//!
//! What they say in several languages stands in catalogues ([`crate::i18n`]).

use std::sync::Arc;

use include_dir::Dir;
use rocket::fairing::{AdHoc, Fairing};
use rocket::http::{ContentType, Method, Status};
use rocket::request::Request;
use rocket::response::{self, Responder, Response};
use rocket_dyn_templates::Template;
use rocket_dyn_templates::minijinja::functions::Function;
use rocket_dyn_templates::minijinja::value::{FunctionArgs, FunctionResult};
use rocket_dyn_templates::minijinja::{
    AutoEscape, Environment, Error, Output, State, UndefinedBehavior, escape_formatter,
};

pub use rocket_dyn_templates::minijinja::{Error as TemplateError, ErrorKind, Value, context};

use crate::headers::Csp;
use crate::i18n::{CatalogueError, Catalogues, Messages, kept_apart};
use crate::markdown;

/// All templates of one service.
#[derive(Debug)]
pub struct Templates {
    environment: Environment<'static>,
    messages: Arc<Messages>,
}

impl Templates {
    /// Every `<name>.html.j2` of `dir` as `<name>.html`, next to the shared `base.html` and `error.html`; `globals` are
    /// seen by all of them. All are parsed now, so that a fault shows at the start and not on a voter's screen. The
    /// filter `markdown` makes harmless HTML of an organiser's text, `markdown_first` of its first block, `markdown_rest` of
    /// the others, `markdown_line` of what fits into a label; `sentence` makes a sentence of an error's words, `apart` keeps words from
    /// turning the order of those beside them.
    ///
    /// Pages speak English until [`Templates::speaking`] says more: `t("id", name=value)` is a message ([`crate::i18n`]).
    ///
    /// The globals that `base.html` wants: `site` (`registrar` or `ballot-box`) and `demo` (true shows the banner). It finds the page's
    /// own name under `drawn_by`.
    pub fn new(dir: &Dir<'static>, globals: Vec<(&'static str, Value)>) -> Result<Self, Error> {
        let mut environment = Environment::new();
        // Whatever a template is called: nothing is ever put into a page unescaped unless it says `safe`.
        environment.set_auto_escape_callback(|_| AutoEscape::Html);
        environment.set_formatter(write_value);
        environment.set_undefined_behavior(UndefinedBehavior::Strict);
        for (name, of) in MARKDOWN {
            environment.add_filter(name, move |text: &str| Value::from_safe_string(of(text)));
        }
        environment.add_filter("sentence", sentence);
        environment.add_filter("apart", apart);
        for (name, source) in SHARED {
            environment.add_template(name, source)?;
        }
        add_all(&mut environment, dir)?;
        for (name, value) in globals {
            environment.add_global(name, value);
        }
        let messages = Messages::english_only()?;
        Ok(Self { environment, messages: Arc::new(messages) }.with_globals())
    }

    /// In every language in which there are catalogues of this service.
    ///
    /// # Errors
    /// If one of them cannot be used.
    pub fn speaking(self, service: Catalogues) -> Result<Self, CatalogueError> {
        Ok(self.with_messages(Messages::of(service)?))
    }

    pub(crate) fn with_messages(self, messages: Messages) -> Self {
        Self { messages: Arc::new(messages), ..self }.with_globals()
    }

    /// `spoken` is for pages that answer no request.
    fn with_globals(mut self) -> Self {
        for (name, value) in self.messages.globals() {
            self.environment.add_global(name, value);
        }
        self
    }

    /// Adds a filter that pages may use.
    #[must_use]
    pub fn with_filter<F, Rv, Args>(mut self, name: &'static str, filter: F) -> Self
    where
        F: Function<Rv, Args>,
        Rv: FunctionResult,
        Args: for<'a> FunctionArgs<'a>,
    {
        self.environment.add_filter(name, filter);
        self
    }

    /// The shared templates alone.
    pub fn for_tests() -> Self {
        static EMPTY: Dir<'static> = Dir::new("", &[]);
        let globals = vec![("site", Value::from("ballot-box")), ("demo", Value::from(false))];
        Self::new(&EMPTY, globals).expect("the shared templates parse")
    }

    /// What a service attaches so that its handlers can answer with [`Page`].
    pub fn fairing(self) -> impl Fairing {
        AdHoc::try_on_ignite("templates", |rocket| async move {
            let directory = match tempfile::tempdir() {
                Ok(directory) => directory,
                Err(error) => {
                    tracing::error!("no temporary directory for templates: {error}");
                    return Err(rocket);
                }
            };
            let figment = rocket.figment().clone().merge(("template_dir", directory.path()));
            let environment = self.environment;
            let rocket = rocket.manage(environment.clone()).manage(self.messages);
            Ok(rocket.configure(figment).manage(directory).attach(Template::custom(move |engines| {
                engines.minijinja = environment.clone();
            })))
        })
    }

    /// One page as text, for a file, in the language of `tag` (BCP 47) if it is among ours, else in English.
    ///
    /// # Errors
    /// If there is no such template, or it wants a value that the context does not have.
    pub fn render(&self, tag: &str, name: &str, context: Value) -> Result<String, Error> {
        let spoken = self.messages.spoken_in(tag);
        let context =
            context! { spoken => self.messages.shown_with(spoken, &[]), drawn_by => name, ..context };
        spoken.while_rendering(|| self.environment.get_template(name)?.render(&context))
    }
}

/// A filter: Markdown in, HTML out.
type Markdown = (&'static str, fn(&str) -> String);

/// The filters for organisers' texts.
const MARKDOWN: [Markdown; 4] = [
    ("markdown", markdown::to_html),
    ("markdown_first", |text| markdown::blocks(text).into_iter().next().unwrap_or_default()),
    ("markdown_rest", |text| {
        markdown::blocks(text).split_first().map_or_else(String::new, |(_, rest)| rest.concat())
    }),
    ("markdown_line", |text| markdown::line(text).unwrap_or_default()),
];

/// `this address is on the roll already` as `This address is on the roll already.`
fn sentence(words: &str) -> String {
    let mut letters = words.chars();
    let mut text: String = letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect();
    if !text.is_empty() && !text.ends_with(['.', '!', '?']) {
        text.push('.');
    }
    text
}

/// [`kept_apart`], of markup too.
fn apart(words: &Value) -> Value {
    let text = kept_apart(&words.to_string());
    if words.is_safe() { Value::from_safe_string(text) } else { Value::from(text) }
}

/// What a service tells all its pages of the request that they answer; it manages one of these.
#[derive(Debug, Clone, Copy)]
pub struct OfRequest(pub fn(&Request<'_>) -> Value);

/// A page to be rendered when it is answered.
#[derive(Debug)]
pub struct Page {
    name: &'static str,
    context: Value,
    status: Status,
    csp: Option<Csp>,
    headers: Vec<(&'static str, String)>,
}

impl Page {
    /// The template `name` with `context`, status 200.
    pub fn new(name: &'static str, context: Value) -> Self {
        Self { name, context, status: Status::Ok, csp: None, headers: Vec::new() }
    }

    /// By the template `name` instead, which builds upon the page's own and finds `more` too.
    #[must_use]
    pub fn within(self, name: &'static str, more: Value) -> Self {
        Self { name, context: context! { ..more, ..self.context }, ..self }
    }

    /// With another status.
    #[must_use]
    pub fn status(mut self, status: Status) -> Self {
        self.status = status;
        self
    }

    /// With further headers.
    #[must_use]
    pub fn headers(mut self, headers: &[(&'static str, String)]) -> Self {
        self.headers.extend_from_slice(headers);
        self
    }

    /// Under another Content-Security-Policy than the default one.
    #[must_use]
    pub fn csp(mut self, csp: Csp) -> Self {
        self.csp = Some(csp);
        self
    }
}

impl<'r> Responder<'r, 'static> for Page {
    fn respond_to(self, request: &'r Request<'_>) -> response::Result<'static> {
        let rocket = request.rocket();
        let Some(messages) = rocket.state::<Arc<Messages>>() else {
            tracing::error!("page {} cannot be rendered: no templates are attached", self.name);
            return Err(Status::InternalServerError);
        };
        let spoken = messages.spoken(request);
        let language = messages.code(spoken);
        let of_request =
            rocket.state::<OfRequest>().map_or_else(|| context! {}, |OfRequest(told)| told(request));
        let spoken_in = context! {
            spoken => messages.shown(spoken, request),
            drawn_by => self.name,
            sent => request.method() == Method::Post,
        };
        let context = context! { ..spoken_in, ..self.context, ..of_request };
        let html = spoken.while_rendering(|| {
            Template::show(rocket, self.name, &context).ok_or_else(|| {
                // Rocket told its own log why, which is off: it would hold paths and queries. So it is asked for again.
                let cause = rocket.state::<Environment<'static>>().map(|it| cause(it, self.name, &context));
                tracing::error!("page {} cannot be rendered: {}", self.name, cause.unwrap_or_default());
                Status::InternalServerError
            })
        })?;
        let mut response = Response::build();
        response
            .status(self.status)
            .header(ContentType::HTML)
            .raw_header("Content-Language", language)
            .raw_header("Vary", "Accept-Language")
            .sized_body(html.len(), std::io::Cursor::new(html));
        if let Some(csp) = self.csp {
            response.raw_header("Content-Security-Policy", csp.to_string());
        }
        for (name, value) in self.headers {
            response.raw_header(name, value);
        }
        response.ok()
    }
}

/// Writes a value into a page: as it is if it was made as HTML, otherwise with every character escaped that could end
/// a text or a quoted attribute. (The engine's own formatter escapes the slash too, which makes every link unreadable.)
fn write_value(out: &mut Output<'_>, state: &State<'_, '_>, value: &Value) -> Result<(), Error> {
    if value.is_undefined() || value.is_none() || value.is_safe() || state.auto_escape() != AutoEscape::Html {
        return escape_formatter(out, state, value);
    }
    let text = value.to_string();
    let mut rest = text.as_str();
    while let Some(at) = rest.find(['&', '<', '>', '"', '\'']) {
        out.write_str(&rest[..at])?;
        out.write_str(match rest.as_bytes()[at] {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'"' => "&quot;",
            _ => "&#39;",
        })?;
        rest = &rest[at + 1..];
    }
    Ok(out.write_str(rest)?)
}

/// Why a page cannot be rendered: what went wrong in which line of which template, and never with which value, for that
/// may be about a person.
fn cause(environment: &Environment<'_>, name: &str, context: &Value) -> String {
    let outcome = environment.get_template(name).and_then(|template| template.render(context));
    let mut next = outcome.as_ref().err().map(|error| error as &(dyn std::error::Error + 'static));
    let mut causes = Vec::new();
    while let Some(error) = next {
        causes.push(match error.downcast_ref::<Error>() {
            Some(error) => format!(
                "{} in {}:{}",
                error.kind(),
                error.name().unwrap_or(name),
                error.line().unwrap_or_default()
            ),
            None => "an error of another library".to_owned(),
        });
        next = error.source();
    }
    causes.join(", because of ")
}

fn add_all(environment: &mut Environment<'static>, dir: &Dir<'static>) -> Result<(), Error> {
    for file in dir.files() {
        let name = file.path().to_string_lossy().into_owned();
        if let (Some(name), Some(source)) = (name.strip_suffix(".j2"), file.contents_utf8()) {
            environment.add_template_owned(name.to_owned(), source.to_owned())?;
        }
    }
    for sub in dir.dirs() {
        add_all(environment, sub)?;
    }
    Ok(())
}

const SHARED: [(&str, &str); 2] = [
    ("base.html", include_str!("../../templates/base.html.j2")),
    ("error.html", include_str!("../../templates/error.html.j2")),
];

#[cfg(test)]
mod tests {
    use std::sync::{Arc, Mutex};

    use rocket::local::blocking::Client;

    use super::*;

    #[test]
    fn whatever_is_put_into_a_page_is_escaped() {
        let page = Templates::for_tests()
            .render(
                "en",
                "error.html",
                context! { title => "<script>", explanation => "\" onload='x &amp;", status => 404 },
            )
            .unwrap();
        assert!(!page.contains("<script>") && page.contains("&lt;script&gt;"), "{page}");
        assert!(page.contains("&quot; onload=&#39;x &amp;amp;"), "{page}");
    }

    #[test]
    fn the_words_of_an_error_become_a_sentence() {
        assert_eq!(sentence("it was \u{e9}mile"), "It was \u{e9}mile.");
        assert_eq!(sentence("Choose what is to be done."), "Choose what is to be done.");
        assert_eq!(sentence("\u{e9}mile?"), "\u{c9}mile?");
        assert_eq!(sentence(""), "");
    }

    #[test]
    fn a_page_that_fails_says_in_the_log_where_and_tells_of_nobody() {
        #[rocket::get("/")]
        fn page() -> Page {
            Page::new("error.html", context! { title => "ada@example.org", status => 404 })
        }
        let log = Log::default();
        let writer = log.clone();
        let subscriber = tracing_subscriber::fmt().with_writer(move || writer.clone()).finish();
        let status = tracing::subscriber::with_default(subscriber, || {
            let rocket = rocket::custom(crate::server::quiet_config())
                .attach(Templates::for_tests().fairing())
                .mount("/", rocket::routes![page]);
            Client::untracked(rocket).unwrap().get("/").dispatch().status()
        });
        assert_eq!(status, Status::InternalServerError);
        let text = String::from_utf8(log.0.lock().unwrap().clone()).unwrap();
        assert!(text.contains("undefined value in error.html:"), "{text}");
        assert!(!text.contains("ada@example.org"), "{text}");
    }

    /// What was logged.
    #[derive(Clone, Default)]
    struct Log(Arc<Mutex<Vec<u8>>>);

    impl std::io::Write for Log {
        fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
            self.0.lock().unwrap().extend_from_slice(bytes);
            Ok(bytes.len())
        }

        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn an_unknown_name_is_an_error() {
        let templates = Templates::for_tests();
        assert!(templates.render("en", "error.html", context! { title => "x" }).is_err());
        assert!(templates.render("en", "none.html", context! {}).is_err());
    }
}
