//! What stands beside the fields of a layer of settings: what holds while a field is open, and what a choice replaces.

use visualizer_domain::registry::Registry;
use visualizer_domain::settings::SettingsLayer;
use visualizer_domain::settings_origin::{Below, Origin};
use visualizer_domain::user::Locale;

use super::NOW;
use crate::forms::Filled;
use crate::forms::settings_fields::SettingsFields;
use crate::forms::settings_form;
use crate::words::Words;

fn layer(json: &str) -> SettingsLayer {
    serde_json::from_str(json).unwrap()
}

/// What stands beside a field when this is chosen over what the client chose.
fn beside(field: &str, own: &str, client: &str) -> String {
    let (w, own) = (Words::new(Locale::En, NOW), layer(own));
    let below = Below::of([(Origin::Client, layer(client))]);
    let form = Filled::of(settings_form::filled(&own), w);
    let fields = SettingsFields { w, registry: Registry::built_in(), below: &below, own: &own, form: &form };
    let groups = fields.groups();
    groups.iter().flat_map(|group| &group.fields).find(|known| known.name == field).expect("a field").beside.clone()
}

#[test]
fn a_choice_is_beside_what_it_replaces() {
    assert_eq!(beside("style", r#"{"style":"Rustic"}"#, r#"{"style":"Modern"}"#), "instead of Modern");
    assert_eq!(beside("variants", r#"{"variants":8}"#, r#"{"variants":2}"#), "instead of 2");
}

#[test]
fn a_choice_of_what_holds_anyway_replaces_nothing() {
    for (field, same) in
        [("style", r#"{"style":"Rustic"}"#), ("variants", r#"{"variants":8}"#), ("aspect_ratio", r#"{"aspect_ratio":"4:3"}"#)]
    {
        assert_eq!(beside(field, same, same), "", "{field}");
    }
}
