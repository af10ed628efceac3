//! Numbers from text. The standard library's reader brings a table of 16 KB that hardly compresses.

/// The largest power of ten that a double holds exactly, and all below it.
const TENS: [f64; 23] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
];

/// The number a JSON text says; `None` where it is no JSON number, or one past what a double holds.
pub fn read_number(text: &str) -> Option<f64> {
    read_usual(text).or_else(|| read_any(text))
}

/// Up to fifteen digits without an exponent: both the digits as a whole and the power of ten to divide by are exact doubles, and so
/// their quotient is the nearest there is (W. D. Clinger, How to read floating point numbers accurately, 1990).
fn read_usual(text: &str) -> Option<f64> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let (whole, part) = digits.split_once('.').unwrap_or((digits, "0"));
    let leads = whole.len() > 1 && whole.starts_with('0');
    if whole.is_empty() || part.is_empty() || leads || whole.len() + part.len() > 15 {
        return None;
    }
    let mut number = 0_u64;
    for digit in whole.bytes().chain(part.bytes()) {
        if !digit.is_ascii_digit() {
            return None;
        }
        number = number * 10 + u64::from(digit - b'0');
    }
    let number = number as f64 / TENS.get(part.len())?;
    Some(if text.starts_with('-') {
        -number
    } else {
        number
    })
}

fn read_any(text: &str) -> Option<f64> {
    serde_json::from_str::<serde_json::Value>(text)
        .ok()?
        .as_f64()
}

#[cfg(test)]
mod tests {
    use super::read_number;
    use proptest::prelude::*;

    #[test]
    fn no_number_is_none() {
        for text in ["", "five", "1e400", ".5", "\"5\"", "true", "0x1f"] {
            assert_eq!(read_number(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn what_boards_say_is_read_exactly(whole in -1_000_000_000_i64..1_000_000_000, part in 0_u32..1000) {
            let text = format!("{whole}.{part:03}");
            prop_assert_eq!(read_number(&text), text.parse().ok());
        }

        #[test]
        fn every_double_is_read_as_it_was_written(bits in any::<u64>()) {
            let number = f64::from_bits(bits);
            prop_assume!(number.is_finite());
            let read = read_number(&number.to_string()).unwrap();
            // What is not usual is serde_json's, which may be off by one step at the edges.
            prop_assert!((read - number).abs() <= number.abs() * f64::EPSILON, "{number}");
        }
    }
}
