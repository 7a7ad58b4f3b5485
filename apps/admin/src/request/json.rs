//! JSON bodies in, with the same bounds as forms. Queries are read in `address_query`.

use std::future::Future;
use std::pin::Pin;

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest, web};
use serde::de::DeserializeOwned;
use visualizer_domain::Problem;

use crate::admin::Admin;
use crate::answer::failure::Failure;
use crate::request::body;

/// A JSON body.
#[derive(Debug)]
pub struct Json<T>(pub T);

impl<T: DeserializeOwned + 'static> FromRequest for Json<T> {
    type Error = Failure;
    type Future = Pin<Box<dyn Future<Output = Result<Self, Failure>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let (request, payload) = (request.clone(), payload.take());
        Box::pin(async move {
            body::check_type(&request, "application/json")?;
            let admin = request.app_data::<web::Data<Admin>>().ok_or_else(|| Problem::internal("reading JSON", "no shared state"))?;
            let limits = &admin.settings.limits;
            let bytes = body::read(&request, payload, limits.json_bytes, limits).await?;
            // The message of serde names the field, the line and the column.
            serde_json::from_slice(&bytes).map(Self).map_err(|error| Failure::Malformed(error.to_string()))
        })
    }
}
