//! The views of an open board, worked out when read.

mod badges;
mod due;
mod head;
mod journal;
mod map;
mod panel;
mod plan;
mod quiz;
mod standards;
mod tile;
mod week;

pub(super) use tile::Reasons;
