//! A product of a client's catalogue.

use crate::text::text_enum;
use serde::{Deserialize, Serialize};

text_enum! {
    /// How a product came in.
    pub enum ProductSource {
        /// From a shop.
        Imported = "imported",
        /// By hand.
        Uploaded = "uploaded",
    }
}

/// The class that a prompt names a product by: its category in lower case, else the last word of its name that says what it is.
/// Colour and material stay out of it: the reference picture says those better.
#[must_use]
pub fn class_of(category: Option<&str>, name: &str) -> String {
    let category = category.map(str::trim).filter(|c| !c.is_empty());
    match category.or_else(|| name.split_whitespace().last()) {
        Some(word) => word.to_lowercase(),
        None => "product".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_product_is_named_by_its_class() {
        assert_eq!(class_of(Some("Table lamps"), "Ona brass lamp"), "table lamps");
        assert_eq!(class_of(None, "Stoneware mug"), "mug");
        assert_eq!(class_of(Some(" "), ""), "product");
    }
}
