//! A function's body as a cut needs to see it: its instructions, where each construct ends, and where the way can fork.

use std::collections::BTreeMap;
use std::ops::Range;

use anyhow::{Context, Result};
use wasmparser::{
    BlockType, FuncType, FuncValidatorAllocations, Operator, Parser, ValType, ValidPayload,
    Validator, WasmFeatures,
};

/// The construct an instruction stands in: the index of the instruction that opens it; `None` is the function itself.
pub type Within = Option<usize>;

/// One instruction.
pub struct Op<'a> {
    pub operator: Operator<'a>,
    /// Where it stands in the file.
    pub bytes: Range<usize>,
    /// Operands on the stack before it that its construct put there; `None` in code that nothing reaches.
    pub height: Option<u32>,
    /// The innermost construct it stands in. An `end` or `else` stands in the one that it belongs to.
    pub within: Within,
}

/// A block, loop or if.
#[derive(Clone, Copy)]
pub struct Construct {
    pub kind: Kind,
    pub block_type: BlockType,
    /// The construct around it.
    pub around: Within,
    pub otherwise: Option<usize>,
    pub end: usize,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Block,
    Loop,
    If,
}

/// A body.
pub struct Body<'a> {
    pub of: FuncType,
    /// Types of all locals, parameters first.
    pub locals: Vec<ValType>,
    pub ops: Vec<Op<'a>>,
    pub constructs: BTreeMap<usize, Construct>,
    /// Instructions before which it may be noted that the way came by: the first, and those after a fork.
    pub marks: Vec<usize>,
}

/// Where a branch leads.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Target {
    /// To this instruction.
    Op(usize),
    /// Out of the function.
    Out,
}

impl<'a> Body<'a> {
    /// All bodies of a program, in their order. The program is validated on the way.
    pub fn all(wasm: &'a [u8]) -> Result<Vec<Body<'a>>> {
        let mut validator = Validator::new_with_features(WasmFeatures::all());
        let mut allocations = FuncValidatorAllocations::default();
        let mut types: Vec<FuncType> = Vec::new();
        let mut functions: Vec<u32> = Vec::new();
        let mut bodies = Vec::new();
        for payload in Parser::new(0).parse_all(wasm) {
            let payload = payload?;
            match &payload {
                wasmparser::Payload::TypeSection(section) => {
                    for of in section.clone().into_iter_err_on_gc_types() {
                        types.push(of?);
                    }
                }
                wasmparser::Payload::FunctionSection(section) => {
                    for of in section.clone() {
                        functions.push(of?);
                    }
                }
                _ => {}
            }
            if let ValidPayload::Func(to_validate, body) = validator.payload(&payload)? {
                let of = functions
                    .get(bodies.len())
                    .and_then(|of| types.get(*of as usize))
                    .context("a function without a type")?;
                let mut checked = to_validate.into_validator(allocations);
                bodies.push(Body::read(of.clone(), &body, &mut checked)?);
                allocations = checked.into_allocations();
            }
        }
        Ok(bodies)
    }

    fn read<T: wasmparser::WasmModuleResources>(
        of: FuncType,
        body: &wasmparser::FunctionBody<'a>,
        checked: &mut wasmparser::FuncValidator<T>,
    ) -> Result<Self> {
        let mut locals = of.params().to_vec();
        for group in body.get_locals_reader()? {
            let (count, of) = group?;
            locals.extend(std::iter::repeat_n(of, count as usize));
        }
        checked.read_locals(&mut body.get_binary_reader())?;
        let mut reader = body.get_operators_reader()?;
        let mut it = Body {
            of,
            locals,
            ops: Vec::new(),
            constructs: BTreeMap::new(),
            marks: Vec::new(),
        };
        let mut open: Vec<usize> = Vec::new();
        while !reader.eof() {
            let from = reader.original_position();
            let operator = reader.read()?;
            let frame = checked.get_control_frame(0).context("no frame")?;
            let height =
                (!frame.unreachable).then(|| checked.operand_stack_height() - frame.height as u32);
            checked.op(from, &operator)?;
            let at = it.ops.len();
            let within = open.last().copied();
            match &operator {
                Operator::Block { blockty } => it.opens(at, Kind::Block, *blockty, within),
                Operator::Loop { blockty } => it.opens(at, Kind::Loop, *blockty, within),
                Operator::If { blockty } => it.opens(at, Kind::If, *blockty, within),
                Operator::Else => {
                    if let Some(construct) = within.and_then(|op| it.constructs.get_mut(&op)) {
                        construct.otherwise = Some(at);
                    }
                }
                Operator::End => {
                    if let Some(construct) = within.and_then(|op| it.constructs.get_mut(&op)) {
                        construct.end = at;
                    }
                    open.pop();
                }
                _ => {}
            }
            if it.constructs.contains_key(&at) {
                open.push(at);
            }
            it.mark(at, height, &operator);
            it.ops.push(Op {
                operator,
                bytes: from as usize..reader.original_position() as usize,
                height,
                within,
            });
        }
        Ok(it)
    }

    fn opens(&mut self, at: usize, kind: Kind, block_type: BlockType, around: Within) {
        let construct = Construct {
            kind,
            block_type,
            around,
            otherwise: None,
            end: at,
        };
        self.constructs.insert(at, construct);
    }

    fn mark(&mut self, at: usize, height: Option<u32>, next: &Operator) {
        let forked = match self.ops.last().map(|op| &op.operator) {
            None => true,
            Some(before) => matches!(
                before,
                Operator::If { .. } | Operator::Else | Operator::BrIf { .. } | Operator::End
            ),
        };
        if forked && height.is_some() && !matches!(next, Operator::End | Operator::Else) {
            self.marks.push(at);
        }
    }

    /// The construct so many labels out of another.
    pub fn out(&self, mut within: Within, labels: u32) -> Within {
        for _ in 0..labels {
            within = within.and_then(|op| self.constructs.get(&op)?.around);
        }
        within
    }

    /// Where a branch to the label of a construct leads.
    pub fn target(&self, label: Within) -> Target {
        match label.and_then(|op| self.constructs.get(&op)) {
            None => Target::Out,
            Some(construct) if construct.kind == Kind::Loop => Target::Op(label.unwrap_or(0) + 1),
            Some(construct) => Target::Op(construct.end),
        }
    }

    /// The `else` or `end` that closes the run of instructions in which one stands.
    pub fn closing(&self, at: usize) -> usize {
        match self.ops[at].within.and_then(|op| self.constructs.get(&op)) {
            None => self.ops.len() - 1,
            Some(construct) => match construct.otherwise {
                Some(otherwise) if at < otherwise => otherwise,
                _ => construct.end,
            },
        }
    }
}
