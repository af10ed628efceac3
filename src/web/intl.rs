//! The browser's own `Intl`.

use std::cell::OnceCell;

use wasm_bindgen::prelude::*;

use crate::words::{Intl, Plain};

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = Intl, js_name = getCanonicalLocales, catch)]
    fn known(language: &JsValue) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(js_namespace = Intl)]
    type NumberFormat;
    #[wasm_bindgen(constructor, js_namespace = Intl, catch)]
    fn new(language: &JsValue) -> Result<NumberFormat, JsValue>;
    #[wasm_bindgen(method)]
    fn format(this: &NumberFormat, n: f64) -> String;

    #[wasm_bindgen(js_namespace = Intl)]
    type PluralRules;
    #[wasm_bindgen(constructor, js_namespace = Intl, catch)]
    fn new(language: &JsValue) -> Result<PluralRules, JsValue>;
    #[wasm_bindgen(method)]
    fn select(this: &PluralRules, n: f64) -> String;

    #[wasm_bindgen(js_namespace = Intl)]
    type DateTimeFormat;
    #[wasm_bindgen(constructor, js_namespace = Intl, catch)]
    fn new(language: &JsValue, options: &JsValue) -> Result<DateTimeFormat, JsValue>;
    #[wasm_bindgen(method, catch)]
    fn format(this: &DateTimeFormat, at: f64) -> Result<String, JsValue>;

    #[wasm_bindgen(js_namespace = Intl)]
    type ListFormat;
    #[wasm_bindgen(constructor, js_namespace = Intl, catch)]
    fn new(language: &JsValue, options: &JsValue) -> Result<ListFormat, JsValue>;
    #[wasm_bindgen(method)]
    fn format(this: &ListFormat, items: js_sys::Array) -> String;
}

/// One locale as the browser knows it. What it is asked with is made when it is first asked: a browser's first date takes longer than
/// drawing nine activities.
pub struct Browser {
    language: JsValue,
    number: Made<Number>,
    plural: Made<PluralRules>,
    day: Made<DateTimeFormat>,
    time: Made<DateTimeFormat>,
    and: Made<ListFormat>,
    or: Made<ListFormat>,
}

/// Made when it is first needed; nothing where this browser cannot.
type Made<T> = OnceCell<Option<T>>;

struct Number {
    format: NumberFormat,
    /// The locale writes small numbers as Rust does: no need to ask for each of 10,000 tiles.
    plain: bool,
}

/// Stands for one thing in a list while its joints are asked for.
const THING: &str = "\u{1}";

impl Browser {
    /// The locale of a BCP 47 tag, or the browser's own where the tag is none. `None`: this browser lacks `Intl`.
    pub fn new(language: &str) -> Option<Self> {
        let language = [JsValue::from_str(language), JsValue::UNDEFINED]
            .into_iter()
            .find(|language| known(language).is_ok())?;
        Some(Browser {
            language,
            number: OnceCell::new(),
            plural: OnceCell::new(),
            day: OnceCell::new(),
            time: OnceCell::new(),
            and: OnceCell::new(),
            or: OnceCell::new(),
        })
    }

    fn numbers(&self) -> Option<&Number> {
        let made = self.number.get_or_init(|| {
            let format = NumberFormat::new(&self.language).ok()?;
            let plain = format.format(123.0) == "123";
            Some(Number { format, plain })
        });
        made.as_ref()
    }
}

fn options(pairs: &[(&str, &str)]) -> JsValue {
    let object = js_sys::Object::new();
    for (name, value) in pairs {
        // A new object takes whatever it is given.
        let _ = js_sys::Reflect::set(&object, &(*name).into(), &(*value).into());
    }
    object.into()
}

impl Intl for Browser {
    fn number(&self, n: f64) -> String {
        match self.numbers() {
            Some(numbers) if !numbers.plain || !(0.0..1000.0).contains(&n) || n.fract() != 0.0 => {
                numbers.format.format(n)
            }
            Some(_) => (n as u32).to_string(),
            None => Plain::default().number(n),
        }
    }

    fn plural(&self, n: f64) -> String {
        let made = self
            .plural
            .get_or_init(|| PluralRules::new(&self.language).ok());
        match made {
            Some(rules) => rules.select(n),
            None => Plain::default().plural(n),
        }
    }

    fn date(&self, at: i64, time: bool) -> String {
        let made = if time { &self.time } else { &self.day };
        let made = made.get_or_init(|| {
            let pairs = [("dateStyle", "long"), ("timeStyle", "short")];
            let pairs = pairs.get(..1 + usize::from(time)).unwrap_or_default();
            DateTimeFormat::new(&self.language, &options(pairs)).ok()
        });
        // Past the year 275760 JavaScript has no dates.
        let said = made.as_ref().map(|format| format.format(at as f64));
        said.and_then(Result::ok).unwrap_or_default()
    }

    fn weekday(&self, at: i64) -> String {
        let pairs = [("weekday", "short"), ("day", "numeric"), ("month", "short")];
        let format = DateTimeFormat::new(&self.language, &options(&pairs)).ok();
        let said = format.map(|format| format.format(at as f64));
        said.and_then(Result::ok).unwrap_or_default()
    }

    fn hour(&self, at: i64) -> String {
        let format = DateTimeFormat::new(&self.language, &options(&[("timeStyle", "short")])).ok();
        let said = format.map(|format| format.format(at as f64));
        said.and_then(Result::ok).unwrap_or_default()
    }

    fn join(&self, count: usize, and: bool) -> Vec<String> {
        if count == 0 {
            return vec![String::new()];
        }
        let (made, kind) = if and {
            (&self.and, "conjunction")
        } else {
            (&self.or, "disjunction")
        };
        let made =
            made.get_or_init(|| ListFormat::new(&self.language, &options(&[("type", kind)])).ok());
        let Some(format) = made else {
            return Plain::default().join(count, and);
        };
        let things = js_sys::Array::new();
        for _ in 0..count {
            things.push(&JsValue::from_str(THING));
        }
        format
            .format(things)
            .split(THING)
            .map(String::from)
            .collect()
    }
}
