//! Taking back a command: each asset as it was before, unless somebody else has changed it since.

use time::Duration;
use visualizer_control::asset_undo::undo;
use visualizer_control::generated_assets::{self, LifeChange, Selection};
use visualizer_domain::approval::Decision;
use visualizer_domain::generated_asset::ApprovalStatus;
use visualizer_domain::ids::AssetId;
use visualizer_domain::text::Reason;
use visualizer_domain::{Actor, Role};
use visualizer_tests::{House, factory, on_both, pictures};

const APPROVE: LifeChange = LifeChange::Decide(Decision::Approve);
const REOPEN: LifeChange = LifeChange::Decide(Decision::Reopen);

fn reject(reason: &str) -> LifeChange {
    LifeChange::Decide(Decision::Reject(Some(Reason::parse(reason).expect("a reason"))))
}

/// Pictures that the owner had made and nobody decided about, and two who may decide.
async fn shop(house: &House) -> (Vec<AssetId>, Actor, Actor) {
    let db = &house.control.db;
    let (product, _) = factory::product(db, &house.client, &house.owner.user_id, "Mug", house.now()).await;
    let flow = factory::flow(db, &house.client, &house.owner.user_id, &[&product], house.now()).await;
    pictures::many(house, "p", &flow, &product, 12).await;
    let ids = ["p000000", "p000003", "p000006"].map(|id| AssetId::parse(id).expect("an id")).to_vec();
    house.clock.advance(Duration::minutes(1));
    (ids, house.member("Ann", Role::Reviewer).await, house.member("Ben", Role::Reviewer).await)
}

/// Changes them a second later, and gives the instant of the command.
async fn change(house: &House, by: &Actor, ids: &[AssetId], change: &LifeChange) -> time::OffsetDateTime {
    house.clock.advance(Duration::seconds(1));
    let these = Selection::These(ids.iter().map(|id| (id.clone(), None)).collect());
    generated_assets::change(&house.control, by, &these, change, house.now()).await.expect("a change");
    house.now()
}

async fn standing(house: &House, id: &AssetId) -> (ApprovalStatus, Option<String>) {
    let view = generated_assets::view(&house.control, &house.owner, id).await.expect("the asset");
    (view.asset.approval_status, view.asset.approval_reason)
}

on_both!(a_command_is_taken_back_whole, |house| {
    let (ids, ann, _) = shop(house).await;
    let at = change(house, &ann, &ids, &APPROVE).await;
    let receipt = undo(&house.control, &ann, at, house.now()).await.expect("an undo");
    assert_eq!((receipt.changed.len(), receipt.refused.len()), (3, 0));
    assert_eq!(standing(house, &ids[0]).await, (ApprovalStatus::Pending, None));
});

on_both!(what_somebody_else_decided_since_is_not_taken_back_though_it_looks_the_same, |house| {
    let (ids, ann, ben) = shop(house).await;
    let at = change(house, &ann, &ids, &APPROVE).await;
    change(house, &ben, &ids[..1], &REOPEN).await;
    change(house, &ben, &ids[..1], &APPROVE).await;
    let receipt = undo(&house.control, &ann, at, house.now()).await.expect("an undo");
    assert_eq!((receipt.changed.len(), receipt.refused.len()), (2, 1));
    assert_eq!((&receipt.refused[0].id, receipt.refused[0].problem.code()), (&ids[0], "stale"));
    assert_eq!(standing(house, &ids[0]).await.0, ApprovalStatus::Approved, "it is the other's approval");
});

on_both!(a_rejection_comes_back_with_the_reason_that_it_had, |house| {
    let (ids, ann, ben) = shop(house).await;
    change(house, &ben, &ids[..1], &reject("Too bright")).await;
    change(house, &ben, &ids[..1], &REOPEN).await;
    change(house, &ben, &ids[..1], &reject("Too dark")).await;
    change(house, &ben, &ids[1..2], &reject("Crooked")).await;
    let at = change(house, &ann, &ids, &APPROVE).await;
    undo(&house.control, &ann, at, house.now()).await.expect("an undo");
    assert_eq!(standing(house, &ids[0]).await, (ApprovalStatus::Rejected, Some("Too dark".into())));
    assert_eq!(standing(house, &ids[1]).await, (ApprovalStatus::Rejected, Some("Crooked".into())));
    assert_eq!(standing(house, &ids[2]).await, (ApprovalStatus::Pending, None));
});
