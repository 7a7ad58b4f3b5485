//! A row of the route table: verb, path, who may, what the body is, what handles it, and for the API what goes in and out.
//!
//! The table itself is `routes`. Everything that must hold for every route is done here once: the guard, HEAD beside GET,
//! 405 with `Allow` for every verb that has no row.

use std::collections::BTreeMap;

use actix_web::http::Method;
use actix_web::middleware::from_fn;
use actix_web::{FromRequest, Handler, HttpRequest, Responder, Route, guard, web};

use crate::answer::failure::{Answer, Failure};
use crate::guard::access::{self, Access, Body, Gate};
use crate::routes::operation::Operation;

/// What a route gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Surface {
    /// A page for people.
    Page,
    /// Bytes: pictures, archives, assets.
    File,
    /// Server-sent events.
    Stream,
    /// JSON for programs.
    Api,
}

/// One row.
pub struct Row {
    /// The verb. A row for GET answers HEAD too, except streams.
    pub method: Method,
    /// The path; `{id}` stands for one part of it.
    pub path: &'static str,
    /// What it gives.
    pub surface: Surface,
    /// Who may, and what the body must be.
    pub gate: Gate,
    /// What the API's description says about it.
    pub operation: Option<Operation>,
    route: Route,
}

/// Makers of rows that differ in what they give and take.
macro_rules! makers {
    ($($(#[$doc:meta])* $name:ident: $method:ident $surface:ident $body:ident;)*) => {$(
        $(#[$doc])*
        pub fn $name<F, Args>(path: &'static str, access: Access, handler: F) -> Row
        where
            F: Handler<Args>,
            Args: FromRequest + 'static,
            F::Output: Responder + 'static,
        {
            row(Method::$method, path, Surface::$surface, Gate { access, body: Body::$body }, handler)
        }
    )*};
}

makers! {
    /// A page, by GET.
    page: GET Page None;
    /// A form without files, by POST.
    form: POST Page Form;
    /// A form with files, by POST. The handler takes an `Upload`.
    upload: POST Page Files;
    /// Bytes, by GET.
    file: GET File None;
    /// Server-sent events, by GET.
    stream: GET Stream None;
}

/// An operation of the API. Follow it with [`Row::operation`].
pub fn api<F, Args>(method: Method, path: &'static str, access: Access, handler: F) -> Row
where
    F: Handler<Args>,
    Args: FromRequest + 'static,
    F::Output: Responder + 'static,
{
    let body = if method == Method::GET { Body::None } else { Body::Api };
    row(method, path, Surface::Api, Gate { access, body }, handler)
}

fn row<F, Args>(method: Method, path: &'static str, surface: Surface, gate: Gate, handler: F) -> Row
where
    F: Handler<Args>,
    Args: FromRequest + 'static,
    F::Output: Responder + 'static,
{
    let route = match (&method, surface) {
        (&Method::GET, Surface::Stream) => web::get(),
        (&Method::GET, _) => web::route().guard(guard::Any(guard::Get()).or(guard::Head())),
        _ => web::method(method.clone()),
    };
    Row { method, path, surface, gate, operation: None, route: guarded(route.to(handler), gate) }
}

fn guarded(route: Route, gate: Gate) -> Route {
    route.wrap(from_fn(move |request, next| access::guard(gate, request, next)))
}

impl Row {
    /// Describes the operation.
    #[must_use]
    pub fn operation(mut self, operation: Operation) -> Self {
        self.operation = Some(operation);
        self
    }

    /// The verbs that this row answers.
    #[must_use]
    pub fn verbs(&self) -> Vec<Method> {
        match (&self.method, self.surface) {
            (&Method::GET, surface) if surface != Surface::Stream => vec![Method::GET, Method::HEAD],
            (method, _) => vec![method.clone()],
        }
    }
}

/// Registers a table: one resource for each path. Paths in alphabetical order put `/products/new` before `/products/{id}`.
pub fn register(rows: Vec<Row>, config: &mut web::ServiceConfig) {
    let mut paths: BTreeMap<&'static str, Vec<Row>> = BTreeMap::new();
    for row in rows {
        paths.entry(row.path).or_default().push(row);
    }
    for (path, rows) in paths {
        let allow = rows.iter().flat_map(Row::verbs).map(|verb| verb.to_string()).collect::<Vec<_>>().join(", ");
        let other_verbs = guarded(web::to(move || refuse_verb(allow.clone())), Gate { access: Access::Public, body: Body::None });
        let resource = rows.into_iter().fold(web::resource(path), |resource, row| resource.route(row.route));
        config.service(resource.default_service(other_verbs));
    }
}

async fn refuse_verb(allow: String) -> Answer {
    Err(Failure::MethodNotAllowed { allow })
}

/// What answers where no row stands.
#[must_use]
pub fn nowhere() -> Route {
    async fn not_found(request: HttpRequest) -> Answer {
        Err(Failure::no_page(&request))
    }
    guarded(web::to(not_found), Gate { access: Access::Public, body: Body::None })
}
