//! What is done is stored before it is shown, on whichever shelf takes it, and comes back from whichever has it.

use super::*;

#[test]
fn nothing_is_said_before_it_is_stored() {
    let mut device = Device::default();
    let mut tab = Tab::open("one", &mut device);
    let stamp = tab.stamp();
    let update = tab.session.update(Message::Act(Act::Choose(0)), stamp);
    assert_eq!(tab.state(0), State::Open);
    let [
        Effect::Put {
            shelf: Shelf::Local,
            ticket,
            ..
        },
    ] = update.effects.as_slice()
    else {
        panic!("one write, to the local shelf: {:?}", update.effects);
    };
    let stamp = tab.stamp();
    let update = tab.session.update(
        Message::Put {
            ticket: *ticket,
            result: Ok(()),
        },
        stamp,
    );
    assert_eq!(tab.state(0), State::Chosen);
    assert_eq!(update.changed.tiles, Tiles::Some(vec![0]));
    let names: Vec<_> = update
        .effects
        .iter()
        .map(|effect| matches!(effect, Effect::Mirror { .. }))
        .collect();
    assert!(
        names.contains(&true),
        "mirrored at once: {:?}",
        update.effects
    );
}

#[test]
fn the_local_shelf_is_enough_to_begin() {
    let mut device = Device::default();
    let mut first = Tab::open("one", &mut device);
    first.act(&mut device, Act::Choose(1));
    let mut tab = Tab::closed("two");
    tab.send(&mut device, open("two", None));
    assert_eq!(*tab.session.screen(), Screen::Board);
    assert_eq!(tab.state(1), State::Chosen);
}

#[test]
fn without_a_local_shelf_the_database_keeps_the_work() {
    let mut device = Device {
        local_fault: Some(Fault::Denied),
        ..Device::default()
    };
    let mut tab = Tab::open("one", &mut device);
    tab.act(&mut device, Act::Choose(0));
    assert_eq!(tab.state(0), State::Open, "not stored yet");
    tab.act(&mut device, Act::Choose(1));
    tab.settle(&mut device);
    assert_eq!((tab.state(0), tab.state(1)), (State::Chosen, State::Chosen));
    assert_eq!(tab.session.saved(), Saved::Device);
    let again = Tab::open("two", &mut device);
    assert_eq!(
        (again.state(0), again.state(1)),
        (State::Chosen, State::Chosen)
    );
}

#[test]
fn without_any_shelf_the_work_goes_on_in_memory_and_says_so() {
    let mut device = Device::failing(Fault::Denied);
    let mut tab = Tab::open("one", &mut device);
    assert!(matches!(tab.session.saved(), Saved::Memory(Some(_))));
    assert_eq!(bar(&tab), Some("saved-memory"));
    tab.act(&mut device, Act::Choose(0));
    tab.settle(&mut device);
    assert_eq!(tab.state(0), State::Chosen);
    assert!(
        tab.acts(&mut device).contains(&"choose".to_owned()),
        "the file has it"
    );
    tab.send(&mut device, Message::Dismissed);
    assert_eq!(bar(&tab), None);
    assert!(
        matches!(tab.session.saved(), Saved::Memory(Some(_))),
        "put away, not forgotten"
    );
}

#[test]
fn what_could_not_be_stored_is_stored_when_it_can() {
    let mut device = Device::failing(Fault::Full);
    let mut tab = Tab::open("one", &mut device);
    tab.act(&mut device, Act::Choose(0));
    tab.settle(&mut device);
    assert!(matches!(tab.session.saved(), Saved::Failed(Some(_))));
    assert_eq!(bar(&tab), Some("saved-full"));
    device.fails(None);
    tab.send(&mut device, Message::Retry);
    tab.settle(&mut device);
    assert_eq!((tab.session.saved(), bar(&tab)), (Saved::Device, None));
    assert_eq!(Tab::open("two", &mut device).state(0), State::Chosen);
}

#[test]
fn a_full_local_shelf_makes_room_from_what_the_database_has() {
    let mut device = Device {
        room: Some(40_000),
        ..Device::default()
    };
    let mut tab = Tab::open("one", &mut device);
    for round in 0..1000 {
        tab.act(
            &mut device,
            if round % 2 == 0 {
                Act::Choose(0)
            } else {
                Act::Drop(0)
            },
        );
        tab.settle(&mut device);
        assert_eq!(tab.session.saved(), Saved::Device, "round {round}");
    }
    let log = tab.log(&mut device);
    assert!(device.database.values().map(String::len).sum::<usize>() > 40_000);
    let mut again = Tab::open("two", &mut device);
    assert_eq!(again.log(&mut device), log);
}

#[test]
fn a_wiped_local_shelf_comes_back_from_the_database() {
    let mut device = Device::default();
    let mut tab = Tab::open("one", &mut device);
    tab.act(&mut device, Act::Done(0));
    tab.settle(&mut device);
    let before = tab.log(&mut device);
    device.local.clear();
    let mut again = Tab::open("two", &mut device);
    assert_eq!(again.log(&mut device), before);
    device.database.clear();
    let mut third = Tab::open("three", &mut device);
    assert_eq!(third.log(&mut device), before, "and the other way round");
    assert_eq!(device.database.len(), device.local.len());
}

#[test]
fn a_shelf_wiped_under_an_open_page_is_filled_again() {
    let mut device = Device::default();
    let mut tab = Tab::open("one", &mut device);
    tab.act(&mut device, Act::Done(0));
    tab.settle(&mut device);
    let before = tab.log(&mut device);
    device.local.clear();
    tab.send(&mut device, Message::Wiped(Shelf::Local));
    tab.settle(&mut device);
    device.database.clear();
    assert_eq!(Tab::open("two", &mut device).log(&mut device), before);
}

#[test]
fn a_corrupt_chunk_gives_what_it_has_and_its_rest_is_kept() {
    let mut device = Device::default();
    let mut tab = Tab::open("one", &mut device);
    tab.act(&mut device, Act::Choose(0));
    tab.act(&mut device, Act::Choose(1));
    tab.settle(&mut device);
    let key = device
        .local
        .keys()
        .find(|key| key.contains("/log/"))
        .unwrap()
        .clone();
    let text = device.local[&key].clone();
    let broken = text.get(..text.len() - 40).unwrap().to_owned();
    device.local.insert(key.clone(), broken.clone());
    device.database.clear();
    let again = Tab::open("two", &mut device);
    assert_eq!(
        (again.state(0), again.state(1)),
        (State::Chosen, State::Open)
    );
    assert_eq!(bar(&again), Some("saved-salvaged"));
    assert!(
        device.local.values().any(|kept| *kept == broken),
        "kept aside"
    );
    let third = Tab::open("three", &mut device);
    assert_eq!(
        (third.state(0), bar(&third)),
        (State::Chosen, None),
        "told once"
    );
}

#[test]
fn the_same_damage_on_both_shelves_is_said_and_kept_aside() {
    let mut device = Device::default();
    let mut tab = Tab::open("one", &mut device);
    tab.act(&mut device, Act::Choose(0));
    tab.act(&mut device, Act::Choose(1));
    tab.settle(&mut device);
    for shelf in [&mut device.local, &mut device.database] {
        for (_, text) in shelf.iter_mut().filter(|(key, _)| key.contains("/log/")) {
            text.truncate(text.len() - 40);
        }
    }
    let again = Tab::open("two", &mut device);
    assert_eq!(
        (again.state(0), again.state(1), bar(&again)),
        (State::Chosen, State::Open, Some("saved-salvaged"))
    );
    assert!(
        device.local.keys().any(|key| key.contains("/aside/")),
        "kept aside"
    );
    let third = Tab::open("three", &mut device);
    assert_eq!((third.state(0), bar(&third)), (State::Chosen, None));
}

#[test]
fn a_corrupt_chunk_is_replaced_by_the_other_shelfs() {
    let mut device = Device::default();
    let mut tab = Tab::open("one", &mut device);
    tab.act(&mut device, Act::Choose(0));
    tab.settle(&mut device);
    for text in device.local.values_mut() {
        *text = "\u{0}nonsense".into();
    }
    let again = Tab::open("two", &mut device);
    assert_eq!((again.state(0), bar(&again)), (State::Chosen, None));
    assert!(device.local.values().all(|text| !text.contains("nonsense")));
}

#[test]
fn nobody_meets_anothers_work() {
    let mut device = Device::default();
    let mut tab = Tab::closed("one");
    tab.send(&mut device, open("one", Some("ann")));
    tab.settle(&mut device);
    tab.act(&mut device, Act::Done(0));
    tab.settle(&mut device);
    for learner in [None, Some("bob"), Some("an"), Some("ann/"), Some("guest")] {
        let mut other = Tab::closed("two");
        other.send(&mut device, open("two", learner));
        other.settle(&mut device);
        assert_eq!(other.state(0), State::Open, "{learner:?}");
    }
}

#[test]
fn two_tabs_hear_each_other_and_overwrite_nothing() {
    let mut device = Device::default();
    let mut one = Tab::open("one", &mut device);
    let mut two = Tab::open("two", &mut device);
    one.act(&mut device, Act::Choose(0));
    two.act(&mut device, Act::Choose(1));
    for (key, text) in std::mem::take(&mut one.told) {
        two.send(&mut device, Message::Told { key, text });
    }
    for (key, text) in std::mem::take(&mut two.told) {
        one.send(&mut device, Message::Told { key, text });
    }
    for tab in [&one, &two] {
        assert_eq!((tab.state(0), tab.state(1)), (State::Chosen, State::Chosen));
    }
    one.act(&mut device, Act::Drop(0));
    two.act(&mut device, Act::Drop(1));
    one.settle(&mut device);
    two.settle(&mut device);
    let third = Tab::open("three", &mut device);
    assert_eq!(
        (third.state(0), third.state(1)),
        (State::Dropped, State::Dropped)
    );
}
