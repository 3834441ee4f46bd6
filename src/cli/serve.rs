//! `onus serve`: the site in the browser while one writes.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

use anyhow::Result;
use clap::{Args, ValueEnum};

use crate::cli::args::{Book, Days, Findings, overrides};
use crate::cli::screen::Screen;
use crate::cli::{Outcome, open};
use crate::config::{Config, Overrides};
use crate::diag::{Colour, Format, Severity, print};
use crate::serve::{self, Later, Options, Pages, Rebuilt, Watcher};

/// Serve the site, and build it again when a file changes
#[derive(Debug, Args)]
pub(super) struct Serve {
    /// The folder of book.toml
    #[arg(default_value = ".")]
    dir: PathBuf,
    /// The name or address to serve on
    #[arg(short = 'n', long, value_name = "HOST", default_value = "127.0.0.1", visible_short_alias = 'i', visible_alias = "interface")]
    hostname: String,
    /// The port; 0 takes a free one
    #[arg(short, long, default_value_t = 3000)]
    port: u16,
    /// Open the site in the browser
    #[arg(short, long)]
    open: bool,
    /// How to notice changes
    #[arg(long, value_name = "HOW", default_value = "native")]
    watcher: How,
    /// Leave open pages as they are
    #[arg(long)]
    no_reload: bool,
    #[command(flatten)]
    days: Days,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum How {
    Native,
    Poll,
}

/// Serves until it is stopped.
pub(super) fn run(command: &Serve, screen: &Screen) -> Result<Outcome> {
    let overrides = overrides(&command.dir, command.days)?;
    // A folder without a book is a wrong use, and no page to wait for.
    Book::open(&command.dir, &overrides)?;
    let watcher = match command.watcher {
        How::Native => Watcher::Native,
        How::Poll => Watcher::Poll,
    };
    let options = Options { host: command.hostname.clone(), port: command.port, watcher, reload: !command.no_reload };
    let (dir, talk) = (command.dir.clone(), *screen);
    let rebuild = move || rebuild(&dir, &overrides, &talk);
    serve::run(&options, rebuild, |address| ready(address, command.open, screen))?;
    Ok(Outcome::Clean)
}

fn ready(address: SocketAddr, browser: bool, screen: &Screen) {
    let address = format!("http://{address}/");
    screen.say(&format!("serving on {address}"));
    if browser && let Err(error) = open::open(&address) {
        screen.fail(&error);
    }
}

/// Builds in memory. What is wrong is shown on the terminal, and errors also on the pages.
fn rebuild(dir: &Path, overrides: &Overrides, screen: &Screen) -> Rebuilt {
    let started = Instant::now();
    let mut book = match Book::open(dir, overrides) {
        Ok(book) => book,
        Err(error) => {
            screen.fail(&error);
            return Rebuilt { problems: format!("error: {error:#}\n"), watch: watched(dir, &Config::defaults(overrides)), pages: None };
        }
    };
    let built = crate::preview(&book.sources, &book.config);
    book.findings.append(built.diagnostics);
    book.finish();
    // Standard error cannot fail here: the findings for people do not go anywhere else.
    let _ = screen.findings(&book.findings, &book.sources, Findings::HUMAN);
    let failed = book.findings.has_errors();
    let milliseconds = started.elapsed().as_millis();
    match failed {
        true => screen.say("the last good pages stay"),
        false => screen.say(&format!("built {} files in {milliseconds} ms", built.artifacts.len())),
    }
    // Pages are held back by errors alone.
    book.findings.keep(Severity::Error);
    let problems = if failed { print(Format::Human, &book.findings, &book.sources, Colour::Off) } else { String::new() };
    let watch = watched(dir, &book.config);
    let later: Later = Arc::new(move |path| crate::preview_file(&book.sources, &book.config, path).map(|file| file.bytes));
    let pages = (!failed).then_some(Pages { artifacts: built.artifacts, later });
    Rebuilt { pages, problems, watch }
}

/// What a book is made of, as the system names it.
fn watched(dir: &Path, config: &Config) -> Vec<PathBuf> {
    let dir = dir.canonicalize().unwrap_or_else(|_| dir.to_owned());
    let fixed = ["book.toml", crate::lock::FILE, "theme", "themes"].map(str::to_owned);
    fixed.iter().chain([&config.src]).chain(&config.watch_dirs).map(|place| dir.join(place)).collect()
}
