//! Short names for what a program imports. wasm-bindgen gives each import a name with a digest, once in the program and once in
//! its script: two hundred of them are a twentieth of the download.

use anyhow::{Result, anyhow, ensure};
use wasm_encoder::reencode::{Reencode, RoundtripReencoder};
use wasm_encoder::{ImportSection, Module, RawSection};
use wasmparser::{Parser, Payload};

use super::shared_name;

const IMPORTS: u8 = 2;

/// The program and its script with short names. Names that the script uses otherwise too stay as they are.
pub fn shortened(wasm: &[u8], script: &str) -> Result<(Vec<u8>, String)> {
    let mut script = script.to_owned();
    let mut module = Module::new();
    let mut as_is = RoundtripReencoder;
    for payload in Parser::new(0).parse_all(wasm) {
        let payload = payload?;
        if let Payload::ImportSection(section) = &payload {
            let mut imports = ImportSection::new();
            for (number, import) in (0..).zip(section.clone().into_imports()) {
                let import = import?;
                let from = rename(&mut script, import.module, "w")?;
                let name = rename(&mut script, import.name, &shared_name('i', number))?;
                let of = as_is
                    .entity_type(import.ty)
                    .map_err(|error| anyhow!("{error}"))?;
                imports.import(&from, &name, of);
            }
            module.section(&imports);
        } else if let Some((id, range)) = payload.as_section() {
            let data = &wasm[range.start as usize..range.end as usize];
            ensure!(id != IMPORTS, "imports that are no imports");
            module.section(&RawSection { id, data });
        }
    }
    Ok((module.finish(), script))
}

/// Renames it in the script, wherever it is a word of its own; the name it goes by then.
fn rename(script: &mut String, name: &str, short: &str) -> Result<String> {
    let part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '$');
    let alone =
        |at: usize| !script[..at].ends_with(part) && !script[at + name.len()..].starts_with(part);
    let places: Vec<usize> = script
        .match_indices(name)
        .map(|(at, _)| at)
        .filter(|at| alone(*at))
        .collect();
    match places.as_slice() {
        // Renamed already: the same module again.
        [] => Ok(short.to_owned()),
        [at] => {
            script.replace_range(*at..at + name.len(), short);
            Ok(short.to_owned())
        }
        _ => Ok(name.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::rename;

    #[test]
    fn only_a_word_by_itself_is_renamed() {
        let mut script = "{__wbg_a_1:f,__wbg_a_12:g,\"./p.js\":i}".to_owned();
        assert_eq!(rename(&mut script, "__wbg_a_1", "i0").unwrap(), "i0");
        assert_eq!(rename(&mut script, "./p.js", "w").unwrap(), "w");
        assert_eq!(rename(&mut script, "./p.js", "w").unwrap(), "w");
        assert_eq!(script, "{i0:f,__wbg_a_12:g,\"w\":i}");
    }

    #[test]
    fn what_stands_twice_keeps_its_name() {
        let mut script = "{a_1:f} a_1()".to_owned();
        assert_eq!(rename(&mut script, "a_1", "i0").unwrap(), "a_1");
        assert_eq!(script, "{a_1:f} a_1()");
    }
}
