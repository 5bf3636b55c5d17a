//! `psephos demo`: both real services on this machine, with keys, databases, people and an open poll of their own.

mod folder;
mod people;
mod poll;
mod services;

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context as _, Result};
use crypto::encoding::PollId;
use serde_json::json;
use tokio::signal::unix::{SignalKind, signal};

use crate::client::{BallotBox, Registrar};
use crate::private_file;
use folder::DemoFolder;
use people::People;
use services::Services;

/// Where the demo lives.
#[derive(Debug, clap::Args)]
pub struct Demo {
    /// Folder for the demo's keys, databases, mails and passwords; made if it does not exist.
    #[arg(long, value_name = "DIR", default_value = "./demo-data")]
    pub data: PathBuf,
    /// Port of the registrar on localhost [default: 8001, or that of an existing folder].
    #[arg(long, value_name = "PORT")]
    pub registrar_port: Option<u16>,
    /// Port of the ballot box on 127.0.0.1 [default: 8002, or that of an existing folder].
    #[arg(long, value_name = "PORT")]
    pub ballot_box_port: Option<u16>,
}

/// Starts both services and stays until Ctrl-C, SIGTERM, or the end of one of them.
pub fn run(demo: &Demo) -> Result<()> {
    private_file::folder(&demo.data)
        .with_context(|| format!("cannot make the folder {}", demo.data.display()))?;
    let folder = DemoFolder::open(&demo.data, demo.registrar_port, demo.ballot_box_port)?;
    folder.withdraw_script_file()?;
    folder.ports_are_free()?;
    folder.prepare()?;

    let mut services = Services::start(&folder)?;
    let people = People::settle(&folder)?;
    let registrar = Registrar::new(&folder.registrar_url());
    let ballot_box = BallotBox::new(&folder.ballot_box_url());
    let poll = poll::find_or_publish(&registrar, &ballot_box, &people.admin)?;

    write_script_file(&folder, &people, &poll)?;
    greet(&folder, &people, &poll);
    let ended = wait(&mut services)?;
    services.stop();
    match ended {
        None => Ok(()),
        Some(failure) => Err(failure),
    }
}

/// `DIR/demo.json`, for scripts: it appears when everything it names answers.
fn write_script_file(folder: &DemoFolder, people: &People, poll: &PollId) -> Result<()> {
    let document = json!({
        "registrar": folder.registrar_url(),
        "ballot_box": folder.ballot_box_url(),
        "poll": poll,
        "admin": people.admin,
        "voter": people.voter,
        "outbox": fs::canonicalize(folder.outbox())?,
    });
    private_file::replace(&folder.script_file(), format!("{document:#}\n").as_bytes())
        .with_context(|| format!("cannot write {}", folder.script_file().display()))
}

fn greet(folder: &DemoFolder, people: &People, poll: &PollId) {
    let (registrar, ballot_box) = (folder.registrar_url(), folder.ballot_box_url());
    println!("Psephos demo: nothing here is a real election, and nothing leaves this machine.");
    println!("  Vote       {ballot_box}/polls/{poll}");
    println!(
        "  Register   {registrar}/register   or sign in as {} / {}",
        people.voter.email, people.voter.password
    );
    println!("  Mails      {registrar}/demo/outbox");
    println!("  Organise   {registrar}/admin/polls   as {} / {}", people.admin.email, people.admin.password);
    println!("             with a code from {registrar}/demo/codes");
    println!("  Scripts    {}", folder.script_file().display());
    println!(
        "Stop with Ctrl-C; start again with the same command; reset with: rm -r {}",
        shell_word(folder.path())
    );
}

/// `None` after a signal, else what ended.
fn wait(services: &mut Services) -> Result<Option<anyhow::Error>> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        let mut interrupt = signal(SignalKind::interrupt())?;
        let mut terminate = signal(SignalKind::terminate())?;
        let mut hang_up = signal(SignalKind::hangup())?;
        let mut tick = tokio::time::interval(Duration::from_millis(250));
        loop {
            tokio::select! {
                _ = interrupt.recv() => return Ok(None),
                _ = terminate.recv() => return Ok(None),
                _ = hang_up.recv() => return Ok(None),
                _ = tick.tick() => if let Err(ended) = services.still_run() {
                    return Ok(Some(ended));
                },
            }
        }
    })
}

fn shell_word(path: &Path) -> String {
    let text = path.display().to_string();
    let plain = text.chars().all(|c| c.is_ascii_alphanumeric() || "/._-+".contains(c));
    if plain { text } else { format!("'{}'", text.replace('\'', r"'\''")) }
}
