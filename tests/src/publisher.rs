//! `psephos ballot-box publish` beside a ballot box.

use std::fs::File;
use std::path::Path;
use std::process::{Child, Command, Stdio};

use cli::lifeline;

use crate::binary::psephos_command;

/// The command for one round, with arguments to follow.
pub fn publish(config: &Path, to: &str) -> Command {
    command(&[], config, to)
}

fn command(flags: &[&str], config: &Path, to: &str) -> Command {
    let mut command = psephos_command(flags.iter().chain(&["ballot-box", "publish", "--config"]));
    command.arg(config).args(["--to", to]);
    command
}

/// A mirror that is kept up to date; it ends when this is dropped.
#[derive(Debug)]
pub struct Publisher(Child);

impl Publisher {
    /// Publishes once a second; what it says goes to the file `log`.
    ///
    /// # Panics
    /// If it does not start.
    pub fn watch(config: &Path, to: &str, log: &Path) -> Self {
        let log = File::create(log).expect("the folder can be written");
        let process = command(&[lifeline::FLAG], config, to)
            .args(["--watch", "--every", "1"])
            .stdin(Stdio::piped())
            .stdout(log.try_clone().expect("a file can be shared"))
            .stderr(log)
            .spawn()
            .expect("psephos starts");
        Self(process)
    }
}

impl Drop for Publisher {
    fn drop(&mut self) {
        // Fails only if it has ended already.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}
