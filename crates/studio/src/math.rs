//! Functions whose last bit must not depend on the machine: the same brief gives the same bytes everywhere.
//!
//! The standard library calls the system's mathematics, which differs between systems. Plain arithmetic, `sqrt` and
//! `floor` are exact everywhere and are used directly.

use glam::{Mat3, Vec3};

pub fn sin(x: f32) -> f32 {
    libm::sinf(x)
}

pub fn cos(x: f32) -> f32 {
    libm::cosf(x)
}

pub fn tan(x: f32) -> f32 {
    libm::tanf(x)
}

pub fn sin_cos(x: f32) -> (f32, f32) {
    libm::sincosf(x)
}

pub fn exp(x: f32) -> f32 {
    libm::expf(x)
}

pub fn pow(x: f32, y: f32) -> f32 {
    libm::powf(x, y)
}

pub fn cbrt(x: f32) -> f32 {
    libm::cbrtf(x)
}

pub fn pow3(v: Vec3, y: f32) -> Vec3 {
    Vec3::new(pow(v.x, y), pow(v.y, y), pow(v.z, y))
}

/// About `exp(-x)` for x >= 0, for weights: within 2 % up to x = 2 and without a call.
pub fn falloff(x: f32) -> f32 {
    1.0 / (1.0 + x * (1.0 + x * (0.5 + x * (1.0 / 6.0 + x * (1.0 / 24.0)))))
}

/// The whole part and what is left. Faster than `floor` for the small numbers of textures.
pub fn split(x: f32) -> (i32, f32) {
    let towards_zero = x as i32;
    let whole = towards_zero - i32::from((towards_zero as f32) > x);
    (whole, x - whole as f32)
}

pub fn turn_x(angle: f32) -> Mat3 {
    let (s, c) = sin_cos(angle);
    Mat3::from_cols(Vec3::X, Vec3::new(0.0, c, s), Vec3::new(0.0, -s, c))
}

pub fn turn_y(angle: f32) -> Mat3 {
    let (s, c) = sin_cos(angle);
    Mat3::from_cols(Vec3::new(c, 0.0, -s), Vec3::Y, Vec3::new(s, 0.0, c))
}

pub fn turn_z(angle: f32) -> Mat3 {
    let (s, c) = sin_cos(angle);
    Mat3::from_cols(Vec3::new(c, s, 0.0), Vec3::new(-s, c, 0.0), Vec3::Z)
}

/// A frame whose y axis points along `up`.
pub fn frame_along(up: Vec3) -> Mat3 {
    let side = if up.y.abs() > 0.99 { Vec3::X } else { Vec3::Y.cross(up).normalize() };
    Mat3::from_cols(side, up, side.cross(up))
}

pub fn smoothstep(a: f32, b: f32, x: f32) -> f32 {
    let t = ((x - a) / (b - a)).clamp(0.0, 1.0);
    t * t * (3.0 - 2.0 * t)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_whole_part_is_the_floor() {
        for x in [-2.0f32, -1.5, -0.25, 0.0, 0.75, 3.0, 41.9] {
            assert_eq!(split(x), (x.floor() as i32, x - x.floor()));
        }
    }

    #[test]
    fn turns_agree_with_the_usual_ones() {
        for (ours, theirs) in [
            (turn_x(0.4), Mat3::from_rotation_x(0.4)),
            (turn_y(-1.1), Mat3::from_rotation_y(-1.1)),
            (turn_z(2.0), Mat3::from_rotation_z(2.0)),
        ] {
            assert!(ours.abs_diff_eq(theirs, 1e-6));
        }
    }

    #[test]
    fn the_falloff_follows_the_exponential() {
        assert!((0..=20).all(|i| (falloff(i as f32 * 0.1) / exp(i as f32 * -0.1) - 1.0).abs() < 0.06));
    }
}
