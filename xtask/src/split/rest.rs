//! The second part: the moved functions, with everything they share with the first part imported from there.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Result, anyhow, bail};
use wasm_encoder::reencode::{Error, Reencode, RoundtripReencoder};
use wasm_encoder::{
    CodeSection, ConstExpr, ElementSection, Elements, Encode, FunctionSection, ImportSection,
    InstructionSink, Module, RefType, TableType,
};

use wasmparser::Operator;

use super::anatomy::Anatomy;
use super::{Cut, outline, shared_name};

/// Up to so many bytes a function is copied: an entry in the first part's table costs the download more than a copy costs what
/// follows.
const COPIED: usize = 400;

/// The second part, and which functions of the first it calls.
pub struct Rest {
    pub wasm: Vec<u8>,
    pub calls_back: Vec<u32>,
}

/// Writes it.
pub fn write(anatomy: &Anatomy, cut: &Cut) -> Result<Rest> {
    let moved = &cut.moved;
    let (copied, calls_back) = called(anatomy, cut)?;
    let numbers: BTreeMap<u32, u32> = moved.iter().copied().zip(0..).collect();
    let mut renumbered = Renumbered {
        own: numbers
            .clone()
            .into_iter()
            .chain(copied.iter().copied().zip(cut.slots..))
            .collect(),
        back: calls_back.iter().copied().zip(cut.slots..).collect(),
        table: anatomy.tables.len() as u32,
        types: &anatomy.types,
    };
    let mut module = Module::new();
    module.section(&cut.all_types(anatomy)?.raw());
    module.section(&imports(anatomy, cut.slots + calls_back.len() as u32)?);
    let mut functions = FunctionSection::new();
    for function in moved {
        functions.function(anatomy.types[*function as usize]);
    }
    let stretches = || {
        let parts = cut.parted.iter();
        parts.flat_map(|part| part.stretches.iter().map(|stretch| (&part.body, stretch)))
    };
    for (_, (_, place)) in stretches() {
        functions.function(place.of);
    }
    for function in &copied {
        functions.function(anatomy.types[*function as usize]);
    }
    module.section(&functions);
    let mut elements = ElementSection::new();
    let slots: Vec<u32> = (0..cut.slots).collect();
    elements.active(
        Some(anatomy.tables.len() as u32),
        &ConstExpr::i32_const(0),
        Elements::Functions(slots.into()),
    );
    // And where pointers look for functions that have moved: from now on without a stub.
    let moved_there: BTreeMap<u32, u32> = anatomy
        .pointed_at
        .iter()
        .filter_map(|(place, function)| Some((*place, *numbers.get(function)?)))
        .collect();
    for (at, run) in super::first::runs(&moved_there) {
        elements.active(
            None,
            &ConstExpr::i32_const(at as i32),
            Elements::Functions(run.into()),
        );
    }
    module.section(&elements);
    let mut code = CodeSection::new();
    for function in moved {
        code.function(&renumbered.whole(anatomy.body(*function))?);
    }
    for (body, (stretch, _)) in stretches() {
        code.function(&outline::outlined(body, stretch, &mut renumbered)?);
    }
    for function in &copied {
        code.function(&renumbered.whole(anatomy.body(*function))?);
    }
    module.section(&code);
    module.section(&cut.memory.1.section());
    Ok(Rest {
        wasm: module.finish(),
        calls_back,
    })
}

/// Functions of the first part that the second calls: those it gets a copy of, because they are short, and those it calls back.
fn called(anatomy: &Anatomy, cut: &Cut) -> Result<(Vec<u32>, Vec<u32>)> {
    let mut seen: BTreeSet<u32> = cut.moved.iter().copied().collect();
    let mut left = Vec::new();
    for part in &cut.parted {
        for (stretch, _) in &part.stretches {
            for op in &part.body.ops[stretch.from..stretch.to] {
                if let Operator::Call { function_index } = op.operator {
                    left.push(function_index);
                }
            }
        }
    }
    let calls_of = |function: u32, left: &mut Vec<u32>| -> Result<()> {
        for operator in anatomy.body(function).get_operators_reader()? {
            if let Operator::Call { function_index } = operator? {
                left.push(function_index);
            }
        }
        Ok(())
    };
    for function in &cut.moved {
        calls_of(*function, &mut left)?;
    }
    let (mut copied, mut back) = (Vec::new(), Vec::new());
    while let Some(function) = left.pop() {
        if !seen.insert(function) {
            continue;
        }
        let short =
            function >= anatomy.imported && anatomy.bytes(anatomy.body(function)).len() <= COPIED;
        if short {
            copied.push(function);
            calls_of(function, &mut left)?;
        } else {
            back.push(function);
        }
    }
    copied.sort_unstable();
    back.sort_unstable();
    Ok((copied, back))
}

/// Memory, tables and globals in their order, so that their numbers stay.
fn imports(anatomy: &Anatomy, slots: u32) -> Result<ImportSection> {
    let mut as_is = RoundtripReencoder;
    let failed = |error: Error| anyhow!("{error}");
    let mut imports = ImportSection::new();
    let from = "p";
    for (number, table) in (0..).zip(&anatomy.tables) {
        let table = as_is.table_type(*table).map_err(failed)?;
        imports.import(from, &shared_name('t', number), table);
    }
    let length = u64::from(slots);
    let ours = TableType {
        element_type: RefType::FUNCREF,
        table64: false,
        minimum: length,
        maximum: Some(length),
        shared: false,
    };
    imports.import(from, &shared_name('t', anatomy.tables.len() as u32), ours);
    if let Some(memory) = anatomy.memory {
        let memory = as_is.memory_type(memory).map_err(failed)?;
        imports.import(from, &shared_name('m', 0), memory);
    }
    for (number, global) in (0..).zip(&anatomy.globals) {
        let global = as_is.global_type(*global).map_err(failed)?;
        imports.import(from, &shared_name('g', number), global);
    }
    Ok(imports)
}

/// Gives functions their numbers in the second part. Those of the first are called through the table between the parts.
pub struct Renumbered<'a> {
    own: BTreeMap<u32, u32>,
    back: BTreeMap<u32, u32>,
    table: u32,
    types: &'a [u32],
}

impl Renumbered<'_> {
    /// A whole function.
    fn whole(&mut self, body: &wasmparser::FunctionBody) -> Result<wasm_encoder::Function> {
        let mut again = self
            .new_function_with_parsed_locals(body)
            .map_err(|error| anyhow!("{error}"))?;
        let mut bytes = Vec::new();
        for operator in body.get_operators_reader()? {
            self.write(operator?, &mut bytes)?;
        }
        again.raw(bytes);
        Ok(again)
    }

    /// Writes one instruction, or the two that call back.
    pub fn write(&mut self, operator: Operator, out: &mut Vec<u8>) -> Result<()> {
        if let Operator::Call { function_index } = operator
            && let Some(slot) = self.back.get(&function_index)
        {
            let of = self.types[function_index as usize];
            InstructionSink::new(out)
                .i32_const(*slot as i32)
                .call_indirect(self.table, of);
            return Ok(());
        }
        if let Operator::RefFunc { .. } | Operator::ReturnCall { .. } = operator {
            bail!("a call that a cut has not been thought through for");
        }
        let instruction = self
            .instruction(operator)
            .map_err(|error| anyhow!("{error}"))?;
        instruction.encode(out);
        Ok(())
    }
}

impl Reencode for Renumbered<'_> {
    type Error = std::convert::Infallible;

    fn function_index(&mut self, function: u32) -> Result<u32, Error> {
        Ok(self.own.get(&function).copied().unwrap_or(function))
    }
}
