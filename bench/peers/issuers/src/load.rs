//! The load: so many connections that are kept open, each with one request at a time.

use std::io::{self, BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use blind_rsa_signatures::reexports::rand::rng;
use blind_rsa_signatures::{BlindSignature, BlindingResult};
use privacypass::TokenType;
use privacypass::auth::authenticate::TokenChallenge;
use privacypass::public_tokens::{TokenRequest, TokenResponse, TokenState};
use tls_codec::{Deserialize as _, Serialize as _};

use crate::issuer::{IssuerKey, Kind};

/// What was asked for, and what an answer to it is checked with.
enum Asked {
    Blind(Box<IssuerKey>, BlindingResult),
    Token(Box<TokenState>),
}

pub struct Requests(Vec<(Vec<u8>, Asked)>);

impl Requests {
    /// Made beforehand, some thousand at most, which are sent again and again.
    pub fn make(kind: Kind, port: u16, tokens: usize) -> io::Result<Self> {
        let key = Connection::open(port)?.ask(b"GET / HTTP/1.1\r\nHost: a\r\n\r\n")?;
        let key = IssuerKey::from_spki(&key).map_err(io::Error::other)?;
        let challenge = TokenChallenge::new(TokenType::Public, "a", None, &["a".to_owned()]);
        let one = |_| match kind {
            Kind::BlindRsaSignatures => {
                let blinding = key.blind(&mut rng(), MESSAGE).map_err(io::Error::other)?;
                Ok((blinding.blind_message.0.clone(), Asked::Blind(Box::new(key.clone()), blinding)))
            }
            Kind::PrivacyPass => {
                let made =
                    TokenRequest::new(&mut rng(), key.clone(), &challenge).map_err(io::Error::other)?;
                let body = made.0.tls_serialize_detached().map_err(io::Error::other)?;
                Ok((body, Asked::Token(Box::new(made.1))))
            }
        };
        (0..tokens.min(1_000)).map(one).collect::<io::Result<_>>().map(Self)
    }

    /// Sends so many, and checks every hundredth answer as whoever asked would.
    pub fn send(&self, port: u16, tokens: usize) -> io::Result<()> {
        let next = AtomicUsize::new(0);
        thread::scope(|scope| {
            let clients: Vec<_> = (0..CONNECTIONS)
                .map(|_| {
                    scope.spawn(|| {
                        let mut connection = Connection::open(port)?;
                        loop {
                            let number = next.fetch_add(1, Ordering::Relaxed);
                            if number >= tokens {
                                return Ok(());
                            }
                            let (body, asked) = &self.0[number % self.0.len()];
                            let head = format!(
                                "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: {}\r\n\r\n",
                                body.len()
                            );
                            let answer = connection.ask(&[head.as_bytes(), body].concat())?;
                            if number % 100 == 0 && !asked.is_answered_by(&answer) {
                                return Err(io::Error::other("an answer that is no signature"));
                            }
                        }
                    })
                })
                .collect();
            clients.into_iter().try_for_each(|client| client.join().expect("it does not panic"))
        })
    }
}

impl Asked {
    fn is_answered_by(&self, answer: &[u8]) -> bool {
        match self {
            Self::Blind(key, blinding) => {
                let signature = BlindSignature(answer.to_vec());
                // It verifies what it makes.
                key.finalize(&signature, blinding, MESSAGE).is_ok()
            }
            Self::Token(state) => TokenResponse::tls_deserialize(&mut &*answer)
                .is_ok_and(|response| response.issue_token(state).is_ok()),
        }
    }
}

/// One that is kept open.
struct Connection(BufReader<TcpStream>);

impl Connection {
    fn open(port: u16) -> io::Result<Self> {
        let stream = TcpStream::connect(("127.0.0.1", port))?;
        stream.set_nodelay(true)?;
        Ok(Self(BufReader::new(stream)))
    }

    /// The body of an answer of status 200, whose length is told.
    fn ask(&mut self, request: &[u8]) -> io::Result<Vec<u8>> {
        self.0.get_mut().write_all(request)?;
        let (mut status, mut length) = (String::new(), None);
        self.0.read_line(&mut status)?;
        loop {
            let mut line = String::new();
            self.0.read_line(&mut line)?;
            match line.trim_end().split_once(':') {
                Some((name, value)) if name.eq_ignore_ascii_case("content-length") => {
                    length = value.trim().parse().ok()
                }
                Some(_) => {}
                None => break,
            }
        }
        let mut body = vec![0; length.unwrap_or(0)];
        self.0.read_exact(&mut body)?;
        if status.split(' ').nth(1) == Some("200") { Ok(body) } else { Err(io::Error::other(status)) }
    }
}

const MESSAGE: &[u8] = b"a token";
/// As many requests are under way at a time.
pub const CONNECTIONS: usize = 16;
