//! JSON-LD for every page, in the words of schema.org: what machines are told is what readers are shown.

use serde_json::{Value, json};

use super::ctx::Ctx;
use crate::doc::record::*;
use crate::kb::Sym;

/// The script element that holds `data`. `<` is written as an escape, so that no text can close the element.
pub fn script(data: &Value) -> String {
    let json = serde_json::to_string(data).unwrap_or_else(|_| "{}".into());
    let json = json.replace('<', "\\u003c").replace('\u{2028}', "\\u2028").replace('\u{2029}', "\\u2029");
    format!("<script type=\"application/ld+json\">{json}</script>")
}

/// The address of a record's page: absolute where the site has one, else relative.
fn address(ctx: &Ctx, sym: Sym) -> String {
    match &ctx.reader.config().url {
        Some(url) => {
            let head = ctx.reader.head(sym);
            format!("{}/{}", url.value.trim_end_matches('/'), super::ctx::path_of(head.kind(), head.id()))
        }
        None => ctx.url(sym),
    }
}

fn thing(ctx: &Ctx, reference: &Ref) -> Option<Value> {
    let sym = ctx.sym(reference)?;
    Some(named(ctx, sym))
}

fn named(ctx: &Ctx, sym: Sym) -> Value {
    json!({ "@type": kind(ctx, sym), "name": ctx.reader.head(sym).name(), "url": address(ctx, sym) })
}

/// The schema.org type of a record.
fn kind(ctx: &Ctx, sym: Sym) -> &'static str {
    let head = ctx.reader.head(sym);
    match (head.kind(), head.sort().map_or("", |(_, word)| word)) {
        (Kind::Article, "analysis") => "AnalysisNewsArticle",
        (Kind::Article, "opinion") => "OpinionNewsArticle",
        (Kind::Article, "report" | "interview") => "ReportageNewsArticle",
        (Kind::Article, "review") => "ReviewNewsArticle",
        (Kind::Article, _) => "BackgroundNewsArticle",
        (Kind::Actor, "person") => "Person",
        (Kind::Actor, "state") => "Country",
        (Kind::Actor, "government") => "GovernmentOrganization",
        (Kind::Actor, "company") => "Corporation",
        (Kind::Actor, "media") => "NewsMediaOrganization",
        (Kind::Actor, "party") => "PoliticalParty",
        (Kind::Actor, "ngo") => "NGO",
        (Kind::Actor, _) => "Organization",
        // schema.org has no deal; an event is what it dates, places and names the parties of.
        (Kind::Deal | Kind::Event, _) => "Event",
        (Kind::Source, _) => "CreativeWork",
        (Kind::Quote, _) => "Quotation",
        (Kind::Term, _) => "DefinedTerm",
        (Kind::Place, _) => "Place",
        (Kind::Page, _) => "WebPage",
    }
}

/// What a record's page says of the record.
pub fn record(ctx: &Ctx, sym: Sym) -> Value {
    let Record { common: c, own } = ctx.reader.record(sym);
    let name = ctx.reader.head(sym).name();
    let config = ctx.reader.config();
    let mut data = json!({
        "@context": "https://schema.org",
        "@type": kind(ctx, sym),
        "name": name,
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
    match own {
        Own::Article(a) => {
            set("headline", Some(json!(name)));
            set("description", a.dek.as_ref().map(|d| json!(d.value)));
            set("datePublished", a.published.as_ref().and_then(|d| iso(&d.value)));
            set("dateModified", c.updated.as_ref().and_then(iso));
            let authors: Vec<Value> = a.authors.iter().map(|x| json!({ "@type": "Person", "name": x.name })).collect();
            set("author", (!authors.is_empty()).then_some(Value::Array(authors)));
            set("publisher", config.publisher.as_ref().map(|p| json!({ "@type": "Organization", "name": p })));
            set("inLanguage", Some(json!(c.lang.clone().unwrap_or_else(|| config.lang.clone()))));
            set("wordCount", Some(json!(ctx.reader.head(sym).words())));
            let about: Vec<Value> = super::record::used(ctx, sym)
                .into_iter()
                .filter(|s| ctx.reader.head(*s).kind() == Kind::Actor)
                .map(|s| named(ctx, s))
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
