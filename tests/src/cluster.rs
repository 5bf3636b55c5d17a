//! Two PostgreSQL servers of a test's own: a primary, and a standby that has got whatever the primary answers. Each has the configuration
//! of `deploy/postgresql/` as it is delivered; ports and folders are the test's own.
//!
//! They run without `fsync`, which is honest here: what is killed are processes, and what a process has written the kernel keeps.
//! Only a machine that loses its power loses that, and with `fsync` it keeps it as well.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, geteuid, kill_process};
use tempfile::TempDir;

use crate::{binary, ports};

/// Both servers; they end when this is dropped, and when the test is killed.
#[derive(Debug)]
pub struct Cluster {
    primary: Server,
    standby: Server,
    _folder: TempDir,
}

#[derive(Debug)]
struct Server {
    port: u16,
    data: PathBuf,
    process: Option<Child>,
}

impl Cluster {
    /// Starts both, and waits until the standby is synchronous: from then on no commit is answered that it has not got.
    ///
    /// # Panics
    /// If PostgreSQL's programs are missing or do not start.
    pub fn start() -> Self {
        let folder =
            tempfile::Builder::new().prefix("psephos-").tempdir().expect("there is room for a folder");
        if geteuid().is_root() {
            // PostgreSQL refuses to run as root.
            run(Command::new("chown").arg("postgres").arg(folder.path()));
        }
        let server =
            |name: &str| Server { port: ports::free(), data: folder.path().join(name), process: None };
        let (mut primary, mut standby) = (server("primary"), server("standby"));
        run(program("initdb")
            .args(["--auth=trust", "--username=postgres", "--encoding=UTF8", "--no-locale", "--no-sync"])
            .arg("--pgdata")
            .arg(&primary.data));
        primary.configure("primary.conf");
        primary.start();
        run(program("pg_basebackup")
            .args(["--checkpoint=fast", "--no-sync", "--write-recovery-conf", "--dbname"])
            .arg(format!("host=127.0.0.1 port={} user=postgres application_name=standby", primary.port))
            .arg("--pgdata")
            .arg(&standby.data));
        standby.configure("standby.conf");
        standby.start();
        primary.await_answer("SELECT sync_state FROM pg_stat_replication", "sync");
        Self { primary, standby, _folder: folder }
    }

    /// For `database_url`, without a database: whichever of the two takes writes.
    pub fn url(&self) -> String {
        let (primary, standby) = (self.primary.port, self.standby.port);
        format!(
            "postgres://postgres@127.0.0.1:{primary},127.0.0.1:{standby}?target_session_attrs=read-write&connect_timeout=5"
        )
    }

    /// Ends the primary with SIGKILL, with all its processes.
    ///
    /// # Panics
    /// If it does not run.
    pub fn kill_primary(&mut self) {
        let mut postmaster = self.primary.process.take().expect("the primary runs");
        let children = children(postmaster.id());
        postmaster.kill().expect("a child can be killed");
        for child in children {
            // Fails only if it has ended since.
            let _ = kill_process(child, Signal::KILL);
        }
        postmaster.wait().expect("a child can be waited for");
    }

    /// Lets the standby take the primary's place; it takes writes when this returns.
    pub fn promote(&self) {
        run(program("pg_ctl").args(["promote", "--wait", "--silent", "--pgdata"]).arg(&self.standby.data));
    }
}

impl Server {
    /// Reads what is delivered under this name, besides what it has, where Debian's servers read `conf.d`.
    fn configure(&self, delivered: &str) {
        let text = fs::read_to_string(binary::file("../deploy/postgresql").join(delivered));
        let folder = self.data.join("conf.d");
        // The standby was given that of the primary.
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir(&folder).expect("the folder can be written");
        fs::write(folder.join(delivered), text.expect("it is delivered")).expect("the folder can be written");
        fs::write(self.data.join("postgresql.conf"), "include_dir = 'conf.d'\n")
            .expect("the folder can be written");
    }

    fn start(&mut self) {
        let log = File::create(self.data.with_extension("log")).expect("the folder can be written");
        let folder = self.data.parent().expect("the data are in a folder");
        let settings = [
            "fsync=off".to_owned(),
            "listen_addresses=127.0.0.1".to_owned(),
            format!("port={}", self.port),
            format!("unix_socket_directories={}", folder.display()),
        ];
        let process = program("postgres")
            .arg("-D")
            .arg(&self.data)
            .args(settings.iter().flat_map(|setting| ["-c", setting]))
            .stdin(Stdio::null())
            .stdout(log.try_clone().expect("a file can be shared"))
            .stderr(log)
            .spawn()
            .expect("setpriv starts");
        self.process = Some(process);
        self.await_answer("SELECT 1", "1");
    }

    /// Waits until a query gives that one value.
    fn await_answer(&mut self, sql: &str, wanted: &str) {
        let patience = Instant::now() + Duration::from_secs(60);
        loop {
            let said = match self.try_ask(sql) {
                Ok(answer) if answer == wanted => return,
                Ok(other) | Err(other) => other,
            };
            let ended =
                self.process.as_mut().and_then(|child| child.try_wait().expect("a child can be asked"));
            let log = || fs::read_to_string(self.data.with_extension("log")).unwrap_or_default();
            assert!(ended.is_none(), "PostgreSQL has ended: {}", log());
            assert!(Instant::now() < patience, "{sql}: {said}\n{}", log());
            sleep(Duration::from_millis(50));
        }
    }

    fn try_ask(&self, sql: &str) -> Result<String, String> {
        let url = format!("postgres://postgres@127.0.0.1:{}/postgres", self.port);
        let answer = Command::new("psql")
            .args(["--no-psqlrc", "--tuples-only", "--no-align", "--dbname", &url, "--command", sql])
            .output()
            .expect("psql starts");
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).trim().to_owned();
        if answer.status.success() { Ok(text(&answer.stdout)) } else { Err(text(&answer.stderr)) }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        if let Some(mut process) = self.process.take() {
            // The immediate shutdown. Both fail only if it has ended already.
            let _ = kill_process(Pid::from_child(&process), Signal::QUIT);
            let _ = process.wait();
        }
    }
}

/// One of PostgreSQL's own programs, as a user that it runs as; it ends with this thread.
fn program(name: &str) -> Command {
    let mut command = Command::new("setpriv");
    command.arg("--pdeathsig=QUIT");
    if geteuid().is_root() {
        command.args(["--reuid=postgres", "--regid=postgres", "--init-groups"]);
    }
    // Where everybody may look.
    command.current_dir("/").arg("--").arg(programs().join(name));
    command
}

/// The folder of the newest version that Debian's packages have put there.
fn programs() -> PathBuf {
    let versions = fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let number = |path: &Path| path.file_name()?.to_str()?.parse::<u32>().ok();
    let newest = versions.map(|entry| entry.path()).max_by_key(|path| number(path));
    let bin = newest.map(|version| version.join("bin")).filter(|bin| bin.join("initdb").is_file());
    bin.expect("PostgreSQL's programs are missing: apt-get install postgresql")
}

fn run(command: &mut Command) {
    let done = command.stdin(Stdio::null()).output().unwrap_or_else(|error| panic!("{command:?}: {error}"));
    assert!(done.status.success(), "{command:?}: {}", String::from_utf8_lossy(&done.stderr));
}

/// The processes that a process has started.
fn children(parent: u32) -> Vec<Pid> {
    let processes = fs::read_dir("/proc").expect("Linux tells of its processes").flatten();
    let child = |entry: fs::DirEntry| {
        let number: i32 = entry.file_name().to_str()?.parse().ok()?;
        let stat = fs::read_to_string(entry.path().join("stat")).ok()?;
        // `pid (name) state parent ..`, and a name may hold anything.
        let (_, rest) = stat.rsplit_once(") ")?;
        let is_child = rest.split(' ').nth(1)?.parse() == Ok(parent);
        is_child.then(|| Pid::from_raw(number)).flatten()
    };
    processes.filter_map(child).collect()
}
