//! What databases answer in trouble, told apart: what may succeed later, and what never will; and hints that were missed meanwhile.

use std::future::pending;
use std::time::Duration;

use tokio::time::timeout;
use visualizer_db::{Change, DbError};
use visualizer_tests::{House, factory, on_both};

on_both!(a_value_that_a_column_does_not_take_is_no_passing_trouble, |house| {
    for sql in ["update client set name = null", "update client set name = ''"] {
        let tx = house.control.db.write().await.expect("a transaction");
        let refused = tx.conn().execute(sql, Vec::new()).await.expect_err("a refusal");
        assert!(matches!(refused, DbError::Refused(_)), "{sql}: {refused:?}");
    }
});

#[tokio::test]
async fn a_server_that_ends_connections_may_answer_later() {
    let (house, database) = House::on_postgres().await;
    let lost = house.control.db.read().execute("select pg_terminate_backend(pg_backend_pid())", Vec::new()).await;
    assert!(matches!(lost, Err(DbError::Unavailable(_))), "{lost:?}");
    database.remove().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_listens_looks_again_when_hints_may_have_been_missed() {
    let (house, database) = House::on_postgres().await;
    let mut hints = house.control.db.changes().subscribe();
    let listening = tokio::spawn(house.control.clone().pass_on_changes(pending()));
    for _ in 0..2 {
        let hint = timeout(Duration::from_secs(20), hints.recv()).await.expect("a hint in time").expect("a hint");
        assert_eq!(hint, Change::Unknown);
        let cut = "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and query ilike 'listen%'";
        factory::write(&house.control.db, cut, Vec::new()).await;
    }
    listening.abort();
    database.remove().await;
}
