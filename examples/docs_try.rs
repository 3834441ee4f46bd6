use onus::{config::*, diag::Diagnostics, load, render, view::checklist};
use std::path::Path;
fn main() {
    let mut args = std::env::args().skip(1);
    let root = args.next().unwrap();
    let out = args.next().unwrap();
    let root = Path::new(&root);
    let mut d = Diagnostics::default();
    let toml = load::book_toml(root).unwrap();
    let today = jiff::civil::date(2026, 11, 22);
    let mut config = Config::read(&toml, &Overrides::on(today), &mut d);
    config.revision = "68d4501".into();
    if let Some(h) = &mut config.html {
        h.site_url = "https://onus.example/aws/".into();
    }
    let sources = load::book(root, &config.src, &[], &mut d).unwrap();
    let t = std::time::Instant::now();
    let checked = onus::check(&sources, &config);
    eprintln!("check {:?}, {} findings", t.elapsed(), checked.diagnostics.items().len());
    for i in checked.diagnostics.items().iter().take(5) {
        eprintln!("{} {}:{} {}", i.rule.id, sources.path(i.primary.span.file), sources.line_column(i.primary.span).line, i.message);
    }
    let model = &checked.model;
    let wanted: Vec<String> = args.collect();
    let selections = if wanted.is_empty() { checklist::all(model) } else { wanted.iter().map(|w| checklist::select(model, w).unwrap()).collect() };
    let t = std::time::Instant::now();
    let lists: Vec<_> = selections.into_iter().map(|s| checklist::checklist(model, &config, s)).collect();
    eprintln!("{} lists in {:?}", lists.len(), t.elapsed());
    for l in &lists {
        let n: usize = l.groups.iter().map(|g| g.items.len()).sum();
        let t: usize = l.groups.iter().map(|g| checklist::tasks(g).len()).sum();
        let i: usize = l.inherited.iter().map(|g| g.items.len()).sum();
        println!("{:30} {n:5} items {t:5} tasks {i:5} inherited {:3} places {}", l.selector, l.places.len(), checklist::digest(l));
    }
    std::fs::create_dir_all(format!("{out}/checklists")).unwrap();
    let mut artifacts: Vec<_> = lists.iter().map(|l| render::markdown::checklist(l, "https://onus.example/aws/")).collect();
    if std::env::var("NOPDF").is_err() {
        let t = std::time::Instant::now();
        let mut owned = vec![];
        for e in ["themes/default/pdf", "themes/default/pdf/fonts"] {
            let mut v: Vec<_> = std::fs::read_dir(e).unwrap().map(|e| e.unwrap().path()).filter(|p| p.is_file()).collect();
            v.sort();
            for p in v {
                owned.push((p.strip_prefix("themes/default/pdf").unwrap().to_str().unwrap().to_string(), std::fs::read(&p).unwrap()));
            }
        }
        let files: Vec<(&str, &[u8])> = owned.iter().map(|(p, b)| (p.as_str(), b.as_slice())).collect();
        let mut d = Diagnostics::default();
        artifacts.extend(render::pdf::checklists(&lists, &files, &config, &mut d));
        d.finish(|_| None);
        eprintln!("pdf {:?}", t.elapsed());
        for i in d.items() {
            eprintln!("{} {}: {}", i.rule.id, sources.path(i.primary.span.file), i.message);
        }
    }
    for a in artifacts {
        std::fs::write(format!("{out}/{}", a.path), a.bytes).unwrap();
    }
}
