//! The sample boards as they lie in `boards/`.

use std::fs;
use std::path::{Path, PathBuf};

use choiceboard::board::{Board, Reading, read};

/// A path inside the package.
pub fn path(inside: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(inside)
}

/// The JSON of a file inside the package.
pub fn json(inside: &str) -> serde_json::Value {
    serde_json::from_slice(&fs::read(path(inside)).expect(inside)).expect(inside)
}

/// Names of the sample boards, without `.json`, sorted.
pub fn names() -> Vec<String> {
    lying_in("boards")
}

/// Names of the boards that stand within others, as `shelf` finds them: `units/…`.
pub fn units() -> Vec<String> {
    let names = lying_in("boards/units").into_iter();
    names.map(|name| format!("units/{name}")).collect()
}

fn lying_in(folder: &str) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(path(folder))
        .expect(folder)
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.extension().is_some_and(|kind| kind == "json"))
        .map(|path| {
            path.file_stem()
                .expect("a name")
                .to_str()
                .expect("UTF-8")
                .to_owned()
        })
        .filter(|name| name != "index")
        .collect();
    names.sort();
    names
}

/// The bytes of a sample.
pub fn bytes(name: &str) -> Vec<u8> {
    fs::read(path(&format!("boards/{name}.json"))).expect(name)
}

/// What the reader says of a sample.
pub fn reading(name: &str) -> Reading {
    read(bytes(name))
}

/// A sample, read.
pub fn board(name: &str) -> Board {
    reading(name).board.expect(name)
}
