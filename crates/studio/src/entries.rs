//! The studio's data files: entries with a name, words that mean it, and lines of values.
//!
//! ```text
//! # a comment
//! style Scandinavian | nordic hygge
//! wall plaster F1EDE6 F1EDE6
//! ```
//! The files are compiled in. They are read strictly, so that a slip of the pen is found by the first test and not by a grey wall.

use crate::color;
use glam::Vec3;

/// A line of a data file that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {what}")]
pub struct DataProblem {
    pub line: usize,
    pub what: String,
}

/// One entry: its head line and the lines under it.
#[derive(Debug)]
pub struct Entry<'a> {
    pub name: &'a str,
    pub words: Vec<String>,
    pub lines: Vec<Line<'a>>,
    line: usize,
}

/// One line: a key and its values.
#[derive(Debug)]
pub struct Line<'a> {
    pub key: &'a str,
    values: Vec<&'a str>,
    rest: &'a str,
    line: usize,
}

/// All entries of a file whose head lines begin with `head`.
pub fn read<'a>(text: &'a str, head: &str) -> Result<Vec<Entry<'a>>, DataProblem> {
    let mut out: Vec<Entry> = Vec::new();
    for (number, line) in text.lines().enumerate() {
        let line = line.trim();
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let (key, rest) = line.split_once(' ').unwrap_or((line, ""));
        if key == head {
            let (name, words) = rest.split_once('|').unwrap_or((rest, ""));
            let words = words.split_whitespace().map(str::to_lowercase).collect();
            out.push(Entry { name: name.trim(), words, lines: Vec::new(), line: number + 1 });
        } else {
            let Some(entry) = out.last_mut() else { return Err(DataProblem { line: number + 1, what: format!("no {head} yet") }) };
            entry.lines.push(Line { key, values: rest.split_whitespace().collect(), rest: rest.trim(), line: number + 1 });
        }
    }
    Ok(out)
}

impl<'a> Entry<'a> {
    pub fn problem(&self, what: impl std::fmt::Display) -> DataProblem {
        DataProblem { line: self.line, what: format!("{} {what}", self.name) }
    }

    /// The only line with this key.
    pub fn line(&self, key: &str) -> Result<&Line<'a>, DataProblem> {
        self.lines.iter().find(|l| l.key == key).ok_or_else(|| self.problem(format!("has no {key}")))
    }
}

impl<'a> Line<'a> {
    pub fn problem(&self, what: impl Into<String>) -> DataProblem {
        DataProblem { line: self.line, what: what.into() }
    }

    /// How many values stand here.
    pub fn len(&self) -> usize {
        self.values.len()
    }

    /// Everything after the key.
    pub fn text(&self) -> &'a str {
        self.rest
    }

    pub fn word(&self, at: usize) -> Result<&'a str, DataProblem> {
        self.values.get(at).copied().ok_or_else(|| self.problem(format!("value {} of {} is missing", at + 1, self.key)))
    }

    pub fn number(&self, at: usize) -> Result<f32, DataProblem> {
        let word = self.word(at)?;
        word.parse().map_err(|_| self.problem(format!("{word} is not a number")))
    }

    /// A colour in linear light.
    pub fn color(&self, at: usize) -> Result<Vec3, DataProblem> {
        let word = self.word(at)?;
        color::hex(word).ok_or_else(|| self.problem(format!("{word} is not a colour")))
    }

    pub fn vector(&self, at: usize) -> Result<Vec3, DataProblem> {
        Ok(Vec3::new(self.number(at)?, self.number(at + 1)?, self.number(at + 2)?))
    }

    /// The values as `name=number`.
    pub fn named_numbers(&self) -> Result<Vec<(String, f32)>, DataProblem> {
        let one = |word: &&str| {
            let (name, number) = word.split_once('=').ok_or_else(|| self.problem(format!("{word} is not name=number")))?;
            Ok((name.to_owned(), number.parse().map_err(|_| self.problem(format!("{number} is not a number")))?))
        };
        self.values.iter().map(one).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_keep_their_lines_and_words() -> Result<(), DataProblem> {
        let entries = read("# x\nlight Soft Day | overcast even\nkey FFFFFF 1.5\n\nlight Dark\n", "light")?;
        assert_eq!((entries.len(), entries[0].name, entries[1].name), (2, "Soft Day", "Dark"));
        assert_eq!(entries[0].words, ["overcast", "even"]);
        assert_eq!(entries[0].line("key")?.number(1)?, 1.5);
        Ok(())
    }

    #[test]
    fn a_slip_is_named_with_its_line() {
        let entries = read("light A\nkey FFFFF 1\n", "light").expect("entries");
        assert_eq!(entries[0].lines[0].color(0), Err(DataProblem { line: 2, what: "FFFFF is not a colour".into() }));
        assert!(read("key 1\n", "light").is_err());
        assert!(entries[0].line("sun").is_err());
    }
}
