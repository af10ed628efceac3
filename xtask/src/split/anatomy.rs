//! What a cut needs to know of a program: its sections as they stand, its functions, their types, names and bodies.

use std::collections::BTreeMap;
use std::ops::Range;

use anyhow::{Context, Result, bail};
use wasmparser::{
    ElementItems, ElementKind, ExternalKind, KnownCustom, Name, Operator, Parser, Payload, TypeRef,
};

/// A program taken apart, without copying it.
pub struct Anatomy<'a> {
    /// The whole file.
    pub wasm: &'a [u8],
    /// Sections by number and place, custom ones left out.
    pub sections: Vec<(u8, Range<usize>)>,
    /// What each type takes and answers.
    pub signatures: Vec<wasmparser::FuncType>,
    /// Type of each function, imported ones first.
    pub types: Vec<u32>,
    /// So many functions are imported.
    pub imported: u32,
    /// Tables, in their order.
    pub tables: Vec<wasmparser::TableType>,
    /// Globals, in their order.
    pub globals: Vec<wasmparser::GlobalType>,
    /// The only memory.
    pub memory: Option<wasmparser::MemoryType>,
    /// Exported functions by name.
    pub exported: BTreeMap<&'a str, u32>,
    /// Bodies of the functions that are not imported, in their order.
    pub bodies: Vec<wasmparser::FunctionBody<'a>>,
    /// What the program's own table holds at the start: functions by their places, which is what a pointer to a function is.
    pub pointed_at: BTreeMap<u32, u32>,
    /// Plain names of functions: without the digests that differ from machine to machine.
    pub names: BTreeMap<u32, String>,
}

impl<'a> Anatomy<'a> {
    /// Takes a program apart. Refuses what Rust and wasm-bindgen do not make today and a cut has not been thought through for.
    pub fn read(wasm: &'a [u8]) -> Result<Self> {
        let mut it = Anatomy {
            wasm,
            sections: Vec::new(),
            signatures: Vec::new(),
            types: Vec::new(),
            imported: 0,
            tables: Vec::new(),
            globals: Vec::new(),
            memory: None,
            exported: BTreeMap::new(),
            bodies: Vec::new(),
            pointed_at: BTreeMap::new(),
            names: BTreeMap::new(),
        };
        for payload in Parser::new(0).parse_all(wasm) {
            let payload = payload?;
            if let Some((number, range)) = payload.as_section()
                && number != 0
            {
                it.sections.push((number, in_file(&range)));
            }
            it.take(payload)?;
        }
        Ok(it)
    }

    /// The contents of a section.
    pub fn section(&self, number: u8) -> Result<&'a [u8]> {
        let found = self.sections.iter().find(|(of, _)| *of == number);
        let (_, range) = found.with_context(|| format!("no section {number}"))?;
        Ok(&self.wasm[range.clone()])
    }

    /// Functions with a body.
    pub fn defined(&self) -> impl Iterator<Item = u32> {
        self.imported..self.imported + self.bodies.len() as u32
    }

    /// The body of a function that is not imported.
    pub fn body(&self, function: u32) -> &wasmparser::FunctionBody<'a> {
        &self.bodies[(function - self.imported) as usize]
    }

    /// A body as it stands in the file, without its length.
    pub fn bytes(&self, body: &wasmparser::FunctionBody<'a>) -> &'a [u8] {
        &self.wasm[in_file(&body.range())]
    }

    /// What functions are sorted by so that those that are alike stand together: their types, then how they begin.
    pub fn kin(&self, function: u32) -> (u32, &'a [u8]) {
        let body = self.bytes(self.body(function));
        (self.types[function as usize], body)
    }

    fn take(&mut self, payload: Payload<'a>) -> Result<()> {
        match payload {
            Payload::TypeSection(types) => {
                for group in types {
                    for sub in group?.into_types() {
                        let wasmparser::CompositeInnerType::Func(function) =
                            sub.composite_type.inner
                        else {
                            bail!("a type that is no function");
                        };
                        self.signatures.push(function);
                    }
                }
            }
            Payload::ImportSection(imports) => {
                for import in imports.into_imports() {
                    match import?.ty {
                        TypeRef::Func(of) => {
                            self.types.push(of);
                            self.imported += 1;
                        }
                        _ => bail!("an import that is no function"),
                    }
                }
            }
            Payload::FunctionSection(functions) => {
                for of in functions {
                    self.types.push(of?);
                }
            }
            Payload::TableSection(tables) => {
                for table in tables {
                    self.tables.push(table?.ty);
                }
            }
            Payload::MemorySection(memories) => {
                for memory in memories {
                    self.memory = Some(memory?);
                }
            }
            Payload::GlobalSection(globals) => {
                for global in globals {
                    self.globals.push(global?.ty);
                }
            }
            Payload::ExportSection(exports) => {
                for export in exports {
                    let export = export?;
                    if export.kind == ExternalKind::Func {
                        self.exported.insert(export.name, export.index);
                    }
                }
            }
            Payload::ElementSection(elements) => {
                for element in elements {
                    let element = element?;
                    let ElementKind::Active {
                        table_index: None | Some(0),
                        offset_expr,
                    } = element.kind
                    else {
                        bail!("a table entry that is not active, or of another table");
                    };
                    let Operator::I32Const { value } = offset_expr.get_operators_reader().read()?
                    else {
                        bail!("table entries at a place that is no constant");
                    };
                    let ElementItems::Functions(functions) = element.items else {
                        bail!("a table entry that is an expression");
                    };
                    for (place, function) in (value as u32..).zip(functions) {
                        self.pointed_at.insert(place, function?);
                    }
                }
            }
            Payload::StartSection { .. } => bail!("a start section"),
            Payload::CodeSectionEntry(body) => self.bodies.push(body),
            Payload::CustomSection(custom) => {
                if let KnownCustom::Name(names) = custom.as_known() {
                    for name in names {
                        if let Name::Function(functions) = name? {
                            for naming in functions {
                                let naming = naming?;
                                self.names.insert(naming.index, plain(naming.name));
                            }
                        }
                    }
                }
            }
            _ => {}
        }
        Ok(())
    }
}

fn in_file(range: &Range<u64>) -> Range<usize> {
    range.start as usize..range.end as usize
}

/// A name without its digests: `alloc[3ca501edff3f0c7c]::vec` is `alloc::vec`. wasm-bindgen has written names out already, digests
/// included, and those of our own crates differ from folder to folder.
fn plain(name: &str) -> String {
    let name = format!("{:#}", rustc_demangle::demangle(name));
    let mut plain = String::with_capacity(name.len());
    let mut left = name.as_str();
    while let Some(open) = left.find('[') {
        let (before, after) = left.split_at(open);
        plain.push_str(before);
        let digits = after[1..].bytes().take_while(u8::is_ascii_hexdigit).count();
        let is_digest = digits >= 8 && after[1 + digits..].starts_with(']');
        let length = if is_digest { digits + 2 } else { 1 };
        if !is_digest {
            plain.push('[');
        }
        left = &after[length..];
    }
    plain.push_str(left);
    plain
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn a_name_loses_its_digests_and_nothing_else() {
        assert_eq!(
            plain("<alloc[3ca501edff3f0c7c]::vec::Vec<[u8]>>::push::<[char; 4usize]>"),
            "<alloc::vec::Vec<[u8]>>::push::<[char; 4usize]>"
        );
        assert_eq!(plain("_RNvNtCs1234_7mycrate3foo3bar"), "mycrate::foo::bar");
    }
}
