//! The site as HTML: pages through the theme's templates, and the theme's static files.

pub mod budget;
mod engine;
mod fault;
mod often;
pub mod prose;
#[cfg(test)]
mod tests;

use std::cell::Cell;
use std::sync::Arc;

use tera::{Context, Tera, Value};

use crate::artifact::Artifact;
use crate::config::Config;
use crate::diag::Diagnostics;
use crate::render::html::often::Kept;
use crate::theme::fault::Fault;
use crate::theme::template::TEMPLATES;
use crate::theme::{self, Theme};
use crate::view::address;
use crate::view::site::cards::Card;
use crate::view::site::page::{Page, Shared};
use crate::view::site::prose::Prose;

/// Judges the templates of the book's own theme: whether they compile, and whether what they name exists.
pub fn check(theme: &Theme, diags: &mut Diagnostics) {
    if theme.has_own(TEMPLATES) && engine::compiles(theme, diags) {
        theme::template::check(theme, diags);
    }
}

thread_local! {
    /// Where a page is written before its indents go. It stays for the next one: pages are large, and memory that is given back is
    /// memory that has to be cleared again.
    static SHEET: Cell<Vec<u8>> = const { Cell::new(Vec::new()) };
}

/// What pages are made with: the templates of a theme, and what all pages show.
pub struct Press {
    engine: Tera,
    /// What many pages show alike.
    kept: Arc<Kept>,
    /// The path of the site's published address, with a slash at both ends, where that is known.
    published: Option<String>,
}

impl Press {
    /// The press for a site; `None` where the templates do not compile, which is reported.
    pub fn of(shared: &Shared, theme: &Theme, diags: &mut Diagnostics) -> Option<Self> {
        let path = |rest: &str| rest.split_once('/').map_or("/".to_owned(), |(_, path)| format!("/{path}/"));
        let published = shared.site_url.split_once("://").map(|(_, rest)| path(rest));
        let kept = Arc::default();
        Some(Self { engine: engine::engine(shared, theme, &kept, diags)?, kept, published })
    }

    /// Lets go of what pages of another model showed alike.
    pub fn forget(&self) {
        self.kept.forget();
    }

    /// The file of a page, whose views point into `prose`.
    ///
    /// # Errors
    ///
    /// What is wrong with the template.
    pub fn page(&self, page: &Page, prose: &Arc<Vec<Prose>>) -> Result<Artifact, Fault> {
        let root = self.root(page);
        let mut sheet = SHEET.take();
        sheet.clear();
        let made = engine::with_prose(prose, &root, || {
            let mut context = self.kept.body(&page.body)?;
            context.insert_value("page", Value::try_from_serializable(&page.head)?);
            context.insert_value("root", Value::normal_string(&root));
            self.engine.render_to(page.body.template(), &context, &mut sheet)?;
            Ok(without_indents(std::str::from_utf8(&sheet).map_err(tera::Error::message)?))
        });
        SHEET.set(sheet);
        Ok(Artifact::new(page.head.path.clone(), once(made.map_err(|error| fault::fault(&error))?)))
    }

    /// The drawing of a card, and the path of the picture that it becomes.
    ///
    /// # Errors
    ///
    /// What is wrong with the template.
    pub fn card(&self, card: &Card) -> Result<(String, String), Fault> {
        let drawing = Context::from_serialize(card).and_then(|context| self.engine.render("card.svg", &context));
        Ok((card.path.clone(), drawing.map_err(|error| fault::fault(&error))?))
    }

    /// The way to the site's root. The page for what is not there is shown under any address, so it needs the published one.
    fn root(&self, page: &Page) -> String {
        match self.published.as_ref().filter(|_| page.head.path == "404.html") {
            Some(path) => path.clone(),
            None => address::root_of(&page.head.path),
        }
    }
}

/// The static files of a theme, and those that publishers of sites look for.
pub fn files(theme: &Theme, config: &Config) -> Vec<Artifact> {
    let mut files: Vec<Artifact> =
        theme.under("static/").map(|(name, file)| Artifact::new(format!("static/{name}"), theme.published(name, file))).collect();
    files.extend(config.html.iter().filter_map(|html| html.cname.as_ref()).map(|name| Artifact::new("CNAME", format!("{name}\n"))));
    // GitHub's own generator would make pages of Markdown files, over ours.
    files.push(Artifact::new(".nojekyll", ""));
    files
}

/// Keeps the first of the definitions that pictures share: each picture brings them along, and an id stands on a page once.
fn once(html: String) -> String {
    const OPEN: &str = "<svg class=\"patterns\"";
    const CLOSE: &str = "</svg>";
    let mut parts = html.split(OPEN);
    let (Some(before), Some(first)) = (parts.next(), parts.next()) else { return html };
    let mut out = [before, OPEN, first].concat();
    parts.for_each(|part| out.push_str(part.split_once(CLOSE).map_or(part, |(_, after)| after)));
    out
}

/// Takes out the templates' indents and empty lines, but nothing inside code blocks.
fn without_indents(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    if !html.contains("<pre") {
        html.split_inclusive('\n').for_each(|line| out.push_str(line.trim_start()));
        return out;
    }
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
