//! A plan: what would be made, in which order, why, and about how long it takes. The preview that a person sees, and the very
//! value that admission writes (R1). A plan touches nothing.

use serde::{Deserialize, Serialize};

use crate::canonical;
use crate::edge::Edge;
use crate::generated_asset::AssetType;
use crate::ids::{GenerationFlowId, ProductId, UserId};
use crate::job::JobKind;
use crate::recipe::Recipe;
use crate::run::{Flip, RunKind};
use crate::slot::SlotName;

/// Most nodes of one plan.
pub const NODES_MAX: usize = 10_000;

/// What a plan is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Subject {
    /// Its kind (`generation_flow`, `product_image`).
    pub kind: String,
    /// Its id.
    pub id: String,
}

/// An asset that a node would make.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlannedAsset {
    /// What it is.
    pub asset_type: AssetType,
    /// Where it would be shown; `None` makes a loose asset (R9).
    pub slot: Option<SlotName>,
    /// The flow it belongs to.
    pub flow: Option<GenerationFlowId>,
    /// Which of the flow's pictures, from 1, over all its generations.
    pub variant: Option<i64>,
    /// How it would be made.
    pub recipe: Recipe,
    /// What it would be made from.
    pub edges: Vec<Edge>,
    /// Products that it shows, the primary one first.
    pub products: Vec<ProductId>,
    /// Made by the built-in renderer, to be told apart from final work.
    pub draft: bool,
    /// For whom it would be made, when not for who asks now: trying again changes nothing about whose picture it is.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub made_for: Option<UserId>,
}

/// One thing to do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Node {
    /// What kind of work.
    pub kind: JobKind,
    /// Why it is in the plan; key of a sentence `reason-<word>`.
    pub reason: String,
    /// Values for the maker that no recipe or edge holds.
    pub input: serde_json::Value,
    /// What it makes, if it makes something.
    pub asset: Option<PlannedAsset>,
    /// Nodes that must be done first, by their place in the plan.
    pub needs: Vec<usize>,
    /// About how long, in milliseconds.
    pub estimate_ms: u64,
}

/// What would be made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    /// What the run would be for.
    pub kind: RunKind,
    /// What it is about.
    pub subject: Subject,
    /// When slots show what was made.
    pub flip: Flip,
    /// The work.
    pub nodes: Vec<Node>,
}

/// Why a plan cannot be admitted. These are faults of a planner, never of a person.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PlanProblem {
    /// Nothing to do.
    #[error("a plan without nodes")]
    Empty,
    /// More than [`NODES_MAX`].
    #[error("a plan of {0} nodes, more than {NODES_MAX}")]
    TooMany(usize),
    /// A need that is no node, or the node itself, or named twice.
    #[error("node {node} cannot need {need}")]
    Need {
        /// The node.
        node: usize,
        /// What it names.
        need: usize,
    },
    /// Nodes that need each other.
    #[error("{0} nodes need each other in a circle")]
    Circle(usize),
}

impl Plan {
    /// Checks the graph.
    ///
    /// # Errors
    /// [`PlanProblem`] names the fault.
    pub fn check(&self) -> Result<(), PlanProblem> {
        if self.nodes.is_empty() {
            return Err(PlanProblem::Empty);
        }
        if self.nodes.len() > NODES_MAX {
            return Err(PlanProblem::TooMany(self.nodes.len()));
        }
        for (i, node) in self.nodes.iter().enumerate() {
            let unsound = |(k, need): (usize, &usize)| *need >= self.nodes.len() || *need == i || node.needs[..k].contains(need);
            if let Some((_, need)) = node.needs.iter().enumerate().find(|pair| unsound(*pair)) {
                return Err(PlanProblem::Need { node: i, need: *need });
            }
        }
        match self.nodes.len() - self.order().len() {
            0 => Ok(()),
            stuck => Err(PlanProblem::Circle(stuck)),
        }
    }

    /// An order in which the nodes can be done, by their places. Shorter than the plan when nodes need each other in a circle.
    #[must_use]
    pub fn order(&self) -> Vec<usize> {
        let mut left: Vec<usize> = self.nodes.iter().map(|n| n.needs.len()).collect();
        let mut dependants = vec![Vec::new(); self.nodes.len()];
        for (i, node) in self.nodes.iter().enumerate() {
            for need in &node.needs {
                dependants[*need].push(i);
            }
        }
        let mut order: Vec<usize> = (0..left.len()).filter(|i| left[*i] == 0).collect();
        let mut at = 0;
        while at < order.len() {
            for next in &dependants[order[at]] {
                left[*next] -= 1;
                if left[*next] == 0 {
                    order.push(*next);
                }
            }
            at += 1;
        }
        order
    }

    /// What the admission must carry: a plan made again from the same world has the same hash.
    #[must_use]
    pub fn hash(&self) -> String {
        canonical::hash(&serde_json::to_value(self).expect("a plan of strings and whole numbers is JSON"))
    }

    /// How many assets would be made.
    #[must_use]
    pub fn assets(&self) -> usize {
        self.nodes.iter().filter(|n| n.asset.is_some()).count()
    }

    /// About how long the whole takes when one node is done at a time, in milliseconds.
    #[must_use]
    pub fn estimate_ms(&self) -> u64 {
        self.nodes.iter().map(|n| n.estimate_ms).sum()
    }
}
