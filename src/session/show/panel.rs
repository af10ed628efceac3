//! An opened activity.

use crate::board::{Activity, EvidenceKind, Standard, Text};
use crate::progress::check::CHECK;
use crate::progress::{Handed, Refusal, Work, count_words};
use crate::rules::{Ix, State};
use crate::session::message::Act;
use crate::session::opened::Opened;
use crate::session::view::{
    ActionView, CommentView, FileView, HandInView, HandedView, PanelView, PlaceView, ResourceView,
    StandardView, StepView, TileView,
};
use crate::words::{Arg, Phrase};

impl Opened {
    /// An activity as its panel shows it.
    pub fn panel(&self, ix: Ix) -> Option<PanelView> {
        let activity = self.activity(ix)?;
        let work = self.progress.work(ix)?;
        let warning = self.warning(ix);
        let tile = TileView {
            warning: warning.clone(),
            ..self.tile(ix)?
        };
        let steps_open = !self.readonly
            && self
                .progress
                .may(ix, &self.fact(&Act::Step(ix, 0, true)))
                .is_ok();
        let mut panel = PanelView {
            about: self.text(&activity.about),
            comments: work
                .feedback
                .iter()
                .rev()
                .filter(|said| !said.text.is_empty())
                .map(|said| CommentView {
                    says: said.text.clone(),
                    when: Phrase::new("panel-when").with("date", Arg::Date(said.at, true)),
                })
                .collect(),
            steps: (0..)
                .zip(&activity.more.steps)
                .map(|(at, step)| StepView {
                    says: self.text(step),
                    ticked: work.ticked.contains(&at),
                    open: steps_open,
                })
                .collect(),
            resources: self.resources(activity),
            hand_in: self.hand_in(ix, activity, work),
            standards: self.standards(activity),
            rubric: activity
                .more
                .rubric
                .as_ref()
                .map(|rubric| self.rubric(ix, rubric)),
            place: activity.more.place.as_ref().map(|place| PlaceView {
                who: self.text(&place.who),
                location: self.text(&place.location),
                when: self.text(&place.when),
                contact: place.contact.clone(),
                hours: place.hours,
            }),
            quiz: activity
                .more
                .check
                .as_ref()
                .and_then(|check| self.quiz(ix, activity, check, work)),
            actions: match self.readonly {
                true => Vec::new(),
                false => self.actions(ix, tile.state, work, warning),
            },
            changed: self
                .progress
                .is_outdated(ix)
                .then(|| Phrase::new("panel-changed")),
            after: match self.progress.standing(ix) {
                Some(standing) if standing.is_over() => self.after(ix, standing),
                _ => None,
            },
            // Of most panels there is nothing to ask.
            help: if self.progress.journal().is_some()
                || matches!(
                    tile.state,
                    State::Started | State::Waiting | State::Returned
                ) {
                self.help(ix, tile.state)
            } else {
                None
            },
            inner: match activity.more.board {
                Some(_) => self.inner(ix),
                None => None,
            },
            tile,
        };
        if activity.more.limit.is_some() {
            self.seat(ix, &mut panel);
        }
        if panel.inner.is_some() {
            lead_inside(&mut panel);
        }
        if panel.tile.state == State::Locked {
            self.lay_code(ix, &mut panel);
        }
        Some(panel)
    }

    /// Why a link in what would be handed in is none.
    pub fn bad_link(evidence: &[Handed]) -> Option<Phrase> {
        let mut links = evidence.iter().filter(|piece| piece.kind == "link");
        links.find_map(|piece| no_link(&piece.value))
    }

    pub(super) fn text(&self, text: &Text) -> String {
        String::from(text.get(&self.language))
    }

    /// What can be done now, and what cannot but would be looked for. An act its state does not know is not shown at all.
    fn actions(
        &self,
        ix: Ix,
        state: State,
        work: &Work,
        warning: Option<Phrase>,
    ) -> Vec<ActionView> {
        let submit = ("submit", Act::Submit(ix));
        let done = ("done", Act::Done(ix));
        // The first that is allowed is the main one: what is handed in is then said done.
        let [third, fourth] = match work.handed.is_empty() {
            true => [submit, done],
            false => [done, submit],
        };
        let all = [
            ("choose", Act::Choose(ix)),
            ("start", Act::Start(ix)),
            third,
            fourth,
            ("undo", Act::Undo(ix)),
            ("drop", Act::Drop(ix)),
        ];
        let asked = self
            .activity(ix)
            .is_some_and(|activity| activity.more.evidence.is_some());
        let evidence = self.evidence(ix);
        let unready = Self::bad_link(&evidence).or_else(|| nothing_new(&evidence, &work.handed));
        // What is written or picked is to be handed in before anything else.
        let hands_in = asked && unready.is_none() && !evidence.is_empty();
        // What is finished, or with the teacher, asks for nothing more.
        let mut leads = !matches!(state, State::Done | State::Waiting);
        all.into_iter()
            .filter(|(name, _)| match *name {
                // Nothing is missed before anything is begun: there is room for what can be done.
                "submit" if state == State::Open => asked && !evidence.is_empty(),
                "submit" => asked && state != State::Locked,
                // Nothing to drop before anything is taken up.
                "drop" => !matches!(state, State::Locked | State::Open),
                // Where it is locked, one reason is enough.
                "choose" => true,
                _ => state != State::Locked,
            })
            .filter_map(|(name, act)| {
                let refused = match self.progress.may(ix, &self.fact(&act)) {
                    Ok(()) if name == "submit" => unready.clone(),
                    Ok(()) if name == "done" && self.has_inner(ix) => self.inner_unfinished(ix),
                    Ok(()) => None,
                    Err(Refusal::Not(_) | Refusal::Counted | Refusal::Unknown) => return None,
                    // Said of handing in already, and once is enough.
                    Err(Refusal::Evidence)
                        if state != State::Open
                            && evidence.is_empty()
                            && work.handed.is_empty() =>
                    {
                        unready.clone()
                    }
                    Err(refusal) => Some(self.refused(ix, &refusal)),
                };
                let is_later = hands_in && matches!(name, "choose" | "start");
                let is_main = !is_later && !matches!(name, "undo" | "drop");
                let main = leads && refused.is_none() && is_main;
                leads &= !main;
                Some(ActionView {
                    name,
                    main,
                    act,
                    warning: warning
                        .clone()
                        .filter(|_| refused.is_none() && name != "drop"),
                    refused,
                })
            })
            .collect()
    }

    fn hand_in(&self, ix: Ix, activity: &Activity, work: &Work) -> Option<HandInView> {
        let evidence = activity.more.evidence.as_ref()?;
        if self.readonly && work.handed.is_empty() {
            return None;
        }
        let text = self.drafts.text(ix, "text", work);
        let words = evidence.min_words.map(|need| (count_words(&text), need));
        let is_typing = self
            .drafts
            .typing
            .as_ref()
            .is_some_and(|typing| typing.ix == ix && typing.kind != CHECK);
        let is_saving = is_typing || !self.keeper.is_idle() && self.keeper.is_keeping(&activity.id);
        let keeping = self.drafts.keeping.iter().filter(|(of, _)| *of == ix);
        let mut files: Vec<FileView> = self.drafts.files(ix, work).iter().map(file).collect();
        files.extend(keeping.map(|(_, picked)| FileView {
            name: picked.name.clone(),
            media: picked.media.clone(),
            size: picked.size,
            digest: String::new(),
            image: picked.kind == "image" || picked.media.starts_with("image/"),
        }));
        // What has been handed in as it stands is a draft no more.
        let has_drafts = (!text.is_empty() || !work.drafts.is_empty())
            && self.drafts.evidence(ix, work) != work.handed;
        Some(HandInView {
            kinds: if evidence.kinds.is_empty() {
                vec![EvidenceKind::Text]
            } else {
                evidence.kinds.clone()
            },
            required: evidence.required,
            prompt: self.text(&evidence.prompt),
            link: self.drafts.text(ix, "link", work),
            text,
            files,
            words,
            open: !self.readonly && self.progress.may(ix, &self.fact(&Act::Submit(ix))).is_ok(),
            handed: handed(work),
            saved: match self.keeper.trouble() {
                _ if is_saving => Some(Phrase::new("saved-draft-saving")),
                Some(_) if has_drafts => Some(Phrase::new("saved-draft-failed")),
                None if has_drafts => Some(Phrase::new("saved-draft")),
                _ => None,
            },
            trouble: self.trouble(ix, work),
        })
    }

    fn trouble(&self, ix: Ix, work: &Work) -> Option<Phrase> {
        if let Some((of, phrase)) = &self.drafts.trouble
            && *of == ix
        {
            return Some(phrase.clone());
        }
        no_link(&self.drafts.text(ix, "link", work))
    }

    fn resources(&self, activity: &Activity) -> Vec<ResourceView> {
        activity
            .more
            .resources
            .iter()
            .map(|resource| ResourceView {
                title: self.text(&resource.title),
                url: resource.url.clone(),
                kind: resource.kind,
                source: self.text(&resource.source),
                license: resource.license.clone(),
                host: host(&resource.url),
            })
            .collect()
    }

    fn standards(&self, activity: &Activity) -> Vec<StandardView> {
        let known = |id: &String| {
            self.edition
                .board
                .standards
                .iter()
                .find(|standard| standard.id == *id)
        };
        activity
            .more
            .standards
            .iter()
            .filter_map(known)
            .map(|standard| standard_view(standard, self.text(&standard.title)))
            .collect()
    }
}

/// Handing in needs something, and something else than last time.
fn nothing_new(evidence: &[Handed], handed: &[Handed]) -> Option<Phrase> {
    if evidence.is_empty() {
        Some(Phrase::new("panel-nothing-to-hand-in"))
    } else if evidence == handed {
        Some(Phrase::new("panel-handed-in-already"))
    } else {
        None
    }
}

/// The newest hand-in; the ones before it are in the log.
fn handed(work: &Work) -> Vec<HandedView> {
    if work.handed.is_empty() {
        return Vec::new();
    }
    vec![pieces(Phrase::new("panel-handed-in"), &work.handed)]
}

/// What was handed in at once.
pub(super) fn pieces(when: Phrase, all: &[Handed]) -> HandedView {
    let of = |kind: &str| -> Vec<String> {
        all.iter()
            .filter(|piece| piece.kind == kind && !piece.value.is_empty())
            .map(|piece| piece.value.clone())
            .collect()
    };
    let mut texts = of("text");
    let (links, other): (Vec<String>, Vec<String>) = of("link")
        .into_iter()
        .partition(|link| is_web_address(link.trim()));
    texts.extend(other);
    HandedView {
        when,
        texts,
        links,
        files: all
            .iter()
            .filter(|piece| !piece.digest.is_empty())
            .map(file)
            .collect(),
    }
}

/// A standard by its name.
pub(super) fn standard_view(standard: &Standard, title: String) -> StandardView {
    StandardView {
        title,
        code: standard.code.clone(),
        uri: if is_web_address(&standard.uri) {
            standard.uri.clone()
        } else {
            String::new()
        },
    }
}

fn file(piece: &Handed) -> FileView {
    FileView {
        name: piece.name.clone(),
        media: piece.media.clone(),
        size: piece.size,
        digest: piece.digest.clone(),
        image: piece.kind == "image" || piece.media.starts_with("image/"),
    }
}

/// Why what stands in the field for a link cannot be handed in.
fn no_link(link: &str) -> Option<Phrase> {
    let link = link.trim();
    (!link.is_empty() && !is_web_address(link)).then(|| Phrase::new("panel-no-link"))
}

/// Safe to follow: the learner's own link is as foreign as any.
fn is_web_address(link: &str) -> bool {
    let rest = ["https://", "http://"].iter().find_map(|scheme| {
        let (start, rest) = link.split_at_checked(scheme.len())?;
        start.eq_ignore_ascii_case(scheme).then_some(rest)
    });
    rest.is_some_and(|rest| {
        !rest.is_empty() && !link.chars().any(|c| c.is_whitespace() || c.is_control())
    })
}

/// The host of an absolute web address: people should see where a link goes.
fn host(url: &str) -> String {
    if !is_web_address(url) {
        return String::new();
    }
    let rest = url.split_once("://").map_or("", |(_, rest)| rest);
    let authority = rest.split(['/', '?', '#', '\\']).next().unwrap_or("");
    // What stands before an @ is a name for logging in, often meant to deceive.
    let host = authority.rsplit('@').next().unwrap_or("");
    String::from(host.strip_prefix("www.").unwrap_or(host))
}

/// What an activity with a board asks for first is to open it, which begins the activity too.
#[inline(never)]
fn lead_inside(panel: &mut PanelView) {
    if panel.inner.as_ref().is_some_and(|inner| inner.leads()) {
        for action in &mut panel.actions {
            action.main = false;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_web_addresses_are_links() {
        for (link, safe) in [
            ("https://a.org", true),
            ("HTTP://a.org/x", true),
            ("javascript:alert(1)", false),
            ("https://", false),
            ("https://a b", false),
            ("a.org", false),
            ("", false),
        ] {
            assert_eq!(is_web_address(link), safe, "{link}");
        }
    }

    #[test]
    fn the_host_is_where_a_link_really_goes() {
        for (url, says) in [
            ("https://www.nasa.gov/moon", "nasa.gov"),
            ("https://nasa.gov@evil.example/x", "evil.example"),
            ("sheet.pdf", ""),
        ] {
            assert_eq!(host(url), says, "{url}");
        }
    }
}
