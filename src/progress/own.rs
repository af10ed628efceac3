//! Activities of one's own: what a learner proposes, what a teacher makes of it, and the board with what was agreed.
//!
//! An agreed proposal is an activity like any other, in a section of its own behind all others: it can be chosen, worked on and handed in, it counts in
//! rules about the whole board, and is never asked for. It is a function of board and log as everything else is.

use std::sync::Arc;

use super::edition::Edition;
use super::event::{Event, Fact, Terms};
use super::fold::Progress;
use super::journal::Journal;
use crate::board::{
    Activity, Board, Digest, Evidence, EvidenceKind, Extras, Layout, Section, Text,
};
use crate::rules::Points;

/// The section of one's own activities, which no teacher writes.
pub const OWN_SECTION: &str = "(own)";

/// Proposals that are taken up; what is proposed beyond them waits for ever. A child has three.
const MOST: usize = 100;

/// A proposal, and what became of it.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs)]
pub struct Proposal {
    /// Of the event that made it, and of the activity it becomes.
    pub id: String,
    pub at: i64,
    /// As it was made.
    pub title: String,
    pub about: String,
    pub answer: Answered,
    /// The learner has taken it back. What the teacher agreed to stands all the same: the two may have crossed.
    pub withdrawn: bool,
    /// When it was agreed to: the board has them in that order, so that none moves when another comes.
    pub agreed: Option<i64>,
    /// What the teacher wrote to it, and when.
    pub comment: Option<(i64, String)>,
}

/// What a teacher said to it.
#[derive(Clone, Debug, PartialEq)]
pub enum Answered {
    /// Nothing yet.
    Not,
    /// It is agreed to, with these terms. That stays.
    Yes(Terms),
    /// It is not.
    No,
    /// The learner has made another one of it.
    Replaced,
}

/// An agreed activity.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs)]
pub struct Own {
    pub id: String,
    pub title: String,
    pub about: String,
    pub points: Points,
}

impl Proposal {
    /// What was agreed to.
    pub fn own(&self, worth: Points) -> Option<Own> {
        let Answered::Yes(terms) = &self.answer else {
            return None;
        };
        let or = |said: &Option<String>, proposed: &String| {
            let said = said.as_ref().filter(|said| !said.trim().is_empty());
            said.unwrap_or(proposed).clone()
        };
        Some(Own {
            id: self.id.clone(),
            title: or(&terms.title, &self.title),
            about: or(&terms.about, &self.about),
            points: terms.points.unwrap_or(worth),
        })
    }

    /// It waits for an answer.
    pub fn waits(&self) -> bool {
        self.answer == Answered::Not && !self.withdrawn
    }

    /// The teacher has changed what was proposed.
    pub fn is_changed(&self) -> bool {
        let Answered::Yes(terms) = &self.answer else {
            return false;
        };
        let differs =
            |said: &Option<String>, was: &String| said.as_ref().is_some_and(|said| said != was);
        differs(&terms.title, &self.title) || differs(&terms.about, &self.about)
    }
}

impl Journal {
    /// A proposal, or what a teacher says to one.
    #[inline(never)]
    pub(super) fn propose(&mut self, event: &Event, at_once: bool) {
        match &event.fact {
            Fact::Propose {
                title,
                about,
                instead,
            } => {
                if title.trim().is_empty() {
                    // Nothing in place of something: that is taken back. Where nobody has to agree it stands on the board and is left there.
                    let known = instead.as_deref().and_then(|id| self.proposal(id));
                    let known = known.filter(|known| known.answer != Answered::No && !at_once);
                    return known.into_iter().for_each(|known| known.withdrawn = true);
                }
                if self.proposals.len() >= MOST {
                    return;
                }
                let known = instead.as_deref().and_then(|id| self.proposal(id));
                // What has been agreed to stays beside it.
                if let Some(known) = known.filter(|known| !matches!(known.answer, Answered::Yes(_)))
                {
                    known.answer = Answered::Replaced;
                }
                self.proposals.push(Proposal {
                    id: event.id.clone(),
                    at: event.at,
                    title: String::from(title.trim()),
                    about: String::from(&**about),
                    answer: match at_once {
                        true => Answered::Yes(Terms::default()),
                        false => Answered::Not,
                    },
                    withdrawn: false,
                    agreed: at_once.then_some(event.at),
                    comment: None,
                });
            }
            Fact::Accept {
                proposal,
                terms,
                comment,
            } => {
                if let Some(known) = self.proposal(proposal) {
                    known.answer = Answered::Yes(terms.as_deref().cloned().unwrap_or_default());
                    known.agreed.get_or_insert(event.at);
                    known.hear(event.at, comment);
                }
            }
            Fact::Decline { proposal, comment } => {
                if let Some(known) = self.proposal(proposal) {
                    // It may be under way: agreed is agreed, and the words reach the learner all the same.
                    if known.answer == Answered::Not {
                        known.answer = Answered::No;
                    }
                    known.hear(event.at, comment);
                }
            }
            _ => {}
        }
    }

    fn proposal(&mut self, id: &str) -> Option<&mut Proposal> {
        self.proposals.iter_mut().find(|known| known.id == id)
    }
}

impl Proposal {
    fn hear(&mut self, at: i64, comment: &str) {
        if !comment.trim().is_empty() {
            self.comment = Some((at, String::from(comment)));
        }
    }
}

impl Progress {
    /// The board with what has been agreed, where this is not that board.
    #[inline(never)]
    pub(super) fn renewed(&self) -> Option<Arc<Edition>> {
        let board = &self.edition.taught().board;
        let worth = board.proposals.points;
        let written = self.journal.iter().flat_map(|kept| &kept.journal.proposals);
        let mut written: Vec<&Proposal> = written.collect();
        written.sort_by_key(|proposal| proposal.agreed);
        // An id of the board's own is the teacher's.
        let is_free = |own: &Own| !board.activities.iter().any(|known| known.id == own.id);
        let agreed: Vec<Own> = written
            .into_iter()
            .filter_map(|proposal| proposal.own(worth))
            .filter(is_free)
            .collect();
        (agreed != self.edition.own()).then(|| Arc::new(self.edition.with_own(agreed)))
    }
}

/// The board with activities of one's own.
pub(super) fn with(board: &Board, own: &[Own]) -> Board {
    let mut board = board.clone();
    if own.is_empty() {
        return board;
    }
    // What was laid out as the only section is now the first of two.
    if board.sections.is_empty() {
        board.sections.push(Section {
            layout: board.layout,
            columns: board.columns,
            map: board.map.clone(),
            activities: board
                .activities
                .iter()
                .map(|known| known.id.clone())
                .collect(),
            ..Section::default()
        });
    }
    board.sections.push(Section {
        id: String::from(OWN_SECTION),
        layout: Layout::List,
        columns: 1,
        activities: own.iter().map(|own| own.id.clone()).collect(),
        ..Section::default()
    });
    board.activities.extend(own.iter().map(activity));
    board.own = own.len();
    board
}

fn activity(own: &Own) -> Activity {
    let mut revision = Digest::default();
    for text in [&own.title, &own.about] {
        revision.bytes(text.as_bytes());
        revision.bytes(b"\0");
    }
    revision.bytes(&own.points.0.to_le_bytes());
    let mut activity = Activity {
        id: own.id.clone(),
        title: Text::plain(own.title.as_str()),
        about: Text::plain(own.about.as_str()),
        points: own.points,
        optional: true,
        repeat: 1,
        revision,
        ..Activity::default()
    };
    let kinds = [
        EvidenceKind::Text,
        EvidenceKind::Link,
        EvidenceKind::Image,
        EvidenceKind::File,
        EvidenceKind::Audio,
    ];
    *activity.more.write() = Extras {
        icon: Some(String::from("idea")),
        evidence: Some(Box::new(Evidence {
            kinds: Vec::from(kinds),
            ..Evidence::default()
        })),
        ..crate::rules::Seldom::NONE
    };
    activity
}
