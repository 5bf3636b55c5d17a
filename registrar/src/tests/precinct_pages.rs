//! The officers' pages of an election in precincts: what is refused first, then the whole way to the total.

use rocket::http::Header;

use super::precincts::{VOTERS, splittable};
use crate::testing::ballot_box::Mood;
use crate::testing::{Answer, OWN, World};

/// An admin who is signed in, and the page of the precincts of a draft.
fn world() -> (World, String, String) {
    let world = World::new();
    let admin = world.admin_token();
    let id = world.draft_with(&admin, &VOTERS, &splittable());
    world.sign_in("admin@example.org");
    let page = format!("/admin/polls/{id}/precincts");
    (world, page, id)
}

/// Posts the form as browsers do, with a file where there is one.
fn split(world: &World, page: &str, fields: &[(&str, &str)], groups: Option<&str>) -> Answer {
    let mut body = String::new();
    for (name, value) in fields {
        body += &format!("--x\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
    }
    body += &format!(
        "--x\r\nContent-Disposition: form-data; name=\"groups\"; filename=\"groups.csv\"\r\nContent-Type: text/csv\r\n\r\n\
         {}\r\n--x--\r\n",
        groups.unwrap_or_default()
    );
    let request = world.client.post(page.to_owned()).body(body);
    let kind = Header::new("Content-Type", "multipart/form-data; boundary=x");
    Answer::of(request.header(kind).header(Header::new("Origin", OWN)).dispatch())
}

fn says(answer: &Answer, words: &[&str]) {
    for words in words {
        assert!(answer.text.contains(words), "{words}: {}", answer.text);
    }
}

/// Follows a redirect within the page.
fn done(world: &World, answer: &Answer) -> Answer {
    assert_eq!(answer.status, 303, "{}", answer.text);
    let page = world.get(answer.header("Location"), None);
    assert_eq!(page.status, 200, "{}", page.text);
    page
}

#[test]
fn a_poll_is_split_undone_and_split_by_a_file() {
    let (world, page, id) = world();
    says(&world.get(&page, None), &["Split into precincts", "5 voters are on the list", "at least 50"]);
    let lot = |count| [("action", "split"), ("how", "lot"), ("count", count)];
    let by_file = [("action", "split"), ("how", "file"), ("count", "")];
    for (fields, groups, words) in [
        (&[("action", "split")][..], None, "Choose who comes"),
        (&lot(""), None, "Give the number"),
        (&lot("many"), None, "Give the number"),
        (&lot("1"), None, "There are 2 to 1000"),
        (&lot("6"), None, "Take fewer precincts"),
        (&by_file, None, "Choose the file"),
        (&by_file, Some("email\nada@example.org\n"), "columns email and precinct"),
        (&by_file, Some("email,precinct\nada@example.org,North\nben@example.org,South\n"), "does not say"),
        (&[("action", "burn")], None, "Choose what is to be done"),
    ] {
        let refused = split(&world, &page, fields, groups);
        assert_eq!(refused.status, 422, "{fields:?}");
        let lower = words.replacen(&words[..1], &words[..1].to_lowercase(), 1);
        assert!(refused.text.contains(words) || refused.text.contains(&lower), "{words}: {}", refused.text);
    }
    let set = done(&world, &split(&world, &page, &lot("2"), None));
    says(
        &set,
        &["The poll is split", "A poll in 2 precincts", "Board \u{b7} 1/2", "Board \u{b7} 2/2", "0 of 2"],
    );
    for (precinct, words) in [("abc", "no precinct abc"), ("0", "no precinct 0"), ("3", "no precinct 3")] {
        let fields = [("action", "add"), ("email", "fay@example.org"), ("precinct", precinct)];
        let refused = world.post_form(&page, &fields);
        assert_eq!(refused.status, 422, "{precinct}");
        says(&refused, &[words]);
    }
    let times = |closes: &str| {
        let [passes, voting] = ["2026-12-01T12:20", "2026-12-01T12:30"];
        let fields =
            [("action", "times"), ("issuance_opens", passes), ("issuance_closes", "2026-12-01T13:00")];
        let fields = [&fields[..], &[("voting_opens", voting), ("voting_closes", closes)]].concat();
        world.post_form(&page, &fields)
    };
    for (closes, words) in [("soon", "value=\"soon\""), ("2026-12-01T12:25", "value=\"2026-12-01T12:25\"")] {
        let refused = times(closes);
        assert_eq!(refused.status, 422, "{closes}");
        says(&refused, &[words]);
    }
    says(&done(&world, &times("2026-12-01T15:00")), &["have these times", "value=\"2026-12-01T12:20\""]);
    let file = |rows: &str| split(&world, &page, &[("action", "add-file")], Some(rows));
    let unread = file("email,precinct\nfay@example.org,3\n");
    assert_eq!(unread.status, 422);
    says(&unread, &["no precinct 3"]);
    let added = file("email,precinct\nfay@example.org,1\ngus@example.org,\nada@example.org,\n");
    says(&done(&world, &added), &["2 voters were added.", "1 voter was on a list before."]);
    // The list of polls has one line for all, and the pages of the draft lead here.
    let polls = world.get("/admin/polls", None).text;
    assert!(polls.contains(&page) && polls.contains("in precincts") && !polls.contains("1/2"), "{polls}");
    assert!(!world.get("/admin/polls?archive=true", None).text.contains("Board"));
    for other in ["", "/publish"] {
        assert_eq!(world.get(&format!("/admin/polls/{id}{other}"), None).header("Location"), page);
    }
    let first = set.text.split("/admin/polls/").find(|rest| rest.contains("1/2")).unwrap()[..32].to_owned();
    for other in ["/precincts", "/publish"] {
        let answer = world.get(&format!("/admin/polls/{first}{other}"), None);
        assert_eq!(answer.status, 303, "{other}");
    }
    says(&world.get(&format!("/admin/polls/{first}"), None), &["This is precinct 1 of 2", &page]);
    // Nobody is put on the roll that was dealt: they would be on none.
    let lost = world.post_form(&format!("/admin/polls/{id}/voters"), &[("email", "fay@example.org")]);
    says(&lost, &["split into precincts"]);
    assert_eq!(lost.status, 422);

    says(&world.post_form(&page, &[("action", "undo")]), &["Tick the box"]);
    let undone = done(&world, &world.post_form(&page, &[("action", "undo"), ("sure", "on")]));
    says(&undone, &["one draft again", "5 voters are on the list"]);
    assert_eq!(world.get(&format!("/admin/polls/{first}"), None).status, 404);
    assert_eq!(world.get(&format!("/admin/polls/{id}"), None).status, 200);

    let groups: String = VOTERS
        .iter()
        .zip(["North", "South", "North", "North", "South"])
        .fold("email,precinct\n".to_owned(), |text, (email, group)| format!("{text}{email},{group}\n"));
    let set = done(&world, &split(&world, &page, &by_file, Some(&groups)));
    says(&set, &["Board \u{b7} North", "Board \u{b7} South"]);
    let rolls: Vec<&str> = set.text.matches("<td class=\"number\" data-label=\"Voters\">3</td>").collect();
    assert_eq!(rolls.len(), 1, "three in the north: {}", set.text);
}

#[test]
fn the_pages_lead_to_the_total() {
    let (world, page, _) = world();
    done(&world, &split(&world, &page, &[("action", "split"), ("how", "lot"), ("count", "2")], None));
    let publish = |sure: &str| world.post_form(&page, &[("action", "publish"), ("sure", sure)]);
    let unsure = publish("");
    assert_eq!(unsure.status, 422);
    says(&unsure, &["Tick the box", "0 of 2"]);
    // The ballot box fails: one may be on its way, and then nothing is undone, and no second yes is asked for.
    world.ballot_box.be(Mood::Refusing(503, "busy"));
    let refused = publish("on");
    assert_eq!(refused.status, 503);
    says(&refused, &["Nothing was changed", "being published", "Go on publishing"]);
    assert!(!refused.text.contains("Undo the split"), "{}", refused.text);
    let begun = world.post_form(&page, &[("action", "undo"), ("sure", "on")]);
    assert_eq!(begun.status, 409);
    world.ballot_box.be(Mood::Willing);
    let set = done(&world, &publish(""));
    says(&set, &["All precincts are published", "2 of 2 and listed", "/precincts/board", ">published<"]);
    assert!(!set.text.contains("Add one voter"), "the rolls are fixed");

    let notice = |kind: &str, closes: &str, sure: &str| {
        let fields = [
            ("action", "notice"),
            ("kind", kind),
            ("voting_closes", closes),
            ("reason", "Snow."),
            ("sure", sure),
        ];
        world.post_form(&page, &fields)
    };
    for (kind, closes, sure, words) in [
        ("extend", "2026-12-02T12:00", "", "Tick the box"),
        ("", "", "on", "Choose what"),
        ("extend", "soon", "on", "date"),
    ] {
        let refused = notice(kind, closes, sure);
        assert_eq!(refused.status, 422, "{words}");
        says(&refused, &[words, "Snow."]);
    }
    let earlier = notice("extend", "2026-01-01T00:00", "on");
    assert_eq!(earlier.status, 409);
    says(&earlier, &["No precinct got it", "Precinct 1: the new end of voting must be later", "Precinct 2"]);
    says(
        &done(&world, &notice("extend", "2026-12-02T12:00", "on")),
        &["given to all precincts", "on its way"],
    );
    says(&done(&world, &world.post_form(&page, &[("action", "try-now")])), &["sent again"]);
    says(&world.get(&page, None), &["Voting is not over in all precincts"]);

    world.at(400 * 86_400);
    world.sign_in("admin@example.org");
    let total = |sure: &str| world.post_form(&page, &[("action", "total"), ("sure", sure)]);
    assert_eq!(total("").status, 422);
    let pending = total("on");
    assert_eq!(pending.status, 200);
    says(&pending, &["So far 0 of 2 results"]);
    world.ballot_box.publish_results();
    says(&done(&world, &total("on")), &["signed and public", "The total is signed"]);
    says(&world.get("/precincts/board", None), &["All 2 precincts are counted"]);
}

#[test]
fn who_manages_one_precinct_sees_neither_the_set_nor_the_way_to_it() {
    let (world, page, _) = world();
    let set =
        done(&world, &split(&world, &page, &[("action", "split"), ("how", "lot"), ("count", "2")], None));
    let first = set.text.split("/admin/polls/").find(|rest| rest.contains("1/2")).unwrap()[..32].to_owned();
    world.officer_token("olga@example.org");
    let give = [("action", "give"), ("email", "olga@example.org")];
    assert_eq!(world.post_form(&format!("/admin/polls/{first}/officers"), &give).status, 303);
    world.sign_in("olga@example.org");
    assert_eq!(world.get(&page, None).status, 404);
    assert_eq!(world.post_form(&page, &[("action", "publish"), ("sure", "on")]).status, 404);
    let polls = world.get("/admin/polls", None).text;
    assert!(polls.contains(&first) && !polls.contains(&page), "{polls}");
    let own = world.get(&format!("/admin/polls/{first}"), None);
    assert!(own.status == 200 && !own.text.contains("This is precinct"), "{}", own.text);
}

#[test]
fn the_pages_speak_the_languages_of_the_others() {
    let (world, page, _) = world();
    for (language, lone, set) in [
        ("de", "In Wahlbezirke teilen", "Eine Abstimmung in 2 Wahlbezirken"),
        ("fr", "Diviser en circonscriptions", "Un scrutin en 2 circonscriptions"),
        ("es", "Dividir en circunscripciones", "Una votación en 2 circunscripciones"),
    ] {
        says(&world.get_in(language, &page), &[lone]);
        done(&world, &split(&world, &page, &[("action", "split"), ("how", "lot"), ("count", "2")], None));
        says(&world.get_in(language, &page), &[set]);
        done(&world, &world.post_form(&page, &[("action", "undo"), ("sure", "on")]));
    }
}
