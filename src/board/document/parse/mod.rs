//! Tokens to a tree. Where a comma, a colon or a bracket is missing or wrong, the reading that fits the rest is taken.

mod slip;

use super::scan::{Scanner, Token};
use super::{DEEPEST, Member, Node, Span, Value, quoted};
use crate::board::code;
use crate::board::finding::{Finding, Findings};
use crate::words::is_letter_or_digit;

/// The tree, where the text holds one, and every slip.
pub(super) fn parse(text: &str) -> (Option<Node>, Findings) {
    tree(text, false)
}

/// The same without what stands in the board's activities, each of which is an object without fields then; if there are slips, the
/// whole tree.
pub(super) fn outline(text: &str) -> (Option<Node>, Findings, bool) {
    let (root, slips) = tree(text, true);
    match slips.count() == 0 {
        true => (root, slips, true),
        false => (parse(text).0, slips, false),
    }
}

/// The value that begins here, in a text without slips.
pub(super) fn value_at(text: &str, start: usize) -> Option<Node> {
    let mut parser = Parser::new(text);
    parser.scanner.at = start;
    let (token, at) = parser.next();
    parser.value(token, at)
}

fn tree(text: &str, outline: bool) -> (Option<Node>, Findings) {
    let mut parser = Parser::new(text);
    parser.outline = outline;
    let root = parser.document().filter(|_| !parser.too_deep);
    (root, parser.scanner.slips)
}

struct Parser<'a> {
    scanner: Scanner<'a>,
    /// Tokens put back, the next one last.
    ahead: Vec<(Token, Span)>,
    /// End of the last token taken.
    last: usize,
    /// Objects and lists that are open: whether it is a list, and where it opened.
    open: Vec<(bool, usize)>,
    too_deep: bool,
    outline: bool,
    /// Nothing of the items of the list that comes next is kept; said anew before the value of each field.
    fold: bool,
}

impl<'a> Parser<'a> {
    fn new(text: &'a str) -> Self {
        Parser {
            scanner: Scanner::new(text),
            ahead: Vec::new(),
            last: 0,
            open: Vec::new(),
            too_deep: false,
            outline: false,
            fold: false,
        }
    }

    fn next(&mut self) -> (Token, Span) {
        let token = self.ahead.pop().unwrap_or_else(|| self.scanner.next());
        if token.0 != Token::End {
            self.last = token.1.end;
        }
        token
    }

    fn put_back(&mut self, token: (Token, Span), last: usize) {
        self.ahead.push(token);
        self.last = last;
    }

    fn peek(&mut self) -> &Token {
        let last = self.last;
        let token = self.next();
        self.put_back(token, last);
        self.ahead.last().map_or(&Token::End, |(token, _)| token)
    }

    fn document(&mut self) -> Option<Node> {
        let (token, at) = self.next();
        let is_key = matches!(token, Token::Text(_)) && *self.peek() == Token::Colon;
        let root = match token {
            // Fields without the brace around them.
            token if is_key => {
                self.insert(code::MISSING_OPEN, at.start, "{");
                self.put_back((token, at), at.start);
                Some(self.object(at.start))
            }
            Token::Word if !matches!(self.scanner.slice(at), "true" | "false" | "null") => None,
            Token::OpenBrace
            | Token::OpenBracket
            | Token::Text(_)
            | Token::Number(_)
            | Token::Word => self.value(token, at),
            _ => None,
        };
        if root.is_none() {
            self.scanner.slips = Findings::default();
            self.scanner.slips.push(Finding::new(code::NOT_JSON, at));
            return None;
        }
        let (token, at) = self.next();
        if token != Token::End {
            let rest = Span::new(at.start, self.scanner.text.trim_end().len().max(at.end));
            let fix = if token == Token::Comma {
                "board-fix-remove"
            } else {
                "board-fix-rest"
            };
            self.scanner.slip(code::AFTER_END, rest, fix, String::new());
        }
        root
    }

    /// The value that begins with this token; none where no value begins so.
    fn value(&mut self, token: Token, at: Span) -> Option<Node> {
        let value = match token {
            Token::OpenBrace | Token::OpenBracket if self.open.len() >= DEEPEST => {
                self.skip_too_deep(at);
                Value::Null
            }
            Token::OpenBrace => return Some(self.object(at.start)),
            Token::OpenBracket => return Some(self.list(at.start)),
            Token::Text(decoded) => Value::Text(decoded),
            Token::Number(number) => Value::Number(number.into()),
            Token::Word => self.word(at),
            _ => return None,
        };
        Some(Node { at, value })
    }

    fn word(&mut self, at: Span) -> Value {
        let raw = self.scanner.slice(at);
        let (value, meant) = match raw {
            "true" => return Value::Bool(true),
            "false" => return Value::Bool(false),
            "null" => return Value::Null,
            "True" | "TRUE" => (Value::Bool(true), "true"),
            "False" | "FALSE" => (Value::Bool(false), "false"),
            "None" | "undefined" | "nil" | "NULL" | "Null" => (Value::Null, "null"),
            _ => {
                let with = quoted(raw);
                self.scanner
                    .slip(code::UNQUOTED, at, "board-fix-write", with);
                return Value::Text(Some(raw.into()));
            }
        };
        self.scanner
            .slip(code::BAD_WORD, at, "board-fix-write", meant.into());
        value
    }

    fn inside(&self, list: bool) -> bool {
        let outer = self.open.len().saturating_sub(1);
        self.open
            .iter()
            .take(outer)
            .any(|(is_list, _)| *is_list == list)
    }

    /// Whether the bracket that comes next fits this list, but not what is around it.
    fn crossed(&mut self) -> bool {
        !self.inside(true) && *self.peek() == Token::CloseBracket
    }

    fn object(&mut self, start: usize) -> Node {
        self.open.push((false, start));
        let mut members = Vec::new();
        let mut comma: Option<Span> = None;
        loop {
            let before = self.last;
            let (token, at) = self.next();
            match token {
                Token::CloseBrace => {
                    self.end_comma(comma);
                    break;
                }
                Token::Comma if comma.is_some() || members.is_empty() => {
                    self.remove(code::EXTRA_COMMA, at);
                }
                Token::Comma => comma = Some(at),
                Token::Text(_) | Token::Word | Token::Number(_)
                    if self.begins_field(&token, at) =>
                {
                    if comma.is_none() && !members.is_empty() {
                        self.insert(code::MISSING_COMMA, before, ",");
                    }
                    comma = None;
                    members.extend(self.member(token, at));
                }
                // The list around this object goes on, or ends: this object was left open.
                Token::CloseBracket if self.inside(true) => {
                    self.left_open(start, "}", comma, (token, at), before);
                    break;
                }
                Token::OpenBrace if comma.is_some() && self.inside(true) => {
                    self.left_open(start, "}", comma, (token, at), before);
                    break;
                }
                Token::CloseBracket => {
                    self.scanner
                        .slip(code::WRONG_CLOSE, at, "board-fix-write", "}".into());
                    break;
                }
                Token::End => {
                    self.left_open(start, "}", comma, (token, at), before);
                    break;
                }
                _ => self.unexpected(token, at),
            }
        }
        self.open.pop();
        Node {
            at: Span::new(start, self.last),
            value: Value::Object(members),
        }
    }

    /// Words that can be a key are one, if a colon follows or at least a value.
    fn begins_field(&mut self, token: &Token, at: Span) -> bool {
        let letters = self
            .scanner
            .slice(at)
            .starts_with(|c: char| is_letter_or_digit(c) || c == '_' || c == '$');
        match token {
            Token::Text(_) => true,
            Token::Word if !letters => false,
            _ => *self.peek() == Token::Colon,
        }
    }

    fn member(&mut self, token: Token, at: Span) -> Option<Member> {
        let decoded = match token {
            Token::Text(decoded) => decoded,
            _ => {
                let raw = self.scanner.slice(at);
                let with = quoted(raw);
                self.scanner
                    .slip(code::UNQUOTED, at, "board-fix-write", with);
                Some(raw.into())
            }
        };
        let before = self.last;
        let (token, colon) = self.next();
        let (token, value_at, before) = match token {
            Token::Colon => {
                let after = self.last;
                let (token, at) = self.next();
                (token, at, after)
            }
            Token::Word if self.scanner.slice(colon) == "=" => {
                self.scanner
                    .slip(code::MISSING_COLON, colon, "board-fix-write", ":".into());
                let after = self.last;
                let (token, at) = self.next();
                (token, at, after)
            }
            token => {
                if !matches!(
                    token,
                    Token::Comma | Token::CloseBrace | Token::CloseBracket | Token::End
                ) {
                    self.insert(code::MISSING_COLON, before, ":");
                }
                (token, colon, before)
            }
        };
        let is_value = !matches!(
            token,
            Token::Comma | Token::CloseBrace | Token::CloseBracket | Token::Colon | Token::End
        );
        if !is_value {
            self.put_back((token, value_at), before);
            let name = self.scanner.slice(at).trim_matches(['"', '\'']);
            let finding = Finding::new(code::MISSING_VALUE, at).text("name", name);
            self.scanner.slips.push(finding);
            return None;
        }
        self.fold =
            self.outline && self.open.len() == 1 && self.scanner.slice(at) == "\"activities\"";
        let value = self.value(token, value_at)?;
        Some(Member {
            key: at,
            decoded,
            value,
        })
    }

    fn list(&mut self, start: usize) -> Node {
        self.open.push((true, start));
        let fold = std::mem::take(&mut self.fold);
        let mut items = Vec::new();
        let mut comma: Option<Span> = None;
        loop {
            let before = self.last;
            let (token, at) = self.next();
            match token {
                Token::CloseBracket => {
                    self.end_comma(comma);
                    break;
                }
                Token::Comma if comma.is_some() || items.is_empty() => {
                    self.remove(code::EXTRA_COMMA, at);
                }
                Token::Comma => comma = Some(at),
                // `}` for `]`, and the other way round after it.
                Token::CloseBrace if self.crossed() => {
                    self.scanner
                        .slip(code::WRONG_CLOSE, at, "board-fix-write", "]".into());
                    break;
                }
                Token::CloseBrace if self.inside(false) => {
                    self.left_open(start, "]", comma, (token, at), before);
                    break;
                }
                Token::CloseBrace => {
                    self.scanner
                        .slip(code::WRONG_CLOSE, at, "board-fix-write", "]".into());
                    break;
                }
                Token::End => {
                    self.left_open(start, "]", comma, (token, at), before);
                    break;
                }
                // A field of the object around this list: the list was left open.
                Token::Text(_) if self.inside(false) && *self.peek() == Token::Colon => {
                    self.left_open(start, "]", comma, (token, at), before);
                    break;
                }
                Token::Colon => self.unexpected(token, at),
                Token::Word if !self.scanner.slice(at).starts_with(is_letter_or_digit) => {
                    self.unexpected(token, at);
                }
                token => {
                    if comma.is_none() && !items.is_empty() {
                        self.insert(code::MISSING_COMMA, before, ",");
                    }
                    comma = None;
                    let mut item = self.value(token, at);
                    if let (true, Some(Value::Object(members))) =
                        (fold, item.as_mut().map(|item| &mut item.value))
                    {
                        *members = Vec::new();
                    }
                    items.extend(item);
                }
            }
        }
        self.open.pop();
        items.shrink_to_fit();
        Node {
            at: Span::new(start, self.last),
            value: Value::List(items),
        }
    }
}
