//! Text for people: one language or several, and what is hidden in it.

use super::Reader;
use crate::board::code;
use crate::board::document::{Node, Span, Value, quoted};
use crate::board::finding::Finding;
use crate::board::model::Text;
use crate::words::{Arg, Phrase, is_letter};

/// Which languages the board's texts are in, so that the gaps can be named.
#[derive(Default)]
pub(super) struct Languages {
    /// Primary tags; the board's own is the first.
    tags: Vec<String>,
    /// Where texts lie that are in the board's own language alone.
    plain: Vec<Span>,
    /// Every other: where it lies, and a bit for each language it is in.
    texts: Vec<(Span, u64)>,
    /// Some text is in several.
    several: bool,
    /// Where the texts lie is noted: the second time a board is read, for in a large board of one language the notes would be a
    /// quarter of a megabyte, and nobody would look at them.
    noted: bool,
}

impl Languages {
    pub fn own(&mut self, tag: &str) {
        self.tags = vec![primary(tag)];
    }

    fn bit(&mut self, tag: &str) -> u64 {
        let tag = primary(tag);
        let index = self.tags.iter().position(|known| *known == tag);
        let index = index.unwrap_or_else(|| {
            self.tags.push(tag);
            self.tags.len() - 1
        });
        1u64.checked_shl(index as u32).unwrap_or(0)
    }
}

fn primary(tag: &str) -> String {
    tag.split(['-', '_'])
        .next()
        .unwrap_or("")
        .to_ascii_lowercase()
}

impl Reader<'_> {
    /// A text that people read in their own language.
    pub fn text(&mut self, node: &Node) -> Text {
        self.any_text(node, true)
    }

    /// A text that one language is enough for: the title of a resource, a name for the teacher alone.
    pub fn own_text(&mut self, node: &Node) -> Text {
        self.any_text(node, false)
    }

    pub fn texts(&mut self, node: &Node) -> Vec<Text> {
        let items = self.list(node);
        items.iter().map(|item| self.text(item)).collect()
    }

    /// A text that must say something.
    pub fn title(&mut self, node: &Node) -> Text {
        let faults = self.findings.count();
        let title = self.text(node);
        if title.is_empty() && self.findings.count() == faults {
            self.note(Finding::new(code::EMPTY, node.at));
        }
        title
    }

    fn any_text(&mut self, node: &Node, translated: bool) -> Text {
        if let Some(plain) = self.document.string(node) {
            self.look_for_hidden(node, plain);
            // A number or a sign needs no translation.
            if self.languages.noted && translated && plain.contains(is_letter) {
                self.languages.plain.push(node.at);
            }
            return Text::plain(plain);
        }
        let Value::Object(_) = node.value else {
            let mut finding = self.wrong_type(node, "words");
            if let Value::Number(_) | Value::Bool(_) = node.value {
                let with = quoted(self.document.slice(node.at));
                finding = finding
                    .suggest(super::field::write(&with))
                    .repair(node.at, with);
            }
            self.note(finding);
            return Text::default();
        };
        let mut pairs = Vec::new();
        let mut bits = 0;
        for member in self.object(node) {
            let tag = self.key(member);
            let known = self.language_tag(tag, member.key);
            let text = self.string(&member.value);
            if known && !text.trim().is_empty() {
                bits |= self.languages.bit(tag);
            }
            pairs.push((tag.to_owned(), text.to_owned()));
        }
        self.languages.several |= pairs.len() > 1;
        if self.languages.noted {
            self.languages.texts.push((node.at, bits));
        }
        Text::Several(pairs.into())
    }

    /// Whether this is a BCP 47 tag that a browser may know: two or three letters, then subtags.
    pub fn language_tag(&mut self, tag: &str, at: Span) -> bool {
        let mut parts = tag.split('-');
        let first = parts.next().unwrap_or("");
        let named = matches!(first.len(), 2 | 3) && first.bytes().all(|b| b.is_ascii_alphabetic());
        let well_formed = |part: &str| {
            (1..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric())
        };
        if named && parts.all(well_formed) {
            return true;
        }
        let finding = Finding::new(code::BAD_LANGUAGE, at).text("found", tag);
        let dashed = tag.replace('_', "-");
        let finding = if dashed != tag {
            finding
                .suggest(Phrase::new("board-did-you-mean").with("with", Arg::Text(dashed.clone())))
                .repair(at, quoted(&dashed))
        } else {
            finding.suggest(Phrase::new("board-fix-language"))
        };
        self.note(finding);
        false
    }

    /// Characters that cannot be seen and turn the text around, or that no screen can show.
    pub fn look_for_hidden(&mut self, node: &Node, text: &str) {
        if text.is_ascii()
            && !text
                .bytes()
                .any(|b| b < b' ' && !matches!(b, b'\n' | b'\t' | b'\r'))
        {
            return;
        }
        if !text.contains(is_hidden) {
            return;
        }
        let clean: String = text.chars().filter(|c| !is_hidden(*c)).collect();
        let finding = Finding::new(code::HIDDEN_CHARACTERS, node.at)
            .suggest(Phrase::new("board-fix-hidden"))
            .repair(node.at, quoted(&clean));
        self.note(finding);
    }

    /// Names each text that lacks a language others have.
    pub fn missing_languages(&mut self, root: &Node) {
        if !self.languages.several || self.languages.noted {
            return;
        }
        let mut again = Reader::new(self.document);
        again.languages.noted = true;
        again.board(root);
        let languages = again.languages;
        let some_plain = u64::from(!languages.plain.is_empty());
        let all = languages.texts.iter();
        let all = all.fold(some_plain, |all, (_, bits)| all | bits);
        let plain = languages.plain.into_iter().map(|at| (at, 1));
        for (at, bits) in plain.chain(languages.texts) {
            let lacking = all & !bits;
            if lacking == 0 {
                continue;
            }
            let tags = languages.tags.iter().enumerate();
            let lacks = |index: usize| lacking & 1u64.checked_shl(index as u32).unwrap_or(0) != 0;
            let names = tags
                .filter(|(index, _)| lacks(*index))
                .map(|(_, tag)| Arg::Text(tag.clone()));
            let names = Arg::List(names.collect(), true);
            let finding = Finding::new(code::MISSING_LANGUAGE, at).with("languages", names);
            self.note(finding);
        }
    }
}

/// Control characters, and the marks that embed or override the direction of text. Marks that only say a direction
/// (U+200E, U+200F) and isolates belong into good Arabic and Hebrew.
fn is_hidden(c: char) -> bool {
    c.is_control() && !matches!(c, '\n' | '\t' | '\r') || matches!(c, '\u{202a}'..='\u{202e}')
}
