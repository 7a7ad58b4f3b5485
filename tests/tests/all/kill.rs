//! Real worker processes are killed with SIGKILL, or stopped past their leases and woken as zombies, at random points, a hundred times
//! on each engine. In the end every run is done, everything was made exactly once, and every byte that a row names is there.

use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use tempfile::TempDir;
use visualizer_db::params;
use visualizer_domain::canonical::sha256;
use visualizer_domain::job::JobState;
use visualizer_domain::plan::Plan;
use visualizer_domain::{Clock, ids::RunId};
use visualizer_imaging::resize::fit_within;
use visualizer_imaging::{DecodeLimits, decode, png};
use visualizer_storage::{Storage, StorageKey};
use visualizer_tests::House;
use visualizer_tests::workshop::{Upload, Workshop, admitted, options, program, sample, until, upload};

/// Faults on each engine.
const FAULTS: u32 = 100;
/// Processes at a time.
const WORKERS: usize = 3;
/// Long enough to be held on a busy machine, short enough to be lost a hundred times.
const LEASE: Duration = Duration::from_millis(1_000);

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn killed_workers_lose_nothing_and_make_nothing_twice_on_sqlite() {
    let (house, database) = House::on_sqlite().await;
    survives(house).await;
    database.remove().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn killed_workers_lose_nothing_and_make_nothing_twice_on_postgres() {
    let (house, database) = House::on_postgres().await;
    survives(house).await;
    database.remove().await;
}

async fn survives(mut house: House) {
    let folder = tempfile::tempdir().expect("a folder");
    house.clock = Clock::System;
    house.control.storage = Storage::local(&folder.path().join("objects")).expect("a folder of objects");
    let house = &house;
    let mug = checked_mug(house).await;
    let mut dice = Dice(0x5eed_0001);
    let mut crew = Crew::hire(house, &folder);
    let plan = mug.plan(house, 4).await;
    let mut runs = Vec::new();
    for fault in 0..FAULTS {
        if fault % 4 == 0 {
            runs.extend(work(house, &plan, fault).await);
        }
        tokio::time::sleep(Duration::from_millis(dice.below(600))).await;
        let victim = usize::try_from(dice.below(WORKERS as u64)).expect("one of a few");
        match dice.below(4) {
            0 => crew.stun(victim),
            _ => crew.kill(victim),
        }
    }
    finish(house, &runs).await;
    crew.dismiss();
    prove(house, &runs).await;
}

/// A picture with its working copy, made before the killing begins.
async fn checked_mug(house: &House) -> Upload {
    let workshop = Workshop::open(options(house));
    let mug = upload(house, &mug(0)).await;
    until("the mug is checked", async || visualizer_tests::graph::run(house, &mug.run).await.outcome.is_some()).await;
    workshop.close().await;
    mug
}

/// Some pictures to make, and an upload to check.
async fn work(house: &House, plan: &Plan, n: u32) -> [RunId; 2] {
    let mut plan = plan.clone();
    for asset in plan.nodes.iter_mut().filter_map(|node| node.asset.as_mut()) {
        (asset.recipe.width, asset.recipe.height) = (64, 64);
        asset.recipe.seed ^= n << 8;
    }
    let upload = upload(house, &mug(n + 1)).await;
    [admitted(house, &plan).await, upload.run]
}

/// The mug, so small that it is quickly worked on, and different for every number.
fn mug(n: u32) -> Vec<u8> {
    let mug = decode(&sample("products/mug.jpg"), &DecodeLimits::default()).expect("a picture").raster;
    let mut small = fit_within(&mug, 96);
    small.pixels_mut()[0] ^= u8::try_from(n).expect("a small number");
    png(&small).expect("a file")
}

/// Waits until every run has ended. What three faults parked, a person takes up again.
async fn finish(house: &House, runs: &[RunId]) {
    let began = Instant::now();
    loop {
        let parked = visualizer_db::jobs::of(house.control.db.read(), &house.client).in_state(JobState::Parked, 50).await.expect("jobs");
        for job in &parked {
            visualizer_control::runs::retry_job(&house.control, &house.owner, &job.id, house.now()).await.expect("taken up again");
        }
        let open = count(house, "select count(*) as n from generation_run where outcome is null").await;
        if open == 0 {
            return;
        }
        assert!(began.elapsed() < Duration::from_secs(60), "{open} of {} runs are still open", runs.len());
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}

async fn prove(house: &House, runs: &[RunId]) {
    // The mug's own check is one more.
    let (all_runs, all_jobs) = (runs.len() as i64 + 1, runs.len() as i64 / 2 * 5 + 1);
    assert_eq!(count(house, "select count(*) as n from generation_run where outcome = 'done'").await, all_runs);
    assert_eq!(count(house, "select count(*) as n from generation_job where state = 'done' and owner is null").await, all_jobs);
    assert_eq!(count(house, "select count(*) as n from generation_job").await, all_jobs);
    assert!(count(house, "select count(*) as n from generation_job where epoch > 1").await > 0, "no fault ever met a job at work");

    // Once each: an asset for every job that makes one, one line of the trail for every job's end.
    let assets = count(house, "select count(*) as n from generated_asset where status = 'completed'").await;
    assert_eq!((assets, count(house, "select count(*) as n from generated_asset").await), (runs.len() as i64 / 2 * 4, assets));
    let ends = "from audit_event where action in ('asset.complete', 'product_image.check', 'job.fail', 'job.cancel')";
    assert_eq!(count(house, &format!("select count(*) as n {ends}")).await, all_jobs);
    assert_eq!(count(house, &format!("select count(*) as n from (select distinct subject_kind, subject_id {ends}) d")).await, all_jobs);

    // Every byte that a row names is there and is what the row says.
    let blobs = "select storage_key as text from blob union all select storage_key from blob_rendition";
    let keys: Vec<String> = house.control.db.read().all(blobs, params![]).await.expect("keys");
    for key in keys {
        let key = StorageKey::parse(&key).expect("a key");
        let bytes = house.control.storage.get(&key, 1 << 24).await.expect("an object");
        assert_eq!(key.content_hash(), Some(sha256(&bytes).as_str()));
    }
    let orphans = "select count(*) as n from generated_asset a where not exists
                   (select 1 from blob b where b.client_id = a.client_id and b.sha256 = a.sha256 and b.storage_key = a.asset_url)";
    assert_eq!(count(house, orphans).await, 0);
}

async fn count(house: &House, sql: &str) -> i64 {
    house.control.db.read().one(sql, params![]).await.unwrap_or_else(|err| panic!("{sql}: {err:?}"))
}

/// The processes. Those that are left are killed at the end, also when the test fails.
struct Crew<'a> {
    house: &'a House,
    folder: &'a TempDir,
    workers: Vec<Child>,
}

impl<'a> Crew<'a> {
    fn hire(house: &'a House, folder: &'a TempDir) -> Self {
        let mut crew = Self { house, folder, workers: Vec::new() };
        crew.workers = (0..WORKERS).map(|_| crew.start()).collect();
        crew
    }

    fn start(&self) -> Child {
        let log = std::fs::File::options().create(true).append(true).open(self.folder.path().join("log")).expect("a log");
        let (lease, url) = (LEASE.as_secs_f64().to_string(), self.house.url.as_str());
        Command::new(program("visualizer-worker"))
            .env_clear()
            .args(["--database", url, "--lease", &lease, "--poll", "0.1", "--data"])
            .arg(self.folder.path())
            .stdout(Stdio::null())
            .stderr(log)
            .spawn()
            .expect("a worker starts")
    }

    fn kill(&mut self, victim: usize) {
        let next = self.start();
        let mut dead = std::mem::replace(&mut self.workers[victim], next);
        dead.kill().expect("SIGKILL");
        dead.wait().expect("it is dead");
    }

    /// Stops a worker for longer than its lease. Woken, it goes on as if nothing had happened. Another thread wakes it: the worker may hold
    /// the lock that this one waits for.
    fn stun(&self, victim: usize) {
        let worker = self.workers[victim].id();
        signal("-STOP", worker);
        std::thread::spawn(move || {
            std::thread::sleep(LEASE * 3 / 2);
            signal("-CONT", worker);
        });
    }

    fn dismiss(&mut self) {
        for worker in &mut self.workers {
            let _ = worker.kill();
            let _ = worker.wait();
        }
    }
}

impl Drop for Crew<'_> {
    fn drop(&mut self) {
        self.dismiss();
    }
}

/// Sends a signal. One that was killed while it was stopped does not hear it any more.
fn signal(name: &str, process: u32) {
    Command::new("kill").args([name, &process.to_string()]).stderr(Stdio::null()).status().expect("there is a program kill");
}

/// Throws the same numbers every time: a failure can be had again.
struct Dice(u64);

impl Dice {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % bound
    }
}
