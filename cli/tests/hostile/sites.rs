//! `psephos audit-site` against a ballot box that serves something else than it says.

use std::path::PathBuf;
use std::process::ExitCode;

use cli::audit_site::{AuditSite, run};
use crypto::encoding::Digest;
use crypto::log::entry::Entry;
use crypto::note::{Note, SignerKey};
use crypto::statement::{self, Assets, Statement as _};
use serde_json::json;

use super::stand_in::{Answered, StandIn};

const PAGE: &str = "/polls/{id}/booth";
const OTHER_VERSION: &str = "0.0.0-other";

/// A site whose assets note says what `change` makes of the genuine one.
fn site(change: impl FnOnce(&mut Assets)) -> StandIn {
    let stand_in = StandIn::start(3600);
    let mut assets = Assets::parse(&ballot_box::assets::text()).unwrap();
    change(&mut assets);
    let note = statement::sign(&assets, &stand_in.key);
    stand_in.api("/assets/1", Answered::ok(note.to_string()));
    stand_in.show_log(&[Entry::manifest(stand_in.manifest.id()), Entry::assets(note.text())]);
    for (path, asset) in ballot_box::assets::served() {
        serve(&stand_in, &path, asset.identity.to_vec());
    }
    stand_in
}

fn serve(stand_in: &StandIn, path: &str, body: Vec<u8>) {
    let mut answer = Answered::ok(body);
    if path == PAGE {
        let registrar = &stand_in.manifest.registrar.url;
        answer.headers.push(("Content-Security-Policy", policy(registrar)));
    }
    stand_in.site(&path.replace("{id}", &stand_in.manifest.id().to_string()), answer);
}

fn policy(registrar: &str) -> String {
    format!(
        "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self' {registrar}; base-uri 'none'; \
         frame-ancestors 'none'; script-src 'self'; connect-src 'self'; require-trusted-types-for 'script'; \
         trusted-types 'none'"
    )
}

fn audit(stand_in: &StandIn, checkout: bool) -> ExitCode {
    let checkout = checkout.then(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(".."));
    run(&AuditSite { poll: stand_in.url(), checkout, ballot_box_key: None })
}

#[track_caller]
fn faulty(stand_in: &StandIn, checkout: bool) {
    assert_eq!(audit(stand_in, checkout), ExitCode::from(1));
}

#[test]
fn an_honest_site_is_as_published() {
    let stand_in = site(|_| {});
    assert_eq!(audit(&stand_in, true), ExitCode::SUCCESS);
    assert_eq!(audit(&stand_in, false), ExitCode::SUCCESS);
    // Of another version only the log can be held against it.
    assert_eq!(audit(&site(|assets| assets.version = OTHER_VERSION.to_owned()), false), ExitCode::SUCCESS);
}

#[test]
fn a_note_that_names_nothing_or_not_the_page_is_a_fault() {
    for version in [None, Some(OTHER_VERSION)] {
        let rename = |assets: &mut Assets| {
            if let Some(version) = version {
                assets.version = version.to_owned();
            }
        };
        faulty(
            &site(|assets| {
                rename(assets);
                assets.files.clear();
            }),
            false,
        );
        for path in [PAGE, "/style.css", "/mark.svg"] {
            let without = site(|assets| {
                rename(assets);
                assets.files.remove(path);
            });
            serve(&without, PAGE, b"<script>steal()</script>".to_vec());
            faulty(&without, false);
            faulty(&without, true);
        }
    }
}

#[test]
fn files_that_do_not_follow_from_the_source_are_faults_also_if_the_log_names_them() {
    let evil = b"steal();".to_vec();
    let altered = |version: &str| {
        let stand_in = site(|assets| {
            assets.version = version.to_owned();
            assets.files.insert("/booth/main.js".to_owned(), Digest::of(&evil));
        });
        serve(&stand_in, "/booth/main.js", evil.clone());
        stand_in
    };
    let own = Assets::parse(&ballot_box::assets::text()).unwrap().version;
    faulty(&altered(&own), false);
    faulty(&altered(OTHER_VERSION), true);
    let more = site(|assets| {
        assets.files.insert("/booth/evil.js".to_owned(), Digest::of(&evil));
    });
    serve(&more, "/booth/evil.js", evil.clone());
    faulty(&more, true);
    let less = site(|assets| {
        assets.files.remove("/booth/main.js");
    });
    faulty(&less, true);
}

#[test]
fn what_is_served_must_be_what_the_log_names_under_the_right_policy() {
    let stand_in = site(|_| {});
    serve(&stand_in, "/style.css", b"other".to_vec());
    faulty(&stand_in, false);
    for policy in [None, Some("default-src *")] {
        let stand_in = site(|_| {});
        let page = ballot_box::assets::page().unwrap().identity;
        let headers = policy.map(|policy| ("Content-Security-Policy", policy.to_owned()));
        let answer = Answered { headers: headers.into_iter().collect(), ..Answered::ok(page) };
        stand_in.site(&format!("/polls/{}/booth", stand_in.manifest.id()), answer);
        faulty(&stand_in, false);
    }
}

#[test]
fn what_is_not_shown_is_a_fault_and_hides_no_other() {
    let stand_in = site(|_| {});
    for status in [404, 500] {
        stand_in.site("/booth/main.js", Answered::problem(status, "broken", json!({})));
        faulty(&stand_in, false);
    }
    for coding in ["zstd", "br"] {
        let stand_in = site(|_| {});
        let headers = vec![("Content-Encoding", coding.to_owned())];
        stand_in.site("/style.css", Answered { headers, ..Answered::ok("x") });
        faulty(&stand_in, false);
    }
}

#[test]
fn a_log_or_note_that_was_not_signed_is_a_fault() {
    let unsigned = site(|_| {});
    let stranger = SignerKey::generate(&unsigned.manifest.ballot_box.name);
    unsigned.api("/assets/1", Answered::ok(Note::sign(ballot_box::assets::text(), &stranger).to_string()));
    faulty(&unsigned, false);
    let short = site(|_| {});
    short.api("/entries", Answered::ok(""));
    faulty(&short, false);
    let forged = site(|_| {});
    forged.api("/checkpoint", Answered::ok("forged\n"));
    faulty(&forged, false);
    // The log names one; the ballot box would show more for ever.
    let endless = site(|_| {});
    for number in 2..5 {
        endless.api(&format!("/assets/{number}"), Answered::ok("another"));
    }
    assert_eq!(audit(&endless, false), ExitCode::SUCCESS);
}

#[test]
fn an_audit_that_cannot_be_done_says_so() {
    let busy = site(|_| {});
    busy.api("/checkpoint", Answered::problem(503, "overloaded", json!({})));
    assert_eq!(audit(&busy, false), ExitCode::from(2));
}
