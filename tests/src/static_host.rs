//! A web server that knows nothing of Psephos.

use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

use cli::client::Http;

use crate::binary::python;
use crate::ports;

/// Python's `http.server`.
#[derive(Debug)]
pub struct StaticHost {
    port: u16,
    process: Child,
}

impl StaticHost {
    /// Shows the folder on a free port.
    ///
    /// # Panics
    /// If it does not listen within half a minute.
    pub fn start(folder: &Path) -> Self {
        let port = ports::free();
        let process = python()
            .args(["-m", "http.server", "--bind", "127.0.0.1", &port.to_string(), "--directory"])
            .arg(folder)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("Python starts");
        let host = Self { port, process };
        let patience = Instant::now() + Duration::from_secs(30);
        while TcpStream::connect(("127.0.0.1", port)).is_err() {
            assert!(Instant::now() < patience, "Python's web server does not listen");
            std::thread::sleep(Duration::from_millis(20));
        }
        assert_eq!(Http::new(&host.url("")).get("/no-such-file", &[]).expect("it answers").status, 404);
        host
    }

    /// Address of a path that begins with a slash.
    pub fn url(&self, path: &str) -> String {
        format!("http://127.0.0.1:{}{path}", self.port)
    }
}

impl Drop for StaticHost {
    fn drop(&mut self) {
        // Fails only if it has ended already.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
