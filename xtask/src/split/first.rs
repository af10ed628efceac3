//! The first part: the program without the moved functions, but for stubs of those that are called.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Result, anyhow};
use wasm_encoder::{
    CodeSection, ConstExpr, DataCountSection, ElementSection, Elements, Encode, ExportKind,
    ExportSection, Function, FunctionSection, GlobalSection, GlobalType, Module, RawSection,
    RefType, TableSection, TableType, ValType,
};

use wasm_encoder::reencode::Reencode;
use wasmparser::BinaryReader;

use super::anatomy::Anatomy;
use super::numbers::Numbers;
use super::outline::{self, Way};
use super::{CODE, Cut, EXPORTS, GLOBALS, TYPES, leb, shared_name};

const TABLES: u8 = 4;
const FUNCTIONS: u8 = 3;
const ELEMENTS: u8 = 9;
const DATA: u8 = 11;
const DATA_COUNT: u8 = 12;

/// Writes it. `called_back` are functions that the second part calls here.
pub fn write(
    anatomy: &Anatomy,
    cut: &Cut,
    stubs: &[u32],
    called_back: &[u32],
    fetcher: u32,
) -> Result<Vec<u8>> {
    let moved: BTreeSet<u32> = cut.moved.iter().copied().collect();
    let mut numbers = Numbers::new(anatomy, &moved, stubs);
    let table = anatomy.tables.len() as u32;
    let ready = anatomy.globals.len() as u32;
    let gate = numbers.next(anatomy);
    let nothing = anatomy.types[fetcher as usize];
    let way = Way { gate, table };
    let mut parted = BTreeMap::new();
    for part in &cut.parted {
        let function = outline::without(&part.body, &part.stretches, way, &mut numbers)?;
        parted.insert(part.function, function);
    }
    let mut module = Module::new();
    for (number, range) in &anatomy.sections {
        let data = &anatomy.wasm[range.clone()];
        let reader = || BinaryReader::new(data, 0);
        match *number {
            TYPES => {
                module.section(&cut.all_types(anatomy)?.raw());
            }
            FUNCTIONS => {
                let mut all = FunctionSection::new();
                for function in &numbers.all {
                    all.function(anatomy.types[*function as usize]);
                }
                all.function(nothing);
                module.section(&all);
            }
            TABLES => {
                let mut added = TableSection::new();
                let length = u64::from(cut.slots) + called_back.len() as u64;
                added.table(TableType {
                    element_type: RefType::FUNCREF,
                    table64: false,
                    minimum: length,
                    maximum: Some(length),
                    shared: false,
                });
                module.section(&appended(TABLES, data, &added, 1).raw());
            }
            GLOBALS => {
                let mut added = GlobalSection::new();
                let switch = GlobalType {
                    val_type: ValType::I32,
                    mutable: true,
                    shared: false,
                };
                added.global(switch, &ConstExpr::i32_const(0));
                module.section(&appended(GLOBALS, data, &added, 1).raw());
            }
            EXPORTS => {
                let mut all = ExportSection::new();
                numbers
                    .parse_export_section(&mut all, wasmparser::ExportSectionReader::new(reader())?)
                    .map_err(|error| anyhow!("{error}"))?;
                share(&mut all, anatomy, table, ready);
                module.section(&all);
            }
            ELEMENTS => {
                let mut all = ElementSection::new();
                // What nothing here can point at comes with the second part; until then its places hold something that costs nothing.
                for (at, run) in runs(&anatomy.pointed_at) {
                    let held = run.iter().map(|function| {
                        if numbers.has(*function) {
                            numbers.of(*function)
                        } else {
                            gate
                        }
                    });
                    let held: Vec<u32> = held.collect();
                    all.active(
                        None,
                        &ConstExpr::i32_const(at as i32),
                        Elements::Functions(held.into()),
                    );
                }
                let back: Vec<u32> = called_back.iter().map(|back| numbers.of(*back)).collect();
                all.active(
                    Some(table),
                    &ConstExpr::i32_const(cut.slots as i32),
                    Elements::Functions(back.into()),
                );
                module.section(&all);
            }
            DATA => {
                module.section(&cut.memory.0.section());
            }
            CODE => {
                let mut code = CodeSection::new();
                let staying = numbers.all.len() - stubs.len();
                let staying: Vec<u32> = numbers.all.iter().copied().take(staying).collect();
                for function in staying {
                    match parted.get(&function) {
                        Some(part) => code.function(part),
                        None => code.function(&numbers.whole(anatomy.body(function))?),
                    };
                }
                // In the table they come first, in this order.
                for (slot, function) in (0..).zip(stubs) {
                    code.function(&stub(anatomy, *function, slot, table, gate));
                }
                code.function(&gate_of(ready, numbers.of(fetcher)));
                module.section(&code);
            }
            DATA_COUNT => {
                let count = cut.memory.0.section().len();
                module.section(&DataCountSection { count });
            }
            id => {
                module.section(&RawSection { id, data });
            }
        }
    }
    Ok(module.finish())
}

/// Entries of a table that stand side by side, with the place of the first.
pub fn runs(entries: &BTreeMap<u32, u32>) -> Vec<(u32, Vec<u32>)> {
    let mut runs: Vec<(u32, Vec<u32>)> = Vec::new();
    for (place, entry) in entries {
        match runs.last_mut() {
            Some((at, run)) if *at + run.len() as u32 == *place => run.push(*entry),
            _ => runs.push((*place, vec![*entry])),
        }
    }
    runs
}

/// Moved functions that something in the first part can call: these leave a stub. Those of one type stand together.
pub fn stubs(anatomy: &Anatomy, cut: &Cut) -> Vec<u32> {
    let moved: BTreeSet<u32> = cut.moved.iter().copied().collect();
    let reached = reached(anatomy, &moved, cut);
    let mut stubs: Vec<u32> = moved.intersection(&reached).copied().collect();
    let places: BTreeMap<u32, u32> = anatomy
        .pointed_at
        .iter()
        .map(|(place, function)| (*function, *place))
        .collect();
    stubs.sort_by_key(|function| {
        (
            anatomy.types[*function as usize],
            places.get(function).copied(),
            *function,
        )
    });
    stubs
}

/// What something in the first part can call.
fn reached(anatomy: &Anatomy, moved: &BTreeSet<u32>, cut: &Cut) -> BTreeSet<u32> {
    let mut reached = cut.pointed_at.clone();
    // What the script calls.
    reached.extend(anatomy.exported.values());
    let mut whole: BTreeSet<u32> = anatomy.defined().collect();
    for part in &cut.parted {
        whole.remove(&part.function);
        let mut at = 0;
        let ends = part
            .stretches
            .iter()
            .map(|(stretch, _)| (stretch.from, stretch.to));
        for (from, to) in ends.chain([(part.body.ops.len(), 0)]) {
            for op in &part.body.ops[at..from] {
                if let wasmparser::Operator::Call { function_index } = op.operator {
                    reached.insert(function_index);
                }
            }
            at = to;
        }
    }
    for function in whole
        .into_iter()
        .filter(|function| !moved.contains(function))
    {
        let Ok(operators) = anatomy.body(function).get_operators_reader() else {
            continue;
        };
        for operator in operators.into_iter().flatten() {
            if let wasmparser::Operator::Call { function_index }
            | wasmparser::Operator::ReturnCall { function_index } = operator
            {
                reached.insert(function_index);
            }
        }
    }
    reached
}

/// Has the second part fetched if need be, and calls through the table.
fn stub(anatomy: &Anatomy, function: u32, slot: u32, table: u32, gate: u32) -> Function {
    let of = anatomy.types[function as usize];
    let mut stub = Function::new([]);
    let mut calls = stub.instructions();
    calls.call(gate);
    for parameter in 0..anatomy.signatures[of as usize].params().len() as u32 {
        calls.local_get(parameter);
    }
    calls.i32_const(slot as i32).call_indirect(table, of).end();
    stub
}

fn gate_of(ready: u32, fetcher: u32) -> Function {
    let mut gate = Function::new([]);
    gate.instructions()
        .global_get(ready)
        .i32_eqz()
        .if_(wasm_encoder::BlockType::Empty)
        .call(fetcher)
        .end()
        .end();
    gate
}

/// What the second part is given.
fn share(exports: &mut ExportSection, anatomy: &Anatomy, table: u32, ready: u32) {
    for number in 0..=table {
        exports.export(&shared_name('t', number), ExportKind::Table, number);
    }
    for number in 0..anatomy.globals.len() as u32 {
        exports.export(&shared_name('g', number), ExportKind::Global, number);
    }
    exports.export("rest_ready", ExportKind::Global, ready);
    exports.export(&shared_name('m', 0), ExportKind::Memory, 0);
}

/// A section with more entries at its end.
pub struct Appended {
    id: u8,
    data: Vec<u8>,
}

impl Appended {
    pub fn raw(&self) -> RawSection<'_> {
        RawSection {
            id: self.id,
            data: &self.data,
        }
    }
}

pub fn appended(id: u8, old: &[u8], added: &dyn Encode, count: u32) -> Appended {
    let mut section = Vec::new();
    added.encode(&mut section);
    let (_, size) = number_at(&section);
    let more = &section[size..];
    let (_, head) = number_at(more);
    let (was, from) = number_at(old);
    let mut data = Vec::with_capacity(old.len() + more.len());
    leb(was + count, &mut data);
    data.extend_from_slice(&old[from..]);
    data.extend_from_slice(&more[head..]);
    Appended { id, data }
}

/// A number as WebAssembly writes it, and how many bytes it takes.
fn number_at(bytes: &[u8]) -> (u32, usize) {
    let mut number = 0;
    for (place, byte) in bytes.iter().enumerate().take(5) {
        number |= u32::from(byte & 0x7f) << (7 * place);
        if byte & 0x80 == 0 {
            return (number, place + 1);
        }
    }
    (number, bytes.len().min(5))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_side_by_side_is_one_run() {
        let entries = BTreeMap::from([(1, 30), (2, 31), (5, 7)]);
        assert_eq!(runs(&entries), [(1, vec![30, 31]), (5, vec![7])]);
    }
}
