//! The views of an open board, worked out when read.

mod badges;
mod due;
mod head;
mod journal;
mod map;
mod next;
mod panel;
mod quiz;
mod standards;
mod tile;

pub(super) use tile::Reasons;
