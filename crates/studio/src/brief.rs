//! What somebody wants to see.

use crate::view::Effort;
use visualizer_imaging::Raster;

/// A picture to be made. Words may be documented values or anybody's own; what is not understood changes nothing.
#[derive(Debug, Clone, Default)]
pub struct Brief<'a> {
    /// One to three products; see [`crate::PRODUCTS_MAX`].
    pub products: Vec<ProductPhoto>,
    /// Where: "Kitchen". The first scene of the studio's list when nothing fits.
    pub scene: &'a str,
    /// How it is furnished: "Scandinavian".
    pub style: &'a str,
    /// Under which light: "Morning Light". Empty: the one that suits the style.
    pub lighting: &'a str,
    /// From where: "Low Angle". The product is never turned; see the report of its photograph.
    pub camera: &'a str,
    /// In which mood: "Calm & Peaceful".
    pub mood: &'a str,
    /// In which colours: "Earth Tones"; several are laid over each other.
    pub colors: &'a str,
    /// How much stands around: "Minimal", "Full Scene".
    pub surroundings: &'a str,
    /// How much and what stands around: "none", "lifestyle, Plants, Books".
    pub props: &'a str,
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
    /// How much work goes into it.
    pub quality: Quality,
    /// The dice: another seed gives another arrangement of the same things.
    pub seed: u64,
}

/// A product by its photograph.
#[derive(Debug, Clone)]
pub struct ProductPhoto {
    /// What it is called; its size is guessed from that.
    pub name: String,
    /// What kind of thing it is, if the name does not say.
    pub category: Option<String>,
    /// Its photograph, best on a plain ground.
    pub raster: Raster,
}

/// How much work goes into a picture. Independent of its size, though larger pictures deserve more.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Quality {
    /// For looking at an arrangement: noisy shadows.
    Preview,
    /// For about a million pixels.
    #[default]
    K1,
    /// For about four million pixels.
    K2,
    /// For about sixteen million pixels.
    K4,
}

impl Quality {
    /// More than ten samples show no difference; what grows with the picture is the number of points.
    pub(crate) fn effort(self) -> Effort {
        match self {
            Quality::Preview => Effort { light_points: 26_000, samples: 6, passes: 4, edge_looks: 3 },
            Quality::K1 => Effort { light_points: 160_000, samples: 8, passes: 5, edge_looks: 5 },
            Quality::K2 => Effort { light_points: 400_000, samples: 10, passes: 5, edge_looks: 5 },
            Quality::K4 => Effort { light_points: 700_000, samples: 10, passes: 5, edge_looks: 5 },
        }
    }
}
