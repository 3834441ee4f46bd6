//! The server, asked over its port.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use serde_json::{Value, json};

/// A running server, which ends with the test.
pub struct Server {
    pub child: Child,
    pub address: SocketAddr,
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

pub fn serve(book: &Path, more: &[&str]) -> Server {
    let mut child = onus(book, &[&["serve", "-p", "0"], more].concat()).stderr(Stdio::piped()).spawn().expect("it starts");
    let mut lines = BufReader::new(child.stderr.take().expect("it is piped")).lines();
    let address = lines.find_map(|line| line.ok()?.strip_prefix("serving on http://")?.trim_end_matches('/').parse().ok());
    // The pipe is read to its end, or the server would wait for its reader.
    std::thread::spawn(move || lines.for_each(drop));
    Server { child, address: address.expect("it says where it serves") }
}

pub fn ask(server: &Server, path: &str, host: &str) -> String {
    let mut stream = TcpStream::connect(server.address).expect("it listens");
    stream.set_read_timeout(Some(Duration::from_secs(20))).expect("a timeout");
    write!(stream, "GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n").expect("it listens");
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes).expect("it answers");
    String::from_utf8_lossy(&bytes).into_owned()
}

/// What the server tells an open page, one state a build.
pub struct Told(std::io::Lines<BufReader<TcpStream>>);

impl Told {
    pub fn to(server: &Server, page: &str) -> Self {
        let mut stream = TcpStream::connect(server.address).expect("it listens");
        stream.set_read_timeout(Some(Duration::from_secs(60))).expect("a timeout");
        write!(stream, "GET /__onus/events?page={page} HTTP/1.1\r\nHost: localhost\r\n\r\n").expect("it listens");
        Self(BufReader::new(stream).lines())
    }

    /// The next state that is wanted: a build may see a file half written.
    pub fn next(&mut self, wanted: impl Fn(&Value) -> bool) -> Value {
        let mut states = self.0.by_ref().filter_map(|line| serde_json::from_str(line.expect("it tells").strip_prefix("data: ")?).ok());
        states.find(|state| wanted(state)).expect("it tells")
    }
}

/// The digests of a state: of the page, of what it loads, of its styles.
fn digests(state: &Value) -> Vec<String> {
    state["version"].as_str().expect("text").split('.').map(str::to_owned).collect()
}

pub fn clean(state: &Value) -> bool {
    state["held"] == false && state["problems"].as_array().is_some_and(Vec::is_empty)
}

pub fn new_book() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    assert!(onus(folder.path(), &["init"]).output().expect("it starts").status.success());
    folder
}

#[test]
fn pages_follow_the_book_and_errors_leave_the_last_good_ones() {
    let folder = new_book();
    let server = serve(folder.path(), &["--editor", "vscode"]);

    let page = ask(&server, "/", "localhost");
    assert!(page.starts_with("HTTP/1.1 200"), "{page}");
    assert!(page.contains("content-security-policy: default-src 'self'"), "{page}");
    assert!(page.contains("<script src=\"/__onus/reload.js?v="), "{page}");
    assert!(ask(&server, "/__onus/reload.js", "localhost").contains("EventSource"));
    assert!(ask(&server, "/services/", "localhost").starts_with("HTTP/1.1 200"));
    assert!(ask(&server, "/services", "localhost").contains("location: /services/"));
    assert!(ask(&server, "/no-such-page.html", "localhost").starts_with("HTTP/1.1 404"));
    assert!(ask(&server, "/", "elsewhere.example").starts_with("HTTP/1.1 403"));
    // Documents are made when somebody asks for them.
    assert!(ask(&server, "/checklists/database.md", "localhost").contains("# Checklist: Database"));
    assert!(ask(&server, "/checklists/no-such.md", "localhost").starts_with("HTTP/1.1 404"));

    let mut told = Told::to(&server, "/");
    let first = told.next(clean);

    let wiki = folder.path().join("content/services/office/wiki.yaml");
    let text = std::fs::read_to_string(&wiki).expect("it is there");
    std::fs::write(&wiki, text.replace("provider: cloud", "provider: clowd")).expect("writes");
    let broken = told.next(|state| state["held"] == true && state.to_string().contains("clowd"));
    assert_eq!(broken["version"], first["version"]);
    let problem = &broken["problems"][0];
    assert_eq!((&problem["severity"], &problem["rule"]), (&json!("error"), &json!("unknown-party")));
    assert_eq!((&problem["message"], &problem["place"]), (&json!("no party has the id `clowd`"), &json!("content/services/office/wiki.yaml:3:11")));
    assert_eq!((&problem["line"], &problem["helps"]), (&json!(["provider: ", "clowd", ""]), &json!(["did you mean `cloud`?"])));
    let place = wiki.canonicalize().expect("it is there");
    assert_eq!(problem["link"], json!(format!("vscode://file{}:3:11", place.display())));
    assert!(ask(&server, "/", "localhost").starts_with("HTTP/1.1 200"));

    std::fs::write(&wiki, text.replace("name: Wiki", "name: Encyclopedia")).expect("writes");
    let mended = told.next(clean);
    assert_ne!(mended["version"], first["version"]);
    assert_eq!(mended["edited"], json!({ "source": "content/services/office/wiki.yaml", "page": "services/wiki.html" }));
    assert!(ask(&server, "/services/wiki.html", "localhost").contains("Encyclopedia"));
    assert!(!folder.path().join("book").exists());
}

#[test]
fn the_model_is_made_when_somebody_asks_for_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let made = onus(folder.path(), &["init"]).output().expect("it starts");
    assert!(made.status.success());
    let server = serve(folder.path(), &[]);
    let model = ask(&server, "/model.json", "localhost");
    assert!(model.contains("content-type: application/json") && model.contains("\"format\":\"onus-model\""), "{model}");
    assert!(ask(&server, "/model.schema.json", "localhost").contains("\"onus: model.json, the resolved model\""));
    let twin = ask(&server, "/services/wiki.md", "localhost");
    assert!(twin.contains("content-type: text/markdown; charset=utf-8") && twin.contains("\nkind: service\n"), "{twin}");
    assert!(ask(&server, "/manifest.webmanifest", "localhost").contains("content-type: application/manifest+json"));
}

#[test]
fn a_page_learns_whether_it_changed_or_only_its_styles_did() {
    let folder = new_book();
    let server = serve(folder.path(), &[]);
    let mut told = Told::to(&server, "/guides/start-here.html");
    let first = digests(&told.next(clean));

    // Another page changed: this one is the same.
    let wiki = folder.path().join("content/services/office/wiki.yaml");
    let text = std::fs::read_to_string(&wiki).expect("it is there");
    std::fs::write(&wiki, text.replace("summary: ", "summary: Still. ")).expect("writes");
    let other = told.next(|state| state["build"].as_u64() > Some(1) && clean(state));
    assert_eq!(digests(&other), first);

    // Only a style sheet changed: the page can stay, and takes new styles.
    let own = folder.path().join("own.css");
    std::fs::write(&own, "p { margin: 0 }").expect("writes");
    std::fs::write(folder.path().join("book.toml"), "[output.html]\nadditional-css = [\"own.css\"]\n").expect("writes");
    let named = digests(&told.next(|state| clean(state) && digests(state)[0] != first[0]));
    std::fs::write(&own, "p { margin: 1rem }").expect("writes");
    let dressed = digests(&told.next(|state| clean(state) && digests(state)[2] != named[2]));
    assert_eq!(dressed[..2], named[..2]);
    std::fs::write(folder.path().join("content/guides/start-here.md"), "---\ntitle: Start here\n---\n\nNew words.\n").expect("writes");
    let written = digests(&told.next(|state| clean(state) && digests(state)[0] != dressed[0]));
    assert_eq!(written[1..], dressed[1..]);
}

#[test]
fn pages_stay_as_they_are_where_that_is_asked_and_builds_have_no_script() {
    let folder = new_book();
    let server = serve(folder.path(), &["--no-reload"]);
    assert!(!ask(&server, "/", "localhost").contains("__onus"));
    let followed = serve(folder.path(), &["--follow"]);
    assert!(ask(&followed, "/", "localhost").contains("&amp;follow\" defer></script>"));
    std::fs::write(folder.path().join("book.toml"), "[output.html]\n").expect("writes");
    assert!(onus(folder.path(), &["build"]).output().expect("it starts").status.success());
    let mut folders = vec![folder.path().join("book")];
    let mut seen = 0;
    while let Some(next) = folders.pop() {
        for path in std::fs::read_dir(next).expect("a folder").map(|entry| entry.expect("an entry").path()) {
            if path.is_dir() {
                folders.push(path);
            } else {
                let bytes = std::fs::read(&path).expect("reads");
                assert!(!String::from_utf8_lossy(&bytes).contains("__onus"), "{}", path.display());
                seen += 1;
            }
        }
    }
    assert!(seen > 20, "{seen} files");
}

/// The number that a page of the guide shows.
fn shown(server: &Server) -> usize {
    let page = ask(server, "/guides/start-here.html", "localhost");
    let number = page.split("Number ").nth(1).and_then(|rest| rest.split(' ').next()?.parse().ok());
    number.unwrap_or_else(|| panic!("{page}"))
}

#[test]
fn no_page_is_older_than_one_before_it_and_the_last_of_a_burst_of_changes_is_served() {
    let folder = new_book();
    let guide = folder.path().join("content/guides/start-here.md");
    let write = |number: usize| std::fs::write(&guide, format!("---\ntitle: Start here\n---\n\nNumber {number} of many.\n")).expect("writes");
    write(0);
    let server = serve(folder.path(), &[]);
    let mut told = Told::to(&server, "/guides/start-here.html");
    told.next(clean);
    let seen: Vec<usize> = std::thread::scope(|threads| {
        let writes = threads.spawn(|| {
            for number in 1..=120 {
                write(number);
                std::thread::sleep(Duration::from_millis(number as u64 % 17));
            }
        });
        let mut seen = Vec::new();
        while !writes.is_finished() {
            seen.push(shown(&server));
        }
        seen
    });
    assert!(seen.is_sorted(), "{seen:?}");
    // Each state names the page as it is served from then on.
    let served = |state: &Value| ask(&server, "/guides/start-here.html", "localhost").contains(state["version"].as_str().expect("text"));
    let last = told.next(|state| shown(&server) == 120 && served(state));
    // A burst is few builds.
    let builds = last["build"].as_u64().expect("a number");
    assert!((2..=121).contains(&builds), "{builds} builds");
    // What is written as it was is no change: the next build is that of the next change.
    write(120);
    std::thread::sleep(Duration::from_millis(200));
    write(121);
    let next = told.next(|state| state["version"] != last["version"]);
    assert_eq!((next["build"].as_u64(), shown(&server)), (Some(builds + 1), 121));
}

#[test]
fn a_folder_that_goes_and_comes_back_is_followed() {
    let folder = new_book();
    let server = serve(folder.path(), &[]);
    let mut told = Told::to(&server, "/guides/start-here.html");
    let first = told.next(clean);
    let (content, away) = (folder.path().join("content"), folder.path().join("away"));
    std::fs::rename(&content, &away).expect("moves");
    let held = told.next(|state| state["held"] == true);
    assert!(held["problems"][0]["message"].as_str().is_some_and(|words| words.starts_with("there is no folder `content`")), "{held}");
    assert_eq!(held["version"], first["version"]);
    assert!(ask(&server, "/services/wiki.html", "localhost").starts_with("HTTP/1.1 200"));
    std::fs::rename(&away, &content).expect("moves");
    assert_eq!(told.next(clean)["version"], first["version"]);
    // It is another folder for the system, and watched all the same; so is one that was never there before.
    let guide =
        |words: &str| std::fs::write(content.join("guides/start-here.md"), format!("---\ntitle: Start here\n---\n\n{words}\n")).expect("writes");
    guide("Back again.");
    let back = told.next(|state| clean(state) && state["version"] != first["version"]);
    assert!(ask(&server, "/guides/start-here.html", "localhost").contains("Back again."));
    std::fs::create_dir_all(folder.path().join("theme/static")).expect("makes");
    std::fs::write(folder.path().join("theme/static/onus.css"), "p { margin: 0 }").expect("writes");
    told.next(|state| digests(state)[2] != digests(&back)[2]);
    std::fs::remove_dir_all(folder.path().join("theme")).expect("removes");
    assert_eq!(told.next(|state| clean(state) && digests(state)[2] == digests(&back)[2])["version"], back["version"]);
    std::fs::remove_dir_all(content.join("services/office")).expect("removes");
    told.next(|state| state["build"].as_u64() > back["build"].as_u64() && digests(state)[2] == digests(&back)[2]);
}

#[test]
fn a_port_in_use_is_said_and_ends_the_run() {
    let folder = new_book();
    let server = serve(folder.path(), &[]);
    let port = server.address.port().to_string();
    let second = onus(folder.path(), &["serve", "-p", &port]).output().expect("it starts");
    let words = String::from_utf8_lossy(&second.stderr);
    assert!(!second.status.success() && words.contains(&format!("cannot serve on 127.0.0.1:{port}")), "{words}");
    assert!(ask(&server, "/", "localhost").starts_with("HTTP/1.1 200"));
}

#[test]
fn only_names_of_this_machine_are_answered() {
    let folder = new_book();
    let server = serve(folder.path(), &[]);
    for path in ["/", "/static/onus.css", "/__onus/events?page=/", "/__onus/reload.js", "/no-such-page.html"] {
        for host in ["elsewhere.example", "localhost.elsewhere.example", "10.0.0.1:3000", "elsewhere.example:80"] {
            let answer = ask(&server, path, host);
            assert!(answer.starts_with("HTTP/1.1 403"), "{path} for {host}: {answer}");
            assert!(!answer.contains("<body"), "{path} for {host}: {answer}");
        }
    }
    for host in ["localhost", "127.0.0.1:3000", "[::1]:3000", "book.localhost"] {
        assert!(ask(&server, "/", host).starts_with("HTTP/1.1 200"), "{host}");
    }
    // A way to another machine is no folder of the site.
    let answer = ask(&server, "//services", "localhost");
    assert!(answer.contains("location: /services/\r\n"), "{answer}");
}
