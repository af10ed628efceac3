//! The browser's own `Intl`.

use wasm_bindgen::prelude::*;

use crate::words::Intl;

#[wasm_bindgen]
extern "C" {
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

/// One locale as the browser knows it.
pub struct Browser {
    number: NumberFormat,
    plural: PluralRules,
    day: DateTimeFormat,
    time: DateTimeFormat,
    and: ListFormat,
    or: ListFormat,
    /// The locale writes small numbers as Rust does: no need to ask for each of 10,000 tiles.
    plain: bool,
}

/// Stands for one thing in a list while its joints are asked for.
const THING: &str = "\u{1}";

impl Browser {
    /// The locale of a BCP 47 tag, or the browser's own where the tag is none. `None`: this browser lacks `Intl`.
    pub fn new(language: &str) -> Option<Self> {
        Browser::build(&JsValue::from_str(language))
            .or_else(|_| Browser::build(&JsValue::UNDEFINED))
            .ok()
    }

    fn build(language: &JsValue) -> Result<Self, JsValue> {
        let options = |pairs: &[(&str, &str)]| -> Result<JsValue, JsValue> {
            let object = js_sys::Object::new();
            for (name, value) in pairs {
                js_sys::Reflect::set(&object, &(*name).into(), &(*value).into())?;
            }
            Ok(object.into())
        };
        let number = NumberFormat::new(language)?;
        let plain = number.format(123.0) == "123";
        Ok(Browser {
            number,
            plural: PluralRules::new(language)?,
            day: DateTimeFormat::new(language, &options(&[("dateStyle", "long")])?)?,
            time: DateTimeFormat::new(
                language,
                &options(&[("dateStyle", "long"), ("timeStyle", "short")])?,
            )?,
            and: ListFormat::new(language, &options(&[("type", "conjunction")])?)?,
            or: ListFormat::new(language, &options(&[("type", "disjunction")])?)?,
            plain,
        })
    }
}

impl Intl for Browser {
    fn number(&self, n: f64) -> String {
        if self.plain && (0.0..1000.0).contains(&n) && n.fract() == 0.0 {
            return (n as u32).to_string();
        }
        self.number.format(n)
    }

    fn plural(&self, n: f64) -> String {
        self.plural.select(n)
    }

    fn date(&self, at: i64, time: bool) -> String {
        let format = if time { &self.time } else { &self.day };
        // Past the year 275760 JavaScript has no dates.
        format.format(at as f64).unwrap_or_default()
    }

    fn join(&self, count: usize, and: bool) -> Vec<String> {
        if count == 0 {
            return vec![String::new()];
        }
        let format = if and { &self.and } else { &self.or };
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
