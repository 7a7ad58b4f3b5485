//! Where an original photograph lies over a result, so that its product covers the product in the picture.

use serde::Deserialize;
use serde_json::Value;

/// The rectangle of the whole photograph over the picture, in percent of the picture's width and height. It may reach out of the picture.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Overlay {
    /// Left edge.
    pub left: f64,
    /// Top edge.
    pub top: f64,
    /// Width.
    pub width: f64,
    /// Height.
    pub height: f64,
    /// Where the product's middle is, from the left.
    pub middle: f64,
}

#[derive(Deserialize)]
struct Report {
    products: Vec<Product>,
}

#[derive(Deserialize)]
struct Product {
    /// Not there for framed prints, nor for pictures that were made before this was told.
    place: Option<Place>,
}

/// Left, top, width and height of the product, in ten-thousandths of each.
#[derive(Deserialize)]
struct Place {
    photo: [f64; 4],
    picture: [f64; 4],
}

impl Overlay {
    /// For the photograph with this number, from 0, among those that a picture was made from; `None` where its report does not say.
    #[must_use]
    pub fn of(report: &Value, nth: usize) -> Option<Self> {
        let Place { photo, picture } = Report::deserialize(report).ok()?.products.into_iter().nth(nth)?.place?;
        let along = |start: usize, size: usize| {
            let scale = picture[size] / photo[size];
            ((picture[start] - photo[start] * scale) / 100.0, scale * 100.0)
        };
        let ((left, width), (top, height)) = (along(0, 2), along(1, 3));
        // A photograph that is magnified without bound lies nowhere.
        let sound = (1.0..=2_000.0).contains(&width) && (1.0..=2_000.0).contains(&height);
        let middle = (picture[0] + picture[2] / 2.0) / 100.0;
        sound.then_some(Self { left, top, width, height, middle })
    }
}

impl std::fmt::Display for Overlay {
    /// Left, top, width and height, apart by spaces, as `compare.js` reads them.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:.3} {:.3} {:.3} {:.3}", self.left, self.top, self.width, self.height)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn the_photograph_lies_where_its_product_covers_the_product() {
        let place = json!({ "photo": [2_500, 1_000, 5_000, 8_000], "picture": [4_000, 3_000, 1_500, 4_000] });
        let report = json!({ "products": [{ "place": null }, { "place": place }] });
        // The product is half as wide as its photograph and 15 % of the picture: the photograph is 30 % of it.
        let overlay = Overlay::of(&report, 1).expect("a place");
        assert_eq!((overlay.to_string().as_str(), overlay.middle), ("32.500 25.000 30.000 50.000", 47.5));
        assert_eq!(Overlay::of(&report, 0), None);
        assert_eq!(Overlay::of(&report, 2), None);
    }

    #[test]
    fn reports_that_say_nothing_of_it_lay_nothing_over() {
        let nothing = json!({ "products": [{ "place": { "photo": [0, 0, 0, 0], "picture": [0, 0, 10, 10] } }, {}] });
        assert_eq!([0, 1].map(|nth| Overlay::of(&nothing, nth)), [None, None]);
        assert_eq!(Overlay::of(&json!({}), 0), None);
    }
}
