//! Props by name: each builds a simple, recognisable thing from a few solids, meant to be seen out of focus.
//! A new kind is one function in a file of `prop/` and one line here.

mod bath;
mod chest;
mod foliage;
mod garden;
mod gym;
mod lamp;
mod nursery;
mod opening;
mod ornament;
mod outdoors;
mod seat;
mod stand;
pub mod table;
mod wall;
mod water;
mod wood;

use crate::scene::{Item, Numbers};
use crate::set::Set;
use glam::Vec3;

/// Builds a prop.
type Build = fn(&mut Set, &Spot);

pub struct Kind {
    name: &'static str,
    pub build: Build,
    /// Words by which people ask for it.
    pub words: &'static [&'static str],
}

/// Where a prop goes, and the numbers of its line.
pub struct Spot<'a> {
    pub x: f32,
    /// Metres behind the product.
    pub z: f32,
    /// The point of the floor there.
    pub at: Vec3,
    numbers: &'a Numbers,
}

impl<'a> Spot<'a> {
    pub fn of(item: &'a Item, set: &mut Set) -> Spot<'a> {
        let z = item.numbers.get("z", 1.0) * set.scale;
        let u = item.numbers.get("u", 0.0) + set.dice.between(-0.07, 0.07);
        let x = set.x(u, z);
        Spot { x, z, at: Vec3::new(x, set.ground, -z), numbers: &item.numbers }
    }

    pub fn get(&self, name: &str, or: f32) -> f32 {
        self.numbers.get(name, or)
    }

    pub fn has(&self, name: &str) -> bool {
        self.get(name, 0.0) > 0.0
    }
}

const fn kind(name: &'static str, build: Build) -> Kind {
    Kind { name, build, words: &[] }
}

const fn asked(name: &'static str, build: Build, words: &'static [&'static str]) -> Kind {
    Kind { name, build, words }
}

static KINDS: [Kind; 64] = [
    kind("arch", stand::arch),
    asked("art", wall::art, &["art", "picture"]),
    kind("ball", stand::ball),
    kind("bed", seat::bed),
    kind("bench", seat::bench),
    kind("board", ornament::board),
    kind("bookcase", chest::bookcase),
    asked("books", ornament::books, &["books", "book"]),
    asked("bowls", ornament::bowls, &["fruit", "tableware", "bowl"]),
    asked("branch", foliage::branch, &["plants", "flowers", "vase"]),
    kind("cabinets", chest::cabinets),
    asked("chairs", seat::chairs, &["chair"]),
    asked("curtain", opening::curtain, &["curtains", "curtain"]),
    kind("deck", outdoors::deck),
    kind("desk", table::desk),
    asked("desklamp", lamp::desklamp, &["lamp"]),
    kind("diningtable", table::diningtable),
    kind("dune", water::dune),
    asked("floorlamp", lamp::floorlamp, &["lamp"]),
    asked("garland", nursery::garland, &["garland"]),
    kind("fence", garden::fence),
    kind("gardenwall", garden::wall),
    asked("grasses", garden::grasses, &["plants", "grass", "grasses"]),
    kind("gymball", gym::gymball),
    kind("hedge", wood::hedge),
    kind("hooks", wall::hooks),
    kind("lawn", outdoors::lawn),
    kind("lights", lamp::fairy),
    kind("lounger", seat::lounger),
    asked("mirror", wall::mirror, &["mirror"]),
    kind("mirrorwall", gym::mirrorwall),
    kind("monitor", table::monitor),
    kind("pans", wall::pans),
    kind("parasol", outdoors::parasol),
    kind("paving", outdoors::paving),
    asked("pendant", lamp::pendant, &["lamp"]),
    asked("plant", foliage::plant, &["plants", "plant"]),
    asked("planter", foliage::planter, &["plants", "planter"]),
    kind("podium", stand::podium),
    kind("pool", water::pool),
    kind("puck", stand::puck),
    kind("rack", gym::rack),
    kind("railing", outdoors::railing),
    kind("rocks", water::rocks),
    kind("room", stand::room),
    asked("rug", stand::rug, &["rug"]),
    kind("sea", water::sea),
    kind("shelf", wall::shelf),
    asked("sidetable", table::sidetable, &["vase", "books"]),
    kind("skyline", outdoors::skyline),
    asked("sofa", seat::sofa, &["cushions", "cushion"]),
    kind("stepblock", stand::stepblock),
    kind("stonetop", stand::stonetop),
    kind("sweep", stand::sweep),
    kind("tabletop", stand::tabletop),
    kind("tent", nursery::tent),
    asked("towels", bath::towels, &["towels"]),
    kind("toyblocks", nursery::toyblocks),
    kind("trees", wood::trees),
    kind("tub", bath::tub),
    kind("window", opening::window),
    kind("worktop", table::worktop),
    asked("basket", bath::basket, &["basket", "throw"]),
    asked("candles", ornament::candles, &["candles", "candle"]),
];

/// The kind that a data file means.
pub fn named(name: &str) -> Option<&'static Kind> {
    KINDS.iter().find(|k| k.name == name)
}
