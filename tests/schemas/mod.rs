//! What the tests of every schema ask: that the file is the one that is made, and what it finds wrong with a value.

use serde_json::Value;

/// The file under `schema/` is this schema; `BLESS=1` writes it first.
pub fn checked_in(name: &str, schema: &Value) {
    let file = format!("{}/schema/{name}.schema.json", env!("CARGO_MANIFEST_DIR"));
    let made = format!("{schema:#}\n");
    if std::env::var_os("BLESS").is_some() {
        std::fs::write(&file, &made).unwrap();
    }
    assert!(
        std::fs::read_to_string(&file).unwrap_or_default() == made,
        "schema/{name}.schema.json is old: run this test with BLESS=1"
    );
}

pub fn validator(schema: &Value) -> jsonschema::Validator {
    jsonschema::draft202012::new(schema).unwrap()
}

/// What is wrong with a value, each with its place.
pub fn faults(validator: &jsonschema::Validator, value: &Value) -> Vec<String> {
    let faults = validator.iter_errors(value);
    faults
        .map(|fault| format!("{} {fault}", fault.instance_path()))
        .collect()
}
