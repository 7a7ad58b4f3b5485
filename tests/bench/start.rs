//! `visualizer up` on an existing database: the time to its first answer, and its memory at rest.

use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use tokio::net::TcpStream;

use crate::table::{Table, ms};

const ADDRESS: &str = "127.0.0.1:18471";

pub async fn measure(table: &mut Table) {
    let folder = tempfile::tempdir().expect("a folder");
    // The first start makes the database; the second is what is measured.
    let first = up(folder.path());
    answered(&first).await;
    drop(first);
    let began = Instant::now();
    let second = up(folder.path());
    answered(&second).await;
    let answer = began.elapsed();
    tokio::time::sleep(Duration::from_secs(5)).await;
    let memory = resident_mib(second.0.id());
    table.row("visualizer up, existing database", "SQLite", ms(answer), "to the first answer; under 1,000 ms is the promise".into());
    table.row("visualizer up, at rest", "SQLite", format!("{memory:.1} MiB"), "resident after 5 s; under 60 MiB is the promise".into());
}

struct Up(Child);

impl Drop for Up {
    fn drop(&mut self) {
        let _ = Command::new("kill").args(["-TERM", &self.0.id().to_string()]).status();
        let _ = self.0.wait();
    }
}

fn up(folder: &std::path::Path) -> Up {
    let program = std::env::current_exe().expect("this program").with_file_name("visualizer");
    let child = Command::new(&program)
        .args(["up", "--listen", ADDRESS, "--data"])
        .arg(folder)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap_or_else(|err| panic!("{} does not start: {err}", program.display()));
    Up(child)
}

async fn answered(_up: &Up) {
    let began = Instant::now();
    while began.elapsed() < Duration::from_secs(60) {
        if TcpStream::connect(ADDRESS).await.is_ok() {
            return;
        }
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    panic!("visualizer up did not answer within a minute");
}

fn resident_mib(pid: u32) -> f64 {
    let status = std::fs::read_to_string(format!("/proc/{pid}/status")).unwrap_or_default();
    let kib = status.lines().find_map(|line| line.strip_prefix("VmRSS:")?.trim().trim_end_matches("kB").trim().parse::<f64>().ok());
    kib.unwrap_or(f64::NAN) / 1_024.0
}
