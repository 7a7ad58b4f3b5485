//! A finished picture as a frame: which copy it shows, what stands under it and where it leads. One way for the gallery, a flow's
//! results, products and Home.

use visualizer_control::Frame as Picture;
use visualizer_domain::generated_asset::ApprovalStatus;
use visualizer_domain::ids::UserId;
use visualizer_domain::rendition::RenditionKind;

use crate::pages::media;
use crate::parts::frame::{Frame, FrameBody, Larger, Leads, Mark};
use crate::parts::shape;
use crate::request::asset_query::AssetQuery;
use crate::words::Words;

/// How large frames are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum FrameSize {
    /// Many at a glance.
    Small,
    /// As on a contact sheet.
    #[default]
    Medium,
    /// A few, to be judged.
    Large,
}

/// How pictures become frames on one page.
#[derive(Debug, Clone)]
pub struct FrameStyle<'a> {
    /// The reader's words.
    pub w: Words,
    /// The filter that the pictures were found by; links carry it on, so that "next" means the same there.
    pub within: &'a AssetQuery,
    /// How large they are shown.
    pub size: FrameSize,
    /// They can be picked.
    pub pickable: bool,
    /// All of them are picked.
    pub picked: bool,
}

impl FrameStyle<'_> {
    /// The frame of a picture.
    #[must_use]
    pub fn frame(&self, picture: &Picture) -> Frame {
        self.frame_on(picture, &[])
    }

    /// The frame of a picture on a sheet, which its links carry on beside the filter.
    #[must_use]
    pub fn frame_on(&self, picture: &Picture, sheet: &[(&str, &str)]) -> Frame {
        let w = self.w;
        let page = |beneath| self.within.href_with(&format!("/generated-assets/{}{beneath}", picture.id), sheet);
        let compare = picture.original_sha256.as_ref().map(|_| page("/compare"));
        Frame {
            w,
            id: picture.id.to_string(),
            name: Known::from(picture).name(w),
            alt: Known::from(picture).alt(w),
            shape: shape::of(picture.width, picture.height),
            body: self.body(picture, page("")),
            mark: mark(picture.approval_status, w),
            note: if picture.draft { w.t("asset-draft").to_string() } else { String::new() },
            pick: self.pickable.then_some(picture.life_version),
            picked: self.picked,
            dimmed: picture.approval_status == ApprovalStatus::Rejected,
            pinned: picture.is_pinned,
            own: false,
            leads: Leads { flow: picture.flow_id.as_ref().map(|flow| format!("/generation-flows/{flow}")), compare },
        }
    }

    fn body(&self, picture: &Picture, href: String) -> FrameBody {
        let (kind, side, larger) = match self.size {
            FrameSize::Small => (RenditionKind::ThumbSmall, 240, None),
            FrameSize::Medium => (RenditionKind::ThumbSmall, 240, Some((RenditionKind::ThumbLarge, 640, "auto, 17rem"))),
            FrameSize::Large => (RenditionKind::ThumbLarge, 640, Some((RenditionKind::Display, 2_048, "auto, 36rem"))),
        };
        let (width, height) = shape::within(picture.width, picture.height, side);
        FrameBody::Picture {
            href,
            src: media::address(&picture.sha256, kind),
            larger: larger.map(|(kind, side, sizes)| Larger {
                src: media::address(&picture.sha256, kind),
                width: shape::within(picture.width, picture.height, side).0,
                sizes,
            }),
            width,
            height,
        }
    }
}

/// Whose pictures the reader leaves to somebody else, on the frames that may be approved.
#[must_use]
pub fn is_own(picture: &Picture, withheld: Option<&UserId>) -> bool {
    withheld.is_some() && picture.created_by.as_ref() == withheld && picture.approval_status != ApprovalStatus::Approved
}

/// What a picture is known by.
#[derive(Debug, Clone, Copy, Default)]
pub struct Known<'a> {
    /// What somebody wrote that it shows.
    pub alt_text: Option<&'a str>,
    /// The main product.
    pub product: Option<&'a str>,
    /// The flow that made it.
    pub flow: Option<&'a str>,
    /// Which of the flow's pictures.
    pub variant: Option<i64>,
}

impl<'a> From<&'a Picture> for Known<'a> {
    fn from(picture: &'a Picture) -> Self {
        Self {
            alt_text: picture.alt_text.as_deref(),
            product: picture.product_name.as_deref(),
            flow: picture.flow_name.as_deref(),
            variant: picture.variant,
        }
    }
}

impl Known<'_> {
    /// What people call it: the product, and which of the variants.
    #[must_use]
    pub fn name(&self, w: Words) -> String {
        match (self.product.or(self.flow), self.variant) {
            (Some(what), Some(variant)) => format!("{what} {variant}"),
            (Some(what), None) => what.to_owned(),
            (None, _) => w.t("asset-nameless").to_string(),
        }
    }

    /// What it shows: as somebody wrote, else as far as the program knows.
    #[must_use]
    pub fn alt(&self, w: Words) -> String {
        match (self.alt_text, self.product, self.flow) {
            (Some(text), _, _) => text.to_owned(),
            (None, Some(product), Some(flow)) => w.t("asset-alt").with("product", product).with("flow", flow).to_string(),
            _ => self.name(w),
        }
    }
}

/// What people decided, as a mark.
#[must_use]
pub fn mark(approval: ApprovalStatus, w: Words) -> Mark {
    let (kind, icon) = match approval {
        ApprovalStatus::Pending => ("", "circle"),
        ApprovalStatus::Approved => ("ok", "check"),
        ApprovalStatus::Rejected => ("bad", "x"),
    };
    Mark { kind, icon, word: w.t(format!("approval-{approval}")).to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::datetime;
    use visualizer_domain::ids::{AssetId, GenerationFlowId};
    use visualizer_domain::user::Locale;

    fn picture() -> Picture {
        Picture {
            id: AssetId::parse("a1").unwrap(),
            created_at: datetime!(2026-11-21 8:00 UTC),
            deleted_at: None,
            sha256: "ab".repeat(32),
            width: 1184,
            height: 888,
            approval_status: ApprovalStatus::Rejected,
            decided_by: None,
            decided_at: None,
            is_pinned: false,
            draft: true,
            created_by: None,
            alt_text: None,
            flow_id: GenerationFlowId::parse("f1").ok(),
            flow_name: Some("Kitchen".into()),
            variant: Some(3),
            product_name: Some("Stone mug".into()),
            original_sha256: Some("cd".repeat(32)),
            life_version: 2,
        }
    }

    #[test]
    fn a_frame_leads_on_within_the_filter_that_it_was_found_by() {
        let within = AssetQuery { approval: Some(ApprovalStatus::Rejected), ..AssetQuery::default() };
        let w = Words::new(Locale::En, datetime!(2026-11-21 9:00 UTC));
        let style = FrameStyle { w, within: &within, size: FrameSize::Medium, pickable: true, picked: false };
        let frame = style.frame(&picture());
        assert_eq!((frame.name.as_str(), frame.shape, frame.pick, frame.dimmed), ("Stone mug 3", "is-4x3", Some(2), true));
        assert_eq!(frame.leads.compare.as_deref(), Some("/generated-assets/a1/compare?approval=rejected"));
        assert_eq!(frame.leads.flow.as_deref(), Some("/generation-flows/f1"));
        let on_page = style.frame_on(&picture(), &[("after", "1.a")]);
        assert_eq!(on_page.leads.compare.as_deref(), Some("/generated-assets/a1/compare?approval=rejected&after=1.a"));
        let FrameBody::Picture { href, width, height, .. } = &frame.body else { panic!("a finished picture is shown") };
        assert_eq!((href.as_str(), *width, *height), ("/generated-assets/a1?approval=rejected", 240, 180));
    }

    #[test]
    fn what_a_picture_shows_is_said_as_somebody_wrote_it() {
        let w = Words::new(Locale::En, datetime!(2026-11-21 9:00 UTC));
        let (plain, described) = (picture(), Picture { alt_text: Some("A mug by a window".into()), ..picture() });
        assert_eq!(Known::from(&plain).alt(w), "Stone mug, in the flow Kitchen");
        assert_eq!(Known::from(&described).alt(w), "A mug by a window");
        assert_eq!(Known::default().name(w), "Picture");
    }
}
