//! When it is the mail server that fails, no mail is given up for it: all wait, and organisers read why.

use super::mailings::{draft_of, mailings, voter};
use crate::domain::mail::deliver_due;
use crate::testing::World;
use crate::testing::smtp::{HANG_UP, TestSmtp};

/// A poll with two voters whose invitations wait for a server; its draft's id and the admin's session.
fn world_by(url: &str) -> (World, String, String) {
    let mut world = World::new();
    world.send_by(url).unwrap();
    let admin = world.admin_token();
    let poll = world.poll(&admin, &["ada@example.org", "ben@example.org"]);
    let id = draft_of(&world, &poll);
    world.sign_in("admin@example.org");
    (world, admin, id)
}

fn with_login(smtp: &TestSmtp) -> String {
    smtp.url.replace("smtp://", "smtp://me:secret@")
}

/// What is refused does not count against the mail, and the server is left alone after one mail.
#[test]
fn mails_wait_while_the_server_does_not_want_us() {
    let wrong_password =
        TestSmtp::in_mood(|line| line.starts_with("AUTH").then_some("535 5.7.8 secret is wrong"));
    let no_login = TestSmtp::in_mood(|line| line.starts_with("EHLO").then_some("250 test"));
    let blocked = TestSmtp::in_mood(|line| line.is_empty().then_some("554 5.7.1 You are on a list"));
    let sender = TestSmtp::in_mood(|line| line.starts_with("MAIL").then_some("553 5.7.1 Not your address"));
    let busy = TestSmtp::in_mood(|line| line.starts_with("MAIL").then_some("451 4.3.2 Too many mails"));
    let ends = TestSmtp::in_mood(|line| line.starts_with("RCPT").then_some("421 4.3.2 Shutting down"));
    let amid = TestSmtp::in_mood(|line| (line == ".").then_some(HANG_UP));
    let no_tls = TestSmtp::in_mood(|_| None);
    for (url, words, lasts) in [
        (with_login(&wrong_password), "does not take our user and password (535)", true),
        (with_login(&no_login), "takes no password on this connection", true),
        (blocked.url.clone(), "refuses us: 554 5.7.1 You are on a list", true),
        (sender.url.clone(), "refuses us: 553 5.7.1 Not your address", true),
        (busy.url.clone(), "asks us to wait: 451 4.3.2 Too many mails", false),
        (ends.url.clone(), "asks us to wait: 421 4.3.2 Shutting down", false),
        (amid.url.clone(), "broke off", false),
        (format!("{}?tls=required", with_login(&no_tls)), "offers no encryption (STARTTLS)", true),
        ("smtp://127.0.0.1:1".to_owned(), "cannot be reached (connection refused)", false),
    ] {
        let (mut world, admin, id) = world_by(&url);
        assert_eq!(deliver_due(&world.registrar).unwrap(), 0, "{words}");
        assert_eq!(mailings(&world, &admin, &id)[0].1, [2, 0, 0], "{words}");
        let outage = world.registrar.pace.outage().unwrap();
        assert!(outage.to_string().contains(words) && outage.lasts() == lasts, "{outage}");
        let page = world.get(&format!("/admin/polls/{id}/mail"), None).text;
        assert!(page.contains("Mails wait") && page.contains(words) && !page.contains("secret"), "{page}");
        let roll = world.get(&format!("/api/v1/polls/{id}/roll"), Some(&admin)).json();
        let tried = roll["mails"].as_array().unwrap().iter().filter(|mail| !mail["answer"].is_null()).count();
        assert_eq!(tried, 1, "the other would fare the same: {roll}");
        // Somebody mends it.
        let good = TestSmtp::start(|_| "250 OK");
        world.send_by(&good.url).unwrap();
        world.at(60);
        world.sign_in("admin@example.org");
        assert_eq!(deliver_due(&world.registrar).unwrap(), 2, "{words}");
        let page = world.get(&format!("/admin/polls/{id}/mail"), None).text;
        assert!(!page.contains("Mails wait"), "{page}");
        assert_eq!(mailings(&world, &admin, &id)[0].1, [0, 2, 0], "{words}");
    }
    assert!(
        [&wrong_password, &blocked, &sender, &busy, &ends, &amid, &no_tls]
            .iter()
            .all(|smtp| smtp.taken().is_empty())
    );
    let heard = no_tls.heard();
    let in_clear = |line: &String| !line.starts_with("EHLO") && !line.starts_with("QUIT");
    assert!(!heard.iter().any(in_clear), "nothing goes in the clear: {heard:?}");
}

#[test]
fn one_connection_serves_for_mail_after_mail_and_is_replaced_when_it_ends() {
    let refuses_ben = TestSmtp::start(|to| if to.contains("ben@") { "550 No such user" } else { "250 OK" });
    let (mut world, admin, id) = world_by(&refuses_ben.url);
    assert_eq!(deliver_due(&world.registrar).unwrap(), 1);
    assert_eq!((refuses_ben.calls(), mailings(&world, &admin, &id)[0].1), (1, [0, 1, 1]));

    // A server that takes one mail for each connection.
    let short = TestSmtp::in_mood(|line| {
        (line == "MAIL FROM:<bounces@example.org>").then(|| {
            thread_local!(static MAILS: std::cell::Cell<usize> = const { std::cell::Cell::new(0) });
            let mails = MAILS.replace(MAILS.get() + 1);
            if mails == 0 { "250 OK" } else { "421 4.7.0 One mail each" }
        })
    });
    world.send_by(&short.url).unwrap();
    for name in ["ada", "ben"] {
        let voter = voter(&world, &admin, &id, name);
        assert_eq!(
            world.post(&format!("/api/v1/polls/{id}/roll/voters/{voter}/invite"), Some(&admin)).status,
            202
        );
    }
    assert_eq!(deliver_due(&world.registrar).unwrap(), 2);
    assert_eq!((short.calls(), short.taken().len(), world.registrar.pace.outage()), (2, 2, None));
}

#[test]
fn a_line_that_is_a_dot_ends_no_mail() {
    let smtp = TestSmtp::start(|_| "250 OK");
    let (world, _, id) = world_by(&smtp.url);
    let words = [
        ("action", "write"),
        ("kind", "invitation"),
        ("intro", "Dear all\n.\n..so\nbye"),
        ("automatic", "on"),
    ];
    assert_eq!(world.post_form(&format!("/admin/polls/{id}/mail"), &words).status, 303);
    deliver_due(&world.registrar).unwrap();
    assert!(smtp.taken()[0].contains("Dear all\n.\n..so\nbye\n"), "{}", smtp.taken()[0]);
}
