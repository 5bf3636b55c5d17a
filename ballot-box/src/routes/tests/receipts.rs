//! The page where a ballot is looked up, by code and by file, without scripts.

use crypto::manifest::ManifestBody;
use crypto::note::Note;
use crypto::receipt::receipt_code;
use crypto::statement::{self, Promise, Statement as _};

use super::*;
use crate::testing::{Fixture, ballots, hash};

#[tokio::test(flavor = "multi_thread")]
async fn a_receipt_is_looked_up_by_what_people_type() {
    let fixture = Fixture::new();
    let (client, poll) = (fixture.client().await, fixture.poll().await);
    let ballot = ballots(poll.manifest(), 1).remove(0);
    cast(&client, &poll, &ballot).await;
    let code = receipt_code(&hash(&ballot));
    for typed in [
        code.clone(),
        code.to_lowercase(),
        code.replace('-', ""),
        code.replace('-', "%20"),
        hash(&ballot).to_string(),
    ] {
        let shown = get(&client, &page(&poll, &format!("/receipt?code={typed}"))).await.text();
        assert!(shown.contains("on the public list") && shown.contains(&in_groups(&code)), "{typed}");
    }
    for typed in ["0000-0000-0000-0000", "hello", "%3Cscript%3E", &"x".repeat(2000), "%ff%fe"] {
        let shown = get(&client, &page(&poll, &format!("/receipt?code={typed}"))).await;
        assert_eq!(shown.status, OK, "{typed}");
        assert!(!shown.text().contains("<script>"), "{typed}");
    }
    let shown = get(&client, &page(&poll, "/receipt?code=0000-0000-0000-0000")).await.text();
    assert!(shown.contains("Not found"));
    let gone = get(&client, &format!("/polls/{}/receipt", "0".repeat(64))).await;
    assert_eq!((gone.status, gone.header("Content-Type")), (404, "text/html; charset=utf-8"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_receipt_file_is_looked_up_without_scripts() {
    let fixture = Fixture::new();
    let (client, poll) = (fixture.client().await, fixture.poll().await);
    let other = fixture.publish(ManifestBody { title: "Another".into(), ..fixture.body() }).await;
    let ballot = ballots(poll.manifest(), 1).remove(0);
    let promise = cast(&client, &poll, &ballot).await.text();
    let elsewhere = ballots(other.manifest(), 1).remove(0);
    let foreign = cast(&client, &other, &elsewhere).await.text();
    let proof = get(&client, &api(&poll, &format!("/receipts/{}/proof", hash(&ballot)))).await.text();
    let send = async |field: &str, file: &[u8]| {
        let head = format!("--x\r\nContent-Disposition: form-data; name=\"{field}\"; filename=\"r\"\r\n\r\n");
        let body = [head.as_bytes(), file, b"\r\n--x--\r\n"].concat();
        post(&client, &page(&poll, "/receipt"), "multipart/form-data; boundary=x", body).await
    };
    let changed = promise.replacen("ballot", "bullet", 1);
    let wrong_proof = format!("{promise}proof\n{}", proof.replacen("index 2", "index 1", 1));
    assert_ne!(wrong_proof, format!("{promise}proof\n{proof}"));
    let large = "x".repeat(600_000);
    for bad in
        [&b""[..], b"hello", b"\xff\xfe", changed.as_bytes(), foreign.as_bytes(), wrong_proof.as_bytes()]
            .into_iter()
            .chain([large.as_bytes(), &promise.as_bytes()[..100]])
    {
        let answer = send("file", bad).await;
        assert_eq!(answer.status, OK);
        let text = answer.text();
        assert!(text.contains("not a receipt file of this poll") && !text.contains("notice-good"), "{text}");
        assert!(text.contains("name=\"file\""), "another file can be chosen: {text}");
    }
    for other in [
        send("another", promise.as_bytes()).await,
        post(&client, &page(&poll, "/receipt"), "multipart/form-data", "x").await,
        post(&client, &page(&poll, "/receipt"), "text/plain", promise.as_bytes()).await,
    ] {
        assert!(other.status == OK && other.text().contains("not a receipt file"), "{}", other.status);
    }
    let code = receipt_code(&hash(&ballot));
    for good in [promise.clone(), format!("{promise}proof\n{proof}")] {
        let text = send("file", good.as_bytes()).await.text();
        for told in ["on the public list", "The file is genuine", "not a proof", &in_groups(&code)] {
            assert!(text.contains(told), "{told}: {text}");
        }
        // As the booth names the file that it saves.
        assert!(text.contains(&format!("psephos receipt {}.psephos-receipt", &code[..9])), "{text}");
    }
    // A promise of a ballot that is not there convicts this very service, and the page says so.
    let mut promised = Promise::parse(Note::parse(&promise).unwrap().text()).unwrap();
    promised.ballot = hash(b"lost");
    let lost = statement::sign(&promised, poll.key()).to_string();
    let text = send("file", lost.as_bytes()).await.text();
    assert!(text.contains("does not find the ballot") && !text.contains("notice-good"), "{text}");
}

/// A receipt code as pages show it large: it breaks in the middle, if at all.
pub(super) fn in_groups(code: &str) -> String {
    format!("<span>{}</span><span>{}</span>", &code[..10], &code[10..])
}
