//! People's accounts: making them, changing a password, keeping people out, and how they want their pages. Signing in is in `sign_ins`.

use serde_json::json;
use time::OffsetDateTime;
use visualizer_db::{Conn, DbError, audit_events, sign_ins, users as rows};
use visualizer_domain::audit::{AuditActor, AuditEvent};
use visualizer_domain::ids::{SignInId, UserId};
use visualizer_domain::problem::{FieldProblem, FieldProblems, Noun, Outcome};
use visualizer_domain::text::Name;
use visualizer_domain::user::{Email, Locale, Theme, check_password};
use visualizer_domain::{Actor, Problem};

use crate::Control;
use crate::failure::Doing as _;
use crate::passwords;

pub use visualizer_db::users::User;

/// A person who is to have an account, as they or somebody else wrote it.
#[derive(Debug, Clone, Default)]
pub struct UserDraft {
    /// Their e-mail address.
    pub email: String,
    /// What they are called.
    pub name: String,
    /// What they will sign in with.
    pub password: String,
    /// Whether they run the platform.
    pub is_platform_admin: bool,
}

/// Makes an account, as a platform admin.
///
/// # Errors
/// [`Problem::PlatformOnly`]; [`Problem::Invalid`] names each bad field, and `email` `taken` when the address has an account.
pub async fn create(control: &Control, actor: &Actor, draft: &UserDraft, now: OffsetDateTime) -> Outcome<UserId> {
    actor.require_platform_admin()?;
    make(control, draft, actor.into(), now).await
}

/// Makes an account, as whoever operates the machine: the first one, and those made from the command line.
///
/// # Errors
/// As [`create`], but for the permission.
pub async fn create_by_operator(control: &Control, draft: &UserDraft, now: OffsetDateTime) -> Outcome<UserId> {
    make(control, draft, AuditActor::System, now).await
}

async fn make(control: &Control, draft: &UserDraft, by: AuditActor, now: OffsetDateTime) -> Outcome<UserId> {
    let mut problems = FieldProblems::default();
    let name = problems.text("name", Name::parse(&draft.name));
    let email = Email::parse(&draft.email).map_err(|problem| problems.push(problem)).ok();
    if let Err(problem) = check_password(&draft.password) {
        problems.push(problem);
    }
    problems.check()?;
    let (Some(name), Some(email)) = (name, email) else { return Err(Problem::invalid("email", "empty")) };

    let password_hash = Some(passwords::hash(&draft.password).await?);
    let tx = control.db.write().await.doing("beginning to make an account")?;
    let user = rows::NewUser { id: UserId::new(now), email, name, password_hash, is_platform_admin: draft.is_platform_admin };
    insert(tx.conn(), &user, by, now).await?;
    tx.commit().await.doing("committing an account")?;
    Ok(user.id)
}

/// Adds an account within a command.
pub(crate) async fn insert(conn: Conn<'_>, user: &rows::NewUser, by: AuditActor, now: OffsetDateTime) -> Outcome<()> {
    match rows::insert(conn, user, now).await {
        Err(DbError::Duplicate { .. }) => return Err(Problem::invalid("email", "taken")),
        inserted => inserted.doing("adding an account")?,
    }
    let line = AuditEvent::new(None, by, "user.create", (Noun::User.as_str(), user.id.as_str()), now)
        .into_state(json!({ "email": user.email, "is_platform_admin": user.is_platform_admin }));
    audit_events::insert(conn, &line).await.doing("writing the audit trail")
}

/// An account: one's own, or for a platform admin anybody's.
///
/// # Errors
/// [`Problem::NotFound`] when there is none, or it is somebody else's.
pub async fn find(control: &Control, actor: &Actor, id: &UserId) -> Outcome<User> {
    let found = if actor.platform_admin || actor.user_id == *id {
        rows::find(control.db.read(), id).await.doing("reading an account")?
    } else {
        None
    };
    found.ok_or_else(|| Problem::not_found(Noun::User, id))
}

/// The account of an address, as whoever operates the machine.
///
/// # Errors
/// When the database does not answer.
pub async fn find_by_operator(control: &Control, email: &Email) -> Outcome<Option<User>> {
    rows::find_by_email(control.db.read(), email).await.doing("reading an account")
}

/// Whether anybody has an account yet.
///
/// # Errors
/// When the database does not answer.
pub async fn exist(control: &Control) -> Outcome<bool> {
    rows::exist(control.db.read()).await.doing("looking for accounts")
}

/// Changes one's own password and ends one's other logins.
///
/// # Errors
/// [`Problem::Invalid`]: `current_password` `wrong`, or `password` by its bounds.
pub async fn change_password(
    control: &Control,
    actor: &Actor,
    keep: &SignInId,
    current: &str,
    password: &str,
    now: OffsetDateTime,
) -> Outcome<()> {
    check_password(password).map_err(|problem| Problem::Invalid { fields: vec![problem] })?;
    let seen = rows::credentials(control.db.read(), &actor.user_id).await.doing("reading an account")?;
    let hash = seen.as_ref().and_then(|seen| seen.password_hash.as_deref());
    let (true, Some(seen)) = (passwords::verify(current, hash).await?, &seen) else {
        return Err(Problem::Invalid { fields: vec![FieldProblem::new("current_password", "wrong")] });
    };
    set_password(control, seen, password, Some(keep), actor.into(), now).await
}

/// Gives a person another password and ends all their logins, as whoever operates the machine.
///
/// # Errors
/// [`Problem::NotFound`] when the address has no account; [`Problem::Invalid`] for a password outside its bounds.
pub async fn reset_password_by_operator(control: &Control, email: &Email, password: &str, now: OffsetDateTime) -> Outcome<()> {
    check_password(password).map_err(|problem| Problem::Invalid { fields: vec![problem] })?;
    let seen = rows::credentials_by_email(control.db.read(), email).await.doing("reading an account")?;
    let seen = seen.ok_or_else(|| Problem::not_found(Noun::User, email))?;
    set_password(control, &seen, password, None, AuditActor::System, now).await
}

async fn set_password(
    control: &Control,
    seen: &rows::Credentials,
    password: &str,
    keep: Option<&SignInId>,
    by: AuditActor,
    now: OffsetDateTime,
) -> Outcome<()> {
    let hash = passwords::hash(password).await?;
    let tx = control.db.write().await.doing("beginning to change a password")?;
    if !rows::set_password_hash(tx.conn(), seen, &hash, now).await.doing("changing a password")? {
        return Err(Problem::conflict("password-changed"));
    }
    sign_ins::revoke_all(tx.conn(), &seen.id, keep, now).await.doing("ending logins")?;
    let line = AuditEvent::new(None, by, "user.change-password", (Noun::User.as_str(), seen.id.as_str()), now);
    audit_events::insert(tx.conn(), &line).await.doing("writing the audit trail")?;
    tx.commit().await.doing("committing a password")
}

/// Keeps a person out from now on and ends all their logins, as whoever operates the machine. What they made and decided stays. `false` when
/// they were kept out already.
///
/// # Errors
/// [`Problem::NotFound`] when the address has no account.
pub async fn keep_out_by_operator(control: &Control, email: &Email, now: OffsetDateTime) -> Outcome<bool> {
    set_active(control, email, false, now).await
}

/// Lets a person in again who was kept out, as whoever operates the machine. Their password is what it was. `false` when they were not kept
/// out.
///
/// # Errors
/// [`Problem::NotFound`] when the address has no account.
pub async fn let_in_by_operator(control: &Control, email: &Email, now: OffsetDateTime) -> Outcome<bool> {
    set_active(control, email, true, now).await
}

async fn set_active(control: &Control, email: &Email, is_active: bool, now: OffsetDateTime) -> Outcome<bool> {
    let tx = control.db.write().await.doing("beginning to change who is let in")?;
    let found = rows::find_by_email(tx.conn(), email).await.doing("reading an account")?;
    let user = found.ok_or_else(|| Problem::not_found(Noun::User, email))?.id;
    let changed = rows::set_active(tx.conn(), &user, is_active, now).await.doing("changing who is let in")?;
    if changed {
        if !is_active {
            sign_ins::revoke_all(tx.conn(), &user, None, now).await.doing("ending logins")?;
        }
        let action = if is_active { "user.let-in" } else { "user.keep-out" };
        let line = AuditEvent::new(None, AuditActor::System, action, (Noun::User.as_str(), user.as_str()), now);
        audit_events::insert(tx.conn(), &line).await.doing("writing the audit trail")?;
    }
    tx.commit().await.doing("committing who is let in")?;
    Ok(changed)
}

/// Changes the language and the lighting of one's own pages.
///
/// # Errors
/// [`Problem::Unauthenticated`] when one's account is gone.
pub async fn set_preferences(control: &Control, actor: &Actor, locale: Locale, theme: Theme, now: OffsetDateTime) -> Outcome<()> {
    let tx = control.db.write().await.doing("beginning to change preferences")?;
    if !rows::set_preferences(tx.conn(), &actor.user_id, locale, theme, now).await.doing("changing preferences")? {
        return Err(Problem::Unauthenticated);
    }
    tx.commit().await.doing("committing preferences")
}
