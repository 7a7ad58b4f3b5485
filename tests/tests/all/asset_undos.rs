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

async fn decided(house: &House, id: &AssetId) -> (ApprovalStatus, Option<String>, Option<time::OffsetDateTime>) {
    let asset = generated_assets::view(&house.control, &house.owner, id).await.expect("the asset").asset;
    (asset.approval_status, asset.decided_by, asset.decided_at)
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

on_both!(what_came_since_is_told_by_versions_and_not_by_clocks, |house| {
    let (ids, ann, ben) = shop(house).await;
    let (anns_instant, bens_instant) = (house.now(), house.now() + Duration::seconds(1));
    let these = Selection::These(vec![(ids[0].clone(), None)]);
    // Ann's request came first, and its body took longer than all of Ben's.
    generated_assets::change(&house.control, &ben, &these, &reject("Crooked"), bens_instant).await.expect("a change");
    generated_assets::change(&house.control, &ann, &these, &APPROVE, anns_instant).await.expect("a change");
    house.clock.advance(Duration::minutes(1));

    let receipt = undo(&house.control, &ben, bens_instant, house.now()).await.expect("an undo");
    assert_eq!((receipt.changed.len(), receipt.refused[0].problem.code()), (0, "stale"), "Ann decided later");
    let receipt = undo(&house.control, &ann, anns_instant, house.now()).await.expect("an undo");
    assert_eq!(receipt.changed, ids[..1]);
    assert_eq!(standing(house, &ids[0]).await, (ApprovalStatus::Rejected, Some("Crooked".into())));
});

on_both!(a_decision_that_comes_back_is_still_the_one_of_who_made_it, |house| {
    let (ids, _, ben) = shop(house).await;
    let approved_at = change(house, &ben, &ids[..1], &APPROVE).await;
    // The owner had it made: under four eyes they may withdraw it, and take that back, but not approve it.
    let at = change(house, &house.owner, &ids[..1], &reject("Old label")).await;
    house.clock.advance(Duration::seconds(1));
    let receipt = undo(&house.control, &house.owner, at, house.now()).await.expect("an undo");
    assert_eq!((receipt.changed.len(), receipt.refused.len()), (1, 0));
    assert_eq!(decided(house, &ids[0]).await, (ApprovalStatus::Approved, Some("Ben".into()), Some(approved_at)));
    let history = generated_assets::view(&house.control, &house.owner, &ids[0]).await.expect("the asset").history;
    assert_eq!((history[0].action.as_str(), history[0].actor_name.as_deref()), ("asset.undo", Some("Owner")), "who took it back");
});

on_both!(an_undo_is_taken_back_like_any_command, |house| {
    let (ids, ann, ben) = shop(house).await;
    change(house, &ben, &ids[1..2], &LifeChange::Pin(true)).await;
    let at = change(house, &ann, &ids[1..2], &LifeChange::Pin(false)).await;
    house.clock.advance(Duration::seconds(1));
    let undone_at = house.now();
    undo(&house.control, &ann, at, undone_at).await.expect("an undo");
    let pinned = async || generated_assets::view(&house.control, &house.owner, &ids[1]).await.expect("the asset").asset.pinned_by;
    assert_eq!(pinned().await.as_deref(), Some("Ben"));
    undo(&house.control, &ann, undone_at, house.now()).await.expect("an undo of an undo");
    assert_eq!(pinned().await, None);
});
