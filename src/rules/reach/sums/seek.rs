//! Goes through choices row by row; what has the same sums is looked at once.

use std::collections::BTreeSet;

use super::table::{Choice, Key, Member, Row, Table};
use super::{Found, Plan, Steps};

impl Table<'_> {
    pub(super) fn search(&self, steps: &mut Steps) -> Found {
        let start: Vec<i64> = self.sums.iter().map(|sum| sum.now.min(sum.cap)).collect();
        // A trail of choices: row, sums so far, where it came from, choice and how often.
        let mut trail: Vec<Trail> = vec![Trail {
            row: 0,
            sums: start,
            from: None,
            choice: 0,
            times: 0,
        }];
        let mut open = vec![0_usize];
        let mut seen: BTreeSet<(usize, Vec<i64>)> = BTreeSet::new();
        let cost = 1 + self.sums.len() / 8;
        while let Some(place) = open.pop() {
            let Some(spot) = trail.get(place).cloned() else {
                continue;
            };
            if !steps.take(cost) {
                return Found::NotInTime;
            }
            if !self.has_places(&spot.sums) {
                continue;
            }
            let may = self.may(self.at, spot.row, &spot.sums, 0);
            let end = spot.row == self.rows.len();
            if !may.yes {
                continue;
            }
            if (!may.no || end) && spot.row >= self.forced {
                return Found::Way(self.plan(&trail, place));
            }
            let Some(row) = self.rows.get(spot.row) else {
                continue;
            };
            for (choice, what) in row.choices.iter().enumerate() {
                let stays = choice == 0 && !row.forced;
                if stays && row.members.len() > 1 {
                    continue;
                }
                let often = if row.members.len() > 1 {
                    self.often(&spot.sums, row, what)
                } else {
                    1
                };
                let fewest = usize::from(row.members.len() == 1);
                for times in fewest..=often {
                    let mut sums = spot.sums.clone();
                    for (at, change) in &what.changes {
                        if let (Some(value), Some(sum)) = (sums.get_mut(*at), self.sums.get(*at)) {
                            *value = value.saturating_add(change * times as i64).min(sum.cap);
                        }
                    }
                    if seen.insert((spot.row + 1, sums.clone())) {
                        open.push(trail.len());
                        trail.push(Trail {
                            row: spot.row + 1,
                            sums,
                            from: Some(place),
                            choice,
                            times,
                        });
                    }
                }
            }
        }
        Found::None
    }

    /// How often a choice can be taken before nothing changes any more.
    fn often(&self, sums: &[i64], row: &Row, choice: &Choice) -> usize {
        let useful = |(at, change): &(usize, i64)| match (sums.get(*at), self.sums.get(*at)) {
            (Some(value), Some(sum)) if *change > 0 && sum.cap < i64::MAX => {
                let gap = sum.cap.saturating_sub(*value).max(0);
                usize::try_from((gap + change - 1) / change).unwrap_or(usize::MAX)
            }
            _ => usize::MAX,
        };
        choice
            .changes
            .iter()
            .map(useful)
            .max()
            .unwrap_or(0)
            .min(row.members.len())
    }

    fn has_places(&self, sums: &[i64]) -> bool {
        self.sums
            .iter()
            .zip(sums)
            .all(|(sum, value)| match sum.key {
                Key::Place(section) => {
                    let places = self
                        .ahead
                        .places
                        .get(section as usize)
                        .copied()
                        .unwrap_or(u32::MAX);
                    *value <= i64::from(places)
                }
                _ => true,
            })
    }

    fn plan(&self, trail: &[Trail], place: usize) -> Plan {
        let mut plan = Plan::default();
        let mut at = Some(place);
        while let Some(spot) = at.and_then(|at| trail.get(at)) {
            let row = spot.row.checked_sub(1).and_then(|row| self.rows.get(row));
            if let Some(row) = row
                && let Some(choice) = row.choices.get(spot.choice)
            {
                for member in row.members.iter().take(spot.times) {
                    match member {
                        Member::Activity(ix, forms) => {
                            if let (Some(form), true) = (forms.get(choice.form), choice.form > 0) {
                                plan.forms.push((*ix, form.clone()));
                            }
                        }
                        Member::Gift(kind) => {
                            plan.gifts.extend(kind.iter().take(choice.form).cloned());
                        }
                    }
                }
            }
            at = spot.from;
        }
        plan
    }
}

#[derive(Clone, Debug)]
struct Trail {
    row: usize,
    sums: Vec<i64>,
    from: Option<usize>,
    choice: usize,
    times: usize,
}
