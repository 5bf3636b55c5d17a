//! Everything of Psephos that is bytes and mathematics: blind signatures, ballots, signed notes, the log and the
//! count. Pure: no clock, no I/O, no framework, so that the services, the auditor and any outside client share it.
//!
//! What the bytes mean stands in `docs/protocol.md`, a whole vote with all its requests in `docs/clients.md`.
//!
//! | to | use |
//! |---|---|
//! | read a poll's manifest | [`note::Note`], [`manifest::Manifest`] |
//! | draw a voting pass | [`ballot::BallotKey`], [`token::request_token`], [`token::finalize_token`] |
//! | vote | [`content::Content`], [`ballot::Ballot`] |
//! | read what the services sign | [`statement::open`] |
//! | check a receipt | [`receipt::ReceiptFile`], [`log::proof::TlogProof`] |
//! | recount | [`tally::Tally`] |
//! | follow a log | [`log::checkpoint::Checkpoint`], [`log::merkle`], [`log::tiles`] |
//! | convict a service | [`evidence::examine`] |
//!
//! What a type holds is true: a [`manifest::Manifest`] keeps every rule, a [`token::TokenKey`] has the one form that is
//! accepted. What only looks well is called so: a [`note::Note`], a [`token::Token`] or a [`ballot::Ballot`] that was parsed
//! has a `verify` of its own.
//!
//! # A vote
//!
//! A client's whole way, with the election of `tests/vectors/election.json`:
//!
//! ```
//! use crypto::ballot::{Ballot, BallotKey};
//! use crypto::content::{Answer, Content};
//! use crypto::log::checkpoint::poll_origin;
//! use crypto::log::entry::Entry;
//! use crypto::log::proof::TlogProof;
//! use crypto::manifest::Manifest;
//! use crypto::note::{Note, VerifierKey};
//! use crypto::statement::{self, Promise};
//! use crypto::token::{TokenInput, TokenRequest, TokenResponse, finalize_token, request_token};
//!
//! # use crypto::{blind_rsa::SecretKey, encoding::parse_hex, note::SignerKey};
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! # let vectors = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/vectors/election.json"));
//! # let vectors: serde_json::Value = serde_json::from_str(vectors)?;
//! # let text = |name: &str| vectors.pointer(name).and_then(|it| it.as_str()).expect("the vectors have it");
//! # let (poll_id, manifest_note) = (text("/poll"), text("/manifest_note"));
//! # let (registrar_key, ballot_box_key) = (text("/registrar_key"), text("/ballot_box_key"));
//! # let issuer = parse_hex::<1216>(text("/inputs/issuer_pkcs8"))?;
//! // The poll: `manifest_note` is from the ballot box, the other three values from an invitation.
//! let note = Note::parse(manifest_note)?;
//! let manifest = Manifest::parse(note.text())?;
//! assert_eq!(manifest.id().to_string(), poll_id);
//! let (registrar_key, ballot_box_key): (VerifierKey, VerifierKey) =
//!     (registrar_key.parse()?, ballot_box_key.parse()?);
//! assert_eq!((&manifest.registrar.key, &manifest.ballot_box.key), (&registrar_key, &ballot_box_key));
//! note.verify(&registrar_key)?;
//! note.verify(&ballot_box_key)?;
//!
//! // The pass: a fresh key, blinded. Key, request and blinding are stored before the request is sent.
//! let ballot_key = BallotKey::generate();
//! let token_key = manifest.token_key();
//! let input = TokenInput::new(ballot_key.nonce(), manifest.challenge_digest(), *token_key.id());
//! let (request, blinding) = request_token(token_key, input)?;
//! # let signer = SecretKey::from_pkcs8_der(&issuer)?;
//! # let response = TokenRequest::parse(request.as_bytes(), token_key)?.sign(&signer)?;
//! # let response = response.as_bytes();
//! // `response` is what the registrar answered to the 259 bytes of the request.
//! let token = finalize_token(token_key, input, &TokenResponse::parse(response)?, &blinding)?;
//!
//! // The ballot: checked as the ballot box will check it, and stored before it is sent.
//! let ids = |ids: &[&str]| ids.iter().map(|id| (*id).to_owned()).collect();
//! let content = Content {
//!     answers: vec![Answer::Choose(ids(&["a"])), Answer::Rank(ids(&["c", "b"])), Answer::Score(vec![5, 0])],
//! };
//! let ballot = Ballot::seal(&ballot_key, token, content.encode(&manifest)?);
//! ballot.verify(&manifest)?;
//!
//! # let ballot_box = SignerKey::from_seed(&manifest.ballot_box.name, parse_hex(text("/ballot_box_seed"))?);
//! # let promised = Promise { poll: manifest.id(), ballot: ballot.hash() };
//! # let answer = statement::sign(&promised, &ballot_box).to_string();
//! // The vote is cast if the answer promises just this ballot.
//! let (promise, _) = statement::open::<Promise>(&answer, &ballot_box_key)?;
//! assert_eq!(promise, Promise { poll: manifest.id(), ballot: ballot.hash() });
//!
//! # let (logged, proof) = (Ballot::parse(&parse_hex::<677>(text("/voters/0/ballot"))?, 256)?, text("/proofs/4"));
//! // Later, the proof that a ballot (here another voter's) stands in the log.
//! let origin = poll_origin(ballot_box_key.name(), &manifest.id());
//! let head = TlogProof::parse(proof)?.verify(&Entry::ballot(logged.hash()), &ballot_box_key, &origin)?;
//! assert_eq!(head.size, 6);
//! # Ok(())
//! # }
//! ```

pub mod ballot;
pub mod blind_rsa;
pub mod content;
pub mod encoding;
pub mod evidence;
pub mod log;
pub mod manifest;
pub mod note;
pub mod precincts;
pub mod receipt;
pub mod statement;
mod strict_ed25519;
pub mod strict_json;
pub mod tally;
pub mod time;
pub mod token;
