//! Plans the check of an uploaded picture: one `image.check` job without an asset. What it finds moves the picture's own row.

use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::ids::ProductImageId;
use crate::job::JobKind;
use crate::plan::{Node, Plan, Subject};
use crate::run::{Flip, RunKind};

/// Kind of the subject of a check's run, which is the picture itself.
pub const SUBJECT: &str = "product_image";
/// About how long a check takes, in milliseconds. Measured: 0.3-1.5 s by size of the picture.
const ESTIMATE_MS: u64 = 1_000;

/// Input of an `image.check` job.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CheckInput {
    /// The picture.
    pub image: ProductImageId,
    /// SHA-256 of its bytes.
    pub sha256: String,
}

/// Plans the check of one picture.
#[must_use]
pub fn plan(image: &ProductImageId, sha256: &str) -> Plan {
    let node = Node {
        kind: JobKind::ImageCheck,
        reason: "upload".to_owned(),
        input: json!({ "image": image, "sha256": sha256 }),
        asset: None,
        needs: Vec::new(),
        estimate_ms: ESTIMATE_MS,
    };
    Plan {
        kind: RunKind::Analysis,
        subject: Subject { kind: SUBJECT.to_owned(), id: image.to_string() },
        flip: Flip::Each,
        nodes: vec![node],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_check_is_one_job_that_names_its_picture_and_its_bytes() {
        let image = ProductImageId::parse("mug-1").expect("an id");
        let plan = plan(&image, &"ab".repeat(32));
        assert_eq!(plan.check(), Ok(()));
        let input: CheckInput = serde_json::from_value(plan.nodes[0].input.clone()).expect("the input of a check");
        assert_eq!(input, CheckInput { image, sha256: "ab".repeat(32) });
    }
}
