//! A page of its own on the screen: the same elements that are written into a file.

use super::{Show, View, el};

use crate::exchange::leaf::{Leaf, PICTURE};

/// What stands on it. A picture whose bytes are put in only where a file is given out is left out here.
pub fn leaves(all: &[Leaf]) -> View {
    all.iter().map(leaf).collect::<Vec<_>>().view()
}

fn leaf(leaf: &Leaf) -> View {
    let tag = match leaf {
        Leaf::Text(text) => return text.as_str().view(),
        Leaf::Element(tag) => tag,
    };
    let waits = |(name, value): &(&str, String)| *name == "src" && value.starts_with(PICTURE);
    if tag.attributes.iter().any(waits) {
        return View::None;
    }
    let mut element = el(tag.name);
    for (name, value) in &tag.attributes {
        element = element.attr(name, value.clone());
    }
    element.kid(leaves(&tag.inside)).view()
}
