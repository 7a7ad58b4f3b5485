//! Clients: changing from one to another.

use actix_web::{HttpRequest, web};
use visualizer_domain::Problem;
use visualizer_domain::ids::ClientId;
use visualizer_domain::problem::Noun;

use crate::admin::Admin;
use crate::cookies::Ours;
use crate::failure::Answer;
use crate::flash::Flash;
use crate::forms::Form;
use crate::visit::SignedVisit;

/// Works in another client from now on, and begins at its first page.
///
/// # Errors
/// [`Problem::NotFound`] for a client that the person does not belong to.
pub async fn enter(request: HttpRequest, visit: SignedVisit, admin: web::Data<Admin>, form: Form) -> Answer {
    let client = ClientId::parse(form.get("client")).map_err(|_| Problem::not_found(Noun::Client, form.get("client")))?;
    let token = Ours::SignIn.read(&request, visit.secure).unwrap_or_default();
    admin.sign_ins.enter(&token, &client, admin.clock.now()).await?;
    let name = visit.person().clients.iter().find(|(id, _)| *id == client).map_or("", |(_, name)| name);
    visit.see_other_saying("/", &Flash::new("client-entered").with("name", name))
}
