//! The views: everything a screen asks of the session, read when it is drawn.

use super::Session;
use crate::rules::Ix;
use crate::session::opened::Opened;
use crate::session::view::{
    BadgeView, ClassView, FlagsView, FolioView, Gone, GrowthView, HeadView, JournalView,
    LedgerView, MapView, NextView, NoticeView, PanelView, PlanView, Saved, Screen, SectionView,
    StandardsView, StationsView, StopView, SurveyView, TileView, TowardView, WeekView,
};
use crate::words::Phrase;

impl Session {
    /// Which screen stands.
    pub fn screen(&self) -> &Screen {
        &self.screen
    }

    /// The reader's language: BCP 47 tag.
    pub fn language(&self) -> &str {
        &self.language
    }

    /// The open board, to be told something.
    pub(in crate::session) fn opened_mut(&mut self) -> Option<&mut Opened> {
        self.opened.as_mut()
    }

    /// The open board.
    pub(in crate::session) fn opened(&self) -> Option<&Opened> {
        self.opened.as_ref()
    }

    /// The head of the page.
    pub fn head(&self) -> HeadView {
        self.opened.as_ref().map(Opened::head).unwrap_or_default()
    }

    /// The board may only be looked at.
    pub fn is_readonly(&self) -> bool {
        self.opened.as_ref().is_some_and(|opened| opened.readonly)
    }

    /// The learner can leave for where the LMS wants them.
    pub fn has_way_out(&self) -> bool {
        let link = self.opened.as_ref().and_then(|opened| opened.link.as_ref());
        link.is_some_and(|link| link.has_way_out())
    }

    /// `data-saved`.
    pub fn saved(&self) -> Saved {
        self.opened.as_ref().map(Opened::saved).unwrap_or_default()
    }

    /// The sections in order.
    pub fn sections(&self) -> Vec<SectionView> {
        self.opened
            .as_ref()
            .map(Opened::sections)
            .unwrap_or_default()
    }

    /// The stations of a section that goes by turns.
    pub fn stations(&self, section: u32) -> Option<StationsView> {
        self.opened.as_ref()?.stations_of(section)
    }

    /// The map that begins at a section, where one does.
    pub fn map(&self, first: u32) -> Option<MapView> {
        self.opened.as_ref()?.map(first)
    }

    /// How far each way of a map has been gone.
    pub fn gone(&self, map: &MapView) -> Vec<Gone> {
        let opened = self.opened.as_ref();
        opened.map(|opened| opened.gone(map)).unwrap_or_default()
    }

    /// The way to something locked that is shown, if one is.
    pub fn way(&self) -> Option<TowardView> {
        self.opened.as_ref()?.way()
    }

    /// Whether there is a way to an activity that could be shown.
    pub fn has_way(&self, goal: Ix) -> bool {
        let opened = self.opened.as_ref();
        opened.is_some_and(|opened| opened.has_way(goal))
    }

    /// Of a map the ways that the shown way takes, as indices of the map's ways.
    pub fn lit(&self, map: &MapView) -> Vec<usize> {
        let opened = self.opened.as_ref();
        opened.map(|opened| opened.lit(map)).unwrap_or_default()
    }

    /// Whether ways and gate say all that keeps a stop of a map locked now.
    pub fn is_told(&self, stop: &StopView) -> bool {
        let opened = self.opened.as_ref();
        opened.is_some_and(|opened| opened.is_told(stop))
    }

    /// What a tile says of why it is locked: a stop of a path the reason alone.
    pub fn said_at(&self, ix: Ix, why: &Phrase) -> Phrase {
        let opened = self.opened.as_ref();
        opened.map_or_else(|| why.clone(), |opened| opened.said_at(ix, why))
    }

    /// The ways that lead to a locked activity from what is open or done, as indices of the map's ways.
    pub fn way_to(&self, map: &MapView, goal: Ix) -> Vec<usize> {
        let opened = self.opened.as_ref();
        opened
            .map(|opened| opened.way_to(map, goal))
            .unwrap_or_default()
    }

    /// How many activities there are: their indices are 0 to this.
    pub fn activities(&self) -> u32 {
        self.opened
            .as_ref()
            .map_or(0, |opened| opened.edition.board.activities.len() as u32)
    }

    /// One tile. Without its warning: that costs, see [`Session::warning`].
    pub fn tile(&self, ix: Ix) -> Option<TileView> {
        self.opened.as_ref()?.tile(ix)
    }

    /// What few tiles say: see [`TileView::flagged`].
    pub fn flags(&self, ix: Ix) -> FlagsView {
        let opened = self.opened.as_ref();
        opened.map(|opened| opened.flags(ix)).unwrap_or_default()
    }

    /// What choosing this tile now would make impossible. Worked out when asked and kept until the next act: ask for the tile that is
    /// focused, pointed at or opened.
    pub fn warning(&self, ix: Ix) -> Option<Phrase> {
        self.opened.as_ref()?.warning(ix)
    }

    /// An activity as its panel shows it, its warning included.
    pub fn panel(&self, ix: Ix) -> Option<PanelView> {
        self.opened.as_ref()?.panel(ix)
    }

    /// Where an activity with this id lies (links, `#activity`).
    pub fn find(&self, id: &str) -> Option<Ix> {
        self.opened.as_ref()?.edition.find(id)
    }

    /// An activity's title in the reader's language.
    pub fn title(&self, ix: Ix) -> String {
        self.opened
            .as_ref()
            .map(|opened| opened.title(ix))
            .unwrap_or_default()
    }

    /// Badges in the board's order.
    pub fn badges(&self) -> Vec<BadgeView> {
        self.opened.as_ref().map(Opened::badges).unwrap_or_default()
    }

    /// The points and their reasons.
    pub fn ledger(&self) -> LedgerView {
        self.opened.as_ref().map(Opened::ledger).unwrap_or_default()
    }

    /// How far the learner has come on each standard, and by what.
    pub fn standards(&self) -> StandardsView {
        let opened = self.opened.as_ref();
        opened.map(Opened::standards_reached).unwrap_or_default()
    }

    /// The class together, and whom one is compared with.
    pub fn class(&self) -> ClassView {
        self.opened.as_ref().map(Opened::class).unwrap_or_default()
    }

    /// Everything that was handed in.
    pub fn folio(&self) -> FolioView {
        self.opened.as_ref().map(Opened::folio).unwrap_or_default()
    }

    /// The id of an activity, where there is one.
    pub fn activity_id(&self, ix: Ix) -> String {
        let opened = self.opened.as_ref();
        let activity = opened.and_then(|opened| opened.edition.activity(ix));
        activity.map_or_else(String::new, |activity| activity.id.clone())
    }

    /// Under which key the bytes of a file lie in the browser's database.
    pub fn blob_key(&self, digest: &str) -> String {
        let space = self.opened.as_ref().map(|opened| &opened.space);
        let prefix = space.map_or("", |space| space.prefix.as_str());
        [prefix, digest].concat()
    }

    /// What the learner means to do, and what it comes to.
    pub fn plan(&self) -> PlanView {
        self.opened
            .as_ref()
            .map(Opened::plan_view)
            .unwrap_or_default()
    }

    /// The days ahead.
    pub fn week(&self) -> WeekView {
        self.opened.as_ref().map(Opened::week).unwrap_or_default()
    }

    /// Something can be written in a journal.
    pub fn has_journal(&self) -> bool {
        self.opened.as_ref().is_some_and(Opened::has_journal)
    }

    /// What was written about the work, and what can be.
    pub fn journal(&self) -> JournalView {
        self.opened
            .as_ref()
            .map(Opened::journal)
            .unwrap_or_default()
    }

    /// What one could go on with.
    pub fn next(&self) -> NextView {
        self.opened.as_ref().map(Opened::next).unwrap_or_default()
    }

    /// The survey, as it was answered last.
    pub fn survey(&self) -> SurveyView {
        self.opened.as_ref().map(Opened::survey).unwrap_or_default()
    }

    /// What has grown, in facts.
    pub fn growth(&self) -> GrowthView {
        self.opened.as_ref().map(Opened::growth).unwrap_or_default()
    }

    /// A file that was picked is still on its way to the device: what would close the board waits for it.
    pub fn is_keeping(&self) -> bool {
        let opened = self.opened.as_ref();
        opened.is_some_and(|opened| !opened.drafts.keeping.is_empty())
    }

    /// What stands in a field of a form: see [`crate::session::Note::Type`].
    pub fn noted(&self, form: &str, name: &str) -> String {
        let opened = self.opened.as_ref();
        opened.map_or_else(String::new, |opened| opened.shown(form, name))
    }

    /// The form in which help with an activity is asked for.
    pub fn help_form(&self, ix: Ix) -> String {
        self.opened
            .as_ref()
            .map(|opened| opened.help_form(ix))
            .unwrap_or_default()
    }

    /// The form in which an activity's code word is said.
    pub fn code_form(&self, ix: Ix) -> String {
        self.opened
            .as_ref()
            .map(|opened| opened.code_form(ix))
            .unwrap_or_default()
    }

    /// Where the draft of a form is, and why the form was not taken.
    pub fn note_status(&self, form: &str) -> (Option<Phrase>, Option<Phrase>) {
        self.opened
            .as_ref()
            .map(|opened| opened.note_status(form))
            .unwrap_or_default()
    }

    /// That what a form said is kept, where that is the news.
    pub fn note_kept(&self, form: &str) -> Option<Phrase> {
        self.opened.as_ref()?.note_kept(form)
    }

    /// What the page says beside the board.
    pub fn notice(&self) -> NoticeView {
        match &self.opened {
            Some(opened) => opened.notice(),
            None => self.stuck_notice().unwrap_or_else(|| self.notice.clone()),
        }
    }
}
