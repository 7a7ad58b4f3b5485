//! The list of guards fits the code. Removing them, which costs a build each, is `bin/prove-guards`.

use visualizer_tests::guards;

#[test]
fn every_guard_stands_exactly_once_where_the_list_says() {
    let all = guards::all();
    assert!(all.len() > 10, "{} guards", all.len());
    for guard in all {
        let whole = guard.text(&guards::root());
        assert_ne!(whole.replace(&guard.find, &guard.replace), whole, "{}: removing it changes something", guard.promise);
    }
}
