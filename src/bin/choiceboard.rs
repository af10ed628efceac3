//! The command line: `choiceboard check FILE…`, `choiceboard evaluate BOARD EVENTS`.

fn main() {}
