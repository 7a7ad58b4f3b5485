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

/// Deeper trees than this would need 2^48 solids: the walk's stack never overflows.
const DEPTH_MAX: usize = 48;

impl Tree {
    pub fn build(boxes: &[Bounds]) -> Tree {
        let mut tree = Tree { nodes: Vec::new(), order: (0..boxes.len() as u32).collect() };
        if !boxes.is_empty() {
            tree.split(boxes, 0, boxes.len());
        }
        tree
    }

    /// Halves the items along the axis on which their middles are spread most.
    fn split(&mut self, boxes: &[Bounds], from: usize, to: usize) {
        let items = &self.order[from..to];
        let bounds = items.iter().fold(Bounds::NONE, |b, &i| b.with(boxes[i as usize]));
        let middles = items.iter().fold(Bounds::NONE, |b, &i| b.with_point(boxes[i as usize].middle()));
        let at = self.nodes.len();
        self.nodes.push(Node { bounds, first: from as u32, count: (to - from) as u32 });
        if to - from <= 2 {
            return;
        }
        let size = middles.hi - middles.lo;
        let axis = if size.x > size.y && size.x > size.z {
            0
        } else if size.y > size.z {
            1
        } else {
            2
        };
        let middle = |i: &u32| boxes[*i as usize].middle()[axis];
        self.order[from..to].sort_by(|a, b| middle(a).total_cmp(&middle(b)).then(a.cmp(b)));
        let half = (from + to) / 2;
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
