//! The site as HTML: pages through the theme's templates, and the theme's static files.

pub mod budget;
mod engine;
mod fault;
pub mod prose;
#[cfg(test)]
mod tests;

use rayon::prelude::*;
use tera::{Context, Tera, TeraResult, Value};

use crate::artifact::Artifact;
use crate::config::Config;
use crate::diag::Diagnostics;
use crate::theme::template::TEMPLATES;
use crate::theme::{self, Theme};
use crate::view::address;
use crate::view::site::Site;
use crate::view::site::page::Page;

/// The pages of a site and what they show, and drawings that are still to be painted.
#[derive(Debug, Default)]
pub struct Rendered {
    /// Files of the site.
    pub files: Vec<Artifact>,
    /// Cards as SVG, by the path of the picture that each becomes.
    pub cards: Vec<(String, String)>,
}

/// Judges the templates of the book's own theme: whether they compile, and whether what they name exists.
pub fn check(theme: &Theme, diags: &mut Diagnostics) {
    if theme.under(TEMPLATES).any(|(_, file)| file.source.is_some()) && engine::compiles(theme, diags) {
        theme::template::check(theme, diags);
    }
}

/// Every file that templates and the theme make. What is wrong with a template is reported, and its pages are left out.
pub fn render(site: &Site, theme: &Theme, config: &Config, diags: &mut Diagnostics) -> Rendered {
    if config.html.is_none() {
        return Rendered::default();
    }
    let Some(engine) = engine::engine(site, theme, diags) else { return Rendered::default() };
    let rendered: Vec<TeraResult<Artifact>> = site.pages.par_iter().map(|page| page_file(&engine, site, page)).collect();
    let mut files = Vec::with_capacity(rendered.len());
    let mut faults = std::collections::BTreeSet::new();
    for page in rendered {
        match page {
            Ok(file) => files.push(file),
            Err(error) => {
                faults.insert(fault::fault(&error));
            }
        }
    }
    let mut cards = Vec::new();
    for card in &site.cards {
        match Context::from_serialize(card).and_then(|context| engine.render("card.svg", &context)) {
            Ok(drawing) => cards.push((card.path.clone(), drawing)),
            Err(error) => drop(faults.insert(fault::fault(&error))),
        }
    }
    faults.iter().for_each(|fault| theme::fault::report(fault, theme, diags));
    files.extend(theme.under("static/").map(|(name, file)| Artifact::new(format!("static/{name}"), theme.published(name, file))));
    files.extend(site.assets.iter().map(|(path, bytes)| Artifact::new(path.clone(), bytes.clone())));
    files.extend(config.html.iter().filter_map(|html| html.cname.as_ref()).map(|name| Artifact::new("CNAME", format!("{name}\n"))));
    // GitHub's own generator would make pages of Markdown files, over ours.
    files.push(Artifact::new(".nojekyll", ""));
    Rendered { files, cards }
}

fn page_file(engine: &Tera, site: &Site, page: &Page) -> TeraResult<Artifact> {
    let mut context = Context::from_serialize(&page.body)?;
    context.insert_value("page", Value::try_from_serializable(&page.head)?);
    context.insert_value("root", Value::normal_string(&root(site, page)));
    let html = engine.render(page.body.template(), &context)?;
    Ok(Artifact::new(page.head.path.clone(), without_indents(&html)))
}

/// The way to the site's root. The page for what is not there is shown under any address, so it needs the published one.
fn root(site: &Site, page: &Page) -> String {
    let published =
        site.shared.site_url.split_once("://").map(|(_, rest)| rest.split_once('/').map_or("/".to_owned(), |(_, path)| format!("/{path}/")));
    match published.filter(|_| page.head.path == "404.html") {
        Some(path) => path,
        None => address::root_of(&page.head.path),
    }
}

/// Takes out the templates' indents and empty lines, but nothing inside code blocks.
fn without_indents(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    let mut in_code = false;
    for line in html.split_inclusive('\n') {
        let text = if in_code { line } else { line.trim_start() };
        out.push_str(text);
        for tag in text.match_indices("pre").map(|(at, _)| &text[..at]) {
            if tag.ends_with("</") {
                in_code = false;
            } else if tag.ends_with('<') {
                in_code = true;
            }
        }
    }
    out
}
