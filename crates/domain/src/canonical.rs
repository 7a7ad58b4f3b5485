//! Canonical JSON and its hash: equal values give equal bytes, whatever order their keys were written in.

use serde_json::Value;
use sha2::{Digest, Sha256};

/// Canonical JSON: keys sorted by their bytes, no white space. Our values hold whole numbers only, so numbers need no rule.
#[must_use]
pub fn json(value: &Value) -> String {
    let mut out = String::new();
    write(value, &mut out);
    out
}

/// SHA-256 of the canonical JSON, 64 lower-case hex digits.
#[must_use]
pub fn hash(value: &Value) -> String {
    sha256(json(value).as_bytes())
}

/// SHA-256 of bytes, 64 lower-case hex digits.
#[must_use]
pub fn sha256(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    Sha256::digest(bytes).iter().fold(String::with_capacity(64), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

fn write(value: &Value, out: &mut String) {
    match value {
        Value::Object(map) => {
            let mut entries: Vec<_> = map.iter().collect();
            entries.sort_by(|a, b| a.0.as_bytes().cmp(b.0.as_bytes()));
            list('{', '}', entries, out, |(key, value), out| {
                out.push_str(&Value::from(key.as_str()).to_string());
                out.push(':');
                write(value, out);
            });
        }
        Value::Array(values) => list('[', ']', values, out, write),
        plain => out.push_str(&plain.to_string()),
    }
}

fn list<T>(open: char, close: char, items: impl IntoIterator<Item = T>, out: &mut String, mut one: impl FnMut(T, &mut String)) {
    out.push(open);
    for (i, item) in items.into_iter().enumerate() {
        if i > 0 {
            out.push(',');
        }
        one(item, out);
    }
    out.push(close);
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn the_order_of_keys_does_not_matter() {
        let a: Value = serde_json::from_str(r#"{"b":[1,{"y":null,"x":"ä\n"}],"a":true}"#).expect("json");
        assert_eq!(super::json(&a), r#"{"a":true,"b":[1,{"x":"ä\n","y":null}]}"#);
        assert_eq!(hash(&a), hash(&json!({"a": true, "b": [1, {"x": "ä\n", "y": null}]})));
    }

    #[test]
    fn the_hash_of_nothing_is_the_well_known_one() {
        assert_eq!(sha256(b""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    }
}
