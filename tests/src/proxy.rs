//! Debian's HAProxy and nginx with the configurations of `deploy/`, in front of the processes of both services. Ports, paths
//! and certificates are the test's own; clients come in clear, and one door of each proxy believes who a connection is from.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use cli::client::Http;

use crate::binary;
use crate::certificates::Authority;
use crate::ports;
use crate::services::{Services, Side};
use crate::traces::read_all;

/// Which of the two.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Program {
    /// `deploy/haproxy.cfg`
    HaProxy,
    /// `deploy/nginx.conf`
    Nginx,
}

/// A running proxy; it ends when this is dropped.
#[derive(Debug)]
pub struct Proxy {
    /// Which it is.
    pub program: Program,
    /// Where the ballot box is reached through it.
    pub ballot_box: String,
    /// Where the registrar is reached through it, by connections that begin with a line of the PROXY protocol, version 1.
    pub registrar: u16,
    process: Child,
    folder: PathBuf,
}

impl Proxy {
    /// Starts a proxy in `folder`, which is made, in front of three processes of each service.
    ///
    /// # Panics
    /// If it is not installed, if the configuration as it is delivered is refused, or if it does not answer within a minute.
    pub fn start(program: Program, services: &Services, folder: &Path) -> Self {
        fs::create_dir(folder).expect("there is no such folder yet");
        let (registrar, ballot_box) = (ports::free(), ports::free());
        let delivered = fs::read_to_string(binary::file("..").join(program.file())).expect("it is delivered");
        let doors = |side| services.doors(side).iter().map(|url| host(url)).collect::<Vec<_>>();
        let mut config = program.with_certificates(&delivered, folder);
        program.check(&config, folder);
        for (side, given) in [(Side::Registrar, REGISTRARS), (Side::BallotBox, BALLOT_BOXES)] {
            for (given, door) in given.iter().zip(doors(side)) {
                config = replace(&config, &format!("127.0.0.1:{given}"), &door);
            }
        }
        config = program.in_clear(&config, registrar, ballot_box);
        let file = folder.join("proxy.conf");
        fs::write(&file, config).expect("the folder can be written");
        let log = File::create(folder.join("proxy.log")).expect("the folder can be written");
        let process = program
            .command(&file, folder)
            .stdin(Stdio::null())
            .stdout(log.try_clone().expect("a file can be shared"))
            .stderr(log)
            .spawn()
            .unwrap_or_else(|error| panic!("{error}: {}", program.missing()));
        let ballot_box = format!("http://127.0.0.1:{ballot_box}");
        let mut proxy = Self { program, ballot_box, registrar, process, folder: folder.to_owned() };
        proxy.await_answer();
        proxy
    }

    /// Everything that it has written.
    pub fn written(&self) -> Vec<(PathBuf, Vec<u8>)> {
        let mut written = Vec::new();
        read_all(&self.folder, &mut written).expect("the folder can be read");
        written
    }

    fn await_answer(&mut self) {
        let http = Http::new(&self.ballot_box);
        let patience = Instant::now() + Duration::from_secs(60);
        loop {
            let ended = self.process.try_wait().expect("a child can be asked");
            let log = || fs::read_to_string(self.folder.join("proxy.log")).unwrap_or_default();
            assert!(ended.is_none(), "{:?} has ended: {ended:?}\n{}", self.program, log());
            match http.get("/readyz", &[]) {
                Ok(answer) if answer.status == 200 => return,
                _ => assert!(Instant::now() < patience, "{:?} does not answer\n{}", self.program, log()),
            }
            sleep(Duration::from_millis(20));
        }
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        // nginx takes its workers along only when it is told to end and not when it is killed.
        let pid = rustix::process::Pid::from_child(&self.process);
        let _ = rustix::process::kill_process(pid, rustix::process::Signal::TERM);
        let _ = self.process.wait();
    }
}

impl Program {
    fn file(self) -> &'static str {
        match self {
            Self::HaProxy => "deploy/haproxy.cfg",
            Self::Nginx => "deploy/nginx.conf",
        }
    }

    fn missing(self) -> &'static str {
        match self {
            Self::HaProxy => "is Debian's package haproxy installed?",
            Self::Nginx => "is Debian's package nginx-light installed?",
        }
    }

    /// In the foreground.
    fn command(self, config: &Path, folder: &Path) -> Command {
        let mut command = match self {
            Self::HaProxy => Command::new("/usr/sbin/haproxy"),
            Self::Nginx => Command::new("/usr/sbin/nginx"),
        };
        match self {
            Self::HaProxy => command.arg("-db").arg("-f").arg(config),
            Self::Nginx => command.args(["-g", "daemon off;", "-p"]).arg(folder).arg("-c").arg(config),
        };
        command
    }

    /// The configuration with certificates that are there, and with folders that whoever runs the test may write.
    fn with_certificates(self, delivered: &str, folder: &Path) -> String {
        let authority = Authority::new(folder, "proxies");
        let mut config = delivered.to_owned();
        for service in ["registrar", "ballot-box"] {
            let given = format!("/etc/psephos/{service}");
            let certificate = authority.vouch_for(&format!("{service}.example.org"));
            config = replace(&config, &format!("{given}.pem"), &certificate);
            if self == Self::Nginx {
                config = replace(&config, &format!("{given}.key.pem"), &certificate);
            }
        }
        if self == Self::Nginx {
            let folders: String = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
                .map(|name| format!("    {name}_temp_path {};\n", folder.join(name).display()))
                .concat();
            config = replace(&config, "/run/nginx.pid", &folder.join("nginx.pid").to_string_lossy());
            // The folder is the test's own: nobody else may enter it.
            config = replace(&config, "user www-data;", "user root;");
            config = replace(&config, "http {\n", &format!("http {{\n{folders}"));
        }
        config
    }

    /// Asks the program whether it takes the configuration, TLS and all.
    fn check(self, config: &str, folder: &Path) {
        let file = folder.join("delivered.conf");
        // nginx looks whether it may listen.
        let (plain, tls) = (format!("127.0.0.1:{}", ports::free()), format!("127.0.0.1:{}", ports::free()));
        let config = match self {
            Self::HaProxy => config.to_owned(),
            Self::Nginx => replace(
                &replace(config, "listen 80 ", &format!("listen {plain} ")),
                "listen 443 ",
                &format!("listen {tls} "),
            ),
        };
        fs::write(&file, config).expect("the folder can be written");
        let mut command = self.command(&file, folder);
        command.arg(match self {
            Self::HaProxy => "-c",
            Self::Nginx => "-t",
        });
        let checked = command.output().unwrap_or_else(|error| panic!("{error}: {}", self.missing()));
        assert!(checked.status.success(), "{}", String::from_utf8_lossy(&checked.stderr));
    }

    /// Without TLS and on other ports: the registrar's believes the PROXY protocol.
    fn in_clear(self, config: &str, registrar: u16, ballot_box: u16) -> String {
        match self {
            Self::HaProxy => {
                let (own, other) = config.split_once("\nfrontend ballot_box").expect("it has two frontends");
                let clear = |part: &str, bind: &str| {
                    let tls = part.lines().find(|line| line.contains("bind :443")).expect("there is TLS");
                    let part = replace(part, tls, bind);
                    let part = replace(&part, "    bind :80\n", "");
                    let line =
                        part.lines().find(|line| line.contains("redirect scheme")).expect("it is there");
                    replace(&part, line, "")
                };
                let own = clear(own, &format!("    bind 127.0.0.1:{registrar} accept-proxy"));
                let other = clear(other, &format!("    bind 127.0.0.1:{ballot_box}"));
                format!("{own}\nfrontend ballot_box{other}")
            }
            Self::Nginx => {
                let unused = ports::free();
                let config =
                    replace(config, "listen 80 default_server;", &format!("listen 127.0.0.1:{unused};"));
                let (first, own) = config.split_once("listen 443 ssl http2;").expect("the registrar's");
                let (own, other) = own.split_once("listen 443 ssl http2;").expect("the ballot box's");
                let believed = "set_real_ip_from 127.0.0.1;\n        real_ip_header proxy_protocol;";
                format!(
                    "{first}listen 127.0.0.1:{registrar} proxy_protocol;\n        {believed}{own}\
                     listen 127.0.0.1:{ballot_box};{other}"
                )
            }
        }
    }
}

/// Replaces what must be there.
fn replace(text: &str, from: &str, to: &str) -> String {
    assert!(text.contains(from), "{from:?} is not in the configuration");
    text.replace(from, to)
}

fn host(url: &str) -> String {
    // nginx would take a name's IPv6 address, too.
    url.trim_start_matches("http://").replace("localhost", "127.0.0.1")
}

/// The ports of the configurations as they are delivered.
const REGISTRARS: [u16; 3] = [8001, 8011, 8021];
const BALLOT_BOXES: [u16; 3] = [8002, 8012, 8022];
