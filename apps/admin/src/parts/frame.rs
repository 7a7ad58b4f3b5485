//! A picture with a life, as it lies on every sheet: being made, waiting, failed, or there to be judged. The same markup stands
//! in a page and in the events that replace it, so it has a struct of its own.

use askama::Template;

use crate::words::Words;

/// One frame of a contact sheet.
#[derive(Debug, Clone, Template)]
#[template(path = "frame.html")]
pub struct Frame {
    /// The reader's words.
    pub w: Words,
    /// Id of the asset; `frame-<id>` is the id of the element, and so the place that events replace.
    pub id: String,
    /// What people call it, on the rebate.
    pub name: String,
    /// What the picture shows, for those who do not see it.
    pub alt: String,
    /// The shape of the picture as a class (`shape::of`); a frame without a picture keeps the shape of the one that will come.
    pub shape: &'static str,
    /// The picture, or why there is none.
    pub body: FrameBody,
    /// Its state on the rebate.
    pub mark: Mark,
    /// A last word at the right end of the rebate; may be empty.
    pub note: String,
    /// Has a box to pick it. The box names this version of its life, so that nobody decides about what they did not see.
    pub pick: Option<i64>,
    /// Is picked.
    pub picked: bool,
    /// Shown dimmed: decided against.
    pub dimmed: bool,
    /// Pinned.
    pub pinned: bool,
    /// The reader had it made, so that somebody else approves it.
    pub own: bool,
    /// Addresses that the keys E and C lead to from here: the flow, and the comparison with the original.
    pub leads: Leads,
}

/// Where keys lead from a frame.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Leads {
    /// The flow that made it.
    pub flow: Option<String>,
    /// The result beside its original.
    pub compare: Option<String>,
}

/// What a frame shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FrameBody {
    /// The picture.
    Picture {
        /// Where it leads.
        href: String,
        /// Address of the small copy.
        src: String,
        /// A larger copy, for frames that are shown larger and for sharp screens.
        larger: Option<Larger>,
        /// Width of the small copy in pixels.
        width: u32,
        /// Height of the small copy in pixels.
        height: u32,
    },
    /// It is being made.
    Working {
        /// How far, 0 to 100.
        percent: u8,
        /// What is being done.
        step: String,
    },
    /// It waits, and why. Waiting is no failure.
    Waiting {
        /// Why, and when it starts.
        why: String,
    },
    /// Somebody stopped it.
    Stopped {
        /// What that means.
        why: String,
        /// The button that tries again, for those who may.
        retry: Option<Retry>,
    },
    /// It could not be made.
    Failed {
        /// Why.
        why: String,
        /// The button that tries again, for those who may.
        retry: Option<Retry>,
    },
}

/// A larger copy of a picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Larger {
    /// Its address.
    pub src: String,
    /// Its width in pixels.
    pub width: u32,
    /// How wide the picture is shown, for browsers that do not find out themselves (`sizes`).
    pub sizes: &'static str,
}

/// A button that tries a job again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Retry {
    /// Id of the form that it submits.
    pub form: String,
    /// Id of the job.
    pub job: String,
}

/// A state as an icon, a word, and a colour that repeats them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// `ok`, `warn`, `bad` or nothing.
    pub kind: &'static str,
    /// Icon of the sprite.
    pub icon: &'static str,
    /// The word.
    pub word: String,
}
