//! CPU time of other processes.

use std::fs;
use std::time::Duration;

use anyhow::{Context as _, Result};

/// Reads what a process, and the database that works for it, have used so far.
#[derive(Debug)]
pub struct Meter {
    pid: u32,
    /// Only the threads of this process whose names begin so.
    threads: Option<&'static str>,
    database: Option<u32>,
}

impl Meter {
    /// Of the process `pid`.
    pub fn of(pid: u32) -> Self {
        Self { pid, threads: None, database: None }
    }

    /// Of those threads of this very process whose names begin with `name`; of 15 letters at most, longer ones are cut.
    pub fn of_threads(name: &'static str) -> Self {
        Self { threads: Some(name), ..Self::of(std::process::id()) }
    }

    /// And of the PostgreSQL server whose first process that is, with all its processes, also those that have ended.
    pub fn with_database(self, first: Option<u32>) -> Self {
        Self { database: first, ..self }
    }

    /// User and system time of all threads, in steps of a clock tick (usually 10 ms).
    pub fn read(&self) -> Result<Duration> {
        let mut ticks = match self.threads {
            None => Stat::of(self.pid)?.own,
            Some(name) => of_threads(name)?,
        };
        if let Some(first) = self.database {
            let stat = Stat::of(first)?;
            ticks += stat.own + stat.of_ended_children + of_children(first)?;
        }
        Ok(Duration::from_millis(ticks * 1000 / rustix::param::clock_ticks_per_second()))
    }

    /// Resident memory now and at most so far, in bytes. proc(5), `/proc/<pid>/status`: VmRSS and VmHWM.
    pub fn memory(&self) -> Result<(u64, u64)> {
        let status =
            fs::read_to_string(format!("/proc/{}/status", self.pid)).context("the service has ended")?;
        let field = |name| {
            let line = status.lines().find_map(|line| line.strip_prefix(name))?;
            Some(line.trim().strip_suffix(" kB")?.parse::<u64>().ok()? * 1024)
        };
        field("VmRSS:").zip(field("VmHWM:")).context("an unknown form of /proc/<pid>/status")
    }

    /// Lets *at most so far* begin again at what is resident now. proc(5), `/proc/<pid>/clear_refs`.
    pub fn forget_peak(&self) -> Result<()> {
        fs::write(format!("/proc/{}/clear_refs", self.pid), "5").context("the peak of memory cannot be reset")
    }
}

/// What `/proc/<pid>/stat` tells, in clock ticks; proc(5).
struct Stat {
    parent: u32,
    own: u64,
    of_ended_children: u64,
}

impl Stat {
    fn of(pid: u32) -> Result<Self> {
        let stat = fs::read_to_string(format!("/proc/{pid}/stat")).context("the service has ended")?;
        Self::parse(&stat)
    }

    fn parse(stat: &str) -> Result<Self> {
        // The second field is the program's name in parentheses, and may hold spaces.
        let (_, fields) = stat.rsplit_once(')').context(UNKNOWN)?;
        let fields: Vec<&str> = fields.split_whitespace().collect();
        let number = |place: usize| -> Result<u64> { Ok(fields.get(place).context(UNKNOWN)?.parse()?) };
        Ok(Self {
            parent: u32::try_from(number(1)?)?,
            own: number(11)? + number(12)?,
            of_ended_children: number(13)? + number(14)?,
        })
    }
}

fn of_threads(name: &str) -> Result<u64> {
    let mut ticks = 0;
    for thread in fs::read_dir("/proc/self/task")? {
        // One that has ended since took hardly any.
        let Ok(stat) = fs::read_to_string(thread?.path().join("stat")) else { continue };
        if stat.split_once('(').is_some_and(|(_, named)| named.starts_with(name)) {
            ticks += Stat::parse(&stat)?.own;
        }
    }
    Ok(ticks)
}

fn of_children(parent: u32) -> Result<u64> {
    let mut ticks = 0;
    for entry in fs::read_dir("/proc")? {
        let pid = entry?.file_name().to_str().and_then(|name| name.parse().ok());
        // One that has ended since stands among the ended ones the next time.
        if let Some(stat) = pid.and_then(|pid| Stat::of(pid).ok()).filter(|stat| stat.parent == parent) {
            ticks += stat.own;
        }
    }
    Ok(ticks)
}

const UNKNOWN: &str = "an unknown form of /proc/<pid>/stat";
