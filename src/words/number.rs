//! Numbers from text, by serde_json's reader: the standard library's brings a table of 16 KB that hardly compresses.

/// The number a JSON text says; `None` where it is no JSON number, or one past what a double holds.
pub fn read_number(text: &str) -> Option<f64> {
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
    }
}
