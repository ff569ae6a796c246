//! The nominative of a Russian name that stands in another case, as far as its endings and the word before it tell.

use std::collections::HashSet;
use std::ops::Range;

use super::words::Paragraph;

/// The endings of an adjective by gender, and its nominative.
const ADJECTIVES: [(&[&str], &str); 5] = [
    (&["ого", "ому", "ым", "ом"], "ый"),
    (&["его", "ему", "им", "ем"], "ий"),
    (&["ой", "ую"], "ая"),
    (&["ей", "юю"], "яя"),
    (&["ых", "ыми"], "ые"),
];

/// A name in the nominative: its last word is a noun, the words before it are adjectives that agree with it.
pub fn name(p: &Paragraph, range: &Range<usize>) -> String {
    let before = range.start.checked_sub(2).map(|k| p.lower(k)).unwrap_or_default();
    behind(p.slice(range.clone()), before)
}

/// The same for a name in the genitive: "гендиректор «Аэрофлота»".
pub fn genitive(written: &str) -> String {
    behind(written, "из")
}

fn behind(written: &str, before: &str) -> String {
    let words: Vec<&str> = written.split(' ').collect();
    let governs = if words.len() > 1 { words.first().copied().unwrap_or_default() } else { before };
    let Some((last, rest)) = words.split_last() else { return written.to_string() };
    let all_adjectives = rest.iter().all(|word| is_adjective(word));
    if !all_adjectives {
        // "из «Фронта спасения»": the first noun has the case, the rest stays.
        let case = Case::of(before, before);
        let Some((first, rest)) =
            words.split_first().filter(|(first, _)| !is_adjective(first) && case != Case::Unknown)
        else {
            return written.to_string();
        };
        return format!("{} {}", noun(first, case), rest.join(" "));
    }
    let case = Case::of(governs, before);
    let noun = noun(last, case);
    let fit = rest.iter().map(|word| adjective(word, &noun));
    fit.chain([noun.clone()]).collect::<Vec<_>>().join(" ")
}

/// A man's name in the nominative, where the word before it is declined and his given name shows which he has. Of a
/// name that nobody knows the title tells: "президента Ерлана" has the case of "президент".
pub fn man(written: &str, before: &str, given: &HashSet<String>, is_title: impl Fn(&str) -> bool) -> Option<String> {
    let (first, family) = written.split_once(' ')?;
    let declined = ["а", "я", "ого", "его", "у", "ю", "ом", "ем", "ым", "им"].iter().any(|end| before.ends_with(end));
    let stem = ["ом", "ем", "а", "я", "у", "ю", "е"].iter().find_map(|end| first.strip_suffix(end))?;
    let known =
        ["", "й", "ь"].iter().map(|end| format!("{stem}{end}")).find(|name| given.contains(&name.to_lowercase()));
    let told = || {
        let title =
            ["ом", "ем", "а", "у"].iter().find_map(|end| before.strip_suffix(end)).filter(|title| is_title(title));
        let hard = ["ом", "а", "у"].iter().any(|end| first.ends_with(end)) && stem.chars().count() >= 3;
        title.filter(|_| hard && !given.contains(&first.to_lowercase())).map(|_| stem.to_string())
    };
    let plain = known.or_else(told)?;
    (declined && !family.contains(' ')).then(|| format!("{plain} {}", family_name(family)))
}

fn family_name(word: &str) -> String {
    let adjective = ["ского", "скому", "ским", "ском"].iter().find_map(|end| word.strip_suffix(end));
    if let Some(stem) = adjective {
        return format!("{stem}ский");
    }
    let vowel = |stem: &str| stem.ends_with(['а', 'е', 'и', 'о', 'у', 'ы', 'э', 'ю', 'я']);
    let ends = ["ым", "ом", "ем", "а", "у", "е"];
    ends.iter().find_map(|end| word.strip_suffix(end).filter(|stem| !vowel(stem))).unwrap_or(word).to_string()
}

/// What the word before a noun says of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Case {
    Nominative,
    /// Of a man's gender, in the genitive, dative, instrumental or prepositional.
    Masculine,
    /// Of a woman's gender, in any case but the nominative.
    Feminine,
    /// Behind a preposition that takes the genitive.
    Genitive,
    Unknown,
}

impl Case {
    fn of(governs: &str, before: &str) -> Case {
        let ends = |list: &[&str]| governs.chars().count() > 4 && list.iter().any(|end| governs.ends_with(end));
        if ends(&["ого", "его", "ому", "ему", "ым", "им"]) {
            Case::Masculine
        } else if ends(&["ой", "ей", "ую", "юю"]) {
            Case::Feminine
        } else if ends(&["ый", "ий", "ая", "яя", "ое"]) {
            Case::Nominative
        } else if matches!(before, "у" | "из" | "от" | "для" | "против" | "до" | "без" | "с" | "со" | "около")
        {
            Case::Genitive
        } else {
            Case::Unknown
        }
    }
}

/// Whether a word ends as adjectives do.
pub fn is_adjective(word: &str) -> bool {
    let ends = ["ый", "ий", "ая", "яя", "ое", "ые", "ие"];
    let lower = word.to_lowercase();
    if lower.chars().count() < 5 {
        return false;
    }
    ADJECTIVES.iter().any(|(endings, _)| endings.iter().any(|end| lower.ends_with(end)))
        || ends.iter().any(|end| lower.ends_with(end))
}

/// Whether an adjective is made of the name of a place: "Каспийская", "Бакинского".
pub fn is_called_after_place(word: &str) -> bool {
    let ends = ["ск", "цк"].iter().flat_map(|stem| {
        ["ий", "ая", "ое", "ого", "ому", "им", "ом", "ой", "ую"].iter().map(move |end| format!("{stem}{end}"))
    });
    let lower = word.to_lowercase();
    lower.chars().count() > 6 && ends.into_iter().any(|end| lower.ends_with(&end))
}

/// Whether a word ends as men's family names do.
pub fn is_family(word: &str) -> bool {
    let ends = ["ов", "ев", "ёв", "ин", "ский", "цкий", "енко", "швили", "дзе", "заде", "оглы"];
    word.chars().count() >= 5 && ends.iter().any(|end| word.ends_with(end))
}

fn adjective(word: &str, noun: &str) -> String {
    let feminine = noun.ends_with(['а', 'я', 'ь']);
    for (endings, nominative) in ADJECTIVES {
        let woman = nominative.ends_with('я');
        if let Some(stem) = endings.iter().find_map(|end| word.strip_suffix(end)).filter(|_| woman == feminine) {
            // "русский", not "русскый".
            let soft = nominative == "ый" && stem.ends_with(['к', 'г', 'х', 'ж', 'ш', 'ч', 'щ']);
            return format!("{stem}{}", if soft { "ий" } else { nominative });
        }
    }
    word.to_string()
}

fn noun(word: &str, case: Case) -> String {
    // "Актау" and "Лимпопо" are not declined.
    let vowel = |stem: &str| stem.ends_with(['а', 'е', 'и', 'о', 'у', 'ы', 'э', 'ю', 'я']);
    let cut = |end: &str| word.strip_suffix(end).filter(|stem| stem.chars().count() >= 3 && !vowel(stem));
    let woman = |stem: &str| format!("{stem}а");
    let hissing = |stem: &str| stem.ends_with(['г', 'к', 'х', 'ж', 'ш', 'ч', 'щ']);
    if case == Case::Nominative {
        return word.to_string();
    }
    if let Some(stem) = cut("ом").or_else(|| cut("ем")).filter(|_| case != Case::Feminine) {
        return stem.to_string();
    }
    match case {
        Case::Masculine => {
            let stem = cut("у").or_else(|| cut("а")).or_else(|| cut("е"));
            stem.map_or(word.to_string(), str::to_string)
        }
        Case::Feminine => {
            if let Some(stem) = word.strip_suffix("ии").or_else(|| word.strip_suffix("ию")) {
                return format!("{stem}ия");
            }
            if let Some(stem) = cut("и").filter(|stem| !hissing(stem)) {
                return format!("{stem}ь");
            }
            let stem = cut("ы").or_else(|| cut("и")).or_else(|| cut("у")).or_else(|| cut("е")).or_else(|| cut("ой"));
            stem.map_or(word.to_string(), woman)
        }
        Case::Genitive => match (cut("а"), cut("ы"), cut("и").filter(|stem| hissing(stem))) {
            (Some(stem), _, _) => stem.to_string(),
            (_, Some(stem), _) | (_, _, Some(stem)) => woman(stem),
            _ => word.to_string(),
        },
        _ => match (cut("у"), cut("е"), cut("ой"), cut("ы")) {
            (Some(stem), _, _, _) => stem.to_string(),
            (_, Some(stem), _, _) | (_, _, Some(stem), _) | (_, _, _, Some(stem)) => woman(stem),
            _ => word.to_string(),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::super::lang::Lang;
    use super::*;

    fn of(text: &str) -> String {
        let p = Paragraph::new(1, text, &Lang::new("ru"), &|_, _| false);
        let open = (0..p.tokens.len()).find(|&k| p.word(k) == "«").unwrap_or(0);
        let close = (0..p.tokens.len()).find(|&k| p.word(k) == "»").unwrap_or(0);
        name(&p, &(open + 1..close))
    }

    #[test]
    fn men() {
        let given = ["олег", "сергей"].iter().map(|name| name.to_string()).collect();
        let of = |written, before| man(written, before, &given, |title| title == "президент");
        assert_eq!(of("Олега Сизова", "вратаря").as_deref(), Some("Олег Сизов"));
        assert_eq!(of("Сергею Вольскому", "министру").as_deref(), Some("Сергей Вольский"));
        assert_eq!(of("Ерлана Жаксыбекова", "президента").as_deref(), Some("Ерлан Жаксыбеков"));
        assert_eq!(of("Айгуля Сизова", "глава"), None);
        assert_eq!(of("Олег Сизов", "министр"), None);
    }

    #[test]
    fn nominatives() {
        for (text, wanted) in [
            ("продала французскому «Рубину» рудник", "Рубин"),
            ("спонсор хоккейной «Берёзки»", "Берёзка"),
            ("разрешила «Северной торговой группе» купить", "Северная торговая группа"),
            ("приобрёл у «Уралмета» цех", "Уралмет"),
            ("«Речной банк» не спонсор", "Речной банк"),
            ("переходит из «Искры» в клуб", "Искра"),
        ] {
            assert_eq!(of(text), wanted, "{text}");
        }
    }
}
