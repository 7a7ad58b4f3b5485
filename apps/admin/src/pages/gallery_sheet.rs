//! Which part of the gallery an address shows: a page of it, the size of its pictures, and the one that somebody comes back to.
//! Links carry it on to the page of a picture, so that the way back leads to where it was opened.

use serde::Deserialize;
use visualizer_control::generated_assets;
use visualizer_control::{Control, Direction, Frame as Picture};
use visualizer_domain::ids::AssetId;
use visualizer_domain::page::{Cursor, Limit};
use visualizer_domain::problem::Outcome;
use visualizer_domain::{Actor, Problem};

use super::generated_asset::place;
use crate::answer::failure::Failure;
use crate::parts::asset_frame::FrameSize;
use crate::parts::place::Place;
use crate::request::address_query::cursor;
use crate::request::asset_query::AssetQuery;

/// What the address of the gallery may carry beside the filter.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct SheetQuery {
    after: Option<String>,
    before: Option<String>,
    size: Option<String>,
    pick: Option<String>,
    at: Option<String>,
}

impl SheetQuery {
    /// The page and the size, as links carry them on.
    #[must_use]
    pub fn kept(&self) -> Vec<(&str, &str)> {
        let kept = [("after", &self.after), ("before", &self.before), ("size", &self.size)];
        kept.into_iter().filter_map(|(name, value)| Some((name, value.as_deref()?))).collect()
    }

    /// How large pictures are shown.
    #[must_use]
    pub fn frame_size(&self) -> FrameSize {
        match self.size.as_deref() {
            Some("s") => FrameSize::Small,
            Some("l") => FrameSize::Large,
            _ => FrameSize::Medium,
        }
    }

    /// All that match are picked.
    #[must_use]
    pub fn picks_all(&self) -> bool {
        self.pick.as_deref() == Some("all")
    }

    /// The address of a picture's page that was opened here.
    #[must_use]
    pub fn href(&self, query: &AssetQuery, path: &str) -> String {
        query.href_with(path, &self.kept())
    }

    /// The address of the gallery with this page, and more beside it.
    #[must_use]
    pub fn address(&self, query: &AssetQuery, more: &[(&str, &str)]) -> String {
        let all: Vec<(&str, &str)> = self.kept().into_iter().chain(more.iter().copied()).collect();
        query.href_with(Place::Gallery.path(), &all)
    }

    /// The address that leads back to a picture.
    #[must_use]
    pub fn back_to(&self, query: &AssetQuery, picture: &AssetId) -> String {
        format!("{}#frame-{picture}", self.address(query, &[("at", picture.as_str())]))
    }

    fn size_only(&self) -> Self {
        Self { size: self.size.clone(), ..Self::default() }
    }
}

/// Links to the pages around this one.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Ways {
    /// The newest ones.
    pub first: Option<String>,
    /// The page before.
    pub newer: Option<String>,
    /// The page after.
    pub older: Option<String>,
}

/// A page of the gallery.
pub struct Sheet {
    /// Its pictures.
    pub pictures: Vec<Picture>,
    /// The ways on from it.
    pub ways: Ways,
    /// Its own address.
    pub query: SheetQuery,
    /// The picture that somebody came back to, or the one that is in its place now.
    pub current: Option<AssetId>,
}

/// Reads the page that the address asks for. Somebody who comes back to a picture beyond it gets the page that begins there.
///
/// # Errors
/// [`Failure::Address`] for a cursor that is none.
pub async fn read(control: &Control, actor: &Actor, query: &AssetQuery, sheet: SheetQuery) -> Result<Sheet, Failure> {
    let (pictures, ways) = page(control, actor, query, &sheet).await?;
    let mut read = Sheet { pictures, ways, query: sheet, current: None };
    let Some(at) = read.query.at.take().and_then(|at| AssetId::parse(&at).ok()) else { return Ok(read) };
    if read.pictures.iter().any(|picture| picture.id == at) {
        read.current = Some(at);
        return Ok(read);
    }
    // It was decided about, so that the filter does not show it any more; or review went on beyond the page.
    let place = match generated_assets::view(control, actor, &at).await {
        Ok(view) => place(&view.asset),
        Err(Problem::NotFound { .. }) => return Ok(read),
        Err(problem) => return Err(problem.into()),
    };
    if !read.holds(&place) {
        let newer = generated_assets::list(control, actor, &query.filter(), Some(&place), Direction::Newer, Limit::new(1)).await?;
        read.query.before = None;
        read.query.after = newer.rows.first().map(|picture| picture.cursor().to_string());
        (read.pictures, read.ways) = page(control, actor, query, &read.query).await?;
    }
    let older = read.pictures.iter().find(|picture| !is_newer(&picture.cursor(), &place));
    read.current = older.or(read.pictures.last()).map(|picture| picture.id.clone());
    Ok(read)
}

impl Sheet {
    /// A picture with this place in time would be on this page.
    fn holds(&self, place: &Cursor) -> bool {
        let (Some(first), Some(last)) = (self.pictures.first(), self.pictures.last()) else { return true };
        let above = self.ways.newer.is_some() && is_newer(place, &first.cursor());
        let below = self.ways.older.is_some() && is_newer(&last.cursor(), place);
        !above && !below
    }
}

fn is_newer(one: &Cursor, other: &Cursor) -> bool {
    (one.at, &one.id) > (other.at, &other.id)
}

async fn page(control: &Control, actor: &Actor, query: &AssetQuery, sheet: &SheetQuery) -> Result<(Vec<Picture>, Ways), Failure> {
    let (filter, limit) = (query.filter(), limit_of(sheet.frame_size()));
    let list = async |from: Option<&Cursor>, way| -> Outcome<_> { generated_assets::list(control, actor, &filter, from, way, limit).await };
    let way = |name, cursor: &Cursor| Some(sheet.size_only().address(query, &[(name, &cursor.to_string())]));
    let first = Some(sheet.size_only().address(query, &[]));

    if let Some(before) = cursor("before", sheet.before.as_deref())? {
        let page = list(Some(&before), Direction::Newer).await?;
        // Nothing newer is left beyond this page: the first page, full, says the same.
        if let (Some(newer), Some(last)) = (&page.next, page.rows.last()) {
            let ways = Ways { first, newer: way("before", newer), older: way("after", &last.cursor()) };
            return Ok((page.rows, ways));
        }
    }
    let after = cursor("after", sheet.after.as_deref())?;
    let page = list(after.as_ref(), Direction::Older).await?;
    let ways = Ways {
        first: first.filter(|_| after.is_some()),
        newer: after.and(page.rows.first()).and_then(|first| way("before", &first.cursor())),
        older: page.next.as_ref().and_then(|older| way("after", older)),
    };
    Ok((page.rows, ways))
}

/// About what two screens show.
fn limit_of(size: FrameSize) -> Limit {
    Limit::new(match size {
        FrameSize::Small => 120,
        FrameSize::Medium => 60,
        FrameSize::Large => 24,
    })
}
