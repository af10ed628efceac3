//! Which characters are letters or digits, roughly, for all scripts at once.
//!
//! The standard library knows it exactly, by tables that weigh more than the student's page can carry. Here every character
//! beyond ASCII is one, except in the blocks that Unicode has set apart for punctuation, symbols, marks of control and pictures.
//! What depends on it (counting words, guarding the direction of a title) bears a rare mistake.

/// A letter of any script; no digit of ASCII.
pub fn is_letter(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_alphabetic();
    }
    !matches!(c,
        '\u{80}'..='\u{a9}' | '\u{ab}'..='\u{b4}' | '\u{b6}'..='\u{b9}' | '\u{bb}'..='\u{bf}' | '\u{d7}' | '\u{f7}'
        // Arabic punctuation and digits.
        | '\u{600}'..='\u{60f}' | '\u{61b}'..='\u{61f}' | '\u{660}'..='\u{66d}' | '\u{6d4}' | '\u{6f0}'..='\u{6f9}'
        // General punctuation, super- and subscripts, money, arrows, mathematics, boxes, dingbats, braille.
        | '\u{2000}'..='\u{2070}' | '\u{2074}'..='\u{207e}' | '\u{2080}'..='\u{208e}' | '\u{20a0}'..='\u{20ff}'
        | '\u{2190}'..='\u{245f}' | '\u{2460}'..='\u{24b5}' | '\u{24ea}'..='\u{2bff}' | '\u{2e00}'..='\u{2e7f}'
        | '\u{3000}'..='\u{3004}' | '\u{3008}'..='\u{3020}' | '\u{3030}'
        // Private use, variation selectors, forms of punctuation, pictures.
        | '\u{e000}'..='\u{f8ff}' | '\u{fe00}'..='\u{fe6f}' | '\u{feff}'..='\u{ff20}' | '\u{fff0}'..='\u{ffff}'
        | '\u{1f000}'..='\u{1faff}' | '\u{e0000}'..='\u{10ffff}')
}

/// A letter of any script, or a digit.
pub fn is_letter_or_digit(c: char) -> bool {
    is_letter(c)
        || c.is_ascii_digit()
        || matches!(c, '\u{660}'..='\u{669}' | '\u{6f0}'..='\u{6f9}' | '\u{b2}' | '\u{b3}' | '\u{b9}' | '\u{ff10}'..='\u{ff19}')
}

#[cfg(test)]
mod tests {
    use super::{is_letter, is_letter_or_digit};

    #[test]
    fn letters_of_the_scripts_that_schools_write_are_letters() {
        let scripts = [
            'a'..='z',
            'À'..='Ö',
            'Ø'..='ö',
            'ø'..='ɏ',
            'Α'..='Ρ',
            'α'..='ω',
            'А'..='я',
            'א'..='ת',
            'ء'..='غ',
            'ف'..='ي',
            'अ'..='ह',
            'ก'..='ฮ',
            'ぁ'..='ゖ',
            'ァ'..='ヺ',
            '一'..='龥',
            '가'..='힣',
        ];
        for c in scripts.into_iter().flatten() {
            assert!(is_letter(c) && c.is_alphabetic(), "{c}");
        }
    }

    #[test]
    fn signs_and_pictures_are_none() {
        for c in " .,!?¿¡«»“”„’…—–·×÷±§©€$%→✓★☂️😀🌧、。「」،؛؟٪".chars()
        {
            assert!(!is_letter_or_digit(c) && !c.is_alphanumeric(), "{c:?}");
        }
    }

    #[test]
    fn digits_are_no_letters() {
        for c in "0123456789٣۴".chars() {
            assert!(is_letter_or_digit(c) && !is_letter(c), "{c}");
        }
    }
}
