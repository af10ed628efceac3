//! A cold stretch as a function of its own, and the call that stands in its place.
//!
//! It is given the locals it reads, and gives back those it changes. Where it has several ways out, it says first which one it
//! took, by number; the call then takes the same way.

use std::collections::BTreeMap;

use anyhow::{Result, anyhow};
use wasm_encoder::reencode::{Reencode, RoundtripReencoder};
use wasm_encoder::{BlockType, Function, InstructionSink, ValType};
use wasmparser::{FuncType, Operator};

use super::body::{Body, Within};
use super::cold::{Exit, Stretch, carried};
use super::numbers::Numbers;
use super::rest::Renumbered;

/// What the call in place of a stretch needs to know.
pub struct Place {
    /// Its slot in the table of the second part.
    pub slot: u32,
    /// Its type's number.
    pub of: u32,
}

/// The numbers of what every call to the second part uses.
#[derive(Clone, Copy)]
pub struct Way {
    /// The function that makes sure the second part is there.
    pub gate: u32,
    /// The second part's table.
    pub table: u32,
}

/// The type of a stretch as a function.
pub fn signature(body: &Body, stretch: &Stretch) -> FuncType {
    let of = |locals: &[u32]| -> Vec<wasmparser::ValType> {
        locals
            .iter()
            .map(|local| body.locals[*local as usize])
            .collect()
    };
    let mut results = Vec::new();
    if stretch.exits.len() > 1 {
        results.push(wasmparser::ValType::I32);
    }
    for exit in &stretch.exits {
        results.extend(carried(body, stretch.home, *exit));
    }
    results.extend(of(&stretch.gives));
    FuncType::new(of(&stretch.takes), results)
}

/// A function that stays, with calls where its cold stretches were.
pub fn without(
    body: &Body,
    stretches: &[(Stretch, Place)],
    way: Way,
    numbers: &mut Numbers,
) -> Result<Function> {
    let mut locals = Vec::new();
    for of in &body.locals[body.of.params().len()..] {
        locals.push(value(*of)?);
    }
    let mut fresh = body.locals.len() as u32;
    let mut bytes = Vec::new();
    let mut from = 0;
    for (stretch, place) in stretches {
        numbers.copy(&body.ops[from..stretch.from], &mut bytes)?;
        let mut calls = Vec::new();
        let more = call(
            &mut InstructionSink::new(&mut calls),
            body,
            stretch,
            place,
            way,
            &mut fresh,
        )?;
        locals.extend(more);
        bytes.extend_from_slice(&calls);
        from = stretch.to;
    }
    numbers.copy(&body.ops[from..], &mut bytes)?;
    let mut function = Function::new_with_locals_types(locals);
    function.raw(bytes);
    Ok(function)
}

/// Calls a stretch and takes its way out. The locals it needs for that are returned, to be added after those numbered before `fresh`.
fn call(
    sink: &mut InstructionSink,
    body: &Body,
    stretch: &Stretch,
    place: &Place,
    way: Way,
    fresh: &mut u32,
) -> Result<Vec<ValType>> {
    sink.call(way.gate);
    for local in &stretch.takes {
        sink.local_get(*local);
    }
    sink.i32_const(place.slot as i32)
        .call_indirect(way.table, place.of);
    for local in stretch.gives.iter().rev() {
        sink.local_set(*local);
    }
    let mut locals = Vec::new();
    match stretch.exits.as_slice() {
        [] => {
            sink.unreachable();
        }
        [exit] => take(sink, *exit, &[], 0),
        exits => {
            let mut keep = |types: &[wasmparser::ValType]| -> Result<Vec<u32>> {
                let mut numbers = Vec::new();
                for of in types {
                    locals.push(value(*of)?);
                    numbers.push(*fresh);
                    *fresh += 1;
                }
                Ok(numbers)
            };
            let mut kept = Vec::new();
            for exit in exits {
                kept.push(keep(&carried(body, stretch.home, *exit))?);
            }
            let number = match exits.len() {
                2 => None,
                _ => keep(&[wasmparser::ValType::I32])?.first().copied(),
            };
            for local in kept.iter().flatten().rev() {
                sink.local_set(*local);
            }
            if let Some(number) = number {
                sink.local_set(number);
            }
            for ((at, exit), kept) in (0..).zip(exits).zip(&kept).skip(1) {
                if let Some(number) = number {
                    sink.local_get(number).i32_const(at).i32_eq();
                }
                match exit {
                    Exit::Branch(labels) if kept.is_empty() => {
                        sink.br_if(*labels);
                    }
                    other => {
                        sink.if_(BlockType::Empty);
                        take(sink, *other, kept, 1);
                        sink.end();
                    }
                }
            }
            take(sink, exits[0], &kept[0], 0);
        }
    }
    Ok(locals)
}

/// Takes a way out with what it carries, from inside so many blocks.
fn take(sink: &mut InstructionSink, exit: Exit, kept: &[u32], inside: u32) {
    for local in kept {
        sink.local_get(*local);
    }
    match exit {
        Exit::End => {}
        Exit::Branch(labels) => {
            sink.br(labels + inside);
        }
        Exit::Return => {
            sink.return_();
        }
    }
}

/// A stretch as a function. `renumbered` knows what the functions it calls are called where it will stand.
pub fn outlined(body: &Body, stretch: &Stretch, renumbered: &mut Renumbered) -> Result<Function> {
    let mut writing = Writing {
        body,
        stretch,
        numbers: (0..)
            .zip(&stretch.takes)
            .map(|(to, from)| (*from, to))
            .collect(),
        locals: Vec::new(),
        first: stretch.takes.len() as u32,
        kept: Vec::new(),
        chosen: 0,
        bytes: Vec::new(),
        open: 0,
    };
    for at in stretch.from..stretch.to {
        if let Operator::LocalGet { local_index }
        | Operator::LocalSet { local_index }
        | Operator::LocalTee { local_index } = body.ops[at].operator
            && !writing.numbers.contains_key(&local_index)
        {
            let number = writing.local(body.locals[local_index as usize])?;
            writing.numbers.insert(local_index, number);
        }
    }
    for local in &stretch.gives {
        if !writing.numbers.contains_key(local) {
            let number = writing.local(body.locals[*local as usize])?;
            writing.numbers.insert(*local, number);
        }
    }
    writing.chosen = writing.local(wasmparser::ValType::I32)?;
    for exit in &stretch.exits {
        let mut locals = Vec::new();
        for of in carried(body, stretch.home, *exit) {
            locals.push(writing.local(of)?);
        }
        writing.kept.push(locals);
    }
    let left = carried(body, stretch.home, Exit::End);
    let home = match left.as_slice() {
        [] => BlockType::Empty,
        [of] => BlockType::Result(value(*of)?),
        _ => return Err(anyhow!("a construct that leaves several values")),
    };
    writing.sink().block(BlockType::Empty).block(home);
    for at in stretch.from..stretch.to {
        writing.op(at, renumbered)?;
    }
    let ends = stretch.exits.contains(&Exit::End);
    writing.sink().end();
    match ends {
        true => writing.keep(Exit::End),
        false => {
            writing.sink().unreachable();
        }
    }
    writing.sink().end();
    if stretch.exits.is_empty() {
        writing.sink().unreachable();
    }
    if stretch.exits.len() > 1 {
        let chosen = writing.chosen;
        writing.sink().local_get(chosen);
    }
    let mut answers = writing.kept.concat();
    answers.extend(stretch.gives.iter().map(|local| writing.numbers[local]));
    for local in answers {
        writing.sink().local_get(local);
    }
    writing.sink().end();
    let mut function = Function::new_with_locals_types(writing.locals);
    function.raw(writing.bytes);
    Ok(function)
}

struct Writing<'a, 'b> {
    body: &'a Body<'b>,
    stretch: &'a Stretch,
    /// What the locals are called now.
    numbers: BTreeMap<u32, u32>,
    /// Types of the locals that are no parameters.
    locals: Vec<ValType>,
    /// So many parameters.
    first: u32,
    /// Where it is kept what each way out carries.
    kept: Vec<Vec<u32>>,
    /// Where the number of the way out is kept.
    chosen: u32,
    bytes: Vec<u8>,
    /// Constructs of the stretch that are open.
    open: u32,
}

impl Writing<'_, '_> {
    fn local(&mut self, of: wasmparser::ValType) -> Result<u32> {
        self.locals.push(value(of)?);
        Ok(self.first + self.locals.len() as u32 - 1)
    }

    fn sink(&mut self) -> InstructionSink<'_> {
        InstructionSink::new(&mut self.bytes)
    }

    fn op(&mut self, at: usize, renumbered: &mut Renumbered) -> Result<()> {
        let op = &self.body.ops[at];
        match &op.operator {
            Operator::LocalGet { local_index } => {
                let local = self.numbers[local_index];
                self.sink().local_get(local);
            }
            Operator::LocalSet { local_index } => {
                let local = self.numbers[local_index];
                self.sink().local_set(local);
            }
            Operator::LocalTee { local_index } => {
                let local = self.numbers[local_index];
                self.sink().local_tee(local);
            }
            Operator::Br { relative_depth } => match self.exit(op.within, *relative_depth) {
                None => {
                    self.sink().br(*relative_depth);
                }
                Some(exit) => self.leave(exit, 0),
            },
            Operator::BrIf { relative_depth } => match self.exit(op.within, *relative_depth) {
                None => {
                    self.sink().br_if(*relative_depth);
                }
                Some(exit) => {
                    self.sink().if_(BlockType::Empty);
                    self.leave(exit, 1);
                    self.sink().end();
                }
            },
            Operator::BrTable { targets } => self.table(op.within, targets)?,
            Operator::Return => self.leave(Exit::Return, 0),
            other => {
                renumbered.write(other.clone(), &mut self.bytes)?;
                match other {
                    Operator::Block { .. } | Operator::Loop { .. } | Operator::If { .. } => {
                        self.open += 1;
                    }
                    Operator::End => self.open -= 1,
                    _ => {}
                }
            }
        }
        Ok(())
    }

    /// The way out that a branch takes; `None` when it stays inside.
    fn exit(&self, within: Within, labels: u32) -> Option<Exit> {
        if labels < self.open {
            return None;
        }
        let out = labels - self.open;
        let label = self.body.out(within, labels);
        let is_loop = label
            .is_some_and(|opener| self.body.constructs[&opener].kind == super::body::Kind::Loop);
        if out == 0 && !is_loop {
            return None;
        }
        Some(match label {
            None => Exit::Return,
            Some(_) => Exit::Branch(out),
        })
    }

    /// Takes from the stack what a way out carries.
    fn keep(&mut self, exit: Exit) {
        let number = self.stretch.exits.iter().position(|other| *other == exit);
        let kept = number.and_then(|number| self.kept.get(number)).cloned();
        for local in kept.into_iter().flatten().rev() {
            self.sink().local_set(local);
        }
    }

    /// Leaves from inside so many more blocks than the stretch has.
    fn leave(&mut self, exit: Exit, more: u32) {
        self.keep(exit);
        let number = self.stretch.exits.iter().position(|other| *other == exit);
        let (chosen, open) = (self.chosen, self.open);
        let several = self.stretch.exits.len() > 1;
        let mut sink = self.sink();
        if several {
            sink.i32_const(number.unwrap_or(0) as i32).local_set(chosen);
        }
        sink.br(open + 1 + more);
    }

    /// A table of branches: those that lead out get a landing of their own first.
    fn table(&mut self, within: Within, targets: &wasmparser::BrTable) -> Result<()> {
        let mut labels = Vec::new();
        for label in targets.targets() {
            labels.push(label?);
        }
        labels.push(targets.default());
        let mut outside: Vec<Exit> = Vec::new();
        for label in &labels {
            if let Some(exit) = self.exit(within, *label)
                && !outside.contains(&exit)
            {
                outside.push(exit);
            }
        }
        let landings = outside.len() as u32;
        let mut to: Vec<u32> = labels
            .iter()
            .map(|label| match self.exit(within, *label) {
                None => label + landings,
                Some(exit) => outside.iter().position(|other| *other == exit).unwrap_or(0) as u32,
            })
            .collect();
        let default = to.pop().unwrap_or(0);
        if landings > 0 {
            let number = self.local(wasmparser::ValType::I32)?;
            let mut sink = self.sink();
            sink.local_set(number);
            for _ in 0..landings {
                sink.block(BlockType::Empty);
            }
            sink.local_get(number);
        }
        self.sink().br_table(to, default);
        for (at, exit) in (1..).zip(outside) {
            self.sink().end();
            self.leave(exit, landings - at);
        }
        Ok(())
    }
}

fn value(of: wasmparser::ValType) -> Result<ValType> {
    RoundtripReencoder
        .val_type(of)
        .map_err(|error| anyhow!("{error}"))
}
