//! JSON-LD for every page, in the words of schema.org: what machines are told is what readers are shown.

use serde_json::{Value, json};

use super::ctx::Ctx;
use crate::doc::record::*;
use crate::kb::Sym;
use crate::kb::reader::name_of;

/// The script element that holds `data`. `<` is written as an escape, so that no text can close the element.
pub fn script(data: &Value) -> String {
    let json = serde_json::to_string(data).unwrap_or_else(|_| "{}".into());
    let json = json.replace('<', "\\u003c").replace('\u{2028}', "\\u2028").replace('\u{2029}', "\\u2029");
    format!("<script type=\"application/ld+json\">{json}</script>")
}

/// The address of a record's page: absolute where the site has one, else relative.
fn address(ctx: &Ctx, sym: Sym) -> String {
    let doc = ctx.reader.doc(sym);
    match &ctx.reader.config().url {
        Some(url) => format!("{}/{}", url.value.trim_end_matches('/'), super::ctx::path_of(doc.kind, &doc.id)),
        None => ctx.url(sym),
    }
}

fn thing(ctx: &Ctx, reference: &Ref) -> Option<Value> {
    let sym = ctx.sym(reference)?;
    let doc = ctx.reader.doc(sym);
    Some(json!({ "@type": kind(ctx, sym), "name": name_of(doc), "url": address(ctx, sym) }))
}

/// The schema.org type of a record.
fn kind(ctx: &Ctx, sym: Sym) -> &'static str {
    match &ctx.reader.doc(sym).record.own {
        Own::Article(a) => match a.kind.unwrap_or(ArticleKind::Explainer) {
            ArticleKind::Explainer | ArticleKind::Background => "BackgroundNewsArticle",
            ArticleKind::Analysis => "AnalysisNewsArticle",
            ArticleKind::Opinion => "OpinionNewsArticle",
            ArticleKind::Report | ArticleKind::Interview => "ReportageNewsArticle",
            ArticleKind::Review => "ReviewNewsArticle",
        },
        Own::Actor(a) => match a.kind {
            Some(ActorKind::Person) => "Person",
            Some(ActorKind::State) => "Country",
            Some(ActorKind::Government) => "GovernmentOrganization",
            Some(ActorKind::Company) => "Corporation",
            Some(ActorKind::Media) => "NewsMediaOrganization",
            Some(ActorKind::Party) => "PoliticalParty",
            Some(ActorKind::Ngo) => "NGO",
            _ => "Organization",
        },
        // schema.org has no deal; an event is what it dates, places and names the parties of.
        Own::Deal(_) | Own::Event(_) => "Event",
        Own::Source(_) => "CreativeWork",
        Own::Quote(_) => "Quotation",
        Own::Term(_) => "DefinedTerm",
        Own::Place(_) => "Place",
        Own::Page => "WebPage",
    }
}

/// What a record's page says of the record.
pub fn record(ctx: &Ctx, sym: Sym) -> Value {
    let doc = ctx.reader.doc(sym);
    let c = &doc.record.common;
    let config = ctx.reader.config();
    let mut data = json!({
        "@context": "https://schema.org",
        "@type": kind(ctx, sym),
        "name": name_of(doc),
        "url": address(ctx, sym),
    });
    let mut set = |key: &str, value: Option<Value>| {
        if let (Some(value), Some(map)) = (value, data.as_object_mut()) {
            map.insert(key.to_string(), value);
        }
    };
    let text = |s: &Option<String>| s.clone().map(Value::String);
    let iso = |d: &crate::date::Date| d.datetime().map(Value::String);
    set("description", c.summary.as_ref().map(|s| json!(s.value)));
    let names: Vec<&str> =
        c.aliases.iter().filter(|a| a.kind != AliasKind::Adjective).map(|a| a.text.value.as_str()).collect();
    set("alternateName", (!names.is_empty()).then(|| json!(names)));
    let same: Vec<String> = c
        .ids
        .iter()
        .filter_map(|(k, v)| match k.as_str() {
            "wikidata" => Some(format!("https://www.wikidata.org/entity/{v}")),
            _ if v.starts_with("https://") => Some(v.clone()),
            _ => None,
        })
        .collect();
    set("sameAs", (!same.is_empty()).then(|| json!(same)));
    let list = |refs: &[Ref]| {
        let all: Vec<Value> = refs.iter().filter_map(|r| thing(ctx, r)).collect();
        (!all.is_empty()).then_some(Value::Array(all))
    };
    match &doc.record.own {
        Own::Article(a) => {
            set("headline", Some(json!(name_of(doc))));
            set("description", a.dek.as_ref().map(|d| json!(d.value)));
            set("datePublished", a.published.as_ref().and_then(|d| iso(&d.value)));
            set("dateModified", c.updated.as_ref().and_then(iso));
            let authors: Vec<Value> = a.authors.iter().map(|x| json!({ "@type": "Person", "name": x.name })).collect();
            set("author", (!authors.is_empty()).then_some(Value::Array(authors)));
            set("publisher", config.publisher.as_ref().map(|p| json!({ "@type": "Organization", "name": p })));
            set("inLanguage", Some(json!(c.lang.clone().unwrap_or_else(|| config.lang.clone()))));
            set("wordCount", Some(json!(doc.body.words)));
            let about: Vec<Value> = super::record::used(ctx, sym)
                .into_iter()
                .filter(|s| ctx.reader.doc(*s).kind == Kind::Actor)
                .map(|s| json!({ "@type": kind(ctx, s), "name": name_of(ctx.reader.doc(s)), "url": address(ctx, s) }))
                .collect();
            set("mentions", (!about.is_empty()).then_some(Value::Array(about)));
        }
        Own::Actor(a) => {
            let person = a.kind == Some(ActorKind::Person);
            set(if person { "birthDate" } else { "foundingDate" }, a.began.as_ref().and_then(|d| iso(&d.value)));
            set(if person { "deathDate" } else { "dissolutionDate" }, a.ended.as_ref().and_then(|d| iso(&d.value)));
            if a.kind != Some(ActorKind::State) {
                set("memberOf", list(&a.member_of));
            }
            if person && let Some(role) = a.roles.iter().find(|r| !r.former) {
                set("jobTitle", Some(json!(role.role)));
            }
        }
        Own::Deal(d) => {
            set("startDate", crate::kb::deal_date(d).and_then(iso));
            let parties: Vec<Ref> = d.parties.iter().map(|p| p.actor.clone()).collect();
            set("organizer", list(&parties));
            set("location", list(&d.places));
        }
        Own::Event(e) => {
            set("startDate", e.date.as_ref().and_then(|d| iso(&d.value)));
            set("endDate", e.end.as_ref().and_then(|d| iso(&d.value)));
            let actors: Vec<Ref> = e.actors.iter().map(|p| p.actor.clone()).collect();
            set("organizer", list(&actors));
            set("location", e.place.as_ref().and_then(|p| thing(ctx, p)));
        }
        Own::Source(s) => {
            let authors: Vec<Value> = s.authors.iter().map(|x| json!({ "@type": "Person", "name": x })).collect();
            set("author", (!authors.is_empty()).then_some(Value::Array(authors)));
            set("publisher", s.container.as_ref().map(|p| json!({ "@type": "Organization", "name": p })));
            set("datePublished", s.issued.as_ref().and_then(|d| iso(&d.value)));
            set("license", text(&s.licence));
            set("sameAs", s.url.as_ref().map(|u| json!(u.value)));
        }
        Own::Quote(q) => {
            set("text", q.text.as_ref().map(|t| json!(t.value)));
            set("spokenByCharacter", q.speaker.as_ref().and_then(|s| thing(ctx, s)));
            set("isPartOf", c.source.as_ref().and_then(|s| thing(ctx, s)));
        }
        Own::Term(_) => set("inDefinedTermSet", Some(json!(config.title.value))),
        Own::Place(p) => {
            if let (Some(lat), Some(lon)) = (p.lat, p.lon) {
                set("geo", Some(json!({ "@type": "GeoCoordinates", "latitude": lat, "longitude": lon })));
            }
            set("containedInPlace", p.within.as_ref().or(p.country.as_ref()).and_then(|r| thing(ctx, r)));
        }
        Own::Page => set("dateModified", c.updated.as_ref().and_then(iso)),
    }
    data
}

/// The site, or a list: a data set where files of it are offered.
pub fn list(ctx: &Ctx, of: Option<Kind>, name: &str, path: &str) -> Value {
    let config = ctx.reader.config();
    let url = |path: &str| match &config.url {
        Some(url) => format!("{}/{path}", url.value.trim_end_matches('/')),
        None => ctx.to(path),
    };
    let Some(kind) = of else {
        return json!({
            "@context": "https://schema.org", "@type": "WebSite", "name": config.title.value, "url": url(""),
            "description": config.description, "inLanguage": config.lang,
        });
    };
    let download = |ending: &str, media: &str| json!({ "@type": "DataDownload", "encodingFormat": media, "contentUrl": url(&format!("data/{}.{ending}", kind.folder())) });
    json!({
        "@context": "https://schema.org", "@type": "Dataset", "name": format!("{name} · {}", config.title.value), "url": url(path),
        "description": config.description.clone().unwrap_or_else(|| name.to_string()),
        "creator": config.publisher.as_ref().map(|p| json!({ "@type": "Organization", "name": p })),
        "distribution": [download("csv", "text/csv"), download("json", "application/json")],
    })
}
