//! Bounds of uploaded pictures, checked from the header at once and again when the whole picture is decoded.

/// Most bytes of one upload: 10 MiB.
pub const BYTES_MAX: u64 = 10 * 1024 * 1024;
/// Longest side, in pixels.
pub const SIDE_MAX: u32 = 12_000;
/// Shortest side, in pixels. A smaller picture cannot be set in a scene.
pub const SIDE_MIN: u32 = 64;
/// How many times as long as its short side the long side may be: more, and nothing is left of the short one in a working copy.
pub const SHAPE_MAX: u32 = 32;
/// Most pixels: a decoded picture takes four bytes for each.
pub const PIXELS_MAX: u64 = 50_000_000;
/// Most pictures of one product.
pub const IMAGES_PER_PRODUCT_MAX: usize = 20;
/// Most pictures in one upload form.
pub const IMAGES_PER_UPLOAD_MAX: usize = 5;
