//! Paths as a map: stops where the session has laid them, ways between them that show how far one has come. Where there is no room for
//! a map the same stops are a trail from top to bottom (`style/later.css`). Moving it about is `map.js`.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use leptos::prelude::*;
use leptos::tachys::renderer::dom::Dom;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::{Element, HtmlElement};

use super::face::index;
use super::grid::{Easel, title};
use super::queue::Queue;
use crate::board::chart::{Band, course};
use crate::rules::Ix;
use crate::session::view::{
    DrawnView, Gone, MapView, SectionView, StopView, TowardView, TrailView,
};
use crate::session::{Session, Tiles};
use crate::ui::desk::{Desk, Part};
use crate::ui::parts::dom::{around, element, put, words};
use crate::ui::parts::{El, Show, View, el, svg};

/// So many stops are drawn in one go.
const GO: usize = 16;

/// Stops as far as they are drawn.
type Stops = Rc<RefCell<Vec<(StopView, Element)>>>;

/// A map, its drawn ways and stops.
struct Sheet {
    desk: Desk,
    map: MapView,
    stops: Stops,
    trails: Vec<Element>,
    /// How far each has been gone, as it is drawn.
    gone: RefCell<Vec<Gone>>,
    /// The stop that is looked at, and the ways that are lit for it.
    looked_at: Cell<Option<Ix>>,
    lit: RefCell<Vec<usize>>,
    /// The ways to what the learner has asked the way to.
    shown: RefCell<Vec<usize>>,
}

/// The map that begins at a section; nothing for those that one before has shown.
#[inline(never)]
pub fn map(desk: Desk, at: usize, sections: &[SectionView], easel: &Easel, queue: &Queue) -> View {
    let Some(map) = desk.read(|s| s.map(at as u32)) else {
        return View::None;
    };
    let along = if map.drawn.is_some() { bent } else { level };
    let trails: Vec<Element> = map
        .trails
        .iter()
        .map(|way| trail(way, along(way)))
        .collect();
    let mut drawing = svg("svg")
        .class("cb-trails")
        .attr("viewBox", view_box(&map))
        .attr("preserveAspectRatio", "none")
        .attr("aria-hidden", "true");
    for trail in &trails {
        drawing = drawing.with(|drawing| put(drawing, trail));
    }
    // Where a picture is behind the stops, the title has no place among them.
    let mut above = None;
    let drawn_stops = Stops::default();
    let regions: Vec<View> = (0..)
        .zip(sections.iter().skip(at).take(map.sections as usize))
        .map(|(number, section)| {
            let stops = map.stops.iter().filter(|stop| stop.section == number);
            let band = map.bands.get(number as usize).copied().unwrap_or_default();
            let mut head = title(desk, at + number as usize, section);
            if map.drawn.is_some() {
                above = Some(std::mem::replace(&mut head, View::None));
            }
            region(
                desk,
                section,
                (head, band),
                (stops.cloned().collect(), map.drawn.as_deref()),
                &drawn_stops,
                (easel, queue),
            )
        })
        .collect();
    if at == 0 {
        leads(desk);
    }
    let root = el("cb-map").with(|root| {
        set(root, "--cb-columns", map.columns);
        set(root, "--cb-lanes", map.lanes);
        Dom::set_attribute(root, "data-stops", &map.stops.len().to_string());
    });
    let hint = ["cb-map-", &at.to_string()].concat();
    let author = map.drawn.clone();
    let sheet = Rc::new(Sheet {
        desk,
        map,
        stops: drawn_stops,
        trails,
        gone: RefCell::default(),
        looked_at: Cell::default(),
        lit: RefCell::default(),
        shown: RefCell::default(),
    });
    sheet.follow();
    let drawn = sheet.clone();
    desk.paint(move |tiles| {
        // Not at every letter that is typed.
        if *tiles != Tiles::default() {
            drawn.follow();
        }
    });
    let opened = sheet.clone();
    Effect::new(move |_| {
        desk.track(Part::Panel);
        opened.light(desk.opened());
    });
    let over = move |event: leptos::web_sys::Event| {
        let stop = around(&event, "[data-ix]").and_then(|stop| index(&stop));
        let stop = stop.or_else(|| desk.opened());
        // A tile has many parts, and passing from one to the next is nothing new.
        if stop != sheet.looked_at.get() {
            sheet.light(stop);
        }
    };
    let mut chart = el("div")
        .class("cb-chart")
        .on("focusin", over.clone())
        .on("pointerover", over);
    let mut says = None;
    if let Some(drawn) = &author {
        says = described(drawn, &hint);
        chart = ground(chart, drawn);
    }
    let told_by = match &says {
        Some(_) => [&hint, " ", &hint, "-picture"].concat(),
        None => hint.clone(),
    };
    let view = el("div")
        .class("cb-map-view")
        .attr("role", "group")
        .attr("aria-label", desk.say("ui-map"))
        .attr("aria-describedby", told_by)
        .kid(chart.kid(drawing).kid(regions));
    el("div")
        .class("cb-tray cb-mapped")
        .kid(above)
        .kid(
            root.kid(tools(desk, hint, author.is_some()))
                .kid(says)
                .kid(view),
        )
        .view()
}

/// A page that begins with a map leaves it more room: a lower head, and the map's tools beside the switch (`style/later.css`). It stays so while the
/// map is not shown, so that nothing jumps from leaf to leaf. Before this turn is over the page is in its place.
fn leads(desk: Desk) {
    Effect::new(move |_| {
        if let Some(page) = desk.find(".cb-page") {
            Dom::set_attribute(&page, "data-path", "");
        }
    });
}

/// The picture behind the stops, and the measures of all that lies on it.
#[inline(never)]
fn ground(chart: El, drawn: &DrawnView) -> El {
    let frame = drawn.frame;
    let part = |length: f64, of: f64| 100.0 * length / of;
    let chart = chart.attr("data-drawn", "").with(|chart| {
        set(chart, "--cb-ratio", frame.width / frame.height);
        set(chart, "--cb-left", part(-frame.left, frame.width));
        set(chart, "--cb-top", part(-frame.top, frame.height));
        set(chart, "--cb-across", part(100.0, frame.width));
        set(chart, "--cb-down", part(drawn.picture, frame.height));
    });
    // What it shows is said of the map as a whole.
    let picture = |(src, _): &(String, String)| {
        el("img")
            .class("cb-ground")
            .attr("alt", "")
            .attr("loading", "lazy")
            .attr("decoding", "async")
            .attr("draggable", "false")
            .attr("src", src.clone())
    };
    chart.kid(drawn.image.as_ref().map(picture))
}

/// What is to be seen on the picture, for those who cannot see it.
fn described(drawn: &DrawnView, hint: &str) -> Option<El> {
    let (_, alt) = drawn.image.as_ref()?;
    let words = el("p")
        .class("cb-sr")
        .attr("id", [hint, "-picture"].concat())
        .kid(alt.clone());
    (!alt.trim().is_empty()).then_some(words)
}

impl Sheet {
    /// Shows how far each way has been gone.
    fn follow(&self) {
        let gone = self.desk.read(|s| s.gone(&self.map));
        let mut drawn = self.gone.borrow_mut();
        for (at, (trail, gone)) in self.trails.iter().zip(&gone).enumerate() {
            if drawn.get(at) != Some(gone) {
                Dom::set_attribute(trail, "data-gone", gone.name());
            }
        }
        *drawn = gone;
        let way = self.desk.read(Session::way);
        for (stop, item) in self.stops.borrow().iter() {
            tell(self.desk, stop, item, way.as_ref());
        }
        self.shown.replace(self.desk.read(|s| s.lit(&self.map)));
        self.light(self.looked_at.get());
    }

    /// Shows the way to what is locked, and none to what is not. A pointer passes by many stops: what stays as it is is not touched.
    fn light(&self, stop: Option<Ix>) {
        self.looked_at.set(stop);
        let lit = stop.map(|stop| self.desk.read(|s| s.way_to(&self.map, stop)));
        let mut lit = lit.unwrap_or_default();
        lit.extend(self.shown.borrow().iter());
        lit.sort_unstable();
        lit.dedup();
        let before = self.lit.replace(lit.clone());
        let differs =
            |at: &usize| before.binary_search(at).is_ok() != lit.binary_search(at).is_ok();
        for at in before.iter().chain(&lit).filter(|at| differs(at)) {
            let Some(trail) = self.trails.get(*at) else {
                continue;
            };
            match lit.binary_search(at) {
                Ok(_) => Dom::set_attribute(trail, "data-lit", ""),
                Err(_) => Dom::remove_attribute(trail, "data-lit"),
            }
        }
    }
}

/// A section's title and its stops.
fn region(
    desk: Desk,
    section: &SectionView,
    (head, band): (View, Band),
    (stops, drawn): (Vec<StopView>, Option<&DrawnView>),
    drawn_stops: &Stops,
    (easel, queue): (&Easel, &Queue),
) -> View {
    let label = match section.title.is_empty() {
        true => desk.head().title.clone(),
        false => section.title.clone(),
    };
    let list = el("ol").class("cb-stops").attr("role", "list");
    for go in stops.chunks(GO) {
        let (list, go, easel) = (list.0.clone(), go.to_vec(), easel.clone());
        let drawn_stops = drawn_stops.clone();
        let frame = drawn.map(|drawn| drawn.frame);
        queue.add(go.len(), move || {
            for stop in go {
                if let Some(face) = easel.face(stop.ix) {
                    let item = placed(desk, &face, &stop);
                    if let Some((frame, (x, y))) = frame.zip(stop.spot) {
                        set(&item, "--cb-x", 100.0 * (x - frame.left) / frame.width);
                        set(&item, "--cb-y", 100.0 * (y - frame.top) / frame.height);
                    }
                    put(&list, &item);
                    drawn_stops.borrow_mut().push((stop, item));
                }
            }
        });
    }
    el("section")
        .class("cb-region")
        .attr("aria-label", label)
        .with(|region| {
            set(region, "--cb-band", band.top);
            set(region, "--cb-tall", band.tall);
            set(region, "--cb-from", band.left);
            set(region, "--cb-span", band.wide.max(1));
        })
        .attr("data-below", (band.top > 0).then_some(""))
        .attr("data-beside", (band.left > 0).then_some(""))
        .kid(head)
        .kid(list)
        .view()
}

/// A stop where it lies, with what is asked at its gate.
fn placed(desk: Desk, face: &Element, stop: &StopView) -> Element {
    let item = element("li", "cb-stop");
    set(&item, "--cb-column", stop.column);
    set(&item, "--cb-lane", stop.lane);
    put(&item, face);
    if let Some(gate) = &stop.gate {
        let gate = words("span", "cb-gate", &desk.text(gate));
        // What is asked is said in full where the stop is locked.
        Dom::set_attribute(&gate, "aria-hidden", "true");
        put(&item, &gate);
    }
    tell(desk, stop, &item, desk.read(Session::way).as_ref());
    item
}

/// Where ways and gate say all that keeps a stop locked, its reason is not said once more; and what lies on the way that is shown is marked.
fn tell(desk: Desk, stop: &StopView, item: &Element, way: Option<&TowardView>) {
    let told = desk.read(|s| s.is_told(stop));
    let on_way = |way: &TowardView| way.goal == stop.ix || way.steps.contains(&stop.ix);
    let marked = way.is_some_and(on_way);
    for (name, is_so) in [("data-told", told), ("data-way", marked)] {
        if is_so != item.has_attribute(name) {
            let _ = item.toggle_attribute_with_force(name, is_so);
        }
    }
}

fn set(place: &Element, name: &str, value: impl ToString) {
    if let Some(place) = place.dyn_ref::<HtmlElement>() {
        let _ = place.style().set_property(name, &value.to_string());
    }
}

fn view_box(map: &MapView) -> String {
    let [left, top, width, height] = match &map.drawn {
        Some(drawn) => {
            let frame = drawn.frame;
            [frame.left, frame.top, frame.width, frame.height]
        }
        None => [0.0, 0.0, f64::from(map.columns), f64::from(map.lanes)],
    };
    let words = [left, top, width, height].map(|number| number.to_string());
    words.join(" ")
}

/// The course of a way between places its author has said: it bends towards its middle point.
fn bent(trail: &TrailView) -> String {
    let mut course = String::new();
    for ((x, y), sign) in trail.points.iter().zip(["M", "Q", " "]) {
        course.push_str(sign);
        course.push_str(&x.to_string());
        course.push(' ');
        course.push_str(&y.to_string());
    }
    course
}

/// The course of a way on a map that lays itself out.
fn level(trail: &TrailView) -> String {
    course(&trail.points, trail.square, trail.bar)
}

fn trail(trail: &TrailView, course: String) -> Element {
    svg("path")
        .attr("d", course)
        .attr("data-loose", trail.loose.then_some(""))
        .attr("data-across", trail.across.then_some(""))
        .attr("data-crowd", trail.bar.map(|_| ""))
        .0
}

/// Nearer, farther, all of it.
fn tools(desk: Desk, hint: String, drawn: bool) -> View {
    // Lucide's, drawn here: the sprite of what comes later may come after the map.
    let tool = |way: &'static str, picture: &'static str, label: &'static str| {
        let drawing = svg("svg")
            .class("cb-icon")
            .attr("viewBox", "0 0 24 24")
            .attr("aria-hidden", "true")
            .kid(svg("path").attr("d", picture));
        el("button")
            .class("cb-btn cb-quiet")
            .attr("type", "button")
            .attr("data-zoom", way)
            .attr("aria-label", desk.say(label))
            .kid(drawing)
    };
    let says = desk.say(match drawn {
        true => "ui-map-hint-drawn",
        false => "ui-map-hint",
    });
    let says = el("p").class("cb-small").attr("id", hint).kid(says);
    el("div")
        .class("cb-map-tools")
        .attr("role", "group")
        .attr("aria-label", desk.say("ui-map-tools"))
        .kid(says)
        .kid(tool("out", "M5 12h14", "ui-map-farther"))
        .kid(tool("in", "M5 12h14M12 5v14", "ui-map-nearer"))
        .kid(tool("whole", "M8 3H5a2 2 0 0 0-2 2v3M21 8V5a2 2 0 0 0-2-2h-3M3 16v3a2 2 0 0 0 2 2h3M16 21h3a2 2 0 0 0 2-2v-3", "ui-map-whole"))
        .view()
}
