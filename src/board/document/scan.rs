//! Text to tokens. A token that JSON would refuse is read as what was meant, and the slip is noted with its repair.

use super::{Span, quoted};
use crate::board::code::{self, Code};
use crate::board::finding::{Finding, Findings};
use crate::words::{Arg, Phrase, is_letter_or_digit, read_number};

/// One token.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Token {
    OpenBrace,
    CloseBrace,
    OpenBracket,
    CloseBracket,
    Comma,
    Colon,
    /// Decoded, where it is not what stands between the quotes.
    Text(Option<Box<str>>),
    Number(f64),
    /// `true`, `false`, `null`, or letters without quotes.
    Word,
    End,
}

pub(super) struct Scanner<'a> {
    pub text: &'a str,
    pub at: usize,
    pub slips: Findings,
}

impl<'a> Scanner<'a> {
    pub fn new(text: &'a str) -> Self {
        let at = if text.starts_with('\u{feff}') { 3 } else { 0 };
        Scanner {
            text,
            at,
            slips: Findings::default(),
        }
    }

    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or("")
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    pub fn slice(&self, at: Span) -> &'a str {
        self.text.get(at.start..at.end).unwrap_or("")
    }

    /// Notes a slip that `with` in place of `at` puts right.
    pub fn slip(&mut self, code: &'static Code, at: Span, fix: &'static str, with: String) {
        if self.slips.full(code) {
            self.slips.push(Finding::new(code, at));
            return;
        }
        let found = self.slice(at);
        let shown: String = found.chars().take(40).collect();
        let finding = Finding::new(code, at)
            .text("found", shown)
            .suggest(Phrase::new(fix).with("with", Arg::Text(with.clone())))
            .repair(at, with);
        self.slips.push(finding);
    }

    /// The next token and where it lies.
    pub fn next(&mut self) -> (Token, Span) {
        self.skip_space();
        let start = self.at;
        let Some(c) = self.peek() else {
            return (Token::End, Span::point(start));
        };
        let token = match c {
            '{' => self.one(Token::OpenBrace),
            '}' => self.one(Token::CloseBrace),
            '[' => self.one(Token::OpenBracket),
            ']' => self.one(Token::CloseBracket),
            ',' => self.one(Token::Comma),
            ':' => self.one(Token::Colon),
            '"' => self.string(&['"']),
            '\'' | '‘' | '’' | '‚' | '‹' | '`' | '´' => {
                self.string(&['\'', '’', '‘', '›', '`', '´'])
            }
            '“' | '”' | '„' | '«' | '‟' | '″' | '＂' => {
                self.string(&['“', '”', '»', '‟', '″', '＂', '"'])
            }
            '0'..='9' | '-' | '+' | '.' | '−' => self.number(),
            _ => self.word(),
        };
        (token, Span::new(start, self.at))
    }

    fn one(&mut self, token: Token) -> Token {
        self.at += 1;
        token
    }

    fn skip_space(&mut self) {
        loop {
            let rest = self.rest();
            let bare = rest.trim_start_matches([' ', '\t', '\n', '\r']);
            self.at += rest.len() - bare.len();
            let start = self.at;
            match bare.chars().next() {
                Some('/') if bare.starts_with("//") => self.comment(bare.find('\n')),
                Some('/') if bare.starts_with("/*") => {
                    self.comment(bare.find("*/").map(|end| end + 2));
                }
                Some('#') => self.comment(bare.find('\n')),
                Some(c)
                    if c.is_whitespace() || matches!(c, '\u{200b}' | '\u{feff}' | '\u{2060}') =>
                {
                    self.at += c.len_utf8();
                    let at = Span::new(start, self.at);
                    self.slip(code::ODD_SPACE, at, "board-fix-space", " ".into());
                }
                _ => return,
            }
        }
    }

    fn comment(&mut self, length: Option<usize>) {
        let start = self.at;
        let length = length.unwrap_or(self.rest().len());
        let body = self.rest().get(..length).unwrap_or("").trim_end();
        self.at += length;
        let at = Span::new(start, start + body.len());
        self.slip(code::COMMENT, at, "board-fix-comment", String::new());
    }

    /// A string whose opening quote is next and which any of `closing` ends.
    fn string(&mut self, closing: &[char]) -> Token {
        let start = self.at;
        let open = self.peek().unwrap_or('"');
        self.at += open.len_utf8();
        let body = self.at;
        let plain = open == '"';
        // Most strings hold nothing that needs a second look.
        if plain {
            let bytes = self.rest().as_bytes();
            let stop = bytes
                .iter()
                .position(|b| matches!(b, b'"' | b'\\' | 0..=0x1f));
            if let Some(length) = stop
                && bytes.get(length) == Some(&b'"')
            {
                self.at += length + 1;
                return Token::Text(None);
            }
        }
        let mut decoded = String::new();
        loop {
            let at = self.at;
            match self.peek() {
                Some(c) if closing.contains(&c) && self.ends_here(c, plain) => {
                    self.at += c.len_utf8();
                    break;
                }
                Some('\\') => self.escape(&mut decoded),
                Some('\n' | '\r') | None => {
                    if self.missing_quote(body, &mut decoded) {
                        break;
                    }
                }
                Some(c) if c < ' ' => {
                    self.at += 1;
                    let mut with = quoted(&c.to_string());
                    with = with.trim_matches('"').to_owned();
                    self.slip(
                        code::CONTROL_CHARACTER,
                        Span::new(at, at + 1),
                        "board-fix-escape",
                        with,
                    );
                    decoded.push(c);
                }
                Some(c) => {
                    self.at += c.len_utf8();
                    decoded.push(c);
                }
            }
        }
        if !plain {
            let at = Span::new(start, self.at);
            self.slip(code::QUOTES, at, "board-fix-quotes", quoted(&decoded));
        }
        Token::Text(Some(decoded.into_boxed_str()))
    }

    /// An apostrophe inside a word does not end a string in single or smart quotes.
    fn ends_here(&self, quote: char, plain: bool) -> bool {
        if plain {
            return true;
        }
        let after = self.rest().get(quote.len_utf8()..).unwrap_or("");
        let next = after.trim_start().chars().next();
        !after.starts_with(is_letter_or_digit)
            && (next.is_none_or(|c| matches!(c, ',' | ':' | ']' | '}'))
                || after.starts_with(['\n', '\r']))
    }

    /// At a line break inside a string: the closing quote was forgotten (`true`), or the break itself was not escaped.
    fn missing_quote(&mut self, body: usize, decoded: &mut String) -> bool {
        let here = self.at;
        let line = self.text.get(body..here).unwrap_or("");
        let next = self.rest().trim_start_matches(['\r', '\n', ' ', '\t']);
        let goes_on = next.starts_with(['"', '}', ']', '“']) || next.is_empty();
        let kept = line.trim_end_matches([' ', '\t', ',', '}', ']', '\r']);
        if goes_on || kept.len() < line.trim_end().len() {
            let end = body + kept.len();
            let lost = self.text.get(end..here).map_or(0, str::len);
            decoded.truncate(decoded.len().saturating_sub(lost));
            self.at = end;
            self.slip(
                code::MISSING_QUOTE,
                Span::point(end),
                "board-fix-quote",
                "\"".into(),
            );
            return true;
        }
        let length = if self.rest().starts_with("\r\n") {
            2
        } else {
            1
        };
        self.at += length;
        let at = Span::new(here, self.at);
        self.slip(
            code::CONTROL_CHARACTER,
            at,
            "board-fix-escape",
            "\\n".into(),
        );
        decoded.push('\n');
        false
    }

    fn escape(&mut self, decoded: &mut String) {
        let start = self.at;
        self.at += 1;
        let Some(c) = self.peek() else { return };
        let simple = match c {
            '"' | '\\' | '/' => Some(c),
            'b' => Some('\u{8}'),
            'f' => Some('\u{c}'),
            'n' => Some('\n'),
            'r' => Some('\r'),
            't' => Some('\t'),
            _ => None,
        };
        if let Some(simple) = simple {
            self.at += 1;
            decoded.push(simple);
            return;
        }
        if c == 'u'
            && let Some(c) = self.unicode()
        {
            decoded.push(c);
            return;
        }
        // `\'` means an apostrophe; anything else, a path with backslashes, means the backslash.
        let at = Span::new(start, self.at);
        if c == '\'' {
            self.slip(code::BAD_ESCAPE, at, "board-fix-remove", String::new());
        } else {
            self.slip(code::BAD_ESCAPE, at, "board-fix-escape", "\\\\".into());
            decoded.push('\\');
        }
    }

    /// `uXXXX`, or a pair of them for a character beyond the first plane.
    fn unicode(&mut self) -> Option<char> {
        let unit = |at: usize| {
            let digits = self.text.get(at..at + 4)?;
            let hex = digits.bytes().all(|b| b.is_ascii_hexdigit());
            u16::from_str_radix(digits, 16).ok().filter(|_| hex)
        };
        let first = unit(self.at + 1)?;
        let after = self.at + 5;
        let second = match self.text.get(after..after + 2) {
            Some("\\u") => unit(after + 2),
            _ => None,
        };
        let pair = [first, second.unwrap_or(0)];
        let found = char::decode_utf16(pair).next()?.ok()?;
        self.at = if u32::from(found) > 0xffff {
            after + 6
        } else {
            after
        };
        Some(found)
    }

    fn number(&mut self) -> Token {
        let start = self.at;
        let rest = self.rest();
        let length = rest
            .find(|c: char| {
                !(c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.' | '−' | '_'))
            })
            .unwrap_or(rest.len());
        self.at += length.max(1);
        let at = Span::new(start, self.at);
        let raw = self.slice(at);
        if is_number(raw) {
            return Token::Number(read_number(raw).unwrap_or(f64::INFINITY));
        }
        match meant(raw) {
            Some(number) => {
                self.slip(code::BAD_NUMBER, at, "board-fix-write", number.to_string());
                Token::Number(number)
            }
            None => {
                let with = quoted(raw);
                self.slip(code::UNQUOTED, at, "board-fix-write", with);
                Token::Text(Some(raw.into()))
            }
        }
    }

    /// Letters without quotes; a character that begins nothing is a word of its own.
    fn word(&mut self) -> Token {
        let rest = self.rest();
        let length = rest
            .find(|c: char| !(is_letter_or_digit(c) || matches!(c, '_' | '-' | '$')))
            .unwrap_or(rest.len());
        let first = rest.chars().next().map_or(1, char::len_utf8);
        self.at += length.max(first);
        Token::Word
    }
}

/// What JSON calls a number.
pub(in crate::board) fn is_number(raw: &str) -> bool {
    fn digits(text: &str) -> Option<&str> {
        let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
        (rest.len() < text.len()).then_some(rest)
    }
    let body = raw.strip_prefix('-').unwrap_or(raw);
    let after_whole = match body.strip_prefix('0') {
        Some(rest) => Some(rest),
        None => digits(body),
    };
    let after_part = after_whole.and_then(|rest| match rest.strip_prefix('.') {
        Some(part) => digits(part),
        None => Some(rest),
    });
    let rest = after_part.and_then(|rest| match rest.strip_prefix(['e', 'E']) {
        Some(power) => digits(power.strip_prefix(['+', '-']).unwrap_or(power)),
        None => Some(rest),
    });
    rest == Some("")
}

/// The number somebody meant by `+5`, `.5`, `5.`, `05`, `0x1F`, `1_000`, or with a minus sign from a word processor.
fn meant(raw: &str) -> Option<f64> {
    let tidy = raw.replace('−', "-").replace('_', "");
    let tidy = tidy.strip_prefix('+').unwrap_or(&tidy);
    if let Some(hex) = tidy.strip_prefix("0x").or_else(|| tidy.strip_prefix("0X")) {
        return u32::from_str_radix(hex, 16).ok().map(f64::from);
    }
    let plain = tidy
        .bytes()
        .all(|b| b.is_ascii_digit() || matches!(b, b'.' | b'-' | b'+' | b'e' | b'E'));
    let (sign, digits) = match tidy.strip_prefix('-') {
        Some(digits) => ("-", digits),
        None => ("", tidy),
    };
    let digits = digits.trim_start_matches('0').trim_end_matches('.');
    let zero = if digits.starts_with(|c: char| c.is_ascii_digit()) {
        ""
    } else {
        "0"
    };
    read_number(&[sign, zero, digits].concat()).filter(|_| plain)
}
