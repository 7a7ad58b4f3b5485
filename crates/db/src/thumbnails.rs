//! The few newest pictures beside a row of a list, as one column: SHA-256 hashes, which media are addressed by.

use crate::column::Row;
use crate::engine::Engine;
use crate::error::DbResult;

/// Pictures beside one row.
pub const THUMBNAILS_MAX: usize = 4;

/// A column of hashes of the newest finished pictures that `place` selects. `place` is the FROM and WHERE of assets named `a`, and may
/// name the row outside; `order` is the columns with their instants and ids, which the index of the place ends in.
pub(crate) fn of_assets(engine: Engine, place: &str, (at, id): (&str, &str)) -> String {
    let gather = engine.pick("json_group_array", "jsonb_agg");
    format!(
        "(select {gather}(t.sha256 order by t.created_at desc, t.id desc) from (select a.sha256, a.created_at, a.id {place}
          and a.deleted_at is null and a.superseded_at is null and a.completed_at is not null order by {at} desc, {id} desc limit {THUMBNAILS_MAX}) t)"
    )
}

/// A column of hashes of the primary pictures of the products that rows of `links` name, as far as `terms` hold of them. The rows are named
/// `l` and have `client_id`, `product_id` and `position`.
pub(crate) fn of_products(engine: Engine, links: &str, terms: &str) -> String {
    let gather = engine.pick("json_group_array", "jsonb_agg");
    format!(
        "(select {gather}(t.sha256 order by t.position, t.product_id) from (select i.sha256, l.position, l.product_id from {links} l
          join product_image i on i.client_id = l.client_id and i.product_id = l.product_id and i.is_primary and i.deleted_at is null
          join product lp on lp.id = l.product_id and lp.deleted_at is null
          where {terms} order by l.position, l.product_id limit {THUMBNAILS_MAX}) t)"
    )
}

/// Reads such a column.
pub(crate) fn read(row: &Row<'_>, name: &str) -> DbResult<Vec<String>> {
    Ok(row.maybe_json(name)?.unwrap_or_default())
}
