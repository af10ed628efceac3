//! A board that cannot be shown: why, where in the file, and what to do.

use leptos::prelude::*;

use crate::session::view::{MistakeView, ProblemView};
use crate::ui::Desk;
use crate::ui::look;
use crate::ui::parts::picker::picker;
use crate::ui::parts::{Button, button, icon};
use crate::words::{Arg, Phrase};

/// The page that says so.
pub fn problem(desk: Desk, problem: &ProblemView) -> AnyView {
    let title = desk.text(&problem.title);
    document().set_title(&title);
    let again = button(Button {
        class: "cb-main",
        icon: "#cb-i-undo",
        label: desk.say("ui-retry"),
        bare: false,
        act: Box::new(move || desk.host().again()),
    });
    let other = picker(
        "cb-btn",
        "#cb-i-open",
        desk.say("ui-open-file"),
        ".json,application/json",
        Box::new(move |file| desk.host().open(file)),
    );
    let mistakes = (!problem.mistakes.is_empty()).then(|| {
        let list = problem
            .mistakes
            .iter()
            .map(|mistake| one(desk, mistake))
            .collect_view();
        view! { <div class="cb-rows cb-plain">{list}</div> }
    });
    view! {
        <div class="cb-page">
            <header class="cb-head">
                <div>
                    <h1 class="cb-title">{title}</h1>
                    <p class="cb-sub" role="alert">{desk.text(&problem.says)}</p>
                </div>
                <div class="cb-tools">{look::menu(desk)}</div>
            </header>
            <div class="cb-row">
                {again} {other} <a class="cb-btn" href="?">
                    {icon("#cb-i-grid")}
                    <span>{desk.say("ui-other-board")}</span>
                </a>
            </div>
            {mistakes}
        </div>
    }
    .into_any()
}

fn one(desk: Desk, mistake: &MistakeView) -> AnyView {
    let (severity, word, picture) = if mistake.error {
        ("error", "ui-mistake-error", "#cb-i-error")
    } else {
        ("warning", "ui-mistake-warning", "#cb-i-warn")
    };
    let place = Phrase::new(word)
        .with("code", Arg::Text(mistake.code.to_owned()))
        .n("line", mistake.line)
        .n("column", mistake.column);
    let path = (!mistake.path.is_empty())
        .then(|| view! { <pre class="cb-source">{mistake.path.clone()}</pre> });
    let suggestion = mistake.suggestion.as_ref().map(
        |says| view! { <p class="cb-kind">{icon("#cb-i-fix")} <span>{desk.text(says)}</span></p> },
    );
    view! {
        <article class="cb-diag" data-severity=severity data-code=mistake.code>
            <h2 class="cb-kind">
                {icon(picture)} <span>{desk.text(&mistake.says)}</span>
            </h2>
            <p class="cb-small">{desk.text(&place)}</p>
            {path}
            {suggestion}
        </article>
    }
    .into_any()
}
