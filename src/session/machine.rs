//! The state machine itself.

use super::effect::Effect;
use super::message::Message;
use super::stamp::Stamp;
use super::view::{
    BadgeView, HeadView, LedgerView, NoticeView, PanelView, Saved, Screen, SectionView, TileView,
};
use crate::rules::Ix;
use crate::words::Phrase;

/// One running app.
#[derive(Default)]
pub struct Session {
    screen: Screen,
}

/// What came of a message.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Update {
    /// To be carried out in this order; those that answer in the same turn are answered before the next message.
    pub effects: Vec<Effect>,
    /// Which views to read again.
    pub changed: Changed,
}

/// Which views are no longer what they were. Nothing not named here has changed.
#[derive(Clone, Debug, PartialEq, Default)]
#[allow(missing_docs)]
pub struct Changed {
    /// Read everything again, another screen may stand.
    pub screen: bool,
    pub head: bool,
    pub saved: bool,
    /// Tiles; also the panels of the same activities.
    pub tiles: Tiles,
    /// Panels only (typing changes no tile).
    pub panel: Option<Ix>,
    /// Sections' quotas and locks.
    pub sections: bool,
    pub badges: bool,
    pub ledger: bool,
    pub notice: bool,
}

/// Which tiles changed.
#[derive(Clone, Debug, PartialEq)]
pub enum Tiles {
    /// These, sorted, each once; may be none.
    Some(Vec<Ix>),
    /// Any of them may have.
    All,
}

impl Default for Tiles {
    fn default() -> Self {
        Tiles::Some(Vec::new())
    }
}

impl Changed {
    /// Both changes together.
    pub fn merge(&mut self, other: Changed) {
        self.screen |= other.screen;
        self.head |= other.head;
        self.saved |= other.saved;
        self.sections |= other.sections;
        self.badges |= other.badges;
        self.ledger |= other.ledger;
        self.notice |= other.notice;
        // There is one place for a panel, but a tile stands for its panel as well.
        if let Some(panel) = other.panel
            && let Some(first) = self.panel.replace(panel)
            && first != panel
        {
            self.merge_tiles(Tiles::Some(vec![first]));
        }
        self.merge_tiles(other.tiles);
    }

    fn merge_tiles(&mut self, tiles: Tiles) {
        match (&mut self.tiles, tiles) {
            (Tiles::All, _) => {}
            (tiles, Tiles::All) => *tiles = Tiles::All,
            (Tiles::Some(tiles), Tiles::Some(more)) => {
                tiles.extend(more);
                tiles.sort_unstable();
                tiles.dedup();
            }
        }
    }
}

impl Session {
    /// Nothing opened yet.
    pub fn new() -> Self {
        Session::default()
    }

    /// Takes in what happened.
    pub fn update(&mut self, message: Message, stamp: Stamp) -> Update {
        let _ = (message, stamp);
        Update::default()
    }

    /// Which screen stands.
    pub fn screen(&self) -> &Screen {
        &self.screen
    }

    /// The head of the page.
    pub fn head(&self) -> HeadView {
        HeadView::default()
    }

    /// `data-saved`.
    pub fn saved(&self) -> Saved {
        Saved::default()
    }

    /// The sections in order.
    pub fn sections(&self) -> Vec<SectionView> {
        Vec::new()
    }

    /// How many activities there are: their indices are 0 to this.
    pub fn activities(&self) -> u32 {
        0
    }

    /// One tile. Without its warning: that costs, see [`Session::warning`].
    pub fn tile(&self, ix: Ix) -> Option<TileView> {
        let _ = ix;
        None
    }

    /// What choosing this tile now would make impossible. Worked out when asked and kept until the next act: ask for the tile that is
    /// focused, pointed at or opened.
    pub fn warning(&self, ix: Ix) -> Option<Phrase> {
        let _ = ix;
        None
    }

    /// An activity as its panel shows it, its warning included.
    pub fn panel(&self, ix: Ix) -> Option<PanelView> {
        let _ = ix;
        None
    }

    /// Where an activity with this id lies (links, `#activity`).
    pub fn find(&self, id: &str) -> Option<Ix> {
        let _ = id;
        None
    }

    /// An activity's title in the reader's language.
    pub fn title(&self, ix: Ix) -> String {
        let _ = ix;
        String::new()
    }

    /// Badges in the board's order.
    pub fn badges(&self) -> Vec<BadgeView> {
        Vec::new()
    }

    /// The points and their reasons.
    pub fn ledger(&self) -> LedgerView {
        LedgerView::default()
    }

    /// What the page says beside the board.
    pub fn notice(&self) -> NoticeView {
        NoticeView::default()
    }
}
