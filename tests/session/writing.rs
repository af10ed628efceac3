//! One form written in by several tabs: no text is lost, and it comes to rest.

use std::collections::VecDeque;
use std::rc::Rc;

use choiceboard::session::{Act, Message, Note, OTHER};
use proptest::prelude::*;

use super::{Device, Tab, open};

const BOARD: &str = r#"{ "choiceboard": 1, "id": "water", "title": "Water", "layout": "list", "activities": [{ "id": "a", "title": "A" }] }"#;

/// Tabs, and what each has been told and not heard yet.
struct Tabs {
    device: Device,
    tabs: Vec<(Tab, VecDeque<(String, String)>)>,
    opened: usize,
    seconds: i64,
}

impl Tabs {
    fn new(count: usize) -> Self {
        let mut all = Tabs {
            device: Device::default(),
            tabs: Vec::new(),
            opened: 0,
            seconds: 100,
        };
        for _ in 0..count {
            let tab = all.fresh();
            all.tabs.push((tab, VecDeque::new()));
        }
        all
    }

    fn fresh(&mut self) -> Tab {
        self.opened += 1;
        let name = format!("tab{}", self.opened);
        let mut tab = Tab::closed(&name);
        tab.seconds = self.seconds;
        let mut message = open(&name, None);
        if let Message::Open { bytes, .. } = &mut message {
            *bytes = BOARD.into();
        }
        tab.send(&mut self.device, message);
        tab.settle(&mut self.device);
        tab
    }

    fn send(&mut self, at: usize, message: Message) {
        self.seconds += 1;
        let (tab, _) = &mut self.tabs[at];
        tab.seconds = tab.seconds.max(self.seconds);
        tab.send(&mut self.device, message);
        tab.settle(&mut self.device);
        self.seconds = self.seconds.max(tab.seconds);
        let told = std::mem::take(&mut tab.told);
        for (other, (_, heard)) in self.tabs.iter_mut().enumerate() {
            if other != at {
                heard.extend(told.iter().cloned());
            }
        }
    }

    fn note(&mut self, at: usize, note: Note) {
        self.send(at, Message::Act(Act::Note(Rc::new(note))));
    }

    fn put(&mut self, at: usize, form: &str, name: &'static str, text: &str) {
        let (form, text) = (form.to_owned(), text.to_owned());
        self.note(at, Note::Type { form, name, text });
    }

    /// Writes on behind what stands there.
    fn write(&mut self, at: usize, form: &str, word: &str) {
        let text = format!("{}{word}", self.noted(at, form, "text"));
        self.put(at, form, "text", &text);
    }

    fn noted(&self, at: usize, form: &str, name: &str) -> String {
        self.tabs[at].0.session.noted(form, name).to_owned()
    }

    fn rest(&mut self, at: usize) {
        for ticket in std::mem::take(&mut self.tabs[at].0.waits) {
            self.send(at, Message::Waited(ticket));
        }
    }

    fn hear(&mut self, at: usize) -> bool {
        let Some((key, text)) = self.tabs[at].1.pop_front() else {
            return false;
        };
        self.send(at, Message::Told { key, text });
        true
    }

    fn reload(&mut self, at: usize) {
        while self.hear(at) {}
        self.send(at, Message::Leaving);
        let tab = self.fresh();
        self.tabs[at] = (tab, VecDeque::new());
    }

    /// Lets everything be stored and heard; whether it ends.
    fn settle(&mut self) -> bool {
        for _ in 0..200 {
            let mut quiet = true;
            for at in 0..self.tabs.len() {
                quiet &= self.tabs[at].0.waits.is_empty();
                self.rest(at);
                quiet &= !self.hear(at);
            }
            if quiet {
                return true;
            }
        }
        false
    }

    /// Everything that is on the device, as a new page has it.
    fn kept(&mut self) -> String {
        let page = self.fresh().session;
        let mut kept = String::new();
        for form in ["reflect", "goal"] {
            kept = kept + &page.noted(form, "text") + "\n" + &page.noted(form, OTHER) + "\n";
        }
        let journal = page.journal();
        for text in journal.entries.iter().map(|entry| &entry.text) {
            kept = kept + text + "\n";
        }
        for text in journal.set.iter().map(|goal| &goal.text) {
            kept = kept + text + "\n";
        }
        kept
    }
}

#[test]
fn a_third_tab_that_only_mirrors_keeps_both_texts() {
    let mut all = Tabs::new(3);
    all.write(0, "reflect", "of A");
    all.write(1, "reflect", "of B");
    for at in [0, 1] {
        all.rest(at);
    }
    // The third hears of both first; then it is told something else entirely.
    while all.hear(2) {}
    all.write(2, "goal", "of C");
    assert!(all.settle());
    let kept = all.kept();
    assert!(
        kept.contains("of A") && kept.contains("of B") && kept.contains("of C"),
        "{kept}"
    );
    assert_eq!(all.noted(0, "reflect", OTHER), "of B");
    assert_eq!(all.noted(1, "reflect", OTHER), "of A");
    assert!(!all.noted(2, "reflect", OTHER).is_empty());
}

#[test]
fn a_tab_that_hears_its_own_words_keeps_what_stood_beside_them() {
    // The device has the words of one tab and beside them those of the other: either of them comes back to it.
    for (back, stays, text, other) in [(1, 0, "of A", "of B"), (0, 1, "of B", "of A")] {
        let mut all = Tabs::new(2);
        all.write(0, "reflect", "of A");
        all.write(1, "reflect", "of B");
        assert!(all.settle());
        all.reload(back);
        all.write(back, "goal", "of C");
        assert!(all.settle());
        let kept = all.kept();
        assert!(
            kept.contains("of A") && kept.contains("of B") && kept.contains("of C"),
            "{kept}"
        );
        assert_eq!(all.noted(stays, "reflect", "text"), text);
        assert_eq!(all.noted(stays, "reflect", OTHER), other);
        // Put behind it, it is in the field of both and beside it in none.
        all.put(stays, "reflect", "text", "of A\n\nof B");
        all.put(stays, "reflect", OTHER, "");
        assert!(all.settle());
        for at in [0, 1] {
            assert_eq!(all.noted(at, "reflect", "text"), "of A\n\nof B");
            assert_eq!(all.noted(at, "reflect", OTHER), "");
        }
    }
}

#[test]
fn the_same_words_in_two_tabs_stand_once_and_each_keeps_its_answers() {
    let mut all = Tabs::new(2);
    for (at, mood) in [(0, "2"), (1, "4")] {
        all.write(at, "check_in", "Wet");
        all.put(at, "check_in", "mood", mood);
    }
    assert!(all.settle());
    for (at, mood) in [(0, "2"), (1, "4")] {
        assert_eq!(all.noted(at, "check_in", OTHER), "");
        assert_eq!(all.noted(at, "check_in", "mood"), mood);
    }
    // Kept by one, it is gone from both.
    all.note(0, Note::CheckIn);
    assert!(all.settle());
    for at in [0, 1] {
        assert_eq!(all.noted(at, "check_in", "text"), "");
    }
}

#[test]
fn a_draft_from_before_tabs_named_what_they_wrote_is_read() {
    let mut all = Tabs::new(2);
    all.write(0, "reflect", "x");
    assert!(all.settle());
    let mut keys = all.device.local.keys();
    let key = keys.find(|key| key.ends_with("/notes")).unwrap().clone();
    let old = r#"{ "reflect": { "text": "of A", " other": "of B", " at": "1795255201000", " was": "0" } }"#;
    all.device.local.insert(key, old.into());
    let tab = all.fresh();
    all.tabs = vec![(tab, VecDeque::new())];
    let tab = all.fresh();
    all.tabs.push((tab, VecDeque::new()));
    all.write(0, "reflect", ", longer");
    assert!(all.settle());
    for at in [0, 1] {
        assert_eq!(all.noted(at, "reflect", "text"), "of A, longer");
        assert_eq!(all.noted(at, "reflect", OTHER), "of B");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(192))]

    /// Whoever writes, stores, hears and comes back when: every word that was ever written is on the device in the end, and the storing ends.
    #[test]
    fn no_word_is_lost_between_three_tabs(steps in prop::collection::vec((0usize..3, 0u8..12, any::<bool>()), 1..40)) {
        let mut all = Tabs::new(3);
        let mut words = Vec::new();
        for (n, (at, step, is_goal)) in steps.into_iter().enumerate() {
            let (form, keep) = match is_goal {
                true => ("goal", Note::Goal),
                false => ("reflect", Note::Reflect),
            };
            match step {
                0..=4 => {
                    let word = format!("<{n}>");
                    all.write(at, form, &word);
                    words.push(word);
                }
                5 | 6 => all.rest(at),
                7 | 8 => {
                    all.hear(at);
                }
                9 => all.reload(at),
                10 => {
                    let both = all.noted(at, form, "text") + &all.noted(at, form, OTHER);
                    all.put(at, form, "text", &both);
                    all.put(at, form, OTHER, "");
                }
                _ => all.note(at, keep),
            }
        }
        prop_assert!(all.settle(), "it goes on and on");
        let kept = all.kept();
        for word in words {
            prop_assert!(kept.contains(&word), "{word} is not in {kept}");
        }
    }
}
