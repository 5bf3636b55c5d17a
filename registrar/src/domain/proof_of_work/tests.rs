use crypto::encoding::b64;
use rocket::futures::FutureExt as _;
use serde_json::{Value, json};

use super::*;
use crate::domain::clock::Clock;
use crate::testing::database::TestDatabase;

const TERMS: Terms = Terms { difficulty: 300, lifetime: 600, wait: 15 };

fn at(seconds: i64) -> UtcTime {
    "2026-12-01T12:00:00Z".parse::<UtcTime>().unwrap().plus(seconds)
}

/// What a client sends that has found the number.
fn solve(challenge: &Challenge) -> Value {
    let fits = |number: &u32| hex(&hash(&challenge.salt, (*number).into())) == challenge.challenge;
    let number = (0..=challenge.maxnumber).find(fits).expect("the number is below maxnumber");
    json!({
        "algorithm": challenge.algorithm, "challenge": challenge.challenge, "number": number,
        "salt": challenge.salt, "signature": challenge.signature, "took": 7,
    })
}

/// In memory nothing is waited for.
fn at_once<T>(work: impl Future<Output = T>) -> T {
    work.now_or_never().expect("nothing is waited for")
}

fn take(work: &ProofOfWork, solution: &Value, now: i64) -> Result<(), WorkError> {
    let payload = b64(solution.to_string().as_bytes());
    let offered = Offered { solution: &payload, ticket: "" };
    at_once(work.take(Purpose::Register, offered, &Caller::UNKNOWN, at(now))).map(drop)
}

fn wait(work: &ProofOfWork, ticket: &str, caller: &Caller, now: i64) -> Result<(), WorkError> {
    at_once(work.take(Purpose::Register, Offered { solution: "", ticket }, caller, at(now))).map(drop)
}

#[test]
fn a_solution_counts_once_in_time_for_its_purpose() {
    let work = ProofOfWork::new(Some(TERMS));
    let solved = solve(&work.challenge(Purpose::Register, at(0)).unwrap());
    assert_eq!(take(&work, &solved, 599), Ok(()));
    assert_eq!(take(&work, &solved, 599), Err(WorkError::Used));
    let late = solve(&work.challenge(Purpose::Register, at(0)).unwrap());
    assert_eq!(take(&work, &late, 600), Err(WorkError::Expired));
    let other = solve(&work.challenge(Purpose::Reset, at(0)).unwrap());
    assert_eq!(take(&work, &other, 1), Err(WorkError::OtherPurpose));
}

#[test]
fn nothing_and_nonsense_are_no_work() {
    let work = ProofOfWork::new(Some(TERMS));
    let offer = |solution: &str, ticket: &str| {
        at_once(work.take(Purpose::Register, Offered { solution, ticket }, &Caller::UNKNOWN, at(60)))
            .map(drop)
    };
    assert_eq!(offer("", ""), Err(WorkError::Missing));
    for solution in ["x", "e30", "e30=", &b64(b"[1]"), &b64(br#"{"algorithm":"SHA-256"}"#)] {
        assert_eq!(offer(solution, ""), Err(WorkError::Unreadable), "{solution}");
    }
    for ticket in [".", "x", "1.2", "1.2.3", "x.y.z"] {
        assert_eq!(offer("", ticket), Err(WorkError::Unreadable), "{ticket}");
    }
}

#[test]
fn what_was_altered_is_forged() {
    let work = ProofOfWork::new(Some(TERMS));
    let good = solve(&work.challenge(Purpose::Register, at(0)).unwrap());
    let number = good["number"].as_u64().unwrap();
    let salt = good["salt"].as_str().unwrap();
    for (field, value) in [
        ("number", json!(number + 1)),
        ("algorithm", json!("SHA-1")),
        ("salt", json!(salt.replace("expires=1", "expires=9"))),
        ("signature", json!("0".repeat(64))),
        ("challenge", json!("0".repeat(64))),
    ] {
        let mut altered = good.clone();
        altered[field] = value;
        assert_eq!(take(&work, &altered, 1), Err(WorkError::Forged), "{field}");
    }
    assert_eq!(take(&work, &good, 1), Ok(()), "the original still counts");
}

#[test]
fn digits_cannot_wander_between_salt_and_number() {
    let work = ProofOfWork::new(Some(Terms { difficulty: 1_000, ..TERMS }));
    // A number whose second digit is no 0, so that the rest is one in the usual spelling too.
    let fit = |solved: &Value| {
        let number = solved["number"].as_u64().unwrap().to_string();
        number.len() > 1 && !number[1..].starts_with('0')
    };
    let challenges = std::iter::repeat_with(|| solve(&work.challenge(Purpose::Register, at(0)).unwrap()));
    let mut moved = challenges.take(100).find(fit).expect("nearly every number is such a one");
    let number = moved["number"].as_u64().unwrap().to_string();
    moved["salt"] = json!(format!("{}{}", moved["salt"].as_str().unwrap(), &number[..1]));
    moved["number"] = json!(number[1..].parse::<u64>().unwrap());
    assert_eq!(take(&work, &moved, 1), Err(WorkError::Forged));
    let salt = "ab?expires=99999999999&purpose=register&";
    assert_eq!(read_salt(salt), Some((99_999_999_999, Purpose::Register)));
    for bad in [
        "ab?expires=9&purpose=register&1",
        "ab?expires=9&purpose=register",
        "ab",
        "ab?expires=x&purpose=register&",
    ] {
        assert_eq!(read_salt(bad), None, "{bad}");
    }
}

#[test]
fn a_challenge_that_is_easier_or_from_another_start_is_forged() {
    let (work, other) =
        (ProofOfWork::new(Some(TERMS)), ProofOfWork::new(Some(Terms { difficulty: 1, ..TERMS })));
    let easy = solve(&other.challenge(Purpose::Register, at(0)).unwrap());
    assert_eq!(take(&work, &easy, 1), Err(WorkError::Forged));
    // Made up by the client itself: any number fits, but nobody has signed it.
    let salt = "00?expires=99999999999&purpose=register&";
    let made_up = json!({
        "algorithm": "SHA-256", "challenge": hex(&hash(salt, 0)), "number": 0, "salt": salt, "signature": "0".repeat(64),
    });
    assert_eq!(take(&work, &made_up, 1), Err(WorkError::Forged));
}

#[test]
fn who_runs_no_script_waits_and_does_so_a_few_times_an_hour() {
    let work = ProofOfWork::new(Some(TERMS));
    let (here, there) = (Caller::at([203, 0, 113, 1].into()), Caller::at([203, 0, 113, 2].into()));
    let ticket = || work.task(Purpose::Register, at(0)).unwrap().ticket;
    let first = ticket();
    assert_eq!(wait(&work, &first, &here, 14), Err(WorkError::TooSoon(1)));
    assert_eq!(wait(&work, &first, &here, 15), Ok(()), "too early is not used up");
    assert_eq!(wait(&work, &first, &here, 16), Err(WorkError::Used));
    assert_eq!(wait(&work, &ticket(), &here, 600), Err(WorkError::Expired));
    let reset = work.task(Purpose::Reset, at(0)).unwrap().ticket;
    assert_eq!(wait(&work, &reset, &here, 60), Err(WorkError::Forged));
    let many = (0..100).take_while(|_| wait(&work, &ticket(), &here, 60).is_ok()).count();
    assert_eq!(many, 18, "with the first one, and the one that was used already");
    assert!(matches!(wait(&work, &ticket(), &here, 60), Err(WorkError::TooMany(_))));
    assert_eq!(wait(&work, &ticket(), &there, 60), Ok(()));
}

#[test]
fn where_it_is_off_nothing_is_asked() {
    let work = ProofOfWork::new(None);
    assert!(work.challenge(Purpose::Register, at(0)).is_none() && work.task(Purpose::Reset, at(0)).is_none());
    assert!(at_once(work.take(Purpose::SignIn, Offered::default(), &Caller::UNKNOWN, at(0))).is_ok());
}

#[test]
fn what_one_process_has_given_out_counts_once_at_all_of_them() {
    for database in TestDatabase::every_kind() {
        let clock = Clock::standing(at(0));
        let process = |key: u8| {
            let together = Together { db: database.open(), clock: clock.clone() };
            ProofOfWork::shared(Some(TERMS), Zeroizing::new([key; 32]), together)
        };
        let (one, other, foreign) = (process(7), process(7), process(8));
        rocket::execute(async {
            let give = async |work: &ProofOfWork, solution: &str, ticket: &str| {
                let offered = Offered { solution, ticket };
                work.take(Purpose::Register, offered, &Caller::UNKNOWN, at(60)).await.map(drop)
            };
            let task = one.task(Purpose::Register, at(0)).unwrap();
            let solution = b64(solve(&task.challenge).to_string().as_bytes());
            for (solution, ticket) in [(solution.as_str(), ""), ("", &task.ticket)] {
                assert_eq!(give(&foreign, solution, ticket).await, Err(WorkError::Forged));
                assert_eq!(give(&other, solution, ticket).await, Ok(()));
                for again in [&one, &other] {
                    assert_eq!(give(again, solution, ticket).await, Err(WorkError::Used));
                }
            }
        });
    }
}
