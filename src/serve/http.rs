//! One request, one answer: who may ask, which page an address means, and the headers that go with it. Pages come from
//! the published state alone, so there is no path on disk that an address could reach.

use std::io;
use std::sync::Arc;

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::{Request, State as Held};
use axum::http::header::{self, HeaderMap, HeaderName, HeaderValue};
use axum::http::{Method, StatusCode, Uri};
use axum::response::Response;
use tokio::sync::watch;
use xxhash_rust::xxh3::xxh3_64_with_seed;

use super::query::{pairs, unescape};
use super::{State, listen, notes, overlay, own, reload};

/// The one element that a page gets more than the built one has.
const SCRIPT: &[u8] = b"<script src=\"/__nutgraf/client.js\" defer></script>";
/// What is the preview's own, beside the pages.
const OWN: &str = "/__nutgraf/";

const FIXED: [(HeaderName, &str); 6] = [
    (header::CACHE_CONTROL, "no-store"),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::REFERRER_POLICY, "no-referrer"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    // What every built page promises to work under.
    (header::CONTENT_SECURITY_POLICY, "default-src 'self'; frame-ancestors 'self'"),
];

#[derive(Clone)]
struct Site {
    /// The names under which this server may be asked for.
    hosts: Arc<[String]>,
    states: watch::Receiver<State>,
}

/// Answers until the listener fails, which it does not.
pub(super) async fn serve(
    listener: listen::Listener,
    port: u16,
    states: watch::Receiver<State>,
) -> Result<(), io::Error> {
    let site = Site { hosts: hosts(port).into(), states };
    axum::serve(listener, Router::new().fallback(answer).with_state(site)).await
}

async fn answer(Held(site): Held<Site>, request: Request) -> Response {
    let (parts, _body) = request.into_parts();
    if !is_ours(&site.hosts, &parts.uri, &parts.headers) {
        return text(StatusCode::FORBIDDEN, "This preview answers its own pages on localhost only.\n");
    }
    if parts.method != Method::GET && parts.method != Method::HEAD {
        let mut response = text(StatusCode::METHOD_NOT_ALLOWED, "GET and HEAD only.\n");
        response.headers_mut().insert(header::ALLOW, HeaderValue::from_static("GET, HEAD"));
        return response;
    }
    let query = parts.uri.query().unwrap_or_default().to_owned();
    let path = parts.uri.path().to_owned();
    let name = path.strip_prefix(OWN).filter(|_| path != own::UNCONFIRMED);
    if name == Some("events") {
        let news = match parts.method {
            Method::HEAD => String::new(),
            _ => reload::news(site.states, &query).await,
        };
        return finish(StatusCode::OK, reload::KIND, Body::from(news));
    }
    if let Some((bytes, name)) = name.and_then(own::file) {
        return finish(StatusCode::OK, kind(name), Body::from(bytes));
    }
    let is_spot = name == Some("spot");
    if name.is_some() && !is_spot {
        return text(StatusCode::NOT_FOUND, "Nothing here.\n");
    }
    let state = site.states.borrow().clone();
    // A page may be rendered only now, a file read; and a panic in there ends here.
    let work = move || if is_spot { spot(&state, &query) } else { page(&state, &path) };
    match tokio::task::spawn_blocking(work).await {
        Ok(response) => response,
        Err(_) => text(StatusCode::INTERNAL_SERVER_ERROR, "nutgraf failed on this page; see the terminal.\n"),
    }
}

/// The line of what was clicked, as JSON.
fn spot(state: &State, query: &str) -> Response {
    let none = || text(StatusCode::NOT_FOUND, "No line of a source is known for this.\n");
    let Some(finder) = &state.spot else { return none() };
    let (mut address, mut words, mut href) = (String::new(), Vec::new(), String::new());
    for (name, value) in pairs(query) {
        match name.as_str() {
            "page" => address = value,
            "text" => words.push(value.replace(['\n', '\r'], " ")),
            "href" => href = value,
            _ => {}
        }
    }
    // Inside the site by its output path, as the finder knows it; only a page that is served has a file.
    let output = |address: &str| match find(state, address) {
        Found::File(path, _) if address != own::UNCONFIRMED => Some(path),
        _ => None,
    };
    let Some(path) = output(&address) else { return none() };
    let to = output(&href).unwrap_or(href);
    match finder(&path, &words.join("\n"), &to).and_then(|spot| serde_json::to_string(&spot).ok()) {
        Some(json) => finish(StatusCode::OK, kind("x.json"), Body::from(json)),
        None => none(),
    }
}

fn page(state: &State, address: &str) -> Response {
    let found = find(state, address);
    if let Found::Elsewhere(location) = &found {
        let mut response = text(StatusCode::TEMPORARY_REDIRECT, "It is there with a slash.\n");
        if let Ok(value) = HeaderValue::from_str(location) {
            response.headers_mut().insert(header::LOCATION, value);
        }
        return response;
    }
    let mark = mark(&found);
    let (status, kind, bytes) = match found {
        Found::File(path, bytes) => (StatusCode::OK, kind(&path), bytes),
        Found::Missing(bytes) => (StatusCode::NOT_FOUND, kind("404.html"), bytes),
        Found::NotBuilt(bytes) => (StatusCode::SERVICE_UNAVAILABLE, kind("x.html"), bytes),
        // Answered above.
        Found::Elsewhere(_) => (StatusCode::NOT_FOUND, kind("x.html"), Arc::from([])),
    };
    let body = if kind.starts_with("text/html") { with_script(&bytes) } else { Bytes::from_owner(bytes) };
    let mut response = finish(status, kind, Body::from(body));
    // The one header of a page that its script can read: it tells the reload channel which bytes this tab shows.
    if let Ok(value) = HeaderValue::from_str(&format!("nutgraf;desc=\"{mark}\"")) {
        response.headers_mut().insert("server-timing", value);
    }
    response
}

/// What an address leads to.
pub(super) enum Found {
    /// An output path and its bytes.
    File(String, Arc<[u8]>),
    /// No such page: the site's own 404 page, or a plain one.
    Missing(Arc<[u8]>),
    /// No such page, and no good build yet: the faults.
    NotBuilt(Arc<[u8]>),
    /// A folder without its slash, from where relative links would go wrong.
    Elsewhere(String),
}

/// `/` -> `index.html`; `/x/` -> `x/index.html`; `/x/y` -> `x/y` or `x/y.html`.
pub(super) fn find(state: &State, address: &str) -> Found {
    if address == own::UNCONFIRMED {
        return Found::File("unconfirmed.html".into(), notes::page(&state.notes).into_bytes().into());
    }
    // Files of a page that came before the last update: their names change with their bytes, so none is ever stale.
    let before = |path: &str| match &state.before {
        Some((pages, _)) if path.starts_with("assets/") => pages(path),
        _ => None,
    };
    let file = |path: String| (state.pages)(&path).or_else(|| before(&path)).map(|bytes| Found::File(path, bytes));
    let found = decode(address).and_then(|path| {
        if path.is_empty() || path.ends_with('/') {
            return file(format!("{path}index.html"));
        }
        file(path.clone())
            .or_else(|| file(format!("{path}.html")))
            .or_else(|| (state.pages)(&format!("{path}/index.html")).map(|_| Found::Elsewhere(format!("{address}/"))))
    });
    found.unwrap_or_else(|| match (state.pages)("404.html") {
        Some(bytes) => Found::Missing(bytes),
        None if !state.faults.is_empty() => Found::NotBuilt(overlay::page(&state.faults).into_bytes().into()),
        None => Found::Missing(Arc::from(&b"<!doctype html>\n<title>Not found</title>\n<p>No such page.\n"[..])),
    })
}

/// A hash of what an address shows: equal marks, equal pages. The script counts as part of the page, so that a tab
/// kept open over a new version of nutgraf gets the new script.
pub(super) fn mark(found: &Found) -> String {
    let (seed, bytes) = match found {
        Found::File(_, bytes) => (0, &bytes[..]),
        Found::Missing(bytes) => (1, &bytes[..]),
        Found::NotBuilt(bytes) => (2, &bytes[..]),
        Found::Elsewhere(location) => (3, location.as_bytes()),
    };
    format!("{:016x}", xxh3_64_with_seed(bytes, own::hash().wrapping_add(seed)))
}

/// The output path of an address: without the first slash, percent codes decoded. None where it cannot be one.
fn decode(address: &str) -> Option<String> {
    let inner = address.strip_prefix('/')?;
    // A slash in codes is no step between folders: links of a page found that way would all lead elsewhere.
    if inner.to_ascii_lowercase().contains("%2f") {
        return None;
    }
    let path = String::from_utf8(unescape(inner)?).ok()?;
    let odd = |part: &str| part == "." || part == "..";
    let empty = |path: &str| path.starts_with('/') || path.contains("//");
    if path.split('/').any(odd) || empty(&path) || path.contains('\\') || path.contains(char::is_control) {
        return None;
    }
    Some(path)
}

fn hosts(port: u16) -> Vec<String> {
    let names = ["localhost", "127.0.0.1", "[::1]"];
    let mut hosts: Vec<String> = names.iter().map(|name| format!("{name}:{port}")).collect();
    if port == 80 {
        // Browsers leave it out.
        hosts.extend(names.map(String::from));
    }
    hosts
}

/// Whether a request is for this server by its own name, and not sent by a page of somewhere else: a foreign name that
/// leads to the loopback address must not read the preview, and neither must a foreign page.
fn is_ours(hosts: &[String], uri: &Uri, headers: &HeaderMap) -> bool {
    let known = |host: &str| hosts.iter().any(|ours| ours.eq_ignore_ascii_case(host));
    let mut named = headers.get_all(header::HOST).iter();
    let host_known = match (named.next(), named.next()) {
        (Some(host), None) => host.to_str().is_ok_and(known),
        _ => false,
    };
    let target_known = uri.authority().is_none_or(|authority| known(authority.as_str()));
    let origin_known = headers
        .get_all(header::ORIGIN)
        .iter()
        .all(|origin| origin.to_str().ok().and_then(|origin| origin.strip_prefix("http://")).is_some_and(known));
    host_known && target_known && origin_known && !is_embedded_elsewhere(headers)
}

/// An `img` or `script` of a foreign page sends no Origin, but browsers say where it comes from. Following a link from
/// elsewhere is allowed.
fn is_embedded_elsewhere(headers: &HeaderMap) -> bool {
    let value = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    let foreign = matches!(value("sec-fetch-site"), Some("cross-site" | "same-site"));
    foreign && !(value("sec-fetch-mode") == Some("navigate") && value("sec-fetch-dest") == Some("document"))
}

/// The page with the script before its last `</body>`, or at its end.
fn with_script(page: &[u8]) -> Bytes {
    const CLOSING: &[u8] = b"</body>";
    let at = page.windows(CLOSING.len()).rposition(|w| w.eq_ignore_ascii_case(CLOSING)).unwrap_or(page.len());
    let (before, after) = page.split_at(at);
    Bytes::from([before, SCRIPT, after].concat())
}

fn text(status: StatusCode, words: &'static str) -> Response {
    finish(status, kind("x.txt"), Body::from(words))
}

fn finish(status: StatusCode, kind: &'static str, body: Body) -> Response {
    let mut response = Response::new(body);
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    for (name, value) in FIXED {
        headers.insert(name, HeaderValue::from_static(value));
    }
    response
}

fn kind(path: &str) -> &'static str {
    let name = path.rsplit('/').next().unwrap_or(path);
    let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase()).unwrap_or_default();
    match ending.as_str() {
        "html" | "htm" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "json" | "map" => "application/json",
        "webmanifest" => "application/manifest+json",
        "csv" => "text/csv; charset=utf-8",
        "txt" | "md" => "text/plain; charset=utf-8",
        "xml" => "application/xml; charset=utf-8",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "gif" => "image/gif",
        "webp" => "image/webp",
        "avif" => "image/avif",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "woff" => "font/woff",
        "ttf" => "font/ttf",
        "otf" => "font/otf",
        "pdf" => "application/pdf",
        "mp4" => "video/mp4",
        "webm" => "video/webm",
        "mp3" => "audio/mpeg",
        "wasm" => "application/wasm",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_become_output_paths_or_nothing() {
        assert_eq!(decode("/").as_deref(), Some(""));
        assert_eq!(decode("/actors/russia").as_deref(), Some("actors/russia"));
        assert_eq!(decode("/a%20b.html").as_deref(), Some("a b.html"));
        for bad in [
            "/../etc/passwd",
            "/%2e%2e/x",
            "/a/%2E./x",
            "//x",
            "/a//b",
            "/a%00b",
            "/a%5c..",
            "/%",
            "/%zz",
            "x",
            "/a%2Fb",
            "/a%2fb",
            "/%c0%ae%c0%ae/x",
            "/..",
            "/a/.",
        ] {
            assert_eq!(decode(bad), None, "{bad}");
        }
    }

    #[test]
    fn the_script_stands_before_the_last_closing_tag() {
        let page = with_script(b"<body>&lt;/body> </BODY>\n</html>");
        assert!(page.ends_with(b"defer></script></BODY>\n</html>"));
        assert!(with_script(b"").starts_with(b"<script"));
    }
}
