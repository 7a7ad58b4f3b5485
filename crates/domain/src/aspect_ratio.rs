//! The shapes that a picture may have.

use crate::text::text_enum;
use serde::{Deserialize, Serialize};

text_enum! {
    /// Width to height, as documented by the earlier systems together.
    pub enum AspectRatio {
        /// Square.
        Square = "1:1",
        /// Portrait photograph.
        TwoThree = "2:3",
        /// Landscape photograph.
        ThreeTwo = "3:2",
        /// Portrait screen.
        ThreeFour = "3:4",
        /// Landscape screen.
        FourThree = "4:3",
        /// Phone, upright.
        NineSixteen = "9:16",
        /// Film.
        SixteenNine = "16:9",
        /// Wide film.
        TwentyOneNine = "21:9",
    }
}

impl AspectRatio {
    /// Width and height as small whole numbers.
    #[must_use]
    pub fn parts(self) -> (u32, u32) {
        match self {
            Self::Square => (1, 1),
            Self::TwoThree => (2, 3),
            Self::ThreeTwo => (3, 2),
            Self::ThreeFour => (3, 4),
            Self::FourThree => (4, 3),
            Self::NineSixteen => (9, 16),
            Self::SixteenNine => (16, 9),
            Self::TwentyOneNine => (21, 9),
        }
    }
}
