//! All tests, one after the other, and the sum of what passed and failed.

use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};

use crate::page;
use crate::root;
use crate::server;
use crate::step::step;
use crate::tools;

/// Tests that passed and failed.
#[derive(Clone, Copy, Default)]
struct Sum {
    passed: u64,
    failed: u64,
}

/// `cargo xtask test`: sets up, then native, WebAssembly and browser tests; the last line is the sum.
pub fn test(only: Option<&str>) -> Result<()> {
    tools::for_building()?;
    tools::for_browsing()?;
    tools::for_servers()?;
    tools::scorm_schemas()?;
    let mut sum = Sum::default();
    sum.add(step("Native tests", || {
        cargo_test(&["--workspace", "--features", "cli,schema"], only)
    })?);
    sum.add(step("WebAssembly tests, in Node", || {
        let target = ["--target", "wasm32-unknown-unknown"];
        let tests = [
            "--features",
            "pack",
            "--test",
            "evaluate",
            "--test",
            "packages",
        ];
        cargo_test(&[&target[..], &tests[..]].concat(), only)
    })?);
    let dist = page::build()?;
    server::build(&dist)?;
    sum.add(step("Browser tests", || {
        cargo_test(&["--features", "browser", "--test", "browser"], only)
    })?);
    println!("{} passed, {} failed", sum.passed, sum.failed);
    if sum.failed > 0 {
        bail!(
            "{} tests failed, with the page in {}",
            sum.failed,
            dist.display()
        );
    }
    Ok(())
}

impl Sum {
    fn add(&mut self, more: Sum) {
        self.passed += more.passed;
        self.failed += more.failed;
    }

    /// Of a line such as `test result: ok. 12 passed; 0 failed; 0 ignored; …`; nothing of any other.
    fn read(line: &str) -> Sum {
        let count = |word: &str| -> u64 {
            let mut before = "";
            for next in line.split_whitespace() {
                if next.trim_end_matches(';') == word {
                    return before.parse().unwrap_or(0);
                }
                before = next;
            }
            0
        };
        match line.starts_with("test result: ") {
            true => Sum {
                passed: count("passed"),
                failed: count("failed"),
            },
            false => Sum::default(),
        }
    }
}

/// Runs `cargo test`, shows what it prints, and reads the sums in it. Tests that do not compile count as one failure.
fn cargo_test(words: &[&str], only: Option<&str>) -> Result<Sum> {
    let mut child = Command::new("cargo")
        .args(["test", "--no-fail-fast"])
        .args(words)
        .args(only)
        .env("PATH", tools::path()?)
        .env(
            "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER",
            "wasm-bindgen-test-runner",
        )
        .current_dir(root())
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .spawn()
        .context("cannot start cargo")?;
    let mut sum = Sum::default();
    let output = child.stdout.take().context("cargo has no output")?;
    for line in BufReader::new(output).lines() {
        let line = line?;
        sum.add(Sum::read(&line));
        eprintln!("{line}");
    }
    if !child.wait()?.success() && sum.failed == 0 {
        sum.failed = 1;
    }
    Ok(sum)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sum_is_read_from_a_result_line_only() {
        let sum = Sum::read(
            "test result: FAILED. 12 passed; 3 failed; 1 ignored; 0 measured; 2 filtered out; finished in 0.1s",
        );
        assert_eq!((sum.passed, sum.failed), (12, 3));
        let sum = Sum::read("all 12 passed; 3 failed");
        assert_eq!((sum.passed, sum.failed), (0, 0));
    }
}
