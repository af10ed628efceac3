//! UUIDs in 22 signs instead of 36. Only those in the usual lower-case form are shortened, so that every id comes back as
//! it was.

const SIGNS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// Six bits as a letter, digit, hyphen or underscore (base64url, RFC 4648).
pub(super) fn sign(bits: u8) -> char {
    SIGNS
        .get(usize::from(bits & 63))
        .map_or('A', |sign| char::from(*sign))
}

/// The 22 signs of a UUID, most significant first; nothing for any other id.
pub(super) fn shorten(id: &str) -> Option<String> {
    let number = uuid_number(id)?;
    let mut out = String::with_capacity(22);
    for place in (0..22).rev() {
        out.push(sign((number >> (6 * place)) as u8));
    }
    Some(out)
}

/// The UUID again.
pub(super) fn lengthen(short: &str) -> Option<String> {
    let number = short.bytes().try_fold(0u128, |number, sign| {
        Some(number << 6 | u128::from(bits(sign)?))
    })?;
    // 22 signs hold four bits more than a UUID has.
    let first = short.bytes().next().and_then(bits)?;
    if short.len() != 22 || first > 3 {
        return None;
    }
    Some(uuid_text(number))
}

/// The UUID of these bits, in the usual form.
pub(super) fn uuid_text(number: u128) -> String {
    let mut out = String::with_capacity(36);
    for place in (0..32u32).rev() {
        if is_hyphen(out.len()) {
            out.push('-');
        }
        let digit = (number >> (4 * place)) as u32 & 15;
        out.push(char::from_digit(digit, 16).unwrap_or('0'));
    }
    out
}

/// Milliseconds since 1970 in a UUID of version 7 (RFC 9562, section 5.7).
pub(super) fn time(id: &str) -> Option<i64> {
    let number = uuid_number(id)?;
    let version = (number >> 76) & 15;
    (version == 7).then_some((number >> 80) as i64)
}

/// Whether this is a UUID in the usual form, and of the usual kind (RFC 9562, section 4.1).
pub(super) fn is_common(id: &str) -> bool {
    uuid_number(id).is_some_and(|number| (number >> 62) & 3 == 2)
}

fn is_hyphen(place: usize) -> bool {
    matches!(place, 8 | 13 | 18 | 23)
}

/// The 128 bits of a UUID in the usual form.
pub(super) fn uuid_number(id: &str) -> Option<u128> {
    if id.len() != 36 {
        return None;
    }
    let mut number = 0u128;
    for (place, byte) in id.bytes().enumerate() {
        if is_hyphen(place) {
            if byte != b'-' {
                return None;
            }
            continue;
        }
        let digit = match byte {
            b'0'..=b'9' => byte - b'0',
            b'a'..=b'f' => byte - b'a' + 10,
            _ => return None,
        };
        number = number << 4 | u128::from(digit);
    }
    Some(number)
}

/// Six bits again.
pub(super) fn bits(sign: u8) -> Option<u8> {
    Some(match sign {
        b'A'..=b'Z' => sign - b'A',
        b'a'..=b'z' => sign - b'a' + 26,
        b'0'..=b'9' => sign - b'0' + 52,
        b'-' => 62,
        b'_' => 63,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn only_the_usual_form_is_shortened() {
        let id = "0193a5f0-1c2b-7def-8123-456789abcdef";
        assert_eq!(lengthen(&shorten(id).unwrap()).as_deref(), Some(id));
        assert_eq!(time(id), Some(0x0193_a5f0_1c2b));
        assert_eq!(time("0193a5f0-1c2b-4def-8123-456789abcdef"), None);
        for other in [
            "",
            "0193A5F0-1C2B-7DEF-8123-456789ABCDEF",
            "0193a5f01c2b7def8123456789abcdef",
            "0193a5f0-1c2b-7def-8123-456789abcdeg",
            "0193a5f0_1c2b-7def-8123-456789abcdef",
        ] {
            assert_eq!(shorten(other), None, "{other}");
        }
        assert_eq!(
            lengthen("EAAAAAAAAAAAAAAAAAAAAA"),
            None,
            "more than 128 bits"
        );
        assert_eq!(lengthen("é23456789012345678901"), None);
    }

    proptest! {
        #[test]
        fn every_uuid_comes_back(number in any::<u128>()) {
            let hex = format!("{number:032x}");
            let id = [&hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..]].join("-");
            prop_assert_eq!(lengthen(&shorten(&id).unwrap()), Some(id));
        }
    }
}
