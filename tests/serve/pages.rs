//! Which address leads to which page, and with which headers.

use nutgraf::serve::{self, Fault, Open, Options};
use nutgraf::source::watch::Mode;

use crate::tools::*;

#[test]
fn addresses_lead_to_pages() {
    let site = preview(&[
        ("content/index.html", HOME),
        ("content/404.html", "<body>Lost</body>"),
        ("content/actors/index.html", "<body>All actors</body>"),
        ("content/actors/russia.html", "<body>Russia</body>"),
        ("content/assets/site-1.css", "p{}"),
        ("content/data/deals.csv", "id\n"),
    ]);
    let home = site.get("/");
    assert_eq!(home.status, 200);
    assert_eq!(home.header("content-type"), Some("text/html; charset=utf-8"));
    assert_eq!(home.header("cache-control"), Some("no-store"));
    assert_eq!(home.header("x-content-type-options"), Some("nosniff"));
    assert!(home.header("content-security-policy").is_some_and(|policy| policy.starts_with("default-src 'self'")));
    let script = "<script src=\"/__nutgraf/client.js\" defer></script>";
    assert_eq!(home.body, HOME.replace("</body>", &format!("{script}</body>")));

    assert!(site.get("/actors/").body.contains("All actors"));
    assert!(site.get("/actors/russia").body.contains("Russia"));
    assert!(site.get("/actors/russia.html?x=1").body.contains("Russia"));
    assert!(site.get("/actors/%72ussia").body.contains("Russia"));
    let folder = site.get("/actors");
    assert_eq!((folder.status, folder.header("location")), (307, Some("/actors/")));
    let style = site.get("/assets/site-1.css");
    assert_eq!((style.body.as_str(), style.header("content-type")), ("p{}", Some("text/css; charset=utf-8")));
    assert_eq!(site.get("/data/deals.csv").header("content-type"), Some("text/csv; charset=utf-8"));

    let lost = site.get("/nothing");
    assert_eq!(lost.status, 404);
    assert!(lost.body.contains("Lost") && lost.body.contains(script));
    let client = site.get("/__nutgraf/client.js");
    assert_eq!((client.status, client.header("content-type")), (200, Some("text/javascript; charset=utf-8")));
    assert_eq!(site.get("/__nutgraf/other").status, 404);
}

#[test]
fn head_is_a_get_without_its_body() {
    let site = preview(&[("content/index.html", HOME)]);
    let host = format!("127.0.0.1:{}", site.port);
    let (head, get) = (site.ask("HEAD", "/", &host, ""), site.ask("GET", "/", &host, ""));
    assert_eq!((head.status, head.body.as_str()), (200, ""));
    assert_eq!(head.header("content-length"), get.header("content-length"));
    assert_eq!(site.ask("HEAD", "/__nutgraf/events", &host, "").status, 200);
}

#[test]
fn a_taken_port_is_a_fault() {
    let taken = std::net::TcpListener::bind("127.0.0.1:0").expect("bind");
    let port = taken.local_addr().expect("address").port();
    let dir = tempfile::tempdir().expect("a temporary folder");
    let options = Options { port: Some(port), open: Open::No, watch: Mode::Poll };
    let fault = serve::run(options, dir.path(), || panic!("not built"), |_| {}).expect_err("taken");
    assert!(matches!(fault, Fault::Port { .. }));
    assert_eq!(
        fault.to_string(),
        format!("port {port} is taken; give another with --port, or leave --port out to get a free one")
    );
}
