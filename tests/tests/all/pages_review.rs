//! The pages on which people judge, over a real house: the gallery, decisions and their undoing, media and archives.

use visualizer_control::generation_flows;
use visualizer_domain::Role;
use visualizer_tests::visitor::{Told, Visitor};
use visualizer_tests::{House, catalogue, factory, pictures};

/// `n` pictures; every third is undecided.
async fn shop(house: &House, n: i64) {
    let (product, _) = factory::product(&house.control.db, &house.client, &house.owner.user_id, "Mug", house.now()).await;
    let flow = factory::flow(&house.control.db, &house.client, &house.owner.user_id, &[&product], house.now()).await;
    pictures::many(house, "p", &flow, &product, n).await;
}

fn frames(told: &Told) -> usize {
    told.body.matches("<article class=\"frame").count()
}

fn link(told: &Told, rel: &str) -> String {
    let rest = told.body.split(&format!("rel=\"{rel}\" href=\"")).nth(1).unwrap_or_default();
    rest.split('"').next().unwrap_or_default().replace("&#38;", "&").replace("&amp;", "&")
}

#[actix_web::test]
async fn the_gallery_pages_both_ways_and_names_the_filter_to_drop() {
    let (house, database) = House::on_sqlite().await;
    let owner = Visitor::owner(&house).await;
    owner.get("/generated-assets").await.must_say(&["No pictures yet"]);
    owner.get("/generated-assets?deleted=true").await.must_say(&["Nothing is deleted"]);
    shop(&house, 100).await;
    let first = owner.get("/generated-assets").await;
    assert_eq!((first.status, frames(&first)), (200, 60), "{}", first.body);
    let second = owner.get(&link(&first, "next")).await;
    assert_eq!(frames(&second), 38, "two of a hundred are deleted");
    assert_eq!(frames(&owner.get(&link(&second, "prev")).await), 60);
    let none = owner.get("/generated-assets?approval=approved&from=2030-01-01").await;
    none.must_say(&["Nothing matches all of these filters", "32 match"]);
    assert!(!none.says("<b class=\"strong\">Review"), "without the decision there is still nothing: {}", none.body);
    database.remove().await;
}

#[actix_web::test]
async fn who_comes_back_from_a_picture_finds_its_place_on_the_page_that_has_it() {
    let (house, database) = House::on_sqlite().await;
    let owner = Visitor::owner(&house).await;
    shop(&house, 100).await;
    let first = owner.get("/generated-assets").await;
    let second = owner.get(&link(&first, "next")).await;
    let after = link(&first, "next").split_once("after=").expect("a cursor").1.to_owned();
    let shown = |told: &Told| told.body.split("id=\"frame-").nth(1).and_then(|rest| rest.split('"').next()).unwrap_or_default().to_owned();
    let on_second = shown(&second);

    let picture = owner.get(&format!("/generated-assets/{on_second}?after={after}")).await;
    picture.must_say(&[&format!("after={after}&#38;at={on_second}#frame-{on_second}")]);
    let back = owner.get(&format!("/generated-assets?after={after}&at={on_second}")).await;
    assert_eq!((shown(&back), frames(&back)), (on_second.clone(), 38), "the same page");
    back.must_say(&[&format!("data-current=\"frame-{on_second}\"")]);

    let gone_on = owner.get(&format!("/generated-assets?at={on_second}")).await;
    assert_eq!(shown(&gone_on), on_second, "review went on beyond the first page: its page begins there");
    assert!(link(&gone_on, "prev").contains("before="), "{}", gone_on.body);

    // It was approved, so that this list does not show it any more: the next one has its place.
    let decided = owner.get("/generated-assets?approval=pending&at=p000097").await;
    decided.must_say(&["data-current=\"frame-p000096\""]);
    assert_eq!(owner.get("/generated-assets?at=nobody").await.status, 200);
    database.remove().await;
}

#[actix_web::test]
async fn all_are_picked_in_one_step_and_the_bar_says_how_many_they_are() {
    let (house, database) = House::on_sqlite().await;
    let owner = Visitor::owner(&house).await;
    shop(&house, 100).await;
    let all = owner.get("/generated-assets?pick=all").await;
    all.must_say(&["All 98 matching pictures are selected", "data-whole=\"98 selected\"", "name=\"all\" value=\"60\""]);
    let few = "/generated-assets?approval=approved&pinned=true";
    owner.get(few).await.must_say(&["Select all", "id=\"select-all\"", "data-here"]);
    let picked = owner.get(&format!("{few}&pick=all")).await;
    assert_eq!(picked.body.matches(" checked>").count(), frames(&picked), "{}", picked.body);
    assert!(!picked.says("name=\"all\""), "what is on the page is meant, and asked about once: {}", picked.body);
    database.remove().await;
}

#[actix_web::test]
async fn days_the_wrong_way_round_are_said_and_nothing_is_counted() {
    let (house, database) = House::on_sqlite().await;
    let owner = Visitor::owner(&house).await;
    shop(&house, 3).await;
    let told = owner.get("/generated-assets?from=2027-01-01&until=2026-01-01").await;
    assert_eq!(told.status, 422);
    told.must_say(&["The first day is later than the last"]);
    assert!(!told.says("class=\"facets") && !told.says("0 of"), "{}", told.body);
    database.remove().await;
}

#[actix_web::test]
async fn the_message_after_one_decision_names_the_picture_and_leads_to_it() {
    let (house, database) = House::on_sqlite().await;
    let owner = Visitor::owner(&house).await;
    shop(&house, 12).await;
    let fields = [("do", "approve"), ("asset", "p000003:1"), ("next", "/generated-assets/p000000?approval=pending")];
    let told = owner.post("/generated-assets/decide", &fields).await;
    let next = owner.follow(&told).await;
    next.must_say(&["href=\"/generated-assets/p000003?approval=pending\">Approved Mug 4.</a>"]);
    database.remove().await;
}

#[actix_web::test]
async fn an_address_that_cannot_be_read_is_answered_with_the_part_that_is_wrong() {
    let (house, database) = House::on_sqlite().await;
    let owner = Visitor::owner(&house).await;
    for (query, part) in [("approval=banana", "approval"), ("pinned=true&from=9999-99-99", "from"), ("after=garbage", "after")] {
        let told = owner.get(&format!("/generated-assets?{query}")).await;
        assert_eq!(told.status, 400, "{query}");
        told.must_say(&["This address cannot be read", &format!("not understood: {part}.")]);
        assert!(!told.says("deserialize") && !told.says("cursor"), "{}", told.body);
    }
    database.remove().await;
}

#[actix_web::test]
async fn the_gallery_offers_products_that_have_pictures_however_many_newer_ones_have_none() {
    let (house, database) = House::on_sqlite().await;
    let owner = Visitor::owner(&house).await;
    shop(&house, 3).await;
    house.clock.advance(time::Duration::minutes(1));
    let newer = catalogue::products(&house, "Lamp", 9).await;
    owner.get("/generated-assets").await.must_say(&["/generated-assets?product="]);
    let chosen = owner.get(&format!("/generated-assets?product={}", newer[0])).await;
    chosen.must_say(&["/generated-assets?product=", "Lamp 1"]);
    database.remove().await;
}

#[actix_web::test]
async fn what_was_deleted_has_the_neighbours_of_the_gallery_however_late_it_was_deleted() {
    let (house, database) = House::on_sqlite().await;
    let owner = Visitor::owner(&house).await;
    shop(&house, 3).await;
    for n in [1, 0, 2] {
        house.clock.advance(time::Duration::minutes(1));
        let fields = [("do", "delete"), ("asset", &*format!("p00000{n}:1"))];
        assert_eq!(owner.post("/generated-assets/decide", &fields).await.status, 303);
    }
    for path in ["", "/compare"] {
        let middle = owner.get(&format!("/generated-assets/p000001{path}?deleted=true")).await;
        assert!(link(&middle, "prev").contains("p000002") && link(&middle, "next").contains("p000000"), "{}", middle.body);
    }
    database.remove().await;
}

#[actix_web::test]
async fn a_picture_whose_flow_was_deleted_says_so_and_leads_to_no_page_that_is_not_there() {
    let (house, database) = House::on_sqlite().await;
    let owner = Visitor::owner(&house).await;
    let (product, _) = factory::product(&house.control.db, &house.client, &house.owner.user_id, "Mug", house.now()).await;
    let flow = factory::flow(&house.control.db, &house.client, &house.owner.user_id, &[&product], house.now()).await;
    pictures::many(&house, "p", &flow, &product, 1).await;
    let leads = format!("href=\"/generation-flows/{flow}\"");
    let pages = ["/generated-assets/p000000", "/generated-assets/p000000/compare"];
    for page in pages {
        owner.get(page).await.must_say(&[&leads]);
    }
    generation_flows::delete(&house.control, &house.owner, &flow, house.now()).await.expect("a deletion");
    owner.get(pages[0]).await.must_say(&["deleted since"]);
    for page in pages {
        assert!(!owner.get(page).await.says(&leads), "{page}");
    }
    database.remove().await;
}

#[actix_web::test]
async fn a_decision_is_told_with_the_way_back_and_really_taken_back() {
    let (house, database) = House::on_sqlite().await;
    let owner = Visitor::owner(&house).await;
    shop(&house, 12).await;
    let fields = [("do", "approve"), ("asset", "p000000:1"), ("back", "/generated-assets?approval=pending")];
    let told = owner.post("/generated-assets/decide", &fields).await;
    assert_eq!((told.status, told.location()), (303, "/generated-assets?approval=pending"));
    owner.get("/generated-assets/p000000").await.must_say(&["Approved by Owner"]);
    let at = (house.now().unix_timestamp_nanos() / 1_000).to_string();
    let back = owner.post("/generated-assets/undo", &[("at", &at)]).await;
    assert_eq!(back.status, 303);
    let told = owner.follow(&back).await;
    assert!(told.says("Taken back") && !told.says("data-key=\"z\""), "a taking back is not taken back again\n{}", told.body);
    owner.get("/generated-assets/p000000").await.must_say(&["Nobody has decided"]);
    assert_eq!(owner.post("/generated-assets/decide", &fields).await.status, 409, "it changed since");
    database.remove().await;
}

#[actix_web::test]
async fn rejecting_asks_why_and_all_that_match_are_asked_for_once_more() {
    let (house, database) = House::on_sqlite().await;
    let owner = Visitor::owner(&house).await;
    shop(&house, 12).await;
    let asked = owner.post("/generated-assets/decide", &[("do", "reject"), ("asset", "p000000:1")]).await;
    assert_eq!(asked.status, 200, "{}", asked.body);
    asked.must_say(&["name=\"reason\""]);
    let all = [("do", "pin"), ("all", "1"), ("asset", "p000000:1"), ("filter", "approval=pending")];
    let asked = owner.post("/generated-assets/decide", &all).await;
    assert_eq!(asked.status, 200, "{}", asked.body);
    asked.must_say(&["Pin 4 pictures"]);
    let confirmed: Vec<_> = all.into_iter().chain([("confirmed", "true")]).collect();
    assert_eq!(owner.post("/generated-assets/decide", &confirmed).await.status, 303);
    assert_eq!(frames(&owner.get("/generated-assets?approval=pending&pinned=true").await), 4);
    database.remove().await;
}

#[actix_web::test]
async fn all_that_match_are_those_that_were_finished_when_it_was_asked() {
    let (house, database) = House::on_sqlite().await;
    let owner = Visitor::owner(&house).await;
    shop(&house, 12).await;
    // Twelve pictures, one finished each second; the undecided ones are the first and every third after it.
    house.clock.advance(time::Duration::seconds(4));
    let all = [("do", "pin"), ("all", "1"), ("asset", "p000000:1"), ("filter", "approval=pending")];
    let seen = owner.post("/generated-assets/decide", &all).await.hidden("seen");
    house.clock.advance(time::Duration::seconds(20));
    let confirmed: Vec<_> = all.into_iter().chain([("confirmed", "true"), ("seen", seen.as_str())]).collect();
    assert_eq!(owner.post("/generated-assets/decide", &confirmed).await.status, 303);
    let pinned = owner.get("/generated-assets?approval=pending&pinned=true").await;
    // The first was pinned from the start; of the others one had been finished.
    assert_eq!(frames(&pinned), 2, "{}", pinned.body);
    database.remove().await;
}

#[actix_web::test]
async fn what_may_not_be_approved_is_said_in_words_and_other_clients_see_nothing() {
    let (house, database) = House::on_sqlite().await;
    let owner = Visitor::owner(&house).await;
    shop(&house, 12).await;
    house.member("Second", Role::Reviewer).await;
    let own = owner.post("/generated-assets/decide", &[("do", "approve"), ("asset", "p000000:1")]).await;
    assert_eq!(own.status, 409, "{}", own.body);
    own.must_say(&["somebody else approves it"]);
    own.must_say(&["This cannot be done now"]);
    // It is said before somebody tries, on the picture and on its frame.
    for page in ["/generated-assets/p000000", "/generated-assets/p000000/compare"] {
        owner.get(page).await.must_say(&["You had this made", "disabled aria-describedby=\"own-why\""]);
    }
    assert_eq!(owner.get("/generated-assets?approval=pending").await.body.matches("somebody else approves it").count(), 4 * 2);
    let two = [("do", "approve"), ("asset", "p000000:1"), ("asset", "p000003:1")];
    let left = owner.post("/generated-assets/decide", &two).await;
    assert_eq!(left.status, 200, "{}", left.body);
    left.must_say(&["2 pictures were left as they are"]);
    let stranger = Visitor::of(&house, &house.stranger().await).await;
    for address in ["/generated-assets/p000000", "/generated-assets/p000000/compare", &format!("/media/{}", "0".repeat(64))] {
        assert_eq!(stranger.get(address).await.status, 404, "{address}");
    }
    database.remove().await;
}

#[actix_web::test]
async fn home_begins_with_one_step_and_the_queue_says_that_nobody_works() {
    let (house, database) = House::on_sqlite().await;
    let owner = Visitor::owner(&house).await;
    owner.get("/").await.must_say(&["Start with one photo"]);
    owner.get("/queue").await.must_say(&["No worker is running"]);
    shop(&house, 12).await;
    let home = owner.get("/").await;
    home.must_say(&["4 pictures to review", "data-events=\"/live/dashboard\""]);
    database.remove().await;
}
