//! Files in the folders of a theme that nothing reads: in the wrong folder, or nearly named like a template that is there.

use crate::config::Config;
use crate::diag::{Diagnostics, nearest, rules};
use crate::source::{FileId, Sources, Span};
use crate::theme::{OWN, Theme, built_in, built_in_paths, ejected};

/// What lies in a theme: its folders, and the files beside them.
const FOLDERS: [&str; 3] = ["templates/", "static/", "pdf/"];
const FILES: [&str; 2] = ["theme.toml", ejected::FILE];

/// Reports files of the book's theme that change nothing.
pub(super) fn check(theme: &Theme, sources: &Sources, config: &Config, diags: &mut Diagnostics) {
    let Some(html) = &config.html else { return };
    let named: Vec<&String> = html.additional_css.iter().chain(&html.additional_js).collect();
    for folder in [format!("themes/{}/", html.theme), format!("{OWN}/")] {
        let files = sources.ids().filter_map(|id| Some((id, sources.path(id).strip_prefix(&folder)?)));
        for (id, path) in files.filter(|(id, _)| !named.iter().any(|name| *name == sources.path(*id))) {
            if FOLDERS.iter().any(|folder| path.starts_with(folder)) {
                template(theme, id, path, diags);
            } else if !FILES.contains(&path) {
                elsewhere(id, path, &folder, diags);
            }
        }
    }
}

/// A template that neither replaces a built-in one nor is used by another, and is nearly named like a built-in one.
fn template(theme: &Theme, id: FileId, path: &str, diags: &mut Diagnostics) {
    let Some(name) = path.strip_prefix("templates/").filter(|_| built_in(path).is_none()) else { return };
    let used = theme.under("templates/").any(|(other, file)| other != name && String::from_utf8_lossy(&file.bytes).contains(&format!("\"{name}\"")));
    let known = built_in_paths();
    let names = known.iter().filter_map(|path| path.strip_prefix("templates/"));
    if !used && nearest(name, names.clone()).is_some() {
        diags.report(&rules::UNUSED_FILE, Span::start_of(id), "no page and no other template uses this one").nearest(name, names);
    }
}

fn elsewhere(id: FileId, path: &str, folder: &str, diags: &mut Diagnostics) {
    let finding = diags.report(&rules::UNUSED_FILE, Span::start_of(id), "nothing is read from this file of the theme");
    let name = path.rsplit('/').next().unwrap_or(path);
    let meant = built_in_paths().into_iter().find(|known| known.rsplit('/').next() == Some(name));
    match meant {
        Some(meant) => finding.help(format!("did you mean `{folder}{meant}`?")),
        None => finding.help("a theme has `theme.toml` and the folders `templates`, `static` and `pdf`; book.toml names others under `additional-css` and `additional-js`"),
    };
}
