//! The views of an open board, worked out when read.

mod actions;
mod badges;
mod class;
mod due;
mod folio;
mod hand_in;
mod head;
mod journal;
mod links;
mod map;
mod next;
mod own;
mod panel;
mod plan;
mod quiz;
mod rubric;
mod standards;
mod stations;
mod tile;
mod turns;
mod way;
mod week;

pub(super) use tile::Reasons;
pub(super) use way::ShownWay;
