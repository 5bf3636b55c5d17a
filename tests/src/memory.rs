//! What a running process has in its memory: everything that it can read, its stacks, its heap with what was given back, and
//! the files that it has mapped.

use std::fs::{self, File};
use std::io::{self, Read as _, Seek as _, SeekFrom};
use std::ops::Range;

use memchr::memmem;

/// A process whose memory can be read.
#[derive(Debug)]
pub struct Memory {
    pid: u32,
}

impl Memory {
    /// `None`, and loud about it, where this is not allowed: it takes root, or the right to trace processes (CAP_SYS_PTRACE).
    pub fn of(pid: u32) -> Option<Self> {
        let memory = Self { pid };
        match memory.regions().and_then(|regions| memory.holds(&regions[..1], &[])) {
            Ok(_) => Some(memory),
            Err(error) => {
                eprintln!(
                    "SKIPPED: the memory of process {pid} cannot be read ({error}): nobody has looked there for traces of \
                     voters. Run this test as root."
                );
                None
            }
        }
    }

    /// Which of the needles are in it, in their order; with the names of the regions.
    ///
    /// # Panics
    /// If the process has ended.
    pub fn finds(&self, needles: &[Vec<u8>]) -> Vec<Option<String>> {
        let regions = self.regions().expect("the process runs");
        self.holds(&regions, needles).expect("its memory can be read")
    }

    fn holds(&self, regions: &[Region], needles: &[Vec<u8>]) -> io::Result<Vec<Option<String>>> {
        let mut file = File::open(format!("/proc/{}/mem", self.pid))?;
        let mut found = vec![None; needles.len()];
        for region in regions {
            let mut bytes = Vec::new();
            file.seek(SeekFrom::Start(region.place.start))?;
            let length = region.place.end - region.place.start;
            // A region may be given back while this reads, and the kernel keeps some pages to itself.
            let _ = file.by_ref().take(length).read_to_end(&mut bytes);
            for (needle, place) in needles.iter().zip(&mut found) {
                if place.is_none() && memmem::find(&bytes, needle).is_some() {
                    *place = Some(region.name.clone());
                }
            }
        }
        Ok(found)
    }

    /// What `/proc/<pid>/maps` lists as readable (proc_pid_maps(5)).
    fn regions(&self) -> io::Result<Vec<Region>> {
        let listed = fs::read_to_string(format!("/proc/{}/maps", self.pid))?;
        let readable = listed.lines().filter_map(Region::parse).filter(|region| region.name != "[vvar]");
        Ok(readable.collect())
    }
}

struct Region {
    place: Range<u64>,
    name: String,
}

impl Region {
    /// `<start>-<end> <rights> <offset> <device> <inode> [<name>]`, hexadecimal; none if it cannot be read.
    fn parse(line: &str) -> Option<Self> {
        let (place, rest) = line.split_once(' ')?;
        let (start, end) = place.split_once('-')?;
        let number = |text| u64::from_str_radix(text, 16).ok();
        let name = rest.split_whitespace().nth(4).unwrap_or("memory without a name").to_owned();
        rest.starts_with('r').then_some(Self { place: number(start)?..number(end)?, name })
    }
}
