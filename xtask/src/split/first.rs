//! The first part: the whole program with the moved functions emptied to stubs.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::Result;
use wasm_encoder::{
    CodeSection, ConstExpr, DataCountSection, ElementSection, Elements, Encode, ExportKind,
    ExportSection, Function, FunctionSection, GlobalSection, GlobalType, Module, RawSection,
    RefType, TableSection, TableType, ValType,
};

use super::anatomy::Anatomy;
use super::outline::{self, Way};
use super::{CODE, Cut, EXPORTS, GLOBALS, TYPES, leb, shared_name};

const TABLES: u8 = 4;
const FUNCTIONS: u8 = 3;
const ELEMENTS: u8 = 9;
const DATA: u8 = 11;
const DATA_COUNT: u8 = 12;

/// Writes it. `called_back` are functions that the second part calls here.
pub fn write(anatomy: &Anatomy, cut: &Cut, called_back: &[u32], fetcher: u32) -> Result<Vec<u8>> {
    let slots: BTreeMap<u32, u32> = (0..)
        .zip(&cut.moved)
        .map(|(slot, function)| (*function, slot))
        .collect();
    let table = anatomy.tables.len() as u32;
    let ready = anatomy.globals.len() as u32;
    let gate = anatomy.types.len() as u32;
    let nothing = anatomy.types[fetcher as usize];
    let way = Way { gate, table };
    let mut parted = BTreeMap::new();
    for part in &cut.parted {
        let function = outline::without(anatomy.wasm, &part.body, &part.stretches, way)?;
        parted.insert(part.function, function);
    }
    let reached = reached(anatomy, &slots, cut);
    let mut module = Module::new();
    for (number, range) in &anatomy.sections {
        let data = &anatomy.wasm[range.clone()];
        match *number {
            TYPES => {
                module.section(&cut.all_types(anatomy)?.raw());
            }
            FUNCTIONS => {
                let mut added = FunctionSection::new();
                added.function(nothing);
                module.section(&appended(FUNCTIONS, data, &added, 1).raw());
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
                let (added, count) = exports(anatomy, table, ready);
                module.section(&appended(EXPORTS, data, &added, count).raw());
            }
            ELEMENTS => {
                let mut added = ElementSection::new();
                added.active(
                    Some(table),
                    &ConstExpr::i32_const(cut.slots as i32),
                    Elements::Functions(called_back.into()),
                );
                module.section(&appended(ELEMENTS, data, &added, 1).raw());
            }
            DATA => {
                module.section(&cut.memory.0.section());
            }
            CODE => {
                let mut code = CodeSection::new();
                for function in anatomy.defined() {
                    match slots.get(&function) {
                        None => {
                            match parted.get(&function) {
                                Some(part) => code.function(part),
                                None => code.raw(anatomy.bytes(anatomy.body(function))),
                            };
                        }
                        Some(slot) if reached.contains(&function) => {
                            code.function(&stub(anatomy, function, *slot, table, gate));
                        }
                        Some(_) => {
                            code.function(&unreached());
                        }
                    }
                }
                code.function(&gate_of(ready, fetcher));
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

/// Moved functions that something in the first part can call: only these need a stub that works.
fn reached(anatomy: &Anatomy, slots: &BTreeMap<u32, u32>, cut: &Cut) -> BTreeSet<u32> {
    let mut reached: BTreeSet<u32> = anatomy.in_tables.iter().copied().collect();
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
        .filter(|function| !slots.contains_key(function))
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

fn unreached() -> Function {
    let mut empty = Function::new([]);
    empty.instructions().unreachable().end();
    empty
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

fn exports(anatomy: &Anatomy, table: u32, ready: u32) -> (ExportSection, u32) {
    let mut added = ExportSection::new();
    for number in 0..=table {
        added.export(&shared_name('t', number), ExportKind::Table, number);
    }
    for number in 0..anatomy.globals.len() as u32 {
        added.export(&shared_name('g', number), ExportKind::Global, number);
    }
    added.export("rest_ready", ExportKind::Global, ready);
    added.export(&shared_name('m', 0), ExportKind::Memory, 0);
    let count = table + 1 + ready + 2;
    (added, count)
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
