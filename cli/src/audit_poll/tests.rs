//! Reports as people see them.

use std::fs;

use audit::samples::{
    Election, PrecinctsElection, Sample, Spoil, answers, correct, questions, spoils, usual,
};
use audit::{Material, NoProgress, Report, audit};
use clap::Parser as _;
use crypto::encoding::sha256;
use crypto::receipt::receipt_code;
use crypto::time::UtcTime;
use serde_json::json;

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
fn a_question_that_nobody_answered_is_no_tie() {
    let count = |winners: &[&str], tied: &[&str]| json!({ "kind": "choice", "counts": { "a": 0, "b": 0 }, "abstain": 3, "winners": winners, "tied": tied });
    let open = count(&[], &["a", "b"]);
    assert_eq!(show::outcome(&open, Some(3)), "nobody chose anything; a 0, b 0");
    // Somebody took part and chose none of them; or it is not known how many took part.
    for ballots in [Some(4), None] {
        assert_eq!(show::outcome(&open, ballots), "nobody wins; tied: a, b; a 0, b 0");
    }
    let listed = show::outcome(&count(&["a"], &[]), Some(3));
    assert_eq!(listed, "nobody chose anything, a wins by the order of the list; a 0, b 0");

    let mut unanswered = report(&Sample::of(&usual().files()));
    unanswered.tally = Some(json!({ "q1": open }));
    unanswered.figures.ballots = Some(3);
    let page = html::page(&unanswered, noon()).unwrap();
    assert!(
        page.contains("Abstentions: 3. Nobody chose anything.") && !page.contains("<td>tied</td>"),
        "{page}"
    );
}

#[test]
fn a_check_that_looked_at_nothing_does_not_say_ok() {
    let said = words(&report(&sample("correct-not-counted")));
    let row = |title: &str| said.lines().find(|line| line.contains(title)).unwrap().to_owned();
    assert!(row("ballots: pass, signature").trim_start().starts_with("- "), "{said}");
    assert!(row("log entries").trim_start().starts_with("ok "), "{said}");
    assert!(row("files of the bundle").trim_start().starts_with("ok "), "{said}");
}

#[test]
fn what_was_published_reaches_terminal_and_page_as_text() {
    let mut election = usual();
    let mut body = (*election.manifest).clone();
    body.title = "\u{9b}31m\u{202e}<script>alert(1)</script>".into();
    election.manifest = body.seal().unwrap();
    let report = report(&Sample::of(&election.files()));
    let (said, page) = (words(&report), html::page(&report, noon()).unwrap());
    assert!(said.contains("\u{fffd}31m\u{fffd}<script>"), "a control character would command the terminal");
    assert!(!page.contains("<script"), "{page}");
    assert!(page.contains("\u{fffd}31m\u{fffd}&lt;script&gt;"), "{page}");
    for text in [said, page] {
        assert!(!text.contains(|c: char| c.is_control() && c != '\n'), "{text}");
    }
}

#[test]
fn the_page_needs_nothing_else() {
    for report in
        [report(&Sample::of(&usual().files())), spoiled("token-of-another-key"), spoiled("no-manifest")]
    {
        let page = html::page(&report, noon()).unwrap();
        for reference in ["src=", "href=", "url(", "@import"] {
            assert!(!page.contains(reference), "{reference}");
        }
        assert!(page.contains(&show::verdict(&report)), "the verdict");
    }
}

#[test]
fn the_page_names_questions_options_and_services() {
    let page = html::page(&report(&Sample::of(&usual().files())), noon()).unwrap();
    for words in [
        "Audit of 2026-10-27T12:00:00Z",
        "<caption>President</caption>",
        "<th scope=\"row\">Ada</th><td class=\"number\">5</td><td>tied</td>",
        "Abstentions: 2",
        "<caption>Board</caption>",
        "First round",
        "Sum of scores",
        "registrar.example.org, key <code>",
        "Neither the poll&#x27;s id nor the keys of the services were compared",
        "The votes were counted again.",
    ] {
        assert!(page.contains(words), "{words}: {page}");
    }
    let pinned = html::page(&report(&sample("correct-keys-announced")), noon()).unwrap();
    assert!(pinned.contains("are those that the auditor was told"), "{pinned}");
    let fault = html::page(&spoiled("count-off-by-one"), noon()).unwrap();
    assert!(fault.contains("The ballots, counted again, give another tally."), "{fault}");
}

#[test]
fn the_page_claims_nothing_that_was_not_done() {
    let log = "The public log was worked out again";
    let votes =
        ["The voting pass and the signature of every ballot were checked.", "The votes were counted again."];
    let not_counted = html::page(&report(&sample("correct-not-counted")), noon()).unwrap();
    assert!(not_counted.contains(log), "{not_counted}");
    let nothing = html::page(&spoiled("no-manifest"), noon()).unwrap();
    assert!(!nothing.contains(log), "{nothing}");
    for page in [not_counted, nothing] {
        assert!(votes.iter().all(|claim| !page.contains(claim)), "{page}");
    }
}

#[test]
fn faults_that_are_not_told_one_by_one_are_counted_on_the_page() {
    let election = Election::new(&questions(), &answers(), 3);
    let mut files = election.files();
    let notes = files.get_mut("assets/1.note").clone();
    for number in 2..=191 {
        files.push(format!("assets/{number}.note"), notes.clone());
    }
    let report = report(&Sample::of(&files));
    let page = html::page(&report, noon()).unwrap();
    assert!(page.contains("And 90 more <code>statement-not-logged</code>"), "{page}");
    assert!(words(&report).contains("and 90 more of statement-not-logged"));
}

#[test]
fn a_page_to_hand_on_gives_away_no_receipt() {
    let election = usual();
    let held = |ballot| election.receipt(ballot);
    let (logged, lost) = (sha256(&[&election.ballots[3]]).into(), [7; 32].into());
    let mut sample = Sample::of(&election.files());
    sample.expected.receipts = vec![
        ("adas-receipt".to_owned(), held(logged)),
        ("bens-receipt".to_owned(), held(lost)),
        ("no-receipt".to_owned(), "hello".to_owned()),
    ];
    let report = report(&sample);
    let (said, page) = (words(&report), html::page(&report, noon()).unwrap());
    assert!(
        said.contains(&format!("Receipt adas-receipt ({}) is ballot 4", receipt_code(&logged))),
        "{said}"
    );
    assert!(said.contains(&format!("({}) is not on the public list", receipt_code(&lost))), "{said}");
    assert!(said.contains("Receipt no-receipt proves nothing for this poll"), "{said}");
    assert!(page.contains("3 receipts were looked for; the ballots of 2 were not found."), "{page}");
    assert!(page.contains("a receipt: its ballot was promised"), "{page}");
    for secret in ["adas-receipt", "bens-receipt", "no-receipt", &receipt_code(&logged), &receipt_code(&lost)]
    {
        assert!(!page.contains(secret), "{secret}: {page}");
    }
    // Whose ballot is found must not be told by its number either: all else is the same without the receipt.
    sample.expected.receipts = vec![("adas-receipt".to_owned(), held(logged))];
    let one = html::page(&self::report(&sample), noon()).unwrap();
    assert!(one.contains("1 receipt was looked for, and its ballot found."), "{one}");
    sample.expected.receipts = vec![("bens".to_owned(), held(sha256(&[&election.ballots[8]]).into()))];
    let other = html::page(&self::report(&sample), noon()).unwrap();
    assert_eq!(without_times(&one), without_times(&other));
}

#[test]
fn what_is_no_bundle_is_told_how_to_fetch_one() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("bundle");
    for (bytes, what) in [
        (vec![0x1f, 0x8b, 8, 0, 1, 2, 3], "is compressed; unpack it first"),
        ((0..2000_u32).map(|byte| (byte * 7 % 251) as u8).collect(), "is no tar"),
        (b"hello".to_vec(), "is no tar"),
    ] {
        fs::write(&file, bytes).unwrap();
        let error = Material::open(&file).unwrap_err().to_string();
        assert!(error.contains(what) && error.contains("/api/v1/polls/<poll id>/bundle"), "{error}");
    }
}

#[test]
fn keys_may_have_a_space_behind_their_comma() {
    #[derive(Debug, clap::Parser)]
    struct Line {
        #[command(flatten)]
        audit: super::Audit,
    }
    let election = usual();
    let [one, other] = [&election.registrar, &election.ballot_box].map(|key| key.verifier().to_string());
    let line = Line::try_parse_from(["audit", "bundle", "--keys", &format!("{one}, {other} ")]).unwrap();
    assert_eq!(line.audit.keys.iter().map(ToString::to_string).collect::<Vec<_>>(), [one, other]);
}

#[test]
fn precincts_are_told_as_a_whole_first() {
    #[derive(Debug, clap::Parser)]
    struct Line {
        #[command(flatten)]
        audit: super::Audit,
    }
    let place = tempfile::tempdir().unwrap();
    let folder = place.path().to_str().unwrap();
    let said = |more: &[&str]| {
        let line = [&["audit", "--precincts", folder], more].concat();
        let audit = Line::try_parse_from(line).unwrap().audit;
        let report = super::precincts::report(&audit, folder).map_err(|error| format!("{error:#}"))?;
        let mut out = Vec::new();
        super::precincts::tell(&report, &mut out).unwrap();
        Ok::<_, String>(String::from_utf8(out).unwrap())
    };
    assert!(said(&[]).unwrap_err().contains("cannot read"), "there is no list");
    PrecinctsElection::new().files().write(place.path()).unwrap();
    let good = said(&[]).unwrap();
    assert!(good.starts_with("ALL HOLDS, counted again: Board election\n"), "{good}");
    for words in [
        "3 of 3 precincts counted; 7 ballots, 10 passes issued, 120 eligible",
        "  q1: a wins; a 6, b 3, c 0\n",
    ] {
        assert!(good.contains(words), "{good}");
    }
    // Two of the three bundles, named one by one.
    let [one, other] = [1, 2].map(|number| format!("{folder}/{number}.tar"));
    let missing = said(&[&one, &other]).unwrap();
    assert!(
        missing.starts_with("1 FAULT") && missing.contains("FAULT precinct-missing: precinct 3: "),
        "{missing}"
    );
    fs::remove_file(place.path().join("total.note")).unwrap();
    let open = said(&[]).unwrap();
    assert!(open.starts_with("ALL HOLDS so far") && open.contains("note  total-unknown"), "{open}");
    for conflict in ["--html", "--since", "--receipt"] {
        assert!(
            Line::try_parse_from(["audit", "--precincts", folder, conflict, "file"]).is_err(),
            "{conflict}"
        );
    }
    assert!(
        Line::try_parse_from(["audit"]).is_err()
            && Line::try_parse_from(["audit", "x", "--total", "y"]).is_err()
    );
}

fn sample(name: &str) -> Sample {
    correct().into_iter().find(|(found, ..)| *found == name).unwrap().1
}

/// How long a check took is another time each run.
fn without_times(page: &str) -> Vec<&str> {
    page.lines()
        .map(|line| line.rsplit_once("<td class=\"number\">").map_or(line, |(rest, _)| rest))
        .collect()
}

fn noon() -> UtcTime {
    UtcTime::from_unix(1_793_102_400)
}
