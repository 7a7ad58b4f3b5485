//! The worker's walk on both engines: from an admission to bytes that can be looked at.

use std::time::Duration;

use visualizer_db::{audit_events, blobs, jobs, workers};
use visualizer_domain::generated_asset::AssetStatus;
use visualizer_domain::job::JobState;
use visualizer_domain::product_image::CheckState;
use visualizer_domain::rendition::RenditionKind;
use visualizer_domain::run::RunOutcome;
use visualizer_storage::StorageKey;
use visualizer_tests::graph::run;
use visualizer_tests::workshop::{Workshop, admitted, options, sample, until, upload};
use visualizer_tests::{House, on_both};

async fn ended(house: &House, id: &visualizer_domain::ids::RunId) -> RunOutcome {
    until("the run ends", async || run(house, id).await.outcome.is_some()).await;
    run(house, id).await.outcome.expect("an outcome")
}

on_both!(an_upload_is_checked_and_then_set_in_a_scene, |house| {
    let workshop = Workshop::open(options(house));
    let mug = upload(house, &sample("products/mug.jpg")).await;
    assert_eq!(ended(house, &mug.run).await, RunOutcome::Done);
    let row = mug.row(house).await;
    assert_eq!((row.check_state, row.ground.map(|ground| ground.plain)), (CheckState::Ready, Some(true)));
    assert_ne!((row.width, row.height), (100, 100), "the size is the picture's own");

    let plan = mug.plan(house, 2).await;
    let made = admitted(house, &plan).await;
    assert_eq!(ended(house, &made).await, RunOutcome::Done);
    let conn = house.control.db.read();
    for job in jobs::of(conn, &house.client).of_run(&made, 10).await.expect("jobs") {
        assert_eq!((job.state, job.progress, job.tries), (JobState::Done, 100, 1));
        let id = job.asset_id.expect("an asset");
        let asset = visualizer_db::generated_assets::of(conn, &house.client).find(&id).await.expect("an answer").expect("the asset");
        assert_eq!((asset.status, asset.width, asset.height), (AssetStatus::Completed, Some(96), Some(96)));
        let sha256 = asset.sha256.expect("a hash");
        let stored = blobs::of(conn, &house.client);
        let original = stored.find(&sha256).await.expect("an answer").expect("the original");
        let bytes = house.control.storage.get(&StorageKey::parse(&original.storage_key).expect("a key"), 1 << 20).await.expect("its bytes");
        assert_eq!(visualizer_domain::canonical::sha256(&bytes), sha256);
        assert!(visualizer_imaging::provenance::read(&bytes).is_some(), "the file says where it comes from");
        for kind in [RenditionKind::Display, RenditionKind::ThumbLarge, RenditionKind::ThumbSmall] {
            assert!(stored.rendition(&sha256, kind).await.expect("an answer").is_some(), "{kind}");
        }
        let lines = audit_events::about(conn, &house.client, "asset", id.as_str(), 10).await.expect("lines");
        assert_eq!(lines.iter().map(|line| line.action.as_str()).collect::<Vec<_>>(), ["asset.complete"]);
    }
    workshop.close().await;
});

on_both!(a_worker_is_seen_while_it_works_and_signs_off, |house| {
    let workshop = Workshop::open(options(house));
    let seen = async || workers::since(house.control.db.read(), house.now()).await.expect("workers").len();
    until("the worker is seen", async || seen().await == 1).await;
    workshop.close().await;
    assert_eq!(seen().await, 0);
});

on_both!(two_workers_never_make_one_job_twice, |house| {
    let first = upload(house, &sample("products/mug.jpg")).await;
    let workshops = [Workshop::open(options(house)), Workshop::open(options(house))];
    ended(house, &first.run).await;
    let made = admitted(house, &first.plan(house, 8).await).await;
    assert_eq!(ended(house, &made).await, RunOutcome::Done);
    let conn = house.control.db.read();
    for job in jobs::of(conn, &house.client).of_run(&made, 10).await.expect("jobs") {
        let lines = audit_events::about(conn, &house.client, "asset", job.asset_id.expect("an asset").as_str(), 10).await.expect("lines");
        assert_eq!((job.tries, lines.len()), (1, 1));
    }
    for workshop in workshops {
        workshop.close().await;
    }
});

on_both!(a_paused_kind_is_left_alone_until_it_is_resumed, |house| {
    let db = &house.control.db;
    let tx = db.write().await.expect("a transaction");
    let kind = visualizer_domain::job::JobKind::ImageCheck;
    visualizer_db::job_pauses::pause(tx.conn(), kind, &house.owner.user_id, None, house.now()).await.expect("a pause");
    tx.commit().await.expect("a commit");
    let workshop = Workshop::open(options(house));
    let mug = upload(house, &sample("products/mug.jpg")).await;
    tokio::time::sleep(Duration::from_millis(200)).await;
    assert_eq!(mug.row(house).await.check_state, CheckState::Pending);
    let tx = db.write().await.expect("a transaction");
    visualizer_db::job_pauses::resume(tx.conn(), kind).await.expect("a resumption");
    tx.commit().await.expect("a commit");
    assert_eq!(ended(house, &mug.run).await, RunOutcome::Done);
    workshop.close().await;
});

on_both!(a_job_of_a_newer_program_is_left_to_it, |house| {
    let mug = upload(house, b"not looked at").await;
    visualizer_tests::factory::write(&house.control.db, "update generation_job set kind = 'hologram.make'", Vec::new()).await;
    let workshop = Workshop::open(options(house));
    tokio::time::sleep(Duration::from_millis(200)).await;
    assert_eq!(mug.row(house).await.check_state, CheckState::Pending);
    workshop.close().await;
});
