//! Drafts held against a key: what is right, what is missing, what is there too much, each miss by name.

use std::collections::BTreeSet;

use crate::drafted::{self, Drafted};
use crate::fold;
use crate::key::{Deal, Key};

/// Found and wanted.
#[derive(Default)]
pub struct Count {
    pub right: usize,
    pub all: usize,
}

impl Count {
    fn tell(&mut self, right: bool) {
        self.right += usize::from(right);
        self.all += 1;
    }

    pub fn percent(&self) -> u32 {
        crate::percent(self.right, self.all)
    }
}

/// Drafts that are in the key, drafts that are not, and what was not drafted.
#[derive(Default)]
pub struct Matches {
    hits: usize,
    extra: usize,
    missed: usize,
}

impl Matches {
    /// Precision and recall, for a table; `-` where there is nothing to take a part of.
    pub fn shown(&self) -> String {
        let part = |whole| if whole == 0 { "-".to_string() } else { format!("{}%", crate::percent(self.hits, whole)) };
        format!("{:>4} {:>4}", part(self.hits + self.extra), part(self.hits + self.missed))
    }

    pub fn f1(&self) -> u32 {
        crate::percent(2 * self.hits, 2 * self.hits + self.extra + self.missed)
    }
}

#[derive(Default)]
pub struct Score {
    pub lang: String,
    pub page: Count,
    pub first: bool,
    pub last: bool,
    pub leaks: usize,
    pub lost: usize,
    pub actors: Matches,
    pub kinds: Count,
    pub deals: Matches,
    pub fields: Count,
    pub false_deals: usize,
    pub quotes: Count,
    pub unproved: usize,
    pub invented: usize,
    pub misses: Vec<String>,
}

impl Score {
    pub fn of(lang: &str) -> Score {
        Score { lang: lang.to_string(), ..Score::default() }
    }

    pub fn add(&mut self, other: &Score) {
        for (sum, count) in [
            (&mut self.page, &other.page),
            (&mut self.kinds, &other.kinds),
            (&mut self.fields, &other.fields),
            (&mut self.quotes, &other.quotes),
        ] {
            sum.right += count.right;
            sum.all += count.all;
        }
        for (sum, matches) in [(&mut self.actors, &other.actors), (&mut self.deals, &other.deals)] {
            sum.hits += matches.hits;
            sum.extra += matches.extra;
            sum.missed += matches.missed;
        }
        self.leaks += other.leaks;
        self.lost += other.lost;
        self.false_deals += other.false_deals;
        self.unproved += other.unproved;
        self.invented += other.invented;
    }

    fn miss(&mut self, what: String) {
        self.misses.push(what);
    }

    /// One thing that the page says: right where it is the key's, or absent where the key lets it be.
    fn page_says(&mut self, field: &str, wanted: &[&String], got: Option<String>, may_lack: bool) {
        let right = match &got {
            None => wanted.is_empty() || may_lack,
            Some(got) => wanted.iter().any(|w| fold::name(w) == fold::name(got)) || (wanted.is_empty() && may_lack),
        };
        self.page.tell(right);
        if !right {
            self.miss(format!("{field}: {got:?}, wanted {wanted:?}"));
        }
    }
}

/// An article that the program did not take: all that the key wants is missing.
pub fn nothing(key: &Key, said: &str) -> Score {
    let mut score = Score::of(&key.lang);
    score.page.all = 8 + key.pull_quotes.len();
    score.lost = key.keep.len();
    score.actors.missed = key.actors.iter().filter(|a| !a.optional).count();
    score.deals.missed = key.deals.iter().filter(|d| !d.optional).count();
    score.quotes.all = key.quotes.iter().filter(|q| !q.optional).count();
    score.miss(format!("not taken: {said}"));
    score
}

/// Of a passage: who is named, and what was agreed.
pub fn passage(key: &Key, drafted: &Drafted, page: &str) -> Score {
    let mut score = Score::of(&key.lang);
    let known = actors(&mut score, key, drafted);
    deals(&mut score, key, drafted, &known);
    proof(&mut score, drafted);
    invented(&mut score, key, drafted, page);
    score
}

pub fn score(key: &Key, drafted: &Drafted, page: &str) -> Score {
    let mut score = Score::of(&key.lang);
    head(&mut score, key, drafted);
    body(&mut score, key, drafted);
    let known = actors(&mut score, key, drafted);
    deals(&mut score, key, drafted, &known);
    quotes(&mut score, key, drafted, &known);
    proof(&mut score, drafted);
    invented(&mut score, key, drafted, page);
    score
}

fn head(score: &mut Score, key: &Key, drafted: &Drafted) {
    let article = &drafted.article;
    let titles: Vec<&String> = [&key.title].into_iter().chain(&key.title_also).collect();
    score.page_says("title", &titles, drafted::text(article, "title"), false);
    for (field, wanted) in [("dek", &key.dek), ("outlet", &key.outlet), ("dateline", &key.dateline)] {
        let wanted: Vec<&String> = wanted.iter().collect();
        let got = drafted::text(article, field).map(|got| got.trim_end_matches([':', '-', '–', '—', ' ']).to_string());
        score.page_says(field, &wanted, got, key.may_lack(field));
    }
    let published = drafted::text(article, "published").map(|date| date.chars().take(10).collect());
    score.page_says("published", &key.published.iter().collect::<Vec<_>>(), published, key.may_lack("published"));
    let got = drafted::list(article, "authors", "name");
    let good = |name: &String| key.authors.iter().chain(&key.authors_also).any(|a| fold::name(a) == fold::name(name));
    let right = (got.len() == key.authors.len() && got.iter().all(good)) || (got.is_empty() && key.may_lack("authors"));
    score.page.tell(right);
    if !right {
        score.miss(format!("authors: {got:?}, wanted {:?}", key.authors));
    }
    let got: Vec<String> =
        drafted::list(article, "pull_quotes", "text").iter().map(|text| fold::saying(text)).collect();
    for wanted in key.pull_quotes.iter().filter(|wanted| !got.contains(&fold::saying(wanted))) {
        score.miss(format!("pull quote not told: {wanted}"));
    }
    score.page.right += key.pull_quotes.iter().filter(|wanted| got.contains(&fold::saying(wanted))).count();
    score.page.all += key.pull_quotes.len();
}

fn body(score: &mut Score, key: &Key, drafted: &Drafted) {
    let blocks = drafted.blocks();
    let is_text = |block: &&&str| {
        let number = block.trim_start_matches(|c: char| c.is_ascii_digit());
        let listed = number.len() < block.len() && number.starts_with(". ");
        !block.starts_with(['#', '>']) && !block.starts_with("- ") && !block.starts_with("* ") && !listed
    };
    let paragraphs: Vec<String> = blocks.iter().filter(is_text).map(|b| fold::plain(&fold::unmarked(b))).collect();
    let (first, dateline) = (fold::plain(&key.body_first), key.dateline.is_some());
    let begins = |text: &String| {
        text.starts_with(&first) || (dateline && text.chars().take(200).collect::<String>().contains(&first))
    };
    score.first = paragraphs.first().is_some_and(begins);
    let ends = |end: &String| paragraphs.last().is_some_and(|text| text.ends_with(&fold::plain(end)));
    score.last = [&key.body_last].into_iter().chain(&key.body_last_also).any(ends);
    score.page.tell(score.first);
    score.page.tell(score.last);
    let cut = |text: Option<&String>, from_end: bool| {
        let chars: Vec<char> = text.map(|t| t.chars().collect()).unwrap_or_default();
        let some = if from_end { &chars[chars.len().saturating_sub(60)..] } else { &chars[..chars.len().min(60)] };
        some.iter().collect::<String>()
    };
    if !score.first {
        score.miss(format!("the body begins: {}", cut(paragraphs.first(), false)));
    }
    if !score.last {
        score.miss(format!("the body ends: {}", cut(paragraphs.last(), true)));
    }
    if paragraphs.len() != key.paragraphs && !key.may_lack("paragraphs") {
        score.miss(format!("{} paragraphs, wanted {}", paragraphs.len(), key.paragraphs));
    }
    let whole = fold::plain(&fold::unmarked(&drafted.body));
    for phrase in key.furniture.iter().filter(|phrase| whole.contains(&fold::plain(phrase))) {
        score.leaks += 1;
        score.misses.push(format!("in the body: {phrase}"));
    }
    for phrase in key.keep.iter().filter(|phrase| !whole.contains(&fold::plain(phrase))) {
        score.lost += 1;
        score.misses.push(format!("lost from the body: {phrase}"));
    }
}

/// Which actor of the key a drafted one is: by id, the place in the key.
type Known = std::collections::BTreeMap<String, usize>;

fn actors(score: &mut Score, key: &Key, drafted: &Drafted) -> Known {
    let (mut known, mut seen) = (Known::new(), BTreeSet::new());
    for (id, record) in &drafted.actors {
        let name = drafted::text(record, "name").unwrap_or_default();
        let mut names: Vec<String> = drafted::list(record, "aliases", "text").iter().map(|n| fold::name(n)).collect();
        names.insert(0, fold::name(&name));
        let is_called = |wanted: &str| names.contains(&fold::name(wanted));
        // By its own name first: an alias may be the name of another.
        let own = |a: &&crate::key::Actor| {
            fold::name(&a.name) == names[0] || a.also.iter().any(|n| fold::name(n) == names[0])
        };
        let alias = |a: &&crate::key::Actor| is_called(&a.name) || a.also.iter().any(|n| is_called(n));
        let place = key.actors.iter().position(|a| own(&a)).or_else(|| key.actors.iter().position(|a| alias(&a)));
        let kind = drafted::text(record, "kind").unwrap_or_default();
        let Some(place) = place else {
            score.actors.extra += 1;
            let trap = key.no_actors.iter().any(|n| fold::name(n) == names[0]);
            score.miss(format!("no actor: {name} ({kind}){}", if trap { ", a trap" } else { "" }));
            continue;
        };
        known.insert(id.clone(), place);
        let wanted = &key.actors[place];
        if !seen.insert(place) {
            score.actors.extra += 1;
            score.miss(format!("twice: {name} is {}", wanted.name));
        } else if !wanted.optional {
            score.actors.hits += 1;
            score.kinds.tell(wanted.kind.has(&kind));
            if !wanted.kind.has(&kind) {
                score.miss(format!("{name} is no {kind}"));
            }
        }
    }
    for (place, actor) in key.actors.iter().enumerate() {
        if !actor.optional && !seen.contains(&place) {
            score.actors.missed += 1;
            score.miss(format!("actor missing: {}", actor.name));
        }
    }
    known
}

const FROM: [&str; 7] = ["supplier", "seller", "lender", "donor", "licensor", "imposer", "host"];
const TO: [&str; 6] = ["recipient", "buyer", "borrower", "licensee", "target", "guest"];

/// Whether two roles stand at opposite ends of a deal.
fn opposite(one: &str, other: &str) -> bool {
    (FROM.contains(&one) && TO.contains(&other)) || (TO.contains(&one) && FROM.contains(&other))
}

/// A drafted deal as it is compared.
struct Draft {
    name: String,
    kind: String,
    status: Option<String>,
    standing: Option<String>,
    /// The parties that the key knows, with their roles; how many it does not know.
    parties: Vec<(usize, Option<String>)>,
    strangers: usize,
    value: Option<(i64, String)>,
    date: Option<String>,
}

impl Draft {
    /// Whether it is this deal: the same parties, one of its kinds, not turned round.
    fn is(&self, deal: &Deal, key: &Key) -> bool {
        let must: BTreeSet<usize> = deal.parties.iter().filter_map(|p| key.place(&p.actor)).collect();
        let may: BTreeSet<usize> = deal.may.iter().filter_map(|p| key.place(&p.actor)).collect();
        let got: BTreeSet<usize> = self.parties.iter().map(|(place, _)| *place).collect();
        let turned = deal.parties.iter().any(|party| {
            let role = self
                .parties
                .iter()
                .find(|(at, _)| key.place(&party.actor) == Some(*at))
                .and_then(|(_, role)| role.as_ref());
            role.is_some_and(|role| {
                !party.roles.contains(role) && party.roles.iter().any(|wanted| opposite(wanted, role))
            })
        });
        let same =
            must.is_subset(&got) && got.difference(&must).all(|extra| may.contains(extra)) && self.strangers == 0;
        same && deal.kinds.contains(&self.kind) && !turned
    }

    /// Each field with whether it is right.
    fn fields(&self, deal: &Deal) -> [(&'static str, bool); 3] {
        let status = self.status.as_ref().is_some_and(|s| deal.status.contains(s));
        let value = match (&self.value, &deal.value) {
            (Some((amount, currency)), Some(wanted)) => *amount == wanted.amount && *currency == wanted.currency,
            (None, wanted) => wanted.is_none() || deal.value_optional,
            (Some(_), None) => false,
        };
        let date = match &deal.date {
            Some(_) if self.date.is_none() => deal.date_optional,
            wanted => self.date == *wanted,
        };
        [("status", status || deal.status.is_empty() || deal.status_optional), ("value", value), ("date", date)]
    }

    /// Whether readers would take it for a deal that there is.
    fn holds(&self) -> bool {
        let wished = self.status.as_deref().is_some_and(|s| matches!(s, "sought" | "proposed"));
        let doubted =
            self.standing.as_deref().is_some_and(|s| matches!(s, "alleged" | "disputed" | "denied" | "retracted"));
        !wished && !doubted
    }
}

fn deals(score: &mut Score, key: &Key, drafted: &Drafted, known: &Known) {
    let drafts: Vec<Draft> = drafted
        .deals
        .values()
        .map(|record| {
            let parties = drafted::parties(record);
            let strangers = parties.iter().filter(|(id, _)| !known.contains_key(id)).count();
            let place = |id: &String| key.place(&key.actors[*known.get(id)?].name);
            Draft {
                name: drafted::text(record, "name").unwrap_or_default(),
                kind: drafted::text(record, "kind").unwrap_or_default(),
                status: drafted::text(record, "status"),
                standing: drafted::text(record, "standing"),
                parties: parties.into_iter().filter_map(|(id, role)| Some((place(&id)?, role))).collect(),
                strangers,
                value: drafted::value(record),
                date: drafted::date(record),
            }
        })
        .collect();
    // The likest pairs first, and deals that must be there before those that may.
    let mut pairs = Vec::new();
    for (d, draft) in drafts.iter().enumerate() {
        for (k, deal) in key.deals.iter().enumerate().filter(|(_, deal)| draft.is(deal, key)) {
            let right = draft.fields(deal).iter().filter(|(_, right)| *right).count();
            pairs.push((right * 2 + usize::from(!deal.optional), d, k));
        }
    }
    pairs.sort_by_key(|(likeness, d, k)| (std::cmp::Reverse(*likeness), *d, *k));
    let (mut of_draft, mut of_key) = (vec![None; drafts.len()], vec![false; key.deals.len()]);
    for (_, d, k) in pairs {
        if of_draft[d].is_none() && !of_key[k] {
            of_draft[d] = Some(k);
            of_key[k] = true;
        }
    }
    for (draft, matched) in drafts.iter().zip(of_draft) {
        match matched.map(|k| &key.deals[k]) {
            Some(deal) if deal.optional => {}
            Some(deal) => {
                score.deals.hits += 1;
                for (field, right) in draft.fields(deal) {
                    score.fields.tell(right);
                    if !right {
                        let got = match field {
                            "status" => format!("{:?}, wanted one of {:?}", draft.status, deal.status),
                            "value" => format!(
                                "{:?}, wanted {:?}",
                                draft.value,
                                deal.value.as_ref().map(|v| (v.amount, &v.currency))
                            ),
                            _ => format!("{:?}, wanted {:?}", draft.date, deal.date),
                        };
                        score.miss(format!("{field} of “{}”: {got}", draft.name));
                    }
                }
            }
            None => no_deal(score, key, draft),
        }
    }
    for (deal, found) in key.deals.iter().zip(of_key) {
        if !deal.optional && !found {
            score.deals.missed += 1;
            let parties: Vec<&str> = deal.parties.iter().map(|p| p.actor.as_str()).collect();
            score.miss(format!("deal missing: {} of {}", deal.kinds[0], parties.join(", ")));
        }
    }
}

/// A draft that is none of the key's deals.
fn no_deal(score: &mut Score, key: &Key, draft: &Draft) {
    let parties: BTreeSet<&str> = draft.parties.iter().map(|(place, _)| key.actors[*place].name.as_str()).collect();
    let trap = key.no_deals.iter().find(|no| {
        let these: BTreeSet<&str> = no.parties.iter().map(String::as_str).collect();
        these == parties && draft.strangers == 0 && (no.kinds.is_empty() || no.kinds.contains(&draft.kind))
    });
    match trap {
        Some(_) if !draft.holds() => {}
        Some(no) => {
            score.deals.extra += 1;
            score.false_deals += 1;
            score.miss(format!("false deal: {} ({}), but {}", draft.name, draft.kind, no.why));
        }
        None => {
            score.deals.extra += 1;
            let roles: Vec<&str> = draft.parties.iter().filter_map(|(_, role)| role.as_deref()).collect();
            score.miss(format!("no such deal: {} ({} of {parties:?}, {roles:?})", draft.name, draft.kind));
        }
    }
}

fn quotes(score: &mut Score, key: &Key, drafted: &Drafted, known: &Known) {
    let drafts: Vec<(String, Option<usize>)> = drafted
        .quotes
        .values()
        .map(|record| {
            let speaker = drafted::text(record, "speaker").and_then(|id| known.get(&id).copied());
            (fold::saying(&drafted::text(record, "text").unwrap_or_default()), speaker)
        })
        .collect();
    for quote in key.quotes.iter().filter(|quote| !quote.optional) {
        let begins = fold::saying(&quote.begins);
        let found = drafts.iter().find(|(text, _)| text.starts_with(&begins));
        let right =
            found.is_some_and(|(_, speaker)| speaker.is_some_and(|place| key.actors[place].name == quote.speaker));
        score.quotes.tell(right);
        if !right {
            let what = if found.is_some() { "quote of another speaker" } else { "quote missing" };
            score.miss(format!("{what}: {}: {}", quote.speaker, quote.begins));
        }
    }
}

/// Evidence stands in the kept text word for word; an ellipsis spans a gap.
fn proof(score: &mut Score, drafted: &Drafted) {
    let kept = fold::plain(&drafted.kept);
    for (id, quote) in drafted.evidence() {
        let quote = fold::plain(&quote);
        let stands = kept.contains(&quote) || quote.split('…').all(|part| kept.contains(part.trim()));
        if !stands {
            score.unproved += 1;
            score.miss(format!("not in the text: `{id}`: {quote}"));
        }
    }
}

/// Sums, years and authors that the article does not have.
fn invented(score: &mut Score, key: &Key, drafted: &Drafted, page: &str) {
    let numbers: BTreeSet<String> = fold::numbers(page).into_iter().collect();
    let sums: BTreeSet<String> = numbers.iter().map(|n| fold::significant(n)).collect();
    let mut wrong = Vec::new();
    for (id, deal) in &drafted.deals {
        if let Some((amount, _)) = drafted::value(deal) {
            let in_key = key.deals.iter().filter_map(|d| d.value.as_ref()).any(|v| v.amount == amount);
            if !in_key && !sums.contains(&fold::significant(&amount.to_string())) {
                wrong.push(format!("`{id}`: a sum of {amount}"));
            }
        }
    }
    let head = [("the article".to_string(), &drafted.article)];
    let records = drafted.deals.iter().chain(&drafted.events).map(|(id, record)| (id.clone(), record));
    for (id, record) in records.chain(head).filter(|(_, record)| !record.contains_key("date_why")) {
        for field in ["published", "signed", "in_force", "announced", "delivered", "ends", "date", "end"] {
            let Some(date) = drafted::text(record, field) else { continue };
            let year: String = date.chars().take_while(char::is_ascii_digit).collect();
            if !numbers.contains(&year) {
                wrong.push(format!("`{id}`: {field} {date}"));
            }
        }
    }
    let page = fold::name(page);
    for author in drafted::list(&drafted.article, "authors", "name") {
        if !page.contains(&fold::name(&author)) {
            wrong.push(format!("an author, {author}"));
        }
    }
    score.invented += wrong.len();
    score.misses.extend(wrong.into_iter().map(|what| format!("not in the article: {what}")));
}
