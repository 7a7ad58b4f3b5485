//! Takes a product's shadow off: between what is surely product and what is surely ground, the outline is put on the strongest edge
//! (flooding by edge strength, Meyer 1994). A shadow fades; a product ends.

use super::field::Field;
use super::mask::Mask;

const LEVELS: usize = 128;
/// Edge strength of a level, in Lab units.
const LEVEL: f32 = 0.125;

/// Shadows have no sharper edges than this.
const SHADOW_LEVEL: usize = 28;

#[derive(Clone, Copy, PartialEq)]
enum Side {
    Unknown,
    Ground,
    Product,
}

/// A shadow lies low beside the product: above this part of the height nothing thick is doubted. That is what lets a grey
/// product on grey survive.
const HIGH: f32 = 0.35;

/// The mask without shadows and without pale slivers at its outline.
pub fn without_shadow(field: &Field, mask: Mask) -> Mask {
    let Some((top, bottom)) = mask.rows() else { return mask };
    let r = (field.w.max(field.h) / 115).max(2);
    let thick = mask.eroded(r).grown(r);
    let low = (top + ((bottom - top) as f32 * HIGH) as usize) * field.w;
    let sliver = |i: usize| field.pale[i] && !thick.on[i];
    let side = |i: usize| match mask.on[i] {
        false => Side::Ground,
        true if i >= low && field.shade[i] => Side::Unknown,
        true if i < low && sliver(i) => Side::Unknown,
        true => Side::Product,
    };
    let sides = flooded(field, &mask, (0..mask.on.len()).map(side).collect(), sliver);
    let product = Mask::new(mask.w, mask.h, |i| sides[i] == Side::Product);
    // The darkest line of a shadow, right under the foot, may be as sharp as an outline; but it is thin.
    let solid = product.eroded(r * 2 / 5).grown(r * 2 / 5);
    let mut out = Mask::new(mask.w, mask.h, |i| product.on[i] && (i < low || !field.shade[i] || solid.on[i]));
    out.drop_specks();
    out
}

/// Both sides grow into the unknown, weakest edges first, so that they meet on the strongest. What no shadow's edge leads to is
/// product, but for slivers.
fn flooded(field: &Field, mask: &Mask, mut sides: Vec<Side>, sliver: impl Fn(usize) -> bool) -> Vec<Side> {
    let level = |i: usize| ((field.edge[i] / LEVEL) as usize).min(LEVELS - 1);
    let mut queues: Vec<Vec<usize>> = vec![Vec::new(); LEVELS];
    for i in 0..sides.len() {
        if sides[i] != Side::Unknown && mask.around(i).any(|j| sides[j] == Side::Unknown) {
            queues[0].push(i);
        }
    }
    for now in 0..LEVELS {
        if now == SHADOW_LEVEL {
            sides.iter_mut().enumerate().filter(|(i, s)| **s == Side::Unknown && !sliver(*i)).for_each(|(_, s)| *s = Side::Product);
        }
        let mut at = 0;
        // First come, first served within a level; the queue grows while it is read.
        while at < queues[now].len() {
            let i = queues[now][at];
            for j in mask.around(i) {
                if sides[j] == Side::Unknown {
                    sides[j] = sides[i];
                    queues[level(j).max(now)].push(j);
                }
            }
            at += 1;
        }
        queues[now] = Vec::new();
    }
    sides
}
