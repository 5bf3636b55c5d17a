//! Polls beside each other: what is open and what is past, and what is voted on at the same time.

use super::*;
use crate::routes::pages::PAST_POLLS;
use crate::testing::Fixture;

#[tokio::test(flavor = "multi_thread")]
async fn past_polls_are_shown_a_page_at_a_time_and_open_ones_on_the_first() {
    let fixture = Fixture::new();
    let client = fixture.client().await;
    let titled = |title: String| {
        let mut body = fixture.body();
        body.title = title.as_str().into();
        body
    };
    for number in 1..=PAST_POLLS + 1 {
        let mut body = titled(format!("Past ({number})"));
        body.voting_closes = body.voting_closes.plus(number as i64);
        fixture.publish(body).await;
    }
    fixture.skip(4000);
    fixture.publish(titled("Present".to_owned())).await;
    let shown = async |query: &str| {
        let answer = get(&client, &format!("/{query}")).await;
        assert_eq!(answer.status, OK, "{query}");
        answer.text()
    };
    let (first, last) = (format!("Past ({})", PAST_POLLS + 1), "Past (1)");
    for query in ["", "?page=1", "?page=0", "?page=-1", "?page=x", "?page="] {
        let text = shown(query).await;
        assert!(text.contains(&first) && !text.contains(last) && text.contains("Present"), "{query}: {text}");
        assert!(text.contains("Earlier polls") && !text.contains("Later polls"), "{query}: {text}");
        assert_eq!(text.matches("Past (").count(), PAST_POLLS, "{query}");
    }
    for query in ["?page=2", "?page=3", "?page=18446744073709551615"] {
        let text = shown(query).await;
        assert!(!text.contains(&first) && text.contains(last), "{query}: {text}");
        assert!(!text.contains("Earlier polls") && text.contains("Later polls"), "{query}: {text}");
        // What is paged is there, and the way back to the rest.
        assert!(!text.contains("Present") && !text.contains("Open now"), "{query}: {text}");
        assert!(
            text.contains("<h1>Past polls</h1>") && text.contains("To the polls that are open"),
            "{query}: {text}"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn other_polls_of_the_same_time_are_shown() {
    let fixture = Fixture::new();
    let (client, poll) = (fixture.client().await, fixture.poll().await);
    assert!(!get(&client, &page(&poll, "")).await.text().contains("Other polls"));
    let mut body = fixture.body();
    body.title = "Look-alike".into();
    fixture.publish(body.clone()).await;
    assert!(get(&client, &page(&poll, "")).await.text().contains("Look-alike"));
}
