//! The texts of a board that are shown as Markdown, and what their pictures and links lead to. Few boards have any: nothing of this runs where no text
//! has an address.

use super::beside::lies_beside;
use super::model::{Activity, Answer, Board, Check, Prompt, Text};
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
    let lead = |text: &mut Text| lead(text, &before);
    each(board, &mut |words| match words {
        Words::Shown(text) => {
            lead(text);
        }
        Words::Answer(answer) => {
            let mut drawn = answer.text.clone();
            if lead(&mut drawn) {
                answer.drawn = Some(Box::new(drawn));
            }
        }
        Words::Asked(asked) => {
            let mut drawn = asked.prompts.clone();
            // Each of them, whether or not one before it has any.
            let leads = drawn.iter_mut().map(lead).filter(|leads| *leads).count();
            if leads > 0 {
                asked.drawn = drawn;
            }
        }
    });
}

/// Turns the addresses of one text; whether it has any.
fn lead(text: &mut Text, before: &str) -> bool {
    let turned = |text: &str| readdressed(text, before, &lies_beside);
    match text {
        Text::Plain(text) => match turned(text) {
            Some(turned) => {
                *text = turned.into();
                true
            }
            None => false,
        },
        Text::Several(several) => {
            let mut leads = false;
            for (_, text) in several {
                if let Some(turned) = turned(text) {
                    *text = turned;
                    leads = true;
                }
            }
            leads
        }
    }
}

/// What the texts of a board lead to.
pub(super) fn leads(board: &mut Board) -> Vec<Leads> {
    let mut all = Vec::new();
    let mut add = |text: &Text| match text {
        Text::Plain(text) => all.extend(addresses(text)),
        Text::Several(several) => {
            let texts = several.iter();
            all.extend(texts.flat_map(|(_, text)| addresses(text)));
        }
    };
    each(board, &mut |words| match words {
        Words::Shown(text) => add(text),
        Words::Answer(answer) => add(&answer.text),
        Words::Asked(asked) => asked.prompts.iter().for_each(&mut add),
    });
    all
}

/// A question of the journal as it is drawn, from how the log has it.
#[inline(never)]
pub fn as_drawn<'a>(asked: &'a Prompt, said: &'a str) -> &'a str {
    let mut both = asked.prompts.iter().zip(&asked.drawn);
    let found = both.find_map(|(kept, drawn)| match (kept, drawn) {
        (Text::Plain(kept), Text::Plain(drawn)) => (**kept == *said).then_some(&**drawn),
        (Text::Several(kept), Text::Several(drawn)) => {
            let mut both = kept.iter().zip(drawn);
            let found = both.find(|((_, kept), _)| *kept == said);
            found.map(|(_, (_, drawn))| &**drawn)
        }
        _ => None,
    });
    found.unwrap_or(said)
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

/// Texts of a board.
enum Words<'a> {
    /// It is shown, and that is all.
    Shown(&'a mut Text),
    /// Logs keep an answer by its words: these stay the same wherever the board lies.
    Answer(&'a mut Answer),
    /// An entry of the journal keeps its question.
    Asked(&'a mut Prompt),
}

fn each(board: &mut Board, act: &mut dyn FnMut(Words)) {
    let mut show = |text| act(Words::Shown(text));
    show(&mut board.about);
    for section in &mut board.sections {
        show(&mut section.about);
    }
    for question in &mut board.survey {
        show(&mut question.title);
        question.options.iter_mut().for_each(|(_, text)| show(text));
    }
    for asks in [&mut board.goals, &mut board.check_in] {
        asks.prompts.iter_mut().for_each(&mut show);
    }
    act(Words::Asked(&mut board.reflections));
    for activity in &mut board.activities {
        of_activity(activity, act);
    }
}

fn of_activity(activity: &mut Activity, act: &mut dyn FnMut(Words)) {
    let mut show = |text| act(Words::Shown(text));
    show(&mut activity.about);
    let Some(more) = activity.more.there() else {
        return;
    };
    more.steps.iter_mut().for_each(&mut show);
    if let Some(evidence) = &mut more.evidence {
        show(&mut evidence.prompt);
    }
    if let Some(rubric) = &mut more.rubric {
        let levels = rubric.criteria.iter_mut();
        let levels = levels.flat_map(|criterion| &mut criterion.levels);
        levels.for_each(|level| show(&mut level.about));
    }
    if let Some(place) = &mut more.place {
        for text in [&mut place.who, &mut place.location, &mut place.when] {
            show(text);
        }
    }
    if let Some(check) = &mut more.check {
        of_check(check, act);
    }
    for (_, version) in &mut more.versions {
        of_activity(version, act);
    }
}

fn of_check(check: &mut Check, act: &mut dyn FnMut(Words)) {
    for question in &mut check.questions {
        act(Words::Shown(&mut question.text));
        act(Words::Shown(&mut question.feedback));
        for answer in question.answers.iter_mut().chain(&mut question.matches) {
            act(Words::Shown(&mut answer.feedback));
            act(Words::Answer(answer));
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
    fn what_logs_keep_is_the_same_wherever_the_board_lies() {
        let mut board = board();
        lead_beside(&mut board, Some("far/"));
        let answers = &board.activities[0].more.check.as_ref().unwrap().questions[0].answers;
        assert_eq!(answers[0].text.get("en"), "![y](7.svg)");
        let drawn = answers[0].drawn.as_ref().map(|text| text.get("en"));
        assert_eq!(drawn, Some("![y](far/7.svg)"));
        assert_eq!(
            (answers[1].text.get("en"), &answers[1].drawn),
            ("No", &None)
        );
        let asked = &board.reflections;
        assert_eq!(asked.prompts[0].get("en"), "![p](2.svg)");
        assert_eq!(as_drawn(asked, "![p](2.svg)"), "![p](far/2.svg)");
        assert_eq!(as_drawn(asked, "![o](3.svg)"), "![o](3.svg)");
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
