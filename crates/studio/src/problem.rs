//! Why a picture was not made.

/// The refusals of [`crate::Studio::render`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum RenderProblem {
    /// The caller asked to stop. Nothing is left behind.
    #[error("cancelled")]
    Cancelled,
    /// A picture shows at least one product.
    #[error("there is no product to show")]
    NoProduct,
    /// More products than fit a set.
    #[error("{given} products are more than {most}")]
    TooManyProducts {
        /// Products of the brief.
        given: usize,
        /// Most that a picture shows.
        most: usize,
    },
    /// A side too short or too long.
    #[error("{width} x {height} pixels cannot be rendered")]
    Size {
        /// Width in pixels.
        width: u32,
        /// Height in pixels.
        height: u32,
    },
}
