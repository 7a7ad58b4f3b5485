//! Who works in a client: adding people, changing what they work as, taking them out. There is always an owner, and only owners make
//! and unmake owners.

use serde_json::json;
use time::OffsetDateTime;
use visualizer_db::members as rows;
use visualizer_db::{DbError, WriteTx, clients, users};
use visualizer_domain::client::MEMBERS_MAX;
use visualizer_domain::ids::{ClientId, MemberId, UserId};
use visualizer_domain::problem::{FieldProblem, FieldProblems, Noun, Outcome};
use visualizer_domain::role::Role;
use visualizer_domain::text::Name;
use visualizer_domain::user::Email;
use visualizer_domain::{Actor, Permission, Problem};

use crate::Control;
use crate::ending::{finish, line, missed};
use crate::failure::Doing as _;
use crate::passwords;

pub use visualizer_db::members::Member;

/// Letters of a password that is read off a screen: none that look like another.
const LETTERS: &[u8; 32] = b"abcdefghjkmnpqrstuvwxyz23456789A";

/// A person who is to work in the client.
#[derive(Debug, Clone)]
pub struct MemberDraft {
    /// Their e-mail address.
    pub email: String,
    /// What they are called; needed when the address has no account.
    pub name: String,
    /// What they will work as.
    pub role: Role,
}

/// Somebody who was added.
#[derive(Debug, Clone)]
pub struct Added {
    /// Their place in the client.
    pub id: MemberId,
    /// When an account was made for them: the password to hand over. It is shown this once and stored nowhere.
    pub password: Option<String>,
}

/// The members of the actor's client, owners first.
///
/// # Errors
/// Without the permission to view.
pub async fn list(control: &Control, actor: &Actor) -> Outcome<Vec<Member>> {
    let client = actor.require(Permission::View)?;
    rows::of(control.db.read(), client).all().await.doing("listing members")
}

/// Adds a person: their account if the address has one, else a new account with a password to hand over.
///
/// # Errors
/// [`Problem::Invalid`] names each bad field; `email` `member` when they work here already; [`Problem::Conflict`] `members-max`.
pub async fn add(control: &Control, actor: &Actor, draft: &MemberDraft, now: OffsetDateTime) -> Outcome<Added> {
    let client = actor.require(needed(&[draft.role]))?;
    let email = Email::parse(&draft.email).map_err(|problem| Problem::Invalid { fields: vec![problem] })?;
    let known = users::find_by_email(control.db.read(), &email).await.doing("reading an account")?;
    // Hashing takes a while, so it is done before the transaction.
    let new = match &known {
        Some(_) => None,
        None => Some(new_account(email, &draft.name, now).await?),
    };
    let user = known.map(|user| user.id).or_else(|| new.as_ref().map(|(user, _)| user.id.clone()));
    let user: UserId = user.ok_or_else(|| Problem::invalid("email", "email"))?;

    let tx = control.db.write().await.doing("beginning to add a member")?;
    clients::lock(tx.conn(), client).await.doing("locking a client")?;
    let members = rows::of(tx.conn(), client);
    if members.count().await.doing("counting members")? >= MEMBERS_MAX {
        return Err(Problem::Conflict { code: "members-max", values: vec![("max", MEMBERS_MAX.to_string())] });
    }
    if let Some((account, _)) = &new {
        crate::users::insert(tx.conn(), account, actor.into(), now).await?;
    }
    let id = MemberId::new(now);
    match members.insert(&id, &user, draft.role, now).await {
        Err(DbError::Duplicate { .. }) => return Err(Problem::invalid("email", "member")),
        inserted => inserted.doing("adding a member")?,
    }
    let line = line(client, actor, "member.add", Noun::Member, id.as_str(), now).into_state(json!({ "user": user, "role": draft.role }));
    finish(tx, client, line, "committing a member").await?;
    Ok(Added { id, password: new.map(|(_, password)| password) })
}

/// Changes what somebody works as.
///
/// # Errors
/// [`Problem::Forbidden`] when an owner is made or unmade without being one; [`Problem::Conflict`] `last-owner`;
/// [`Problem::Stale`] when the member changed since `seen`.
pub async fn change_role(control: &Control, actor: &Actor, id: &MemberId, seen: i64, role: Role, now: OffsetDateTime) -> Outcome<()> {
    let client = actor.require(needed(&[role]))?;
    let (tx, member) = hold(control, actor, client, id, Some(role)).await?;
    let members = rows::of(tx.conn(), client);
    if !members.set_role(id, seen, role, now).await.doing("changing the role of a member")? {
        return Err(missed(tx.conn(), client, Noun::Member, id.as_str(), seen, Some(member.version)).await);
    }
    let line = line(client, actor, "member.change-role", Noun::Member, id.as_str(), now)
        .change(json!({ "user": member.user_id, "role": member.role }), json!({ "role": role }));
    finish(tx, client, line, "committing the role of a member").await
}

/// Takes somebody out of the client. Their account and what they made stay.
///
/// # Errors
/// As [`change_role`].
pub async fn remove(control: &Control, actor: &Actor, id: &MemberId, seen: i64, now: OffsetDateTime) -> Outcome<()> {
    let client = actor.require(Permission::Manage)?;
    let (tx, member) = hold(control, actor, client, id, None).await?;
    if !rows::of(tx.conn(), client).remove(id, seen).await.doing("removing a member")? {
        return Err(missed(tx.conn(), client, Noun::Member, id.as_str(), seen, Some(member.version)).await);
    }
    let line = line(client, actor, "member.remove", Noun::Member, id.as_str(), now)
        .change(json!({ "user": member.user_id, "role": member.role }), json!(null));
    finish(tx, client, line, "committing the removal of a member").await
}

/// What is needed to have to do with these roles.
fn needed(roles: &[Role]) -> Permission {
    if roles.contains(&Role::Owner) { Permission::Own } else { Permission::Manage }
}

/// Begins to change a member who is to become `role`, or to leave. Until the end of the transaction nobody else changes members of this client, so
/// that an owner is left whatever two people do at once.
async fn hold(control: &Control, actor: &Actor, client: &ClientId, id: &MemberId, role: Option<Role>) -> Outcome<(WriteTx, Member)> {
    let tx = control.db.write().await.doing("beginning to change a member")?;
    clients::lock(tx.conn(), client).await.doing("locking a client")?;
    let members = rows::of(tx.conn(), client);
    let member = members.find(id).await.doing("reading a member")?.ok_or_else(|| Problem::not_found(Noun::Member, id))?;
    actor.require(needed(&[member.role, role.unwrap_or(member.role)]))?;
    let owner_lost = member.role == Role::Owner && role != Some(Role::Owner);
    if owner_lost && members.owners().await.doing("counting owners")? == 1 {
        return Err(Problem::conflict("last-owner"));
    }
    Ok((tx, member))
}

/// An account for somebody who has none, and its password.
async fn new_account(email: Email, name: &str, now: OffsetDateTime) -> Outcome<(users::NewUser, String)> {
    let mut problems = FieldProblems::default();
    let name = problems.text("name", Name::parse(name));
    problems.check()?;
    let name = name.ok_or_else(|| Problem::Invalid { fields: vec![FieldProblem::new("name", "empty")] })?;
    let password = readable_password();
    let password_hash = Some(passwords::hash(&password).await?);
    Ok((users::NewUser { id: UserId::new(now), email, name, password_hash, is_platform_admin: false }, password))
}

/// Four groups of four letters out of 32: 80 random bits.
fn readable_password() -> String {
    let bytes = rand::random::<[u8; 16]>();
    let letters: Vec<char> = bytes.iter().map(|byte| char::from(LETTERS[usize::from(byte % 32)])).collect();
    letters.chunks(4).map(|group| group.iter().collect::<String>()).collect::<Vec<_>>().join("-")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_to_hand_over_can_be_read_aloud_and_is_never_the_same() {
        let (one, other) = (readable_password(), readable_password());
        assert_eq!((one.len(), one.matches('-').count()), (19, 3), "{one}");
        assert_ne!(one, other);
        assert!(!one.contains(['l', 'i', 'o', '0', '1']), "{one}");
        assert_eq!(LETTERS.iter().collect::<std::collections::HashSet<_>>().len(), 32);
    }
}
