//! Who may ask: this server by its own name, no page of somewhere else, and only with GET and HEAD. (P12)

use std::sync::Arc;

use nutgraf::serve::{Finder, Spot, Update};
use nutgraf::source::watch::Mode;

use crate::tools::*;

/// A page, an asset, what is missing, and everything of the preview's own.
const TARGETS: [&str; 10] = [
    "/",
    "/a",
    "/assets/a.css",
    "/nothing",
    "/__nutgraf/client.js",
    "/__nutgraf/panel.js",
    "/__nutgraf/events?page=/",
    "/__nutgraf/unconfirmed",
    "/__nutgraf/spot?page=/&text=Home&href=",
    "/__nutgraf/nothing",
];

fn site() -> Preview {
    let files = [("content/index.html", HOME), ("content/a.html", "UNSURE"), ("content/assets/a.css", "p{}")];
    start(&files, Mode::Notify, |root| {
        let finder: Finder =
            Arc::new(|_, _, _| Some(Spot { path: "content/secret.md".into(), line: 1, column: 1, href: None }));
        Update { spot: Some(finder), ..build(root) }
    })
}

fn is_refused(answer: &Answer, what: &str) {
    assert_eq!(answer.status, 403, "{what}");
    for told in ["Home", "UNSURE", "p{}", "secret", "event:", "use strict", "import"] {
        assert!(!answer.body.contains(told), "{what} was told {told}");
    }
}

#[test]
fn foreign_hosts_are_refused_everywhere() {
    let site = site();
    let port = site.port;
    let mut hosts: Vec<String> =
        ["", "localhost", "127.0.0.1", "[::1]", "127.0.0.1:1", "localhost:1", ":"].map(String::from).into();
    // Names that lead to the loopback address, other ways to write it, and what looks like ours.
    for name in [
        "evil.example",
        "127.0.0.1.nip.example",
        "localhost.evil.example",
        "evil.localhost",
        "localhost.",
        "127.0.0.1.",
        "0.0.0.0",
        "0",
        "127.1",
        "2130706433",
        "0x7f000001",
        "0177.0.0.1",
        "127.0.0.2",
        "[::]",
        "[::ffff:127.0.0.1]",
        "[0:0:0:0:0:0:0:1]",
        "[::1%25lo]",
        "::1",
        "user@localhost",
        "localhost%00",
        "local host",
        "xn--localhost",
    ] {
        hosts.push(format!("{name}:{port}"));
    }
    hosts.push(format!("localhost:{port}:80"));
    hosts.push(format!("localhost:0{port}"));
    hosts.push(format!("localhost:{port}, evil.example"));
    hosts.push(format!("localhost:{port}/"));
    hosts.push(format!("http://localhost:{port}"));
    for target in TARGETS {
        for host in &hosts {
            is_refused(&site.ask("GET", target, host, ""), &format!("{target} of {host}"));
        }
        let (ours, close) = (site.host(), "Connection: close");
        for (what, lines) in [
            ("no host", close.to_string()),
            ("ours twice", format!("Host: {ours}\r\nHost: {ours}\r\n{close}")),
            ("ours first", format!("Host: {ours}\r\nHost: evil.example\r\n{close}")),
            ("ours last", format!("Host: evil.example\r\nHost: {ours}\r\n{close}")),
        ] {
            let answer = site.send(&format!("GET {target} HTTP/1.1\r\n{lines}\r\n\r\n"));
            is_refused(&answer, &format!("{target}, {what}"));
        }
        is_refused(&site.send(&format!("GET {target} HTTP/1.0\r\n\r\n")), "HTTP/1.0 without a host");
        // The target names a host itself: that one counts as well.
        for other in [format!("evil.example:{port}"), format!("user@localhost:{port}"), "localhost".into()] {
            is_refused(&site.ask("GET", &format!("http://{other}{target}"), &ours, ""), &format!("{other}{target}"));
        }
    }
    site.still_answers();
}

#[test]
fn foreign_origins_are_refused_everywhere() {
    let site = site();
    let (port, ours) = (site.port, site.host());
    let origins = [
        "http://evil.example".to_string(),
        "null".into(),
        String::new(),
        "file://".into(),
        "http://localhost".into(),
        "http://localhost:1".into(),
        format!("https://localhost:{port}"),
        format!("ws://localhost:{port}"),
        format!("http://localhost:{port}/"),
        format!("http://localhost:{port}.evil.example"),
        format!("http://localhost:{port}@evil.example"),
        format!("http://evil.example/http://localhost:{port}"),
        format!("http://localhost:{port} http://evil.example"),
        format!("localhost:{port}"),
    ];
    for target in TARGETS {
        for origin in &origins {
            let answer = site.ask("GET", target, &ours, &format!("Origin: {origin}\r\n"));
            is_refused(&answer, &format!("{target} from {origin}"));
        }
        let two = format!("Origin: http://{ours}\r\nOrigin: http://evil.example\r\n");
        is_refused(&site.ask("GET", target, &ours, &two), "two origins");
        // An element of a foreign page says where it stands, a frame too.
        for (place, mode, kind) in [
            ("cross-site", "no-cors", "script"),
            ("cross-site", "no-cors", "image"),
            ("cross-site", "navigate", "iframe"),
            ("same-site", "cors", "empty"),
            ("cross-site", "websocket", "websocket"),
        ] {
            let lines = format!("Sec-Fetch-Site: {place}\r\nSec-Fetch-Mode: {mode}\r\nSec-Fetch-Dest: {kind}\r\n");
            is_refused(&site.ask("GET", target, &ours, &lines), &format!("{target} in a {kind}"));
        }
    }
    site.still_answers();
}

#[test]
fn our_own_names_are_answered() {
    let site = site();
    let port = site.port;
    for host in [site.host(), format!("LOCALHOST:{port}"), format!("127.0.0.1:{port}"), format!("[::1]:{port}")] {
        let origin = format!("Origin: http://{host}\r\n");
        for target in ["/", "/assets/a.css", "/__nutgraf/panel.js", "/__nutgraf/unconfirmed", "/__nutgraf/spot?page=/"]
        {
            assert_eq!(site.ask("GET", target, &host, &origin).status, 200, "{target} of {host}");
        }
        assert_eq!(site.ask("GET", &format!("http://{host}/"), &host, "").status, 200);
    }
    // A link on a page of somewhere else may be followed.
    let link = "Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: navigate\r\nSec-Fetch-Dest: document\r\n";
    assert_eq!(site.ask("GET", "/", &site.host(), link).status, 200);
}

#[test]
fn no_answer_may_be_kept_framed_or_read_elsewhere() {
    let site = site();
    for target in TARGETS {
        let answer = site.ask("HEAD", target, &site.host(), "");
        let is = |name: &str, value: &str| assert_eq!(answer.header(name), Some(value), "{target}");
        is("cache-control", "no-store");
        is("x-content-type-options", "nosniff");
        is("referrer-policy", "no-referrer");
        is("cross-origin-resource-policy", "same-origin");
        is("content-security-policy", "default-src 'self'; frame-ancestors 'self'");
        assert_eq!(answer.header("access-control-allow-origin"), None);
    }
}

#[test]
fn get_and_head_only() {
    let site = site();
    for method in ["POST", "PUT", "DELETE", "OPTIONS", "TRACE", "PATCH", "FETCH", "PROPFIND", "get", "Get"] {
        for target in TARGETS {
            let answer = site.ask(method, target, &site.host(), "Content-Length: 0\r\n");
            assert_eq!((answer.status, answer.header("allow")), (405, Some("GET, HEAD")), "{method} {target}");
        }
    }
    site.still_answers();
}
