//! What stands in the demo shop: products, drawn and not photographed, and what is made of them. Data only.

use visualizer_domain::aspect_ratio::AspectRatio;

/// A product of the shop.
pub(crate) struct DemoProduct {
    pub(crate) name: &'static str,
    pub(crate) category: &'static str,
    pub(crate) description: &'static str,
    pub(crate) file_name: &'static str,
    pub(crate) picture: &'static [u8],
}

/// A flow of the shop.
pub(crate) struct DemoFlow {
    pub(crate) name: &'static str,
    /// Its session, or none.
    pub(crate) session: Option<&'static str>,
    /// The products that it shows, the main one first.
    pub(crate) products: &'static [&'static str],
    pub(crate) scene: &'static str,
    pub(crate) style: &'static str,
    pub(crate) lighting: &'static str,
    pub(crate) aspect_ratio: AspectRatio,
    pub(crate) variants: u8,
}

macro_rules! product {
    ($name:literal, $category:literal, $file:literal, $description:literal) => {
        DemoProduct {
            name: $name,
            category: $category,
            description: concat!($description, " Drawn for this demo, not photographed."),
            file_name: $file,
            picture: include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/data/products/", $file)),
        }
    };
}

/// The products. The dark bottle on its black ground is the one that cannot be cut out well.
pub(crate) const PRODUCTS: &[DemoProduct] = &[
    product!("Bottle, black glass", "Bottle", "bottle-black.jpg", "A black bottle with a plain label, on a black ground."),
    product!("Candle in stoneware", "Candle", "candle.jpg", "A speckled stoneware jar with a wick."),
    product!("Handbag Terra", "Handbag", "handbag.jpg", "A small leather bag with a round handle."),
    product!("Teapot Sand", "Teapot", "teapot-transparent.png", "A round teapot, cut out already."),
    product!("Mug Delft", "Mug", "mug.jpg", "A blue mug."),
    product!("Vase Alba", "Vase", "vase-white.jpg", "A white vase on a white ground."),
    product!("Stool Tri", "Stool", "stool.jpg", "A stool with three legs of oak."),
    product!("Table lamp Linnea", "Table lamp", "table-lamp.jpg", "A linen shade on a brass stem and a marble foot."),
    product!("Lounge chair Fjord", "Lounge chair", "lounge-chair.jpg", "Green upholstery in an oak frame."),
    product!("Sofa Dune", "Sofa", "sofa.jpg", "A sand-coloured sofa with one cushion."),
];

/// The sessions.
pub(crate) const SESSIONS: &[&str] = &["Winter table", "Living room"];

const TABLE: Option<&str> = Some("Winter table");
const ROOM: Option<&str> = Some("Living room");

macro_rules! flow {
    ($name:literal, $session:expr, [$($product:literal),+], $scene:literal, $style:literal, $lighting:literal, $aspect:ident, $variants:literal) => {
        DemoFlow {
            name: $name, session: $session, products: &[$($product),+], scene: $scene, style: $style, lighting: $lighting,
            aspect_ratio: AspectRatio::$aspect, variants: $variants,
        }
    };
}

/// The flows. The gallery shows the newest first, so the best stand last.
pub(crate) const FLOWS: &[DemoFlow] = &[
    flow!("Bottle at night", None, ["Bottle, black glass"], "Studio Set", "Luxury", "Dramatic Side Light", TwoThree, 2),
    flow!("Candle in the bathroom", TABLE, ["Candle in stoneware"], "Bathroom", "Minimalist", "Studio Soft Light", Square, 3),
    flow!("Handbag on terracotta", None, ["Handbag Terra"], "Studio Set", "Bohemian", "Golden Hour", Square, 3),
    flow!("Tea by the window", TABLE, ["Teapot Sand"], "Dining Room", "Farmhouse", "Morning Light", FourThree, 3),
    flow!("Mug in the kitchen", TABLE, ["Mug Delft"], "Kitchen", "Scandinavian", "Natural Daylight", FourThree, 4),
    flow!("Vase by the sea", None, ["Vase Alba"], "Beach", "Coastal", "Bright & Airy", ThreeFour, 3),
    flow!("Stool in the entry", ROOM, ["Stool Tri"], "Entryway", "Modern", "Natural Daylight", ThreeFour, 3),
    flow!("Lamp at dusk", ROOM, ["Table lamp Linnea"], "Bedroom", "Mid-Century", "Warm Evening", ThreeFour, 3),
    flow!("Chair in the living room", ROOM, ["Lounge chair Fjord"], "Living Room", "Mid-Century", "Golden Hour", Square, 4),
    flow!("Sofa, wide", ROOM, ["Sofa Dune"], "Living Room", "Scandinavian", "Natural Daylight", SixteenNine, 2),
];

#[cfg(test)]
mod tests {
    use super::*;
    use visualizer_domain::registry::{List, Registry};

    #[test]
    fn every_flow_names_what_there_is() {
        let registry = Registry::built_in();
        for flow in FLOWS {
            for (list, value) in [(List::Scene, flow.scene), (List::Style, flow.style), (List::Lighting, flow.lighting)] {
                assert_eq!(registry.find(list, value).map(|found| found.key.as_str()), Some(value), "{}", flow.name);
            }
            assert!(flow.session.is_none_or(|session| SESSIONS.contains(&session)), "{}", flow.name);
            assert!(flow.products.iter().all(|name| PRODUCTS.iter().any(|product| product.name == *name)), "{}", flow.name);
        }
    }
}
