//! What was handed in, what was said of it, and what the learner wrote about it.

use super::{Audience, Wants, Writer};
use crate::exchange::leaf::{Leaf, Tag, link, markdown, picture, tag, words};
use crate::session::view::{CommentView, EntryView, FileView, FolioView, StandardView, WorkView};
use crate::words::{Arg, Phrase};

/// Pictures become a third longer in a file; together they may take so many bytes of it.
const ROOM: u64 = 10_000_000;

/// Letters of a text on a page to talk about.
const BEGINNING: usize = 300;

/// Entries of the journal on a page to talk about, newest first.
const THOUGHTS: usize = 5;

/// What every browser shows, and cannot run anything.
const SHOWN: [&str; 5] = [
    "image/jpeg",
    "image/png",
    "image/webp",
    "image/gif",
    "image/avif",
];

/// What has gone into a sheet so far.
#[derive(Default)]
pub struct Told {
    /// Digests of pictures.
    pub files: Vec<String>,
    /// So many pictures had no room.
    pub left: u32,
    pub comments: u32,
    pub thoughts: u32,
    /// Standards whose whole sentences stand there.
    pub standards: Vec<StandardView>,
    room: u64,
}

/// The newest work of each activity that is wanted.
pub fn chosen(folio: FolioView, wants: &Wants) -> Vec<WorkView> {
    let wanted = |work: &WorkView| {
        let only = wants.only.as_ref();
        work.newest && only.is_none_or(|only| only.contains(&work.activity))
    };
    folio.works.into_iter().filter(wanted).collect()
}

impl Writer<'_> {
    /// Everything that was handed in last.
    pub fn works(&self, works: &[WorkView], told: &mut Told) -> Option<Leaf> {
        let mut inside: Vec<Leaf> = Vec::new();
        for work in works {
            inside.push(self.work(work, told).into());
        }
        if works.is_empty() {
            inside.push(tag("p").kid(self.say("sheet-nothing")).into());
        }
        self.part("sheet-works", inside)
    }

    fn work(&self, work: &WorkView, told: &mut Told) -> Tag {
        let standards = work.standards.iter().map(|it| {
            let it = it.told(&mut told.standards);
            self.standard(&it.code, &it.title)
        });
        let mut small = vec![self.text(&work.handed.when)];
        small.extend(work.state.iter().map(|(_, says)| self.text(says)));
        small.extend(standards);
        let mut article = tag("article")
            .kid(tag("h3").with("dir", "auto").kid(work.title.as_str()))
            .kid(line(small));
        let texts = work.handed.texts.iter();
        article = article.kids(texts.map(|text| match self.wants.audience {
            Audience::Family => words(text),
            Audience::Talk => words(&beginning(text)),
        }));
        for to in &work.handed.links {
            article = article.kid(tag("p").kid(link(to, vec![to.as_str().into()])));
        }
        for file in &work.handed.files {
            article = article.kid(self.file(file, &work.title, told));
        }
        if work.elsewhere {
            article = article.kid(tag("p").kid(self.say("folio-elsewhere")));
        }
        if self.wants.comments && !work.comments.is_empty() {
            article = article.kid(tag("p").kid(tag("strong").kid(self.say("ui-teacher-says"))));
            for comment in &work.comments {
                told.comments += 1;
                article = article.kid(self.comment(comment));
            }
        }
        if self.wants.reflections && self.wants.audience == Audience::Family {
            for entry in &work.reflections {
                told.thoughts += 1;
                article = article.kid(self.thought(entry, false));
            }
        }
        article
    }

    fn comment(&self, comment: &CommentView) -> Tag {
        tag("blockquote").kid(markdown(&comment.says)).kid(
            tag("p")
                .with("class", "small")
                .kid(self.text(&comment.when)),
        )
    }

    /// A picture that has room, or the name of a file.
    fn file(&self, file: &FileView, title: &str, told: &mut Told) -> Leaf {
        let is_shown = file.image && SHOWN.contains(&file.media.as_str());
        let wanted = self.wants.pictures && self.wants.audience == Audience::Family;
        let alt = Phrase::new("folio-picture")
            .with("name", Arg::Text(file.name.clone()))
            .with("activity", Arg::Text(String::from(title)));
        if is_shown && wanted {
            let size = file.size.saturating_mul(4) / 3;
            let known = told.files.contains(&file.digest);
            let room = told.room.saturating_add(if known { 0 } else { size });
            match picture(&file.digest, &self.text(&alt)) {
                Some(image) if room <= ROOM => {
                    told.room = room;
                    if !known {
                        told.files.push(file.digest.clone());
                    }
                    let caption = tag("figcaption")
                        .with("dir", "auto")
                        .with("data-missing", self.say("sheet-missing"))
                        .kid(file.name.as_str());
                    return tag("figure").kid(image).kid(caption).into();
                }
                Some(_) => told.left += 1,
                None => {}
            }
        }
        let kind = match file.media.split('/').next() {
            _ if file.image => "image",
            Some("audio") => "audio",
            _ => "file",
        };
        let says = Phrase::new("sheet-file")
            .with("kind", Arg::Text(String::from(kind)))
            .with("name", Arg::Text(file.name.clone()));
        tag("p").kid(self.text(&says)).into()
    }

    /// What the learner wrote that stands with no work; on a page to talk about, the newest of everything.
    pub fn thoughts(&self, works: &[WorkView], told: &mut Told) -> Option<Leaf> {
        if !self.wants.reflections {
            return None;
        }
        let entries = self.session.journal().entries;
        let mut entries = entries
            .iter()
            .filter(|entry| entry.kind == "reflect")
            .filter(|entry| match self.wants.audience {
                Audience::Family => !works.iter().any(|work| work.reflections.contains(entry)),
                Audience::Talk => true,
            })
            .collect::<Vec<_>>();
        if self.wants.audience == Audience::Talk {
            entries.truncate(THOUGHTS);
        }
        told.thoughts += entries.len() as u32;
        let inside = entries
            .into_iter()
            .map(|entry| tag("article").kid(self.thought(entry, true)).into());
        self.part("sheet-thoughts", inside.collect())
    }

    fn thought(&self, entry: &EntryView, about: bool) -> Tag {
        let mut small = vec![self.text(&entry.when)];
        if about && !entry.about.is_empty() {
            small.push(entry.about.clone());
        }
        let sure = match entry.level {
            Some(1) => Some("ui-sure-1"),
            Some(2) => Some("ui-sure-2"),
            Some(3) => Some("ui-sure-3"),
            Some(4) => Some("ui-sure-4"),
            Some(5) => Some("ui-sure-5"),
            _ => None,
        };
        small.extend(sure.map(|sure| self.say(sure)));
        let asked = (!entry.prompt.is_empty()).then(|| markdown(&entry.prompt));
        let text = match self.wants.audience {
            Audience::Family => words(&entry.text),
            Audience::Talk => words(&beginning(&entry.text)),
        };
        tag("div")
            .kids(asked)
            .kids((!entry.text.is_empty()).then_some(text))
            .kid(line(small))
    }
}

/// Small words beside each other, each in its own direction.
pub fn line(says: Vec<String>) -> Tag {
    let mut line = tag("p").with("class", "small");
    for (at, says) in says.into_iter().enumerate() {
        if at > 0 {
            line = line.kid(" · ");
        }
        line = line.kid(tag("bdi").kid(says));
    }
    line
}

/// The beginning of a text, to a whole word where there is one.
fn beginning(text: &str) -> String {
    let Some((end, _)) = text.char_indices().nth(BEGINNING) else {
        return String::from(text);
    };
    let start = text.get(..end).unwrap_or(text);
    let whole = start.rsplit_once(char::is_whitespace);
    let start = whole.map_or(start, |(whole, _)| whole);
    [start.trim_end(), "…"].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_text_is_shown_to_a_whole_word() {
        let short = "Rain falls.";
        assert_eq!(beginning(short), short);
        let long = "drops ".repeat(60);
        assert_eq!(
            beginning(&long),
            ["drops ".repeat(49).trim_end(), " drops…"].concat()
        );
        let one = "ä".repeat(400);
        assert_eq!(beginning(&one), ["ä".repeat(300), "…".into()].concat());
    }
}
