//! Planning ended jobs again: the same recipe, inputs and products, read back from what the first plan wrote (R10).

use std::collections::HashMap;

use visualizer_domain::edge::Edge;
use visualizer_domain::ids::{ClientId, JobId, ProductId};
use visualizer_domain::plan::{Node, Plan, PlannedAsset, Subject};
use visualizer_domain::recipe::Recipe;
use visualizer_domain::run::Flip;
use visualizer_domain::slot::SlotName;

use crate::column::{FromRow, Row};
use crate::conn::Conn;
use crate::error::DbResult;
use crate::param::list;
use crate::params;

/// A plan that makes what these jobs were to make, a node for each; `None` when the client has none of them. They are about one thing. What
/// they need of each other comes first again, as it did; what they needed beside that is made.
///
/// # Errors
/// As the database says.
pub async fn of_jobs(conn: Conn<'_>, client: &ClientId, jobs: &[JobId]) -> DbResult<Option<Plan>> {
    let mut plan: Option<Plan> = None;
    let mut placed: HashMap<JobId, usize> = HashMap::new();
    for job in jobs {
        let Some(mut written) = conn.maybe::<Written>(WRITTEN, params![client, job]).await? else { continue };
        if let Some(asset) = &mut written.node.asset {
            made_from(conn, client, job, asset).await?;
        }
        let plan = plan.get_or_insert_with(|| Plan { kind: written.kind, subject: written.subject, flip: written.flip, nodes: Vec::new() });
        // A run makes one version of a slot: that of the first job that was to.
        let known = slot(&written.node).and_then(|name| plan.nodes.iter().position(|other| slot(other) == Some(name)));
        placed.insert(job.clone(), known.unwrap_or(plan.nodes.len()));
        if known.is_none() {
            plan.nodes.push(written.node);
        }
    }
    if let Some(plan) = &mut plan {
        for need in needs_among(conn, client, jobs).await? {
            let (Some(&node), Some(&needed)) = (placed.get(&need.job), placed.get(&need.needed)) else { continue };
            if node != needed && !plan.nodes[node].needs.contains(&needed) {
                plan.nodes[node].needs.push(needed);
            }
        }
    }
    Ok(plan)
}

/// A job that needs another one.
struct Need {
    job: JobId,
    needed: JobId,
}

impl FromRow for Need {
    fn from_row(row: &Row<'_>) -> DbResult<Self> {
        Ok(Self { job: row.get("job_id")?, needed: row.get("needs_job_id")? })
    }
}

/// Most needs that are read for one plan.
const NEEDS_MAX: i64 = 10_000;

async fn needs_among(conn: Conn<'_>, client: &ClientId, jobs: &[JobId]) -> DbResult<Vec<Need>> {
    let these = conn.engine().each("$2");
    let sql = format!(
        "select n.job_id, n.needs_job_id from job_need n join generation_job j on j.id = n.job_id
         where j.client_id = $1 and n.job_id in {these} and n.needs_job_id in {these} order by n.job_id, n.needs_job_id limit $3"
    );
    conn.all(&sql, params![client, list(jobs), NEEDS_MAX]).await
}

fn slot(node: &Node) -> Option<&SlotName> {
    node.asset.as_ref().and_then(|asset| asset.slot.as_ref())
}

async fn made_from(conn: Conn<'_>, client: &ClientId, job: &JobId, asset: &mut PlannedAsset) -> DbResult<()> {
    let edges = "select role, input_kind, input_id, input_hash from asset_edge e
                 where client_id = $1 and asset_id = (select asset_id from generation_job where id = $2) order by ordinal limit 1000";
    asset.edges = conn.all::<Read<Edge>>(edges, params![client, job]).await?.into_iter().map(|edge| edge.0).collect();
    let products = "select product_id from generated_asset_product
                    where client_id = $1 and asset_id = (select asset_id from generation_job where id = $2) order by is_primary desc, product_id limit 100";
    asset.products = conn.all::<Read<ProductId>>(products, params![client, job]).await?.into_iter().map(|product| product.0).collect();
    Ok(())
}

const WRITTEN: &str = "select r.kind as run_kind, r.flip, r.subject_kind, r.subject_id, j.kind, j.input, j.asset_id, a.asset_type, a.generation_flow_id, a.variant, a.recipe,
    a.draft, a.created_by, s.owner_kind, s.owner_id, s.role, s.key
  from generation_job j join generation_run r on r.id = j.run_id
  left join generated_asset a on a.id = j.asset_id left join asset_slot s on s.id = a.slot_id
  where j.client_id = $1 and j.id = $2";

struct Written {
    kind: visualizer_domain::run::RunKind,
    subject: Subject,
    flip: Flip,
    node: Node,
}

impl FromRow for Written {
    fn from_row(row: &Row<'_>) -> DbResult<Self> {
        let has_asset = row.get::<Option<String>>("asset_id")?.is_some();
        Ok(Self {
            kind: row.get("run_kind")?,
            subject: Subject { kind: row.get("subject_kind")?, id: row.get("subject_id")? },
            flip: row.get("flip")?,
            node: Node {
                kind: row.get("kind")?,
                reason: "again".to_owned(),
                input: row.get("input")?,
                needs: Vec::new(),
                estimate_ms: 0,
                asset: if has_asset { Some(asset(row)?) } else { None },
            },
        })
    }
}

fn asset(row: &Row<'_>) -> DbResult<PlannedAsset> {
    let recipe: Recipe = row.json("recipe")?;
    let slot = match row.get::<Option<String>>("owner_kind")? {
        None => None,
        Some(owner_kind) => Some(SlotName { owner_kind, owner_id: row.get("owner_id")?, role: row.get("role")?, key: row.get("key")? }),
    };
    Ok(PlannedAsset {
        asset_type: row.get("asset_type")?,
        slot,
        flow: row.get("generation_flow_id")?,
        variant: row.get("variant")?,
        recipe,
        edges: Vec::new(),
        products: Vec::new(),
        draft: row.get("draft")?,
        made_for: row.get("created_by")?,
    })
}

/// A value of the domain that has no row type of its own elsewhere.
struct Read<T>(T);

impl FromRow for Read<Edge> {
    fn from_row(row: &Row<'_>) -> DbResult<Self> {
        Ok(Self(Edge {
            role: row.get("role")?,
            input_kind: row.get("input_kind")?,
            input_id: row.get("input_id")?,
            input_hash: row.get("input_hash")?,
        }))
    }
}

impl FromRow for Read<ProductId> {
    fn from_row(row: &Row<'_>) -> DbResult<Self> {
        Ok(Self(row.get("product_id")?))
    }
}
