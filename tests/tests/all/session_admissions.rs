//! The flows of a session generated together: which of them, what the plan says, and one run for each.

use visualizer_control::collection_sessions as sessions;
use visualizer_control::generated_assets::{self, LifeChange, Selection};
use visualizer_control::generation_flows;
use visualizer_control::runs::{self, Admit};
use visualizer_domain::collection_session::FlowScope;
use visualizer_domain::generated_asset_filter::AssetFilter;
use visualizer_domain::ids::{CollectionSessionId, GenerationFlowId};
use visualizer_domain::settings::SettingsLayer;
use visualizer_tests::catalogue::{flow, product, session, upload};
use visualizer_tests::{House, catalogue, code, on_both, pictures};

on_both!(the_flows_of_a_session_are_planned_as_each_would_be_alone, |house| {
    let (mug, lamp) = (product(house, "Mug").await, product(house, "Lamp").await);
    let (first, second, light) = (upload(house, &mug, 1).await, upload(house, &mug, 2).await, upload(house, &lamp, 3).await);
    for image in [&first, &second, &light] {
        catalogue::ready(house, image).await;
    }
    let id = session(house, "Autumn", &[mug.clone(), lamp.clone()]).await;
    let chosen = flow(house, Some(&id), std::slice::from_ref(&mug)).await;
    let choose = generation_flows::choose_base_image(&house.control, &house.owner, &chosen, 1, &mug, Some(&second), house.now());
    choose.await.expect("a choice");
    let both = flow(house, Some(&id), &[lamp, mug]).await;
    let empty = flow(house, Some(&id), &[]).await;
    let preview = runs::preview_session(&house.control, &house.owner, &id, FlowScope::All).await.expect("a preview");
    let shown = |at: usize| -> Vec<_> {
        preview.flows[at].0.products.iter().map(|product| product.image.as_ref().expect("a picture").id.clone()).collect()
    };
    assert_eq!((shown(0), shown(1)), (vec![second], vec![light, first]));
    assert_eq!(preview.left_out.iter().map(|(source, _)| &source.id).collect::<Vec<_>>(), [&empty]);
    for ((_, plan), flow) in preview.flows.iter().zip([chosen, both]) {
        assert_eq!(plan.hash(), runs::preview(&house.control, &house.owner, &flow).await.expect("a preview").hash);
    }
});

on_both!(a_session_generated_twice_at_once_has_one_run_for_each_flow, |house| {
    let mut ids = Vec::new();
    for n in 1..=4 {
        let mug = product(house, &format!("Mug {n}")).await;
        let image = upload(house, &mug, n).await;
        catalogue::ready(house, &image).await;
        ids.push(mug);
    }
    let id = session(house, "Autumn", &ids).await;
    generation_flows::fill_session(&house.control, &house.owner, &id, house.now()).await.expect("flows");
    let generate = || runs::generate_session(&house.control, &house.owner, &id, FlowScope::All, Admit::default(), house.now());
    let (one, other) = tokio::join!(generate(), generate());
    assert_eq!(one.is_ok() as u8 + other.is_ok() as u8, 1, "{one:?} {other:?}");
    assert_eq!(sessions::view(&house.control, &house.owner, &id).await.expect("the session").card.open_runs, 4);
});

on_both!(a_flow_changed_while_its_session_is_generated_is_generated_as_it_was_seen_or_not_at_all, |house| {
    let mug = product(house, "Mug").await;
    let image = upload(house, &mug, 1).await;
    catalogue::ready(house, &image).await;
    let id = session(house, "Autumn", std::slice::from_ref(&mug)).await;
    let flow = flow(house, Some(&id), std::slice::from_ref(&mug)).await;
    let preview = runs::preview_session(&house.control, &house.owner, &id, FlowScope::All).await.expect("a preview").hash;
    let admit = Admit { preview: Some(preview), idempotency_key: None };
    let kitchen = serde_json::from_str::<SettingsLayer>(r#"{"scene":"Kitchen"}"#).expect("a layer");
    let (changed, run) = tokio::join!(
        generation_flows::update_settings(&house.control, &house.owner, &flow, 1, kitchen, house.now()),
        runs::generate_session(&house.control, &house.owner, &id, FlowScope::All, admit, house.now())
    );
    assert!(changed.is_ok() != run.is_ok(), "{changed:?} {run:?}");
});

/// The flows of the plan for this scope, and how many it leaves out because they have pictures.
async fn planned(house: &House, id: &CollectionSessionId, scope: FlowScope) -> (Vec<GenerationFlowId>, usize) {
    let preview = runs::preview_session(&house.control, &house.owner, id, scope).await.expect("a preview");
    (preview.flows.into_iter().map(|(source, _)| source.id).collect(), preview.made_already)
}

on_both!(flows_that_have_pictures_are_left_alone_unless_all_are_asked_for, |house| {
    let mug = product(house, "Mug").await;
    let image = upload(house, &mug, 1).await;
    catalogue::ready(house, &image).await;
    let id = session(house, "Autumn", std::slice::from_ref(&mug)).await;
    let made = flow(house, Some(&id), std::slice::from_ref(&mug)).await;
    let unmade = flow(house, Some(&id), std::slice::from_ref(&mug)).await;
    pictures::many(house, "p", &made, &mug, 2).await;
    assert_eq!(planned(house, &id, FlowScope::Unmade).await, (vec![unmade.clone()], 1));
    assert_eq!(planned(house, &id, FlowScope::All).await, (vec![made.clone(), unmade.clone()], 0));
    // What was shown for some is not admitted for all.
    let shown = runs::preview_session(&house.control, &house.owner, &id, FlowScope::Unmade).await.expect("a preview").hash;
    let generate = |scope| {
        let admit = Admit { preview: Some(shown.clone()), idempotency_key: None };
        runs::generate_session(&house.control, &house.owner, &id, scope, admit, house.now())
    };
    assert_eq!(code(generate(FlowScope::All).await), "plan-changed");
    assert_eq!(generate(FlowScope::Unmade).await.expect("runs").len(), 1);
    let session = sessions::view(&house.control, &house.owner, &id).await.expect("the session");
    assert_eq!(session.card.open_runs, 1);
});

on_both!(a_flow_whose_pictures_were_deleted_has_none, |house| {
    let mug = product(house, "Mug").await;
    let image = upload(house, &mug, 1).await;
    catalogue::ready(house, &image).await;
    let id = session(house, "Autumn", std::slice::from_ref(&mug)).await;
    let made = flow(house, Some(&id), std::slice::from_ref(&mug)).await;
    pictures::many(house, "p", &made, &mug, 2).await;
    let all = Selection::Matching(AssetFilter::default());
    generated_assets::change(&house.control, &house.owner, &all, &LifeChange::Delete, house.now()).await.expect("a deletion");
    assert_eq!(planned(house, &id, FlowScope::Unmade).await, (vec![made], 0));
});
