//! Three processes of one registrar on one PostgreSQL database, which send mails through a real server. Whichever is killed, or
//! stopped with the turn of sending in its hands, everybody has their mail; nobody has two but those whose mails were on their way, and
//! these have the same one twice. What strangers may try and cause is limited for all processes together.

use std::thread::sleep;
use std::time::Duration;

use e2e::election::Election;
use e2e::poll::Draft;
use e2e::services::{Delivery, Side, Store};
use rand::RngExt as _;

use crate::limits_together;
use crate::many_mails::{CONNECTIONS, counts, sent, until};

#[test]
fn mails_go_once_and_as_many_as_one_process_allows_whichever_of_three_is_killed_or_stopped() {
    let Some(mut election) = Election::start(Store::Postgres, Delivery::SlowSmtp) else { return };
    // What is limited here is the number of mails; who asks for many has no need to compute.
    election.services.configure_further(Side::Registrar, "\n[proof_of_work]\nmode = \"off\"\n");
    election.services.set_environment(Side::Registrar, "PSEPHOS_REGISTRAR_CLIENT_IP_HEADER", "X-Real-IP");
    election.services.replicate(Side::Registrar, PROCESSES);
    limits_together::hold_for_three_processes_together_and_after_a_kill(&mut election.services);

    let draft = publish(&election, "killed");
    let kills = kill_while_mails_go(&mut election, &draft);
    each_has_one_mail(&election, "killed", kills * CONNECTIONS);

    // One process alone has the turn of sending, and is stopped with it; the others come then.
    for number in 1..PROCESSES {
        election.services.crash_replica(Side::Registrar, number);
    }
    let before = election.services.mailbox.count();
    let draft = publish(&election, "stopped");
    until("a few of the mails", || election.services.mailbox.count() > before + 20);
    election.services.stop_replica(Side::Registrar, 0);
    for number in 1..PROCESSES {
        election.services.launch_replica(Side::Registrar, number);
        election.services.await_replica(Side::Registrar, number);
    }
    let other = election.admin.at(&election.services.doors(Side::Registrar)[1]);
    let [waiting, ..] = counts(&other, &draft);
    assert!(waiting > 0, "it was stopped in the middle");
    sleep(Duration::from_secs(2));
    assert_eq!(counts(&other, &draft)[0], waiting, "nobody sends in the turn of another one");
    assert!(election.services.end_turns(Side::Registrar) > 0);
    until("the end of the mailing", || counts(&other, &draft) == [0, VOTERS, 0]);
    // It goes on where it was, and finds that its turn is over: nothing that it writes counts.
    election.services.resume_replica(Side::Registrar, 0);
    election.services.await_replica(Side::Registrar, 0);
    until("its word that its turn is over", || {
        election.services.log(Side::Registrar).contains("the turn mail was cut off")
    });
    each_has_one_mail(&election, "stopped", CONNECTIONS);
    for door in election.services.doors(Side::Registrar) {
        assert_eq!(counts(&election.admin.at(&door), &draft), [0, VOTERS, 0]);
    }
}

/// A poll with so many voters, who are invited.
fn publish(election: &Election, name: &str) -> String {
    let voters: Vec<String> = (0..VOTERS).map(|n| address(name, n)).collect();
    let draft = election.admin.draft(&Draft { roll: true, ..Draft::default() }.to_json()).unwrap();
    election.admin.upload_roll(&draft, &format!("email\n{}\n", voters.join("\n"))).unwrap();
    election.admin.publish(&draft).unwrap();
    draft
}

/// How many kills there were.
fn kill_while_mails_go(election: &mut Election, draft: &str) -> usize {
    let (mut random, mut kills) = (rand::rng(), 0);
    let door = election.services.doors(Side::Registrar)[0].clone();
    while counts(&election.admin.at(&door), draft)[0] > 0 {
        sleep(Duration::from_millis(random.random_range(0..LONGEST_QUIET_MILLIS)));
        let killed = random.random_range(0..PROCESSES);
        election.services.crash_replica(Side::Registrar, killed);
        election.services.launch_replica(Side::Registrar, killed);
        // This one tells how far it is.
        (killed == 0).then(|| election.services.await_replica(Side::Registrar, 0));
        kills += 1;
    }
    (0..PROCESSES).for_each(|number| election.services.await_replica(Side::Registrar, number));
    assert!(kills > 0, "all mails had gone before anybody was killed");
    assert_eq!(counts(&election.admin.at(&door), draft), [0, VOTERS, 0]);
    kills
}

fn each_has_one_mail(election: &Election, name: &str, most_in_doubt: usize) {
    let sent = sent(&election.services.mailbox);
    let mails: Vec<&Vec<String>> =
        (0..VOTERS).map(|number| sent.get(&address(name, number)).expect("everybody has a mail")).collect();
    let twice: Vec<_> = mails.iter().filter(|mails| mails.len() > 1).collect();
    println!("{name}: {} of {VOTERS} have their mail more than once", twice.len());
    let more: usize = twice.iter().map(|mails| mails.len() - 1).sum();
    assert!(more <= most_in_doubt, "{more} mails too many: {twice:?}");
    assert!(twice.iter().all(|mails| mails.iter().all(|mail| *mail == mails[0])), "{twice:?}");
}

fn address(name: &str, number: usize) -> String {
    format!("{name}{number:04}@example.org")
}

const PROCESSES: usize = 3;
const VOTERS: usize = 300;
/// Between two kills at most, besides the time of a start.
const LONGEST_QUIET_MILLIS: u64 = 400;
