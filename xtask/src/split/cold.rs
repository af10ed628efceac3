//! Stretches of a function that stays which did not run themselves: the tail of a construct, or a whole arm of an `if`.

use std::collections::BTreeSet;

use wasmparser::{BlockType, Operator, ValType};

use super::body::{Body, Kind, Within};
use super::live::{Locals, live};

/// A stretch that can be called as a function of its own.
pub struct Stretch {
    /// The first instruction.
    pub from: usize,
    /// The `end` or `else` after the last.
    pub to: usize,
    /// The ways out of it, each once. The first is taken where nothing else is said.
    pub exits: Vec<Exit>,
    /// Locals it needs the values of.
    pub takes: Vec<u32>,
    /// Locals it changes and others read afterwards.
    pub gives: Vec<u32>,
    /// The construct it is the tail of.
    pub home: Within,
}

/// A way out.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// It ends by itself.
    End,
    /// By a branch, so many labels out of its construct.
    Branch(u32),
    /// Out of the function.
    Return,
}

/// The stretches of a body that did not run and are worth leaving out; `ran` says it of each mark.
pub fn stretches(body: &Body, ran: &[bool]) -> Vec<Stretch> {
    let mut marks = body.marks.iter().zip(ran).peekable();
    let mut cold: BTreeSet<Within> = BTreeSet::new();
    let mut found: Vec<(usize, usize)> = Vec::new();
    let mut at = 0;
    while at < body.ops.len() {
        let op = &body.ops[at];
        while let Some((mark, ran)) = marks.next_if(|(mark, _)| **mark <= at) {
            if *mark == at && !ran {
                cold.insert(op.within);
            }
        }
        match op.operator {
            // The arms of an `if` run on their own, and what follows a construct has a mark of its own.
            Operator::Else | Operator::End => {
                cold.remove(&op.within);
            }
            _ if op.height == Some(0) && cold.contains(&op.within) => {
                let to = body.closing(at);
                found.push((at, to));
                at = to;
                continue;
            }
            _ => {}
        }
        at += 1;
    }
    if found.is_empty() {
        return Vec::new();
    }
    let live = live(body);
    found
        .into_iter()
        .filter_map(|(from, to)| stretch(body, &live, from, to))
        .filter(|stretch| {
            let length = body.ops[stretch.to].bytes.start - body.ops[stretch.from].bytes.start;
            length >= stretch.costs()
        })
        .collect()
}

impl Stretch {
    /// Bytes that calling it takes, roughly.
    fn costs(&self) -> usize {
        let exits = match self.exits.len() {
            0 | 1 => 2,
            more => 4 * more,
        };
        10 + 2 * self.takes.len() + 2 * self.gives.len() + exits
    }
}

/// A stretch, unless it has a way out that cannot be taken from elsewhere.
fn stretch(body: &Body, live: &[Locals], from: usize, to: usize) -> Option<Stretch> {
    let home = body.ops[from].within;
    results(body, home)?;
    let mut it = Reading {
        body,
        live,
        home,
        ends: to,
        exits: Vec::new(),
        takes: Locals::default(),
        written: Locals::default(),
        after: Locals::default(),
        unsure: Locals::default(),
        sure: vec![Locals::default()],
    };
    for at in from..to {
        it.take(at)?;
    }
    if body.ops[to].height.is_some() {
        it.leave(Exit::End);
    }
    let gives: Vec<u32> = it
        .written
        .iter()
        .filter(|local| it.after.contains(*local))
        .collect();
    let mut takes = it.takes;
    for local in &gives {
        if it.unsure.contains(*local) {
            takes.insert(*local);
        }
    }
    let mut exits = it.exits;
    exits.sort_by_key(|exit| *exit != Exit::End);
    Some(Stretch {
        from,
        to,
        exits,
        takes: takes.iter().collect(),
        gives,
        home,
    })
}

/// What a way out carries along on the stack.
pub fn carried(body: &Body, home: Within, exit: Exit) -> Vec<ValType> {
    let label = match exit {
        Exit::End => home,
        Exit::Return => None,
        Exit::Branch(labels) => {
            let label = body.out(home, labels);
            match label.map(|opener| body.constructs[&opener].kind) {
                Some(Kind::Loop) => return Vec::new(),
                _ => label,
            }
        }
    };
    results(body, label).unwrap_or_default()
}

/// What a construct, or the function, leaves on the stack; nothing can be said of several values.
fn results(body: &Body, home: Within) -> Option<Vec<ValType>> {
    match home {
        None => Some(body.of.results().to_vec()),
        Some(opener) => match body.constructs[&opener].block_type {
            BlockType::Empty => Some(Vec::new()),
            BlockType::Type(of) => Some(vec![of]),
            BlockType::FuncType(_) => None,
        },
    }
}

/// Reads a stretch from its first instruction to its last.
struct Reading<'a, 'b> {
    body: &'a Body<'b>,
    live: &'a [Locals],
    home: Within,
    ends: usize,
    exits: Vec<Exit>,
    takes: Locals,
    written: Locals,
    /// Read after some way out.
    after: Locals,
    /// Read after a way out on which they may not have been written.
    unsure: Locals,
    /// Surely written so far, for each construct that is open.
    sure: Vec<Locals>,
}

impl Reading<'_, '_> {
    fn take(&mut self, at: usize) -> Option<()> {
        let op = &self.body.ops[at];
        match &op.operator {
            Operator::LocalGet { local_index } if !self.surely().contains(*local_index) => {
                self.takes.insert(*local_index);
            }
            Operator::LocalSet { local_index } | Operator::LocalTee { local_index } => {
                self.written.insert(*local_index);
                if let Some(sure) = self.sure.last_mut() {
                    sure.insert(*local_index);
                }
            }
            Operator::Block { .. } | Operator::Loop { .. } | Operator::If { .. } => {
                let now = self.surely().clone();
                self.sure.push(now);
            }
            Operator::Else => {
                self.sure.pop();
                let before = self.surely().clone();
                self.sure.push(before);
            }
            Operator::End => {
                self.sure.pop();
            }
            Operator::Br { relative_depth } => self.branch(op.within, *relative_depth, true)?,
            Operator::BrIf { relative_depth } => self.branch(op.within, *relative_depth, false)?,
            Operator::BrTable { targets } => {
                self.branch(op.within, targets.default(), false)?;
                for labels in targets.targets() {
                    self.branch(op.within, labels.ok()?, false)?;
                }
            }
            Operator::Return => self.leave(Exit::Return),
            Operator::ReturnCall { .. } | Operator::ReturnCallIndirect { .. } => return None,
            _ => {}
        }
        Some(())
    }

    fn surely(&self) -> &Locals {
        static NONE: Locals = Locals::none();
        self.sure.last().unwrap_or(&NONE)
    }

    /// A branch; `sole` when nothing else can happen at it.
    fn branch(&mut self, within: Within, labels: u32, sole: bool) -> Option<()> {
        let inside = (self.sure.len() - 1) as u32;
        if labels < inside {
            return Some(());
        }
        let out = labels - inside;
        let label = self.body.out(within, labels);
        let construct = label.map(|opener| &self.body.constructs[&opener]);
        let is_loop = construct.is_some_and(|construct| construct.kind == Kind::Loop);
        if out == 0 && !is_loop {
            self.leave(Exit::End);
            return Some(());
        }
        let carries = !is_loop && !results(self.body, label)?.is_empty();
        if carries && !sole {
            return None;
        }
        self.leave(match label {
            None => Exit::Return,
            Some(_) => Exit::Branch(out),
        });
        Some(())
    }

    fn leave(&mut self, exit: Exit) {
        if !self.exits.contains(&exit) {
            self.exits.push(exit);
        }
        let after = match exit {
            Exit::Return => None,
            Exit::End => Some(self.ends),
            Exit::Branch(out) => match self.body.target(self.body.out(self.home, out)) {
                super::body::Target::Op(op) => Some(op),
                super::body::Target::Out => None,
            },
        };
        let Some(after) = after.and_then(|op| self.live.get(op)) else {
            return;
        };
        let unsure: Vec<u32> = after
            .iter()
            .filter(|local| !self.surely().contains(*local))
            .collect();
        self.after.add(after);
        for local in unsure {
            self.unsure.insert(local);
        }
    }
}
