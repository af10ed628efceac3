//! What the outbox does next, step by step.

use choiceboard::exchange::{BATCH, Failure, Outbox, Refused, Response, Step, Unreadable};
use choiceboard::progress::{Event, read_events};

fn ids(count: usize) -> Vec<String> {
    (0..count).map(|n| format!("e{n:04}")).collect()
}

/// An outbox with so many events, its first request sent.
fn sent(count: usize) -> (Outbox, Vec<String>) {
    let mut outbox = Outbox::new(None, ids(count), Vec::new());
    match outbox.step(0) {
        Step::Send(ids) => (outbox, ids),
        other => panic!("nothing was sent: {other:?}"),
    }
}

fn accepting(ids: &[String]) -> Response {
    Response {
        accepted: ids.to_vec(),
        ..Response::default()
    }
}

/// Something of a teacher's.
fn event() -> Event {
    let text = r#"[{ "id": "t", "at": "2026-11-21T10:02:00Z", "by": { "role": "teacher", "id": "t-1" }, "type": "approve", "activity": "a" }]"#;
    read_events(text).events.remove(0)
}

fn left(outbox: &Outbox) -> usize {
    outbox.unconfirmed().count()
}

#[test]
fn an_empty_outbox_asks_once_what_is_new() {
    let mut outbox = Outbox::new(None, [], Vec::new());
    assert_eq!(outbox.step(0), Step::Send(Vec::new()));
    assert_eq!(outbox.step(0), Step::Rest, "one request at a time");
    outbox.answered(&Response::default(), 0, 0.5);
    assert_eq!(outbox.step(0), Step::Rest);
    outbox.listen();
    assert_eq!(outbox.step(0), Step::Send(Vec::new()));
}

#[test]
fn only_what_is_accepted_is_confirmed() {
    let (mut outbox, sent) = sent(3);
    outbox.add("later".into());
    let confirmed = outbox.answered(&accepting(&[sent[1].clone(), "stranger".into()]), 0, 0.5);
    assert_eq!(confirmed, ["e0001"]);
    assert_eq!(
        outbox.step(0),
        Step::Send(vec!["e0000".into(), "e0002".into(), "later".into()])
    );
}

#[test]
fn what_is_refused_is_kept_and_not_sent_again() {
    let (mut outbox, sent) = sent(2);
    let refused = Refused {
        id: sent[0].clone(),
        code: "not_allowed".into(),
        message: "The board is closed.".into(),
    };
    let response = Response {
        refused: vec![refused.clone()],
        ..accepting(&sent[1..])
    };
    outbox.answered(&response, 0, 0.5);
    assert_eq!(outbox.refused(), [refused]);
    assert_eq!((left(&outbox), outbox.step(0)), (0, Step::Rest));
}

#[test]
fn a_long_log_goes_in_batches() {
    let (mut outbox, mut batch) = sent(BATCH * 2 + 1);
    for expected in [BATCH, BATCH, 1] {
        assert_eq!(batch.len(), expected);
        outbox.answered(&accepting(&batch), 0, 0.5);
        if let Step::Send(next) = outbox.step(0) {
            batch = next;
        }
    }
    assert_eq!(left(&outbox), 0);
}

#[test]
fn a_cursor_is_sent_back_and_more_is_asked_for_at_once() {
    let (mut outbox, _) = sent(0);
    let response = Response {
        cursor: Some("c-1".into()),
        more: true,
        events: vec![event()],
        ..Response::default()
    };
    outbox.answered(&response, 0, 0.5);
    assert_eq!(outbox.cursor(), Some("c-1"));
    assert_eq!(outbox.step(0), Step::Send(Vec::new()));
    // It says that there is more, and does not move on.
    outbox.answered(&response, 0, 0.5);
    assert_eq!(outbox.step(0), Step::Rest);
    // An answer without a cursor leaves the last one.
    outbox.listen();
    outbox.step(0);
    outbox.answered(&Response::default(), 0, 0.5);
    assert_eq!(outbox.cursor(), Some("c-1"));
}

#[test]
fn after_each_failure_it_waits_twice_as_long() {
    let (mut outbox, _) = sent(1);
    let mut now = 0;
    let mut waits = Vec::new();
    for _ in 0..10 {
        outbox.failed(Failure::NoAnswer, now, 1.0);
        let Step::Wait(until) = outbox.step(now) else {
            panic!("it does not wait");
        };
        waits.push(until - now);
        now = until;
        assert!(matches!(outbox.step(now), Step::Send(ids) if ids.len() == 1));
    }
    assert_eq!(
        waits,
        [
            2_000, 4_000, 8_000, 16_000, 32_000, 64_000, 128_000, 256_000, 300_000, 300_000
        ]
    );
    outbox.answered(&accepting(&ids(1)), now, 1.0);
    outbox.add("next".into());
    outbox.step(now);
    outbox.failed(Failure::NoAnswer, now, 0.0);
    assert_eq!(
        outbox.step(now),
        Step::Wait(now + 1_000),
        "half of it by chance"
    );
    outbox.hurry();
    assert!(
        matches!(outbox.step(now), Step::Send(_)),
        "the network is back"
    );
}

#[test]
fn it_waits_as_long_as_the_lms_asks() {
    let (mut outbox, _) = sent(1);
    outbox.failed(Failure::Status(429, Some(90_000)), 0, 0.0);
    assert_eq!(outbox.step(0), Step::Wait(90_000));
    // Neither the network nor a page that is seen again knows better; a person who presses a button may.
    outbox.hurry();
    assert_eq!(outbox.step(0), Step::Wait(90_000));
    outbox.insist();
    assert_eq!(outbox.step(0), Step::Send(ids(1)));
    // What it said then does not hold for the next failure.
    outbox.failed(Failure::NoAnswer, 0, 0.0);
    outbox.hurry();
    assert_eq!(outbox.step(0), Step::Send(ids(1)));
}

/// A proxy in front of an LMS may take nothing at all.
#[test]
fn where_everything_is_too_much_it_asks_ever_more_rarely() {
    let (mut outbox, mut batch) = sent(500);
    let (mut now, mut requests) = (0, 1);
    while now < 3_600_000 {
        outbox.failed(Failure::Status(413, None), now, 1.0);
        loop {
            match outbox.step(now) {
                Step::Wait(until) => now = until,
                Step::Send(ids) => break batch = ids,
                other => panic!("{other:?}"),
            }
        }
        requests += 1;
    }
    assert!(requests < 50, "{requests} requests in an hour");
    // It takes one: then as many at once as ever.
    outbox.answered(&accepting(&batch), now, 1.0);
    assert!(matches!(outbox.step(now), Step::Send(ids) if ids.len() > 400));
}

#[test]
fn who_says_that_it_is_too_much_does_answer() {
    let (mut outbox, _) = sent(2);
    outbox.failed(Failure::NoAnswer, 0, 0.0);
    outbox.step(2_000);
    outbox.failed(Failure::Status(413, None), 2_000, 0.0);
    assert_eq!(outbox.trouble(), None);
    assert_eq!(outbox.step(2_000), Step::Send(ids(1)));
}

/// A cursor that is a clock, and `more` that is never taken back.
#[test]
fn more_of_nothing_is_not_asked_for_at_once() {
    let (mut outbox, _) = sent(0);
    for at in 1..5 {
        let now = at * 2_000;
        let response = Response {
            cursor: Some(at.to_string()),
            more: true,
            ..Response::default()
        };
        outbox.answered(&response, now, 0.5);
        assert_eq!(outbox.step(now), Step::Wait(now + 2_000));
        assert_eq!(outbox.step(now + 2_000), Step::Send(Vec::new()));
    }
}

#[test]
fn what_is_too_much_is_halved() {
    let (mut outbox, _) = sent(4);
    let too_much = || Failure::Status(413, None);
    outbox.failed(too_much(), 0, 0.5);
    assert_eq!(outbox.step(0), Step::Send(ids(2)));
    outbox.failed(too_much(), 0, 0.5);
    assert_eq!(outbox.step(0), Step::Send(ids(1)));
    // Alone it is too much too: the others go, and it stays.
    outbox.failed(too_much(), 0, 0.5);
    let Step::Send(others) = outbox.step(0) else {
        panic!("the others do not go");
    };
    assert_eq!(others, ids(4)[1..]);
    outbox.answered(&accepting(&others), 0, 0.5);
    assert_eq!(outbox.too_large(), ids(1));
    assert_eq!(left(&outbox), 1, "it is not confirmed");
    assert_eq!(outbox.step(0), Step::Rest);
    // Somebody asks for it.
    outbox.retry();
    assert_eq!(outbox.step(0), Step::Send(ids(1)));
    assert_eq!(outbox.too_large(), ids(0));
}

#[test]
fn a_token_that_is_too_old_is_asked_for_anew() {
    let (mut outbox, _) = sent(1);
    outbox.failed(Failure::Status(401, None), 0, 0.0);
    assert_eq!(outbox.step(0), Step::AskToken);
    assert_eq!(outbox.step(0), Step::Rest, "asked for once");
    outbox.admitted();
    assert_eq!(outbox.step(0), Step::Send(ids(1)));
    // The fresh one is no good either: not over and over at once.
    outbox.failed(Failure::Status(401, None), 0, 0.0);
    assert_eq!(outbox.step(0), Step::Wait(2_000));
    assert_eq!(outbox.step(2_000), Step::AskToken);
}

#[test]
fn an_answer_that_settles_nothing_is_a_failure() {
    let (mut outbox, _) = sent(1);
    outbox.answered(&Response::default(), 0, 0.0);
    assert_eq!(outbox.trouble(), Some(&Failure::Ignored));
    assert_eq!(outbox.step(0), Step::Wait(1_000));
}

#[test]
fn an_lms_may_tell_first_what_it_has_and_take_what_was_sent_after_that() {
    let (mut outbox, sent) = sent(1);
    let tells = |cursor: &str| Response {
        events: vec![event()],
        cursor: Some(cursor.to_owned()),
        more: true,
        ..Response::default()
    };
    outbox.answered(&tells("1"), 0, 0.0);
    assert_eq!(outbox.trouble(), None);
    assert_eq!(outbox.step(0), Step::Send(ids(1)), "at once");
    outbox.answered(&accepting(&sent), 0, 0.0);
    assert_eq!(outbox.unconfirmed().count(), 0);
    // Who tells the same for ever is not asked for ever.
    let (mut outbox, _) = self::sent(1);
    outbox.answered(&tells("1"), 0, 0.0);
    outbox.step(0);
    outbox.answered(&tells("1"), 0, 0.0);
    assert_eq!(outbox.trouble(), Some(&Failure::Ignored));
}

#[test]
fn trouble_is_over_with_the_next_answer() {
    let (mut outbox, sent) = sent(1);
    let html = Failure::Unreadable(Unreadable::NotJson);
    outbox.failed(html.clone(), 0, 0.0);
    assert_eq!(outbox.trouble(), Some(&html));
    outbox.step(1_000);
    outbox.answered(&accepting(&sent), 1_000, 0.0);
    assert_eq!(outbox.trouble(), None);
}
