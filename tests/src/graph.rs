//! Runs as graphs, for tests of the queue: plans of small jobs that make nothing but wait for each other, and assets in slots.

use serde_json::json;
use time::{Duration, OffsetDateTime};
use visualizer_db::job_claims::{self, Claim, ClaimedJob};
use visualizer_db::job_ends::{self, End, Settled};
use visualizer_db::{Db, admissions, generated_assets, slots};
use visualizer_domain::admission::{Admission, Request, admit};
use visualizer_domain::flow_plan;
use visualizer_domain::generated_asset::AssetType;
use visualizer_domain::ids::{AssetId, RunId, WorkerId};
use visualizer_domain::job::{JobClass, JobKind, JobProblem, JobState, LEASE};
use visualizer_domain::plan::{Node, Plan, PlannedAsset, Subject};
use visualizer_domain::recipe::Recipe;
use visualizer_domain::registry::Registry;
use visualizer_domain::run::{Flip, RunKind};
use visualizer_domain::settings::SettingsLayer;
use visualizer_domain::slot::SlotName;

use crate::House;

/// A node that makes nothing.
#[must_use]
pub fn node(needs: &[usize]) -> Node {
    Node { kind: JobKind::ImageCheck, reason: "first".into(), input: json!({}), asset: None, needs: needs.to_vec(), estimate_ms: 1 }
}

/// A node that makes the next version of the slot with this key.
#[must_use]
pub fn slot_node(key: &str, needs: &[usize]) -> Node {
    let settings = SettingsLayer::default().resolve(Registry::built_in());
    let recipe = Recipe {
        maker: flow_plan::MAKER.into(),
        builder: visualizer_domain::prompt::BUILDER.into(),
        registry: 1,
        provider: flow_plan::STUDIO.into(),
        model: flow_plan::STUDIO_MODEL.into(),
        settings,
        prompt: "a picture".into(),
        width: 8,
        height: 8,
        seed: 1,
    };
    let asset = PlannedAsset {
        asset_type: AssetType::Image,
        slot: Some(slot(key)),
        flow: None,
        variant: None,
        recipe,
        edges: Vec::new(),
        products: Vec::new(),
        draft: true,
        made_for: None,
    };
    Node { kind: JobKind::ImageGenerate, asset: Some(asset), ..node(needs) }
}

/// A plan of these nodes.
#[must_use]
pub fn plan(flip: Flip, nodes: Vec<Node>) -> Plan {
    Plan { kind: RunKind::Flow, subject: Subject { kind: "test".into(), id: "subject".into() }, flip, nodes }
}

/// Admits a plan for the house's owner.
///
/// # Panics
/// When the plan is unsound or the database refuses it.
pub async fn admitted(house: &House, plan: &Plan) -> Admission {
    let request = Request { client_id: house.client.clone(), requested_by: house.owner.user_id.clone(), idempotency_key: None };
    let admission = admit(plan, request, house.now()).expect("a sound plan");
    let tx = house.control.db.write().await.expect("a transaction");
    admissions::insert(tx.conn(), &admission).await.expect("an admission");
    tx.commit().await.expect("a commit");
    admission
}

/// A worker by hand: claims and ends jobs as the worker process does, without making anything.
#[derive(Debug, Clone)]
pub struct Hand {
    /// Its id.
    pub id: WorkerId,
    db: Db,
}

impl Hand {
    /// A new one.
    #[must_use]
    pub fn new(house: &House) -> Self {
        Self { id: WorkerId::new(house.now()), db: house.control.db.clone() }
    }

    /// Claims up to `limit` jobs of the only class that tests use.
    ///
    /// # Panics
    /// When the database refuses.
    pub async fn claim(&self, limit: i64, now: OffsetDateTime) -> Vec<ClaimedJob> {
        let tx = self.db.write().await.expect("a transaction");
        let claim = Claim { owner: &self.id, class: JobClass::Cpu, kinds: JobKind::ALL, limit, now, lease_until: now + LEASE };
        let jobs = job_claims::claim(tx.conn(), &claim).await.expect("a claim");
        tx.commit().await.expect("a commit");
        jobs
    }

    /// Ends one job as the worker does: fence, asset, flip, consequences. `None` when the lease was lost.
    ///
    /// # Panics
    /// When the database refuses.
    pub async fn end(&self, job: &ClaimedJob, state: JobState, bytes: &str, now: OffsetDateTime) -> Option<Settled> {
        let tx = self.db.write().await.expect("a transaction");
        let conn = tx.conn();
        let runs = [job.run_id.clone()];
        job_ends::lock_runs(conn, &runs).await.expect("a lock");
        let assets = generated_assets::of(conn, &job.client_id);
        let sha256 = visualizer_domain::canonical::sha256(bytes.as_bytes());
        let unchanged = match &job.asset_id {
            Some(asset) if state == JobState::Done => assets.equals_current(asset, &sha256).await.expect("a comparison"),
            _ => false,
        };
        let problem = (state == JobState::Failed).then(|| JobProblem::fail("test", "as asked"));
        let end = End { job: job.id.clone(), epoch: job.epoch, unchanged };
        let ended =
            job_ends::end(conn, &self.id, &[end], state, problem.as_ref().map(|problem| json!(problem)), now).await.expect("an end");
        if ended.is_empty() {
            return None;
        }
        let mut lost = Vec::new();
        if state == JobState::Done {
            if let Some(asset) = &job.asset_id {
                let made = generated_assets::Completion {
                    sha256: &sha256,
                    size_bytes: 1,
                    media_type: "image/png",
                    width: 8,
                    height: 8,
                    storage_key: "none",
                    report: json!({}),
                };
                assert!(assets.complete(asset, &made, now).await.expect("a completion"), "a claimed job's asset is being made");
                if !unchanged {
                    job_ends::flip_each(conn, &job.run_id, std::slice::from_ref(asset), now).await.expect("a flip");
                }
            }
        } else {
            lost = ended.clone();
            let problem = problem.clone().unwrap_or_else(JobProblem::cancelled);
            job_ends::abandon(conn, &lost, &problem, now).await.expect("a failure");
        }
        let done = if lost.is_empty() { ended } else { Vec::new() };
        let settled = job_ends::settle(conn, &runs, &done, &lost, now).await.expect("consequences");
        tx.commit().await.expect("a commit");
        Some(settled)
    }

    /// Claims and ends until nothing is ready, everything well.
    pub async fn work_off(&self, house: &House, bytes: impl Fn(&ClaimedJob) -> String) {
        loop {
            house.clock.advance(Duration::milliseconds(10));
            let jobs = self.claim(10, house.now()).await;
            if jobs.is_empty() {
                return;
            }
            for job in jobs {
                self.end(&job, JobState::Done, &bytes(&job), house.now()).await.expect("the lease is held");
            }
        }
    }
}

/// The state of every job of a run, in the plan's order.
///
/// # Panics
/// When the database refuses.
pub async fn states(house: &House, admission: &Admission) -> Vec<JobState> {
    let jobs = visualizer_db::jobs::of(house.control.db.read(), &house.client).of_run(&admission.run.id, 10_000).await.expect("jobs");
    admission.jobs.iter().map(|planned| jobs.iter().find(|job| job.id == planned.id).expect("every planned job is there").state).collect()
}

/// The run as the database has it.
///
/// # Panics
/// When it is not there.
pub async fn run(house: &House, id: &RunId) -> visualizer_db::runs::Run {
    visualizer_db::runs::of(house.control.db.read(), &house.client).find(id).await.expect("an answer").expect("the run is there")
}

/// What the slot of [`slot_node`] with this key shows.
///
/// # Panics
/// When the database refuses.
pub async fn shown(house: &House, key: &str) -> Option<AssetId> {
    slots::of(house.control.db.read(), &house.client).showing(&slot(key)).await.expect("an answer")
}

fn slot(key: &str) -> SlotName {
    SlotName { owner_kind: "test".into(), owner_id: "owner".into(), role: "picture".into(), key: key.into() }
}
