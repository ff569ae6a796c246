//! The passage an author may have meant: a window over the words of a block that shares most words with the quote.
//! Cheap rather than clever: it is only shown in a message.

use std::collections::HashMap;
use std::ops::Range;

/// The best window of as many words as the quote has, as the block's number and a range in its folded text. None
/// where fewer than half of the words are shared.
pub(super) fn nearest<'a>(
    blocks: impl Iterator<Item = (usize, &'a str)>,
    quote: &str,
) -> Option<(usize, Range<usize>)> {
    let wanted: Vec<String> = tokens(quote).into_iter().map(|(_, word)| word).collect();
    let mut ids: HashMap<&str, usize> = HashMap::new();
    let mut counts: Vec<usize> = Vec::new();
    for word in &wanted {
        let id = *ids.entry(word).or_insert(counts.len());
        match counts.get_mut(id) {
            Some(count) => *count += 1,
            None => counts.push(1),
        }
    }
    let order: Vec<Option<usize>> = wanted.iter().map(|word| ids.get(word.as_str()).copied()).collect();
    let mut best: Option<(usize, usize, Range<usize>)> = None;
    for (index, text) in blocks {
        let words = tokens(text);
        let known: Vec<Option<usize>> = words.iter().map(|(_, word)| ids.get(word.as_str()).copied()).collect();
        let size = wanted.len().min(words.len());
        let mut seen = vec![0usize; counts.len()];
        let mut shared = 0;
        for end in 0..words.len() {
            let count_of = |id: usize| counts.get(id).copied().unwrap_or(0);
            if let Some(Some(id)) = known.get(end)
                && let Some(n) = seen.get_mut(*id)
            {
                *n += 1;
                shared += usize::from(*n <= count_of(*id));
            }
            if let Some(gone) = end.checked_sub(size)
                && let Some(Some(id)) = known.get(gone)
                && let Some(n) = seen.get_mut(*id)
            {
                shared -= usize::from(*n <= count_of(*id));
                *n -= 1;
            }
            let Some(start) = (end + 1).checked_sub(size) else { continue };
            let most = best.as_ref().map_or(0, |(most, ..)| *most);
            // Words in the same place count twice, so no window can have more than twice what it shares.
            if shared * 2 < wanted.len() || shared * 2 <= most {
                continue;
            }
            let window = known.iter().skip(start);
            let score = shared + window.zip(&order).filter(|(here, there)| here.is_some() && here == there).count();
            if score > most {
                let (Some((from, _)), Some((to, _))) = (words.get(start), words.get(end)) else { continue };
                best = Some((score, index, from.start..to.end));
            }
        }
    }
    let (_, index, range) = best?;
    Some((index, range))
}

/// The words between spaces, without the punctuation around them, in lower case.
fn tokens(text: &str) -> Vec<(Range<usize>, String)> {
    let mut out = Vec::new();
    let mut start = 0;
    for token in text.split(' ') {
        let head = token.trim_start_matches(['"', '\'', '(', '[', '…']);
        let word = head.trim_end_matches(['"', '\'', ')', ']', '…', ',', ';', ':', '.', '?', '!']);
        if word.contains(char::is_alphanumeric) {
            let from = start + (token.len() - head.len());
            out.push((from..from + word.len(), word.to_lowercase()));
        }
        start += token.len() + 1;
    }
    out
}
