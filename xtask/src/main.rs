//! The developer's commands: `cargo xtask serve | test | check | size | bench | dist`.

use std::process::ExitCode;

use anyhow::{Result, bail};
use xtask::{bench, check, page, server, site, size, suite, trace};

const USAGE: &str = "\
cargo xtask serve [--port N]   set up what is missing, build, serve on 127.0.0.1:8080
cargo xtask test [NAME]        set up, then native, WebAssembly and browser tests
cargo xtask check              formatting, lints, and the pure half without a browser
cargo xtask size               the first download of the student's page against its budget
cargo xtask bench [--quick | --only ACTIVITIES]
                               the student's page beside a plain one, in the same browser
cargo xtask lms                a small LMS around the page, to develop against
cargo xtask dist               production files in dist/, precompressed
cargo xtask trace              measure anew which part of the program a board needs first";

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    match command(&words) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("\nxtask: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn command(words: &[String]) -> Result<()> {
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["serve"] => site::serve(site::USUAL_PORT),
        ["serve", "--port", port] => site::serve(port.parse()?),
        ["test"] => suite::test(None),
        ["test", name] => suite::test(Some(name)),
        ["check"] => check::check(),
        ["size"] => size::size(),
        ["bench"] => bench::bench(false, None),
        ["bench", "--quick"] => bench::bench(true, None),
        ["bench", "--only", activities] => bench::bench(true, Some(activities.parse()?)),
        ["lms"] => site::lms(),
        ["trace"] => trace::trace(),
        ["dist"] => {
            let dist = page::build()?;
            server::build(&dist)?;
            println!("{}", dist.display());
            Ok(())
        }
        [] | ["help" | "--help" | "-h"] => {
            println!("{USAGE}");
            Ok(())
        }
        other => bail!("no such command: {}\n\n{USAGE}", other.join(" ")),
    }
}
