//! The texts of a board that are shown as Markdown, and what their pictures and links lead to. Few boards have any: nothing of this runs where no text
//! has an address.

use super::beside::lies_beside;
use super::model::{Activity, Board, Check, Text};
use crate::words::markdown::{Leads, addresses, readdressed};

/// Put before an address that leads nowhere: the page shows the words alone then.
const NOWHERE: &str = "none:";

/// Whether a board's file may have a text with an address in it.
pub fn may_lead(file: &[u8]) -> bool {
    file.windows(2).any(|two| two == b"](")
}

/// Turns addresses beside the board, in its texts, into addresses from the page, as [`super::look_beside`] does with all others.
#[inline(never)]
pub fn lead_beside(board: &mut Board, folder: Option<&str>) {
    let before = folder.map_or(String::from(NOWHERE), escaped);
    if before.is_empty() {
        return;
    }
    let turned = |text: &str| readdressed(text, &before, &lies_beside);
    each(board, &mut |text| match text {
        Text::Plain(text) => {
            if let Some(turned) = turned(text) {
                *text = turned.into();
            }
        }
        Text::Several(several) => {
            for (_, text) in several {
                if let Some(turned) = turned(text) {
                    *text = turned;
                }
            }
        }
    });
}

/// What the texts of a board lead to.
pub(super) fn leads(board: &mut Board) -> Vec<Leads> {
    let mut all = Vec::new();
    each(board, &mut |text| match text {
        Text::Plain(text) => all.extend(addresses(text)),
        Text::Several(several) => {
            let texts = several.iter();
            all.extend(texts.flat_map(|(_, text)| addresses(text)));
        }
    });
    all
}

/// A folder as it can stand in an address in Markdown.
fn escaped(folder: &str) -> String {
    let mut out = String::new();
    for sign in folder.chars() {
        match sign {
            ' ' => out.push_str("%20"),
            '(' => out.push_str("%28"),
            ')' => out.push_str("%29"),
            '<' => out.push_str("%3C"),
            '>' => out.push_str("%3E"),
            '\\' => out.push_str("%5C"),
            _ => out.push(sign),
        }
    }
    out
}

fn each(board: &mut Board, act: &mut dyn FnMut(&mut Text)) {
    act(&mut board.about);
    for section in &mut board.sections {
        act(&mut section.about);
    }
    for question in &mut board.survey {
        act(&mut question.title);
        question.options.iter_mut().for_each(|(_, text)| act(text));
    }
    for asks in [
        &mut board.goals,
        &mut board.reflections,
        &mut board.check_in,
    ] {
        asks.prompts.iter_mut().for_each(&mut *act);
    }
    for activity in &mut board.activities {
        of_activity(activity, act);
    }
}

fn of_activity(activity: &mut Activity, act: &mut dyn FnMut(&mut Text)) {
    act(&mut activity.about);
    let Some(more) = activity.more.there() else {
        return;
    };
    more.steps.iter_mut().for_each(&mut *act);
    if let Some(evidence) = &mut more.evidence {
        act(&mut evidence.prompt);
    }
    if let Some(check) = &mut more.check {
        of_check(check, act);
    }
    if let Some(rubric) = &mut more.rubric {
        let levels = rubric.criteria.iter_mut();
        let levels = levels.flat_map(|criterion| &mut criterion.levels);
        levels.for_each(|level| act(&mut level.about));
    }
    if let Some(place) = &mut more.place {
        for text in [&mut place.who, &mut place.location, &mut place.when] {
            act(text);
        }
    }
    for (_, version) in &mut more.versions {
        of_activity(version, act);
    }
}

fn of_check(check: &mut Check, act: &mut dyn FnMut(&mut Text)) {
    for question in &mut check.questions {
        act(&mut question.text);
        act(&mut question.feedback);
        for answer in question.answers.iter_mut().chain(&mut question.matches) {
            act(&mut answer.text);
            act(&mut answer.feedback);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::board::{beside, pictures_elsewhere, read};

    const BOARD: &str = r#"{ "choiceboard": 1, "id": "b", "title": "[no](title.html)", "about": "![a](1.svg) [out](https://e.example/x)",
        "reflections": { "prompts": ["![p](2.svg)"] },
        "activities": [ { "id": "a", "title": "A", "about": { "en": "![a](3.svg)", "de": "![a](drei.svg)" }, "steps": ["See [it](4.pdf)"],
            "image": { "src": "https://far.example/i.png", "alt": "" },
            "resources": [{ "title": "R", "url": "https://far.example/page" }],
            "evidence": { "prompt": "![e](5.svg)" },
            "check": { "questions": [ { "id": "q", "type": "choice", "text": "![q](6.svg)", "feedback": "![f](//far.example/f.svg)",
                "answers": [ { "text": "![y](7.svg)", "correct": true }, { "text": "No" } ] } ] } },
            { "id": "c", "title": "C", "about": "Again ![a](1.svg), `![code](8.svg)`" } ] }"#;

    fn board() -> Board {
        let reading = read(BOARD.as_bytes());
        reading
            .board
            .unwrap_or_else(|| panic!("{:?}", reading.diagnostics))
    }

    #[test]
    fn what_texts_lead_to_lies_beside_the_board_too() {
        let board = board();
        assert!(may_lead(BOARD.as_bytes()));
        assert_eq!(
            beside(&board),
            [
                "1.svg", "2.svg", "3.svg", "drei.svg", "4.pdf", "5.svg", "6.svg", "7.svg"
            ]
        );
        assert_eq!(
            pictures_elsewhere(&board),
            ["https://far.example/i.png", "//far.example/f.svg"]
        );
    }

    #[test]
    fn texts_lead_to_where_the_board_lies() {
        let mut board = board();
        lead_beside(&mut board, Some("my boards/"));
        assert_eq!(
            board.about.get("en"),
            "![a](my%20boards/1.svg) [out](https://e.example/x)"
        );
        assert_eq!(board.title.get("en"), "[no](title.html)");
        let about = &board.activities[0].about;
        assert_eq!(about.get("de"), "![a](my%20boards/drei.svg)");
        assert_eq!(about.get("en"), "![a](my%20boards/3.svg)");
        assert_eq!(
            board.activities[0].more.steps[0].get("en"),
            "See [it](my%20boards/4.pdf)"
        );
    }

    #[test]
    fn texts_lead_into_a_board_in_one_file() {
        let mut board = board();
        lead_beside(&mut board, Some("inside:///"));
        let step = board.activities[0].more.steps[0].get("en");
        assert_eq!(
            addresses(step),
            [Leads::Link(String::from("inside:///4.pdf"))]
        );
        assert_eq!(
            addresses(board.activities[1].about.get("en")),
            [Leads::Picture(String::from("inside:///1.svg"))]
        );
    }

    #[test]
    fn what_cannot_be_reached_is_words_alone() {
        use crate::words::markdown::{Block, Span, read};
        let mut board = board();
        lead_beside(&mut board, None);
        let said = |text: &Text| read(text.get("en"));
        let text = |text: &str| Span::Text(text.to_owned());
        let step = said(&board.activities[0].more.steps[0]);
        assert_eq!(step, [Block::Paragraph(vec![text("See it")])]);
        let [Block::Paragraph(spans)] = &said(&board.about)[..] else {
            panic!("{:?}", board.about);
        };
        assert_eq!(spans[0], text("a "));
        let mut same = self::board();
        lead_beside(&mut same, Some(""));
        assert_eq!(same, self::board());
    }
}
