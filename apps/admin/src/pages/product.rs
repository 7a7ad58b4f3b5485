//! One product: its uploaded pictures and how far their check is, what was made of it, where it is used, what people say about it.

use actix_web::http::{StatusCode, header};
use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;
use serde::Deserialize;
use visualizer_control::Control;
use visualizer_control::products::{self, ProductView};
use visualizer_domain::Permission;
use visualizer_domain::ids::{ProductId, ProductImageId};
use visualizer_domain::picture_limits::{BYTES_MAX, IMAGES_PER_PRODUCT_MAX};
use visualizer_domain::product_image::CheckState;
use visualizer_domain::registry::List;

use crate::admin::Admin;
use crate::answer::failure::{Answer, Failure};
use crate::answer::live::{self, Look};
use crate::guard::access::Access;
use crate::guard::visit::SignedVisit;
use crate::parts::asset_frame::{FrameSize, FrameStyle};
use crate::parts::frame::Frame;
use crate::parts::place::Place;
use crate::parts::product_image_card::{Check, ProductImageCard};
use crate::parts::shell::Shell;
use crate::request::address_query::Query;
use crate::request::asset_query::AssetQuery;
use crate::request::path_id::PathId;
use crate::words::Words;
use crate::words::setting_words;
use crate::words::upload_words::UploadNotice;

/// Who may look.
pub const ACCESS: Access = Access::Client(Permission::View);

#[derive(Template)]
#[template(path = "product.html")]
struct ProductPage {
    shell: Shell,
    w: Words,
    view: ProductView,
    main: MainPicture,
    cards: Vec<ProductImageCard>,
    newest: Vec<Frame>,
    gallery: String,
    scenes: String,
    settings: Vec<(String, String)>,
    may: May,
    upload: Option<UploadNotice>,
    deleted_image: Option<DeletedImage>,
    bytes_max: u64,
    has_room: bool,
}

/// What the reader may do here.
#[derive(Debug, Clone, Copy)]
struct May {
    edit: bool,
    restore: bool,
    flow: bool,
}

/// The picture that stands for the product, large.
#[derive(Template)]
#[template(path = "product_main_picture.html")]
struct MainPicture {
    w: Words,
    alt: String,
    check: Option<Check>,
}

/// A picture that was just deleted, for the way back.
#[derive(Debug, Deserialize)]
pub struct DeletedImage {
    /// The picture.
    deleted_image: ProductImageId,
    /// It stood for the product.
    #[serde(default)]
    was_primary: bool,
}

/// What the address of the page may carry.
#[derive(Debug, Default, Deserialize)]
pub struct ProductPageQuery {
    #[serde(default)]
    deleted_image: Option<String>,
    #[serde(default)]
    was_primary: bool,
}

/// The page.
///
/// # Errors
/// 404 when there is no such product.
pub async fn show(
    visit: SignedVisit,
    control: web::Data<Control>,
    PathId(id): PathId<ProductId>,
    Query(query): Query<ProductPageQuery>,
) -> Answer {
    let deleted = query.deleted_image.and_then(|image| ProductImageId::parse(&image).ok());
    let deleted = deleted.map(|deleted_image| DeletedImage { deleted_image, was_primary: query.was_primary });
    page(&visit, &control, &id, None, deleted, StatusCode::OK).await
}

/// The page after an upload of which not everything was taken. It names itself, because the address asked for is the form's.
///
/// # Errors
/// As [`show`].
pub async fn after_upload(visit: &SignedVisit, control: &Control, id: &ProductId, notice: UploadNotice) -> Answer {
    let mut response = page(visit, control, id, Some(notice), None, StatusCode::UNPROCESSABLE_ENTITY).await?;
    if let Ok(address) = header::HeaderValue::from_str(&format!("/products/{id}")) {
        response.headers_mut().insert(header::CONTENT_LOCATION, address);
    }
    Ok(response)
}

/// The pictures of the product while they are checked.
///
/// # Errors
/// [`visualizer_domain::Problem::Unavailable`] when too many streams are open.
pub async fn events(request: HttpRequest, admin: web::Data<Admin>, control: web::Data<Control>, PathId(id): PathId<ProductId>) -> Answer {
    let shared = control.clone();
    live::answer(&request, &admin, &control, ACCESS, move |reader| {
        let (control, id) = (shared.clone(), id.clone());
        async move {
            let view = products::view(&control, &reader.person.actor, &id).await?;
            let may_edit = reader.person.actor.may(Permission::Edit) && view.product.deleted_at.is_none();
            let mut look = Look::new().piece("product-main", &MainPicture::of(&view, reader.words))?;
            for card in ProductImageCard::all(&view.images, &view.product.name, may_edit, reader.words) {
                look = look.piece(format!("image-{}", card.id), &card)?;
            }
            let pending = is_pending(&view);
            Ok(look.busy(pending).over(!pending))
        }
    })
}

async fn page(
    visit: &SignedVisit,
    control: &Control,
    id: &ProductId,
    upload: Option<UploadNotice>,
    deleted_image: Option<DeletedImage>,
    status: StatusCode,
) -> Result<HttpResponse, Failure> {
    let (w, actor) = (visit.words, visit.actor());
    let view = products::view(control, actor, id).await?;
    let is_live = view.product.deleted_at.is_none();
    let may_edit = actor.may(Permission::Edit);
    let may = May { edit: is_live && may_edit, restore: may_edit && !is_live, flow: is_live && may_edit && !view.images.is_empty() };
    let shell = visit.shell(Some(Place::Products));
    let within = AssetQuery { product: Some(id.clone()), ..AssetQuery::default() };
    let style = FrameStyle { w, within: &within, size: FrameSize::Large, pickable: false, picked: false };
    let scene = |key: &String| control.registry.find(List::Scene, key).map_or(key.as_str(), |scene| scene.label(w.locale())).to_owned();
    let page = ProductPage {
        shell: if is_pending(&view) { shell.listening(format!("/products/{id}/events")) } else { shell },
        w,
        main: MainPicture::of(&view, w),
        cards: ProductImageCard::all(&view.images, &view.product.name, may.edit, w),
        newest: view.newest.iter().map(|picture| style.frame(picture)).collect(),
        gallery: within.href("/generated-assets"),
        scenes: view.product.scene_types.iter().map(scene).collect::<Vec<_>>().join(&w.t("list-separator").to_string()),
        settings: setting_words::chosen(&view.product.default_settings, control.registry, w),
        may,
        upload,
        deleted_image: deleted_image.filter(|_| may.edit),
        bytes_max: BYTES_MAX,
        has_room: view.images.len() < IMAGES_PER_PRODUCT_MAX,
        view,
    };
    visit.page_as(status, &page)
}

fn is_pending(view: &ProductView) -> bool {
    view.images.iter().any(|image| image.check_state == CheckState::Pending)
}

impl MainPicture {
    fn of(view: &ProductView, w: Words) -> Self {
        let primary = view.images.iter().find(|image| image.is_primary);
        Self {
            w,
            alt: primary.and_then(|image| image.alt_text.clone()).unwrap_or_else(|| view.product.name.clone()),
            check: primary.map(|image| crate::parts::product_image_card::check(image, w)),
        }
    }
}
