//! Promises about many at once: what is accepted is stored, the cursor steps over nothing, and whoever has too much to do says for how long.

use std::collections::BTreeSet;
use std::sync::PoisonError;
use std::thread;
use std::time::Duration;

use serde_json::Value;

use super::super::since_1970;
use super::kit::{Broken, Exchange, Kit, Pages, Place};
use super::promises::Verdict;
use super::{LONGEST, Reply, Wait};
use crate::rules::rfc3339::read_instant;
use crate::words::write_json;

/// Devices that send at the same time, and how often each does.
const DEVICES: usize = 4;
const TIMES: usize = 8;

/// An LMS may hold back for three seconds what it does not yet know to be the next in order.
const LOOKS: usize = 30;
const BETWEEN: Duration = Duration::from_millis(100);

/// How far two clocks may be apart.
const APART: Duration = Duration::from_secs(5);

/// Requests in one moment, to see whether an LMS has enough of it.
const BURST: usize = 40;

/// As far as one can see from outside that nothing is answered before it is stored.
pub(super) fn stored(kit: &Kit) -> Result<(), Broken> {
    let place = kit.here();
    for n in 0..5 {
        let event = kit.event("stored", n);
        kit.put(&place, std::slice::from_ref(&event))?;
        kit.elsewhere().comes_once(&place, &event)?;
    }
    Ok(())
}

/// Several devices send, each its own, and one that sends nothing asks all the time.
pub(super) fn meanwhile(kit: &Kit) -> Result<(), Broken> {
    let place = kit.here();
    let (_, first) = kit.all(&place)?;
    let after = first.response.cursor.clone();
    let send = |device: usize| {
        (0..TIMES).try_for_each(|n| {
            let event = kit.event("meanwhile", device * TIMES + n);
            kit.elsewhere().put(&place, &[event]).map(drop)
        })
    };
    let (heard, sent) = thread::scope(|scope| {
        let devices: Vec<_> = (0..DEVICES)
            .map(|device| scope.spawn(move || send(device)))
            .collect();
        let over = || devices.iter().all(|device| device.is_finished());
        let heard = listen(kit, &place, after, &over);
        let sent = devices.into_iter().filter_map(|device| device.join().ok());
        (heard, sent.collect::<Result<Vec<()>, Broken>>())
    });
    sent?;
    let (lacking, exchange) = heard?;
    match lacking {
        0 => Ok(()),
        lacking => exchange.broken(format!(
            "{lacking} of {} events were stepped over by the cursor",
            DEVICES * TIMES
        )),
    }
}

/// Follows the cursor until all has come that was sent, and a little longer where it has not: how many still lack then, and the last exchange.
fn listen(
    kit: &Kit,
    place: &Place,
    mut after: Option<String>,
    over: &dyn Fn() -> bool,
) -> Result<(usize, Exchange), Broken> {
    let wanted = (0..DEVICES * TIMES).map(|n| kit.event("meanwhile", n));
    let wanted: Vec<String> = wanted
        .filter_map(|event| event.get("id").and_then(Value::as_str).map(str::to_owned))
        .collect();
    let mut ids = BTreeSet::new();
    let mut pages = Pages::default();
    let mut looks = 0;
    loop {
        // What is asked after the last has ended brings the rest.
        let over = over();
        let exchange = kit.ask(place, after.as_deref(), &[])?;
        let response = &exchange.response;
        let known = ids.len();
        ids.extend(response.events.iter().map(|event| event.id.clone()));
        let next = response.cursor.clone().or_else(|| after.clone());
        let moves = next != after;
        after = next;
        if !over {
            continue;
        }
        if response.more {
            if let Some(why) = pages.lead_nowhere(moves, ids.len() > known) {
                return exchange.broken(why);
            }
            continue;
        }
        let lacking = wanted.iter().filter(|id| !ids.contains(*id)).count();
        if lacking == 0 || looks == LOOKS {
            return Ok((lacking, exchange));
        }
        looks += 1;
        thread::sleep(BETWEEN);
    }
}

/// Nothing where the LMS never has enough.
pub(super) fn busy(kit: &Kit) -> Verdict {
    let sent = kit.request(&kit.here(), None, &[]);
    let text = write_json(&sent);
    let came: Vec<Reply> = thread::scope(|scope| {
        let many: Vec<_> = (0..BURST)
            .map(|_| scope.spawn(|| (kit.at_once)(&text)))
            .collect();
        many.into_iter().filter_map(|one| one.join().ok()).collect()
    });
    let earlier = kit
        .busy
        .lock()
        .unwrap_or_else(PoisonError::into_inner)
        .clone();
    let now = came.into_iter().filter_map(|reply| match reply {
        Reply::Busy(wait) => Some(wait),
        _ => None,
    });
    let said: Vec<Wait> = earlier.into_iter().chain(now).collect();
    let longest = said.iter().map(wait).max()?;
    Some(waits(kit, sent, &said, longest))
}

fn waits(kit: &Kit, sent: Value, said: &[Wait], longest: Option<Duration>) -> Result<(), Broken> {
    let broken = |why: &str, Wait { after, .. }: &Wait| {
        let came = format!("429, Retry-After: {after}");
        Err(Broken::new(why, sent.clone(), came))
    };
    if let Some(said) = said.iter().find(|said| wait(said).is_none()) {
        return broken("it does not say how long to wait", said);
    }
    let Some(longest) = longest.filter(|longest| *longest <= LONGEST) else {
        return Ok(());
    };
    thread::sleep(longest);
    match (kit.at_once)(&write_json(&sent)) {
        Reply::Busy(said) => broken("it was waited for as long as it says", &said),
        _ => Ok(()),
    }
}

/// How long a `Retry-After` says: seconds, or a date by the clock of the LMS. Where it does not tell its clock, some seconds more than by this one.
pub(super) fn wait(said: &Wait) -> Option<Duration> {
    let after = said.after.trim();
    if let Ok(seconds) = after.parse() {
        return Some(Duration::from_secs(seconds));
    }
    let until = Duration::from_millis(http_date(after)?);
    let now = match http_date(said.date.trim()) {
        Some(now) => Duration::from_millis(now),
        None => since_1970().saturating_sub(APART),
    };
    Some(until.saturating_sub(now))
}

/// Milliseconds since 1970 of a date as HTTP writes it, `Sat, 21 Nov 2026 09:30:00 GMT`.
fn http_date(text: &str) -> Option<u64> {
    const MONTHS: &str = "JanFebMarAprMayJunJulAugSepOctNovDec";
    let parts: Vec<&str> = text.split(' ').collect();
    let [_, day, month, year, time, "GMT"] = parts.as_slice() else {
        return None;
    };
    let month = MONTHS.find(month)? / 3 + 1;
    let (at, _) = read_instant(&format!("{year}-{month:02}-{day}T{time}Z"))?;
    at.try_into().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOVEMBER: &str = "Fri, 21 Nov 2149 09:30:00 GMT";

    fn said(after: &str, date: &str) -> Option<Duration> {
        wait(&Wait {
            after: String::from(after),
            date: String::from(date),
        })
    }

    #[test]
    fn a_wait_is_seconds_or_a_date() {
        assert_eq!(said("7", NOVEMBER), Some(Duration::from_secs(7)));
        let before = "Sun, 06 Nov 1994 08:49:37 GMT";
        assert_eq!(said(before, ""), Some(Duration::ZERO));
        let later = said(NOVEMBER, "").unwrap();
        assert!(later > Duration::from_secs(3_000_000_000), "{later:?}");
        for none in [
            "",
            "soon",
            "-3",
            "1.5",
            "Fri, 21 Nov 2149",
            "Fri, 41 Nov 2149 09:30:00 GMT",
        ] {
            assert_eq!(said(none, NOVEMBER), None, "{none}");
        }
    }

    #[test]
    fn a_date_is_counted_by_the_clock_that_named_it() {
        for (date, seconds) in [
            ("Fri, 21 Nov 2149 09:29:58 GMT", 2),
            (" Fri, 21 Nov 2149 08:30:00 GMT ", 3600),
            (NOVEMBER, 0),
            ("Fri, 21 Nov 2149 09:31:00 GMT", 0),
        ] {
            let wait = Some(Duration::from_secs(seconds));
            assert_eq!(said(NOVEMBER, date), wait, "{date}");
        }
    }
}
