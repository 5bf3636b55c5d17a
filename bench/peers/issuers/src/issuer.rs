//! The servers: tiny_http with a thread for each core, as its documentation has it, and a key in memory. `GET /` gives the key,
//! `POST /` signs.

use std::io::{self, Read as _};
use std::num::NonZero;
use std::sync::Arc;
use std::thread;

use blind_rsa_signatures::reexports::rand::rng;
use blind_rsa_signatures::{Deterministic, PSS, PublicKey, Sha384};
use privacypass::TruncatedTokenKeyId;
use privacypass::public_tokens::TokenRequest;
use privacypass::public_tokens::server::{IssuerKeyStore, IssuerServer};
use tiny_http::{Method, Response, Server};
use tls_codec::{Deserialize as _, Serialize as _};

pub type KeyPair = blind_rsa_signatures::KeyPair<Sha384, PSS, Deterministic>;
pub type IssuerKey = PublicKey<Sha384, PSS, Deterministic>;

/// Which crate signs.
#[derive(Clone, Copy)]
pub enum Kind {
    /// Blind messages as they are.
    BlindRsaSignatures,
    /// Token requests (RFC 9578), which it answers with the crate above.
    PrivacyPass,
}

impl Kind {
    pub const ALL: [Self; 2] = [Self::BlindRsaSignatures, Self::PrivacyPass];

    pub fn name(self) -> &'static str {
        match self {
            Self::BlindRsaSignatures => "blind-rsa-signatures",
            Self::PrivacyPass => "privacypass",
        }
    }

    pub fn parse(name: &str) -> Self {
        Self::ALL.into_iter().find(|kind| kind.name() == name).expect("the name of an issuer")
    }
}

/// Says its port, and serves until it is killed.
pub fn serve(kind: Kind) -> io::Result<()> {
    let keys = Arc::new(KeyPair::generate(&mut rng(), 2048).map_err(io::Error::other)?);
    let server = Arc::new(Server::http("127.0.0.1:0").map_err(io::Error::other)?);
    println!("{}", server.server_addr().to_ip().expect("it listens on an address").port());
    let threads: Vec<_> = (0..thread::available_parallelism().map_or(2, NonZero::get))
        .map(|_| {
            let (server, keys) = (Arc::clone(&server), Arc::clone(&keys));
            thread::spawn(move || {
                while let Ok(request) = server.recv() {
                    // A client that hangs up is what it may do.
                    let _ = answer(request, kind, &keys);
                }
            })
        })
        .collect();
    threads.into_iter().for_each(|thread| thread.join().expect("it does not panic"));
    Ok(())
}

fn answer(mut request: tiny_http::Request, kind: Kind, keys: &Arc<KeyPair>) -> io::Result<()> {
    if *request.method() == Method::Get {
        return request.respond(Response::from_data(keys.pk.to_spki().map_err(io::Error::other)?));
    }
    let mut body = Vec::new();
    request.as_reader().take(1024).read_to_end(&mut body)?;
    match sign(&body, kind, keys) {
        Some(signature) => request.respond(Response::from_data(signature)),
        None => request.respond(Response::from_string("no request").with_status_code(422)),
    }
}

fn sign(body: &[u8], kind: Kind, keys: &Arc<KeyPair>) -> Option<Vec<u8>> {
    match kind {
        Kind::BlindRsaSignatures => Some(keys.sk.blind_sign(body).ok()?.0),
        Kind::PrivacyPass => {
            let request = TokenRequest::tls_deserialize(&mut &*body).ok()?;
            let store = OneKey(Arc::clone(keys));
            let response = pollster::block_on(IssuerServer::new().issue_token_response(&store, request));
            response.ok()?.tls_serialize_detached().ok()
        }
    }
}

/// The only key there is.
struct OneKey(Arc<KeyPair>);

#[async_trait::async_trait]
impl IssuerKeyStore for OneKey {
    async fn insert(&self, _: TruncatedTokenKeyId, _: KeyPair) -> bool {
        false
    }

    async fn get(&self, _: &TruncatedTokenKeyId) -> Option<KeyPair> {
        Some(KeyPair::clone(&self.0))
    }

    async fn remove(&self, _: &TruncatedTokenKeyId) -> bool {
        false
    }
}
