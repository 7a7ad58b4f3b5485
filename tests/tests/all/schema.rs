//! The schema that rows are read by is the one that the migration makes.

use visualizer_db::schema::NEWEST_STEP;
use visualizer_migration::STEPS;

#[test]
fn rows_are_read_by_the_newest_step_of_the_migration() {
    assert_eq!(STEPS.last().map(|step| step.name), Some(NEWEST_STEP));
}
