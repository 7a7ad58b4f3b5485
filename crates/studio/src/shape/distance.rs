//! Distance from a point to each shape, negative inside. Never larger than the true distance.

use super::Shape;
use glam::{Vec2, Vec3};

impl Shape {
    pub(super) fn distance(&self, p: Vec3) -> f32 {
        // Position in the half plane of a turned body.
        let turned = || Vec2::new(Vec2::new(p.x, p.z).length(), p.y);
        match self {
            Shape::Block(h) => box3(p, *h),
            Shape::Ellipsoid(r) => ((p / *r).length() - 1.0) * r.min_element(),
            Shape::Cylinder { r, h } => box2(turned(), Vec2::new(*r, *h)),
            Shape::Round { half, r } => box3(p, *half - *r) - r,
            Shape::Pillow { half } => pillow(p, *half),
            Shape::Puck { r, h, edge } => box2(turned(), Vec2::new(r - edge, h - edge)) - edge,
            Shape::Cone { low, high, h } => cone(turned(), *low, *high, *h),
            Shape::Shell { low, high, h, wall, floor } => {
                let q = turned();
                let side = segment(q, Vec2::new(low - wall, wall - h), Vec2::new(high - wall, h - wall)) - wall;
                if *floor { side.min(box2(q - Vec2::new(0.0, wall - h), Vec2::new(low - wall, *wall))) } else { side }
            }
            Shape::Capsule { r, h } => (p - Vec3::new(0.0, p.y.clamp(-h, *h), 0.0)).length() - r,
            Shape::Arch { w, h, d } => {
                let edge = 0.08 * d;
                extruded(arch(p.x, p.y, *w - edge, *h - edge), p.z, *d - edge) - edge
            }
            Shape::Gate { w, h, d, ow, oh } => {
                let wall = box2(Vec2::new(p.x, p.y - h * 0.5), Vec2::new(*w, h * 0.5));
                extruded(wall.max(-arch(p.x, p.y, *ow, *oh)), p.z, *d)
            }
            Shape::Lathe(profile) => lathe(turned(), profile),
            Shape::Sweep { r, .. } => {
                // A quarter circle joins the floor y = 0 and the wall z = 0.
                let q = Vec2::new(p.z, p.y);
                if q.x < *r && q.y < *r { r - q.distance(Vec2::splat(*r)) } else { q.x.min(q.y) }
            }
        }
    }
}

fn box3(p: Vec3, h: Vec3) -> f32 {
    let q = p.abs() - h;
    q.max(Vec3::ZERO).length() + q.max_element().min(0.0)
}

fn box2(p: Vec2, h: Vec2) -> f32 {
    let q = p.abs() - h;
    q.max(Vec2::ZERO).length() + q.max_element().min(0.0)
}

/// Thick in the middle, thin at the seams.
fn pillow(p: Vec3, half: Vec3) -> f32 {
    let u = (p / half).abs().min(Vec3::ONE);
    let seam = (u.x * u.x).max(u.y * u.y);
    let puff = 1.0 - 0.42 * seam * seam - 0.18 * u.x * u.x * u.y * u.y;
    let r = half.z * 0.55;
    (box3(p, Vec3::new(half.x - r, half.y - r, (half.z * puff - r).max(0.001))) - r) * 0.7
}

fn segment(p: Vec2, a: Vec2, b: Vec2) -> f32 {
    let ab = b - a;
    (p - a - ab * ((p - a).dot(ab) / ab.length_squared().max(1e-9)).clamp(0.0, 1.0)).length()
}

fn cone(q: Vec2, low: f32, high: f32, h: f32) -> f32 {
    let cap = Vec2::new((q.x - if q.y < 0.0 { low } else { high }).max(0.0), q.y.abs() - h);
    let (foot, run) = (Vec2::new(low, -h), Vec2::new(high - low, 2.0 * h));
    let k = ((q - foot).dot(run) / run.length_squared()).clamp(0.0, 1.0);
    let edge = q - foot - run * k;
    let inside = cap.y < 0.0 && q.x < foot.x + run.x * ((q.y + h) / (2.0 * h));
    let d = edge.length_squared().min(cap.x * cap.x + cap.y * cap.y).sqrt();
    if inside { -d } else { d }
}

fn arch(x: f32, y: f32, w: f32, h: f32) -> f32 {
    let spring = h - w;
    if y > spring {
        Vec2::new(x, y - spring).length() - w
    } else {
        let q = Vec2::new(x.abs() - w, -y);
        q.max(Vec2::ZERO).length() + q.max_element().min(0.0)
    }
}

fn extruded(flat: f32, z: f32, d: f32) -> f32 {
    let w = Vec2::new(flat, z.abs() - d);
    w.max(Vec2::ZERO).length() + w.max_element().min(0.0)
}

fn outline(q: Vec2, profile: &[Vec2]) -> f32 {
    profile.windows(2).fold(f32::MAX, |m, s| m.min(segment(q, s[0], s[1])))
}

fn lathe(q: Vec2, profile: &[Vec2]) -> f32 {
    let (Some(first), Some(last)) = (profile.first(), profile.last()) else { return f32::MAX };
    let d = outline(q, profile).min(segment(q, Vec2::new(0.0, first.y), *first)).min(segment(q, Vec2::new(0.0, last.y), *last));
    let inside = profile
        .windows(2)
        .any(|s| q.y >= s[0].y && q.y < s[1].y && q.x < s[0].x + (s[1].x - s[0].x) * (q.y - s[0].y) / (s[1].y - s[0].y).max(1e-9));
    if inside { -d } else { d }
}
