//! What the gallery is narrowed by, in words, each with the address that drops it; and what would match without it.

use visualizer_control::generated_assets;
use visualizer_control::{Control, Frame as Picture, collection_sessions, generation_flows, products};
use visualizer_domain::Actor;
use visualizer_domain::problem::{Outcome, Problem};

use crate::parts::place::Place;
use crate::request::asset_query::{AssetQuery, Day};
use crate::words::Words;
use crate::words::count::Count;
use crate::words::phrase::Phrase;

/// One part of the filter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    /// What it narrows: "Product".
    pub label: String,
    /// To what: "Stone mug".
    pub value: String,
    /// The gallery without it.
    pub without: String,
}

/// The parts of the filter. Names are taken from the pictures where they have them, so that mostly nothing is looked up.
///
/// # Errors
/// When a name cannot be read. What is not there (any more) is named by its id.
pub async fn terms(control: &Control, actor: &Actor, query: &AssetQuery, pictures: &[Picture], w: Words) -> Outcome<Vec<Term>> {
    let mut names = Names::default();
    if let Some(id) = &query.product {
        names.product = match pictures.first().and_then(|picture| picture.product_name.clone()) {
            // A picture of several products is named by its main one, which may be another.
            Some(name) if pictures.iter().all(|picture| picture.product_name.as_ref() == Some(&name)) => Some(name),
            _ => there(products::view(control, actor, id).await)?.map(|view| view.product.name),
        };
    }
    if let Some(id) = &query.flow {
        names.flow = match pictures.first().and_then(|picture| picture.flow_name.clone()) {
            Some(name) => Some(name),
            None => there(generation_flows::view(control, actor, id).await)?.and_then(|view| view.flow.name),
        };
    }
    if let Some(id) = &query.session {
        names.session = there(collection_sessions::view(control, actor, id).await)?.map(|view| view.card.name);
    }
    Ok(parts(query, &names, w).into_iter().map(|(term, _)| term).collect())
}

/// How many pictures would match without each part of the filter, for the page that shows none. What alone would not help is left out.
///
/// # Errors
/// When they cannot be counted.
pub async fn without_each(control: &Control, actor: &Actor, query: &AssetQuery, w: Words) -> Outcome<Vec<(Term, Count)>> {
    let mut counted = Vec::new();
    let named = terms(control, actor, query, &[], w).await?;
    for (term, (_, without)) in named.into_iter().zip(parts(query, &Names::default(), w)) {
        let count = generated_assets::count(control, actor, &without.filter()).await?;
        if count > 0 {
            counted.push((term, Count::of(count)));
        }
    }
    Ok(counted)
}

/// Names of what the filter says by id.
#[derive(Default)]
struct Names {
    product: Option<String>,
    flow: Option<String>,
    session: Option<String>,
}

/// Each part of the filter with the filter that is left without it.
fn parts(query: &AssetQuery, names: &Names, w: Words) -> Vec<(Term, AssetQuery)> {
    let mut parts = Vec::new();
    let mut add = |label: Phrase<'_>, value: Option<String>, drop: fn(&mut AssetQuery)| {
        if let Some(value) = value {
            let without = query.with(drop);
            parts.push((Term { label: label.to_string(), value, without: without.href(Place::Gallery.path()) }, without));
        }
    };
    // Beside another year, this one is told too.
    let years: Vec<i32> = [query.from, query.until].into_iter().flatten().map(|day| day.date().year()).collect();
    let day = |day: Day| match years[..] {
        [from, until] if from != until => w.full_date(&day.begins()),
        _ => w.date(&day.begins()),
    };
    let named = |name: &Option<String>, id: Option<String>| id.map(|id| name.clone().unwrap_or(id));
    add(w.t("gallery-review"), query.approval.map(|approval| w.t(format!("approval-{approval}")).to_string()), |q| q.approval = None);
    add(w.t("gallery-only"), query.pinned.then(|| w.t("gallery-pinned").to_string()), |q| q.pinned = false);
    add(w.t("gallery-only"), query.deleted.then(|| w.t("gallery-deleted").to_string()), |q| q.deleted = false);
    add(w.t("gallery-product"), named(&names.product, query.product.as_ref().map(ToString::to_string)), |q| q.product = None);
    add(w.t("gallery-flow"), named(&names.flow, query.flow.as_ref().map(ToString::to_string)), |q| q.flow = None);
    add(w.t("gallery-session"), named(&names.session, query.session.as_ref().map(ToString::to_string)), |q| q.session = None);
    add(w.t("gallery-from"), query.from.map(day), |q| q.from = None);
    add(w.t("gallery-until"), query.until.map(day), |q| q.until = None);
    parts
}

/// `None` for what is not there.
fn there<T>(found: Outcome<T>) -> Outcome<Option<T>> {
    match found {
        Ok(found) => Ok(Some(found)),
        Err(Problem::NotFound { .. }) => Ok(None),
        Err(problem) => Err(problem),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::datetime;
    use visualizer_domain::user::Locale;

    #[test]
    fn a_range_over_two_years_tells_both() {
        let days = |text| {
            let query = AssetQuery::parse(text).unwrap();
            let parts = parts(&query, &Names::default(), Words::new(Locale::En, datetime!(2026-11-21 8:00 UTC)));
            parts.into_iter().map(|(term, _)| term.value).collect::<Vec<_>>()
        };
        assert_eq!(days("from=2026-01-01&until=2027-01-01"), ["1 Jan 2026", "1 Jan 2027"]);
        assert_eq!(days("from=2026-01-01&until=2026-02-01"), ["1 Jan", "1 Feb"]);
        assert_eq!(days("from=2026-01-01"), ["1 Jan"]);
    }
}
