//! Who works in a client, and as what.

use time::OffsetDateTime;
use visualizer_domain::client::MEMBERS_MAX;
use visualizer_domain::ids::{ClientId, MemberId, UserId};
use visualizer_domain::role::Role;

use crate::column::{FromRow, Row};
use crate::conn::Conn;
use crate::error::DbResult;
use crate::params;

/// The members of one client.
#[derive(Debug, Clone, Copy)]
pub struct Members<'a> {
    conn: Conn<'a>,
    client: &'a ClientId,
}

/// The members of one client.
#[must_use]
pub fn of<'a>(conn: Conn<'a>, client: &'a ClientId) -> Members<'a> {
    Members { conn, client }
}

/// A member with their account.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs)] // The columns of member and user_account.
pub struct Member {
    pub id: MemberId,
    pub user_id: UserId,
    pub email: String,
    pub name: String,
    pub role: Role,
    pub is_active: bool,
    pub version: i64,
    pub created_at: OffsetDateTime,
    pub last_sign_in_at: Option<OffsetDateTime>,
}

impl FromRow for Member {
    fn from_row(row: &Row<'_>) -> DbResult<Self> {
        Ok(Self {
            id: row.get("id")?,
            user_id: row.get("user_id")?,
            email: row.get("email")?,
            name: row.get("name")?,
            role: row.get("role")?,
            is_active: row.get("is_active")?,
            version: row.get("version")?,
            created_at: row.get("created_at")?,
            last_sign_in_at: row.get("last_sign_in_at")?,
        })
    }
}

const MEMBER: &str = "select m.id, m.user_id, u.email, u.name, m.role, u.is_active, m.version, m.created_at, u.last_sign_in_at
  from member m join user_account u on u.id = m.user_id where m.client_id = $1";

impl Members<'_> {
    /// All members, owners first, then by role and name. At most [`MEMBERS_MAX`], which is all there can be.
    ///
    /// # Errors
    /// As the database says.
    pub async fn all(&self) -> DbResult<Vec<Member>> {
        let sql = format!(
            "{MEMBER} order by case m.role when 'owner' then 0 when 'admin' then 1 when 'editor' then 2 when 'reviewer' then 3 else 4 end,
             u.name, m.id limit {MEMBERS_MAX}"
        );
        self.conn.all(&sql, params![self.client]).await
    }

    /// One member.
    ///
    /// # Errors
    /// As the database says.
    pub async fn find(&self, id: &MemberId) -> DbResult<Option<Member>> {
        self.conn.maybe(&format!("{MEMBER} and m.id = $2"), params![self.client, id]).await
    }

    /// How many there are.
    ///
    /// # Errors
    /// As the database says.
    pub async fn count(&self) -> DbResult<i64> {
        self.conn.one("select count(*) as n from member where client_id = $1", params![self.client]).await
    }

    /// How many owners there are.
    ///
    /// # Errors
    /// As the database says.
    pub async fn owners(&self) -> DbResult<i64> {
        self.conn.one("select count(*) as n from member where client_id = $1 and role = $2", params![self.client, Role::Owner]).await
    }

    /// Adds a person.
    ///
    /// # Errors
    /// `Duplicate` when they are a member.
    pub async fn insert(&self, id: &MemberId, user: &UserId, role: Role, now: OffsetDateTime) -> DbResult<()> {
        self.conn
            .execute(
                "insert into member (id, client_id, user_id, role, created_at, updated_at) values ($1, $2, $3, $4, $5, $5)",
                params![id, self.client, user, role, now],
            )
            .await
            .map(|_| ())
    }

    /// Changes what somebody works as. `false` when the member has another version than `seen`.
    ///
    /// # Errors
    /// As the database says.
    pub async fn set_role(&self, id: &MemberId, seen: i64, role: Role, now: OffsetDateTime) -> DbResult<bool> {
        let rows = self
            .conn
            .execute(
                "update member set role = $4, version = version + 1, updated_at = $5 where client_id = $1 and id = $2 and version = $3",
                params![self.client, id, seen, role, now],
            )
            .await?;
        Ok(rows == 1)
    }

    /// Takes somebody out. `false` when the member has another version than `seen`.
    ///
    /// # Errors
    /// As the database says.
    pub async fn remove(&self, id: &MemberId, seen: i64) -> DbResult<bool> {
        let rows = self
            .conn
            .execute("delete from member where client_id = $1 and id = $2 and version = $3", params![self.client, id, seen])
            .await?;
        Ok(rows == 1)
    }
}
