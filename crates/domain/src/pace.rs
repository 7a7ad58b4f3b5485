//! How long work under way still takes, by how fast it went so far.

/// One thing made, in the percent that progress is told in.
const WHOLE: u64 = 100;

/// Milliseconds that `left` percent of things still take, after `made` percent took `spent_ms`. A whole thing was expected to take
/// `expected_ms`, and that weighs as much as one thing made: at first it is all that is known, later the work itself says it.
#[must_use]
pub fn left_ms(left: u64, made: u64, spent_ms: u64, expected_ms: u64) -> u64 {
    left.saturating_mul(expected_ms.saturating_add(spent_ms)) / made.saturating_add(WHOLE)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn before_anything_is_made_it_takes_what_is_expected() {
        assert_eq!(left_ms(400, 0, 0, 2_500), 10_000);
    }

    #[test]
    fn a_machine_half_as_fast_is_believed_more_with_each_thing_made() {
        let left = |things: u64| left_ms(100, things * 100, things * 5_000, 2_500);
        assert!(left(1) < left(2) && left(2) < left(7));
        assert!((4_500..5_000).contains(&left(7)));
    }

    proptest! {
        #[test]
        fn work_at_the_expected_pace_takes_what_is_expected(things in 0u64..500, left in 0u64..500, expected in 1u64..100_000) {
            prop_assert_eq!(left_ms(left * 100, things * 100, things * expected, expected), left * expected);
        }
    }
}
