//! Start-up: what the two shelves hold of a space, put together, and what has to be done so that both hold it all again.

use super::effect::{Effect, Shelf};
use super::keeper::Keeper;
use super::message::Fault;
use super::notebook::Notebook;
use super::space::Space;
use crate::exchange::{Chunk, Names, read_chunk, write_chunk};
use crate::progress::{Event, Inserted, Log};

/// What has been read so far.
#[derive(Default)]
pub(super) struct Shelves {
    space: Space,
    local: Option<Result<Texts, Fault>>,
    database: Option<Result<Texts, Fault>>,
    /// What the local shelf held is in the log.
    local_is_in: bool,
    /// Keys of chunks that could not be read whole, on either shelf: the same damage on both is damage all the same.
    broken: Vec<String>,
    /// Copies of broken chunks on their way to their place aside: when they are there, the readable part takes the chunk's place.
    mending: Vec<Mend>,
    names: Names,
    /// What was being written about the work the last time, until it is taken up.
    pub notebook: Option<Box<Notebook>>,
}

/// Keys and texts of a shelf, sorted by key.
#[derive(Default)]
struct Texts(Vec<(String, String)>);

impl Texts {
    fn new(entries: Vec<(String, String)>) -> Self {
        let mut sorted: Vec<(String, String)> = Vec::with_capacity(entries.len());
        for entry in entries {
            let at = sorted.partition_point(|other| other.0 < entry.0);
            sorted.insert(at, entry);
        }
        Texts(sorted)
    }

    fn get(&self, key: &str) -> Option<&str> {
        let at = self
            .0
            .binary_search_by(|(known, _)| known.as_str().cmp(key))
            .ok()?;
        self.0.get(at).map(|(_, text)| text.as_str())
    }
}

struct Mend {
    ticket: u64,
    shelf: Shelf,
    key: String,
    events: Vec<Event>,
}

/// What became of putting the shelves together.
#[derive(Default)]
pub(super) struct Union {
    pub effects: Vec<Effect>,
    /// Pieces that could not be read on either shelf.
    pub lost: usize,
}

impl Shelves {
    pub fn new(space: Space) -> Self {
        Shelves {
            space,
            ..Shelves::default()
        }
    }

    /// Takes what a shelf held. The events go into the log as soon as all of them are there, so that it knows how long it gets.
    pub fn found(
        &mut self,
        shelf: Shelf,
        result: Result<Vec<(String, String)>, Fault>,
        log: &mut Log,
    ) -> Inserted {
        let texts = Some(result.map(Texts::new));
        match shelf {
            Shelf::Local => self.local = texts,
            Shelf::Database => self.database = texts,
        }
        match self.enough() {
            true => self.take_in(log),
            false => Inserted::Known,
        }
    }

    /// The events of a chunk's text.
    pub fn events(&mut self, text: &str) -> Vec<Event> {
        read_chunk(text, &mut self.names).events
    }

    /// Everything that can be known of the log is known: both have answered, or the local shelf says that it holds all of it.
    pub fn enough(&self) -> bool {
        match (&self.local, &self.database) {
            (Some(_), Some(_)) => true,
            (Some(Ok(local)), None) => local.get(&self.space.moved()).is_none(),
            _ => false,
        }
    }

    /// Both have answered.
    pub fn complete(&self) -> bool {
        self.local.is_some() && self.database.is_some()
    }

    /// Why neither can be read.
    pub fn denied(&self) -> Option<Fault> {
        match (&self.local, &self.database) {
            (Some(Err(fault)), Some(Err(_))) => Some(*fault),
            _ => None,
        }
    }

    /// The end has been celebrated on this device.
    pub fn celebrated(&self) -> bool {
        let key = self.space.celebrated();
        [&self.local, &self.database]
            .into_iter()
            .any(|shelf| texts(shelf).is_some_and(|texts| texts.get(&key).is_some()))
    }

    /// Brings each shelf what it lacks, and puts broken chunks aside. What was read is let go of.
    pub fn unite(&mut self, keeper: &mut Keeper) -> Union {
        let mut union = Union::default();
        let (local, database) = match (self.local.take(), self.database.take()) {
            (Some(Ok(local)), Some(Ok(database))) => (local, database),
            (Some(Ok(local)), _) => (local, Texts::default()),
            (_, Some(Ok(database))) => (Texts::default(), database),
            _ => (Texts::default(), Texts::default()),
        };
        let moved = local.get(&self.space.moved()).is_some();
        for (key, text) in &local.0 {
            let other = database.get(key);
            match other {
                Some(other) if other == text && !self.broken.contains(key) => keeper.both(key),
                _ => self.compare(key, text, other, keeper, &mut union),
            }
        }
        for (key, text) in &database.0 {
            if local.get(key).is_some() {
                continue;
            }
            if self.is_notebook(key, text) {
                continue;
            }
            if self.space.is_chunk(key) {
                let chunk = read_chunk(text, &mut self.names);
                if !chunk.lost.is_empty() {
                    union.lost += chunk.lost.len();
                    self.mend(Shelf::Database, key, text, chunk, keeper, &mut union);
                    continue;
                }
            }
            if !moved {
                union.effects.push(Effect::Restore {
                    key: key.clone(),
                    text: text.clone(),
                });
            }
        }
        union
    }

    /// The same from the local shelf alone, while the other one has not answered: the page stands then, and somebody may write.
    #[inline(never)]
    pub fn early_notebook(&self) -> Option<Notebook> {
        let local = self.local.as_ref()?.as_ref().ok()?;
        Some(Notebook::read(local.get(&self.space.notebook())?))
    }

    /// Takes what was being written about the work the last time. The two shelves never have it word for word, so it is always met here; what
    /// only the database has outlived a local shelf that was cleared.
    #[inline(never)]
    fn is_notebook(&mut self, key: &str, text: &str) -> bool {
        let is_it = key == self.space.notebook();
        if is_it {
            self.notebook = Some(Box::new(Notebook::read(text)));
        }
        is_it
    }

    /// The same key with another text, or only on the local shelf.
    fn compare(
        &mut self,
        key: &str,
        text: &str,
        other: Option<&str>,
        keeper: &mut Keeper,
        union: &mut Union,
    ) {
        if self.is_notebook(key, text) {
            return;
        }
        if !self.space.is_chunk(key) {
            union.effects.push(keeper.mirror(key));
            return;
        }
        let chunk = read_chunk(text, &mut self.names);
        let other = other.map(|text| (text, read_chunk(text, &mut self.names)));
        match other {
            // The database has it whole: the broken one is replaced.
            Some((other, copy)) if !chunk.lost.is_empty() && copy.lost.is_empty() => {
                union.effects.push(Effect::Put {
                    shelf: Shelf::Local,
                    key: String::from(key),
                    text: String::from(other),
                    ticket: keeper.ticket(),
                });
            }
            // The database is ahead: the local shelf was full then. The union of both counts, and the next start makes it again.
            Some((_, copy))
                if chunk.lost.is_empty() && copy.lost.is_empty() && !holds(&chunk, &copy) => {}
            _ if chunk.lost.is_empty() => union.effects.push(keeper.mirror(key)),
            _ => {
                union.lost += chunk.lost.len();
                self.mend(Shelf::Local, key, text, chunk, keeper, union);
            }
        }
    }

    fn mend(
        &mut self,
        shelf: Shelf,
        key: &str,
        text: &str,
        chunk: Chunk,
        keeper: &mut Keeper,
        union: &mut Union,
    ) {
        let ticket = keeper.ticket();
        union.effects.push(Effect::Put {
            shelf,
            key: self.space.aside(key),
            text: String::from(text),
            ticket,
        });
        let mend = Mend {
            ticket,
            shelf,
            key: String::from(key),
            events: chunk.events,
        };
        self.mending.push(mend);
    }

    /// A broken chunk is kept aside, or could not be: then it stays as it is.
    pub fn answered(
        &mut self,
        ticket: u64,
        result: Result<(), Fault>,
        keeper: &mut Keeper,
    ) -> Option<Effect> {
        let at = self.mending.iter().position(|mend| mend.ticket == ticket)?;
        let mend = self.mending.swap_remove(at);
        result.ok()?;
        Some(Effect::Put {
            shelf: mend.shelf,
            key: mend.key,
            text: write_chunk(&mend.events),
            ticket: keeper.ticket(),
        })
    }

    /// Takes in the events that are not in the log yet. Chunks that both shelves have word for word are read once.
    fn take_in(&mut self, log: &mut Log) -> Inserted {
        let none = Texts::default();
        let local = texts(&self.local).unwrap_or(&none);
        let database = texts(&self.database).unwrap_or(&none);
        let mut new = Vec::new();
        if !self.local_is_in {
            new.extend(&local.0);
        }
        for entry in &database.0 {
            if local.get(&entry.0) != Some(&entry.1) {
                new.push(entry);
            }
        }
        new.retain(|(key, _)| self.space.is_chunk(key));
        self.local_is_in = true;
        let mut lines = 0;
        for (_, text) in &new {
            lines += text.bytes().filter(|byte| *byte == b'\n').count();
        }
        log.reserve(lines);
        let mut worst = Inserted::Known;
        for (key, text) in new {
            let chunk = read_chunk(text, &mut self.names);
            worst = worst.max(log.extend(chunk.events));
            if !chunk.lost.is_empty() {
                self.broken.push(key.clone());
            }
        }
        worst
    }
}

fn texts(shelf: &Option<Result<Texts, Fault>>) -> Option<&Texts> {
    shelf.as_ref()?.as_ref().ok()
}

/// Every event of the second is in the first.
fn holds(chunk: &Chunk, other: &Chunk) -> bool {
    other
        .events
        .iter()
        .all(|event| chunk.events.iter().any(|known| known.id == event.id))
}
