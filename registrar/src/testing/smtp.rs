//! A mail server that does as it is told, recipient by recipient.

use std::io::{BufRead as _, BufReader, Write as _};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};

/// Decides what a recipient is answered, such as `250 OK` or `550 No such user`.
type Verdict = fn(&str) -> &'static str;

/// The server; it lives as long as the process.
pub(crate) struct TestSmtp {
    /// For `smtp_url`.
    pub(crate) url: String,
    taken: Arc<Mutex<Vec<String>>>,
}

impl TestSmtp {
    /// On a free port of loopback.
    pub(crate) fn start(verdict: Verdict) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("smtp://{}", listener.local_addr().unwrap());
        let taken = Arc::new(Mutex::new(Vec::new()));
        let shared = Arc::clone(&taken);
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                // The client goes when it likes.
                drop(serve(stream, verdict, &shared));
            }
        });
        Self { url, taken }
    }

    /// The mails that were taken, envelope first.
    pub(crate) fn taken(&self) -> Vec<String> {
        self.taken.lock().unwrap().clone()
    }
}

fn serve(stream: TcpStream, verdict: Verdict, taken: &Mutex<Vec<String>>) -> std::io::Result<()> {
    let mut out = stream.try_clone()?;
    let mut lines = BufReader::new(stream).lines();
    let mut envelope = String::new();
    write!(out, "220 test\r\n")?;
    while let Some(line) = lines.next().transpose()? {
        let verb: String = line.chars().take(4).collect::<String>().to_uppercase();
        let answer = match verb.as_str() {
            "MAIL" => {
                envelope = format!("{line}\n");
                "250 OK"
            }
            "RCPT" => {
                envelope += &format!("{line}\n");
                verdict(&line)
            }
            "DATA" => {
                write!(out, "354 go on\r\n")?;
                let mut mail = envelope.clone();
                for line in lines.by_ref() {
                    let line = line?;
                    if line == "." {
                        break;
                    }
                    mail += &format!("{line}\n");
                }
                taken.lock().unwrap().push(mail);
                "250 OK"
            }
            "QUIT" => return write!(out, "221 bye\r\n"),
            _ => "250 OK",
        };
        // In one piece: a second small packet would wait for the first to be acknowledged.
        out.write_all(format!("{answer}\r\n").as_bytes())?;
    }
    Ok(())
}
