//! Addresses that open a place of the book in an editor.

use std::path::Path;

use anyhow::{Result, bail};

use crate::diag::nearest;

/// The editors with a scheme of their own.
const KNOWN: &[(&str, &str)] = &[
    ("vscode", "vscode://file{path}:{line}:{column}"),
    ("vscodium", "vscodium://file{path}:{line}:{column}"),
    ("cursor", "cursor://file{path}:{line}:{column}"),
    ("zed", "zed://file{path}:{line}:{column}"),
    ("idea", "idea://open?file={path}&line={line}&column={column}"),
];

/// What turns a place into an address, where there is something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Editor(Option<String>);

impl Editor {
    /// What `--editor` names, else `ONUS_EDITOR`.
    pub fn chosen(argument: Option<String>) -> Result<Self> {
        let set = || std::env::var_os("ONUS_EDITOR").map(|value| value.to_string_lossy().into_owned());
        Self::of(&argument.or_else(set).unwrap_or_default())
    }

    fn of(choice: &str) -> Result<Self> {
        if choice.is_empty() {
            return Ok(Self(None));
        }
        if let Some((_, template)) = KNOWN.iter().find(|(name, _)| *name == choice) {
            return Ok(Self(Some((*template).to_owned())));
        }
        let scheme = choice.split_once(':').map_or("", |(scheme, _)| scheme);
        let spelled = scheme.starts_with(|c: char| c.is_ascii_alphabetic()) && scheme.chars().all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c));
        if spelled && !scheme.eq_ignore_ascii_case("javascript") && choice.contains("{path}") {
            return Ok(Self(Some(choice.to_owned())));
        }
        let near = nearest(choice, KNOWN.iter().map(|(name, _)| *name)).map(|name| format!("; did you mean `{name}`?")).unwrap_or_default();
        bail!("`{choice}` is no editor that onus knows, and no address with a scheme and `{{path}}`{near}");
    }

    /// The address of a place; lines and columns count from 1.
    pub fn link(&self, file: &Path, line: usize, column: usize) -> Option<String> {
        let template = self.0.as_ref()?;
        let path = file.canonicalize().unwrap_or_else(|_| file.to_owned()).to_string_lossy().replace('\\', "/");
        let path = encoded(path.trim_start_matches("//?/"));
        let path = if path.starts_with('/') { path } else { format!("/{path}") };
        Some(template.replace("{path}", &path).replace("{line}", &line.to_string()).replace("{column}", &column.to_string()))
    }
}

/// A path as an address writes it.
fn encoded(path: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"/-_.~:".contains(&byte);
    path.bytes().map(|byte| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn link(choice: &str, path: &str) -> String {
        Editor::of(choice).ok().and_then(|editor| editor.link(Path::new(path), 14, 3)).unwrap_or_default()
    }

    #[test]
    fn a_place_becomes_the_address_that_the_editor_knows() {
        assert_eq!(link("vscode", "/no/such book/ec2.yaml"), "vscode://file/no/such%20book/ec2.yaml:14:3");
        assert_eq!(link("idea", "/no/such/ec2.yaml"), "idea://open?file=/no/such/ec2.yaml&line=14&column=3");
        assert_eq!(link("subl://open?url=file://{path}&line={line}", "/no/such/é.yaml"), "subl://open?url=file:///no/such/%C3%A9.yaml&line=14");
        assert_eq!(link("", "/no/such/ec2.yaml"), "");
    }

    #[test]
    fn what_is_no_editor_is_refused_with_the_nearest() {
        for choice in ["vscod", "vim", "javascript:alert('{path}')", "{path}", "vscode://file"] {
            assert!(Editor::of(choice).is_err(), "{choice}");
        }
        assert!(Editor::of("vscod").expect_err("it is none").to_string().ends_with("did you mean `vscode`?"));
    }
}
