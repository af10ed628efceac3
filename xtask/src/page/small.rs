//! How the page's program is compiled: for size, before all else.
//!
//! The standard library is built along with it, for size and without the texts of panics: a panic stops the program at once, and
//! the page says what a person needs to know (`rescue.js`). Cargo and rustc call the switches for this unstable, so they are
//! switched on for this one build of a pinned compiler (docs/decisions.md).

use std::path::PathBuf;
use std::process::Command;

use crate::root;

/// What every crate is compiled with, the standard library included. The long names tell one instance of a generic function from
/// another (see [`crate::split`]).
const FLAGS: &str = "-Csymbol-mangling-version=v0 -Zunstable-options -Cpanic=immediate-abort -Zlocation-detail=none -Zfmt-debug=none";

/// Bytes for the stack, which counts as memory from the start. An eighth of the usual: boards are read and checked with a bound
/// on their depth (55 KB were used by an imported event of lists 124 deep, 46 KB by rules 28 deep, 22 KB by any sample), and what
/// the stack does not hold stops the program at the memory's lower edge.
const STACK: u32 = 128 * 1024;

/// Has a command that starts cargo compile that way.
pub fn compile(command: &mut Command) -> &mut Command {
    let flags = format!(
        "{FLAGS} -Clink-arg=-zstack-size={STACK} -Clink-arg=--Map={}",
        map().display()
    );
    command
        .env("RUSTC_BOOTSTRAP", "1")
        .env("CARGO_UNSTABLE_BUILD_STD", "std,panic_abort")
        .env("CARGO_UNSTABLE_BUILD_STD_FEATURES", "optimize_for_size")
        .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS", flags)
}

/// What the linker writes of where it put what.
pub fn map() -> PathBuf {
    root().join("target/player.map")
}
