//! What a careful reader would draft from an article: the answer key, `NAME.key.toml`.
//!
//! `optional` on an actor, deal or quote: counts neither when it is drafted nor when it is not. At the top it lists
//! what the page may say or leave open (`outlet`, `authors`, …): then absent is right too. `…_also` are other right answers.

use std::fs;
use std::path::Path;

use serde::Deserialize;

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Key {
    pub lang: String,
    pub genre: String,
    pub title: String,
    #[serde(default)]
    pub title_also: Vec<String>,
    pub dek: Option<String>,
    pub authors: Vec<String>,
    #[serde(default)]
    pub authors_also: Vec<String>,
    pub published: Option<String>,
    pub outlet: Option<String>,
    pub dateline: Option<String>,
    #[serde(default)]
    pub optional: Vec<String>,
    pub body_first: String,
    pub body_last: String,
    #[serde(default)]
    pub body_last_also: Vec<String>,
    /// Without subheads, list items and pull quotes.
    pub paragraphs: usize,
    pub keep: Vec<String>,
    pub furniture: Vec<String>,
    #[serde(default)]
    pub pull_quotes: Vec<String>,
    pub actors: Vec<Actor>,
    /// Words that look like actors in this article and are none.
    #[serde(default)]
    pub no_actors: Vec<String>,
    #[serde(default)]
    pub deals: Vec<Deal>,
    #[serde(default)]
    pub no_deals: Vec<NoDeal>,
    #[serde(default)]
    pub quotes: Vec<Quote>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Actor {
    pub name: String,
    #[serde(default)]
    pub also: Vec<String>,
    pub kind: OneOrMore,
    /// The state whose government this is: a deal may name the one or the other.
    pub of: Option<String>,
    #[serde(default)]
    pub optional: bool,
}

#[derive(Deserialize)]
#[serde(untagged)]
pub enum OneOrMore {
    One(String),
    More(Vec<String>),
}

impl OneOrMore {
    pub fn has(&self, word: &str) -> bool {
        match self {
            OneOrMore::One(one) => one == word,
            OneOrMore::More(more) => more.iter().any(|w| w == word),
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Deal {
    pub kinds: Vec<String>,
    pub parties: Vec<Party>,
    /// May be a party too: a mediator, a host.
    #[serde(default)]
    pub may: Vec<Party>,
    #[serde(default)]
    pub status: Vec<String>,
    #[serde(default)]
    pub status_optional: bool,
    pub value: Option<Value>,
    #[serde(default)]
    pub value_optional: bool,
    pub date: Option<String>,
    #[serde(default)]
    pub date_optional: bool,
    #[serde(default)]
    pub optional: bool,
}

#[derive(Deserialize)]
#[serde(from = "Told")]
pub struct Party {
    pub actor: String,
    pub roles: Vec<String>,
}

/// A party as it is written: with the roles that are right, or its name alone.
#[derive(Deserialize)]
#[serde(untagged)]
enum Told {
    Name(String),
    Party {
        actor: String,
        #[serde(default)]
        roles: Vec<String>,
    },
}

impl From<Told> for Party {
    fn from(told: Told) -> Party {
        match told {
            Told::Name(actor) => Party { actor, roles: Vec::new() },
            Told::Party { actor, roles } => Party { actor, roles },
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Value {
    pub amount: i64,
    pub currency: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NoDeal {
    pub parties: Vec<String>,
    /// Only deals of these kinds; any kind where there are none.
    #[serde(default)]
    pub kinds: Vec<String>,
    pub why: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Quote {
    pub speaker: String,
    pub begins: String,
    #[serde(default)]
    pub optional: bool,
}

impl Key {
    pub fn read(path: &Path) -> Key {
        let text = fs::read_to_string(path).expect("a key");
        let key: Key = toml::from_str(&text).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
        let named = key.deals.iter().flat_map(|d| d.parties.iter().chain(&d.may)).map(|p| &p.actor);
        let named =
            named.chain(key.no_deals.iter().flat_map(|d| &d.parties)).chain(key.quotes.iter().map(|q| &q.speaker));
        for name in named {
            assert!(key.actors.iter().any(|a| &a.name == name), "{}: no actor `{name}`", path.display());
        }
        key
    }

    /// The key of a passage, which has no head and no body to tell of.
    pub fn of_passage(lang: &str, actors: Vec<Actor>, deals: Vec<Deal>, no_deals: Vec<NoDeal>) -> Key {
        Key { lang: lang.to_string(), actors, deals, no_deals, ..Key::default() }
    }

    /// Where in the key an actor stands whom a deal names; a government stands where its state does.
    pub fn place(&self, name: &str) -> Option<usize> {
        let place = self.actors.iter().position(|a| a.name == name)?;
        self.actors[place].of.as_ref().map_or(Some(place), |state| self.place(state))
    }

    pub fn may_lack(&self, field: &str) -> bool {
        self.optional.iter().any(|f| f == field)
    }
}
