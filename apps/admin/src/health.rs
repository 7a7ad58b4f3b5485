//! Says that this process answers. Whether its database does is on the queue page and in `visualizer doctor`.

use actix_web::HttpResponse;

use crate::answer::failure::Answer;

/// 200 and `ok`, without looking anywhere.
pub async fn show() -> Answer {
    Ok(HttpResponse::Ok().content_type("text/plain; charset=utf-8").body("ok\n"))
}
