//! Joins the style files into one: follows the imports of `css/look.css`, each wrapped into its cascade layer.

/// Joins. `entry` is the text of the entry file, `read` gives the text of a file that it imports, by its path beside the entry.
///
/// A line that is not an import stays as it is. An import that cannot be read is left out; the test of the assets forbids that.
pub fn joined(entry: &str, read: impl Fn(&str) -> Option<String>) -> String {
    let mut sheet = String::with_capacity(64 * 1024);
    for line in entry.lines() {
        match import(line) {
            Some((path, layer)) => {
                if let Some(text) = read(path) {
                    sheet.push_str(&format!("@layer {layer} {{\n{}\n}}\n", without_comments(&text)));
                }
            }
            None => {
                sheet.push_str(line);
                sheet.push('\n');
            }
        }
    }
    without_comments(&sheet)
}

/// The path and the layer of `@import url("path") layer(name);`.
fn import(line: &str) -> Option<(&str, &str)> {
    let (path, rest) = line.trim().strip_prefix("@import url(\"")?.split_once("\")")?;
    Some((path, rest.trim().strip_prefix("layer(")?.strip_suffix(");")?))
}

/// Comments are for the people who write the files. None of our strings holds a comment sign.
fn without_comments(css: &str) -> String {
    let mut rest = css;
    let mut text = String::with_capacity(css.len());
    while let Some((before, after)) = rest.split_once("/*") {
        text.push_str(before);
        rest = after.split_once("*/").map_or("", |(_, after)| after);
    }
    text.push_str(rest);
    text.lines().filter(|line| !line.trim().is_empty()).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn imports_become_layers_in_their_order() {
        let read = |path: &str| match path {
            "a.css" => Some("/* why */\n.a { color: red }\n".to_owned()),
            "pages/b.css" => Some(".b { margin: 0 }".to_owned()),
            _ => None,
        };
        let entry = "/* entry */\n@layer base, pages;\n@import url(\"a.css\") layer(base);\n@import url(\"pages/b.css\") layer(pages);\n";
        assert_eq!(joined(entry, read), "@layer base, pages;\n@layer base {\n.a { color: red }\n}\n@layer pages {\n.b { margin: 0 }\n}");
    }
}
