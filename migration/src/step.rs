//! The schema steps: folders of plain SQL, compiled in. They import nothing of ours, so an old step never changes its meaning.

use sha2::{Digest, Sha256};

use crate::Engine;

/// One statement list in both dialects.
#[derive(Debug, Clone, Copy)]
pub struct Sql {
    /// What SQLite runs.
    pub sqlite: &'static str,
    /// What PostgreSQL runs.
    pub postgres: &'static str,
}

impl Sql {
    /// The text for `engine`.
    #[must_use]
    pub fn on(&self, engine: Engine) -> &'static str {
        match engine {
            Engine::Sqlite => self.sqlite,
            Engine::Postgres => self.postgres,
        }
    }
}

/// One change of the schema. It is applied whole, in one transaction, or not at all.
#[derive(Debug, Clone, Copy)]
pub struct Step {
    /// `<number>_<noun>`, unique, never renamed after a release.
    pub name: &'static str,
    /// The change.
    pub up: Sql,
    /// The way back. On SQLite foreign keys are off meanwhile: a step that removes parent rows removes their children itself.
    pub down: Sql,
}

impl Step {
    /// SHA-256 of the `up` text that `engine` runs, in hexadecimal. The way back is not part of it and may be mended later.
    #[must_use]
    pub fn checksum(&self, engine: Engine) -> String {
        Sha256::digest(self.up.on(engine)).iter().map(|byte| format!("{byte:02x}")).collect()
    }
}

macro_rules! step {
    ($name:literal) => {
        Step {
            name: $name,
            up: Sql {
                sqlite: include_str!(concat!("../steps/", $name, "/up.sqlite.sql")),
                postgres: include_str!(concat!("../steps/", $name, "/up.postgres.sql")),
            },
            down: Sql {
                sqlite: include_str!(concat!("../steps/", $name, "/down.sqlite.sql")),
                postgres: include_str!(concat!("../steps/", $name, "/down.postgres.sql")),
            },
        }
    };
}

/// Every step of this program, oldest first. New ones are added at the end; a released one is never edited.
pub const STEPS: &[Step] = &[
    step!("0001_identity"),
    step!("0002_catalogue"),
    step!("0003_visualiser"),
    step!("0004_spine"),
    step!("0005_audit"),
    step!("0006_retries"),
    step!("0007_requests"),
    step!("0008_repetitions"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_are_named_in_their_order() {
        for (index, step) in STEPS.iter().enumerate() {
            assert!(step.name.starts_with(&format!("{:04}_", index + 1)), "{} stands at place {}", step.name, index + 1);
        }
    }

    #[test]
    fn the_checksum_is_that_of_the_text_that_runs() {
        let step = Step { name: "0001_x", up: Sql { sqlite: "abc", postgres: "" }, down: Sql { sqlite: "", postgres: "" } };
        assert_eq!(step.checksum(Engine::Sqlite), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        assert_ne!(step.checksum(Engine::Sqlite), step.checksum(Engine::Postgres));
    }
}
