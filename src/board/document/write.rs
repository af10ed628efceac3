//! Writing back: plain JSON, two spaces a level, every field in its place, numbers as they were written.

use super::{Document, Node, Span, Value};
use crate::words::quote;
use std::fmt::Write;

impl Document {
    /// The document as JSON that any tool reads. Nothing is lost, known to this version or not.
    pub fn write(&self) -> String {
        let mut out = String::with_capacity(self.text.len() + self.text.len() / 8);
        if let Some(root) = self.root() {
            self.write_node(root, 0, &mut out);
        }
        out.push('\n');
        out
    }

    fn write_node(&self, node: &Node, level: usize, out: &mut String) {
        match &node.value {
            Value::Null => out.push_str("null"),
            Value::Bool(yes) => out.push_str(if *yes { "true" } else { "false" }),
            Value::Number(number) => self.write_number(node.at, number.get(), out),
            Value::Text(_) => quote(self.string(node).unwrap_or(""), out),
            Value::List(items) => {
                let mut each = items.iter();
                self.write_block('[', ']', level, out, &mut |out| {
                    let item = each.next()?;
                    self.write_node(item, level + 1, out);
                    Some(())
                });
            }
            Value::Object(members) => {
                let mut each = members.iter();
                self.write_block('{', '}', level, out, &mut |out| {
                    let member = each.next()?;
                    quote(self.key(member), out);
                    out.push_str(": ");
                    self.write_node(&member.value, level + 1, out);
                    Some(())
                });
            }
        }
    }

    fn write_block(
        &self,
        open: char,
        close: char,
        level: usize,
        out: &mut String,
        next: &mut dyn FnMut(&mut String) -> Option<()>,
    ) {
        out.push(open);
        let mut some = false;
        loop {
            let before = out.len();
            if some {
                out.push(',');
            }
            new_line(level + 1, out);
            if next(out).is_none() {
                out.truncate(before);
                break;
            }
            some = true;
        }
        if some {
            new_line(level, out);
        }
        out.push(close);
    }

    fn write_number(&self, at: Span, number: f64, out: &mut String) {
        let raw = self.slice(at);
        if super::scan::is_number(raw) {
            out.push_str(raw);
        } else if number.is_finite() {
            let _ = write!(out, "{number}");
        } else {
            out.push_str("null");
        }
    }
}

fn new_line(level: usize, out: &mut String) {
    out.push('\n');
    for _ in 0..level {
        out.push_str("  ");
    }
}
