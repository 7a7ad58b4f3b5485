//! People's logins, by the hash of their token. Who may sign in, and for how long, is `control`'s to decide.

use time::OffsetDateTime;
use visualizer_domain::ids::{ClientId, SignInId, UserId};
use visualizer_domain::role::Role;
use visualizer_domain::user::{Locale, Theme};

use crate::column::{FromRow, Row};
use crate::conn::Conn;
use crate::error::DbResult;
use crate::params;

/// A login about to be noted.
#[derive(Debug, Clone)]
#[allow(missing_docs)] // The columns of sign_in.
pub struct NewSignIn {
    pub id: SignInId,
    pub token_hash: String,
    pub user_id: UserId,
    pub active_client_id: Option<ClientId>,
    pub expires_at: OffsetDateTime,
    pub user_agent: Option<String>,
    pub peer: Option<String>,
}

/// A login that holds, with its person.
#[derive(Debug, Clone)]
#[allow(missing_docs)] // The columns of sign_in and user_account.
pub struct OpenSignIn {
    pub id: SignInId,
    pub created_at: OffsetDateTime,
    pub last_seen_at: OffsetDateTime,
    pub active_client_id: Option<ClientId>,
    pub user_id: UserId,
    pub email: String,
    pub name: String,
    pub locale: Locale,
    pub theme: Theme,
    pub is_platform_admin: bool,
}

impl FromRow for OpenSignIn {
    fn from_row(row: &Row<'_>) -> DbResult<Self> {
        Ok(Self {
            id: row.get("id")?,
            created_at: row.get("created_at")?,
            last_seen_at: row.get("last_seen_at")?,
            active_client_id: row.get("active_client_id")?,
            user_id: row.get("user_id")?,
            email: row.get("email")?,
            name: row.get("name")?,
            locale: row.get("locale")?,
            theme: row.get("theme")?,
            is_platform_admin: row.get("is_platform_admin")?,
        })
    }
}

/// A client that a person may work in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Workplace {
    /// The client.
    pub client_id: ClientId,
    /// What it is called.
    pub name: String,
    /// Whether nobody approves there what they had made.
    pub four_eyes: bool,
    /// The person's role there; `None` for a platform admin who is no member.
    pub role: Option<Role>,
}

impl FromRow for Workplace {
    fn from_row(row: &Row<'_>) -> DbResult<Self> {
        Ok(Self { client_id: row.get("id")?, name: row.get("name")?, four_eyes: row.get("four_eyes")?, role: row.get("role")? })
    }
}

/// Notes a login.
///
/// # Errors
/// As the database says.
pub async fn insert(conn: Conn<'_>, new: &NewSignIn, now: OffsetDateTime) -> DbResult<()> {
    conn.execute(
        "insert into sign_in (id, token_hash, user_id, active_client_id, created_at, last_seen_at, expires_at, user_agent, peer)
         values ($1, $2, $3, $4, $5, $5, $6, $7, $8)",
        params![new.id, new.token_hash, new.user_id, new.active_client_id, now, new.expires_at, new.user_agent, new.peer],
    )
    .await
    .map(|_| ())
}

/// The login with this token, when it is neither ended nor its person kept out.
///
/// # Errors
/// As the database says.
pub async fn find_open(conn: Conn<'_>, token_hash: &str, now: OffsetDateTime) -> DbResult<Option<OpenSignIn>> {
    conn.maybe(
        "select s.id, s.created_at, s.last_seen_at, s.active_client_id, u.id as user_id, u.email, u.name, u.locale, u.theme, u.is_platform_admin
         from sign_in s join user_account u on u.id = s.user_id
         where s.token_hash = $1 and s.revoked_at is null and s.expires_at > $2 and u.is_active",
        params![token_hash, now],
    )
    .await
}

/// The clients that a person may work in: those they are a member of, and for a platform admin all. The preferred one comes first,
/// the others by name, up to `limit`.
///
/// # Errors
/// As the database says.
pub async fn workplaces(
    conn: Conn<'_>,
    user: &UserId,
    is_platform_admin: bool,
    preferred: Option<&ClientId>,
    limit: i64,
) -> DbResult<Vec<Workplace>> {
    let join = if is_platform_admin { "left join" } else { "join" };
    let sql = format!(
        "select c.id, c.name, c.four_eyes, m.role from client c {join} member m on m.client_id = c.id and m.user_id = $1
         where c.deleted_at is null
         order by case when c.id = $2 then 0 when m.role is not null then 1 else 2 end, c.name, c.id limit $3"
    );
    conn.all(&sql, params![user, preferred, limit]).await
}

/// Moves the end of a login on, unless somebody has since `unless_after`.
///
/// # Errors
/// As the database says.
pub async fn touch(
    conn: Conn<'_>,
    id: &SignInId,
    unless_after: OffsetDateTime,
    expires_at: OffsetDateTime,
    now: OffsetDateTime,
) -> DbResult<()> {
    conn.execute(
        "update sign_in set last_seen_at = $4, expires_at = $3 where id = $1 and last_seen_at <= $2 and revoked_at is null",
        params![id, unless_after, expires_at, now],
    )
    .await
    .map(|_| ())
}

/// Makes a client the one that the person works in from now on.
///
/// # Errors
/// As the database says.
pub async fn set_active_client(conn: Conn<'_>, id: &SignInId, client: &ClientId) -> DbResult<bool> {
    let rows = conn.execute("update sign_in set active_client_id = $2 where id = $1 and revoked_at is null", params![id, client]).await?;
    Ok(rows == 1)
}

/// Makes a client the one that the person works in, unless they have chosen since the login was read with `before`.
///
/// # Errors
/// As the database says.
pub async fn settle(conn: Conn<'_>, id: &SignInId, before: Option<&ClientId>, client: &ClientId) -> DbResult<()> {
    conn.execute(
        "update sign_in set active_client_id = $3 where id = $1 and active_client_id is not distinct from $2 and revoked_at is null",
        params![id, before, client],
    )
    .await
    .map(|_| ())
}

/// Ends a login. `false` when it had ended.
///
/// # Errors
/// As the database says.
pub async fn revoke(conn: Conn<'_>, id: &SignInId, now: OffsetDateTime) -> DbResult<bool> {
    Ok(conn.execute("update sign_in set revoked_at = $2 where id = $1 and revoked_at is null", params![id, now]).await? == 1)
}

/// Ends every login of a person but one that may be kept; gives how many.
///
/// # Errors
/// As the database says.
pub async fn revoke_all(conn: Conn<'_>, user: &UserId, but: Option<&SignInId>, now: OffsetDateTime) -> DbResult<u64> {
    conn.execute(
        "update sign_in set revoked_at = $3 where user_id = $1 and id <> coalesce($2, '') and revoked_at is null and expires_at > $3",
        params![user, but, now],
    )
    .await
}

/// Forgets logins that ended before.
///
/// # Errors
/// As the database says.
pub async fn forget_ended(conn: Conn<'_>, before: OffsetDateTime) -> DbResult<u64> {
    conn.execute("delete from sign_in where expires_at < $1", params![before]).await
}
