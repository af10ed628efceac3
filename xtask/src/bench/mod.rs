//! The student's page beside a hand-written one that draws the same tiles (tests/pages/baseline), in the same browser, in
//! one run: what it costs to load, to click, to act and to save, as ratios.

mod around;
pub mod made;
mod page;
mod table;

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::Result;

use crate::driver::Engine;
use crate::page::{build, files, press};
use crate::root;
use crate::site::{Bent, Site};
use crate::step::step;
use crate::tools;

use around::Held;
use page::{Profile, Run};

/// How large a board, how long a log, and how often it is loaded.
#[derive(Clone, Copy)]
struct Case {
    activities: usize,
    events: usize,
    profile: Profile,
    loads: usize,
}

/// `cargo xtask bench`: prints the tables; `quick` leaves out the large boards and logs, and loads each page fewer times, `only` all
/// boards but those of so many activities.
pub fn bench(quick: bool, only: Option<usize>) -> Result<()> {
    let dist = build()?;
    tools::for_browsing()?;
    let mut groups = groups(quick);
    if let Some(only) = only {
        groups.retain(|group| group.iter().all(|case| case.activities == only));
    }
    let folder = step("Making boards and logs", || {
        laid_out(&dist, groups.iter().flatten())
    })?;
    let site = Site::open(&folder, 0, |_| Some(Bent::Alone))?;
    let engine = Arc::new(Engine::start()?);
    let held = step("A page around", || {
        Held::up(&engine, &site, if quick { 5 } else { 15 })
    })?;
    held.print();
    let mut rows = Vec::new();
    for group in &groups {
        let Some(first) = group.first() else {
            continue;
        };
        let logs: Vec<String> = group.iter().map(|case| case.events.to_string()).collect();
        let what = format!(
            "{} activities, {} events, {}",
            first.activities,
            logs.join(" and "),
            first.profile.name()
        );
        for row in step(&what, || Run::all(&engine, &site, group))? {
            table::glance(&row);
            rows.push(row);
        }
    }
    table::print(&rows);
    held.print();
    Ok(())
}

/// Every size with every log at full speed and slowed four times; the slow connection with an empty log only, because a log
/// on the device does not cross it. What is measured in turns stands together: one board at one speed with each log.
fn groups(quick: bool) -> Vec<Vec<Case>> {
    let sizes: &[usize] = if quick {
        &[9, made::PATH, 1_000]
    } else {
        &[9, made::PATH, 1_000, 10_000]
    };
    let logs: &[usize] = if quick {
        &[0, 1_000]
    } else {
        &[0, 1_000, 100_000]
    };
    let loads = if quick { 3 } else { 5 };
    let mut groups = Vec::new();
    for profile in [Profile::Full, Profile::Quarter, Profile::Slow] {
        for &activities in sizes {
            let met = |events: &&usize| **events == 0 || profile != Profile::Slow;
            let case = |&events: &usize| Case {
                activities,
                events,
                profile,
                loads,
            };
            groups.push(logs.iter().filter(met).map(case).collect());
        }
    }
    groups
}

/// A folder with both pages, and every board and log, compressed as a server would.
fn laid_out<'a>(dist: &Path, cases: impl Iterator<Item = &'a Case> + Clone) -> Result<PathBuf> {
    let folder = root().join("target/choiceboard/bench");
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    fs::create_dir_all(folder.join("plain"))?;
    for entry in fs::read_dir(dist)? {
        let path = entry?.path();
        if let (true, Some(name)) = (path.is_file(), path.file_name()) {
            fs::copy(&path, folder.join(name))?;
            let sheet = ["choiceboard", "later"].into_iter().find(|sheet| {
                let name = name.to_string_lossy();
                name.starts_with(&format!("{sheet}-")) && name.ends_with(".css")
            });
            if let Some(sheet) = sheet {
                fs::copy(&path, folder.join(format!("plain/{sheet}.css")))?;
            }
        }
    }
    fs::create_dir_all(folder.join("around"))?;
    for (pages, into) in [("baseline", "plain"), ("around", "around")] {
        for file in files(&root().join("tests/pages").join(pages))? {
            if let Some(name) = file.file_name() {
                fs::copy(&file, folder.join(into).join(name))?;
            }
        }
    }
    let index = folder.join("plain/index.html");
    let icons = fs::read_to_string(root().join("style/icons.svg"))?;
    fs::write(
        &index,
        fs::read_to_string(&index)?.replace("<!-- icons -->", &icons),
    )?;
    press(&folder.join("plain"))?;
    let boards = folder.join("boards");
    fs::create_dir(&boards)?;
    let sizes = cases.clone().map(|case| case.activities);
    for activities in sizes.chain([around::ACTIVITIES]) {
        let board = boards.join(format!("{activities}.json"));
        if !board.exists() {
            fs::write(board, made::board(activities).to_string())?;
        }
    }
    press(&boards)?;
    for case in cases {
        let log = folder.join(format!("{}-{}.json", case.activities, case.events));
        if !log.exists() {
            fs::write(log, made::log(case.activities, case.events).to_string())?;
        }
    }
    Ok(folder)
}
