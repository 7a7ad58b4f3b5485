//! People's accounts. A person belongs to no client by themselves; `members` joins them.

use time::OffsetDateTime;
use visualizer_domain::ids::UserId;
use visualizer_domain::text::Name;
use visualizer_domain::user::{Email, Locale, Theme};

use crate::column::{FromRow, Row};
use crate::conn::Conn;
use crate::error::DbResult;
use crate::params;

/// A person's account, without what proves that it is them.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs)] // The columns of user_account.
pub struct User {
    pub id: UserId,
    pub email: String,
    pub name: String,
    pub locale: Locale,
    pub theme: Theme,
    pub is_platform_admin: bool,
    pub is_active: bool,
    pub created_at: OffsetDateTime,
    pub last_sign_in_at: Option<OffsetDateTime>,
}

impl FromRow for User {
    fn from_row(row: &Row<'_>) -> DbResult<Self> {
        Ok(Self {
            id: row.get("id")?,
            email: row.get("email")?,
            name: row.get("name")?,
            locale: row.get("locale")?,
            theme: row.get("theme")?,
            is_platform_admin: row.get("is_platform_admin")?,
            is_active: row.get("is_active")?,
            created_at: row.get("created_at")?,
            last_sign_in_at: row.get("last_sign_in_at")?,
        })
    }
}

/// An account about to be added.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewUser {
    /// Its id.
    pub id: UserId,
    /// Where the person is reached, and what they sign in with.
    pub email: Email,
    /// What they are called.
    pub name: Name,
    /// The hash of their password; without one they cannot sign in by password.
    pub password_hash: Option<String>,
    /// Whether they run the platform.
    pub is_platform_admin: bool,
}

/// What is needed to check a password.
#[derive(Clone, PartialEq, Eq)]
pub struct Credentials {
    /// Whose.
    pub id: UserId,
    /// The stored hash.
    pub password_hash: Option<String>,
    /// Whether they may sign in at all.
    pub is_active: bool,
}

impl FromRow for Credentials {
    fn from_row(row: &Row<'_>) -> DbResult<Self> {
        Ok(Self { id: row.get("id")?, password_hash: row.get("password_hash")?, is_active: row.get("is_active")? })
    }
}

const USER: &str = "select id, email, name, locale, theme, is_platform_admin, is_active, created_at, last_sign_in_at from user_account";

/// Adds an account.
///
/// # Errors
/// `Duplicate` when the address has one.
pub async fn insert(conn: Conn<'_>, user: &NewUser, now: OffsetDateTime) -> DbResult<()> {
    conn.execute(
        "insert into user_account (id, email, name, password_hash, is_platform_admin, created_at, updated_at) values ($1, $2, $3, $4, $5, $6, $6)",
        params![user.id, user.email, user.name, user.password_hash, user.is_platform_admin, now],
    )
    .await
    .map(|_| ())
}

/// One account.
///
/// # Errors
/// As the database says.
pub async fn find(conn: Conn<'_>, id: &UserId) -> DbResult<Option<User>> {
    conn.maybe(&format!("{USER} where id = $1"), params![id]).await
}

/// The account of an address.
///
/// # Errors
/// As the database says.
pub async fn find_by_email(conn: Conn<'_>, email: &Email) -> DbResult<Option<User>> {
    conn.maybe(&format!("{USER} where email = $1"), params![email]).await
}

/// True when there is any account at all.
///
/// # Errors
/// As the database says.
pub async fn exist(conn: Conn<'_>) -> DbResult<bool> {
    conn.one::<i64>("select count(*) as n from (select 1 as one from user_account limit 1) counted", Vec::new()).await.map(|n| n > 0)
}

/// What the password of an address is checked with.
///
/// # Errors
/// As the database says.
pub async fn credentials_by_email(conn: Conn<'_>, email: &Email) -> DbResult<Option<Credentials>> {
    conn.maybe("select id, password_hash, is_active from user_account where email = $1", params![email]).await
}

/// What a person's password is checked with.
///
/// # Errors
/// As the database says.
pub async fn credentials(conn: Conn<'_>, id: &UserId) -> DbResult<Option<Credentials>> {
    conn.maybe("select id, password_hash, is_active from user_account where id = $1", params![id]).await
}

/// Puts another password hash in the place of the one that was checked. `false` when somebody else changed it in between.
///
/// # Errors
/// As the database says.
pub async fn set_password_hash(conn: Conn<'_>, seen: &Credentials, hash: &str, now: OffsetDateTime) -> DbResult<bool> {
    let rows = conn
        .execute(
            "update user_account set password_hash = $3, updated_at = $4
             where id = $1 and coalesce(password_hash, '') = coalesce($2, '') and is_active",
            params![seen.id, seen.password_hash, hash, now],
        )
        .await?;
    Ok(rows == 1)
}

/// Changes language and lighting of the pages. `false` when there is no such person.
///
/// # Errors
/// As the database says.
pub async fn set_preferences(conn: Conn<'_>, id: &UserId, locale: Locale, theme: Theme, now: OffsetDateTime) -> DbResult<bool> {
    let rows = conn
        .execute("update user_account set locale = $2, theme = $3, updated_at = $4 where id = $1", params![id, locale, theme, now])
        .await?;
    Ok(rows == 1)
}

/// Lets a person in who was kept out, or keeps one out who was let in. `false` when it is so already, or there is no such person.
///
/// # Errors
/// As the database says.
pub async fn set_active(conn: Conn<'_>, id: &UserId, is_active: bool, now: OffsetDateTime) -> DbResult<bool> {
    let sql = "update user_account set is_active = $2, updated_at = $3 where id = $1 and is_active <> $2";
    Ok(conn.execute(sql, params![id, is_active, now]).await? == 1)
}

/// Notes that a person signed in.
///
/// # Errors
/// As the database says.
pub async fn note_sign_in(conn: Conn<'_>, id: &UserId, now: OffsetDateTime) -> DbResult<()> {
    conn.execute("update user_account set last_sign_in_at = $2 where id = $1", params![id, now]).await.map(|_| ())
}
