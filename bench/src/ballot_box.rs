//! A ballot box of its own, as a process, that takes one poll of stored voters.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Child, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail, ensure};
use cli::client::BallotBox;
use cli::lifeline;
use crypto::encoding::PollId;
use crypto::note::Note;
use crypto::statement::{self, Issuance, Notice, NoticeKind};
use crypto::time::UtcTime;
use e2e::binary::psephos_command;
use e2e::poll::now;
use e2e::{ports, postgres};
use tempfile::TempDir;

use crate::cpu::Meter;
use crate::voters::Voters;

/// The process, ended with SIGKILL when this is dropped, and its data, which go then as well.
pub struct Served<'a> {
    /// Speaks to it.
    pub client: BallotBox,
    voters: &'a Voters,
    process: Option<Child>,
    folder: TempDir,
    database: Option<postgres::Database>,
    database_process: Option<u32>,
}

impl<'a> Served<'a> {
    /// Starts it with the key that the poll of `voters` names, and gives it that poll.
    pub fn start(voters: &'a Voters, on_postgres: bool) -> Result<Self> {
        let folder = tempfile::Builder::new().prefix("psephos-bench-").tempdir()?;
        let database = match on_postgres {
            true => {
                let server = postgres::server().context("set PSEPHOS_TEST_POSTGRES")?;
                Some(postgres::Database::create(&server, "bench"))
            }
            false => None,
        };
        let served = Self::launched(voters, folder, database)?;
        served.post("/api/v1/polls", &voters.note())?;
        Ok(served)
    }

    /// Another ballot box with a copy of its data, which is on the disk by then. This one is ended with SIGKILL and not started again:
    /// what was copied may be copied once more.
    pub fn copy(&mut self) -> Result<Self> {
        self.kill();
        let folder = tempfile::Builder::new().prefix("psephos-bench-").tempdir()?;
        copy(self.folder.path(), folder.path())?;
        Self::launched(self.voters, folder, self.database.as_ref().map(postgres::Database::copy))
    }

    /// Starts it on what is in the folder and in the database.
    fn launched(voters: &'a Voters, folder: TempDir, database: Option<postgres::Database>) -> Result<Self> {
        let database_process = database.as_ref().and_then(postgres::Database::first_process);
        let url = database.as_ref().map_or_else(|| "ballot-box.sqlite".to_owned(), postgres::Database::url);
        let (manifest, port) = (&voters.manifest, ports::free());
        let config = format!(
            "name = {:?}\nlisten = \"127.0.0.1:{port}\"\ndatabase_url = {url:?}\nservice_key_file = {:?}\n\
             state_dir = \"state\"\n\n[[registrars]]\nname = {:?}\nkey = {:?}\n",
            manifest.ballot_box.name.as_str(),
            voters.ballot_box_key_file().canonicalize()?,
            manifest.registrar.name.as_str(),
            manifest.registrar.key.to_string(),
        );
        fs::write(folder.path().join("config.toml"), config)?;
        let client = BallotBox::new(&format!("http://127.0.0.1:{port}"));
        let mut served = Self { client, voters, process: None, folder, database, database_process };
        served.launch()?;
        Ok(served)
    }

    /// Ends it with SIGKILL and starts it again on the same data; how long it took to answer.
    pub fn crash_and_restart(&mut self) -> Result<Duration> {
        self.kill();
        let began = Instant::now();
        self.launch()?;
        Ok(began.elapsed())
    }

    /// What the process uses, and its database server if it has one.
    ///
    /// # Panics
    /// Never: it runs.
    pub fn meter(&self) -> Meter {
        Meter::of(self.process.as_ref().expect("it was launched").id()).with_database(self.database_process)
    }

    /// Bytes on the disk: the database and the records beside it; of PostgreSQL without its write-ahead log.
    pub fn disk(&self) -> std::io::Result<u64> {
        let mut bytes = self.database.as_ref().map_or(0, postgres::Database::size);
        let mut folders = vec![self.folder.path().to_owned()];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder)? {
                let entry = entry?;
                match entry.file_type()?.is_dir() {
                    true => folders.push(entry.path()),
                    false => bytes += entry.metadata()?.len(),
                }
            }
        }
        Ok(bytes)
    }

    /// Gives it another poll, whose voters know the same two services.
    pub fn take(&self, others: &Voters) -> Result<()> {
        self.post("/api/v1/polls", &others.note())
    }

    /// States that each voter got a pass, and closes voting now, as the registrar does.
    pub fn close(&self) -> Result<UtcTime> {
        self.close_poll(self.voters)
    }

    /// The same for the poll of these voters.
    pub fn close_poll(&self, voters: &Voters) -> Result<UtcTime> {
        let (poll, at) = (voters.manifest.id(), now());
        let issuance = Issuance { poll, eligible: voters.manifest.eligible, issued: voters.count(), at };
        let closes = at.plus(CLOSES);
        let notice = Notice {
            poll,
            seq: 1,
            kind: NoticeKind::Close,
            voting_closes: Some(closes),
            reason: "All have voted".to_owned(),
            at,
        };
        let path = format!("/api/v1/polls/{poll}");
        self.post(&format!("{path}/issuance"), &statement::sign(&issuance, &voters.registrar))?;
        self.post(&format!("{path}/notices"), &statement::sign(&notice, &voters.registrar))?;
        Ok(closes)
    }

    /// Waits until so many entries are in the log that there is a full tile: ballots leave the pool on the minute.
    pub fn await_tile(&self) -> Result<()> {
        let (tile, patience) = (tile(&self.voters.manifest.id()), Instant::now() + Duration::from_secs(180));
        while !self.client.http().get(&tile, &[]).is_ok_and(|answer| answer.status == 200) {
            ensure!(Instant::now() < patience, "no tile of the log is full after three minutes");
            sleep(Duration::from_secs(1));
        }
        Ok(())
    }

    /// Waits for the result, and looks that every ballot is in it.
    pub fn await_result(&self) -> Result<()> {
        self.await_result_of(self.voters)
    }

    /// The same for the poll of these voters.
    pub fn await_result_of(&self, voters: &Voters) -> Result<()> {
        let (poll, patience) = (voters.manifest.id(), Instant::now() + PATIENCE);
        loop {
            match self.client.result(&poll) {
                Ok(result) => {
                    let all = format!("\"ballots\":{}", voters.count());
                    ensure!(result.contains(&all), "a ballot is not in the result");
                    return Ok(());
                }
                Err(error) if !error.is_missing() && !error.is_transient() => return Err(error.into()),
                Err(_) => ensure!(Instant::now() < patience, "no result after an hour"),
            }
            sleep(Duration::from_millis(50));
        }
    }

    fn launch(&mut self) -> Result<()> {
        let log = File::options().create(true).append(true).open(self.log())?;
        let process = psephos_command([lifeline::FLAG, "ballot-box", "serve", "--config"])
            .arg(self.folder.path().join("config.toml"))
            .stdin(Stdio::piped())
            .stdout(log.try_clone()?)
            .stderr(log)
            .spawn()?;
        let process = self.process.insert(process);
        let patience = Instant::now() + PATIENCE;
        loop {
            if process.try_wait()?.is_some() || Instant::now() > patience {
                bail!("the ballot box does not answer: {}", fs::read_to_string(self.log())?);
            }
            if self.client.http().get("/readyz", &[]).is_ok_and(|answer| answer.status == 200) {
                return Ok(());
            }
            sleep(Duration::from_millis(5));
        }
    }

    fn log(&self) -> PathBuf {
        self.folder.path().join("log")
    }

    fn post(&self, path: &str, note: &Note) -> Result<()> {
        let headers = [("content-type", "text/plain; charset=utf-8")];
        let answer = self.client.http().send("POST", path, &headers, Some(note.to_string().as_bytes()))?;
        let status = answer.status;
        answer.accepted().with_context(|| format!("{path} answers {status}"))?;
        ensure!(status < 300, "{path} answers {status}");
        Ok(())
    }

    /// Ends it with SIGKILL, and takes its database off the server, which would go on tidying up in it. Its files stay.
    pub fn retire(&mut self) {
        self.kill();
        self.database = None;
    }

    fn kill(&mut self) {
        if let Some(mut process) = self.process.take() {
            // Fails only if it has ended already.
            let _ = process.kill();
            let _ = process.wait();
        }
    }
}

impl Drop for Served<'_> {
    fn drop(&mut self) {
        self.kill();
    }
}

/// Everything in a folder; files are on the disk afterwards, so that none is left to be written while something is measured.
fn copy(from: &Path, to: &Path) -> std::io::Result<()> {
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let file = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            fs::create_dir(&file)?;
            fs::set_permissions(&file, entry.metadata()?.permissions())?;
            copy(&entry.path(), &file)?;
        } else {
            fs::copy(entry.path(), &file)?;
            File::open(&file)?.sync_all()?;
        }
    }
    Ok(())
}

/// Path of the first full tile of a poll's log.
pub fn tile(poll: &PollId) -> String {
    format!("/polls/{poll}/log/tile/0/000")
}

/// Until voting closes, in seconds: a notice must not close it in the past.
const CLOSES: i64 = 2;
/// With a start, and with a result.
const PATIENCE: Duration = Duration::from_secs(3600);
