//! The processes behind a browser: the driver, which starts Chromium and takes it along when it ends, and the folder that both write in.

use std::fs::File;
use std::io::Write;
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use tempfile::TempDir;

/// Longest wait for the driver to listen, or for Chromium to let go of its folder.
const PATIENCE: Duration = Duration::from_secs(20);
/// How long the driver may take to end when it is asked.
const GRACE: Duration = Duration::from_secs(5);
/// Between two looks.
const PAUSE: Duration = Duration::from_millis(20);

/// A running driver.
#[derive(Debug)]
pub(super) struct Process {
    driver: Child,
    address: String,
    folder: TempDir,
}

impl Process {
    /// Starts a driver on a port that it finds free.
    ///
    /// # Panics
    /// When it is not there or does not start.
    pub(super) async fn start() -> Self {
        let folder = tempfile::Builder::new().prefix("browser-").tempdir().expect("a folder for the browser");
        std::fs::create_dir(folder.path().join("downloads")).expect("a folder for downloads");
        let log = folder.path().join("driver.log");
        let words = File::create(&log).expect("the driver's log");
        let driver = Command::new("chromedriver")
            .arg("--port=0")
            // Dates on pages are rewritten in the reader's zone, and this reader lives in a known one.
            .env("TZ", "UTC")
            .stdin(Stdio::null())
            .stdout(words.try_clone().expect("the same log again"))
            .stderr(words)
            .spawn()
            .unwrap_or_else(|error| panic!("chromedriver: {error}. bin/test installs it (Debian: chromium, chromium-driver)"));
        let mut process = Self { driver, address: String::new(), folder };
        let port = process.port(&log).await;
        process.address = format!("http://127.0.0.1:{port}");
        process
    }

    pub(super) fn address(&self) -> &str {
        &self.address
    }

    pub(super) fn folder(&self) -> &Path {
        self.folder.path()
    }

    async fn port(&mut self, log: &Path) -> u16 {
        let deadline = Instant::now() + PATIENCE;
        loop {
            let words = std::fs::read_to_string(log).unwrap_or_default();
            if let Some(port) =
                words.rsplit_once("successfully on port ").and_then(|(_, rest)| rest.trim().trim_end_matches('.').parse().ok())
            {
                return port;
            }
            let ended = self.driver.try_wait().ok().flatten();
            assert!(ended.is_none() && Instant::now() < deadline, "chromedriver does not start ({ended:?}): {words}");
            tokio::time::sleep(PAUSE).await;
        }
    }

    /// Asks the driver to close its windows and end. Blocking, because a panic cannot wait otherwise.
    fn ask_to_end(&mut self) {
        let deadline = Instant::now() + GRACE;
        let asked = TcpStream::connect(self.address.trim_start_matches("http://"))
            .and_then(|mut driver| driver.write_all(b"GET /shutdown HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n"));
        while asked.is_ok() && matches!(self.driver.try_wait(), Ok(None)) && Instant::now() < deadline {
            std::thread::sleep(PAUSE);
        }
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        self.ask_to_end();
        // Chromium holds a pipe to its driver and ends when that closes: killing the driver is enough when asking was not.
        let _ = self.driver.kill();
        let _ = self.driver.wait();
        let deadline = Instant::now() + PATIENCE;
        // It writes its last files meanwhile, and its folder is ours to clear.
        while std::fs::remove_dir_all(self.folder.path()).is_err() && self.folder.path().exists() && Instant::now() < deadline {
            std::thread::sleep(PAUSE);
        }
    }
}
