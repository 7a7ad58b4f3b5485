//! All makers: which kind of job each does, what it is bound by, and its name in recipes.

use visualizer_domain::flow_plan;
use visualizer_domain::job::{JobClass, JobKind};

use crate::makers::image_check;

/// A maker.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Maker {
    /// The kind of job.
    pub kind: JobKind,
    /// What it is bound by.
    pub class: JobClass,
    /// Name and version, as recipes and reports carry it.
    pub name: &'static str,
}

/// The maker of a kind. Every kind has one.
#[must_use]
pub fn maker(kind: JobKind) -> Maker {
    let name = match kind {
        JobKind::ImageGenerate => flow_plan::MAKER,
        JobKind::ImageCheck => image_check::MAKER,
    };
    Maker { kind, class: kind.class(), name }
}

/// The kinds of one class that this program can do.
#[must_use]
pub fn kinds(class: JobClass) -> Vec<JobKind> {
    JobKind::ALL.iter().copied().filter(|kind| maker(*kind).class == class).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn every_kind_has_a_maker_of_its_own_and_stands_in_one_class() {
        let names: HashSet<&str> = JobKind::ALL.iter().map(|kind| maker(*kind).name).collect();
        assert_eq!(names.len(), JobKind::ALL.len());
        let classed: usize = JobClass::ALL.iter().map(|class| kinds(*class).len()).sum();
        assert_eq!(classed, JobKind::ALL.len());
    }
}
