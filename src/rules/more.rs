//! What few of many things have, apart from them: the others pay no more than a pointer for it.

use std::ops::Deref;

/// What few things have.
pub trait Seldom: Sized + 'static {
    /// Nothing of it.
    const NONE: Self;

    /// The same, to be looked at.
    fn none() -> &'static Self;
}

/// What a thing may have of it; takes no room until something is written.
#[derive(Clone, Debug, PartialEq)]
pub struct More<T>(Option<Box<T>>);

impl<T> Default for More<T> {
    fn default() -> Self {
        More(None)
    }
}

impl<T: Seldom> Deref for More<T> {
    type Target = T;

    fn deref(&self) -> &T {
        self.0.as_deref().unwrap_or_else(|| T::none())
    }
}

impl<T> From<T> for More<T> {
    fn from(all: T) -> Self {
        More(Some(Box::new(all)))
    }
}

impl<T: Seldom> More<T> {
    /// To be looked at, if something was written.
    pub fn any(&self) -> Option<&T> {
        self.0.as_deref()
    }

    /// To be changed, if something was written.
    pub fn there(&mut self) -> Option<&mut T> {
        self.0.as_deref_mut()
    }

    /// To write something.
    pub fn write(&mut self) -> &mut T {
        self.0.get_or_insert_with(|| Box::new(T::NONE))
    }
}
