//! Whether the four-eyes rule holds in a client now: it is on, and there is a second pair of eyes.

use visualizer_db::{Conn, clients, members};
use visualizer_domain::Problem;
use visualizer_domain::approval;
use visualizer_domain::ids::ClientId;
use visualizer_domain::problem::{Noun, Outcome};

use crate::failure::Doing as _;

pub(crate) async fn hold(conn: Conn<'_>, client: &ClientId) -> Outcome<bool> {
    let found = clients::find(conn, client).await.doing("reading a client")?.ok_or_else(|| Problem::not_found(Noun::Client, client))?;
    let members = members::of(conn, client).count().await.doing("counting members")?;
    Ok(approval::four_eyes_hold(found.four_eyes, members))
}
