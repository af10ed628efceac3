//! Dates and date-times as RFC 3339 writes them, in the proleptic Gregorian calendar. Lenient where people are: a space or
//! a small `t` for the `T`, seconds left out, any number of decimals. Refuses days and hours that do not exist.

use super::time::{Clock, Moment};

const DAY: i64 = 86_400_000;

/// A learner's clock, as somebody writes it down. `Z` is taken for local time.
pub fn read_now(text: &str) -> Option<Clock> {
    let (now, offset) = read_instant(text)?;
    let offset = offset.unwrap_or(0);
    Some(Clock { now, offset })
}

/// A date-time: milliseconds since 1970-01-01T00:00:00Z, and the minutes it says local time is ahead of UTC. `Z` says
/// nothing of local time (RFC 9557, section 2).
pub fn read_instant(text: &str) -> Option<(i64, Option<i32>)> {
    let (date, rest) = text.split_at_checked(10)?;
    let day = read_day(date)?;
    let rest = rest.strip_prefix(['T', 't', ' '])?;
    let zone = rest.find(['Z', 'z', '+', '-'])?;
    let (clock, zone) = rest.split_at_checked(zone)?;
    let offset = read_offset(zone)?;
    let at = day * DAY + read_clock(clock)? - i64::from(offset.unwrap_or(0)) * 60_000;
    // What lies within these in UTC can be written back with four digits for the year.
    let writable = -62_167_219_200_000..253_402_300_800_000;
    writable.contains(&at).then_some((at, offset))
}

/// A date: days since 1970-01-01.
pub fn read_day(text: &str) -> Option<i64> {
    let mut parts = text.splitn(3, '-');
    let year = digits(parts.next()?, 4)?;
    let month = digits(parts.next()?, 2)?;
    let day = digits(parts.next()?, 2)?;
    let real = (1..=12).contains(&month) && day >= 1 && day <= days_in(year, month);
    real.then(|| days_from_civil(year, month, day))
}

/// A date or a date-time.
pub fn read_moment(text: &str) -> Option<Moment> {
    match read_day(text) {
        Some(day) => Some(Moment::Day(day)),
        None => read_instant(text).map(|(at, _)| Moment::Instant(at)),
    }
}

/// `2026-11-21T09:30:00.123Z`, or with the offset in which it was said: `2026-11-21T10:30:00.123+01:00`.
pub fn write_instant(at: i64, offset: Option<i32>) -> String {
    let shift = offset.unwrap_or(0).clamp(-1439, 1439);
    let local = at.saturating_add(i64::from(shift) * 60_000);
    let (day, rest) = (local.div_euclid(DAY), local.rem_euclid(DAY));
    let mut out = write_day(day);
    out.push('T');
    pad(&mut out, rest / 3_600_000, 2);
    out.push(':');
    pad(&mut out, rest / 60_000 % 60, 2);
    out.push(':');
    pad(&mut out, rest / 1000 % 60, 2);
    out.push('.');
    pad(&mut out, rest % 1000, 3);
    if offset.is_none() {
        out.push('Z');
    } else {
        out.push(if shift < 0 { '-' } else { '+' });
        let minutes = i64::from(shift.abs());
        pad(&mut out, minutes / 60, 2);
        out.push(':');
        pad(&mut out, minutes % 60, 2);
    }
    out
}

/// `2026-11-21`.
pub fn write_day(day: i64) -> String {
    let (year, month, day) = civil_from_days(day);
    let mut out = String::with_capacity(24);
    pad(&mut out, year, 4);
    out.push('-');
    pad(&mut out, month, 2);
    out.push('-');
    pad(&mut out, day, 2);
    out
}

fn read_clock(text: &str) -> Option<i64> {
    let mut parts = text.splitn(3, ':');
    let hour = digits(parts.next()?, 2)?;
    let minute = digits(parts.next()?, 2)?;
    let (second, decimals) = match parts.next() {
        None => ("00", ""),
        Some(text) => text.split_once('.').unwrap_or((text, "0")),
    };
    // 60 is a leap second, which ends up as the first of the next minute.
    let second = digits(second, 2)?;
    if hour > 23 || minute > 59 || second > 60 || !decimals.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let thousandths = decimals.bytes().chain(*b"000").take(3);
    let millis = thousandths.fold(0, |sum, b| sum * 10 + i64::from(b - b'0'));
    Some((hour * 3600 + minute * 60 + second) * 1000 + millis)
}

fn read_offset(text: &str) -> Option<Option<i32>> {
    if text.eq_ignore_ascii_case("z") {
        return Some(None);
    }
    let (sign, text) = text.split_at_checked(1)?;
    let (hours, minutes) = text.split_at_checked(2)?;
    let hours = digits(hours, 2)?;
    let minutes = digits(minutes.strip_prefix(':').unwrap_or(minutes), 2)?;
    let offset = i32::try_from(hours * 60 + minutes).ok()?;
    let offset = if sign == "-" { -offset } else { offset };
    (hours <= 23 && minutes <= 59).then_some(Some(offset))
}

fn digits(text: &str, count: usize) -> Option<i64> {
    let right = text.len() == count && text.bytes().all(|b| b.is_ascii_digit());
    right.then(|| {
        text.bytes()
            .fold(0, |sum, b| sum * 10 + i64::from(b - b'0'))
    })
}

fn pad(out: &mut String, number: i64, width: u32) {
    let number = number.unsigned_abs();
    let mut unit = 10u64.pow(width - 1);
    // A year past 9999 simply has more digits.
    while number / unit >= 10 {
        unit *= 10;
    }
    while unit > 0 {
        out.push(char::from(b'0' + (number / unit % 10) as u8));
        unit /= 10;
    }
}

fn days_in(year: i64, month: i64) -> i64 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms": years begin in March, eras are 400 years.
fn days_from_civil(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let of_era = year.rem_euclid(400);
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

fn civil_from_days(days: i64) -> (i64, i64, i64) {
    let days = days + 719_468;
    let of_era = days.rem_euclid(146_097);
    let year = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let march = (5 * of_year + 2) / 153;
    let day = of_year - (153 * march + 2) / 5 + 1;
    let month = if march < 10 { march + 3 } else { march - 9 };
    let year = year + days.div_euclid(146_097) * 400 + i64::from(month <= 2);
    (year, month, day)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn reads_what_people_and_programs_write() {
        for (text, at, offset) in [
            ("1970-01-01T00:00:00Z", 0, None),
            ("2026-11-21T09:30:00.123Z", 1_795_253_400_123, None),
            ("2026-11-21T10:30:00.123+01:00", 1_795_253_400_123, Some(60)),
            (
                "2026-11-21 05:00:00.123456-0430",
                1_795_253_400_123,
                Some(-270),
            ),
            ("2026-11-21T09:30Z", 1_795_253_400_000, None),
            ("2024-02-29t23:59:60z", 1_709_251_200_000, None),
            ("1969-12-31T23:59:59.9Z", -100, None),
        ] {
            assert_eq!(read_instant(text), Some((at, offset)), "{text}");
        }
    }

    #[test]
    fn refuses_what_does_not_exist() {
        for text in [
            "",
            "2026-11-21",
            "2026-11-21T09:30:00",
            "2026-02-29T00:00:00Z",
            "2026-13-01T00:00:00Z",
            "2026-11-21T24:00:00Z",
            "2026-11-21T09:30:00+1",
            "2026-11-21T09:30:00.1x3Z",
            "2026-11-21T09:30:00ZZ",
            "9999-12-31T23:59:59-01:00",
            "über-11-21T09:30:00Z",
        ] {
            assert_eq!(read_instant(text), None, "{text}");
        }
        assert_eq!(read_day("2026-1-1"), None);
    }

    #[test]
    fn a_date_is_a_day_and_a_date_time_an_instant() {
        assert_eq!(read_moment("1970-01-02"), Some(Moment::Day(1)));
        assert_eq!(
            read_moment("1970-01-01T00:00:01Z"),
            Some(Moment::Instant(1000))
        );
        assert_eq!(read_moment("tomorrow"), None);
    }

    proptest! {
        #[test]
        fn written_and_read_it_is_the_same(at in -60_000_000_000_000i64..200_000_000_000_000, offset in -1439i32..=1439) {
            prop_assert_eq!(read_instant(&write_instant(at, Some(offset))), Some((at, Some(offset))));
            prop_assert_eq!(read_instant(&write_instant(at, None)), Some((at, None)));
        }
    }
}
