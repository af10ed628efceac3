//! Numbers as people type them.
//!
//! A comma and a point both stand before decimals somewhere, and between thousands elsewhere. What is typed means one number: `2,5` and `2.5` are the
//! same everywhere, and only of a single sign with three digits behind it the board's language decides.

/// Languages in which a comma stands before the decimals; in all others it is a point. After the Unicode CLDR.
const COMMA: [&str; 54] = [
    "af", "az", "be", "bg", "br", "bs", "ca", "cs", "da", "de", "el", "es", "et", "eu", "fi", "fo",
    "fr", "fy", "gl", "hr", "hu", "hy", "id", "is", "it", "ka", "kk", "kl", "ky", "lb", "lt", "lv",
    "mk", "nb", "nl", "nn", "no", "oc", "pl", "pt", "ro", "ru", "se", "sk", "sl", "sq", "sr", "sv",
    "tk", "tr", "tt", "uk", "uz", "vi",
];

/// Where a language is written otherwise.
const OTHERWISE: [(&str, &[&str]); 4] = [
    ("ar", &["DZ", "LY", "MA", "MR", "TN"]),
    ("de", &["CH", "LI"]),
    (
        "es",
        &[
            "419", "BZ", "CU", "DO", "GT", "HN", "MX", "NI", "PA", "PE", "PR", "SV", "US",
        ],
    ),
    ("it", &["CH"]),
];

/// The Arabic sign before decimals: nothing else is meant by it.
const ARABIC: char = '٫';

/// The number that was typed: with a comma or a point before the decimals or between thousands, as a fraction, with the digits of Arabic.
pub(super) fn number(typed: &str, language: &str) -> Option<f64> {
    let plain = |sign: char| match sign {
        '\u{660}'..='\u{669}' => char::from_digit(sign as u32 - 0x660, 10),
        '\u{6f0}'..='\u{6f9}' => char::from_digit(sign as u32 - 0x6f0, 10),
        '−' | '–' => Some('-'),
        // Between thousands, in Arabic and in Swiss.
        '\u{66c}' | '’' | '\'' => None,
        sign => Some(sign),
    };
    let typed: String = typed.chars().filter_map(plain).collect();
    let parts: Vec<&str> = typed.split_whitespace().collect();
    // A whole and a fraction: 1 1/2.
    if let [whole, part] = parts.as_slice()
        && part.contains('/')
        && !part.starts_with(['-', '+'])
    {
        let sign = if whole.starts_with('-') { -1.0 } else { 1.0 };
        return Some(number(whole, language)? + sign * number(part, language)?);
    }
    // Else a blank stands only between thousands.
    let is_group = |part: &&str| {
        let digits = part.chars().take_while(char::is_ascii_digit).count();
        digits == 3
    };
    if !parts.iter().skip(1).all(is_group) {
        return None;
    }
    let typed = parts.concat();
    if let Some((over, under)) = typed.split_once('/') {
        let under = known(under).filter(|under| *under != 0.0)?;
        return Some(known(over)? / under);
    }
    known(&in_digits(&typed, decimal(language))?)
}

/// No "inf", and no "1e5".
fn known(text: &str) -> Option<f64> {
    let digits = |sign: char| sign.is_ascii_digit() || matches!(sign, '.' | '-' | '+');
    let parsed = text.parse().ok().filter(|n: &f64| n.is_finite());
    parsed.filter(|_| text.chars().all(digits))
}

/// The sign before decimals in a language.
pub(crate) fn decimal(language: &str) -> char {
    let mut parts = language.split(['-', '_']);
    let first = parts.next().unwrap_or("").to_ascii_lowercase();
    let mut otherwise = OTHERWISE.iter().filter(|(of, _)| *of == first);
    let is_otherwise = otherwise.next().is_some_and(|(_, regions)| {
        let is_one = |part: &str| regions.iter().any(|known| known.eq_ignore_ascii_case(part));
        parts.any(is_one)
    });
    match COMMA.contains(&first.as_str()) != is_otherwise {
        true => ',',
        false => '.',
    }
}

/// The same with nothing between thousands and a point before the decimals; nothing where the groups are none.
fn in_digits(typed: &str, decimal: char) -> Option<String> {
    let count = |sign: char| typed.chars().filter(|known| *known == sign).count();
    let last = typed
        .rfind([',', '.'])
        .and_then(|at| typed.get(at..)?.chars().next());
    let before_decimals = match (count(ARABIC), count(','), count('.')) {
        (0, 0, 0) => None,
        (1, ..) => Some(ARABIC),
        // Each has its own sense, and the last one is before the decimals.
        (0, 1.., 1..) => last,
        // Thousands may come several times, decimals only once.
        (0, 0, 2..) | (0, 2.., 0) => None,
        // One sign: three digits behind it may be a thousand, unless what is before them is no beginning of one.
        (0, ..) => last.filter(|sign| *sign == decimal || !is_grouped(typed, *sign)),
        _ => return None,
    };
    let (whole, part) = match before_decimals.and_then(|sign| typed.rsplit_once(sign)) {
        Some((whole, part)) => (whole, Some(part)),
        None => (typed, None),
    };
    let between = whole.chars().find(|sign| matches!(sign, ',' | '.'));
    if between.is_some_and(|sign| !is_grouped(whole, sign)) {
        return None;
    }
    let mut digits = whole.replace([',', '.'], "");
    if let Some(part) = part {
        digits.push('.');
        digits.push_str(part);
    }
    Some(digits)
}

/// Groups of three digits behind the first; those between may be of two, as in India.
fn is_grouped(typed: &str, between: char) -> bool {
    let typed = typed.trim_start_matches(['-', '+']);
    let mut groups: Vec<&str> = typed.split(between).collect();
    let last = groups.pop();
    let mut groups = groups.into_iter();
    let of = |group: &str, long: std::ops::RangeInclusive<usize>| {
        long.contains(&group.len()) && group.bytes().all(|sign| sign.is_ascii_digit())
    };
    let first = groups.next();
    first.is_some_and(|first| of(first, 1..=3) && !first.starts_with('0'))
        && groups.all(|group| of(group, 2..=3))
        && last.is_some_and(|last| of(last, 3..=3))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_typed_means_one_number_by_the_language() {
        for (typed, point, comma) in [
            // The same everywhere.
            ("2500", Some(2500.0), Some(2500.0)),
            ("2,5", Some(2.5), Some(2.5)),
            ("2.5", Some(2.5), Some(2.5)),
            ("2.50", Some(2.5), Some(2.5)),
            ("2,5000", Some(2.5), Some(2.5)),
            (".500", Some(0.5), Some(0.5)),
            ("0.500", Some(0.5), Some(0.5)),
            ("0,125", Some(0.125), Some(0.125)),
            ("-0,125", Some(-0.125), Some(-0.125)),
            ("1234,567", Some(1234.567), Some(1234.567)),
            ("1.234,5", Some(1234.5), Some(1234.5)),
            ("1,234.5", Some(1234.5), Some(1234.5)),
            ("1.234.567", Some(1_234_567.0), Some(1_234_567.0)),
            ("1,234,567", Some(1_234_567.0), Some(1_234_567.0)),
            ("12,34,567", Some(1_234_567.0), Some(1_234_567.0)),
            ("1,234,567.125", Some(1_234_567.125), Some(1_234_567.125)),
            ("1 234,567", Some(1234.567), Some(1234.567)),
            ("1 234.567", Some(1234.567), Some(1234.567)),
            ("1\u{202f}234", Some(1234.0), Some(1234.0)),
            ("2’500", Some(2500.0), Some(2500.0)),
            ("2'500.5", Some(2500.5), Some(2500.5)),
            ("٢٫٥٠٠", Some(2.5), Some(2.5)),
            ("٢٬٥٠٠", Some(2500.0), Some(2500.0)),
            ("٢٬٥٠٠٫٥", Some(2500.5), Some(2500.5)),
            // Only here the language decides.
            ("2.500", Some(2.5), Some(2500.0)),
            ("2,500", Some(2500.0), Some(2.5)),
            ("-2.500", Some(-2.5), Some(-2500.0)),
            ("+12,345", Some(12_345.0), Some(12.345)),
            ("1.000", Some(1.0), Some(1000.0)),
            ("2,500 1/2", Some(2500.5), Some(3.0)),
            // No numbers.
            ("", None, None),
            (".", None, None),
            (",", None, None),
            ("1,23.4.5", None, None),
            ("1.2,3,4", None, None),
            ("12,34.5", None, None),
            ("1.2.3", None, None),
            ("0.123.456", None, None),
            ("1,2345,678", None, None),
            ("٢٫٥٫٠", None, None),
            ("1e5", None, None),
            ("inf", None, None),
            ("3/0", None, None),
            ("--5", None, None),
        ] {
            assert_eq!(number(typed, "en"), point, "{typed:?} with a point");
            assert_eq!(number(typed, "de"), comma, "{typed:?} with a comma");
        }
    }

    #[test]
    fn languages_and_regions_have_their_sign() {
        for (sign, languages) in [
            (
                '.',
                "en en-GB zh ja he hi ar ar-EG fa sw es-MX es-419 es_us de-CH de-Latn-CH it-ch x-klingon",
            ),
            (
                ',',
                "de DE de-AT fr fr-CH es es-ES es-AR it pt-BR nl pl ru sv tr uk vi id ar-MA AR-tn",
            ),
        ] {
            for language in languages.split(' ') {
                assert_eq!(decimal(language), sign, "{language}");
            }
        }
        assert_eq!(decimal(""), '.');
        assert!(COMMA.is_sorted());
    }
}
