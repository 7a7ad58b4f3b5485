//! The few shapes of an answer that went well.

use actix_web::http::{StatusCode, header};
use actix_web::{HttpResponse, HttpResponseBuilder};
use askama::Template;
use serde::Serialize;

use crate::answer::failure::Answer;
use crate::answer::flash::Flash;
use crate::guard::cookies::Ours;
use crate::guard::visit::Visit;
use crate::parts::frame::Frame;
use crate::request::etag;

impl Visit {
    /// A page.
    ///
    /// # Errors
    /// When the template cannot be written, which is our own failure.
    pub fn page(&self, page: &impl Template) -> Answer {
        self.page_as(StatusCode::OK, page)
    }

    /// A page with another status: a form that was refused comes back with 422.
    ///
    /// # Errors
    /// When the template cannot be written, which is our own failure.
    pub fn page_as(&self, status: StatusCode, page: &impl Template) -> Answer {
        let mut response = HttpResponse::build(status);
        response.content_type("text/html; charset=utf-8").insert_header((header::CONTENT_LANGUAGE, self.words.lang()));
        if self.flash.is_some() {
            response.cookie(Ours::Flash.forgotten(self.secure));
        }
        Ok(response.body(page.render()?))
    }

    /// The frames that a decision changed, for `review.js`, which puts them in their places.
    ///
    /// # Errors
    /// When the template cannot be written, which is our own failure.
    pub fn frames(&self, frames: &[Frame]) -> Answer {
        let html: String = frames.iter().map(Template::render).collect::<Result<_, _>>()?;
        Ok(HttpResponse::Ok().content_type("text/html; charset=utf-8").body(html))
    }

    /// After a change: the page that shows it, by GET, so that reloading does not change it again.
    ///
    /// # Errors
    /// None; the type is that of handlers.
    pub fn see_other(&self, path: &str) -> Answer {
        Ok(redirect(path).finish())
    }

    /// After a change: the page that shows it, with a message.
    ///
    /// # Errors
    /// None; the type is that of handlers.
    pub fn see_other_saying(&self, path: &str, flash: &Flash) -> Answer {
        Ok(redirect(path).cookie(Ours::Flash.holding(flash.encoded(), self.secure)).finish())
    }
}

fn redirect(path: &str) -> HttpResponseBuilder {
    let mut response = HttpResponse::SeeOther();
    response.insert_header((header::LOCATION, path));
    response
}

/// A value as JSON.
///
/// # Errors
/// None; the type is that of handlers.
pub fn json(value: &impl Serialize) -> Answer {
    Ok(HttpResponse::Ok().json(value))
}

/// A thing that has versions, as JSON with its tag.
///
/// # Errors
/// None; the type is that of handlers.
pub fn json_version(value: &impl Serialize, version: i64) -> Answer {
    Ok(HttpResponse::Ok().insert_header(etag::of_version(version)).json(value))
}

/// A thing that was just made: 201 with its address and tag.
///
/// # Errors
/// None; the type is that of handlers.
pub fn created(path: &str, value: &impl Serialize, version: i64) -> Answer {
    Ok(HttpResponse::Created().insert_header((header::LOCATION, path)).insert_header(etag::of_version(version)).json(value))
}

/// Work that goes on after the answer: 202 with the address to watch.
///
/// # Errors
/// None; the type is that of handlers.
pub fn accepted(path: &str, value: &impl Serialize) -> Answer {
    Ok(HttpResponse::Accepted().insert_header((header::LOCATION, path)).json(value))
}

/// Done, and nothing to say about it.
///
/// # Errors
/// None; the type is that of handlers.
pub fn done() -> Answer {
    Ok(HttpResponse::NoContent().finish())
}
