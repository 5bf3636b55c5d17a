//! CPU time of another process.

use std::fs;
use std::time::Duration;

use anyhow::{Context as _, Result};

/// Reads what a process has used so far.
#[derive(Debug)]
pub struct Meter {
    pid: u32,
}

impl Meter {
    /// Of the process `pid`.
    pub fn of(pid: u32) -> Self {
        Self { pid }
    }

    /// User and system time of all its threads, in steps of a clock tick (usually 10 ms). proc(5), `/proc/<pid>/stat`.
    pub fn read(&self) -> Result<Duration> {
        let stat = fs::read_to_string(format!("/proc/{}/stat", self.pid)).context("the service has ended")?;
        // The second field is the program's name in parentheses, and may hold spaces.
        let (_, fields) = stat.rsplit_once(')').context("an unknown form of /proc/<pid>/stat")?;
        let fields: Vec<&str> = fields.split_whitespace().collect();
        let ticks: u64 = fields[11].parse::<u64>()? + fields[12].parse::<u64>()?;
        let per_second = rustix::param::clock_ticks_per_second();
        Ok(Duration::from_millis(ticks * 1000 / per_second))
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
}
