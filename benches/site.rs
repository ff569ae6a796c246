//! A site of any size, made of words that mean nothing: 60 % articles, 25 % actors, 15 % deals, each tied to others.
//! The same number gives the same bytes.

use std::fs;
use std::path::Path;

use crate::dice::Dice;

const NOUNS: [&str; 24] = [
    "pipeline", "accord", "port", "ministry", "loan", "border", "council", "refinery", "convoy", "embargo", "harvest",
    "treaty", "frontier", "auction", "envoy", "tariff", "turbine", "garrison", "ledger", "census", "quota", "railway",
    "strait", "archive",
];
const VERBS: [&str; 12] = [
    "signed", "delayed", "praised", "opened", "doubted", "bought", "guarded", "measured", "moved", "named", "lost",
    "financed",
];
const SYLLABLES: [&str; 16] =
    ["bal", "tor", "nesh", "ika", "rum", "del", "sai", "gor", "mun", "eva", "lith", "ora", "pel", "chan", "dro", "ves"];

/// The name of the n-th actor, and its id.
pub fn actor(n: usize) -> (String, String) {
    let id: String = [n % 16, n / 16 % 16, n / 256 % 16, n / 4096 % 16].iter().map(|s| SYLLABLES[*s]).collect();
    let name = id.get(..1).unwrap_or_default().to_uppercase() + id.get(1..).unwrap_or_default();
    (name, id)
}

/// Writes a site of `records` records into `root`.
pub fn write(root: &Path, records: usize) {
    let (actors, deals) = ((records / 4).max(2), records * 15 / 100);
    let articles = records - actors - deals;
    let folder = |name: &str| fs::create_dir_all(root.join("content").join(name)).expect("a folder");
    ["articles", "actors", "deals", "sources"].into_iter().for_each(folder);
    let put = |path: &str, text: &str| fs::write(root.join(path), text).expect("a file");
    put("site.toml", "title = \"Bench\"\nurl = \"https://bench.example\"\n");
    put("content/sources/ledger.md", "+++\nname = \"The Ledger\"\nkind = \"report\"\nissued = 2020\n+++\n");
    let mut dice = Dice(records as u64);
    for n in 0..actors {
        let (name, id) = actor(n);
        let kind = dice.pick(&["state", "person", "company", "military", "party"]);
        let front =
            format!("name = \"{name}\"\nkind = \"{kind}\"\nsummary = \"{}\"\n", sentence(&mut dice, actors, false));
        put(&format!("content/actors/{id}.md"), &format!("+++\n{front}+++\n{}\n", paragraph(&mut dice, actors, 3)));
    }
    for n in 0..deals {
        let (a, b) = (actor(dice.roll(actors)).1, actor(dice.roll(actors)).1);
        let status = dice.pick(&["sought", "signed", "ongoing", "delivered", "cancelled"]);
        let kind = dice.pick(&["trade", "energy", "loan", "treaty", "arms-transfer"]);
        let (year, amount) = (1990 + dice.roll(34), 1 + dice.roll(9000));
        let quote = sentence(&mut dice, actors, false);
        let front = format!(
            "name = \"The {} of the {} {n}\"\nkind = \"{kind}\"\nstatus = \"{status}\"\nsigned = {year}\nparties = [\"{a}\", \"{b}\"]\nvalue = {{ amount = {amount}000000, currency = \"USD\" }}\nsource = \"ledger\"\nevidence = [{{ quote = \"{quote}\", for = [\"value\"] }}]\n",
            dice.pick(&NOUNS),
            dice.pick(&NOUNS)
        );
        put(&format!("content/deals/deal-{n}.md"), &format!("+++\n{front}+++\n{}\n", paragraph(&mut dice, actors, 2)));
    }
    for n in 0..articles {
        let (year, month) = (2000 + dice.roll(24), 1 + dice.roll(12));
        let title = format!("What the {} meant for the {}", dice.pick(&NOUNS), dice.pick(&NOUNS));
        let mut text = format!(
            "+++\ntitle = \"{title}\"\npublished = \"{year}-{month:02}\"\ndek = \"{}\"\n+++\n",
            sentence(&mut dice, actors, false)
        );
        for section in 0..4 {
            text.push_str(&format!("\n## The {} and the {}\n\n", dice.pick(&NOUNS), dice.pick(&NOUNS)));
            for _ in 0..3 {
                text.push_str(&paragraph(&mut dice, actors, 5));
            }
            if section == 1 && deals > 0 {
                text.push_str(&format!("It cost more.[^deal-{}]\n\n", dice.roll(deals)));
            }
        }
        put(&format!("content/articles/article-{n}.md"), &text);
    }
}

fn sentence(dice: &mut Dice, actors: usize, names: bool) -> String {
    let (a, b, verb) = (dice.pick(&NOUNS), dice.pick(&NOUNS), dice.pick(&VERBS));
    match dice.roll(if names { 3 } else { 9 }) {
        0 if names => format!("{} {verb} the {a} before the {b}.", actor(dice.roll(actors)).0),
        1 if names => format!("The {a} {verb} [[{}]] and the {b}.", actor(dice.roll(actors)).1),
        n => format!("The {a} {verb} the {b} in {} while nobody looked.", 1990 + n),
    }
}

fn paragraph(dice: &mut Dice, actors: usize, sentences: usize) -> String {
    let all: Vec<String> = (0..sentences).map(|n| sentence(dice, actors, n % 2 == 0)).collect();
    format!("{}\n\n", all.join(" "))
}
