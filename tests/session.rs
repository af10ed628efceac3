//! The running app, its effects answered by hand: no mocks, only two shelves that are maps.

use std::collections::{BTreeMap, VecDeque};
use std::rc::Rc;

use choiceboard::progress::check::Given;
use choiceboard::rules::{Clock, Ix, State};
use choiceboard::session::view::{BoardState, Right, Saved, Screen};
use choiceboard::session::{Act, Ask, Effect, Fault, Inner, Message, News, Session, Shelf, Stamp};
use choiceboard::session::{Picked, Tiles, Update, Wish};
use choiceboard::words::{Plain, Tongue};
use proptest::prelude::*;

#[path = "session/again.rs"]
mod again;
#[path = "session/asked.rs"]
mod asked;
#[path = "session/badges.rs"]
mod badges;
#[path = "exchange/chance.rs"]
mod chance;
#[path = "session/check.rs"]
mod check;
#[path = "session/class.rs"]
mod class;
#[path = "session/codes.rs"]
mod codes;
#[path = "session/device.rs"]
mod device;
#[path = "session/entries.rs"]
mod entries;
#[path = "session/folio.rs"]
mod folio;
#[path = "session/gone.rs"]
mod gone;
#[path = "session/group.rs"]
mod group;
#[path = "session/hand_in.rs"]
mod hand_in;
#[path = "session/journal.rs"]
mod journal;
#[path = "session/link/mod.rs"]
mod link;
#[path = "session/locks.rs"]
mod locks;
#[path = "session/lost.rs"]
mod lost;
#[path = "session/map.rs"]
mod map;
#[path = "session/nested.rs"]
mod nested;
#[path = "session/next.rs"]
mod next;
#[path = "session/notebook.rs"]
mod notebook;
#[path = "session/opening.rs"]
mod opening;
#[path = "session/own.rs"]
mod own;
#[path = "session/pictures.rs"]
mod pictures;
#[path = "session/plan.rs"]
mod plan;
#[path = "session/rubric.rs"]
mod rubric;
#[path = "exchange/school.rs"]
mod school;
#[path = "session/sheet.rs"]
mod sheet;
#[path = "session/shelves.rs"]
mod shelves;
#[path = "session/shuffled.rs"]
mod shuffled;
#[path = "session/standards.rs"]
mod standards;
#[path = "session/stations.rs"]
mod stations;
#[path = "session/tiles.rs"]
mod tiles;
#[path = "session/transfer.rs"]
mod transfer;
#[path = "session/tries.rs"]
mod tries;
#[path = "session/way.rs"]
mod way;
#[path = "session/whole.rs"]
mod whole;
#[path = "session/writing.rs"]
mod writing;

use device::{BOARD, Device, MORNING, Tab, bar, finished_and_exported, look_at, open, opened};
