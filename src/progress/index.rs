//! Finds things by id. Open addressing over positions, so that 100,000 ids cost a megabyte and a few milliseconds, where a
//! map would copy every id. Its own order is never seen.

use crate::board::Digest;

/// Positions of things in a list, found by their id.
#[derive(Clone, Debug, Default)]
pub(super) struct Index {
    /// Position + 1, or 0 where empty; a power of two long, at most half full.
    slots: Vec<u32>,
    used: usize,
}

impl Index {
    /// The position of the thing with this id; `id_of` tells the id at a position.
    pub fn find<'a>(&self, id: &str, id_of: impl Fn(u32) -> Option<&'a str>) -> Option<u32> {
        for slot in self.probe(id) {
            match self.slots.get(slot) {
                None | Some(0) => return None,
                Some(taken) if id_of(taken - 1) == Some(id) => return Some(taken - 1),
                Some(_) => {}
            }
        }
        None
    }

    /// Of the first so many things, and room for no more.
    pub fn of<'a>(count: u32, id_of: impl Fn(u32) -> Option<&'a str>) -> Self {
        let mut index = Index {
            slots: vec![0; (count as usize * 2).next_power_of_two()],
            used: count as usize,
        };
        for position in 0..count {
            index.occupy(position, id_of(position));
        }
        index
    }

    /// Adds the thing at this position: all positions below it are in already.
    pub fn add<'a>(&mut self, position: u32, id_of: impl Fn(u32) -> Option<&'a str>) {
        self.used += 1;
        if self.used * 2 > self.slots.len() {
            self.slots = vec![0; (self.used * 4).next_power_of_two().max(16)];
            for known in 0..position {
                self.occupy(known, id_of(known));
            }
        }
        self.occupy(position, id_of(position));
    }

    fn occupy(&mut self, position: u32, id: Option<&str>) {
        let free = self
            .probe(id.unwrap_or_default())
            .find(|slot| self.slots.get(*slot) == Some(&0));
        if let Some(slot) = free.and_then(|slot| self.slots.get_mut(slot)) {
            *slot = position + 1;
        }
    }

    fn probe(&self, id: &str) -> impl Iterator<Item = usize> + use<> {
        let size = self.slots.len();
        let start = hash(id) as usize;
        (0..size).map(move |step| start.wrapping_add(step) & (size - 1))
    }
}

fn hash(id: &str) -> u32 {
    let mut digest = Digest::default();
    digest.bytes(id.as_bytes());
    digest.folded()
}
