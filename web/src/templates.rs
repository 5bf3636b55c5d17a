//! Pages: minijinja templates that are part of the binary, always escaped as HTML, an unknown name being an error.
//!
//! The environment is managed by Rocket and asked by the [`Page`] responder; no directory is needed at run time.

use include_dir::Dir;
use minijinja::{AutoEscape, Environment, UndefinedBehavior};
use rocket::http::{ContentType, Status};
use rocket::request::Request;
use rocket::response::{self, Responder, Response};

pub use minijinja::{Value, context};

use crate::headers::Csp;

/// All templates of one service.
#[derive(Debug)]
pub struct Templates {
    environment: Environment<'static>,
}

impl Templates {
    /// Every `<name>.html.j2` of `dir` as `<name>.html`, next to the shared `base.html` and `error.html`; `globals` are
    /// seen by all of them. All are parsed now, so that a fault shows at the start and not on a voter's screen.
    ///
    /// The globals that `base.html` wants: `site` (the name in the header) and `demo` (true shows the banner).
    pub fn new(dir: &Dir<'static>, globals: Vec<(&'static str, Value)>) -> Result<Self, minijinja::Error> {
        let mut environment = Environment::new();
        // Whatever a template is called: nothing is ever put into a page unescaped unless it says `safe`.
        environment.set_auto_escape_callback(|_| AutoEscape::Html);
        environment.set_undefined_behavior(UndefinedBehavior::Strict);
        for (name, source) in SHARED {
            environment.add_template(name, source)?;
        }
        add_all(&mut environment, dir)?;
        for (name, value) in globals {
            environment.add_global(name, value);
        }
        Ok(Self { environment })
    }

    /// Adds a filter that pages may use.
    #[must_use]
    pub fn with_filter<F, Rv, Args>(mut self, name: &'static str, filter: F) -> Self
    where
        F: minijinja::functions::Function<Rv, Args>,
        Rv: minijinja::value::FunctionResult,
        Args: for<'a> minijinja::value::FunctionArgs<'a>,
    {
        self.environment.add_filter(name, filter);
        self
    }

    /// The shared templates alone.
    pub fn for_tests() -> Self {
        static EMPTY: Dir<'static> = Dir::new("", &[]);
        let globals = vec![("site", Value::from("Test")), ("demo", Value::from(false))];
        Self::new(&EMPTY, globals).expect("the shared templates parse")
    }

    /// The page `name` filled with `context`.
    pub fn render(&self, name: &str, context: &Value) -> Result<String, minijinja::Error> {
        self.environment.get_template(name)?.render(context)
    }
}

/// A page to be rendered when it is answered.
#[derive(Debug)]
pub struct Page {
    name: &'static str,
    context: Value,
    status: Status,
    csp: Option<Csp>,
}

impl Page {
    /// The template `name` with `context`, status 200.
    pub fn new(name: &'static str, context: Value) -> Self {
        Self { name, context, status: Status::Ok, csp: None }
    }

    /// With another status.
    #[must_use]
    pub fn status(mut self, status: Status) -> Self {
        self.status = status;
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
        let templates = request.rocket().state::<Templates>().expect("Templates are managed by both services");
        let html = templates.render(self.name, &self.context).map_err(|error| {
            tracing::error!("page {} cannot be rendered: {error:#}", self.name);
            Status::InternalServerError
        })?;
        let mut response = Response::build();
        response.status(self.status).header(ContentType::HTML).sized_body(html.len(), std::io::Cursor::new(html));
        if let Some(csp) = self.csp {
            response.raw_header("Content-Security-Policy", csp.to_string());
        }
        response.ok()
    }
}

fn add_all(environment: &mut Environment<'static>, dir: &Dir<'static>) -> Result<(), minijinja::Error> {
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
    use super::*;

    #[test]
    fn whatever_is_put_into_a_page_is_escaped() {
        let page = Templates::for_tests()
            .render("error.html", &context! { title => "<script>", explanation => "\" onload='x", status => 404 })
            .unwrap();
        assert!(!page.contains("<script>") && page.contains("&lt;script&gt;"), "{page}");
        assert!(!page.contains("' ") && page.contains("&quot; onload=&#x27;x"), "{page}");
    }

    #[test]
    fn an_unknown_name_is_an_error() {
        let templates = Templates::for_tests();
        assert!(templates.render("error.html", &context! { title => "x" }).is_err());
        assert!(templates.render("none.html", &context! {}).is_err());
    }
}
