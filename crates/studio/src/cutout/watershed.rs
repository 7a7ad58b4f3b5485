//! Takes what is left of a shadow off a product's foot: between what is surely product and what is surely ground, the outline is
//! put on the strongest edge (flooding by edge strength, Meyer 1994). A shadow fades; a product ends.

use super::field::Field;
use super::mask::Mask;

const LEVELS: usize = 128;
/// Edge strength of a level, in Lab units.
const LEVEL: f32 = 0.125;

#[derive(Clone, Copy, PartialEq)]
enum Side {
    Unknown,
    Ground,
    Product,
}

/// The mask without pale slivers at its outline.
pub fn trimmed(field: &Field, mask: Mask) -> Mask {
    let side = field.w.max(field.h);
    let core = mask.eroded((side / 48).max(4));
    let thick = mask.eroded((side / 115).max(2)).grown((side / 115).max(2));
    let Some((top, bottom)) = mask.rows() else { return mask };
    // Shadows lie low: higher up, pale slivers alone are doubted.
    let low = (top + (bottom - top) * 55 / 100) * field.w;
    let doubted = |i: usize| mask.on[i] && field.pale[i] && if i >= low { !core.on[i] } else { !thick.on[i] };
    let sides: Vec<Side> = (0..mask.on.len())
        .map(|i| match (mask.on[i], doubted(i)) {
            (false, _) => Side::Ground,
            (true, true) => Side::Unknown,
            (true, false) => Side::Product,
        })
        .collect();
    let sides = flooded(field, &mask, sides);
    let mut out = Mask::new(mask.w, mask.h, |i| sides[i] == Side::Product);
    out.drop_specks();
    out
}

/// Both sides grow into the unknown, weakest edges first, so that they meet on the strongest.
fn flooded(field: &Field, mask: &Mask, mut sides: Vec<Side>) -> Vec<Side> {
    let level = |i: usize| ((field.edge[i] / LEVEL) as usize).min(LEVELS - 1);
    let mut queues: Vec<Vec<usize>> = vec![Vec::new(); LEVELS];
    for i in 0..sides.len() {
        if sides[i] != Side::Unknown && mask.around(i).any(|j| sides[j] == Side::Unknown) {
            queues[0].push(i);
        }
    }
    for now in 0..LEVELS {
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
