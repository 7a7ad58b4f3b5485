//! Clients: all of them, for those who run the platform; and changing from one to another, for everybody.

use actix_web::{HttpRequest, web};
use askama::Template;
use visualizer_control::Control;
use visualizer_control::clients::{self, ClientCard};
use visualizer_domain::Problem;
use visualizer_domain::ids::ClientId;
use visualizer_domain::problem::Noun;

use crate::admin::Admin;
use crate::answer::failure::Answer;
use crate::answer::flash::Flash;
use crate::forms::Form;
use crate::guard::visit::SignedVisit;
use crate::parts::place::Place;
use crate::parts::shell::Shell;
use crate::request::address_query::Query;
use crate::request::client_query::ClientQuery;
use crate::request::paging::Pager;
use crate::words::Words;

#[derive(Template)]
#[template(path = "clients.html")]
struct ClientsPage {
    shell: Shell,
    w: Words,
    rows: Vec<ClientCard>,
    search: String,
    current: Option<ClientId>,
    pager: Pager,
}

/// The list.
///
/// # Errors
/// When control does not answer, or the address has a cursor of another list.
pub async fn show(request: HttpRequest, visit: SignedVisit, control: web::Data<Control>, Query(query): Query<ClientQuery>) -> Answer {
    let (from, limit) = query.page()?;
    let found = clients::list(&control, visit.actor(), query.search(), from.as_ref(), limit).await?;
    let page = ClientsPage {
        shell: visit.shell(Some(Place::Clients)),
        w: visit.words,
        pager: Pager::of(&request, found.next.as_ref()),
        rows: found.rows,
        search: query.search().unwrap_or_default().to_owned(),
        current: visit.client().cloned(),
    };
    visit.page(&page)
}

/// Works in another client from now on, and begins at its first page.
///
/// # Errors
/// [`Problem::NotFound`] for a client that the person does not belong to.
pub async fn enter(visit: SignedVisit, admin: web::Data<Admin>, form: Form) -> Answer {
    let client = ClientId::parse(form.get("client")).map_err(|_| Problem::not_found(Noun::Client, form.get("client")))?;
    admin.sign_ins.enter(visit.person(), &client, visit.now()).await?;
    let name = visit.person().clients.iter().find(|(id, _)| *id == client).map(|(_, name)| name);
    match name {
        Some(name) => visit.see_other_saying("/", &Flash::new("client-entered").with("name", name)),
        // More clients than the switcher lists: the new page shows which one it is.
        None => visit.see_other("/"),
    }
}
