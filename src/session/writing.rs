//! One form in several tabs.
//!
//! Each writing of a form has a name: the tab that made it, and a number that only grows in that tab. A form says which writing stands in its
//! fields, which stand beside it, and up to which it knows those of each tab. A writing that somebody knows and does not have has been
//! followed by another, or is in the log. What nobody has followed stays: it is in the fields of the tab that made it, and beside them in others.

use std::collections::BTreeMap;

use super::notebook::{Notebook, OTHER};

/// Which writing stands in the fields.
const AT: &str = " at";

/// The newest of each tab that is known here.
const SEEN: &str = " seen";

/// Before the name of a writing that stands beside the fields. Its words have a blank before them: it may have none.
const BESIDE: &str = " other/";

/// The tab of a writing, and its number. Of what was stored before there were tabs in the names there is the number alone.
fn parts(writing: &str) -> (&str, i64) {
    let (tab, number) = writing.rsplit_once('.').unwrap_or(("", writing));
    (tab, number.parse().unwrap_or_default())
}

/// The newest writing that is known of each tab.
#[derive(Default)]
struct Seen(BTreeMap<String, i64>);

impl Seen {
    fn see(&mut self, writing: &str) {
        let (tab, number) = parts(writing);
        let known = self.0.entry(String::from(tab)).or_insert(number);
        *known = number.max(*known);
    }

    fn knows(&self, writing: &str) -> bool {
        let (tab, number) = parts(writing);
        self.0.get(tab).is_some_and(|known| number <= *known)
    }

    fn write(&self) -> String {
        let all = self.0.iter();
        let all = all.map(|(tab, number)| [tab, ".", &number.to_string()].concat());
        all.collect::<Vec<_>>().join(" ")
    }
}

impl Notebook {
    /// Somebody writes in a form.
    pub fn change(&mut self, form: &str, name: &str, text: &str, tab: &str, now: i64) {
        let mut seen = self.seen(form);
        let last = seen.0.get(tab).copied().unwrap_or(i64::MIN);
        let writing = [tab, ".", &now.max(last.saturating_add(1)).to_string()].concat();
        seen.see(&writing);
        if name == OTHER {
            // It was put behind what stands in the field, or is not wanted.
            self.fields
                .retain(|(of, name, text)| of != form || !name.starts_with(BESIDE) || text == " ");
        } else {
            self.put(form, name, text);
        }
        self.put(form, AT, &writing);
        self.put(form, SEEN, &seen.write());
        self.show_other(form);
    }

    /// Empties a form. What another tab has in it comes to stand there.
    #[inline(never)]
    pub fn clear(&mut self, form: &str) {
        let seen = self.seen(form);
        let (standing, words) = (self.standing(form), self.words(form));
        let mut left = self.writings(form);
        left.retain(|writing, said| standing.as_ref() != Some(writing) && *said != words);
        self.arrange(form, None, left, &seen);
    }

    /// Takes in what another tab has in a form; whether the device has less than stands here now.
    #[inline(never)]
    pub(super) fn hear(&mut self, form: &str, theirs: &Notebook) -> bool {
        let (mut seen, known) = (self.seen(form), theirs.seen(form));
        let (mine, told) = (self.writings(form), theirs.writings(form));
        let mut all = BTreeMap::new();
        for (writing, words) in &mine {
            if told.contains_key(writing) || !known.knows(writing) {
                all.insert(writing.clone(), words.clone());
            }
        }
        for (writing, words) in &told {
            if !mine.contains_key(writing) && !seen.knows(writing) {
                all.insert(writing.clone(), words.clone());
            }
        }
        for (tab, number) in known.0 {
            let newest = seen.0.entry(tab).or_insert(number);
            *newest = number.max(*newest);
        }
        let stays = |writing: &String| all.contains_key(writing);
        let other = theirs.standing(form);
        let is_over = other.as_ref().is_some_and(|writing| !stays(writing));
        let standing = match self.standing(form).filter(stays) {
            Some(own) => Some(own),
            None => {
                let other = other.filter(stays);
                self.fields
                    .retain(|(of, name, _)| of != form || name.starts_with(' '));
                if other.is_some() {
                    let fields = theirs.fields.iter();
                    let fields =
                        fields.filter(|(of, name, _)| of == form && !name.starts_with(' '));
                    self.fields.extend(fields.cloned());
                }
                other
            }
        };
        let spoken = |all: &BTreeMap<String, String>| -> Vec<String> {
            let all = all.iter().filter(|(_, words)| !words.is_empty());
            all.map(|(writing, _)| writing.clone()).collect()
        };
        let is_less = spoken(&all) != spoken(&told);
        self.arrange(form, standing, all, &seen);
        // A form without words has only a few ticks, and of two of those one is kept.
        is_less || is_over || self.is_begun(form) && !theirs.is_begun(form)
    }

    /// Has these writings in a form. Where none of them stands in the fields, the newest that says anything comes to stand there.
    fn arrange(
        &mut self,
        form: &str,
        standing: Option<String>,
        mut all: BTreeMap<String, String>,
        seen: &Seen,
    ) {
        let has_fields = standing.is_some();
        let said = all.iter().filter(|(_, words)| !words.is_empty());
        let newest = said
            .map(|(writing, _)| writing)
            .max_by_key(|it| parts(it).1);
        let standing = standing.or(newest.cloned());
        let words = standing.as_ref().and_then(|writing| all.remove(writing));
        self.fields
            .retain(|(of, name, _)| of != form || has_fields && !name.starts_with(' '));
        if !has_fields {
            self.put(form, "text", &words.unwrap_or_default());
        }
        self.put(form, AT, &standing.unwrap_or_default());
        self.put(form, SEEN, &seen.write());
        for (writing, words) in all {
            let name = [BESIDE, &writing].concat();
            self.put(form, &name, &[" ", &words].concat());
        }
        self.show_other(form);
    }

    /// What stands beside a form and does not say the same.
    pub(super) fn show_other(&mut self, form: &str) {
        let own = self.words(form);
        let mut all: Vec<(&str, &str)> = self.beside(form).collect();
        all.sort_by_key(|(writing, _)| parts(writing).1);
        let mut says: Vec<&str> = Vec::new();
        for (_, words) in all {
            if !words.is_empty() && words != own && !says.contains(&words) {
                says.push(words);
            }
        }
        let says = says.join("\n\n");
        self.put(form, OTHER, &says);
    }

    /// What was stored before the writings beside a form had names.
    #[inline(never)]
    pub(super) fn name_other(&mut self, form: &str) {
        let old = String::from(self.get(form, OTHER));
        if !old.is_empty() && self.beside(form).next().is_none() {
            self.put(form, BESIDE, &[" ", &old].concat());
        }
    }

    fn beside(&self, form: &str) -> impl Iterator<Item = (&str, &str)> {
        let all = self.fields.iter().filter(move |(of, ..)| of == form);
        all.filter_map(|(_, name, words)| Some((name.strip_prefix(BESIDE)?, words.trim())))
    }

    /// The writing that stands in the fields.
    fn standing(&self, form: &str) -> Option<String> {
        let named = Some(self.get(form, AT)).filter(|at| !at.is_empty());
        let mut fields = self.fields.iter();
        let is_there = fields.any(|(of, name, _)| of == form && !name.starts_with(' '));
        let old = is_there.then_some("0");
        named.or(old).map(String::from)
    }

    /// All writings of a form, and their words.
    fn writings(&self, form: &str) -> BTreeMap<String, String> {
        let beside = self.beside(form);
        let beside = beside.map(|(writing, words)| (String::from(writing), String::from(words)));
        let standing = self.standing(form);
        let standing = standing.map(|writing| (writing, self.words(form)));
        beside.chain(standing).collect()
    }

    fn seen(&self, form: &str) -> Seen {
        let mut seen = Seen::default();
        let all = self.get(form, SEEN).split(' ').filter(|it| !it.is_empty());
        all.for_each(|writing| seen.see(writing));
        self.writings(form).keys().for_each(|it| seen.see(it));
        seen
    }

    /// The texts of a form.
    fn words(&self, form: &str) -> String {
        let texts = ["title", "text", "tried"].map(|name| self.get(form, name).trim());
        let texts = texts.into_iter().filter(|text| !text.is_empty());
        texts.collect::<Vec<_>>().join("\n\n")
    }
}
