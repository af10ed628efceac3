//! Every sample can be finished: `tests/cases/samples/finish.json` says one way for each.

use serde_json::Value;

use super::learner::Learner;
use super::shelf;

#[test]
fn every_sample_can_be_finished_and_is_not_finished_before() {
    let ways = shelf::json("tests/cases/samples/finish.json");
    let ways = ways.as_object().expect("ways by board");
    let mut listed: Vec<&String> = ways.keys().collect();
    listed.sort();
    assert_eq!(listed, shelf::names().iter().collect::<Vec<_>>());
    for (name, acts) in ways {
        let mut learner = Learner::at(name);
        for act in acts.as_array().expect("acts") {
            assert!(!learner.is_complete(), "{name} is complete before {act}");
            match act {
                Value::String(id) => learner.finish(id),
                other => learner.choose(other["choose"].as_str().expect("what to choose")),
            }
            assert!(!learner.is_impossible(), "{name} is impossible after {act}");
        }
        assert!(learner.is_complete(), "{name}");
    }
}
