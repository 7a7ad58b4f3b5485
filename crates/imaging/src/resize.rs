//! Smaller copies with Lanczos, weighted by alpha so that the colour behind transparency does not bleed into edges.

use crate::raster::Raster;
use fast_image_resize::images::{TypedImage, TypedImageRef};
use fast_image_resize::pixels::U8x4;
use fast_image_resize::{FilterType, ResizeAlg, ResizeOptions, Resizer};

/// The picture at no more than `side` pixels on its long side, in its own shape. Never enlarges.
#[must_use]
pub fn fit_within(raster: &Raster, side: u32) -> Raster {
    let (width, height) = fitted(raster.width(), raster.height(), side.max(1));
    if (width, height) == (raster.width(), raster.height()) {
        return raster.clone();
    }
    scaled(raster, width, height)
}

fn fitted(width: u32, height: u32, side: u32) -> (u32, u32) {
    let long = width.max(height);
    if long <= side {
        return (width, height);
    }
    let part = |n: u32| ((u64::from(n) * u64::from(side) + u64::from(long) / 2) / u64::from(long)).max(1) as u32;
    (part(width), part(height))
}

/// The pixel type is named: a resizer of any pixel type is compiled here for all of them, which takes minutes.
fn scaled(raster: &Raster, width: u32, height: u32) -> Raster {
    let source =
        TypedImageRef::<U8x4>::from_buffer(raster.width(), raster.height(), raster.pixels()).expect("a raster's bytes fill its size");
    let mut pixels = vec![0; width as usize * height as usize * 4];
    let mut target = TypedImage::<U8x4>::from_buffer(width, height, &mut pixels).expect("the bytes fill the size");
    let options = ResizeOptions::new().resize_alg(ResizeAlg::Convolution(FilterType::Lanczos3)).use_alpha(!raster.is_opaque());
    Resizer::new().resize_typed(&source, &mut target, &options).expect("both sizes are positive");
    Raster::from_rgba(width, height, pixels).expect("the bytes fill the size")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::raster::RasterProblem;

    #[test]
    fn the_long_side_fits_and_the_shape_stays() {
        assert_eq!(fitted(4000, 3000, 2048), (2048, 1536));
        assert_eq!(fitted(300, 4000, 640), (48, 640));
        assert_eq!(fitted(12_000, 1, 240), (240, 1));
    }

    #[test]
    fn a_small_picture_is_never_enlarged() -> Result<(), RasterProblem> {
        let raster = Raster::filled(90, 60, [1, 2, 3, 255])?;
        assert_eq!(fit_within(&raster, 640), raster);
        Ok(())
    }

    #[test]
    fn what_lies_behind_transparency_does_not_bleed() -> Result<(), RasterProblem> {
        let mut raster = Raster::filled(64, 64, [0, 255, 0, 0])?;
        raster
            .pixels_mut()
            .chunks_exact_mut(4)
            .enumerate()
            .filter(|(i, _)| i % 64 < 31)
            .for_each(|(_, p)| p.copy_from_slice(&[200, 0, 0, 255]));
        let small = fit_within(&raster, 16);
        let seen = small.pixels().chunks_exact(4).filter(|p| p[3] > 8);
        assert!(seen.into_iter().all(|p| p[1] < 12), "green came through the edge");
        Ok(())
    }
}
