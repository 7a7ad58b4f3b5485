//! Downloads: one picture as a file, or many as a ZIP archive.

use actix_web::http::header::{self, Charset, ContentDisposition, DispositionParam, DispositionType, ExtendedValue};
use actix_web::{HttpResponse, web};
use schemars::JsonSchema;
use serde::Deserialize;
use visualizer_control::Control;
use visualizer_control::downloads::{self, Form as FileForm};
use visualizer_control::generated_assets::Selection;
use visualizer_domain::Problem;
use visualizer_domain::ids::{AssetId, UserId};
use visualizer_domain::problem::Outcome;

use super::media;
use super::picked::Picked;
use crate::admin::Admin;
use crate::answer::failure::Answer;
use crate::answer::zip_stream;
use crate::forms::Form;
use crate::guard::fair_places::FairPlace;
use crate::guard::visit::SignedVisit;
use crate::request::address_query::Query;
use crate::request::asset_query::AssetQuery;
use crate::request::path_id::PathId;

/// Which bytes of a picture.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Bytes {
    /// As it was made: PNG, without loss.
    #[default]
    Original,
    /// As pages show it: WebP, smaller.
    Display,
}

impl From<Bytes> for FileForm {
    fn from(bytes: Bytes) -> Self {
        match bytes {
            Bytes::Original => Self::Original,
            Bytes::Display => Self::Display,
        }
    }
}

/// Which bytes an address asks for.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default)]
pub struct FileQuery {
    /// `original` or `display`. Without it the original.
    pub form: Bytes,
}

/// One picture as a file.
///
/// # Errors
/// 404 for a picture that is not here; a conflict for one that is deleted or not finished.
pub async fn one(visit: SignedVisit, control: web::Data<Control>, PathId(id): PathId<AssetId>, Query(query): Query<FileQuery>) -> Answer {
    let selection = Selection::These(vec![(id, None)]);
    let entries = downloads::entries(&control, visit.actor(), &selection, query.form.into()).await?;
    let entry = entries.first().ok_or_else(|| Problem::conflict("not-finished"))?;
    let found = downloads::open(&control, visit.actor(), entry).await?;
    let mut response = HttpResponse::Ok();
    response.insert_header(attachment(&entry.file_name));
    Ok(media::whole(&mut response, found))
}

/// The pictures that a filter shows, as an archive.
///
/// # Errors
/// As [`archive`].
pub async fn matching(
    visit: SignedVisit,
    control: web::Data<Control>,
    admin: web::Data<Admin>,
    Query(query): Query<AssetQuery>,
    Query(file): Query<FileQuery>,
) -> Answer {
    archive(&visit, &control, &admin, &Selection::Matching(query.filter()), file.form).await
}

/// The picked pictures, as an archive.
///
/// # Errors
/// As [`archive`].
pub async fn picked(visit: SignedVisit, control: web::Data<Control>, admin: web::Data<Admin>, form: Form) -> Answer {
    let bytes = if form.get("form") == "display" { Bytes::Display } else { Bytes::Original };
    archive(&visit, &control, &admin, &Picked::of(&form)?.selection, bytes).await
}

/// Answers with an archive.
///
/// # Errors
/// [`Problem::Invalid`] when nothing is picked, 404 for an unknown id, a conflict when nothing of it is finished;
/// [`Problem::Unavailable`] while too many archives are sent, to everybody or to this person.
pub async fn archive(visit: &SignedVisit, control: &web::Data<Control>, admin: &Admin, selection: &Selection, bytes: Bytes) -> Answer {
    let entries = downloads::entries(control, visit.actor(), selection, bytes.into()).await?;
    let place = place(admin, &visit.actor().user_id)?;
    let now = visit.now();
    let name = format!("visualizer-{}-{:02}-{:02}.zip", now.year(), u8::from(now.month()), now.day());
    let stream = zip_stream::of(control.get_ref().clone(), visit.actor().clone(), entries, now, place);
    Ok(HttpResponse::Ok()
        .insert_header((header::CONTENT_TYPE, "application/zip"))
        // What is compressed already is not worth compressing again, and would be held back until a block is full.
        .insert_header((header::CONTENT_ENCODING, "identity"))
        .insert_header(attachment(&name))
        .streaming(stream))
}

/// A place for one more archive of a person.
fn place(admin: &Admin, person: &UserId) -> Outcome<FairPlace> {
    admin.downloads.take(person).ok_or(Problem::Unavailable { part: "downloads", source: None })
}

/// The name of a file: in full for browsers of today, in ASCII for others.
fn attachment(name: &str) -> ContentDisposition {
    let plain: String = name.chars().map(|c| if c.is_ascii_graphic() && !matches!(c, '"' | '\\') { c } else { '_' }).collect();
    let full = ExtendedValue { charset: Charset::Ext("UTF-8".to_owned()), language_tag: None, value: name.as_bytes().to_vec() };
    ContentDisposition {
        disposition: DispositionType::Attachment,
        parameters: vec![DispositionParam::Filename(plain), DispositionParam::FilenameExt(full)],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::Settings;
    use crate::tests;

    #[test]
    fn who_gets_their_share_of_archives_is_refused_another_and_others_are_let_in() {
        let admin = tests::admin(Settings::default());
        let [ann, ben] = ["ann", "ben"].map(|id| UserId::parse(id).expect("an id"));
        let mut hers: Vec<_> = (0..3).map(|_| place(&admin, &ann).expect("a place")).collect();
        assert!(matches!(place(&admin, &ann), Err(Problem::Unavailable { part: "downloads", .. })), "her share");
        assert!(place(&admin, &ben).is_ok(), "there is room for others");
        hers.pop();
        assert!(place(&admin, &ann).is_ok(), "an archive that was sent makes room");
    }

    #[test]
    fn a_name_of_any_script_survives_its_header() {
        let header = attachment("湯呑み-キッチン-01.png").to_string();
        assert!(header.contains("filename*=UTF-8''%E6%B9%AF"), "{header}");
        assert!(header.contains("filename=\"___-____-01.png\""), "{header}");
    }
}
