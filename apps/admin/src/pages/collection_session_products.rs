//! The products of a session: their order, taking one out, and adding more.

use actix_web::http::StatusCode;
use actix_web::web;
use askama::Template;
use visualizer_control::Control;
use visualizer_control::collection_sessions::{self, SessionView};
use visualizer_domain::ids::{CollectionSessionId, ProductId};

use super::collection_session_head::{SessionHead, SessionTab};
use crate::answer::failure::{Answer, Failure};
use crate::answer::flash::Flash;
use crate::forms::product_pick::{self, PickRow, ProductPick};
use crate::forms::{Filled, Form};
use crate::guard::visit::SignedVisit;
use crate::parts::place::Place;
use crate::parts::shell::Shell;
use crate::request::path_id::PathId;
use crate::request::seen_version;
use crate::words::Words;

#[derive(Template)]
#[template(path = "collection_session_products.html")]
struct SessionProductsPage {
    shell: Shell,
    w: Words,
    head: SessionHead,
    rows: Vec<ProductRow>,
}

/// A product of the session, and how many of its flows show it.
struct ProductRow {
    row: PickRow,
    flows: i64,
}

#[derive(Template)]
#[template(path = "collection_session_add.html")]
struct AddProductsPage {
    shell: Shell,
    w: Words,
    head: SessionHead,
    form: Filled,
    pick: ProductPick,
}

/// The products, in order.
///
/// # Errors
/// 404 for another client's session.
pub async fn show(visit: SignedVisit, control: web::Data<Control>, PathId(id): PathId<CollectionSessionId>) -> Answer {
    let view = collection_sessions::view(&control, visit.actor(), &id).await?;
    let w = visit.words;
    let page = SessionProductsPage {
        shell: visit.shell(Some(Place::Sessions)),
        w,
        rows: rows(&view, w),
        head: SessionHead::of(&view, SessionTab::Products, &visit),
    };
    visit.page(&page)
}

/// Moves a product up or down, or takes it out: the buttons say `up:<id>`, `down:<id>` and `out:<id>`.
///
/// # Errors
/// 409 when the session changed meanwhile, or a flow of it shows the product.
pub async fn change(visit: SignedVisit, control: web::Data<Control>, PathId(id): PathId<CollectionSessionId>, form: Form) -> Answer {
    let (what, product) = form.get("do").split_once(':').unwrap_or_default();
    let order = moved(product_pick::ids(&form)?, what, product)?;
    collection_sessions::set_products(&control, visit.actor(), &id, seen_version::of(&form)?, &order, visit.now()).await?;
    visit.see_other(&format!("/collection-sessions/{id}/products"))
}

/// More products to add. What the session has already is not offered again.
///
/// # Errors
/// 404 for another client's session.
pub async fn show_add(visit: SignedVisit, control: web::Data<Control>, PathId(id): PathId<CollectionSessionId>) -> Answer {
    let form = Filled::empty(visit.words);
    add_page(&visit, &control, &id, &Form::default(), form, StatusCode::OK).await
}

/// Searches on, or adds what is ticked.
///
/// # Errors
/// What control refuses, other than fields.
pub async fn add(visit: SignedVisit, control: web::Data<Control>, PathId(id): PathId<CollectionSessionId>, form: Form) -> Answer {
    let filled = Filled::of(form.clone(), visit.words);
    if !form.has("do", "add") {
        return add_page(&visit, &control, &id, &form, filled, StatusCode::OK).await;
    }
    let chosen = product_pick::ids(&form)?;
    match collection_sessions::add_products(&control, visit.actor(), &id, &chosen, visit.now()).await {
        Ok(added) => visit.see_other_saying(&format!("/collection-sessions/{id}"), &Flash::new("products-added").with("count", added)),
        Err(problem) => add_page(&visit, &control, &id, &form, filled.refused(problem)?, StatusCode::UNPROCESSABLE_ENTITY).await,
    }
}

async fn add_page(
    visit: &SignedVisit,
    control: &Control,
    id: &CollectionSessionId,
    typed: &Form,
    form: Filled,
    status: StatusCode,
) -> Answer {
    let (actor, w) = (visit.actor(), visit.words);
    let view = collection_sessions::view(control, actor, id).await?;
    let mut pick = ProductPick::of(control, actor, typed, w).await?;
    pick.found.retain(|row| !view.products.iter().any(|product| product.id.as_str() == row.id));
    let head = SessionHead::of(&view, SessionTab::Products, visit);
    visit.page_as(status, &AddProductsPage { shell: visit.shell(Some(Place::Sessions)), w, head, form, pick })
}

fn rows(view: &SessionView, w: Words) -> Vec<ProductRow> {
    view.products.iter().map(|product| ProductRow { row: PickRow::of_session(product, w), flows: product.flows }).collect()
}

/// The order after a button was pressed.
fn moved(mut order: Vec<ProductId>, what: &str, product: &str) -> Result<Vec<ProductId>, Failure> {
    let Some(at) = order.iter().position(|id| id.as_str() == product) else { return Ok(order) };
    match what {
        "up" if at > 0 => order.swap(at, at - 1),
        "down" if at + 1 < order.len() => order.swap(at, at + 1),
        "out" => drop(order.remove(at)),
        "up" | "down" => {}
        other => return Err(Failure::Malformed(format!("do: {other:?} is nothing that can be done"))),
    }
    Ok(order)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_product_moves_by_one_place_and_not_over_the_ends() {
        let ids = |text: &str| text.split(' ').map(|id| ProductId::parse(id).unwrap()).collect::<Vec<_>>();
        let after = |what: &str, product: &str| moved(ids("a b c"), what, product).unwrap();
        assert_eq!(after("up", "c"), ids("a c b"));
        assert_eq!(after("up", "a"), ids("a b c"));
        assert_eq!(after("down", "a"), ids("b a c"));
        assert_eq!(after("out", "b"), ids("a c"));
        assert_eq!(after("out", "gone"), ids("a b c"));
        assert!(moved(ids("a"), "burn", "a").is_err());
    }
}
