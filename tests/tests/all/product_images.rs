//! Uploads: what is taken, that each is checked, which one stands for its product, and their order.

use bytes::Bytes;
use visualizer_control::product_images::{self, ProductImage, Upload};
use visualizer_control::{generation_flows, products};
use visualizer_db::{job_claims, jobs};
use visualizer_domain::Role;
use visualizer_domain::ids::{ProductId, ProductImageId, WorkerId};
use visualizer_domain::image_check_plan::CheckInput;
use visualizer_domain::job::{JobClass, JobKind, LEASE};
use visualizer_domain::picture_limits::{BYTES_MAX, IMAGES_PER_PRODUCT_MAX};
use visualizer_domain::product_image::CheckState;
use visualizer_storage::StorageKey;
use visualizer_tests::catalogue::{picture, try_upload, upload};
use visualizer_tests::{House, catalogue, code, on_both};

async fn images(house: &House, product: &ProductId) -> Vec<ProductImage> {
    products::view(&house.control, &house.owner, product).await.expect("the product").images
}

async fn primary(house: &House, product: &ProductId) -> Vec<ProductImageId> {
    images(house, product).await.into_iter().filter(|image| image.is_primary).map(|image| image.id).collect()
}

on_both!(an_upload_is_stored_noted_and_given_to_a_worker_to_check, |house| {
    let product = catalogue::product(house, "Mug").await;
    let id = upload(house, &product, 1).await;
    let image = images(house, &product).await.remove(0);
    assert_eq!((image.check_state, image.is_primary, image.position), (CheckState::Pending, true, 0));
    assert_eq!(
        (image.width, image.height, image.media_type.as_str(), image.file_name.as_deref()),
        (64, 80, "image/png", Some("photo.png"))
    );

    let key = StorageKey::blob(&house.client, &image.sha256, "png").expect("a key");
    assert_eq!(house.control.storage.get(&key, BYTES_MAX).await.expect("bytes"), picture(1));
    let tx = house.control.db.write().await.expect("a transaction");
    let owner = WorkerId::new(house.now());
    let now = house.now();
    let claim = job_claims::Claim { owner: &owner, class: JobClass::Cpu, kinds: JobKind::ALL, limit: 5, now, lease_until: now + LEASE };
    let claimed = job_claims::claim(tx.conn(), &claim).await.expect("a claim");
    assert_eq!(claimed.len(), 1);
    let job = jobs::of(tx.conn(), &house.client).find(&claimed[0].id).await.expect("an answer").expect("the job");
    assert_eq!((job.kind.as_str(), job.subject_id.as_str(), job.product_name.as_deref()), ("image.check", id.as_str(), Some("Mug")));
    let input: CheckInput = serde_json::from_value(claimed[0].input.clone()).expect("its input");
    assert_eq!((input.image, input.sha256), (id, image.sha256));
});

on_both!(what_is_no_picture_is_refused_by_its_header_and_nothing_is_noted, |house| {
    let product = catalogue::product(house, "Mug").await;
    let of = async |bytes: Vec<u8>| code(try_upload(house, &house.owner, &product, Bytes::from(bytes)).await);
    assert_eq!(of(b"GIF89a and so on".to_vec()).await, "unsupported-media");
    assert_eq!(of(b"<svg xmlns='http://www.w3.org/2000/svg'/>".to_vec()).await, "unsupported-media");
    assert_eq!(of(Vec::new()).await, "unsupported-media");
    assert_eq!(of(picture(1)[..20].to_vec()).await, "file:picture-broken");
    assert_eq!(of(vec![0; BYTES_MAX as usize + 1]).await, "too-large");
    let mut huge = picture(1).to_vec();
    huge[16..20].copy_from_slice(&50_000u32.to_be_bytes());
    assert_eq!(of(huge).await, "file:picture-too-large");
    assert!(images(house, &product).await.is_empty());
    let open = jobs::of(house.control.db.read(), &house.client).depths().await.expect("depths");
    assert!(open.is_empty(), "{open:?}");
});

on_both!(the_same_bytes_are_not_added_to_a_product_twice, |house| {
    let (mug, cup) = (catalogue::product(house, "Mug").await, catalogue::product(house, "Cup").await);
    let first = upload(house, &mug, 1).await;
    assert_eq!(code(try_upload(house, &house.owner, &mug, picture(1)).await), "duplicate-image");
    upload(house, &cup, 1).await;
    product_images::delete(&house.control, &house.owner, &first, house.now()).await.expect("a deletion");
    upload(house, &mug, 1).await;
    assert_eq!(images(house, &mug).await.len(), 1);
});

on_both!(the_same_picture_uploaded_twice_at_once_is_added_once, |house| {
    let product = catalogue::product(house, "Mug").await;
    let (one, other) =
        tokio::join!(try_upload(house, &house.owner, &product, picture(1)), try_upload(house, &house.owner, &product, picture(1)));
    assert_eq!(one.is_ok() as u8 + other.is_ok() as u8, 1, "{one:?} {other:?}");
    assert_eq!(images(house, &product).await.len(), 1);
});

on_both!(uploads_at_once_get_places_of_their_own_and_one_is_primary, |house| {
    let product = catalogue::product(house, "Mug").await;
    let uploads = (1..=4).map(|n| try_upload(house, &house.owner, &product, picture(n)));
    for outcome in futures_util::future::join_all(uploads).await {
        outcome.expect("a picture");
    }
    let positions: Vec<i64> = images(house, &product).await.iter().map(|image| image.position).collect();
    assert_eq!((positions, primary(house, &product).await.len()), (vec![0, 1, 2, 3], 1));
});

on_both!(a_product_has_at_most_twenty_pictures, |house| {
    let product = catalogue::product(house, "Mug").await;
    for n in 0..IMAGES_PER_PRODUCT_MAX as u32 {
        upload(house, &product, n).await;
    }
    assert_eq!(code(try_upload(house, &house.owner, &product, picture(99)).await), "images-max");
});

on_both!(four_who_choose_the_primary_picture_at_once_leave_one, |house| {
    let product = catalogue::product(house, "Mug").await;
    let mut ids = Vec::new();
    for n in 1..=4 {
        ids.push(upload(house, &product, n).await);
    }
    let choices = ids.iter().map(|id| product_images::set_primary(&house.control, &house.owner, id, house.now()));
    for outcome in futures_util::future::join_all(choices).await {
        outcome.expect("a choice");
    }
    assert_eq!(primary(house, &product).await.len(), 1);
});

on_both!(a_deleted_primary_picture_hands_on_to_the_next_usable_one, |house| {
    let product = catalogue::product(house, "Mug").await;
    let (first, broken, third) = (upload(house, &product, 1).await, upload(house, &product, 2).await, upload(house, &product, 3).await);
    catalogue::refused(house, &broken).await;
    product_images::delete(&house.control, &house.owner, &first, house.now()).await.expect("a deletion");
    assert_eq!(primary(house, &product).await, std::slice::from_ref(&third));
    product_images::delete(&house.control, &house.owner, &third, house.now()).await.expect("a deletion");
    assert_eq!(primary(house, &product).await, std::slice::from_ref(&broken), "better than none: the page can say why it is refused");
    product_images::delete(&house.control, &house.owner, &broken, house.now()).await.expect("a deletion");
    assert!(images(house, &product).await.is_empty());
    assert_eq!(code(product_images::delete(&house.control, &house.owner, &broken, house.now()).await), "not-found");
});

on_both!(a_deleted_picture_is_taken_back_and_again_the_primary_one_if_it_was, |house| {
    let product = catalogue::product(house, "Mug").await;
    let (first, second) = (upload(house, &product, 1).await, upload(house, &product, 2).await);
    let restore = async |id, as_primary| product_images::restore(&house.control, &house.owner, id, as_primary, house.now()).await;
    product_images::delete(&house.control, &house.owner, &first, house.now()).await.expect("a deletion");
    restore(&first, false).await.expect("a restoration");
    assert_eq!(primary(house, &product).await, std::slice::from_ref(&second));
    assert_eq!(code(restore(&first, true).await), "not-deleted");
    product_images::delete(&house.control, &house.owner, &second, house.now()).await.expect("a deletion");
    restore(&second, true).await.expect("a restoration");
    assert_eq!(primary(house, &product).await, std::slice::from_ref(&second));
    product_images::delete(&house.control, &house.owner, &second, house.now()).await.expect("a deletion");
    upload(house, &product, 2).await;
    assert_eq!(code(restore(&second, true).await), "duplicate-image");
    let stranger = house.stranger().await;
    assert_eq!(code(product_images::restore(&house.control, &stranger, &second, true, house.now()).await), "not-found");
});

on_both!(a_refused_picture_does_not_stand_for_its_product_once_there_is_another, |house| {
    let product = catalogue::product(house, "Mug").await;
    let broken = upload(house, &product, 1).await;
    catalogue::refused(house, &broken).await;
    let image = images(house, &product).await.remove(0);
    assert_eq!(image.check_problem.map(|problem| problem.code), Some("picture-broken".into()));
    let good = upload(house, &product, 2).await;
    assert_eq!(primary(house, &product).await, [good]);
    assert_eq!(code(product_images::set_primary(&house.control, &house.owner, &broken, house.now()).await), "image-refused");
});

on_both!(a_refused_picture_gives_its_place_to_the_same_one_uploaded_again, |house| {
    let product = catalogue::product(house, "Mug").await;
    let (first, second) = (upload(house, &product, 1).await, upload(house, &product, 2).await);
    catalogue::refused(house, &first).await;
    let again = upload(house, &product, 1).await;
    let now_there: Vec<_> = images(house, &product).await.into_iter().map(|image| (image.id, image.check_state, image.position)).collect();
    assert_eq!(now_there, [(again.clone(), CheckState::Pending, 0), (second.clone(), CheckState::Pending, 1)]);
    assert_eq!(primary(house, &product).await, std::slice::from_ref(&again));
    assert_eq!(code(try_upload(house, &house.owner, &product, picture(1)).await), "duplicate-image");
    let restore = product_images::restore(&house.control, &house.owner, &first, false, house.now()).await;
    assert_eq!(code(restore), "duplicate-image");
});

on_both!(pictures_are_put_in_order_all_at_once, |house| {
    let product = catalogue::product(house, "Mug").await;
    let ids = [upload(house, &product, 1).await, upload(house, &product, 2).await, upload(house, &product, 3).await];
    let order = [ids[2].clone(), ids[0].clone(), ids[1].clone()];
    let reorder =
        async |order: &[ProductImageId]| product_images::reorder(&house.control, &house.owner, &product, order, house.now()).await;
    reorder(&order).await.expect("an order");
    assert_eq!(images(house, &product).await.into_iter().map(|image| image.id).collect::<Vec<_>>(), order);
    assert_eq!(primary(house, &product).await, [ids[0].clone()], "order does not choose");
    assert_eq!(code(reorder(&ids[..2]).await), "images-changed");
    assert_eq!(code(reorder(&[ids[0].clone(), ids[0].clone(), ids[1].clone()]).await), "images-changed");
    let foreign = upload(house, &catalogue::product(house, "Cup").await, 9).await;
    assert_eq!(code(reorder(&[ids[0].clone(), ids[1].clone(), foreign]).await), "not-found");
});

on_both!(a_picture_is_described_from_the_version_that_was_seen, |house| {
    let product = catalogue::product(house, "Mug").await;
    let id = upload(house, &product, 1).await;
    let version = images(house, &product).await[0].version;
    let describe = async |seen, text: &str| product_images::set_alt_text(&house.control, &house.owner, &id, seen, text, house.now()).await;
    describe(version, " A mug on white ").await.expect("a description");
    assert_eq!(images(house, &product).await[0].alt_text.as_deref(), Some("A mug on white"));
    assert_eq!(code(describe(version, "Another").await), "stale");
    assert_eq!(code(describe(version + 1, &"x".repeat(5_001)).await), "alt_text:too-long");
    describe(version + 1, "").await.expect("none");
    assert_eq!(images(house, &product).await[0].alt_text, None);
});

on_both!(another_clients_pictures_are_not_found_and_who_only_looks_changes_none, |house| {
    let product = catalogue::product(house, "Mug").await;
    let id = upload(house, &product, 1).await;
    let (stranger, viewer) = (house.stranger().await, house.member("Vera", Role::Viewer).await);
    for (actor, wanted) in [(&stranger, "not-found"), (&viewer, "forbidden")] {
        assert_eq!(code(try_upload(house, actor, &product, picture(2)).await), wanted);
        assert_eq!(code(product_images::set_primary(&house.control, actor, &id, house.now()).await), wanted);
        assert_eq!(code(product_images::set_alt_text(&house.control, actor, &id, 1, "mine", house.now()).await), wanted);
        assert_eq!(code(product_images::reorder(&house.control, actor, &product, std::slice::from_ref(&id), house.now()).await), wanted);
        assert_eq!(code(product_images::delete(&house.control, actor, &id, house.now()).await), wanted);
    }
    let key = StorageKey::blob(&stranger.standing.expect("a client").client_id, &visualizer_domain::canonical::sha256(&picture(2)), "png");
    assert!(!house.control.storage.exists(&key.expect("a key")).await.expect("an answer"), "a stranger's upload is not even stored");
});

on_both!(a_deleted_product_takes_no_pictures, |house| {
    let product = catalogue::product(house, "Mug").await;
    products::delete(&house.control, &house.owner, &product, house.now()).await.expect("a deletion");
    let file = Upload { file_name: None, bytes: picture(1) };
    assert_eq!(code(product_images::add(&house.control, &house.owner, &product, file, house.now()).await), "not-found");
});

on_both!(a_chosen_picture_that_is_deleted_gives_way_to_the_primary_one, |house| {
    let product = catalogue::product(house, "Mug").await;
    let (first, second) = (upload(house, &product, 1).await, upload(house, &product, 2).await);
    let flow = catalogue::flow(house, None, std::slice::from_ref(&product)).await;
    let choose = generation_flows::choose_base_image(&house.control, &house.owner, &flow, 1, &product, Some(&second), house.now());
    choose.await.expect("a choice");
    let shown = async || {
        let view = generation_flows::view(&house.control, &house.owner, &flow).await.expect("the flow");
        view.products[0].image.as_ref().map(|image| image.id.clone())
    };
    assert_eq!(shown().await, Some(second.clone()));
    product_images::delete(&house.control, &house.owner, &second, house.now()).await.expect("a deletion");
    assert_eq!(shown().await, Some(first));
});
