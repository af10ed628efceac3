//! The developer's commands: `cargo xtask serve | test | check | size | bench | dist`.

fn main() {}
