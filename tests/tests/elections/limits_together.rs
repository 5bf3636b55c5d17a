//! What is limited by address or account is limited for three processes together, and stays so when one of them is killed: it forgets
//! callers, and nothing else. The database tells how many were let through; the windows are made to last, so that no machine is too
//! slow for them, and nearly all of the many wrong passwords and codes are written there as if they had been tried.

use std::collections::BTreeSet;

use cli::client::{Http, Problem};
use cli::totp::{Codes, PERIOD};
use e2e::election::PASSWORD;
use e2e::poll::now;
use e2e::services::{Services, Side};
use serde_json::{Value, json};

use crate::many_mails::{sent, until};

/// Some of what is allowed is used up, a process is killed, and then the rest: who comes new has the reserve alone, at each process.
pub(crate) fn hold_for_three_processes_together_and_after_a_kill(services: &mut Services) {
    for email in [ADA, BEN] {
        services.registrar().register(email, PASSWORD).unwrap();
        services.registrar().verify(&services.mailbox.await_token(email)).unwrap();
    }
    let codes = Codes::parse(&services.create_admin(OWNER, PASSWORD)).unwrap();
    let (wrong, before) = (wrong_code(&codes), mails_to(services, ADA));
    let doors = services.doors(Side::Registrar);
    let password = |door: usize, caller: u8| sign_in(&doors[door], caller, BEN, "wrong password", None).0;
    let code = |door: usize, caller: u8| sign_in(&doors[door], caller, OWNER, PASSWORD, Some(&wrong));
    let links = |door: usize, caller: u8| (0..6).for_each(|_| link(&doors[door], caller));
    let is_wrong = (401, Some("totp-wrong".to_owned()));

    // With the first of each its window begins.
    assert_eq!((password(0, 11), code(0, 31)), (401, is_wrong.clone()));
    link(&doors[0], 1);
    let owner = asked(services, &format!("SELECT id FROM accounts WHERE email = '{OWNER}'"));
    let limits = [("passwords", BEN), ("codes", &*owner), ("mails", ADA)];
    let used = |services: &Services| limits.map(|(limit, key)| used(services, limit, key));
    assert_eq!(used(services), [1, 1, 1]);
    for ((limit, key), used) in limits.into_iter().zip([200 - 8, 20 - 6, 1]) {
        let lasts =
            format!("UPDATE attempts SET used = {used}, ends_at = 99999999999 WHERE {}", named(limit, key));
        asked(services, &lasts);
    }
    for door in 0..doors.len() {
        assert_eq!((password(door, 12), code(door, 32)), (401, is_wrong.clone()), "process {door}");
        // Five mails for each caller at each process.
        links(door, 1);
    }
    assert_eq!(used(services), [200 - 5, 20 - 3, 20 - 5]);

    services.crash_replica(Side::Registrar, KILLED);
    services.launch_replica(Side::Registrar, KILLED);
    services.await_replica(Side::Registrar, KILLED);
    for door in (0..doors.len()).rev() {
        assert_eq!((password(door, 13), code(door, 33)), (401, is_wrong.clone()), "process {door}");
    }
    assert_eq!((password(0, 14), password(KILLED, 14)), (401, 401));
    (0..doors.len()).for_each(|door| links(door, 2));
    assert_eq!(used(services), [200, 20, 20], "all that is for whomever");

    // Of those who come new each has three passwords, where twenty would be theirs.
    for (door, caller) in [(0, 21), (KILLED, 22), (2, 23)] {
        let statuses = [(); 4].map(|()| password(door, caller));
        assert_eq!(statuses, [401, 401, 401, 429], "caller {caller} at process {door}");
    }
    // And one code, where five would be theirs.
    for (door, caller) in [(0, 41), (KILLED, 42), (2, 43)] {
        let statuses = [(); 2].map(|()| code(door, caller).0);
        assert_eq!(statuses, [401, 429], "caller {caller} at process {door}");
    }
    // And one mail at each process. Who was killed has forgotten that the first caller had five.
    (0..doors.len()).for_each(|door| links(door, 3));
    links(KILLED, 1);
    assert_eq!(used(services), [200, 20, 20], "no more than that");
    let beyond = 2 + 3 + 1;
    assert_eq!(self::used(services, "further mails", ADA), beyond);
    // The voter, elsewhere, is none of those strangers.
    assert_eq!(sign_in(&doors[KILLED], 24, BEN, PASSWORD, None).0, 200);

    let mails = || mails_to(services, ADA) - before;
    until("all mails that are allowed", || mails() >= 20 + beyond);
    until("a mail that tells of all the wrong codes", || mails_to(services, OWNER) > 0);
    assert_eq!((mails(), mails_to(services, OWNER)), (20 + beyond, 1));
}

/// Different ones: who is killed with mails in its hands has them sent twice.
fn mails_to(services: &Services, address: &str) -> usize {
    sent(&services.mailbox).get(address).map_or(0, |mails| mails.iter().collect::<BTreeSet<_>>().len())
}

/// How many were let through in the window that runs.
fn used(services: &Services, limit: &str, key: &str) -> usize {
    asked(services, &format!("SELECT used FROM attempts WHERE {}", named(limit, key))).parse().unwrap()
}

/// Where the attempts about this address or account are counted.
fn named(limit: &str, key: &str) -> String {
    format!("name = sha256(convert_to('{limit}' || chr(10) || '{key}', 'UTF8'))")
}

fn asked(services: &Services, sql: &str) -> String {
    services.database(Side::Registrar).expect("it is on PostgreSQL").asked(sql)
}

fn link(door: &str, caller: u8) {
    let (status, _) = post(door, caller, "/api/v1/sign-in-links", &json!({ "email": ADA }));
    assert_eq!(status, 202, "whoever asks is told the same");
}

/// Status and name of the refusal.
fn sign_in(door: &str, caller: u8, email: &str, password: &str, code: Option<&str>) -> (u16, Option<String>) {
    post(door, caller, "/api/v1/sessions", &json!({ "email": email, "password": password, "totp": code }))
}

fn post(door: &str, caller: u8, path: &str, body: &Value) -> (u16, Option<String>) {
    let (caller, body) = (format!("203.0.113.{caller}"), body.to_string());
    let headers = [("content-type", "application/json"), ("x-real-ip", caller.as_str())];
    let answer = Http::new(door).send("POST", path, &headers, Some(body.as_bytes())).unwrap();
    let name = Problem::parse(answer.status, &answer.body).map(|problem| problem.name().to_owned());
    assert!(answer.status != 429 || answer.header("retry-after").is_some(), "{answer:?} says when");
    (answer.status, name)
}

/// A code that is not right within the next hours.
fn wrong_code(codes: &Codes) -> String {
    let right: Vec<String> = (-10..1000).map(|step| codes.at(now().unix() + step * PERIOD)).collect();
    let mut all = (0..1_000_000).map(|number| format!("{number:06}"));
    all.find(|code| !right.contains(code)).expect("there are more codes than that")
}

const ADA: &str = "limited@example.org";
const BEN: &str = "guessed@example.org";
const OWNER: &str = "owner@example.org";
/// One of the three.
const KILLED: usize = 1;
