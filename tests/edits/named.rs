//! Named edits: exactly which files an edit makes anew, and why.

use std::fs;
use std::path::Path;

use nutgraf::site::{Because, Delta, Reads, Site};

use crate::{open, settle};

const FILES: [(&str, &str); 10] = [
    ("site.toml", "title = \"Named\"\nurl = \"https://named.example/\"\n"),
    ("content/sources/herald.md", "+++\nname = \"The Herald\"\nkind = \"report\"\n+++\n"),
    ("content/actors/russia.md", "+++\nname = \"Russia\"\nkind = \"state\"\n+++\nA state.\n"),
    ("content/actors/iran.md", "+++\nname = \"Iran\"\nkind = \"state\"\n+++\nA state.\n"),
    ("content/actors/peru.md", "+++\nname = \"Peru\"\nkind = \"state\"\n+++\nA state.\n"),
    (
        "content/deals/gas.md",
        "+++\nname = \"Gas line\"\nkind = \"energy\"\nstatus = \"signed\"\nparties = [\"russia\", \"iran\"]\nvalue = { amount = 5, currency = \"USD\" }\n+++\n",
    ),
    ("content/deals/fish.md", "+++\nname = \"Fish\"\nkind = \"trade\"\nparties = [\"peru\", \"iran\"]\n+++\n"),
    (
        "content/articles/one.md",
        "+++\ntitle = \"One\"\n+++\nRussia spoke. Nobody heard it.\n\n{{<card id=\"iran\" />}}\n",
    ),
    ("content/articles/two.md", "+++\ntitle = \"Two\"\n+++\nPeru fished for [[gas]].\n"),
    ("static/map.txt", "here\n"),
];

/// A site on disk, with its pages made.
struct Live {
    folder: tempfile::TempDir,
    site: Site,
}

impl Live {
    fn new() -> Live {
        let folder = tempfile::tempdir().expect("a folder");
        for (path, text) in FILES {
            put(folder.path(), path, text);
        }
        let (site, delta) = open(folder.path(), Reads::Remember);
        assert!(delta.diags.iter().all(|d| d.level != nutgraf::diag::Level::Error), "{:?}", delta.diags);
        Live { folder, site }
    }

    /// Replaces words in a file, which must be there.
    fn edit(&mut self, path: &str, from: &str, to: &str) -> Delta {
        let text = fs::read_to_string(self.folder.path().join(path)).expect("a file");
        assert!(text.contains(from), "{path} has no {from:?}");
        self.write(path, &text.replace(from, to))
    }

    /// Writes a file, and makes what that makes stale: all of it, and nothing else.
    fn write(&mut self, path: &str, text: &str) -> Delta {
        put(self.folder.path(), path, text);
        let delta = self.site.update().expect("read");
        assert_eq!(settle(&mut self.site), delta.stale.len());
        delta
    }
}

fn put(root: &Path, path: &str, text: &str) {
    let file = root.join(path);
    fs::create_dir_all(file.parent().expect("a folder")).expect("a folder");
    fs::write(file, text).expect("a file");
}

fn paths(delta: &Delta) -> Vec<&str> {
    delta.stale.iter().map(|(path, _)| path.as_str()).collect()
}

#[test]
fn a_sentence_that_names_nobody_is_on_its_page_alone() {
    let mut live = Live::new();
    let delta = live.edit("content/articles/one.md", "Nobody heard it.", "Nobody heard me.");
    assert_eq!(paths(&delta), ["articles/one.html"]);
    assert_eq!(delta.stale[0].1, Because::Record("one".into(), "text".into()));
}

#[test]
fn a_sentence_is_shown_by_those_it_names() {
    let mut live = Live::new();
    let delta = live.edit("content/articles/one.md", "Russia spoke.", "Russia sang.");
    assert_eq!(paths(&delta), ["actors/russia.html", "articles/one.html"]);
    assert_eq!(delta.stale[0].1, Because::Record("russia".into(), "sentences that name it".into()));
}

#[test]
fn a_new_name_is_shown_wherever_it_stood() {
    let mut live = Live::new();
    let delta = live.edit("content/actors/peru.md", "name = \"Peru\"", "name = \"Perú\"");
    let shown = [
        "actors/index.html",
        "actors/iran.html",
        "actors/peru.html",
        "articles/two.html",
        "data/actors.csv",
        "data/actors.json",
        "deals/fish.html",
        "deals/index.html",
        "index.html",
        "sitemap.xml",
    ];
    assert_eq!(paths(&delta), shown);
}

#[test]
fn a_value_is_shown_by_the_deal_its_parties_and_the_tables() {
    let mut live = Live::new();
    let delta = live.edit("content/deals/gas.md", "amount = 5", "amount = 6");
    // Two uses the deal: what it rests on is told there.
    let shown = [
        "actors/iran.html",
        "actors/russia.html",
        "articles/two.html",
        "data/deals.csv",
        "data/deals.json",
        "deals/gas.html",
        "deals/index.html",
        "index.html",
        "sitemap.xml",
    ];
    assert_eq!(paths(&delta), shown);
}

#[test]
fn a_template_makes_its_own_pages() {
    let mut live = Live::new();
    let delta = live.write("templates/deal.html", "<h1>{{ deal.name }}</h1>");
    assert_eq!(paths(&delta), ["deals/fish.html", "deals/gas.html"]);
    assert!(delta.stale.iter().all(|(_, because)| *because == Because::Theme));
    // Only one body calls it.
    let card = "{% component card(view: Map) %}<i>{{ view.name }}</i>{% endcomponent card %}";
    assert_eq!(paths(&live.write("templates/components/card.html", card)), ["articles/one.html"]);
}

#[test]
fn a_file_that_is_copied_is_copied_alone() {
    let mut live = Live::new();
    assert_eq!(paths(&live.write("static/map.txt", "there\n")), ["map.txt"]);
    assert_eq!(paths(&live.write("static/new.txt", "new\n")), ["new.txt"]);
    fs::remove_file(live.folder.path().join("static/new.txt")).expect("deleted");
    let delta = live.site.update().expect("read");
    assert_eq!((paths(&delta), delta.gone.clone()), (vec![], vec!["new.txt".to_string()]));
}

#[test]
fn writing_the_same_again_makes_nothing() {
    let mut live = Live::new();
    let delta = live.edit("content/articles/one.md", "Russia", "Russia");
    assert_eq!(paths(&delta), Vec::<&str>::new());
}

#[test]
fn a_style_is_named_by_every_page() {
    let mut live = Live::new();
    let pages = live.site.settled().filter(|(path, _)| path.ends_with(".html") || path.ends_with(".xml")).count();
    let delta = live.write("assets/site.css", "h1 { color: red }\n");
    // All pages but the site map, and the style itself.
    assert_eq!(delta.stale.len(), pages, "{:?}", paths(&delta));
}

#[test]
fn a_broken_file_leaves_the_pages_and_a_mended_one_makes_what_changed_meanwhile() {
    let mut live = Live::new();
    put(live.folder.path(), "content/articles/two.md", "+++\ntitle = \"Two\"\n+++\nPeru fished for [[gaz]].\n");
    let delta = live.site.update().expect("read");
    assert!(nutgraf::diag::has_errors(&delta.diags) && delta.stale.is_empty() && !delta.is_new);
    put(live.folder.path(), "content/articles/one.md", "+++\ntitle = \"One\"\n+++\nNobody spoke.\n");
    assert!(live.site.update().expect("read").stale.is_empty());
    let delta = live.write("content/articles/two.md", "+++\ntitle = \"Two\"\n+++\nPeru fished for [[gas]].\n");
    // Two is as it was; Russia and Iran have lost their mention in one.
    assert!(!paths(&delta).contains(&"articles/two.html"), "{:?}", paths(&delta));
    assert!(paths(&delta).contains(&"articles/one.html") && paths(&delta).contains(&"actors/russia.html"));
}
