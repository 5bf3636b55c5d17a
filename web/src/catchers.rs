//! What is answered where no handler did: problem documents below `/api`, a page elsewhere.

use rocket::http::{Method, Status};
use rocket::request::Request;
use rocket::{Build, Rocket, catch, catchers};

use crate::i18n::Text;
use crate::problem::Problem;
use crate::templates::{Page, context};

/// Registers both kinds.
pub fn register(rocket: Rocket<Build>) -> Rocket<Build> {
    rocket.register("/api", catchers![document]).register("/", catchers![page])
}

#[catch(default)]
fn document(status: Status, request: &Request<'_>) -> Problem {
    problem(status, request)
}

#[catch(default)]
fn page(status: Status, request: &Request<'_>) -> Page {
    error_page(&problem(status, request))
}

/// A page that says what `problem` says.
pub fn error_page(problem: &Problem) -> Page {
    let context = context! {
        title => Text::of_problem(problem.name()),
        explanation => problem.explanation(),
        status => problem.status().code,
    };
    Page::new("error.html", context).status(problem.status()).headers(problem.headers())
}

/// What a bare `status` says of `request`: 405 where its path exists for another method.
pub fn problem(status: Status, request: &Request<'_>) -> Problem {
    if status != Status::NotFound {
        return Problem::of_status(status);
    }
    let allowed = other_methods(request);
    if allowed.is_empty() {
        return Problem::not_found();
    }
    // Rocket answers 404 where a path exists for another method (RFC 9110 section 15.5.6 wants 405 and Allow).
    Problem::of_status(Status::MethodNotAllowed).header("Allow", allowed.join(", "))
}

/// The methods by which the request's path could have been asked; none if it answers the request's own method too.
fn other_methods(request: &Request<'_>) -> Vec<&'static str> {
    let mut methods: Vec<Method> = request
        .rocket()
        .routes()
        .filter(|route| path_fits(route.uri.path(), request.uri().path().as_str()))
        .filter_map(|route| route.method.into())
        .collect();
    methods.sort_by_key(|method| method.as_str());
    methods.dedup();
    let asked = request.method();
    let answered = methods.contains(&asked) || (asked == Method::Head && methods.contains(&Method::Get));
    if answered { Vec::new() } else { methods.into_iter().map(Method::as_str).collect() }
}

/// Whether `path` has the form of the route `pattern`, `<name>` standing for one segment, `<name..>` for the rest.
fn path_fits(pattern: &str, path: &str) -> bool {
    let mut segments = path.split('/').skip(1);
    for part in pattern.split('/').skip(1) {
        if part.starts_with('<') && part.ends_with("..>") {
            return true;
        }
        match segments.next() {
            Some(segment) if part.starts_with('<') || part == segment => {}
            _ => return false,
        }
    }
    segments.next().is_none()
}

#[cfg(test)]
mod tests {
    use rocket::local::blocking::Client;
    use rocket::{get, post, routes};

    use super::*;
    use crate::templates::Templates;

    #[get("/api/things/<_id>")]
    fn thing(_id: &str) {}

    #[get("/panic")]
    fn panics() {
        panic!("on purpose");
    }

    #[post("/form")]
    fn form() {}

    #[get("/busy")]
    fn shown() -> Page {
        error_page(&Problem::of_status(Status::ServiceUnavailable))
    }

    #[post("/busy")]
    fn sent() -> Page {
        shown()
    }

    #[test]
    fn what_was_sent_to_a_busy_service_can_be_sent_again() {
        let rocket = rocket::custom(crate::server::quiet_config())
            .attach(Templates::for_tests().fairing())
            .mount("/", routes![shown, sent]);
        let client = Client::untracked(rocket).unwrap();
        let said = "Nothing was changed. Go back in your browser and send it again.";
        assert!(client.post("/busy").dispatch().into_string().unwrap().contains(said));
        let shown = client.get("/busy").dispatch().into_string().unwrap();
        assert!(!shown.contains("send it again") && !shown.contains("Nothing was changed"), "{shown}");
    }

    #[test]
    fn every_miss_is_answered_in_its_own_language() {
        let rocket = rocket::custom(crate::server::quiet_config())
            .attach(Templates::for_tests().fairing())
            .mount("/", routes![thing, panics, form]);
        let client = Client::untracked(register(rocket)).unwrap();
        let missing = client.get("/api/none").dispatch();
        assert_eq!(missing.status(), Status::NotFound);
        assert!(missing.into_string().unwrap().contains("urn:psephos:error:not-found"));
        let wrong = client.post("/api/things/1").dispatch();
        assert_eq!(wrong.status(), Status::MethodNotAllowed);
        assert_eq!(wrong.headers().get_one("Allow"), Some("GET"));
        let wrong = client.get("/form").dispatch();
        assert_eq!(
            (wrong.status(), wrong.headers().get_one("Allow")),
            (Status::MethodNotAllowed, Some("POST"))
        );
        let broken = client.get("/panic").dispatch();
        assert_eq!(broken.status(), Status::InternalServerError);
        let text = broken.into_string().unwrap();
        assert!(text.contains("<h1>") && !text.contains("on purpose"), "{text}");
    }

    #[test]
    fn patterns_cover_whole_paths() {
        for (pattern, path, fits) in [
            ("/a/<b>", "/a/x", true),
            ("/a/<b>", "/a/x/y", false),
            ("/a/<b>", "/a", false),
            ("/a/<b..>", "/a/x/y", true),
            ("/", "/", true),
            ("/", "/a", false),
        ] {
            assert_eq!(path_fits(pattern, path), fits, "{pattern} {path}");
        }
    }
}
