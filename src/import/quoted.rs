//! Names in quotation marks: «Ромашка», ‘गंगा मोटर्स’, ’البرز موٹرز‘. Russian and the scripts without capitals write the
//! names of companies, clubs and movements so; what is quoted for another reason has small words in it, or stands
//! beside a noun for a thing.

use std::cell::OnceCell;
use std::ops::Range;

use super::actors::{Form, Found, Mention, actor};
use super::declined;
use super::governors::governors;
use super::lang::{Lang, Marker};
use super::lexicon::{Beside, Lexicon};
use super::rules::Rules;
use super::words::Paragraph;
use crate::doc::record::{ActorKind, DealKind};

/// The longest name, in words.
const LONGEST: usize = 5;

/// Finds the names in quotation marks of all paragraphs.
pub fn find(lexicon: &Lexicon, rules: &Rules, found: &mut Found, paragraphs: &[Paragraph]) {
    let lang = lexicon.lang;
    let mut doubtful = Vec::new();
    for (n, p) in paragraphs.iter().enumerate() {
        let reading = Quoted { lexicon, rules, lang, p, n, deals: OnceCell::new() };
        for marks in reading.quotes() {
            match reading.kind(found, &marks) {
                Some(kind) => reading.note(found, &marks, kind),
                None if reading.is_name(&marks, false) => doubtful.push((n, marks)),
                None => {}
            }
        }
    }
    // What is a name in one place is one in every place.
    for (n, marks) in doubtful {
        let Some(p) = paragraphs.get(n) else { continue };
        let reading = Quoted { lexicon, rules, lang, p, n, deals: OnceCell::new() };
        if let Some(a) = found.known(&reading.key(&marks)) {
            let kind = found.actor(a).map_or(ActorKind::Company, |a| a.kind);
            reading.note(found, &marks, kind);
        }
    }
}

struct Quoted<'a> {
    lexicon: &'a Lexicon<'a>,
    rules: &'a Rules<'a>,
    lang: &'a Lang,
    p: &'a Paragraph,
    n: usize,
    /// Whether the paragraph tells of a deal, once that was asked.
    deals: OnceCell<bool>,
}

/// The sign that closes what a sign opens.
fn closing(open: &str) -> &'static [&'static str] {
    match open {
        "«" => &["»"],
        "“" => &["”"],
        "„" => &["“", "”"],
        "‘" => &["’"],
        "’" => &["‘"],
        "\"" => &["\""],
        _ => &[],
    }
}

impl Quoted<'_> {
    /// The tokens from an opening mark to behind its closing one, where a name fits between them.
    fn quotes(&self) -> Vec<Range<usize>> {
        let p = self.p;
        let mut out = Vec::new();
        let mut k = 0;
        while k < p.tokens.len() {
            let ends = closing(p.word(k));
            // A plain mark and an apostrophe open only before a letter and behind a blank.
            let opens = !ends.is_empty()
                && p.is_word(k + 1)
                && p.is_glued(k + 1)
                && (k == 0 || !p.is_glued(k) || !p.is_word(k - 1) || self.is_joint(k - 1));
            let close = (k + 1..(k + 3 * LONGEST).min(p.tokens.len())).find(|&i| ends.contains(&p.word(i)));
            match close.filter(|_| opens) {
                Some(close) => {
                    out.push(k..close + 1);
                    k = close + 1;
                }
                None => k += 1,
            }
        }
        out
    }

    /// Arabic joins "and" to what follows: "و«نجمة»".
    fn is_joint(&self, k: usize) -> bool {
        self.lang.code == "ar" && self.p.word(k).chars().count() <= 2
    }

    /// Whether the words between the marks are made like a name.
    fn is_name(&self, marks: &Range<usize>, is_told: bool) -> bool {
        let p = self.p;
        let inner = marks.start + 1..marks.end - 1;
        let words = inner.clone().filter(|&k| p.is_word(k)).count();
        let signs = inner.clone().all(|k| p.is_word(k) || matches!(p.word(k), "-" | "&" | "." | "’" | "'" | "+"));
        // "Рога и копыта": one small word may stand inside.
        let joint = |k: usize| k > inner.start && k + 1 < inner.end && (self.lang.is_cased || is_told);
        // Where the words before it tell that it is a name, it may be made of any: "چینی ’جینگ لی‘".
        let stops = |k: usize| self.lang.is_stop(p.lower(k)) && !p.is_capital(k);
        let small = if is_told && !self.lang.is_cased {
            inner.clone().filter(|&k| p.is_word(k)).all(stops)
        } else {
            inner.clone().any(|k| stops(k) && !joint(k))
        };
        let begins = p.is_capital(inner.start) || !self.lang.is_cased;
        let number = inner.clone().all(|k| !p.word(k).chars().any(char::is_alphabetic));
        (1..=LONGEST).contains(&words) && signs && !small && begins && !number
    }

    /// What the quoted words name; None where they are no name of an actor.
    fn kind(&self, found: &Found, marks: &Range<usize>) -> Option<ActorKind> {
        let inner = marks.start + 1..marks.end - 1;
        let known = found.at(self.n, inner.start).is_some_and(|m| m.range == inner);
        if known {
            return None;
        }
        let kind = match self.noun(found, marks) {
            Some(Beside::Actor(kind)) => Some(kind),
            Some(Beside::Place | Beside::Thing) => return None,
            None => None,
        };
        // Other languages put in quotation marks what is said, and titles.
        let quotes_names = matches!(self.lang.code, "ru" | "ar" | "hi" | "ur");
        let told = kind.is_some() || quotes_names && (self.is_of_state(found, marks) || self.is_headed(&inner));
        let fits = told || quotes_names && self.is_in_deal(marks);
        let fits = fits && self.is_name(marks, told);
        fits.then(|| self.inner_kind(&inner).or(kind).unwrap_or(ActorKind::Company))
    }

    /// The common noun beside the marks, past adjectives of states.
    fn noun(&self, found: &Found, marks: &Range<usize>) -> Option<Beside> {
        let p = self.p;
        let mut k = marks.start;
        for step in 0..3 {
            if let Some((_, what)) = self.lexicon.noun_before(p, k) {
                return Some(what);
            }
            if let Some(kind) = self.head_before(k) {
                return Some(Beside::Actor(kind));
            }
            // "учения «Рубеж»": the name of a deal; "«صفقة القرن»": one that is none.
            let inner = marks.start + 1..marks.end - 1;
            let deal = self.rules.nouns.before(p, k).is_some() && !self.is_governed(k) && !self.acts(marks);
            if step == 0 && (deal || self.is_deal(marks) && !self.is_headed(&inner)) {
                return Some(Beside::Thing);
            }
            // "танк «Кедр»" is a thing; "акции «Кедра»" are of somebody.
            let named = |kind: DealKind| {
                !matches!(
                    kind,
                    DealKind::Merger | DealKind::Licence | DealKind::Loan | DealKind::Aid | DealKind::Training
                )
            };
            let thing = self.rules.goods.items(p, self.lang, k.saturating_sub(3)..k);
            // "چینی" is sugar, too.
            let state = k.checked_sub(1).is_some_and(|k| found.at(self.n, k).is_some());
            let is_thing = thing.iter().any(|thing| thing.range.end == k && named(thing.kind));
            if step == 0 && is_thing && !state && !self.acts(marks) {
                return Some(Beside::Thing);
            }
            let before = k.checked_sub(1)?;
            let adjective = found.at(self.n, before).filter(|m| m.form == Form::Adjective);
            match adjective {
                Some(m) => k = m.range.start,
                None => break,
            }
        }
        let behind = self.lexicon.noun_at(p, marks.end).map(|(_, what)| what);
        behind.filter(|_| self.lang.is_postpositional)
    }

    fn is_deal(&self, marks: &Range<usize>) -> bool {
        marks.clone().any(|k| self.rules.nouns.at(self.p, k).is_some())
    }

    /// "ترخيص من «فيرومد»": the phrase of a deal ends in the preposition that governs the name.
    fn is_governed(&self, k: usize) -> bool {
        let parts = [Marker::With, Marker::Between, Marker::From, Marker::To, Marker::By];
        let last = k.checked_sub(1).filter(|_| !self.lang.is_postpositional);
        last.is_some_and(|last| parts.iter().any(|part| self.lang.is(*part, self.p, last)))
    }

    /// "’شاہین اسپورٹس‘ سے نجی چینل کو": whom it goes from, to or by is no thing.
    fn acts(&self, marks: &Range<usize>) -> bool {
        let parts = [Marker::With, Marker::From, Marker::To, Marker::By];
        self.lang.is_postpositional && governors(self.lang, self.p, marks, None, &()).iter().any(|m| parts.contains(m))
    }

    /// "«تحالف قبائل الغرب»", "‘गंगा मोटर्स’": the words themselves say what they name. A government is quoted to mock.
    fn is_headed(&self, inner: &Range<usize>) -> bool {
        let heads = &self.lexicon.heads;
        let first =
            heads.at(self.p, inner.start).filter(|_| !self.lang.is_postpositional).map(|(len, head)| (len, head.kind));
        let last = heads.before(self.p, inner.end).filter(|_| self.lang.is_postpositional);
        let last = last.map(|(from, head)| (inner.end - from, head.kind));
        first
            .or(last)
            .is_some_and(|(len, kind)| len < inner.len() && !matches!(kind, ActorKind::Government | ActorKind::Media))
    }

    /// A head word of a body right before: "движение «Весна»".
    fn head_before(&self, k: usize) -> Option<ActorKind> {
        (k.saturating_sub(3)..k).find_map(|from| {
            self.lexicon.heads.at(self.p, from).filter(|(len, _)| from + len == k).map(|(_, head)| head.kind)
        })
    }

    /// A head word inside: "«Речной банк»".
    fn inner_kind(&self, inner: &Range<usize>) -> Option<ActorKind> {
        self.lexicon.head_inside(self.p, inner).filter(|kind| *kind != ActorKind::Media)
    }

    /// Whether a state stands beside the marks that the name is of: "чешская «Заря»", "इटली की ‘स्टेला’".
    fn is_of_state(&self, found: &Found, marks: &Range<usize>) -> bool {
        let adjective = |k: usize| found.at(self.n, k).is_some_and(|m| m.form == Form::Adjective);
        let state = |k: usize| {
            found.at(self.n, k).is_some_and(|m| found.actor(m.actor).is_some_and(|a| a.kind == ActorKind::State))
        };
        let before = marks.start.checked_sub(1);
        let possessed = self.lang.is_postpositional
            && before.is_some_and(|k| self.lang.is(Marker::Of, self.p, k))
            && marks.start.checked_sub(2).is_some_and(state);
        before.is_some_and(adjective) || self.lang.code == "ar" && adjective(marks.end) || possessed
    }

    /// Whether the paragraph tells of a deal, and the words are not what somebody says.
    fn is_in_deal(&self, marks: &Range<usize>) -> bool {
        let (p, rules) = (self.p, self.rules);
        // "شہریار بٹ: ’راوی رائس‘ نے": what has its part in a sentence is not what is said.
        let governed = self.lang.is_postpositional && !governors(self.lang, p, marks, None, &()).is_empty();
        let opens = |k: usize| p.word(k) == ":" && !governed;
        let said = marks.start.checked_sub(1).is_some_and(|k| opens(k) || rules.says.at(p, k).is_some())
            || matches!(p.word(marks.end), "," | "،") && matches!(p.word(marks.end + 1), "—" | "–" | "-");
        !said
            && *self
                .deals
                .get_or_init(|| (0..p.tokens.len()).any(|k| rules.nouns.at(p, k).is_some() || rules.is_verb(p, k)))
    }

    fn key(&self, marks: &Range<usize>) -> String {
        let inner = marks.start + 1..marks.end - 1;
        let words: Vec<&str> = inner.clone().filter(|&k| self.p.is_word(k)).map(|k| self.p.lower(k)).collect();
        format!("quoted {}", words.iter().map(|w| self.lang.stem(w)).collect::<Vec<_>>().join(" "))
    }

    fn note(&self, found: &mut Found, marks: &Range<usize>, kind: ActorKind) {
        let inner = marks.start + 1..marks.end - 1;
        let written = self.p.slice(inner.clone());
        let name = match self.lang.code {
            // "гендиректор «Аэрофлота»"
            "ru" if self.lexicon.titles.before(self.p, marks.start).is_some() => declined::genitive(written),
            // Behind a noun the name keeps its own form.
            "ru" if self.lexicon.noun_before(self.p, marks.start).is_none()
                && self.head_before(marks.start).is_none() =>
            {
                let name = declined::name(self.p, &inner);
                // "у итальянской «Даниели»": so ends many a name that has no cases.
                if written.ends_with('и') && name.ends_with('ь') { written.to_string() } else { name }
            }
            _ => written.to_string(),
        };
        let shown = (self.n, inner);
        let a = found.take(&self.key(marks), || actor(&name, kind, shown));
        found.cover(self.n, Mention { actor: a, range: marks.clone(), form: Form::Name, joined: None });
    }
}
