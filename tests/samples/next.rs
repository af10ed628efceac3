//! What next, on the samples: whoever follows the suggestions gets every one of them finished, and nobody is led into a dead end.

use std::rc::Rc;

use choiceboard::progress::{Fact, Progress, Role, SUGGESTED, suggest};
use choiceboard::words::{Plain, Tongue};

use super::learner::Learner;
use super::shelf;

/// More steps than any sample has activities.
const STEPS: usize = 200;

fn first(progress: &Progress) -> Option<String> {
    let one = suggest(progress, 1, None).pop()?;
    Some(progress.edition().activity(one.ix)?.id.clone())
}

#[test]
fn following_the_suggestions_finishes_every_sample() {
    for name in shelf::names() {
        let mut learner = Learner::at(&name);
        let mut steps = 0;
        while !learner.is_complete() {
            let Some(next) = first(&learner.progress) else {
                let helped = learner.hears_words();
                assert!(helped, "{name}: nothing to do after {steps} steps");
                continue;
            };
            learner.finish(&next);
            assert!(!learner.is_impossible(), "{name}: {next} leads nowhere");
            steps += 1;
            assert!(steps < STEPS, "{name} goes on for ever");
        }
    }
}

#[test]
fn a_survey_leads_to_what_one_likes() {
    let mut learner = Learner::at("night-sky");
    let answers = vec![("like".to_owned(), vec!["words".to_owned()])];
    learner.act(Role::Learner, "", Fact::Survey { answers });
    let tongue = Tongue::english(Rc::new(Plain::default()));
    let progress = &learner.progress;
    let all = suggest(progress, SUGGESTED, None);
    let one = &all[0];
    let activity = progress.activity(one.ix).expect("it is there");
    assert!(activity.more.tags.contains(&"words".to_owned()));
    let says = one.why.says(progress, "en");
    assert_eq!(
        tongue.text(&says, &|_| String::new()),
        "Because you liked “With stories and arguments”."
    );
}
