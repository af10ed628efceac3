//! Numbers of functions in the first part. What nothing there calls has none, and what is alike stands together, functions that begin the
//! same way as well as stubs of one type: it is then packed to less.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Result, anyhow};
use wasm_encoder::Encode;
use wasm_encoder::reencode::{Error, Reencode};
use wasmparser::Operator;

use super::anatomy::Anatomy;
use super::body::Op;

/// The functions of the first part, in their order.
pub struct Numbers {
    /// Those that stay, and behind them those that are stubs.
    pub all: Vec<u32>,
    new: BTreeMap<u32, u32>,
    imported: u32,
}

impl Numbers {
    /// `stubs` in their order, which are called in the first part and have moved.
    pub fn new(anatomy: &Anatomy, moved: &BTreeSet<u32>, stubs: &[u32]) -> Self {
        let staying = anatomy
            .defined()
            .filter(|function| !moved.contains(function));
        let mut staying: Vec<u32> = staying.collect();
        staying.sort_by_cached_key(|function| anatomy.kin(*function));
        let all: Vec<u32> = staying.into_iter().chain(stubs.iter().copied()).collect();
        let new = all.iter().copied().zip(anatomy.imported..).collect();
        Numbers {
            all,
            new,
            imported: anatomy.imported,
        }
    }

    /// The number behind all of them.
    pub fn next(&self, anatomy: &Anatomy) -> u32 {
        anatomy.imported + self.all.len() as u32
    }

    /// Whether a function is in the first part, as itself or as a stub.
    pub fn has(&self, function: u32) -> bool {
        self.new.contains_key(&function) || function < self.imported
    }

    /// The number of a function; those that are imported keep theirs.
    pub fn of(&self, function: u32) -> u32 {
        let new = self.new.get(&function).copied();
        assert!(
            new.is_some() || function < self.imported,
            "function {function} is called and was left out"
        );
        new.unwrap_or(function)
    }

    /// Instructions, with the functions they call by their numbers.
    pub fn copy(&mut self, ops: &[Op], out: &mut Vec<u8>) -> Result<()> {
        ops.iter()
            .try_for_each(|op| self.write(op.operator.clone(), out))
    }

    /// A whole function.
    pub fn whole(&mut self, body: &wasmparser::FunctionBody) -> Result<wasm_encoder::Function> {
        let mut again = self.new_function_with_parsed_locals(body).map_err(failed)?;
        let mut bytes = Vec::new();
        for operator in body.get_operators_reader()? {
            self.write(operator?, &mut bytes)?;
        }
        again.raw(bytes);
        Ok(again)
    }

    fn write(&mut self, operator: Operator, out: &mut Vec<u8>) -> Result<()> {
        self.instruction(operator).map_err(failed)?.encode(out);
        Ok(())
    }
}

impl Reencode for Numbers {
    type Error = std::convert::Infallible;

    fn function_index(&mut self, function: u32) -> Result<u32, Error> {
        Ok(self.of(function))
    }
}

fn failed(error: Error) -> anyhow::Error {
    anyhow!("{error}")
}
