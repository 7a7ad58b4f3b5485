//! One picture: camera, set, light, exposure, lens, products, film.

use crate::color::{luma, saturated};
use crate::composition::{Composition, Subject};
use crate::contact;
use crate::dice::Dice;
use crate::dressing::Dressing;
use crate::face::Face;
use crate::film::{Film, Stock};
use crate::glow;
use crate::lens::Lens;
use crate::light_map::LightMap;
use crate::lighting::{Lighting, Place as LightPlace};
use crate::math::{pow, pow3};
use crate::mood::Mood;
use crate::paste::{Patch, paste};
use crate::picture::Picture;
use crate::problem::RenderProblem;
use crate::prop::table;
use crate::report::ProductPlace;
use crate::scene::Scene;
use crate::set::Set;
use crate::standee::{Place, Standee};
use crate::style::Style;
use crate::take::Take;
use crate::view::{Effort, Frame};
use crate::viewpoint::Viewpoint;
use crate::watch::{Stage, Watch};
use crate::world::World;
use glam::Vec3;
use rayon::prelude::*;
use std::f32::consts::PI;

/// What is to be shown and how.
pub struct Shot<'a> {
    pub subjects: Vec<Subject<'a>>,
    pub scene: &'a Scene,
    pub style: Style,
    pub lighting: &'a Lighting,
    pub viewpoint: &'a Viewpoint,
    pub mood: &'a Mood,
    pub dressing: Dressing<'a>,
    pub w: usize,
    pub h: usize,
    pub effort: Effort,
    /// 1, or -1 for a mirrored arrangement.
    pub hand: f32,
    pub take: Take,
    pub seed: u32,
}

/// A white card in the product's place is developed to this, linear.
const CARD: f32 = 0.78;
const CARD_ALBEDO: f32 = 0.9;
/// What four fifths of the set may not exceed, developed.
const SET_MAX: f32 = 0.71;
/// Light of a lamp of display brightness 1, developed.
const LAMP: f32 = 2.3;

/// A picture that was taken.
pub struct Taken {
    /// RGBA bytes.
    pub pixels: Vec<u8>,
    /// Where each subject is.
    pub places: Vec<Option<ProductPlace>>,
}

/// The set with its products standing in it.
struct Staged {
    world: World,
    frame: Frame,
    places: Vec<Place>,
    faces: Vec<Face>,
    on_table: bool,
    scale: f32,
}

impl Staged {
    fn lens(&self) -> Lens {
        let (aperture, sharp) = if self.on_table { (0.030, 0.16) } else { (0.021, 0.50) };
        Lens { aperture, sharp: sharp * self.scale }
    }
}

impl Shot<'_> {
    pub fn take(&self, watch: &mut Watch) -> Result<Taken, RenderProblem> {
        watch.reached(Stage::Lighting, 0.0)?;
        let mut staged = self.staged();
        let film = self.film();
        let level = staged.faces.iter().map(|f| f.level).sum::<f32>() / staged.faces.len() as f32;
        let for_product = film.undo(CARD * self.lighting.dim) / CARD_ALBEDO * PI / level.max(1e-3);
        let balance = white_balance(&staged.faces);
        staged.world.lamps = LAMP / (for_product * balance);
        let map = LightMap::trace(&staged.world, &staged.frame, watch)?;
        // The set may be darker than the product's card says, but not burnt out.
        let bright = map.brightness(0.80) * for_product;
        let exposure = for_product * pow((film.undo(SET_MAX * self.lighting.dim) / bright.max(1e-3)).min(1.0), 0.85);
        staged.world.lamps = LAMP / (exposure * balance);
        let mut picture = Picture::draw(&staged.world, &staged.frame, &map, &staged.lens(), watch)?;
        drop(map);
        watch.reached(Stage::Developing, 0.0)?;
        let develop = balance * exposure;
        picture.color.par_iter_mut().for_each(|c| *c *= develop);
        self.develop(&staged, &film, &mut picture, watch)?;
        Ok(Taken { pixels: film.print(&picture.color, self.w, self.h, self.seed), places: self.product_places(&staged) })
    }

    fn product_places(&self, staged: &Staged) -> Vec<Option<ProductPlace>> {
        let size = (self.w, self.h);
        let place = |(subject, place): (&Subject, &Place)| {
            let patch = Patch::of(place, &staged.frame.camera, size);
            ProductPlace::within_frame(subject.cut.crop?, patch.area(size))
        };
        self.subjects.iter().zip(&staged.places).map(place).collect()
    }

    fn staged(&self) -> Staged {
        let mut dice = Dice::new(self.seed, "shot");
        let mut composition =
            Composition::new(&self.subjects, self.w as f32 / self.h as f32, self.viewpoint, (self.take, self.hand), &mut dice);
        let style = self.style.varied(&mut dice);
        let on_table = !self.subjects.iter().any(|s| s.size.on_floor);
        let mut set = Set::empty(&style, composition.camera, on_table, self.seed);
        (set.hand, set.take) = (self.hand, self.take);
        (set.products, set.products_top) = (composition.reach(), composition.top());
        // Light mostly comes from the side that the arrangement leaves open.
        let from = if set.dice.chance(0.72) { -set.hand } else { set.hand };
        set.furnish(self.scene, &self.dressing);
        let place = LightPlace { camera: &composition.camera, hand: from, outdoors: set.outdoors };
        let lights = self.lighting.placed(&place, &mut Dice::new(self.seed, "light"), self.seed).in_mood(self.mood);
        let (lift, scale) = (set.lift, set.scale);
        for stand in composition.stands.iter().filter(|stand| stand.raised > 0.0) {
            let r = stand.size.x * 0.5 + 0.08;
            table::small_table(&mut set, Vec3::new(stand.foot.x, lift, stand.foot.y - r * 0.5), r, stand.raised);
        }
        let mut world = World::new(set.solids, lights);
        composition.camera.bottom += lift * 0.5;
        let mut places = composition.places(lift);
        places.iter_mut().zip(&self.subjects).for_each(|(p, s)| p.flat = s.cut.is_print());
        world.standees = self.subjects.iter().zip(&places).map(|(s, p)| Standee::new(s.cut, &composition.camera, *p)).collect();
        let faces = world.standees.iter().map(|s| Face::measure(&world, s, self.seed)).collect();
        let frame = Frame { camera: composition.camera, w: self.w, h: self.h, effort: self.effort, seed: self.seed };
        Staged { world, frame, places, faces, on_table, scale }
    }

    fn film(&self) -> Film {
        Film::new(Stock {
            white: 3.4,
            contrast: self.style.contrast * self.mood.contrast,
            grain: 0.016,
            vignette: 0.16,
            tint: self.style.tint,
        })
    }

    /// Everything between the set's light and the film: contact, lens, products from the back to the front, glow.
    fn develop(&self, staged: &Staged, film: &Film, picture: &mut Picture, watch: &mut Watch) -> Result<(), RenderProblem> {
        let camera = &staged.frame.camera;
        for (subject, place) in self.subjects.iter().zip(&staged.places) {
            contact::shade(picture, camera, subject.cut, place);
        }
        staged.lens().focus(picture, camera);
        watch.reached(Stage::Developing, 0.6)?;
        let mut order: Vec<usize> = (0..self.subjects.len()).collect();
        order.sort_by(|a, b| staged.places[*a].z.total_cmp(&staged.places[*b].z));
        for i in order {
            paste(picture, camera, self.subjects[i].cut, &staged.places[i], &staged.faces[i], film);
        }
        glow::add(&mut picture.color, self.w, self.h, 0.10, 1.1);
        watch.reached(Stage::Developing, 0.8)
    }
}

/// The eye adapts to the colour of the light, though not quite.
fn white_balance(faces: &[Face]) -> Vec3 {
    let tone = faces.iter().map(|f| f.tone).sum::<Vec3>() / faces.len() as f32;
    let tone = saturated(tone / luma(tone).max(1e-3), 1.0).max(Vec3::splat(0.2));
    pow3(tone, -0.6)
}
