//! Formulas in one line of plain signs, for places that hold no elements: lists to choose from, labels of buttons.

use super::{Math, read, source};
use crate::words::markdown::{Span, line, plain};

/// A text with its formulas in one line: `3/4`, `x^2`, `√(x + 1)`. One without formulas stays as it is.
pub fn in_a_line(text: &str) -> String {
    if !(text.contains('`') && text.contains('$')) {
        return text.to_owned();
    }
    let mut has_formulas = false;
    let mut spans = line(text);
    for span in &mut spans {
        if let Span::Code(code) = span
            && let Some(formula) = formula(code)
        {
            has_formulas = true;
            *span = Span::Text(formula);
        }
    }
    match has_formulas {
        true => plain(&spans),
        false => text.to_owned(),
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
