//! Who works in the caller's client, for programs.

use actix_web::{HttpRequest, web};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use visualizer_control::Control;
use visualizer_control::members::{self, Member, MemberDraft};
use visualizer_domain::ids::{MemberId, UserId};
use visualizer_domain::problem::Noun;
use visualizer_domain::{Problem, Role};

use crate::answer::failure::{Answer, Failure};
use crate::answer::reply;
use crate::api::instant::Instant;
use crate::guard::visit::SignedVisit;
use crate::request::etag::IfMatch;
use crate::request::idempotency::IdempotencyKey;
use crate::request::json::Json;
use crate::request::once::{Made, once};
use crate::request::paging::Listed;
use crate::request::path_id::PathId;

/// A person who is to work in the client.
#[derive(Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NewMember {
    /// Their e-mail address.
    email: String,
    /// What they are called; needed when the address has no account.
    #[serde(default)]
    name: Option<String>,
    /// What they will work as.
    role: Role,
}

/// What somebody works as.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RoleGiven {
    /// The role.
    role: Role,
}

/// A member.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Member")]
pub struct MemberJson {
    /// Their place in the client.
    id: MemberId,
    /// Their account.
    user: UserId,
    /// Their e-mail address.
    email: String,
    /// What they are called.
    name: String,
    /// What they work as.
    role: Role,
    /// They may sign in.
    is_active: bool,
    /// The version of their place; the ETag says the same.
    version: i64,
    /// When they were added.
    created_at: Instant,
    /// When they signed in last.
    last_sign_in_at: Option<Instant>,
}

/// Somebody who was added.
#[derive(Debug, Serialize, JsonSchema)]
pub struct MemberAdded {
    /// The member.
    #[serde(flatten)]
    #[schemars(with = "MemberJson")]
    member: serde_json::Value,
    /// The password of an account that was made for them. It is told this once; an answer that is repeated by its key is without it.
    #[serde(skip_serializing_if = "Option::is_none")]
    password: Option<String>,
}

impl From<Member> for MemberJson {
    fn from(member: Member) -> Self {
        let Member { id, user_id, email, name, role, is_active, version, created_at, last_sign_in_at } = member;
        let (created_at, last_sign_in_at) = (created_at.into(), last_sign_in_at.map(Instant));
        Self { id, user: user_id, email, name, role, is_active, version, created_at, last_sign_in_at }
    }
}

/// Everybody, owners first.
///
/// # Errors
/// What control refuses.
pub async fn list(visit: SignedVisit, control: web::Data<Control>) -> Answer {
    let all = members::list(&control, visit.actor()).await?;
    reply::json(&Listed { items: all.into_iter().map(MemberJson::from).collect(), next: None })
}

/// Adds somebody: their account if the address has one, else a new one.
///
/// # Errors
/// What control refuses.
pub async fn add(
    request: HttpRequest,
    visit: SignedVisit,
    control: web::Data<Control>,
    key: IdempotencyKey,
    Json(new): Json<NewMember>,
) -> Answer {
    let now = visit.now();
    let mut password = None;
    let make = async || {
        let draft = MemberDraft { email: new.email.clone(), name: new.name.clone().unwrap_or_default(), role: new.role };
        let added = members::add(&control, visit.actor(), &draft, now).await?;
        password = added.password;
        Ok(added.id)
    };
    // The answer that is kept for a repetition is without the password, which is stored nowhere.
    let made = once(&control, visit.actor(), &request, &key, (&new, now), make, async |id| {
        let member = find(&visit, &control, id).await?;
        Made::new(format!("/api/members/{id}"), member.version, &MemberJson::from(member))
    })
    .await?;
    reply::created(&made.location, &MemberAdded { member: made.body, password }, made.version)
}

/// One member.
///
/// # Errors
/// 404 when they are not here.
pub async fn show(visit: SignedVisit, control: web::Data<Control>, PathId(id): PathId<MemberId>) -> Answer {
    let member = find(&visit, &control, &id).await?;
    let version = member.version;
    reply::json_version(&MemberJson::from(member), version)
}

/// Changes what somebody works as.
///
/// # Errors
/// 412 when that was changed meanwhile; 409 when no owner would be left.
pub async fn change_role(
    visit: SignedVisit,
    control: web::Data<Control>,
    PathId(id): PathId<MemberId>,
    seen: IfMatch,
    Json(given): Json<RoleGiven>,
) -> Answer {
    let seen = version(&visit, &control, &id, seen).await?;
    members::change_role(&control, visit.actor(), &id, seen, given.role, visit.now()).await?;
    show(visit, control, PathId(id)).await
}

/// Takes somebody out of the client.
///
/// # Errors
/// As [`change_role`].
pub async fn remove(visit: SignedVisit, control: web::Data<Control>, PathId(id): PathId<MemberId>, seen: IfMatch) -> Answer {
    let seen = version(&visit, &control, &id, seen).await?;
    members::remove(&control, visit.actor(), &id, seen, visit.now()).await?;
    reply::done()
}

async fn version(visit: &SignedVisit, control: &Control, id: &MemberId, seen: IfMatch) -> Result<i64, Failure> {
    match seen.version() {
        Some(version) => Ok(version),
        None => Ok(find(visit, control, id).await?.version),
    }
}

async fn find(visit: &SignedVisit, control: &Control, id: &MemberId) -> Result<Member, Failure> {
    let all = members::list(control, visit.actor()).await?;
    all.into_iter().find(|member| member.id == *id).ok_or_else(|| Problem::not_found(Noun::Member, id).into())
}
