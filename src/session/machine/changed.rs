//! What came of a message: what is to be carried out, and which views are to be read again.

use crate::rules::Ix;
use crate::session::effect::Effect;

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
    /// Which activities there are: the board itself.
    pub layout: bool,
    /// Badges, the journal and the plan.
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
        self.layout |= other.layout;
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
