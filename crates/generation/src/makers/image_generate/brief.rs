//! A recipe in the words of the studio.

use visualizer_domain::recipe::Recipe;
use visualizer_domain::settings::{CUSTOM_PREFIX, Settings};
use visualizer_studio::{Brief, ProductPhoto, Quality};

/// The words of a flow's settings, as the studio looks for them in its lists.
pub(super) struct Words<'a> {
    settings: &'a Settings,
    colors: String,
    props: String,
}

impl<'a> Words<'a> {
    pub(super) fn of(settings: &'a Settings) -> Self {
        let props: Vec<&str> =
            std::iter::once(settings.props.as_str()).chain(settings.props_tags.iter().map(String::as_str)).map(own).collect();
        let colors: Vec<&str> = settings.colors.iter().map(|color| own(color)).collect();
        Self { settings, colors: colors.join(", "), props: props.join(", ") }
    }

    /// What the recipe asks for. A person's own whole prompt stands for every choice: the studio picks from it what it knows.
    pub(super) fn brief(&'a self, recipe: &Recipe, products: Vec<ProductPhoto>) -> Brief<'a> {
        let s = self.settings;
        let whole = s.custom_prompt.as_ref().map(|prompt| prompt.as_str());
        let of = |chosen: &'a str| whole.unwrap_or(own(chosen));
        Brief {
            products,
            scene: of(&s.scene),
            style: of(&s.style),
            lighting: of(&s.lighting),
            camera: of(&s.camera),
            mood: of(s.mood.as_deref().unwrap_or_default()),
            colors: of(&self.colors),
            surroundings: of(&s.surroundings),
            props: of(&self.props),
            width: recipe.width,
            height: recipe.height,
            quality: quality(recipe.width, recipe.height),
            seed: u64::from(recipe.seed),
        }
    }
}

/// A choice without the mark of a person's own words.
fn own(choice: &str) -> &str {
    choice.strip_prefix(CUSTOM_PREFIX).unwrap_or(choice)
}

/// How much work a picture of this size deserves.
fn quality(width: u32, height: u32) -> Quality {
    match u64::from(width) * u64::from(height) {
        0..400_000 => Quality::Preview,
        400_000..2_000_000 => Quality::K1,
        2_000_000..8_000_000 => Quality::K2,
        _ => Quality::K4,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use visualizer_domain::registry::Registry;
    use visualizer_domain::settings::SettingsLayer;

    fn settings(json: &str) -> Settings {
        let layer: SettingsLayer = serde_json::from_str(json).expect("a layer");
        layer.resolve(Registry::built_in())
    }

    fn recipe(settings: &Settings) -> Recipe {
        let text = String::new;
        let (width, height) = settings.quality.pixels(settings.aspect_ratio);
        Recipe {
            maker: text(),
            builder: text(),
            registry: 1,
            provider: text(),
            model: text(),
            settings: settings.clone(),
            prompt: text(),
            width,
            height,
            seed: 7,
        }
    }

    #[test]
    fn own_words_lose_their_mark_and_tags_join_the_props() {
        let s = settings(r#"{"scene":"Kitchen","lighting":"custom:one candle","props":"lifestyle","props_tags":["Plants","Books"]}"#);
        let words = Words::of(&s);
        let brief = words.brief(&recipe(&s), Vec::new());
        assert_eq!((brief.scene, brief.lighting, brief.props), ("Kitchen", "one candle", "lifestyle, Plants, Books"));
        assert_eq!((brief.width, brief.height, brief.quality), (1024, 1024, Quality::K1));
    }

    #[test]
    fn a_whole_prompt_stands_for_every_choice() {
        let s = settings(r#"{"scene":"Kitchen","custom_prompt":"a mug on a beach at sunset"}"#);
        let words = Words::of(&s);
        let brief = words.brief(&recipe(&s), Vec::new());
        assert_eq!((brief.scene, brief.style), ("a mug on a beach at sunset", "a mug on a beach at sunset"));
    }
}
