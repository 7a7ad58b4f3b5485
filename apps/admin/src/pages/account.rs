//! One's own account: language, theme, and whether single letters are keys.

use actix_web::web;
use askama::Template;
use visualizer_domain::problem::FieldProblems;
use visualizer_domain::user::{Locale, Theme};
use visualizer_domain::{Problem, Role};

use crate::admin::Admin;
use crate::cookies::Ours;
use crate::failure::Answer;
use crate::flash::Flash;
use crate::forms::{Filled, Form};
use crate::place::Place;
use crate::shell::Shell;
use crate::visit::SignedVisit;
use crate::words::Words;

#[derive(Template)]
#[template(path = "account.html")]
struct AccountPage {
    shell: Shell,
    w: Words,
    form: Filled,
    name: String,
    email: String,
    client: Option<String>,
    role: Option<Role>,
    languages: Vec<(&'static str, String)>,
    themes: Vec<(&'static str, String)>,
}

/// The page.
///
/// # Errors
/// When the page cannot be written.
pub async fn show(visit: SignedVisit) -> Answer {
    let person = visit.person();
    let keys = if visit.letter_keys { "on" } else { "off" };
    let form = Form::holding([("language", person.locale.as_str()), ("theme", person.theme.as_str()), ("letter_keys", keys)]);
    let w = visit.words;
    let page = AccountPage {
        shell: visit.shell(Some(Place::Account)),
        w,
        form: Filled::of(form, w),
        name: person.actor.name.clone(),
        email: person.email.clone(),
        client: person.client_name.clone(),
        role: person.actor.standing.as_ref().map(|standing| standing.role),
        // Each language is named in itself, for those who do not read the other.
        languages: vec![("en", "English".to_owned()), ("ja", "日本語".to_owned())],
        themes: Theme::ALL.iter().map(|theme| (theme.as_str(), w.t(format!("theme-{theme}")).to_string())).collect(),
    };
    visit.page(&page)
}

/// Keeps the choices. Only what the page offers can be sent, so a refusal needs no form.
///
/// # Errors
/// [`Problem::Invalid`] for a choice that the page does not offer; what control refuses.
pub async fn change(visit: SignedVisit, admin: web::Data<Admin>, form: Form) -> Answer {
    let mut problems = FieldProblems::default();
    let locale = form.parsed::<Locale>("language").unwrap_or_else(|problem| {
        problems.push(problem);
        None
    });
    let theme = form.parsed::<Theme>("theme").unwrap_or_else(|problem| {
        problems.push(problem);
        None
    });
    problems.check()?;
    let person = visit.person();
    let (locale, theme) = (locale.unwrap_or(person.locale), theme.unwrap_or(person.theme));
    admin.sign_ins.prefer(visit.actor(), locale, theme, admin.clock.now()).await?;
    let mut response = visit.see_other_saying("/account", &Flash::new("account-saved"))?;
    let keys = Ours::LetterKeys.holding(if form.has("letter_keys", "on") { "on" } else { "off" }.to_owned(), visit.secure);
    // The door speaks the language that was chosen last in this browser.
    let language = Ours::Language.holding(locale.to_string(), visit.secure);
    for cookie in [keys, language] {
        response.add_cookie(&cookie).map_err(|error| Problem::internal("setting a cookie", error.to_string()))?;
    }
    Ok(response)
}
