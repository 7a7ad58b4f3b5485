//! Styles by name, from data/styles.txt: what the roles of a set (wall, floor, table, cloth ...) are made of.

use crate::dice::Dice;
use crate::entries::{DataProblem, Entry, Line};
use crate::material::Material;
use crate::palette::Palette;
use crate::texture::Texture;
use glam::Vec3;

#[derive(Clone, Debug)]
pub struct Style {
    pub wall: Material,
    pub accent: Material,
    pub floor: Material,
    pub table: Material,
    pub wood: Material,
    pub cloth: Material,
    pub cloth2: Material,
    pub metal: Material,
    pub pot: Material,
    pub leaf: Material,
    /// Small even tiles where walls are tiled, instead of hand-made ones.
    pub even_tiles: bool,
    /// Name of the light that suits it when nobody asked for one.
    pub light: String,
    pub contrast: f32,
    pub tint: Vec3,
}

impl Style {
    pub fn read(e: &Entry) -> Result<Style, DataProblem> {
        let role = |name: &str| surface(e.line(name)?);
        let (wood, leaf, metal, film) = (e.line("wood")?, e.line("leaf")?, e.line("metal")?, e.line("film")?);
        Ok(Style {
            wall: role("wall")?,
            accent: role("accent")?,
            floor: role("floor")?,
            table: role("table")?,
            wood: Material::matt(Texture::Wood, wood.color(0)?, wood.color(1)?).shiny(0.035, 0.42),
            cloth: role("cloth")?,
            cloth2: role("cloth2")?,
            metal: Material::metal(metal.color(0)?, metal.number(1)?),
            pot: role("pot")?,
            leaf: Material::matt(Texture::Leaf, leaf.color(0)?, leaf.color(1)?),
            even_tiles: e.lines.iter().any(|l| l.key == "tiles" && l.text() == "even"),
            light: e.line("light")?.text().to_owned(),
            contrast: film.number(0)?,
            tint: film.vector(1)?,
        })
    }

    /// Another take on the same palette: accents trade places, the wall leans towards one of them.
    pub fn varied(&self, dice: &mut Dice) -> Style {
        let mut s = self.clone();
        if dice.chance(0.4) {
            (s.accent.a, s.cloth2.a) = (s.cloth2.a, s.accent.a);
            if s.accent.texture == Texture::Marble {
                s.accent.texture = Texture::Plaster;
            }
        }
        if dice.chance(0.35) {
            (s.pot.a, s.cloth2.a) = (s.cloth2.a, s.pot.a);
        }
        if dice.chance(0.5) {
            s.wall.a = s.wall.a.lerp(s.accent.a, dice.between(0.06, 0.22));
        }
        s
    }

    /// In other colours. What is built or grown of something changes half as much as what is painted or dyed.
    pub fn recolored(&self, palette: &Palette) -> Style {
        let mut s = self.clone();
        for m in [&mut s.wall, &mut s.accent, &mut s.cloth, &mut s.cloth2, &mut s.pot] {
            (m.a, m.b) = (palette.applied(m.a, 1.0), palette.applied(m.b, 1.0));
        }
        for m in [&mut s.floor, &mut s.table, &mut s.wood] {
            (m.a, m.b) = (palette.applied(m.a, 0.5), palette.applied(m.b, 0.5));
        }
        s
    }

    /// Wall tiles that go with the wall.
    pub fn tiles(&self) -> Material {
        let (a, joint) = match self.wall.texture {
            Texture::Brick => (Vec3::new(0.77, 0.75, 0.71), Vec3::new(0.16, 0.14, 0.13)),
            _ if self.wall.is_dark() => (self.cloth2.a * 1.4, self.metal.a * 0.8),
            _ => (self.wall.a.lerp(self.accent.a, 0.22).min(Vec3::splat(0.85)), self.wall.a * 0.72),
        };
        let texture = if self.even_tiles { Texture::Tiles } else { Texture::Zellige };
        Material::matt(texture, a, joint).shiny(0.05, 0.18)
    }
}

/// `texture colour colour [shine roughness]`
fn surface(line: &Line) -> Result<Material, DataProblem> {
    let texture = Texture::named(line.word(0)?).ok_or_else(|| line.problem("no such texture"))?;
    let m = Material::matt(texture, line.color(1)?, line.color(2)?);
    Ok(if line.len() > 3 { m.shiny(line.number(3)?, line.number(4)?) } else { m })
}
