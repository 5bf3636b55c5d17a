//! Invitations through the real registrar and a real mail server: ten thousand with a power cut in the middle
//! (`PSEPHOS_MAILS` tries another number), and a few hundred amid which the service is told to end.

use std::collections::BTreeMap;
use std::thread::sleep;
use std::time::{Duration, Instant};

use cli::client::Session;
use e2e::election::Election;
use e2e::mailbox::Mailbox;
use e2e::poll::Draft;
use e2e::services::{Delivery, Side, Store};
use serde_json::Value;

#[test]
fn invitations_go_once_each_over_a_power_cut() {
    let number: usize = std::env::var("PSEPHOS_MAILS").map_or(10_000, |number| number.parse().unwrap());
    let mut election = Election::start(Store::Sqlite, Delivery::Smtp).unwrap();
    let voters: Vec<String> = (0..number).map(|n| format!("v{n:05}@example.org")).collect();
    let draft = election.admin.draft(&Draft { roll: true, ..Draft::default() }.to_json()).unwrap();
    election.admin.upload_roll(&draft, &format!("email\n{}\n", voters.join("\n"))).unwrap();
    let began = Instant::now();
    election.admin.publish(&draft).unwrap();
    let published = began.elapsed();
    until("a third of the mails", || election.services.mailbox.count() > number / 3);
    election.services.crash_and_restart(Side::Registrar);
    assert!(election.services.mailbox.count() < number, "it was cut off in the middle");
    until("the end of the mailing", || counts(&election.admin, &draft) == [0, number, 0]);
    let took = began.elapsed();
    eprintln!(
        "published in {published:?}; {number} mails in {took:?} with a restart: {:.0} a second",
        number as f64 / (took - published).as_secs_f64()
    );

    let sent = sent(&election.services.mailbox);
    assert!(voters.iter().all(|voter| sent.contains_key(voter)) && sent.len() == number, "{}", sent.len());
    // Those of whose mails nobody knew whether the server had them: the same mail again.
    let twice: Vec<_> = sent.values().filter(|mails| mails.len() > 1).collect();
    assert!(twice.len() <= CONNECTIONS, "{} have more than one mail", twice.len());
    assert!(twice.iter().all(|mails| mails.len() == 2 && mails[0] == mails[1]), "{twice:?}");
}

#[test]
fn a_service_that_is_told_to_end_amid_a_mailing_writes_to_everybody_once() {
    let mut election = Election::start(Store::Sqlite, Delivery::SlowSmtp).unwrap();
    let voters: Vec<String> = (0..300).map(|n| format!("v{n:05}@example.org")).collect();
    let draft = election.admin.draft(&Draft { roll: true, ..Draft::default() }.to_json()).unwrap();
    election.admin.upload_roll(&draft, &format!("email\n{}\n", voters.join("\n"))).unwrap();
    election.admin.publish(&draft).unwrap();
    until("a few of the mails", || election.services.mailbox.count() > 20);
    election.services.stop(Side::Registrar);
    let gone = election.services.mailbox.count();
    assert!(gone < voters.len(), "it was told in the middle");
    election.services.restart(Side::Registrar);
    until("the end of the mailing", || counts(&election.admin, &draft) == [0, voters.len(), 0]);
    let sent = sent(&election.services.mailbox);
    assert!(voters.iter().all(|voter| sent.get(voter).is_some_and(|mails| mails.len() == 1)), "{sent:?}");
}

/// How many mails of the only mailing wait, are sent, are given up.
pub(crate) fn counts(admin: &Session, draft: &str) -> [usize; 3] {
    let path = format!("/api/v1/polls/{draft}/mailings");
    let told: Value = admin.call("GET", &path, &[], None).unwrap().json().unwrap();
    let count = |name: &str| told["mailings"][0][name].as_u64().unwrap();
    ["queued", "sent", "failed"].map(|name| usize::try_from(count(name)).unwrap())
}

/// The Message-IDs of the mails to each address.
pub(crate) fn sent(mailbox: &Mailbox) -> BTreeMap<String, Vec<String>> {
    let mut sent: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for mail in mailbox.all() {
        let header = |name: &str| {
            let line = mail.lines().find_map(|line| line.strip_prefix(name));
            line.unwrap_or_else(|| panic!("no {name} in {mail}")).trim().to_owned()
        };
        sent.entry(header("To:")).or_default().push(header("Message-ID:"));
    }
    sent
}

/// Waits for what takes as long as the machine likes.
pub(crate) fn until(what: &str, is_so: impl Fn() -> bool) {
    let patience = Instant::now() + Duration::from_secs(600);
    while !is_so() {
        assert!(Instant::now() < patience, "{what} did not come within ten minutes");
        sleep(Duration::from_millis(100));
    }
}

/// `mail.connections` if nothing is configured.
pub(crate) const CONNECTIONS: usize = 8;
