//! The template engine, with the theme's templates and the filters that they may use.
//!
//! `prose` writes prose (`{{ summary | prose }}`, with `inline`, `shift` and `prefix`), `code` a code block (`{{ run | code(lang="bash") }}`).

use std::sync::Arc;

use tera::{Context, ErrorKind, Kwargs, State, Tera, TeraResult, Value};

use crate::diag::{Diagnostics, rules};
use crate::render::html::prose::{self, Style};
use crate::theme::Theme;
use crate::view::site::Site;
use crate::view::site::live::Live;
use crate::view::site::prose::Prose;

/// Where templates lie in a theme.
pub const TEMPLATES: &str = "templates/";

/// What is wrong with a template: its path in the theme, the line, and the words.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fault {
    path: String,
    line: usize,
    message: String,
}

/// The engine for a site; `None` where the templates do not compile, which is reported.
pub fn engine(site: &Site, theme: &Theme, diags: &mut Diagnostics) -> Option<Tera> {
    match compiled(site, theme) {
        Ok(engine) => Some(engine),
        Err(error) => {
            report(&fault(&error), theme, diags);
            None
        }
    }
}

fn compiled(site: &Site, theme: &Theme) -> TeraResult<Tera> {
    let templates = || theme.under(TEMPLATES).filter_map(|(name, file)| Some((name, std::str::from_utf8(&file.bytes).ok()?)));
    let mut inner = Tera::new();
    inner.autoescape_on([".html", ".svg"]);
    inner.register_filter("code", code);
    register_prose(&mut inner, site, None);
    inner.add_raw_templates(templates())?;
    inner.global_context().insert_value("site", Value::try_from_serializable(&site.shared)?);
    // Views inside prose are shown by templates too: by those of an engine whose prose shows none.
    let mut outer = inner.clone();
    register_prose(&mut outer, site, Some(Arc::new(inner)));
    Ok(outer)
}

fn register_prose(engine: &mut Tera, site: &Site, live: Option<Arc<Tera>>) {
    let all: Arc<Vec<Prose>> = Arc::clone(&site.prose);
    engine.register_filter("prose", move |id: &Value, options: Kwargs, state: &State| -> TeraResult<Value> {
        let at = id.as_u64().and_then(|id| usize::try_from(id).ok()?.checked_sub(1));
        let Some(piece) = at.and_then(|at| all.get(at)) else { return Ok(Value::safe_string("")) };
        let root = state.get::<String>("root")?.unwrap_or_default();
        let shift = options.get::<u8>("shift")?.unwrap_or(0);
        let inline = options.get::<bool>("inline")?.unwrap_or(false);
        let prefix = options.get::<String>("prefix")?.unwrap_or_default();
        let failed = std::cell::RefCell::new(None);
        let show = |view: &Live| match live.as_ref().map(|engine| show(engine, view, &root)) {
            Some(Ok(html)) => html,
            Some(Err(error)) => {
                failed.replace(Some(error));
                String::new()
            }
            None => String::new(),
        };
        let html = prose::html(piece, Style { root: &root, shift, inline, prefix: &prefix }, &show);
        match failed.into_inner() {
            Some(error) => Err(error),
            None => Ok(Value::safe_string(&html)),
        }
    });
}

fn code(text: &str, options: Kwargs, _: &State) -> TeraResult<Value> {
    let lang = options.get::<String>("lang")?.unwrap_or_default();
    Ok(Value::safe_string(&prose::code(&lang, text)))
}

fn show(engine: &Tera, view: &Live, root: &str) -> TeraResult<String> {
    let template = match view {
        Live::Stack { .. } => "live/stack.html",
        Live::Matrix { .. } => "live/matrix.html",
        Live::Checklist { .. } => "live/checklist.html",
        Live::Compare { .. } => "live/compare.html",
        Live::Nothing {} => return Ok(String::new()),
    };
    let mut context = Context::from_serialize(view)?;
    context.insert_value("root", Value::normal_string(root));
    engine.render(template, &context)
}

/// Where and how a template went wrong.
pub fn fault(error: &tera::Error) -> Fault {
    match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
            Fault { path: format!("{TEMPLATES}{}", report.filename()), line: report.span().start_line, message: report.message().to_owned() }
        }
        other => Fault { path: String::new(), line: 1, message: other.to_string() },
    }
}

/// Reports a fault at the line of the template, or at the book for a built-in one.
pub fn report(fault: &Fault, theme: &Theme, diags: &mut Diagnostics) {
    let Some(span) = theme.span(&fault.path, fault.line) else { return };
    let place = if fault.path.is_empty() { String::new() } else { format!(" of `{}`, line {}", fault.path, fault.line) };
    let message = fault.message.trim_end_matches('.');
    diags.report(&rules::THEME, span, format!("the template{place} cannot be used: {message}"));
}
