//! "Did you mean …?"

/// The candidate a slip or two away, or one that begins the same; the first of the nearest.
pub(in crate::board) fn nearest<'a>(
    word: &str,
    candidates: impl Iterator<Item = &'a str>,
) -> Option<&'a str> {
    let word = letters(word);
    let mut best: Option<(usize, &str)> = None;
    for candidate in candidates {
        let other = letters(candidate);
        let limit = match best {
            Some((0, _)) => break,
            Some((least, _)) => least - 1,
            None => allowed(word.len().max(other.len())),
        };
        let found = distance(&word, &other, limit).or_else(|| begins_same(&word, &other, limit));
        if let Some(distance) = found {
            best = Some((distance, candidate));
        }
    }
    best.map(|(_, candidate)| candidate)
}

fn letters(word: &str) -> Vec<char> {
    word.chars()
        .map(|c| c.to_ascii_lowercase())
        .take(64)
        .collect()
}

/// A third of the letters may be wrong.
fn allowed(length: usize) -> usize {
    (length / 3).clamp(1, 4)
}

/// `min` and `minimum`, `read` and `reading`: as good as the worst slip that is allowed.
fn begins_same(a: &[char], b: &[char], limit: usize) -> Option<usize> {
    let worst = allowed(a.len().max(b.len()));
    let same = a.len().min(b.len()) >= 3 && (a.starts_with(b) || b.starts_with(a));
    (same && worst <= limit).then_some(worst)
}

/// Edits from one word to the other: a letter put in, left out, changed, or two neighbours swapped (optimal string
/// alignment). None if it takes more than `limit`.
fn distance(a: &[char], b: &[char], limit: usize) -> Option<usize> {
    if a.len().abs_diff(b.len()) > limit {
        return None;
    }
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, y) in b.iter().enumerate() {
            let at = |row: &[usize], j: usize| row.get(j).copied().unwrap_or(usize::MAX - 1);
            let mut least = (at(&last, j) + usize::from(x != y))
                .min(at(&last, j + 1) + 1)
                .min(at(&row, j) + 1);
            let swapped = i > 0 && j > 0 && a.get(i - 1) == Some(y) && b.get(j - 1) == Some(x);
            if swapped {
                least = least.min(at(&before, j - 1) + 1);
            }
            row.push(least);
        }
        if row.iter().min().is_none_or(|least| *least > limit) {
            return None;
        }
        before = std::mem::replace(&mut last, row);
    }
    last.last().copied().filter(|distance| *distance <= limit)
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn a_slip_or_two_away() {
        let near = |word: &'static str, all: &[&'static str]| nearest(word, all.iter().copied());
        assert_eq!(near("comik", &["read", "comic"]), Some("comic"));
        assert_eq!(near("cmoic", &["read", "comic"]), Some("comic"));
        assert_eq!(near("COMIC", &["comics", "comic"]), Some("comic"));
        assert_eq!(near("tittle", &["about", "title"]), Some("title"));
        assert_eq!(near("minimum", &["max", "min"]), Some("min"));
        assert_eq!(near("poem", &["read", "comic"]), None);
        assert_eq!(near("xyz", &["a"]), None);
        assert_eq!(near("x", &[]), None);
    }
}
