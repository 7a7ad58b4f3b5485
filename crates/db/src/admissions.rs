//! Writes an admission whole: run, slots, pending assets with their edges and products, jobs and needs (R2).
//! The caller's transaction makes it all or nothing.

use sea_orm::Value;
use visualizer_domain::admission::{Admission, NewAsset, NewJob};
use visualizer_domain::edge::Edge;
use visualizer_domain::generated_asset::AssetStatus;
use visualizer_domain::ids::ClientId;

use crate::column::to_json;
use crate::conn::Conn;
use crate::error::DbResult;
use crate::params;
use crate::slots;

const ASSET: &[&str] = &[
    "id",
    "client_id",
    "slot_id",
    "version",
    "run_id",
    "job_id",
    "generation_flow_id",
    "variant",
    "asset_type",
    "status",
    "prompt",
    "settings",
    "recipe",
    "recipe_hash",
    "provider",
    "model",
    "seed",
    "draft",
    "created_by",
    "created_at",
];
const ASSET_PRODUCT: &[&str] = &["client_id", "asset_id", "product_id", "is_primary", "created_at"];
const EDGE: &[&str] = &["client_id", "asset_id", "ordinal", "role", "input_kind", "input_id", "input_slot_id", "input_hash"];
const JOB: &[&str] = &[
    "id",
    "client_id",
    "run_id",
    "kind",
    "class",
    "asset_id",
    "input",
    "needs_left",
    "state",
    "priority",
    "run_at",
    "tries_max",
    "created_at",
];

/// Writes an admission.
///
/// # Errors
/// `Duplicate` when the idempotency key was used before; `Reference` when an id of the plan belongs to nobody or to another client.
pub async fn insert(conn: Conn<'_>, admission: &Admission) -> DbResult<()> {
    let run = &admission.run;
    let (key, request_hash) = run.idempotency_key.as_ref().map(|asked| (&asked.key, &asked.request_hash)).unzip();
    conn.execute(
        "insert into generation_run (id, client_id, kind, subject_kind, subject_id, flip, plan_hash, requested_by, idempotency_key, request_hash, created_at, admitted_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $11)",
        params![
            run.id, run.client_id, run.kind, run.subject.kind, run.subject.id, run.flip, run.plan_hash, run.requested_by, key, request_hash, run.at
        ],
    )
    .await?;

    let mut assets = Vec::with_capacity(admission.assets.len());
    let (mut products, mut edges) = (Vec::new(), Vec::new());
    for asset in &admission.assets {
        assets.push(asset_row(conn, admission, asset).await?);
        products.extend(product_rows(&run.client_id, asset));
        for (ordinal, edge) in asset.edges.iter().enumerate() {
            edges.push(edge_row(conn, &run.client_id, asset, ordinal, edge).await?);
        }
    }
    conn.insert_many("generated_asset", ASSET, assets).await?;
    conn.insert_many("generated_asset_product", ASSET_PRODUCT, products).await?;
    conn.insert_many("asset_edge", EDGE, edges).await?;

    conn.insert_many("generation_job", JOB, admission.jobs.iter().map(|job| job_row(admission, job)).collect()).await?;
    let needs = admission.jobs.iter().flat_map(|job| job.needs.iter().map(|need| params![job.id, need])).collect();
    conn.insert_many("job_need", &["job_id", "needs_job_id"], needs).await
}

async fn asset_row(conn: Conn<'_>, admission: &Admission, asset: &NewAsset) -> DbResult<Vec<Value>> {
    let (slot, version) = match &asset.slot {
        None => (None, 1),
        Some(name) => {
            let place = slots::of(conn, &admission.run.client_id).ensure(name, asset.created_at).await?;
            (Some(place.id), place.next_version)
        }
    };
    let recipe = &asset.recipe;
    Ok(params![
        asset.id,
        admission.run.client_id,
        slot,
        version,
        admission.run.id,
        asset.job_id,
        asset.flow,
        asset.variant,
        asset.asset_type,
        AssetStatus::Pending,
        recipe.prompt,
        to_json("settings", &recipe.settings)?,
        recipe.to_value(),
        recipe.hash(),
        recipe.provider,
        recipe.model,
        i64::from(recipe.seed),
        asset.draft,
        asset.created_by,
        asset.created_at,
    ])
}

fn product_rows<'a>(client: &'a ClientId, asset: &'a NewAsset) -> impl Iterator<Item = Vec<Value>> + 'a {
    asset.products.iter().enumerate().map(move |(i, product)| params![client, asset.id, product, i == 0, asset.created_at])
}

/// An edge remembers the slot that its input stood in, so that "stale" can be asked for later (R8).
async fn edge_row(conn: Conn<'_>, client: &ClientId, asset: &NewAsset, ordinal: usize, edge: &Edge) -> DbResult<Vec<Value>> {
    let slot = slots::of(conn, client).holding(edge).await?;
    Ok(params![client, asset.id, ordinal as i64, edge.role, edge.input_kind, edge.input_id, slot, edge.input_hash])
}

fn job_row(admission: &Admission, job: &NewJob) -> Vec<Value> {
    params![
        job.id,
        admission.run.client_id,
        admission.run.id,
        job.kind,
        job.kind.class(),
        job.asset_id,
        job.input,
        job.needs.len() as i64,
        job.state,
        job.priority,
        job.run_at,
        job.tries_max,
        admission.run.at,
    ]
}
