//! Measures what issuing a blind signature costs with the crates that others would take, over HTTP on loopback.
//! Usage: issuers [TOKENS]

mod issuer;
mod load;

use std::io::{BufRead as _, BufReader, Write as _};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::Instant;
use std::{env, fs, io};

use blind_rsa_signatures::reexports::rand::rng;
use issuer::{KeyPair, Kind};

fn main() -> io::Result<()> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["serve", kind] => issuer::serve(Kind::parse(kind)),
        [] => measure(10_000),
        [tokens] => measure(tokens.parse().expect("a number of tokens")),
        _ => panic!("usage: issuers [TOKENS]"),
    }
}

fn measure(tokens: usize) -> io::Result<()> {
    assert!(tokens > 0, "at least one token");
    println!(
        "{tokens} tokens each, {} connections, RSA of 2048 bits, no accounts, nothing stored",
        load::CONNECTIONS
    );
    println!(
        "{:<24} {:>10} {:>22} {:>20} {:>6}",
        "issuer", "tokens/s", "server CPU us/token", "bare operation us", "ratio"
    );
    for kind in Kind::ALL {
        let bare = bare(tokens.clamp(200, 2_000))?;
        let server = Server::start(kind)?;
        let requests = load::Requests::make(kind, server.port, tokens)?;
        // What is done once is not counted: threads, first pages.
        requests.send(server.port, load::CONNECTIONS * 4)?;
        let (before, began) = (server.cpu()?, Instant::now());
        requests.send(server.port, tokens)?;
        let (cpu, elapsed) = (server.cpu()? - before, began.elapsed());
        let each = cpu as f64 / tokens as f64 / 1e3;
        let rate = tokens as f64 / elapsed.as_secs_f64();
        println!("{:<24} {rate:>10.0} {each:>22.0} {bare:>20.0} {:>6.2}", kind.name(), each / bare);
        io::stdout().flush()?;
    }
    Ok(())
}

/// Microseconds of CPU time of the crate's own signing, which both servers use, without any server.
fn bare(times: usize) -> io::Result<f64> {
    let keys = KeyPair::generate(&mut rng(), 2048).expect("a key");
    let message = keys.pk.blind(&mut rng(), b"token").expect("a blinded message").blind_message;
    let sign = || keys.sk.blind_sign(&message).expect("a blind signature");
    (0..20).for_each(|_| drop(sign()));
    let measured = thread::spawn({
        let (keys, message) = (keys.clone(), message.clone());
        move || -> io::Result<u64> {
            let before = on_cpu("/proc/thread-self/schedstat")?;
            (0..times).for_each(|_| drop(keys.sk.blind_sign(&message).expect("a blind signature")));
            Ok(on_cpu("/proc/thread-self/schedstat")? - before)
        }
    });
    let nanoseconds = measured.join().expect("it does not panic")?;
    Ok(nanoseconds as f64 / times as f64 / 1e3)
}

/// An issuer in a process of its own, so that the load is not counted with it.
struct Server {
    process: Child,
    port: u16,
}

impl Server {
    fn start(kind: Kind) -> io::Result<Self> {
        let mut process =
            Command::new(env::current_exe()?).args(["serve", kind.name()]).stdout(Stdio::piped()).spawn()?;
        let mut line = String::new();
        BufReader::new(process.stdout.take().expect("it is piped")).read_line(&mut line)?;
        let port = line.trim().parse().map_err(io::Error::other)?;
        Ok(Self { process, port })
    }

    /// Nanoseconds of all its threads.
    fn cpu(&self) -> io::Result<u64> {
        let tasks = fs::read_dir(format!("/proc/{}/task", self.process.id()))?;
        tasks.map(|task| on_cpu(&task?.path().join("schedstat").display().to_string())).sum()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // Fails only if it has ended already.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// Nanoseconds on a CPU: the first field (Documentation/scheduler/sched-stats.rst).
fn on_cpu(file: &str) -> io::Result<u64> {
    let stat = fs::read_to_string(file)?;
    let first = stat.split_whitespace().next().unwrap_or_default();
    first.parse().map_err(|_| io::Error::other(format!("{file} has an unknown form")))
}
