//! Elements of the page, put together by hand on Leptos' signals.
//!
//! `view!` gives every element a type of its own, and every type its own code to build, rebuild, mount and drop it: this page
//! came to 400 KB (brotli) that way. Here an element is one type, made at once; only what [`live`] wraps is ever made anew.

use leptos::prelude::*;
use leptos::tachys::renderer::dom::Dom;
use leptos::wasm_bindgen::JsCast;
use leptos::wasm_bindgen::closure::Closure;
use leptos::web_sys::{Element, Event, Node, Text};

/// Something to be shown.
pub enum View {
    /// Nothing.
    None,
    /// Words. Never markup.
    Text(String),
    /// An element.
    Element(Element),
    /// Several, one after the other.
    Many(Vec<View>),
    /// Made anew whenever what it reads changes.
    Live(Box<dyn FnMut() -> View>),
}

/// What can be shown.
pub trait Show {
    /// As a view.
    fn view(self) -> View;
}

/// An element being put together.
pub struct El(pub Element);

/// A new element.
pub fn el(name: &'static str) -> El {
    El(Dom::create_element(name, None))
}

/// A new piece of a drawing.
pub fn svg(name: &'static str) -> El {
    El(Dom::create_element(
        name,
        Some("http://www.w3.org/2000/svg"),
    ))
}

/// Made anew whenever what it reads changes; what it made before is cleaned up first.
pub fn live(draw: impl FnMut() -> View + 'static) -> View {
    View::Live(Box::new(draw))
}

/// All of them, one after the other.
fn all<T: Show>(views: impl IntoIterator<Item = T>) -> View {
    View::Many(views.into_iter().map(Show::view).collect())
}

/// An attribute's value.
pub trait Value {
    /// The text, or nothing to leave the attribute out.
    fn text(self) -> Option<String>;
}

impl El {
    /// An attribute.
    pub fn attr(self, name: &'static str, value: impl Value) -> Self {
        if let Some(text) = value.text() {
            Dom::set_attribute(&self.0, name, &text);
        }
        self
    }

    /// Its class.
    pub fn class(self, name: &str) -> Self {
        Dom::set_attribute(&self.0, "class", name);
        self
    }

    /// An attribute that follows what it reads.
    pub fn follow(
        self,
        name: &'static str,
        value: impl FnMut() -> Option<String> + 'static,
    ) -> Self {
        follow(self.0.clone(), name, Box::new(value));
        self
    }

    /// A property of the element that follows what it reads.
    pub fn property(self, name: &'static str, mut value: impl FnMut() -> bool + 'static) -> Self {
        let element = self.0.clone();
        keep(RenderEffect::new(move |_| {
            Dom::set_property(&element, name, &value().into());
        }));
        self
    }

    /// Something inside, after what is there.
    pub fn kid(self, view: impl Show) -> Self {
        put(&self.0, view.view());
        self
    }

    /// What happens on an event.
    pub fn on(self, name: &'static str, act: impl FnMut(Event) + 'static) -> Self {
        listen(&self.0, name, Box::new(act));
        self
    }

    /// Does something with the element itself.
    pub fn with(self, act: impl FnOnce(&Element)) -> Self {
        act(&self.0);
        self
    }
}

/// Puts a view at the end of what is inside a node.
pub fn put(parent: &Node, view: View) {
    match view {
        View::None => {}
        View::Text(text) => {
            let _ = parent.append_child(&Dom::create_text_node(&text));
        }
        View::Element(element) => {
            let _ = parent.append_child(&element);
        }
        View::Many(views) => views.into_iter().for_each(|view| put(parent, view)),
        View::Live(draw) => put_live(parent, draw),
    }
}

/// Two empty texts hold the place; what is made stands between them.
fn put_live(parent: &Node, mut draw: Box<dyn FnMut() -> View>) {
    let first = Dom::create_text_node("");
    let last = Dom::create_text_node("");
    let _ = parent.append_child(&first);
    let _ = parent.append_child(&last);
    keep(RenderEffect::new(move |_| {
        let view = draw();
        clear(&first, &last);
        let made = document().create_document_fragment();
        put(&made, view);
        if let Some(parent) = last.parent_node() {
            let _ = parent.insert_before(&made, Some(&last));
        }
    }));
}

fn clear(first: &Text, last: &Text) {
    while let Some(next) = first.next_sibling() {
        if next.is_same_node(Some(last)) {
            break;
        }
        Dom::remove(&next);
    }
}

fn follow(element: Element, name: &'static str, mut value: Box<dyn FnMut() -> Option<String>>) {
    keep(RenderEffect::new(move |_| match value() {
        Some(text) => Dom::set_attribute(&element, name, &text),
        None => Dom::remove_attribute(&element, name),
    }));
}

/// As long as the owner: an effect that is dropped stops.
fn keep(effect: RenderEffect<()>) {
    StoredValue::new_local(effect);
}

fn listen(element: &Element, name: &'static str, act: Box<dyn FnMut(Event)>) {
    // The browser lets go of it together with the element.
    let listener = Closure::wrap(act).into_js_value();
    let _ = element.add_event_listener_with_callback(name, listener.unchecked_ref());
}

impl Show for View {
    fn view(self) -> View {
        self
    }
}

impl Show for El {
    fn view(self) -> View {
        View::Element(self.0)
    }
}

impl Show for () {
    fn view(self) -> View {
        View::None
    }
}

impl Show for String {
    fn view(self) -> View {
        View::Text(self)
    }
}

impl Show for &str {
    fn view(self) -> View {
        View::Text(self.to_owned())
    }
}

impl<T: Show> Show for Option<T> {
    fn view(self) -> View {
        self.map_or(View::None, Show::view)
    }
}

impl<T: Show> Show for Vec<T> {
    fn view(self) -> View {
        all(self)
    }
}

impl<A: Show, B: Show> Show for (A, B) {
    fn view(self) -> View {
        View::Many(vec![self.0.view(), self.1.view()])
    }
}

impl<A: Show, B: Show, C: Show> Show for (A, B, C) {
    fn view(self) -> View {
        View::Many(vec![self.0.view(), self.1.view(), self.2.view()])
    }
}

impl Value for &str {
    fn text(self) -> Option<String> {
        Some(self.to_owned())
    }
}

impl Value for String {
    fn text(self) -> Option<String> {
        Some(self)
    }
}

impl Value for Option<&str> {
    fn text(self) -> Option<String> {
        self.map(str::to_owned)
    }
}

impl Value for Option<String> {
    fn text(self) -> Option<String> {
        self
    }
}

impl Value for bool {
    fn text(self) -> Option<String> {
        self.then(String::new)
    }
}
