//! Where settings come from, weakest first: a TOML file, the environment, the command line. Each value keeps where it was said, so
//! that a message can point at it.

use std::collections::BTreeMap;
use std::fmt;

use toml::de::{DeTable, DeValue};

use crate::configuration_key::{ConfigurationKey, KEYS};
use crate::configuration_problem::ConfigurationProblem;

/// Everything that was said about an installation, as text. Reading files and the environment is the programs' business.
#[derive(Debug, Clone, Default)]
pub struct Sources {
    /// The file's name and text, when there is one.
    pub file: Option<(String, String)>,
    /// The environment: names and values; those that are not ours are passed over.
    pub environment: Vec<(String, String)>,
    /// The command line: option, setting, value.
    pub options: Vec<(&'static str, &'static str, String)>,
}

/// Where one value was said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Source {
    /// In a file.
    File {
        /// The file's name as it was given.
        name: String,
        /// The line, from 1.
        line: usize,
    },
    /// In an environment variable.
    Environment(String),
    /// By an option of the command line.
    Option(&'static str),
}

impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File { name, line } => write!(f, "{name}, line {line}"),
            Self::Environment(variable) => write!(f, "environment variable {variable}"),
            Self::Option(option) => write!(f, "option {option}"),
        }
    }
}

/// A value as it was said.
#[derive(Debug, Clone)]
pub(crate) struct Given {
    pub text: String,
    pub source: Source,
}

/// The strongest value of every setting that was said.
pub(crate) type GivenValues = BTreeMap<&'static str, Given>;

impl Sources {
    /// Lays the sources over each other. What is no setting is noted.
    pub(crate) fn collect(&self, problems: &mut Vec<ConfigurationProblem>) -> GivenValues {
        let mut values = GivenValues::new();
        if let Some((name, text)) = &self.file {
            match DeTable::parse(text) {
                Ok(table) => File { name, text }.walk("", table.get_ref(), &mut values, problems),
                Err(error) => {
                    let line = error.span().map_or(1, |span| line_of(text, span.start));
                    let source = Source::File { name: name.clone(), line };
                    problems.push(ConfigurationProblem::new("the file", Some(source), format!("is not TOML: {}", error.message())));
                }
            }
        }
        for (variable, text) in &self.environment {
            match key_of_variable(variable) {
                Variable::Key(key) => {
                    values.insert(key.name, Given { text: text.clone(), source: Source::Environment(variable.clone()) });
                }
                Variable::Mistaken { name, meant } => problems.push(unknown(&name, meant, Source::Environment(variable.clone()))),
                Variable::NotOurs => {}
            }
        }
        for (option, key, text) in &self.options {
            values.insert(key, Given { text: text.clone(), source: Source::Option(option) });
        }
        values
    }
}

/// A file that is being read.
struct File<'a> {
    name: &'a str,
    text: &'a str,
}

impl File<'_> {
    fn walk(&self, section: &str, table: &DeTable<'_>, values: &mut GivenValues, problems: &mut Vec<ConfigurationProblem>) {
        for (word, value) in table {
            let name = if section.is_empty() { word.get_ref().to_string() } else { format!("{section}.{}", word.get_ref()) };
            let source = Source::File { name: self.name.to_owned(), line: line_of(self.text, word.span().start) };
            match (ConfigurationKey::find(&name), value.get_ref()) {
                (Some(key), value) => match text_of(value) {
                    Some(text) => {
                        values.insert(key.name, Given { text, source });
                    }
                    None => problems.push(ConfigurationProblem::new(name, Some(source), "is one value, not a section")),
                },
                (None, DeValue::Table(inner)) if is_section(&name) => self.walk(&name, inner, values, problems),
                (None, _) => problems.push(unknown(&name, ConfigurationKey::nearest(&name).map(|key| key.name.to_owned()), source)),
            }
        }
    }
}

/// Values are judged as text, so that file, environment and command line obey one rule. A list is its parts with commas between.
fn text_of(value: &DeValue<'_>) -> Option<String> {
    match value {
        DeValue::String(text) => Some(text.to_string()),
        DeValue::Integer(number) => Some(number.as_str().to_owned()),
        DeValue::Float(number) => Some(number.as_str().to_owned()),
        DeValue::Boolean(yes) => Some(yes.to_string()),
        DeValue::Datetime(at) => Some(at.to_string()),
        DeValue::Array(parts) => parts.iter().map(|part| text_of(part.get_ref())).collect::<Option<Vec<_>>>().map(|parts| parts.join(",")),
        DeValue::Table(_) => None,
    }
}

/// What a variable of the environment is to us.
enum Variable {
    Key(&'static ConfigurationKey),
    Mistaken { name: String, meant: Option<String> },
    NotOurs,
}

/// Others name variables after us too (a cluster sets `VISUALIZER_PORT` for a service called visualizer), so only those that are
/// clearly meant for a setting are refused: with a section of ours, or with one underscore where two belong.
fn key_of_variable(variable: &str) -> Variable {
    let Some(rest) = variable.strip_prefix("VISUALIZER_") else { return Variable::NotOurs };
    let name = rest.to_lowercase().replace("__", ".");
    if let Some(key) = ConfigurationKey::find(&name) {
        return Variable::Key(key);
    }
    let squeezed = |text: &str| text.replace('.', "_");
    if let Some(key) = KEYS.iter().find(|key| squeezed(key.name) == squeezed(&name)) {
        return Variable::Mistaken { name: rest.to_owned(), meant: Some(key.variable()) };
    }
    match name.split_once('.') {
        Some((section, _)) if is_section(section) => {
            Variable::Mistaken { meant: ConfigurationKey::nearest(&name).map(ConfigurationKey::variable), name }
        }
        _ => Variable::NotOurs,
    }
}

fn is_section(name: &str) -> bool {
    KEYS.iter().any(|key| key.name.strip_prefix(name).is_some_and(|rest| rest.starts_with('.')))
}

fn unknown(name: &str, meant: Option<String>, source: Source) -> ConfigurationProblem {
    let says = match meant {
        Some(meant) => format!("is no setting; did you mean {meant}?"),
        None => "is no setting; docs/operating.md lists them all".to_owned(),
    };
    ConfigurationProblem::new(name, Some(source), says)
}

fn line_of(text: &str, at: usize) -> usize {
    text.as_bytes()[..at.min(text.len())].iter().filter(|byte| **byte == b'\n').count() + 1
}
