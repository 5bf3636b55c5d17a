//! The two services as child processes of the demo.

use std::fs::{self, File, OpenOptions};
use std::os::unix::fs::OpenOptionsExt as _;
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, anyhow};

use super::folder::DemoFolder;
use crate::client::Http;
use crate::lifeline;

/// Both services; dropping them closes their lifelines, and they stop.
#[derive(Debug)]
pub(super) struct Services {
    running: Vec<Service>,
}

#[derive(Debug)]
struct Service {
    name: &'static str,
    process: Child,
    log: std::path::PathBuf,
}

impl Services {
    /// Starts both and waits until both answer.
    pub(super) fn start(folder: &DemoFolder) -> Result<Self> {
        let mut services = Self { running: Vec::new() };
        for name in ["ballot-box", "registrar"] {
            services.running.push(Service::start(folder, name)?);
        }
        for url in [folder.ballot_box_url(), folder.registrar_url()] {
            services.await_answer(&Http::new(&url))?;
        }
        Ok(services)
    }

    /// Fails, with the end of its log, if one of them has ended.
    pub(super) fn still_run(&mut self) -> Result<()> {
        self.running.iter_mut().try_for_each(Service::still_runs)
    }

    /// Asks both to stop and waits for them, a few seconds at most.
    pub(super) fn stop(mut self) {
        for service in &mut self.running {
            drop(service.process.stdin.take());
        }
        let patience = Instant::now() + STOP_PATIENCE;
        for service in &mut self.running {
            while Instant::now() < patience && matches!(service.process.try_wait(), Ok(None)) {
                sleep(Duration::from_millis(20));
            }
        }
    }

    fn await_answer(&mut self, http: &Http) -> Result<()> {
        let patience = Instant::now() + START_PATIENCE;
        loop {
            self.still_run()?;
            match http.get("/readyz", &[]) {
                Ok(answer) if answer.status == 200 => return Ok(()),
                _ if Instant::now() > patience => {
                    return Err(anyhow!("{} does not answer after {START_PATIENCE:?}", http.base()));
                }
                _ => sleep(Duration::from_millis(20)),
            }
        }
    }
}

impl Drop for Services {
    /// A service that did not follow its lifeline in time must not outlive the demo.
    fn drop(&mut self) {
        for service in &mut self.running {
            if matches!(service.process.try_wait(), Ok(None)) {
                // Either fails only if the process has ended.
                let _ = service.process.kill();
                let _ = service.process.wait();
            }
        }
    }
}

impl Service {
    fn start(folder: &DemoFolder, name: &'static str) -> Result<Self> {
        let log = folder.log(name);
        let file = private_log(&log).with_context(|| format!("cannot write {}", log.display()))?;
        let mut command = Command::new(std::env::current_exe()?);
        command.arg(lifeline::FLAG).args([name, "serve", "--config"]).arg(folder.config(name));
        // The folder's configuration is the whole truth: settings of a real service in this shell stay out.
        for (variable, _) in std::env::vars_os() {
            if variable.to_str().is_some_and(|it| it.starts_with("PSEPHOS_")) {
                command.env_remove(&variable);
            }
        }
        let process = command
            .stdin(Stdio::piped())
            .stdout(file.try_clone()?)
            .stderr(file)
            .spawn()
            .with_context(|| format!("cannot start the {name}"))?;
        Ok(Self { name, process, log })
    }

    fn still_runs(&mut self) -> Result<()> {
        let Some(status) = self.process.try_wait()? else { return Ok(()) };
        let log = fs::read_to_string(&self.log).unwrap_or_default();
        let lines: Vec<&str> = log.lines().collect();
        let end = lines[lines.len().saturating_sub(5)..].join("\n");
        Err(anyhow!(
            "the {} has ended ({status}); its log {} ends with\n{end}",
            self.name,
            self.log.display()
        ))
    }
}

fn private_log(path: &std::path::Path) -> std::io::Result<File> {
    OpenOptions::new().append(true).create(true).mode(0o600).open(path)
}

const START_PATIENCE: Duration = Duration::from_secs(60);
const STOP_PATIENCE: Duration = Duration::from_secs(8);
