//! Scenes by name, from data/scenes.txt: what stands where, for small things on a table and for furniture on the floor.

use crate::entries::{DataProblem, Entry};
use crate::prop::{self, Kind};

pub struct Scene {
    pub table: Vec<Item>,
    pub floor: Vec<Item>,
}

/// One line of a scene.
pub struct Item {
    pub kind: &'static Kind,
    pub numbers: Numbers,
}

/// The numbers of a line by name.
pub struct Numbers(Vec<(String, f32)>);

impl Item {
    /// Whether it stands there in a take, by the take's digit; without `t` in all of them.
    pub fn is_in(&self, take: u32) -> bool {
        let mut takes = self.numbers.get("t", 0.0) as u32;
        if takes == 0 {
            return true;
        }
        while takes > 0 && takes % 10 != take {
            takes /= 10;
        }
        takes > 0
    }
}

impl Numbers {
    pub fn get(&self, name: &str, or: f32) -> f32 {
        self.0.iter().find(|n| n.0 == name).map_or(or, |n| n.1)
    }
}

impl Scene {
    pub fn read(e: &Entry) -> Result<Scene, DataProblem> {
        let mut scene = Scene { table: Vec::new(), floor: Vec::new() };
        let mut on_table = true;
        for line in &e.lines {
            match line.key {
                "[table]" => on_table = true,
                "[floor]" => on_table = false,
                name => {
                    let kind = prop::named(name).ok_or_else(|| line.problem(format!("no prop is called {name}")))?;
                    let list = if on_table { &mut scene.table } else { &mut scene.floor };
                    list.push(Item { kind, numbers: Numbers(line.named_numbers()?) });
                }
            }
        }
        if scene.table.is_empty() || scene.floor.is_empty() { Err(e.problem("needs a table and a floor")) } else { Ok(scene) }
    }
}
