//! The server and those who ask for what no reader asks: other sites, wrong paths, endless headers, clients that never finish.

use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::time::Duration;

use crate::serve::{Server, Told, ask, clean, new_book, serve};

/// What the server answers to these bytes; empty where it hangs up.
fn answer(server: &Server, request: &[u8]) -> String {
    let mut stream = TcpStream::connect(server.address).expect("it listens");
    stream.set_read_timeout(Some(Duration::from_secs(60))).expect("a timeout");
    // It may hang up before all of it is sent.
    let _ = stream.write_all(request);
    let mut bytes = Vec::new();
    let _ = stream.read_to_end(&mut bytes);
    String::from_utf8_lossy(&bytes).into_owned()
}

fn get(server: &Server, target: &str, headers: &str) -> String {
    answer(server, format!("GET {target} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n{headers}\r\n").as_bytes())
}

fn status(answer: &str) -> &str {
    answer.split(' ').nth(1).unwrap_or_default()
}

#[test]
fn pages_of_other_sites_are_not_answered() {
    let folder = new_book();
    let server = serve(folder.path(), &[]);
    assert!(server.address.ip().is_loopback());
    let from = |target: &str, origin: &str| get(&server, target, &format!("Origin: {origin}\r\n"));
    for target in ["/", "/static/onus.css", "/model.json", "/__onus/events?page=/", "/__onus/reload.js", "/no-such-page.html"] {
        for origin in
            ["https://elsewhere.example", "http://localhost.elsewhere.example", "http://localhost:1", "null", "localhost", "file://", "\u{ff}"]
        {
            let answer = from(target, origin);
            assert_eq!(status(&answer), "403", "{target} from {origin}: {answer}");
            assert!(answer.len() < 300, "{target} from {origin}: {answer}");
        }
    }
    for target in ["/", "/static/onus.css", "/model.json"] {
        assert_eq!(status(&from(target, "http://localhost")), "200", "{target}");
        assert_eq!(status(&from(target, "https://localhost")), "200", "{target} behind a proxy");
    }
}

/// Ways out of the site, were one of them believed.
const PATHS: &[&str] = &[
    "/secret.html",
    "/content/secret.html",
    "/../secret.html",
    "/../../secret.html",
    "/static/../../secret.html",
    "/./../secret.html",
    "/%2e%2e/secret.html",
    "/..%2fsecret.html",
    "/%2e%2e%2fsecret.html",
    "/%2E%2E%2F%2E%2E%2Fsecret.html",
    "/..%5csecret.html",
    "/%5c..%5csecret.html",
    "/..\\secret.html",
    "/%252e%252e/secret.html",
    "/%c0%ae%c0%ae/secret.html",
    "/..;/secret.html",
    "/secret.html%00",
    "/secret.html%00.html",
    "/%00",
    "/services/%2e%2e/%2e%2e/secret.html",
    "/services/..%2f..%2fsecret.html",
    "/learn/../../secret.html",
    "/checklists/..%2f..%2fsecret.html",
    "/static/search/..%2f..%2f..%2fsecret.html",
    "/.git/config",
    "/book.toml",
    "/content/services/office/wiki.yaml",
    "//etc/passwd",
    "///etc/passwd",
    "/%2fetc%2fpasswd",
    "/etc/passwd",
    "/%",
    "/%zz",
    "/%e2%80",
    "http://elsewhere.example/secret.html",
    "*",
    "/C:%5csecret.html",
    "/file:///etc/passwd",
];

#[test]
fn nothing_but_the_site_is_served_whatever_the_path() {
    let folder = new_book();
    let book = folder.path().join("deep/book");
    std::fs::create_dir_all(folder.path().join("deep")).expect("makes");
    for name in ["book.toml", "content"] {
        std::fs::create_dir_all(&book).expect("makes");
        std::fs::rename(folder.path().join(name), book.join(name)).expect("moves");
    }
    let secrets =
        [folder.path().join("secret.html"), folder.path().join("deep/secret.html"), book.join("secret.html"), book.join("content/secret.html")];
    for secret in secrets {
        std::fs::write(secret, "the secret").expect("writes");
    }
    std::fs::create_dir_all(book.join(".git")).expect("makes");
    std::fs::write(book.join(".git/config"), "the secret").expect("writes");
    let server = serve(&book, &[]);
    let absolute = book.join("secret.html").display().to_string();
    let absolute = [absolute.clone(), format!("/{absolute}")];
    for path in PATHS.iter().copied().chain(absolute.iter().map(String::as_str)) {
        let answer = get(&server, path, "");
        assert!(matches!(status(&answer), "400" | "404"), "{path}: {answer}");
        assert!(!answer.contains("the secret") && !answer.contains("root:"), "{path}: {answer}");
    }
    for length in [1_000, 60_000, 70_000, 1_000_000] {
        for part in ["a", "a/", "../", "%2e%2e%2f"] {
            let path = format!("/{}", part.repeat(length / part.len()));
            let answer = get(&server, &path, "");
            assert!(matches!(status(&answer), "" | "400" | "404" | "414" | "431"), "{length} of {part}: {answer}");
        }
    }
    assert!(ask(&server, "/", "localhost").starts_with("HTTP/1.1 200"));
}

#[test]
fn headers_and_methods_have_limits() {
    let folder = new_book();
    let server = serve(folder.path(), &[]);
    let many: String = (0..500).map(|number| format!("X-{number}: 1\r\n")).collect();
    let long = format!("X: {}\r\n", "a".repeat(2 << 20));
    for headers in [&many, &long] {
        let answer = get(&server, "/", headers);
        assert!(matches!(status(&answer), "" | "400" | "431"), "{}", &answer[..answer.len().min(300)]);
    }
    for request in ["POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99999999999\r\nConnection: close\r\n\r\n", "\0\0\0\r\n\r\n", "GET\r\n\r\n"]
    {
        let answer = answer(&server, request.as_bytes());
        assert!(matches!(status(&answer), "" | "400" | "405"), "{request}: {answer}");
    }
    assert!(ask(&server, "/", "localhost").starts_with("HTTP/1.1 200"));
}

#[test]
fn clients_that_never_finish_keep_nobody_waiting() {
    let folder = new_book();
    let server = serve(folder.path(), &[]);
    let open = |request: &str| {
        let mut stream = TcpStream::connect(server.address).expect("it listens");
        stream.write_all(request.as_bytes()).expect("it listens");
        stream
    };
    // Some say nothing, some stop in the middle of a line, some ask again and again and never read.
    let half: Vec<TcpStream> =
        ["", "GET / HT", "GET / HTTP/1.1\r\nHost: localhost\r\nX: "].iter().cycle().take(150).map(|begun| open(begun)).collect();
    let deaf = "GET /model.json HTTP/1.1\r\nHost: localhost\r\n\r\n".repeat(50);
    let deaf: Vec<TcpStream> = (0..40).map(|_| open(&deaf)).collect();
    let listening: Vec<TcpStream> = (0..40).map(|_| open("GET /__onus/events?page=/ HTTP/1.1\r\nHost: localhost\r\n\r\n")).collect();
    for path in ["/", "/services/", "/model.json", "/static/onus.css"] {
        assert!(ask(&server, path, "localhost").starts_with("HTTP/1.1 200"), "{path}");
    }
    assert_eq!(half.len() + deaf.len() + listening.len(), 230);
}

/// The memory that a process holds, in MiB.
#[cfg(target_os = "linux")]
fn held(server: &Server) -> u64 {
    let text = std::fs::read_to_string(format!("/proc/{}/status", server.child.id())).expect("it runs");
    let line = text.lines().find_map(|line| line.strip_prefix("VmRSS:")).expect("it says");
    line.trim().trim_end_matches(" kB").parse::<u64>().expect("a number") >> 10
}

/// A book with a picture of 8 MiB is built again and again: were one of the builds kept each time, 480 MiB more would be held.
#[cfg(target_os = "linux")]
#[test]
fn what_was_built_before_is_let_go() {
    let folder = new_book();
    std::fs::write(folder.path().join("content/guides/large.png"), vec![7; 8 << 20]).expect("writes");
    let guide = folder.path().join("content/guides/start-here.md");
    let server = serve(folder.path(), &[]);
    let mut told = Told::to(&server, "/guides/start-here.html");
    let mut build = told.next(clean)["build"].as_u64();
    let mut rebuild = |number: u32| {
        std::fs::write(&guide, format!("---\ntitle: Start here\n---\n\nNumber {number}.\n")).expect("writes");
        build = told.next(|state| clean(state) && state["build"].as_u64() > build)["build"].as_u64();
    };
    (0..15).for_each(&mut rebuild);
    let before = held(&server);
    (15..75).for_each(&mut rebuild);
    let after = held(&server);
    assert!(after < before + 120, "{before} MiB, then {after} MiB");
}
