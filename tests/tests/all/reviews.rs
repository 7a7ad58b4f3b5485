//! The life of a finished picture: decisions, pins, deletion; by whom, and about which bytes.

use visualizer_control::generated_assets::{self, LifeChange, Receipt, Selection};
use visualizer_domain::approval::Decision;
use visualizer_domain::generated_asset::ApprovalStatus;
use visualizer_domain::generated_asset_filter::AssetFilter;
use visualizer_domain::ids::AssetId;
use visualizer_domain::problem::Outcome;
use visualizer_domain::text::Reason;
use visualizer_domain::{Actor, Problem, Role};
use visualizer_tests::{House, code, factory, on_both, pictures};

const APPROVE: LifeChange = LifeChange::Decide(Decision::Approve);

/// Twelve pictures that the owner had made; those of `undecided` nobody decided about.
async fn shop(house: &House) -> Vec<AssetId> {
    let db = &house.control.db;
    let (product, _) = factory::product(db, &house.client, &house.owner.user_id, "Mug", house.now()).await;
    let flow = factory::flow(db, &house.client, &house.owner.user_id, &[&product], house.now()).await;
    pictures::many(house, "p", &flow, &product, 12).await;
    ["p000000", "p000003", "p000006", "p000009"].map(|id| AssetId::parse(id).expect("an id")).to_vec()
}

async fn change(house: &House, actor: &Actor, id: &AssetId, seen: Option<i64>, change: &LifeChange) -> Outcome<Receipt> {
    generated_assets::change(&house.control, actor, &Selection::These(vec![(id.clone(), seen)]), change, house.now()).await
}

on_both!(an_approval_names_who_when_and_the_bytes, |house| {
    let id = &shop(house).await[0];
    change(house, &house.owner, id, Some(1), &APPROVE).await.expect("an approval");
    let view = generated_assets::view(&house.control, &house.owner, id).await.expect("the asset");
    assert_eq!(view.asset.approval_status, ApprovalStatus::Approved);
    assert_eq!((view.asset.decided_by.as_deref(), view.asset.decided_at), (Some("Owner"), Some(house.now())));
    assert_eq!(view.asset.life_version, 2);
    assert_eq!(view.history[0].action, "asset.approve");
    change(house, &house.owner, id, Some(2), &LifeChange::Decide(Decision::Reopen)).await.expect("an undo");
    let view = generated_assets::view(&house.control, &house.owner, id).await.expect("the asset");
    assert_eq!((view.asset.approval_status, view.asset.decided_by), (ApprovalStatus::Pending, None));
});

on_both!(nobody_approves_their_own_work_as_soon_as_there_are_two, |house| {
    let ids = shop(house).await;
    let reviewer = house.member("Reviewer", Role::Reviewer).await;
    assert_eq!(code(change(house, &house.owner, &ids[0], None, &APPROVE).await), "four-eyes");
    change(house, &reviewer, &ids[0], None, &APPROVE).await.expect("another's approval");
    let reason = LifeChange::Decide(Decision::Reject(Some(Reason::parse("Too dark").expect("a reason"))));
    change(house, &house.owner, &ids[1], None, &reason).await.expect("a withdrawal");
    let view = generated_assets::view(&house.control, &house.owner, &ids[1]).await.expect("the asset");
    assert_eq!(view.asset.approval_reason.as_deref(), Some("Too dark"));
});

on_both!(a_decision_about_what_changed_meanwhile_is_refused_with_the_version_now, |house| {
    let id = &shop(house).await[0];
    change(house, &house.owner, id, Some(1), &LifeChange::Pin(true))
        .await
        .expect("unpinning and pinning are changes of its life")
        .changed
        .len();
    change(house, &house.owner, id, None, &APPROVE).await.expect("an approval");
    let stale = change(house, &house.owner, id, Some(1), &LifeChange::Decide(Decision::Reject(None))).await;
    assert!(matches!(stale, Err(Problem::Stale { seen: 1, current: 2, .. })), "{stale:?}");
});

on_both!(two_reviewers_who_decide_at_once_do_not_both_win_unseen, |house| {
    let id = &shop(house).await[1];
    let (a, b) = (house.member("A", Role::Reviewer).await, house.member("B", Role::Reviewer).await);
    let reject = LifeChange::Decide(Decision::Reject(None));
    let (one, other) = tokio::join!(change(house, &a, id, Some(1), &APPROVE), change(house, &b, id, Some(1), &reject));
    assert_eq!([one.is_ok(), other.is_ok()].iter().filter(|ok| **ok).count(), 1, "{one:?} {other:?}");
});

on_both!(what_is_deleted_is_out_of_sight_until_it_is_restored, |house| {
    let id = &shop(house).await[0];
    change(house, &house.owner, id, None, &LifeChange::Delete).await.expect("a deletion");
    assert_eq!(code(change(house, &house.owner, id, None, &APPROVE).await), "deleted");
    assert_eq!(code(change(house, &house.owner, id, None, &LifeChange::Delete).await), "deleted");
    change(house, &house.owner, id, None, &LifeChange::Restore).await.expect("a restoration");
    change(house, &house.owner, id, None, &APPROVE).await.expect("an approval");
});

on_both!(all_that_match_are_changed_and_what_may_not_be_is_named, |house| {
    let ids = shop(house).await;
    let undecided = AssetFilter { approval: Some(ApprovalStatus::Pending), ..AssetFilter::default() };
    let receipt = generated_assets::change(&house.control, &house.owner, &Selection::Matching(undecided.clone()), &APPROVE, house.now())
        .await
        .expect("a receipt");
    assert_eq!((receipt.changed.len(), receipt.refused.len()), (ids.len(), 0));
    let mixed = Selection::These(vec![(ids[0].clone(), Some(1)), (ids[1].clone(), None)]);
    let receipt =
        generated_assets::change(&house.control, &house.owner, &mixed, &LifeChange::Pin(true), house.now()).await.expect("a receipt");
    assert_eq!((receipt.changed.len(), receipt.refused.len()), (1, 1), "{receipt:?}");
    let nothing = generated_assets::change(&house.control, &house.owner, &Selection::Matching(undecided), &APPROVE, house.now()).await;
    assert_eq!(code(nothing), "assets:nothing-selected");
});

on_both!(roles_and_tenants_are_kept, |house| {
    let id = &shop(house).await[0];
    let (editor, reviewer, stranger) =
        (house.member("E", Role::Editor).await, house.member("R", Role::Reviewer).await, house.stranger().await);
    assert_eq!(code(change(house, &editor, id, None, &APPROVE).await), "forbidden");
    assert_eq!(code(change(house, &reviewer, id, None, &LifeChange::Delete).await), "forbidden");
    assert_eq!(code(change(house, &stranger, id, None, &APPROVE).await), "not-found");
    assert_eq!(code(generated_assets::view(&house.control, &stranger, id).await), "not-found");
});

on_both!(two_whose_selections_overlap_in_another_order_both_get_an_answer, |house| {
    shop(house).await;
    let ids: Vec<AssetId> = (0..12).map(|n| AssetId::parse(&format!("p{n:06}")).expect("an id")).collect();
    let these = |ids: Vec<AssetId>| Selection::These(ids.into_iter().map(|id| (id, None)).collect());
    let (up, down) = (these(ids.clone()), these(ids.into_iter().rev().collect()));
    for round in 0..20 {
        let change = LifeChange::Pin(round % 2 == 0);
        let (one, other) = tokio::join!(
            generated_assets::change(&house.control, &house.owner, &up, &change, house.now()),
            generated_assets::change(&house.control, &house.owner, &down, &change, house.now())
        );
        let (one, other) = (one.expect("an answer"), other.expect("an answer"));
        assert!(one.refused.is_empty() && other.refused.is_empty(), "who waited sees what the other did: {one:?} {other:?}");
    }
});
