//! A mail server that does as it is told, command by command.

use std::io::{BufRead as _, BufReader, Write as _};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};

/// Decides what a recipient is answered, such as `250 OK` or `550 No such user`.
type Verdict = fn(&str) -> &'static str;

/// What a command is answered instead of the usual: a line, [`HANG_UP`], or none. The greeting is asked for by an empty one.
type Mood = fn(&str) -> Option<&'static str>;

/// The server breaks off.
pub(crate) const HANG_UP: &str = "";

/// The server; it lives as long as the process.
pub(crate) struct TestSmtp {
    /// For `smtp_url`.
    pub(crate) url: String,
    log: Arc<Mutex<Log>>,
}

#[derive(Default)]
struct Log {
    taken: Vec<String>,
    heard: Vec<String>,
    calls: usize,
}

impl TestSmtp {
    /// On a free port of loopback.
    pub(crate) fn start(verdict: Verdict) -> Self {
        Self::answering(move |line| is(line, "RCPT").then(|| verdict(line)))
    }

    /// One in a bad mood.
    pub(crate) fn in_mood(mood: Mood) -> Self {
        Self::answering(mood)
    }

    fn answering(answer: impl Fn(&str) -> Option<&'static str> + Send + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("smtp://{}", listener.local_addr().unwrap());
        let log = Arc::new(Mutex::new(Log::default()));
        let (shared, answer) = (Arc::clone(&log), Arc::new(Mutex::new(answer)));
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                shared.lock().unwrap().calls += 1;
                let (shared, answer) = (Arc::clone(&shared), Arc::clone(&answer));
                std::thread::spawn(move || {
                    // The client goes when it likes.
                    drop(serve(stream, &|line| answer.lock().unwrap()(line), &shared));
                });
            }
        });
        Self { url, log }
    }

    /// The mails that were taken, envelope first.
    pub(crate) fn taken(&self) -> Vec<String> {
        self.log.lock().unwrap().taken.clone()
    }

    /// All commands that were given.
    pub(crate) fn heard(&self) -> Vec<String> {
        self.log.lock().unwrap().heard.clone()
    }

    /// How often it was called.
    pub(crate) fn calls(&self) -> usize {
        self.log.lock().unwrap().calls
    }
}

fn is(line: &str, verb: &str) -> bool {
    line.get(..4).is_some_and(|start| start.eq_ignore_ascii_case(verb))
}

fn serve(
    stream: TcpStream,
    answer: &dyn Fn(&str) -> Option<&'static str>,
    log: &Mutex<Log>,
) -> std::io::Result<()> {
    let mut out = stream.try_clone()?;
    // In one piece: a second small packet would wait for the first to be acknowledged.
    let mut say = |line: &str| out.write_all(format!("{line}\r\n").as_bytes());
    let mut lines = BufReader::new(stream).lines();
    let mut envelope = String::new();
    say(answer("").unwrap_or("220 test"))?;
    while let Some(line) = lines.next().transpose()? {
        log.lock().unwrap().heard.push(line.clone());
        let usual = match &line {
            line if is(line, "EHLO") => "250-test\r\n250 AUTH PLAIN",
            line if is(line, "AUTH") => "235 OK",
            line if is(line, "DATA") => "354 go on",
            line if is(line, "QUIT") => "221 bye",
            _ => "250 OK",
        };
        let told = answer(&line).unwrap_or(usual);
        if told == HANG_UP {
            return Ok(());
        }
        say(told)?;
        match &line {
            line if is(line, "MAIL") => envelope = format!("{line}\n"),
            line if is(line, "RCPT") => envelope += &format!("{line}\n"),
            line if is(line, "QUIT") => return Ok(()),
            line if is(line, "DATA") && told.starts_with('3') => {
                let mut mail = envelope.clone();
                for line in lines.by_ref() {
                    let line = line?;
                    if line == "." {
                        break;
                    }
                    mail += &format!("{}\n", line.strip_prefix('.').unwrap_or(&line));
                }
                let told = answer(".").unwrap_or("250 OK");
                if told == HANG_UP {
                    return Ok(());
                }
                if told.starts_with('2') {
                    log.lock().unwrap().taken.push(mail);
                }
                say(told)?;
            }
            _ => {}
        }
    }
    Ok(())
}
