//! Numbers as people type them.

/// The numbers that somebody may have meant: with a comma or a point before the decimals or between thousands, as a fraction, with the
/// digits of Arabic.
pub(super) fn numbers(typed: &str, language: &str) -> Vec<f64> {
    let plain = |sign: char| match sign {
        '\u{660}'..='\u{669}' => char::from_digit(sign as u32 - 0x660, 10),
        '\u{6f0}'..='\u{6f9}' => char::from_digit(sign as u32 - 0x6f0, 10),
        '\u{66b}' => Some('.'),
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
        let part = numbers(part, language);
        let sum = |whole: &f64| {
            let whole = *whole;
            let sums = part.iter().map(move |part| whole + sign * part);
            sums.collect::<Vec<_>>()
        };
        return numbers(whole, language).iter().flat_map(sum).collect();
    }
    // Else a blank stands only between thousands.
    let is_group = |part: &&str| {
        let digits = part.chars().take_while(char::is_ascii_digit).count();
        digits == 3
    };
    if !parts.iter().skip(1).all(is_group) {
        return Vec::new();
    }
    let typed = parts.concat();
    let known = |text: &str| {
        let digits = |sign: char| sign.is_ascii_digit() || matches!(sign, '.' | '-' | '+');
        // No "inf", and no "1e5".
        let parsed = text.parse().ok().filter(|n: &f64| n.is_finite());
        parsed.filter(|_| text.chars().all(digits))
    };
    if let Some((over, under)) = typed.split_once('/') {
        let parts = (known(over), known(under).filter(|under| *under != 0.0));
        return match parts {
            (Some(over), Some(under)) => vec![over / under],
            _ => Vec::new(),
        };
    }
    let decimal = match (typed.rfind(','), typed.rfind('.')) {
        (Some(comma), Some(point)) if comma > point => typed.replace('.', "").replace(',', "."),
        (Some(_), Some(_)) => typed.replace(',', ""),
        _ => typed.replace(',', "."),
    };
    let thousands = [',', '.'].into_iter().find_map(|between| {
        let mut groups = typed.split(between);
        let first = groups.next()?.trim_start_matches(['-', '+']);
        let rest: Vec<&str> = groups.collect();
        let fits = (1..=3).contains(&first.len())
            && !first.starts_with('0')
            && !rest.is_empty()
            && rest.iter().all(|group| group.len() == 3);
        fits.then(|| typed.replace(between, ""))
    });
    let mut all: Vec<f64> = known(&decimal).into_iter().collect();
    all.extend(thousands.and_then(|text| known(&text)));
    all
}
