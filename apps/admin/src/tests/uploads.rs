//! Uploads with bounds: through a small application with one row, since pages that take files stand above this.

use actix_web::http::header;
use actix_web::test::{self, TestRequest};
use actix_web::{App, HttpResponse, web};
use visualizer_domain::Permission;

use super::{admin, form_token, person, signed_in};
use crate::admin::Admin;
use crate::answer::failure::Answer;
use crate::guard::access::Access;
use crate::request::upload::Upload;
use crate::routes::route;
use crate::settings::{Limits, Settings};

async fn names_and_sizes(mut upload: Upload) -> Answer {
    let mut told = Vec::new();
    while let Some(file) = upload.next().await? {
        told.push(format!("{} {} {}", file.field, file.name, file.bytes.len()));
    }
    told.push(format!("note={}", upload.form().get("note")));
    Ok(HttpResponse::Ok().body(told.join("; ")))
}

fn part(head: &str, body: &[u8]) -> Vec<u8> {
    [format!("--x\r\nContent-Disposition: form-data; {head}\r\n\r\n").as_bytes(), body, b"\r\n"].concat()
}

async fn send(limits: Limits, parts: &[Vec<u8>]) -> (u16, String) {
    send_to(names_and_sizes, limits, parts).await
}

async fn send_to<H, F>(handler: H, limits: Limits, parts: &[Vec<u8>]) -> (u16, String)
where
    H: Fn(Upload) -> F + Clone + 'static,
    F: Future<Output = Answer> + 'static,
{
    send_as("editor", &admin(Settings { limits, ..Settings::default() }), handler, parts).await
}

async fn send_as<H, F>(person: &str, admin: &web::Data<Admin>, handler: H, parts: &[Vec<u8>]) -> (u16, String)
where
    H: Fn(Upload) -> F + Clone + 'static,
    F: Future<Output = Answer> + 'static,
{
    let row = route::upload("/pictures", Access::Client(Permission::Edit), handler);
    let app = test::init_service(App::new().app_data(admin.clone()).configure(|config| route::register(vec![row], config))).await;
    let body = [parts.concat(), b"--x--\r\n".to_vec()].concat();
    let request = signed_in(TestRequest::post().uri("/pictures"), person)
        .insert_header((header::CONTENT_TYPE, "multipart/form-data; boundary=x"))
        .insert_header((header::CONTENT_LENGTH, body.len()))
        .set_payload(body)
        .to_request();
    let response = test::call_service(&app, request).await;
    let status = response.status().as_u16();
    (status, String::from_utf8(test::read_body(response).await.to_vec()).unwrap())
}

fn token() -> Vec<u8> {
    token_of("editor")
}

fn token_of(person: &str) -> Vec<u8> {
    part("name=\"form_token\"", form_token(person).as_bytes())
}

#[actix_web::test]
async fn files_come_one_by_one_with_the_fields_around_them() {
    let parts = [
        token(),
        part("name=\"note\"", "two\r\nlines".as_bytes()),
        part("name=\"pictures\"; filename=\"C:/fakepath/mug.jpg\"", &[7; 3_000]),
        part("name=\"pictures\"; filename=\"\"", b""),
        part("name=\"pictures\"; filename=\"lamp.png\"", &[8; 10]),
    ];
    assert_eq!(send(Limits::default(), &parts).await, (200, "pictures mug.jpg 3000; pictures lamp.png 10; note=two\nlines".into()));
}

#[actix_web::test]
async fn a_file_over_the_bound_and_one_file_too_many_are_refused() {
    let limits = Limits { file_bytes: 100, files: 2, ..Limits::default() };
    let file = |bytes: usize| part("name=\"pictures\"; filename=\"a.png\"", &vec![1; bytes]);
    assert_eq!(send(limits.clone(), &[token(), file(100), file(1)]).await.0, 200);
    assert_eq!(send(limits.clone(), &[token(), file(101)]).await.0, 413);
    assert_eq!(send(limits, &[token(), file(1), file(1), file(1)]).await.0, 422);
}

async fn taken_and_refused(mut upload: Upload) -> Answer {
    let mut told = Vec::new();
    while let Some(file) = upload.next_or_refused().await? {
        told.push(match file {
            Ok(file) => file.name,
            Err(refused) => format!("{} {}", refused.name, refused.problem.code()),
        });
    }
    Ok(HttpResponse::Ok().body(told.join("; ")))
}

#[actix_web::test]
async fn a_file_that_is_refused_does_not_stand_in_the_way_of_the_others() {
    let limits = Limits { file_bytes: 100, files: 3, ..Limits::default() };
    let file = |name: &str, bytes: usize| part(&format!("name=\"pictures\"; filename=\"{name}\""), &vec![1; bytes]);
    let parts = [token(), file("a.png", 100), file("b.png", 101), file("c.png", 0), file("d.png", 1)];
    let told = (200, "a.png; b.png too-large; c.png; d.png invalid".to_owned());
    assert_eq!(send_to(taken_and_refused, limits, &parts).await, told);
}

#[actix_web::test]
async fn more_than_all_files_together_may_have_is_refused_before_anything_is_read() {
    let limits = Limits { file_bytes: 100, files: 1, ..Limits::default() };
    let large = part("name=\"pictures\"; filename=\"a.png\"", &[1; 70_000]);
    assert_eq!(send_to(taken_and_refused, limits, &[token(), large]).await.0, 413);
}

#[actix_web::test]
async fn nothing_is_read_before_the_token() {
    let file = part("name=\"pictures\"; filename=\"a.png\"", &[1; 10]);
    assert_eq!(send(Limits::default(), &[file, token()]).await.0, 403);
    assert_eq!(send(Limits { uploads: 0, ..Limits::default() }, &[token()]).await.0, 503, "no place is left");
}

#[actix_web::test]
async fn who_has_their_share_of_uploads_is_refused_another_and_others_are_let_in() {
    let admin = admin(Settings::default());
    let editor = person("editor").expect("an editor").actor.user_id;
    let mut held: Vec<_> = (0..3).map(|_| admin.uploads.take(&editor).expect("a place")).collect();
    assert_eq!(send_as("editor", &admin, names_and_sizes, &[token()]).await.0, 503, "their share");
    assert_eq!(send_as("owner", &admin, names_and_sizes, &[token_of("owner")]).await.0, 200, "there is room for others");
    held.pop();
    assert_eq!(send_as("editor", &admin, names_and_sizes, &[token()]).await.0, 200, "an upload that ended makes room");
}

#[actix_web::test]
async fn a_broken_upload_is_the_callers_problem() {
    let parts = [token(), b"--x\r\nContent-Disposition: nonsense\r\n\r\n".to_vec()];
    assert_eq!(send(Limits::default(), &parts).await.0, 400);
}
