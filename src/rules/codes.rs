//! Which code words would help to open a lock.

use super::book::{Node, RuleAt, Rulebook};
use super::facts::Facts;
use super::ground::Ix;

/// What the board says of the code words that an activity's lock waits for, and that nobody has said yet; those for a badge that it asks for too.
/// A word that must not be said is nothing to wait for.
#[inline(never)]
pub fn codes<'a>(book: &'a Rulebook, facts: &Facts, ix: Ix) -> Vec<&'a str> {
    let mut left: Vec<RuleAt> = book.lock(ix).into_iter().collect();
    let mut seen = Vec::new();
    let mut found: Vec<&str> = Vec::new();
    while let Some(at) = left.pop() {
        // Badges may ask for each other.
        if seen.contains(&at) {
            continue;
        }
        seen.push(at);
        match book.node(at) {
            Node::All(parts) | Node::Any(parts) => left.extend(parts),
            Node::Badge(badge) => left.extend(book.badges.get(*badge as usize)),
            Node::Code(sealed) if !facts.codes.contains(sealed) => found.push(sealed),
            _ => {}
        }
    }
    found
}
