//! `choiceboard pack BOARD --as html`: a board as a file to carry.

use std::fs;
use std::io::{self, Write};
use std::path::{Component, Path, PathBuf};

use clap::{Args, ValueEnum};

use super::{Outcome, board, complain};
use crate::board::beside;
use crate::exchange::{Files, one_file};

/// Pack a board and the page into one file.
#[derive(Args)]
pub(super) struct Pack {
    /// Board file.
    board: String,
    /// What to make of it.
    #[arg(long = "as", value_name = "PACKAGE")]
    package: Package,
    /// Folder of the production files (`cargo xtask dist`).
    #[arg(long, value_name = "FOLDER", default_value = "dist")]
    page: PathBuf,
    /// Where to write it; by default beside the board, under its name.
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

#[derive(Clone, Copy, ValueEnum)]
enum Package {
    /// One HTML file that needs no server: opens from a memory stick, and in a frame that may do nothing but run scripts.
    Html,
}

impl Package {
    fn ending(self) -> &'static str {
        match self {
            Package::Html => "html",
        }
    }
}

impl Pack {
    pub fn run(&self, out: &mut dyn Write) -> io::Result<Outcome> {
        let (board, file) = match board(&self.board)? {
            Ok(opened) => opened,
            Err(outcome) => return Ok(outcome),
        };
        let text = String::from_utf8_lossy(&file);
        let text = text.trim_start_matches('\u{feff}');
        let mut page = Files::new();
        if let Err(error) = gather(&self.page, "", &mut page) {
            complain(&self.page.display().to_string(), &error);
            return Ok(Outcome::CouldNot);
        }
        let folder = Path::new(&self.board).parent().unwrap_or(Path::new(""));
        let mut outcome = Outcome::Well;
        let mut around = Files::new();
        for address in beside(&board) {
            let path = address.split(['?', '#']).next().unwrap_or_default();
            let read = match is_below(path) {
                true => fs::read(folder.join(path)),
                // A board of somebody else's is no reason to hand out what lies elsewhere.
                false => Err(io::Error::other("not below the board's own folder")),
            };
            match read {
                Ok(bytes) => drop(around.insert(address, bytes)),
                Err(error) => {
                    complain(&address, &error);
                    outcome = Outcome::Wrong;
                }
            }
        }
        let package = match self.package {
            Package::Html => one_file(&board, text, &page, &around),
        };
        let package = match package {
            Ok(package) => package,
            Err(error) => {
                complain(&self.page.display().to_string(), &error);
                return Ok(Outcome::CouldNot);
            }
        };
        let beside = Path::new(&self.board).with_extension(self.package.ending());
        let to = self.out.as_ref().unwrap_or(&beside);
        if let Err(error) = fs::write(to, &package) {
            complain(&to.display().to_string(), &error);
            return Ok(Outcome::CouldNot);
        }
        writeln!(
            out,
            "{}: {} KB, {} files of the board's own",
            to.display(),
            package.len().div_ceil(1000),
            around.len()
        )?;
        Ok(outcome)
    }
}

/// Names a file in the board's folder or below it.
fn is_below(path: &str) -> bool {
    let mut parts = Path::new(path).components();
    parts.all(|part| matches!(part, Component::Normal(_) | Component::CurDir))
        && !path.contains('\\')
}

/// Every file below a folder, by its name from there.
fn gather(folder: &Path, name: &str, all: &mut Files) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let own = entry.file_name().to_string_lossy().into_owned();
        let name = match name {
            "" => own,
            name => [name, "/", &own].concat(),
        };
        match entry.file_type()?.is_dir() {
            true => gather(&entry.path(), &name, all)?,
            false => drop(all.insert(name, fs::read(entry.path())?)),
        }
    }
    Ok(())
}
