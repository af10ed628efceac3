//! A program that notes which of its functions run: one bit each, in globals that a page can read.

use anyhow::Result;
use wasm_encoder::{
    CodeSection, ConstExpr, Encode, ExportKind, ExportSection, GlobalSection, GlobalType, Module,
    RawSection, ValType,
};

use super::anatomy::Anatomy;
use super::first::appended;
use super::{CODE, EXPORTS, GLOBALS};

/// Bits a global holds: the sign bit is left alone, so that each value is a whole number in JavaScript.
const BITS: u32 = 31;

/// The same program, noting what runs in exported globals `trace0`, `trace1`, …
pub fn traced(wasm: &[u8]) -> Result<Vec<u8>> {
    let anatomy = Anatomy::read(wasm)?;
    let count = anatomy.bodies.len() as u32 / BITS + 1;
    let base = anatomy.globals.len() as u32;
    let mut module = Module::new();
    for (number, range) in &anatomy.sections {
        let data = &anatomy.wasm[range.clone()];
        match *number {
            GLOBALS => {
                let mut added = GlobalSection::new();
                let bits = GlobalType {
                    val_type: ValType::I32,
                    mutable: true,
                    shared: false,
                };
                for _ in 0..count {
                    added.global(bits, &ConstExpr::i32_const(0));
                }
                module.section(&appended(GLOBALS, data, &added, count).raw());
            }
            EXPORTS => {
                let mut added = ExportSection::new();
                for number in 0..count {
                    added.export(&format!("trace{number}"), ExportKind::Global, base + number);
                }
                module.section(&appended(EXPORTS, data, &added, count).raw());
            }
            CODE => {
                let mut code = CodeSection::new();
                for (number, body) in (0..).zip(&anatomy.bodies) {
                    let whole = anatomy.bytes(body);
                    let starts =
                        body.get_operators_reader()?.original_position() - body.range().start;
                    let starts = usize::try_from(starts)?;
                    let mut noting = whole[..starts].to_vec();
                    let global = base + number / BITS;
                    let bit = 1_i32 << (number % BITS);
                    for instruction in [
                        wasm_encoder::Instruction::GlobalGet(global),
                        wasm_encoder::Instruction::I32Const(bit),
                        wasm_encoder::Instruction::I32Or,
                        wasm_encoder::Instruction::GlobalSet(global),
                    ] {
                        instruction.encode(&mut noting);
                    }
                    noting.extend_from_slice(&whole[starts..]);
                    code.raw(&noting);
                }
                module.section(&code);
            }
            id => {
                module.section(&RawSection { id, data });
            }
        }
    }
    Ok(module.finish())
}

/// Names of the functions whose bits are set.
pub fn noted(wasm: &[u8], globals: &[u32]) -> Result<Vec<String>> {
    let anatomy = Anatomy::read(wasm)?;
    let ran = |function: &u32| {
        let number = function - anatomy.imported;
        let bits = globals.get((number / BITS) as usize).copied().unwrap_or(0);
        bits & (1 << (number % BITS)) != 0
    };
    let mut names: Vec<String> = anatomy
        .defined()
        .filter(ran)
        .filter_map(|function| anatomy.names.get(&function).cloned())
        .collect();
    names.sort();
    names.dedup();
    Ok(names)
}
