//! What the actors did, as records: deals with their places, events, quotes.

use super::front::{Front, date_value, literal, unconfirmed};
use super::records::{Extent, MOST, Writer};
use crate::kb::proof::Proof;

impl Writer<'_> {
    pub fn deals(&mut self, ids: &[Option<String>]) {
        let sieved = self.sieved;
        for deal in sieved.deals.iter().take(MOST) {
            let parties: Vec<(String, &str)> = deal
                .parties
                .iter()
                .filter_map(|(a, role)| Some((ids.get(*a).cloned().flatten()?, role.as_str())))
                .collect();
            let mut entries = Vec::new();
            for (n, tokens) in &deal.evidence {
                entries.extend(self.evidence(*n, tokens.clone(), Extent::Words));
            }
            if entries.is_empty() || parties.len() < 2 {
                self.out.dropped.push(format!("{}: its words were not found in the text", deal.name));
                continue;
            }
            // A name in another script has no letters for an id: its kind and its parties have.
            let latin =
                deal.name.chars().filter(char::is_ascii_alphabetic).count() * 2 >= deal.name.chars().count() / 2;
            let of = if latin {
                deal.name.clone()
            } else {
                let ids: Vec<&str> = parties.iter().map(|(id, _)| id.as_str()).collect();
                format!("{} {}", deal.kind.word(), ids.join(" "))
            };
            let id = self.id(&of, "deal");
            let mut front = Front::new();
            front.text("name", &deal.name);
            front.text("kind", deal.kind.word());
            let list: Vec<String> = parties
                .iter()
                .map(|(actor, role)| match *role {
                    "" => literal(actor),
                    role => format!("{{ actor = {}, role = {} }}", literal(actor), literal(role)),
                })
                .collect();
            front.list("parties", &list);
            if let Some(status) = deal.status {
                front.text("status", status.word());
            }
            let items: Vec<String> = deal
                .items
                .iter()
                .map(|item| {
                    let mut parts = Vec::new();
                    parts.extend(item.designation.iter().map(|d| format!("designation = {}", literal(d))));
                    parts.extend(item.description.iter().map(|d| format!("description = {}", literal(d))));
                    parts.extend(item.count.map(|n| format!("count = {n}")));
                    format!("{{ {} }}", parts.join(", "))
                })
                .collect();
            front.lines("items", &items);
            if let Some(sum) = &deal.value
                && let Some(currency) = sum.written.currency
            {
                let precision = if sum.is_rounded { ", precision = \"rounded\"" } else { "" };
                let amount = sum.written.amount.underscored();
                let written = literal(&sum.as_written);
                front.raw(
                    "value",
                    &format!("{{ amount = {amount}, currency = \"{currency}\"{precision}, as_written = {written} }}"),
                );
            }
            if let Some((n, unit)) = &deal.quantity {
                front.raw("quantity", &format!("{{ n = {n}, unit = {} }}", literal(unit)));
            }
            if let Some((field, date)) = &deal.date {
                front.raw(field, &date_value(date));
            }
            if let Some(words) = &deal.date_text {
                front.text("date_text", words);
            }
            if let Some(standing) = deal.standing {
                front.text("standing", standing.word());
            }
            if let Some(by) = deal.attributed_to.and_then(|a| ids.get(a).cloned().flatten()) {
                front.text("attributed_to", &by);
            }
            let mut place_ids = Vec::new();
            for name in &deal.places {
                let id = match self.places.get(name) {
                    Some(id) => id.clone(),
                    None => {
                        let id = self.place(name);
                        self.places.insert(name.clone(), id.clone());
                        id
                    }
                };
                place_ids.push(literal(&id));
            }
            front.list("places", &place_ids);
            front.text("source", self.source);
            front.lines("evidence", &entries);
            let fields = [
                "name",
                "kind",
                "parties",
                "status",
                "items",
                "value",
                "quantity",
                "signed",
                "announced",
                "in_force",
                "delivered",
                "ends",
                "date_text",
                "standing",
                "attributed_to",
                "places",
            ];
            unconfirmed(&mut front, &fields);
            self.push("deal", &id, &deal.name, front.end(""));
        }
    }

    fn place(&mut self, name: &str) -> String {
        let id = self.id(name, "place");
        let mut front = Front::new();
        front.text("name", name);
        unconfirmed(&mut front, &["name"]);
        self.push("place", &id, name, front.end(""));
        id
    }

    pub fn events(&mut self, ids: &[Option<String>]) {
        let sieved = self.sieved;
        for event in sieved.events.iter().take(MOST) {
            let actors: Vec<String> =
                event.actors.iter().filter_map(|a| ids.get(*a).cloned().flatten()).map(|id| literal(&id)).collect();
            let (n, tokens) = event.evidence.clone();
            let Some(entry) = self.evidence(n, tokens, Extent::Words).filter(|_| !actors.is_empty()) else {
                self.out.dropped.push(format!("{}: its words were not found in the text", event.name));
                continue;
            };
            let id = self.id(&event.name, "event");
            let mut front = Front::new();
            front.text("name", &event.name);
            front.text("kind", &event.kind);
            front.list("actors", &actors);
            if let Some(date) = &event.date {
                front.raw("date", &date_value(date));
            }
            if let Some(words) = &event.date_text {
                front.text("date_text", words);
            }
            front.text("source", self.source);
            front.lines("evidence", &[entry]);
            unconfirmed(&mut front, &["name", "kind", "actors", "date", "date_text"]);
            self.push("event", &id, &event.name, front.end(""));
        }
    }

    pub fn quotes(&mut self, ids: &[Option<String>]) {
        let sieved = self.sieved;
        for quote in sieved.quotes.iter().take(MOST) {
            let Some(speaker) = ids.get(quote.speaker).cloned().flatten() else { continue };
            let n = sieved.paragraphs.get(quote.paragraph).map_or(1, |p| p.n);
            let at = format!("p{n}");
            let alone = if self.is_long { None } else { self.kept.find(&quote.text, None).ok() };
            let (passage, at) = match alone {
                Some(passage) => (passage, None),
                None => match self.kept.find(&quote.text, Some(&at)) {
                    Ok(passage) => (passage, Some(at)),
                    Err(_) => {
                        self.out.dropped.push(format!("a quotation in paragraph {n}: its words were not found"));
                        continue;
                    }
                },
            };
            self.out.lock.put(self.source, self.sha, &quote.text, at.as_deref(), Proof::from(&passage));
            let first: Vec<&str> = quote.text.split(' ').take(5).collect();
            let id = self.id(&format!("{speaker}-{}", first.join(" ")), "quote");
            let mut front = Front::new();
            front.text("text", &quote.text);
            front.text("speaker", &speaker);
            front.text("source", self.source);
            if let Some(at) = &at {
                front.text("at", at);
            }
            front.text("form", "direct");
            let about: Vec<String> =
                quote.about.iter().filter_map(|a| ids.get(*a).cloned().flatten()).map(|id| literal(&id)).collect();
            front.list("about", &about);
            unconfirmed(&mut front, &["text", "speaker", "form", "about"]);
            let words: String = quote.text.chars().take(60).collect();
            self.push("quote", &id, &words, front.end(""));
        }
    }
}
