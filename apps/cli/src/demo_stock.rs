//! Puts the demo shop's products, sessions and flows into a database, has their pictures made, and reviews about half of them.

use std::collections::HashMap;

use bytes::Bytes;
use time::OffsetDateTime;
use visualizer_control::collection_sessions::{self, SessionFilter};
use visualizer_control::generated_assets::{self, LifeChange, Selection};
use visualizer_control::generation_flows::{self, FlowDraft, FlowFilter};
use visualizer_control::product_images::{self, Upload};
use visualizer_control::products::{self, ProductDraft, ProductFilter};
use visualizer_control::{Control, Direction, runs};
use visualizer_domain::Actor;
use visualizer_domain::approval::Decision;
use visualizer_domain::generated_asset_filter::AssetFilter;
use visualizer_domain::generation_flow::FlowState;
use visualizer_domain::ids::{CollectionSessionId, GenerationFlowId, ProductId, RunId};
use visualizer_domain::page::Limit;
use visualizer_domain::quality::Quality;
use visualizer_domain::settings::SettingsLayer;
use visualizer_domain::text::Reason;

use crate::demo_shop::{DemoFlow, FLOWS, PRODUCTS, SESSIONS};
use crate::failure::Failure;

/// Things by the name that the shop gives them.
type ByName<T> = HashMap<&'static str, T>;

/// What stands in the shop that is being furnished.
pub(crate) struct DemoStock<'a> {
    pub(crate) control: &'a Control,
    pub(crate) actor: &'a Actor,
    pub(crate) now: fn() -> OffsetDateTime,
}

impl DemoStock<'_> {
    /// The products by name, each with its picture.
    pub(crate) async fn products(&self) -> Result<ByName<ProductId>, Failure> {
        let there = products::list(self.control, self.actor, &ProductFilter::default(), None, Limit::new(Limit::MAX)).await?.rows;
        let mut ids = HashMap::new();
        for product in PRODUCTS {
            let known = there.iter().find(|card| card.name == product.name);
            let id = match known {
                Some(card) => card.id.clone(),
                None => {
                    let draft = ProductDraft {
                        name: product.name.to_owned(),
                        category: product.category.to_owned(),
                        description: product.description.to_owned(),
                        ..ProductDraft::default()
                    };
                    products::create(self.control, self.actor, &draft, (self.now)()).await?
                }
            };
            if known.is_none_or(|card| card.images == 0) {
                let upload = Upload { file_name: Some(product.file_name.to_owned()), bytes: Bytes::from_static(product.picture) };
                product_images::add(self.control, self.actor, &id, upload, (self.now)()).await?;
            }
            ids.insert(product.name, id);
        }
        Ok(ids)
    }

    /// The sessions by name, each with the products of its flows.
    pub(crate) async fn sessions(&self, products: &ByName<ProductId>) -> Result<ByName<CollectionSessionId>, Failure> {
        let there =
            collection_sessions::list(self.control, self.actor, &SessionFilter::default(), None, Limit::new(Limit::MAX)).await?.rows;
        let mut ids = HashMap::new();
        for name in SESSIONS {
            let id = match there.iter().find(|card| card.name == *name) {
                Some(card) => card.id.clone(),
                None => {
                    let flows = FLOWS.iter().filter(|flow| flow.session == Some(name));
                    let shown: Vec<ProductId> = flows.flat_map(|flow| ids_of(flow, products)).collect();
                    collection_sessions::create(self.control, self.actor, name, &shown, (self.now)()).await?
                }
            };
            ids.insert(*name, id);
        }
        Ok(ids)
    }

    /// The runs that are under way, after every flow was made and everything that can be generated was admitted.
    pub(crate) async fn runs(&self, products: &ByName<ProductId>, sessions: &ByName<CollectionSessionId>) -> Result<Vec<RunId>, Failure> {
        let there = generation_flows::list(self.control, self.actor, &FlowFilter::default(), None, Limit::new(Limit::MAX)).await?.rows;
        let mut under_way = Vec::new();
        for flow in FLOWS {
            let id = match there.iter().find(|card| card.name.as_deref() == Some(flow.name)) {
                Some(card) => card.id.clone(),
                None => self.flow(flow, products, sessions).await?,
            };
            under_way.extend(self.run(&id).await?);
        }
        Ok(under_way)
    }

    async fn flow(
        &self,
        flow: &DemoFlow,
        products: &ByName<ProductId>,
        sessions: &ByName<CollectionSessionId>,
    ) -> Result<GenerationFlowId, Failure> {
        let settings = SettingsLayer {
            scene: Some(flow.scene.to_owned()),
            style: Some(flow.style.to_owned()),
            lighting: Some(flow.lighting.to_owned()),
            aspect_ratio: Some(flow.aspect_ratio),
            quality: Some(Quality::K1),
            variants: Some(flow.variants),
            ..SettingsLayer::default()
        };
        let draft = FlowDraft {
            session: flow.session.and_then(|session| sessions.get(session).cloned()),
            name: flow.name.to_owned(),
            products: ids_of(flow, products).collect(),
            settings,
        };
        Ok(generation_flows::create(self.control, self.actor, draft, (self.now)()).await?)
    }

    async fn run(&self, flow: &GenerationFlowId) -> Result<Option<RunId>, Failure> {
        let view = generation_flows::view(self.control, self.actor, flow).await?;
        Ok(match view.state() {
            FlowState::Configured => Some(runs::generate(self.control, self.actor, flow, runs::Admit::default(), (self.now)()).await?),
            FlowState::Generating => view.runs.into_iter().find(|run| run.outcome.is_none()).map(|run| run.id),
            FlowState::Empty | FlowState::Partly | FlowState::Completed | FlowState::Error => None,
        })
    }

    /// Decides about half of what was made, as a person would: most are approved, a few are not, one or two are kept at hand.
    pub(crate) async fn review(&self) -> Result<(), Failure> {
        if generated_assets::facets(self.control, self.actor, &AssetFilter::default()).await?.approved > 0 {
            return Ok(());
        }
        let made =
            generated_assets::list(self.control, self.actor, &AssetFilter::default(), None, Direction::Older, Limit::new(Limit::MAX))
                .await?
                .rows;
        let every = |step: usize, first: usize| {
            let picked = made.iter().skip(first).step_by(step);
            picked.map(|frame| (frame.id.clone(), None)).collect::<Vec<_>>()
        };
        let reason = Reason::parse("The product is too small in the picture.").ok();
        let decisions = [
            (every(5, 1), LifeChange::Decide(Decision::Approve)),
            (every(5, 3), LifeChange::Decide(Decision::Approve)),
            (every(10, 4), LifeChange::Decide(Decision::Reject(reason))),
            (every(11, 1), LifeChange::Pin(true)),
        ];
        for (pictures, change) in decisions.into_iter().filter(|(pictures, _)| !pictures.is_empty()) {
            generated_assets::change(self.control, self.actor, &Selection::These(pictures), &change, (self.now)()).await?;
        }
        Ok(())
    }
}

fn ids_of(flow: &DemoFlow, products: &ByName<ProductId>) -> impl Iterator<Item = ProductId> {
    flow.products.iter().filter_map(|name| products.get(name).cloned())
}
