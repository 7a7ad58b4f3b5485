//! Signing in and out, and who is behind a token. Only the hash of a token is stored, so that a copy of the database signs nobody in.

use serde_json::json;
use time::{Duration, OffsetDateTime};
use visualizer_db::sign_ins::{self as rows, NewSignIn, OpenSignIn, Workplace};
use visualizer_db::{Conn, WriteTx, audit_events, users};
use visualizer_domain::actor::Standing;
use visualizer_domain::audit::{AuditActor, AuditEvent};
use visualizer_domain::canonical::sha256;
use visualizer_domain::ids::{ClientId, SignInId, UserId};
use visualizer_domain::problem::{Noun, Outcome};
use visualizer_domain::role::Role;
use visualizer_domain::user::{Email, Locale, PASSWORD_MAX, Theme};
use visualizer_domain::{Actor, Problem};

use crate::Control;
use crate::failure::Doing as _;
use crate::passwords;

/// A login ends when it was not used for this long.
pub const IDLE_MAX: Duration = Duration::days(14);
/// A login ends after this long in any case.
pub const AGE_MAX: Duration = Duration::days(90);
/// The last use of a login is noted this often at most: reading pages does not write.
const SEEN_EVERY: Duration = Duration::seconds(60);
/// How long a request waits to note something beside what it was asked for. A long writer makes readers wait no longer than this.
const NOTE_PATIENCE: std::time::Duration = std::time::Duration::from_millis(50);
/// Clients that a person may change to, as far as they are listed. A platform admin finds the others on the page of clients.
pub const WORKPLACES_MAX: i64 = 100;
/// Longest program name and peer address that are kept, in characters.
const ORIGIN_MAX: usize = 300;

/// Where somebody signs in from, as far as it is known.
#[derive(Debug, Clone, Copy, Default)]
pub struct Origin<'a> {
    /// What their program calls itself.
    pub user_agent: Option<&'a str>,
    /// Their address.
    pub peer: Option<&'a str>,
    /// The request that they do it by, as the log names it.
    pub request_id: Option<&'a str>,
}

/// A login that was just opened. The token is shown to nobody else and cannot be had again.
#[derive(Clone)]
pub struct Opened {
    /// The login.
    pub id: SignInId,
    /// The person.
    pub user_id: UserId,
    /// What proves it: 64 hex digits.
    pub token: String,
}

/// A person behind a token.
#[derive(Debug, Clone)]
pub struct SignedIn {
    /// The login.
    pub id: SignInId,
    /// Who it is, and where they stand.
    pub actor: Actor,
    /// Their e-mail address.
    pub email: String,
    /// The language of their pages.
    pub locale: Locale,
    /// How their pages are lit.
    pub theme: Theme,
    /// Clients that they may work in, by name.
    pub workplaces: Vec<Workplace>,
}

impl SignedIn {
    /// The client that they are working in.
    #[must_use]
    pub fn workplace(&self) -> Option<&Workplace> {
        let standing = self.actor.standing.as_ref()?;
        self.workplaces.iter().find(|place| place.client_id == standing.client_id)
    }
}

/// Opens a login. An unknown address and a wrong password are one refusal and take the same time.
///
/// # Errors
/// [`Problem::Invalid`]: `password` `sign-in`.
pub async fn sign_in(control: &Control, email: &str, password: &str, origin: Origin<'_>, now: OffsetDateTime) -> Outcome<Opened> {
    let found = match Email::parse(email) {
        Ok(email) => users::credentials_by_email(control.db.read(), &email).await.doing("reading an account")?,
        Err(_) => None,
    };
    // More characters than any password has are not worth hashing.
    let password: String = password.chars().take(PASSWORD_MAX + 1).collect();
    let hash = found.as_ref().filter(|found| found.is_active).and_then(|found| found.password_hash.as_deref());
    let (true, Some(user)) = (passwords::verify(&password, hash).await?, &found) else {
        return Err(Problem::invalid("password", "sign-in"));
    };

    let token = secret();
    let tx = control.db.write().await.doing("beginning to sign in")?;
    let account = users::find(tx.conn(), &user.id).await.doing("reading an account")?;
    // Somebody may have been kept out while the password was checked.
    let account = account.filter(|account| account.is_active).ok_or_else(|| Problem::invalid("password", "sign-in"))?;
    let first = rows::workplaces(tx.conn(), &user.id, account.is_platform_admin, None, 1).await.doing("reading where a person works")?;
    let new = NewSignIn {
        id: SignInId::new(now),
        token_hash: sha256(token.as_bytes()),
        user_id: user.id.clone(),
        active_client_id: first.into_iter().next().map(|place| place.client_id),
        expires_at: now + IDLE_MAX,
        user_agent: origin.user_agent.map(shortened),
        peer: origin.peer.map(shortened),
    };
    rows::forget_ended(tx.conn(), now - AGE_MAX).await.doing("forgetting old logins")?;
    rows::insert(tx.conn(), &new, now).await.doing("opening a login")?;
    users::note_sign_in(tx.conn(), &user.id, now).await.doing("noting a login")?;
    let by = AuditActor::User { id: user.id.to_string(), name: account.name, request_id: origin.request_id.map(str::to_owned) };
    let line = AuditEvent::new(None, by, "user.sign-in", (Noun::User.as_str(), user.id.as_str()), now);
    audit_events::insert(tx.conn(), &line).await.doing("writing the audit trail")?;
    tx.commit().await.doing("committing a login")?;
    Ok(Opened { id: new.id, user_id: new.user_id, token })
}

/// Who is behind a token; `None` when it is unknown or its login has ended. Notes that the login is used, once a minute.
///
/// # Errors
/// When the database does not answer.
pub async fn resolve(control: &Control, token: &str, now: OffsetDateTime) -> Outcome<Option<SignedIn>> {
    if !(token.len() == 64 && token.bytes().all(|b| b.is_ascii_hexdigit())) {
        return Ok(None);
    }
    let conn = control.db.read();
    let Some(open) = rows::find_open(conn, &sha256(token.as_bytes()), now).await.doing("looking up a login")? else { return Ok(None) };
    if now - open.last_seen_at >= SEEN_EVERY {
        // Somebody who may read goes on reading when this cannot be written.
        if let Err(problem) = touch(control, &open, now).await {
            tracing::warn!(sign_in = %open.id, error = %problem, "the use of a login was not noted");
        }
    }
    let (actor, workplaces) = stand(conn, &open.user_id, &open.name, open.is_platform_admin, open.active_client_id.as_ref()).await?;
    if let Some(client) = actor.client().filter(|client| open.active_client_id.as_ref() != Some(client))
        && let Err(problem) = settle(control, &open, client).await
    {
        tracing::warn!(sign_in = %open.id, error = %problem, "the client of a login was not noted");
    }
    Ok(Some(SignedIn { id: open.id, actor, email: open.email, locale: open.locale, theme: open.theme, workplaces }))
}

/// A person as an actor without a login: what the command line and the demo work as. Without a client they stand where they would stand
/// after signing in.
///
/// # Errors
/// [`Problem::NotFound`] when there is no such person or they may not work in that client.
pub async fn actor_of(control: &Control, user: &UserId, client: Option<&ClientId>) -> Outcome<Actor> {
    let conn = control.db.read();
    let found = users::find(conn, user).await.doing("reading an account")?.filter(|user| user.is_active);
    let found = found.ok_or_else(|| Problem::not_found(Noun::User, user))?;
    let (actor, _) = stand(conn, user, &found.name, found.is_platform_admin, client).await?;
    match (client, &actor.standing) {
        (Some(client), Some(standing)) if standing.client_id != *client => Err(Problem::not_found(Noun::Client, client)),
        (Some(client), None) => Err(Problem::not_found(Noun::Client, client)),
        _ => Ok(actor),
    }
}

/// Ends a login. One that has ended is no problem.
///
/// # Errors
/// When the database does not answer.
pub async fn sign_out(control: &Control, actor: &Actor, sign_in: &SignInId, now: OffsetDateTime) -> Outcome<()> {
    let tx = control.db.write().await.doing("beginning to sign out")?;
    if rows::revoke(tx.conn(), sign_in, now).await.doing("ending a login")? {
        let line = AuditEvent::new(None, actor, "user.sign-out", (Noun::User.as_str(), actor.user_id.as_str()), now);
        audit_events::insert(tx.conn(), &line).await.doing("writing the audit trail")?;
    }
    tx.commit().await.doing("committing the end of a login")
}

/// Ends every login of a person, this one too; gives how many.
///
/// # Errors
/// When the database does not answer.
pub async fn sign_out_everywhere(control: &Control, actor: &Actor, now: OffsetDateTime) -> Outcome<u64> {
    let tx = control.db.write().await.doing("beginning to sign out everywhere")?;
    let ended = rows::revoke_all(tx.conn(), &actor.user_id, None, now).await.doing("ending logins")?;
    let line = AuditEvent::new(None, actor, "user.sign-out-everywhere", (Noun::User.as_str(), actor.user_id.as_str()), now);
    audit_events::insert(tx.conn(), &line).await.doing("writing the audit trail")?;
    tx.commit().await.doing("committing the end of logins")?;
    Ok(ended)
}

/// Makes another client the one that a login of the actor works in.
///
/// # Errors
/// [`Problem::NotFound`] when they may not work there; [`Problem::Unauthenticated`] when the login has ended.
pub async fn switch_client(control: &Control, actor: &Actor, sign_in: &SignInId, client: &ClientId, now: OffsetDateTime) -> Outcome<()> {
    actor_of(control, &actor.user_id, Some(client)).await?;
    let tx = control.db.write().await.doing("beginning to change the client")?;
    if !rows::set_active_client(tx.conn(), sign_in, client).await.doing("changing the client of a login")? {
        return Err(Problem::Unauthenticated);
    }
    let left = actor.client();
    let line = AuditEvent::new(None, actor, "user.enter-client", (Noun::User.as_str(), actor.user_id.as_str()), now)
        .change(json!({ "client": left }), json!({ "client": client }));
    audit_events::insert(tx.conn(), &line).await.doing("writing the audit trail")?;
    tx.commit().await.doing("committing the change of the client")
}

async fn touch(control: &Control, open: &OpenSignIn, now: OffsetDateTime) -> Outcome<()> {
    let expires_at = (now + IDLE_MAX).min(open.created_at + AGE_MAX);
    let Some(tx) = write_soon(control, "noting the use of a login").await? else { return Ok(()) };
    rows::touch(tx.conn(), &open.id, now - SEEN_EVERY, expires_at, now).await.doing("noting the use of a login")?;
    tx.commit().await.doing("committing the use of a login")
}

/// Keeps a login in the client where it was found to stand, so that it stays there when clients are added or called something else.
async fn settle(control: &Control, open: &OpenSignIn, client: &ClientId) -> Outcome<()> {
    let Some(tx) = write_soon(control, "noting the client of a login").await? else { return Ok(()) };
    rows::settle(tx.conn(), &open.id, open.active_client_id.as_ref(), client).await.doing("noting the client of a login")?;
    tx.commit().await.doing("committing the client of a login")
}

/// A transaction for what the next request can note as well; `None` when others are writing for long.
async fn write_soon(control: &Control, doing: &'static str) -> Outcome<Option<WriteTx>> {
    match tokio::time::timeout(NOTE_PATIENCE, control.db.write()).await {
        Ok(begun) => begun.doing(doing).map(Some),
        Err(_) => {
            tracing::debug!("{doing} is left to the next request: the writer is busy");
            Ok(None)
        }
    }
}

/// The actor, and where they could work: in the client they chose if they still may, else in the first of theirs.
async fn stand(
    conn: Conn<'_>,
    user: &UserId,
    name: &str,
    is_platform_admin: bool,
    chosen: Option<&ClientId>,
) -> Outcome<(Actor, Vec<Workplace>)> {
    let mut workplaces =
        rows::workplaces(conn, user, is_platform_admin, chosen, WORKPLACES_MAX).await.doing("reading where a person works")?;
    let standing = workplaces.first().map(|place| Standing { client_id: place.client_id.clone(), role: place.role.unwrap_or(Role::Owner) });
    workplaces.sort_by(|a, b| (&a.name, &a.client_id).cmp(&(&b.name, &b.client_id)));
    let actor = Actor { user_id: user.clone(), name: name.to_owned(), platform_admin: is_platform_admin, standing, request_id: None };
    Ok((actor, workplaces))
}

/// 256 random bits, as 64 hex digits.
fn secret() -> String {
    rand::random::<[u8; 32]>().iter().map(|byte| format!("{byte:02x}")).collect()
}

fn shortened(text: &str) -> String {
    text.chars().filter(|c| !c.is_control()).take(ORIGIN_MAX).collect()
}
