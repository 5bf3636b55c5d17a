//! The S3-compatible service that `PSEPHOS_TEST_S3` names, such as `http://127.0.0.1:5000`.

use cli::client::Http;

/// The service's address, if tests with one are wanted.
///
/// # Panics
/// If it is not set although `CI` is: there nothing is skipped in silence.
pub fn service() -> Option<String> {
    let service = std::env::var("PSEPHOS_TEST_S3").ok().filter(|url| !url.is_empty());
    if service.is_none() {
        assert!(std::env::var_os("CI").is_none(), "PSEPHOS_TEST_S3 is not set, and CI skips nothing");
        eprintln!("SKIPPED: PSEPHOS_TEST_S3 is not set; ./check starts a service and sets it");
    }
    service
}

/// Makes a bucket whose files everybody may read.
///
/// # Panics
/// If the service refuses.
pub fn make_bucket(service: &str, name: &str) {
    let made =
        Http::new(service).send("PUT", &format!("/{name}"), &[("x-amz-acl", "public-read")], Some(b""));
    assert_eq!(made.expect("the service answers").status, 200);
}
