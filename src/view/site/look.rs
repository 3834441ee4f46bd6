//! What theme.toml gives to every page, as templates see it: the global `theme`.

use serde::Serialize;

use crate::config::look;

/// What theme.toml gives to every page.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Look {
    /// What the theme is called.
    pub name: Option<String>,
    /// The picture in the header, relative to the site's root; `None` for the mark.
    pub logo: Option<String>,
    /// The picture for the dark appearance; `None` where the other one serves both.
    pub logo_dark: Option<String>,
    /// Links at the end of every page.
    pub links: Vec<LookLink>,
    /// A line of text at the end of every page.
    pub footer: Option<String>,
}

/// A link of theme.toml.
#[derive(Debug, Clone, Serialize)]
pub struct LookLink {
    /// The words.
    pub text: String,
    /// The address.
    pub url: String,
    /// Whether it is a page of this site: then the address is relative to the site's root.
    pub here: bool,
}

/// What templates see of a theme.toml.
pub fn look(read: &look::Look) -> Look {
    let link = |link: &look::LookLink| LookLink { text: link.text.clone(), url: link.url.clone(), here: !link.url.contains(':') };
    let path = |logo: &Option<crate::source::Spanned<String>>| logo.as_ref().map(|path| path.value.clone());
    Look {
        name: read.name.clone(),
        logo: path(&read.logo),
        logo_dark: path(&read.logo_dark),
        links: read.links.iter().map(link).collect(),
        footer: read.footer.clone(),
    }
}
