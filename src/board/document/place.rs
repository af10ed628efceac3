//! Where something lies, in the words of an editor (line, column) and of the document (JSONPath).

use super::{Document, Node, Span, Value};
use crate::words::is_letter_or_digit;
use std::fmt::Write;

/// Where each line begins.
pub(in crate::board) struct Lines<'a> {
    text: &'a str,
    starts: Vec<usize>,
}

impl Lines<'_> {
    /// Line and column of a byte, both counted from 1; columns in characters, a byte order mark not counted.
    pub fn place(&self, at: usize) -> (u32, u32) {
        let line = self.starts.partition_point(|start| *start <= at).max(1);
        let start = self.starts.get(line - 1).copied().unwrap_or(0);
        let before = self.text.get(start..at.min(self.text.len())).unwrap_or("");
        let column = before.chars().filter(|c| *c != '\u{feff}').count() + 1;
        (line as u32, column as u32)
    }
}

impl Document {
    pub(in crate::board) fn lines(&self) -> Lines<'_> {
        let breaks = self.text.bytes().enumerate();
        Lines {
            text: &self.text,
            starts: std::iter::once(0)
                .chain(breaks.filter(|(_, b)| *b == b'\n').map(|(at, _)| at + 1))
                .collect(),
        }
    }

    /// The path of the innermost value that holds all of `at`, and the field it is, or which item of a field.
    pub(in crate::board) fn path(&self, at: Span) -> (String, Option<String>) {
        let mut path = String::from("$");
        let mut field: Option<String> = None;
        let mut next = self.root();
        while let Some(node) = next {
            next = match &node.value {
                Value::List(items) => {
                    let index = items.partition_point(|item| item.at.end < at.end);
                    let inside = items.get(index).filter(|item| item.at.holds(at));
                    if inside.is_some() {
                        let _ = write!(path, "[{index}]");
                        let _ = field.as_mut().map(|field| write!(field, "[{index}]"));
                    }
                    inside
                }
                Value::Object(members) => {
                    let index = members.partition_point(|m| m.value.at.end < at.end);
                    let reach =
                        |m: &&super::Member| Span::new(m.key.start, m.value.at.end).holds(at);
                    members.get(index).filter(reach).map(|member| {
                        let key = self.key(member);
                        step(&mut path, key);
                        field = Some(key.to_owned());
                        &member.value
                    })
                }
                _ => None,
            };
            if next.is_some_and(|node| node.at.start > at.start) {
                break;
            }
        }
        (path, field)
    }

    /// The items of a list in an object; none where it is no list.
    pub(in crate::board) fn items<'a>(&'a self, node: &'a Node, key: &str) -> &'a [Node] {
        match self.find(node, key).map(|node| &node.value) {
            Some(Value::List(items)) => items,
            _ => &[],
        }
    }

    /// The value at a path of keys and indices, as far as it exists.
    pub(in crate::board) fn find<'a>(&'a self, node: &'a Node, key: &str) -> Option<&'a Node> {
        match &node.value {
            Value::Object(members) => members
                .iter()
                .rfind(|member| self.key(member) == key)
                .map(|member| &member.value),
            _ => None,
        }
    }
}

/// RFC 9535: the shorthand for plain names, brackets and single quotes for others.
fn step(path: &mut String, key: &str) {
    let name = |c: char| is_letter_or_digit(c) || c == '_';
    if key.chars().all(name) && key.starts_with(|c: char| !c.is_ascii_digit()) {
        path.push('.');
        path.push_str(key);
        return;
    }
    path.push_str("['");
    for c in key.chars() {
        match c {
            '\'' | '\\' => {
                path.push('\\');
                path.push(c);
            }
            c if c.is_control() => {
                let _ = write!(path, "\\u{:04x}", c as u32);
            }
            c => path.push(c),
        }
    }
    path.push_str("']");
}
