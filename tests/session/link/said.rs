//! What screens have said of the work, to be held against what is there in the end.

use super::*;
use crate::school::is_unwelcome;

/// A log without drafts that a later one has replaced: they leave the device too.
pub fn unreplaced(log: &[(String, String)]) -> impl Iterator<Item = &(String, String)> {
    let last = log.iter().rposition(|(_, kind)| kind == "draft");
    let here = move |at: &usize| Some(*at) == last;
    let kept = log.iter().enumerate();
    kept.filter(move |(at, (_, kind))| kind != "draft" || here(at))
        .map(|(_, entry)| entry)
}

/// Ids and kinds of the logs of tabs. One that has been told nothing since has the same log as before.
#[derive(Default)]
struct Logs(BTreeMap<String, (usize, Vec<(String, String)>)>);

impl Logs {
    fn of(&mut self, tab: &mut Tab, device: &mut Device) -> &[(String, String)] {
        let (told, log) = self.0.entry(tab.name.clone()).or_default();
        if *told != tab.changed.len() {
            *log = tab.log(device);
            *told = tab.changed.len();
        }
        log
    }
}

/// Every event of which a screen has said that it is saved, sent or at school.
#[derive(Default)]
pub struct Said {
    logs: Logs,
    /// By id its kind, and the device.
    events: BTreeMap<String, (String, usize)>,
}

impl Said {
    /// How many they are.
    pub fn count(&self) -> usize {
        self.events.len()
    }

    /// What a screen says now. One that was killed in the middle says nothing any more.
    pub fn note(&mut self, which: usize, tab: &mut Tab, device: &mut Device) {
        let says = tab.session.saved();
        let is_saved = matches!(says.name(), "device" | "sent" | "confirmed");
        if is_saved && tab.fuel > 0 {
            let log = self.logs.of(tab, device).iter().cloned();
            self.events
                .extend(log.map(|(id, kind)| (id, (kind, which))));
        }
    }

    /// Ids and kinds of what a screen shows.
    pub fn shown(&mut self, tab: &mut Tab, device: &mut Device) -> &[(String, String)] {
        self.logs.of(tab, device)
    }

    /// What of it is not to be found in the end: in the LMS once, or on its device if the LMS does not want it. Of drafts a later one stands for
    /// those before it. Both are ids and kinds.
    pub fn lost(
        &self,
        there: &[(String, String)],
        kept: &[Vec<(String, String)>; 2],
    ) -> Vec<String> {
        // An id begins with its time.
        let drafts = there.iter().filter(|(_, kind)| kind == "draft");
        let latest = drafts.map(|(id, _)| time_of(id)).max();
        let is_lost = |(id, (kind, which)): &(&String, &(String, usize))| {
            let here = || kept[*which].iter().any(|(other, _)| other == *id);
            let times = there.iter().filter(|(other, _)| other == *id).count();
            match kind.as_str() {
                kind if is_unwelcome(kind) => times > 0 || !here(),
                "draft" => times != 1 && latest < Some(time_of(id)),
                _ => times != 1,
            }
        };
        let lost = self.events.iter().filter(is_lost);
        lost.map(|(id, (kind, which))| format!("{kind} {id} of device {which}"))
            .collect()
    }
}

fn time_of(id: &str) -> &str {
    id.get(..13).unwrap_or(id)
}
