//! One field of the settings as a page draws it. What stands in it is decided in `settings_fields`; the markup is
//! `settings_fields.html`.

/// Fields under one title.
#[derive(Debug, Clone)]
pub struct FieldGroup {
    /// Its title.
    pub title: String,
    /// Folded away unless something in it was chosen.
    pub folding: bool,
    /// Unfolded from the start.
    pub open: bool,
    /// Its fields, in order.
    pub fields: Vec<Field>,
}

/// One field.
#[derive(Debug, Clone)]
pub struct Field {
    /// Its name in the form.
    pub name: &'static str,
    /// What it is called.
    pub label: String,
    /// What holds while it is open and who says so; or what it replaces.
    pub beside: String,
    /// What is wrong with what was typed.
    pub error: Option<String>,
    /// How it is filled in.
    pub body: FieldBody,
}

/// How a field is filled in.
#[derive(Debug, Clone)]
pub enum FieldBody {
    /// One of many, perhaps in the person's own words.
    List {
        /// What can be chosen; the first leaves it open.
        choices: Vec<Choice>,
        /// The person's own words, where the field takes them.
        own: Option<String>,
    },
    /// One of few.
    Segments(Vec<Choice>),
    /// A shape.
    Shapes(Vec<Shape>),
    /// Any number of these.
    Chips(Vec<Choice>),
    /// A whole number.
    Number {
        /// What was typed.
        value: String,
        /// The smallest.
        min: u32,
        /// The largest.
        max: u32,
        /// What stands in it while it is open.
        open: String,
    },
    /// Words.
    Area {
        /// What was typed.
        value: String,
        /// Lines that are seen.
        rows: u8,
        /// What to write.
        hint: String,
    },
}

impl FieldBody {
    /// True when this word is what is chosen.
    #[must_use]
    pub fn says(&self, word: &str) -> bool {
        let chosen = |choice: &Choice| choice.chosen && choice.word == word;
        match self {
            Self::List { choices, .. } | Self::Segments(choices) | Self::Chips(choices) => choices.iter().any(chosen),
            Self::Shapes(shapes) => shapes.iter().any(|shape| chosen(&shape.choice)),
            Self::Number { value, .. } | Self::Area { value, .. } => value == word,
        }
    }
}

/// Something that can be chosen.
#[derive(Debug, Clone)]
pub struct Choice {
    /// What is sent.
    pub value: String,
    /// What is read.
    pub word: String,
    /// Is chosen.
    pub chosen: bool,
}

/// A shape, drawn.
#[derive(Debug, Clone)]
pub struct Shape {
    /// The choice.
    pub choice: Choice,
    /// Its outline in a box of 16: x, y, width, height; none for the open one.
    pub outline: Option<[f32; 4]>,
}
