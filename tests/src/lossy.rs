//! A connection that loses replies: the service acts, and the client never hears of it.

use std::io::{self, Read as _, Write as _};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use crate::services::Door;

/// Passes connections on, and drops the replies to requests whose path ends in a given way.
#[derive(Debug)]
pub struct LossyProxy {
    lost: Arc<Mutex<Option<&'static str>>>,
}

impl LossyProxy {
    /// Stands before the door of a service until the test ends.
    ///
    /// # Panics
    /// If the named port is taken.
    pub fn start(Door { named, listens }: Door) -> Self {
        let listener = TcpListener::bind(("127.0.0.1", named)).expect("a free port");
        let lost = Arc::new(Mutex::new(None));
        let shared = Arc::clone(&lost);
        thread::spawn(move || {
            for client in listener.incoming().map_while(Result::ok) {
                let lost = Arc::clone(&shared);
                // A broken connection is what the client is here to cope with.
                thread::spawn(move || pass_on(client, listens, &lost));
            }
        });
        Self { lost }
    }

    /// From now on no reply to a request for a path that ends so comes back.
    pub fn lose_replies_to(&self, path_end: &'static str) {
        *self.lost.lock().unwrap_or_else(PoisonError::into_inner) = Some(path_end);
    }

    /// From now on everything comes back.
    pub fn lose_nothing(&self) {
        *self.lost.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }
}

/// One request for each connection: the service is asked to close it after its reply.
fn pass_on(mut client: TcpStream, target: u16, lost: &Mutex<Option<&'static str>>) -> io::Result<()> {
    let Some((head, body)) = read_request(&mut client)? else { return Ok(()) };
    let mut lines = head.split("\r\n");
    let request_line = lines.next().unwrap_or_default();
    let kept: Vec<&str> = lines
        .filter(|line| !line.is_empty() && !line.to_ascii_lowercase().starts_with("connection:"))
        .collect();
    let mut service = TcpStream::connect(("127.0.0.1", target))?;
    write!(service, "{request_line}\r\nConnection: close\r\n{}\r\n\r\n", kept.join("\r\n"))?;
    service.write_all(&body)?;
    let mut reply = Vec::new();
    service.read_to_end(&mut reply)?;
    let path = request_line.split(' ').nth(1).unwrap_or_default();
    let loses = lost.lock().unwrap_or_else(PoisonError::into_inner).is_some_and(|end| path.ends_with(end));
    if !loses {
        client.write_all(&reply)?;
    }
    client.shutdown(Shutdown::Both)
}

fn read_request(client: &mut TcpStream) -> io::Result<Option<(String, Vec<u8>)>> {
    let mut bytes = Vec::new();
    let mut buffer = [0; 4096];
    loop {
        let count = client.read(&mut buffer)?;
        if count == 0 {
            return Ok(None);
        }
        bytes.extend_from_slice(&buffer[..count]);
        if let Some(end) = bytes.windows(4).position(|window| window == b"\r\n\r\n") {
            let mut body = bytes.split_off(end + 4);
            let head = String::from_utf8_lossy(&bytes).trim_end().to_owned();
            let length = head.split("\r\n").find_map(|line| {
                let (name, value) = line.split_once(':')?;
                name.eq_ignore_ascii_case("content-length").then(|| value.trim().parse().ok())?
            });
            let missing = length.unwrap_or(0usize).saturating_sub(body.len());
            let mut rest = vec![0; missing];
            client.read_exact(&mut rest)?;
            body.append(&mut rest);
            return Ok(Some((head, body)));
        }
    }
}
