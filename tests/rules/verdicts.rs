//! The engine's verdict is the oracle's, on every kind of rule and any facts.

use choiceboard::rules::{Ahead, Marks, RuleAt, Rulebook, evaluate, met};
use proptest::prelude::*;

use super::oracle;
use super::worlds::{Kinds, World, world};

fn agrees(world: &World, fine: bool) -> Result<(), TestCaseError> {
    let World { ground, facts } = world;
    let book = Rulebook::compile(ground);
    let ahead = Ahead::within(&book, ground, facts, 2_000_000);
    let outcome = evaluate(&ahead, book.complete);
    let truth = oracle::verdict(ground, facts, &ground.complete, fine);
    prop_assert!(outcome.proved, "not proved in time");
    prop_assert_eq!(outcome.verdict, truth);
    prop_assert_eq!(
        met(&book, ground, facts, book.complete),
        oracle::holds(ground, facts, &ground.complete)
    );
    Ok(())
}

const PLAIN: Kinds = Kinds {
    fine: false,
    locks: false,
    dates: false,
    badges: false,
};

proptest! {
    #![proptest_config(ProptestConfig { cases: 250, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn choices(world in world(PLAIN)) {
        agrees(&world, false)?;
    }

    #[test]
    fn locks(world in world(Kinds { locks: true, ..PLAIN })) {
        agrees(&world, false)?;
    }

    #[test]
    fn dates(world in world(Kinds { dates: true, ..PLAIN })) {
        agrees(&world, false)?;
    }

    #[test]
    fn dates_and_locks(world in world(Kinds { dates: true, locks: true, ..PLAIN })) {
        agrees(&world, false)?;
    }

    #[test]
    fn badges(world in world(Kinds { badges: true, ..PLAIN })) {
        agrees(&world, false)?;
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 80, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn steps_scores_and_tries(world in world(Kinds { fine: true, ..PLAIN })) {
        agrees(&world, true)?;
    }

    #[test]
    fn steps_behind_locks(world in world(Kinds { fine: true, locks: true, ..PLAIN })) {
        agrees(&world, true)?;
    }
}

proptest! {
    /// Marks swept act by act are the marks made afresh.
    #[test]
    fn a_sweep_is_a_fresh_look(
        world in world(Kinds { locks: true, badges: true, ..PLAIN }),
        acts in prop::collection::vec((0..9_usize, any::<bool>()), 1..6),
    ) {
        let World { ground, mut facts } = world;
        let book = Rulebook::compile(&ground);
        let mut marks = Marks::all(&book, &ground, &facts);
        for (ix, counts) in acts {
            let ix = ix % ground.places.len();
            facts.standings[ix].counts = u32::from(counts);
            facts.standings[ix].points = ground.places[ix].points.times(u32::from(counts));
            marks.sweep(&book, &ground, &facts, &[ix as u32]);
            let roots: Vec<RuleAt> = book
                .requires
                .iter()
                .flatten()
                .copied()
                .chain(book.badges.iter().copied())
                .chain([book.complete])
                .collect();
            for at in roots {
                prop_assert_eq!(marks.met(at), met(&book, &ground, &facts, at));
            }
        }
    }
}
