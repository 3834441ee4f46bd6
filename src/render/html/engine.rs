//! The template engine, with the theme's templates and the filters that they may use.
//!
//! `prose` writes prose (`{{ summary | prose }}`, with `inline`, `shift` and `prefix`), `code` a code block (`{{ run | code(lang="bash") }}`),
//! `once` what many pages show alike (`{{ row | once(of="samerow") }}`, and `with` a word that tells them apart).

use std::cell::RefCell;
use std::sync::Arc;

use tera::{Context, Kwargs, State, Tera, TeraResult, Value};

use crate::diag::Diagnostics;
use crate::render::html::fault;
use crate::render::html::often::Kept;
use crate::render::html::prose::{self, Style};
use crate::theme::template::TEMPLATES;
use crate::theme::{self, Theme};
use crate::view::site::live::Live;
use crate::view::site::look;
use crate::view::site::page::Shared;
use crate::view::site::prose::Prose;

/// The engine for a site; `None` where the templates do not compile, which is reported.
pub fn engine(shared: &Shared, theme: &Theme, kept: &Arc<Kept>, diags: &mut Diagnostics) -> Option<Tera> {
    match compiled(shared, theme, kept) {
        Ok(engine) => Some(engine),
        Err(error) => {
            theme::fault::report(&fault::fault(&error), theme, diags);
            None
        }
    }
}

/// Whether the templates compile; what is wrong with one is reported.
pub fn compiles(theme: &Theme, diags: &mut Diagnostics) -> bool {
    let error = with_templates(theme).err();
    error.iter().for_each(|error| theme::fault::report(&fault::fault(error), theme, diags));
    error.is_none()
}

/// An engine with the templates and the filters; it shows no views inside of prose, and nothing once.
fn with_templates(theme: &Theme) -> TeraResult<Tera> {
    let mut engine = Tera::new();
    engine.autoescape_on([".html", ".svg"]);
    engine.register_filter("code", code);
    register_prose(&mut engine, None);
    register_once(&mut engine, None);
    engine.add_raw_templates(theme.under(TEMPLATES).filter_map(|(name, file)| Some((name, std::str::from_utf8(&file.bytes).ok()?))))?;
    Ok(engine)
}

fn compiled(shared: &Shared, theme: &Theme, kept: &Arc<Kept>) -> TeraResult<Tera> {
    let mut plain = with_templates(theme)?;
    let site = Value::try_from_serializable(shared)?;
    kept.keep(&site);
    plain.global_context().insert_value("site", site);
    plain.global_context().insert_value("theme", Value::try_from_serializable(&look::look(theme.look()))?);
    let mut inner = plain.clone();
    register_once(&mut inner, Some((Arc::new(plain), Arc::clone(kept))));
    // Views inside prose are shown by templates too: by those of an engine whose prose shows none.
    let mut outer = inner.clone();
    register_prose(&mut outer, Some(Arc::new(inner)));
    Ok(outer)
}

/// What templates may show while a page is made: its prose, and the way from it to the site's root.
#[derive(Clone, Default)]
struct Shown {
    prose: Arc<Vec<Prose>>,
    root: String,
}

thread_local! {
    // A filter sees only what it is given, and prose is too large to be given away: it stays here while its page is made.
    static SHOWN: RefCell<Shown> = RefCell::default();
}

/// Makes a page with its prose at hand. One thread makes the whole page.
pub fn with_prose<T>(prose: &Arc<Vec<Prose>>, root: &str, make: impl FnOnce() -> T) -> T {
    let before = SHOWN.replace(Shown { prose: Arc::clone(prose), root: root.to_owned() });
    let made = make();
    SHOWN.set(before);
    made
}

fn register_prose(engine: &mut Tera, live: Option<Arc<Tera>>) {
    engine.register_filter("prose", move |id: &Value, options: Kwargs, _: &State| -> TeraResult<Value> {
        let Shown { prose: all, root } = SHOWN.with_borrow(Clone::clone);
        let at = id.as_u64().and_then(|id| usize::try_from(id).ok()?.checked_sub(1));
        let Some(piece) = at.and_then(|at| all.get(at)) else { return Ok(Value::safe_string("")) };
        let shift = options.get::<u8>("shift")?.unwrap_or(0);
        let inline = options.get::<bool>("inline")?.unwrap_or(false);
        let prefix = options.get::<String>("prefix")?.unwrap_or_default();
        let failed = RefCell::new(None);
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

/// Shows a view with a component that needs nothing of the page but the way to the root. What pages share is written once.
fn register_once(engine: &mut Tera, by: Option<(Arc<Tera>, Arc<Kept>)>) {
    engine.register_filter("once", move |it: &Value, options: Kwargs, _: &State| -> TeraResult<Value> {
        let component = options.must_get::<&str>("of")?;
        let Some((engine, kept)) = &by else { return Err(tera::Error::message("`once` cannot be inside of a component that `once` shows")) };
        let root = SHOWN.with_borrow(|shown| shown.root.clone());
        let with = options.get::<&str>("with")?;
        kept.text(it, (component, &root, with.unwrap_or_default()), || {
            let (mut given, mut around) = (Context::new(), Context::new());
            given.insert_value("it", it.clone());
            with.iter().for_each(|with| given.insert_value("with", Value::normal_string(with)));
            around.insert_value("root", Value::normal_string(&root));
            engine.render_component_with_implicits(component, &given, &around, None, true)
        })
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
