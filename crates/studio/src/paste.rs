//! Puts a product's photograph into the picture, relit.

use crate::camera::Camera;
use crate::cutout::Cutout;
use crate::face::Face;
use crate::film::Film;
use crate::picture::Picture;
use crate::report::Area;
use crate::resample::{scaled, straight};
use crate::standee::Place;
use glam::Vec3;

/// Brighter photographed light than this has no way back through the film.
const WHITEST: Vec3 = Vec3::splat(0.985);

/// Developed light, linear, above which a product's own is drawn together: what is white keeps its shape.
const CEILING: f32 = 0.86;

/// Light up to six tenths of the ceiling as it is, and all above it softly below the ceiling.
fn unburnt(light: Vec3, ceiling: f32) -> Vec3 {
    let (most, knee) = (light.max_element(), 0.6 * ceiling);
    if most <= knee {
        return light;
    }
    let room = ceiling - knee;
    let over = most - knee;
    light * ((knee + room * over / (over + room)) / most)
}

/// The pixels of a picture on which a product is drawn. They may lie outside.
pub struct Patch {
    left: i64,
    top: i64,
    w: usize,
    h: usize,
}

impl Patch {
    /// In a picture of `w` by `h` pixels.
    pub fn of(place: &Place, camera: &Camera, (w, h): (usize, usize)) -> Patch {
        let (across, up) = (w as f32 / camera.width, h as f32 / camera.height);
        Patch {
            left: ((place.left - camera.left) * across).round() as i64,
            top: ((camera.bottom + camera.height - place.bottom - place.height) * up).round() as i64,
            w: ((place.width * across).round() as usize).max(2),
            h: ((place.height * up).round() as usize).max(2),
        }
    }

    /// In parts of a picture of `w` by `h` pixels.
    pub fn area(&self, (w, h): (usize, usize)) -> Area {
        let (across, down) = (w as f32, h as f32);
        Area { left: self.left as f32 / across, top: self.top as f32 / down, width: self.w as f32 / across, height: self.h as f32 / down }
    }
}

/// The colours go in through the inverse of the film's curve, so that under even light they come out as they were.
pub fn paste(picture: &mut Picture, camera: &Camera, cut: &Cutout, place: &Place, face: &Face, film: &Film) {
    let Patch { left, top, w, h } = Patch::of(place, camera, (picture.w, picture.h));
    let ceiling = film.undo(CEILING);
    for (i, pixel) in scaled(cut, w, h).into_iter().enumerate() {
        let (x, y) = (left + (i % w) as i64, top + (i / w) as i64);
        if !(0..picture.w as i64).contains(&x) || !(0..picture.h as i64).contains(&y) {
            continue;
        }
        let Some((color, alpha)) = straight(pixel) else { continue };
        let (u, v) = (((i % w) as f32 + 0.5) / w as f32, ((i / w) as f32 + 0.5) / h as f32);
        let lit = unburnt(film.undo_color(color.clamp(Vec3::ZERO, WHITEST)) * face.factor(u, v), ceiling) + face.rim(u, v);
        let to = &mut picture.color[y as usize * picture.w + x as usize];
        *to = to.lerp(lit, alpha);
    }
}
