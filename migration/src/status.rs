//! What the history of a database says next to the steps of this program.

use time::OffsetDateTime;

use crate::history::AppliedStep;
use crate::{Engine, MigrateError, Step};

/// Every step that the program or the database knows: the program's in their order, then those only the database has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Status {
    /// The steps.
    pub steps: Vec<StepStatus>,
}

/// One step and how far it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StepStatus {
    /// The step's name.
    pub name: String,
    /// How far it is.
    pub state: StepState,
}

/// How far a step is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StepState {
    /// Not applied yet.
    Pending,
    /// Applied as this program has it.
    Applied(OffsetDateTime),
    /// Applied in another form than this program has.
    Changed(OffsetDateTime),
    /// Applied by a newer program.
    Unknown(OffsetDateTime),
}

impl Status {
    pub(crate) fn compare(steps: &[Step], applied: &[AppliedStep], engine: Engine) -> Self {
        let known = steps.iter().map(|step| {
            let state = match applied.iter().find(|row| row.name == step.name) {
                None => StepState::Pending,
                Some(row) if row.checksum == step.checksum(engine) => StepState::Applied(row.applied_at),
                Some(row) => StepState::Changed(row.applied_at),
            };
            StepStatus { name: step.name.to_owned(), state }
        });
        let unknown = applied
            .iter()
            .filter(|row| steps.iter().all(|step| step.name != row.name))
            .map(|row| StepStatus { name: row.name.clone(), state: StepState::Unknown(row.applied_at) });
        Self { steps: known.chain(unknown).collect() }
    }

    /// The steps not applied yet, in order.
    pub fn pending(&self) -> impl Iterator<Item = &str> {
        self.steps.iter().filter(|step| step.state == StepState::Pending).map(|step| step.name.as_str())
    }

    /// Refuses a history that this program must not build upon: a newer one, an edited step, a gap.
    pub fn require_sound(&self) -> Result<(), MigrateError> {
        for step in &self.steps {
            match step.state {
                StepState::Unknown(_) => return Err(MigrateError::DatabaseNewer { step: step.name.clone() }),
                StepState::Changed(_) => return Err(MigrateError::StepChanged { step: step.name.clone() }),
                StepState::Pending | StepState::Applied(_) => {}
            }
        }
        let first_pending = self.steps.iter().skip_while(|step| step.state != StepState::Pending);
        let mut rest = first_pending.clone();
        match first_pending.clone().next() {
            Some(gap) if rest.any(|step| step.state != StepState::Pending) => Err(MigrateError::StepMissing { step: gap.name.clone() }),
            _ => Ok(()),
        }
    }

    /// Refuses a database that is not exactly as this program needs it. For programs that start without migrating.
    pub fn require_current(&self) -> Result<(), MigrateError> {
        self.require_sound()?;
        let steps: Vec<String> = self.pending().map(str::to_owned).collect();
        if steps.is_empty() { Ok(()) } else { Err(MigrateError::DatabaseOlder { steps }) }
    }
}
