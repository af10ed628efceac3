//! What a locale knows and a message does not: numbers, plural forms, dates, lists.

/// Answers for one locale.
pub trait Intl {
    /// A number as the locale writes it.
    fn number(&self, n: f64) -> String;
    /// `zero`, `one`, `two`, `few`, `many` or `other`.
    fn plural(&self, n: f64) -> String;
    /// A moment (milliseconds since 1970 UTC) as a date in the reader's own time zone, with the time of day if asked.
    fn date(&self, at: i64, time: bool) -> String;
    /// The day of a moment with its weekday, in short: "Thu 26 Nov".
    fn weekday(&self, at: i64) -> String;
    /// The time of day of a moment: "10:15".
    fn hour(&self, at: i64) -> String;
    /// What stands before, between and after `count` things joined by "and" (`true`) or "or": `count + 1` texts.
    fn join(&self, count: usize, and: bool) -> Vec<String>;
}

/// Plain English, for the command line and for tests.
#[derive(Clone, Copy, Debug, Default)]
pub struct Plain {
    /// Minutes the reader's time is ahead of UTC.
    pub offset: i32,
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

const WEEKDAYS: [&str; 7] = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"];

impl Intl for Plain {
    fn number(&self, n: f64) -> String {
        let text = n.abs().to_string();
        let (whole, rest) = text.split_once('.').unwrap_or((&text, ""));
        let mut out = String::new();
        if n < 0.0 {
            out.push('-');
        }
        for (i, digit) in whole.chars().enumerate() {
            if i > 0 && (whole.len() - i).is_multiple_of(3) {
                out.push(',');
            }
            out.push(digit);
        }
        if !rest.is_empty() {
            out.push('.');
            out.push_str(rest);
        }
        out
    }

    fn plural(&self, n: f64) -> String {
        String::from(if n == 1.0 { "one" } else { "other" })
    }

    fn date(&self, at: i64, time: bool) -> String {
        let minutes = at.div_euclid(60_000) + i64::from(self.offset);
        let (year, month, day) = civil(minutes.div_euclid(1440));
        let name = MONTHS.get(month as usize - 1).copied().unwrap_or("");
        let minute = minutes.rem_euclid(1440);
        if time {
            format!("{day} {name} {year}, {:02}:{:02}", minute / 60, minute % 60)
        } else {
            format!("{day} {name} {year}")
        }
    }

    fn weekday(&self, at: i64) -> String {
        let days = (at.div_euclid(60_000) + i64::from(self.offset)).div_euclid(1440);
        let (_, month, day) = civil(days);
        let month = MONTHS
            .get(month as usize - 1)
            .and_then(|name| name.get(..3));
        // 1970 began with a Thursday.
        let weekday = WEEKDAYS.get(days.rem_euclid(7) as usize);
        let (weekday, month) = (weekday.unwrap_or(&""), month.unwrap_or(""));
        format!("{weekday} {day} {month}")
    }

    fn hour(&self, at: i64) -> String {
        let minutes = at.div_euclid(60_000) + i64::from(self.offset);
        let minute = minutes.rem_euclid(1440);
        format!("{:02}:{:02}", minute / 60, minute % 60)
    }

    fn join(&self, count: usize, and: bool) -> Vec<String> {
        let last = match (count, and) {
            (2, true) => " and ",
            (2, false) => " or ",
            (_, true) => ", and ",
            (_, false) => ", or ",
        };
        (0..=count)
            .map(|gap| {
                String::from(match gap {
                    0 => "",
                    gap if gap == count => "",
                    gap if gap + 1 == count => last,
                    _ => ", ",
                })
            })
            .collect()
    }
}

/// Year, month and day of a day counted from 1970-01-01 (Howard Hinnant, "chrono-compatible low-level date algorithms").
fn civil(days: i64) -> (i64, i64, i64) {
    let shifted = days + 719_468;
    let era = shifted.div_euclid(146_097);
    let of_era = shifted.rem_euclid(146_097);
    let year_of_era = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted_month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * shifted_month + 2) / 5 + 1;
    let month = if shifted_month < 10 {
        shifted_month + 3
    } else {
        shifted_month - 9
    };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    (year, month, day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_grouped() {
        let plain = Plain::default();
        for (n, says) in [
            (0.0, "0"),
            (999.0, "999"),
            (1000.0, "1,000"),
            (-1234567.5, "-1,234,567.5"),
        ] {
            assert_eq!(plain.number(n), says);
        }
    }

    #[test]
    fn dates_follow_the_readers_clock() {
        let at = 1_795_255_200_000; // 2026-11-21T10:00:00Z
        assert_eq!(
            Plain { offset: 60 }.date(at, true),
            "21 November 2026, 11:00"
        );
        assert_eq!(Plain { offset: 0 }.date(at, false), "21 November 2026");
        assert_eq!(
            Plain { offset: 15 * 60 }.date(at, false),
            "22 November 2026"
        );
        assert_eq!(Plain::default().date(-1, true), "31 December 1969, 23:59");
        assert_eq!(Plain { offset: 60 }.weekday(at), "Sat 21 Nov");
        assert_eq!(Plain::default().weekday(-1), "Wed 31 Dec");
    }

    #[test]
    fn lists_are_joined() {
        let plain = Plain::default();
        assert_eq!(plain.join(1, true), ["", ""]);
        assert_eq!(plain.join(2, false), ["", " or ", ""]);
        assert_eq!(plain.join(3, true), ["", ", ", ", and ", ""]);
    }
}
