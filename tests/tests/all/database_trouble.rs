//! What databases answer in trouble, told apart: what may succeed later, and what never will.

use visualizer_db::DbError;
use visualizer_tests::{House, on_both};

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
