//! Workers in a test: real loops over the house's rows and bytes, impatient, with uploads and flows for them to work on.

use std::path::PathBuf;
use std::time::Duration;

use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;
use visualizer_db::blobs::{self, Blob};
use visualizer_db::product_images::{self, NewProductImage, ProductImage};
use visualizer_db::products::{self, ProductFacts};
use visualizer_db::{Change, admissions};
use visualizer_domain::admission::{Request, admit};
use visualizer_domain::canonical::sha256;
use visualizer_domain::flow_plan::{self, FlowImage, FlowProduct};
use visualizer_domain::ids::{ProductId, ProductImageId, RunId};
use visualizer_domain::image_check_plan;
use visualizer_domain::plan::Plan;
use visualizer_domain::product_image::CheckState;
use visualizer_domain::settings::SettingsLayer;
use visualizer_domain::text::Name;
use visualizer_storage::{HashedBytes, StorageKey};
use visualizer_worker::{Concurrency, PictureProcess, Worker, WorkerOptions};

use crate::{House, factory};

/// Longest wait for something that should happen at once.
const PATIENCE: Duration = Duration::from_secs(60);

/// A worker at work.
#[derive(Debug)]
pub struct Workshop {
    shutdown: CancellationToken,
    task: JoinHandle<()>,
}

impl Workshop {
    /// Starts a worker.
    #[must_use]
    pub fn open(options: WorkerOptions) -> Self {
        let (worker, shutdown) = (Worker::new(options), CancellationToken::new());
        let asked = shutdown.clone();
        Self { shutdown, task: tokio::spawn(async move { worker.run(asked).await }) }
    }

    /// Asks it to end, and waits until it has.
    ///
    /// # Panics
    /// When it broke.
    pub async fn close(self) {
        self.shutdown.cancel();
        self.task.await.expect("a worker ends in peace");
    }
}

/// A worker's options for tests: the house's rows, bytes and clock, and little patience.
#[must_use]
pub fn options(house: &House) -> WorkerOptions {
    let (db, storage) = (house.control.db.clone(), house.control.storage.clone());
    WorkerOptions {
        heartbeat: Duration::from_millis(50),
        poll: Duration::from_millis(20),
        sweep: Duration::from_millis(50),
        progress: Duration::from_millis(20),
        ..WorkerOptions::new(db, storage, house.clock.clone(), PictureProcess::of(program("visualizer-worker")))
    }
}

/// Places for no job at all: a worker that only sweeps.
#[must_use]
pub fn idle() -> Concurrency {
    Concurrency { cpu: 0, paid: 0, io: 0 }
}

/// One of our programs, which `cargo build --workspace` puts beside the folder of this test.
///
/// # Panics
/// When it is not built.
#[must_use]
pub fn program(name: &str) -> PathBuf {
    let test = std::env::current_exe().expect("a test knows where it is");
    let folder = test.parent().and_then(|deps| deps.parent()).expect("tests stand in target/<profile>/deps");
    let program = folder.join(name);
    assert!(program.exists(), "{} is missing: cargo build --workspace", program.display());
    program
}

/// Waits until it is so.
///
/// # Panics
/// When it does not come to pass.
pub async fn until(what: &str, is_so: impl AsyncFnMut() -> bool) {
    until_within(what, PATIENCE, is_so).await;
}

/// Waits until it is so, for as long as that may take.
///
/// # Panics
/// When it does not come to pass.
pub async fn until_within(what: &str, longest: Duration, mut is_so: impl AsyncFnMut() -> bool) {
    let look = async {
        while !is_so().await {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    };
    tokio::time::timeout(longest, look).await.unwrap_or_else(|_| panic!("never so: {what}"));
}

/// Uploads a file as a product's picture, and asks for its check. Nothing looks at the header, so it may be anything.
///
/// # Panics
/// When the house refuses.
pub async fn upload(house: &House, file: &[u8]) -> Upload {
    let (now, by) = (house.now(), &house.owner.user_id);
    let (product, image, hash) = (ProductId::new(now), ProductImageId::new(now), sha256(file));
    let key = StorageKey::blob(&house.client, &hash, "jpg").expect("a key");
    house.control.storage.put(&key, &HashedBytes::of(file.to_vec())).await.expect("stored");
    let tx = house.control.db.write().await.expect("a transaction");
    let facts = ProductFacts {
        name: Name::parse("Stoneware mug").expect("a name"),
        description: None,
        category: Some(Name::parse("Mug").expect("a name")),
        sku: None,
        scene_types: Vec::new(),
        default_settings: SettingsLayer::default(),
    };
    products::of(tx.conn(), &house.client).insert(&product, &facts, by, now).await.expect("a product");
    let new = NewProductImage {
        id: image.clone(),
        product_id: product.clone(),
        file_name: None,
        sha256: hash.clone(),
        size_bytes: i64::try_from(file.len()).expect("short").max(1),
        media_type: "image/jpeg".into(),
        width: 100,
        height: 100,
        storage_key: key.to_string(),
        position: 0,
        is_primary: true,
    };
    product_images::of(tx.conn(), &house.client).insert(&new, by, now).await.expect("a picture");
    let blob = Blob { storage_key: key.to_string(), media_type: "image/jpeg".into(), size_bytes: new.size_bytes };
    blobs::of(tx.conn(), &house.client).insert(&hash, &blob, now).await.expect("bytes");
    tx.commit().await.expect("a commit");
    let run = admitted(house, &image_check_plan::plan(&image, &hash)).await;
    Upload { product, image, sha256: hash, run }
}

/// An uploaded picture and the run of its check.
#[derive(Debug, Clone)]
#[allow(missing_docs)]
pub struct Upload {
    pub product: ProductId,
    pub image: ProductImageId,
    pub sha256: String,
    pub run: RunId,
}

impl Upload {
    /// Its row.
    ///
    /// # Panics
    /// When it is not there.
    pub async fn row(&self, house: &House) -> ProductImage {
        product_images::of(house.control.db.read(), &house.client)
            .find(&self.image)
            .await
            .expect("an answer")
            .expect("the picture is there")
    }

    /// A plan of small pictures of it, one for each variant.
    ///
    /// # Panics
    /// When it cannot be planned.
    pub async fn plan(&self, house: &House, variants: u8) -> Plan {
        let flow = factory::flow(&house.control.db, &house.client, &house.owner.user_id, &[&self.product], house.now()).await;
        let image = FlowImage { id: self.image.clone(), sha256: self.sha256.clone(), check: CheckState::Ready };
        let product =
            FlowProduct { id: self.product.clone(), name: "Stoneware mug".into(), category: Some("Mug".into()), image: Some(image) };
        let registry = house.control.registry;
        let settings = SettingsLayer { variants: Some(variants), ..SettingsLayer::default() }.resolve(registry);
        let mut plan = flow_plan::plan(&flow, &[product], &settings, 0, registry).expect("a plan");
        for asset in plan.nodes.iter_mut().filter_map(|node| node.asset.as_mut()) {
            (asset.recipe.width, asset.recipe.height) = (96, 96);
        }
        plan
    }
}

/// Admits a plan and wakes workers, as the commands of `control` do.
///
/// # Panics
/// When the house refuses.
pub async fn admitted(house: &House, plan: &Plan) -> RunId {
    let request = Request { client_id: house.client.clone(), requested_by: house.owner.user_id.clone(), idempotency_key: None };
    let admission = admit(plan, request, house.now()).expect("a sound plan");
    let mut tx = house.control.db.write().await.expect("a transaction");
    admissions::insert(tx.conn(), &admission).await.expect("an admission");
    tx.tell(Change::Jobs);
    tx.commit().await.expect("a commit");
    // The jobs of a run are due a microsecond after each other, and the house's clock stands still.
    house.clock.advance(time::Duration::milliseconds(10));
    admission.run.id
}

/// A sample picture, by its place in `tests/data`.
///
/// # Panics
/// When it is not there.
#[must_use]
pub fn sample(name: &str) -> Vec<u8> {
    std::fs::read(format!("{}/data/{name}", env!("CARGO_MANIFEST_DIR"))).expect("a sample picture")
}
