//! Light as three numbers: linear, sRGB, Lab.

use crate::math::{cbrt, pow};
use glam::Vec3;

/// Colour from sRGB hex to linear light; `None` when it is not six hex digits.
pub fn hex(text: &str) -> Option<Vec3> {
    let value = u32::from_str_radix(text, 16).ok().filter(|_| text.len() == 6)?;
    Some(rgb(value))
}

/// Colour from sRGB, written as `0xRRGGBB`, to linear light.
pub fn rgb(value: u32) -> Vec3 {
    let channel = |shift: u32| linear(((value >> shift) & 255) as f32 / 255.0);
    Vec3::new(channel(16), channel(8), channel(0))
}

/// Linear light of an sRGB value, both from 0 to 1.
pub fn linear(v: f32) -> f32 {
    if v <= 0.04045 { v / 12.92 } else { pow((v + 0.055) / 1.055, 2.4) }
}

/// sRGB value of linear light, both from 0 to 1.
pub fn srgb(v: f32) -> f32 {
    if v <= 0.003_130_8 { v * 12.92 } else { 1.055 * pow(v, 1.0 / 2.4) - 0.055 }
}

pub fn luma(c: Vec3) -> f32 {
    c.dot(Vec3::new(0.2126, 0.7152, 0.0722))
}

/// Away from grey (`k` > 1) or towards it (`k` < 1) at the same brightness.
pub fn saturated(c: Vec3, k: f32) -> Vec3 {
    (Vec3::splat(luma(c)) + (c - luma(c)) * k).max(Vec3::ZERO)
}

/// CIE Lab of linear sRGB light; L from 0 to 100.
pub fn lab(c: Vec3) -> Vec3 {
    let f = |t: f32| if t > 0.008_856 { cbrt(t) } else { 7.787 * t + 16.0 / 116.0 };
    let x = c.dot(Vec3::new(0.4124, 0.3576, 0.1805)) / 0.9505;
    let z = c.dot(Vec3::new(0.0193, 0.1192, 0.9505)) / 1.089;
    let (fx, fy, fz) = (f(x), f(luma(c)), f(z));
    Vec3::new(116.0 * fy - 16.0, 500.0 * (fx - fy), 200.0 * (fy - fz))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn srgb_and_back_is_the_same() {
        assert!((0..=255).all(|i| (srgb(linear(i as f32 / 255.0)) * 255.0 - i as f32).abs() < 0.01));
    }

    #[test]
    fn white_and_mid_grey_have_their_lightness() {
        assert!(lab(Vec3::ONE).distance(Vec3::new(100.0, 0.0, 0.0)) < 0.1);
        assert!((lab(Vec3::splat(0.184)).x - 50.0).abs() < 0.1);
    }

    #[test]
    fn only_six_hex_digits_are_a_color() {
        assert_eq!(hex("FFFFFF"), Some(Vec3::ONE));
        assert_eq!((hex("FFF"), hex("GGGGGG")), (None, None));
    }
}
