//! Which level of each criterion of a rubric: as events carry it.

use serde_json::{Map, Value};

/// Levels by the criterion's id (or `#` and its number from 1, where it has none), each counted from 0 in the rubric's order. A level that the board does
/// not have is kept and shown nowhere.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(transparent))]
pub struct Levels(
    #[cfg_attr(
        feature = "schema",
        schemars(with = "std::collections::BTreeMap<String, u32>")
    )]
    Option<Box<All>>,
);

/// Apart, for most events have none. Never empty.
#[derive(Clone, Debug, PartialEq, Eq)]
struct All(Vec<(Box<str>, u32)>);

impl Levels {
    /// From its wire form; nothing of any other shape, for half of it would be another judgement.
    pub fn read(value: &Value) -> Option<Self> {
        let all = value.as_object()?.iter().map(|(criterion, level)| {
            let level = u32::try_from(level.as_u64()?).ok()?;
            Some((criterion.clone(), level))
        });
        all.collect()
    }

    /// The wire form.
    pub fn write(&self) -> Value {
        let all = self
            .iter()
            .map(|(criterion, level)| (String::from(&**criterion), Value::from(*level)));
        Value::Object(all.collect::<Map<_, _>>())
    }

    /// The level of a criterion.
    pub fn get(&self, criterion: &str) -> Option<u32> {
        let found = self.iter().find(|(known, _)| **known == *criterion);
        found.map(|(_, level)| *level)
    }

    /// Nothing is said of any criterion.
    pub fn is_empty(&self) -> bool {
        self.0.is_none()
    }

    fn iter(&self) -> impl Iterator<Item = &(Box<str>, u32)> {
        self.0.iter().flat_map(|all| &all.0)
    }
}

impl FromIterator<(String, u32)> for Levels {
    fn from_iter<T: IntoIterator<Item = (String, u32)>>(all: T) -> Self {
        let all = all.into_iter();
        let all: Vec<_> = all
            .map(|(criterion, level)| (criterion.into(), level))
            .collect();
        Levels((!all.is_empty()).then(|| Box::new(All(all))))
    }
}
