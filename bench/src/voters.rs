//! Voters of one poll, made once and kept in a folder: every pass drawn through the real blind signature, every ballot
//! sealed by its own one-time key. Making a million takes twenty minutes of CPU time, so they are used again and again.
//!
//! ```text
//! <store>/<kind>/registrar.key, ballot-box.key   seeds of the services' keys, base64
//!                issuer.der                      the poll's private key (PKCS #8)
//!                manifest                        the poll
//!                ballots                         one behind the other, all of one length
//! ```

use std::fs::{self, File};
use std::io::{ErrorKind, Write as _};
use std::os::unix::fs::FileExt as _;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, ensure};
use cli::private_file;
use crypto::ballot::{Ballot, BallotKey, ballot_length};
use crypto::blind_rsa::SecretKey;
use crypto::content::{Content, longest_content};
use crypto::encoding::{b64, b64url, parse_b64};
use crypto::manifest::{Issuer, Manifest, ManifestBody, ResultsPolicy, Service};
use crypto::note::{Note, ServiceName, SignerKey};
use crypto::token::{TokenInput, TokenKey, finalize_token, request_token};
use e2e::poll::{DAY, now};
use rayon::prelude::*;

use crate::kind::Kind;
use crate::table;

/// The voters, and whoever runs their poll.
pub struct Voters {
    /// The poll, not signed by anybody.
    pub manifest: Manifest,
    /// Signs the manifest and what the registrar states.
    pub registrar: SignerKey,
    /// Signs as the ballot box.
    pub ballot_box: SignerKey,
    kind: Kind,
    issuer: SecretKey,
    folder: PathBuf,
    ballots: File,
    count: u64,
}

impl Voters {
    /// At least `count` voters from the folder `store`, of whom exactly so many are used. Those that are missing are made, on
    /// all cores; whoever interrupts that goes on from there the next time.
    pub fn of(store: &Path, kind: Kind, count: u64) -> Result<Self> {
        let folder = store.join(kind.name());
        private_file::folder(&folder).with_context(|| format!("cannot use {}", folder.display()))?;
        let ballots = File::options().create(true).append(true).read(true).open(folder.join("ballots"))?;
        ballots.try_lock().with_context(|| format!("voters are being made in {}", folder.display()))?;
        let (registrar, ballot_box) =
            (key(&folder, "registrar", REGISTRAR)?, key(&folder, "ballot-box", BALLOT_BOX)?);
        let issuer = issuer(&folder)?;
        let manifest = manifest(&folder, kind, [&registrar, &ballot_box], &issuer)?;
        let voters = Self { manifest, registrar, ballot_box, kind, issuer, folder, ballots, count };
        voters.make_missing()?;
        // Whoever makes more adds them at the end: those that are there can be read by many.
        voters.ballots.unlock()?;
        Ok(voters)
    }

    /// How many there are.
    pub fn count(&self) -> u64 {
        self.count
    }

    /// Length of each ballot, in bytes.
    pub fn ballot_length(&self) -> usize {
        ballot_length(self.manifest.content_size)
    }

    /// The ballot of the voter with that number, from 0.
    pub fn ballot(&self, voter: u64) -> std::io::Result<Vec<u8>> {
        let mut ballot = vec![0; self.ballot_length()];
        self.ballots.read_exact_at(&mut ballot, voter * self.ballot_length() as u64)?;
        Ok(ballot)
    }

    /// The first ballots, at most `most`.
    pub fn first(&self, most: u64) -> std::io::Result<Vec<Vec<u8>>> {
        (0..most.min(self.count)).map(|voter| self.ballot(voter)).collect()
    }

    /// The manifest as the registrar posts it.
    pub fn note(&self) -> Note {
        Note::sign(self.manifest.text().to_owned(), &self.registrar)
    }

    /// Signs passes.
    pub fn issuer(&self) -> &SecretKey {
        &self.issuer
    }

    /// File with the seed of the ballot box's key, as its configuration names it.
    pub fn ballot_box_key_file(&self) -> PathBuf {
        self.folder.join("ballot-box.key")
    }

    /// In portions, so that memory stays as it is however many there are.
    fn make_missing(&self) -> Result<()> {
        let length = self.ballot_length() as u64;
        let made = self.ballots.metadata()?.len() / length;
        // The last one may have been cut off in the middle.
        self.ballots.set_len(made * length)?;
        if made >= self.count {
            return Ok(());
        }
        let bar = table::bar("voters get a pass and seal a ballot", self.count)?;
        bar.set_position(made);
        bar.reset_eta();
        let mut made = made;
        while made < self.count {
            let portion = made..self.count.min(made + PORTION);
            let ballots: Vec<Vec<u8>> =
                portion.clone().into_par_iter().map(|voter| self.make(voter)).collect::<Result<_>>()?;
            (&self.ballots).write_all(&ballots.concat())?;
            made = portion.end;
            bar.set_position(made);
        }
        bar.finish_and_clear();
        Ok(self.ballots.sync_all()?)
    }

    fn make(&self, voter: u64) -> Result<Vec<u8>> {
        let (key, token_key) = (BallotKey::generate(), self.manifest.token_key());
        let input = TokenInput::new(key.nonce(), self.manifest.challenge_digest(), *token_key.id());
        let (request, blinding) = request_token(token_key, input)?;
        let response = request.sign(&self.issuer)?;
        let token = finalize_token(token_key, input, &response, &blinding)?;
        let content = Content { answers: self.kind.answers(voter) }.encode(&self.manifest)?;
        Ok(Ballot::seal(&key, token, content).to_bytes())
    }
}

/// The key of a service, made if it is missing.
fn key(folder: &Path, file: &str, name: &str) -> Result<SignerKey> {
    let (path, name) = (folder.join(file).with_extension("key"), name.parse::<ServiceName>()?);
    let seed = kept(&path, || Ok(b64(SignerKey::generate(&name).seed().as_slice()).into_bytes()))?;
    let seed = parse_b64(std::str::from_utf8(&seed)?).ok().and_then(|seed| <[u8; 32]>::try_from(seed).ok());
    Ok(SignerKey::from_seed(&name, seed.with_context(|| format!("{} holds no key", path.display()))?))
}

/// The poll's private key, made if it is missing.
fn issuer(folder: &Path) -> Result<SecretKey> {
    let path = folder.join("issuer.der");
    let der = kept(&path, || Ok(SecretKey::generate(2048)?.to_pkcs8_der().to_vec()))?;
    SecretKey::from_pkcs8_der(&der).with_context(|| format!("{} holds no key", path.display()))
}

/// The poll, made if it is missing: it mixes like a real one, and takes ballots from now on for ten years.
fn manifest(folder: &Path, kind: Kind, signers: [&SignerKey; 2], issuer: &SecretKey) -> Result<Manifest> {
    let path = folder.join("manifest");
    let text = kept(&path, || {
        let [registrar, ballot_box] = signers.map(|key| -> Result<Service> {
            let name: ServiceName = key.verifier().name().parse()?;
            Ok(Service { url: name.url(), name, key: key.verifier().clone() })
        });
        let (opens, closes) = (now(), now().plus(3650 * DAY));
        let questions = kind.questions();
        let body = ManifestBody {
            slug: None,
            title: "A large poll".into(),
            description: "".into(),
            languages: vec!["en".to_owned()],
            // Others may not be closed within the hour.
            test: true,
            registrar: registrar?,
            ballot_box: ballot_box?,
            token: Issuer { kind: 2, key: b64url(TokenKey::from_public(issuer.public())?.spki()) },
            eligible: Some(u64::from(u32::MAX)),
            late_additions: false,
            issuance_opens: opens,
            issuance_closes: closes,
            voting_opens: opens,
            voting_closes: closes,
            results: ResultsPolicy::AfterClose,
            mix: 20,
            content_size: u16::try_from(longest_content(&questions))?,
            witnesses: Vec::new(),
            quorum: 0,
            questions,
        };
        Ok(body.seal()?.text().to_owned().into_bytes())
    })?;
    let manifest = Manifest::parse(std::str::from_utf8(&text)?)
        .with_context(|| format!("{} is of another version: remove the store", path.display()))?;
    ensure!(
        manifest.questions == kind.questions(),
        "{} is of another poll: remove the store",
        path.display()
    );
    Ok(manifest)
}

/// What the file holds; if there is none, what `make` makes, from then on.
fn kept(path: &Path, make: impl FnOnce() -> Result<Vec<u8>>) -> Result<Vec<u8>> {
    match fs::read(path) {
        Err(error) if error.kind() == ErrorKind::NotFound => {
            let bytes = make()?;
            private_file::create(path, &bytes)?;
            Ok(bytes)
        }
        read => read.with_context(|| format!("cannot read {}", path.display())),
    }
}

const REGISTRAR: &str = "registrar.example.org";
const BALLOT_BOX: &str = "ballots.example.net";
/// Ballots that are made at a time: some ten megabytes at most.
const PORTION: u64 = 8192;
