//! The files that need no template: data, sitemap, robots.

use std::fmt::Write;

use super::ctx::{Ctx, Setting, Wants, path_of};
use super::{Key, keys, path};
use crate::date::Date;
use crate::doc::record::Kind;
use crate::kb::reader::Reader;
use crate::text;

/// A file that needs no template.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Plain {
    Csv(Kind),
    Json(Kind),
    Sitemap,
    Robots,
}

/// All of them that a site has.
pub fn all(reader: Reader) -> Vec<Plain> {
    let kinds = Kind::RECORDS.into_iter().filter(|k| reader.has_list(*k));
    let mut out: Vec<Plain> = kinds.flat_map(|k| [Plain::Csv(k), Plain::Json(k)]).collect();
    out.extend(reader.config().url.as_ref().map(|_| Plain::Sitemap));
    out.push(Plain::Robots);
    out
}

impl Plain {
    /// Its path in the output.
    pub fn path(self) -> String {
        match self {
            Plain::Csv(kind) => format!("data/{}.csv", kind.folder()),
            Plain::Json(kind) => format!("data/{}.json", kind.folder()),
            Plain::Sitemap => "sitemap.xml".into(),
            Plain::Robots => "robots.txt".into(),
        }
    }

    pub fn bytes(self, reader: Reader, setting: Setting) -> Vec<u8> {
        let ctx = Ctx::new(reader, setting, &Wants::ALL, "../");
        let base = reader.config().url.as_ref().map(|u| u.value.trim_end_matches('/'));
        match self {
            Plain::Csv(kind) => ctx.data(kind, |data| data.csv.clone()),
            Plain::Json(kind) => ctx.data(kind, |data| data.json.clone()),
            Plain::Sitemap => sitemap(reader, base.unwrap_or_default()).into_bytes(),
            Plain::Robots => {
                let sitemap = base.map(|b| format!("Sitemap: {b}/sitemap.xml\n")).unwrap_or_default();
                format!("User-agent: *\nAllow: /\n{sitemap}").into_bytes()
            }
        }
    }
}

/// Every page that search engines should know, by path.
fn sitemap(reader: Reader, base: &str) -> String {
    let mut entries: Vec<(String, Option<String>)> = keys(reader)
        .iter()
        .filter_map(|key| match key {
            Key::Index => Some((String::new(), None)),
            Key::List(_) => Some((path(reader, key), None)),
            Key::Record(sym) => {
                let head = reader.head(*sym);
                let updated = reader.record(*sym).common.updated.as_ref();
                let date = updated.or_else(|| head.published()).and_then(Date::datetime);
                head.rank().is_none().then(|| (path_of(head.kind(), head.id()), date))
            }
            _ => None,
        })
        .collect();
    entries.sort();
    let mut xml = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n",
    );
    let base = text::escape(base);
    for (path, date) in entries {
        let lastmod = date.map(|d| format!("<lastmod>{d}</lastmod>")).unwrap_or_default();
        // Writing to memory cannot fail.
        let _ = writeln!(xml, "<url><loc>{base}/{}</loc>{lastmod}</url>", text::escape(&path));
    }
    xml.push_str("</urlset>\n");
    xml
}
