//! Clients that are slow, silent or many. (P12)

use std::io::{Read, Write};
use std::net::TcpStream;
use std::thread;
use std::time::{Duration, Instant};

use crate::tools::*;

#[test]
fn a_slow_client_holds_nobody_up() {
    let site = preview(&[("content/index.html", HOME)]);
    let slow: Vec<TcpStream> = (0..40)
        .map(|_| {
            let mut stream = site.connect();
            stream.write_all(b"GET / HTTP/1.1\r\nHost: loc").expect("half a request");
            stream
        })
        .collect();
    site.still_answers();
    drop(slow);
}

#[test]
fn a_request_that_trickles_is_ended() {
    let site = preview(&[("content/index.html", HOME)]);
    let mut stream = site.connect();
    stream.write_all(b"GET / HTTP/1.1\r\nX: ").expect("a beginning");
    let start = Instant::now();
    while start.elapsed() < Duration::from_secs(30) {
        thread::sleep(Duration::from_millis(500));
        if stream.write_all(b"x").is_err() {
            break;
        }
    }
    let taken = start.elapsed();
    assert!(taken > Duration::from_secs(15) && taken < Duration::from_secs(25), "{taken:?}");
    site.still_answers();
}

#[test]
fn clients_that_never_read_hold_nobody_up_and_are_let_go() {
    let big = format!("<body>{}</body>", "x".repeat(6 << 20));
    let site = preview(&[("content/index.html", HOME), ("content/big.html", &big)]);
    let request = format!("GET /big HTTP/1.1\r\nHost: {}\r\n\r\n", site.host());
    let mut silent: Vec<TcpStream> = (0..12)
        .map(|_| {
            let mut stream = site.connect();
            // Many at once on each, none of whose answers is ever taken.
            stream.write_all(request.repeat(20).as_bytes()).expect("requests");
            stream
        })
        .collect();
    for _ in 0..10 {
        site.still_answers();
        thread::sleep(Duration::from_millis(100));
    }
    thread::sleep(Duration::from_secs(22));
    // What had been sent may be read, but the answers do not go on.
    let mut stream = silent.pop().expect("one of them");
    stream.set_read_timeout(Some(Duration::from_secs(5))).expect("timeout");
    let mut all = 0;
    let mut some = vec![0; 1 << 20];
    let end = loop {
        match stream.read(&mut some) {
            Ok(0) => break "closed",
            Ok(n) => all += n,
            Err(error) if error.kind() == std::io::ErrorKind::ConnectionReset => break "reset",
            Err(error) => panic!("still open: {error}"),
        }
        assert!(all < 30 << 20, "the answers go on");
    };
    assert!(!end.is_empty());
    site.still_answers();
}

#[test]
fn a_crowd_of_idle_connections_keeps_nobody_out() {
    let site = program(&[("site.toml", "title = \"Crowded\"\n")], &mut nutgraf());
    // More than the server takes at once; some say nothing, some half of a request, some a whole one and stay.
    let whole = format!("GET / HTTP/1.1\r\nHost: {}\r\n\r\n", site.host());
    let mut crowd: Vec<TcpStream> = Vec::new();
    for n in 0..700 {
        let Ok(mut stream) = TcpStream::connect(("127.0.0.1", site.port)) else { break };
        let words: &[u8] = match n % 3 {
            0 => b"",
            1 => b"GET / HTTP/1.1\r\nHos",
            _ => whole.as_bytes(),
        };
        let _ = stream.write_all(words);
        crowd.push(stream);
    }
    assert!(crowd.len() > 600);
    let start = Instant::now();
    let mut stream = site.connect();
    stream.set_read_timeout(Some(Duration::from_secs(25))).expect("timeout");
    stream.write_all(whole.replace("\r\n\r\n", "\r\nConnection: close\r\n\r\n").as_bytes()).expect("a request");
    let mut text = String::new();
    stream.read_to_string(&mut text).expect("an answer in the end");
    assert!(text.starts_with("HTTP/1.1 200"), "{text}");
    assert!(start.elapsed() < Duration::from_secs(12), "{:?}", start.elapsed());
    drop(crowd);
    site.still_answers();
}
