//! The views of an open board, worked out when read.

mod badges;
mod class;
mod due;
mod folio;
mod head;
mod journal;
mod map;
mod next;
mod own;
mod panel;
mod plan;
mod quiz;
mod rubric;
mod standards;
mod tile;
mod turns;
mod way;
mod week;

pub(super) use tile::Reasons;
pub(super) use way::ShownWay;
