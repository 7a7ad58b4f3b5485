//! What people say about a client, as a form: filled from a client, read back as a draft.

use visualizer_control::clients::{Client, ClientDraft};

use crate::forms::Form;

/// The form of a client as it is.
#[must_use]
pub fn filled(client: &Client) -> Form {
    let mut form = Form::holding([("name", client.name.as_str()), ("slug", client.slug.as_deref().unwrap_or_default())]);
    if client.four_eyes {
        form.push("four_eyes", "on");
    }
    form
}

/// What a form says about a client.
#[must_use]
pub fn draft(form: &Form) -> ClientDraft {
    ClientDraft { name: form.get("name").to_owned(), slug: form.get("slug").to_owned(), four_eyes: form.has("four_eyes", "on") }
}
