//! The demo: a small shop in an empty database, made by the same commands that people use, so that everything in it is real. It is
//! open while it is furnished. What is there already is left alone; a start that was interrupted is taken up again.

use std::time::Duration;

use indicatif::{MultiProgress, ProgressBar, ProgressStyle};
use time::OffsetDateTime;
use tokio_util::sync::CancellationToken;
use visualizer_control::{Control, sign_ins};
use visualizer_domain::ids::{ProductId, UserId};
use visualizer_domain::{Actor, Clock};

use crate::demo_people::{DemoPeople, OWNER, VIEWER};
use crate::demo_stock::DemoStock;
use crate::failure::Failure;
use crate::waiting::Waiting;

/// The shop.
const SHOP: (&str, &str) = ("Demo shop", "demo-shop");
/// A second client with nothing in it. Made last, so that it says that all the rest is there.
const EMPTY: (&str, &str) = ("Empty shop", "empty-shop");

/// How to sign in, in lines.
pub(crate) fn how_to_sign_in() -> String {
    let line = |(email, password, _): (&str, &str, &str), what| format!("  sign in as {email:26} password {password:13} {what}\n");
    let about = "The products are drawn, not photographed. Stop with Ctrl-C; the next start is at once.\n";
    line(OWNER, "makes and reviews") + &line(VIEWER, "only looks") + about
}

/// The shop with its people, and perhaps nothing else yet.
pub(crate) struct Shop {
    owner: UserId,
    actor: Actor,
}

/// Makes the shop and who signs in to it, as far as they are missing. Takes no longer than the passwords take to hash.
pub(crate) async fn open(control: &Control) -> Result<Shop, Failure> {
    let people = DemoPeople { control, now };
    let owner = people.owner().await?;
    let shop = people.client_or_new(&owner, SHOP).await?;
    let actor = sign_ins::actor_of(control, &owner, Some(&shop)).await?;
    people.viewer(&actor).await?;
    Ok(Shop { owner, actor })
}

/// Furnishes the shop with what is missing, and waits until its pictures are made.
pub(crate) async fn furnish(control: &Control, shop: &Shop, bars: &MultiProgress, stop: &CancellationToken) -> Result<(), Failure> {
    let people = DemoPeople { control, now };
    let Shop { owner, actor } = shop;
    if people.client(owner, EMPTY.1).await?.is_some() {
        return Ok(());
    }
    eprintln!("Furnishing the demo shop; its pictures are made now, by the same worker that makes yours. This takes a minute or two.");
    let (stock, waiting) = (DemoStock { control, actor, now }, Waiting { control, actor, stop });
    let products = stock.products().await?;
    waiting.for_checks(&products.values().cloned().collect::<Vec<ProductId>>()).await?;
    let sessions = stock.sessions(&products).await?;
    let runs = stock.runs(&products, &sessions).await?;
    let bar = bars.add(progress_bar());
    waiting.for_runs(&runs, &bar).await?;
    bar.finish_and_clear();
    stock.review().await?;
    people.client_or_new(owner, EMPTY).await?;
    eprintln!("The demo shop is furnished.");
    Ok(())
}

fn now() -> OffsetDateTime {
    Clock::System.now()
}

fn progress_bar() -> ProgressBar {
    let style =
        ProgressStyle::with_template("  making pictures [{bar:40}] {percent}% {elapsed}").unwrap_or_else(|_| ProgressStyle::default_bar());
    let bar = ProgressBar::no_length().with_style(style.progress_chars("=> "));
    bar.enable_steady_tick(Duration::from_millis(250));
    bar
}
