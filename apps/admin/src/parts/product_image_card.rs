//! An uploaded picture as it lies on its product's page: being checked, usable or refused. The same markup stands in the page and in
//! the events that replace it, so it has a struct of its own, and names no form token, which is new on every page.

use askama::Template;
use time::{Duration, OffsetDateTime};
use visualizer_control::product_images::ProductImage;
use visualizer_domain::product_image::{CheckState, Ground};
use visualizer_domain::rendition::RenditionKind;

use crate::pages::media;
use crate::parts::shape;
use crate::words::Words;
use crate::words::job_words;
use crate::words::report_words;

/// A check that takes longer than this waits for something that the queue can tell.
const PATIENCE: Duration = Duration::seconds(30);

/// An uploaded picture on its product's page.
#[derive(Debug, Clone, Template)]
#[template(path = "product_image_card.html")]
pub struct ProductImageCard {
    /// The reader's words.
    pub w: Words,
    /// Its id; `image-<id>` is the id of the element.
    pub id: String,
    /// The product, as the addresses of its pictures begin.
    pub product: String,
    /// What people call it.
    pub name: String,
    /// What it shows, for those who do not see it.
    pub alt: String,
    /// Stands for its product.
    pub is_primary: bool,
    /// How far its check is.
    pub check: Check,
    /// What the reader may do with it.
    pub tools: Option<Tools>,
}

/// How far the check of a picture is, and what there is to see.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Check {
    /// Not looked at yet.
    Waiting {
        /// It takes longer than it should.
        long: bool,
    },
    /// Usable.
    Usable(Shown),
    /// Not usable.
    Refused {
        /// Why.
        why: String,
    },
}

/// The copies of a usable picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
    /// Address of a small copy.
    pub src: String,
    /// Address of a large copy.
    pub display: String,
    /// Width of the small copy in pixels.
    pub width: u32,
    /// Height of the small copy in pixels.
    pub height: u32,
    /// Why makers will show it as a framed print, where its product cannot be cut out.
    pub framed: Option<String>,
}

/// What can be done with a picture where it lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tools {
    /// It is not the first.
    pub earlier: bool,
    /// It is not the last.
    pub later: bool,
    /// It could stand for its product.
    pub primary: bool,
}

impl ProductImageCard {
    /// The cards of a product's pictures, in order.
    #[must_use]
    pub fn all(images: &[ProductImage], product_name: &str, may_edit: bool, w: Words) -> Vec<Self> {
        let last = images.len().saturating_sub(1);
        let tools = |at: usize, image: &ProductImage| {
            may_edit.then_some(Tools {
                earlier: at > 0,
                later: at < last,
                primary: !image.is_primary && image.check_state != CheckState::Refused,
            })
        };
        images.iter().enumerate().map(|(at, image)| Self::of(image, product_name, tools(at, image), w)).collect()
    }

    fn of(image: &ProductImage, product_name: &str, tools: Option<Tools>, w: Words) -> Self {
        Self {
            w,
            id: image.id.to_string(),
            product: image.product_id.to_string(),
            name: name(image, w),
            alt: image.alt_text.clone().unwrap_or_else(|| product_name.to_owned()),
            is_primary: image.is_primary,
            check: check(image, w),
            tools,
        }
    }

    /// Icon, kind and word of its state.
    #[must_use]
    pub fn mark(&self) -> (&'static str, &'static str, String) {
        let (kind, icon, word) = match self.check {
            Check::Waiting { .. } => ("", "loader-circle", self.w.t("check-pending")),
            Check::Usable(_) => ("ok", "check", self.w.t("check-ready")),
            Check::Refused { .. } => ("bad", "triangle-alert", self.w.t("check-refused")),
        };
        (kind, icon, word.to_string())
    }
}

/// What people call a picture: its file.
#[must_use]
pub fn name(image: &ProductImage, w: Words) -> String {
    image.file_name.clone().unwrap_or_else(|| w.t("image-nameless").to_string())
}

/// How far the check of a picture is, and what there is to see.
#[must_use]
pub fn check(image: &ProductImage, w: Words) -> Check {
    match image.check_state {
        CheckState::Pending => Check::Waiting { long: is_long(image.created_at, w.now()) },
        CheckState::Refused => Check::Refused { why: why_refused(image, w) },
        CheckState::Ready => {
            let (width, height) = shape::within(image.width, image.height, 640);
            Check::Usable(Shown {
                src: media::address(&image.sha256, RenditionKind::ThumbLarge),
                display: media::address(&image.sha256, RenditionKind::Display),
                width,
                height,
                framed: image.ground.as_ref().and_then(|ground| framed(ground, w)),
            })
        }
    }
}

fn is_long(since: OffsetDateTime, now: OffsetDateTime) -> bool {
    now - since > PATIENCE
}

/// Why a picture was refused. What is wrong with the picture has a sentence of its own; what went wrong with us says to send it again.
fn why_refused(image: &ProductImage, w: Words) -> String {
    match &image.check_problem {
        Some(problem) if problem.code.starts_with("picture-") => job_words::problem(Some(problem), w),
        _ => w.t("check-failed").to_string(),
    }
}

/// Why makers show the whole photograph as a framed print; `None` when the product can be cut from its ground.
#[must_use]
pub fn framed(ground: &Ground, w: Words) -> Option<String> {
    if ground.plain {
        return None;
    }
    Some(report_words::framed(&ground.reason, w))
}
