//! Templates, styles and fonts: the built-in theme, with the book's own files laid over it.
//!
//! A file of the built-in theme (compiled in from `themes/default`) gives way to the same file under
//! `themes/<name>/`, where book.toml chose another theme, and both give way to the same file under `theme/`.
//! Only theme.toml is not replaced as a whole: the nearest one wins key by key.

mod contrast;
pub mod ejected;
pub mod fault;
pub mod palette;
mod stray;
pub mod template;
#[cfg(test)]
mod tests;

use std::borrow::Cow;
use std::collections::BTreeMap;

use include_dir::{Dir, include_dir};

use crate::config::Config;
use crate::config::look::{self, Look};
use crate::diag::{Diagnostics, rules};
use crate::source::{FileId, Sources, Span};

static DEFAULT: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/themes/default");

/// The folder of the book's own files.
pub const OWN: &str = "theme";

/// The files of a theme by their path in it: `templates/service.html`, `static/onus.css`, `pdf/checklist.typ`.
#[derive(Debug, Clone)]
pub struct Theme {
    files: BTreeMap<String, File>,
    look: Look,
    anchor: Option<FileId>,
}

/// One file of a theme.
#[derive(Debug, Clone)]
pub struct File {
    /// What it holds.
    pub bytes: Cow<'static, [u8]>,
    /// The book's own file, where it is not a built-in one.
    pub source: Option<FileId>,
}

impl Theme {
    /// Whether the file at a path is as the built-in theme has it.
    pub fn is_built_in(&self, path: &str) -> bool {
        let known = DEFAULT.get_file(path).map(include_dir::File::contents);
        known.is_some() && known == self.file(path).map(|file| &*file.bytes)
    }

    /// Whether a file below a folder (`"templates/"`) is another one than the built-in theme has there.
    pub fn has_own(&self, folder: &str) -> bool {
        self.under(folder).any(|(path, file)| file.source.is_some() && !self.is_built_in(&format!("{folder}{path}")))
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

    /// What theme.toml asks for.
    pub fn look(&self) -> &Look {
        &self.look
    }

    /// A static file as it is published: the style sheet with the tokens of theme.toml before it, the built-in scripts without
    /// their comments and indents.
    pub fn published(&self, name: &str, file: &File) -> Vec<u8> {
        let sheet = std::str::from_utf8(&file.bytes).ok().filter(|_| contrast::SHEET.ends_with(&format!("/{name}")));
        match sheet {
            Some(sheet) => [palette::css(&self.look, &palette::declared(sheet)).into_bytes(), file.bytes.to_vec()].concat(),
            None if name.ends_with(".js") && self.is_built_in(&format!("static/{name}")) => without_comments(&file.bytes),
            None => file.bytes.to_vec(),
        }
    }

    /// Where a finding about a file of the theme is shown: at the line and column (both from 1) of the book's own file, else at the book as a whole.
    pub fn span(&self, path: &str, line: usize, column: usize) -> Option<Span> {
        let own = self.files.get(path).and_then(|file| Some((file.source?, file)));
        match own {
            Some((source, file)) => Some(place_of(source, (line, column), std::str::from_utf8(&file.bytes).unwrap_or_default())),
            None => self.anchor.map(Span::start_of),
        }
    }
}

/// A script of ours, line by line: none of them begins a line of text with two slashes.
fn without_comments(bytes: &[u8]) -> Vec<u8> {
    let text = String::from_utf8_lossy(bytes);
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with("//"));
    lines.flat_map(|line| [line, "\n"]).collect::<String>().into_bytes()
}

/// The theme that book.toml asks for, with the files of `theme/` over it.
pub fn load(sources: &Sources, config: &Config, diags: &mut Diagnostics) -> Theme {
    let anchor = sources.find("book.toml").or_else(|| sources.ids().next());
    let mut theme = Theme { files: BTreeMap::new(), look: Look::default(), anchor };
    add_built_in(&DEFAULT, &mut theme.files);
    let name = config.html.as_ref().map_or("default", |html| html.theme.as_str());
    let chosen = lay_over(&format!("themes/{name}/"), sources, &mut theme.files);
    if chosen == 0 && name != "default" && !name.is_empty() {
        let at = config.html.as_ref().and_then(|html| html.theme_at).or(anchor.map(Span::start_of));
        report_unknown(name, sources, at, diags);
    }
    lay_over("theme/", sources, &mut theme.files);
    for folder in [format!("themes/{name}"), OWN.to_owned()] {
        if let Some(file) = sources.find(&format!("{folder}/theme.toml")) {
            look::read(file, sources, &mut theme.look, diags);
        }
        ejected::check(&folder, sources, diags);
    }
    stray::check(&theme, sources, config, diags);
    contrast::check(&theme, diags);
    theme
}

/// The file of the built-in theme at a path.
pub fn built_in(path: &str) -> Option<&'static [u8]> {
    DEFAULT.get_file(path).map(include_dir::File::contents)
}

/// The paths of all files of the built-in theme, in order.
pub fn built_in_paths() -> Vec<String> {
    let mut files = BTreeMap::new();
    add_built_in(&DEFAULT, &mut files);
    files.into_keys().collect()
}

fn add_built_in(dir: &Dir<'static>, files: &mut BTreeMap<String, File>) {
    for file in dir.files() {
        let path = file.path().components().map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/");
        files.insert(path, File { bytes: Cow::Borrowed(file.contents()), source: None });
    }
    dir.dirs().for_each(|dir| add_built_in(dir, files));
}

fn lay_over(folder: &str, sources: &Sources, files: &mut BTreeMap<String, File>) -> usize {
    let own = sources.ids().filter_map(|id| Some((id, sources.path(id).strip_prefix(folder)?.to_owned())));
    own.map(|(id, path)| files.insert(path, File { bytes: Cow::Owned(sources.bytes(id).to_vec()), source: Some(id) })).count()
}

fn report_unknown(name: &str, sources: &Sources, at: Option<Span>, diags: &mut Diagnostics) {
    let Some(at) = at else { return };
    let folders = sources.ids().filter_map(|id| sources.path(id).strip_prefix("themes/")?.split('/').next());
    diags
        .report(&rules::THEME, at, format!("no theme has the name `{name}`"))
        .nearest(name, folders.chain(["default"]))
        .help(format!("`onus new theme {name}` begins one in `themes/{name}/`; leave `theme` out for the built-in one"));
}

fn place_of(file: FileId, (line, column): (usize, usize), text: &str) -> Span {
    let start: usize = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    let end = text[start..].find('\n').map_or(text.len(), |at| start + at);
    let inside = text[start..end].char_indices().nth(column.saturating_sub(1)).map_or(0, |(at, _)| at);
    Span::new(file, start + inside, end)
}
