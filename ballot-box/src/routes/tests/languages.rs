//! Pages speak the reader's language, and show an organiser's texts in it where there are some.

use crypto::content::{self, Content};
use crypto::manifest::{ManifestBody, ResultsPolicy, Text};
use crypto::statement::NoticeKind;

use super::*;
use crate::archived::Archived;
use crate::testing::{Fixture, Voter, ballots};

/// The poll of the fixture with texts in these languages: `[<tag>] <word>`.
fn in_languages(fixture: &Fixture, tags: &[&str]) -> ManifestBody {
    let words = |word: &str| {
        Text::ByLanguage(tags.iter().map(|tag| ((*tag).to_owned(), format!("[{tag}] {word}"))).collect())
    };
    let mut body = fixture.body();
    body.languages = tags.iter().map(|tag| (*tag).to_owned()).collect();
    (body.title, body.description) = (words("Vorstand"), words("Beschreibung"));
    for question in &mut body.questions {
        (question.title, question.description) = (words("Frage"), words("Hinweis"));
        for option in &mut question.options {
            (option.title, option.description) = (words(&option.id), words("Hinweis"));
        }
    }
    body
}

/// What people read of a page: neither markup nor what stands in `<code>`, nor the service's own name.
fn read(html: &str) -> String {
    let mut text = String::new();
    let mut rest = html.split_once("<title>").map_or(html, |(_, rest)| rest);
    while let Some((before, after)) = rest.split_once('<') {
        text += before;
        text.push(' ');
        let end = if after.starts_with("code") { "</code>" } else { ">" };
        rest = after.split_once(end).map_or("", |(_, rest)| rest);
    }
    (text + rest).replace("Psephos ballot box", "")
}

/// Words that none of the other languages has.
const ENGLISH: [&str; 14] = [
    "the", "of", "and", "ballot", "ballots", "voting", "poll", "receipt", "is", "not", "who", "your", "with",
    "by",
];

#[track_caller]
fn assert_speaks(language: &str, path: &str, page: &Answer) {
    let text = page.text();
    assert_eq!((page.status, page.header("Content-Language")), (OK, language), "{path}: {text}");
    assert!(text.contains(&format!("<html lang=\"{language}\" dir=\"ltr\">")), "{path}: {text}");
    let read = read(&text);
    // A receipt's code is drawn at random, and BY may stand in it beside a digit: its groups are no words.
    let mut words = read.split(|c: char| !c.is_alphanumeric());
    let left = words.find(|word| ENGLISH.contains(&word.to_lowercase().as_str()));
    assert_eq!(left, None, "{language} {path}: {read}");
}

#[tokio::test(flavor = "multi_thread")]
async fn every_page_speaks_every_language_in_every_phase() {
    let fixture = Fixture::new();
    let client = fixture.client().await;
    let body = in_languages(&fixture, &["xx"]);
    let rankings = rankings::body(&fixture);
    let live = fixture.publish(ManifestBody { results: ResultsPolicy::Live, ..body.clone() }).await;
    let polls = [
        fixture.publish(ManifestBody { late_additions: true, ..body.clone() }).await,
        fixture
            .publish(ManifestBody { questions: rankings.questions, content_size: 256, ..body.clone() })
            .await,
        live,
        fixture
            .publish(ManifestBody {
                voting_opens: fixture.now().plus(3000),
                mix: 16,
                test: false,
                ..body.clone()
            })
            .await,
        fixture.publish(ManifestBody { mix: 16, test: false, eligible: None, ..body }).await,
    ];
    for poll in [&polls[0], &polls[2]] {
        cast_all(&client, poll, &ballots(poll.manifest(), 2)).await;
        let abstained = Content { answers: vec![content::Answer::Abstain; 2] };
        let ballot = Voter::with_pass(poll.manifest()).seal(poll.manifest(), &abstained);
        assert_eq!(cast(&client, poll, &ballot).await.status, CREATED);
    }
    for ranking in [&["a", "b"][..], &["c"], &["b", "c"]] {
        assert_eq!(cast(&client, &polls[1], &rankings::sealed(&polls[1], ranking)).await.status, CREATED);
    }
    let notice = fixture.notice(&polls[4], 1, NoticeKind::Cancel, None);
    assert_eq!(post_note(&client, &api(&polls[4], "/notices"), &notice).await.status, CREATED);
    let every = ["", "/receipt", "/ballots", "/result", "/check"];
    let counted = ["/certificate", "/ballots/1", "/ballots/2", "/ballots/3", "/ballots?search=nichts"];
    for phase in ["voting", "closed", "counted"] {
        match phase {
            "closed" => fixture.skip(3611),
            "counted" => drop(fixture.ballot_box.tick(false).join_all().await),
            _ => {}
        }
        for language in ["de", "fr", "es"] {
            for (number, poll) in polls.iter().enumerate() {
                let more = if phase == "counted" && number < 3 { &counted[..] } else { &[] };
                for path in every.iter().chain(more) {
                    let shown = get_with(&client, &page(poll, path), &[("Accept-Language", language)]).await;
                    assert_speaks(language, &format!("{phase} {number} {path}"), &shown);
                }
            }
            for path in ["/", "/receipts"] {
                assert_speaks(
                    language,
                    path,
                    &get_with(&client, path, &[("Accept-Language", language)]).await,
                );
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_organisers_texts_are_shown_in_the_language_of_the_page_if_there_are_some() {
    let fixture = Fixture::new();
    let client = fixture.client().await;
    let poll = fixture.publish(in_languages(&fixture, &["en", "de-AT"])).await;
    cast_all(&client, &poll, &ballots(poll.manifest(), 2)).await;
    fixture.skip(3611);
    fixture.ballot_box.tick(false).join_all().await;
    let pages = ["", "/receipt", "/result", "/ballots", "/ballots/1", "/certificate", "/check"];
    for path in pages.map(|path| page(&poll, path)).iter().map(String::as_str).chain(["/"]) {
        for (language, own, other) in [("de", "de-AT", "[en]"), ("fr", "en", "[de-AT]")] {
            let text = get(&client, &format!("{path}?lang={language}")).await.text();
            assert!(
                text.contains(&format!("lang=\"{own}\" dir=\"auto\">[{own}] Vorstand")),
                "{path}: {text}"
            );
            assert!(!text.contains(other), "{language} {path}: {text}");
        }
        let text = get(&client, path).await.text();
        assert!(text.contains("[en] Vorstand") && !text.contains("dir=\"auto\""), "{path}: {text}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn numbers_are_written_as_the_language_does() {
    let fixture = Fixture::new();
    let client = fixture.client().await;
    let poll = fixture.publish(ManifestBody { eligible: Some(12_345), ..fixture.body() }).await;
    cast_all(&client, &poll, &ballots(poll.manifest(), 3)).await;
    fixture.skip(3611);
    fixture.ballot_box.tick(false).join_all().await;
    for (language, eligible, share) in [
        ("en", "12,345", "66.7%"),
        ("de", "12.345", "66,7\u{a0}%"),
        ("fr", "12\u{202f}345", "66,7\u{202f}%"),
        ("es", "12\u{a0}345", "66,7\u{a0}%"),
    ] {
        let poll_page = get(&client, &page(&poll, &format!("?lang={language}"))).await.text();
        assert!(poll_page.contains(&format!("<dd>{eligible} ")), "{language}: {poll_page}");
        for path in ["/result", "/certificate"] {
            let text = get(&client, &page(&poll, &format!("{path}?lang={language}"))).await.text();
            assert!(
                text.contains(&format!("<dd>{eligible}</dd>")) && text.contains(share),
                "{language}: {text}"
            );
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn pages_lead_on_in_the_language_of_the_link() {
    let fixture = Fixture::new();
    let client = fixture.client().await;
    let poll = fixture.publish(ManifestBody { slug: Some("board".to_owned()), ..fixture.body() }).await;
    let id = poll.id();
    let list = get(&client, "/?lang=de").await;
    assert_eq!((list.header("Content-Language"), list.header("Vary")), ("de", "Accept-Language"));
    let text = list.text();
    for part in [
        "<html lang=\"de\" dir=\"ltr\">",
        ">offen</span>",
        "Ende der Abstimmung: <time datetime=\"",
        " Uhr UTC</time>.",
        "0 Stimmzettel auf der öffentlichen Liste",
        &format!("href=\"/polls/{id}?lang=de\" lang=\"en\" dir=\"auto\""),
        "<a href=\"?lang=fr\" lang=\"fr\" hreflang=\"fr\">Français</a>",
    ] {
        assert!(text.contains(part), "{part}: {text}");
    }
    let receipt = get(&client, &page(&poll, "/receipt?code=0000-0000-0000-0000&lang=es")).await.text();
    for part in [
        "No encontrado",
        ">La votación</a>",
        "name=\"lang\" value=\"es\"",
        "<p class=\"lead\" lang=\"en\" dir=\"auto\">",
        "href=\"?code=0000-0000-0000-0000&amp;lang=de\"",
    ] {
        assert!(receipt.contains(part), "{part}: {receipt}");
    }
    assert!(get(&client, "/receipts?lang=fr").await.text().contains("Mes reçus sur cet appareil"));
    let alias = get(&client, "/p/board?lang=es").await;
    assert_eq!((alias.status, alias.header("Location")), (303, format!("/polls/{id}?lang=es").as_str()));
    assert_eq!(get(&client, "/p/board").await.header("Location"), format!("/polls/{id}"));

    assert_eq!(cast(&client, &poll, &ballots(poll.manifest(), 1)[0]).await.status, CREATED);
    fixture.skip(3611);
    fixture.ballot_box.tick(false).join_all().await;
    let found = get(&client, &page(&poll, "/ballots?search=1&lang=fr")).await;
    assert_eq!(found.header("Location"), page(&poll, "/ballots/1?lang=fr"));
    let list = get(&client, &page(&poll, "/ballots?lang=fr")).await.text();
    for part in [&format!("href=\"/polls/{id}/ballots/1?lang=fr\""), "name=\"lang\" value=\"fr\""] {
        assert!(list.contains(part), "{part}: {list}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_archive_is_in_the_polls_first_language_or_in_english() {
    let fixture = Fixture::new();
    let client = fixture.client().await;
    for (tags, language, heading) in [
        (&["de-AT", "en"][..], "de", "<h1 lang=\"de-AT\" dir=\"auto\">[de-AT] Vorstand</h1>"),
        (&["es"], "es", "<h1>[es] Vorstand</h1>"),
        (&["it", "de"], "en", "<h1 lang=\"it\" dir=\"auto\">[it] Vorstand</h1>"),
    ] {
        let poll = fixture.publish(in_languages(&fixture, tags)).await;
        cast_all(&client, &poll, &ballots(poll.manifest(), 3)).await;
        fixture.skip(3611);
        fixture.ballot_box.tick(false).join_all().await;
        let archived = Archived { manifest: poll.manifest(), state: &poll.state(), ballots: 3 };
        let page = archived.page().unwrap();
        for part in [&format!("<html lang=\"{language}\" dir=\"ltr\">"), heading] {
            assert!(page.contains(part), "{part}: {page}");
        }
        let is_english = read(&page).contains("Every ballot is here");
        assert_eq!(is_english, language == "en", "{page}");
    }
}
