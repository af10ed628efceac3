//! What a slip leads to: its note with the repair, and how the parser gets past it.

use super::Parser;
use crate::board::code;
use crate::board::document::scan::Token;
use crate::board::document::{DEEPEST, Span};
use crate::board::finding::Finding;
use crate::words::{Arg, Phrase};

impl Parser<'_> {
    /// Goes past a value that is nested too deeply, without nesting itself.
    pub(super) fn skip_too_deep(&mut self, at: Span) {
        if !self.too_deep {
            self.too_deep = true;
            let finding = Finding::new(code::TOO_DEEP, at).n("limit", DEEPEST as f64);
            self.scanner.slips.push(finding);
        }
        let mut depth = 1usize;
        while depth > 0 {
            match self.next().0 {
                Token::OpenBrace | Token::OpenBracket => depth += 1,
                Token::CloseBrace | Token::CloseBracket => depth -= 1,
                Token::End => return,
                _ => {}
            }
        }
    }

    pub(super) fn insert(&mut self, code: &'static code::Code, at: usize, with: &str) {
        self.scanner
            .slip(code, Span::point(at), "board-fix-insert", with.into());
    }

    pub(super) fn remove(&mut self, code: &'static code::Code, at: Span) {
        self.scanner
            .slip(code, at, "board-fix-remove", String::new());
    }

    /// The closing bracket that belongs here is not here: it goes in after the last token.
    fn missing_close(&mut self, start: usize, close: &str) {
        let at = Span::point(self.last);
        let finding = Finding::new(code::MISSING_CLOSE, at)
            .text("close", close)
            .line_of(Span::point(start))
            .suggest(Phrase::new("board-fix-insert").with("with", Arg::Text(close.into())))
            .repair(at, close);
        self.scanner.slips.push(finding);
    }

    /// Closes what was left open before this token. A comma before the token belongs to what is around.
    pub(super) fn left_open(
        &mut self,
        start: usize,
        close: &str,
        comma: Option<Span>,
        token: (Token, Span),
        before: usize,
    ) {
        let goes_on = !matches!(
            token.0,
            Token::End | Token::CloseBrace | Token::CloseBracket
        );
        self.put_back(token, before);
        if let Some(comma) = comma {
            if goes_on {
                self.put_back((Token::Comma, comma), comma.start);
            } else {
                self.end_comma(Some(comma));
                self.last = comma.start;
            }
        }
        self.missing_close(start, close);
    }

    pub(super) fn end_comma(&mut self, comma: Option<Span>) {
        if let Some(comma) = comma {
            self.remove(code::TRAILING_COMMA, comma);
        }
    }

    /// Goes past something that has no place here, with all it holds.
    pub(super) fn unexpected(&mut self, token: Token, at: Span) {
        let start = at.start;
        let opens = matches!(token, Token::OpenBrace | Token::OpenBracket);
        if opens && self.open.len() < DEEPEST {
            self.value(token, at);
        } else if opens {
            self.skip_too_deep(at);
        }
        self.remove(code::UNEXPECTED, Span::new(start, self.last.max(at.end)));
    }
}
