//! Which pictures a form is about: the boxes that are ticked, or all that the filter of its sheet shows.

use visualizer_control::generated_assets::Selection;
use visualizer_domain::generated_asset_filter::AssetFilter;
use visualizer_domain::ids::AssetId;

use crate::answer::failure::Failure;
use crate::api::instant;
use crate::forms::Form;
use crate::request::asset_query::AssetQuery;

/// The hidden field that says when "all" was counted: what was finished later, nobody has been asked about.
pub const SEEN: &str = "seen";

/// Pictures that a form names.
#[derive(Debug, Clone)]
pub struct Picked {
    /// As control takes them.
    pub selection: Selection,
}

impl Picked {
    /// The pictures of a form. A box says `id:version`; an id alone means whatever version it has.
    ///
    /// # Errors
    /// [`Failure::Malformed`] for a box or a filter that is none.
    pub fn of(form: &Form) -> Result<Self, Failure> {
        let these = form.all("asset").map(asset).collect::<Result<Vec<_>, _>>()?;
        // "All" holds while every box of the page is ticked: whoever took one out means those that are left.
        let all = form.get("all").parse().is_ok_and(|shown: usize| shown == these.len());
        let selection = if all {
            let filter = AssetQuery::parse(form.get("filter"))?.filter();
            Selection::Matching(AssetFilter { finished_by: instant::of_micros(form.get(SEEN)), ..filter })
        } else {
            Selection::These(these)
        };
        Ok(Self { selection })
    }

    /// True for all that match.
    #[must_use]
    pub fn is_all(&self) -> bool {
        matches!(self.selection, Selection::Matching(_))
    }
}

fn asset(text: &str) -> Result<(AssetId, Option<i64>), Failure> {
    let wrong = || Failure::Malformed(format!("asset: {:?} names no picture", text.chars().take(80).collect::<String>()));
    let (id, version) = text.split_once(':').map_or((text, None), |(id, version)| (id, Some(version)));
    let version = version.map(str::parse).transpose().map_err(|_| wrong())?;
    Ok((AssetId::parse(id).map_err(|_| wrong())?, version))
}

#[cfg(test)]
mod tests {
    use super::*;
    use visualizer_domain::generated_asset::ApprovalStatus;

    fn picked(fields: &[(&str, &str)]) -> Result<Picked, Failure> {
        Picked::of(&Form::holding(fields.iter().copied()))
    }

    #[test]
    fn a_box_names_the_version_that_was_seen() {
        let Selection::These(these) = picked(&[("asset", "a1:3"), ("asset", "a2")]).unwrap().selection else { panic!("boxes are ticked") };
        assert_eq!(these.iter().map(|(id, seen)| (id.as_str(), *seen)).collect::<Vec<_>>(), [("a1", Some(3)), ("a2", None)]);
        for bad in ["a/1:3", ":3", "a1:x"] {
            assert!(picked(&[("asset", bad)]).is_err(), "{bad}");
        }
    }

    #[test]
    fn all_that_match_are_meant_only_while_nothing_is_taken_out() {
        let fields = [("all", "2"), ("filter", "approval=pending"), ("asset", "a1:1"), ("asset", "a2:1")];
        let Selection::Matching(filter) = picked(&fields).unwrap().selection else { panic!("all are meant") };
        assert_eq!(filter.approval, Some(ApprovalStatus::Pending));
        assert!(!picked(&fields[..3]).unwrap().is_all(), "one was taken out");
    }
}
