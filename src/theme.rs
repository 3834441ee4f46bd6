//! Templates, styles and fonts: the built-in theme, with the book's own files laid over it.
//!
//! A file of the built-in theme (compiled in from `themes/default`) gives way to the same file under
//! `themes/<name>/`, where book.toml chose another theme, and both give way to the same file under `theme/`.

use std::collections::BTreeMap;

use include_dir::{Dir, include_dir};

use crate::config::Config;
use crate::diag::{Diagnostics, rules};
use crate::source::{FileId, Sources, Span};

static DEFAULT: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/themes/default");

/// The files of a theme by their path in it: `templates/service.html`, `static/onus.css`, `pdf/checklist.typ`.
#[derive(Debug, Clone)]
pub struct Theme {
    files: BTreeMap<String, File>,
    anchor: Option<FileId>,
}

/// One file of a theme.
#[derive(Debug, Clone)]
pub struct File {
    /// What it holds.
    pub bytes: Vec<u8>,
    /// The book's own file, where it is not a built-in one.
    pub source: Option<FileId>,
}

impl Theme {
    /// Whether the file at a path is as the built-in theme has it.
    pub fn is_built_in(&self, path: &str) -> bool {
        let known = DEFAULT.get_file(path).map(include_dir::File::contents);
        known.is_some() && known == self.file(path).map(|file| file.bytes.as_slice())
    }

    /// The file at a path of the theme.
    pub fn file(&self, path: &str) -> Option<&File> {
        self.files.get(path)
    }

    /// The text at a path of the theme; `None` where there is none or it is not UTF-8.
    pub fn text(&self, path: &str) -> Option<&str> {
        self.files.get(path).and_then(|file| std::str::from_utf8(&file.bytes).ok())
    }

    /// The files under a folder of the theme (`"templates/"`), in order, with their paths below it.
    pub fn under<'t>(&'t self, folder: &'t str) -> impl Iterator<Item = (&'t str, &'t File)> + 't {
        self.files.range(folder.to_owned()..).map_while(move |(path, file)| Some((path.strip_prefix(folder)?, file)))
    }

    /// Where a finding about a file of the theme is shown: at the line of the book's own file, else at the book as a whole.
    pub fn span(&self, path: &str, line: usize) -> Option<Span> {
        let own = self.files.get(path).and_then(|file| Some((file.source?, file)));
        match own {
            Some((source, file)) => Some(line_of(source, line, std::str::from_utf8(&file.bytes).unwrap_or_default())),
            None => self.anchor.map(Span::start_of),
        }
    }
}

/// The theme that book.toml asks for, with the files of `theme/` over it.
pub fn load(sources: &Sources, config: &Config, diags: &mut Diagnostics) -> Theme {
    let mut theme = Theme { files: BTreeMap::new(), anchor: sources.find("book.toml").or_else(|| sources.ids().next()) };
    built_in(&DEFAULT, &mut theme.files);
    let name = config.html.as_ref().map_or("default", |html| html.theme.as_str());
    let chosen = lay_over(&format!("themes/{name}/"), sources, &mut theme.files);
    if chosen == 0 && name != "default" && !name.is_empty() {
        report_unknown(name, sources, theme.anchor, diags);
    }
    lay_over("theme/", sources, &mut theme.files);
    theme
}

fn built_in(dir: &Dir<'_>, files: &mut BTreeMap<String, File>) {
    for file in dir.files() {
        let path = file.path().components().map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/");
        files.insert(path, File { bytes: file.contents().to_vec(), source: None });
    }
    dir.dirs().for_each(|dir| built_in(dir, files));
}

fn lay_over(folder: &str, sources: &Sources, files: &mut BTreeMap<String, File>) -> usize {
    let own = sources.ids().filter_map(|id| Some((id, sources.path(id).strip_prefix(folder)?.to_owned())));
    own.map(|(id, path)| files.insert(path, File { bytes: sources.bytes(id).to_vec(), source: Some(id) })).count()
}

fn report_unknown(name: &str, sources: &Sources, anchor: Option<FileId>, diags: &mut Diagnostics) {
    let Some(anchor) = anchor else { return };
    let folders = sources.ids().filter_map(|id| sources.path(id).strip_prefix("themes/")?.split('/').next());
    diags
        .report(&rules::THEME, Span::start_of(anchor), format!("no theme has the name `{name}`"))
        .nearest(name, folders.chain(["default"]))
        .help(format!("put its files into `themes/{name}/`, or leave `theme` out for the built-in one"));
}

fn line_of(file: FileId, line: usize, text: &str) -> Span {
    let start: usize = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    let end = text[start..].find('\n').map_or(text.len(), |at| start + at);
    Span::new(file, start, end)
}
