//! In which order stops stand in a column, so that ways cross little: each is drawn towards the middle of what it is tied to, column after
//! column, there and back (Sugiyama, Tagawa and Toda 1981), then neighbours change places where that saves a crossing.

/// So often the columns are gone through, there and back.
const SWEEPS: usize = 12;

/// So often neighbours are asked to change places.
const ROUNDS: usize = 4;

/// Knots for each stop, at most: a way that would need more runs straight through.
const MOST: usize = 8;

/// Stops, and for each way one knot in every column that it passes by.
pub(super) struct Knots {
    knots: Vec<Knot>,
    stops: usize,
    /// By way: its knots from end to end; nothing for one that is left out.
    pub trails: Vec<Vec<usize>>,
}

struct Knot {
    column: u32,
    region: u32,
    before: Vec<usize>,
    after: Vec<usize>,
}

impl Knots {
    pub fn tie(regions: &[u32], ranks: &[u32], ways: &[(usize, usize)], forward: &[bool]) -> Self {
        let knots = regions
            .iter()
            .zip(ranks)
            .map(|(region, column)| Knot::new(*column, *region))
            .collect();
        let mut tied = Knots {
            knots,
            stops: regions.len(),
            trails: Vec::with_capacity(ways.len()),
        };
        let mut room = regions.len().saturating_mul(MOST);
        for ((from, to), forward) in ways.iter().zip(forward) {
            // From one region into another it runs along their edges, and takes no room among the stops.
            let near = regions.get(*from) == regions.get(*to);
            let trail = match *forward && near {
                true => tied.lead(*from, *to, &mut room),
                false => Vec::new(),
            };
            tied.trails.push(trail);
        }
        tied
    }

    /// Ties two stops together, by a knot in every column between them.
    fn lead(&mut self, from: usize, to: usize, room: &mut usize) -> Vec<usize> {
        let (start, end) = (self.column(from), self.column(to));
        let between = end.saturating_sub(start).saturating_sub(1) as usize;
        let mut trail = vec![from];
        if between <= *room {
            *room -= between;
            for column in start + 1..end {
                let region = self.region(from) as u32;
                trail.push(self.knots.len());
                self.knots.push(Knot::new(column, region));
            }
        }
        trail.push(to);
        for pair in trail.windows(2) {
            if let [one, other] = pair {
                if let Some(knot) = self.knots.get_mut(*one) {
                    knot.after.push(*other);
                }
                if let Some(knot) = self.knots.get_mut(*other) {
                    knot.before.push(*one);
                }
            }
        }
        trail
    }

    pub fn column(&self, knot: usize) -> u32 {
        self.knots.get(knot).map_or(0, |knot| knot.column)
    }

    pub fn region(&self, knot: usize) -> usize {
        self.knots.get(knot).map_or(0, |knot| knot.region as usize)
    }

    /// In half lanes.
    pub fn height(&self, knot: usize) -> u32 {
        if knot < self.stops {
            super::TALL
        } else {
            super::PASSING
        }
    }

    /// What it is tied to in earlier columns, or in later ones.
    pub fn tied(&self, knot: usize, later: bool) -> &[usize] {
        self.knots.get(knot).map_or(&[], |knot| match later {
            true => &knot.after,
            false => &knot.before,
        })
    }

    /// The knots of each column, region by region, as they came in.
    pub fn layers(&self) -> Vec<Vec<usize>> {
        let columns = self.knots.iter().map(|knot| knot.column + 1).max();
        let mut layers = vec![Vec::new(); columns.unwrap_or(0) as usize];
        for (number, knot) in self.knots.iter().enumerate() {
            if let Some(layer) = layers.get_mut(knot.column as usize) {
                layer.push(number);
            }
        }
        for layer in &mut layers {
            layer.sort_by_key(|knot| self.region(*knot));
        }
        layers
    }

    /// Puts the columns into an order with few crossings; regions stay together.
    pub fn untangle(&mut self, layers: &mut Vec<Vec<usize>>) {
        let mut at = self.positions(layers);
        let mut best = layers.clone();
        let mut fewest = self.crossings(layers, &at);
        for sweep in 0..SWEEPS {
            if fewest == 0 {
                break;
            }
            let later = sweep % 2 == 1;
            let columns = layers.len();
            for step in 0..columns {
                let column = if later { columns - 1 - step } else { step };
                if let Some(layer) = layers.get_mut(column) {
                    self.draw_together(layer, later, &mut at);
                }
            }
            self.change_places(layers, &mut at);
            let crossings = self.crossings(layers, &at);
            if crossings < fewest {
                fewest = crossings;
                best.clone_from(layers);
            }
        }
        *layers = best;
    }

    fn positions(&self, layers: &[Vec<usize>]) -> Vec<usize> {
        let mut at = vec![0; self.knots.len()];
        for layer in layers {
            number(layer, &mut at);
        }
        at
    }

    /// Each towards the middle of what it is tied to on one side; what is tied to nothing there stays where it is.
    fn draw_together(&self, layer: &mut [usize], later: bool, at: &mut [usize]) {
        let middle = |knot: usize| {
            let tied = self.tied(knot, later);
            let sum: usize = tied.iter().filter_map(|other| at.get(*other)).sum();
            match tied.len() {
                0 => at.get(knot).copied().unwrap_or(0) as f64,
                count => sum as f64 / count as f64,
            }
        };
        let mut keyed: Vec<(usize, f64, usize)> = layer
            .iter()
            .map(|knot| (self.region(*knot), middle(*knot), *knot))
            .collect();
        keyed.sort_by(|one, other| one.0.cmp(&other.0).then(one.1.total_cmp(&other.1)));
        for (place, (.., knot)) in layer.iter_mut().zip(keyed) {
            *place = knot;
        }
        number(layer, at);
    }

    /// Neighbours of one region change places where fewer ways cross then.
    fn change_places(&self, layers: &mut [Vec<usize>], at: &mut [usize]) {
        for _ in 0..ROUNDS {
            let mut changed = false;
            for layer in layers.iter_mut() {
                for upper in 1..layer.len() {
                    let Some([one, other]) = layer.get_mut(upper - 1..=upper) else {
                        continue;
                    };
                    let same = self.region(*one) == self.region(*other);
                    if same && self.between(*other, *one, at) < self.between(*one, *other, at) {
                        std::mem::swap(one, other);
                        changed = true;
                    }
                }
                number(layer, at);
            }
            if !changed {
                return;
            }
        }
    }

    /// How many ways of two neighbours cross with the first one above.
    fn between(&self, one: usize, other: usize, at: &[usize]) -> usize {
        [false, true]
            .into_iter()
            .map(|later| {
                let place = |knot: &usize| at.get(*knot).copied().unwrap_or(0);
                let (above, below) = (self.tied(one, later), self.tied(other, later));
                let crossed = |upper: &usize| {
                    let lower = below.iter().filter(|lower| place(lower) < place(upper));
                    lower.count()
                };
                above.iter().map(crossed).sum::<usize>()
            })
            .sum()
    }

    /// How many ways cross between neighbouring columns, all in all.
    fn crossings(&self, layers: &[Vec<usize>], at: &[usize]) -> usize {
        let mut crossings = 0;
        for layer in layers {
            // Ends so far, sorted: whoever ends above them crosses them.
            let mut ends: Vec<usize> = Vec::new();
            for knot in layer {
                let mut mine: Vec<usize> = self
                    .tied(*knot, true)
                    .iter()
                    .filter_map(|other| at.get(*other).copied())
                    .collect();
                for end in &mine {
                    crossings += ends.len() - ends.partition_point(|other| other <= end);
                }
                ends.append(&mut mine);
                ends.sort_unstable();
            }
        }
        crossings
    }
}

impl Knot {
    fn new(column: u32, region: u32) -> Self {
        Knot {
            column,
            region,
            before: Vec::new(),
            after: Vec::new(),
        }
    }
}

fn number(layer: &[usize], at: &mut [usize]) {
    for (position, knot) in layer.iter().enumerate() {
        if let Some(place) = at.get_mut(*knot) {
            *place = position;
        }
    }
}
