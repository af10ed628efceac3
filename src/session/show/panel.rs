//! An opened activity.

use super::actions::lead_inside;
use super::links::{host, is_web_address};
use crate::board::{Activity, Standard, Text};
use crate::rules::{Ix, State};
use crate::session::message::Act;
use crate::session::opened::Opened;
use crate::session::view::{
    CommentView, PanelView, PlaceView, ResourceView, StandardView, StepView, TileView,
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
            also: match tile.state {
                State::Locked => self.also_locked(ix),
                _ => Vec::new(),
            },
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

    pub(super) fn text(&self, text: &Text) -> String {
        String::from(text.get(&self.language))
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
