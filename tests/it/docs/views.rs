//! The reference of what each template gets, from the structs of `src/view/site/` and their doc comments.

use std::collections::{BTreeMap, BTreeSet};

use syn::{Attribute, Fields, GenericArgument, Item, PathArguments, Type};

use super::{Part, root, table};

/// A field: its name, its type, what is said of it.
struct Field {
    name: String,
    kind: Type,
    says: String,
}

/// A struct that templates see.
struct Seen {
    says: String,
    fields: Vec<Field>,
}

/// The structs of the site's views by name, and the template of each kind of page.
struct Views {
    structs: BTreeMap<String, Seen>,
    /// Template, and the struct that it gets.
    pages: Vec<(String, String)>,
    /// Template of a live block, what asks for it, its fields.
    live: Vec<(String, String, Vec<Field>)>,
}

/// The generated parts of the page about templates.
pub fn parts() -> Vec<Part> {
    let views = read();
    vec![
        Part::new("templates.md", "globals", globals(&views)),
        Part::new("templates.md", "templates", templates(&views)),
        Part::new("templates.md", "components", components()),
        Part::new("template-types.md", "types", types(&views)),
    ]
}

/// What templates see, for the check of templates: a heading in brackets opens a template or a view, its lines are names and kinds.
pub fn list() -> String {
    let views = read();
    let mut text = "# What templates see, made of the code by `UPDATE_DOCS=1 cargo test --test it docs`.\n".to_owned();
    let lines = |fields: &[Field]| fields.iter().map(|field| format!("{}: {}\n", field.name, kind(&field.kind, &views))).collect::<String>();
    let globals = "root: plain\nsite: Shared\ntheme: Look\n";
    for (template, kind) in &views.pages {
        text.push_str(&format!("[{template}]\npage: Head\n{globals}{}", lines(&views.structs[kind].fields)));
    }
    for (template, _, fields) in &views.live {
        text.push_str(&format!("[{template}]\n{globals}{}", lines(fields)));
    }
    text.push_str(&format!("[card.svg]\nsite: Shared\ntheme: Look\n{}", lines(&views.structs["Card"].fields)));
    for (name, seen) in &views.structs {
        text.push_str(&format!("[{name}]\n{}", lines(&seen.fields)));
    }
    text
}

/// A type in the words of that list.
fn kind(of: &Type, views: &Views) -> String {
    let (name, inner) = plain(of);
    let inner: Vec<String> = inner.iter().map(|inner| kind(inner, views)).collect();
    match name.as_str() {
        "Option" => inner[0].clone(),
        "Vec" => format!("list {}", inner[0]),
        "BTreeMap" => format!("map {}", inner[1]),
        "tuple" => format!("row {}", inner.join(", ")),
        name if views.structs.contains_key(name) && name != "ProseId" => name.to_owned(),
        _ => "plain".to_owned(),
    }
}

fn read() -> Views {
    let mut views = Views { structs: BTreeMap::new(), pages: Vec::new(), live: Vec::new() };
    let mut files: Vec<_> =
        std::fs::read_dir(root().join("src/view/site")).expect("the views").map(|entry| entry.expect("an entry").path()).collect();
    files.sort();
    for path in files.iter().filter(|path| path.extension().is_some_and(|ending| ending == "rs")) {
        let file = syn::parse_file(&std::fs::read_to_string(path).expect("UTF-8")).expect("it compiles, so it parses");
        for item in file.items {
            take(item, &mut views);
        }
    }
    views
}

fn take(item: Item, views: &mut Views) {
    match item {
        Item::Struct(item) if is_serialised(&item.attrs) => {
            let seen = Seen { says: doc(&item.attrs), fields: fields(&item.fields) };
            let twice = views.structs.insert(item.ident.to_string(), seen);
            assert!(twice.is_none(), "two views are called `{}`: the reference could not tell them apart", item.ident);
        }
        Item::Enum(item) if item.ident == "Body" => {
            for variant in item.variants {
                let kind = variant.fields.iter().next().map(|field| plain(&field.ty).0).expect("a body has a view");
                views.pages.push((doc(&variant.attrs).trim_matches(['`', '.']).to_owned(), kind));
            }
        }
        Item::Enum(item) if item.ident == "Live" => {
            for variant in item.variants.iter().filter(|variant| !variant.fields.is_empty()) {
                let name = format!("live/{}.html", variant.ident.to_string().to_lowercase());
                views.live.push((name, doc(&variant.attrs), fields(&variant.fields)));
            }
        }
        _ => {}
    }
}

fn is_skipped(attrs: &[Attribute]) -> bool {
    let skips = |attr: &Attribute| attr.parse_args::<syn::Path>().is_ok_and(|path| path.is_ident("skip"));
    attrs.iter().any(|attr| attr.path().is_ident("serde") && skips(attr))
}

fn is_serialised(attrs: &[Attribute]) -> bool {
    let mut found = false;
    for attr in attrs.iter().filter(|attr| attr.path().is_ident("derive")) {
        let _ = attr.parse_nested_meta(|meta| {
            found |= meta.path.is_ident("Serialize");
            Ok(())
        });
    }
    found
}

/// The doc comment, as one paragraph.
fn doc(attrs: &[Attribute]) -> String {
    let line = |attr: &Attribute| match &attr.meta {
        syn::Meta::NameValue(pair) if pair.path.is_ident("doc") => match &pair.value {
            syn::Expr::Lit(syn::ExprLit { lit: syn::Lit::Str(text), .. }) => Some(text.value().trim().to_owned()),
            _ => None,
        },
        _ => None,
    };
    attrs.iter().filter_map(line).collect::<Vec<_>>().join(" ").trim().to_owned()
}

fn fields(fields: &Fields) -> Vec<Field> {
    let shown = fields.iter().filter(|field| !is_skipped(&field.attrs));
    let named = shown.filter_map(|field| Some(Field { name: field.ident.as_ref()?.to_string(), kind: field.ty.clone(), says: doc(&field.attrs) }));
    named.collect()
}

/// The last name of a type, and what stands in its angle brackets.
fn plain(kind: &Type) -> (String, Vec<Type>) {
    match kind {
        Type::Path(path) => {
            let last = path.path.segments.last().expect("a path has a name");
            let inner = match &last.arguments {
                PathArguments::AngleBracketed(inner) => inner.args.iter().filter_map(|argument| match argument {
                    GenericArgument::Type(kind) => Some(kind.clone()),
                    _ => None,
                }),
                _ => return (last.ident.to_string(), Vec::new()),
            };
            let inner: Vec<Type> = inner.collect();
            match (last.ident == "Box" || last.ident == "Often", inner.first()) {
                (true, Some(boxed)) => plain(boxed),
                _ => (last.ident.to_string(), inner),
            }
        }
        Type::Reference(reference) => plain(&reference.elem),
        Type::Tuple(tuple) => ("tuple".to_owned(), tuple.elems.iter().cloned().collect()),
        _ => panic!("a view has a type that templates have no word for"),
    }
}

/// A type in the words of a template author.
fn words(kind: &Type, views: &Views, used: &mut BTreeSet<String>) -> String {
    let (name, inner) = plain(kind);
    let mut of = |at: usize| words(&inner[at], views, used);
    match name.as_str() {
        "String" | "str" => "text".to_owned(),
        "usize" | "u8" | "u32" | "u64" | "f64" => "number".to_owned(),
        "bool" => "`true` or `false`".to_owned(),
        "ProseId" => "[prose](templates.md#prose)".to_owned(),
        "Option" => format!("{}, or nothing", of(0)),
        "Vec" => format!("list of {}", of(0)),
        "tuple" => format!("list of {}", (0..inner.len()).map(of).collect::<Vec<_>>().join(" and ")),
        "BTreeMap" => format!("map from {} to {}", of(0), of(1)),
        name => {
            assert!(views.structs.contains_key(name), "no view is called `{name}`");
            used.insert(name.to_owned());
            format!("[{name}](template-types.md#{})", name.to_lowercase())
        }
    }
}

fn rows(fields: &[Field], views: &Views, used: &mut BTreeSet<String>) -> String {
    let row = |field: &Field| vec![format!("`{}`", field.name), words(&field.kind, views, used), field.says.replace("`None`", "nothing")];
    table(&["Field", "Type", "What it is"], fields.iter().map(row).collect::<Vec<_>>())
}

fn globals(views: &Views) -> String {
    let mut text = String::new();
    for (global, kind) in [("site", "Shared"), ("page", "Head"), ("theme", "Look")] {
        let seen = &views.structs[kind];
        text.push_str(&format!("### `{global}`\n\n{}\n\n{}\n", seen.says, rows(&seen.fields, views, &mut BTreeSet::new())));
    }
    text.push_str("### `root`\n\nThe way from the page to the site's root, such as `../`: it stands before every address that a field holds.\n");
    text
}

fn templates(views: &Views) -> String {
    let mut text = String::new();
    for (template, kind) in &views.pages {
        assert!(onus::theme::built_in(&format!("templates/{template}")).is_some(), "the doc of a body names `{template}`, which is no template");
        let seen = &views.structs[kind];
        text.push_str(&format!("### `{template}`\n\n{}\n\n{}\n", seen.says, rows(&seen.fields, views, &mut BTreeSet::new())));
    }
    for (template, asked, fields) in &views.live {
        assert!(onus::theme::built_in(&format!("templates/{template}")).is_some(), "there is no template `{template}`");
        text.push_str(&format!("### `{template}`\n\nA live block of prose: {asked}\n\n{}\n", rows(fields, views, &mut BTreeSet::new())));
    }
    text
}

/// The types that pages reach, by name, without those that have a heading as a page or a global.
fn types(views: &Views) -> String {
    let mut reached = BTreeSet::new();
    let mut open: Vec<&str> = views.pages.iter().map(|(_, kind)| kind.as_str()).chain(["Shared", "Head", "Look"]).collect();
    for field in views.live.iter().flat_map(|(_, _, fields)| fields) {
        words(&field.kind, views, &mut reached);
    }
    let mut done = BTreeSet::new();
    open.extend(views.structs.keys().map(String::as_str).filter(|name| reached.contains(*name)));
    while let Some(name) = open.pop() {
        if done.insert(name) {
            let mut used = BTreeSet::new();
            rows(&views.structs[name].fields, views, &mut used);
            open.extend(views.structs.keys().map(String::as_str).filter(|known| used.contains(*known)));
            reached.extend(used);
        }
    }
    let section =
        |name: &String| format!("### {name}\n\n{}\n\n{}\n", views.structs[name].says, rows(&views.structs[name].fields, views, &mut BTreeSet::new()));
    reached.iter().map(section).collect()
}

/// The components of the built-in theme, with what they take.
fn components() -> String {
    let text = onus::theme::built_in("templates/parts.html").expect("the theme has its parts");
    let text = std::str::from_utf8(text).expect("text");
    let calls = text.match_indices("{% component ").filter_map(|(at, open)| text[at + open.len()..].split_once(" -%}").map(|(call, _)| call));
    let row = |call: &str| {
        let (name, takes) = call.trim_end_matches(['%', '}', ' ']).split_once('(').unwrap_or((call, ")"));
        let takes: Vec<String> = takes.trim_end_matches(')').split(", ").filter(|name| !name.is_empty()).map(|name| format!("`{name}`")).collect();
        vec![format!("`{name}`"), takes.join(", ")]
    };
    table(&["Component", "Takes"], calls.map(row))
}
