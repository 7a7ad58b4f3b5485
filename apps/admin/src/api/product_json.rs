//! Products and their uploaded pictures as programs read them.

use schemars::JsonSchema;
use serde::Serialize;
use visualizer_control::product_images::ProductImage;
use visualizer_control::products::{PictureCounts, Product, ProductCard, ProductView};
use visualizer_domain::ids::{ProductId, ProductImageId};
use visualizer_domain::product::ProductSource;
use visualizer_domain::product_image::{CheckState, Ground};
use visualizer_domain::settings::SettingsLayer;

use crate::api::instant::Instant;
use crate::parts::product_image_card::{self, Check};
use crate::words::Words;

/// A product.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Product")]
pub struct ProductJson {
    /// Its id.
    id: ProductId,
    /// What it is called.
    name: String,
    /// What it is.
    description: Option<String>,
    /// What kind of thing it is; the prompt names it by this.
    category: Option<String>,
    /// The shop's number for it.
    sku: Option<String>,
    /// Scenes that suit it.
    scene_types: Vec<String>,
    /// What flows begin with when they show this product first.
    default_settings: SettingsLayer,
    /// How it came in.
    source: ProductSource,
    /// A favourite of the client.
    is_favorite: bool,
    /// Its uploaded pictures, in order.
    images: Vec<ProductImageJson>,
    /// How many generated pictures show it.
    pictures: Counts,
    /// How many flows show it.
    flows: usize,
    /// Its version; the ETag says the same.
    version: i64,
    /// When it was added.
    created_at: Instant,
    /// When it was changed last.
    updated_at: Instant,
    /// When it was deleted; it can be restored.
    deleted_at: Option<Instant>,
}

/// A product in a list.
#[derive(Debug, Serialize, JsonSchema)]
pub struct ProductSummary {
    /// Its id.
    id: ProductId,
    /// What it is called.
    name: String,
    /// What kind of thing it is.
    category: Option<String>,
    /// The shop's number for it.
    sku: Option<String>,
    /// A favourite of the client.
    is_favorite: bool,
    /// SHA-256 of its main picture; its bytes are at `/api/media/<sha256>`.
    image_sha256: Option<String>,
    /// How far the check of its main picture is.
    image_check_state: Option<CheckState>,
    /// How many pictures were uploaded of it.
    images: i64,
    /// How many generated pictures show it.
    pictures: Counts,
    /// How many flows show it.
    flows: i64,
    /// Its version.
    version: i64,
    /// When it was added.
    created_at: Instant,
    /// When it was changed last.
    updated_at: Instant,
    /// When it was deleted; it can be restored.
    deleted_at: Option<Instant>,
}

/// How many generated pictures there are, by what became of them.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "PictureCounts")]
pub struct Counts {
    /// Finished.
    completed: i64,
    /// Finished, and nobody decided.
    undecided: i64,
    /// Approved.
    approved: i64,
    /// Waiting or being made.
    unfinished: i64,
    /// Could not be made.
    failed: i64,
}

/// An uploaded picture of a product. Its bytes are at `/api/media/<sha256>`.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "ProductImage")]
pub struct ProductImageJson {
    /// Its id.
    id: ProductImageId,
    /// Whose picture it is.
    product: ProductId,
    /// What the file was called.
    file_name: Option<String>,
    /// What it shows, for those who do not see it.
    alt_text: Option<String>,
    /// SHA-256 of the file.
    sha256: String,
    /// Bytes of the file.
    size_bytes: i64,
    /// Type by the file's first bytes.
    media_type: String,
    /// Width in pixels.
    width: i64,
    /// Height in pixels.
    height: i64,
    /// Place in the order.
    position: i64,
    /// Stands for its product.
    is_primary: bool,
    /// How far its check is: the whole file is looked at after the upload.
    check_state: CheckState,
    /// Why it was refused.
    refusal: Option<String>,
    /// What the check found about its ground.
    ground: Option<Ground>,
    /// Its version; the ETag says the same.
    version: i64,
    /// When it was uploaded.
    created_at: Instant,
}

impl ProductJson {
    /// A product with its pictures. A refusal is told in the reader's language.
    #[must_use]
    pub fn of(view: ProductView, words: Words) -> Self {
        let Product { id, name, description, category, sku, scene_types, source, default_settings, is_favorite, version, .. } =
            view.product;
        Self {
            id,
            name,
            description,
            category,
            sku,
            scene_types,
            default_settings,
            source,
            is_favorite,
            images: view.images.into_iter().map(|image| ProductImageJson::of(image, words)).collect(),
            pictures: view.pictures.into(),
            flows: view.flows.len(),
            version,
            created_at: view.product.created_at.into(),
            updated_at: view.product.updated_at.into(),
            deleted_at: view.product.deleted_at.map(Instant),
        }
    }

    /// Its version.
    #[must_use]
    pub fn version(&self) -> i64 {
        self.version
    }
}

impl From<ProductCard> for ProductSummary {
    fn from(card: ProductCard) -> Self {
        Self {
            image_sha256: card.image_sha256,
            image_check_state: card.image_check,
            id: card.id,
            name: card.name,
            category: card.category,
            sku: card.sku,
            is_favorite: card.is_favorite,
            images: card.images,
            pictures: card.pictures.into(),
            flows: card.flows,
            version: card.version,
            created_at: card.created_at.into(),
            updated_at: card.updated_at.into(),
            deleted_at: card.deleted_at.map(Instant),
        }
    }
}

impl From<PictureCounts> for Counts {
    fn from(counts: PictureCounts) -> Self {
        let PictureCounts { completed, undecided, approved, unfinished, failed, flows: _ } = counts;
        Self { completed, undecided, approved, unfinished, failed }
    }
}

impl ProductImageJson {
    /// An uploaded picture. A refusal is told in the reader's language.
    #[must_use]
    pub fn of(image: ProductImage, words: Words) -> Self {
        let refusal = match product_image_card::check(&image, words) {
            Check::Refused { why } => Some(why),
            Check::Usable(_) | Check::Waiting { .. } => None,
        };
        Self {
            refusal,
            id: image.id,
            product: image.product_id,
            file_name: image.file_name,
            alt_text: image.alt_text,
            sha256: image.sha256,
            size_bytes: image.size_bytes,
            media_type: image.media_type,
            width: image.width,
            height: image.height,
            position: image.position,
            is_primary: image.is_primary,
            check_state: image.check_state,
            ground: image.ground,
            version: image.version,
            created_at: image.created_at.into(),
        }
    }

    /// Its version.
    #[must_use]
    pub fn version(&self) -> i64 {
        self.version
    }
}
