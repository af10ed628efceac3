//! Formulas in a teacher's texts: drawn as the browser's own elements, or shown as they were written.

use serde_json::json;

use super::visit::Visit;

const BOARD: &str = r#"{ "choiceboard": 1, "id": "maths", "title": "Maths", "activities": [
    { "id": "half", "title": "Half", "about": "It costs $5 and `$ \\frac{1}{2} x^{n+1} \\le \\sqrt[3]{\\pi_1^2} $` more.\n\n`$ \\foo <img src=x> $` and `plain $`.",
      "check": { "questions": [ { "id": "q", "kind": "choice", "text": "What is `$ 2^3 $`?",
        "answers": [ { "text": "`$ 8 $`", "correct": true }, "`$ \\frac{8}{2} $`" ] } ] } },
    { "id": "walk", "title": "Walk" } ] }"#;

#[test]
fn formulas_are_drawn_and_what_is_not_known_is_shown_as_it_was_written() {
    let visit = Visit::with_board(BOARD);
    visit.narrow(320);
    visit.open("made.json", "u-17");
    visit.click_one("[data-activity=half]");
    visit.one(".cb-quiz math");
    let shape = "return [...document.querySelector('.cb-prose math').querySelectorAll('*')].map(({ localName }) => localName).join(' ')";
    assert_eq!(
        visit.script(shape, &[]),
        json!(
            "mrow mfrac mrow mn mrow mn msup mi mrow mi mo mn mo mroot mrow msubsup mi mn mn mrow mn"
        )
    );
    let spaces = "return [...document.querySelectorAll('.cb-math *')].every(piece => piece.namespaceURI === 'http://www.w3.org/1998/Math/MathML')";
    assert_eq!(visit.script(spaces, &[]), json!(true));
    let code = "return [...document.querySelectorAll('.cb-prose code')].map(({ textContent }) => textContent)";
    assert_eq!(
        visit.script(code, &[]),
        json!(["$ \\foo <img src=x> $", "plain $"])
    );
    assert!(visit.text().contains("It costs $5 and"));
    assert!(visit.there(".cb-quiz legend msup") && visit.there(".cb-quiz label mfrac"));
    visit.wait_for("no scrolling sideways", || !visit.sideways());
    visit.faultless();
    visit.end();
}
