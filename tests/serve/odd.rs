//! Requests that no browser sends: none reaches a file, and after each the server still answers. (P12)

use crate::tools::*;

fn site() -> Preview {
    preview(&[
        ("content/index.html", HOME),
        ("content/actors/russia.html", "<body>Russia</body>"),
        ("site.toml", "secret"),
        ("content.md", "secret"),
    ])
}

fn tells_nothing(answer: &str, what: &str) {
    for told in ["secret", "root:", "Russia"] {
        assert!(!answer.contains(told), "{what} was told {told}");
    }
}

#[test]
fn only_site_pages_can_be_reached() {
    let site = site();
    let long = format!("/{}site.toml", "../".repeat(1000));
    let deep = format!("/{}x", "a/".repeat(5000));
    let wide = format!("/{}", "x".repeat(60_000));
    let targets = [
        // Steps upwards, plain, in codes, in codes of codes, in bytes that are no UTF-8.
        "/../etc/passwd",
        "/../site.toml",
        "/actors/../../site.toml",
        "/index.html/../../site.toml",
        "/%2e%2e/site.toml",
        "/.%2e/site.toml",
        "/%2E%2E%2Fsite.toml",
        "/%252e%252e/site.toml",
        "/%252e%252e%252fsite.toml",
        "/%c0%ae%c0%ae/site.toml",
        "/%e0%80%ae%e0%80%ae/site.toml",
        "/%c0%ae%c0%ae%c0%afsite.toml",
        "/..;/site.toml",
        "/..%00/site.toml",
        "/./actors/russia.html",
        "/actors/./russia.html",
        "/actors/../actors/russia.html",
        "/.",
        "/..",
        "/...",
        // Slashes and what some systems take for them.
        "//etc/passwd",
        "///etc/passwd",
        "/%2fetc/passwd",
        "/%2f%2fetc/passwd",
        "/actors//russia.html",
        "/actors%2frussia.html",
        "/actors%2Frussia",
        "/actors%252frussia.html",
        "/actors\\russia.html",
        "/actors%5crussia.html",
        "/..\\site.toml",
        "/..%5csite.toml",
        "/%5c%5chost%5cshare",
        // Names that mean a file on some systems.
        "/actors/russia.html.",
        "/actors/russia.html%20",
        "/actors/russia.html/",
        "/actors/russia.html%00",
        "/actors/russia.html%00.png",
        "/actors/russia.html::$DATA",
        "/ACTORS/RUSSIA.HTML",
        "/c:/windows/win.ini",
        "/file:///etc/passwd",
        "/~root/.profile",
        "/proc/self/environ",
        // The sources and what stands beside them.
        "/content/index.html",
        "/content.md",
        "/site.toml",
        "/.git/config",
        "/evidence.lock",
        "/templates/base.html",
        "/__nutgraf/../site.toml",
        "/__nutgraf/client/client.js",
        "/__nutgraf/%75nconfirmed",
        "/__nutgraf/unconfirmed/",
        "/__nutgraf/unconfirmed/../../site.toml",
        "/__nutgraf/",
        "/__nutgraf",
        // Codes that are not whole, and control characters.
        "/%00",
        "/%",
        "/%2",
        "/%zz",
        "/%ff",
        "/%0d%0aX-Injected:%20yes",
        "/%7f",
        &long,
        &deep,
        &wide,
    ];
    for target in targets {
        let answer = site.get(target);
        let short = target.get(..target.len().min(60)).unwrap_or_default();
        assert_eq!(answer.status, 404, "{short}");
        tells_nothing(&answer.body, short);
        assert_eq!(answer.header("x-injected"), None);
        // The reload channel and the lines of what is clicked lead nowhere else either.
        let inner = target.replace('%', "%25").replace('\\', "%5C");
        if inner.len() < 20_000 {
            for own in [format!("/__nutgraf/events?page={inner}"), format!("/__nutgraf/spot?page={inner}&href={inner}")]
            {
                tells_nothing(&site.get(&own).body, &own);
            }
        }
    }
    site.still_answers();
}

#[test]
fn a_redirect_stays_here() {
    let site = preview(&[("content/index.html", HOME), ("content/x/index.html", "<body>X</body>")]);
    let folder = site.get("/x");
    assert_eq!((folder.status, folder.header("location")), (307, Some("/x/")));
    for target in ["//x", "/\\x", "/%2fx", "//evil.example/x", "/x%0d%0a", "/x%2f"] {
        assert_eq!(site.get(target).header("location"), None, "{target}");
    }
}

#[test]
fn odd_requests_end_and_the_next_is_answered() {
    let site = site();
    let ours = site.host();
    let get = |lines: &str| format!("GET / HTTP/1.1\r\nHost: {ours}\r\n{lines}\r\n").into_bytes();
    let mut requests: Vec<(&str, Vec<u8>)> = vec![
        ("nothing", Vec::new()),
        ("line ends", b"\r\n\r\n\r\n".to_vec()),
        ("bare line feeds", format!("GET / HTTP/1.1\nHost: {ours}\nConnection: close\n\n").into_bytes()),
        ("bare carriage returns", format!("GET / HTTP/1.1\rHost: {ours}\r\r").into_bytes()),
        ("no version", b"GET /\r\n\r\n".to_vec()),
        ("an odd version", b"GET / HTTP/9.9\r\n\r\n".to_vec()),
        ("no target", b"GET HTTP/1.1\r\n\r\n".to_vec()),
        ("two spaces", format!("GET  /  HTTP/1.1\r\nHost: {ours}\r\n\r\n").into_bytes()),
        ("a space in the target", format!("GET /a b HTTP/1.1\r\nHost: {ours}\r\n\r\n").into_bytes()),
        ("a target without a slash", format!("GET site.toml HTTP/1.1\r\nHost: {ours}\r\n\r\n").into_bytes()),
        ("a star", format!("OPTIONS * HTTP/1.1\r\nHost: {ours}\r\nConnection: close\r\n\r\n").into_bytes()),
        ("a tunnel", format!("CONNECT evil.example:80 HTTP/1.1\r\nHost: {ours}\r\n\r\n").into_bytes()),
        ("a file address", format!("GET file:///etc/passwd HTTP/1.1\r\nHost: {ours}\r\n\r\n").into_bytes()),
        ("NUL in the target", b"GET /\0 HTTP/1.1\r\n\r\n".to_vec()),
        ("NUL in a header", get("X: a\0b\r\n")),
        ("a high byte in the target", b"GET /\xff\xfe HTTP/1.1\r\n\r\n".to_vec()),
        ("a space before the colon", format!("GET / HTTP/1.1\r\nHost : {ours}\r\n\r\n").into_bytes()),
        ("a header without a colon", get("Nonsense\r\n")),
        ("a header that goes on", get("X: a\r\n  b\r\n")),
        ("a huge header", get(&format!("X: {}\r\n", "x".repeat(2 << 20)))),
        ("many headers", get(&"X: y\r\n".repeat(5000))),
        ("a huge target", format!("GET /{} HTTP/1.1\r\nHost: {ours}\r\n\r\n", "x".repeat(1 << 20)).into_bytes()),
        (
            "a huge query",
            format!("GET /__nutgraf/spot?text={} HTTP/1.1\r\nHost: {ours}\r\n\r\n", "x".repeat(60_000)).into_bytes(),
        ),
        ("a length and pieces", get("Content-Length: 4\r\nTransfer-Encoding: chunked\r\n")),
        ("two lengths", get("Content-Length: 4\r\nContent-Length: 5\r\n")),
        ("a length below nothing", get("Content-Length: -1\r\n")),
        ("a length beyond all", get("Content-Length: 99999999999999999999\r\n")),
        ("a body that never comes", get("Content-Length: 1000\r\n")),
        ("a bad piece", [get("Transfer-Encoding: chunked\r\n"), b"zz\r\n".to_vec()].concat()),
        ("expectations", get("Expect: 100-continue\r\nContent-Length: 1\r\n")),
        ("another protocol", get("Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n")),
        ("HTTP/2 at once", b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\x04\0\0\0\0\0".to_vec()),
        ("TLS", b"\x16\x03\x01\x02\0\x01\0\x01\xfc\x03\x03".to_vec()),
        ("noise", (0..4096_u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 24) as u8).collect()),
        ("a part of the page", get("Range: bytes=0-1,5-9\r\nConnection: close\r\n")),
        ("a hundred at once", get("").repeat(100)),
    ];
    requests.push(("half of one", b"GET / HTT".to_vec()));
    for (what, bytes) in requests {
        tells_nothing(&site.raw(&bytes), what);
        site.still_answers();
    }
}
