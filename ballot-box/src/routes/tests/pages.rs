//! Pages work without scripts, escape what they show, and say what is the case.

use crypto::manifest::ManifestBody;
use crypto::receipt::receipt_code;
use crypto::statement::{self, Issuance, NoticeKind};

use super::receipts::in_groups;
use super::*;
use crate::testing::{Fixture, ballots, hash};

#[tokio::test(flavor = "multi_thread")]
async fn the_certificate_is_there_with_the_signed_result_and_not_before() {
    let fixture = Fixture::new();
    let client = fixture.client().await;
    let mut body = fixture.body();
    body.title = "Who & <what>?".into();
    let poll = fixture.publish(body.clone()).await;
    let cancelled = fixture.publish(ManifestBody { title: "Off".into(), ..body }).await;
    let notice = fixture.notice(&cancelled, 1, NoticeKind::Cancel, None);
    assert_eq!(post_note(&client, &api(&cancelled, "/notices"), &notice).await.status, CREATED);
    cast_all(&client, &poll, &ballots(poll.manifest(), 3)).await;
    let path = page(&poll, "/certificate");
    for skipped in [0, 4000] {
        fixture.skip(skipped);
        for (path, why) in [
            (&path, "There is no certificate before the result is signed."),
            (&page(&cancelled, "/certificate"), "There is no result."),
        ] {
            let none = get(&client, path).await;
            assert_eq!(none.status, 404);
            assert!(none.text().contains(why), "{}", none.text());
        }
        assert!(!get(&client, &page(&poll, "/result")).await.text().contains("/certificate"));
    }
    fixture.ballot_box.tick(false).join_all().await;
    assert_eq!(get(&client, &page(&cancelled, "/certificate")).await.status, 404);
    assert!(get(&client, &page(&poll, "/result")).await.text().contains(&format!("href=\"{path}\"")));

    let text = get(&client, &path).await.text().replace("&#x2f;", "/");
    let note = get(&client, &api(&poll, "/results/1")).await.body;
    let manifest = poll.manifest();
    let (outcome, _) = poll.state().results[0].clone();
    let keys = format!("{},{}", manifest.registrar.key, manifest.ballot_box.key);
    for told in [
        "Who &amp; &lt;what&gt;?",
        "This is a test poll.",
        "Ada &amp; Co",
        "66.7%",
        "The option with most votes wins.",
        "<dt>Ballots cast</dt><dd>3</dd>",
        "<dt>Ballots counted</dt><dd>3</dd>",
        "A tie for first place is left open",
        "not known yet; the number will stand on the page of the result",
        &poll.id().to_string(),
        &hash(&note).to_string(),
        &crypto::encoding::b64(&outcome.root),
        &keys,
    ] {
        assert!(text.contains(told), "{told}: {text}");
    }
    assert!(!text.contains("<script") && !text.contains("style=\""), "{text}");

    let issuance = Issuance { poll: poll.id(), eligible: Some(100), issued: 5, at: fixture.now() };
    let issuance = statement::sign(&issuance, &fixture.registrar).to_string();
    assert_eq!(post_note(&client, &api(&poll, "/issuance"), &issuance).await.status, CREATED);
    for path in ["/result", "/certificate"] {
        let text = get(&client, &page(&poll, path)).await.text();
        assert!(text.contains("<dt>Voting passes issued</dt><dd>5</dd>"), "{path}: {text}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_page_is_there_in_every_phase() {
    let fixture = Fixture::new();
    let client = fixture.client().await;
    let mut body = fixture.body();
    body.title = "Who & <what>?".into();
    body.description = "**Bold** <script>alert(1)</script> ![x](https://evil.example/x.png)".into();
    body.voting_opens = fixture.now().plus(100);
    let poll = fixture.publish(body).await;
    for (phase, word) in [
        ("before", "Voting opens"),
        ("voting", ">Vote<"),
        ("closed", "being counted"),
        ("counted", "See the result"),
    ] {
        match phase {
            "voting" => fixture.skip(200),
            "closed" => fixture.skip(4000),
            "counted" => drop(fixture.ballot_box.tick(false).join_all().await),
            _ => {}
        }
        if phase == "voting" {
            cast_all(&client, &poll, &ballots(poll.manifest(), 3)).await;
        }
        for path in
            ["", "/receipt", "/receipt?code=", "/ballots", "/ballots?page=99", "/result", "/check", "/booth"]
        {
            let shown = get(&client, &page(&poll, path)).await;
            assert_eq!(
                (shown.status, shown.header("Content-Type")),
                (OK, "text/html; charset=utf-8"),
                "{phase} {path}"
            );
            let text = shown.text();
            assert!(
                !text.contains("<what>") && !text.contains("alert(1)</") && !text.contains("evil.example"),
                "{path}"
            );
            assert!(!text.contains("style=\"") && !text.contains("onclick"), "{path}");
            if path != "/booth" {
                assert!(
                    text.contains("Who &amp; &lt;what&gt;?") && text.contains("This is a test poll."),
                    "{path}"
                );
            }
        }
        let shown = get(&client, &page(&poll, "")).await.text();
        assert!(shown.contains(word) && shown.contains("<strong>Bold</strong>"), "{phase}: {shown}");
        assert!(shown.contains(&format!("datetime=\"{}\"", poll.voting_closes())));
        assert!(get(&client, "/").await.text().contains("Who &amp; &lt;what&gt;?"));
    }
    let result = get(&client, &page(&poll, "/result")).await.text();
    assert!(
        result.contains("<meter") && result.contains("Ada &amp; Co") && result.contains("66.7"),
        "{result}"
    );
    let list = get(&client, &page(&poll, "/ballots")).await.text();
    assert_eq!(list.matches("<tr><td").count(), 3);
    for answer in ["Ada &amp; Co", "Ada &amp; Co: 5, Ben: 0"] {
        assert_eq!(list.matches(&format!(">{answer}</td>")).count(), 2, "{answer}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_wrong_within_a_poll_is_told_there_and_changes_are_spoken_of_to_who_asked_for_one() {
    let fixture = Fixture::new();
    let client = fixture.client().await;
    let title = "Who & <what>?";
    let poll = fixture.publish(ManifestBody { title: title.into(), ..fixture.body() }).await;
    let cancelled = fixture.publish(ManifestBody { title: "Off".into(), ..fixture.body() }).await;
    let notice = fixture.notice(&cancelled, 1, NoticeKind::Cancel, None);
    assert_eq!(post_note(&client, &api(&cancelled, "/notices"), &notice).await.status, CREATED);
    let receipts = |poll: &Poll| format!("href=\"{}\"", page(poll, "/receipt"));
    for (poll, name, path, why) in [
        (&poll, "Who &amp; &lt;what&gt;?", "/ballots/1", "What ballots say is published with the result."),
        (&poll, "Who &amp; &lt;what&gt;?", "/nothing", "There is nothing here"),
        (&cancelled, "Off", "/ballots/1", "What its ballots say is never published."),
    ] {
        let missing = get(&client, &page(poll, path)).await;
        let text = missing.text();
        assert_eq!(missing.status, 404, "{path}");
        for told in [name, "This is a test poll.", &receipts(poll), why, "Code 404"] {
            assert!(text.contains(told), "{path}, {told}: {text}");
        }
        assert!(!text.contains("Nothing was changed"), "{path}: {text}");
    }
    for path in ["/nothing", "/polls/nothing", &format!("/polls/{}", "0".repeat(64)), "/p/nothing"] {
        let missing = get(&client, path).await;
        let text = missing.text();
        assert!(missing.status == 404 && text.contains("Go to the start page"), "{path}: {text}");
        assert!(!text.contains("This poll") && !text.contains("Nothing was changed"), "{path}: {text}");
    }
    let sent = post(&client, &page(&poll, "/ballots"), "application/x-www-form-urlencoded", "a=b").await;
    assert!(sent.status == 405 && sent.text().contains("Nothing was changed."), "{}", sent.text());
    assert!(sent.text().contains(&receipts(&poll)), "{}", sent.text());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_poll_that_is_over_waits_for_its_result_in_the_same_words_everywhere() {
    let fixture = Fixture::new();
    let (client, poll) = (fixture.client().await, fixture.poll().await);
    fixture.skip(4000);
    for path in ["", "/result"] {
        let text = get(&client, &page(&poll, path)).await.text();
        assert!(text.contains("the result is due within a day of the close"), "{path}: {text}");
    }
    fixture.ballot_box.tick(false).join_all().await;
    for path in ["/ballots", "/result", "/certificate"] {
        let text = get(&client, &page(&poll, path)).await.text();
        assert!(text.contains("Nobody has voted.") && !text.contains("0 ballots, without"), "{path}: {text}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_precinct_says_that_its_result_is_a_part_and_where_the_whole_is() {
    let fixture = Fixture::new();
    let client = fixture.client().await;
    let mut polls = Vec::new();
    for (title, slug) in [
        ("First", "board-1-of-2"),
        ("Second", "board-2-of-2"),
        ("Foreign", "board-1-of-3"),
        ("Lone", "board-0-of-2"),
    ] {
        let body = ManifestBody { title: title.into(), slug: Some(slug.to_owned()), ..fixture.body() };
        polls.push(fixture.publish(body).await);
    }
    let (first, lone) = (&polls[0], &polls[3]);
    let whole = format!("{}/precincts/board", first.manifest().registrar.url);
    let text =
        async |poll: &Poll, path: &str| get(&client, &page(poll, path)).await.text().replace("&#x2f;", "/");
    let shown = text(first, "").await;
    assert!(shown.contains("precinct 1 of 2 of one election") && shown.contains(&whole), "{shown}");
    // Its siblings are on the registrar's page; a poll of another election is told of still.
    assert!(
        !shown.contains(">Second<") && shown.contains(">Foreign<") && shown.contains(">Lone<"),
        "{shown}"
    );
    let shown = text(lone, "").await;
    assert!(!shown.contains("of one election") && shown.contains(">First<"), "{shown}");
    fixture.skip(4000);
    fixture.ballot_box.tick(false).join_all().await;
    for path in ["", "/result", "/certificate"] {
        let shown = text(first, path).await;
        assert!(shown.contains("is a part") && shown.contains(&whole), "{path}: {shown}");
        assert!(!text(lone, path).await.contains("is a part"), "{path}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn each_ballot_has_a_page_of_its_own_and_is_found_once_there_is_a_result() {
    let fixture = Fixture::new();
    let (client, poll) = (fixture.client().await, fixture.poll().await);
    let ballots = ballots(poll.manifest(), 3);
    for ballot in &ballots {
        cast(&client, &poll, ballot).await;
    }
    let code = receipt_code(&hash(&ballots[1]));
    // Neither tells what a ballot says, nor that it is there, before the result does.
    let early = get(&client, &page(&poll, "/ballots/1")).await;
    assert_eq!(early.status, 404, "{}", early.text());
    let searched = async |code: &str| get(&client, &page(&poll, &format!("/ballots?search={code}"))).await;
    let (early, unknown) = (searched(&code).await, searched("0000-0000-0000-0000").await);
    assert_eq!((early.status, early.text().replace(&code, "0000-0000-0000-0000")), (OK, unknown.text()));

    fixture.skip(4000);
    drop(fixture.ballot_box.tick(false).join_all().await);
    let listed = get(&client, &page(&poll, "/ballots")).await.text();
    for typed in [code.to_lowercase().replace('-', ""), hash(&ballots[1]).to_string(), format!("%20{code}")] {
        let found = get(&client, &page(&poll, &format!("/ballots?search={typed}"))).await;
        let to = found.header("Location").to_owned();
        assert!(found.status == 303 && listed.contains(&format!("\"{to}\"")), "{typed}: {to}");
        let shown = get(&client, &to).await;
        assert!(
            shown.text().contains(&in_groups(&code)) && shown.text().contains(&hash(&ballots[1]).to_string())
        );
    }
    let first = get(&client, &page(&poll, "/ballots?search=1")).await;
    assert_eq!((first.status, first.header("Location")), (303, page(&poll, "/ballots/1").as_str()));
    for typed in ["0", "4", "0000-0000-0000-0000", "%3Cscript%3E", "%ff", &"x".repeat(2000)] {
        let shown = get(&client, &page(&poll, &format!("/ballots?search={typed}"))).await;
        assert!(shown.status == OK && shown.text().contains("Not found"), "{typed}: {}", shown.status);
        assert!(!shown.text().contains("<script>"), "{typed}");
    }
    for number in ["0", "4", "-1", "x", "18446744073709551616"] {
        assert_eq!(get(&client, &page(&poll, &format!("/ballots/{number}"))).await.status, 404, "{number}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_published_is_offered_with_the_line_that_checks_it() {
    let fixture = Fixture::new();
    let (client, poll) = (fixture.client().await, fixture.poll().await);
    for ballot in ballots(poll.manifest(), 3) {
        cast(&client, &poll, &ballot).await;
    }
    let manifest = poll.manifest();
    let line = format!(
        "<code>psephos audit {}/polls/{} --keys {},{}</code>",
        manifest.ballot_box.url,
        poll.id(),
        manifest.registrar.key,
        manifest.ballot_box.key
    );
    let shown = async |path: &str| get(&client, &page(&poll, path)).await.text();
    for path in ["/result", "/ballots"] {
        let text = shown(path).await;
        assert!(!text.contains("psephos audit") && !text.contains("/bundle"), "{path}: {text}");
    }
    assert!(shown("").await.contains(&format!("href=\"{}\"", api(&poll, "/entries"))));
    fixture.skip(4000);
    fixture.ballot_box.tick(false).join_all().await;
    for path in ["/result", "/ballots", "/check", "/certificate"] {
        let text = shown(path).await;
        assert!(text.contains(&line), "{path}: {text}");
        if ["/check", "/certificate"].contains(&path) {
            continue;
        }
        for file in ["/ballots.csv", "/ballots.ndjson", "/ballots", "/entries", "/bundle"] {
            assert!(text.contains(&format!("href=\"{}\"", api(&poll, file))), "{path} {file}: {text}");
            assert_eq!(get(&client, &api(&poll, file)).await.status, OK);
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn only_a_poll_that_goes_on_follows_its_numbers() {
    let fixture = Fixture::new();
    let client = fixture.client().await;
    let mut body = fixture.body();
    body.voting_opens = fixture.now().plus(100);
    let poll = fixture.publish(body).await;
    let follows = async || {
        let shown = get(&client, &page(&poll, "")).await;
        let text = shown.text();
        let state =
            text.split_once("data-shown=\"").map(|(_, rest)| rest.split('"').next().unwrap().to_owned());
        let policy = shown.header("Content-Security-Policy");
        assert_eq!(state.is_some(), text.contains("/booth/poll_page.js"));
        assert_eq!(state.is_some(), policy.contains("script-src 'self'; connect-src 'self'"), "{policy}");
        state
    };
    assert_eq!(follows().await, None);
    fixture.skip(200);
    for ballot in ballots(poll.manifest(), 2) {
        cast(&client, &poll, &ballot).await;
    }
    assert_eq!(follows().await.as_deref(), Some("voting 2"));
    fixture.skip(4000);
    assert_eq!(follows().await.as_deref(), Some("closed 2"));
    fixture.ballot_box.tick(false).join_all().await;
    assert_eq!(follows().await, None);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_check_runs_in_a_worker_and_is_told_of_without_scripts() {
    let fixture = Fixture::new();
    let client = fixture.client().await;
    let poll = fixture.publish(fixture.body()).await;
    let check = get(&client, &page(&poll, "/check")).await;
    let csp = check.header("Content-Security-Policy");
    for directive in ["script-src 'self'", "worker-src 'self'", "trusted-types psephos-check"] {
        assert!(csp.split("; ").any(|one| one == directive), "{csp}");
    }
    let text = check.text();
    let address = format!("{}/polls/{}", poll.manifest().ballot_box.url, poll.id());
    assert!(text.contains("<noscript>") && text.contains("There is no result yet"), "{text}");
    // Slashes are escaped in templates.
    let said = text.replace("&#x2f;", "/");
    for command in ["psephos audit ", "psephos audit-site "] {
        assert!(said.contains(&format!("{command}{address}")), "{said}");
    }
    assert!(get(&client, &page(&poll, "")).await.text().contains("/check\""));

    let policy = async |name: &str| {
        get(&client, &format!("/booth/{name}")).await.header("Content-Security-Policy").to_owned()
    };
    assert!(policy("audit_worker.js").await.contains("script-src 'self'; connect-src 'self'"));
    assert!(!policy("audit_page.js").await.contains("script-src"));
}
