//! Names that come again and again in a log (the learner, a few activities and their revisions), each kept once.

use std::sync::Arc;

/// The names met so far, sorted.
#[derive(Debug, Default)]
pub struct Names(Vec<Arc<str>>);

impl Names {
    /// The name as it is kept.
    pub(super) fn keep(&mut self, name: &str) -> Arc<str> {
        let at = self.0.partition_point(|known| **known < *name);
        match self.0.get(at) {
            Some(known) if **known == *name => known.clone(),
            _ => {
                let new: Arc<str> = name.into();
                self.0.insert(at, new.clone());
                new
            }
        }
    }
}
