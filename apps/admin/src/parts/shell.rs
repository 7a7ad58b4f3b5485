//! What every page has around it: language, theme, navigation, the person, the message of the page before. The template is
//! `layout.html`; page structs hold a [`Shell`] as `shell` and [`Words`] as `w`.

use visualizer_domain::ids::AssetId;
use visualizer_domain::user::Theme;

use crate::answer::assets;
use crate::guard::sign_ins::Person;
use crate::guard::visit::Visit;
use crate::parts::place::{DOCK, Place, RAIL};
use crate::words::Words;

/// The frame of a page.
#[derive(Debug, Clone)]
pub struct Shell {
    /// The reader's words, for the layout.
    pub words: Words,
    /// Where assets are: `/assets/<hash>`.
    pub assets: &'static str,
    /// `light`, `dark`, or nothing when the system decides.
    pub theme: Option<&'static str>,
    /// Token of the forms on this page.
    pub form_token: String,
    /// Names the request in the log.
    pub request_id: String,
    /// The place that this page belongs to.
    pub at: Option<Place>,
    /// What just happened.
    pub flash: Option<String>,
    /// The picture that it happened to, where there is one to name.
    pub flash_link: Option<String>,
    /// How to take it back, where that is possible.
    pub undo: Option<Undo>,
    /// The client that the page shows, by id.
    pub client: Option<String>,
    /// Where the page listens for events, if it does.
    pub events: Option<String>,
    /// Single letters are keys.
    pub letter_keys: bool,
    /// The navigation; nobody who is not signed in has one.
    pub rail: Option<Rail>,
}

/// The way back from what just happened to pictures.
#[derive(Debug, Clone)]
pub struct Undo {
    /// The command, by its instant.
    pub at: String,
    /// The page that it leads back to.
    pub back: String,
}

/// The navigation of a signed-in person.
#[derive(Debug, Clone)]
pub struct Rail {
    /// The person's name.
    pub person: String,
    /// The current client's name.
    pub client: Option<String>,
    /// Clients to change to; empty when there is no choice.
    pub clients: Vec<ClientChoice>,
    /// Groups of places.
    pub groups: Vec<RailGroup>,
    /// The first items of the dock.
    pub dock: Vec<Place>,
}

/// A group of the rail, as far as the person sees it.
#[derive(Debug, Clone)]
pub struct RailGroup {
    /// Key of its title.
    pub title: Option<&'static str>,
    /// Its places.
    pub places: Vec<Place>,
}

/// A client that a person may change to.
#[derive(Debug, Clone)]
pub struct ClientChoice {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// The one that the person is in.
    pub current: bool,
}

impl Visit {
    /// The frame of a page of this visit, and the place that it belongs to.
    #[must_use]
    pub fn shell(&self, at: Option<Place>) -> Shell {
        let link = self.flash.as_ref().and_then(|flash| flash.value("asset")).and_then(|id| self.link_to(id));
        // On the page of a picture, what was taken back is looked at again.
        let on_picture = self.again.starts_with("/generated-assets/");
        let back = link.clone().filter(|_| on_picture).unwrap_or_else(|| self.again.clone());
        Shell {
            words: self.words,
            assets: assets::prefix(),
            theme: self.person.as_ref().and_then(|person| fixed(person.theme)),
            form_token: self.form_secret.token(),
            request_id: self.request_id.clone(),
            at,
            flash: self.flash.as_ref().and_then(|flash| flash.sentence(self.words)),
            undo: self.flash.as_ref().and_then(|flash| flash.value("undo")).map(|at| Undo { at: at.to_owned(), back }),
            flash_link: link,
            client: self.client().map(ToString::to_string),
            events: None,
            letter_keys: self.letter_keys,
            rail: self.person.as_deref().map(Rail::of),
        }
    }

    /// A picture that a message names, within the filter of this page.
    fn link_to(&self, asset: &str) -> Option<String> {
        let id = AssetId::parse(asset).ok()?;
        let query = self.again.split_once('?').filter(|_| self.again.starts_with(Place::Gallery.path()));
        Some(format!("{}/{id}{}", Place::Gallery.path(), query.map(|(_, query)| format!("?{query}")).unwrap_or_default()))
    }
}

impl Shell {
    /// The same frame of a page that listens for events.
    #[must_use]
    pub fn listening(mut self, events: String) -> Self {
        self.events = Some(events);
        self
    }

    /// True when the place is the one of this page, for `aria-current`.
    #[must_use]
    pub fn is_at(&self, place: &Place) -> bool {
        self.at == Some(*place)
    }
}

impl Rail {
    fn of(person: &Person) -> Self {
        let actor = &person.actor;
        let open = |places: &[Place]| places.iter().copied().filter(|place| place.is_open_to(actor)).collect::<Vec<_>>();
        let current = actor.client();
        let choices =
            person.clients.iter().map(|(id, name)| ClientChoice { id: id.to_string(), name: name.clone(), current: Some(id) == current });
        Self {
            person: actor.name.clone(),
            client: person.client_name.clone(),
            clients: if person.clients.len() > 1 { choices.collect() } else { Vec::new() },
            groups: RAIL
                .iter()
                .map(|group| RailGroup { title: group.title, places: open(group.places) })
                .filter(|group| !group.places.is_empty())
                .collect(),
            dock: open(DOCK),
        }
    }
}

fn fixed(theme: Theme) -> Option<&'static str> {
    match theme {
        Theme::System => None,
        Theme::Light | Theme::Dark => Some(theme.as_str()),
    }
}
