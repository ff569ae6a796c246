//! The clauses of a sentence: what is told beside a relative word, behind "that" or behind "while" is another matter.

use super::super::lang::Marker;
use super::super::reading::Reading;

#[derive(Clone, Copy, Debug)]
struct Clause {
    parent: usize,
    /// The token it begins at.
    at: usize,
    is_relative: bool,
    /// Whether the next comma ends it.
    is_between: bool,
    /// Whether it stands beside the main clause as its equal ("X lends …; Y builds …").
    is_equal: bool,
}

/// Which clause each token of a sentence belongs to; the main one is 0.
#[derive(Debug)]
pub struct Clauses {
    start: usize,
    of: Vec<usize>,
    all: Vec<Clause>,
}

impl Clauses {
    pub fn new(r: &Reading, is_verb: &dyn Fn(usize) -> bool) -> Clauses {
        let main = Clause { parent: 0, at: r.start, is_relative: false, is_between: false, is_equal: true };
        let mut out = Clauses { start: r.start, of: Vec::with_capacity(r.end - r.start), all: vec![main] };
        let mut here = 0;
        for k in r.start..r.end {
            if let Some(clause) = opened(r, k, here, is_verb) {
                here = out.all.len();
                out.all.push(clause);
            }
            out.of.push(here);
            if r.p.word(k) == "," || r.p.word(k) == "،" {
                while let Some(clause) = out.all.get(here).filter(|c| c.is_between && c.at < k) {
                    here = clause.parent;
                }
            }
        }
        out
    }

    pub fn of(&self, k: usize) -> usize {
        k.checked_sub(self.start).and_then(|i| self.of.get(i)).copied().unwrap_or(0)
    }

    /// The clause around one; of the main clause itself.
    pub fn parent(&self, clause: usize) -> usize {
        self.all.get(clause).map_or(0, |c| c.parent)
    }

    /// Where a clause begins.
    pub fn at(&self, clause: usize) -> usize {
        self.all.get(clause).map_or(self.start, |c| c.at)
    }

    /// Whether two clauses stand side by side, none in the other.
    pub fn are_beside(&self, a: usize, b: usize) -> bool {
        let is_equal = |clause: usize| self.all.get(clause).is_some_and(|c| c.is_equal);
        a != b && is_equal(a) && is_equal(b)
    }

    pub fn is_relative(&self, clause: usize) -> bool {
        self.all.get(clause).is_some_and(|c| c.is_relative)
    }
}

/// The clause that a token begins.
fn opened(r: &Reading, k: usize, here: usize, is_verb: &dyn Fn(usize) -> bool) -> Option<Clause> {
    let (p, lang) = (r.p, r.lang);
    let clause =
        |parent, is_relative, is_between| Some(Clause { parent, at: k, is_relative, is_between, is_equal: false });
    let equal = || Some(Clause { parent: 0, at: k, is_relative: false, is_between: false, is_equal: true });
    if k == r.start {
        // "After the talks, they signed": up to the comma.
        let leads = !lang.is_postpositional
            && [Marker::Clause, Marker::Aside].iter().any(|m| lang.marker_at(*m, p, k).is_some());
        return if leads { clause(0, false, true) } else { None };
    }
    if matches!(p.word(k - 1), ";" | "؛") {
        return equal();
    }
    if matches!(p.word(k - 1), "—" | "–" | ":") {
        return clause(0, false, false);
    }
    let behind_comma = matches!(p.word(k - 1), "," | "،");
    let governs = [Marker::With, Marker::From, Marker::To, Marker::Of, Marker::The, Marker::By]
        .iter()
        .any(|m| lang.marker_at(*m, p, k).is_some());
    if lang.marker_at(Marker::That, p, k).is_some() && !behind_comma && !governs {
        return clause(here, false, false);
    }
    if lang.is_postpositional {
        // Verbs stand last: "… दिया है, जबकि …", "X, जो …, …", "… کیا اور …". Small words are many things elsewhere.
        let closed = closes(r, k, is_verb) || k >= r.start + 3 && lang.is(Marker::Finite, p, k - 2);
        let leads = |marker: Marker| behind_comma && lang.marker_at(marker, p, k).is_some();
        let joins =
            behind_comma || lang.is(Marker::And, p, k - 1) || lang.marker_at(Marker::Clause, p, k - 1).is_some();
        return if leads(Marker::Relative) {
            clause(here, true, !closed)
        } else if leads(Marker::Clause) || closed && joins {
            equal()
        } else {
            None
        };
    }
    // ", wie das Ministerium mitteilte, …": who says so.
    if lang.marker_at(Marker::Aside, p, k).is_some() && behind_comma {
        return clause(here, false, true);
    }
    if lang.marker_at(Marker::Relative, p, k).is_some() && (behind_comma || !governs) {
        return clause(here, true, behind_comma);
    }
    if lang.marker_at(Marker::That, p, k).is_some() && !governs {
        return clause(here, false, false);
    }
    if lang.marker_at(Marker::Clause, p, k).is_some() && !governs {
        // "X, after long talks, signed": set off by commas, where nothing was told yet.
        let told = (r.start..k).any(is_verb);
        return clause(here, false, behind_comma && !told);
    }
    None
}

/// Whether a verb that closes its clause stands before a comma or an "and" that stands before a token.
fn closes(r: &Reading, k: usize, is_verb: &dyn Fn(usize) -> bool) -> bool {
    let (p, lang) = (r.p, r.lang);
    let sign = |k: usize| {
        matches!(p.word(k), "," | "،") || lang.is(Marker::And, p, k) || lang.marker_at(Marker::Clause, p, k).is_some()
    };
    let verb = match (k.checked_sub(2), sign(k - 1)) {
        (Some(verb), true) if verb >= r.start => verb,
        _ => return false,
    };
    // A verb of several words is told by its first.
    lang.has_ending(Marker::Final, p.lower(verb)) && (verb.saturating_sub(2).max(r.start)..=verb).any(is_verb)
}
