//! The list of products: finding one, its newest pictures, and what waits for review.

use actix_web::{HttpRequest, web};
use askama::Template;
use visualizer_control::Control;
use visualizer_control::products::{self, COUNT_MAX, ProductCard, ProductFilter};
use visualizer_domain::product_image::CheckState;
use visualizer_domain::rendition::RenditionKind;
use visualizer_domain::{Actor, Permission};

use crate::answer::failure::{Answer, Failure};
use crate::answer::links;
use crate::guard::visit::SignedVisit;
use crate::pages::media;
use crate::parts::place::Place;
use crate::parts::shell::Shell;
use crate::request::address_query::Query;
use crate::request::paging::Pager;
use crate::request::product_query::ProductQuery;
use crate::words::Words;

#[derive(Template)]
#[template(path = "products.html")]
struct ProductsPage {
    shell: Shell,
    w: Words,
    rows: Vec<ProductCard>,
    count: String,
    search: String,
    category: String,
    categories: Vec<(String, String)>,
    favorite: Switch,
    deleted: Switch,
    is_narrowed: bool,
    drops: Vec<Drop>,
    pager: Pager,
    may_edit: bool,
}

/// A filter that is on or off, as a link that turns it.
struct Switch {
    on: bool,
    href: String,
}

/// A filter that hides everything, and what there would be without it.
struct Drop {
    name: String,
    value: String,
    href: String,
    count: String,
}

/// The page.
///
/// # Errors
/// When control does not answer, or the address has a cursor of another list.
pub async fn show(request: HttpRequest, visit: SignedVisit, control: web::Data<Control>, Query(query): Query<ProductQuery>) -> Answer {
    let (w, actor, filter) = (visit.words, visit.actor(), query.filter());
    let (from, limit) = query.page()?;
    let found = products::list(&control, actor, &filter, from.as_ref(), limit).await?;
    let categories = products::categories(&control, actor).await?;
    let is_narrowed = filter != ProductFilter::default();
    let switch = |name, on: bool| Switch { on, href: first_page(&request, name, (!on).then_some("true")) };
    let page = ProductsPage {
        shell: visit.shell(Some(Place::Products)),
        w,
        count: counted(products::count(&control, actor, &filter).await?, w),
        drops: if found.rows.is_empty() && is_narrowed { drops(&request, &control, actor, &filter, w).await? } else { Vec::new() },
        pager: Pager::of(&request, found.next.as_ref()),
        rows: found.rows,
        favorite: switch("favorite", filter.favorite),
        deleted: switch("deleted", filter.deleted),
        categories: categories.into_iter().map(|category| (w.n(category.products), category.name)).collect(),
        search: filter.search.unwrap_or_default(),
        category: filter.category.unwrap_or_default(),
        is_narrowed,
        may_edit: actor.may(Permission::Edit),
    };
    visit.page(&page)
}

/// Each filter that is on, with what there would be without it: "nothing" is never the last word.
async fn drops(request: &HttpRequest, control: &Control, actor: &Actor, filter: &ProductFilter, w: Words) -> Result<Vec<Drop>, Failure> {
    let without = [
        ("q", filter.search.clone(), ProductFilter { search: None, ..filter.clone() }),
        ("category", filter.category.clone(), ProductFilter { category: None, ..filter.clone() }),
        ("favorite", filter.favorite.then(String::new), ProductFilter { favorite: false, ..filter.clone() }),
        ("deleted", filter.deleted.then(String::new), ProductFilter { deleted: false, ..filter.clone() }),
    ];
    let mut drops = Vec::new();
    for (name, value, rest) in without {
        if let Some(value) = value {
            let count = counted(products::count(control, actor, &rest).await?, w);
            drops.push(Drop { name: w.t(format!("products-by-{name}")).to_string(), value, href: first_page(request, name, None), count });
        }
    }
    Ok(drops)
}

/// The first page of the list with one filter changed: a cursor belongs to the filter it was found by.
fn first_page(request: &HttpRequest, name: &str, value: Option<&str>) -> String {
    let changed = links::changed(request, name, value);
    let (path, query) = changed.split_once('?').unwrap_or((&changed, ""));
    let kept: Vec<&str> = query.split('&').filter(|pair| !pair.is_empty() && !pair.starts_with("after=")).collect();
    if kept.is_empty() { path.to_owned() } else { format!("{path}?{}", kept.join("&")) }
}

/// How many there are; beyond the bound only that there are more.
fn counted(count: i64, w: Words) -> String {
    if count < COUNT_MAX { w.n(count) } else { w.t("count-over").with("count", COUNT_MAX).to_string() }
}

/// The picture that names a product in a list, when it can be shown.
fn thumb(card: &ProductCard) -> Option<String> {
    let sha256 = card.image_sha256.as_ref().filter(|_| card.image_check == Some(CheckState::Ready))?;
    Some(media::address(sha256, RenditionKind::ThumbSmall))
}

/// A small copy of a generated picture.
fn small(sha256: &str) -> String {
    media::address(sha256, RenditionKind::ThumbSmall)
}
