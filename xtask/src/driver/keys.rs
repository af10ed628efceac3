//! Keys by name, as the protocol writes them.

/// A key that is not a letter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Key {
    Enter,
    Escape,
    Tab,
    BackTab,
    Space,
    Up,
    Down,
    Left,
    Right,
    Home,
    End,
    PageUp,
    PageDown,
}

impl Key {
    /// Its code, and whether Shift is held.
    pub(super) const fn code(self) -> (char, bool) {
        match self {
            Key::Enter => ('\u{E007}', false),
            Key::Escape => ('\u{E00C}', false),
            Key::Tab => ('\u{E004}', false),
            Key::BackTab => ('\u{E004}', true),
            Key::Space => (' ', false),
            Key::Up => ('\u{E013}', false),
            Key::Down => ('\u{E015}', false),
            Key::Left => ('\u{E012}', false),
            Key::Right => ('\u{E014}', false),
            Key::Home => ('\u{E011}', false),
            Key::End => ('\u{E010}', false),
            Key::PageUp => ('\u{E00E}', false),
            Key::PageDown => ('\u{E00F}', false),
        }
    }
}

pub(super) const SHIFT: char = '\u{E008}';
