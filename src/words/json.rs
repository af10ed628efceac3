//! JSON as text, for what travels and is kept. (serde_json's own writer brings a table for numbers that weighs more than the log.)

use std::fmt::Write;

use serde_json::Value;

/// A value as JSON without blanks. What is read from it again is the same value.
pub fn write_json(value: &Value) -> String {
    let mut out = String::new();
    write(value, &mut out);
    out
}

fn write(value: &Value, out: &mut String) {
    match value {
        Value::Null => out.push_str("null"),
        Value::Bool(yes) => out.push_str(if *yes { "true" } else { "false" }),
        Value::Number(number) => {
            let start = out.len();
            if let Some(whole) = number.as_u64() {
                let _ = write!(out, "{whole}");
            } else if let Some(whole) = number.as_i64() {
                let _ = write!(out, "{whole}");
            } else if let Some(number) = number.as_f64() {
                let _ = write!(out, "{number}");
                // A fraction stays one, even where nothing is left behind the point.
                if out.get(start..).is_some_and(|text| !text.contains('.')) {
                    out.push_str(".0");
                }
            }
        }
        Value::String(text) => quote(text, out),
        Value::Array(items) => {
            out.push('[');
            for (at, item) in items.iter().enumerate() {
                if at > 0 {
                    out.push(',');
                }
                write(item, out);
            }
            out.push(']');
        }
        Value::Object(members) => {
            out.push('{');
            for (at, (key, value)) in members.iter().enumerate() {
                if at > 0 {
                    out.push(',');
                }
                quote(key, out);
                out.push(':');
                write(value, out);
            }
            out.push('}');
        }
    }
}

/// A JSON string.
pub fn quote(text: &str, out: &mut String) {
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if c < ' ' => {
                let _ = write!(out, "\\u{:04x}", c as u32);
            }
            c => out.push(c),
        }
    }
    out.push('"');
}

#[cfg(test)]
mod tests {
    use super::write_json;
    use proptest::prelude::*;
    use serde_json::{Value, json};

    fn any_value() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::from),
            any::<i64>().prop_map(Value::from),
            any::<u64>().prop_map(Value::from),
            (-1e9..1e9).prop_map(|number: f64| Value::from((number * 1000.0).round() / 1000.0)),
            any::<String>().prop_map(Value::from),
        ];
        leaf.prop_recursive(3, 24, 4, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
                prop::collection::vec((any::<String>(), inner), 0..4)
                    .prop_map(|members| members.into_iter().collect::<Value>()),
            ]
        })
    }

    #[test]
    fn nothing_stands_between() {
        let value = json!({ "a": [1, -2, 0.5, 3.0, null, true], "b\n\"": { "c": "\u{1}é" } });
        assert_eq!(
            write_json(&value),
            "{\"a\":[1,-2,0.5,3.0,null,true],\"b\\n\\\"\":{\"c\":\"\\u0001é\"}}"
        );
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_again(value in any_value()) {
            prop_assert_eq!(serde_json::from_str::<Value>(&write_json(&value)).unwrap(), value);
        }
    }
}
