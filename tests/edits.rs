//! After any edit an updated site has the pages of a clean build, byte for byte; so has one that was broken meanwhile.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::Arc;

use nutgraf::diag;
use nutgraf::site::{Options, Site};

/// A small generator of numbers (Knuth's MMIX constants), so that a run can be had again from its seed.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        ((self.0 >> 33) as usize) % n.max(1)
    }

    fn pick<'a>(&mut self, list: &[&'a str]) -> &'a str {
        list[self.roll(list.len())]
    }
}

const WORDS: [&str; 12] = [
    "Russia", "Pakistan", "pipeline", "agreed", "Actor 3", "Actor 7", "a deal", "in 2015", "said", "Moscow", "never",
    "The",
];

fn write(root: &Path, path: &str, text: &str) {
    let file = root.join(path);
    fs::create_dir_all(file.parent().expect("a folder")).expect("a folder");
    fs::write(file, text).expect("a file");
}

fn sentence(dice: &mut Dice) -> String {
    let words: Vec<&str> = (0..8).map(|_| dice.pick(&WORDS)).collect();
    format!("{}.", words.join(" "))
}

fn actor(dice: &mut Dice, n: usize) -> String {
    let alias = if dice.roll(3) == 0 { format!("aliases = [\"Name {}\"]\n", dice.roll(9)) } else { String::new() };
    let draft = if dice.roll(9) == 0 { "draft = true\n" } else { "" };
    format!("+++\nname = \"Actor {n}\"\nkind = \"state\"\n{alias}{draft}+++\n{}\n", sentence(dice))
}

fn deal(dice: &mut Dice, n: usize) -> String {
    let (a, b) = (dice.roll(10), dice.roll(10));
    let status = dice.pick(&["sought", "signed", "ongoing", "cancelled"]);
    let value = if dice.roll(2) == 0 {
        format!("value = {{ amount = {}, currency = \"USD\" }}\n", dice.roll(999))
    } else {
        String::new()
    };
    let source = "source = \"source-0\"\nevidence = [\"words\"]\n";
    format!(
        "+++\nname = \"Deal {n}\"\nkind = \"trade\"\nstatus = \"{status}\"\nsigned = {}\nparties = [\"actor-{a}\", \"actor-{b}\"]\n{value}{source}+++\n{}\n",
        1990 + dice.roll(30),
        sentence(dice)
    )
}

fn article(dice: &mut Dice, n: usize) -> String {
    let (link, cite) = (dice.roll(10), dice.roll(10));
    format!(
        "+++\ntitle = \"Article {n}\"\npublished = 20{:02}\n+++\n{} [[actor-{link}]]\n\n## Head {}\n\n{}[^deal-{cite}]\n\n{{{{<deals actor=\"actor-{link}\" />}}}}\n",
        dice.roll(25),
        sentence(dice),
        dice.roll(3),
        sentence(dice)
    )
}

fn site(root: &Path, dice: &mut Dice) {
    write(root, "site.toml", "title = \"Edits\"\nurl = \"https://edits.example/\"\n");
    write(root, "content/sources/source-0.md", "+++\nname = \"Source\"\nkind = \"report\"\n+++\n");
    for n in 0..10 {
        let (a, d, t) = (actor(dice, n), deal(dice, n), article(dice, n));
        write(root, &format!("content/actors/actor-{n}.md"), &a);
        write(root, &format!("content/deals/deal-{n}.md"), &d);
        write(root, &format!("content/articles/article-{n}.md"), &t);
    }
}

/// One edit, as a writer, a designer or a version control system makes it.
fn edit(root: &Path, dice: &mut Dice) -> String {
    let n = dice.roll(10);
    let kind = dice.roll(14);
    match kind {
        0 | 1 => {
            let text = actor(dice, n);
            write(root, &format!("content/actors/actor-{n}.md"), &text);
        }
        2 | 3 => {
            let text = deal(dice, n);
            write(root, &format!("content/deals/deal-{n}.md"), &text);
        }
        4 | 5 => {
            let text = article(dice, n);
            write(root, &format!("content/articles/article-{n}.md"), &text);
        }
        6 => drop(fs::remove_file(root.join(format!("content/articles/article-{n}.md")))),
        7 => drop(fs::remove_file(root.join(format!("content/actors/actor-{n}.md")))),
        8 => {
            let (from, to) = (format!("content/articles/article-{n}.md"), format!("content/articles/moved-{n}.md"));
            drop(fs::rename(root.join(from), root.join(to)));
        }
        9 => write(
            root,
            "templates/404.html",
            &format!("{{% extends \"base.html\" %}}{{% block main %}}<h1>{n}</h1>{{% endblock main %}}"),
        ),
        10 => write(root, "assets/site.css", &format!("h1 {{ margin: {n}px }}\n")),
        11 => write(
            root,
            "site.toml",
            &format!(
                "title = \"Edits {n}\"\nurl = \"https://edits.example/\"\nautolink = \"{}\"\n",
                dice.pick(&["section", "page", "off"])
            ),
        ),
        12 => write(root, &format!("static/file-{n}.txt"), &sentence(dice)),
        _ => write(root, "templates/strings/en.toml", &format!("list_actors = \"Cast {n}\"\n")),
    }
    format!("edit {kind} of {n}")
}

fn pages(site: &Site) -> BTreeMap<String, Arc<[u8]>> {
    site.paths().map(|p| (p.to_string(), site.page(p).expect("a page"))).collect()
}

#[test]
fn an_updated_site_is_a_clean_build() {
    let dir = tempfile::tempdir().expect("a folder");
    let mut dice = Dice(2014);
    site(dir.path(), &mut dice);
    let mut live = Site::open(dir.path().to_path_buf(), Options::default()).expect("a site");
    live.update().expect("read");
    let (mut good, mut bad) = (0, 0);
    for round in 0..100 {
        let mut what = Vec::new();
        for _ in 0..=dice.roll(3) {
            what.push(edit(dir.path(), &mut dice));
        }
        let delta = live.update().expect("read");
        let mut fresh = Site::open(dir.path().to_path_buf(), Options::default()).expect("a site");
        let clean = fresh.update().expect("read");
        assert_eq!(delta.diags, clean.diags, "round {round}: {what:?}");
        if diag::has_errors(&clean.diags) {
            bad += 1;
            // What a deleted actor broke is put back, so that most rounds are whole.
            for n in 0..10 {
                if !dir.path().join(format!("content/actors/actor-{n}.md")).exists()
                    || clean.diags.iter().any(|d| d.code == "draft")
                {
                    write(
                        dir.path(),
                        &format!("content/actors/actor-{n}.md"),
                        &format!("+++\nname = \"Actor {n}\"\nkind = \"state\"\n+++\n"),
                    );
                }
            }
            continue;
        }
        good += 1;
        let (mine, theirs) = (pages(&live), pages(&fresh));
        let differ: Vec<&String> =
            theirs.keys().chain(mine.keys()).filter(|p| mine.get(*p) != theirs.get(*p)).collect();
        assert!(differ.is_empty(), "round {round}: {what:?}: {differ:?}");
    }
    assert!(good > 30 && bad > 3, "{good} good and {bad} broken rounds: the edits test too little");
}
