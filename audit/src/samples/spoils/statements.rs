//! Manifest, notices, issuance, assets: form, signatures, and what they say.

use crypto::blind_rsa::SecretKey;
use crypto::encoding::{PollId, b64url};
use crypto::manifest::ManifestBody;
use crypto::note::{Note, SignerKey};
use crypto::statement::{self, Notice, NoticeKind};
use crypto::token::TokenKey;

use super::{break_signature, loose};
use crate::FaultKind::{
    EligibleDiffers, IssuedOverEligible, ManifestMalformed, ManifestSignature, NoticeGap, NoticeInvalid,
    OtherKey, OtherPoll, StatementMalformed, StatementOfOtherPoll, StatementSignature,
};
use crate::samples::{Election, Sample, Spoil, answers, questions};
use crate::{Expected, FaultKind};

pub(super) fn spoils() -> Vec<Spoil> {
    [manifests(), forms(), notices(), numbers()].into_iter().flatten().collect()
}

fn manifests() -> Vec<Spoil> {
    vec![
        manifest_text("manifest-with-a-key-twice", |text| {
            text.replacen(r#""test":"#, r#""mix":8,"test":"#, 1)
        }),
        manifest_text("manifest-with-an-unknown-field", |text| {
            text.replacen(r#""test":"#, r#""colour":"red","test":"#, 1)
        }),
        manifest_text("manifest-with-a-rule-broken", |text| text.replacen(r#""mix":8"#, r#""mix":7"#, 1)),
        manifest_text("manifest-with-a-float", |text| text.replacen(r#""mix":8"#, r#""mix":8.0"#, 1)),
        manifest_text("manifest-with-a-byte-order-mark", |text| format!("\u{feff}{text}")),
        Spoil::new("manifest-with-padded-base64", ManifestMalformed, |election| {
            let key = &election.manifest.token.key;
            resign(election, |text| text.replacen(key, &format!("{key}="), 1))
        }),
        manifest_text("manifest-of-three-lines", |text| format!("{text}more\n")),
        manifest_text("manifest-with-content-too-short", |text| {
            let start = text.find(r#""content_size":"#).expect("a field") + r#""content_size":"#.len();
            let end = start + text[start..].find(',').expect("not the last field");
            format!("{}20{}", &text[..start], &text[end..])
        }),
        Spoil::new("token-key-with-another-exponent", ManifestMalformed, |election| {
            let issuer = election.issuer.public();
            let mut spki = TokenKey::from_public(issuer).expect("a key").spki().to_vec();
            let last = spki.len() - 1;
            spki[last] = 3;
            resign(election, |text| text.replacen(&election.manifest.token.key, &b64url(&spki), 1))
        }),
        Spoil::files("manifest-altered", ManifestSignature, |files| {
            files.edit("manifest.note", |note| note.replacen("Board election", "Bored election", 1));
        }),
        Spoil::files("manifest-without-the-registrar", ManifestSignature, |files| {
            files.edit("manifest.note", |note| without_line(note, "registrar.example.org"));
        }),
        Spoil::files("manifest-without-the-ballot-box", ManifestSignature, |files| {
            files.edit("manifest.note", |note| without_line(note, "ballots.example.net"));
        }),
        Spoil::files("manifest-with-a-wrong-signature", ManifestSignature, |files| {
            files.edit("manifest.note", |note| break_signature(note, "ballots.example.net"));
        }),
        Spoil::files("manifest-signed-in-the-name-of-a-service", ManifestSignature, |files| {
            files.edit("manifest.note", |note| {
                let text = Note::parse(note).expect("a note").text().to_owned();
                let forger = |name: &str| SignerKey::generate(&name.parse().expect("a name"));
                let mut forged = Note::sign(text, &forger("registrar.example.org"));
                forged.countersign(&forger("ballots.example.net")).expect("two fit");
                forged.to_string()
            });
        }),
        Spoil::expected("another-poll-was-asked-for", OtherPoll, |_| Expected {
            poll: Some(PollId::from([7; 32])),
            ..Expected::default()
        }),
        Spoil::expected("another-key-was-announced", OtherKey, |election| {
            let name = election.registrar.verifier().name().parse().expect("a name");
            Expected { keys: vec![SignerKey::generate(&name).verifier().clone()], ..Expected::default() }
        }),
    ]
}

fn forms() -> Vec<Spoil> {
    let edited = |name, file: &'static str, fault, edit: fn(&str) -> String| {
        Spoil::files(name, fault, move |files| files.edit(file, edit))
    };
    vec![
        edited("notice-altered", "notices/1.note", StatementSignature, |note| {
            note.replacen("power", "water", 1)
        }),
        edited("issuance-altered", "issuance.note", StatementSignature, |note| {
            note.replacen(r#""issued":1"#, r#""issued":2"#, 1)
        }),
        edited("issuance-with-a-wrong-signature", "issuance.note", StatementSignature, |note| {
            break_signature(note, "registrar.example.org")
        }),
        edited("assets-altered", "assets/1.note", StatementSignature, |note| {
            note.replacen("0101", "0201", 1)
        }),
        edited("result-altered", "results/1.note", StatementSignature, |note| {
            note.replacen(r#""abstain":"#, r#""abstain":1"#, 1)
        }),
        edited("notice-not-a-note", "notices/1.note", StatementMalformed, |_| "hello\n".to_owned()),
        edited("result-with-carriage-returns", "results/1.note", StatementMalformed, |note| {
            note.replace('\n', "\r\n")
        }),
        edited("signature-with-loose-bits", "issuance.note", StatementMalformed, |note| {
            let (rest, signature) = note.trim_end().rsplit_once(' ').expect("a signature line");
            format!("{rest} {}\n", loose(signature))
        }),
        edited("note-padded", "issuance.note", StatementMalformed, |note| format!("{note}\n")),
        edited("note-cut-off", "issuance.note", StatementMalformed, |note| note[..note.len() - 3].to_owned()),
        Spoil::files("note-not-text", StatementMalformed, |files| files.get_mut("notices/1.note").push(0xff)),
        Spoil::files("note-too-long", StatementMalformed, |files| {
            *files.get_mut("notices/1.note") = vec![b'a'; 5 << 20];
        }),
        statement_text("issuance-with-a-key-twice", "issuance.note", StatementMalformed, |text| {
            text.replacen(r#""at":"#, r#""issued":1,"at":"#, 1)
        }),
        statement_text("issuance-with-a-leading-zero", "issuance.note", StatementMalformed, |text| {
            text.replacen(r#""issued":1"#, r#""issued":01"#, 1)
        }),
        statement_text("issuance-without-a-field", "issuance.note", StatementMalformed, |text| {
            text.replacen(r#""eligible":100,"#, "", 1)
        }),
        statement_text("notice-with-an-unknown-field", "notices/1.note", StatementMalformed, |text| {
            text.replacen(r#""seq":1"#, r#""seq":1,"x":1"#, 1)
        }),
        statement_text(
            "notice-with-another-spelling-of-time",
            "notices/1.note",
            StatementMalformed,
            |text| text.replacen("Z\",\"reason", "+00:00\",\"reason", 1),
        ),
        statement_text("notice-of-another-kind", "notices/1.note", StatementMalformed, |text| {
            text.replacen("psephos-notice/v1", "psephos-issuance/v1", 1)
        }),
        Spoil::new("notice-signed-by-the-ballot-box", StatementSignature, |election| {
            let mut files = election.files();
            let note = statement::sign(&election.notices[0], &election.ballot_box);
            files.edit("notices/1.note", |_| note.to_string());
            Sample::of(&files)
        }),
        Spoil::new("result-signed-by-the-registrar", StatementSignature, |election| {
            let mut files = election.files();
            let note = statement::sign(&election.results[0], &election.registrar);
            files.edit("results/1.note", |_| note.to_string());
            Sample::of(&files)
        }),
    ]
}

fn notices() -> Vec<Spoil> {
    let notice = |name, fault, edit: fn(&mut Notice)| {
        Spoil::signed(name, fault, move |election| edit(&mut election.notices[0]))
    };
    vec![
        notice("notice-about-another-poll", StatementOfOtherPoll, |notice| {
            notice.poll = PollId::from([7; 32]);
        }),
        notice("notice-with-the-wrong-number", NoticeGap, |notice| notice.seq = 2),
        notice("extension-to-an-earlier-time", NoticeInvalid, |notice| {
            notice.voting_closes = notice.voting_closes.map(|closes| closes.plus(-7200));
        }),
        notice("extension-to-the-same-time", NoticeInvalid, |notice| {
            notice.voting_closes = notice.voting_closes.map(|closes| closes.plus(-3600));
        }),
        notice("early-close-that-is-later", NoticeInvalid, |notice| notice.kind = NoticeKind::Close),
        Spoil::signed("notice-number-twice", NoticeGap, |election| {
            let mut again = election.notices[0].clone();
            again.voting_closes = again.voting_closes.map(|closes| closes.plus(3600));
            election.notices.push(again);
        }),
        Spoil::signed("notice-after-the-end", NoticeInvalid, |election| {
            let cancel = Notice {
                seq: 2,
                kind: NoticeKind::Cancel,
                voting_closes: None,
                ..election.notices[0].clone()
            };
            let voting_closes = election.notices[0].voting_closes.map(|closes| closes.plus(3600));
            let extend = Notice { seq: 3, voting_closes, ..election.notices[0].clone() };
            election.notices.extend([cancel, extend]);
        }),
    ]
}

fn numbers() -> Vec<Spoil> {
    let issuance = |name, fault, eligible: Option<u64>, issued: u64| {
        Spoil::signed(name, fault, move |election| {
            let issuance = election.issuance.as_mut().expect("the election has one");
            (issuance.eligible, issuance.issued) = (eligible, issued);
        })
    };
    // Ten ballots and eleven passes of another poll: an open one, or one whose roll may grow.
    let poll = |name, fault, roll: Option<u64>, stated: Option<u64>| {
        Spoil::new(name, fault, move |_| {
            let mut election = Election::with(&questions(), &answers(), 10, |body| {
                (body.eligible, body.late_additions) = (roll, roll.is_some());
            });
            election.issuance.as_mut().expect("the election has one").eligible = stated;
            election.publish();
            Sample::of(&election.files())
        })
    };
    vec![
        issuance("more-issued-than-eligible", IssuedOverEligible, Some(100), 101),
        issuance("other-number-of-voters", EligibleDiffers, Some(99), 11),
        issuance("number-of-voters-withheld", EligibleDiffers, None, 11),
        issuance("no-pass-at-all", FaultKind::BallotsOverIssued, Some(100), 0),
        issuance("fewer-passes-than-ballots", FaultKind::BallotsOverIssued, Some(100), 9),
        poll("number-of-voters-withheld-though-some-were-added", EligibleDiffers, Some(100), None),
        poll("voters-taken-off-the-roll", EligibleDiffers, Some(100), Some(99)),
        poll("more-issued-than-an-open-poll-had-voters", IssuedOverEligible, None, Some(10)),
        Spoil::signed("more-ballots-than-voters", FaultKind::BallotsOverIssued, |election| {
            // Nobody says yet how many passes were issued. The ballots are of a poll of ten voters, this one has nine.
            election.issuance = None;
            reissue(election, |body| body.eligible = Some(9));
        }),
        Spoil::signed("assets-without-the-booth", StatementMalformed, |election| {
            election.assets[0].files.remove("/polls/{id}/booth");
        }),
        Spoil::signed("issuance-of-another-poll", StatementOfOtherPoll, |election| {
            election.issuance.as_mut().expect("the election has one").poll = PollId::from([7; 32]);
        }),
        Spoil::signed("pass-key-of-another-poll", FaultKind::TokenInvalid, |election| {
            // The manifest of a poll with another key, over the same ballots.
            let key = SecretKey::generate(2048).expect("a key can be made");
            let key = TokenKey::from_public(key.public()).expect("a key of 2048 bits");
            reissue(election, |body| body.token.key = b64url(key.spki()));
        }),
    ]
}

/// Another manifest over the same ballots, to which all statements are made fit.
fn reissue(election: &mut Election, edit: impl FnOnce(&mut ManifestBody)) {
    let mut body: ManifestBody = (*election.manifest).clone();
    edit(&mut body);
    election.manifest = body.seal().expect("a manifest");
    let poll = election.manifest.id();
    election.notices.iter_mut().for_each(|notice| notice.poll = poll);
    election.issuance.iter_mut().for_each(|issuance| issuance.poll = poll);
}

/// Both services sign another text than that of the manifest, which is none.
fn manifest_text(name: &'static str, edit: fn(&str) -> String) -> Spoil {
    Spoil::new(name, ManifestMalformed, move |election| resign(election, edit))
}

fn resign(election: &Election, edit: impl Fn(&str) -> String) -> Sample {
    let mut files = election.files();
    let text = edit(election.manifest.text());
    let mut note = Note::sign(text, &election.registrar);
    note.countersign(&election.ballot_box).expect("two signatures fit");
    files.edit("manifest.note", |_| note.to_string());
    Sample::of(&files)
}

/// The registrar signs another text than that of its statement.
fn statement_text(
    name: &'static str,
    file: &'static str,
    fault: FaultKind,
    edit: fn(&str) -> String,
) -> Spoil {
    Spoil::new(name, fault, move |election| {
        let mut files = election.files();
        files.edit(file, |note| {
            let text = edit(Note::parse(note).expect("a note").text());
            Note::sign(text, &election.registrar).to_string()
        });
        Sample::of(&files)
    })
}

fn without_line(note: &str, key: &str) -> String {
    let start = format!("\u{2014} {key} ");
    note.split_inclusive('\n').filter(|line| !line.starts_with(&start)).collect()
}
