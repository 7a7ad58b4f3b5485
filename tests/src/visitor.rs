//! Somebody at the pages and at the API: the real application over a house, without a network, with a login that control itself opened.

use std::future::poll_fn;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::ServiceResponse;
use actix_web::http::header::{self, HeaderMap};
use actix_web::test::{self, TestRequest};
use actix_web::web;
use tokio::task::LocalSet;
use tokio_util::sync::CancellationToken;
use visualizer_admin::app::app;
use visualizer_admin::guard::csrf::FormSecret;
use visualizer_admin::{Admin, Settings};
use visualizer_control::sign_ins::{self, Origin};
use visualizer_control::users::{self, UserDraft};
use visualizer_domain::Actor;
use visualizer_domain::user::Email;

use crate::House;

/// What separates the parts of an upload.
const BOUNDARY: &str = "part-of-a-test";
/// The address of whoever runs the platform.
const PLATFORM_EMAIL: &str = "platform@example.test";
/// Longest wait for an event that is to come.
const PATIENCE: Duration = Duration::from_secs(10);
/// Everybody's password.
pub const PASSWORD: &str = "a long enough password";

/// A signed-in person with a browser that keeps nothing but the login.
#[derive(Debug, Clone)]
pub struct Visitor<'a> {
    house: &'a House,
    token: String,
}

impl<'a> Visitor<'a> {
    /// The house's owner, who is its client's one member until a test adds others.
    pub async fn owner(house: &'a House) -> Self {
        Self::of(house, &house.owner).await
    }

    /// Somebody whom the house knows. They get [`PASSWORD`], which ends every other login of theirs.
    ///
    /// # Panics
    /// When the house does not know them.
    pub async fn of(house: &'a House, actor: &Actor) -> Self {
        let user = users::find(&house.control, actor, &actor.user_id).await.expect("an account");
        let email = Email::parse(&user.email).expect("an e-mail address");
        users::reset_password_by_operator(&house.control, &email, PASSWORD, house.now()).await.expect("a password");
        Self::signed_in(house, &user.email).await
    }

    /// Somebody who runs the platform and is nobody's member.
    ///
    /// # Panics
    /// When the house has one already.
    pub async fn platform_admin(house: &'a House) -> Self {
        let draft = UserDraft { email: PLATFORM_EMAIL.into(), name: "Platform".into(), password: PASSWORD.into(), is_platform_admin: true };
        users::create_by_operator(&house.control, &draft, house.now()).await.expect("an account");
        Self::signed_in(house, PLATFORM_EMAIL).await
    }

    /// Another login of whoever has this address and [`PASSWORD`].
    ///
    /// # Panics
    /// When they cannot sign in.
    pub async fn signed_in(house: &'a House, email: &str) -> Self {
        let opened = sign_ins::sign_in(&house.control, email, PASSWORD, Origin::default(), house.now()).await.expect("a login");
        Self { house, token: opened.token }
    }

    /// Opens a page.
    pub async fn get(&self, address: &str) -> Told {
        self.browse(TestRequest::get().uri(address)).await
    }

    /// Sends a form without files.
    pub async fn post(&self, address: &str, fields: &[(&str, &str)]) -> Told {
        let secret = FormSecret::of(&self.token).token();
        let fields: Vec<(&str, &str)> = [("form_token", secret.as_str())].into_iter().chain(fields.iter().copied()).collect();
        self.browse(TestRequest::post().uri(address).set_form(fields)).await
    }

    /// Sends a form with files, which go into the field `images`: name and bytes of each.
    pub async fn upload(&self, address: &str, fields: &[(&str, &str)], files: &[(&str, &[u8])]) -> Told {
        let secret = FormSecret::of(&self.token).token();
        let mut body = field("form_token", &secret);
        fields.iter().for_each(|(name, value)| body.extend(field(name, value)));
        body.extend(files_of(files));
        self.browse(multipart(TestRequest::post().uri(address), body)).await
    }

    /// Sends files as a program does.
    pub async fn upload_api(&self, address: &str, files: &[(&str, &[u8])]) -> Told {
        self.api(multipart(TestRequest::post().uri(address), files_of(files))).await
    }

    /// Asks as a program does.
    pub async fn api(&self, request: TestRequest) -> Told {
        self.ask(request.insert_header((header::ACCEPT, "application/json"))).await
    }

    /// Follows a stream of events.
    pub async fn listen(&self, address: &str) -> Listener {
        Listener { body: self.response(TestRequest::get().uri(address), "").await.into_body(), heard: String::new() }
    }

    /// Goes where an answer leads, with the cookies that it set.
    pub async fn follow(&self, told: &Told) -> Told {
        let set = told.headers.get_all(header::SET_COOKIE).filter_map(|cookie| cookie.to_str().ok()?.split(';').next());
        let cookies: Vec<&str> = set.collect();
        let request = TestRequest::get().uri(told.location()).insert_header((header::ACCEPT, "text/html"));
        self.ask_holding(request, &cookies.join("; ")).await
    }

    async fn browse(&self, request: TestRequest) -> Told {
        self.ask(request.insert_header((header::ACCEPT, "text/html"))).await
    }

    async fn ask(&self, request: TestRequest) -> Told {
        self.ask_holding(request, "").await
    }

    /// The application lets changes run on beside the request, on the thread of a server; a test has such a thread only here.
    async fn ask_holding(&self, request: TestRequest, cookies: &str) -> Told {
        let answered = async {
            let response = self.response(request, cookies).await;
            let (status, headers) = (response.status().as_u16(), response.headers().clone());
            let body = String::from_utf8_lossy(&test::read_body(response).await).into_owned();
            Told { status, headers, body }
        };
        LocalSet::new().run_until(answered).await
    }

    async fn response(&self, request: TestRequest, cookies: &str) -> ServiceResponse<BoxBody> {
        let control = self.house.control.clone();
        let admin = Admin::new(self.house.clock.clone(), Settings::default(), Arc::new(control.clone()), CancellationToken::new());
        let service = test::init_service(app(web::Data::new(admin)).app_data(web::Data::new(control))).await;
        let request = request.insert_header((header::COOKIE, format!("visualizer-sign-in={}; {cookies}", self.token)));
        test::call_service(&service, request.to_request()).await.map_into_boxed_body()
    }
}

/// A stream of events that is open.
pub struct Listener {
    body: BoxBody,
    heard: String,
}

impl Listener {
    /// Listens until this was said.
    ///
    /// # Panics
    /// When the stream ends before, or says nothing for too long.
    pub async fn hear(&mut self, text: &str) {
        while !self.heard.contains(text) {
            assert!(self.more().await, "it ended: {}", self.heard);
        }
    }

    /// Listens to the end, and gives everything that was said.
    ///
    /// # Panics
    /// When the stream does not end.
    pub async fn to_the_end(mut self) -> String {
        while self.more().await {}
        self.heard
    }

    async fn more(&mut self) -> bool {
        let piece = poll_fn(|context| Pin::new(&mut self.body).poll_next(context));
        let piece = tokio::time::timeout(PATIENCE, piece).await.unwrap_or_else(|_| panic!("nothing more was said: {}", self.heard));
        let Some(piece) = piece else { return false };
        self.heard += &String::from_utf8_lossy(&piece.expect("a piece"));
        true
    }
}

/// What came back.
#[derive(Debug)]
pub struct Told {
    /// The status.
    pub status: u16,
    /// The headers.
    pub headers: HeaderMap,
    /// The text.
    pub body: String,
}

impl Told {
    /// A header; empty when it is missing.
    #[must_use]
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    /// Where it leads.
    #[must_use]
    pub fn location(&self) -> &str {
        self.header("location")
    }

    /// The body as JSON.
    ///
    /// # Panics
    /// When it is none.
    #[must_use]
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.body).unwrap_or_else(|error| panic!("{error}: {}", self.body))
    }

    /// What the first hidden field of this name holds.
    ///
    /// # Panics
    /// When the page has no such field.
    #[must_use]
    pub fn hidden(&self, name: &str) -> String {
        let before = format!("name=\"{name}\" value=\"");
        let (_, rest) = self.body.split_once(&before).unwrap_or_else(|| panic!("no field {name}: {}", self.body));
        rest.split('"').next().unwrap_or_default().to_owned()
    }

    /// True when the page has this text, markup included.
    #[must_use]
    pub fn says(&self, text: &str) -> bool {
        self.body.contains(text)
    }

    /// Checks that the page has all of these texts.
    ///
    /// # Panics
    /// When it lacks one, with those that it lacks and with the page.
    #[track_caller]
    pub fn must_say(&self, texts: &[&str]) {
        let missing: Vec<_> = texts.iter().filter(|text| !self.says(text)).collect();
        assert!(missing.is_empty(), "{missing:?} is not in ({}): {}", self.status, self.body);
    }
}

fn field(name: &str, value: &str) -> Vec<u8> {
    format!("--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n").into_bytes()
}

fn files_of(files: &[(&str, &[u8])]) -> Vec<u8> {
    let head = |name: &str| format!("--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"images\"; filename=\"{name}\"\r\n\r\n");
    files.iter().flat_map(|(name, bytes)| [head(name).as_bytes(), *bytes, b"\r\n"].concat()).collect()
}

fn multipart(request: TestRequest, mut body: Vec<u8>) -> TestRequest {
    body.extend(format!("--{BOUNDARY}--\r\n").into_bytes());
    request.insert_header((header::CONTENT_TYPE, format!("multipart/form-data; boundary={BOUNDARY}"))).set_payload(body)
}
