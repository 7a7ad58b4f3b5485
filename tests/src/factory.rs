//! Makes rows with sensible defaults; a test states only what matters to it.

use serde_json::json;
use time::OffsetDateTime;
use visualizer_db::Db;
use visualizer_db::params;
use visualizer_domain::Role;
use visualizer_domain::ids::{ClientId, GenerationFlowId, MemberId, ProductId, ProductImageId, UserId};

/// A client.
pub async fn client(db: &Db, name: &str, now: OffsetDateTime) -> ClientId {
    let id = ClientId::new(now);
    write(db, "insert into client (id, name, created_at, updated_at) values ($1, $2, $3, $3)", params![id, name, now]).await;
    id
}

/// A person without a password.
pub async fn user(db: &Db, name: &str, now: OffsetDateTime) -> UserId {
    let id = UserId::new(now);
    let email = format!("{id}@example.test");
    write(
        db,
        "insert into user_account (id, email, name, created_at, updated_at) values ($1, $2, $3, $4, $4)",
        params![id, email, name, now],
    )
    .await;
    id
}

/// A membership.
pub async fn member(db: &Db, client: &ClientId, user: &UserId, role: Role, now: OffsetDateTime) {
    let id = MemberId::new(now);
    write(
        db,
        "insert into member (id, client_id, user_id, role, created_at, updated_at) values ($1, $2, $3, $4, $5, $5)",
        params![id, client, user, role, now],
    )
    .await;
}

/// A product with one checked picture; the hash is made up, since nothing decodes it.
pub async fn product(db: &Db, client: &ClientId, by: &UserId, name: &str, now: OffsetDateTime) -> (ProductId, ProductImageId) {
    let (product, image) = (ProductId::new(now), ProductImageId::new(now));
    write(
        db,
        "insert into product (id, client_id, name, created_by, created_at, updated_at) values ($1, $2, $3, $4, $5, $5)",
        params![product, client, name, by, now],
    )
    .await;
    let sha256 = visualizer_domain::canonical::sha256(image.as_str().as_bytes());
    write(
        db,
        "insert into product_image (id, client_id, product_id, sha256, size_bytes, media_type, width, height, storage_key, is_primary, check_state,
           created_by, created_at, updated_at)
         values ($1, $2, $3, $4, $5, 'image/png', $5, $5, 'none', $6, 'ready', $7, $8, $8)",
        params![image, client, product, sha256, 100i64, true, by, now],
    )
    .await;
    (product, image)
}

/// A flow of these products.
pub async fn flow(db: &Db, client: &ClientId, by: &UserId, products: &[&ProductId], now: OffsetDateTime) -> GenerationFlowId {
    let id = GenerationFlowId::new(now);
    write(
        db,
        "insert into generation_flow (id, client_id, name, settings, created_by, created_at, updated_at) values ($1, $2, $3, $4, $5, $6, $6)",
        params![id, client, "Flow", json!({}), by, now],
    )
    .await;
    for (i, product) in products.iter().enumerate() {
        write(
            db,
            "insert into generation_flow_product (client_id, flow_id, product_id, position) values ($1, $2, $3, $4)",
            params![client, id, product, i as i64],
        )
        .await;
    }
    id
}

/// One statement in a transaction of its own.
///
/// # Panics
/// When the database refuses it.
pub async fn write(db: &Db, sql: &str, values: Vec<sea_orm::Value>) {
    let tx = db.write().await.expect("a transaction");
    tx.conn().execute(sql, values).await.unwrap_or_else(|err| panic!("{sql}: {err:?}"));
    tx.commit().await.expect("a commit");
}
