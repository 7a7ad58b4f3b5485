//! A small client with a product, a flow and assets in each state. Every literal is read alike by both engines.

use sea_orm::DatabaseConnection;

use crate::database::must;

pub const SHA_A: &str = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
pub const SHA_B: &str = "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb";

/// Client `c1` with user `u1`, product `p1`, flow `f1`, run `r1`, and the completed asset `made` and the pending asset `open`; and an empty
/// client `c2`.
pub async fn open(db: &DatabaseConnection) {
    for client in ["c1", "c2"] {
        must(db, &format!("insert into client (id, name, created_at, updated_at) values ('{client}', 'Client', {AT}, {AT})")).await;
    }
    must(db, &format!("insert into user_account (id, email, name, created_at, updated_at) values ('u1', 'a@b.example', 'A', {AT}, {AT})"))
        .await;
    must(db, &product("p1")).await;
    must(db, &flow("f1")).await;
    must(
        db,
        &format!(
            "insert into generation_run
             (id, client_id, kind, subject_kind, subject_id, flip, plan_hash, requested_by, created_at, admitted_at)
             values ('r1', 'c1', 'flow', 'generation_flow', 'f1', 'each', 'h', 'u1', {AT}, {AT})"
        ),
    )
    .await;
    must(db, &pending("open")).await;
    must(db, &pending("made")).await;
    must(db, &asset_product("made", "p1", AT)).await;
    must(db, &edge("made", 0)).await;
    must(db, &complete("made", SHA_A)).await;
}

pub const AT: &str = "'2026-11-21T08:00:00.000000Z'";
pub const LATER: &str = "'2026-11-21T09:00:00.000000Z'";

pub fn product(id: &str) -> String {
    format!(
        "insert into product (id, client_id, name, created_by, created_at, updated_at) values ('{id}', 'c1', 'Chair', 'u1', {AT}, {AT})"
    )
}

pub fn flow(id: &str) -> String {
    format!("insert into generation_flow (id, client_id, created_by, created_at, updated_at) values ('{id}', 'c1', 'u1', {AT}, {AT})")
}

pub fn flow_product(flow: &str, product: &str, position: u8) -> String {
    format!(
        "insert into generation_flow_product (client_id, flow_id, product_id, position) values ('c1', '{flow}', '{product}', {position})"
    )
}

pub fn slot(id: &str, key: &str) -> String {
    format!(
        "insert into asset_slot (id, client_id, owner_kind, owner_id, role, key)
         values ('{id}', 'c1', 'generation_flow', 'f1', 'variant', '{key}')"
    )
}

pub fn pending(id: &str) -> String {
    format!(
        "insert into generated_asset (id, client_id, run_id, generation_flow_id, variant, settings, recipe, recipe_hash, created_at)
         values ('{id}', 'c1', 'r1', 'f1', 1, '{{}}', '{{\"maker\":\"studio\"}}', 'h', {AT})"
    )
}

pub fn complete(id: &str, sha256: &str) -> String {
    format!(
        "update generated_asset set status = 'completed', sha256 = '{sha256}', size_bytes = 10, media_type = 'image/png', width = 4,
         height = 3, asset_url = 'clients/c1/{id}.png', completed_at = {AT} where id = '{id}'"
    )
}

pub fn asset_product(asset: &str, product: &str, at: &str) -> String {
    format!(
        "insert into generated_asset_product (client_id, asset_id, product_id, is_primary, created_at)
         values ('c1', '{asset}', '{product}', false, {at})"
    )
}

pub fn edge(asset: &str, ordinal: u8) -> String {
    format!(
        "insert into asset_edge (client_id, asset_id, ordinal, role, input_kind, input_id, input_hash)
         values ('c1', '{asset}', {ordinal}, 'product', 'product_image', 'i1', '{SHA_B}')"
    )
}

pub fn job(id: &str, state: &str, rest: &str) -> String {
    let (columns, values) = rest.split_once('|').unwrap_or(("", ""));
    format!(
        "insert into generation_job (id, client_id, run_id, kind, class, state, run_at, created_at{columns})
         values ('{id}', 'c1', 'r1', 'image.generate', 'cpu', '{state}', {AT}, {AT}{values})"
    )
}

pub fn audit(id: &str) -> String {
    format!(
        "insert into audit_event (id, at, actor_kind, action, subject_kind, subject_id)
         values ('{id}', {AT}, 'system', 'x', 'client', 'c1')"
    )
}
