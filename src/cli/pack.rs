//! `choiceboard pack BOARD --as PACKAGE`: a board as a file to carry.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use super::{Outcome, board, complain};
use crate::board::{
    Board, beside, boards_within, folder as in_folder, from_the_root, pictures_elsewhere,
    read as read_board,
};
use crate::exchange::{Files, Standard, file_name, for_lms, one_file, zipped};

/// What to do where the page is not found.
const WHENCE: &str = "the page's files are wanted; `cargo xtask dist` leaves them in the folder dist of Choiceboard's source, and --page names that folder";

/// Pack a board and the page into one file. The exit status is 1 where something is missing that the board names; the file is written all the same.
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
    /// A zip file for an LMS that speaks SCORM 1.2: nearly all do.
    Scorm12,
    /// A zip file for an LMS that speaks SCORM 2004, 4th edition: room for longer logs, a line for each standard and check.
    Scorm2004,
    /// A zip file for an LMS that speaks cmi5.
    Cmi5,
}

impl Package {
    fn ending(self) -> &'static str {
        match self {
            Package::Html => "html",
            Package::Scorm12 => "scorm12.zip",
            Package::Scorm2004 => "scorm2004.zip",
            Package::Cmi5 => "cmi5.zip",
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
            let page = self.page.display().to_string();
            complain(&page, &format!("{error}: {WHENCE}"));
            return Ok(Outcome::CouldNot);
        }
        let folder = Path::new(&self.board).parent().unwrap_or(Path::new(""));
        let mut around = Files::new();
        let outcome = collect(folder, "", &board, &mut around);
        let zip = |standard| {
            let files = for_lms(standard, &board, text, &page, &around);
            files
                .map_err(|error| error.to_string())
                .and_then(|files| zipped(&files).map_err(|error| error.to_string()))
        };
        let package = match self.package {
            Package::Html => one_file(&board, text, &page, &around)
                .map(String::into_bytes)
                .map_err(|error| error.to_string()),
            Package::Scorm12 => zip(Standard::Scorm12),
            Package::Scorm2004 => zip(Standard::Scorm2004),
            Package::Cmi5 => zip(Standard::Cmi5),
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

/// Every file that lies beside a board, and beside the boards within it, by its address from the outermost board's folder.
fn collect(folder: &Path, below: &str, board: &Board, around: &mut Files) -> Outcome {
    let mut outcome = Outcome::Well;
    for address in pictures_elsewhere(board) {
        let says = "This picture is on another site and will not show inside the package: save it beside the board.";
        complain(&address, &says);
    }
    for address in from_the_root(board) {
        let says = "This address counts from the root of a site, which in a package is the school's: name it from the board's own folder, or whole.";
        complain(&address, &says);
        outcome = Outcome::Wrong;
    }
    for address in beside(board) {
        let from_here = [below, &address].concat();
        if around.contains_key(&from_here) {
            continue;
        }
        let read = match file_name(&from_here) {
            Some(name) => fs::read(folder.join(name)),
            None => Err(io::Error::other("not below the board's own folder")),
        };
        match read {
            Ok(bytes) => {
                let inner = boards_within(board).any(|inner| inner == address);
                let inner = inner.then(|| read_board(bytes.as_slice()).board).flatten();
                around.insert(from_here.clone(), bytes);
                if let Some(inner) = inner {
                    outcome = outcome.max(collect(folder, in_folder(&from_here), &inner, around));
                }
            }
            Err(error) => {
                complain(&from_here, &error);
                outcome = Outcome::Wrong;
            }
        }
    }
    outcome
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_board_within_brings_what_lies_beside_it() {
        let folder =
            std::env::temp_dir().join(format!("choiceboard-within-{}", std::process::id()));
        fs::create_dir_all(folder.join("units/images")).unwrap();
        let board = |within: &str| {
            format!(
                r#"{{ "choiceboard": 1, "id": "x{}", "title": "X", "activities": [{{ "id": "a", "title": "A", {within} }}] }}"#,
                within.len()
            )
        };
        let outer = board(r#""board": "units/one.json""#);
        let inner =
            board(r#""image": { "src": "images/a%20b.svg", "alt": "" }, "board": "one.json""#);
        fs::write(folder.join("units/one.json"), &inner).unwrap();
        fs::write(folder.join("units/images/a b.svg"), "<svg/>").unwrap();
        let mut around = Files::new();
        let board = read_board(outer.as_bytes()).board.unwrap();
        // A board that leads back is met once.
        assert_eq!(collect(&folder, "", &board, &mut around), Outcome::Well);
        let names: Vec<&str> = around.keys().map(String::as_str).collect();
        assert_eq!(names, ["units/images/a%20b.svg", "units/one.json"]);
        fs::remove_file(folder.join("units/one.json")).unwrap();
        assert_eq!(
            collect(&folder, "", &board, &mut Files::new()),
            Outcome::Wrong
        );
        fs::remove_dir_all(&folder).unwrap();
    }
}
