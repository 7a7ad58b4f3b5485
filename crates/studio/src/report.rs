//! What was done with a brief, for people and for machines.

use std::fmt;

/// How a picture came about.
#[derive(Debug, Clone, PartialEq)]
pub struct Report {
    /// The scene that was built.
    pub scene: Choice,
    /// The style it was built in.
    pub style: Choice,
    /// The light that fell on it.
    pub lighting: Choice,
    /// From where it was seen.
    pub camera: Choice,
    /// What else somebody should know who asked for this.
    pub remarks: Vec<Remark>,
    /// One entry for each product of the brief, in its order.
    pub products: Vec<ProductReport>,
}

/// An entry of the studio's lists, found by the brief's words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// The entry's name.
    pub name: String,
    /// Whether the words meant it; if not, it is the list's first entry.
    pub fitted: bool,
}

/// Something that was made otherwise than asked, or read out of somebody's words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Remark {
    /// A photograph from one side cannot be seen from straight above; it was looked at from as high as it bears.
    NotFromAbove,
    /// The words for the scene speak of night, so the light is that of a night.
    NightInScene,
}

impl Remark {
    /// A word for machines; pages have a sentence for each.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Remark::NotFromAbove => "not-from-above",
            Remark::NightInScene => "night-in-scene",
        }
    }
}

/// What became of one product.
#[derive(Debug, Clone, PartialEq)]
pub struct ProductReport {
    /// The product's name as in the brief.
    pub name: String,
    /// How it is shown.
    pub shown: Shown,
    /// How sure the cut is, from 0 to 1.
    pub confidence: f32,
    /// Why it is shown so; what made the cut less sure.
    pub reasons: Vec<Reason>,
    /// Where it is. `None` for a framed print, which is turned in perspective, and where there is no picture.
    pub place: Option<ProductPlace>,
}

/// The same part of a product in its photograph and in the finished picture: scaled from one area to the other, the photograph
/// covers the product exactly. What other products hide of it is not left out.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ProductPlace {
    /// The part of the product's photograph, upright, to which it was cropped.
    pub photo: Area,
    /// Where that crop was put in the finished picture.
    pub picture: Area,
}

impl ProductPlace {
    /// For a crop that was put at `picture`, which may reach beyond the frame: what is cut off there is left out of both areas.
    pub(crate) fn within_frame(photo: Area, picture: Area) -> Option<ProductPlace> {
        let (x, w) = inside(picture.left, picture.width);
        let (y, h) = inside(picture.top, picture.height);
        let photo = Area {
            left: photo.left + photo.width * x,
            top: photo.top + photo.height * y,
            width: photo.width * w,
            height: photo.height * h,
        };
        let picture = Area {
            left: picture.left + picture.width * x,
            top: picture.top + picture.height * y,
            width: picture.width * w,
            height: picture.height * h,
        };
        (w > 0.0 && h > 0.0).then_some(ProductPlace { photo, picture })
    }
}

/// A rectangle in parts (0 to 1) of a photograph's or picture's width and height, from its upper left corner.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Area {
    /// Left edge.
    pub left: f32,
    /// Upper edge.
    pub top: f32,
    /// Width.
    pub width: f32,
    /// Height.
    pub height: f32,
}

/// The part of a stretch that lies between 0 and 1: where it begins and how long it is, in lengths of the stretch.
fn inside(from: f32, length: f32) -> (f32, f32) {
    let (before, after) = ((-from).max(0.0), (from + length - 1.0).max(0.0));
    (before / length, (length - before - after) / length)
}

/// How a product is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shown {
    /// The file brought its own transparency.
    Transparent,
    /// Cut from its plain ground.
    CutOut,
    /// The whole photograph in a frame: better than a bad cut.
    FramedPrint,
}

impl Shown {
    /// A word for machines.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Shown::Transparent => "transparent",
            Shown::CutOut => "cut-out",
            Shown::FramedPrint => "framed-print",
        }
    }
}

/// Something that decided how a product is shown. Shares are in percent.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Reason {
    /// The file is transparent around the product.
    OwnTransparency,
    /// The ground has no one colour: this share of the border agrees on one.
    GroundNotPlain {
        /// Share of the border that agrees.
        agreeing: f32,
    },
    /// The outline moves when the threshold does: this share of it stays.
    OutlineUnsure {
        /// Share that stays.
        agreement: f32,
    },
    /// The product has nearly the colour of its ground.
    LowContrast {
        /// Difference along the edge, in percent of full light.
        contrast: f32,
    },
    /// The product would be nearly nothing or nearly everything of the photograph.
    OddSize {
        /// Share of the photograph.
        covered: f32,
    },
    /// The product is cut off by the photograph's border.
    TouchesBorder {
        /// Share of the border.
        covered: f32,
    },
    /// Parts of the product hang in the air: something between them was not found.
    InPieces {
        /// Share of the product that hangs.
        floating: f32,
    },
    /// Nothing stands out from the ground.
    NothingFound,
}

impl Reason {
    /// A word for machines; pages have a sentence for each.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Reason::OwnTransparency => "own-transparency",
            Reason::GroundNotPlain { .. } => "ground-not-plain",
            Reason::OutlineUnsure { .. } => "outline-unsure",
            Reason::LowContrast { .. } => "low-contrast",
            Reason::OddSize { .. } => "odd-size",
            Reason::TouchesBorder { .. } => "touches-border",
            Reason::InPieces { .. } => "in-pieces",
            Reason::NothingFound => "nothing-found",
        }
    }

    /// The value that the sentence names, in percent, if it names one.
    #[must_use]
    pub fn percent(&self) -> Option<f32> {
        match *self {
            Reason::GroundNotPlain { agreeing: v }
            | Reason::OutlineUnsure { agreement: v }
            | Reason::LowContrast { contrast: v }
            | Reason::OddSize { covered: v }
            | Reason::TouchesBorder { covered: v }
            | Reason::InPieces { floating: v } => Some(v),
            Reason::OwnTransparency | Reason::NothingFound => None,
        }
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Reason::OwnTransparency => write!(f, "the file is transparent around the product"),
            Reason::GroundNotPlain { agreeing } => write!(f, "the ground is not plain: {agreeing:.0} % of the border agrees on one colour"),
            Reason::OutlineUnsure { agreement } => {
                write!(f, "the outline is unsure: {agreement:.0} % of it stays when looked at more strictly")
            }
            Reason::LowContrast { contrast } => write!(f, "the product hardly differs from its ground: {contrast:.1} % along its edge"),
            Reason::OddSize { covered } => write!(f, "the product would cover {covered:.1} % of the photograph"),
            Reason::TouchesBorder { covered } => write!(f, "the product is cut off: it covers {covered:.0} % of the photograph's border"),
            Reason::InPieces { floating } => write!(f, "{floating:.0} % of the product would hang in the air"),
            Reason::NothingFound => write!(f, "nothing stands out from the ground"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CROP: Area = Area { left: 0.2, top: 0.1, width: 0.4, height: 0.8 };

    #[test]
    fn a_product_inside_the_frame_keeps_its_areas() {
        let picture = Area { left: 0.25, top: 0.5, width: 0.25, height: 0.5 };
        assert_eq!(ProductPlace::within_frame(CROP, picture), Some(ProductPlace { photo: CROP, picture }));
    }

    #[test]
    fn what_the_frame_cuts_off_is_left_out_of_both_areas() {
        let place = ProductPlace::within_frame(CROP, Area { left: -0.25, top: 0.5, width: 0.5, height: 1.0 }).expect("half of it is seen");
        let near = |a: Area, b: [f32; 4]| {
            let a = [a.left, a.top, a.width, a.height];
            assert!(a.iter().zip(b).all(|(a, b)| (a - b).abs() < 1e-6), "{a:?}");
        };
        near(place.photo, [0.4, 0.1, 0.2, 0.4]);
        near(place.picture, [0.0, 0.5, 0.25, 0.5]);
        assert_eq!(ProductPlace::within_frame(CROP, Area { left: 1.0, top: 0.0, width: 0.5, height: 1.0 }), None);
    }
}
