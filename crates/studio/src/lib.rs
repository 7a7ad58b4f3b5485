//! The studio renderer: cuts a product photograph from its plain ground and sets it in a lit, styled scene.
//!
//! Deterministic, without network, keys or a learned model. A photograph that cannot be cut well is shown as a framed print, and
//! the report says why. Deliberately not here: files, labels, provenance, what a job or a flow is.
//!
//! How a picture is made, one file each: `cutout` -> `composition` -> `scene`, `prop`, `set` -> `standee`, `world` -> `light_map`
//! -> `picture` -> `contact`, `lens`, `paste`, `glow`, `film`; `shot` calls them in this order.

mod brief;
mod camera;
mod catalogue;
mod color;
mod composition;
mod contact;
mod cutout;
mod dice;
mod dressing;
mod entries;
mod examine;
mod face;
mod film;
mod glow;
mod lens;
mod light_map;
mod lighting;
mod lights;
mod mask;
mod material;
mod math;
mod mood;
mod noise;
mod palette;
mod paste;
mod picture;
mod problem;
mod prop;
mod ray;
mod report;
mod resample;
mod scene;
mod set;
mod shape;
mod shot;
mod silhouette;
mod size;
mod standee;
mod studio;
mod style;
mod take;
mod texture;
mod tracer;
mod tree;
mod view;
mod viewpoint;
mod watch;
mod words;
mod world;

pub use brief::{Brief, ProductPhoto, Quality};
pub use examine::examine;
pub use problem::RenderProblem;
pub use report::{Area, Choice, ProductPlace, ProductReport, Reason, Remark, Report, Shown};
pub use studio::{PRODUCTS_MAX, Rendered, Studio};
pub use watch::Stage;
