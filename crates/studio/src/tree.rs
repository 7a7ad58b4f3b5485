//! A binary tree of boxes, so that a ray meets few of many solids.

use crate::ray::{Bounds, Ray};

#[derive(Clone, Copy, Debug)]
struct Node {
    bounds: Bounds,
    /// Leaf: first item. Inner: the right child; the left child follows its parent.
    first: u32,
    /// Items of a leaf, 0 for an inner node.
    count: u32,
}

#[derive(Default, Debug)]
pub struct Tree {
    nodes: Vec<Node>,
    order: Vec<u32>,
}

/// No part holds more than three quarters of its parent: a million solids are not as deep as this.
const DEPTH_MAX: usize = 48;

impl Tree {
    pub fn build(boxes: &[Bounds]) -> Tree {
        let mut tree = Tree { nodes: Vec::new(), order: (0..boxes.len() as u32).collect() };
        if !boxes.is_empty() {
            tree.split(boxes, 0, boxes.len());
        }
        tree
    }

    /// Parts the items where rays will have the least to do: by the surfaces of the two halves' boxes (Goldsmith and Salmon 1987).
    fn split(&mut self, boxes: &[Bounds], from: usize, to: usize) {
        let items = &mut self.order[from..to];
        let bounds = items.iter().fold(Bounds::NONE, |b, &i| b.with(boxes[i as usize]));
        let at = self.nodes.len();
        self.nodes.push(Node { bounds, first: from as u32, count: (to - from) as u32 });
        if to - from <= 2 {
            return;
        }
        let cuts = [0, 1, 2].map(|axis| {
            along(items, boxes, axis);
            cheapest_cut(items, boxes)
        });
        let axis = (0..3).min_by(|a, b| cuts[*a].1.total_cmp(&cuts[*b].1)).unwrap_or(0);
        along(items, boxes, axis);
        let half = from + cuts[axis].0;
        self.split(boxes, from, half);
        self.nodes[at].first = self.nodes.len() as u32;
        self.nodes[at].count = 0;
        self.split(boxes, half, to);
    }

    /// Calls `visit(item, far) -> far` for every item whose box the ray may touch before `far`, near ones first.
    /// A negative answer stops the walk.
    #[inline(always)]
    pub fn walk(&self, ray: &Ray, mut far: f32, mut visit: impl FnMut(u32, f32) -> f32) {
        let mut stack = [(0u32, 0f32); DEPTH_MAX];
        let mut top = 0;
        if let Some((t, _)) = self.nodes.first().and_then(|n| n.bounds.crossed(ray, 0.0, far)) {
            stack[0] = (0, t);
            top = 1;
        }
        while top > 0 {
            top -= 1;
            let (at, t) = stack[top];
            if t > far {
                continue;
            }
            let node = &self.nodes[at as usize];
            if node.count > 0 {
                for i in node.first..node.first + node.count {
                    far = visit(self.order[i as usize], far);
                    if far < 0.0 {
                        return;
                    }
                }
                continue;
            }
            let enters = |n: u32| self.nodes[n as usize].bounds.crossed(ray, 0.0, far).map(|(t, _)| (n, t));
            match (enters(at + 1), enters(node.first)) {
                (Some(a), Some(b)) => {
                    let (close, wide) = if a.1 < b.1 { (a, b) } else { (b, a) };
                    (stack[top], stack[top + 1]) = (wide, close);
                    top += 2;
                }
                (Some(one), None) | (None, Some(one)) => {
                    stack[top] = one;
                    top += 1;
                }
                (None, None) => {}
            }
        }
    }
}

/// In the order of their middles along an axis.
fn along(items: &mut [u32], boxes: &[Bounds], axis: usize) {
    let middle = |i: &u32| boxes[*i as usize].middle()[axis];
    items.sort_by(|a, b| middle(a).total_cmp(&middle(b)).then(a.cmp(b)));
}

/// How many items the first half should have, and what walking both will cost. Neither half gets less than a
/// quarter, so that the tree never gets deep.
fn cheapest_cut(items: &[u32], boxes: &[Bounds]) -> (usize, f32) {
    let grown = |b: &mut Bounds, i: &u32| {
        *b = b.with(boxes[*i as usize]);
        Some(b.half_area())
    };
    let left: Vec<f32> = items.iter().scan(Bounds::NONE, grown).collect();
    let mut right: Vec<f32> = items.iter().rev().scan(Bounds::NONE, grown).collect();
    right.reverse();
    let n = items.len();
    let least = (n / 4).max(1);
    (least..=n - least)
        .map(|k| (k, left[k - 1] * k as f32 + right[k] * (n - k) as f32))
        .min_by(|a, b| a.1.total_cmp(&b.1))
        .unwrap_or((n / 2, f32::MAX))
}
