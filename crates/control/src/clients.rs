//! Clients: making one, what it is called, whether four eyes decide, and the settings that all its flows begin with.

use serde_json::json;
use time::OffsetDateTime;
use visualizer_db::clients::{self as rows, ClientFacts};
use visualizer_db::{Conn, DbError, members};
use visualizer_domain::client::Slug;
use visualizer_domain::ids::{ClientId, MemberId};
use visualizer_domain::page::{Cursor, Limit, Page};
use visualizer_domain::problem::{FieldProblems, Noun, Outcome};
use visualizer_domain::role::Role;
use visualizer_domain::settings::SettingsLayer;
use visualizer_domain::text::Name;
use visualizer_domain::{Actor, Permission, Problem};

use crate::Control;
use crate::ending::{finish, line, missed};
use crate::failure::Doing as _;

pub use visualizer_db::clients::{Client, ClientCard};

/// What people say about a client, as they wrote it.
#[derive(Debug, Clone, Default)]
pub struct ClientDraft {
    /// What it is called.
    pub name: String,
    /// Its short name in addresses; empty for none.
    pub slug: String,
    /// Whether nobody approves what they had made.
    pub four_eyes: bool,
}

impl ClientDraft {
    fn check(&self) -> Outcome<ClientFacts> {
        let mut problems = FieldProblems::default();
        let name = problems.text("name", Name::parse(&self.name));
        let slug = match self.slug.trim() {
            "" => None,
            slug => Slug::parse(slug).map_err(|problem| problems.push(problem)).ok(),
        };
        problems.check()?;
        let name = name.ok_or_else(|| Problem::invalid("name", "empty"))?;
        Ok(ClientFacts { name, slug, four_eyes: self.four_eyes })
    }
}

/// Makes a client, with its maker as owner.
///
/// # Errors
/// [`Problem::PlatformOnly`]; [`Problem::Invalid`] names each bad field, and `slug` `taken`.
pub async fn create(control: &Control, actor: &Actor, draft: &ClientDraft, now: OffsetDateTime) -> Outcome<ClientId> {
    actor.require_platform_admin()?;
    let facts = draft.check()?;
    let id = ClientId::new(now);
    let tx = control.db.write().await.doing("beginning to make a client")?;
    match rows::insert(tx.conn(), &id, &facts, now).await {
        Err(DbError::Duplicate { .. }) => return Err(Problem::invalid("slug", "taken")),
        inserted => inserted.doing("adding a client")?,
    }
    members::of(tx.conn(), &id)
        .insert(&MemberId::new(now), &actor.user_id, Role::Owner, now)
        .await
        .doing("adding the owner of a client")?;
    let line = line(&id, actor, "client.create", Noun::Client, id.as_str(), now).into_state(json!({ "name": facts.name }));
    finish(tx, &id, line, "committing a client").await?;
    Ok(id)
}

/// The client that the actor works in.
///
/// # Errors
/// Without the permission to view.
pub async fn find(control: &Control, actor: &Actor) -> Outcome<Client> {
    let id = actor.require(Permission::View)?;
    let found = rows::find(control.db.read(), id).await.doing("reading a client")?;
    found.ok_or_else(|| Problem::not_found(Noun::Client, id))
}

/// Any client, for those who run the platform.
///
/// # Errors
/// [`Problem::PlatformOnly`]; [`Problem::NotFound`].
pub async fn find_any(control: &Control, actor: &Actor, id: &ClientId) -> Outcome<Client> {
    actor.require_platform_admin()?;
    let found = rows::find(control.db.read(), id).await.doing("reading a client")?;
    found.ok_or_else(|| Problem::not_found(Noun::Client, id))
}

/// Every client, newest first. `search` looks into names and slugs.
///
/// # Errors
/// [`Problem::PlatformOnly`].
pub async fn list(
    control: &Control,
    actor: &Actor,
    search: Option<&str>,
    from: Option<&Cursor>,
    limit: Limit,
) -> Outcome<Page<ClientCard>> {
    actor.require_platform_admin()?;
    rows::page(control.db.read(), search, from, limit).await.doing("listing clients")
}

/// Changes what people say about the client that the actor works in.
///
/// # Errors
/// [`Problem::Stale`] when it changed since `seen`; [`Problem::Invalid`] as [`create`].
pub async fn update(control: &Control, actor: &Actor, seen: i64, draft: &ClientDraft, now: OffsetDateTime) -> Outcome<()> {
    let id = actor.require(Permission::Manage)?;
    let facts = draft.check()?;
    let tx = control.db.write().await.doing("beginning to change a client")?;
    let before = rows::find(tx.conn(), id).await.doing("reading a client")?.ok_or_else(|| Problem::not_found(Noun::Client, id))?;
    let updated = match rows::update(tx.conn(), id, seen, &facts, now).await {
        Err(DbError::Duplicate { .. }) => return Err(Problem::invalid("slug", "taken")),
        updated => updated.doing("changing a client")?,
    };
    if !updated {
        return Err(refusal(tx.conn(), id, seen).await?);
    }
    let line = line(id, actor, "client.update", Noun::Client, id.as_str(), now).change(
        json!({ "name": before.name, "slug": before.slug, "four_eyes": before.four_eyes }),
        json!({ "name": facts.name, "slug": facts.slug, "four_eyes": facts.four_eyes }),
    );
    finish(tx, id, line, "committing a change of a client").await
}

/// Changes the settings that all flows of the actor's client begin with.
///
/// # Errors
/// [`Problem::Stale`] when the client changed since `seen`; [`Problem::Invalid`] names each undocumented value.
pub async fn update_settings(control: &Control, actor: &Actor, seen: i64, settings: SettingsLayer, now: OffsetDateTime) -> Outcome<()> {
    let id = actor.require(Permission::Manage)?;
    let settings = settings.check(control.registry)?;
    let tx = control.db.write().await.doing("beginning to change the settings of a client")?;
    let before = rows::find(tx.conn(), id).await.doing("reading a client")?.ok_or_else(|| Problem::not_found(Noun::Client, id))?;
    if !rows::update_settings(tx.conn(), id, seen, &settings, now).await.doing("changing the settings of a client")? {
        return Err(refusal(tx.conn(), id, seen).await?);
    }
    let line = line(id, actor, "client.settings", Noun::Client, id.as_str(), now).change(json!(before.settings), json!(settings));
    finish(tx, id, line, "committing the settings of a client").await
}

async fn refusal(conn: Conn<'_>, id: &ClientId, seen: i64) -> Outcome<Problem> {
    let current = rows::find(conn, id).await.doing("reading a client")?.map(|client| client.version);
    Ok(missed(conn, id, Noun::Client, id.as_str(), seen, current).await)
}
