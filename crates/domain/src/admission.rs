//! Admission: a plan with ids and instants, ready to be written in one transaction (R2). Pure; `db` writes it as it stands.

use time::OffsetDateTime;

use crate::edge::Edge;
use crate::generated_asset::AssetType;
use crate::ids::{AssetId, ClientId, GenerationFlowId, JobId, ProductId, RunId, UserId};
use crate::job::{JobKind, JobState, TRIES_MAX};
use crate::plan::{Plan, PlanProblem, Subject};
use crate::recipe::Recipe;
use crate::run::{Flip, RunKind};
use crate::slot::SlotName;

/// A run about to be written.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs)] // The columns of generation_run, explained in spine and ARCHITECTURE.
pub struct NewRun {
    pub id: RunId,
    pub client_id: ClientId,
    pub kind: RunKind,
    pub subject: Subject,
    pub flip: Flip,
    pub plan_hash: String,
    pub requested_by: UserId,
    pub idempotency_key: Option<RequestKey>,
    pub at: OffsetDateTime,
}

/// A job about to be written.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs)] // The columns of generation_job.
pub struct NewJob {
    pub id: JobId,
    pub kind: JobKind,
    pub asset_id: Option<AssetId>,
    pub input: serde_json::Value,
    pub state: JobState,
    pub needs: Vec<JobId>,
    pub priority: i64,
    pub tries_max: i64,
    /// Orders the jobs of one run: earlier nodes are due a microsecond earlier.
    pub run_at: OffsetDateTime,
}

/// A pending asset about to be written.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs)] // The columns of generated_asset.
pub struct NewAsset {
    pub id: AssetId,
    pub job_id: JobId,
    pub asset_type: AssetType,
    pub slot: Option<SlotName>,
    pub flow: Option<GenerationFlowId>,
    pub variant: Option<i64>,
    pub recipe: Recipe,
    pub edges: Vec<Edge>,
    pub products: Vec<ProductId>,
    pub draft: bool,
    /// For whom it is made.
    pub created_by: UserId,
    pub created_at: OffsetDateTime,
}

/// Everything that one admission writes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Admission {
    /// The run.
    pub run: NewRun,
    /// Its jobs, in the plan's order.
    pub jobs: Vec<NewJob>,
    /// What they will make.
    pub assets: Vec<NewAsset>,
}

/// Who asks for a plan to be carried out.
#[derive(Debug, Clone)]
pub struct Request {
    /// The tenant.
    pub client_id: ClientId,
    /// The person.
    pub requested_by: UserId,
    /// A second request with the same key is the first one again.
    pub idempotency_key: Option<RequestKey>,
}

/// The key of a request, and what was asked for with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequestKey {
    /// As the caller chose it.
    pub key: String,
    /// SHA-256 of what was asked for, in hexadecimal: the same key with something else is another request.
    pub request_hash: String,
}

/// Gives a plan its ids and instants. Nodes without needs are ready at once, the others wait.
///
/// # Errors
/// [`PlanProblem`] when the plan is not a graph that can be done.
pub fn admit(plan: &Plan, request: Request, now: OffsetDateTime) -> Result<Admission, PlanProblem> {
    plan.check()?;
    let job_ids: Vec<JobId> = plan.nodes.iter().map(|_| JobId::new(now)).collect();
    let mut jobs = Vec::with_capacity(plan.nodes.len());
    let mut assets = Vec::new();
    for (i, node) in plan.nodes.iter().enumerate() {
        // Two things of one run never share an instant, so that lists by time keep the order of the plan.
        let at = now + time::Duration::microseconds(i64::try_from(i).unwrap_or(i64::MAX));
        let asset = node.asset.as_ref().map(|planned| NewAsset {
            id: AssetId::new(now),
            job_id: job_ids[i].clone(),
            asset_type: planned.asset_type,
            slot: planned.slot.clone(),
            flow: planned.flow.clone(),
            variant: planned.variant,
            recipe: planned.recipe.clone(),
            edges: planned.edges.clone(),
            products: planned.products.clone(),
            draft: planned.draft,
            created_by: planned.made_for.clone().unwrap_or_else(|| request.requested_by.clone()),
            created_at: at,
        });
        jobs.push(NewJob {
            id: job_ids[i].clone(),
            kind: node.kind,
            asset_id: asset.as_ref().map(|a| a.id.clone()),
            input: node.input.clone(),
            state: if node.needs.is_empty() { JobState::Ready } else { JobState::Waiting },
            needs: node.needs.iter().map(|n| job_ids[*n].clone()).collect(),
            priority: node.kind.priority(),
            tries_max: TRIES_MAX,
            run_at: at,
        });
        assets.extend(asset);
    }
    let run = NewRun {
        id: RunId::new(now),
        client_id: request.client_id,
        kind: plan.kind,
        subject: plan.subject.clone(),
        flip: plan.flip,
        plan_hash: plan.hash(),
        requested_by: request.requested_by,
        idempotency_key: request.idempotency_key,
        at: now,
    };
    Ok(Admission { run, jobs, assets })
}
