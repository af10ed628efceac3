//! "Did you mean …?"

/// The candidate a typing slip or two away, if there is one; the first of the nearest.
pub(in crate::board) fn nearest<'a>(
    word: &str,
    candidates: impl Iterator<Item = &'a str>,
) -> Option<&'a str> {
    let word: Vec<char> = word.chars().flat_map(char::to_lowercase).take(64).collect();
    let mut best: Option<(usize, &str)> = None;
    for candidate in candidates {
        let letters: Vec<char> = candidate
            .chars()
            .flat_map(char::to_lowercase)
            .take(64)
            .collect();
        let limit = best.map_or(allowed(word.len().max(letters.len())), |(distance, _)| {
            distance.saturating_sub(1)
        });
        if letters.len().abs_diff(word.len()) > limit {
            continue;
        }
        let distance = distance(&word, &letters);
        if distance <= limit && best.is_none_or(|(least, _)| distance < least) {
            best = Some((distance, candidate));
        }
    }
    best.map(|(_, candidate)| candidate)
}

/// A third of the letters may be wrong.
fn allowed(length: usize) -> usize {
    (length / 3).clamp(1, 4)
}

/// Edits from one word to the other: a letter put in, left out, changed, or two neighbours swapped (optimal string
/// alignment).
fn distance(a: &[char], b: &[char]) -> usize {
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
        before = std::mem::replace(&mut last, row);
    }
    last.last().copied().unwrap_or(0)
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
        assert_eq!(near("poem", &["read", "comic"]), None);
        assert_eq!(near("xyz", &["a"]), None);
        assert_eq!(near("x", &[]), None);
    }
}
