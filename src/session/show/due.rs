//! Due dates in words.

use crate::rules::{Clock, Moment, State};
use crate::session::view::DueView;
use crate::words::{Arg, Phrase};

/// Two days before it, a date stands out.
const SOON: i64 = 2;

/// A due date as a tile shows it; nothing once the work is over.
pub(super) fn due(moment: Option<Moment>, state: State, clock: Clock) -> Option<DueView> {
    let moment =
        moment.filter(|_| !matches!(state, State::Done | State::Waiting | State::Dropped))?;
    let late = moment.is_over(clock);
    let days = moment.day(clock.offset) - clock.day();
    Some(DueView {
        late,
        soon: !late && days <= SOON,
        says: says(moment, clock),
    })
}

/// "Due tomorrow"
pub(super) fn says(moment: Moment, clock: Clock) -> Phrase {
    let late = moment.is_over(clock);
    let key = match moment.day(clock.offset) - clock.day() {
        _ if late => "due-late",
        0 => "due-today",
        1 => "due-tomorrow",
        _ => "due-on",
    };
    let time = matches!(moment, Moment::Instant(_));
    Phrase::new(key).with("date", Arg::Date(moment.instant(clock.offset), time))
}

#[cfg(test)]
mod tests {
    use super::*;

    const DAY: i64 = 86_400_000;

    #[test]
    fn dates_are_said_by_how_near_they_are() {
        let clock = Clock {
            now: 20_000 * DAY + 60_000,
            offset: 0,
        };
        for (moment, state, expected) in [
            (
                Moment::Day(19_999),
                State::Open,
                Some((true, false, "due-late")),
            ),
            (
                Moment::Day(20_000),
                State::Open,
                Some((false, true, "due-today")),
            ),
            (
                Moment::Day(20_001),
                State::Started,
                Some((false, true, "due-tomorrow")),
            ),
            (
                Moment::Day(20_002),
                State::Open,
                Some((false, true, "due-on")),
            ),
            (
                Moment::Day(20_003),
                State::Open,
                Some((false, false, "due-on")),
            ),
            (
                Moment::Instant(clock.now - 1),
                State::Open,
                Some((true, false, "due-late")),
            ),
            (Moment::Day(19_999), State::Done, None),
        ] {
            let view = due(Some(moment), state, clock);
            let told = view.map(|view| (view.late, view.soon, view.says.key));
            assert_eq!(told, expected, "{moment:?}");
        }
    }
}
