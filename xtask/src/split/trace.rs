//! A program that notes where it came by: a bit for each mark of each function, in globals that a page can read.

use anyhow::Result;
use wasm_encoder::{
    CodeSection, ConstExpr, ExportKind, ExportSection, GlobalSection, GlobalType, InstructionSink,
    Module, RawSection, ValType,
};

use super::anatomy::Anatomy;
use super::body::Body;
use super::first::appended;
use super::{CODE, EXPORTS, GLOBALS, Kept};

/// Bits a global holds: the sign bit is left alone, so that each value is a whole number in JavaScript.
const BITS: u32 = 31;

/// The same program, noting what runs in exported globals `trace0`, `trace1`, …
pub fn traced(wasm: &[u8]) -> Result<Vec<u8>> {
    let anatomy = Anatomy::read(wasm)?;
    let bodies = Body::all(wasm)?;
    let marks: usize = bodies.iter().map(|body| body.marks.len()).sum();
    let count = marks as u32 / BITS + 1;
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
                let mut bit = 0;
                for (body, whole) in bodies.iter().zip(&anatomy.bodies) {
                    let mut marks = body.marks.iter().peekable();
                    let starts = body.ops[0].bytes.start;
                    let head = whole.range().start as usize;
                    let mut noting = wasm[head..starts].to_vec();
                    for (at, op) in body.ops.iter().enumerate() {
                        if marks.next_if(|mark| **mark == at).is_some() {
                            note(&mut noting, base, bit);
                            bit += 1;
                        }
                        noting.extend_from_slice(&wasm[op.bytes.clone()]);
                    }
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

fn note(code: &mut Vec<u8>, base: u32, bit: u32) {
    let global = base + bit / BITS;
    InstructionSink::new(code)
        .global_get(global)
        .i32_const(1 << (bit % BITS))
        .i32_or()
        .global_set(global);
}

/// Adds what ran to what ran before.
pub fn noted(wasm: &[u8], globals: &[u32], kept: &mut Kept) -> Result<()> {
    let anatomy = Anatomy::read(wasm)?;
    let mut bit = 0;
    for (function, body) in anatomy.defined().zip(Body::all(wasm)?) {
        let mut ran = Vec::new();
        for _ in &body.marks {
            let bits = globals.get((bit / BITS) as usize).copied().unwrap_or(0);
            ran.push(bits & (1 << (bit % BITS)) != 0);
            bit += 1;
        }
        // One without a mark does nothing: it stays, being shorter than a call of it.
        let any = ran.is_empty() || ran.contains(&true);
        if let Some(name) = anatomy.names.get(&function).filter(|_| any) {
            kept.note(name, ran);
        }
    }
    Ok(())
}
