//! The second part: the moved functions, with everything they share with the first part imported from there.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Result, anyhow};
use wasm_encoder::reencode::{Error, Reencode, RoundtripReencoder};
use wasm_encoder::{
    CodeSection, ConstExpr, ElementSection, Elements, EntityType, FunctionSection, ImportSection,
    Module, RawSection, RefType, TableType,
};

use super::anatomy::Anatomy;
use super::{TYPES, shared_name};

/// The second part, and which functions of the first it calls.
pub struct Rest {
    pub wasm: Vec<u8>,
    pub calls_back: Vec<u32>,
}

/// Writes it.
pub fn write(anatomy: &Anatomy, moved: &[u32]) -> Result<Rest> {
    let own: BTreeSet<u32> = moved.iter().copied().collect();
    let mut called = BTreeSet::new();
    for function in moved {
        for operator in anatomy.body(*function).get_operators_reader()? {
            if let wasmparser::Operator::Call { function_index }
            | wasmparser::Operator::ReturnCall { function_index }
            | wasmparser::Operator::RefFunc { function_index } = operator?
                && !own.contains(&function_index)
            {
                called.insert(function_index);
            }
        }
    }
    let calls_back: Vec<u32> = called.into_iter().collect();
    let mut renumbered = Renumbered {
        to: calls_back.iter().chain(moved).copied().zip(0..).collect(),
    };
    let mut module = Module::new();
    for (number, range) in &anatomy.sections {
        if *number == TYPES {
            module.section(&RawSection {
                id: TYPES,
                data: &anatomy.wasm[range.clone()],
            });
        }
    }
    module.section(&imports(anatomy, &calls_back, moved)?);
    let mut functions = FunctionSection::new();
    for function in moved {
        functions.function(anatomy.types[*function as usize]);
    }
    module.section(&functions);
    let mut elements = ElementSection::new();
    let base = calls_back.len() as u32;
    let slots: Vec<u32> = (base..base + moved.len() as u32).collect();
    elements.active(
        Some(anatomy.tables.len() as u32),
        &ConstExpr::i32_const(0),
        Elements::Functions(slots.into()),
    );
    module.section(&elements);
    let mut code = CodeSection::new();
    for function in moved {
        renumbered
            .parse_function_body(&mut code, anatomy.body(*function).clone())
            .map_err(|error| anyhow!("{error}"))?;
    }
    module.section(&code);
    Ok(Rest {
        wasm: module.finish(),
        calls_back,
    })
}

/// Memory, tables and globals in their order, so that their numbers stay.
fn imports(anatomy: &Anatomy, calls_back: &[u32], moved: &[u32]) -> Result<ImportSection> {
    let mut as_is = RoundtripReencoder;
    let failed = |error: Error| anyhow!("{error}");
    let mut imports = ImportSection::new();
    let from = "p";
    for function in calls_back {
        let of = anatomy.types[*function as usize];
        imports.import(from, &shared_name('f', *function), EntityType::Function(of));
    }
    for (number, table) in (0..).zip(&anatomy.tables) {
        let table = as_is.table_type(*table).map_err(failed)?;
        imports.import(from, &shared_name('t', number), table);
    }
    let length = moved.len() as u64;
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

/// Gives functions their numbers in the second part.
struct Renumbered {
    to: BTreeMap<u32, u32>,
}

impl Reencode for Renumbered {
    type Error = std::convert::Infallible;

    fn function_index(&mut self, function: u32) -> Result<u32, Error> {
        Ok(self.to.get(&function).copied().unwrap_or(function))
    }
}
