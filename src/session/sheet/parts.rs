//! The parts of a sheet that say where a learner stands.

use super::works::{Told, line};
use super::{Writer, left_out};
use crate::exchange::leaf::{Leaf, Tag, tag, words};
use crate::rules::{Ix, State};
use crate::session::view::{BoardState, StandardView, standard_name};
use crate::words::{Arg, Phrase};

/// Activities that are named, in the board's order.
const NAMED: usize = 200;

/// Goals on a page to talk about, newest first.
const GOALS: usize = 5;

/// Standards that are listed.
const STANDARDS: usize = 200;

impl Writer<'_> {
    /// Points, level, badges, in words.
    pub fn standing(&self) -> Option<Leaf> {
        let head = self.session.head();
        let mut says: Vec<String> = Vec::new();
        if head.state == BoardState::Complete {
            says.push(self.say("sheet-complete"));
        }
        let done = self.finished().len();
        says.push(self.text(&Phrase::new("sheet-done").n("n", done as f64)));
        if head.goal.0 > 0 {
            // More than was asked is not a part of it.
            let key = match head.points > head.goal {
                true => "points-over",
                false => "ui-points-of",
            };
            let points = Phrase::new(key).n("n", head.points.number());
            says.push(self.text(&points.n("all", head.goal.number())));
        }
        let level = head.level.checked_sub(1);
        if let Some((title, ..)) = level.and_then(|level| head.levels.get(level as usize)) {
            let level = Phrase::new("sheet-level").with("level", Arg::Text(title.clone()));
            says.push(self.text(&level));
        }
        let badges = self.session.badges();
        let earned = badges.into_iter().filter(|badge| badge.earned);
        let earned: Vec<Arg> = earned.map(|badge| Arg::Text(badge.title)).collect();
        if !earned.is_empty() {
            let badges = Phrase::new("sheet-badges").with("badges", Arg::List(earned, true));
            says.push(self.text(&badges));
        }
        self.part("sheet-where", vec![list(says).into()])
    }

    /// Activities that are done.
    fn finished(&self) -> Vec<Ix> {
        let all = 0..self.session.activities();
        let done = |ix: &Ix| {
            let opened = self.session.opened();
            let place = opened.and_then(|opened| opened.edition.place(*ix));
            let standing = opened.and_then(|opened| opened.progress.standing(*ix));
            place.is_some_and(|place| !place.free)
                && standing.is_some_and(|standing| standing.state == State::Done)
        };
        all.filter(done).collect()
    }

    /// What was done, by name.
    pub fn done(&self) -> Option<Leaf> {
        let done = self.finished();
        let titles = done.iter().take(NAMED).map(|ix| self.session.title(*ix));
        let mut titles: Vec<String> = titles.collect();
        let others = done.len().saturating_sub(NAMED);
        if others > 0 {
            titles.push(self.text(&Phrase::new("way-others").n("n", others as f64)));
        }
        let list = list(titles);
        (!done.is_empty())
            .then(|| self.part("sheet-finished", vec![list.into()]))
            .flatten()
    }

    /// What is asked, and what is still missing.
    pub fn counts(&self) -> Option<Leaf> {
        let head = self.session.head();
        let says = head.due.iter().chain([&head.missing]).chain(&head.also);
        let says: Vec<String> = says.map(|says| self.text(says)).collect();
        self.part("sheet-counts", vec![list(says).into()])
    }

    /// The standards that have a result, with the level on each.
    pub fn standards(&self, told: &mut Told) -> Option<Leaf> {
        let all = self.session.standards().standards;
        let mut begun: Vec<_> = all.iter().filter(|it| !it.results.is_empty()).collect();
        let others = begun.len().saturating_sub(STANDARDS);
        begun.truncate(STANDARDS);
        let names = begun.iter().flat_map(|standard| {
            let view = StandardView {
                title: standard.title.clone(),
                code: standard.code.clone(),
                uri: String::new(),
            };
            let view = view.told(&mut told.standards);
            let name = self.standard(&view.code, &view.title);
            [
                tag("dt").with("dir", "auto").kid(name),
                tag("dd").kid(self.text(&standard.says)),
            ]
        });
        let names: Vec<Tag> = names.collect();
        let mut inside: Vec<Leaf> = Vec::new();
        if !names.is_empty() {
            inside.push(tag("dl").kids(names).into());
        }
        if others > 0 {
            let says = Phrase::new("way-others").n("n", others as f64);
            inside.push(tag("p").kid(self.text(&says)).into());
        }
        self.part("mastery-title", inside)
    }

    /// A standard by code and title.
    pub fn standard(&self, code: &str, title: &str) -> String {
        standard_name(code, title, &|says| self.text(says))
    }

    /// Goals, and how it went with them.
    pub fn goals(&self) -> Option<Leaf> {
        let set = self.session.journal().set;
        let goals = set.iter().take(GOALS).map(|goal| {
            let mut says = vec![self.text(&goal.when)];
            says.extend(goal.until.iter().map(|until| self.text(until)));
            says.extend(goal.review.iter().map(|(review, _)| self.text(review)));
            let why = goal.review.as_ref().map(|(_, why)| why.as_str());
            let why = why.filter(|why| !why.is_empty());
            Leaf::from(
                tag("article")
                    .kid(words(&goal.text))
                    .kid(line(says))
                    .kids(why.map(words)),
            )
        });
        self.part("sheet-goals", goals.collect())
    }

    /// Questions with room for an answer.
    pub fn questions(&self) -> Option<Leaf> {
        let all = ["sheet-ask-1", "sheet-ask-2", "sheet-ask-3"];
        let all = all.into_iter().flat_map(|key| {
            [
                Leaf::from(tag("p").kid(self.say(key))),
                tag("div").with("class", "lines").into(),
            ]
        });
        self.part("sheet-ask", all.collect())
    }

    /// What had no room, and where all this comes from.
    pub fn foot(&self, pictures: u32) -> Option<Leaf> {
        let left = left_out(pictures).map(|left| tag("p").kid(self.text(&left)));
        let foot = tag("footer")
            .with("class", "small")
            .kids(left)
            .kid(tag("p").kid(self.say("sheet-foot")));
        Some(foot.into())
    }
}

fn list(says: Vec<String>) -> Tag {
    let items = says
        .into_iter()
        .map(|says| tag("li").with("dir", "auto").kid(says));
    tag("ul").kids(items)
}
