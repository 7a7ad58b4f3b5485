//! Puts the application together: the layers around the route table, outermost last.

use actix_web::body::MessageBody;
use actix_web::dev::{ServiceFactory, ServiceRequest, ServiceResponse};
use actix_web::middleware::{Compress, from_fn};
use actix_web::{App, Error, web};

use crate::admin::Admin;
use crate::answer::problem_response;
use crate::answer::security_headers;
use crate::guard::host;
use crate::guard::rate_limit;
use crate::request::request_id;
use crate::routes;
use crate::routes::route;

/// The application over shared state. Made once for each worker thread. Handlers of control's commands also take a
/// `web::Data<Control>`, which the server adds; what stands in front of them works without.
pub fn app(
    admin: web::Data<Admin>,
) -> App<impl ServiceFactory<ServiceRequest, Config = (), Response = ServiceResponse<impl MessageBody>, Error = Error, InitError = ()>> {
    let secure = admin.settings.secure;
    App::new()
        .app_data(admin)
        .configure(|config| route::register(routes::table(), config))
        .default_service(route::nowhere())
        .wrap(from_fn(host::check))
        .wrap(from_fn(rate_limit::limit))
        .wrap(from_fn(problem_response::tell))
        .wrap(Compress::default())
        .wrap(security_headers::headers(secure))
        .wrap(from_fn(request_id::name))
}
