//! JSON as nested `<details>`, so that it folds without scripts. Written as text because templates cannot call themselves.

use std::fmt::Write as _;

use serde_json::Value;

/// Deeper values are written in one line: stored JSON is ours and flat, a stranger's is not.
const DEPTH_MAX: usize = 8;

/// The tree of a value. Everything in it is escaped.
#[must_use]
pub fn html(value: &Value) -> String {
    let mut html = String::new();
    write(&mut html, None, value, "", 0);
    html
}

fn write(html: &mut String, key: Option<&str>, value: &Value, comma: &str, depth: usize) {
    let label = key.map(|key| format!("<span class=\"k\">{}</span><span class=\"p\">: </span>", escaped(key))).unwrap_or_default();
    let (open, close, items): (_, _, Vec<(Option<&str>, &Value)>) = match value {
        Value::Object(members) if depth < DEPTH_MAX && !members.is_empty() => {
            ('{', '}', members.iter().map(|(k, v)| (Some(k.as_str()), v)).collect())
        }
        Value::Array(items) if depth < DEPTH_MAX && !items.is_empty() => ('[', ']', items.iter().map(|v| (None, v)).collect()),
        flat => {
            let kind = match flat {
                Value::String(_) => "s",
                Value::Number(_) | Value::Bool(_) | Value::Null => "n",
                Value::Array(_) | Value::Object(_) => "p",
            };
            // Writing to a string cannot fail.
            let _ = write!(
                html,
                "<div>{label}<span class=\"{kind}\">{}</span><span class=\"p\">{comma}</span></div>",
                escaped(&flat.to_string())
            );
            return;
        }
    };
    let shown = if depth < 2 { " open" } else { "" };
    let _ = write!(
        html,
        "<details{shown}><summary>{label}<span class=\"p\">{open}</span><span class=\"end\">… {close}</span></summary><div class=\"in\">"
    );
    let last = items.len() - 1;
    for (index, (key, item)) in items.into_iter().enumerate() {
        write(html, key, item, if index < last { "," } else { "" }, depth + 1);
    }
    let _ = write!(html, "</div></details><div class=\"p\">{close}{comma}</div>");
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn nothing_in_a_value_becomes_markup() {
        let tree = html(&json!({ "<b>": "<script>alert(\"x\")</script>", "n": [1, null] }));
        assert!(!tree.contains("<script") && !tree.contains("<b>"), "{tree}");
        assert!(tree.contains("&lt;script&gt;") && tree.contains("<span class=\"n\">1</span>"), "{tree}");
    }

    #[test]
    fn a_very_deep_value_ends_in_one_line() {
        let deep = (0..50).fold(json!("end"), |inner, _| json!([inner]));
        assert_eq!(html(&deep).matches("<details").count(), DEPTH_MAX);
    }
}
