//! What is asked for each voter, each request and each mail is found by an index, however many voters there are.

use std::path::Path;

use web::DbError;

use super::with_draft;

mod filled;
mod mails;
#[path = "../../../../tests/plans/mod.rs"]
mod overheard;
mod people;
mod voting;

use filled::Filled;
use overheard::{Overheard, Tables, functions};

#[test]
fn whatever_is_asked_often_is_found_by_an_index_and_every_function_is_asked_or_known_as_rare() {
    with_draft(|conn, draft| {
        // Not in one transaction: as long as that took, the other databases of the server would keep old rows.
        let filled = Filled::fill(conn, draft)?;
        filled.gather_statistics(conn);
        let mut heard = Overheard::new(&TABLES);
        voting::ask(&mut heard, conn, &filled);
        mails::ask(&mut heard, conn, &filled);
        people::ask(&mut heard, conn, &filled);
        let all = functions(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src/store"));
        heard.finish(&all, RARE);
        for (table, column) in TABLES.shared {
            for bad in
                [format!("SELECT * FROM {table}"), format!("SELECT * FROM {table} WHERE {column} = 'a'")]
            {
                assert!(heard.fault_of(conn, &bad).is_some(), "{bad}");
            }
        }
        Ok::<_, DbError>(())
    });
}

const TABLES: Tables = Tables {
    // With a few rows for each poll, or fewer.
    small: &[
        "dispatches",
        "issued",
        "jobs",
        "mail_intros",
        "mail_pace",
        "mail_texts",
        "mailings",
        "outbox_lost",
        "precinct_polls",
        "precincts",
        "rewrites_due",
        "roll_uploads",
    ],
    shared: &[
        ("accounts", "role"),
        ("audit", "action"),
        ("audit", "actor"),
        ("deliveries", "mailing"),
        ("deliveries", "state"),
        ("issuances", "poll"),
        ("polls", "state"),
        ("roll", "poll"),
        ("sessions", "kind"),
        ("single_use", "purpose"),
        ("staged_voters", "upload"),
    ],
};

/// What reads much, or nothing large, and why it may.
const RARE: &[(&str, &[&str])] = &[
    (
        "tables with a few rows for each poll",
        &[
            "dispatches::all",
            "dispatches::due",
            "dispatches::hurry",
            "dispatches::in_state",
            "dispatches::insert",
            "dispatches::postpone",
            "dispatches::refuse",
            "dispatches::settle",
            "issued::add",
            "issued::by_day",
            "issued::count",
            "issued::count_before",
            "jobs::advance",
            "jobs::ask",
            "jobs::fail",
            "jobs::find",
            "jobs::finish",
            "jobs::of_poll",
            "jobs::purge",
            "jobs::unfinished",
            "mail_pace::load",
            "mail_pace::store",
            "mail_texts::copy",
            "mail_texts::find",
            "mail_texts::replace",
            "mailings::create",
            "mailings::keep_days",
            "mailings::kind_of",
            "mailings::newest",
            "mailings::of_occasion",
            "precincts::add",
            "precincts::are_all_managed",
            "precincts::by_alias",
            "precincts::by_draft",
            "precincts::insert",
            "precincts::is_begun",
            "precincts::is_split",
            "precincts::lock",
            "precincts::of_poll",
            "precincts::passes",
            "precincts::places",
            "precincts::remove",
            "precincts::set_list",
            "precincts::set_total",
            "precincts::undelivered",
            "uploads::delete",
            "uploads::find",
            "uploads::insert",
            "uploads::is_there",
            "uploads::purge",
        ],
    ),
    (
        "asked by the clock about all polls: a row for each, or the voters of one that is over",
        &[
            "erasure::put_away",
            "erasure::unerased",
            "issuances::count",
            "issuances::erase_signatures",
            "polls::by_state",
            "polls::in_states",
            "scrubbing::scrub",
        ],
    ),
    ("a lock, no rows", &["links::lock"]),
    ("once a minute, for the numbers that an operator watches: counts what waits", &["outbox::queue"]),
    ("what a crash has left between two states: a handful, found by their state", &["deliveries::take_up"]),
    (
        "commands and starts",
        &[
            "accounts::password_hashes_by_cost",
            "accounts::promote",
            "issued::compare",
            "issued::recount",
            "polls::all",
            "polls::lock_all_that_issue",
            "polls::replace_sealed_key",
            "polls::sealed_keys",
            "scrubbing::scrub_now",
            "second_factors::all",
            "second_factors::replace_sealed",
        ],
    ),
    (
        "an officer or an admin, one at a time: of a whole roll, a whole mailing, all accounts, a search",
        &[
            "audit::search",
            "deliveries::failed",
            "deliveries::resend_failed",
            "deliveries::undelivered",
            "erasure::delete_draft",
            "erasure::draft",
            "erasure::poll",
            "erasure::voter",
            "grants::polls_of",
            "links::of",
            "links::take_over",
            "mailings::fill",
            "mailings::tallies",
            "precincts::on_several_rolls",
            "precincts::polls_of",
            "precincts::staged_elsewhere",
            "precincts::voters",
            "roll::all",
            "roll::count",
            "roll::count_found",
            "roll::delete_all",
            "uploads::add_new",
            "uploads::pairs",
            "uploads::remove_others",
            "uploads::stage",
            "uploads::staged",
            "users::lock_admins",
        ],
    ),
    (
        "all that stands under an address, when somebody asks what is known of them or to be forgotten",
        &["address_moves::replaced", "erasure::address", "erasure::corrections", "erasure::entries"],
    ),
];
