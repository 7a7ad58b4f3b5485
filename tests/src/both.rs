//! One test body, two engines, reported as two tests.

/// Runs a body on SQLite and on PostgreSQL: `on_both!(a_sentence, |house| { ... });`.
#[macro_export]
macro_rules! on_both {
    ($(#[$meta:meta])* $name:ident, |$house:ident| $body:block) => {
        $(#[$meta])*
        mod $name {
            #[allow(unused_imports)]
            use super::*;

            async fn body($house: $crate::House) {
                let $house = &$house;
                $body
            }

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn on_sqlite() {
                let (house, database) = $crate::House::on_sqlite().await;
                body(house).await;
                database.remove().await;
            }

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn on_postgres() {
                let (house, database) = $crate::House::on_postgres().await;
                body(house).await;
                database.remove().await;
            }
        }
    };
}
