//! A built prompt sentence by sentence, each with the setting that it comes from.

use visualizer_domain::prompt::Prompt;

use crate::words::Words;

/// One sentence of a prompt.
#[derive(Debug, Clone)]
pub struct PromptLine {
    /// Where it comes from.
    pub label: String,
    /// The sentence, in the language of generators.
    pub text: String,
}

/// The sentences of a prompt, in order.
#[must_use]
pub fn of(prompt: &Prompt, w: Words) -> Vec<PromptLine> {
    let line = |(name, text): &(String, String)| PromptLine { label: w.t(format!("prompt-{name}")).to_string(), text: text.clone() };
    prompt.parts.iter().map(line).collect()
}
