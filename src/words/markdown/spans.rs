//! One paragraph's text into spans: CommonMark's way with delimiter runs, on a stack.

mod pairs;
mod target;

use pairs::{pair, spans};
use target::{LONGEST, safe};

use super::{Span, plain};
use crate::words::is_letter_or_digit;

pub(super) use target::target;

/// Reads running text.
pub fn line(text: &str) -> Vec<Span> {
    let mut scan = Scan {
        text,
        at: 0,
        items: Vec::new(),
        brackets: Vec::new(),
    };
    while let Some(next) = scan.rest().chars().next() {
        scan.step(next);
    }
    spans(pair(scan.items))
}

enum Item {
    Text(String),
    Span(Span),
    /// A run of `*` or `_`.
    Run {
        mark: char,
        count: usize,
        opens: bool,
        closes: bool,
    },
    /// `[` or `![`
    Bracket {
        image: bool,
    },
}

struct Scan<'a> {
    text: &'a str,
    at: usize,
    items: Vec<Item>,
    /// Where in `items` brackets stand open.
    brackets: Vec<usize>,
}

impl Scan<'_> {
    fn rest(&self) -> &str {
        self.text.get(self.at..).unwrap_or("")
    }

    fn push(&mut self, text: &str) {
        if let Some(Item::Text(last)) = self.items.last_mut() {
            last.push_str(text);
        } else {
            self.items.push(Item::Text(text.to_owned()));
        }
    }

    fn step(&mut self, next: char) {
        match next {
            '\\' => self.escape(),
            '`' => self.code(),
            '*' | '_' => self.run(next),
            '!' if self.rest().starts_with("![") => {
                self.at += 2;
                self.brackets.push(self.items.len());
                self.items.push(Item::Bracket { image: true });
            }
            '[' => {
                self.at += 1;
                self.brackets.push(self.items.len());
                self.items.push(Item::Bracket { image: false });
            }
            ']' => self.close(),
            '<' => self.autolink(),
            '\n' => self.newline(),
            _ => {
                let rest = self.rest();
                let plain = |c| matches!(c, '\\' | '`' | '*' | '_' | '!' | '[' | ']' | '<' | '\n');
                let skip = next.len_utf8();
                let end = rest
                    .get(skip..)
                    .and_then(|r| r.find(plain))
                    .map_or(rest.len(), |n| n + skip);
                let words = rest.get(..end).unwrap_or("").to_owned();
                self.at += end;
                self.push(&words);
            }
        }
    }

    fn escape(&mut self) {
        let after = self.rest().chars().nth(1);
        match after {
            Some('\n') => {
                self.at += 2;
                self.items.push(Item::Span(Span::Break));
            }
            Some(c) if c.is_ascii_punctuation() => {
                self.at += 2;
                self.push(c.encode_utf8(&mut [0; 4]));
            }
            _ => {
                self.at += 1;
                self.push("\\");
            }
        }
    }

    fn code(&mut self) {
        let rest = self.rest();
        let run = rest.len() - rest.trim_start_matches('`').len();
        let ticks = rest.get(..run).unwrap_or("").to_owned();
        let body = rest.get(run..).unwrap_or("");
        let mut from = 0;
        let mut found = None;
        while let Some(hit) = body.get(from..).and_then(|b| b.find('`')) {
            let start = from + hit;
            let tail = body.get(start..).unwrap_or("");
            let length = tail.len() - tail.trim_start_matches('`').len();
            if length == run {
                found = Some(start);
                break;
            }
            from = start + length;
        }
        match found {
            Some(end) => {
                let inner = body.get(..end).unwrap_or("").replace('\n', " ");
                let padded = inner.len() > 2
                    && inner.starts_with(' ')
                    && inner.ends_with(' ')
                    && !inner.trim().is_empty();
                let inner = if padded {
                    inner.get(1..inner.len() - 1).unwrap_or("").to_owned()
                } else {
                    inner
                };
                self.at += run + end + run;
                self.items.push(Item::Span(Span::Code(inner)));
            }
            None => {
                self.at += run;
                self.push(&ticks);
            }
        }
    }

    fn run(&mut self, mark: char) {
        let before = self.text.get(..self.at).and_then(|t| t.chars().next_back());
        let rest = self.rest();
        let count = rest.len() - rest.trim_start_matches(mark).len();
        let after = rest.get(count..).and_then(|r| r.chars().next());
        let space = |c: Option<char>| c.is_none_or(char::is_whitespace);
        let sign = |c: Option<char>| {
            c.is_some_and(|c| {
                c.is_ascii_punctuation()
                    || (!is_letter_or_digit(c) && !c.is_whitespace() && !c.is_ascii())
            })
        };
        let left = !space(after) && (!sign(after) || space(before) || sign(before));
        let right = !space(before) && (!sign(before) || space(after) || sign(after));
        let (opens, closes) = if mark == '_' {
            (
                left && (!right || sign(before)),
                right && (!left || sign(after)),
            )
        } else {
            (left, right)
        };
        self.at += count;
        self.items.push(Item::Run {
            mark,
            count,
            opens,
            closes,
        });
    }

    fn close(&mut self) {
        self.at += 1;
        let Some(open) = self.brackets.pop() else {
            self.push("]");
            return;
        };
        let image = matches!(self.items.get(open), Some(Item::Bracket { image: true }));
        let Some((address, length)) = target(self.rest()) else {
            self.push("]");
            return;
        };
        let inner = spans(pair(self.items.split_off(open + 1)));
        self.items.pop();
        self.at += length;
        let span = match safe(&address) {
            _ if image => Span::Image(address, plain(&inner)),
            true => Span::Link(address, inner),
            // What an unsafe link says is kept, where it leads is not.
            false => {
                self.items.extend(inner.into_iter().map(Item::Span));
                return;
            }
        };
        let span = match span {
            Span::Image(address, alt) if !safe(&address) => Span::Text(alt),
            span => span,
        };
        self.items.push(Item::Span(span));
        if !image {
            // A link in a link is none: brackets that still stand open before it are text.
            self.brackets
                .retain(|at| matches!(self.items.get(*at), Some(Item::Bracket { image: true })));
        }
    }

    fn autolink(&mut self) {
        let inner = self
            .rest()
            .get(1..)
            .and_then(|r| r.find(['>', '<', ' ', '\n']).and_then(|end| r.get(..=end)))
            .and_then(|r| r.strip_suffix('>'))
            .filter(|a| a.len() < LONGEST)
            .map(str::to_owned);
        let link = inner.and_then(|address| {
            let mail = address.contains('@') && !address.contains(':');
            let to = if mail {
                format_args!("mailto:{address}").to_string()
            } else {
                address.clone()
            };
            let absolute = mail || to.contains(':');
            (absolute && safe(&to)).then_some((to, address))
        });
        match link {
            Some((to, says)) => {
                self.at += says.len() + 2;
                self.items
                    .push(Item::Span(Span::Link(to, vec![Span::Text(says)])));
            }
            None => {
                self.at += 1;
                self.push("<");
            }
        }
    }

    fn newline(&mut self) {
        self.at += 1;
        let hard = match self.items.last_mut() {
            Some(Item::Text(last)) => {
                let kept = last.trim_end_matches(' ').len();
                let hard = last.len() - kept >= 2;
                last.truncate(kept);
                hard
            }
            _ => false,
        };
        if hard {
            self.items.push(Item::Span(Span::Break));
        } else {
            self.push("\n");
        }
        let rest = self.rest();
        self.at += rest.len() - rest.trim_start_matches(' ').len();
    }
}
