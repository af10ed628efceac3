//! Chance for the tests by chance, and what is told of their runs.

/// Chance that is the same in every run with the same seed (SplitMix64, public domain: <https://prng.di.unimi.it/splitmix64.c>).
pub struct Chance(pub u64);

impl Chance {
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut bits = self.0;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        bits ^ (bits >> 31)
    }

    /// From 0 to `end`, without it.
    pub fn below(&mut self, end: usize) -> usize {
        (self.next() % end as u64) as usize
    }

    /// From 0 to 1.
    pub fn share(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1_u64 << 53) as f64
    }
}

/// How many runs by chance: as many as `CHOICEBOARD_RUNS` says.
pub fn runs(usual: u64) -> u64 {
    let asked = std::env::var("CHOICEBOARD_RUNS").ok();
    asked.and_then(|runs| runs.parse().ok()).unwrap_or(usual)
}

/// What happened in some runs.
#[derive(Default)]
pub struct Tally {
    pub events: usize,
    pub requests: usize,
    pub faults: usize,
    /// Tabs that were killed.
    pub killed: usize,
    /// Events of which a screen said that they are saved.
    pub said: usize,
    /// Those of them that are not to be found in the end, each with what it was.
    pub lost: Vec<String>,
}

impl Tally {
    pub fn add(&mut self, other: &Tally) {
        self.events += other.events;
        self.requests += other.requests;
        self.faults += other.faults;
        self.killed += other.killed;
        self.said += other.said;
        self.lost.extend(other.lost.iter().cloned());
    }

    /// Prints what happened, and stops where anything was lost.
    pub fn report(&self, runs: u64) {
        let Tally {
            events,
            requests,
            faults,
            killed,
            said,
            lost,
        } = self;
        println!(
            "{runs} runs, {events} events, {requests} requests, {faults} faults, {killed} tabs killed, {said} said to be saved, {} lost",
            lost.len()
        );
        assert!(lost.is_empty(), "said to be saved, and lost: {lost:#?}");
        assert!(
            *faults > 0 && *killed > 0 && *said > 0,
            "nothing went wrong, so nothing was tested"
        );
    }
}
