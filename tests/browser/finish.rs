//! Every sample board is finished: with the mouse, with keys alone, and by the list.

use std::collections::BTreeSet;

use serde_json::Value;

use super::learner::{Learner, Way};
use super::visit::{Visit, dist};

macro_rules! finished {
    ($($board:ident $file:literal),* $(,)?) => {
        const BOARDS: &[&str] = &[$($file),*];

        $(mod $board {
            use super::*;

            #[test]
            fn with_the_mouse() {
                finish($file, Way::Mouse);
            }

            #[test]
            fn with_keys_alone() {
                finish($file, Way::Keyboard);
            }

            #[test]
            fn by_the_list() {
                finish($file, Way::List);
            }
        })*
    };
}

finished! {
    water_cycle "water-cycle.json",
    plants "plants.json",
    luft "luft.json",
    hikayat "hikayat.json",
    colour "colour.json",
    volcanoes "volcanoes.json",
    ancient_rome "ancient-rome.json",
    night_sky "night-sky.json",
    world_geography "world-geography.json",
    novel_menu "novel-menu.json",
    poetry_baseball "poetry-baseball.json",
    playground "playground.json",
    weather_bingo "weather-bingo.json",
    healthy_habits "healthy-habits.json",
    new_language "new-language.json",
    fracciones "fracciones.json",
    photosynthesis "photosynthesis.json",
    independent_project "independent-project.json",
    french_revolution "french-revolution.json",
    chance "chance.json",
    flipped_cells "flipped-cells.json",
    our_street "our-street.json",
    sound "sound.json",
    electricity "electricity.json",
    ratio "ratio.json",
    number_sense "number-sense.json",
}

#[test]
fn no_sample_board_is_left_out() {
    let index = std::fs::read_to_string(dist().join("boards/index.json")).unwrap();
    let index: Value = serde_json::from_str(&index).unwrap();
    let files: BTreeSet<&str> = index
        .as_array()
        .expect("a list of boards")
        .iter()
        .filter_map(|board| board["file"].as_str())
        .collect();
    assert_eq!(files, BOARDS.iter().copied().collect());
}

/// Finishes a board, and finds it finished after a reload.
fn finish(file: &str, way: Way) {
    let visit = Visit::new();
    visit.open(&format!("boards/{file}"), "u-17");
    Learner::new(&visit, way).finish();
    visit.wait_for_hook("saved", "device");
    let (states, points) = (visit.states(), visit.hook("points"));
    visit.reload();
    assert_eq!(visit.hook("state"), "complete");
    assert_eq!(visit.hook("points"), points);
    assert_eq!(visit.states(), states);
    visit.end();
}
