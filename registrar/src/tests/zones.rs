//! The times of a poll by clocks of its own zone, in mails and on the pages of its organisers, also where clocks are put
//! forward before its end.

use serde_json::{Value, json};

use crate::domain::dispatch;
use crate::testing::{World, draft};

/// Begins in the winter of Berlin and ends in its summer, by one wall clock.
fn over_the_change() -> Value {
    let mut over = draft();
    over["time_zone"] = json!("Europe/Berlin");
    over["issuance_closes"] = json!("2027-03-27T11:00:00Z");
    over["voting_closes"] = json!("2027-03-29T10:00:00Z");
    over
}

#[test]
fn mails_tell_times_in_the_zone_of_the_poll_with_the_offset_of_each_day() {
    let world = World::new();
    let admin = world.admin_token();
    let poll = world.poll_with(&admin, &["ada@example.org"], &over_the_change());
    let invitation = world.mails("invitation", "ada@example.org").remove(0).replace("&#x2f;", "/");
    for time in [
        "from Tuesday, 1 December 2026, 13:00 (Europe/Berlin, UTC+01:00) to Saturday, 27 March 2027, 12:00 (Europe/Berlin, UTC+01:00)",
        "from Tuesday, 1 December 2026, 13:00 (Europe/Berlin, UTC+01:00) to Monday, 29 March 2027, 12:00 (Europe/Berlin, UTC+02:00)",
    ] {
        assert_eq!(invitation.matches(time).count(), 2, "in text and in HTML: {invitation}");
    }
    let later = json!({ "kind": "extend", "voting_closes": "2027-11-01T10:00:00Z", "reason": "Snow." });
    assert_eq!(world.post_json(&format!("/api/v1/polls/{poll}/notices"), Some(&admin), &later).status, 201);
    dispatch::deliver_due(&world.registrar).unwrap();
    let notice = world.mails("notice", "ada@example.org").remove(0).replace("&#x2f;", "/");
    assert_eq!(
        notice.matches("until Monday, 1 November 2027, 11:00 (Europe/Berlin, UTC+01:00)").count(),
        2,
        "{notice}"
    );
    assert!(!notice.contains("10:00"), "{notice}");
}

#[test]
fn organisers_see_all_times_of_a_poll_in_its_own_zone() {
    let world = World::new();
    let admin = world.admin_token();
    world.sign_in("admin@example.org");
    // Their own clocks are for what they vote in.
    assert_eq!(world.post_form("/me/profile", &[("name", ""), ("time_zone", "Asia/Kathmandu")]).status, 303);
    let id = world.draft_with(&admin, &["ada@example.org"], &over_the_change());
    let shows = |path: &str, times: &[&str]| {
        let page = world.get(path, None).text;
        times.iter().for_each(|time| assert!(page.contains(time), "{path} lacks {time}: {page}"));
        assert!(!page.contains("UTC</time>") && !page.contains("+05:45"), "{path}: {page}");
    };
    let (opens, issued, closes) = (
        "Tuesday, 1 December 2026, 13:00 CET",
        "Saturday, 27 March 2027, 12:00 CET",
        "Monday, 29 March 2027, 12:00 CEST",
    );
    shows(&format!("/admin/polls/{id}/preview"), &[opens, issued, closes]);
    shows(&format!("/admin/polls/{id}/publish"), &[opens, issued, closes, "Europe/Berlin"]);
    let poll = world.post(&format!("/api/v1/polls/{id}/publish"), Some(&admin)).json()["poll"].take();
    let at = format!("/admin/polls/{}", poll.as_str().unwrap());
    shows(&format!("{at}/notices"), &[opens, issued, closes, "Europe/Berlin"]);
    shows(&format!("{at}/dashboard"), &[issued, closes, "Europe/Berlin"]);
    shows("/admin/polls", &[closes]);

    let earlier =
        [("kind", "extend"), ("voting_closes", "2027-03-29T11:59"), ("reason", "r"), ("sure", "on")];
    let refused = world.post_form(&format!("{at}/notices"), &earlier);
    assert!(
        refused.status == 422
            && refused.text.contains("later than the present one, Monday, 29 March 2027, 12:00 CEST")
    );
    let later = [("kind", "extend"), ("voting_closes", "2027-11-01T11:00"), ("reason", "r"), ("sure", "on")];
    assert_eq!(world.post_form(&format!("{at}/notices"), &later).status, 303);
    // Given, and on its way: the next attempt has a time, too.
    shows(
        &format!("{at}/notices"),
        &["until <time datetime=\"2027-11-01T10:00:00Z\">Monday, 1 November 2027, 11:00 CET", "Next try"],
    );
    shows(&format!("{at}/dashboard"), &["Next try"]);
    // What belongs to no poll is told by the reader's clocks.
    assert!(world.get("/admin/audit", None).text.contains("UTC+05:45</time>"));
}
