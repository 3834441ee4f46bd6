//! Files that `onus theme eject` copied out of the built-in theme, and what each was copied from.

use std::collections::BTreeMap;

use xxhash_rust::xxh3::xxh3_128;

use crate::config::look;
use crate::diag::{Diagnostics, rules};
use crate::source::{Sources, Span};
use crate::theme::built_in;

/// The file that remembers, in the folder that the files were copied to.
pub const FILE: &str = "ejected.toml";

const HEADER: &str = "# Written by `onus theme eject`: what each file was copied from, so that `onus check` can say when the original moves on.\n";

/// The digest of a file of the built-in theme.
pub fn digest(bytes: &[u8]) -> String {
    format!("{:032x}", xxh3_128(bytes))
}

/// The list with one more file in it, as text. `folder` is `theme`, or `themes/<name>`.
pub fn with(sources: &Sources, folder: &str, path: &str, original: &[u8]) -> String {
    let mut entries: BTreeMap<String, String> = BTreeMap::new();
    if let Some(file) = sources.find(&format!("{folder}/{FILE}")) {
        let listed = look::ejected(file, sources, &mut Diagnostics::default());
        entries.extend(listed.into_iter().map(|(path, digest)| (path, digest.value)));
    }
    entries.insert(path.to_owned(), digest(original));
    let lines: String = entries.iter().map(|(path, digest)| format!("\"{path}\" = \"{digest}\"\n")).collect();
    format!("{HEADER}{lines}")
}

/// Reports copies whose original is another one now. A copy that is gone has nothing to catch up with.
pub(super) fn check(folder: &str, sources: &Sources, diags: &mut Diagnostics) {
    let Some(list) = sources.find(&format!("{folder}/{FILE}")) else { return };
    for (path, known) in look::ejected(list, sources, diags) {
        let Some(copy) = sources.find(&format!("{folder}/{path}")) else { continue };
        let into = folder.strip_prefix("themes/").map(|name| format!(" --theme {name}")).unwrap_or_default();
        match built_in(&path) {
            Some(original) if digest(original) == known.value => {}
            Some(_) => {
                let message = format!("the built-in `{path}` has changed since this copy was made");
                let finding = diags.report(&rules::OUTDATED_COPY, Span::start_of(copy), message).related(known.span, "remembered here");
                finding
                    .help(format!("`onus theme show {path}` prints the new one: take over what you need"))
                    .help(format!("then `onus theme eject {path} --keep{into}` notes that you did"));
            }
            None => {
                let finding = diags.report(&rules::OUTDATED_COPY, Span::start_of(copy), format!("the built-in theme has no `{path}` any more"));
                finding
                    .related(known.span, "remembered here")
                    .help("remove the copy and its line here, or keep the file under a name that your own templates use");
            }
        }
    }
}
