//! What `bin/bench` runs: each part measures two things side by side in one run and prints their ratio, because times alone
//! speak of the machine.

mod gallery;
mod picture;
mod queue;
mod start;
mod table;

use visualizer_tests::House;
use visualizer_tests::database::POSTGRES;

#[tokio::main]
async fn main() {
    let wanted: Vec<String> = std::env::args().skip(1).collect();
    let runs = |part: &str| wanted.is_empty() || wanted.iter().any(|name| name == part);
    let mut table = table::Table::default();
    if runs("gallery") || runs("queue") {
        let (house, database) = House::on_sqlite().await;
        measure(&house, "SQLite", &runs, &mut table).await;
        database.remove().await;
        if std::env::var(POSTGRES).is_ok() {
            let (house, database) = House::on_postgres().await;
            measure(&house, "PostgreSQL", &runs, &mut table).await;
            database.remove().await;
        } else {
            eprintln!("PostgreSQL is left out: {POSTGRES} is not set (bin/bench sets it)");
        }
    }
    if runs("picture") {
        picture::measure(&mut table);
    }
    if runs("start") {
        start::measure(&mut table).await;
    }
    table.print();
}

async fn measure(house: &House, engine: &str, runs: &impl Fn(&str) -> bool, table: &mut table::Table) {
    if runs("queue") {
        queue::measure(house, engine, table).await;
    }
    if runs("gallery") {
        gallery::measure(house, engine, table).await;
    }
}
