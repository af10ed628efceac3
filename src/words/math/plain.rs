//! Formulas in one line of plain signs, for places that hold no elements: lists to choose from, labels of buttons.

use super::{Math, read, source};
use crate::words::markdown::{Span, line, plain};

/// A Markdown text without its marks, its formulas in one line: `3/4`, `x^2`, `√(x + 1)`.
pub fn in_a_line(text: &str) -> String {
    let mut spans = line(text);
    flatten(&mut spans);
    plain(&spans)
}

fn flatten(spans: &mut [Span]) {
    for span in spans {
        match span {
            Span::Code(code) => {
                if let Some(formula) = formula(code) {
                    *span = Span::Text(formula);
                }
            }
            Span::Emphasis(inner) | Span::Strong(inner) | Span::Link(_, inner) => flatten(inner),
            Span::Text(_) | Span::Image(..) | Span::Break => {}
        }
    }
}

/// A piece of code in one line of plain signs, where it is a formula that can be read.
pub fn formula(code: &str) -> Option<String> {
    Some(flat(&source(code).and_then(read)?))
}

fn flat(math: &Math) -> String {
    match math {
        Math::Row(all) => all.iter().map(flat).collect(),
        Math::Number(text) | Math::Name(text) | Math::Text(text) => text.clone(),
        Math::Sign(sign) => match sign.as_str() {
            // Between what they join.
            "=" | "<" | ">" | "≤" | "≥" | "≠" | "≈" | "·" | "×" | "÷" | "±" | "+" | "−" => {
                [" ", sign, " "].concat()
            }
            sign => sign.to_owned(),
        },
        Math::Fraction(parts) => {
            let [over, under] = &**parts;
            [&held(over), "/", &held(under)].concat()
        }
        Math::Root(of, index) => {
            let index = index.as_deref().map(flat).unwrap_or_default();
            [&index, "√", &held(of)].concat()
        }
        Math::Scripts { base, sub, sup } => {
            let part = |of: &Option<Box<Math>>, mark: &str| {
                let of = of.as_deref();
                of.map_or_else(String::new, |of| [mark, &held(of)].concat())
            };
            [flat(base), part(sub, "_"), part(sup, "^")].concat()
        }
    }
}

/// In brackets, unless it is a single piece.
fn held(math: &Math) -> String {
    let text = flat(math);
    let text = text.trim();
    match math {
        Math::Row(all) if all.len() != 1 => ["(", text, ")"].concat(),
        Math::Row(all) => all.first().map(held).unwrap_or_default(),
        Math::Fraction(_) => ["(", text, ")"].concat(),
        _ => text.to_owned(),
    }
}
