//! Random events: every type, strange strings, few ids so that they collide.

use choiceboard::progress::{Actor, Event, Fact, Handed, Levels, Planned, Reach, Role, Terms};
use choiceboard::rules::Points;
use proptest::prelude::*;
use serde_json::{Map, Value, json};

/// Text of any kind: quotes, line ends, control characters, other planes.
pub fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => "[a-z ]{0,12}",
        1 => "\\PC{0,8}",
        1 => any::<String>(),
        1 => Just("\u{0}\t\r\n\"\\\u{7f}\u{2028}\u{feff}😀,[]{}".to_owned()),
    ]
}

fn handed() -> impl Strategy<Value = Handed> {
    (text(), text(), text(), 0u64..1 << 50).prop_map(|(kind, value, name, size)| Handed {
        kind,
        value,
        name,
        size,
        ..Handed::default()
    })
}

/// Percent, with as many decimals as are kept.
fn score() -> impl Strategy<Value = f64> {
    (0u32..=1_000_000).prop_map(|n| f64::from(n) / 1e4)
}

/// Levels of criteria that a rubric has or has not.
fn levels() -> impl Strategy<Value = Levels> {
    prop::collection::vec((text(), any::<u32>()), 0..3).prop_map(|all| {
        // A criterion has one level.
        let all: std::collections::BTreeMap<String, u32> = all.into_iter().collect();
        all.into_iter().collect()
    })
}

/// A plan, of few ids so that they come again.
fn planned() -> impl Strategy<Value = Planned> {
    let id = || prop_oneof![4 => "[a-e]", 1 => text()];
    (
        prop::option::of(prop::collection::vec(id(), 0..5)),
        prop::collection::btree_map(id(), -20_000i32..40_000, 0..3),
        text(),
    )
        .prop_map(|(activities, days, because)| Planned {
            activities,
            days,
            because,
        })
}

const REACHES: [Reach; 3] = [Reach::Yes, Reach::Partly, Reach::No];

/// Every type there is.
pub fn fact() -> impl Strategy<Value = Fact> {
    let simple = [
        Fact::Choose,
        Fact::Drop,
        Fact::Start,
        Fact::Done,
        Fact::Undo,
        Fact::ReadFeedback,
        Fact::Reset,
        Fact::CheckOff,
    ];
    prop_oneof![
        4 => prop::sample::select(simple.to_vec()),
        1 => prop::collection::vec(text(), 0..3).prop_map(|activities| Fact::Offered { activities }),
        1 => (0u32..9, any::<bool>()).prop_map(|(step, ticked)| Fact::Step { step, ticked }),
        1 => (text(), text()).prop_map(|(kind, value)| Fact::Draft { kind, value }),
        1 => prop::collection::vec(handed(), 0..3).prop_map(|evidence| Fact::Submit { evidence }),
        1 => prop::option::of(score()).prop_map(|score| Fact::Answer { score }),
        1 => (prop::option::of(score()), levels(), text()).prop_map(|(score, levels, comment)| Fact::Assess {
            score,
            levels,
            comment: comment.into(),
        }),
        1 => (levels(), text()).prop_map(|(levels, text)| Fact::SelfAssess { levels, text }),
        1 => any::<Option<bool>>().prop_map(|value| Fact::TakePart { value }),
        1 => any::<u32>().prop_map(|stars| Fact::Rate { stars }),
        1 => prop::collection::btree_map(text(), prop::collection::vec(text(), 0..3), 0..3)
            .prop_map(|answers| Fact::Survey { answers: answers.into_iter().collect() }),
        1 => (text(), prop::option::of(text()), prop::option::of(1u8..=5)).prop_map(|(text, prompt, confidence)| {
            Fact::Reflect { text, prompt: prompt.map(Into::into), confidence }
        }),
        1 => (text(), prop::option::of(-20_000i32..40_000)).prop_map(|(text, until)| Fact::Goal { text, until }),
        1 => (text(), prop::option::of(prop::sample::select(REACHES.to_vec())), text())
            .prop_map(|(goal, reached, text)| Fact::GoalReview { goal, reached, text }),
        1 => (prop::option::of(1u8..=5), text(), any::<bool>())
            .prop_map(|(mood, text, talk)| Fact::CheckIn { mood, text, talk }),
        1 => planned().prop_map(|planned| Fact::Plan(Box::new(planned))),
        1 => (text(), text()).prop_map(|(text, tried)| Fact::Help { text, tried }),
        1 => text().prop_map(|text| Fact::AnswerHelp { text }),
        1 => (text(), text(), prop::option::of(text())).prop_map(|(title, about, instead)| {
            Fact::Propose { title: title.into(), about: about.into(), instead: instead.map(Into::into) }
        }),
        1 => (text(), terms(), text()).prop_map(|(proposal, terms, comment)| {
            Fact::Accept { proposal: proposal.into(), terms, comment: comment.into() }
        }),
        1 => (text(), text()).prop_map(|(proposal, comment)| Fact::Decline { proposal: proposal.into(), comment: comment.into() }),
        1 => text().prop_map(|digest| Fact::Code { digest }),
        1 => (text(), prop::collection::vec(text(), 0..3))
            .prop_map(|(badge, because)| Fact::Earn { badge, because }),
        1 => text().prop_map(|comment| Fact::Approve { comment }),
        1 => text().prop_map(|comment| Fact::Return { comment }),
        1 => text().prop_map(|comment| Fact::Comment { comment }),
        1 => (text(), any::<bool>()).prop_map(|(group, member)| Fact::Group { group, member }),
        1 => text().prop_map(|badge| Fact::Award { badge }),
        1 => text().prop_map(|badge| Fact::Revoke { badge }),
        1 => text().prop_map(|name| Fact::Unknown(format!("x{name}"))),
    ]
}

fn terms() -> impl Strategy<Value = Option<Box<Terms>>> {
    let said = || prop::option::of("[a-z]{1,5}");
    (said(), said(), prop::option::of(0i64..100_000)).prop_map(|(title, about, points)| {
        let points = points.map(Points);
        let terms = Terms {
            title,
            about,
            points,
        };
        (terms != Terms::default()).then(|| Box::new(terms))
    })
}

/// Who.
pub fn actor() -> impl Strategy<Value = Actor> {
    let role = prop_oneof![
        6 => Just(Role::Learner),
        3 => Just(Role::Teacher),
        1 => text().prop_map(|name| Role::Other(format!("x{name}").into())),
    ];
    (role, text()).prop_map(|(role, id)| Actor {
        role,
        id: id.into(),
    })
}

/// Unknown fields.
fn extra() -> impl Strategy<Value = Map<String, Value>> {
    let one = (text(), text()).prop_map(|(name, value)| {
        let mut extra = Map::new();
        extra.insert(format!("x{name}"), json!([value, { "n": null }, 1.5]));
        extra
    });
    prop_oneof![3 => Just(Map::new()), 1 => one]
}

/// Any event. Ids are few, so that logs share them; two events of one id may differ.
pub fn event() -> impl Strategy<Value = Event> {
    let id = prop_oneof![9 => "[a-z]{1,2}", 1 => text().prop_map(|text| format!("x{text}"))];
    let at = 1_795_000_000_000i64..1_795_000_002_000;
    let offset = prop::option::of(-720i32..=840);
    let activity = "[a-e]";
    let revision = prop::option::of(text());
    (id, at, offset, actor(), activity, revision, fact(), extra()).prop_map(
        |(id, at, offset, by, activity, revision, fact, extra)| Event {
            id,
            at,
            offset,
            by,
            activity: Some(activity.into()),
            revision: revision.map(Into::into),
            fact,
            extra: extra.into(),
        },
    )
}
