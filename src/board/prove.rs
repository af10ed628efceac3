//! Proofs at authoring time: what nobody can meet, reach or earn, and where two innocent picks lead into a dead end.
//!
//! Not part of opening a board: a board with warnings works, and looking for them takes a search. Each search has a number
//! of steps; past it the answer is "not proved in time".

mod checks;
mod maps;
mod reach;
mod reason;
mod turns;

use std::collections::BTreeSet;

use super::code;
use super::code_word::is_sealed;
use super::cycle::before_work;
use super::diagnostic::Diagnostic;
use super::document::{Document, Node, Span, Value};
use super::finding::{Finding, Findings};
use super::inspect::Look;
use super::layout::layout;
use super::model::Board;
use super::read::{Reading, asked};
use crate::rules::prove::{Proof, survives_two_picks};
use crate::rules::{
    Ahead, Bounds, Filter, Ground, Ix, Match, Rule, RuleAt, Rulebook, Verdict, all_codes, named,
    verdict,
};
use crate::words::{Phrase, math};

/// Formulas that the page can only show as they were written. Looked for here and not when a student opens the board, for every text has to be gone through.
fn maths(document: &Document, node: &Node, findings: &mut Findings) {
    match &node.value {
        Value::Text(_) => {
            for formula in math::unread(document.string(node).unwrap_or_default()) {
                let finding = Finding::new(code::ODD_MATHS, node.at).text("found", &formula);
                findings.push(finding.suggest(Phrase::new("board-fix-maths")));
            }
        }
        Value::List(items) => {
            for item in items {
                maths(document, item, findings);
            }
        }
        Value::Object(members) => {
            for member in members {
                maths(document, &member.value, findings);
            }
        }
        _ => {}
    }
}

/// What will leave somebody stuck. Nothing is said of a board that could not be read.
pub fn prove(reading: &Reading) -> Vec<Diagnostic> {
    let (Some(board), Some(root)) = (&reading.board, reading.document.root()) else {
        return Vec::new();
    };
    let ground = layout(board);
    let mut book = Rulebook::compile(&ground);
    let asked: Vec<(Span, Rule, RuleAt)> = asked(&reading.document, root)
        .into_iter()
        .map(|(at, rule)| {
            let place = book.add(&ground, &rule);
            (at, rule, place)
        })
        .collect();
    let opened = reach::opened(&ground, &mut book);
    let standards: Vec<RuleAt> = board
        .standards
        .iter()
        .map(|standard| book.add(&ground, &complete_with(&ground, &standard.id)))
        .collect();
    let facts = before_work(&ground);
    let ahead = Ahead::look(&book, &ground, &facts);
    let mut proofs = Proofs {
        board,
        ground: &ground,
        book: &book,
        ahead: &ahead,
        look: Look {
            document: &reading.document,
            root,
        },
        read: &reading.diagnostics,
        findings: Findings::default(),
    };
    for (at, rule, place) in &asked {
        proofs.rule(*at, rule, *place);
    }
    proofs.words(&asked);
    proofs.quotas();
    maths(&reading.document, root, &mut proofs.findings);
    proofs.activities(opened);
    proofs.badges();
    proofs.complete();
    proofs.standards(&standards);
    proofs.maps();
    proofs.turns();
    proofs.checks();
    proofs.findings.locate(&reading.document)
}

/// The board complete, and with it something done for a standard.
fn complete_with(ground: &Ground, standard: &str) -> Rule {
    let covered = Rule::Count {
        bounds: Bounds {
            min: Some(1),
            max: None,
        },
        of: of_standard(standard),
    };
    Rule::All(vec![(*ground.complete).clone(), covered])
}

fn of_standard(standard: &str) -> Filter {
    Filter::Match(Match {
        standard: Some(standard.into()),
        ..Match::default()
    })
}

struct Proofs<'a> {
    board: &'a Board,
    ground: &'a Ground,
    book: &'a Rulebook,
    ahead: &'a Ahead<'a>,
    look: Look<'a>,
    /// What has been said already.
    read: &'a [Diagnostic],
    findings: Findings,
}

impl Proofs<'_> {
    fn note(&mut self, finding: Finding) {
        self.findings.push(finding);
    }

    /// Whether a rule can never be met; one that could not be decided is noted.
    fn never(&mut self, rule: RuleAt, at: Span) -> bool {
        match verdict(self.ahead, rule) {
            (Verdict::Impossible, _) => true,
            (_, true) => false,
            (_, false) => {
                self.note(Finding::new(code::NOT_PROVED, at));
                false
            }
        }
    }

    /// Whether something has been said of this or of a part of it.
    fn said_within(&self, outer: Span) -> bool {
        self.findings.within(outer) || self.read.iter().any(|said| outer.holds(said.at))
    }

    fn rule(&mut self, at: Span, rule: &Rule, place: RuleAt) {
        if !self.said_within(at) && verdict(self.ahead, place).0 == Verdict::Impossible {
            self.note(reason::reason(self.ground, rule, at));
        }
    }

    /// A code word is typed where a lock asks for it, in what stands there or in a badge.
    fn words(&mut self, asked: &[(Span, Rule, RuleAt)]) {
        let is_code = |rule: &Rule| matches!(rule, Rule::Code(sealed) if is_sealed(sealed));
        let mut codes = asked.iter().filter(|(_, rule, _)| is_code(rule)).peekable();
        if codes.peek().is_none() {
            return;
        }
        let locks = (0..).zip(&self.ground.places);
        let typed: BTreeSet<&str> = locks.flat_map(|(ix, _)| all_codes(self.book, ix)).collect();
        for (at, rule, _) in codes {
            if matches!(rule, Rule::Code(sealed) if !typed.contains(sealed.as_str())) {
                self.note(Finding::new(code::CODE_NOWHERE, *at));
            }
        }
    }

    /// `choose` of a section against what is in it.
    fn quotas(&mut self) {
        let sections = self.look.items("sections");
        for (section, node) in self.board.sections.iter().zip(sections) {
            let most = section.activities.len();
            if let Some(need) = section.choose_min.filter(|min| *min as usize > most) {
                let choose = self.look.document.find(node, "choose").unwrap_or(node);
                let at = self.look.at(choose, "min");
                self.note(
                    Finding::new(code::QUOTA, at)
                        .n("need", need)
                        .n("most", most as f64),
                );
            }
        }
    }

    fn activities(&mut self, opened: Option<Vec<Option<RuleAt>>>) {
        let nodes = self.look.items("activities");
        let opened = opened.unwrap_or_else(|| {
            let at = self.look.at(self.look.root, "activities");
            self.note(Finding::new(code::NOT_PROVED, at));
            vec![None; nodes.len()]
        });
        for (((ix, place), opened), node) in (0..).zip(&self.ground.places).zip(opened).zip(nodes) {
            if place.free {
                continue;
            }
            let at = self.look.at(node, "requires");
            let at = if at == node.at {
                self.look.at(node, "id")
            } else {
                at
            };
            let closed = !self.ahead.can(ix) || opened.is_some_and(|rule| self.never(rule, at));
            if closed && !self.said_within(at) {
                self.note(Finding::new(code::UNREACHABLE, at).text("id", &place.id));
            }
        }
    }

    fn badges(&mut self) {
        let nodes = self.look.items("badges");
        for ((badge, rule), node) in self.board.badges.iter().zip(&self.book.badges).zip(nodes) {
            let at = self.look.at(node, "when");
            if !badge.when.is_by_hand() && self.never(*rule, at) && !self.said_within(at) {
                self.note(Finding::new(code::BADGE_NEVER, at).text("id", &badge.id));
            }
        }
    }

    fn complete(&mut self) {
        let given = self.look.document.find(self.look.root, "complete");
        let at = given.map_or_else(|| self.title(), |node: &Node| node.at);
        match verdict(self.ahead, self.book.complete) {
            (Verdict::Met, _) => self.note(Finding::new(code::COMPLETE_AT_ONCE, at)),
            (Verdict::Impossible, _) => {
                if !self.said_within(at) {
                    self.note(Finding::new(code::CANNOT_COMPLETE, at));
                }
            }
            (Verdict::Open, false) => self.note(Finding::new(code::NOT_PROVED, at)),
            (Verdict::Open, true) => match survives_two_picks(self.ground) {
                Proof::Yes => {}
                Proof::No((first, second)) => {
                    let finding = Finding::new(code::TWO_PICKS, at);
                    let finding = finding
                        .text("first", self.id(first))
                        .text("second", self.id(second));
                    self.note(finding);
                }
                Proof::NotInTime => self.note(Finding::new(code::NOT_PROVED, at)),
            },
        }
    }

    fn standards(&mut self, with_complete: &[RuleAt]) {
        let can_complete = verdict(self.ahead, self.book.complete).0 != Verdict::Impossible;
        let nodes = self.look.items("standards");
        for ((standard, rule), node) in self.board.standards.iter().zip(with_complete).zip(nodes) {
            let at = self.look.at(node, "id");
            if named(self.ground, &of_standard(&standard.id)).is_empty() {
                self.note(Finding::new(code::STANDARD_UNUSED, at).text("id", &standard.id));
            } else if can_complete && self.never(*rule, at) {
                self.note(Finding::new(code::STANDARD_NOT_COVERED, at).text("id", &standard.id));
            }
        }
    }

    fn title(&self) -> Span {
        self.look.at(self.look.root, "title")
    }

    fn id(&self, ix: Ix) -> &str {
        self.ground
            .places
            .get(ix as usize)
            .map_or("", |place| &place.id)
    }
}
