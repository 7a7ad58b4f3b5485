//! Lists a client's approved pictures, with nothing of Visualizer but the packages domain and db:
//! `cargo run --package visualizer-db --example approved_assets -- sqlite://data/visualizer.db CLIENT_ID`.

use std::error::Error;

use visualizer_db::gallery::{self, Direction};
use visualizer_db::{Db, DbOptions};
use visualizer_domain::generated_asset::ApprovalStatus;
use visualizer_domain::generated_asset_filter::AssetFilter;
use visualizer_domain::ids::ClientId;
use visualizer_domain::page::Limit;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [url, client] = arguments.as_slice() else { return Err("usage: approved_assets DATABASE_URL CLIENT_ID".into()) };
    let client: ClientId = client.parse()?;
    let db = Db::connect(&DbOptions::new(url)).await?;

    let approved = AssetFilter { approval: Some(ApprovalStatus::Approved), ..AssetFilter::default() };
    let mut from = None;
    loop {
        let page = gallery::of(db.read(), &client, &approved).page(from.as_ref(), Direction::Older, Limit::default()).await?;
        for picture in page.rows {
            let product = picture.product_name.as_deref().unwrap_or("no product");
            println!("{} {}x{} {} {product}", picture.id, picture.width, picture.height, picture.sha256);
        }
        match page.next {
            Some(next) => from = Some(next),
            None => break,
        }
    }
    db.close().await?;
    Ok(())
}
