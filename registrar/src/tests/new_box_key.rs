//! The ballot box has another key: taken over from the known one by both, or not.

use crypto::note::SignerKey;
use crypto::statement::{self, Handover};
use serde_json::Value;

use crate::config::{BallotBoxConfig, Config};
use crate::registrar::Registrar;
use crate::testing::{World, draft};

fn new_key(world: &World, seed: u8) -> SignerKey {
    SignerKey::from_seed(&world.ballot_box.name, [seed; 32])
}

/// What is said of the ballot box before the draft is published.
fn told(world: &World, admin: &str, draft: &str) -> (String, String) {
    let told = world.get(&format!("/api/v1/polls/{draft}/preflight"), Some(admin)).json();
    let checks: Vec<Value> = told["checks"].as_array().unwrap().clone();
    let check = checks.into_iter().find(|check| check["name"] == "ballot-box").unwrap();
    (check["verdict"].as_str().unwrap().to_owned(), check["words"].as_str().unwrap().to_owned())
}

#[test]
fn a_new_key_of_the_ballot_box_is_to_be_accepted_only_if_both_keys_signed_the_hand_over() {
    let world = World::new();
    let admin = world.admin_token();
    let draft = world.draft_with(&admin, &["ada@example.org"], &draft());
    let (old, now) = (&world.ballot_box.key, world.clock.now());
    let (new, other) = (new_key(&world, 8), new_key(&world, 9));
    let statement = Handover { from: old.verifier().clone(), to: new.verifier().clone(), at: now };
    let of_one = |key| statement::sign(&statement, key).to_string();
    let to = |new: &SignerKey| Handover::sign(old, new, now).to_string();
    for notes in [vec![], vec![of_one(old)], vec![of_one(&new)], vec![to(&other)], vec![to(&new), to(&other)]]
    {
        world.ballot_box.hand_over(new.verifier(), now, &notes);
        let (verdict, words) = told(&world, &admin, &draft);
        assert_eq!(verdict, "bad", "{notes:?}");
        assert!(words.contains("no hand-over to it that holds"), "{words}");
        let found = crate::check_config::findings(&world.config());
        let found: String = found.iter().map(ToString::to_string).collect();
        assert!(found.contains("BAD      ballot_box.key") && !found.contains("to accept"), "{found}");
    }
    world.ballot_box.hand_over(new.verifier(), now, &[to(&new)]);
    let (verdict, words) = told(&world, &admin, &draft);
    assert_eq!(verdict, "bad", "until the operator has accepted it");
    let accept = format!("key = \"{}\", add \"{}\" to former_keys", new.verifier(), old.verifier());
    assert!(words.contains("has handed over its key") && words.contains(&accept), "{words}");
    let found: String =
        crate::check_config::findings(&world.config()).iter().map(ToString::to_string).collect();
    assert!(found.contains("to accept the new one") && found.contains(&accept), "{found}");
}

#[test]
fn polls_under_the_old_key_go_on_once_the_new_one_is_accepted() {
    let world = World::new();
    let admin = world.admin_token();
    let poll = world.poll(&admin, &["ada@example.org"]);
    let (old, new) = (world.ballot_box.key.verifier().clone(), new_key(&world, 8).verifier().clone());
    let open = |former_keys| {
        let (name, key) = (world.ballot_box.name.clone(), new.clone());
        let ballot_box = BallotBoxConfig { name, key, former_keys };
        Registrar::open(&Config { ballot_box, ..world.config() }, world.clock.clone())
    };
    let refused = format!("{:#}", open(Vec::new()).err().unwrap());
    assert!(refused.contains(&poll) && refused.contains("`ballot_box.former_keys`"), "{refused}");
    let registrar = open(vec![old.clone()]).unwrap();
    let mut named = registrar.ballot_box.service.clone();
    assert_eq!(named.key, new, "new polls name the new key");
    named.key = old;
    assert!(registrar.ballot_box.is(&named));
    named.key = new_key(&world, 9).verifier().clone();
    assert!(!registrar.ballot_box.is(&named));
}
