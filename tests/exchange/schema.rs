//! The schemas of both messages: generated, checked in, and true of what is written, in the documents too.

use choiceboard::exchange::{request_schema, response_schema};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use serde_json::Value;

use super::contract::{request, response};
use crate::schemas::{checked_in, faults, validator};

#[test]
fn the_files_are_what_the_types_say() {
    checked_in("request", &request_schema());
    checked_in("response", &response_schema());
}

#[test]
fn what_is_written_is_as_the_schemas_say() {
    let mut runner = TestRunner::deterministic();
    let (asked, answered) = (validator(&request_schema()), validator(&response_schema()));
    for _ in 0..300 {
        let request = request().new_tree(&mut runner).unwrap().current();
        assert_eq!(faults(&asked, &request.write()), Vec::<String>::new());
        let response = response().new_tree(&mut runner).unwrap().current();
        assert_eq!(faults(&answered, &response.write()), Vec::<String>::new());
    }
}

/// Every field that is written is one that the schema describes.
#[test]
fn the_schemas_describe_every_field() {
    let mut runner = TestRunner::deterministic();
    for _ in 0..100 {
        let request = request().new_tree(&mut runner).unwrap().current().write();
        let response = response().new_tree(&mut runner).unwrap().current().write();
        for (message, schema) in [(request, request_schema()), (response, response_schema())] {
            for name in message.as_object().unwrap().keys() {
                let field = &schema["properties"][name];
                assert!(field.is_object(), "{name} is not in the schema");
            }
        }
    }
}

#[test]
fn the_schemas_see_what_is_wrong() {
    let answered = validator(&response_schema());
    for wrong in [
        r#"{}"#,
        r#"{ "contract": 2 }"#,
        r#"{ "contract": 1, "accepted": "a" }"#,
        r#"{ "contract": 1, "refused": [{}] }"#,
        r#"{ "contract": 1, "events": [{ "id": "a" }] }"#,
        r#"{ "contract": 1, "cursor": 42 }"#,
    ] {
        let wrong = serde_json::from_str(wrong).unwrap();
        assert_ne!(faults(&answered, &wrong), Vec::<String>::new(), "{wrong}");
    }
}

/// The examples of docs/contract.md: those that hold a request or an answer.
#[test]
fn the_examples_are_as_the_schemas_say() {
    let page = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/contract.md");
    let page = std::fs::read_to_string(page).unwrap();
    let (asked, answered) = (validator(&request_schema()), validator(&response_schema()));
    let (mut requests, mut responses) = (0, 0);
    for block in page.split("```json\n").skip(1) {
        let text = block.split("```").next().unwrap();
        let message: Value = serde_json::from_str(text).unwrap();
        if message.get("summary").is_some() {
            assert_eq!(faults(&asked, &message), Vec::<String>::new());
            requests += 1;
        } else if message.get("accepted").is_some() {
            assert_eq!(faults(&answered, &message), Vec::<String>::new());
            responses += 1;
        }
    }
    assert!(requests > 0 && responses > 0, "no examples found");
}
