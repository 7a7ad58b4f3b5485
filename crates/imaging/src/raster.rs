//! A decoded picture: the one shape of pixels that everything in this crate takes and gives.

/// Why bytes are not the pixels of a picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum RasterProblem {
    /// A side of zero pixels, or more pixels than memory can name.
    #[error("{width} x {height} pixels are not a picture")]
    Size {
        /// Width in pixels.
        width: u32,
        /// Height in pixels.
        height: u32,
    },
    /// Too few or too many bytes for the size.
    #[error("{found} bytes do not fill the picture's {expected}")]
    Length {
        /// Bytes that the size asks for.
        expected: usize,
        /// Bytes that were given.
        found: usize,
    },
}

/// Pixels as RGBA, 8 bits each, sRGB, straight (not premultiplied) alpha, rows from the top, no padding.
#[derive(Clone, PartialEq, Eq)]
pub struct Raster {
    width: u32,
    height: u32,
    pixels: Vec<u8>,
}

impl Raster {
    /// Takes RGBA bytes.
    ///
    /// # Errors
    /// Refuses a side of zero and bytes that do not fill the size exactly.
    pub fn from_rgba(width: u32, height: u32, pixels: Vec<u8>) -> Result<Self, RasterProblem> {
        let expected = length(width, height, 4)?;
        if pixels.len() != expected {
            return Err(RasterProblem::Length { expected, found: pixels.len() });
        }
        Ok(Self { width, height, pixels })
    }

    /// Takes RGB bytes; the picture is opaque.
    ///
    /// # Errors
    /// As [`Raster::from_rgba`].
    pub fn from_rgb(width: u32, height: u32, rgb: &[u8]) -> Result<Self, RasterProblem> {
        let expected = length(width, height, 3)?;
        if rgb.len() != expected {
            return Err(RasterProblem::Length { expected, found: rgb.len() });
        }
        let pixels = rgb.chunks_exact(3).flat_map(|p| [p[0], p[1], p[2], 255]).collect();
        Ok(Self { width, height, pixels })
    }

    /// One colour everywhere.
    ///
    /// # Errors
    /// Refuses a side of zero.
    pub fn filled(width: u32, height: u32, color: [u8; 4]) -> Result<Self, RasterProblem> {
        Ok(Self { width, height, pixels: color.repeat(length(width, height, 4)? / 4) })
    }

    /// Width in pixels, at least 1.
    #[must_use]
    pub fn width(&self) -> u32 {
        self.width
    }

    /// Height in pixels, at least 1.
    #[must_use]
    pub fn height(&self) -> u32 {
        self.height
    }

    /// The longer side in pixels.
    #[must_use]
    pub fn long_side(&self) -> u32 {
        self.width.max(self.height)
    }

    /// The bytes, four for each pixel.
    #[must_use]
    pub fn pixels(&self) -> &[u8] {
        &self.pixels
    }

    /// The bytes for changing in place, four for each pixel.
    #[must_use]
    pub fn pixels_mut(&mut self) -> &mut [u8] {
        &mut self.pixels
    }

    /// Gives the bytes away.
    #[must_use]
    pub fn into_pixels(self) -> Vec<u8> {
        self.pixels
    }

    /// The pixel in column `x` from the left and row `y` from the top; `None` outside.
    #[must_use]
    pub fn pixel(&self, x: u32, y: u32) -> Option<[u8; 4]> {
        if x >= self.width || y >= self.height {
            return None;
        }
        let at = (y as usize * self.width as usize + x as usize) * 4;
        self.pixels.get(at..at + 4)?.try_into().ok()
    }

    /// Whether no pixel lets anything through.
    #[must_use]
    pub fn is_opaque(&self) -> bool {
        self.pixels.chunks_exact(4).all(|p| p[3] == 255)
    }
}

/// Without the pixels: a log line is not a place for megabytes.
impl std::fmt::Debug for Raster {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Raster").field("width", &self.width).field("height", &self.height).finish_non_exhaustive()
    }
}

fn length(width: u32, height: u32, channels: usize) -> Result<usize, RasterProblem> {
    let pixels = (width as usize).checked_mul(height as usize).filter(|n| *n > 0);
    pixels.and_then(|n| n.checked_mul(channels)).ok_or(RasterProblem::Size { width, height })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_without_pixels_is_refused() {
        assert_eq!(Raster::from_rgba(0, 5, Vec::new()), Err(RasterProblem::Size { width: 0, height: 5 }));
        assert!(Raster::filled(3, 0, [0; 4]).is_err());
    }

    #[test]
    fn bytes_must_fill_the_size_exactly() {
        assert_eq!(Raster::from_rgba(2, 2, vec![0; 15]), Err(RasterProblem::Length { expected: 16, found: 15 }));
        assert_eq!(Raster::from_rgb(2, 1, &[1, 2, 3]), Err(RasterProblem::Length { expected: 6, found: 3 }));
    }

    #[test]
    fn rgb_becomes_opaque() -> Result<(), RasterProblem> {
        let raster = Raster::from_rgb(2, 1, &[1, 2, 3, 4, 5, 6])?;
        assert_eq!(raster.pixel(1, 0), Some([4, 5, 6, 255]));
        assert_eq!(raster.pixel(2, 0), None);
        assert!(raster.is_opaque());
        Ok(())
    }
}
