//! Which code words would help to open a lock.

use super::ahead::Ahead;
use super::book::{Node, RuleAt, Rulebook};
use super::evaluate::verdict;
use super::ground::Ix;
use super::outcome::Verdict;

/// What the board says of the code words that an activity's lock waits for, and that nobody has said yet; those for a badge that it asks for too.
/// A word that must not be said is nothing to wait for, nor one in a part that is met without it or can be met no more.
#[inline(never)]
pub fn codes<'a>(ahead: &Ahead<'a>, ix: Ix) -> Vec<&'a str> {
    let waits = |at: RuleAt| verdict(ahead, at).0 == Verdict::Open;
    within(ahead.book, ix, &waits)
}

/// Whether a code word that an activity's lock asks for has been said.
#[inline(never)]
pub fn has_code(ahead: &Ahead, ix: Ix) -> bool {
    let is_said = |at: RuleAt| match ahead.book.node(at) {
        Node::Code(_) => verdict(ahead, at).0 == Verdict::Met,
        _ => true,
    };
    !within(ahead.book, ix, &is_said).is_empty()
}

/// Every code word that a lock asks for at some time.
#[inline(never)]
pub fn all_codes(book: &Rulebook, ix: Ix) -> Vec<&str> {
    within(book, ix, &|_| true)
}

/// The words in those parts of a lock of which that holds.
fn within<'a>(book: &'a Rulebook, ix: Ix, asks: &dyn Fn(RuleAt) -> bool) -> Vec<&'a str> {
    let mut left: Vec<RuleAt> = book.lock(ix).into_iter().collect();
    let mut seen = Vec::new();
    let mut found: Vec<&str> = Vec::new();
    while let Some(at) = left.pop() {
        // Badges may ask for each other.
        if seen.contains(&at) {
            continue;
        }
        seen.push(at);
        let node = book.node(at);
        let leads = matches!(
            node,
            Node::All(_) | Node::Any(_) | Node::Badge(_) | Node::Code(_)
        );
        if !leads || !asks(at) {
            continue;
        }
        match node {
            Node::All(parts) | Node::Any(parts) => left.extend(parts),
            Node::Badge(badge) => left.extend(book.badges.get(*badge as usize)),
            Node::Code(sealed) => found.push(sealed),
            _ => {}
        }
    }
    found
}
