//! "Did you mean": the nearest of some words, where one is near enough to be worth saying.

/// The candidate nearest to a word, if it is near: a typing slip or two, more in longer words. Of equally near ones the
/// first in the alphabet, so that the answer does not hang on the order of the candidates.
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let folded = word.to_lowercase().replace(['_', ' '], "-");
    let length = folded.chars().count();
    let allowed = match length {
        0 => return None,
        1..=3 => 1,
        4..=7 => 2,
        _ => length / 3,
    };
    candidates
        .into_iter()
        .filter_map(|candidate| {
            let other = candidate.to_lowercase().replace(['_', ' '], "-");
            let size = other.chars().count();
            // A whole word cut short or made longer is a likelier slip than its letters count.
            let part = length >= 4 && size >= 4 && (other.starts_with(&folded) || folded.starts_with(&other));
            if size.abs_diff(length) > allowed && !part {
                return None;
            }
            let distance = strsim::damerau_levenshtein(&folded, &other);
            // A short word of which nothing is left is another word.
            (part || distance <= allowed && distance < length.max(size)).then_some((distance, candidate))
        })
        .min()
        .map(|(_, candidate)| candidate)
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn near_words() {
        let kinds = ["state", "government", "person", "party", "igo", "ngo"];
        assert_eq!(nearest("sate", kinds), Some("state"));
        assert_eq!(nearest("Goverment", kinds), Some("government"));
        assert_eq!(nearest("banana", kinds), None);
        assert_eq!(nearest("", kinds), None);
        assert_eq!(nearest("in force", ["in-force", "ended"]), Some("in-force"));
        assert_eq!(nearest("pakistan-army", ["pakistan", "india"]), Some("pakistan"));
    }
}
