//! Fields that this version does not know.

use serde_json::{Map, Value};

/// Fields this version does not know.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Extra(Option<Box<Map<String, Value>>>);

impl From<Map<String, Value>> for Extra {
    fn from(fields: Map<String, Value>) -> Self {
        Extra((!fields.is_empty()).then(|| Box::new(fields)))
    }
}

impl Extra {
    /// As in most events.
    pub fn is_empty(&self) -> bool {
        self.0.is_none()
    }

    /// One of them.
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.0.as_ref()?.get(name)
    }

    /// As they came.
    pub fn iter(&self) -> impl Iterator<Item = (&String, &Value)> {
        self.0.iter().flat_map(|fields| fields.iter())
    }
}
