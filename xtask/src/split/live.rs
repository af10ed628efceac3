//! Which locals are still read after each instruction of a body.

use wasmparser::Operator;

use super::body::{Body, Target};

/// A set of locals.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Locals(Vec<u64>);

impl Locals {
    pub const fn none() -> Self {
        Locals(Vec::new())
    }

    pub fn insert(&mut self, local: u32) {
        let word = local as usize / 64;
        if self.0.len() <= word {
            self.0.resize(word + 1, 0);
        }
        self.0[word] |= 1 << (local % 64);
    }

    pub fn remove(&mut self, local: u32) {
        if let Some(word) = self.0.get_mut(local as usize / 64) {
            *word &= !(1 << (local % 64));
        }
    }

    pub fn contains(&self, local: u32) -> bool {
        self.0
            .get(local as usize / 64)
            .is_some_and(|word| word & (1 << (local % 64)) != 0)
    }

    pub fn add(&mut self, others: &Locals) {
        if self.0.len() < others.0.len() {
            self.0.resize(others.0.len(), 0);
        }
        for (word, other) in self.0.iter_mut().zip(&others.0) {
            *word |= other;
        }
    }

    pub fn iter(&self) -> impl Iterator<Item = u32> + '_ {
        (0..self.0.len() as u32 * 64).filter(|local| self.contains(*local))
    }
}

/// For each instruction, the locals that are read at it or later before they are written.
pub fn live(body: &Body) -> Vec<Locals> {
    let mut live = vec![Locals::default(); body.ops.len()];
    // Only a loop leads back: each pass takes what is live at its start once around.
    loop {
        let mut changed = false;
        for at in (0..body.ops.len()).rev() {
            let mut now = Locals::default();
            for next in next(body, at) {
                if let Some(after) = live.get(next) {
                    now.add(after);
                }
            }
            match body.ops[at].operator {
                Operator::LocalGet { local_index } => now.insert(local_index),
                Operator::LocalSet { local_index } | Operator::LocalTee { local_index } => {
                    now.remove(local_index);
                }
                _ => {}
            }
            // Sets only grow, and may be longer than they need to be.
            let mut grown = live[at].clone();
            grown.add(&now);
            if grown != live[at] {
                live[at] = grown;
                changed = true;
            }
        }
        if !changed {
            return live;
        }
    }
}

/// The instructions that can follow one.
fn next(body: &Body, at: usize) -> Vec<usize> {
    let op = &body.ops[at];
    let label = |labels: u32| match body.target(body.out(op.within, labels)) {
        Target::Op(op) => vec![op],
        Target::Out => Vec::new(),
    };
    match &op.operator {
        Operator::Br { relative_depth } => label(*relative_depth),
        Operator::BrIf { relative_depth } => {
            let mut both = label(*relative_depth);
            both.push(at + 1);
            both
        }
        Operator::BrTable { targets } => {
            let mut all = label(targets.default());
            for labels in targets.targets().flatten() {
                all.extend(label(labels));
            }
            all
        }
        Operator::If { .. } => {
            let construct = &body.constructs[&at];
            vec![
                at + 1,
                construct.otherwise.map_or(construct.end, |op| op + 1),
            ]
        }
        Operator::Else => op
            .within
            .map(|opener| body.constructs[&opener].end)
            .into_iter()
            .collect(),
        Operator::Return | Operator::Unreachable | Operator::ReturnCall { .. } => Vec::new(),
        _ => vec![at + 1],
    }
}
