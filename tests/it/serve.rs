//! The server, asked over its port.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

/// A running server, which ends with the test.
struct Server {
    child: Child,
    address: SocketAddr,
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn onus(book: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_onus"));
    command.current_dir(book).args(arguments).env("SOURCE_DATE_EPOCH", "1796000000");
    command
}

fn serve(book: &Path) -> Server {
    let mut child = onus(book, &["serve", "-p", "0"]).stderr(Stdio::piped()).spawn().expect("it starts");
    let mut lines = BufReader::new(child.stderr.take().expect("it is piped")).lines();
    let address = lines.find_map(|line| line.ok()?.strip_prefix("serving on http://")?.trim_end_matches('/').parse().ok());
    // The pipe is read to its end, or the server would wait for its reader.
    std::thread::spawn(move || lines.for_each(drop));
    Server { child, address: address.expect("it says where it serves") }
}

fn ask(server: &Server, path: &str, host: &str) -> String {
    let mut stream = TcpStream::connect(server.address).expect("it listens");
    stream.set_read_timeout(Some(Duration::from_secs(20))).expect("a timeout");
    write!(stream, "GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n").expect("it listens");
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes).expect("it answers");
    String::from_utf8_lossy(&bytes).into_owned()
}

/// The next state that the server tells its open pages, and that is wanted: a build may see a file half written.
fn next_state(events: &mut impl Iterator<Item = std::io::Result<String>>, wanted: impl Fn(&str) -> bool) -> serde_json::Value {
    let mut states = events.filter_map(|line| serde_json::from_str(line.expect("it tells").strip_prefix("data: ")?).ok());
    states.find(|state: &serde_json::Value| state["problems"].as_str().is_some_and(&wanted)).expect("it tells")
}

#[test]
fn pages_follow_the_book_and_errors_leave_the_last_good_ones() {
    let folder = tempfile::tempdir().expect("a folder");
    let made = onus(folder.path(), &["init"]).output().expect("it starts");
    assert!(made.status.success());
    let server = serve(folder.path());

    let page = ask(&server, "/", "localhost");
    assert!(page.starts_with("HTTP/1.1 200"), "{page}");
    assert!(page.contains("content-security-policy: default-src 'self'"), "{page}");
    assert!(page.contains("<script src=\"/__onus/reload.js?v="), "{page}");
    assert!(ask(&server, "/__onus/reload.js", "localhost").contains("EventSource"));
    assert!(ask(&server, "/services/", "localhost").starts_with("HTTP/1.1 200"));
    assert!(ask(&server, "/services", "localhost").contains("location: /services/"));
    assert!(ask(&server, "/no-such-page.html", "localhost").starts_with("HTTP/1.1 404"));
    assert!(ask(&server, "/", "elsewhere.example").starts_with("HTTP/1.1 403"));

    let mut stream = TcpStream::connect(server.address).expect("it listens");
    stream.set_read_timeout(Some(Duration::from_secs(60))).expect("a timeout");
    write!(stream, "GET /__onus/events HTTP/1.1\r\nHost: localhost\r\n\r\n").expect("it listens");
    let mut events = BufReader::new(stream).lines();
    let first = next_state(&mut events, str::is_empty);

    let wiki = folder.path().join("content/services/office/wiki.yaml");
    let text = std::fs::read_to_string(&wiki).expect("it is there");
    std::fs::write(&wiki, text.replace("provider: cloud", "provider: clowd")).expect("writes");
    let broken = next_state(&mut events, |problems| problems.contains("clowd"));
    assert_eq!(broken["version"], first["version"]);
    let problems = broken["problems"].as_str().expect("text");
    assert!(problems.contains("error[unknown-party]") && problems.contains("--> content/services/office/wiki.yaml:3:11"), "{problems}");
    assert!(ask(&server, "/", "localhost").starts_with("HTTP/1.1 200"));

    std::fs::write(&wiki, text.replace("name: Wiki", "name: Encyclopedia")).expect("writes");
    let mended = next_state(&mut events, str::is_empty);
    assert_ne!(mended["version"], first["version"]);
    assert!(ask(&server, "/services/wiki.html", "localhost").contains("Encyclopedia"));
    assert!(!folder.path().join("book").exists());
}

#[test]
fn the_model_is_made_when_somebody_asks_for_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let made = onus(folder.path(), &["init"]).output().expect("it starts");
    assert!(made.status.success());
    let server = serve(folder.path());
    let model = ask(&server, "/model.json", "localhost");
    assert!(model.contains("content-type: application/json") && model.contains("\"format\":\"onus-model\""), "{model}");
    assert!(ask(&server, "/model.schema.json", "localhost").contains("\"onus: model.json, the resolved model\""));
    let twin = ask(&server, "/services/wiki.md", "localhost");
    assert!(twin.contains("content-type: text/markdown; charset=utf-8") && twin.contains("\nkind: service\n"), "{twin}");
    assert!(ask(&server, "/manifest.webmanifest", "localhost").contains("content-type: application/manifest+json"));
}
