//! The demo: a small shop in an empty database, made by the same commands that people use, so that everything in it is real. What is
//! there already is left alone; a start that was interrupted is taken up again.

use std::collections::HashMap;
use std::time::Duration;

use bytes::Bytes;
use indicatif::{MultiProgress, ProgressBar, ProgressStyle};
use time::OffsetDateTime;
use tokio_util::sync::CancellationToken;
use visualizer_control::clients::{self, ClientDraft};
use visualizer_control::collection_sessions::{self, SessionFilter};
use visualizer_control::generated_assets::{self, LifeChange, Selection};
use visualizer_control::generation_flows::{self, FlowDraft, FlowFilter};
use visualizer_control::members::{self, MemberDraft};
use visualizer_control::product_images::{self, Upload};
use visualizer_control::products::{self, ProductDraft, ProductFilter};
use visualizer_control::users::{self, UserDraft};
use visualizer_control::{Control, Direction, runs, sign_ins};
use visualizer_domain::approval::Decision;
use visualizer_domain::generated_asset_filter::AssetFilter;
use visualizer_domain::generation_flow::FlowState;
use visualizer_domain::ids::{ClientId, CollectionSessionId, GenerationFlowId, ProductId, RunId, UserId};
use visualizer_domain::page::Limit;
use visualizer_domain::quality::Quality;
use visualizer_domain::role::Role;
use visualizer_domain::settings::SettingsLayer;
use visualizer_domain::text::Reason;
use visualizer_domain::user::Email;
use visualizer_domain::{Actor, Clock};

use crate::demo_shop::{DemoFlow, FLOWS, PRODUCTS, SESSIONS};
use crate::failure::Failure;
use crate::waiting::Waiting;

/// Makes and reviews; runs the platform.
const OWNER: (&str, &str, &str) = ("demo@visualizer.example", "look-around", "Demo owner");
/// Only looks.
const VIEWER: (&str, &str, &str) = ("viewer@visualizer.example", "just-looking", "Demo viewer");
/// The shop.
const SHOP: (&str, &str) = ("Demo shop", "demo-shop");
/// A second client with nothing in it. Made last, so that it says that all the rest is there.
const EMPTY: (&str, &str) = ("Empty shop", "empty-shop");

/// Prints how to sign in.
pub(crate) fn print_sign_ins() {
    for ((email, password, _), what) in [(OWNER, "makes and reviews"), (VIEWER, "only looks")] {
        println!("  sign in as {email:26} password {password:13} {what}");
    }
    println!("The products are drawn, not photographed. Stop with Ctrl-C; the next start is at once.");
}

/// Makes the shop, or what is missing of it, and waits until its pictures are made.
pub(crate) async fn furnish(control: &Control, bars: &MultiProgress, stop: &CancellationToken) -> Result<(), Failure> {
    let demo = Demo { control, now: || Clock::System.now() };
    let owner = demo.owner().await?;
    if demo.client(&owner, EMPTY.1).await?.is_some() {
        return Ok(());
    }
    println!("Furnishing the demo shop; its pictures are made now, by the same worker that makes yours. This takes a minute or two.");
    let shop = demo.client_or_new(&owner, SHOP).await?;
    let actor = sign_ins::actor_of(control, &owner, Some(&shop)).await?;
    let waiting = Waiting { control, actor: &actor, stop };
    let products = demo.products(&actor).await?;
    waiting.for_checks(&products.values().cloned().collect::<Vec<_>>()).await?;
    let sessions = demo.sessions(&actor, &products).await?;
    let runs = demo.runs(&actor, &products, &sessions).await?;
    let bar = bars.add(progress_bar());
    waiting.for_runs(&runs, &bar).await?;
    bar.finish_and_clear();
    demo.review(&actor).await?;
    demo.viewer(&actor).await?;
    demo.client_or_new(&owner, EMPTY).await?;
    Ok(())
}

fn progress_bar() -> ProgressBar {
    let style =
        ProgressStyle::with_template("  making pictures [{bar:40}] {percent}% {elapsed}").unwrap_or_else(|_| ProgressStyle::default_bar());
    let bar = ProgressBar::no_length().with_style(style.progress_chars("=> "));
    bar.enable_steady_tick(Duration::from_millis(250));
    bar
}

/// The database that is being furnished.
struct Demo<'a> {
    control: &'a Control,
    now: fn() -> OffsetDateTime,
}

impl Demo<'_> {
    /// The owner's account. A database with other people in it is left alone: everybody knows this password.
    async fn owner(&self) -> Result<UserId, Failure> {
        if let Some(known) = self.account(OWNER.0).await? {
            return Ok(known);
        }
        if users::exist(self.control).await? {
            return Err(Failure::new("this database has people in it, and the demo would add an account whose password everybody knows")
                .mend("start the demo with an empty one: visualizer up --demo --data .demo"));
        }
        Ok(users::create_by_operator(self.control, &draft(OWNER, true), (self.now)()).await?)
    }

    async fn account(&self, email: &str) -> Result<Option<UserId>, Failure> {
        let Ok(email) = Email::parse(email) else { return Ok(None) };
        Ok(users::find_by_operator(self.control, &email).await?.map(|user| user.id))
    }

    async fn client(&self, owner: &UserId, slug: &str) -> Result<Option<ClientId>, Failure> {
        let actor = sign_ins::actor_of(self.control, owner, None).await?;
        let found = clients::list(self.control, &actor, Some(slug), None, Limit::default()).await?;
        Ok(found.rows.into_iter().find(|client| client.slug.as_deref() == Some(slug)).map(|client| client.id))
    }

    async fn client_or_new(&self, owner: &UserId, (name, slug): (&str, &str)) -> Result<ClientId, Failure> {
        if let Some(known) = self.client(owner, slug).await? {
            return Ok(known);
        }
        let actor = sign_ins::actor_of(self.control, owner, None).await?;
        // One person makes and reviews here, which four eyes would forbid.
        let draft = ClientDraft { name: name.to_owned(), slug: slug.to_owned(), four_eyes: false };
        Ok(clients::create(self.control, &actor, &draft, (self.now)()).await?)
    }

    /// The products by name, each with its picture.
    async fn products(&self, actor: &Actor) -> Result<HashMap<&'static str, ProductId>, Failure> {
        let there = products::list(self.control, actor, &ProductFilter::default(), None, Limit::new(Limit::MAX)).await?.rows;
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
                    products::create(self.control, actor, &draft, (self.now)()).await?
                }
            };
            if known.is_none_or(|card| card.images == 0) {
                let upload = Upload { file_name: Some(product.file_name.to_owned()), bytes: Bytes::from_static(product.picture) };
                product_images::add(self.control, actor, &id, upload, (self.now)()).await?;
            }
            ids.insert(product.name, id);
        }
        Ok(ids)
    }

    async fn sessions(
        &self,
        actor: &Actor,
        products: &HashMap<&'static str, ProductId>,
    ) -> Result<HashMap<&'static str, CollectionSessionId>, Failure> {
        let there = collection_sessions::list(self.control, actor, &SessionFilter::default(), None, Limit::new(Limit::MAX)).await?.rows;
        let mut ids = HashMap::new();
        for name in SESSIONS {
            let id = match there.iter().find(|card| card.name == *name) {
                Some(card) => card.id.clone(),
                None => {
                    let flows = FLOWS.iter().filter(|flow| flow.session == Some(name));
                    let shown: Vec<ProductId> = flows.flat_map(|flow| ids_of(flow, products)).collect();
                    collection_sessions::create(self.control, actor, name, &shown, (self.now)()).await?
                }
            };
            ids.insert(*name, id);
        }
        Ok(ids)
    }

    /// The runs that are under way, after every flow was made and everything that can be generated was admitted.
    async fn runs(
        &self,
        actor: &Actor,
        products: &HashMap<&'static str, ProductId>,
        sessions: &HashMap<&'static str, CollectionSessionId>,
    ) -> Result<Vec<RunId>, Failure> {
        let there = generation_flows::list(self.control, actor, &FlowFilter::default(), None, Limit::new(Limit::MAX)).await?.rows;
        let mut under_way = Vec::new();
        for flow in FLOWS {
            let id = match there.iter().find(|card| card.name.as_deref() == Some(flow.name)) {
                Some(card) => card.id.clone(),
                None => self.flow(actor, flow, products, sessions).await?,
            };
            under_way.extend(self.run(actor, &id).await?);
        }
        Ok(under_way)
    }

    async fn flow(
        &self,
        actor: &Actor,
        flow: &DemoFlow,
        products: &HashMap<&'static str, ProductId>,
        sessions: &HashMap<&'static str, CollectionSessionId>,
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
        Ok(generation_flows::create(self.control, actor, draft, (self.now)()).await?)
    }

    async fn run(&self, actor: &Actor, flow: &GenerationFlowId) -> Result<Option<RunId>, Failure> {
        let view = generation_flows::view(self.control, actor, flow).await?;
        Ok(match view.state() {
            FlowState::Configured => Some(runs::generate(self.control, actor, flow, runs::Admit::default(), (self.now)()).await?),
            FlowState::Generating => view.runs.into_iter().find(|run| run.outcome.is_none()).map(|run| run.id),
            FlowState::Empty | FlowState::Completed | FlowState::Error => None,
        })
    }

    /// Decides about half of what was made, as a person would: most are approved, a few are not, one or two are kept at hand.
    async fn review(&self, actor: &Actor) -> Result<(), Failure> {
        if generated_assets::facets(self.control, actor, &AssetFilter::default()).await?.approved > 0 {
            return Ok(());
        }
        let made = generated_assets::list(self.control, actor, &AssetFilter::default(), None, Direction::Older, Limit::new(Limit::MAX))
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
            generated_assets::change(self.control, actor, &Selection::These(pictures), &change, (self.now)()).await?;
        }
        Ok(())
    }

    async fn viewer(&self, actor: &Actor) -> Result<(), Failure> {
        if self.account(VIEWER.0).await?.is_none() {
            users::create(self.control, actor, &draft(VIEWER, false), (self.now)()).await?;
        }
        let is_member = members::list(self.control, actor).await?.iter().any(|member| member.email == VIEWER.0);
        if !is_member {
            let draft = MemberDraft { email: VIEWER.0.to_owned(), name: VIEWER.2.to_owned(), role: Role::Viewer };
            members::add(self.control, actor, &draft, (self.now)()).await?;
        }
        Ok(())
    }
}

fn draft((email, password, name): (&str, &str, &str), is_platform_admin: bool) -> UserDraft {
    UserDraft { email: email.to_owned(), name: name.to_owned(), password: password.to_owned(), is_platform_admin }
}

fn ids_of(flow: &DemoFlow, products: &HashMap<&'static str, ProductId>) -> impl Iterator<Item = ProductId> {
    flow.products.iter().filter_map(|name| products.get(name).cloned())
}
