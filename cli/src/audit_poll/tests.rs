//! Reports as people see them.

use std::fs;

use audit::samples::{Sample, Spoil, spoils, usual};
use audit::{Material, NoProgress, Report, audit};

use super::{html, show};

fn report(sample: &Sample) -> Report {
    let folder = tempfile::tempdir().unwrap();
    let bundle = folder.path().join("bundle.tar");
    fs::write(&bundle, &sample.bundle).unwrap();
    audit(&Material::open(&bundle).unwrap(), &sample.expected, &NoProgress).unwrap()
}

fn spoiled(name: &str) -> Report {
    let spoil = spoils().into_iter().find(|spoil: &Spoil| spoil.name == name).unwrap();
    report(&spoil.sample(&usual()))
}

fn words(report: &Report) -> String {
    let mut out = Vec::new();
    show::report(report, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

#[test]
fn the_verdict_comes_first() {
    let good = words(&report(&Sample::of(&usual().files())));
    assert!(good.starts_with("ALL HOLDS, counted again: Board election\n"), "{good}");
    assert!(good.contains("10 ballots, 11 passes issued, 100 eligible; 14 entries in the log"), "{good}");
    assert!(good.contains("  q1: nobody wins; tied: a, b; a 5, b 5, c 0\n"), "{good}");
    let bad = words(&spoiled("count-off-by-one"));
    assert!(bad.starts_with("1 FAULT: Board election\n"), "{bad}");
    assert!(bad.contains("FAULT result-tally: results/1.note: "), "{bad}");
    assert!(bad.contains("another tally of q1 (convicts the ballot box)"), "{bad}");
}

#[test]
fn what_was_published_reaches_terminal_and_page_as_text() {
    let mut election = usual();
    let mut body = (*election.manifest).clone();
    body.title = "\u{9b}31m<script>alert(1)</script>".into();
    election.manifest = body.seal().unwrap();
    let report = report(&Sample::of(&election.files()));
    assert!(words(&report).contains("\u{fffd}31m<script>"), "a control character would command the terminal");
    let page = html::page(&report).unwrap();
    assert!(!page.contains("<script"), "{page}");
    assert!(page.contains("&lt;script&gt;"), "{page}");
}

#[test]
fn the_page_needs_nothing_else() {
    for report in
        [report(&Sample::of(&usual().files())), spoiled("token-of-another-key"), spoiled("no-manifest")]
    {
        let page = html::page(&report).unwrap();
        for reference in ["src=", "href=", "url(", "@import"] {
            assert!(!page.contains(reference), "{reference}");
        }
        assert!(page.contains(&show::verdict(&report)), "the verdict");
    }
}
