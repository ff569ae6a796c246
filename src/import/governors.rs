//! What governs a name: the meanings of the small words beside it.

use std::ops::Range;

use super::lang::{Lang, Marker};
use super::words::Paragraph;

const GOVERNORS: [Marker; 11] = [
    Marker::With,
    Marker::Between,
    Marker::By,
    Marker::Against,
    Marker::To,
    Marker::For,
    Marker::From,
    Marker::Of,
    Marker::In,
    Marker::On,
    Marker::Asked,
];

/// Endings, and what each makes of the name before it.
pub const SUFFIXES: [(Marker, Marker); 5] = [
    (Marker::SuffixWith, Marker::With),
    (Marker::SuffixTo, Marker::To),
    (Marker::SuffixFrom, Marker::From),
    (Marker::SuffixOf, Marker::Of),
    (Marker::SuffixIn, Marker::In),
];

/// What is known of the words around a name.
pub trait Around {
    /// The beginning of the name that covers a token, and whether it is an adjective.
    fn name(&self, k: usize) -> Option<(usize, bool)>;
    fn is_verb(&self, k: usize) -> bool;
}

/// Nothing is known yet.
impl Around for () {
    fn name(&self, _: usize) -> Option<(usize, bool)> {
        None
    }

    fn is_verb(&self, _: usize) -> bool {
        false
    }
}

/// What governs a name; none where it is a subject, or an object without a small word.
pub fn governors(
    lang: &Lang,
    p: &Paragraph,
    range: &Range<usize>,
    joined: Option<Option<Marker>>,
    around: &dyn Around,
) -> Vec<Marker> {
    let mut out: Vec<Marker> = joined.flatten().filter(|m| *m != Marker::And).into_iter().collect();
    let mut after = past_gloss(p, range.end);
    let apostrophe = matches!(p.word(after), "'" | "’");
    if lang.code == "en" && (matches!(p.word(after), "’s" | "'s") || apostrophe) {
        out.push(Marker::Of);
    }
    // An ending behind an apostrophe, and a word behind that ("Rusya'nın ile").
    if apostrophe && lang.code != "en" && !lang.markers.get(&Marker::SuffixTo).is_none_or(Vec::is_empty) {
        let ending = |m: &Marker| lang.marker_at(*m, p, after + 1).is_some();
        out.extend(SUFFIXES.iter().filter(|(suffix, _)| ending(suffix)).map(|(_, meaning)| *meaning));
        after += 2;
    }
    if lang.is_postpositional {
        let longest = GOVERNORS.iter().filter_map(|m| lang.marker_at(*m, p, after)).max();
        let fits = |m: &&Marker| lang.marker_at(**m, p, after) == longest;
        // What stands behind the name governs it more closely than its ending.
        if longest.is_some() {
            let words: Vec<Marker> = GOVERNORS.iter().filter(fits).copied().collect();
            out.splice(0..0, words);
        }
        return out;
    }
    for marker in before(lang, p, range.clone(), around) {
        if !out.contains(&marker) {
            out.push(marker);
        }
    }
    out
}

/// The same for a language whose small words stand before: past articles, adjectives and common nouns.
fn before(lang: &Lang, p: &Paragraph, name: Range<usize>, around: &dyn Around) -> Vec<Marker> {
    let Range { start, end } = name;
    let first = p.sentence_of(start).start;
    let mut k = start;
    let mut apposed = 0;
    // What a declined article tells, where no small word before it tells more.
    let mut case: Option<Marker> = None;
    for _ in 0..10 {
        let Some(last) = k.checked_sub(1).filter(|last| *last >= first) else { break };
        let here: Vec<Marker> = GOVERNORS.iter().filter(|m| lang.is(**m, p, last)).copied().collect();
        // "der" and "des" are articles that may mean "of": their case tells.
        let article = lang.is(Marker::The, p, last);
        let owns = last.checked_sub(1).filter(|k| *k >= first);
        let is_noun = |k: usize| p.is_capital(k) && !lang.is_stop(p.lower(k)) && around.name(k).is_none();
        let is_owned = owns.is_some_and(is_noun);
        let told = if article { lang.cases.at(p, last, is_owned) } else { None };
        let only_article = article && here == [Marker::Of] && lang.cases.is_declined();
        if !here.is_empty() && !only_article {
            return here;
        }
        case = case.or(told);
        // "In May X signed", "in the last month X signed".
        if lang.ends_time(p, last) {
            break;
        }
        // "of Kigali-based X": where it sits says nothing.
        if lang.is(Marker::Based, p, last) && last >= first + 2 && p.word(last - 1) == "-" {
            k = last - 2;
            while k > first && p.is_capital(k - 1) {
                k -= 1;
            }
            continue;
        }
        // "from its founder, X, for": set off by two commas.
        let apposition = p.word(last) == ","
            && k == start
            && last > first
            && is_apposed(lang, p, last - 1)
            && !around.is_verb(last - 1)
            && p.word(end) == ",";
        if apposition {
            k = last;
            continue;
        }
        if article || matches!(p.word(last), "'" | "’" | "“" | "«" | "„" | "\"" | "-") {
            k = last;
            continue;
        }
        // "with Kenya's operator X", "con la alemana X": whose it is.
        let whose = if matches!(p.word(last), "’s" | "'s") { last.checked_sub(1) } else { Some(last) };
        let name = whose.and_then(|at| around.name(at));
        if let Some((start, _)) = name.filter(|(_, is_adjective)| *is_adjective || whose != Some(last)) {
            k = start;
            continue;
        }
        // "with Nouméa's firm X": a place that is no actor.
        if let Some(at) = whose.filter(|at| *at != last && p.is_capital(*at) && name.is_none()) {
            k = at;
            continue;
        }
        // "لشركة «X»": what is joined to the noun beside the name governs both.
        if let Some(part) = lang.joined_to(p.lower(last)) {
            match part {
                Some(Marker::And) => break,
                Some(part) => return vec![part],
                None => {
                    k = last;
                    continue;
                }
            }
        }
        apposed += 1;
        let noun = lang.code == "de" && p.is_capital(last) && name.is_none();
        if apposed > 3 || !(noun || is_apposed(lang, p, last)) || around.is_verb(last) {
            break;
        }
        k = last;
    }
    case.into_iter().collect()
}

/// The token behind a short bracket: "the bank (ADB) has".
pub fn past_gloss(p: &Paragraph, k: usize) -> usize {
    if p.word(k) != "(" {
        return k;
    }
    (k + 1..k + 6).find(|&i| p.word(i) == ")").map_or(k, |close| close + 1)
}

/// A lower-case word that may stand between a preposition and the name it governs: an adjective, a title, a noun.
pub fn is_apposed(lang: &Lang, p: &Paragraph, k: usize) -> bool {
    lang.is_cased
        && p.is_word(k)
        && !lang.is_stop(p.lower(k))
        && !p.is_capital(k)
        && !p.word(k).starts_with(|c: char| c.is_numeric())
}
