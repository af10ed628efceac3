//! `choiceboard.d.ts` says of both messages what the schemas say: the same fields, and of an answer's the same ones that may be left out.

use std::collections::BTreeMap;

use choiceboard::exchange::{request_schema, response_schema};
use serde_json::Value;

/// Paths of fields, as in `refused[].id`, and whether each may be left out.
type Fields = BTreeMap<String, bool>;

/// The fields of a type in the text after its opening brace; what follows its closing one.
fn typed<'a>(mut text: &'a str, path: &str, fields: &mut Fields) -> &'a str {
    loop {
        text = text.trim_start();
        if let Some(comment) = text.strip_prefix("/**") {
            text = comment.split_once("*/").unwrap().1;
        } else if let Some(rest) = text.strip_prefix('}') {
            return rest;
        } else {
            let (name, rest) = text.split_once(':').unwrap();
            let name = name.trim();
            let field = match name.strip_suffix('?') {
                Some(name) => (format!("{path}{name}"), true),
                // `[activity: string]: …`, by any name.
                None if name.starts_with('[') => (format!("{path}*"), true),
                None => (format!("{path}{name}"), false),
            };
            let rest = match name.starts_with('[') {
                true => rest.split_once("]:").unwrap().1,
                false => rest,
            };
            let rest = rest.trim_start();
            text = match rest.strip_prefix('{') {
                Some(inner) => {
                    // Whether it is a list is said behind it.
                    let mut inside = Fields::new();
                    let mut behind = typed(inner, "", &mut inside);
                    let list = behind.strip_prefix("[]");
                    behind = list.unwrap_or(behind);
                    let link = if list.is_some() { "[]." } else { "." };
                    let named = inside.into_iter();
                    fields.extend(
                        named.map(|(name, free)| (format!("{}{link}{name}", field.0), free)),
                    );
                    behind.trim_start().strip_prefix(';').unwrap_or(behind)
                }
                None => match rest.find([';', '}']).unwrap() {
                    at if rest[at..].starts_with(';') => &rest[at + 1..],
                    at => &rest[at..],
                },
            };
            fields.insert(field.0, field.1);
        }
    }
}

/// The fields of a schema; what an event and a summary hold is said elsewhere.
fn described(whole: &Value, schema: &Value, path: &str, fields: &mut Fields) {
    let schema = match schema["$ref"]
        .as_str()
        .or(schema["anyOf"][0]["$ref"].as_str())
    {
        Some(name) if name.ends_with("/Event") || name.ends_with("/Summary") => return,
        Some(name) => &whole["$defs"][name.rsplit('/').next().unwrap()],
        None => schema,
    };
    let dotted = |path: &str| match path {
        "" => String::new(),
        path => format!("{path}."),
    };
    if schema["items"].is_object() {
        return described(whole, &schema["items"], &format!("{path}[]"), fields);
    }
    if schema["additionalProperties"].is_object() {
        let path = format!("{}*", dotted(path));
        fields.insert(path.clone(), true);
        return described(whole, &schema["additionalProperties"], &path, fields);
    }
    let needed = schema["required"].as_array().cloned().unwrap_or_default();
    for (name, field) in schema["properties"].as_object().into_iter().flatten() {
        let path = format!("{}{name}", dotted(path));
        fields.insert(path.clone(), !needed.contains(&Value::from(name.as_str())));
        described(whole, field, &path, fields);
    }
}

#[test]
fn the_types_for_typescript_say_what_the_schemas_say() {
    let types = include_str!("../../choiceboard.d.ts");
    let typed = |name: &str| {
        let head = format!("export interface {name} {{");
        let (_, body) = types.split_once(&head).unwrap();
        let mut fields = Fields::new();
        typed(body, "", &mut fields);
        fields
    };
    let described = |schema: Value| {
        let mut fields = Fields::new();
        described(&schema, &schema, "", &mut fields);
        fields
    };
    assert_eq!(typed("Response"), described(response_schema()));
    // The widget itself always says where it stands, so that a host need not ask.
    let mut request = described(request_schema());
    request.insert(String::from("after"), false);
    assert_eq!(typed("Request"), request);
    let mut request = request_schema();
    let summary = request["$defs"]["Summary"].take();
    request["properties"] = summary["properties"].clone();
    request["required"] = summary["required"].clone();
    assert_eq!(typed("Summary"), described(request));
}
