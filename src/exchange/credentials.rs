//! A board's badges as achievements of Open Badges 3.0, for an issuer to sign: who may vouch for a learner is the school, never this page.

use serde_json::{Map, Value, json};

use super::{criteria, iri};
use crate::board::{Badge, Board, Standard, Text, is_address};
use crate::progress::Progress;
use crate::rules::{Ix, Rule, explain};
use crate::words::markdown::bare;

/// The contexts that an achievement is read by (Open Badges 3.0, 2024).
const CONTEXT: [&str; 2] = [
    "https://www.w3.org/ns/credentials/v2",
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
];

/// One achievement for each badge of the board on which nothing has been done yet, in the board's language. `base` is the issuer's own address of
/// the board: each id is that address and the badge's id.
pub fn achievements(progress: &Progress, base: &str) -> Vec<Value> {
    let board = &progress.edition().board;
    let badges = board.badges.iter().enumerate();
    badges
        .map(|(at, badge)| achievement(progress, base, at, badge, board))
        .collect()
}

fn achievement(progress: &Progress, base: &str, at: usize, badge: &Badge, board: &Board) -> Value {
    let said = |text: &Text| String::from(text.get(&board.language));
    let ahead = progress.ahead();
    let asked = explain::badge(&ahead, at);
    // A badge that the teacher gives by hand has a rule without activities, and nothing to say of it.
    let asked = asked.filter(|(outcome, _)| !outcome.helps.is_empty());
    let (helps, need) = asked.map_or((Vec::new(), 0.0), |(outcome, _)| {
        (outcome.helps, outcome.need)
    });
    let about = Some(said(&badge.about)).filter(|about| !about.is_empty());
    let narrative = about
        .or_else(|| criteria::says(board, badge))
        .unwrap_or_else(|| said(&badge.title));
    let mut all = Map::new();
    all.insert("@context".into(), json!(CONTEXT));
    all.insert(
        "id".into(),
        [base, "#", &iri::part(&badge.id)].concat().into(),
    );
    all.insert("type".into(), json!(["Achievement"]));
    all.insert("achievementType".into(), "Badge".into());
    all.insert("inLanguage".into(), board.language.clone().into());
    all.insert("name".into(), said(&badge.title).into());
    all.insert("description".into(), bare(&narrative).into());
    all.insert("criteria".into(), json!({ "narrative": narrative }));
    if badge.icon.starts_with("https://") {
        let image = json!({ "id": badge.icon, "type": "Image" });
        all.insert("image".into(), image);
    }
    let alignment: Vec<Value> = covered(board, badge, &helps, need)
        .into_iter()
        .flat_map(|standard| alignments(standard, &said(&standard.title)))
        .collect();
    if !alignment.is_empty() {
        all.insert("alignment".into(), alignment.into());
    }
    Value::Object(all)
}

/// The standards that whoever earns the badge has surely worked at: those its rule names, and those of its activities, of all where all are
/// needed and else those that all of them share.
fn covered<'b>(board: &'b Board, badge: &Badge, helps: &[Ix], need: f64) -> Vec<&'b Standard> {
    let mut named = Vec::new();
    name(&badge.when, &mut named);
    let of = |ix: &Ix| match board.activities.get(*ix as usize) {
        Some(activity) => activity.more.standards.as_slice(),
        None => &[],
    };
    let all_needed = need >= helps.len() as f64;
    let has = |standard: &str| {
        let has = |ix: &Ix| of(ix).iter().any(|id| id == standard);
        match all_needed {
            true => helps.iter().any(has),
            false => !helps.is_empty() && helps.iter().all(has),
        }
    };
    let standards = board.standards.iter();
    standards
        .filter(|standard| named.contains(&standard.id) || has(&standard.id))
        .collect()
}

/// Standards whose mastery a rule asks for.
fn name(rule: &Rule, named: &mut Vec<String>) {
    match rule {
        Rule::All(parts) => parts.iter().for_each(|part| name(part, named)),
        Rule::Mastery { standard, .. } => named.push(standard.clone()),
        _ => {}
    }
}

/// A standard as a node of its framework: by its address, and by its CASE item. Where the board names both, both are there: people follow the one,
/// registers of skills know the other.
fn alignments(standard: &Standard, title: &str) -> Vec<Value> {
    let page = Some(standard.uri.clone()).filter(|uri| !uri.is_empty());
    let code = standard.code.as_str();
    let item = standard.case.as_ref().map_or("", |(_, item)| item.as_str());
    // An item without a code is known by its own id.
    let item = if code.is_empty() { item } else { code };
    let named = [
        page.map(|url| (url, code, None)),
        iri::case(standard).map(|url| (url, item, Some("CFItem"))),
    ];
    let name = if title.is_empty() {
        standard.id.as_str()
    } else {
        title
    };
    let named = named.into_iter().flatten();
    named
        .map(|(url, code, kind)| {
            let mut all = Map::new();
            all.insert("type".into(), json!(["Alignment"]));
            all.insert("targetName".into(), name.into());
            all.insert("targetUrl".into(), url.into());
            if !code.is_empty() {
                all.insert("targetCode".into(), code.into());
            }
            if let Some(kind) = kind {
                all.insert("targetType".into(), kind.into());
            }
            Value::Object(all)
        })
        .collect()
}

/// What an achievement leaves out of a badge, in words: by the badge's id.
pub fn left_out(board: &Board) -> Vec<(String, String)> {
    let mut all = Vec::new();
    for badge in &board.badges {
        let mut say = |says: String| all.push((badge.id.clone(), says));
        if is_address(&badge.icon) && !badge.icon.starts_with("https://") {
            say(format!(
                "Its picture `{}` has no address that begins with https://, and is left out.",
                badge.icon
            ));
        }
        if badge.about.is_empty() && criteria::says(board, badge).is_none() {
            say(String::from(
                "What it asks for can only be said by you: without an `about` its title stands for it.",
            ));
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::board::{layout, read};
    use crate::progress::Edition;
    use crate::rules::Clock;

    const BOARD: &str = r#"{ "choiceboard": 1, "id": "b", "title": "B", "activities": [
        { "id": "a", "title": "Look", "standards": ["see", "draw"] }, { "id": "c", "title": "Draw", "standards": ["draw"] },
        { "id": "d", "title": "Rest" } ],
        "standards": [ { "id": "see", "title": "Sees", "case": { "document": "6b1f0c3e-0000-4000-8000-000000000001",
            "item": "6b1f0c3e-0000-4000-8000-000000000002" } },
            { "id": "draw", "title": "Draws", "code": "D.1", "uri": "https://standards.example/d1" }, { "id": "own", "title": "Own" } ],
        "badges": [
            { "id": "both", "title": "Both", "when": { "all": ["a", "c"] } },
            { "id": "one of two", "title": "One", "about": "One of *two*", "icon": "https://b.example/1.png", "when": { "any": ["a", "c"] } },
            { "id": "any", "title": "Any", "when": { "at_least": 1 } },
            { "id": "level", "title": "Level", "when": { "mastery": "own", "min": "familiar" } },
            { "id": "hand", "title": "By hand" } ] }"#;

    fn made() -> Vec<Value> {
        let board = read(BOARD.as_bytes()).board.unwrap();
        let ground = layout(&board);
        let clock = Clock { now: 0, offset: 0 };
        let progress = Progress::new(Arc::new(Edition::new(board, ground)), clock);
        achievements(&progress, "https://school.example/b")
    }

    #[test]
    fn a_badge_is_an_achievement_with_criteria() {
        let made = made();
        assert_eq!(
            made[1],
            json!({
                "@context": CONTEXT,
                "id": "https://school.example/b#one%20of%20two",
                "type": ["Achievement"],
                "achievementType": "Badge",
                "inLanguage": "en",
                "name": "One",
                "description": "One of two",
                "criteria": { "narrative": "One of *two*" },
                "image": { "id": "https://b.example/1.png", "type": "Image" },
                "alignment": [{
                    "type": ["Alignment"], "targetName": "Draws", "targetUrl": "https://standards.example/d1", "targetCode": "D.1"
                }]
            })
        );
        let narrative = |at: usize| made[at]["criteria"]["narrative"].as_str().unwrap();
        assert_eq!(narrative(0), "Complete all of these: Look, Draw.");
        assert_eq!(
            narrative(4),
            "Given by the teacher for work on the board “B”."
        );
    }

    #[test]
    fn standards_are_those_that_whoever_earns_it_has_worked_at() {
        let made = made();
        let urls = |at: usize| -> Vec<&str> {
            let all = made[at]["alignment"].as_array().into_iter().flatten();
            all.map(|one| one["targetUrl"].as_str().unwrap()).collect()
        };
        let item = "urn:uuid:6b1f0c3e-0000-4000-8000-000000000002";
        assert_eq!(urls(0), [item, "https://standards.example/d1"]);
        assert_eq!(made[0]["alignment"][0]["targetType"], "CFItem");
        assert_eq!(urls(2), [""; 0], "one of three says nothing of the others");
        assert_eq!(urls(3), [""; 0], "a standard without an address is no node");
    }

    #[test]
    fn a_standard_with_an_address_and_a_case_item_is_aligned_with_both() {
        let standard = |code: &str| Standard {
            id: "d".into(),
            code: code.into(),
            uri: "https://standards.example/d1".into(),
            case: Some(("1".into(), "6b1f".into())),
            ..Standard::default()
        };
        let page = json!({ "type": ["Alignment"], "targetName": "Draws", "targetUrl": "https://standards.example/d1" });
        let item = json!({ "type": ["Alignment"], "targetName": "Draws", "targetUrl": "urn:uuid:6b1f", "targetCode": "6b1f", "targetType": "CFItem" });
        assert_eq!(alignments(&standard(""), "Draws"), [page, item]);
        let both = alignments(&standard("D.1"), "Draws");
        let codes: Vec<&Value> = both.iter().map(|one| &one["targetCode"]).collect();
        assert_eq!(codes, ["D.1", "D.1"]);
    }

    #[test]
    fn what_is_left_out_is_said() {
        let text = BOARD
            .replace("https://b.example/1.png", "images/1.png")
            .replace(r#""when": { "at_least": 1 }"#, r#""when": { "not": "a" }"#);
        let board = read(text.as_bytes()).board.unwrap();
        let says = |id: &str, says: &str| (String::from(id), String::from(says));
        assert_eq!(
            left_out(&board),
            [
                says(
                    "one of two",
                    "Its picture `images/1.png` has no address that begins with https://, and is left out."
                ),
                says(
                    "any",
                    "What it asks for can only be said by you: without an `about` its title stands for it."
                ),
            ]
        );
    }
}
