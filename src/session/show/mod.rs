//! The views of an open board, worked out when read.

mod badges;
mod class;
mod due;
mod folio;
mod head;
mod journal;
mod map;
mod own;
mod panel;
mod quiz;
mod rubric;
mod standards;
mod tile;
mod turns;

pub(super) use tile::Reasons;
