//! The products that a flow shows, as its page tells them: by which picture, which others there are, and what stands against it.

use visualizer_control::generation_flows::{FlowView, ProductImage};
use visualizer_domain::flow_plan::FlowProduct;
use visualizer_domain::product_image::CheckState;

use crate::forms::product_pick;
use crate::words::Words;

/// A product of a flow.
#[derive(Debug, Clone)]
pub struct ShownProduct {
    /// Its id.
    pub id: String,
    /// What it is called.
    pub name: String,
    /// Address of the small picture that it is shown by, when there is one.
    pub src: Option<String>,
    /// What stands against generating with it, in words; empty when nothing does.
    pub lacks: String,
    /// The pictures that may be chosen, when there are several.
    pub images: Vec<BaseImage>,
}

/// A picture that a flow may show a product by.
#[derive(Debug, Clone)]
pub struct BaseImage {
    /// What the button sends: the product and the picture.
    pub value: String,
    /// Address of its small copy, when there is one.
    pub src: Option<String>,
    /// What it is called.
    pub name: String,
    /// What stands against it, in words; empty when nothing does.
    pub lacks: String,
    /// The flow shows the product by this one.
    pub current: bool,
}

/// The products of a flow.
#[must_use]
pub fn of(view: &FlowView, w: Words) -> Vec<ShownProduct> {
    view.products.iter().map(|product| shown(product, view, w)).collect()
}

fn shown(product: &FlowProduct, view: &FlowView, w: Words) -> ShownProduct {
    let current = product.image.as_ref();
    let is_current = |image: &ProductImage| current.is_some_and(|current| current.id == image.id);
    // What was refused cannot be generated with; the page of the product says why.
    let usable = |image: &&ProductImage| image.product_id == product.id && (image.check_state != CheckState::Refused || is_current(image));
    let mine = view.images.iter().filter(usable);
    let image = |image: &ProductImage| BaseImage {
        value: format!("{}/{}", product.id, image.id),
        src: product_pick::picture(Some(&image.sha256), Some(image.check_state)),
        name: image.file_name.clone().unwrap_or_else(|| product.name.clone()),
        lacks: product_pick::lacks(Some(image.check_state), w),
        current: is_current(image),
    };
    let images: Vec<BaseImage> = mine.map(image).collect();
    ShownProduct {
        id: product.id.to_string(),
        name: product.name.clone(),
        src: current.and_then(|image| product_pick::picture(Some(&image.sha256), Some(image.check))),
        lacks: product_pick::lacks(current.map(|image| image.check), w),
        images: if images.len() > 1 { images } else { Vec::new() },
    }
}

/// True while a picture that the flow shows is still being checked: the page then waits for it.
#[must_use]
pub fn unchecked(view: &FlowView) -> bool {
    view.products.iter().filter_map(|product| product.image.as_ref()).any(|image| image.check == CheckState::Pending)
}
