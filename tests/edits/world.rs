//! A site that grows and changes at random: records of every kind that point to each other in every way.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use crate::dice::Dice;

pub const KINDS: [&str; 8] = ["articles", "actors", "deals", "events", "sources", "quotes", "terms", "places"];

const WORDS: [&str; 20] = [
    "agreed",
    "in 2015",
    "said",
    "never",
    "The",
    "a pipeline",
    "was built",
    "and",
    "for",
    "Moscow",
    "(so they say)",
    "<b>",
    "*often*",
    "`code`",
    "it cost $2bn.",
    "Who knows?",
    "“quoted”",
    "gas",
    "the army",
    "then",
];

/// The site on disk, and what the generator knows of it: which ids there are.
pub struct World {
    pub root: PathBuf,
    pub dice: Dice,
    /// Ids by kind.
    pub ids: BTreeMap<&'static str, Vec<String>>,
    next: usize,
}

impl World {
    /// A site of about so many records.
    pub fn new(root: &Path, seed: u64, records: usize) -> World {
        let mut world = World { root: root.to_path_buf(), dice: Dice(seed), ids: BTreeMap::new(), next: 0 };
        world.write("site.toml", "title = \"Edits\"\nurl = \"https://edits.example/\"\n");
        // Sources first and articles last, so that most can point to something.
        for kind in ["sources", "places", "actors", "deals", "events", "quotes", "terms", "articles"] {
            for _ in 0..records.div_ceil(8) {
                world.add(kind);
            }
        }
        world
    }

    pub fn write(&self, path: &str, text: &str) {
        let file = self.root.join(path);
        fs::create_dir_all(file.parent().expect("a folder")).expect("a folder");
        fs::write(file, text).expect("a file");
    }

    pub fn remove(&self, path: &str) {
        let _ = fs::remove_file(self.root.join(path));
    }

    /// Any record: its kind and id.
    pub fn any(&mut self) -> Option<(&'static str, String)> {
        let kind = KINDS[self.dice.roll(KINDS.len())];
        self.some(kind).map(|id| (kind, id))
    }

    /// A record of a kind.
    pub fn some(&mut self, kind: &str) -> Option<String> {
        let ids = self.ids.get(kind)?;
        let n = self.dice.roll(ids.len());
        ids.get(n).cloned()
    }

    pub fn add(&mut self, kind: &'static str) -> String {
        self.next += 1;
        let id = format!("{}-{}", kind.trim_end_matches('s'), self.next);
        self.ids.entry(kind).or_default().push(id.clone());
        self.rewrite(kind, &id);
        id
    }

    /// Another text for a record.
    pub fn rewrite(&mut self, kind: &'static str, id: &str) {
        let text = self.record(kind, id);
        self.write(&format!("content/{kind}/{id}.md"), &text);
    }

    pub fn forget(&mut self, kind: &str, id: &str) {
        if let Some(ids) = self.ids.get_mut(kind) {
            ids.retain(|known| known != id);
        }
    }

    /// Takes `draft` out of a record.
    pub fn publish(&self, id: &str) {
        for kind in KINDS {
            let path = format!("content/{kind}/{id}.md");
            if let Ok(text) = fs::read_to_string(self.root.join(&path)) {
                self.write(&path, &text.replace("draft = true\n", ""));
            }
        }
    }

    pub fn sentence(&mut self) -> String {
        let mut out = Vec::new();
        for _ in 0..3 + self.dice.roll(8) {
            let word = match self.dice.roll(6) {
                // Names, which become links by themselves.
                0 | 1 => format!("Name {}", self.dice.roll(self.next + 2)),
                2 if self.dice.once_in(3) => format!("Alias {}", self.dice.roll(30)),
                _ => self.dice.pick(&WORDS).to_string(),
            };
            out.push(word);
        }
        format!("{}.", out.join(" "))
    }

    pub fn body(&mut self) -> String {
        let mut out = String::new();
        for n in 0..self.dice.roll(5) {
            if self.dice.once_in(3) {
                out.push_str(&format!("## Head {}\n\n", self.dice.roll(4)));
            }
            let mut text = self.sentence();
            if let Some((_, id)) = self.any() {
                text.push_str(
                    match self.dice.roll(4) {
                        0 => " [[ID]]",
                        1 => " [[ID|a link]]",
                        2 => " Words.[^ID]",
                        _ => "",
                    }
                    .replace("ID", &id)
                    .as_str(),
                );
            }
            if self.dice.once_in(6) {
                text.push_str(&format!(" A note.[^n{n}]\n\n[^n{n}]: {}", self.sentence()));
            }
            out.push_str(&text);
            out.push_str("\n\n");
        }
        let call = match self.dice.roll(9) {
            0 => "{{<deals />}}".to_string(),
            1 => self
                .some("actors")
                .map(|id| format!("{{{{<deals actor=\"{id}\" limit={{3}} />}}}}"))
                .unwrap_or_default(),
            2 => self.some("actors").map(|id| format!("{{{{<timeline actor=\"{id}\" />}}}}")).unwrap_or_default(),
            3 => self.any().map(|(_, id)| format!("{{{{<card id=\"{id}\" />}}}}")).unwrap_or_default(),
            4 => self.some("quotes").map(|id| format!("{{{{<quote id=\"{id}\" />}}}}")).unwrap_or_default(),
            5 if self.root.join("templates/components/badge.html").exists() => "{{<badge text=\"so\" />}}".to_string(),
            _ => String::new(),
        };
        format!("{out}{call}\n")
    }

    fn line(&mut self, often: usize, key: &str, value: impl FnOnce(&mut World) -> Option<String>) -> String {
        if !self.dice.once_in(often) {
            return String::new();
        }
        value(self).map(|value| format!("{key} = {value}\n")).unwrap_or_default()
    }

    fn quoted(id: Option<String>) -> Option<String> {
        id.map(|id| format!("\"{id}\""))
    }

    fn refs(&mut self, kind: &str, most: usize) -> Option<String> {
        let mut ids: Vec<String> = (0..1 + self.dice.roll(most)).filter_map(|_| self.some(kind)).collect();
        ids.sort();
        ids.dedup();
        let ids: Vec<String> = ids.into_iter().map(|id| format!("\"{id}\"")).collect();
        (!ids.is_empty()).then(|| format!("[{}]", ids.join(", ")))
    }

    fn date(&mut self) -> String {
        match self.dice.roll(3) {
            0 => format!("{}", 1990 + self.dice.roll(35)),
            1 => format!("\"{}-0{}\"", 1990 + self.dice.roll(35), 1 + self.dice.roll(9)),
            _ => format!("{}-0{}-1{}", 1990 + self.dice.roll(35), 1 + self.dice.roll(9), self.dice.roll(9)),
        }
    }

    /// A record's text, whatever its kind; it may point to anything there is.
    fn record(&mut self, kind: &'static str, id: &str) -> String {
        let n = id.rsplit('-').next().unwrap_or("0").to_string();
        let mut front = match kind {
            "articles" => format!("title = \"Article {n}\"\n"),
            "quotes" => format!("text = \"Words number {n} were said\"\n"),
            _ => format!("name = \"Name {n}{}\"\n", self.dice.pick(&["", "", " Again"])),
        };
        if kind != "articles" {
            front += &self.line(3, "summary", |w| Some(format!("\"About {n}, {}\"", w.dice.roll(9))));
            front += &self.line(3, "aliases", |w| Some(format!("[\"Alias {}\"]", w.dice.roll(30))));
        }
        front += &self.line(5, "short", |w| Some(format!("\"N{}\"", w.dice.roll(99))));
        front += &self.line(12, "draft", |_| Some("true".into()));
        front += &self.line(12, "rank", |w| Some(w.dice.pick(&["\"deprecated\"", "\"withdrawn\""]).into()));
        front += &self
            .line(6, "standing", |w| Some(w.dice.pick(&["\"alleged\"", "\"disputed\"", "\"established\""]).into()));
        front += &self.line(9, "unconfirmed", |_| Some("true".into()));
        front += &self.line(15, "was", |w| Some(format!("[\"old-{}\"]", w.dice.roll(40))));
        front += &self.line(8, "updated", |w| Some(w.date()));
        front += &self.line(9, "extra", |w| Some(format!("{{ x = {} }}", w.dice.roll(9))));
        if kind != "sources" {
            let source = self.some("sources");
            front += &self.line(2, "source", |_| World::quoted(source.clone()));
            if front.contains("source =") {
                let field = self.dice.pick(&["", ", for = [\"summary\"]"]);
                front += &format!("evidence = [{{ quote = \"words {}\"{field} }}]\n", self.dice.roll(9));
            }
        }
        front += &match kind {
            "articles" => {
                let published = self.line(2, "published", |w| Some(w.date()));
                let dek = self.line(2, "dek", |w| Some(format!("\"Dek {}\"", w.dice.roll(9))));
                let autolink =
                    self.line(6, "autolink", |w| Some(w.dice.pick(&["\"off\"", "\"page\"", "\"section\""]).into()));
                let points = self.line(3, "key_points", |w| {
                    let refs = w.refs("deals", 2)?;
                    Some(format!("[{{ text = \"Point {}\", refs = {refs} }}]", w.dice.roll(9)))
                });
                format!("{published}{dek}{autolink}{points}")
            }
            "actors" => {
                let kind = self.dice.pick(&["state", "person", "company", "military"]);
                let parent = self.line(6, "parent", |w| World::quoted(w.some("actors").filter(|p| p.as_str() < id)));
                let member = self.line(6, "member_of", |w| w.refs("actors", 2));
                let place = self.line(6, "place", |w| World::quoted(w.some("places")));
                let roles = self.line(5, "roles", |w| {
                    w.some("actors").map(|of| format!("[{{ role = \"head {}\", of = \"{of}\" }}]", w.dice.roll(5)))
                });
                format!("kind = \"{kind}\"\n{parent}{member}{place}{roles}")
            }
            "deals" => {
                let status = self.dice.pick(&["sought", "signed", "ongoing", "cancelled", "delivered"]);
                let kind = self.dice.pick(&["trade", "energy", "loan"]);
                let parties = self.refs("actors", 3).map(|p| format!("parties = {p}\n")).unwrap_or_default();
                let signed = self.line(2, "signed", |w| Some(w.date()));
                let value = self
                    .line(2, "value", |w| Some(format!("{{ amount = {}, currency = \"USD\" }}", 1 + w.dice.roll(999))));
                let part = self.line(8, "part_of", |w| World::quoted(w.some("deals").filter(|d| d.as_str() < id)));
                let places = self.line(6, "places", |w| w.refs("places", 2));
                let changes = self.line(9, "changes", |w| {
                    Some(format!("[{{ date = 20{}, kind = \"correction\", text = \"Mended\" }}]", 10 + w.dice.roll(15)))
                });
                let responses = self.line(8, "responses", |w| {
                    w.some("actors").map(|by| format!("[{{ by = \"{by}\", stance = \"denies\" }}]"))
                });
                format!(
                    "kind = \"{kind}\"\nstatus = \"{status}\"\n{parties}{signed}{value}{part}{places}{changes}{responses}"
                )
            }
            "events" => {
                let date = self.line(2, "date", |w| Some(w.date()));
                let actors = self.line(2, "actors", |w| w.refs("actors", 3));
                let deal = self.line(4, "deal", |w| World::quoted(w.some("deals")));
                let place = self.line(4, "place", |w| World::quoted(w.some("places")));
                let cause = self.line(6, "caused_by", |w| {
                    World::quoted(w.some("events").filter(|e| e.as_str() < id)).map(|e| format!("[{e}]"))
                });
                format!("{date}{actors}{deal}{place}{cause}")
            }
            "sources" => {
                let kind = self.dice.pick(&["report", "webpage", "book"]);
                let issued = self.line(2, "issued", |w| Some(w.date()));
                let authors = self.line(3, "authors", |w| Some(format!("[\"Author {}\"]", w.dice.roll(5))));
                format!("kind = \"{kind}\"\n{issued}{authors}")
            }
            "quotes" => {
                let speaker =
                    World::quoted(self.some("actors")).map(|s| format!("speaker = {s}\n")).unwrap_or_default();
                let about = self.line(3, "about", |w| w.refs("deals", 2));
                format!("{speaker}{about}")
            }
            "terms" => self.line(3, "see", |w| w.refs("actors", 2)),
            _ => self.line(4, "within", |w| World::quoted(w.some("places").filter(|p| p.as_str() < id))),
        };
        let body = if kind == "articles" { format!("{}\n\n{}", self.sentence(), self.body()) } else { self.body() };
        format!("+++\n{front}+++\n{body}")
    }
}
