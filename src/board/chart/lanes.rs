//! In which lane a stop lies: as level with what it is tied to as its neighbours in the column leave room for.

use super::order::Knots;

/// So often the columns are gone through, there and back.
const SWEEPS: usize = 4;

/// Where everything lies, in half lanes.
pub(super) struct Places {
    /// By knot: its upper edge within its region.
    pub tops: Vec<u32>,
    /// By region.
    pub heights: Vec<u32>,
}

/// What stands in one column and one region, from the top.
struct Stack {
    knots: Vec<usize>,
    region: usize,
    /// Half lanes that they take together.
    tall: u32,
    /// Half lanes that are left over.
    spare: f64,
}

pub(super) fn lanes(knots: &Knots, layers: &[Vec<usize>], regions: usize) -> Places {
    let mut heights = vec![0_u32; regions];
    let mut columns: Vec<Vec<Stack>> = Vec::with_capacity(layers.len());
    for layer in layers {
        let mut stacks: Vec<Stack> = Vec::new();
        for knot in layer {
            let (region, tall) = (knots.region(*knot), knots.height(*knot));
            match stacks.last_mut().filter(|stack| stack.region == region) {
                Some(stack) => {
                    stack.knots.push(*knot);
                    stack.tall += tall;
                }
                None => stacks.push(Stack {
                    knots: vec![*knot],
                    region,
                    tall,
                    spare: 0.0,
                }),
            }
        }
        for stack in &stacks {
            if let Some(height) = heights.get_mut(stack.region) {
                *height = (*height).max(stack.tall);
            }
        }
        columns.push(stacks);
    }
    let count = layers.iter().map(Vec::len).sum();
    let mut places = Settling {
        knots,
        tops: vec![0.0; count],
    };
    for stack in columns.iter_mut().flatten() {
        let room = heights.get(stack.region).copied().unwrap_or(0);
        stack.spare = f64::from(room.saturating_sub(stack.tall));
        // In the middle, to begin with.
        places.stand(stack, |_| stack.spare / 2.0);
    }
    for _ in 0..SWEEPS {
        let there = columns.iter().flatten();
        there.for_each(|stack| places.level(stack, &[false]));
        let back = columns.iter().rev().flatten();
        back.for_each(|stack| places.level(stack, &[true]));
    }
    let there = columns.iter().flatten();
    there.for_each(|stack| places.level(stack, &[false, true]));
    for stack in columns.iter().flatten() {
        places.round(stack);
    }
    let tops = places.tops.iter().map(|top| *top as u32).collect();
    Places { tops, heights }
}

/// Places on their way to where they stay.
struct Settling<'a> {
    knots: &'a Knots,
    tops: Vec<f64>,
}

impl Settling<'_> {
    /// Puts a stack's knots one below the other, each pushed down by so much more than those above it take.
    fn stand(&mut self, stack: &Stack, push: impl Fn(usize) -> f64) {
        let mut taken = 0.0;
        for (at, knot) in stack.knots.iter().enumerate() {
            if let Some(top) = self.tops.get_mut(*knot) {
                *top = taken + push(at);
            }
            taken += f64::from(self.knots.height(*knot));
        }
    }

    /// Within its region.
    fn middle(&self, knot: usize) -> f64 {
        let top = self.tops.get(knot).copied().unwrap_or(0.0);
        top + f64::from(self.knots.height(knot)) / 2.0
    }

    /// The middle of what a knot is tied to on these sides, in its own region: what leads elsewhere would draw everything to the edge.
    fn wanted(&self, knot: usize, sides: &[bool]) -> f64 {
        let region = self.knots.region(knot);
        let (mut sum, mut count) = (0.0, 0.0);
        for later in sides {
            for other in self.knots.tied(knot, *later) {
                if self.knots.region(*other) == region {
                    sum += self.middle(*other);
                    count += 1.0;
                }
            }
        }
        if count > 0.0 {
            sum / count
        } else {
            self.middle(knot)
        }
    }

    /// Each as near to the middle of what it is tied to as order and room allow: the nearest such places of all, by putting together
    /// those that press on each other (isotonic regression).
    fn level(&mut self, stack: &Stack, sides: &[bool]) {
        let mut blocks: Vec<(f64, usize)> = Vec::new();
        let mut taken = 0.0;
        for knot in &stack.knots {
            let half = f64::from(self.knots.height(*knot)) / 2.0;
            blocks.push((self.wanted(*knot, sides) - half - taken, 1));
            taken += 2.0 * half;
            while let [.., (upper, many), (lower, few)] = blocks.as_slice() {
                if upper <= lower {
                    break;
                }
                let all = many + few;
                let mean = (upper * *many as f64 + lower * *few as f64) / all as f64;
                blocks.truncate(blocks.len() - 2);
                blocks.push((mean, all));
            }
        }
        let push: Vec<f64> = blocks
            .iter()
            .flat_map(|(push, count)| std::iter::repeat_n(push.clamp(0.0, stack.spare), *count))
            .collect();
        self.stand(stack, |at| push.get(at).copied().unwrap_or(0.0));
    }

    /// To whole half lanes; the order stays, for what is pushed further stays further.
    fn round(&mut self, stack: &Stack) {
        let mut taken = 0.0;
        for knot in &stack.knots {
            if let Some(top) = self.tops.get_mut(*knot) {
                *top = taken + (*top - taken).round();
            }
            taken += f64::from(self.knots.height(*knot));
        }
    }
}
