//! The language of an article, and the small words of it that the sieve reads by: all from the tables of `data/LANG`.

use std::collections::{HashMap, HashSet};

use super::cases::{self, Cases};
use super::endings::Endings;
use super::table::{self, Table};
use super::words::{self, Paragraph};
use crate::text::fold;

/// What a small word says of the name beside it: its part in what is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Marker {
    With,
    Between,
    And,
    From,
    To,
    For,
    By,
    Against,
    Of,
    In,
    On,
    The,
    That,
    Relative,
    He,
    /// "the two countries"
    Both,
    /// Begins a new clause.
    Clause,
    /// "it", "they": the subject before.
    It,
    /// "we", "our": whoever the article is about.
    We,
    /// Beside a state's adjective, those who act for it ("Greek troops").
    Acting,
    /// "based": behind a state's name, it says where a company is at home.
    Based,
    /// "a tonne", "per year": a price for one.
    Each,
    /// "analysts at", "shares in": what stands right before the name of a company.
    Staff,
    /// "new", "own": before a body's common noun, it is no part of what the body is called.
    Epithet,
    /// "city", "county": a place that has a government of its own, and acts.
    Town,
    /// "San", "Saint": before a given name, it makes a place of it.
    Saint,
    /// "is", "becomes": what follows says what somebody is.
    Copula,
    /// "week", "years": behind "in" they tell a time.
    Time,
    /// A trade, in a role: who has one acts for himself, and not for the state that it names.
    Private,
    /// "a", "another", "new": beside a noun, it was not told of before.
    Another,
    /// Before a further word of a person's name ("عبد", "شاہ").
    NameStart,
    /// Between two words of it ("بن", "ولد").
    NameJoint,
    /// A family name or another word that stands last in one ("خان", "शर्मा").
    NameEnd,
    /// The verb that closes a clause, where verbs stand last: "है", "گا".
    Finite,
    /// A word that a verb of giving only helps to say: "مسترد کر دی", "मंज़ूरी दे दी".
    Light,
    /// Behind a verb, whoever does it: "बेचने वाली कंपनी".
    Doer,
    /// "per cent"
    Percent,
    /// Before whomever is asked for something ("pide un préstamo a X").
    Asked,
    /// Beside a participle: the subject is acted on ("wird von X übernommen").
    Auxiliary,
    /// Before a noun that was spoken of: "the deal", "ce contrat".
    Definite,
    /// "another", "ten more": as was told just before.
    More,
    /// At the beginning of what is set off by commas: "wie X mitteilte", "selon X".
    Aside,
    /// Behind a common noun, what a body is of ("बैंक ऑफ बड़ौदा").
    NameOf,
    /// Endings behind an apostrophe.
    SuffixTo,
    SuffixFrom,
    SuffixWith,
    SuffixOf,
    SuffixIn,
    SuffixObject,
    /// Endings of a verb whose subject stands before it as its owner ("Katar'ın aldığı").
    SubjectOf,
    /// Endings of a verb whose subject stands right behind it ("alan Katar").
    SubjectBehind,
    /// The same endings where they tell of what is done to somebody ("satılan").
    Passive,
    /// Endings of a verb that closes a clause.
    Final,
}

const MARKERS: &[(&str, Marker)] = &[
    ("with", Marker::With),
    ("between", Marker::Between),
    ("and", Marker::And),
    ("from", Marker::From),
    ("to", Marker::To),
    ("for", Marker::For),
    ("by", Marker::By),
    ("against", Marker::Against),
    ("of", Marker::Of),
    ("in", Marker::In),
    ("on", Marker::On),
    ("the", Marker::The),
    ("that", Marker::That),
    ("relative", Marker::Relative),
    ("he", Marker::He),
    ("they-both", Marker::Both),
    ("clause", Marker::Clause),
    ("it", Marker::It),
    ("based", Marker::Based),
    ("we", Marker::We),
    ("acting", Marker::Acting),
    ("each", Marker::Each),
    ("staff", Marker::Staff),
    ("epithet", Marker::Epithet),
    ("town", Marker::Town),
    ("saint", Marker::Saint),
    ("is", Marker::Copula),
    ("time", Marker::Time),
    ("private", Marker::Private),
    ("another", Marker::Another),
    ("name-start", Marker::NameStart),
    ("name-joint", Marker::NameJoint),
    ("name-end", Marker::NameEnd),
    ("finite", Marker::Finite),
    ("light", Marker::Light),
    ("doer", Marker::Doer),
    ("percent", Marker::Percent),
    ("asked", Marker::Asked),
    ("auxiliary", Marker::Auxiliary),
    ("definite", Marker::Definite),
    ("more", Marker::More),
    ("aside", Marker::Aside),
    ("name-of", Marker::NameOf),
    ("suffix-to", Marker::SuffixTo),
    ("suffix-from", Marker::SuffixFrom),
    ("suffix-with", Marker::SuffixWith),
    ("suffix-of", Marker::SuffixOf),
    ("suffix-in", Marker::SuffixIn),
    ("suffix-object", Marker::SuffixObject),
    ("subject-of", Marker::SubjectOf),
    ("subject-behind", Marker::SubjectBehind),
    ("passive", Marker::Passive),
    ("final", Marker::Final),
];

/// Letters that Arabic joins to a name, longest first: what stands before it, what is put in its place, the part.
pub const JOINED: &[(&str, &str, Option<Marker>)] = &[
    ("وال", "ال", Some(Marker::And)),
    ("وال", "", Some(Marker::And)),
    ("وبال", "ال", Some(Marker::In)),
    ("وبال", "", Some(Marker::In)),
    ("ولل", "ال", Some(Marker::To)),
    ("بال", "ال", Some(Marker::In)),
    ("بال", "", Some(Marker::In)),
    ("كال", "ال", None),
    ("فال", "ال", None),
    ("فال", "", None),
    ("كال", "", None),
    ("لل", "ال", Some(Marker::To)),
    ("لل", "", Some(Marker::To)),
    ("ول", "", Some(Marker::To)),
    ("وب", "", Some(Marker::In)),
    ("و", "", Some(Marker::And)),
    ("ف", "", None),
    ("ب", "", Some(Marker::In)),
    ("ک", "", None),
    ("ل", "", Some(Marker::To)),
    ("ال", "", None),
];

/// One language.
#[derive(Debug, Default)]
pub struct Lang {
    pub code: &'static str,
    /// Whether names begin with a capital.
    pub is_cased: bool,
    pub is_rtl: bool,
    /// Whether the words that govern a name stand behind it.
    pub is_postpositional: bool,
    /// Whether an adjective stands behind its noun.
    pub adjectives_follow: bool,
    /// Whether an infinitive or a participle ends its clause ("hat der Ukraine Boote geliefert").
    pub is_verb_last: bool,
    pub cases: Cases,
    pub markers: HashMap<Marker, Vec<Vec<String>>>,
    months: HashMap<String, u8>,
    weekdays: HashSet<String>,
    /// Forms, lower case, in words; what they mean.
    pub relative: Vec<(Vec<String>, &'static str)>,
    /// Words whose full stop ends no sentence, without it.
    abbreviations: HashSet<String>,
    /// Words around an article, lower case: "byline", "published", "updated", "question", "answer", "opinion".
    head: HashMap<&'static str, Vec<String>>,
    common: HashSet<&'static str>,
    /// The same as they are compared, in scripts without capitals.
    everyday: HashSet<String>,
    units: HashSet<String>,
    stop: HashSet<String>,
    companies: HashSet<String>,
    /// How its words are inflected, where the tables name stems.
    pub endings: Endings,
}

impl Lang {
    /// The language of a text: `stated` where it is one of ours and its script agrees, else told by script and by the
    /// commonest words. English where nothing tells.
    pub fn of(text: &str, stated: Option<&str>) -> Lang {
        let stated = stated.and_then(|s| s.split(['-', '_']).next()).map(str::to_lowercase);
        let script = script(text);
        let fits: Vec<&'static str> =
            table::LANGUAGES.iter().copied().filter(|code| script_of(code) == script).collect();
        if let Some(code) = fits.iter().find(|code| stated.as_deref() == Some(**code)) {
            return Lang::new(code);
        }
        let mut counts: HashMap<String, usize> = HashMap::new();
        for word in
            text.split(|c: char| !c.is_alphanumeric() && !unicode_normalization::char::is_combining_mark(c)).take(4000)
        {
            *counts.entry(fold(word)).or_default() += 1;
        }
        let score = |code: &&str| -> usize {
            let words: HashSet<String> =
                table::lines(table::text(code, Table::Stop)).flat_map(|l| l.split([' ', ';'])).map(fold).collect();
            words.iter().filter_map(|w| counts.get(w)).sum()
        };
        // The first of equals wins, and English stands first.
        let best = fits.iter().rev().max_by_key(|code| score(code));
        Lang::new(best.copied().unwrap_or("en"))
    }

    /// Whether its commonest words are in a text at all.
    pub fn is_likely(&self, text: &str) -> bool {
        let words: Vec<&str> = text.split_whitespace().take(400).collect();
        let known = words.iter().filter(|w| self.is_stop(&self.fold(w))).count();
        known * 12 >= words.len()
    }

    /// A language by its code.
    pub fn new(code: &'static str) -> Lang {
        let mut lang = Lang {
            code,
            is_cased: !matches!(code, "ur" | "ar" | "hi"),
            is_rtl: matches!(code, "ur" | "ar"),
            endings: Endings::new(code),
            ..Lang::default()
        };
        lang.fill();
        lang
    }

    /// A word as it is compared: lower case, and letters that are written two ways written one way.
    pub fn fold(&self, word: &str) -> String {
        match self.code {
            // İ and I have other lower-case letters in Turkish than in English.
            "tr" => fold(&word.replace('İ', "i").replace('I', "ı")),
            "ar" | "ur" => {
                let letter = |c: char| match c {
                    // Vowel signs and the stretching line.
                    '\u{64B}'..='\u{652}' | '\u{670}' | '\u{640}' | '\u{200C}' | '\u{200D}' => None,
                    'أ' | 'إ' | 'آ' | 'ٱ' => Some('ا'),
                    'ى' | 'ي' => Some('ی'),
                    'ك' => Some('ک'),
                    'ۀ' | 'ە' => Some('ہ'),
                    'ه' if self.code == "ur" => Some('ہ'),
                    c => Some(c),
                };
                word.chars().filter_map(letter).collect()
            }
            "ru" => fold(word).replace('ё', "е"),
            // The dot below is often left out: "जहाज़", "जहाज".
            "hi" => fold(word).replace('\u{93C}', ""),
            _ => fold(word),
        }
    }

    /// The words of a phrase, as they are compared.
    pub fn phrase(&self, words: &str) -> Vec<String> {
        words::phrase(words, self)
    }

    fn fill(&mut self) {
        let code = self.code;
        let rows = |file: Table| table::rows(table::text(code, file));
        let mut markers: HashMap<Marker, Vec<Vec<String>>> = HashMap::new();
        let mut is_postpositional = false;
        for row in rows(Table::Markers) {
            let name = table::column(&row, 0);
            if name == "position" {
                is_postpositional = table::column(&row, 1) == "after";
            }
            self.adjectives_follow |= name == "adjectives" && table::column(&row, 1) == "after";
            if name == "verb" {
                self.is_verb_last = table::column(&row, 1) == "last";
            }
            if let Some((_, marker)) = MARKERS.iter().find(|(n, _)| *n == name) {
                markers.entry(*marker).or_default().extend(table::list(&row, 1).into_iter().map(|w| self.phrase(w)));
            }
        }
        let mut months = HashMap::new();
        for row in rows(Table::Months) {
            if let Ok(n) = table::column(&row, 0).parse::<u8>() {
                months.extend(table::list(&row, 1).into_iter().map(|form| (self.fold(form.trim_end_matches('.')), n)));
            }
        }
        let mut head: HashMap<&'static str, Vec<String>> = HashMap::new();
        for row in rows(Table::Head) {
            head.entry(table::column(&row, 0))
                .or_default()
                .extend(table::list(&row, 1).into_iter().map(|w| self.fold(w)));
        }
        for list in head.values_mut() {
            list.sort_by_key(|w| std::cmp::Reverse(w.len()));
        }
        let relative = rows(Table::Relative).flat_map(|row| {
            let code = table::column(&row, 0);
            table::list(&row, 1).into_iter().map(move |form| (form, code)).collect::<Vec<_>>()
        });
        self.relative = relative.map(|(form, code)| (self.phrase(form), code)).collect();
        self.abbreviations = table::lines(self.table(Table::Abbreviations))
            .flat_map(|l| l.split(';'))
            .map(|w| w.trim().trim_end_matches('.').to_string())
            .collect();
        self.weekdays = rows(Table::Weekdays).flat_map(|row| table::list(&row, 1)).map(|w| self.fold(w)).collect();
        self.units = rows(Table::Money).flat_map(|row| table::list(&row, 1)).map(|w| self.fold(w)).collect();
        self.common = table::lines(self.table(Table::Common)).flat_map(|l| l.split([' ', ';'])).collect();
        if !self.is_cased {
            self.everyday = self.common.iter().map(|w| self.fold(w)).collect();
        }
        let apposed = table::lines(table::text(code, Table::Apposed)).flat_map(|l| l.split(';'));
        self.companies = apposed.map(|w| self.fold(w.trim())).collect();
        let listed =
            [Table::Stop, Table::Says, Table::Negations].into_iter().flat_map(|t| table::lines(table::text(code, t)));
        self.stop = listed.flat_map(|l| l.split([' ', ';'])).map(|w| self.fold(w.trim_matches(':'))).collect();
        let beside = [
            Marker::Acting,
            Marker::Each,
            Marker::Based,
            Marker::Staff,
            Marker::Epithet,
            Marker::Town,
            Marker::Saint,
            Marker::Copula,
            Marker::NameStart,
            Marker::NameJoint,
            Marker::NameEnd,
            Marker::NameOf,
            Marker::SubjectOf,
            Marker::SubjectBehind,
            Marker::Passive,
            Marker::Final,
            Marker::Finite,
            Marker::Light,
            Marker::Doer,
            Marker::Percent,
            Marker::Auxiliary,
            Marker::More,
        ];
        let names_nobody = |m: &Marker| !beside.contains(m);
        self.cases = cases::of(code, &|word| fold(word));
        self.stop.extend(
            markers
                .iter()
                .filter(|(m, _)| names_nobody(m))
                .flat_map(|(_, words)| words)
                .filter(|words| words.len() == 1)
                .flatten()
                .cloned(),
        );
        (self.is_postpositional, self.markers, self.months, self.head) = (is_postpositional, markers, months, head);
    }

    pub fn table(&self, file: Table) -> &'static str {
        table::text(self.code, file)
    }

    /// Whether words that tell a time end at a token.
    pub fn ends_time(&self, p: &Paragraph, k: usize) -> bool {
        self.month(p.word(k)).is_some()
            || self.is_weekday(p.word(k))
            || self.is(Marker::Time, p, k)
            || self.relative.iter().any(|(words, _)| p.phrase_before(k + 1, words).is_some())
    }

    /// The number of a month by its name.
    pub fn month(&self, word: &str) -> Option<u8> {
        self.months.get(&self.fold(word)).copied()
    }

    pub fn is_weekday(&self, word: &str) -> bool {
        self.weekdays.contains(&self.fold(word))
    }

    pub fn is_abbreviation(&self, word: &str) -> bool {
        self.abbreviations.contains(word)
    }

    /// Whether a marker's words end at, or are, the token `k`.
    pub fn is(&self, marker: Marker, p: &Paragraph, k: usize) -> bool {
        self.markers.get(&marker).into_iter().flatten().any(|words| {
            let from = (k + 1).checked_sub(words.len());
            from.is_some_and(|from| p.phrase_at(from, words) == Some(words.len()))
        })
    }

    /// Whether some words have a marker's among them.
    pub fn has(&self, marker: Marker, text: &str) -> bool {
        let text: Vec<String> = text.split_whitespace().map(|word| self.fold(word)).collect();
        let all = self.markers.get(&marker).into_iter().flatten();
        all.into_iter().any(|words| !words.is_empty() && text.windows(words.len()).any(|some| some == words.as_slice()))
    }

    /// The tokens that a marker takes at `k`.
    pub fn marker_at(&self, marker: Marker, p: &Paragraph, k: usize) -> Option<usize> {
        self.markers.get(&marker)?.iter().filter_map(|words| p.phrase_at(k, words)).max()
    }

    /// Whether a word has one of the endings of a marker.
    pub fn has_ending(&self, marker: Marker, word: &str) -> bool {
        let endings = self.markers.get(&marker).into_iter().flatten().flatten();
        endings.into_iter().any(|ending| word.ends_with(ending.as_str()) && word.len() > ending.len() + 1)
    }

    /// Whether a token is an ending that an apostrophe parts from its name ("Katar'a").
    pub fn is_suffix(&self, p: &Paragraph, k: usize) -> bool {
        let parts = self.markers.contains_key(&Marker::SuffixTo);
        parts && p.is_glued(k) && k.checked_sub(1).is_some_and(|sign| matches!(p.word(sign), "'" | "’"))
    }

    /// Whether the language has words of a marker.
    pub fn knows(&self, marker: Marker) -> bool {
        self.markers.get(&marker).is_some_and(|words| !words.is_empty())
    }

    /// An article or a preposition: a word that may stand inside a date.
    pub fn is_small(&self, word: &str) -> bool {
        let small = [Marker::The, Marker::Of, Marker::In, Marker::On];
        small
            .iter()
            .filter_map(|m| self.markers.get(m))
            .flatten()
            .any(|words| words.len() == 1 && words.first().is_some_and(|w| w == word))
    }

    /// A word of no meaning of its own, or one that says what someone does: it is no part of a name.
    pub fn is_stop(&self, lower: &str) -> bool {
        self.stop.contains(lower)
    }

    /// A word without the endings that its place in a sentence gives it: for comparing names, not for showing.
    pub fn stem<'a>(&self, lower: &'a str) -> &'a str {
        let endings: &[&str] = match self.code {
            "ru" => &[
                "ого", "его", "ому", "ему", "ыми", "ими", "ами", "ями", "ой", "ей", "ый", "ий", "ая", "яя", "ое", "ом",
                "ем", "ым", "им", "ую", "юю", "ах", "ях", "ов", "ев", "а", "я", "у", "ю", "е", "ы", "и", "о", "й", "ь",
            ],
            "de" => &["es", "s"],
            _ => &[],
        };
        let cut = endings.iter().find_map(|end| lower.strip_suffix(end)).filter(|rest| rest.chars().count() >= 3);
        cut.unwrap_or(lower)
    }

    /// What a letter joined to a common noun for a company makes of the name beside it (Arabic "لشركة X": to X); nothing
    /// where the noun stands alone.
    pub fn joined_to(&self, lower: &str) -> Option<Option<Marker>> {
        if self.is_cased || self.is_postpositional {
            return None;
        }
        let known = |(letters, instead, part): &(&str, &str, Option<Marker>)| {
            let noun = format!("{instead}{}", lower.strip_prefix(letters)?);
            self.is_company(&noun).then_some(*part)
        };
        if self.is_company(lower) { Some(None) } else { JOINED.iter().find_map(known) }
    }

    /// A common noun for a company.
    pub fn is_company(&self, lower: &str) -> bool {
        self.companies.contains(lower)
    }

    /// A scale of numbers or a currency.
    pub fn is_unit(&self, word: &str) -> bool {
        self.units.contains(&self.fold(word))
    }

    /// Whether a capitalised word begins no name by itself.
    pub fn is_common(&self, word: &str) -> bool {
        self.common.contains(word)
    }

    /// Whether a word of a script without capitals is an everyday one, which names nobody.
    pub fn is_everyday(&self, lower: &str) -> bool {
        self.everyday.contains(lower)
    }

    /// Words that stand around an article, longest first.
    pub fn head(&self, what: &str) -> &[String] {
        self.head.get(what).map(Vec::as_slice).unwrap_or_default()
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Script {
    Latin,
    Cyrillic,
    Arabic,
    Devanagari,
}

fn script_of(code: &str) -> Script {
    match code {
        "ru" => Script::Cyrillic,
        "ur" | "ar" => Script::Arabic,
        "hi" => Script::Devanagari,
        _ => Script::Latin,
    }
}

fn script(text: &str) -> Script {
    let (mut cyrillic, mut arabic, mut devanagari, mut latin) = (0, 0, 0, 0);
    for c in text.chars().filter(|c| c.is_alphabetic()).take(20_000) {
        match c {
            '\u{400}'..='\u{52F}' => cyrillic += 1,
            '\u{600}'..='\u{6FF}' | '\u{FB50}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFF}' => arabic += 1,
            '\u{900}'..='\u{97F}' => devanagari += 1,
            _ => latin += 1,
        }
    }
    let most = [
        (latin, Script::Latin),
        (cyrillic, Script::Cyrillic),
        (arabic, Script::Arabic),
        (devanagari, Script::Devanagari),
    ];
    most.into_iter().max_by_key(|(n, _)| *n).map_or(Script::Latin, |(_, script)| script)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_are_told_apart() {
        for (text, code) in [
            ("The ministers of the two countries said that it was to be signed in the spring.", "en"),
            (
                "Die Minister der beiden Länder haben gesagt, dass das Abkommen nicht im Frühjahr unterzeichnet wird.",
                "de",
            ),
            ("Los ministros de los dos países dijeron que el acuerdo se firmará en la primavera.", "es"),
            ("Les ministres des deux pays ont dit que l'accord sera signé dans les mois qui viennent.", "fr"),
            ("Министры двух стран сказали, что соглашение будет подписано весной.", "ru"),
            ("İki ülkenin bakanları anlaşmanın bu yıl içinde imzalanacağını ve bir heyet kurulacağını söyledi.", "tr"),
            ("دونوں ممالک کے وزرا نے کہا ہے کہ معاہدے پر دستخط اس سال ہوں گے۔", "ur"),
            ("قال وزراء البلدين إن الاتفاق سيوقع في الربيع على أن يبدأ العمل به هذا العام.", "ar"),
            ("दोनों देशों के मंत्रियों ने कहा कि समझौते पर हस्ताक्षर इस साल होंगे।", "hi"),
        ] {
            assert_eq!(Lang::of(text, None).code, code, "{text}");
        }
        assert_eq!(Lang::of("La casa", Some("fr-FR")).code, "fr");
        // A page that claims a language in whose script it is not written.
        assert_eq!(Lang::of("दोनों देश", Some("en")).code, "hi");
    }
}
