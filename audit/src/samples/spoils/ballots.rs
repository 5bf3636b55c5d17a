//! Ballots that were dropped, added or forged.

use crypto::ballot::BallotKey;
use crypto::blind_rsa::SecretKey;
use crypto::content::{Answer, Content};
use crypto::encoding::sha256;
use crypto::token::Token;

use crate::FaultKind::{
    BallotMalformed, BallotMissing, BallotNotLogged, BallotsMalformed, BallotsOutOfOrder, ContentInvalid,
    SignatureInvalid, TokenInvalid, TokenSpentTwice,
};
use crate::samples::election::{answers, framed, questions};
use crate::samples::{Election, Files, Sample, Spoil};

pub(super) fn spoils() -> Vec<Spoil> {
    [lists(), files(), passes(), contents()].into_iter().flatten().collect()
}

/// The published list is not the logged one.
fn lists() -> Vec<Spoil> {
    let list = |name, fault, edit: fn(&Election, &mut Vec<Vec<u8>>)| {
        Spoil::new(name, fault, move |election| {
            let (mut files, mut ballots) = (election.files(), election.ballots.clone());
            edit(election, &mut ballots);
            *files.get_mut("ballots.bin") = framed(&ballots);
            Sample::of(&files)
        })
        .innocent()
    };
    vec![
        list("ballot-dropped", BallotMissing, |_, ballots| drop(ballots.remove(4))),
        list("all-ballots-dropped", BallotMissing, |_, ballots| ballots.clear()),
        list("valid-ballot-added", BallotNotLogged, |election, ballots| ballots.push(valid(election))),
        list("ballot-duplicated", TokenSpentTwice, |_, ballots| ballots.push(ballots[0].clone())),
        list("ballot-duplicated-in-the-list", BallotNotLogged, |_, ballots| ballots.push(ballots[0].clone())),
        list("ballots-reordered", BallotsOutOfOrder, |_, ballots| ballots.swap(2, 7)),
        list("ballots-reversed", BallotsOutOfOrder, |_, ballots| ballots.reverse()),
        list("ballot-replaced", BallotMissing, |election, ballots| ballots[3] = valid(election)),
        list("vote-changed-by-its-own-voter", BallotNotLogged, |election, ballots| {
            let old = &ballots[0];
            let voter = election.voters.iter().find(|voter| old[1..].starts_with(voter.token.as_bytes()));
            let changed = voter.expect("a voter's ballot").seal(content(election, 3));
            ballots[0] =
                if changed == *old { voter.expect("the same").seal(content(election, 0)) } else { changed };
        }),
    ]
}

fn files() -> Vec<Spoil> {
    let file = |name, fault, edit: fn(&mut Vec<u8>)| {
        Spoil::files(name, fault, move |files: &mut Files| edit(files.get_mut("ballots.bin")))
    };
    vec![
        file("ballots-cut-off", BallotsMalformed, |bytes| bytes.truncate(bytes.len() - 10)),
        file("ballots-cut-off-in-a-length", BallotsMalformed, |bytes| bytes.push(1)),
        file("ballots-padded-with-zeros", BallotMalformed, |bytes| bytes.extend([0; 4])),
        file("ballot-of-great-length-promised", BallotsMalformed, |bytes| bytes.extend([0xff, 0xff, 1])),
        file("length-off-by-one", BallotMalformed, |bytes| bytes[1] ^= 1),
    ]
}

/// Ballots that nobody was allowed to cast, logged and counted.
fn passes() -> Vec<Spoil> {
    let cast = |name, fault, ballot: fn(&Election) -> Vec<u8>| {
        Spoil::signed(name, fault, move |election| {
            let ballot = ballot(election);
            election.ballots.push(ballot);
            more_passes(election);
        })
    };
    vec![
        cast("token-of-another-key", TokenInvalid, |election| {
            let own = SecretKey::generate(2048).expect("a key can be made");
            election.voter_under(&own).seal(content(election, 0))
        }),
        cast("foreign-ballot", TokenInvalid, |_| {
            let other = Election::new(&questions(), &answers(), 1);
            other.ballots[0].clone()
        }),
        cast("token-signature-changed", TokenInvalid, |election| flip(valid(election), 1 + 98 + 100)),
        cast("token-nonce-changed", TokenInvalid, |election| flip(valid(election), 1 + 2 + 5)),
        cast("token-challenge-changed", TokenInvalid, |election| flip(valid(election), 1 + 34 + 5)),
        cast("token-key-id-changed", TokenInvalid, |election| flip(valid(election), 1 + 66 + 5)),
        cast("token-signature-plus-modulus", TokenInvalid, |election| {
            loop {
                let mut ballot = valid(election);
                let signature = &mut ballot[1 + 98..1 + 354];
                if !add(signature, election.issuer.public().n()) {
                    return ballot;
                }
            }
        }),
        cast("token-signature-of-zeros", TokenInvalid, |election| {
            let mut ballot = valid(election);
            ballot[1 + 98..1 + 354].fill(0);
            ballot
        }),
        cast("ballot-signature-changed", SignatureInvalid, |election| {
            let ballot = valid(election);
            let place = ballot.len() - 50;
            flip(ballot, place)
        }),
        cast("ballot-signature-malleable", SignatureInvalid, |election| {
            let mut ballot = valid(election);
            let place = ballot.len() - 32;
            // S + L, little-endian, is the same scalar in another spelling.
            let mut big: Vec<u8> = ballot[place..].iter().rev().copied().collect();
            assert!(!add(&mut big, &ORDER), "S and L together are below 2^256");
            big.reverse();
            ballot.splice(place.., big);
            ballot
        }),
        cast("ballot-key-of-small-order", SignatureInvalid, |election| {
            // The neutral point as key and as R, and S = 0, fit every message.
            let neutral: [u8; 32] = std::array::from_fn(|place| u8::from(place == 0));
            let token = election.token_under(&election.issuer, neutral);
            let mut ballot = crate::samples::Voter { token, ..election.voter() }.seal(content(election, 0));
            let place = ballot.len() - 64;
            ballot.splice(place.., [neutral, [0; 32]].concat());
            ballot
        }),
        cast("ballot-signed-by-another-key", SignatureInvalid, |election| {
            let mut voter = election.voter();
            voter.seed = *BallotKey::generate().seed();
            voter.seal(content(election, 0))
        }),
        cast("pass-of-another-voter", SignatureInvalid, |election| {
            let (mine, theirs) = (election.voter(), election.voter());
            let token = Token::parse(theirs.token.as_bytes()).expect("a token");
            crate::samples::Voter { token, ..mine }.seal(content(election, 0))
        }),
        cast("pass-used-twice", TokenSpentTwice, |election| {
            let first = &election.ballots[0];
            let voter = election.voters.iter().find(|voter| first[1..].starts_with(voter.token.as_bytes()));
            let voter = voter.expect("a voter's ballot");
            let ballot = voter.seal(content(election, 3));
            if ballot == *first { voter.seal(content(election, 0)) } else { ballot }
        }),
        Spoil::signed("ballots-stuffed-to-blame-the-registrar", TokenSpentTwice, |election| {
            election.ballots.extend(vec![election.ballots[0].clone(); 3]);
        }),
        cast("ballot-counted-twice", TokenSpentTwice, |election| election.ballots[0].clone()),
        cast("ballot-of-another-version", BallotMalformed, |election| {
            let mut ballot = valid(election);
            ballot[0] = 2;
            ballot
        }),
        cast("ballot-too-long", BallotMalformed, |election| [valid(election), vec![b' ']].concat()),
        cast("ballot-of-no-bytes", BallotMalformed, |_| Vec::new()),
        cast("token-of-another-type", BallotMalformed, |election| flip(valid(election), 1 + 1)),
        cast("content-length-changed", BallotMalformed, |election| flip(valid(election), 1 + 354 + 1)),
    ]
}

/// Votes that the manifest does not allow, properly signed, logged and counted.
fn contents() -> Vec<Spoil> {
    let vote = |name, edit: fn(String) -> String| {
        Spoil::signed(name, ContentInvalid, move |election| {
            let bytes = content(election, 0);
            let json = String::from_utf8(bytes).expect("contents are ASCII");
            let mut changed = edit(json.trim_end().to_owned()).into_bytes();
            let size = usize::from(election.manifest.content_size);
            assert!(
                changed.len() <= size && changed != json.trim_end().as_bytes(),
                "{name}: changed, and it fits"
            );
            changed.resize(size, b' ');
            let ballot = election.voter().seal(changed);
            election.ballots.push(ballot);
            more_passes(election);
        })
    };
    vec![
        vote("content-with-a-space", |json| json.replacen(':', ": ", 1)),
        vote("content-with-a-space-in-front", |json| format!(" {json}")),
        vote("content-with-an-escape", |json| json.replacen(r#"["a"]"#, r#"["\u0061"]"#, 1)),
        vote("content-with-a-question-twice", |_| {
            r#"{"answers":{"q1":"abstain","q1":"abstain","q2":"abstain","q3":"abstain"}}"#.to_owned()
        }),
        vote("content-without-a-question", |_| r#"{"answers":{"q1":"abstain","q2":"abstain"}}"#.to_owned()),
        vote("content-in-another-order", |_| {
            r#"{"answers":{"q2":"abstain","q1":"abstain","q3":"abstain"}}"#.to_owned()
        }),
        vote("content-with-more-beside-it", |_| {
            r#"{"answers":{"q1":"abstain","q2":"abstain","q3":"abstain"},"x":1}"#.to_owned()
        }),
        vote("too-many-options", |json| json.replacen(r#"["a"]"#, r#"["a","b","c"]"#, 1)),
        vote("no-option", |json| json.replacen(r#"["a"]"#, "[]", 1)),
        vote("option-twice", |json| json.replacen(r#"["a"]"#, r#"["a","a"]"#, 1)),
        vote("options-out-of-order", |json| json.replacen(r#"["a"]"#, r#"["b","a"]"#, 1)),
        vote("unknown-option", |json| json.replacen(r#"["a"]"#, r#"["z"]"#, 1)),
        vote("rank-twice", |json| json.replacen(r#"["a","b"]"#, r#"["a","a"]"#, 1)),
        vote("score-too-high", |json| json.replacen(r#""a":5"#, r#""a":6"#, 1)),
        vote("score-of-minus-zero", |json| json.replacen(r#""b":0"#, r#""b":-0"#, 1)),
        vote("score-with-a-fraction", |json| json.replacen(r#""b":0"#, r#""b":0.0"#, 1)),
        vote("score-missing", |json| json.replacen(r#","b":0"#, "", 1)),
        vote("answer-of-another-kind", |json| json.replacen(r#"{"choose":["a"]}"#, r#"{"rank":["a"]}"#, 1)),
        vote("content-is-no-json", |_| "yes".to_owned()),
        vote("content-nested-deeply", |json| "[".repeat(json.len())),
        Spoil::signed("abstention-where-none-is-allowed", ContentInvalid, |election| {
            // The same questions, but the first demands an answer; voters and ballots are of that poll.
            let mut questions = questions();
            questions[0]["abstain"] = false.into();
            let allowed: Vec<_> = answers().into_iter().take(3).collect();
            *election = Election::new(&questions, &allowed, 6);
            let json = r#"{"answers":{"q1":"abstain","q2":"abstain","q3":"abstain"}}"#;
            let mut bytes = json.as_bytes().to_vec();
            bytes.resize(usize::from(election.manifest.content_size), b' ');
            let ballot = election.voter().seal(bytes);
            election.ballots.push(ballot);
            more_passes(election);
        }),
        Spoil::signed("content-of-another-size", BallotMalformed, |election| {
            let ballot = election.voter().seal(b"{}".to_vec());
            election.ballots.push(ballot);
            more_passes(election);
        }),
    ]
}

/// A ballot that anybody would accept.
fn valid(election: &Election) -> Vec<u8> {
    election.voter().seal(content(election, 0))
}

fn content(election: &Election, number: usize) -> Vec<u8> {
    let answers: Vec<Answer> = answers()[number].clone();
    Content { answers }.encode(&election.manifest).expect("answers that the questions allow")
}

/// Another ballot needs another pass, or the numbers would be wrong as well.
fn more_passes(election: &mut Election) {
    election.issuance.as_mut().expect("the election has one").issued += 5;
    election.ballots.sort_unstable_by_key(|ballot| sha256(&[ballot]));
}

fn flip(mut bytes: Vec<u8>, place: usize) -> Vec<u8> {
    bytes[place] ^= 1;
    bytes
}

/// Adds big-endian numbers; true if the sum does not fit.
fn add(number: &mut [u8], other: &[u8]) -> bool {
    let mut carry = 0;
    for (digit, other) in number.iter_mut().rev().zip(other.iter().rev()) {
        let sum = u16::from(*digit) + u16::from(*other) + carry;
        *digit = u8::try_from(sum & 0xff).expect("one byte");
        carry = sum >> 8;
    }
    carry != 0
}

/// L of RFC 8032 section 5.1, big-endian.
const ORDER: [u8; 32] = [
    0x10, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x14, 0xde, 0xf9, 0xde, 0xa2, 0xf7, 0x9c, 0xd6, 0x58,
    0x12, 0x63, 0x1a, 0x5c, 0xf5, 0xd3, 0xed,
];
