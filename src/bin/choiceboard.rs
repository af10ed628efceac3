//! The command line: `choiceboard check FILE…` and its sisters.

fn main() -> std::process::ExitCode {
    choiceboard::cli::run()
}
