//! `manifest.webmanifest`: name and icons for who keeps the site on a home screen.

use serde_json::json;

use crate::artifact::Artifact;
use crate::view::site::page::Shared;

/// Its name.
pub const FILE: &str = "manifest.webmanifest";

/// The manifest.
pub fn file(shared: &Shared) -> Artifact {
    let mut icons = vec![json!({ "src": "static/mark.svg", "type": "image/svg+xml", "sizes": "any" })];
    if shared.icons {
        let icon = |size: u32| json!({ "src": format!("static/icon-{size}.png"), "type": "image/png", "sizes": format!("{size}x{size}") });
        icons.extend([192, 512].map(icon));
    }
    let manifest = json!({
        "name": shared.title,
        "description": shared.description,
        "lang": shared.language,
        "start_url": "index.html",
        "scope": "./",
        "display": "minimal-ui",
        "background_color": "#fbfbfa",
        "theme_color": "#fbfbfa",
        "icons": icons,
    });
    Artifact::new(FILE, format!("{manifest:#}\n"))
}
