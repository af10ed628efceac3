//! Mathematics as the browser's own elements (MathML), which screen readers know. Built piece by piece, never from text.

use leptos::tachys::renderer::dom::Dom;

use super::{El, Show, View, el};
use crate::words::math::{Math, read, source};

/// A piece of code; a formula where it is one and all of it can be read.
#[inline(never)]
pub fn code(text: String) -> View {
    match source(&text).and_then(read) {
        Some(math) => {
            // A formula reads from left to right in every script.
            let formula = mathml("math").attr("dir", "ltr").kid(drawn(&math));
            el("span").class("cb-math").kid(formula).view()
        }
        None => el("code").kid(text).view(),
    }
}

fn mathml(name: &'static str) -> El {
    El(Dom::create_element(
        name,
        Some("http://www.w3.org/1998/Math/MathML"),
    ))
}

fn drawn(math: &Math) -> View {
    match math {
        Math::Row(all) => mathml("mrow")
            .kid(all.iter().map(drawn).collect::<Vec<_>>())
            .view(),
        Math::Number(text) => leaf("mn", text),
        Math::Name(text) => leaf("mi", text),
        Math::Sign(text) => leaf("mo", text),
        Math::Text(text) => leaf("mtext", text),
        Math::Fraction(parts) => mathml("mfrac")
            .kid(parts.iter().map(drawn).collect::<Vec<_>>())
            .view(),
        Math::Root(of, None) => mathml("msqrt").kid(drawn(of)).view(),
        Math::Root(of, Some(index)) => mathml("mroot").kid(drawn(of)).kid(drawn(index)).view(),
        Math::Scripts { base, sub, sup } => {
            let name = match (sub, sup) {
                (Some(_), Some(_)) => "msubsup",
                (Some(_), None) => "msub",
                _ => "msup",
            };
            let piece = |of: &Option<Box<Math>>| of.as_deref().map(drawn);
            mathml(name)
                .kid(drawn(base))
                .kid(piece(sub))
                .kid(piece(sup))
                .view()
        }
    }
}

fn leaf(name: &'static str, text: &str) -> View {
    mathml(name).kid(text).view()
}
