//! A ballot box that countersigns, refuses or stays silent, as a test wishes.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};

use crypto::note::{Note, ServiceName, SignerKey};

/// What it does with what it gets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Mood {
    /// Countersigns manifests and echoes statements.
    Willing,
    /// Answers with this status and title.
    Refusing(u16, &'static str),
    /// Takes what it gets, and its answer is lost.
    Mute,
    /// Answers 201 with the note as it came, not countersigned.
    Careless,
}

/// The ballot box of a test.
pub(crate) struct TestBallotBox {
    pub(crate) name: ServiceName,
    pub(crate) key: SignerKey,
    mood: Arc<Mutex<Mood>>,
    received: Arc<Mutex<Vec<(String, String)>>>,
}

impl TestBallotBox {
    /// Willing, on a free port of 127.0.0.1; its thread ends with the test's process.
    pub(crate) fn open() -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
        let name: ServiceName = listener.local_addr().unwrap().to_string().parse().unwrap();
        let key = SignerKey::from_seed(&name, [7; 32]);
        let (mood, received) = (Arc::new(Mutex::new(Mood::Willing)), Arc::new(Mutex::new(Vec::new())));
        let this = Self { name, key: key.clone(), mood: Arc::clone(&mood), received: Arc::clone(&received) };
        std::thread::spawn(move || {
            let mut took = false;
            for stream in listener.incoming().flatten() {
                let Some((path, body)) = read(&stream) else { continue };
                let mood = mood.lock().unwrap().clone();
                let offered = took && path.ends_with("/manifest");
                took |= matches!(mood, Mood::Willing | Mood::Mute) && path == "/api/v1/polls";
                received.lock().unwrap().push((path.clone(), body.clone()));
                answer(&stream, &mood, &path, body, &key, offered);
            }
        });
        this
    }

    /// From now on.
    pub(crate) fn be(&self, mood: Mood) {
        *self.mood.lock().unwrap() = mood;
    }

    /// What came, with the end of its path.
    pub(crate) fn received(&self, path_end: &str) -> Vec<String> {
        let received = self.received.lock().unwrap();
        received.iter().filter(|(path, _)| path.ends_with(path_end)).map(|(_, body)| body.clone()).collect()
    }

    /// The origin of its pages.
    pub(crate) fn url(&self) -> String {
        self.name.url()
    }
}

fn read(stream: &TcpStream) -> Option<(String, String)> {
    let mut reader = BufReader::new(stream);
    let mut line = String::new();
    reader.read_line(&mut line).ok()?;
    let path = line.split(' ').nth(1)?.to_owned();
    let mut length = 0;
    loop {
        let mut header = String::new();
        reader.read_line(&mut header).ok()?;
        if header.trim().is_empty() {
            break;
        }
        if let Some(value) = header.to_lowercase().strip_prefix("content-length:") {
            length = value.trim().parse().ok()?;
        }
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body).ok()?;
    Some((path, String::from_utf8(body).ok()?))
}

fn answer(mut stream: &TcpStream, mood: &Mood, path: &str, body: String, key: &SignerKey, offered: bool) {
    let (status, body) = match mood {
        Mood::Mute => return,
        // Asked whether it has a poll: it has what it was offered before it began to refuse.
        Mood::Refusing(..) if path.ends_with("/manifest") && !offered => (404, String::new()),
        Mood::Refusing(..) if path.ends_with("/manifest") => (200, String::new()),
        Mood::Refusing(status, title) => (*status, format!("{{\"title\":\"{title}\"}}")),
        Mood::Careless => (201, body),
        Mood::Willing if path == "/api/v1/polls" => {
            let mut note = Note::parse(&body).unwrap();
            note.countersign(key).unwrap();
            (201, note.to_string())
        }
        Mood::Willing if body.is_empty() && path.starts_with("/api/v1/polls/") => {
            (200, "{\"phase\":\"voting\",\"ballots\":17,\"more\":[]}".to_owned())
        }
        Mood::Willing => (201, body),
    };
    let head = format!("HTTP/1.1 {status} X\r\nContent-Length: {}\r\nConnection: close\r\n\r\n", body.len());
    let _ = stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(body.as_bytes()));
}
