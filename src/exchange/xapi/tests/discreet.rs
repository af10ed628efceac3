//! Nothing that a learner wrote gets out, whatever the event.

use proptest::prelude::*;

use super::*;

const MARKER: &str = "hunter2 Grüße";

/// Every type of event there is, with a learner's words wherever a text can stand.
fn facts() -> Vec<Fact> {
    let text = || MARKER.to_owned();
    let piece = |kind: &str| Handed {
        kind: kind.to_owned(),
        value: text(),
        digest: text(),
        name: text(),
        media: text(),
        size: 7,
        extra: Extra::default(),
    };
    let several = |id: &str| vec![text(), id.to_owned()];
    vec![
        Fact::Offered {
            activities: several("look"),
        },
        Fact::Plan(Box::new(Planned {
            activities: Some(several("look")),
            days: [(text(), 20_000)].into(),
            because: text(),
        })),
        Fact::Survey {
            answers: vec![(text(), vec![text()])],
        },
        Fact::Choose,
        Fact::Drop,
        Fact::Start,
        Fact::Step {
            step: 0,
            ticked: true,
        },
        Fact::Draft {
            kind: text(),
            value: text(),
        },
        Fact::Submit {
            evidence: [MARKER, "text", "link", "file"].map(piece).to_vec(),
        },
        Fact::Answer { score: Some(50.0) },
        Fact::Answer { score: None },
        Fact::Done,
        Fact::Undo,
        Fact::Rate { stars: 3 },
        Fact::Reflect {
            text: text(),
            prompt: Some(text().into()),
            confidence: Some(3),
        },
        Fact::Goal {
            text: text(),
            until: Some(20_000),
        },
        Fact::GoalReview {
            goal: text(),
            reached: Some(Reach::Partly),
            text: text(),
        },
        Fact::CheckIn {
            mood: Some(2),
            text: text(),
            talk: true,
        },
        Fact::Help {
            text: text(),
            tried: text(),
        },
        Fact::Propose {
            title: text().into(),
            about: text().into(),
            instead: Some(text().into()),
        },
        Fact::SelfAssess {
            levels: Levels::default(),
            text: text(),
        },
        Fact::TakePart { value: Some(false) },
        Fact::ReadFeedback,
        Fact::Code { digest: text() },
        Fact::Reset,
        Fact::Earn {
            badge: "wet".into(),
            because: several("look"),
        },
        Fact::Earn {
            badge: text(),
            because: several("look"),
        },
        Fact::Approve { comment: text() },
        Fact::Return { comment: text() },
        Fact::Comment { comment: text() },
        Fact::Assess {
            score: Some(50.0),
            levels: Levels::default(),
            comment: text().into(),
        },
        Fact::CheckOff,
        Fact::Accept {
            proposal: text().into(),
            terms: None,
            comment: text().into(),
        },
        Fact::Decline {
            proposal: text().into(),
            comment: text().into(),
        },
        Fact::Group {
            group: text(),
            member: true,
        },
        Fact::Award { badge: text() },
        Fact::Revoke { badge: text() },
        Fact::AnswerHelp { text: text() },
        Fact::Unknown(text()),
    ]
}

#[test]
fn the_list_of_facts_is_whole() {
    let mut words: Vec<&str> = facts().iter().map(Fact::word).collect();
    words.sort_unstable();
    words.dedup();
    assert_eq!(
        words.len(),
        37,
        "a new type of event must be thought of here"
    );
}

proptest! {
    /// Whatever the event: nothing of what a learner wrote, nor who they are, gets out; the statement keeps the rules; and it is the same again.
    #[test]
    fn nothing_of_a_learners_words_gets_out(
        which in 0..facts().len(),
        role in 0..3usize,
        activity in prop::option::of(prop::sample::select(vec!["look", "quiz", "show", MARKER])),
        at in -62_167_000_000_000i64..253_402_000_000_000,
        offset in prop::option::of(-1439i32..=1439),
        uuid in any::<bool>(),
    ) {
        let id = if uuid { "0193a5f0-1c2b-7def-8123-456789abcdef" } else { MARKER };
        let mut extra = Map::new();
        extra.insert("text".into(), MARKER.into());
        extra.insert("by".into(), json!({ "name": MARKER }));
        let event = Event {
            id: id.to_owned(),
            at,
            offset,
            by: Actor {
                role: [Role::Learner, Role::Teacher, Role::Other(MARKER.into())][role].clone(),
                id: MARKER.into(),
            },
            activity: activity.map(Into::into),
            revision: Some(MARKER.into()),
            fact: facts()[which].clone(),
            extra: extra.into(),
        };
        let (mut progress, _) = progress("");
        let told = |progress: &Progress| statements([&event], progress, MARKER, BASE);
        let first = told(&progress);
        first.iter().for_each(check);
        let text = Value::from(first.clone()).to_string();
        for word in ["hunter2", "Gr", "%C3%BC"] {
            prop_assert!(!text.contains(word), "{text}");
        }
        progress.apply(&event, Clock { now: 0, offset: 0 });
        let later = told(&progress);
        prop_assert_eq!(&first[..], &later[..first.len().min(later.len())]);
        later.iter().for_each(check);
    }
}
