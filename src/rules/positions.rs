//! Where ids stand in a list: a sorted list itself, for it is laid out once and only looked things up in afterwards.

/// Ids and their positions.
pub struct Positions<'a>(Vec<(&'a str, u32)>);

impl<'a> Positions<'a> {
    /// The positions of these ids, counted from 0. Of an id that stands twice, one.
    pub fn of(ids: impl Iterator<Item = &'a str>) -> Self {
        let mut all = Vec::with_capacity(ids.size_hint().0);
        for id in ids {
            all.push((id, all.len() as u32));
        }
        all.sort_unstable();
        Positions(all)
    }

    /// Where it stands.
    pub fn get(&self, id: &str) -> Option<u32> {
        let at = self.0.partition_point(|(known, _)| *known < id);
        let (known, position) = self.0.get(at)?;
        (*known == id).then_some(*position)
    }
}

#[cfg(test)]
mod tests {
    use super::Positions;

    #[test]
    fn each_is_found_where_it_stands() {
        let positions = Positions::of(["b", "a", "c"].into_iter());
        let found = ["a", "b", "c", "d", ""].map(|id| positions.get(id));
        assert_eq!(found, [Some(1), Some(0), Some(2), None, None]);
    }
}
