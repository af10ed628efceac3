//! What the learner likes becomes an event: an answer to the survey, stars. What follows from it is told once it is stored.

use super::machine::{Changed, Tiles, Update};
use super::message::Act;
use super::opened::Opened;
use super::stamp::Stamp;
use crate::progress::{self, Fact};
use crate::rules::Ix;

/// The names under which such an act waits to be stored.
const SURVEY: &str = "survey";
const RATE: &str = "rate";

impl Opened {
    /// Answers a question of the survey anew: with these tags, and no others.
    #[inline(never)]
    pub(super) fn answer_survey(
        &mut self,
        question: &str,
        tags: &[String],
        stamp: Stamp,
        update: &mut Update,
    ) {
        let answers = vec![(String::from(question), tags.to_vec())];
        let event = self.event(Fact::Survey { answers }, None, stamp, 0);
        let book = self.book();
        book.keeping.push((event.id.clone(), String::from(SURVEY)));
        // Until it is stored the boxes stand as they were ticked: the next tick goes out from them.
        book.ticked.retain(|(of, _)| of != question);
        book.ticked.push((String::from(question), tags.to_vec()));
        update.effects.extend(self.keeper.append(event));
    }

    /// Gives stars.
    #[inline(never)]
    pub(super) fn rate(&mut self, ix: Ix, stars: u32, stamp: Stamp, update: &mut Update) {
        let fact = self.fact(&Act::Rate(ix, stars));
        if self.progress.may(ix, &fact).is_err() {
            return;
        }
        let event = self.event(fact, Some(ix), stamp, 0);
        self.book()
            .keeping
            .push((event.id.clone(), String::from(RATE)));
        update.effects.extend(self.keeper.append(event));
    }

    /// Names the views that answers and stars touch.
    #[inline(never)]
    pub(super) fn tell_interests(
        &mut self,
        changed: &Option<progress::Changed>,
        update: &mut Update,
    ) {
        if self.progress.are_interests_new() {
            update.changed.merge(Changed {
                tiles: Tiles::All,
                badges: true,
                ..Changed::default()
            });
        }
        self.clear_kept(changed, update);
        let is_survey = |(_, form): &(String, String)| form == SURVEY;
        if let Some(book) = &mut self.notebook
            && !book.keeping.iter().any(is_survey)
        {
            book.ticked.clear();
        }
    }
}
