//! Assets that are looked up one by one for the rows of something else. Both engines would rather begin with the assets, as long as they know
//! too little about the tables, and read every picture of a client to find a few: PostgreSQL takes a partial index for nearly empty until it
//! has looked, SQLite never counts. This is the one place that says which way round.

use crate::engine::Engine;

/// Joins the assets, named `a`, of links named `link`: by `asset_id`.
pub(crate) fn of_link(engine: Engine, link: &str) -> String {
    looked_up(engine, "id", &format!("{link}.asset_id"), link)
}

/// Joins the assets, named `a`, that were made in flows named `flow`: by their `id`.
pub(crate) fn of_flow(engine: Engine, flow: &str) -> String {
    looked_up(engine, "generation_flow_id", &format!("{flow}.id"), flow)
}

/// True of assets, named `a`, that show the product bound at `place`. Not said as EXISTS, which PostgreSQL would turn into a join with every
/// picture of the product.
pub(crate) fn shows(place: &str) -> String {
    format!("(select x.product_id from generated_asset_product x where x.asset_id = a.id and x.product_id = {place}) is not null")
}

/// True of assets, named `a`, that were made in flows of the session bound at `session`.
pub(crate) fn made_in(client: &str, session: &str) -> String {
    format!("a.generation_flow_id in (select id from generation_flow where client_id = {client} and collection_session_id = {session})")
}

fn looked_up(engine: Engine, column: &str, value: &str, outer: &str) -> String {
    match engine {
        // CROSS keeps the order in which it is written.
        Engine::Sqlite => format!("cross join generated_asset a on a.client_id = {outer}.client_id and a.{column} = {value}"),
        // OFFSET keeps what is asked of the assets besides out of the look-up, so that no index fits it but the one of the column.
        Engine::Postgres => format!(
            "cross join lateral (select k.* from generated_asset k where k.client_id = {outer}.client_id and k.{column} = {value} offset 0) a"
        ),
    }
}
