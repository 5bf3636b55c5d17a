//! Statements, keys and cosignatures.

use crypto::log::cosignature::WitnessSigner;
use crypto::log::entry::Entry;
use crypto::note::{Note, SignerKey};
use crypto::statement::{self, Issuance, Notice, NoticeKind};
use crypto::time::UtcTime;
use serde_json::json;

use super::Watched;
use crate::stand_in::Answered;

#[test]
fn statements_on_the_list_must_be_shown_and_two_of_one_number_convict_the_registrar() {
    let watched = Watched::of(3600);
    let manifest = &watched.stand_in.manifest;
    let notice = |reason: &str| {
        let notice = Notice {
            poll: manifest.id(),
            seq: 1,
            kind: NoticeKind::Extend,
            voting_closes: Some(manifest.voting_closes.plus(60)),
            reason: reason.to_owned(),
            at: UtcTime::from_unix(1_793_000_000),
        };
        statement::sign(&notice, &watched.stand_in.registrar)
    };
    let show_notice = |note: &Note| {
        let body = json!({"notices": [note.to_string()]}).to_string();
        watched.stand_in.api("/notices", Answered::ok(body));
    };
    let (one, other) = (notice("A storm"), notice("A flood"));
    let entries = [watched.entries(&[]), vec![Entry::notice(one.text())]].concat();
    watched.show_entries(&entries, 0);
    watched.run(&[]).one("statement-missing", None);
    show_notice(&one);
    watched.run(&[]).is_over("statement-missing");
    show_notice(&other);
    let seen = watched.run(&[]);
    assert_eq!(seen.alerts(), ["two-notices", "statement-missing"], "{seen:#?}");
    assert_eq!(seen.lines[0]["convicts"], "registrar");
}

#[test]
fn keys_that_were_not_announced_are_told() {
    let watched = Watched::of(3600);
    let other = SignerKey::generate(&"ballots.example.net".parse().unwrap()).verifier().to_string();
    let url = watched.stand_in.url().to_string();
    let seen = watched.run_at(&url, &["--key", &other]);
    assert_eq!((seen.code, seen.alerts()), (1, vec!["other-key", "other-key"]), "{seen:#?}");
    let own = watched.stand_in.key.verifier().to_string();
    let seen = watched.run_at(&url, &["--key", &own]);
    assert_eq!(seen.code, 0, "{seen:#?}");
}

#[test]
fn more_passes_than_voters_and_a_second_number_convict_the_registrar() {
    let watched = Watched::with(3600, |body| body.eligible = Some(1));
    let show = |issued: u64| {
        let at = UtcTime::from_unix(1_793_000_000);
        let stated = Issuance { poll: watched.stand_in.manifest.id(), eligible: Some(1), issued, at };
        let note = statement::sign(&stated, &watched.stand_in.registrar);
        watched.stand_in.api("/issuance", Answered::ok(note.to_string()));
        note
    };
    let first = show(2);
    let listed = [watched.entries(&[]), vec![Entry::issuance(first.text())]].concat();
    watched.show_entries(&listed, 0);
    watched.run(&[]).one("too-many-passes", Some(0));
    show(1);
    let seen = watched.run(&[]);
    assert_eq!(seen.alerts(), ["two-issuances", "statement-missing"], "{seen:#?}");
    assert_eq!(seen.lines[0]["convicts"], "registrar");
}

#[test]
fn a_list_without_its_cosignatures_is_told_and_one_that_was_counted_so_has_missed_its_quorum() {
    let witness = WitnessSigner::new(SignerKey::generate(&"witness.example.org".parse().unwrap()));
    let demands = |closes| {
        Watched::with(closes, |body| {
            body.witnesses = vec![witness.verifier().to_string()];
            body.quorum = 1;
        })
    };
    let watched = demands(3600);
    let mut note = watched.show(&[1]);
    watched.run(&[]).one("not-cosigned", None);
    let lines = witness.cosign(&note, 1_793_000_000);
    witness.verifier().admit(&mut note, &lines).unwrap();
    watched.stand_in.api("/checkpoint", Answered::ok(note.to_string()));
    watched.run(&[]).is_over("not-cosigned");

    let counted = demands(-60);
    counted.show(&[1]);
    counted.stand_in.show_result(&counted.entries(&[1]), 1);
    counted.run(&[]).one("quorum-missed", None);
}
