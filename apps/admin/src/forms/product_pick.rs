//! Picking products: a search, boxes to tick, and what was ticked before stays ticked above the next search. One form, and every button
//! sends it whole, so that it works without scripts.

use visualizer_control::Control;
use visualizer_control::collection_sessions::SessionProduct;
use visualizer_control::products::{self, ProductCard, ProductFilter};
use visualizer_domain::Actor;
use visualizer_domain::ids::ProductId;
use visualizer_domain::page::Limit;
use visualizer_domain::product_image::CheckState;
use visualizer_domain::rendition::RenditionKind;

use crate::answer::failure::Failure;
use crate::forms::Form;
use crate::pages::media;
use crate::request::address_query;
use crate::words::Words;

/// Products offered at once.
const OFFERED: u16 = 48;

/// A choice of products on its page.
#[derive(Debug, Clone)]
pub struct ProductPick {
    /// What was searched for.
    pub search: String,
    /// What is ticked already, in the order of ticking.
    pub chosen: Vec<PickRow>,
    /// What the search found, without what is ticked.
    pub found: Vec<PickRow>,
    /// Where the next page begins.
    pub next: Option<String>,
}

/// One product to tick.
#[derive(Debug, Clone)]
pub struct PickRow {
    /// Its id.
    pub id: String,
    /// What it is called.
    pub name: String,
    /// SKU, category; may be empty.
    pub about: String,
    /// Address of its small picture, when there is one that can be shown.
    pub src: Option<String>,
    /// What stands against generating with it, in words; may be empty.
    pub lacks: String,
}

impl ProductPick {
    /// The choice as a form left it.
    ///
    /// # Errors
    /// [`Failure::Malformed`] for an id that is none, [`Failure::Address`] for a cursor; what control refuses.
    pub async fn of(control: &Control, actor: &Actor, form: &Form, w: Words) -> Result<Self, Failure> {
        let chosen = ids(form)?;
        let after = address_query::cursor("after", Some(form.get("after")))?;
        let search = form.get("q").trim().to_owned();
        let filter = ProductFilter { search: Some(search.clone()).filter(|text| !text.is_empty()), ..ProductFilter::default() };
        let page = products::list(control, actor, &filter, after.as_ref(), Limit::new(OFFERED)).await?;
        let mut cards = products::these(control, actor, &chosen).await?;
        cards.sort_by_key(|card| chosen.iter().position(|id| *id == card.id));
        Ok(Self {
            search,
            chosen: cards.iter().map(|card| PickRow::of(card, w)).collect(),
            found: page.rows.iter().filter(|card| !chosen.contains(&card.id)).map(|card| PickRow::of(card, w)).collect(),
            next: page.next.map(|cursor| cursor.to_string()),
        })
    }

    /// The choice among the products of a session.
    ///
    /// # Errors
    /// [`Failure::Malformed`] for an id that is none.
    pub fn within(products: &[SessionProduct], form: &Form, w: Words) -> Result<Self, Failure> {
        let chosen = ids(form)?;
        let search = form.get("q").trim().to_owned();
        let wanted = search.to_lowercase();
        let matches = |product: &&SessionProduct| {
            let texts = [Some(&product.name), product.sku.as_ref()];
            !chosen.contains(&product.id) && texts.into_iter().flatten().any(|text| text.to_lowercase().contains(&wanted))
        };
        let ticked = chosen.iter().filter_map(|id| products.iter().find(|product| product.id == *id));
        Ok(Self {
            chosen: ticked.map(|product| PickRow::of_session(product, w)).collect(),
            found: products.iter().filter(matches).map(|product| PickRow::of_session(product, w)).collect(),
            next: None,
            search,
        })
    }

    /// Nothing to pick from, whatever was searched for.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.search.is_empty() && self.chosen.is_empty() && self.found.is_empty()
    }
}

impl PickRow {
    /// A product of the catalogue.
    #[must_use]
    pub fn of(card: &ProductCard, w: Words) -> Self {
        Self {
            id: card.id.to_string(),
            name: card.name.clone(),
            about: about(card.sku.as_deref(), card.category.as_deref()),
            src: picture(card.image_sha256.as_deref(), card.image_check),
            lacks: lacks(card.image_check, w),
        }
    }

    /// A product of a session.
    #[must_use]
    pub fn of_session(product: &SessionProduct, w: Words) -> Self {
        Self {
            id: product.id.to_string(),
            name: product.name.clone(),
            about: about(product.sku.as_deref(), product.category.as_deref()),
            src: picture(product.image_sha256.as_deref(), product.image_check),
            lacks: lacks(product.image_check, w),
        }
    }
}

/// SKU and category on one line.
fn about(sku: Option<&str>, category: Option<&str>) -> String {
    [sku, category].into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// The small picture of a product, once it was checked: before that there is no copy to show.
#[must_use]
pub fn picture(sha256: Option<&str>, check: Option<CheckState>) -> Option<String> {
    sha256.filter(|_| check == Some(CheckState::Ready)).map(|sha256| media::address(sha256, RenditionKind::ThumbSmall))
}

/// What stands against generating with a product that is shown by a picture in this state; empty when nothing does.
#[must_use]
pub fn lacks(check: Option<CheckState>, w: Words) -> String {
    match check {
        Some(CheckState::Ready) => String::new(),
        Some(CheckState::Pending) => w.t("product-picture-pending").to_string(),
        Some(CheckState::Refused) => w.t("product-picture-refused").to_string(),
        None => w.t("product-picture-none").to_string(),
    }
}

/// The products that a form names, each once.
///
/// # Errors
/// [`Failure::Malformed`] for an id that is none.
pub fn ids(form: &Form) -> Result<Vec<ProductId>, Failure> {
    let mut ids = Vec::new();
    for text in form.all("product").filter(|text| !text.is_empty()) {
        let id = ProductId::parse(text).map_err(|_| Failure::Malformed("product: not an id".to_owned()))?;
        if !ids.contains(&id) {
            ids.push(id);
        }
    }
    Ok(ids)
}
