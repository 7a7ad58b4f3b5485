//! The places of the navigation: what the rail and the dock link to, in which order, and who sees which.

use visualizer_domain::{Actor, Permission};

/// A place that the navigation links to. Pages below it name it as theirs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// What waits and what was just made.
    Home,
    /// Everything that was made.
    Gallery,
    /// Products.
    Products,
    /// Collection sessions and their flows.
    Sessions,
    /// What is being made, waits or failed.
    Queue,
    /// Who works here.
    Members,
    /// The client that one works in: its name, its rules, its settings.
    Client,
    /// The tenants; for those who run the platform, or belong to several.
    Clients,
    /// One's own language, theme and keys.
    Account,
}

/// Places under one title of the rail.
#[derive(Debug, Clone, Copy)]
pub struct Group {
    /// Key of the title's word; the first group has none.
    pub title: Option<&'static str>,
    /// Places, in order.
    pub places: &'static [Place],
}

/// The rail, from top to bottom.
pub const RAIL: &[Group] = &[
    Group { title: None, places: &[Place::Home, Place::Gallery] },
    Group { title: Some("rail-make"), places: &[Place::Products, Place::Sessions] },
    Group { title: Some("rail-operate"), places: &[Place::Queue, Place::Members, Place::Client, Place::Clients] },
];

/// The first four items of the dock on a phone; the fifth opens the rest.
pub const DOCK: &[Place] = &[Place::Home, Place::Gallery, Place::Products, Place::Sessions];

impl Place {
    /// Its address.
    #[must_use]
    pub fn path(self) -> &'static str {
        match self {
            Self::Home => "/",
            Self::Gallery => "/generated-assets",
            Self::Products => "/products",
            Self::Sessions => "/collection-sessions",
            Self::Queue => "/queue",
            Self::Members => "/members",
            Self::Client => "/client",
            Self::Clients => "/clients",
            Self::Account => "/account",
        }
    }

    /// Key of its word.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Home => "place-home",
            Self::Gallery => "place-gallery",
            Self::Products => "place-products",
            Self::Sessions => "place-sessions",
            Self::Queue => "place-queue",
            Self::Members => "place-members",
            Self::Client => "place-client",
            Self::Clients => "place-clients",
            Self::Account => "place-account",
        }
    }

    /// Its icon in the sprite.
    #[must_use]
    pub fn icon(self) -> &'static str {
        match self {
            Self::Home => "house",
            Self::Gallery => "images",
            Self::Products => "package",
            Self::Sessions => "layers",
            Self::Queue => "list-video",
            Self::Members => "users",
            Self::Client => "sliders-horizontal",
            Self::Clients => "building-2",
            Self::Account => "user",
        }
    }

    /// The letter after `G` that goes there.
    #[must_use]
    pub fn letter(self) -> Option<char> {
        match self {
            Self::Home => Some('h'),
            Self::Gallery => Some('g'),
            Self::Products => Some('p'),
            Self::Sessions => Some('s'),
            Self::Queue => Some('q'),
            Self::Members | Self::Client | Self::Clients | Self::Account => None,
        }
    }

    /// True when the person has anything to do there.
    #[must_use]
    pub fn is_open_to(self, actor: &Actor) -> bool {
        match self {
            Self::Home | Self::Account => true,
            Self::Gallery | Self::Products | Self::Sessions | Self::Queue => actor.may(Permission::View),
            Self::Members | Self::Client => actor.may(Permission::Manage),
            Self::Clients => actor.platform_admin,
        }
    }
}
